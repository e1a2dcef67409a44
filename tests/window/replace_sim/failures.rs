//! What goes wrong, one test each: it is said clearly, nothing is sent or sent once, what was typed is still there, and there
//! is a way on by keyboard.

use std::time::Duration;

use practice::{Fault, PracticeShop};
use suite::console::{LIMIT, clean, painted, shop};
use suite::qr::decode_qr_with_zbar;
use suite::window::{Key, Keyboard};

use super::reach::SPARE;
use super::telecomx::{at_aase, which_card};
use super::{at_line, says, send, show_taken, take_in, to_new_sim};

/// The line cannot get another SIM: `R` goes to the reason, and the page does not change.
async fn is_greyed(keys: &Keyboard<'_>, reason: &str, name: &str) {
    says(keys, "What you can do here").await;
    let before = keys.window().execute_js("return location.hash", vec![]).await.unwrap();
    keys.type_text("r").await.unwrap();
    keys.wait_for_focus("Replace SIM", LIMIT).await.unwrap();
    let said = "return document.getElementById(document.activeElement.getAttribute('aria-describedby')).innerText";
    let said = keys.window().execute_js(said, vec![]).await.unwrap();
    assert_eq!(said.as_str().unwrap(), reason);
    assert_eq!(keys.window().execute_js("return location.hash", vec![]).await.unwrap(), before);
    clean(keys.window(), name).await;
}

#[tokio::test]
async fn a_line_that_has_ended_gets_no_sim() {
    let shop = shop().await;
    let ended = |number: &&String| shop.atomic().status(number) == Some("CANCELLED");
    let number = shop.atomic().numbers().iter().find(ended).unwrap().clone();
    let window = at_line(&shop, &number, "Atomic · AU").await;
    is_greyed(&window.keyboard(), "This line has ended.", "failure ended").await;
    assert!(shop.atomic().effects().is_empty());
    window.close().await.unwrap();
}

#[tokio::test]
async fn a_line_that_is_suspended_gets_no_sim_where_the_provider_swaps_active_ones_only() {
    let shop = shop().await;
    let window = at_line(&shop, "CUST-1005", "Reach · US").await;
    // Reach publishes the word of active lines only, so that any other state is unknown.
    let reason = "The state of the line is not known. Refresh it first.";
    is_greyed(&window.keyboard(), reason, "failure suspended").await;
    assert!(shop.reach().effects().is_empty());
    window.close().await.unwrap();
}

#[tokio::test]
async fn a_line_that_is_updating_waits_until_it_is_not() {
    let shop = shop().await;
    let window = at_aase(&shop).await;
    let keys = window.keyboard();
    which_card(&keys).await;
    keys.press(&[Key::Up, Key::Enter]).await.unwrap();
    keys.type_text("1").await.unwrap();
    send(&keys, "TelecomX").await;
    says(&keys, "TelecomX has done it.").await;
    keys.press(&[Key::Enter]).await.unwrap();
    says(&keys, "What you can do here").await;
    keys.press(&[Key::F5]).await.unwrap();
    let busy = "TelecomX is still working on an earlier change of this line. Refresh it in a moment.";
    says(&keys, busy).await;
    is_greyed(&keys, busy, "failure updating").await;
    shop.clock().advance(Duration::from_secs(3600));
    keys.press(&[Key::F5]).await.unwrap();
    window.wait_for("main header kbd", LIMIT).await.unwrap();
    keys.type_text("r").await.unwrap();
    says(&keys, "Which SIM").await;
    assert_eq!(shop.telecomx().effect("changeSim"), 1);
    window.close().await.unwrap();
}

#[tokio::test]
async fn a_number_that_comes_in_gets_its_sim_when_it_is_here() {
    let shop = shop().await;
    let window = at_line(&shop, "3122 9044", "+45 31 22 90 44").await;
    is_greyed(&window.keyboard(), "The number is being ported. Wait until the port is done.", "failure porting").await;
    assert_eq!(shop.telecomx().effect("changeSim"), 0);
    window.close().await.unwrap();
}

