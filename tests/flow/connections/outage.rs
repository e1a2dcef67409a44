//! A connection that leaves while its provider is in an outage.

use std::sync::Arc;
use std::time::Duration;

use domain::provider::{ConnectionId, Health};
use practice::{Fault, PracticeShop};
use suite::desk::{probing, shop};
use vault::MemoryVault;

use super::Managed;

async fn fails_until_outage(test: &Managed, id: &ConnectionId) {
    while test.desk.outage(id).unwrap().is_none() {
        let _ = test.desk.refresh_lists(Some(id)).await;
    }
}

async fn asked_more(shop: &PracticeShop, more: u64) {
    let so_far = u64::try_from(shop.onsim().requests().len()).unwrap();
    shop.onsim().wait_for_requests(so_far + more).await;
}

#[tokio::test]
async fn a_connection_that_is_switched_off_is_probed_no_more_and_the_others_are() {
    let (leaving, staying) = tokio::join!(shop(), shop());
    let home = Arc::new(tempfile::tempdir().unwrap());
    let keyring = Arc::new(MemoryVault::default());
    let test = Managed::open_tuned(home, keyring, probing(Duration::from_millis(10))).await.unwrap();
    let leaves = test.add_onsim(&leaving, "Leaves").await;
    let stays = test.add_onsim(&staying, "Stays").await;
    for (shop, id) in [(&leaving, &leaves), (&staying, &stays)] {
        test.listed(id, shop.onsim().numbers().len()).await;
        shop.onsim().dial().set(Fault::Status(503)).unwrap();
        fails_until_outage(&test, id).await;
        asked_more(shop, 2).await;
    }

    test.desk.set_connection_enabled(&leaves, false).await.unwrap();
    assert_eq!(test.desk.outage(&leaves).unwrap(), None, "what is not asked does not fail");
    // One probe may have been on its way.
    asked_more(&staying, 2).await;
    let asked = leaving.onsim().requests().len();
    asked_more(&staying, 10).await;
    assert_eq!(leaving.onsim().requests().len(), asked);

    // Switched on again it begins anew, and a person who tests it ends an outage.
    test.desk.set_connection_enabled(&leaves, true).await.unwrap();
    fails_until_outage(&test, &leaves).await;
    leaving.onsim().dial().clear();
    assert_eq!(test.desk.test_connection(&leaves).await.unwrap().problem, None);
    assert_eq!(test.desk.outage(&leaves).unwrap(), None);
    assert_eq!(test.desk.connection(&leaves).await.unwrap().health, Health::Ok);
    test.desk.close().await;
}
