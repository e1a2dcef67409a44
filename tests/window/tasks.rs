//! Something a provider can do beyond its own pages, from the menu of a line to the ledger, in the real window.

use suite::console::{LIMIT, all_four, open_line, open_on, painted, shop, wait_for_text};
use suite::window::{AppWindow, Key};

async fn press_named(window: &AppWindow, name: &str) {
    let find =
        format!("[...document.querySelectorAll('main button')].find((one) => one.textContent.includes('{name}'))");
    window.wait_for_js(&format!("{find} !== undefined"), LIMIT).await.unwrap();
    window.execute_js(&format!("{find}.focus()"), vec![]).await.unwrap();
    painted(window).await;
    window.press(&[Key::Enter]).await.unwrap();
}

#[tokio::test]
async fn a_line_of_atomic_is_suspended_once_and_the_ledger_says_so() {
    let shop = shop().await;
    let window = open_on(&all_four(&shop), None).await.unwrap();
    open_line(&window, "0491 570 006", "+61 491 570 006").await;
    press_named(&window, "Suspend").await;
    press_named(&window, "Check").await;
    wait_for_text(&window, "Check before you send").await.unwrap();
    let violations = window.axe().await.unwrap();
    assert!(violations.is_empty(), "{violations:#?}");
    press_named(&window, "Send to Atomic").await;
    window.wait_for_js("document.body.innerText.includes('Done.')", LIMIT).await.unwrap();
    let changes = |seen: &practice::SeenRequest| seen.body.as_ref().is_some_and(|body| body["action"] == "suspend");
    assert_eq!(shop.atomic().requests().iter().filter(|seen| changes(seen)).count(), 1);
    let violations = window.axe().await.unwrap();
    assert!(violations.is_empty(), "{violations:#?}");
    window.close().await.unwrap();
}
