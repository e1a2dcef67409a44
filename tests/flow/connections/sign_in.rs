//! A user whose account asks for a code beside the password: nothing else is asked until it is given.

use desk::DeskEvent;
use desk::connections::manage::Draft;
use domain::problem::ErrorCode;
use domain::provider::{CodeKind, ConnectionId, Health, ProviderKind, SignInState};
use domain::secret::OneTimeCode;
use practice::{PracticeClock, PracticeConfig, PracticeShop, TelecomxFactor, TelecomxSettings};

use super::{Managed, given, key, settings};

async fn shop(factor: TelecomxFactor) -> PracticeShop {
    let telecomx = TelecomxSettings { second_factor: factor, ..TelecomxSettings::default() };
    PracticeShop::start(PracticeConfig { lines: 60, telecomx, ..PracticeConfig::default() }).await.unwrap()
}

fn telecomx(shop: &PracticeShop) -> Draft {
    let (user, password) = shop.telecomx().login();
    Draft {
        provider: ProviderKind::Telecomx,
        settings: settings("Counter", shop.telecomx().base_url()),
        proof: given("password", &[("user_name", &user), ("password", &password)]),
    }
}

/// Adds the connection and waits until it asks for a code.
async fn asked(test: &Managed, shop: &PracticeShop) -> ConnectionId {
    let id = test.desk.add_connection(telecomx(shop)).await.unwrap().connection.id;
    let problem = test.desk.test_connection(&id).await.unwrap().problem.unwrap();
    assert_eq!(problem.code, ErrorCode::SignInCodeNeeded);
    id
}

fn code(text: impl Into<String>) -> OneTimeCode {
    OneTimeCode::new(text.into())
}

const fn needed(kind: CodeKind, refused: bool) -> Option<SignInState> {
    Some(SignInState::CodeNeeded { kind, refused })
}

fn log_ins(shop: &PracticeShop) -> usize {
    shop.telecomx().requests().iter().filter(|seen| seen.operation.as_deref() == Some("login")).count()
}

#[tokio::test]
async fn a_code_sent_by_sms_is_given_once_and_the_lines_are_read() {
    let shop = shop(TelecomxFactor::Sms).await;
    let test = Managed::open().await;
    let id = asked(&test, &shop).await;
    let state = test.only().await;
    assert_eq!((state.health, state.sign_in), (Health::CodeNeeded, needed(CodeKind::Sms, false)));

    // Whatever else is wanted, no second message goes out and nothing but the log-in was ever sent.
    let sent = shop.telecomx().messages().len();
    // No error where the first reading of the list is still going on, which meets the same answer.
    let _refused = test.desk.refresh_lists(Some(&id)).await;
    assert_eq!(test.desk.test_connection(&id).await.unwrap().problem.unwrap().code, ErrorCode::SignInCodeNeeded);
    assert_eq!((shop.telecomx().messages().len(), sent), (1, 1));
    assert_eq!((shop.telecomx().requests().len(), log_ins(&shop)), (1, 1));

    let right = shop.telecomx().sms_code().unwrap();
    let wrong = if right == "000000" { "000001" } else { "000000" };
    let state = test.desk.answer_sign_in_code(&id, code(wrong)).await.unwrap();
    assert_eq!((state.health, state.sign_in), (Health::CodeNeeded, needed(CodeKind::Sms, true)));

    let state = test.desk.answer_sign_in_code(&id, code(format!(" {} {}\n", &right[..3], &right[3..]))).await.unwrap();
    assert_eq!((state.health, state.sign_in), (Health::Ok, Some(SignInState::SignedIn {})));
    test.heard
        .wait_for("the list of lines", |event| {
            matches!(event, DeskEvent::Lines(one, known) if *one == id && *known > 0).then_some(())
        })
        .await;
    assert_eq!(test.desk.test_connection(&id).await.unwrap().problem, None);
    assert_eq!(shop.telecomx().messages().len(), 1);
    let files = test.text();
    assert!(!files.contains(&right), "the code is kept");
    test.desk.close().await;
}

#[tokio::test]
async fn a_code_that_has_run_out_is_sent_again() {
    let clock = PracticeClock::real();
    let telecomx = TelecomxSettings { second_factor: TelecomxFactor::Sms, ..TelecomxSettings::default() };
    let config = PracticeConfig { lines: 60, telecomx, clock: clock.clone(), ..PracticeConfig::default() };
    let shop = PracticeShop::start(config).await.unwrap();
    let test = Managed::open().await;
    let id = asked(&test, &shop).await;
    let old = shop.telecomx().sms_code().unwrap();
    clock.advance(std::time::Duration::from_secs(600));
    let state = test.desk.answer_sign_in_code(&id, code(&old)).await.unwrap();
    assert_eq!(state.sign_in, needed(CodeKind::Sms, true));

    let state = test.desk.new_sign_in_code(&id).await.unwrap();
    assert_eq!(state.sign_in, needed(CodeKind::Sms, false));
    assert_eq!(shop.telecomx().messages().len(), 2);
    let state = test.desk.answer_sign_in_code(&id, code(shop.telecomx().sms_code().unwrap())).await.unwrap();
    assert_eq!(state.sign_in, Some(SignInState::SignedIn {}));
    test.desk.close().await;
}

#[tokio::test]
async fn an_authenticator_code_is_asked_for_by_its_name() {
    let shop = shop(TelecomxFactor::Authenticator).await;
    let test = Managed::open().await;
    let id = asked(&test, &shop).await;
    assert_eq!(test.only().await.sign_in, needed(CodeKind::Authenticator, false));
    let state = test.desk.answer_sign_in_code(&id, code(shop.telecomx().authenticator_code())).await.unwrap();
    assert_eq!(state.sign_in, Some(SignInState::SignedIn {}));
    assert!(shop.telecomx().messages().is_empty());
    test.desk.close().await;
}

#[tokio::test]
async fn windows_hear_of_a_code_that_is_not_taken_although_the_health_is_the_same() {
    let shop = shop(TelecomxFactor::Authenticator).await;
    let test = Managed::open().await;
    let id = asked(&test, &shop).await;
    let told = || test.heard.all().iter().filter(|event| matches!(event, DeskEvent::Connection(_))).count();
    let before = told();
    test.desk.answer_sign_in_code(&id, code("zzzzzz")).await.unwrap();
    assert!(told() > before);
    test.desk.close().await;
}

#[tokio::test]
async fn what_cannot_be_a_code_is_not_sent_and_a_key_needs_none() {
    let shop = shop(TelecomxFactor::Sms).await;
    let test = Managed::open().await;
    let id = asked(&test, &shop).await;
    let before = shop.telecomx().requests().len();
    let problem = test.desk.answer_sign_in_code(&id, code("my whole password, by mistake")).await.err().unwrap();
    assert_eq!((problem.code, problem.field.as_deref()), (ErrorCode::InvalidInput, Some("code")));
    assert_eq!(shop.telecomx().requests().len(), before);

    let draft = Draft {
        provider: ProviderKind::Onsim,
        settings: settings("ONSIM", shop.onsim().base_url()),
        proof: key(shop.onsim().api_key()),
    };
    let onsim = test.desk.add_connection(draft).await.unwrap();
    assert_eq!(onsim.sign_in, None);
    let problem = test.desk.answer_sign_in_code(&onsim.connection.id, code("271828")).await.err().unwrap();
    assert_eq!(problem.code, ErrorCode::NotOffered);
    test.desk.close().await;
}
