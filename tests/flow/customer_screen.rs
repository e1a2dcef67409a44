//! The screen that faces the customer: it shows the agent's code for as long as the agent's showing lasts and no longer, each
//! showing on it is a row of its own, and what a customer presses on it is a courtesy.

use std::time::Duration;

use desk::install::{ShowingId, Shown};
use desk::{DeskEvent, Pace};
use domain::action::{ActionKind, ActionRecord, ActionState, Screen, VerificationMethod};
use domain::customer_screen::{CustomerPhone, CustomerScreen, CustomerShows, Language, NewSim, PhoneProgress};
use domain::problem::ErrorCode;
use suite::desk::{NADIA, SOON, ShopDesk, line, quick, shop};

/// Another line of the practice shop.
async fn another(test: &ShopDesk) -> domain::line::LineKey {
    test.desk.refresh_lists(None).await.unwrap();
    let found = test.desk.search("+44 7700".to_owned(), 10).await.unwrap();
    found.hits.hits.into_iter().map(|hit| hit.line.key).find(|key| *key != line(NADIA)).unwrap()
}

async fn shown(test: &ShopDesk) -> Shown {
    test.desk.line_page(&line(NADIA), true).await.unwrap();
    test.desk.verify_customer(&line(NADIA), VerificationMethod::PhotoId).unwrap();
    test.desk.show_code(&line(NADIA), Screen::Agent).await.unwrap()
}

async fn shown_to_customer(test: &ShopDesk) -> Shown {
    let shown = shown(test).await;
    test.desk.show_to_customer(&shown.id).await.unwrap();
    shown
}

fn picture(screen: &CustomerScreen) -> Option<u32> {
    match screen.shows {
        CustomerShows::Code { picture, .. } => Some(picture),
        _ => None,
    }
}

/// Waits until the screen is as wanted, as its window does: from one state to the next.
async fn becomes(test: &ShopDesk, what: &str, wanted: impl Fn(&CustomerScreen) -> bool) -> CustomerScreen {
    let watching = async {
        let mut screen = test.desk.customer_screen();
        while !wanted(&screen) {
            screen = test.desk.customer_screen_after(screen.version).await;
        }
        screen
    };
    tokio::time::timeout(SOON, watching).await.map_err(|_| format!("never: {what}")).unwrap()
}

async fn rows(test: &ShopDesk) -> Vec<ActionRecord> {
    let page = test.desk.line_page(&line(NADIA), false).await.unwrap();
    page.activity.into_iter().filter(on_customers).collect()
}

fn on_customers(row: &ActionRecord) -> bool {
    matches!(row.kind, ActionKind::CodeShown { screen: Screen::Customer, .. })
}

/// The end of a row is written a moment after the screen went blank.
async fn row_ended(test: &ShopDesk) {
    let ended = |event: &DeskEvent| match event {
        DeskEvent::Action(row) => (on_customers(row) && row.seconds.is_some()).then_some(()),
        _ => None,
    };
    test.heard.wait_for("the end of its row", ended).await;
}

#[tokio::test]
async fn the_customer_sees_the_code_the_shop_issued_and_three_digits() {
    let shop = shop().await;
    let test = ShopDesk::open(&shop).await;
    assert_eq!(test.desk.customer_screen().shows, CustomerShows::Blank);
    let shown = shown_to_customer(&test).await;

    let screen = test.desk.customer_screen();
    assert_eq!(screen.last_digits.as_deref(), Some("123"));
    let CustomerShows::Code { picture, modules, progress } = screen.shows else { panic!("{:?}", screen.shows) };
    assert_eq!((modules, progress), (shown.modules, Some(PhoneProgress::Waiting)));
    let png = test.desk.customer_picture(picture, 7).await.unwrap();
    let issued = shop.onsim().current_code(NADIA).unwrap();
    assert_eq!(suite::qr::decode_qr_with_zbar(&png).unwrap(), [issued]);

    // What is told to the window has no part of the code and nothing of the customer but three digits.
    let told = serde_json::to_string(&screen).unwrap();
    for hidden in [shown.code.matching_id(), shown.code.sm_dp_address(), "900123", "Nadia", "Osei"] {
        assert!(!told.contains(hidden), "{told}");
    }
    test.desk.close().await;
}

