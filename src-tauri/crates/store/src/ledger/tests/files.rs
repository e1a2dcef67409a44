//! The ledger's file: its key, files of older versions, and checking a file without opening the ledger.

use std::fs;

use domain::action::{ActionKind, ActionState};
use domain::time::Timestamp;

use super::{as_version_two, fresh, id, in_state, new_change, raw};
use crate::testing::{NOON, NOON_NAME, the_key};
use crate::{ActionFilter, Database, Key, Ledger, LedgerOpened, StoreError};

fn other_key() -> Key {
    Key::new([8; 32])
}

fn reason(ledger: &Ledger) -> String {
    let actions = ledger.actions(ActionFilter::All, 10, None).unwrap();
    let ActionKind::LedgerStarted { reason } = &actions.last().unwrap().kind else { panic!("not the right kind") };
    reason.clone()
}

#[test]
fn with_another_key_the_file_is_set_aside_and_can_come_back() {
    let (home, ledger) = fresh();
    in_state(&ledger, &new_change(id(1), "a"), ActionState::Done);
    drop(ledger);
    let (ledger, opened) = Ledger::open(home.path(), &other_key(), NOON).unwrap();
    let set_aside = home.path().join(format!("ledger.db.broken-{NOON_NAME}"));
    assert_eq!(opened, LedgerOpened::StartedAnew { set_aside: set_aside.clone() });
    assert!(reason(&ledger).contains("its key is another one"), "{}", reason(&ledger));
    assert_eq!(ledger.action(id(1)).unwrap(), None);
    drop(ledger);
    fs::rename(set_aside, home.path().join("ledger.db")).unwrap();
    let (ledger, opened) = Ledger::open(home.path(), &the_key(), NOON).unwrap();
    assert_eq!(opened, LedgerOpened::Existing);
    assert_eq!(ledger.action(id(1)).unwrap().unwrap().state, ActionState::Done);
}

#[test]
fn a_lost_key_is_told_also_when_the_start_was_cut_short() {
    let (home, ledger) = fresh();
    drop(ledger);
    assert!(Database::Ledger.takes_key(home.path()).unwrap());
    let set_aside = Database::Ledger.set_aside_keyless(home.path(), NOON).unwrap().unwrap();
    assert_eq!(set_aside, home.path().join(format!("ledger.db.keyless-{NOON_NAME}")));
    assert!(!Database::Ledger.takes_key(home.path()).unwrap());
    assert_eq!(Database::Ledger.set_aside_keyless(home.path(), NOON).unwrap(), None);
    // Here the program ended. The next start knows nothing of it but the name.
    let (ledger, opened) = Ledger::open(home.path(), &other_key(), Timestamp(5)).unwrap();
    assert_eq!(opened, LedgerOpened::StartedAnew { set_aside });
    assert!(reason(&ledger).contains("the key of the ledger before"), "{}", reason(&ledger));
    drop(ledger);
    assert_eq!(Ledger::open(home.path(), &other_key(), Timestamp(6)).unwrap().1, LedgerOpened::Existing);
}

#[test]
fn a_plain_ledger_of_version_two_is_taken_over_whole() {
    let (home, ledger) = fresh();
    for n in 1..=3 {
        in_state(&ledger, &new_change(id(n), &n.to_string()), ActionState::Done);
    }
    drop(ledger);
    as_version_two(&home);
    let plain = home.path().join("plain.db");
    let db = raw(&home);
    db.execute("ATTACH DATABASE ?1 AS plain KEY ''", [plain.to_str().unwrap()]).unwrap();
    db.query_row("SELECT sqlcipher_export('plain')", [], |_| Ok(())).unwrap();
    db.execute_batch("PRAGMA plain.user_version = 2; DETACH DATABASE plain").unwrap();
    drop(db);
    let path = home.path().join("ledger.db");
    fs::rename(&plain, &path).unwrap();
    assert!(fs::read(&path).unwrap().starts_with(b"SQLite format 3\0"));
    assert!(!Database::Ledger.takes_key(home.path()).unwrap());
    assert_eq!(Ledger::verify_file(&path, None).unwrap().entries, 9);

    let (ledger, opened) = Ledger::open(home.path(), &the_key(), NOON).unwrap();
    assert_eq!(opened, LedgerOpened::Existing);
    let report = ledger.verify().unwrap();
    // And one that says that what is personal was split off.
    assert_eq!((report.entries, report.first_bad), (10, None));
    assert_eq!(ledger.actions(ActionFilter::All, 10, None).unwrap().len(), 4);
    in_state(&ledger, &new_change(id(4), "4"), ActionState::Done);
    assert_eq!(ledger.verify().unwrap().first_bad, None);
    for entry in fs::read_dir(home.path()).unwrap() {
        let bytes = fs::read(entry.unwrap().path()).unwrap();
        assert!(!bytes.starts_with(b"SQLite format 3\0"));
        assert!(memchr::memmem::find(&bytes, b"7700900123").is_none());
    }
}

#[test]
fn a_file_is_checked_without_being_touched() {
    let (home, ledger) = fresh();
    in_state(&ledger, &new_change(id(1), "a"), ActionState::Done);
    let path = home.path().join("ledger.db");
    // While the program has it open, with everything still in the log.
    let report = Ledger::verify_file(&path, Some(&the_key())).unwrap();
    assert_eq!((report.entries, report.first_bad), (3, None));
    drop(ledger);
    let before = fs::read(&path).unwrap();
    let copied = tempfile::tempdir().unwrap();
    let copy = copied.path().join("a ledger #1? 100%.db");
    fs::copy(&path, &copy).unwrap();
    let report = Ledger::verify_file(&copy, Some(&the_key())).unwrap();
    assert_eq!((report.entries, report.first_bad), (3, None));
    assert_eq!(fs::read(&copy).unwrap(), before);
    assert_eq!(fs::read_dir(copied.path()).unwrap().count(), 1, "nothing was made beside it");

    let detail = |result: Result<_, StoreError>| match result {
        Err(StoreError::LedgerUnusable { detail, .. }) => detail,
        other => panic!("{other:?}"),
    };
    assert_eq!(detail(Ledger::verify_file(&copy, None)), "it is encrypted");
    assert_eq!(detail(Ledger::verify_file(&copy, Some(&other_key()))), "the key does not open it");
    assert_eq!(detail(Ledger::verify_file(&home.path().join("none.db"), None)), "there is no such file");
    raw(&home).pragma_update(None, "user_version", 99).unwrap();
    let error = Ledger::verify_file(&path, Some(&the_key())).unwrap_err();
    assert!(matches!(error, StoreError::FileTooNew { found: 99, .. }));
}

#[test]
fn a_clock_that_jumps_back_changes_neither_order_nor_chain() {
    let (home, ledger) = fresh();
    for (n, at) in [(1, 5_000), (2, 1_000), (3, -7)] {
        let mut new = new_change(id(n), &n.to_string());
        new.at = Timestamp(at);
        in_state(&ledger, &new, ActionState::Done);
    }
    let ids: Vec<_> = ledger.actions(ActionFilter::All, 10, None).unwrap().into_iter().map(|one| one.id).collect();
    assert_eq!(ids, [id(3), id(2), id(1)], "the newest is what was written last, whatever its time");
    drop(ledger);
    let (ledger, _) = Ledger::open(home.path(), &the_key(), Timestamp(-100)).unwrap();
    let report = ledger.verify().unwrap();
    assert_eq!((report.entries, report.first_bad), (9, None));
}
