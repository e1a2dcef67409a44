//! A policy file that IT deployed: it holds in every job, and one that cannot be understood is no policy at all.

use std::sync::Arc;

use desk::policy::FILE;
use desk::{Confirmed, Policy};
use domain::action::{ActionKind, ActionState, PreviewCheck, Reason, VerificationMethod};
use domain::problem::ErrorCode;
use domain::retention::ForgetAfter;
use practice::PracticeShop;
use suite::desk::{Ahead, NADIA, ShopDesk, connection, line, quick, shop};

fn deployed(shop: &PracticeShop, text: &str, clock: &Arc<Ahead>) -> ShopDesk {
    let folder = Arc::new(tempfile::tempdir().unwrap());
    std::fs::write(folder.path().join(FILE), text).unwrap();
    let policy = Policy::read(&folder.path().join(FILE)).unwrap();
    ShopDesk::open_under(vec![connection(shop, shop.onsim().api_key())], folder, quick(), clock.clone(), policy)
}

#[tokio::test]
async fn the_proofs_it_names_are_the_ones_that_count_and_for_as_long_as_it_says() {
    let (shop, clock) = (shop().await, Arc::new(Ahead::default()));
    let test = deployed(&shop, r#"{ "proofs": { "sim": ["photo_id"] }, "proof_lasts_seconds": 60 }"#, &clock);
    test.desk.verify_customer(&line(NADIA), VerificationMethod::AccountPin).unwrap();
    let preview = test.desk.preview(&line(NADIA), ActionKind::NewEsimCode).await.unwrap();
    assert!(preview.checks.contains(&PreviewCheck::NotVerified), "{:?}", preview.checks);
    assert_eq!(test.submit(preview.id).await.unwrap_err().code, ErrorCode::VerificationNeeded);
    test.desk.verify_customer(&line(NADIA), VerificationMethod::PhotoId).unwrap();
    clock.pass(61);
    assert_eq!(test.submit(preview.id).await.unwrap_err().code, ErrorCode::VerificationNeeded);
    assert_eq!(shop.onsim().codes_issued_for(NADIA), 0);
    test.desk.verify_customer(&line(NADIA), VerificationMethod::PhotoId).unwrap();
    assert_eq!(test.submit(preview.id).await.unwrap().state, ActionState::Done);
    test.desk.close().await;
}

#[tokio::test]
async fn a_note_is_needed_where_it_says_so_and_the_cool_down_is_its_own() {
    let (shop, clock) = (shop().await, Arc::new(Ahead::default()));
    let test =
        deployed(&shop, r#"{ "note_needed": ["sim"], "cool_down_days": 2, "forget_after": "one_year" }"#, &clock);
    assert_eq!((test.desk.retention().after, test.desk.retention().fixed), (ForgetAfter::OneYear, true));
    let id = test.ready_for_new_code(NADIA).await;
    let refused = test.submit(id).await.unwrap_err();
    assert_eq!((refused.code, refused.field.as_deref()), (ErrorCode::InvalidInput, Some("note")));
    assert_eq!(shop.onsim().codes_issued_for(NADIA), 0);
    let confirmed = Confirmed::new(Reason::NewPhone, Some("came with the old phone".to_owned()));
    assert_eq!(test.desk.submit(id, confirmed).await.unwrap().state, ActionState::Done);
    let warned = async || {
        test.desk.verify_customer(&line(NADIA), VerificationMethod::PhotoId).unwrap();
        let preview = test.desk.preview(&line(NADIA), ActionKind::NewEsimCode).await.unwrap();
        preview.checks.iter().any(|check| matches!(check, PreviewCheck::SimChangedLately { .. }))
    };
    assert!(warned().await);
    clock.pass(3 * 24 * 60 * 60);
    assert!(!warned().await);
    test.desk.close().await;
}

#[test]
fn a_broken_file_names_itself_the_line_and_what_and_allows_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(FILE);
    std::fs::write(&file, "{\n  \"cool_down_days\": 7,\n  \"proofs\": { \"sim\": \"none\" }\n}\n").unwrap();
    let problem = Policy::read(&file).unwrap_err();
    assert_eq!(problem.code, ErrorCode::PolicyUnusable);
    let said = problem.message;
    assert!(said.contains(&file.display().to_string()) && said.contains("line 3") && said.contains("none"), "{said}");
}