#[tokio::test]
async fn a_number_that_leaves_is_warned_of_and_refused_once() {
    let shop = shop().await;
    let window = at_line(&shop, "3122 9054", "+45 31 22 90 54").await;
    let keys = window.keyboard();
    which_card(&keys).await;
    keys.press(&[Key::Up, Key::Enter]).await.unwrap();
    keys.type_text("1").await.unwrap();
    send(&keys, "TelecomX").await;
    says(&keys, "TelecomX refused. Nothing changed.").await;
    says(&keys, "the account is in porting").await;
    clean(&window, "failure leaving").await;
    assert_eq!((asked(&shop), shop.telecomx().effect("changeSim")), (1, 0));
    back_to_the_choice(&keys).await;
    assert_eq!(asked(&shop), 1);
    window.close().await.unwrap();
}

#[tokio::test]
async fn a_storage_without_a_card_is_said_and_the_choice_is_still_there() {
    let shop = shop().await;
    shop.telecomx().empty_storage();
    let window = at_aase(&shop).await;
    let keys = window.keyboard();
    which_card(&keys).await;
    keys.press(&[Key::Up, Key::Enter]).await.unwrap();
    keys.type_text("1").await.unwrap();
    send(&keys, "TelecomX").await;
    says(&keys, "TelecomX has none left of what was asked for.").await;
    clean(&window, "failure none left").await;
    assert_eq!((asked(&shop), shop.telecomx().effect("changeSim")), (1, 0));
    back_to_the_choice(&keys).await;
    window.close().await.unwrap();
}

/// How often TelecomX was asked to change a SIM.
fn asked(shop: &PracticeShop) -> usize {
    let requests = shop.telecomx().requests();
    requests.iter().filter(|seen| seen.operation.as_deref() == Some("changeSim")).count()
}

/// From a refusal back to the step "New SIM", where what was chosen still is.
async fn back_to_the_choice(keys: &Keyboard<'_>) {
    keys.tab_to("Back to Check").await.unwrap();
    keys.press(&[Key::Enter]).await.unwrap();
    says(keys, "Check before you send").await;
    keys.press(&[Key::Escape]).await.unwrap();
    says(keys, "Which SIM").await;
    let chosen = "[...document.querySelectorAll('main input[type=radio]:checked')].map((one) => one.value).join()";
    keys.window().wait_for_js(&format!("{chosen} === 'task replace_sim,auto'"), LIMIT).await.unwrap();
}

#[tokio::test]
async fn a_card_that_is_not_in_stock_is_refused_and_its_number_is_still_in_the_field() {
    let shop = shop().await;
    let window = at_line(&shop, "0491 570 157", "+61 491 570 157").await;
    let keys = window.keyboard();
    to_new_sim(&keys, "Atomic").await;
    keys.type_text("1").await.unwrap();
    says(&keys, "SIM card number").await;
    keys.type_text("8961990000000000033").await.unwrap();
    keys.press(&[Key::Enter]).await.unwrap();
    keys.type_text("3").await.unwrap();
    send(&keys, "Atomic").await;
    says(&keys, "This SIM is not in stock.").await;
    clean(&window, "failure not in stock").await;
    assert_eq!(shop.atomic().effect("replaceSim"), 0);
    keys.tab_to("Back to Check").await.unwrap();
    keys.press(&[Key::Enter]).await.unwrap();
    says(&keys, "Check before you send").await;
    keys.press(&[Key::Escape]).await.unwrap();
    says(&keys, "Which SIM").await;
    keys.tab_to("SIM card number").await.unwrap();
    let typed = window.execute_js("return document.activeElement.value.replaceAll(' ', '')", vec![]).await.unwrap();
    assert_eq!(typed, "8961990000000000033");
    window.close().await.unwrap();
}

