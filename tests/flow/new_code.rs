//! A line gets a new activation code: once, whatever is pressed twice.

use desk::Confirmed;
use domain::action::{ActionKind, ActionState, ChangeSeen, PreviewCheck, Reason, VerificationMethod};
use domain::problem::ErrorCode;
use suite::desk::{NADIA, ShopDesk, line, shop};

#[tokio::test]
async fn the_new_code_is_the_shops_and_the_old_one_is_gone() {
    let shop = shop().await;
    let test = ShopDesk::open(&shop).await;
    let old = shop.onsim().current_code(NADIA).unwrap();
    let id = test.ready_for_new_code(NADIA).await;

    let record = test.submit(id).await.unwrap();

    assert_eq!(record.state, ActionState::Done);
    assert_eq!(shop.onsim().codes_issued_for(NADIA), 1);
    assert_ne!(shop.onsim().current_code(NADIA).unwrap(), old);
    assert_ne!(record.before, record.after);
    let verification = record.verification.unwrap();
    assert_eq!(verification.method, VerificationMethod::AccountPin);
    assert_eq!(record.reason, Some(Reason::NewPhone));
    assert_eq!(record.agent, "Alex Agent");
    assert!(test.desk.verify_ledger().await.unwrap().first_bad.is_none());
}

#[tokio::test]
async fn the_same_preview_confirmed_twice_is_sent_once() {
    let shop = shop().await;
    let test = ShopDesk::open(&shop).await;
    let id = test.ready_for_new_code(NADIA).await;

    let (first, second) = tokio::join!(test.submit(id), test.submit(id));
    let third = test.submit(id).await.unwrap();

    assert_eq!(shop.onsim().codes_issued_for(NADIA), 1);
    assert_eq!(first.unwrap().id, id);
    assert_eq!(second.unwrap().id, id);
    assert_eq!((third.id, third.state), (id, ActionState::Done));
}

#[tokio::test]
async fn a_second_sheet_gets_the_first_ones_action_or_has_to_look_again() {
    let shop = shop().await;
    let test = ShopDesk::open(&shop).await;
    let first = test.ready_for_new_code(NADIA).await;
    let second = test.ready_for_new_code(NADIA).await;

    let (one, other) = tokio::join!(test.submit(first), test.submit(second));

    assert_eq!(shop.onsim().codes_issued_for(NADIA), 1);
    let (sent, kept_back) =
        if one.as_ref().is_ok_and(|record| record.id == first) { (one, other) } else { (other, one) };
    match kept_back {
        Ok(record) => assert_eq!(record.id, sent.unwrap().id),
        Err(problem) => assert_eq!(problem.code, ErrorCode::PreviewOutdated),
    }
    // Once it is over, an old preview is no leave to send again.
    let late = test.submit(second).await;
    assert!(
        late.as_ref().is_ok_and(|record| record.id != first && record.state == ActionState::Done)
            || late.is_err_and(|problem| problem.code == ErrorCode::PreviewOutdated)
    );
    assert_eq!(shop.onsim().codes_issued_for(NADIA), 1);
}

#[tokio::test]
async fn nothing_is_sent_without_a_proof_of_identity() {
    let shop = shop().await;
    let test = ShopDesk::open(&shop).await;
    let preview = test.desk.preview(&line(NADIA), ActionKind::NewEsimCode).await.unwrap();
    assert!(preview.checks.contains(&PreviewCheck::NotVerified));

    let problem = test.submit(preview.id).await.unwrap_err();

    assert_eq!(problem.code, ErrorCode::VerificationNeeded);
    assert_eq!(shop.onsim().codes_issued_for(NADIA), 0);
    assert!(test.desk.action(preview.id).await.is_err_and(|problem| problem.code == ErrorCode::NoSuchRecord));
}

#[tokio::test]
async fn what_was_not_previewed_cannot_be_sent() {
    let shop = shop().await;
    let test = ShopDesk::open(&shop).await;
    test.desk.verify_customer(&line(NADIA), VerificationMethod::PhotoId).unwrap();
    let made_up = domain::action::ActionId(uuid::Uuid::now_v7());
    assert_eq!(test.submit(made_up).await.unwrap_err().code, ErrorCode::PreviewOutdated);
    assert_eq!(shop.onsim().codes_issued_for(NADIA), 0);
}

#[tokio::test]
async fn other_as_a_reason_needs_a_note_and_keeps_the_preview() {
    let shop = shop().await;
    let test = ShopDesk::open(&shop).await;
    let id = test.ready_for_new_code(NADIA).await;
    let problem = test.desk.submit(id, Confirmed::new(Reason::Other, Some("  ".to_owned()))).await.unwrap_err();
    assert_eq!((problem.code, problem.field.as_deref()), (ErrorCode::InvalidInput, Some("note")));
    let record =
        test.desk.submit(id, Confirmed::new(Reason::Other, Some("fell into the sea".to_owned()))).await.unwrap();
    assert_eq!((record.state, record.note.as_deref()), (ActionState::Done, Some("fell into the sea")));
}

#[tokio::test]
async fn an_installed_esim_gets_no_new_code_and_the_reason_says_so() {
    let shop = shop().await;
    let test = ShopDesk::open(&shop).await;
    test.desk.line_page(&line(NADIA), true).await.unwrap();
    shop.onsim().install(NADIA).unwrap();
    test.desk.verify_customer(&line(NADIA), VerificationMethod::PhotoId).unwrap();

    let problem = test.desk.preview(&line(NADIA), ActionKind::NewEsimCode).await.unwrap_err();

    assert_eq!(problem.code, ErrorCode::WrongState);
    let page = test.desk.line_page(&line(NADIA), true).await.unwrap();
    let choice = page.sim_choices.iter().find(|choice| choice.way == domain::line::SimWay::NewEsimCode).unwrap();
    assert!(!choice.available);
    assert!(choice.reason.as_deref().unwrap().contains("installed"), "{choice:?}");
    assert_eq!(shop.onsim().codes_issued_for(NADIA), 0);
}

#[tokio::test]
async fn the_second_change_in_a_month_is_pointed_out() {
    let shop = shop().await;
    let test = ShopDesk::open(&shop).await;
    let id = test.ready_for_new_code(NADIA).await;
    test.submit(id).await.unwrap();
    let preview = test.desk.preview(&line(NADIA), ActionKind::NewEsimCode).await.unwrap();
    assert!(
        preview.checks.contains(&PreviewCheck::SimChangedLately { days: 0, seen: ChangeSeen::Desk }),
        "{:?}",
        preview.checks
    );
    assert!(!preview.reversible);
}
