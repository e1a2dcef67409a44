//! Forgetting: what goes, what stays, and that the chain tells the difference from tampering.

use domain::action::{ActionKind, ActionRecord, ActionState};
use domain::time::Timestamp;
use rusqlite::Connection;
use tempfile::TempDir;

use crate::ledger::chain::{BadEntry, Tampering};
use crate::ledger::tests::{fresh, id, in_state, new_change, new_note, raw, settlement};
use crate::testing::key;
use crate::{ActionFilter, Ledger, NewAction};

const NUMBER: &str = "447700900123";

fn at(n: u64, line: &str, time: i64) -> NewAction {
    NewAction { at: Timestamp(time), ..new_change(id(n), line) }
}

/// Done at 10, under way since 20, done at 30, noted at 40; the first and third on lines named by the number.
fn four() -> (TempDir, Ledger) {
    let (home, ledger) = fresh();
    in_state(&ledger, &at(1, NUMBER, 10), ActionState::Done);
    in_state(&ledger, &at(2, "b", 20), ActionState::Unknown);
    in_state(&ledger, &at(3, NUMBER, 30), ActionState::Done);
    ledger.note(&NewAction { at: Timestamp(40), ..new_note(id(4), "b") }).unwrap();
    (home, ledger)
}

fn action(ledger: &Ledger, n: u64) -> ActionRecord {
    ledger.action(id(n)).unwrap().unwrap()
}

fn bad(seq: i64) -> Option<BadEntry> {
    Some(BadEntry { seq, what: Tampering::Personal })
}

fn texts(db: &Connection) -> String {
    let mut all = String::new();
    for sql in [
        "SELECT body FROM entries",
        "SELECT body FROM personal",
        "SELECT concat_ws(' ', number, note, line, kind, before, after, problem) FROM actions",
    ] {
        let mut statement = db.prepare(sql).unwrap();
        let rows = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
        all.extend(rows.map(Result::unwrap));
    }
    all
}

