//! An outcome that comes late is told by the desktop, and nobody is named. The test is the desktop.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use practice::{Fault, PracticeShop};
use suite::console::{LIMIT, open, open_line, painted, qr_painted, shop, to_check, wait_for_text};
use suite::window::{AppWindow, Key};
use tokio::sync::Notify;
use zbus::zvariant::Value;

#[derive(Clone, Default)]
struct Shown {
    all: Arc<Mutex<Vec<String>>>,
    news: Arc<Notify>,
}

/// Shows notifications in place of the desktop (Desktop Notifications Specification 1.2).
struct Daemon(Shown);

#[zbus::interface(name = "org.freedesktop.Notifications")]
impl Daemon {
    #[expect(clippy::too_many_arguments, reason = "the specification's")]
    fn notify(
        &self,
        app_name: &str,
        _replaces: u32,
        icon: &str,
        summary: &str,
        body: &str,
        actions: Vec<&str>,
        hints: HashMap<&str, Value<'_>>,
        _expires: i32,
    ) -> u32 {
        let all = format!("{app_name}|{icon}|{summary}|{body}|{actions:?}|{hints:?}");
        self.0.all.lock().unwrap().push(all);
        self.0.news.notify_one();
        1
    }

    fn get_capabilities(&self) -> Vec<&str> {
        vec!["body"]
    }

    fn get_server_information(&self) -> (&str, &str, &str, &str) {
        ("test", "test", "1", "1.2")
    }
}

/// Makes a change whose outcome is proved only afterwards, and waits until it is.
async fn late_change(shop: &PracticeShop, window: &AppWindow) {
    shop.onsim().dial().set(Fault::DropAfter.on("queryEsim").next(1)).unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    wait_for_text(window, "did not answer. The change may or may not have happened.").await.unwrap();
    qr_painted(window).await;
}

#[tokio::test]
async fn a_late_outcome_is_told_without_a_name_or_a_number_when_nobody_looks() {
    let shown = Shown::default();
    let bus = zbus::connection::Builder::session().unwrap();
    let bus = bus.name("org.freedesktop.Notifications").unwrap();
    let bus = bus.serve_at("/org/freedesktop/Notifications", Daemon(shown.clone())).unwrap();
    let _serving = bus.build().await.unwrap();
    let shop = shop().await;
    let window = open(&shop, None).await.unwrap();
    open_line(&window, "900123", "+44 7700 900123").await;
    to_check(&window).await;
    late_change(&shop, &window).await;
    assert!(shown.all.lock().unwrap().is_empty(), "whoever looks at the window sees it there");

    window.press_chord(&[Key::Control], 'k').await.unwrap();
    // Another program takes the keyboard.
    let other = open(&shop, None).await.unwrap();
    open_line(&window, "900123", "+44 7700 900123").await;
    // The customer is still verified.
    for (key, next) in [("r", "Which SIM"), ("1", "Lost"), ("4", "Send to ONSIM")] {
        window.type_text(key).await.unwrap();
        wait_for_text(&window, next).await.unwrap();
    }
    painted(&window).await;
    late_change(&shop, &window).await;
    let told = tokio::time::timeout(LIMIT, shown.news.notified()).await;
    assert!(told.is_ok(), "nothing was shown; the console wrote:\n{}", window.log());
    let all = shown.all.lock().unwrap().join("\n");
    assert!(all.contains("SIMdesk||SIMdesk|A change at ONSIM is done|"), "{all}");
    for personal in ["900123", "Nadia", "Osei", "alex", "LPA"] {
        assert!(!all.contains(personal), "{personal} in {all}");
    }
    assert_eq!(all.lines().count(), 1, "{all}");
    other.close().await.unwrap();
    window.close().await.unwrap();
}
