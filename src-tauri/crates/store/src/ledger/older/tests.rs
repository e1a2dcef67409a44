//! Ledgers of older versions: they are taken over whole, can be forgotten, and still tell tampering.

use domain::action::{ActionState, Facts};
use domain::task::LineFacts;
use domain::time::Timestamp;
use serde_json::{Map, Value};
use tempfile::TempDir;

use crate::ledger::chain::{BadEntry, START, Tampering, hash, tests::entry};
use crate::ledger::personal::{self, Part};
use crate::ledger::tests::{as_version_two, fresh, id, in_state, new_change, raw};
use crate::ledger::{actions, directory, entries};
use crate::testing::the_key;
use crate::{Forgetting, Ledger, NewAction};

fn change(n: u64, line: &str, at: i64) -> NewAction {
    let facts = LineFacts { name: Some("Jane Nameson".to_owned()), ..LineFacts::gone() };
    NewAction { at: Timestamp(at), before: Some(Facts::Line(Box::new(facts))), ..new_change(id(n), line) }
}

/// Two changes that are over and one that is unknown: nine entries.
fn three() -> TempDir {
    let (home, ledger) = fresh();
    in_state(&ledger, &change(1, "447700900123", 10), ActionState::Done);
    in_state(&ledger, &change(2, "b", 20), ActionState::Unknown);
    in_state(&ledger, &change(3, "c", 30), ActionState::Refused);
    home
}

/// As version 6 wrote it: number, note and a line named by the number beside the entry, all else in the body.
fn as_version_six(home: &TempDir) {
    let db = raw(home);
    // From the bare bodies of version 2 the tables of version 6 are made.
    for table in [entries::HEAD, personal::TABLE, actions::DECIDED, directory::TABLE] {
        db.execute_batch(table).unwrap();
    }
    db.execute_batch("DROP TRIGGER entries_keep").unwrap();
    let mut previous = START;
    let last: i64 = db.query_row("SELECT max(seq) FROM entries", [], |row| row.get(0)).unwrap();
    for seq in 1..=last {
        let mut entry = entry(&db, seq);
        let Value::Object(mut fields) = serde_json::from_str(&entry.body).unwrap() else { panic!("no object") };
        let mut taken = Map::new();
        for name in ["number", "note"] {
            if let Some(value) = fields.get_mut(name).filter(|value| !value.is_null()) {
                taken.insert(name.to_owned(), value.take());
            }
        }
        if let Some(id) = fields.get_mut("line").and_then(|line| line.get_mut("id"))
            && *id == "447700900123"
        {
            taken.insert("line".to_owned(), std::mem::replace(id, Value::String(String::new())));
        }
        if !taken.is_empty() {
            let part = Part::new(serde_json::to_string(&taken).unwrap()).unwrap();
            personal::keep(&db, seq, &part).unwrap();
            let whole = personal::committed(fields, &taken, &part).unwrap();
            let Value::Object(mut fields) = serde_json::from_str(&whole).unwrap() else { panic!("no object") };
            fields.remove("taken");
            entry.body = serde_json::to_string(&fields).unwrap();
        }
        entry.previous = previous;
        entry.hash = hash(&entry);
        previous = entry.hash;
        db.execute(
            "UPDATE entries SET body = ?2, previous = ?3, hash = ?4 WHERE seq = ?1",
            (seq, entry.body, entry.previous, entry.hash),
        )
        .unwrap();
    }
    db.execute("UPDATE head SET hash = ?1", [previous]).unwrap();
    db.execute_batch(entries::KEEP).unwrap();
    db.execute_batch("PRAGMA user_version = 6").unwrap();
}

