//! A real account in the real window: added, tested with a wrong key, repaired, used and removed, with the keyring of a
//! private desktop. The practice shop stands in for the provider.

use suite::console::{LIMIT, clean, open, page_text, shop, wait_for_text};
use suite::window::{AppWindow, Key, Target};

const WRONG: &str = "canary-wrong-key-0001";

pub(crate) async fn fill(window: &AppWindow, field: Target<'_>, text: &str) {
    window.click(field, LIMIT).await.unwrap();
    window.press_chord(&[Key::Control], 'a').await.unwrap();
    window.type_text(text).await.unwrap();
}

/// Chooses the card of that value, as a click on it does.
pub(crate) async fn choose(window: &AppWindow, value: &str) {
    let script = "const card = document.querySelector(`input[type=radio][value=${arguments[0]}]`); \
                  if (!card) return false; card.click(); return card.checked";
    assert_eq!(window.execute_js(script, vec![value.into()]).await.unwrap(), true, "{value}");
}

pub(crate) async fn go_to_connections(window: &AppWindow) {
    window.press_chord(&[Key::Control], 'k').await.unwrap();
    window.type_text(">go to connections").await.unwrap();
    wait_for_text(window, "Go to Connections").await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    window.wait_for_js("location.hash === '#/connections'", LIMIT).await.unwrap();
}

#[tokio::test]
async fn an_account_is_added_tested_repaired_and_removed() {
    let provider = shop().await;
    let practice = shop().await;
    let window = open(&practice, None).await.unwrap();
    go_to_connections(&window).await;
    wait_for_text(&window, "This is the practice shop. Nothing real happens.").await.unwrap();
    window.click(Target::role("button", "Add connection"), LIMIT).await.unwrap();
    wait_for_text(&window, "ONSIM · UK").await.unwrap();
    choose(&window, "onsim").await;
    clean(&window, "add").await;
    fill(&window, Target::role("textbox", "Label"), "Counter ONSIM").await;
    choose(&window, "staging").await;
    fill(&window, Target::Css("input[type=url]"), &provider.onsim().base_url()).await;
    window.click("input[type=password]", LIMIT).await.unwrap();
    window.type_text(WRONG).await.unwrap();
    window.click(Target::role("button", "Add and test"), LIMIT).await.unwrap();

    wait_for_text(&window, "ONSIM refused the credentials").await.unwrap();
    let html = window.execute_js("return document.documentElement.outerHTML", vec![]).await.unwrap();
    assert!(!html.as_str().unwrap().contains(WRONG), "the key is nowhere in the page");
    clean(&window, "refused").await;

    go_to_connections(&window).await;
    wait_for_text(&window, "Counter ONSIM").await.unwrap();
    wait_for_text(&window, "Staging").await.unwrap();
    assert!(!page_text(&window).await.contains("ONSIM practice"), "the practice shop is closed");
    window.click(Target::role("button", "Rotate credentials of Counter ONSIM"), LIMIT).await.unwrap();
    window.click("input[type=password]", LIMIT).await.unwrap();
    window.type_text(provider.onsim().api_key()).await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    wait_for_text(&window, "It works: ONSIM answered").await.unwrap();
    clean(&window, "repaired").await;

    // A restart finds it again: the file has the place, the keyring has the key.
    let home = window.close().await.unwrap();
    let window = open(&practice, Some(home.path())).await.unwrap();
    window.type_text("07700 900123").await.unwrap();
    wait_for_text(&window, "Nadia Osei").await.unwrap();
    let mut kept = String::new();
    for entry in walk(home.path()) {
        kept += &String::from_utf8_lossy(&std::fs::read(entry).unwrap_or_default());
    }
    assert!(kept.contains("Counter ONSIM"));
    assert!(!kept.contains(provider.onsim().api_key()) && !kept.contains(WRONG), "a key is in a file");

    go_to_connections(&window).await;
    window.click(Target::role("button", "Remove Counter ONSIM"), LIMIT).await.unwrap();
    window.click(Target::role("button", "Remove"), LIMIT).await.unwrap();
    wait_for_text(&window, "This is the practice shop. Nothing real happens.").await.unwrap();
    window.close().await.unwrap();
}

fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        // The web view's own folders change while it runs.
        if path.is_dir() { files.extend(walk(&path)) } else { files.push(path) }
    }
    files
}
