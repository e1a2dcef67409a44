//! A clock that jumps back: nothing is lost, nothing counts for longer, and the desk works on.

use std::sync::Arc;

use desk::{Policy, SystemClock};
use domain::action::{ActionKind, ActionState};
use domain::problem::ErrorCode;
use store::ActionFilter;
use suite::desk::{Ahead, NADIA, ShopDesk, connection, line, quick, shop};

const A_DAY_S: i64 = 24 * 60 * 60;

#[tokio::test]
async fn what_was_written_in_the_future_is_kept_and_what_was_previewed_there_is_not_sent() {
    let (shop, folder, clock) = (shop().await, Arc::new(tempfile::tempdir().unwrap()), Arc::new(Ahead::default()));
    let open = |clock: Arc<dyn desk::Clock>| {
        let connections = vec![connection(&shop, shop.onsim().api_key())];
        ShopDesk::open_under(connections, Arc::clone(&folder), quick(), clock, Policy::default())
    };
    clock.pass(10 * A_DAY_S);
    let test = open(clock.clone());
    let first = test.ready_for_new_code(NADIA).await;
    assert_eq!(test.submit(first).await.unwrap().state, ActionState::Done);
    let second = test.ready_for_new_code(NADIA).await;
    clock.pass(-10 * A_DAY_S);
    let refused = test.submit(second).await.unwrap_err();
    assert!(matches!(refused.code, ErrorCode::PreviewOutdated | ErrorCode::VerificationNeeded), "{refused:?}");
    assert_eq!(shop.onsim().codes_issued_for(NADIA), 1);
    test.desk.close().await;
    drop(test);

    // The start finds rows and readings from the future.
    let test = open(Arc::new(SystemClock));
    assert_eq!(test.desk.begin().await.unwrap(), 0);
    let page = test.desk.line_page(&line(NADIA), true).await.unwrap();
    assert!(page.activity.iter().any(|row| row.id == first && row.state == ActionState::Done));
    let (rows, _) = test.desk.actions(ActionFilter::All, 100, None).await.unwrap();
    assert_eq!(rows.iter().filter(|row| row.kind == ActionKind::NewEsimCode).count(), 1);
    assert_eq!(test.desk.verify_ledger().await.unwrap().first_bad, None);
    test.desk.close().await;
}
