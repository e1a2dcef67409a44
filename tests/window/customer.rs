//! The screen that faces the customer, in its own real window beside the agent's.

use practice::PracticeShop;
use serde_json::{Value, json};
use suite::console::{
    BOX, CUSTOMERS_QR, LIMIT, customers_picture_painted, open, open_line, page_text, painted, qr_painted, shop,
    to_check, wait_for_text,
};
use suite::desk::NADIA;
use suite::qr::decode_qr_with_zbar;
use suite::window::{AppWindow, Key, Target};

/// From the search box to a new code on both screens, with the keyboard alone. Ends in the customer's window.
async fn on_both_screens(window: &AppWindow) {
    open_line(window, "900123", "+44 7700 900123").await;
    to_check(window).await;
    window.press(&[Key::Enter]).await.unwrap();
    qr_painted(window).await;
    window.type_text("d").await.unwrap();
    turn_to_picture(window).await;
}

async fn turn_to_picture(window: &AppWindow) {
    window.turn_to_other().await.unwrap();
    customers_picture_painted(window).await;
}

async fn shown() -> (PracticeShop, AppWindow) {
    let shop = shop().await;
    let window = open(&shop, None).await.unwrap();
    on_both_screens(&window).await;
    (shop, window)
}

async fn read(window: &AppWindow) -> Vec<String> {
    decode_qr_with_zbar(&window.screenshot().await.unwrap()).unwrap()
}

async fn blank(window: &AppWindow) {
    window.wait_gone(CUSTOMERS_QR, LIMIT).await.unwrap();
    painted(window).await;
    assert_eq!(read(window).await, Vec::<String>::new());
    assert_eq!(page_text(window).await.trim(), "Nothing is shown at the moment");
    no_violations(window, "blank").await;
}

/// The page of the line has two showings on the customer's screen, each with how long it was.
async fn two_rows(window: &AppWindow) {
    let rows =
        "[...document.querySelectorAll('li')].filter((row) => /\\d:\\d\\d on the customer screen/.test(row.innerText))";
    window.wait_for_js(&format!("{rows}.length === 2"), LIMIT).await.unwrap();
}

async fn no_violations(window: &AppWindow, screen: &str) {
    let violations = window.axe().await.unwrap();
    assert!(violations.is_empty(), "{screen}: {violations:#?}");
}

/// Calls a command of the desk, or of the toolkit, from the page of the window that is driven now.
async fn ask(window: &AppWindow, command: &str, request: &str) -> String {
    let script = format!(
        "window.said = undefined; window.__TAURI_INTERNALS__.invoke('{command}', {{ request: {request}, event: 'desk', \
         target: {{ kind: 'Any' }}, handler: 1, payload: {{}} }}).then((answer) => {{ window.said = 'answered ' + \
         JSON.stringify(answer); }}, (error) => {{ window.said = 'refused ' + (error.code ?? error); }})"
    );
    window.execute_js(&script, vec![]).await.unwrap();
    window.wait_for_js("window.said !== undefined", LIMIT).await.unwrap();
    let said = window.execute_js("return window.said", vec![]).await.unwrap();
    said.as_str().unwrap().to_owned()
}

#[tokio::test]
async fn the_customer_reads_the_code_the_shop_issued_in_their_language() {
    let (shop, window) = shown().await;
    let issued = shop.onsim().current_code(NADIA).unwrap();
    assert_eq!(read(&window).await, std::slice::from_ref(&issued));
    no_violations(&window, "the code").await;
    // Whole device pixels a module: the picture's own pixels are those of the screen.
    let pixels = format!(
        "(e => e.naturalWidth === Math.round(e.clientWidth * devicePixelRatio))(document.querySelector('{CUSTOMERS_QR}'))"
    );
    window.wait_for_js(&pixels, LIMIT).await.unwrap();

    let page = window.execute_js("return document.documentElement.outerHTML", vec![]).await.unwrap();
    let page = page.as_str().unwrap();
    assert!(page.contains("<strong>123</strong>"), "{page}");
    for hidden in [issued.rsplit('$').next().unwrap(), "LPA", "900123", "900 123", "Nadia", "Osei", "alex"] {
        assert!(!page.contains(hidden), "{hidden} is in the customer's window");
    }

    // By mouse, then by keyboard; the agent's thumbnail follows.
    window.click("button[lang='da']", LIMIT).await.unwrap();
    wait_for_text(&window, "Tilføj dit nye eSIM").await.unwrap();
    window.execute_js("document.querySelector('button[lang=es]').focus()", vec![]).await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    wait_for_text(&window, "Añada su nueva eSIM").await.unwrap();
    window.wait_for_js("document.documentElement.lang === 'es'", LIMIT).await.unwrap();
    no_violations(&window, "the code in Spanish").await;
    assert_eq!(read(&window).await, std::slice::from_ref(&issued));

    window.turn_to_other().await.unwrap();
    let thumbnail = "document.querySelector('[aria-label=\"What the customer sees\"]')";
    window.wait_for_js(&format!("{thumbnail}.textContent.includes('Añada su nueva eSIM')"), LIMIT).await.unwrap();
    window.wait_for_js(&format!("{thumbnail}.querySelector('img').complete"), LIMIT).await.unwrap();
    no_violations(&window, "install with the customer's screen").await;
    window.close().await.unwrap();
}

