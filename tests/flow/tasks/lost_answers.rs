//! Changes whose answer is lost, at a provider that does its work in the background: the state before proves nothing, so
//! that the outcome stays unknown until another one is there or a person decides.

use std::sync::Arc;
use std::time::Duration;

use desk::Pace;
use domain::action::{ActionRecord, ActionState};
use domain::problem::ErrorCode;
use practice::{Fault, PracticeConfig, PracticeShop};
use suite::desk::{ShopDesk, connections_of, quick};

use super::{Place, change, tasks_of};

const JUNE: Place = Place::Line("CUST-1003");
const NEW: Place = Place::Line("CUST-1007");

/// Sends a task of Reach whose answer is lost. After that only the test asks what became of it, and an unchanged reading
/// would count as a proof at once.
async fn lose(
    about: &Place,
    task: &str,
    fault: Fault,
    typed: &[(&str, &str)],
) -> (PracticeShop, ShopDesk, ActionRecord) {
    let shop = PracticeShop::start(PracticeConfig { lines: 10, ..PracticeConfig::default() }).await.unwrap();
    let pace = Pace { read_back: Vec::new(), watch: Vec::new(), settle: Duration::ZERO, ..quick() };
    let test = ShopDesk::open_on(connections_of(&shop), Arc::new(tempfile::tempdir().unwrap()), pace);
    let task = tasks_of("reach").await.iter().find(|one| one.id == task).unwrap();
    shop.reach().dial().set(fault.on(task.call).next(1)).unwrap();
    let about = about.about("reach");
    test.desk.verify_about(&about, domain::action::VerificationMethod::PhotoId).unwrap();
    let typed = typed.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())).collect();
    let record = change(&test, &about, task, typed).await.unwrap();
    assert_eq!(record.state, ActionState::Unknown);
    (shop, test, record)
}

#[tokio::test]
async fn a_suspension_whose_answer_is_lost_is_unknown_until_the_line_is_on_hold() {
    let (shop, test, record) = lose(&JUNE, "suspend", Fault::DropAfter, &[]).await;
    assert_eq!(test.desk.check_action(record.id).await.unwrap_err().code, ErrorCode::OutcomeUnknown);
    assert_eq!(test.desk.action(record.id).await.unwrap().state, ActionState::Unknown);

    shop.clock().advance(Duration::from_secs(60));
    let known = test.desk.check_action(record.id).await.unwrap();
    assert_eq!((known.state, known.read_back), (ActionState::Done, true));
    assert_eq!(shop.reach().effect("suspendSubscriber"), 1);
}

#[tokio::test]
async fn a_plan_change_that_waits_for_its_date_is_not_taken_for_one_that_did_not_happen() {
    let typed = [("planId", "RCH-GIG-1"), ("immediateEffect", "false")];
    let (shop, test, record) = lose(&JUNE, "change_plan", Fault::StatusAfterEffect(504), &typed).await;
    assert_eq!(test.desk.check_action(record.id).await.unwrap_err().code, ErrorCode::OutcomeUnknown);
    assert_eq!(test.desk.action(record.id).await.unwrap().state, ActionState::Unknown);

    shop.clock().advance(Duration::from_secs(40 * 86_400));
    assert_eq!(test.desk.check_action(record.id).await.unwrap().state, ActionState::Done);
    assert_eq!(shop.reach().effect("submitPlanChange"), 1);
}

#[tokio::test]
async fn a_purchase_without_its_reference_is_for_a_person_to_decide() {
    let typed = [("planId", "RCH-ESS-5"), ("ccUUID", "00000000-0000-4000-8000-000000005010")];
    let (shop, test, record) = lose(&JUNE, "renew_plan", Fault::DropBefore, &typed).await;
    shop.clock().advance(Duration::from_secs(600));
    assert_eq!(test.desk.check_action(record.id).await.unwrap_err().code, ErrorCode::OutcomeUnknown);
    assert!(shop.reach().charges().is_empty());

    let decided = test.desk.decide(record.id, false, "the card was not charged").await.unwrap();
    assert_eq!(decided.state, ActionState::NotDone);
}

#[tokio::test]
async fn an_activation_that_never_began_is_told_from_one_that_goes_on() {
    let typed = [("simType", "PSIM"), ("iccId", "89010000000000000017")];
    let (_shop, test, record) = lose(&NEW, "activate_line", Fault::DropBefore, &typed).await;
    assert_eq!(test.desk.check_action(record.id).await.unwrap().state, ActionState::NotDone);

    let (shop, test, record) = lose(&NEW, "activate_line", Fault::DropAfter, &typed).await;
    assert_eq!(test.desk.check_action(record.id).await.unwrap().state, ActionState::Accepted);
    shop.clock().advance(Duration::from_secs(600));
    assert_eq!(test.desk.check_action(record.id).await.unwrap().state, ActionState::Done);
}
