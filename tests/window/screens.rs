//! Every screen: found by keyboard, clean for a screen reader, usable in a small window.

use suite::console::{LIMIT, clean, open, open_line, painted, shop, wait_for_text};
use suite::window::Key;

#[tokio::test]
async fn every_screen_is_clean_in_a_small_window() {
    let shop = shop().await;
    let window = open(&shop, None).await.unwrap();
    window.resize(1024, 700).await.unwrap();
    clean(&window, "home").await;
    window.type_text("osei").await.unwrap();
    wait_for_text(&window, "Nadia Osei").await.unwrap();
    clean(&window, "results").await;
    window.press(&[Key::Enter]).await.unwrap();
    wait_for_text(&window, "Activity").await.unwrap();
    clean(&window, "line").await;
    window.type_text("ga").await.unwrap();
    window.wait_for_js("location.hash === '#/actions'", LIMIT).await.unwrap();
    clean(&window, "actions").await;
    window.type_text("gc").await.unwrap();
    window.wait_for_js("location.hash === '#/connections'", LIMIT).await.unwrap();
    wait_for_text(&window, "ONSIM practice").await.unwrap();
    clean(&window, "connections").await;
    window.type_text("?").await.unwrap();
    window.wait_for("[role=dialog][aria-modal=true]", LIMIT).await.unwrap();
    painted(&window).await;
    clean(&window, "keys").await;
    window.close().await.unwrap();
}

#[tokio::test]
async fn an_exact_number_and_enter_open_the_line_and_nothing_found_says_so() {
    let shop = shop().await;
    let window = open(&shop, None).await.unwrap();
    window.type_text("zzzzqqqq").await.unwrap();
    wait_for_text(&window, "zzzzqqqq").await.unwrap();
    window.press(&[Key::Escape]).await.unwrap();
    open_line(&window, "+44 7700 900188", "+44 7700 900188").await;
    wait_for_text(&window, "SIM card").await.unwrap();
    window.close().await.unwrap();
}
