//! A code that this desk issued or showed is followed until a phone has it, also after a restart, and told once.

use std::sync::Arc;
use std::time::Duration;

use desk::{DeskEvent, Pace};
use domain::action::{ActionId, ActionKind, ActionState, Screen, VerificationMethod};
use practice::{EsimState, PracticeShop};
use store::ActionFilter;
use suite::desk::{NADIA, ShopDesk, line, quick, shop};
use tempfile::TempDir;

fn following() -> Pace {
    let pause = Duration::from_millis(20);
    Pace { install_soonest: pause, install_longest: pause, ..quick() }
}

async fn open(shop: &PracticeShop, folder: &Arc<TempDir>) -> ShopDesk {
    let test = ShopDesk::open_in(shop, Arc::clone(folder), following(), shop.onsim().api_key()).await;
    test.desk.begin().await.unwrap();
    test
}

async fn installed(test: &ShopDesk) -> ActionId {
    test.heard
        .wait_for("that the code is installed", |event| match event {
            DeskEvent::Action(record) => matches!(record.kind, ActionKind::CodeInstalled { .. }).then_some(record.id),
            _ => None,
        })
        .await
}

/// Whether a line's eSIM can be given a new code.
fn ready(shop: &PracticeShop, mpn: &str) -> bool {
    shop.onsim().esim_state(mpn) == Some(EsimState::ReadyToInstall)
}

async fn rows(test: &ShopDesk) -> usize {
    let (rows, _) = test.desk.actions(ActionFilter::All, 100, None).await.unwrap();
    rows.iter().filter(|row| matches!(row.kind, ActionKind::CodeInstalled { .. })).count()
}

#[tokio::test]
async fn a_code_issued_before_a_restart_is_followed_after_it_and_told_once() {
    let (shop, folder) = (shop().await, Arc::new(tempfile::tempdir().unwrap()));
    let test = open(&shop, &folder).await;
    let id = test.ready_for_new_code(NADIA).await;
    assert_eq!(test.submit(id).await.unwrap().state, ActionState::Done);
    test.desk.close().await;
    drop(test);

    let test = open(&shop, &folder).await;
    shop.onsim().install(NADIA).unwrap();
    let told = test.desk.action(installed(&test).await).await.unwrap();
    assert_eq!((told.line, told.state), (Some(line(NADIA)), ActionState::Noted));
    assert_eq!(test.desk.verify_ledger().await.unwrap().first_bad, None);
    test.desk.close().await;
    drop(test);

    // What is installed is not asked after again.
    let asked = shop.onsim().requests().len();
    let test = ShopDesk::open_in(&shop, Arc::clone(&folder), following(), shop.onsim().api_key()).await;
    test.desk.begin().await.unwrap();
    let other = shop.onsim().numbers().into_iter().find(|mpn| mpn != NADIA && ready(&shop, mpn)).unwrap();
    let id = test.ready_for_new_code(&other).await;
    test.submit(id).await.unwrap();
    shop.onsim().install(&other).unwrap();
    installed(&test).await;
    let mut since = shop.onsim().requests().into_iter().skip(asked);
    assert!(
        !since
            .any(|seen| seen.operation.as_deref() == Some("queryEsim")
                && seen.query.values().any(|value| value == NADIA))
    );
    assert_eq!(rows(&test).await, 2);
    test.desk.close().await;
}

#[tokio::test]
async fn a_code_that_was_shown_is_followed_after_its_showing_and_noted_once() {
    let (shop, folder) = (shop().await, Arc::new(tempfile::tempdir().unwrap()));
    let test = open(&shop, &folder).await;
    test.desk.verify_customer(&line(NADIA), VerificationMethod::PhotoId).unwrap();
    let shown = test.desk.show_code(&line(NADIA), Screen::Agent).await.unwrap();
    test.desk.hide_code(&shown.id).await;
    shop.onsim().use_code(shown.code.full()).unwrap();
    installed(&test).await;
    assert_eq!(rows(&test).await, 1);
    test.desk.close().await;
}

#[tokio::test]
async fn a_code_that_another_took_the_place_of_is_let_go() {
    let (shop, folder) = (shop().await, Arc::new(tempfile::tempdir().unwrap()));
    let test = open(&shop, &folder).await;
    let first = test.ready_for_new_code(NADIA).await;
    test.submit(first).await.unwrap();
    let second = test.ready_for_new_code(NADIA).await;
    let record = test.submit(second).await.unwrap();
    shop.onsim().install(NADIA).unwrap();
    let told = test.desk.action(installed(&test).await).await.unwrap();
    let (
        ActionKind::CodeInstalled { fingerprint },
        Some(domain::action::Facts::Esim { fingerprint: Some(newest), .. }),
    ) = (told.kind, record.after)
    else {
        unreachable!("not the right rows")
    };
    assert_eq!(fingerprint, newest);
    assert_eq!(rows(&test).await, 1);
    test.desk.close().await;
}