#[tokio::test]
async fn a_dropped_answer_is_unknown_until_someone_checks() {
    let shop = shop().await;
    let window = at_aase(&shop).await;
    let keys = window.keyboard();
    which_card(&keys).await;
    keys.press(&[Key::Up, Key::Enter]).await.unwrap();
    keys.type_text("1").await.unwrap();
    let dial = shop.telecomx().dial();
    dial.set(Fault::DropAfter.on("changeSim")).unwrap();
    says(&keys, "Check before you send").await;
    keys.wait_for_focus("Send to TelecomX", LIMIT).await.unwrap();
    dial.set(Fault::Status(500).on("getMvnoAccount")).unwrap();
    painted(&window).await;
    keys.press(&[Key::Enter]).await.unwrap();
    says(&keys, "TelecomX did not answer. The change may or may not have happened.").await;
    clean(&window, "failure unknown").await;
    assert_eq!(shop.telecomx().effect("changeSim"), 1);
    dial.clear();
    keys.tab_to("Check now").await.unwrap();
    keys.press(&[Key::Enter]).await.unwrap();
    says(&keys, "Reading back proved that it was done.").await;
    clean(&window, "failure proved").await;
    assert_eq!(shop.telecomx().effect("changeSim"), 1, "sent once, whatever came back");
    window.close().await.unwrap();
}

#[tokio::test]
async fn a_wrong_one_time_code_three_times_ends_that_way_and_moves_nothing() {
    /// Marcus Okafor: active, with an eSIM; a code is on his phone.
    const MARCUS: &str = "CUST-1004";
    let shop = shop().await;
    let before = shop.reach().iccid(MARCUS);
    let swaps = || {
        let requests = shop.reach().requests();
        requests.iter().filter(|seen| seen.operation.as_deref() == Some("performSimSwap")).count()
    };
    let window = at_line(&shop, MARCUS, "Reach · US").await;
    let keys = window.keyboard();
    to_new_sim(&keys, "Reach esim").await;
    keys.type_text("1").await.unwrap();
    keys.wait_for_focus("Code the customer was sent", LIMIT).await.unwrap();
    keys.tab_to("A card").await.unwrap();
    keys.type_text(" ").await.unwrap();
    keys.tab_to("Number of the new SIM").await.unwrap();
    keys.type_text(SPARE).await.unwrap();
    for tries in 1..=3 {
        keys.tab_to("Code the customer was sent").await.unwrap();
        keys.chord(&[Key::Control], 'a').await.unwrap();
        keys.type_text("111111").await.unwrap();
        keys.press(&[Key::Enter]).await.unwrap();
        keys.type_text("3").await.unwrap();
        send(&keys, "Reach").await;
        if tries < 3 {
            says(&keys, "Reach refused the one-time code. Nothing changed.").await;
            says(&keys, "is wrong").await;
            says(&keys, &format!("{} of 3 tries left", 3 - tries)).await;
        } else {
            says(&keys, "Reach refused. Nothing changed.").await;
            says(&keys, "Too many wrong codes.").await;
        }
        clean(&window, &format!("failure code {tries}")).await;
        assert_eq!(swaps(), tries);
        if tries < 3 {
            keys.tab_to("Back to the one-time code").await.unwrap();
            keys.press(&[Key::Enter]).await.unwrap();
            keys.wait_for_focus("Code the customer was sent", LIMIT).await.unwrap();
        } else {
            keys.tab_to("Back to Check").await.unwrap();
            keys.press(&[Key::Enter]).await.unwrap();
            says(&keys, "Check before you send").await;
            says(&keys, "Cannot be sent: see above").await;
            keys.press(&[Key::Escape]).await.unwrap();
        }
        says(&keys, "Which SIM").await;
    }
    assert_eq!(shop.reach().effect("performSimSwap"), 0);
    assert_eq!(shop.reach().iccid(MARCUS), before);
    keys.tab_to("Number of the new SIM").await.unwrap();
    let typed = window.execute_js("return document.activeElement.value.replaceAll(' ', '')", vec![]).await.unwrap();
    assert_eq!(typed, SPARE, "nothing typed is lost");
    window.close().await.unwrap();
}

