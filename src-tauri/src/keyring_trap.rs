//! Noticing why the window may take half a minute to come, on Linux: the folder of the keyring belongs to a keyring daemon on
//! another session bus. GTK asks for the desktop portal when it starts, the portal for the keyring, and the daemon that is
//! started for it leaves everything to the other one and never answers on this bus. GTK waits 25 s for that and gives no way
//! around it. So it is looked for beside GTK's own start, and said at once on stderr, later in the log and in the window.

use bridge::connections::StartNotice;

/// Begins to look. Comes back at once.
pub(crate) fn look() {
    #[cfg(target_os = "linux")]
    linux::look();
}

/// What a person should know, once the window is there.
pub(crate) fn notice() -> Option<StartNotice> {
    #[cfg(target_os = "linux")]
    {
        let folder = linux::found()?.display().to_string();
        tracing::warn!(%folder, "the keyring belongs to another session; the window came late and no keyring answers");
        Some(StartNotice::KeyringElsewhere { folder })
    }
    #[cfg(not(target_os = "linux"))]
    None
}

#[cfg(target_os = "linux")]
mod linux {
    use std::os::unix::fs::FileTypeExt as _;
    use std::path::{Path, PathBuf};
    use std::sync::{OnceLock, mpsc};
    use std::time::Duration;

    use crate::environment;

    /// A keyring of this session answers within milliseconds, one that has to be started first within some hundred.
    const PATIENCE: Duration = Duration::from_millis(1500);

    /// The keyring's folder, when it is another session's.
    static FOUND: OnceLock<PathBuf> = OnceLock::new();

    pub(super) fn found() -> Option<&'static PathBuf> {
        FOUND.get()
    }

    pub(super) fn look() {
        let Some(folder) = environment::runtime_folder().map(|folder| Path::new(&folder).join("keyring")) else {
            return;
        };
        let looking = std::thread::Builder::new().name("keyring-trap".to_owned());
        // Without a thread to spare nothing is noticed, and nothing else is worse for it.
        let _ = looking.spawn(move || {
            if is_elsewhere(&folder, PATIENCE, wake) {
                tell(&folder);
                let _ = FOUND.set(folder);
            }
        });
    }

    /// Whether the folder is a running keyring's that does not answer on this session's bus. `wake` comes back when
    /// something is settled: the keyring is here, or there is none to wait for.
    pub(super) fn is_elsewhere(folder: &Path, patience: Duration, wake: impl FnOnce() + Send + 'static) -> bool {
        let control = folder.join("control").metadata();
        if !control.is_ok_and(|control| control.file_type().is_socket()) {
            return false;
        }
        let (said, heard) = mpsc::channel();
        let waking = std::thread::Builder::new().name("keyring-probe".to_owned()).spawn(move || {
            wake();
            let _ = said.send(());
        });
        waking.is_ok() && heard.recv_timeout(patience) == Err(mpsc::RecvTimeoutError::Timeout)
    }

    /// Asks the bus for the keyring, which starts it where it can be started: what GTK's portal asks for as well, so that
    /// nobody waits longer for its being asked here.
    fn wake() {
        const KEYRING: &str = "org.freedesktop.secrets";
        let woken = (|| {
            let bus = zbus::blocking::Connection::session()?;
            let bus = zbus::blocking::fdo::DBusProxy::new(&bus)?;
            let name = zbus::names::BusName::try_from(KEYRING)?;
            if !bus.name_has_owner(name)? {
                bus.start_service_by_name(zbus::names::WellKnownName::try_from(KEYRING)?, 0)?;
            }
            Ok::<_, zbus::Error>(())
        })();
        // No bus, or no keyring on it: GTK waits for neither.
        drop(woken);
    }

    #[expect(clippy::print_stderr, reason = "the window and the log come half a minute later")]
    fn tell(folder: &Path) {
        eprintln!(
            "SIMdesk: the keyring in {} belongs to another session and does not answer in this one. The window takes up \
             to 25 seconds to open, and credentials cannot be kept in the keyring. Sign out of the other session, or start \
             SIMdesk there.",
            folder.display()
        );
    }

    #[cfg(test)]
    mod tests {
        use std::os::unix::net::UnixListener;

        use super::*;

        const SOON: Duration = Duration::from_millis(50);

        fn never() {
            loop {
                std::thread::park();
            }
        }

        #[test]
        fn a_keyring_that_does_not_answer_is_another_sessions() {
            let home = tempfile::tempdir().unwrap();
            let _daemon = UnixListener::bind(home.path().join("control")).unwrap();
            assert!(is_elsewhere(home.path(), SOON, never));
            assert!(!is_elsewhere(home.path(), Duration::from_secs(30), || {}), "one that answers is this session's");
        }

        #[test]
        fn without_a_keyrings_folder_nothing_is_asked() {
            let home = tempfile::tempdir().unwrap();
            let asked = || panic!("nothing is to be asked");
            assert!(!is_elsewhere(home.path(), SOON, asked));
            std::fs::write(home.path().join("control"), "no socket").unwrap();
            assert!(!is_elsewhere(home.path(), SOON, asked));
        }
    }
}
