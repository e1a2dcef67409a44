//! TelecomX: any card, a card out of storage, and the codes of a SIM that are shown one at a time.

use practice::{PracticeConfig, PracticeShop, TelecomxSettings};
use suite::console::{LIMIT, clean, page_text, shop};
use suite::window::{AppWindow, Key, Keyboard};

use super::{at_line, says, send, to_new_sim};

/// Åse Kjærgaard at Kaffe & Co: Telenor, a nano card.
pub(super) const AASE: &str = "+4520129001";

pub(super) async fn at_aase(shop: &PracticeShop) -> AppWindow {
    at_line(shop, "2012 9001", "+45 20 12 90 01").await
}

fn icc(shop: &PracticeShop) -> String {
    shop.telecomx().line(AASE).unwrap().icc
}

/// The step "New SIM" with the replacement of a card chosen, the focus on which card it is.
pub(super) async fn which_card(keys: &Keyboard<'_>) {
    to_new_sim(keys, "TelecomX").await;
    keys.type_text("1").await.unwrap();
    says(keys, "Which card").await;
    keys.wait_for_focus("A card at hand: type or scan it", LIMIT).await.unwrap();
}

#[tokio::test]
async fn any_card_is_given_once_and_its_codes_are_shown_one_at_a_time() {
    let shop = shop().await;
    let window = at_aase(&shop).await;
    let keys = window.keyboard();
    let before = icc(&shop);
    which_card(&keys).await;
    keys.press(&[Key::Up]).await.unwrap();
    keys.wait_for_focus("Any card that TelecomX may pick", LIMIT).await.unwrap();
    clean(&window, "TelecomX 3 any").await;
    keys.press(&[Key::Enter]).await.unwrap();
    keys.type_text("1").await.unwrap();
    send(&keys, "TelecomX").await;
    says(&keys, "TelecomX has done it.").await;
    clean(&window, "TelecomX 5 done").await;
    assert_eq!(keys.pressed(), 7);
    assert_eq!(shop.telecomx().effect("changeSim"), 1);
    assert_ne!(icc(&shop), before);

    shows_one_at_a_time(&keys, &shop).await;
    window.close().await.unwrap();
}

#[tokio::test]
async fn a_card_out_of_storage_is_chosen_from_the_list() {
    let shop = shop().await;
    let window = at_aase(&shop).await;
    let keys = window.keyboard();
    which_card(&keys).await;
    keys.press(&[Key::Down]).await.unwrap();
    keys.wait_for_focus("A card from the list of stored ones", LIMIT).await.unwrap();
    clean(&window, "TelecomX 3 stock").await;
    keys.tab_to("Card in storage").await.unwrap();
    let stored = "document.activeElement.options?.length > 1";
    window.wait_for_js(stored, LIMIT).await.unwrap();
    keys.press(&[Key::Down]).await.unwrap();
    let chosen = window.execute_js("return document.activeElement.value", vec![]).await.unwrap();
    let chosen = chosen.as_str().unwrap().to_owned();
    assert!(chosen.len() >= 18, "{chosen}");
    clean(&window, "TelecomX 3 stored").await;
    keys.tab_to("Continue").await.unwrap();
    keys.press(&[Key::Enter]).await.unwrap();
    keys.type_text("2").await.unwrap();
    send(&keys, "TelecomX").await;
    says(&keys, "TelecomX has done it.").await;
    assert_eq!(shop.telecomx().effect("changeSim"), 1);
    assert_eq!(icc(&shop).trim_end_matches('F'), chosen.trim_end_matches('F'));
    window.close().await.unwrap();
}

#[tokio::test]
async fn the_codes_of_the_sim_in_use_are_shown_one_at_a_time() {
    let settings = TelecomxSettings { sim_codes_in_account: true, ..TelecomxSettings::default() };
    let shop = PracticeShop::start(PracticeConfig { telecomx: settings, ..PracticeConfig::default() }).await.unwrap();
    let window = at_aase(&shop).await;
    let keys = window.keyboard();
    keys.tab_to("Find what to do").await.unwrap();
    keys.type_text("puk").await.unwrap();
    keys.press(&[Key::Tab]).await.unwrap();
    assert!(keys.focused().await.unwrap().starts_with("Show PIN and PUK"));
    keys.press(&[Key::Enter]).await.unwrap();
    says(&keys, "How did the customer prove who they are?").await;
    keys.type_text("1").await.unwrap();
    keys.wait_for_focus("Read it", LIMIT).await.unwrap();
    keys.press(&[Key::Enter]).await.unwrap();
    says(&keys, "PIN 1").await;
    clean(&window, "TelecomX 8 codes").await;
    shows_one_at_a_time(&keys, &shop).await;
    assert_eq!(shop.telecomx().effect("changeSim"), 0);
    window.close().await.unwrap();
}

/// PIN and PUK, one after the other, and never both.
async fn shows_one_at_a_time(keys: &Keyboard<'_>, shop: &PracticeShop) {
    let (pin, puk) = shop.telecomx().sim_codes(AASE).unwrap();
    let shown = async || {
        let page = page_text(keys.window()).await;
        (page.contains(&pin), page.contains(&puk))
    };
    assert_eq!(shown().await, (false, false));
    keys.tab_to("Show PIN 1").await.unwrap();
    keys.press(&[Key::Enter]).await.unwrap();
    says(keys, &pin).await;
    assert_eq!(shown().await, (true, false));
    keys.tab_to("Show PUK 1").await.unwrap();
    keys.press(&[Key::Enter]).await.unwrap();
    says(keys, &puk).await;
    assert_eq!(shown().await, (false, true), "one at a time");
    clean(keys.window(), "TelecomX 6 codes").await;
}
