//! The lock in the real window: what is on the page, what may be asked, what is in memory, and the way back in.

use std::process::Command;

use practice::Fault;
use suite::console::{BOX, LIMIT, QR, clean, open, open_line, open_locked, page_text, qr_painted, shop, wait_for_text};
use suite::desk::NADIA;
use suite::window::{AppWindow, Key, Place, Target, WindowError};
use vault::Vault as _;

/// The keyring of the private desktop has no PIN before a test and none after it, however it ends: another test would
/// find its console locked.
struct NoPin;

impl NoPin {
    fn at_both_ends() -> Self {
        vault::OsVault.remove(desk::lock::ENTRY).unwrap();
        Self
    }
}

impl Drop for NoPin {
    fn drop(&mut self) {
        let _ = vault::OsVault.remove(desk::lock::ENTRY);
    }
}

const PIN: &str = "counter-4711-b";

async fn lock(window: &AppWindow) {
    window.press_chord(&[Key::Control], 'l').await.unwrap();
    locked(window).await;
}

/// Waits until the console is locked, the page that shows it is a new one, and the way in has the focus: what is pressed
/// before that is lost.
async fn locked(window: &AppWindow) {
    let anew = "performance.getEntriesByType('navigation')[0].type === 'reload'";
    let ready = "document.activeElement?.matches('form input, form button')";
    let shown = format!("document.querySelector('h1')?.innerText === 'Locked' && {anew} && {ready}");
    window.wait_for_js(&shown, LIMIT).await.unwrap();
}

async fn html(window: &AppWindow) -> String {
    let html = window.execute_js("return document.documentElement.outerHTML", vec![]).await.unwrap();
    html.as_str().unwrap().to_owned()
}

/// What a command answers to a script of the page: its answer, or the code of its problem.
async fn ask(window: &AppWindow, command: &str, request: &str) -> serde_json::Value {
    let script = format!(
        "window.asked = undefined; window.__TAURI_INTERNALS__.invoke('{command}', {{ request: {request} }}).then(\
         (answer) => {{ window.asked = {{ answer }}; }}, (problem) => {{ window.asked = {{ problem: problem.code ?? problem }}; }})"
    );
    window.execute_js(&script, vec![]).await.unwrap();
    window.wait_for_js("window.asked !== undefined", LIMIT).await.unwrap();
    window.execute_js("return window.asked", vec![]).await.unwrap()
}

async fn go_to_settings(window: &AppWindow) {
    window.press_chord(&[Key::Control], ',').await.unwrap();
    wait_for_text(window, "Lock when nobody has touched SIMdesk").await.unwrap();
}

async fn set_pin(window: &AppWindow, pin: &str) {
    go_to_settings(window).await;
    window.click(Target::role("button", "Set a PIN…"), LIMIT).await.unwrap();
    for at in 0..2 {
        let focus = format!("document.querySelectorAll('input[type=password]')[{at}].focus()");
        window.wait_for_js("document.querySelectorAll('input[type=password]').length === 2", LIMIT).await.unwrap();
        window.execute_js(&focus, vec![]).await.unwrap();
        window.type_text(pin).await.unwrap();
    }
    window.press(&[Key::Enter]).await.unwrap();
    wait_for_text(window, "A PIN is set.").await.unwrap();
}

/// Where a text is in the memory of the main process; nothing for whoever is not root: the console lets no other program
/// of the same user look, which is the other half of the promise.
fn in_memory(window: &AppWindow, text: &str) -> Option<Vec<Place>> {
    match window.find_in_memory(text) {
        Err(WindowError::File(error)) if error.kind() == std::io::ErrorKind::PermissionDenied => None,
        places => Some(places.unwrap()),
    }
}

