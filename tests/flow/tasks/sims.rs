//! What is looked at before a line gets another SIM: wrong one-time codes, the stock, and what this desk did before.

use std::sync::Arc;

use desk::Confirmed;
use domain::action::{ActionKind, ActionState, Facts, OldSim, Preview, PreviewCheck, Reason, VerificationMethod};
use domain::line::LineKey;
use domain::problem::ErrorCode;
use domain::provider::ConnectionId;
use domain::replaced_sim::ReplacedSim;
use domain::task::About;
use practice::{PracticeConfig, PracticeShop};
use suite::desk::{ShopDesk, connections_of, quick};

/// Marcus Okafor, with an eSIM and a code on his phone, and June Whitfield, with a card.
const MARCUS: &str = "CUST-1004";
const JUNE: &str = "CUST-1003";
/// A line of TDC, and one of Telenor.
const OTHER: &str = "7072616300005898435a2d65";
const AASE: &str = "70726163000040fd23f7e75b";
const SPARE: &str = "89010000000000000017";

async fn open() -> (PracticeShop, ShopDesk) {
    let shop = PracticeShop::start(PracticeConfig { lines: 60, ..PracticeConfig::default() }).await.unwrap();
    let test = ShopDesk::open_on(connections_of(&shop), Arc::new(tempfile::tempdir().unwrap()), quick());
    (shop, test)
}

fn about(connection: &str, id: &str) -> About {
    About::Line { line: LineKey { connection: ConnectionId(connection.to_owned()), id: id.to_owned() } }
}

async fn look(test: &ShopDesk, about: &About, task: &str, typed: &[(&str, &str)]) -> Preview {
    let typed = typed.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())).collect();
    test.desk.preview_task(about, task, typed, &[]).await.unwrap()
}

async fn swap(test: &ShopDesk, about: &About, code: &str) -> Preview {
    look(test, about, "swap_sim_verified", &[("otp", code), ("simType", "PSIM"), ("newIccId", SPARE)]).await
}

#[tokio::test]
async fn a_code_of_the_providers_is_a_proof_for_the_swap_and_three_wrong_ones_end_the_try() {
    let (_shop, test) = open().await;
    let about = about("reach", JUNE);
    let problem = test.desk.verify_about(&about, VerificationMethod::ProviderCode).unwrap_err();
    assert_eq!((problem.code, problem.field.as_deref()), (ErrorCode::InvalidInput, Some("method")));
    // Sending one needs no proof: it is how one comes.
    assert_eq!(test.desk.send_one_time_code(&about).await.unwrap().state, ActionState::Done);
    let proof = test.desk.verification_of(&about).unwrap();
    assert_eq!(proof.method, VerificationMethod::ProviderCode);
    // For the way without a code it is none.
    let other = look(&test, &about, "swap_sim", &[("simType", "PSIM"), ("newIccId", SPARE)]).await;
    assert!(other.checks.contains(&PreviewCheck::NotVerified));
    for wrong in 1..=3 {
        let preview = swap(&test, &about, "0000").await;
        assert!(preview.checks.iter().any(|check| matches!(check, PreviewCheck::Verified { .. })));
        let record = test.desk.submit(preview.id, Confirmed::new(Reason::Lost, None)).await.unwrap();
        assert_eq!(record.state, ActionState::Refused);
        let tries = test.desk.code_tries(&about).await.unwrap().unwrap();
        assert_eq!((tries.wrong, tries.most, tries.limit_is_providers), (wrong, 3, false));
    }
    assert_eq!(test.desk.verification_of(&about), None);
    test.desk.verify_about(&about, VerificationMethod::PhotoId).unwrap();
    let preview = swap(&test, &about, "0000").await;
    assert!(preview.checks.contains(&PreviewCheck::TooManyCodes { wrong: 3 }));
    let problem = test.desk.submit(preview.id, Confirmed::new(Reason::Lost, None)).await.unwrap_err();
    assert_eq!(problem.code, ErrorCode::WrongState);
}

#[tokio::test]
async fn a_right_code_is_a_proof_like_any_other_from_then_on() {
    let (_shop, test) = open().await;
    let about = about("reach", MARCUS);
    test.desk.verify_about(&about, VerificationMethod::CallBack).unwrap();
    let wrong = swap(&test, &about, "0000").await;
    let refused = test.desk.submit(wrong.id, Confirmed::new(Reason::NewPhone, None)).await.unwrap();
    assert_eq!(refused.state, ActionState::Refused);
    assert_eq!(ReplacedSim::of(&refused), None);
    let preview = swap(&test, &about, "246810").await;
    assert!(preview.checks.contains(&PreviewCheck::CodesRefused { wrong: 1, most: 3 }));
    assert!(preview.checks.iter().any(|check| matches!(check, PreviewCheck::SimFree { .. })));
    let confirmed = Confirmed { old_sim: Some(OldSim::Kept), ..Confirmed::new(Reason::NewPhone, None) };
    let record = test.desk.submit(preview.id, confirmed).await.unwrap();
    assert_eq!((record.state, record.old_sim), (ActionState::Accepted, Some(OldSim::Kept)));
    assert_eq!(ReplacedSim::of(&record).unwrap().new.as_deref(), Some(SPARE));
    assert_eq!(test.desk.code_tries(&about).await.unwrap().unwrap().wrong, 0);
}

#[tokio::test]
async fn a_card_of_the_other_network_stops_and_one_that_was_given_before_is_told_with_when() {
    let (_shop, test) = open().await;
    let about = about("telecomx", AASE);
    test.desk.verify_about(&about, VerificationMethod::PhotoId).unwrap();
    let other = look(&test, &about, "replace_sim", &[("way", "card"), ("newSimNumber", "8945010779684334811")]).await;
    assert!(other.checks.iter().any(|check| matches!(check, PreviewCheck::SimOfOtherNetwork { .. }) && check.stops()));
    let auto = look(&test, &about, "replace_sim", &[("way", "auto")]).await;
    // The reason says what became of the old one.
    let record = test.desk.submit(auto.id, Confirmed::new(Reason::Stolen, None)).await.unwrap();
    assert_eq!(record.old_sim, Some(OldSim::Stolen));
    let Some(Facts::Sim { iccid: Some(iccid) }) = &record.after else { panic!("no SIM in {:?}", record.after) };
    assert_eq!(ReplacedSim::of(&record).unwrap().new.as_ref(), Some(iccid));
    let other = self::about("telecomx", OTHER);
    test.desk.verify_about(&other, VerificationMethod::PhotoId).unwrap();
    let again = look(&test, &other, "replace_sim", &[("way", "card"), ("newSimNumber", iccid)]).await;
    let used = PreviewCheck::SimUsedBefore { action: record.id, at: record.changed_at };
    assert!(again.checks.contains(&used), "{:?}", again.checks);
    assert!(again.checks.contains(&PreviewCheck::SimNotInStock), "{:?}", again.checks);
}

#[tokio::test]
async fn only_a_change_of_the_sim_leaves_an_old_one() {
    let (_shop, test) = open().await;
    let about = about("reach", JUNE);
    test.desk.verify_about(&about, VerificationMethod::PhotoId).unwrap();
    let preview = look(&test, &about, "suspend", &[]).await;
    assert!(matches!(preview.kind, ActionKind::Task { new_sim: None, .. }));
    let confirmed = Confirmed { old_sim: Some(OldSim::Stock), ..Confirmed::new(Reason::Lost, None) };
    let problem = test.desk.submit(preview.id, confirmed).await.unwrap_err();
    assert_eq!((problem.code, problem.field.as_deref()), (ErrorCode::InvalidInput, Some("old_sim")));
}
