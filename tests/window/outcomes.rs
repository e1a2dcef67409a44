//! What a person is told when it does not go smoothly, and that the ledger says the same.

use std::time::Duration;

use practice::{Fault, PracticeShop};
use suite::console::{LIMIT, open, open_line, open_with_key, qr_painted, shop, to_check, wait_for_text};
use suite::desk::{NADIA, issued};
use suite::window::{AppWindow, Key, Target};

async fn at_check(shop: &PracticeShop) -> AppWindow {
    let window = open(shop, None).await.unwrap();
    open_line(&window, "900123", "+44 7700 900123").await;
    to_check(&window).await;
    window
}

async fn go_to_actions(window: &AppWindow) {
    window.press_chord(&[Key::Control], 'k').await.unwrap();
    window.type_text(">go to actions").await.unwrap();
    wait_for_text(window, "Go to Actions").await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
}

#[tokio::test]
async fn a_dropped_answer_is_unknown_then_proved_by_reading_back() {
    let shop = shop().await;
    let window = at_check(&shop).await;
    shop.onsim().dial().set(Fault::DropAfter.on("queryEsim").next(1)).unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    wait_for_text(&window, "did not answer. The change may or may not have happened.").await.unwrap();
    qr_painted(&window).await;
    assert_eq!(shop.onsim().codes_issued_for(NADIA), 1);
    go_to_actions(&window).await;
    wait_for_text(&window, "read back").await.unwrap();
    wait_for_text(&window, "Done").await.unwrap();
    window.close().await.unwrap();
}

#[tokio::test]
async fn an_app_killed_while_it_waits_reads_back_when_it_starts_again() {
    let shop = shop().await;
    let window = at_check(&shop).await;
    shop.onsim().dial().set(Fault::StallAfterEffect.on("queryEsim").next(1)).unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    issued(&shop, NADIA, 1).await;
    window.kill_app().await.unwrap();
    let home = window.close().await.unwrap();

    let window = open(&shop, Some(home.path())).await.unwrap();
    go_to_actions(&window).await;
    wait_for_text(&window, "Done").await.unwrap();
    wait_for_text(&window, "read back").await.unwrap();
    assert_eq!(shop.onsim().codes_issued_for(NADIA), 1);
    window.close().await.unwrap();
}

#[tokio::test]
async fn too_many_requests_changed_nothing_and_says_so() {
    let shop = shop().await;
    let window = at_check(&shop).await;
    shop.onsim().dial().set(Fault::RateLimited { retry_after: Some(600) }.on("queryEsim")).unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    wait_for_text(&window, "Nothing was sent. Nothing changed. It is safe to try again.").await.unwrap();
    assert_eq!(shop.onsim().codes_issued_for(NADIA), 0);
    // The way on is one button, and it works once the provider does.
    shop.onsim().dial().clear();
    window.click(Target::role("button", "Try again"), LIMIT).await.unwrap();
    wait_for_text(&window, "Check before you send").await.unwrap();
    window.close().await.unwrap();
}

#[tokio::test]
async fn a_server_error_is_unknown_and_stays_on_top_of_the_search_page() {
    let shop = shop().await;
    let window = at_check(&shop).await;
    shop.onsim().dial().set(Fault::Status(500).on("queryEsim")).unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    wait_for_text(&window, "The change may or may not have happened.").await.unwrap();
    window.press_chord(&[Key::Control], 'k').await.unwrap();
    window.type_text(">go to search").await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    wait_for_text(&window, "Needs someone").await.unwrap();
    wait_for_text(&window, "Check now").await.unwrap();
    assert_eq!(shop.onsim().codes_issued_for(NADIA), 0);
    window.close().await.unwrap();
}

#[tokio::test]
async fn a_slow_provider_shows_that_it_is_being_waited_for() {
    let shop = shop().await;
    let window = at_check(&shop).await;
    shop.onsim().dial().set(Fault::Latency(Duration::from_secs(2)).on("queryEsim").next(1)).unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    wait_for_text(&window, "Sending to ONSIM…").await.unwrap();
    qr_painted(&window).await;
    window.close().await.unwrap();
}

#[tokio::test]
async fn a_wrong_key_is_said_with_what_to_do() {
    let shop = shop().await;
    let window = open_with_key(&shop, None, "canary-not-the-key").await.unwrap();
    window.type_text(">go to connections").await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    wait_for_text(&window, "refused the credentials").await.unwrap();
    let page = suite::console::page_text(&window).await;
    assert!(!page.contains("canary-not-the-key"));
    window.close().await.unwrap();
}

#[tokio::test]
async fn a_line_the_provider_no_longer_knows_is_said() {
    let shop = shop().await;
    let window = open(&shop, None).await.unwrap();
    wait_for_text(&window, "Recent lines").await.unwrap();
    window.execute_js("location.hash = '#/line/practice-onsim/447700900998'", vec![]).await.unwrap();
    wait_for_text(&window, "does not know this line").await.unwrap();
    window.close().await.unwrap();
}
