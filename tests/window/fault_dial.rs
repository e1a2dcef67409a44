//! The practice shop's fault dial in the real window: a new code whose answer is dropped, on the program's own shop.

use suite::console::{BOX, LIMIT, clean, open_line, painted, to_check, wait_for_text};
use suite::window::{AppOptions, AppWindow, Key, Target};

use super::connections::{choose, go_to_connections};

#[tokio::test]
async fn an_answer_dropped_by_the_dial_leaves_the_outcome_unknown() {
    // No shop of the test's: the dial is the window's way to the shop it has itself.
    let env = vec![("USER".to_owned(), "alex".to_owned())];
    let window = AppWindow::start(AppOptions { env, ..AppOptions::default() }).await.unwrap();
    window.wait_for(BOX, LIMIT).await.unwrap();
    go_to_connections(&window).await;
    window.click(Target::role("button", "Let something go wrong at ONSIM practice"), LIMIT).await.unwrap();
    choose(&window, "drop_answer").await;
    clean(&window, "the fault dial").await;
    window.click(Target::role("button", "Set"), LIMIT).await.unwrap();
    wait_for_text(&window, "for 1 more request").await.unwrap();

    // Everything that only reads goes on as ever, up to the change itself.
    window.press_chord(&[Key::Control], 'k').await.unwrap();
    open_line(&window, "900123", "+44 7700 900123").await;
    painted(&window).await;
    to_check(&window).await;
    window.press(&[Key::Enter]).await.unwrap();
    wait_for_text(&window, "did not answer. The change may or may not have happened.").await.unwrap();

    go_to_connections(&window).await;
    wait_for_text(&window, "Nothing is set: it answers as it should.").await.unwrap();
    window.close().await.unwrap();
}
