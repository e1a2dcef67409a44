//! Replacing a SIM in the real window with the keyboard alone: from the page of a line to the result, at every provider, with
//! a scanner, and when it goes wrong. The practice shop is the judge of what happened.
#![expect(clippy::panic, reason = "a step that does not come ends the test with what is there instead")]

mod atomic;
mod failures;
mod onsim;
mod reach;
mod scanner;
mod telecomx;

use practice::PracticeShop;
use suite::console::{LIMIT, all_four, clean, open_line, open_on, painted, qr_painted, wait_for_text};
use suite::window::{AppWindow, Key, Keyboard};

/// Opens the console on all four providers, at the page of a line.
async fn at_line(shop: &PracticeShop, typed: &str, shown: &str) -> AppWindow {
    let window = open_on(&all_four(shop), None).await.unwrap();
    open_line(&window, typed, shown).await;
    window
}

/// What a step says when it is there.
async fn says(keys: &Keyboard<'_>, text: &str) {
    if let Err(missing) = wait_for_text(keys.window(), text).await {
        panic!("{missing}\nthe focus is on \"{}\"", keys.focused().await.unwrap());
    }
}

/// Opens the sheet and says that a photo ID was seen.
async fn to_new_sim(keys: &Keyboard<'_>, provider: &str) {
    keys.type_text("r").await.unwrap();
    says(keys, "How did the customer prove who they are?").await;
    clean(keys.window(), &format!("{provider} 1 verify")).await;
    keys.type_text("1").await.unwrap();
    says(keys, "Which SIM").await;
    clean(keys.window(), &format!("{provider} 2 new sim")).await;
}

/// Sends what the step "Check" shows, with the button that has the focus.
async fn send(keys: &Keyboard<'_>, provider: &str) {
    says(keys, "Check before you send").await;
    keys.wait_for_focus(&format!("Send to {provider}"), LIMIT).await.unwrap();
    clean(keys.window(), &format!("{provider} 4 check")).await;
    painted(keys.window()).await;
    keys.press(&[Key::Enter]).await.unwrap();
}

/// Pastes a code, or the mail it is in, and takes it in.
async fn take_in(keys: &Keyboard<'_>, text: &str) {
    keys.copy_elsewhere(text).await.unwrap();
    keys.tab_to("The code, or the text of the e-mail that it is in").await.unwrap();
    keys.chord(&[Key::Control], 'v').await.unwrap();
    keys.chord(&[Key::Control], Key::Enter.into()).await.unwrap();
    says(keys, "Is this the right code?").await;
}

/// Says that a code whose address is new to this desk is the right one, and shows it.
async fn show_taken(keys: &Keyboard<'_>) {
    keys.tab_to("I have checked that it belongs to this line").await.unwrap();
    keys.type_text(" ").await.unwrap();
    keys.tab_to("Show QR").await.unwrap();
    painted(keys.window()).await;
    keys.press(&[Key::Enter]).await.unwrap();
    qr_painted(keys.window()).await;
}
