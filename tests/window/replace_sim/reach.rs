//! Reach: a swap to a card, which is taken at once and done a minute later.

use std::time::Duration;

use suite::console::{LIMIT, clean, shop};
use suite::window::Key;

use super::{at_line, says, send, to_new_sim};

/// June Whitfield: active, with a card.
pub(super) const JUNE: &str = "CUST-1003";
/// A card that is in stock on the first day.
pub(super) const SPARE: &str = "89010000000000000017";

#[tokio::test]
async fn a_swap_to_a_card_is_followed_until_it_is_done() {
    let shop = shop().await;
    let window = at_line(&shop, JUNE, "Reach · US").await;
    let keys = window.keyboard();
    to_new_sim(&keys, "Reach").await;
    keys.type_text("2").await.unwrap();
    keys.wait_for_focus("A card", LIMIT).await.unwrap();
    clean(&window, "Reach 3 kind").await;
    keys.type_text(" ").await.unwrap();
    keys.press(&[Key::Tab]).await.unwrap();
    keys.wait_for_focus("Number of the new SIM", LIMIT).await.unwrap();
    keys.type_text(SPARE).await.unwrap();
    clean(&window, "Reach 3 card").await;
    keys.press(&[Key::Enter]).await.unwrap();
    clean(&window, "Reach 3 reason").await;
    keys.type_text("1").await.unwrap();
    send(&keys, "Reach").await;
    says(&keys, "Reach has taken it and is working on it.").await;
    clean(&window, "Reach 5 taken").await;
    assert_eq!(keys.pressed(), 8 + SPARE.len(), "beside the number on the card");
    assert_eq!(shop.reach().effect("swapIccid"), 1);
    assert_ne!(shop.reach().iccid(JUNE).as_deref(), Some(SPARE), "the swap takes a minute");

    shop.clock().advance(Duration::from_secs(61));
    says(&keys, "Reach has done it.").await;
    clean(&window, "Reach 6 done").await;
    assert_eq!(shop.reach().iccid(JUNE).as_deref(), Some(SPARE));
    assert_eq!(shop.reach().effect("swapIccid"), 1);
    keys.wait_for_focus("Back to the line", LIMIT).await.unwrap();
    window.close().await.unwrap();
}
