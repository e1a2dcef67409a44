//! The data folder on a disk that is read-only or full, at the start and while a change is on its way: each is told with
//! what to do, nothing leaves that could not be traced, and nothing is lost.

use std::sync::Arc;

use desk::storage::{DataFolder, Storage};
use domain::action::ActionState;
use domain::problem::{ErrorCode, Problem};
use practice::{Fault, PracticeShop};
use suite::desk::{NADIA, ShopDesk, quick, shop};
use suite::disk::{self, Disk};
use tempfile::TempDir;

use super::{NOW, Place, all};

/// Enough for the databases of a desk and their logs.
const ROOM_KIB: u32 = 2048;

fn folder_on(disk: &Disk) -> TempDir {
    tempfile::tempdir_in(disk.path()).unwrap()
}

/// What a person has to be told: where, and what to do.
fn told(opened: Result<Storage, Problem>, place: &Place, to_do: &str) {
    let problem = opened.err().unwrap();
    assert!(matches!(problem.code, ErrorCode::LedgerUnusable | ErrorCode::CacheUnusable), "{problem}");
    assert!(problem.message.contains(to_do), "{problem}");
    assert!(problem.message.contains(place.home.path().to_str().unwrap()), "{problem}");
}

#[tokio::test]
async fn a_read_only_folder_is_named_and_loses_nothing() {
    let Some(disk) = disk::own("storage::disks::a_read_only_folder_is_named_and_loses_nothing", ROOM_KIB) else {
        return;
    };
    let (used, new) = (Place::at(folder_on(&disk)).after_use().await, Place::at(folder_on(&disk)));
    let before = used.files();
    disk.remount("ro");
    told(used.open().await, &used, "you may write in it");
    told(new.open().await, &new, "you may write in it");
    disk.remount("rw");
    assert_eq!(used.files(), before);
    let storage = used.open().await.unwrap();
    assert_eq!((all(&storage.ledger).len(), storage.ledger.verify().unwrap().first_bad), (1, None));
    assert_eq!(all(&new.open().await.unwrap().ledger).len(), 0);
}

#[tokio::test]
async fn a_disk_with_too_little_room_is_told_at_the_start_and_loses_nothing() {
    let name = "storage::disks::a_disk_with_too_little_room_is_told_at_the_start_and_loses_nothing";
    let Some(disk) = disk::own(name, ROOM_KIB) else { return };
    let mut refused = 0;
    // Wherever in the opening the room comes to an end.
    for room in (0..=240).step_by(12) {
        for used_before in [true, false] {
            let mut place = Place::at(folder_on(&disk));
            if used_before {
                place = place.after_use().await;
            }
            disk.fill(room);
            let opened = place.open().await;
            if opened.is_err() {
                refused += 1;
                told(opened, &place, "make room on the disk");
            }
            disk.make_room();
            let storage = place.open().await.unwrap();
            assert_eq!((storage.ledger_set_aside, storage.cache_set_aside), (None, None), "{room} KiB");
            assert_eq!(storage.ledger.verify().unwrap().first_bad, None);
            assert_eq!(all(&storage.ledger).len(), usize::from(used_before), "{room} KiB");
        }
    }
    assert!(refused >= 2, "a disk that is full keeps nothing");
}

#[tokio::test]
async fn keys_of_practice_data_that_cannot_be_kept_are_told() {
    let Some(disk) = disk::own("storage::disks::keys_of_practice_data_that_cannot_be_kept_are_told", 64) else {
        return;
    };
    let place = Place::at(folder_on(&disk));
    let folder = DataFolder::claim(place.home.path()).unwrap();
    disk.fill(0);
    told(folder.open("desk", &folder.practice_keys("desk"), NOW).await, &place, "make room on the disk");
}

/// A desk on the disk, with a change that was previewed.
async fn about_to_send(disk: &Disk, shop: &PracticeShop) -> (ShopDesk, domain::action::ActionId) {
    let folder = Arc::new(folder_on(disk));
    let test = ShopDesk::open_in(shop, folder, quick(), shop.onsim().api_key()).await;
    let id = test.ready_for_new_code(NADIA).await;
    (test, id)
}

#[tokio::test]
async fn on_a_full_disk_a_change_is_refused_before_anything_leaves() {
    let name = "storage::disks::on_a_full_disk_a_change_is_refused_before_anything_leaves";
    let Some(disk) = disk::own(name, ROOM_KIB) else { return };
    let shop = shop().await;
    let (test, id) = about_to_send(&disk, &shop).await;
    disk.fill(0);
    let problem = test.submit(id).await.unwrap_err();
    assert_eq!(problem.code, ErrorCode::LedgerUnusable);
    assert!(problem.message.contains("make room on the disk"), "{problem}");
    assert_eq!(shop.onsim().codes_issued_for(NADIA), 0);
    assert_eq!(test.desk.verify_ledger().await.unwrap().first_bad, None);
    disk.make_room();
    // The same preview can be sent now: nothing of it was begun.
    assert_eq!(test.submit(id).await.unwrap().state, ActionState::Done);
    assert_eq!(shop.onsim().codes_issued_for(NADIA), 1);
    assert_eq!(test.desk.verify_ledger().await.unwrap().first_bad, None);
    test.desk.close().await;
}

#[tokio::test]
async fn a_disk_that_gets_full_while_a_change_is_on_its_way_is_told_and_its_outcome_is_found_at_the_next_start() {
    let name = "storage::disks::a_disk_that_gets_full_while_a_change_is_on_its_way_is_told_and_its_outcome_is_found_at_the_next_start";
    let Some(disk) = disk::own(name, ROOM_KIB) else { return };
    let shop = shop().await;
    let (test, id) = about_to_send(&disk, &shop).await;
    shop.onsim().dial().set(Fault::Stall.on("queryEsim").next(1)).unwrap();
    let (said, ()) = tokio::join!(test.submit(id), async {
        test.action_becomes(id, |record| record.state == ActionState::Sent).await;
        disk.fill(0);
        shop.onsim().dial().clear();
    });
    let problem = said.unwrap_err();
    assert_eq!((problem.code, problem.retry_safe), (ErrorCode::OutcomeNotWritten, false));
    assert!(problem.message.contains("make room on the disk"), "{problem}");
    disk.make_room();
    let folder = Arc::clone(&test.folder);
    test.desk.close().await;
    drop(test);

    let test = ShopDesk::open_in(&shop, folder, quick(), shop.onsim().api_key()).await;
    assert_eq!(test.desk.begin().await.unwrap(), 1);
    let record = test.action_becomes(id, |record| !record.state.is_open()).await;
    assert_eq!(record.state, ActionState::Done);
    assert_eq!(shop.onsim().codes_issued_for(NADIA), 1);
    assert_eq!(test.desk.verify_ledger().await.unwrap().first_bad, None);
    test.desk.close().await;
}