#[tokio::test]
async fn each_showing_is_a_row_with_its_screen_and_its_length() {
    let shop = shop().await;
    let test = ShopDesk::open(&shop).await;
    let shown = shown_to_customer(&test).await;
    let [row] = rows(&test).await.try_into().unwrap();
    assert_eq!((row.state, row.seconds), (ActionState::Noted, None), "it is going on");
    assert_eq!(row.verification.unwrap().method, VerificationMethod::PhotoId);

    test.desk.blank_customer_screen().await;
    let [row] = rows(&test).await.try_into().unwrap();
    assert_eq!(row.seconds, Some(0));
    assert!(test.desk.code_picture(&shown.id, 8).await.is_ok(), "the agent's own showing goes on");

    test.desk.show_to_customer(&shown.id).await.unwrap();
    // A second time in place of the first: both are rows, and the first has ended.
    test.desk.show_to_customer(&shown.id).await.unwrap();
    let seconds: Vec<_> = rows(&test).await.iter().map(|row| row.seconds).collect();
    assert_eq!(seconds.iter().filter(|one| one.is_none()).count(), 1, "{seconds:?}");
    assert_eq!(seconds.len(), 3);
    test.desk.hide_code(&shown.id).await;
    assert!(rows(&test).await.iter().all(|row| row.seconds.is_some()));
    test.desk.close().await;
}

#[tokio::test]
async fn a_picture_that_is_off_the_screen_cannot_be_had() {
    let shop = shop().await;
    let test = ShopDesk::open(&shop).await;
    let shown = shown_to_customer(&test).await;
    let first = picture(&test.desk.customer_screen()).unwrap();
    test.desk.blank_customer_screen().await;
    let screen = test.desk.customer_screen();
    assert_eq!((screen.shows, screen.last_digits), (CustomerShows::Blank, None));
    assert_eq!(test.desk.customer_picture(first, 8).await.unwrap_err().code, ErrorCode::NoSuchRecord);

    test.desk.show_to_customer(&shown.id).await.unwrap();
    let second = picture(&test.desk.customer_screen()).unwrap();
    assert_ne!(first, second);
    assert!(test.desk.customer_picture(first, 8).await.is_err(), "the name of the picture before");
    assert!(test.desk.customer_picture(second, 8).await.is_ok());
    test.desk.close().await;
}

#[tokio::test]
async fn it_goes_blank_with_the_agents_showing() {
    let shop = shop().await;
    let test = ShopDesk::open(&shop).await;
    let shown = shown_to_customer(&test).await;
    test.desk.hide_code(&shown.id).await;
    assert_eq!(test.desk.customer_screen().shows, CustomerShows::Blank);
    let problem = test.desk.show_to_customer(&shown.id).await.unwrap_err();
    assert_eq!(problem.code, ErrorCode::NoSuchRecord);
    assert_eq!(rows(&test).await.len(), 1, "nothing was shown the second time");
    let never = test.desk.show_to_customer(&ShowingId("no such".to_owned())).await.unwrap_err();
    assert_eq!(never.code, ErrorCode::NoSuchRecord);
    test.desk.close().await;
}

#[tokio::test]
async fn it_goes_blank_when_the_time_is_up() {
    let shop = shop().await;
    let test = ShopDesk::open_with(&shop, Pace { showing: Duration::from_millis(300), ..quick() }).await;
    shown_to_customer(&test).await;
    becomes(&test, "blank", |screen| screen.shows == CustomerShows::Blank).await;
    row_ended(&test).await;
    test.desk.close().await;
}

#[tokio::test]
async fn it_goes_blank_when_another_code_takes_the_place() {
    let shop = shop().await;
    let test = ShopDesk::open(&shop).await;
    shown_to_customer(&test).await;
    let elsewhere = ShopDesk::open(&shop).await;
    let id = elsewhere.ready_for_new_code(NADIA).await;
    elsewhere.submit(id).await.unwrap();
    becomes(&test, "blank", |screen| screen.shows == CustomerShows::Blank).await;
    test.desk.close().await;
}

#[tokio::test]
async fn a_used_code_is_done_until_the_agent_leaves() {
    let shop = shop().await;
    let test = ShopDesk::open(&shop).await;
    let shown = shown_to_customer(&test).await;
    let picture = picture(&test.desk.customer_screen()).unwrap();
    shop.onsim().use_code(shown.code.full()).unwrap();
    becomes(&test, "done", |screen| matches!(screen.shows, CustomerShows::Done { .. })).await;
    assert!(test.desk.customer_picture(picture, 8).await.is_err(), "no picture is left");
    row_ended(&test).await;

    shop.onsim().enable(NADIA).unwrap();
    becomes(&test, "switched on", |screen| screen.shows == CustomerShows::Done { switched_on: Some(true) }).await;
    test.desk.hide_code(&shown.id).await;
    assert_eq!(test.desk.customer_screen().shows, CustomerShows::Blank);
    test.desk.close().await;
}

