//! A user whose account asks for a code by SMS, in the real window: added, the code given where it is asked for, a wrong
//! one first. The practice shop stands in for TelecomX.

use practice::{PracticeConfig, PracticeShop, TelecomxFactor, TelecomxSettings};
use suite::console::{LIMIT, clean, open, page_text, shop, wait_for_text};
use suite::window::{AppWindow, Key, Target};

use super::connections::{choose, fill, go_to_connections};

const FIELD: Target<'_> = Target::role("textbox", "Code from the SMS");

async fn type_code(window: &AppWindow, code: &str) {
    window.click(FIELD, LIMIT).await.unwrap();
    window.type_text(code).await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
}

#[tokio::test]
async fn the_code_telecomx_sends_is_asked_for_and_given() {
    let telecomx = TelecomxSettings { second_factor: TelecomxFactor::Sms, ..TelecomxSettings::default() };
    let provider = PracticeShop::start(PracticeConfig { telecomx, ..PracticeConfig::default() }).await.unwrap();
    let (user, password) = provider.telecomx().login();
    let practice = shop().await;
    let window = open(&practice, None).await.unwrap();
    go_to_connections(&window).await;
    window.click(Target::role("button", "Add connection"), LIMIT).await.unwrap();
    wait_for_text(&window, "TelecomX · DK").await.unwrap();
    choose(&window, "telecomx").await;
    choose(&window, "staging").await;
    fill(&window, Target::Css("input[type=url]"), &provider.telecomx().base_url()).await;
    fill(&window, Target::role("textbox", "User name"), &user).await;
    fill(&window, Target::Css("input[type=password]"), &password).await;
    window.click(Target::role("button", "Add and test"), LIMIT).await.unwrap();

    wait_for_text(&window, "TelecomX asks for the code it has sent by SMS.").await.unwrap();
    wait_for_text(&window, "Until it is given nothing else is asked of TelecomX").await.unwrap();
    clean(&window, "the code on the page of the test").await;
    let right = provider.telecomx().sms_code().unwrap();
    type_code(&window, if right == "000000" { "000001" } else { "000000" }).await;
    wait_for_text(&window, "TelecomX did not take this code.").await.unwrap();

    // The box in the top bar asks for the same; another code makes the first one worthless.
    go_to_connections(&window).await;
    wait_for_text(&window, "Needs a code").await.unwrap();
    window.click(Target::role("button", "Send another code"), LIMIT).await.unwrap();
    wait_for_text(&window, "Another code is on its way.").await.unwrap();
    assert_eq!(provider.telecomx().messages().len(), 2);
    clean(&window, "the code on the card").await;
    type_code(&window, &provider.telecomx().sms_code().unwrap()).await;

    wait_for_text(&window, "Answers").await.unwrap();
    assert!(!page_text(&window).await.contains("Code from the SMS"));
    window.press_chord(&[Key::Control], 'k').await.unwrap();
    window.type_text("+45 20 12 90 01").await.unwrap();
    wait_for_text(&window, "Kaffe & Co ApS").await.unwrap();
    window.close().await.unwrap();
}
