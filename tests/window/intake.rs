//! A picture of a code, brought from outside: from the file to a QR code on screen that a phone can read, in a process that a
//! harmful file may take down.

use std::time::Duration;

use domain::qr::{QrLevel, QrPicture};
use suite::console::{LIMIT, all_four, open_line, open_on, qr_painted, shop, wait_for_text};
use suite::qr::{decode_qr_with_zbar, pdf_that_unpacks_to, pdf_with_codes};
use suite::window::AppWindow;

pub(crate) const CODE: &str = "LPA:1$rsp.example.net$K2-1a2B3C";
const FILE: &str = "input[type=file]";

/// The longest a file is looked through on a busy build machine, in a program that is not optimised.
pub(crate) const LOOKED_THROUGH: Duration = Duration::from_secs(60);

async fn no_violations(window: &AppWindow, screen: &str) {
    let violations = window.axe().await.unwrap();
    assert!(violations.is_empty(), "{screen}: {violations:#?}");
}

/// Opens a line and the screen where its code is entered.
async fn enter_a_code(window: &AppWindow) {
    open_line(window, "0491 570 006", "+61 491 570 006").await;
    let enter = "[...document.querySelectorAll('main button')].find((one) => one.textContent.includes('Enter a code'))";
    window.wait_for_js(&format!("{enter} !== undefined"), LIMIT).await.unwrap();
    window.execute_js(&format!("{enter}.click()"), vec![]).await.unwrap();
    wait_for_text(window, "How did the customer prove who they are?").await.unwrap();
    window.type_text("1").await.unwrap();
}

#[tokio::test]
async fn a_picture_of_a_code_becomes_a_qr_on_screen_and_one_without_a_code_says_so() {
    let shop = shop().await;
    let window = open_on(&all_four(&shop), None).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, QrPicture::render(text, QrLevel::M, 6).unwrap().png().unwrap()).unwrap();
        path.display().to_string()
    };
    let (other, code) = (write("link.png", "https://example.net/app"), write("code.png", CODE));

    enter_a_code(&window).await;
    no_violations(&window, "entering").await;

    window.wait_for(FILE, LIMIT).await.unwrap().send_keys(&other).await.unwrap();
    wait_for_text(&window, "is no activation code").await.unwrap();
    no_violations(&window, "refused").await;

    window.wait_for(FILE, LIMIT).await.unwrap().send_keys(&code).await.unwrap();
    wait_for_text(&window, "Is this the right code?").await.unwrap();
    wait_for_text(&window, "rsp.example.net").await.unwrap();
    no_violations(&window, "looking").await;
    window.click("input[type=checkbox]", LIMIT).await.unwrap();
    let show = "[...document.querySelectorAll('main button')].find((one) => one.textContent.includes('Show QR'))";
    window.execute_js(&format!("{show}.click()"), vec![]).await.unwrap();
    qr_painted(&window).await;
    assert_eq!(decode_qr_with_zbar(&window.screenshot().await.unwrap()).unwrap(), [CODE]);
    window.close().await.unwrap();
}

#[tokio::test]
async fn a_file_that_is_made_to_harm_says_so_and_the_console_goes_on() {
    let shop = shop().await;
    let window = open_on(&all_four(&shop), None).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: Vec<u8>| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path.display().to_string()
    };
    let (harmful, letter) = (write("bomb.pdf", pdf_that_unpacks_to(4)), write("letter.pdf", pdf_with_codes(&[CODE])));

    enter_a_code(&window).await;
    window.wait_for(FILE, LIMIT).await.unwrap().send_keys(&harmful).await.unwrap();
    let said = "document.body.innerText.includes('This file could not be looked through. Use a screenshot')";
    window.wait_for_js(said, LOOKED_THROUGH).await.unwrap();

    window.wait_for(FILE, LIMIT).await.unwrap().send_keys(&letter).await.unwrap();
    wait_for_text(&window, "Is this the right code?").await.unwrap();
    wait_for_text(&window, "rsp.example.net").await.unwrap();
    window.close().await.unwrap();
}