/// Waits until a text is nowhere in the main process, the web view's own buffers apart: an answer that was under way is
/// dropped when it has come.
async fn leaves_memory(window: &AppWindow, text: &str) {
    let mut places = Vec::new();
    let looking = async {
        loop {
            places = in_memory(window, text).unwrap_or_default();
            if places.is_empty() {
                return;
            }
            // Nothing tells when another process has dropped something.
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
    };
    let gone = tokio::time::timeout(LIMIT, looking).await.is_ok();
    let listed: Vec<String> = places.iter().map(ToString::to_string).collect();
    assert!(gone, "a secret is in the memory of the main process:\n{}", listed.join("\n"));
}

#[tokio::test]
async fn a_shown_code_is_nowhere_after_the_lock() {
    let _no_pin = NoPin::at_both_ends();
    let shop = shop().await;
    let window = open(&shop, None).await.unwrap();
    open_line(&window, "900123", "+44 7700 900123").await;
    window.type_text("q").await.unwrap();
    wait_for_text(&window, "How did the customer prove who they are?").await.unwrap();
    window.type_text("1").await.unwrap();
    qr_painted(&window).await;
    let code = shop.onsim().current_code(NADIA).unwrap();
    let secret = code.rsplit('$').next().unwrap().to_owned();
    assert!(secret.len() >= 8, "too short to look for");
    let shown = in_memory(&window, &secret);
    assert!(shown.is_none_or(|places| !places.is_empty()), "what is shown is in memory, or the search is blind");
    let picture = window.execute_js(&format!("return document.querySelector(\"{QR}\").src"), vec![]).await.unwrap();
    assert!(picture.as_str().unwrap().starts_with("blob:"));
    window.click("button[aria-label='Copy activation code']", LIMIT).await.unwrap();
    wait_for_text(&window, "The clipboard is cleared in 30 s").await.unwrap();
    lock(&window).await;

    let page = html(&window).await;
    for personal in [secret.as_str(), "900123", "Nadia", "Osei", "alex", "ONSIM"] {
        assert!(!page.contains(personal), "{personal} is in the page of a locked console:\n{page}");
    }
    assert_eq!(window.execute_js("return location.hash", vec![]).await.unwrap(), "#/");
    assert!(!window.exists(QR).await.unwrap());
    let fetched = "window.blob = undefined; const picture = new Image(); picture.onload = () => { window.blob = 'loaded'; };\
                   picture.onerror = () => { window.blob = 'gone'; }; picture.src = arguments[0];";
    window.execute_js(fetched, vec![picture]).await.unwrap();
    window.wait_for_js("window.blob === 'gone'", LIMIT).await.unwrap();
    let held = window
        .execute_js(
            "return JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, history.state])",
            vec![],
        )
        .await
        .unwrap();
    assert!(!held.as_str().unwrap().contains("900123") && !held.as_str().unwrap().contains(&secret), "{held}");

    leaves_memory(&window, &secret).await;

    // A press brings the desk back; the showing ended with the lock, and the proof of identity is gone.
    window.press(&[Key::Enter]).await.unwrap();
    window.wait_for(BOX, LIMIT).await.unwrap();
    open_line(&window, "900123", "+44 7700 900123").await;
    wait_for_text(&window, "Shown").await.unwrap();
    window.type_text("q").await.unwrap();
    wait_for_text(&window, "How did the customer prove who they are?").await.unwrap();
    window.close().await.unwrap();
}

#[tokio::test]
async fn a_code_that_was_on_its_way_does_not_stay() {
    let _no_pin = NoPin::at_both_ends();
    let shop = shop().await;
    let window = open(&shop, None).await.unwrap();
    open_line(&window, "900123", "+44 7700 900123").await;
    window.type_text("q").await.unwrap();
    wait_for_text(&window, "How did the customer prove who they are?").await.unwrap();
    shop.onsim().dial().set(Fault::Stall.on("queryEsim")).unwrap();
    window.type_text("1").await.unwrap();
    window.wait_for("[aria-label='Reading the code']", LIMIT).await.unwrap();
    lock(&window).await;
    shop.onsim().dial().clear();

    window.press(&[Key::Enter]).await.unwrap();
    window.wait_for(BOX, LIMIT).await.unwrap();
    open_line(&window, "900123", "+44 7700 900123").await;
    // The row says that the answer came, and how short it was shown: not at all.
    wait_for_text(&window, "Shown").await.unwrap();
    let code = shop.onsim().current_code(NADIA).unwrap();
    leaves_memory(&window, code.rsplit('$').next().unwrap()).await;
    window.close().await.unwrap();
}

#[tokio::test]
async fn a_locked_console_answers_nothing_and_tells_nothing() {
    let _no_pin = NoPin::at_both_ends();
    let shop = shop().await;
    let window = open(&shop, None).await.unwrap();
    assert!(ask(&window, "home", "{}").await["answer"].is_object());
    lock(&window).await;
    let line = format!("{{ line: {{ connection: 'practice-onsim', id: '{NADIA}' }}, refresh: true, screen: 'agent' }}");
    for (command, request) in [
        ("start", "{}"),
        ("home", "{}"),
        ("search", "{ query: '900123', limit: 10 }"),
        ("line_page", line.as_str()),
        ("show_code", line.as_str()),
        ("actions", "{ filter: 'all', limit: 10, after: null }"),
        ("export_connections", "{}"),
        ("settings", "{}"),
        ("set_pin", "{ current: null, new: 'counter-4711-b' }"),
        ("still_here", "{}"),
    ] {
        assert_eq!(ask(&window, command, request).await, serde_json::json!({ "problem": "locked" }), "{command}");
    }
    assert_eq!(ask(&window, "lock_state", "{}").await["answer"]["locked"], true);
    window.close().await.unwrap();
}

#[tokio::test]
async fn a_pin_is_asked_for_and_a_restart_asks_for_it_too() {
    let _no_pin = NoPin::at_both_ends();
    let shop = shop().await;
    let window = open(&shop, None).await.unwrap();
    go_to_settings(&window).await;
    clean(&window, "settings").await;
    set_pin(&window, PIN).await;
    clean(&window, "settings with a PIN").await;
    lock(&window).await;
    window.wait_for_js("document.activeElement.type === 'password'", LIMIT).await.unwrap();
    clean(&window, "lock").await;
    let dark = "document.documentElement.dataset.theme = 'dark'";
    window.execute_js(dark, vec![]).await.unwrap();
    clean(&window, "lock, dark").await;
    window.type_text("counter-4711-c").await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    wait_for_text(&window, "That is not the PIN. 4 tries left.").await.unwrap();
    clean(&window, "lock, wrong").await;

    let home = window.close().await.unwrap();
    let kept = std::fs::read_to_string(home.path().join("config/app.simdesk.console/settings.json")).unwrap();
    assert!(kept.contains("\"pin\": \"keyring\"") && !kept.contains("argon2"), "{kept}");
    let window = open_locked(&shop, Some(home.path())).await.unwrap();
    wait_for_text(&window, "Locked").await.unwrap();
    assert!(!page_text(&window).await.contains("practice"));
    window.wait_for_js("document.activeElement.type === 'password'", LIMIT).await.unwrap();
    for left in [3, 2, 1] {
        window.type_text("0000").await.unwrap();
        window.press(&[Key::Enter]).await.unwrap();
        let tries = if left == 1 { "try" } else { "tries" };
        wait_for_text(&window, &format!("That is not the PIN. {left} {tries} left.")).await.unwrap();
        window.wait_for_js("document.activeElement.type === 'password'", LIMIT).await.unwrap();
    }
    window.type_text(PIN).await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    window.wait_for(BOX, LIMIT).await.unwrap();
    leaves_memory(&window, PIN).await;
    window.close().await.unwrap();
}

#[tokio::test]
async fn five_wrong_tries_cost_a_wait() {
    let _no_pin = NoPin::at_both_ends();
    let shop = shop().await;
    let window = open(&shop, None).await.unwrap();
    set_pin(&window, PIN).await;
    lock(&window).await;
    for _ in 0..5 {
        assert_eq!(ask(&window, "unlock", "{ pin: '1470' }").await["answer"]["tried"], "wrong");
    }
    assert_eq!(ask(&window, "unlock", "{ pin: 'counter-4711-b' }").await["answer"]["tried"], "too_soon");
    wait_for_text(&window, "Too many wrong tries").await.unwrap();
    clean(&window, "wait").await;
    window.close().await.unwrap();
}

#[tokio::test]
async fn a_desk_that_nobody_touches_locks_itself() {
    let _no_pin = NoPin::at_both_ends();
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("config/app.simdesk.console");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("settings.json"), "{ \"lock_after_s\": 2 }").unwrap();
    let shop = shop().await;
    let window = open_locked(&shop, Some(home.path())).await.unwrap();
    locked(&window).await;
    window.press(&[Key::Enter]).await.unwrap();
    // Looked for in the shortest way: it is there for two seconds only.
    window.wait_for_js("document.querySelector('[role=combobox]')", LIMIT).await.unwrap();
    locked(&window).await;
    window.close().await.unwrap();
}

#[tokio::test]
async fn it_locks_with_the_screen_of_the_computer() {
    let _no_pin = NoPin::at_both_ends();
    let shop = shop().await;
    let window = open(&shop, None).await.unwrap();
    // Said again until it is heard: when the console begins to listen is nowhere to be seen.
    let mut heard = false;
    for _ in 0..100 {
        let mut saver = Command::new("dbus-send");
        saver.args(["--session", "--type=signal", "/org/freedesktop/ScreenSaver"]);
        saver.args(["org.freedesktop.ScreenSaver.ActiveChanged", "boolean:true"]);
        assert!(saver.status().unwrap().success());
        if page_text(&window).await.contains("Locked") {
            heard = true;
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert!(heard, "the screen saver was not heard");
    locked(&window).await;
    window.close().await.unwrap();
}
