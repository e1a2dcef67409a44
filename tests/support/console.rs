//! The real console on a practice shop that stays in the test's hands.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test or benchmark that cannot set up ends here")]

use std::path::Path;
use std::time::Duration;

use practice::{PracticeConfig, PracticeShop};
use serde_json::{Value, json};

use crate::window::{AppOptions, AppWindow, Key, Target, WindowError};

/// The search box.
pub const BOX: Target<'_> = Target::role("combobox", "Search lines, or type > for commands");

/// The picture of an activation code.
pub const QR: &str = "img[alt='eSIM activation QR code']";

/// The picture of a code on the customer's screen, in whichever language.
pub const CUSTOMERS_QR: &str = "main img";

/// How long a window test waits for something to appear.
pub const LIMIT: Duration = Duration::from_secs(10);

/// A practice shop for a window: the customer scans nothing unless the test says so.
pub async fn shop() -> PracticeShop {
    PracticeShop::start(PracticeConfig::default()).await.unwrap()
}

/// Opens the console on that shop, with data of its own or those of an earlier window.
///
/// # Errors
/// When the window does not open.
pub async fn open(shop: &PracticeShop, home: Option<&Path>) -> Result<AppWindow, WindowError> {
    open_with_key(shop, home, shop.onsim().api_key()).await
}

/// The same with another key.
///
/// # Errors
/// When the window does not open.
pub async fn open_with_key(shop: &PracticeShop, home: Option<&Path>, key: &str) -> Result<AppWindow, WindowError> {
    open_on(&[onsim("practice-onsim", "ONSIM practice", shop, key)], home).await
}

/// One simulated ONSIM as the console is told of it.
#[must_use]
pub fn onsim(id: &str, label: &str, shop: &PracticeShop, key: &str) -> Value {
    json!({ "kind": "onsim", "id": id, "label": label, "base_url": shop.onsim().base_url(), "secrets": [key] })
}

/// All four simulated providers as the console is told of them.
#[must_use]
pub fn all_four(shop: &PracticeShop) -> Vec<Value> {
    let one = |kind: &str, label: &str, base_url: String, secrets: Vec<String>| json!({ "kind": kind, "id": format!("practice-{kind}"), "label": label, "base_url": base_url, "secrets": secrets });
    let (atomic, reach, telecomx) = (shop.atomic(), shop.reach(), shop.telecomx());
    let (user, password) = telecomx.login();
    vec![
        one("atomic", "Atomic practice", atomic.base_url(), vec![atomic.token().to_owned()]),
        one("reach", "Reach practice", reach.base_url(), vec![reach.jwt().to_owned(), reach.api_key().to_owned()]),
        onsim("practice-onsim", "ONSIM practice", shop, shop.onsim().api_key()),
        one("telecomx", "TelecomX practice", telecomx.base_url(), vec![user, password]),
    ]
}

/// Opens the console on simulated providers.
///
/// # Errors
/// When the window does not open.
pub async fn open_on(providers: &[Value], home: Option<&Path>) -> Result<AppWindow, WindowError> {
    let window = start_on(providers, home).await?;
    window.wait_for(BOX, LIMIT).await?;
    Ok(window)
}

/// Opens the console on that shop, whatever it shows first: a console with a PIN is locked.
///
/// # Errors
/// When the window does not open.
pub async fn open_locked(shop: &PracticeShop, home: Option<&Path>) -> Result<AppWindow, WindowError> {
    start_on(&[onsim("practice-onsim", "ONSIM practice", shop, shop.onsim().api_key())], home).await
}

/// The same with a disk of its own for the console's data, mounted with these options.
///
/// # Errors
/// When the window does not open.
pub async fn open_on_disk(shop: &PracticeShop, options: &str) -> Result<AppWindow, WindowError> {
    let providers = [onsim("practice-onsim", "ONSIM practice", shop, shop.onsim().api_key())];
    AppWindow::start(AppOptions { env: environment(&providers), disk: Some(options), ..AppOptions::default() }).await
}

async fn start_on(providers: &[Value], home: Option<&Path>) -> Result<AppWindow, WindowError> {
    AppWindow::start(AppOptions { env: environment(providers), home, ..AppOptions::default() }).await
}

fn environment(providers: &[Value]) -> Vec<(String, String)> {
    vec![
        ("SIMDESK_PRACTICE_SHOP".to_owned(), Value::from(providers).to_string()),
        ("USER".to_owned(), "alex".to_owned()),
    ]
}

/// Waits until the page shows a text, whichever element it is in.
///
/// # Errors
/// When it is not shown in time; the message has what the page shows instead.
pub async fn wait_for_text(window: &AppWindow, text: &str) -> Result<(), String> {
    let quoted = serde_json::Value::from(text).to_string();
    let seen = window.wait_for_js(&format!("document.body.innerText.includes({quoted})"), LIMIT).await;
    match seen {
        Ok(()) => Ok(()),
        Err(error) => Err(format!("{error}\nthe page shows:\n{}", page_text(window).await)),
    }
}

