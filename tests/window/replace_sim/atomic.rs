//! Atomic: a card whose number is typed, and an eSIM whose code comes by e-mail.

use suite::console::{clean, shop};
use suite::qr::decode_qr_with_zbar;
use suite::window::Key;

use super::{at_line, says, send, show_taken, take_in, to_new_sim};

/// Banksia Road Physiotherapy: active, with a card.
const BANKSIA: &str = "0491570157";
/// A card that is in stock on the first day.
const CARD: &str = "8961990000000000025";

#[tokio::test]
async fn a_card_is_typed_and_the_line_moves_to_it_once() {
    let shop = shop().await;
    let window = at_line(&shop, "0491 570 157", "+61 491 570 157").await;
    let keys = window.keyboard();
    to_new_sim(&keys, "Atomic").await;
    keys.type_text("1").await.unwrap();
    says(&keys, "SIM card number").await;
    keys.type_text(CARD).await.unwrap();
    clean(&window, "Atomic 3 card").await;
    keys.press(&[Key::Enter]).await.unwrap();
    keys.type_text("3").await.unwrap();
    send(&keys, "Atomic").await;
    says(&keys, "Atomic has done it.").await;
    clean(&window, "Atomic 5 card done").await;

    assert_eq!(keys.pressed(), 6 + CARD.len(), "beside the number on the card");
    assert_eq!(shop.atomic().effect("replaceSim"), 1);
    assert_eq!(shop.atomic().card(BANKSIA).as_deref(), Some(CARD));
    // The focus is on the way back.
    keys.press(&[Key::Enter]).await.unwrap();
    says(&keys, "Activity").await;
    window.close().await.unwrap();
}

#[tokio::test]
async fn an_esim_whose_code_comes_by_mail_ends_with_its_picture_on_screen() {
    const MAIL: &str = "banksia.new@example.com";
    let shop = shop().await;
    let window = at_line(&shop, "0491 570 157", "+61 491 570 157").await;
    let keys = window.keyboard();
    to_new_sim(&keys, "Atomic").await;
    keys.type_text("2").await.unwrap();
    says(&keys, "E-mail").await;
    keys.type_text(MAIL).await.unwrap();
    clean(&window, "Atomic 3 esim").await;
    keys.press(&[Key::Enter]).await.unwrap();
    keys.type_text("4").await.unwrap();
    send(&keys, "Atomic").await;
    says(&keys, "Enter the code of the eSIM").await;
    clean(&window, "Atomic 5 intake").await;
    assert_eq!(shop.atomic().effect("replaceSim"), 1);

    let mail = shop.atomic().mail_box(MAIL);
    assert_eq!(mail.len(), 1);
    let code = mail[0].activation_code().unwrap();
    take_in(&keys, &mail[0].text).await;
    clean(&window, "Atomic 6 taken").await;
    show_taken(&keys).await;
    clean(&window, "Atomic 7 install").await;

    assert_eq!(decode_qr_with_zbar(&window.screenshot().await.unwrap()).unwrap(), [code]);
    shop.atomic().use_code(code).unwrap();
    assert_eq!(shop.atomic().esim_installed(BANKSIA), Some(true));
    assert_eq!(shop.atomic().effect("replaceSim"), 1);
    window.close().await.unwrap();
}