#[test]
fn nothing_personal_is_hashed() {
    let (home, ledger) = four();
    let bodies: String = raw(&home)
        .prepare("SELECT body FROM entries")
        .unwrap()
        .query_map([], |row| row.get::<_, String>(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert!(!bodies.contains("7700900123") && !bodies.contains("note\\\""), "{bodies}");
    assert!(bodies.contains("Kim"));
    assert_eq!(action(&ledger, 1).line, Some(key(NUMBER)));
    assert_eq!(action(&ledger, 1).note.as_deref(), Some("a \"note\""));
    assert_eq!(ledger.verify().unwrap().first_bad, None);
}

#[test]
fn what_is_old_and_over_is_forgotten_and_the_chain_holds() {
    let (home, ledger) = four();
    let head = ledger.verify().unwrap().head.unwrap();
    assert_eq!(ledger.forget_personal(id(9), "Kim", Timestamp(30), Timestamp(50)).unwrap(), 1);
    let one = action(&ledger, 1);
    assert_eq!((one.number, one.note, one.line), (None, None, None));
    assert_eq!((one.agent.as_str(), one.state, one.reason.is_some()), ("Kim", ActionState::Done, true));
    // Still under way: what it needs to be found out about is there.
    assert_eq!((action(&ledger, 2).line, action(&ledger, 2).number.is_some()), (Some(key("b")), true));
    assert!(action(&ledger, 3).note.is_some());
    assert_eq!(action(&ledger, 9).kind, ActionKind::PersonalForgotten { before: Timestamp(30), actions: 1 });
    let report = ledger.verify().unwrap();
    assert_eq!((report.first_bad, report.forgotten), (None, 1));
    assert_ne!(report.head.unwrap(), head);

    // A line whose id is not the number stays; a change that is over by now goes.
    ledger.settle(id(2), settlement(ActionState::NotDone, 60)).unwrap();
    assert_eq!(ledger.forget_personal(id(10), "Kim", Timestamp(100), Timestamp(100)).unwrap(), 3);
    assert_eq!((action(&ledger, 2).line, action(&ledger, 2).number), (Some(key("b")), None));
    assert_eq!(ledger.forget_personal(id(11), "Kim", Timestamp(100), Timestamp(100)).unwrap(), 0);
    assert_eq!(ledger.verify().unwrap().forgotten, 4);
    let left = texts(&raw(&home));
    assert!(!left.contains("7700900123") && !left.contains("a \\\"note"), "{left}");

    // And all goes on, also for what was forgotten.
    ledger.end_showing(id(4), 3, Timestamp(110)).unwrap();
    in_state(&ledger, &at(12, NUMBER, 120), ActionState::Done);
    drop(ledger);
    let (ledger, _) = Ledger::open(home.path(), &crate::testing::the_key(), Timestamp(130)).unwrap();
    assert_eq!(ledger.verify().unwrap().first_bad, None);
    assert_eq!(ledger.actions(ActionFilter::All, 100, None).unwrap().len(), 8);
    let mut csv = Vec::new();
    ledger.export(8, &mut csv).unwrap();
    let first = String::from_utf8(csv).unwrap().lines().nth(1).unwrap().to_owned();
    assert!(first.contains(",onsim-1,,,new_esim_code,"), "{first}");
}

#[test]
fn what_is_deleted_is_overwritten_and_out_of_the_log() {
    let (home, ledger) = four();
    let parts = || -> i64 { raw(&home).query_row("SELECT count(*) FROM personal", [], |row| row.get(0)).unwrap() };
    assert_eq!(parts(), 4);
    ledger.settle(id(2), settlement(ActionState::NotDone, 60)).unwrap();
    ledger.forget_personal(id(9), "Kim", Timestamp(100), Timestamp(100)).unwrap();
    assert_eq!(parts(), 0);
    assert_eq!(std::fs::metadata(home.path().join("ledger.db-wal")).unwrap().len(), 0, "the log is empty");
    let writer = ledger.writer.lock().unwrap();
    let secure: i64 = writer.pragma_query_value(None, "secure_delete", |row| row.get(0)).unwrap();
    assert_eq!(secure, 1, "what is deleted is overwritten in the file");
}

#[test]
fn a_part_that_was_touched_is_named() {
    let forgotten = |sql: &str| {
        let (home, ledger) = four();
        ledger.forget_personal(id(9), "Kim", Timestamp(30), Timestamp(50)).unwrap();
        let raw = raw(&home);
        raw.execute_batch("DROP TRIGGER personal_keep").unwrap();
        raw.execute_batch(sql).unwrap();
        ledger.verify().unwrap().first_bad
    };
    // Entries: 1-3 the first action, 4-6 the second, 7-9 the third, 10 the note, 11 the forgetting.
    assert_eq!(forgotten("SELECT 1"), None);
    assert_eq!(forgotten("DELETE FROM personal WHERE seq = 7"), bad(7));
    assert_eq!(forgotten("DELETE FROM personal"), bad(4));
    assert_eq!(forgotten("UPDATE personal SET body = replace(body, '123', '124') WHERE seq = 7"), bad(7));
    assert_eq!(forgotten("UPDATE personal SET salt = zeroblob(32) WHERE seq = 4"), bad(4));
    assert_eq!(forgotten("INSERT INTO personal SELECT 1, salt, body FROM personal WHERE seq = 7"), bad(1));
    assert_eq!(forgotten("INSERT INTO personal SELECT 2, salt, body FROM personal WHERE seq = 7"), bad(2));
    let gone_and_hidden = "DELETE FROM personal WHERE seq = 7; UPDATE actions SET number = NULL, note = NULL, line = NULL WHERE first = 7";
    assert_eq!(forgotten(gone_and_hidden), bad(7));
}

#[test]
fn a_taken_id_forgets_nothing() {
    let (_home, ledger) = four();
    assert!(ledger.forget_personal(id(1), "Kim", Timestamp(100), Timestamp(100)).is_err());
    assert!(action(&ledger, 1).number.is_some());
    let report = ledger.verify().unwrap();
    assert_eq!((report.first_bad, report.forgotten), (None, 0));
}

#[test]
fn entries_of_an_older_version_stay_as_they_are() {
    let (home, ledger) = fresh();
    in_state(&ledger, &at(1, "a", 10), ActionState::Done);
    drop(ledger);
    // As version 2 wrote it: everything in the body, no head, no parts.
    super::super::tests::as_version_two(&home);
    let before = Ledger::verify_file(&home.path().join("ledger.db"), Some(&crate::testing::the_key())).unwrap();
    assert_eq!((before.entries, before.first_bad, before.head.is_some()), (3, None, true));
    let (ledger, _) = Ledger::open(home.path(), &crate::testing::the_key(), Timestamp(20)).unwrap();
    assert_eq!(ledger.verify().unwrap().first_bad, None);
    in_state(&ledger, &at(2, "b", 30), ActionState::Done);
    assert_eq!(ledger.forget_personal(id(9), "Kim", Timestamp(100), Timestamp(100)).unwrap(), 1);
    assert!(action(&ledger, 1).number.is_some(), "it is part of what was hashed");
    assert!(action(&ledger, 2).number.is_none());
    assert_eq!(ledger.verify().unwrap().first_bad, None);
}