#[tokio::test]
async fn one_key_blanks_it_and_the_ledger_says_how_long_it_was_shown_and_where() {
    let (_shop, window) = shown().await;
    window.turn_to_other().await.unwrap();
    window.type_text("b").await.unwrap();
    wait_for_text(&window, "Blank").await.unwrap();
    window.turn_to_other().await.unwrap();
    blank(&window).await;

    // Shown again with the same key, in the window that stayed open; leaving the line blanks it, too.
    window.turn_to_other().await.unwrap();
    window.type_text("d").await.unwrap();
    turn_to_picture(&window).await;
    window.turn_to_other().await.unwrap();
    window.press(&[Key::Escape]).await.unwrap();
    wait_for_text(&window, "Activity").await.unwrap();
    two_rows(&window).await;
    window.turn_to_other().await.unwrap();
    blank(&window).await;
    window.close().await.unwrap();
}

#[tokio::test]
async fn locking_blanks_it_and_nothing_can_be_had_in_it() {
    let (_shop, window) = shown().await;
    window.turn_to_other().await.unwrap();
    window.press_chord(&[Key::Control], 'l').await.unwrap();
    wait_for_text(&window, "Locked").await.unwrap();
    window.turn_to_other().await.unwrap();
    blank(&window).await;
    let screen = ask(&window, "customer_screen", "{ seen: null }").await;
    let answer: Value = serde_json::from_str(screen.strip_prefix("answered ").unwrap()).unwrap();
    assert_eq!(answer["screen"]["shows"], json!({ "type": "blank" }));
    assert_eq!(ask(&window, "customer_picture", "{ picture: 1, module_px: 8 }").await, "refused locked");
    assert_eq!(ask(&window, "choose_for_customer", "{ language: 'es', phone: null }").await, "refused locked");

    // It is the same window that shows the next code.
    window.turn_to_other().await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    window.wait_for(BOX, LIMIT).await.unwrap();
    on_both_screens(&window).await;
    window.close().await.unwrap();
}

#[tokio::test]
async fn a_used_code_is_done_and_no_picture_is_left() {
    let (shop, window) = shown().await;
    shop.onsim().use_code(&shop.onsim().current_code(NADIA).unwrap()).unwrap();
    window.wait_gone(CUSTOMERS_QR, LIMIT).await.unwrap();
    wait_for_text(&window, "Done").await.unwrap();
    wait_for_text(&window, "Switch it on in the phone's settings.").await.unwrap();
    painted(&window).await;
    assert_eq!(read(&window).await, Vec::<String>::new());
    no_violations(&window, "done").await;
    shop.onsim().enable(NADIA).unwrap();
    wait_for_text(&window, "The eSIM is on your phone and switched on.").await.unwrap();

    window.turn_to_other().await.unwrap();
    wait_for_text(&window, "a phone has installed").await.unwrap();
    window.press(&[Key::Escape]).await.unwrap();
    wait_for_text(&window, "Activity").await.unwrap();
    window.turn_to_other().await.unwrap();
    blank(&window).await;
    window.close().await.unwrap();
}

#[tokio::test]
async fn closing_its_window_ends_the_showing_and_the_key_opens_it_again() {
    let (shop, window) = shown().await;
    window.turn_to_other().await.unwrap();
    window.click(Target::role("button", "Close the window"), LIMIT).await.unwrap();
    wait_for_text(&window, "Closed").await.unwrap();
    window.type_text("d").await.unwrap();
    turn_to_picture(&window).await;
    assert_eq!(read(&window).await, [shop.onsim().current_code(NADIA).unwrap()]);

    window.turn_to_other().await.unwrap();
    window.press(&[Key::Escape]).await.unwrap();
    wait_for_text(&window, "Activity").await.unwrap();
    two_rows(&window).await;
    // The customer's window is still open: with the agent's gone the program ends all the same.
    window.close().await.unwrap();
}

#[tokio::test]
async fn the_customer_confirms_and_the_agent_sees_it() {
    let shop = shop().await;
    let window = open(&shop, None).await.unwrap();
    open_line(&window, "900123", "+44 7700 900123").await;
    to_check(&window).await;
    window.type_text("d").await.unwrap();
    window.turn_to_other().await.unwrap();
    wait_for_text(&window, "Your number ending 123 gets a new eSIM.").await.unwrap();
    no_violations(&window, "the question").await;
    window.click(Target::role("button", "Yes, that is right"), LIMIT).await.unwrap();
    wait_for_text(&window, "Thank you.").await.unwrap();
    no_violations(&window, "the question, answered").await;

    window.turn_to_other().await.unwrap();
    wait_for_text(&window, "The customer pressed “Yes, that is right”").await.unwrap();
    no_violations(&window, "check with the customer's screen").await;
    assert_eq!(shop.onsim().codes_issued_for(NADIA), 0, "nothing is sent by it");
    window.press(&[Key::Escape]).await.unwrap();
    window.turn_to_other().await.unwrap();
    blank(&window).await;
    window.close().await.unwrap();
}

#[tokio::test]
async fn its_window_can_do_four_things_and_hears_nothing() {
    let (_shop, window) = shown().await;
    let agents =
        bridge::generate::COMMANDS.iter().filter(|name| !bridge::customer_screen::OF_THE_CUSTOMER.contains(name));
    let toolkit =
        ["plugin:event|listen", "plugin:event|emit", "plugin:window|close", "plugin:webview|create_webview_window"];
    for command in agents.chain(&toolkit) {
        let said = ask(&window, command, "{}").await;
        assert!(
            said.starts_with("refused") && said.contains("not allowed") || said.contains("not found"),
            "{command}: {said}"
        );
    }
    let said = ask(&window, "customer_screen", "{ seen: null }").await;
    assert!(said.starts_with("answered"), "{said}");

    // And nobody presses in the customer's place.
    window.turn_to_other().await.unwrap();
    let said = ask(&window, "confirm_as_customer", "{ question: 1 }").await;
    assert!(said.starts_with("refused") && said.contains("not allowed"), "{said}");
    window.close().await.unwrap();
}