#[tokio::test]
async fn a_blanked_screen_stays_blank_when_the_code_is_used() {
    let shop = shop().await;
    let test = ShopDesk::open(&shop).await;
    let shown = shown_to_customer(&test).await;
    test.desk.blank_customer_screen().await;
    shop.onsim().use_code(shown.code.full()).unwrap();
    test.heard.wait_for("hidden", |event| matches!(event, DeskEvent::CodeHidden { .. }).then_some(())).await;
    assert_eq!(test.desk.customer_screen().shows, CustomerShows::Blank);
    test.desk.close().await;
}

#[tokio::test]
async fn locking_up_and_closing_leave_nothing_on_it() {
    let shop = shop().await;
    for close in [false, true] {
        let test = ShopDesk::open(&shop).await;
        shown_to_customer(&test).await;
        test.desk.choose_for_customer(Some(Language::Es), Some(CustomerPhone::Pixel));
        let version = test.desk.customer_screen().version;
        if close {
            test.desk.close().await;
        } else {
            test.desk.lock_up().await;
        }
        let screen = test.desk.customer_screen();
        assert_eq!(screen.shows, CustomerShows::Blank);
        assert_eq!((screen.language, screen.phone), (Language::En, CustomerPhone::Other), "the next one is another");
        assert_ne!(screen.version, version);
        assert!(rows(&test).await[0].seconds.is_some());
        test.desk.close().await;
    }
}

#[tokio::test]
async fn the_language_and_the_phone_stay_with_the_customer() {
    let shop = shop().await;
    let test = ShopDesk::open(&shop).await;
    let other = another(&test).await;
    test.desk.ask_customer(&line(NADIA), NewSim::Esim).await.unwrap();
    test.desk.choose_for_customer(Some(Language::Da), None);
    test.desk.choose_for_customer(None, Some(CustomerPhone::Samsung));
    let chosen = |test: &ShopDesk| {
        let screen = test.desk.customer_screen();
        (screen.language, screen.phone)
    };
    assert_eq!(chosen(&test), (Language::Da, CustomerPhone::Samsung));
    test.desk.blank_customer_screen().await;
    shown_to_customer(&test).await;
    assert_eq!(chosen(&test), (Language::Da, CustomerPhone::Samsung), "the same line");
    test.desk.ask_customer(&other, NewSim::Card).await.unwrap();
    assert_eq!(chosen(&test), (Language::En, CustomerPhone::Other), "another line");
    test.desk.close().await;
}

#[tokio::test]
async fn a_press_answers_the_question_it_was_made_on() {
    let shop = shop().await;
    let test = ShopDesk::open(&shop).await;
    test.desk.line_page(&line(NADIA), true).await.unwrap();
    let ask = async || {
        test.desk.ask_customer(&line(NADIA), NewSim::Esim).await.unwrap();
        match test.desk.customer_screen().shows {
            CustomerShows::Question { question, gets: NewSim::Esim, confirmed_at: None } => question,
            other => panic!("{other:?}"),
        }
    };
    let confirmed = || match test.desk.customer_screen().shows {
        CustomerShows::Question { confirmed_at, .. } => confirmed_at,
        other => panic!("{other:?}"),
    };
    let first = ask().await;
    assert_eq!(test.desk.customer_screen().last_digits.as_deref(), Some("123"));
    let second = ask().await;
    test.desk.confirm_as_customer(first);
    assert_eq!(confirmed(), None, "that press was for the question before");
    test.desk.confirm_as_customer(second);
    let at = confirmed();
    assert!(at.is_some());
    test.desk.confirm_as_customer(second);
    assert_eq!(confirmed(), at, "a second press changes nothing");
    // A courtesy: it proves nothing.
    assert!(test.desk.verification(&line(NADIA)).is_none());
    let problem = test.desk.show_code(&line(NADIA), Screen::Agent).await.err().unwrap();
    assert_eq!(problem.code, ErrorCode::VerificationNeeded);
    test.desk.close().await;
}