/// What the page shows, as text.
pub async fn page_text(window: &AppWindow) -> String {
    let text = window.execute_js("return document.body.innerText", Vec::new()).await;
    text.ok().and_then(|text| text.as_str().map(str::to_owned)).unwrap_or_default()
}

/// Types into the search box that has the focus and opens the line whose number is shown as `shown`.
///
/// # Panics
/// When the line is not found.
pub async fn open_line(window: &AppWindow, typed: &str, shown: &str) {
    window.type_text(typed).await.unwrap();
    wait_for_text(window, shown).await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    wait_for_text(window, "Replace SIM").await.unwrap();
    window.wait_for_js("location.hash.startsWith('#/line/')", LIMIT).await.unwrap();
}

/// The keys that take an open line to the Check step, one after the other, each when its step is there. Gives how many
/// there were.
///
/// # Panics
/// When a step does not come.
pub async fn to_check(window: &AppWindow) -> usize {
    let steps = [
        ("r", "How did the customer prove who they are?"),
        ("2", "Which SIM"),
        ("1", "Lost"),
        ("4", "Check before you send"),
    ];
    for (key, next) in steps {
        window.type_text(key).await.unwrap();
        wait_for_text(window, next).await.unwrap();
    }
    wait_for_text(window, "Send to ONSIM").await.unwrap();
    window.wait_for_js("document.activeElement?.innerText?.startsWith('Send to ONSIM')", LIMIT).await.unwrap();
    painted(window).await;
    steps.len()
}

/// Fails unless the page keeps the accessibility rules in both themes, is no larger than its window and has not been moved
/// out of it. Saves a picture of it in both themes and two sizes, where `SIMDESK_STEPS_DIR` names a folder.
///
/// # Panics
/// When a rule is broken; the message names the screen.
pub async fn clean(window: &AppWindow, screen: &str) {
    let theme = "document.documentElement.dataset.theme";
    let before = window.execute_js(&format!("return {theme}"), Vec::new()).await.unwrap();
    for shown in ["light", "dark"] {
        window.execute_js(&format!("{theme} = arguments[0]"), vec![shown.into()]).await.unwrap();
        painted(window).await;
        let violations = window.axe().await.unwrap();
        assert!(violations.is_empty(), "{screen}, {shown}: {violations:#?}");
        let larger = "const root = document.documentElement; return root.scrollWidth > root.clientWidth
            || root.scrollHeight > root.clientHeight || document.body.scrollTop > 0 || window.scrollY > 0";
        let larger = window.execute_js(larger, Vec::new()).await.unwrap();
        assert_eq!(larger, Value::Bool(false), "{screen} is larger than its window");
        save_pictures(window, screen, shown).await;
    }
    window.execute_js(&format!("{theme} = arguments[0]"), vec![before]).await.unwrap();
}

async fn save_pictures(window: &AppWindow, screen: &str, theme: &str) {
    #[expect(clippy::disallowed_methods, reason = "who wants to look at the steps says where the pictures go")]
    let Some(folder) = std::env::var_os("SIMDESK_STEPS_DIR") else { return };
    for (width, height) in [(1024, 700), (1366, 768)] {
        window.resize(width, height).await.unwrap();
        painted(window).await;
        let name = format!("{}-{theme}-{width}.png", screen.replace(' ', "-"));
        std::fs::write(Path::new(&folder).join(name), window.screenshot().await.unwrap()).unwrap();
    }
}

/// Waits until what is on the page now has been painted: a person does not press before they see.
///
/// # Panics
/// When the window paints nothing.
pub async fn painted(window: &AppWindow) {
    let after_three_frames = "window.framesToGo = 3; const next = () => { if (--window.framesToGo > 0) \
                              requestAnimationFrame(next); }; requestAnimationFrame(next);";
    window.execute_js(after_three_frames, Vec::new()).await.unwrap();
    window.wait_for_js("window.framesToGo === 0", LIMIT).await.unwrap();
}

/// Waits until the picture of a code is painted.
///
/// # Panics
/// When it does not come.
pub async fn qr_painted(window: &AppWindow) {
    picture_painted(window, QR).await;
}

/// Waits in the customer's window until the picture of a code is painted.
///
/// # Panics
/// When it does not come.
pub async fn customers_picture_painted(window: &AppWindow) {
    picture_painted(window, CUSTOMERS_QR).await;
}

async fn picture_painted(window: &AppWindow, picture: &str) {
    let loaded = format!("(e => e && e.complete && e.naturalWidth > 0)(document.querySelector(\"{picture}\"))");
    if let Err(error) = window.wait_for_js(&loaded, LIMIT).await {
        panic!("{error}\nthe page shows:\n{}", page_text(window).await);
    }
    painted(window).await;
}
