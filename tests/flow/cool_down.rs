//! The warning when a line was changed lately: from this desk's ledger, and from what two readings show.

use std::sync::Arc;

use desk::{Clock as _, Policy};
use domain::action::{ActionKind, ChangeSeen, PreviewCheck, VerificationMethod};
use domain::iccid::Iccid;
use domain::time::Timestamp;
use store::Cache;
use suite::desk::{Ahead, NADIA, ShopDesk, connection, database_key, line, quick, shop};

const A_DAY_S: i64 = 24 * 60 * 60;

async fn lately(test: &ShopDesk) -> Vec<PreviewCheck> {
    test.desk.verify_customer(&line(NADIA), VerificationMethod::PhotoId).unwrap();
    let preview = test.desk.preview(&line(NADIA), ActionKind::NewEsimCode).await.unwrap();
    let wanted = |check: &PreviewCheck| {
        matches!(
            check,
            PreviewCheck::SimChangedLately { .. }
                | PreviewCheck::NumberChangedLately { .. }
                | PreviewCheck::OwnerChangedLately { .. }
        )
    };
    preview.checks.into_iter().filter(wanted).collect()
}

#[tokio::test]
async fn what_was_changed_elsewhere_is_noticed_when_it_is_read_and_forgotten_after_the_cool_down() {
    let (shop, folder, clock) = (shop().await, Arc::new(tempfile::tempdir().unwrap()), Arc::new(Ahead::default()));
    let open = || {
        let connections = vec![connection(&shop, shop.onsim().api_key())];
        ShopDesk::open_under(connections, Arc::clone(&folder), quick(), clock.clone(), Policy::default())
    };
    let test = open();
    let mut older = test.desk.line_page(&line(NADIA), true).await.unwrap().line;
    assert_eq!(lately(&test).await, [], "nothing differs between two equal readings");
    test.desk.close().await;
    drop(test);

    // What an earlier reading had: another SIM.
    older.sim.iccid = Some(Iccid::parse("8944100000000000019").unwrap().iccid);
    older.read_at = Timestamp(older.read_at.0 - 60_000);
    let cache = Cache::open(folder.path(), &database_key(), clock.now()).unwrap().0;
    cache.remove_line(&line(NADIA)).unwrap();
    cache.put_line(&older).unwrap();
    drop(cache);

    let test = open();
    test.desk.line_page(&line(NADIA), true).await.unwrap();
    assert_eq!(lately(&test).await, [PreviewCheck::SimChangedLately { days: 0, seen: ChangeSeen::Readings }]);
    clock.pass(30 * A_DAY_S + 60);
    assert_eq!(lately(&test).await, [PreviewCheck::SimChangedLately { days: 30, seen: ChangeSeen::Readings }]);
    clock.pass(A_DAY_S);
    assert_eq!(lately(&test).await, []);

    // A change from here is told with the ledger's day, not with the reading that shows it.
    let id = test.ready_for_new_code(NADIA).await;
    test.submit(id).await.unwrap();
    test.desk.line_page(&line(NADIA), true).await.unwrap();
    assert_eq!(lately(&test).await, [PreviewCheck::SimChangedLately { days: 0, seen: ChangeSeen::Desk }]);
    test.desk.close().await;
}
