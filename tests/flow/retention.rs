//! Forgetting the personal details of settled actions: when it is time, by the desk's own clock, and when someone asks.

use std::sync::Arc;
use std::time::Duration;

use desk::{DeskEvent, Pace, Policy};
use domain::action::{ActionId, ActionKind, ActionState};
use domain::problem::ErrorCode;
use domain::retention::ForgetAfter;
use practice::{Fault, PracticeShop};
use store::{ForgetCount, Ledger};
use suite::desk::{Ahead, NADIA, ShopDesk, connection, database_key, decrypted, line, quick, shop};
use tempfile::TempDir;

const A_DAY_S: i64 = 24 * 60 * 60;
const A_YEAR_S: i64 = 366 * A_DAY_S;

fn often() -> Pace {
    Pace { day_look: Duration::from_millis(5), ..quick() }
}

fn open(shop: &PracticeShop, folder: &Arc<TempDir>, clock: &Arc<Ahead>, policy: Policy) -> ShopDesk {
    let connections = vec![connection(shop, shop.onsim().api_key())];
    ShopDesk::open_under(connections, Arc::clone(folder), often(), clock.clone(), policy)
}

/// A change of Nadia's line that is done.
async fn one_done(test: &ShopDesk) -> ActionId {
    test.desk.line_page(&line(NADIA), true).await.unwrap();
    let id = test.ready_for_new_code(NADIA).await;
    let record = test.submit(id).await.unwrap();
    assert_eq!((record.state, record.number.is_some()), (ActionState::Done, true));
    id
}

async fn told(test: &ShopDesk) -> (u64, u64) {
    test.heard
        .wait_for("that something was forgotten", |event| match event {
            DeskEvent::Action(record) => match record.kind {
                ActionKind::PersonalForgotten { actions, customers, .. } => Some((actions, customers)),
                _ => None,
            },
            _ => None,
        })
        .await
}

#[tokio::test]
async fn after_its_time_the_number_is_nowhere_in_the_ledger_and_the_chain_holds() {
    let (shop, folder, clock) = (shop().await, Arc::new(tempfile::tempdir().unwrap()), Arc::new(Ahead::default()));
    let test = open(&shop, &folder, &clock, Policy::default());
    let id = one_done(&test).await;
    assert!(String::from_utf8_lossy(&decrypted(&test.path().join("ledger.db"))).contains(NADIA));
    test.desk.close().await;
    drop(test);

    // Almost five years on it is still there; nothing was written for a month, so the clock is doubted for a day.
    clock.pass(5 * 365 * A_DAY_S - A_DAY_S);
    let test = open(&shop, &folder, &clock, Policy::default());
    test.desk.begin().await.unwrap();
    let other = one_done(&test).await;
    assert!(test.desk.action(id).await.unwrap().forgotten.is_none());
    clock.pass(10 * A_DAY_S);
    assert_eq!(told(&test).await, (1, 0));
    let old = test.desk.action(id).await.unwrap();
    assert!(old.forgotten.is_some_and(|gone| gone.fields.iter().any(|field| field == "/number")));
    assert_eq!((old.number, old.line, old.state), (None, None, ActionState::Done));
    assert!(test.desk.action(other).await.unwrap().number.is_some(), "what is younger stays");
    let report = test.desk.verify_ledger().await.unwrap();
    assert_eq!((report.first_bad, report.forgotten), (None, 1));

    clock.pass(5 * A_YEAR_S);
    // The long pause is doubted until another day has passed.
    clock.pass(2 * A_DAY_S);
    let looks = async {
        while test.desk.action(other).await.unwrap().forgotten.is_none() {
            clock.pass(A_DAY_S);
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(suite::desk::SOON, looks).await.unwrap();
    test.desk.close().await;
    drop(test);
    let file = folder.path().join("ledger.db");
    let left = decrypted(&file);
    assert!(!String::from_utf8_lossy(&left).contains(&NADIA[2..]), "the number is gone from every page");
    assert_eq!(Ledger::verify_file(&file, Some(&database_key())).unwrap().first_bad, None);
}

#[tokio::test]
async fn what_is_not_known_yet_is_never_forgotten() {
    let (shop, folder, clock) = (shop().await, Arc::new(tempfile::tempdir().unwrap()), Arc::new(Ahead::default()));
    let test = open(&shop, &folder, &clock, Policy::default());
    let id = test.ready_for_new_code(NADIA).await;
    shop.onsim().dial().set(Fault::DropAfter.on("queryEsim").next(1)).unwrap();
    shop.onsim().dial().set(Fault::Status(500)).unwrap();
    let record = test.submit(id).await.unwrap();
    assert_eq!(record.state, ActionState::Unknown);
    clock.pass(10 * A_YEAR_S);
    let preview = test.desk.forget_preview(ForgetAfter::HalfYear).await.unwrap();
    assert_eq!(preview.count, ForgetCount::default());
    assert!(test.desk.action(id).await.unwrap().line.is_some());
    test.desk.close().await;
}

#[tokio::test]
async fn someone_may_forget_at_once_what_they_have_read_the_number_of() {
    let (shop, folder, clock) = (shop().await, Arc::new(tempfile::tempdir().unwrap()), Arc::new(Ahead::default()));
    let test = open(&shop, &folder, &clock, Policy::default());
    let id = one_done(&test).await;
    clock.pass(200 * A_DAY_S);
    let count = |after| {
        let desk = test.desk.clone();
        async move { desk.forget_preview(after).await.unwrap().count.actions }
    };
    assert_eq!((count(ForgetAfter::HalfYear).await, count(ForgetAfter::OneYear).await), (1, 0));
    let refused = test.desk.forget_now(ForgetAfter::HalfYear, 2).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::PreviewOutdated);
    assert_eq!(test.desk.forget_preview(ForgetAfter::Never).await.unwrap_err().code, ErrorCode::InvalidInput);
    assert!(test.desk.action(id).await.unwrap().forgotten.is_none());
    let done = test.desk.forget_now(ForgetAfter::HalfYear, 1).await.unwrap();
    assert_eq!((done.actions, told(&test).await), (1, (1, 0)));
    // A page of the line has nothing of it any more, and nothing is left to do.
    assert!(test.desk.line_page(&line(NADIA), false).await.unwrap().activity.is_empty());
    assert_eq!(test.desk.forget_now(ForgetAfter::HalfYear, 0).await.unwrap(), ForgetCount::default());
    test.desk.close().await;
}

#[tokio::test]
async fn the_policy_has_the_last_word_and_the_cool_down_is_spared() {
    let (shop, folder, clock) = (shop().await, Arc::new(tempfile::tempdir().unwrap()), Arc::new(Ahead::default()));
    let policy = Policy { forget_after: Some(ForgetAfter::TwoYears), cool_down_days: 800, ..Policy::default() };
    let test = open(&shop, &folder, &clock, policy);
    one_done(&test).await;
    let kept = test.desk.retention();
    assert_eq!((kept.after, kept.fixed), (ForgetAfter::TwoYears, true));
    clock.pass(790 * A_DAY_S);
    assert_eq!(test.desk.forget_preview(ForgetAfter::TwoYears).await.unwrap().count.actions, 0, "still cooling down");
    clock.pass(20 * A_DAY_S);
    assert_eq!(test.desk.forget_preview(ForgetAfter::TwoYears).await.unwrap().count.actions, 1);
    let refused = test.desk.forget_now(ForgetAfter::HalfYear, 1).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::NotAllowed);
    assert_eq!(test.desk.forget_now(ForgetAfter::TwoYears, 1).await.unwrap().actions, 1);
    test.desk.close().await;
}
