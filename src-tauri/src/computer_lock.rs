//! Hearing that the computer's own screen is locked, or that it goes to sleep. Linux only, over D-Bus: logind, and the
//! screen savers of the desktops. Windows and macOS tell this only to programs that handle raw window messages, which
//! needs unsafe code; there the console locks after its own time, and the settings say so.

use std::sync::atomic::{AtomicBool, Ordering};

use tauri::AppHandle;

static HEARD: AtomicBool = AtomicBool::new(false);

/// Whether this is heard on this system: there is a bus, and it took the wish to listen.
pub(crate) fn is_heard() -> bool {
    HEARD.load(Ordering::Acquire)
}

/// Listens for as long as the program runs. Where there is no bus, nothing is heard and nothing is said.
#[cfg(not(target_os = "linux"))]
pub(crate) fn listen(_app: AppHandle) {}

/// Listens for as long as the program runs. Where there is no bus, nothing is heard and nothing is said.
#[cfg(target_os = "linux")]
pub(crate) fn listen(app: AppHandle) {
    for (bus, sources) in [(Bus::System, SYSTEM), (Bus::Session, SESSION)] {
        let app = app.clone();
        tauri::async_runtime::spawn(async move {
            let began = || HEARD.store(true, Ordering::Release);
            if let Err(error) = hear(bus, sources, began, || crate::locking::lock(&app)).await {
                tracing::info!(?bus, %error, "the lock of the computer is not heard");
            }
        });
    }
}

#[cfg(target_os = "linux")]
use linux::{Bus, SESSION, SYSTEM, hear};

#[cfg(target_os = "linux")]
mod linux {
    use futures::StreamExt as _;
    use futures::stream::select_all;
    use zbus::message::Type;
    use zbus::{Connection, MatchRule, Message, MessageStream};

    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub(super) enum Bus {
        System,
        Session,
    }

    /// A signal that says that the screen is being locked.
    #[derive(Debug, Clone, Copy)]
    pub(super) struct Source {
        /// Only from this one; on the session bus every desktop has its own.
        sender: Option<&'static str>,
        interface: &'static str,
        member: &'static str,
        /// Whether its one argument tells the beginning (true) from the end (false).
        begins: bool,
    }

    const LOGIND: Option<&str> = Some("org.freedesktop.login1");

    /// Of any session of this computer: at worst the console locks with somebody else's.
    pub(super) const SYSTEM: &[Source] = &[
        Source { sender: LOGIND, interface: "org.freedesktop.login1.Session", member: "Lock", begins: false },
        Source { sender: LOGIND, interface: "org.freedesktop.login1.Manager", member: "PrepareForSleep", begins: true },
    ];

    pub(super) const SESSION: &[Source] = &[
        screen_saver("org.freedesktop.ScreenSaver"),
        screen_saver("org.gnome.ScreenSaver"),
        screen_saver("org.cinnamon.ScreenSaver"),
        screen_saver("org.mate.ScreenSaver"),
        screen_saver("org.xfce.ScreenSaver"),
    ];

    const fn screen_saver(interface: &'static str) -> Source {
        Source { sender: None, interface, member: "ActiveChanged", begins: true }
    }

    /// Calls `began` when it listens, and `lock` each time one of the sources says so.
    pub(super) async fn hear(bus: Bus, sources: &[Source], began: impl FnOnce(), lock: impl Fn()) -> zbus::Result<()> {
        let connection = match bus {
            Bus::System => Connection::system().await?,
            Bus::Session => Connection::session().await?,
        };
        let mut streams = Vec::new();
        for source in sources {
            let stream = MessageStream::for_match_rule(rule(source)?, &connection, None).await?;
            let begins = source.begins;
            streams.push(stream.filter_map(move |message| {
                std::future::ready(message.is_ok_and(|message| says_so(&message, begins)).then_some(()))
            }));
        }
        began();
        let mut heard = select_all(streams);
        while let Some(()) = heard.next().await {
            lock();
        }
        Ok(())
    }

    fn rule(source: &Source) -> zbus::Result<MatchRule<'static>> {
        let rule = MatchRule::builder().msg_type(Type::Signal).interface(source.interface)?.member(source.member)?;
        Ok(match source.sender {
            Some(sender) => rule.sender(sender)?.build(),
            None => rule.build(),
        })
    }

    fn says_so(message: &Message, begins: bool) -> bool {
        !begins || message.body().deserialize::<bool>().unwrap_or(false)
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        fn signal(source: &Source, begins: Option<bool>) -> Message {
            let message = Message::signal("/x", source.interface, source.member).unwrap();
            match begins {
                Some(begins) => message.build(&begins).unwrap(),
                None => message.build(&()).unwrap(),
            }
        }

        #[test]
        fn the_beginning_locks_and_the_end_does_not() {
            for source in SESSION.iter().chain(SYSTEM) {
                assert!(says_so(&signal(source, Some(true)), source.begins), "{source:?}");
                assert_eq!(says_so(&signal(source, Some(false)), source.begins), !source.begins, "{source:?}");
                assert_eq!(says_so(&signal(source, None), source.begins), !source.begins, "{source:?}");
            }
        }

        #[test]
        fn a_rule_hears_its_own_signal_and_no_other() {
            let hears = |one: &Source, other: &Source| {
                let rule = MatchRule::builder().msg_type(Type::Signal);
                let rule = rule.interface(one.interface).unwrap().member(one.member).unwrap().build();
                rule.matches(&signal(other, Some(true))).unwrap()
            };
            for (at, one) in SESSION.iter().chain(SYSTEM).enumerate() {
                rule(one).unwrap();
                for (other_at, other) in SESSION.iter().chain(SYSTEM).enumerate() {
                    assert_eq!(hears(one, other), at == other_at, "{one:?} {other:?}");
                }
            }
        }
    }
}
