//! The SIM number comes from a scanner: a burst of fast digits and Enter, wherever the focus is.

use practice::{PracticeConfig, PracticeShop};
use suite::console::{LIMIT, clean, painted, shop};
use suite::window::Key;

use super::reach::{JUNE, SPARE};
use super::telecomx::{AASE, at_aase};
use super::{at_line, says, send};

/// A nano card of Telenor in storage at Kaffe & Co, in a shop of 60 lines.
const CARD: &str = "8945023752290940888";

#[tokio::test]
async fn a_card_scanned_on_the_page_of_a_line_starts_its_replacement() {
    let shop = PracticeShop::start(PracticeConfig { lines: 60, ..PracticeConfig::default() }).await.unwrap();
    let window = at_aase(&shop).await;
    let keys = window.keyboard();
    says(&keys, "End the line").await;
    painted(&window).await;
    keys.scan(CARD).await.unwrap();
    says(&keys, "A SIM card was scanned: 8945").await;
    clean(&window, "scan 1 line").await;
    keys.tab_to("Start Replace SIM with this card").await.unwrap();
    let to_offer = keys.pressed();
    keys.press(&[Key::Enter]).await.unwrap();
    says(&keys, "How did the customer prove who they are?").await;
    keys.type_text("1").await.unwrap();
    says(&keys, "Which SIM").await;
    clean(&window, "scan 2 new sim").await;
    keys.type_text("1").await.unwrap();
    keys.wait_for_focus("A card at hand: type or scan it", LIMIT).await.unwrap();
    keys.press(&[Key::Enter]).await.unwrap();
    keys.type_text("3").await.unwrap();
    send(&keys, "TelecomX").await;
    says(&keys, "TelecomX has done it.").await;
    assert_eq!(shop.telecomx().effect("changeSim"), 1);
    assert_eq!(shop.telecomx().line(AASE).unwrap().icc.trim_end_matches('F'), CARD);
    assert_eq!(keys.pressed() - to_offer, 6, "no digit of the card is typed");
    window.close().await.unwrap();
}

#[tokio::test]
async fn a_card_scanned_in_the_sheet_goes_into_its_field_wherever_the_focus_is() {
    let shop = shop().await;
    let window = at_line(&shop, JUNE, "Reach · US").await;
    let keys = window.keyboard();
    keys.type_text("r").await.unwrap();
    says(&keys, "How did the customer prove who they are?").await;
    painted(&window).await;
    keys.scan(SPARE).await.unwrap();
    says(&keys, "Scanned: SIM number ending in 0017").await;
    clean(&window, "scan 3 verify").await;
    keys.type_text("1").await.unwrap();
    says(&keys, "Which SIM").await;
    keys.type_text("2").await.unwrap();
    keys.wait_for_focus("A card", LIMIT).await.unwrap();
    keys.type_text(" ").await.unwrap();
    clean(&window, "scan 4 new sim").await;
    let field = "document.querySelector('main input[inputmode=numeric]')?.value.replaceAll(' ', '')";
    window.wait_for_js(&format!("{field} === '{SPARE}'"), LIMIT).await.unwrap();
    keys.press(&[Key::Enter]).await.unwrap();
    keys.type_text("3").await.unwrap();
    send(&keys, "Reach").await;
    says(&keys, "Reach has taken it and is working on it.").await;
    assert_eq!(keys.pressed(), 7, "no digit of the card is typed");
    assert_eq!(shop.reach().effect("swapIccid"), 1);
    window.close().await.unwrap();
}
