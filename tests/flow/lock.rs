//! What is left at hand after the desk was locked up: nothing. What was sent goes on.

use desk::DeskEvent;
use desk::ask_providers::SearchId;
use domain::action::{ActionKind, ActionState, HideReason, Reason, Screen, VerificationMethod};
use domain::problem::ErrorCode;
use practice::Fault;
use suite::desk::{NADIA, ShopDesk, line, shop};

#[tokio::test]
async fn a_shown_code_goes_with_the_end_of_its_showing_and_so_does_the_proof() {
    let shop = shop().await;
    let test = ShopDesk::open(&shop).await;
    test.desk.verify_customer(&line(NADIA), VerificationMethod::PhotoId).unwrap();
    let shown = test.desk.show_code(&line(NADIA), Screen::Agent).await.unwrap();

    test.desk.lock_up().await;

    assert_eq!(test.desk.code_picture(&shown.id, 8).await.unwrap_err().code, ErrorCode::NoSuchRecord);
    let hidden = test.heard.wait_for("hidden", |event| match event {
        DeskEvent::CodeHidden { why, .. } => Some(*why),
        _ => None,
    });
    assert_eq!(hidden.await, HideReason::Asked);
    let page = test.desk.line_page(&line(NADIA), false).await.unwrap();
    let row = page.activity.iter().find(|row| matches!(row.kind, ActionKind::CodeShown { .. })).unwrap();
    assert!(row.seconds.is_some(), "the showing has its end in the ledger");
    assert!(page.verification.is_none());
    let problem = test.desk.show_code(&line(NADIA), Screen::Agent).await.err().unwrap();
    assert_eq!(problem.code, ErrorCode::VerificationNeeded);
    test.desk.close().await;
}

#[tokio::test]
async fn a_preview_can_no_longer_be_sent() {
    let shop = shop().await;
    let test = ShopDesk::open(&shop).await;
    let id = test.ready_for_new_code(NADIA).await;
    test.desk.lock_up().await;
    assert!(test.submit(id).await.is_err());
    assert_eq!(shop.onsim().codes_issued_for(NADIA), 0);
    test.desk.close().await;
}

#[tokio::test]
async fn a_code_that_was_taken_in_is_forgotten() {
    let shop = shop().await;
    let test = ShopDesk::open(&shop).await;
    test.desk.verify_customer(&line(NADIA), VerificationMethod::PhotoId).unwrap();
    let mail = domain::secret::SecretText::new("LPA:1$rsp.example.net$K2-1A2B3C-TAKEN-IN".to_owned());
    let taken = test.desk.take_in_code(&line(NADIA), mail).await.unwrap();
    let again = domain::secret::SecretText::new("LPA:1$rsp.example.net$K2-1A2B3C-TAKEN-IN".to_owned());
    let waiting = test.desk.take_in_code(&line(NADIA), again).await.unwrap();
    test.desk.bind_code(taken.id).unwrap();
    test.desk.result_of(taken.id).unwrap();
    test.desk.lock_up().await;
    assert_eq!(test.desk.result_of(taken.id).err().unwrap().code, ErrorCode::NoSuchRecord);
    assert_eq!(test.desk.bind_code(waiting.id).unwrap_err().code, ErrorCode::NoSuchRecord);
    test.desk.close().await;
}

#[tokio::test]
async fn a_change_that_was_sent_comes_to_its_outcome() {
    let shop = shop().await;
    let test = ShopDesk::open(&shop).await;
    let id = test.ready_for_new_code(NADIA).await;
    shop.onsim().dial().set(Fault::DropAfter.on("queryEsim").next(1)).unwrap();
    let record = test.submit(id).await.unwrap();
    assert_eq!((record.state, record.reason), (ActionState::Unknown, Some(Reason::NewPhone)));
    test.desk.lock_up().await;
    let record = test.action_becomes(id, |record| !record.state.is_open()).await;
    assert_eq!(record.state, ActionState::Done);
    assert_eq!(shop.onsim().codes_issued_for(NADIA), 1);
    test.desk.close().await;
}

#[tokio::test]
async fn a_search_at_the_providers_stops() {
    let shop = shop().await;
    let test = ShopDesk::open(&shop).await;
    shop.onsim().dial().set(Fault::Stall).unwrap();
    let asked = test.desk.ask_providers(SearchId(1), "+44 7700 900123").await.unwrap();
    assert!(asked.iter().all(|one| one.not_asked.is_none()), "there is something to stop");
    test.desk.lock_up().await;
    shop.onsim().dial().clear();
    // A read after it is answered: the search would have been, too.
    test.desk.line_page(&line(NADIA), true).await.unwrap();
    let told = |event: &DeskEvent| matches!(event, DeskEvent::Asked { .. });
    assert!(!test.heard.all().iter().any(told));
    test.desk.close().await;
}
