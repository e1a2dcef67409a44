//! ONSIM: the main job from the search box to a QR code that a phone can read.

use suite::console::{LIMIT, clean, open, open_line, page_text, qr_painted, shop, to_check, wait_for_text};
use suite::desk::NADIA;
use suite::qr::decode_qr_with_zbar;
use suite::window::Key;

use super::{send, to_new_sim};

async fn by_keyboard(theme: Option<&str>) {
    let shop = shop().await;
    let window = open(&shop, None).await.unwrap();
    if let Some(theme) = theme {
        window.type_text(&format!(">theme: {theme}")).await.unwrap();
        wait_for_text(&window, "Theme: dark").await.unwrap();
        window.press(&[Key::Enter]).await.unwrap();
        window.wait_for_js(&format!("document.documentElement.dataset.theme === '{theme}'"), LIMIT).await.unwrap();
    }
    let before = shop.onsim().current_code(NADIA).unwrap();
    clean(&window, "search").await;
    open_line(&window, "07700 900123", "+44 7700 900123").await;
    clean(&window, "line").await;

    let keys = window.keyboard();
    to_new_sim(&keys, "ONSIM").await;
    keys.type_text("1").await.unwrap();
    clean(&window, "ONSIM 3 reason").await;
    keys.type_text("4").await.unwrap();
    send(&keys, "ONSIM").await;
    qr_painted(&window).await;

    assert!(keys.pressed() <= 8, "{} keystrokes from the line to the code", keys.pressed());
    let issued = shop.onsim().current_code(NADIA).unwrap();
    assert_ne!(issued, before);
    assert_eq!(shop.onsim().codes_issued_for(NADIA), 1);
    let picture = window.screenshot().await.unwrap();
    assert_eq!(decode_qr_with_zbar(&picture).unwrap(), std::slice::from_ref(&issued));
    clean(&window, "ONSIM 5 install").await;
    let page = page_text(&window).await;
    assert!(page.contains(issued.rsplit('$').next().unwrap()), "the code can be typed in instead");

    // Leaving the line takes the code out of the page.
    window.press(&[Key::Escape]).await.unwrap();
    window.wait_gone(suite::console::QR, LIMIT).await.unwrap();
    let left = window.execute_js("return document.documentElement.outerHTML", Vec::new()).await.unwrap();
    assert!(!left.as_str().unwrap().contains(issued.rsplit('$').next().unwrap()));
    window.close().await.unwrap();
}

#[tokio::test]
async fn by_keyboard_in_the_light_theme() {
    by_keyboard(None).await;
}

#[tokio::test]
async fn by_keyboard_in_the_dark_theme() {
    by_keyboard(Some("dark")).await;
}

#[tokio::test]
async fn enter_held_or_pressed_twice_sends_once() {
    let shop = shop().await;
    let window = open(&shop, None).await.unwrap();
    open_line(&window, "900123", "+44 7700 900123").await;
    to_check(&window).await;
    window.press(&[Key::Enter, Key::Enter, Key::Enter]).await.unwrap();
    qr_painted(&window).await;
    assert_eq!(shop.onsim().codes_issued_for(NADIA), 1);
    window.close().await.unwrap();
}