#[tokio::test]
async fn a_code_that_never_comes_is_asked_for_again_and_the_first_one_is_dead() {
    const MAIL: &str = "banksia.new@example.com";
    let shop = shop().await;
    let window = at_line(&shop, "0491 570 157", "+61 491 570 157").await;
    let keys = window.keyboard();
    to_new_sim(&keys, "Atomic").await;
    keys.type_text("2").await.unwrap();
    says(&keys, "E-mail").await;
    keys.type_text(MAIL).await.unwrap();
    keys.press(&[Key::Enter]).await.unwrap();
    keys.type_text("4").await.unwrap();
    send(&keys, "Atomic").await;
    says(&keys, "Enter the code of the eSIM").await;
    let first = code_of(&shop, MAIL, 1);

    // Nothing came, so there is nothing to take in.
    keys.tab_to("Take in").await.unwrap();
    keys.press(&[Key::Enter]).await.unwrap();
    says(&keys, "Paste the code first.").await;
    says(&keys, "If it never comes, ask for it again with “Another step for this SIM”").await;
    clean(&window, "failure no mail").await;
    keys.tab_to("Another step for this SIM").await.unwrap();
    keys.press(&[Key::Enter]).await.unwrap();
    says(&keys, "Which SIM").await;
    keys.type_text("2").await.unwrap();
    says(&keys, "E-mail").await;
    keys.type_text(MAIL).await.unwrap();
    keys.press(&[Key::Enter]).await.unwrap();
    keys.type_text("5").await.unwrap();
    send(&keys, "Atomic").await;
    says(&keys, "Enter the code of the eSIM").await;
    assert_eq!(shop.atomic().effect("replaceSim"), 2, "once for each time it was asked for");
    let second = code_of(&shop, MAIL, 2);
    take_in(&keys, &second).await;
    show_taken(&keys).await;
    assert_eq!(decode_qr_with_zbar(&window.screenshot().await.unwrap()).unwrap(), [second.as_str()]);
    assert!(shop.atomic().use_code(&first).is_err(), "the first one is dead");
    assert!(shop.atomic().use_code(&second).is_ok());
    window.close().await.unwrap();
}

#[tokio::test]
async fn an_esim_that_is_reset_gets_a_code_that_is_entered_from_the_page_of_the_line() {
    const WATTLE: &str = "0491570006";
    const ESIM: &str = "8961990000000000017";
    let shop = shop().await;
    let window = at_line(&shop, WATTLE, "+61 491 570 006").await;
    let keys = window.keyboard();
    to_new_sim(&keys, "Atomic esim").await;
    keys.type_text("3").await.unwrap();
    says(&keys, "SIM number of the eSIM").await;
    keys.type_text(ESIM).await.unwrap();
    keys.press(&[Key::Enter]).await.unwrap();
    keys.type_text("3").await.unwrap();
    send(&keys, "Atomic").await;
    says(&keys, "Atomic has done it.").await;
    clean(&window, "Atomic reset").await;
    assert_eq!(shop.atomic().effect("resetEsim"), 1);
    // The mail takes its time: the sheet is left, and the code is entered later.
    keys.press(&[Key::Escape]).await.unwrap();
    says(&keys, "What you can do here").await;
    keys.tab_to("Enter a code that came by e-mail").await.unwrap();
    keys.press(&[Key::Enter]).await.unwrap();
    says(&keys, "Enter the code of the eSIM").await;
    let code = code_of(&shop, "wattle@example.com", 1);
    take_in(&keys, &code).await;
    show_taken(&keys).await;
    assert_eq!(decode_qr_with_zbar(&window.screenshot().await.unwrap()).unwrap(), [code.as_str()]);
    assert!(shop.atomic().use_code(&code).is_ok());
    window.close().await.unwrap();
}

/// The code in the latest of so many mails.
fn code_of(shop: &PracticeShop, address: &str, mails: usize) -> String {
    let box_ = shop.atomic().mail_box(address);
    assert_eq!(box_.len(), mails);
    box_[mails - 1].activation_code().unwrap().to_owned()
}
