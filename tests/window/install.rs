//! The install screen lives with the phone: the picture goes when the code is used.

use suite::console::{LIMIT, QR, open, open_line, qr_painted, shop, to_check, wait_for_text};
use suite::desk::NADIA;
use suite::window::Key;

#[tokio::test]
async fn the_picture_goes_when_a_phone_installs_the_code_and_cannot_be_had_again() {
    let shop = shop().await;
    let window = open(&shop, None).await.unwrap();
    open_line(&window, "900123", "+44 7700 900123").await;
    to_check(&window).await;
    window.press(&[Key::Enter]).await.unwrap();
    qr_painted(&window).await;

    shop.onsim().use_code(&shop.onsim().current_code(NADIA).unwrap()).unwrap();
    window.wait_gone(QR, LIMIT).await.unwrap();
    wait_for_text(&window, "a phone has installed").await.unwrap();
    shop.onsim().enable(NADIA).unwrap();
    wait_for_text(&window, "Enabled").await.unwrap();

    // Back on the line, the way to a new code is closed and says why.
    window.press(&[Key::Escape]).await.unwrap();
    wait_for_text(&window, "Installed").await.unwrap();
    wait_for_text(&window, "A phone has installed the code, so it cannot be shown again.").await.unwrap();
    assert!(!window.exists(QR).await.unwrap());
    window.close().await.unwrap();
}

#[tokio::test]
async fn a_code_can_be_hidden_and_its_showing_is_in_the_ledger() {
    let shop = shop().await;
    let window = open(&shop, None).await.unwrap();
    open_line(&window, "900123", "+44 7700 900123").await;
    window.type_text("q").await.unwrap();
    wait_for_text(&window, "How did the customer prove who they are?").await.unwrap();
    window.type_text("1").await.unwrap();
    qr_painted(&window).await;
    window.press(&[Key::Escape]).await.unwrap();
    window.wait_gone(QR, LIMIT).await.unwrap();
    wait_for_text(&window, "Shown").await.unwrap();
    assert_eq!(shop.onsim().codes_issued_for(NADIA), 0, "showing is reading");
    window.close().await.unwrap();
}

#[tokio::test]
async fn a_copied_code_is_the_code_and_leaves_the_clipboard_by_itself() {
    let shop = shop().await;
    let window = open(&shop, None).await.unwrap();
    open_line(&window, "900123", "+44 7700 900123").await;
    to_check(&window).await;
    window.press(&[Key::Enter]).await.unwrap();
    qr_painted(&window).await;
    let issued = shop.onsim().current_code(NADIA).unwrap();
    window.click("button[aria-label='Copy activation code']", LIMIT).await.unwrap();
    wait_for_text(&window, "The clipboard is cleared in 30 s").await.unwrap();

    let paste = async || {
        window.press_chord(&[Key::Control], 'k').await.unwrap();
        window.type_text("before").await.unwrap();
        window.press_chord(&[Key::Control], 'a').await.unwrap();
        window.press_chord(&[Key::Control], 'v').await.unwrap();
        window.execute_js("return document.querySelector('[role=combobox]').value", vec![]).await.unwrap()
    };
    assert_eq!(paste().await, issued.rsplit('$').next().unwrap());
    // Typing into the box left the line: the code is off the screen, and half a minute later off the clipboard.
    window.wait_gone(QR, LIMIT).await.unwrap();
    let code = issued.rsplit('$').next().unwrap().to_owned();
    for _ in 0..60 {
        let pasted = paste().await;
        if pasted != code.as_str() {
            window.close().await.unwrap();
            return;
        }
        // Half a minute is waited for: nothing in this window tells when it is over.
        tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    }
    panic!("the code is still on the clipboard");
}