fn versions() -> [(&'static str, TempDir); 2] {
    let (two, six) = (three(), three());
    as_version_two(&two);
    as_version_two(&six);
    as_version_six(&six);
    [("two", two), ("six", six)]
}

fn open(home: &TempDir) -> Ledger {
    Ledger::open(home.path(), &the_key(), Timestamp(40)).unwrap().0
}

fn forget(ledger: &Ledger, n: u64, before: i64) -> u64 {
    let what = Forgetting { before: Timestamp(before), ended: Vec::new() };
    ledger.forget_personal(id(n), "Kim", &what, Timestamp(50)).unwrap().actions
}

fn bodies(home: &TempDir) -> String {
    let db = raw(home);
    let mut statement = db
        .prepare("SELECT concat_ws(' ', entries.body, personal.body) FROM entries LEFT JOIN personal USING (seq)")
        .unwrap();
    let rows = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
    rows.map(Result::unwrap).collect()
}

#[test]
fn they_are_split_once_and_can_be_forgotten() {
    for (version, home) in versions() {
        let file = home.path().join("ledger.db");
        let before = Ledger::verify_file(&file, Some(&the_key())).unwrap();
        assert_eq!((before.entries, before.first_bad), (9, None), "{version}");
        let ledger = open(&home);
        let report = ledger.verify().unwrap();
        assert_eq!((report.entries, report.first_bad), (10, None), "{version}: a seal, and all holds");
        // The old head is found again as the hash of the entry at its place.
        let ninth: [u8; 32] = entry(&raw(&home), 9).hash;
        assert_eq!(before.head.unwrap(), personal::hex(&ninth), "{version}");
        drop(ledger);
        let ledger = open(&home);
        assert_eq!(ledger.verify().unwrap().entries, 10, "{version}: not twice");
        let one = ledger.action(id(1)).unwrap().unwrap();
        assert_eq!(one.note.as_deref(), Some("a \"note\""));

        assert_eq!(forget(&ledger, 9, 100), 2, "{version}: the unknown one stays");
        let report = ledger.verify().unwrap();
        assert_eq!((report.first_bad, report.forgotten), (None, 2), "{version}");
        assert!(bodies(&home).contains("Jane Nameson"));
        assert!(ledger.action(id(2)).unwrap().unwrap().number.is_some());
        let one = ledger.action(id(1)).unwrap().unwrap();
        assert_eq!((one.number, one.note, one.line, one.state), (None, None, None, ActionState::Done));
        ledger.settle(id(2), crate::ledger::tests::settlement(ActionState::Done, 60)).unwrap();
        assert_eq!(forget(&ledger, 10, 100), 1, "{version}");
        let left = bodies(&home);
        assert!(!left.contains("Nameson") && !left.contains("7700900123") && !left.contains("note\\\""), "{left}");
        assert!(left.contains("Kim"));
        assert_eq!(ledger.verify().unwrap().first_bad, None, "{version}");
    }
}

#[test]
fn what_is_done_to_them_afterwards_is_still_told() {
    let tampered = |sql: &str, forgets: bool| {
        let [(_, home), _] = versions();
        let ledger = open(&home);
        if forgets {
            assert_eq!(forget(&ledger, 9, 100), 2);
        }
        let db = raw(&home);
        db.execute_batch("DROP TRIGGER entries_keep; DROP TRIGGER entries_stay; DROP TRIGGER personal_keep").unwrap();
        db.execute_batch(sql).unwrap();
        ledger.verify().unwrap().first_bad
    };
    let bad = |seq, what| Some(BadEntry { seq, what });
    let other_agent = |seq: i64| format!("UPDATE entries SET body = replace(body, 'Kim', 'Sam') WHERE seq = {seq}");
    for forgets in [false, true] {
        assert_eq!(tampered("SELECT 1", forgets), None);
        // Entry 1 is the first that was split: the seal does not say which of them it is.
        assert_eq!(tampered(&other_agent(1), forgets), bad(1, Tampering::Changed));
        assert_eq!(tampered(&other_agent(7), forgets), bad(1, Tampering::Changed));
        assert_eq!(
            tampered("UPDATE entries SET hash = zeroblob(32) WHERE seq = 2", forgets),
            bad(2, Tampering::Changed)
        );
        assert_eq!(tampered("DELETE FROM entries WHERE seq = 10", forgets).map(|one| one.seq), Some(10));
    }
    // While the part is there, the body that was hashed is in it.
    let part = "UPDATE personal SET body = replace(body, 'Jane', 'Joan') WHERE seq = 7";
    assert_eq!(tampered(part, false), bad(7, Tampering::Personal));
    assert_eq!(tampered("DELETE FROM personal WHERE seq = 1", false), bad(1, Tampering::Personal));
}

#[test]
fn a_chain_that_does_not_hold_is_left_as_it_is() {
    let [(_, home), _] = versions();
    let db = raw(&home);
    db.execute_batch("DROP TRIGGER entries_keep").unwrap();
    db.execute("UPDATE entries SET body = replace(body, 'Kim', 'Sam') WHERE seq = 4", []).unwrap();
    let ledger = open(&home);
    let bad = Some(BadEntry { seq: 4, what: Tampering::Changed });
    let report = ledger.verify().unwrap();
    assert_eq!((report.entries, report.first_bad), (9, bad));
    assert_eq!(forget(&ledger, 9, 100), 0, "nothing could say so");
}

#[test]
fn what_says_it_is_left_over_needs_a_seal() {
    let (home, ledger) = fresh();
    in_state(&ledger, &change(1, "a", 10), ActionState::Done);
    let db = raw(&home);
    db.execute_batch("DROP TRIGGER entries_keep; DELETE FROM personal").unwrap();
    // Nothing is hashed here that would give it away.
    let forged = "UPDATE entries SET body = replace(body, '\"kind\"', '\"older\":true,\"kind\"') WHERE seq = 1";
    assert_eq!(db.execute(forged, []).unwrap(), 1);
    let bad = Some(BadEntry { seq: 1, what: Tampering::Personal });
    assert_eq!(ledger.verify().unwrap().first_bad, bad, "its part is gone, and no entry says so");
}
