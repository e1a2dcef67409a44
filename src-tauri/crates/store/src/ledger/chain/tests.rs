//! Tampering past the triggers, and what the check says about it.

use domain::action::ActionState;
use domain::time::Timestamp;
use rusqlite::Connection;
use tempfile::TempDir;

use super::{BadEntry, START, Tampering, hash};
use crate::Ledger;
use crate::ledger::entries::Entry;
use crate::ledger::tests::{fresh, id, in_state, new_change, new_note, raw};

/// Nine entries: three changes on three lines, each prepared, sent and settled.
fn nine() -> (TempDir, Ledger) {
    let (home, ledger) = fresh();
    for n in 1..=3 {
        in_state(&ledger, &new_change(id(n), &format!("{n}")), ActionState::Done);
    }
    let report = ledger.verify().unwrap();
    assert_eq!((report.entries, report.first_bad), (9, None));
    (home, ledger)
}

fn unlocked(home: &TempDir) -> Connection {
    let raw = raw(home);
    raw.execute_batch("DROP TRIGGER entries_stay; DROP TRIGGER entries_keep; DROP TRIGGER entries_follow").unwrap();
    raw
}

fn tampered(sql: &str) -> Option<BadEntry> {
    let (home, ledger) = nine();
    unlocked(&home).execute_batch(sql).unwrap();
    ledger.verify().unwrap().first_bad
}

fn bad(seq: i64, what: Tampering) -> Option<BadEntry> {
    Some(BadEntry { seq, what })
}

#[test]
fn every_changed_column_of_every_row_is_named() {
    for seq in 1..=9 {
        for change in [
            "at = at + 1",
            "body = body || ' '",
            "event = event || 'x'",
            "action = '00000000-0000-0000-0000-000000000009'",
            "hash = zeroblob(32)",
        ] {
            let found = tampered(&format!("UPDATE entries SET {change} WHERE seq = {seq}"));
            assert_eq!(found, bad(seq, Tampering::Changed), "{change} at {seq}");
        }
    }
    assert_eq!(tampered("UPDATE entries SET previous = zeroblob(32) WHERE seq = 5"), bad(5, Tampering::Changed));
}

#[test]
fn a_deleted_row_is_missing_also_at_both_ends() {
    for seq in [1, 4, 8, 9] {
        let found = tampered(&format!("DELETE FROM entries WHERE seq = {seq}"));
        assert_eq!(found, bad(seq, Tampering::Missing), "{seq}");
    }
    assert_eq!(tampered("DELETE FROM entries"), bad(1, Tampering::Missing));
    assert_eq!(tampered("DELETE FROM entries WHERE seq > 6"), bad(7, Tampering::Missing));
}

#[test]
fn a_gap_that_was_closed_is_missing_too() {
    let found = tampered("DELETE FROM entries WHERE seq = 4; UPDATE entries SET seq = seq - 1 WHERE seq > 4");
    assert_eq!(found, bad(4, Tampering::Missing));
}

#[test]
fn swapped_rows_are_reordered() {
    let found = tampered(
        "UPDATE entries SET seq = -1 WHERE seq = 4; UPDATE entries SET seq = 4 WHERE seq = 7;
         UPDATE entries SET seq = 7 WHERE seq = -1",
    );
    assert_eq!(found, bad(4, Tampering::Reordered));
}

#[test]
fn a_row_put_in_is_named() {
    let shift = "UPDATE entries SET seq = -seq - 1 WHERE seq >= 4; UPDATE entries SET seq = -seq WHERE seq < 0;";
    let copy = "INSERT INTO entries SELECT 4, action, at, event, body, previous, hash FROM entries WHERE seq = 3";
    assert_eq!(tampered(&format!("{shift}{copy}")), bad(4, Tampering::Inserted));
    let before =
        tampered("INSERT INTO entries SELECT 0, action, at, event, body, previous, hash FROM entries WHERE seq = 3");
    assert_eq!(before, bad(0, Tampering::Inserted));
    let after =
        tampered("INSERT INTO entries SELECT 10, action, at, event, body, previous, hash FROM entries WHERE seq = 9");
    assert_eq!(after.map(|bad| bad.seq), Some(10));
}

pub(in crate::ledger) fn entry(db: &Connection, seq: i64) -> Entry {
    let sql = "SELECT seq, action, at, event, body, previous, hash FROM entries WHERE seq = ?1";
    db.query_row(sql, [seq], |row| {
        Ok(Entry {
            seq: row.get(0)?,
            action: row.get(1)?,
            at: row.get(2)?,
            event: row.get(3)?,
            body: row.get(4)?,
            previous: row.get(5)?,
            hash: row.get(6)?,
        })
    })
    .unwrap()
}

#[test]
fn a_row_with_a_hash_made_anew_does_not_fit_the_next() {
    let (home, ledger) = nine();
    let raw = unlocked(&home);
    let mut forged = entry(&raw, 4);
    forged.body = forged.body.replace("Kim", "Sam");
    forged.hash = hash(&forged);
    raw.execute("UPDATE entries SET body = ?1, hash = ?2 WHERE seq = 4", (&forged.body, forged.hash)).unwrap();
    assert_eq!(ledger.verify().unwrap().first_bad, bad(4, Tampering::Changed));
}

#[test]
fn a_whole_chain_made_anew_does_not_fit_what_is_shown() {
    let (home, ledger) = nine();
    let raw = unlocked(&home);
    let mut previous = START;
    for seq in 1..=9 {
        let mut forged = entry(&raw, seq);
        forged.body = forged.body.replace("Kim", "Sam");
        forged.previous = previous;
        forged.hash = hash(&forged);
        previous = forged.hash;
        raw.execute(
            "UPDATE entries SET body = ?2, previous = ?3, hash = ?4 WHERE seq = ?1",
            (seq, &forged.body, forged.previous, forged.hash),
        )
        .unwrap();
    }
    assert_eq!(ledger.verify().unwrap().first_bad, bad(3, Tampering::Shown));
}

#[test]
fn an_impossible_event_is_found_even_in_a_good_chain() {
    let (home, ledger) = nine();
    let raw = unlocked(&home);
    let mut forged = entry(&raw, 9);
    forged.previous = forged.hash;
    forged.seq = 10;
    forged.hash = hash(&forged);
    raw.execute(
        "INSERT INTO entries VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        (forged.seq, &forged.action, forged.at, &forged.event, &forged.body, forged.previous, forged.hash),
    )
    .unwrap();
    assert_eq!(ledger.verify().unwrap().first_bad, bad(10, Tampering::Changed));
}

#[test]
fn what_is_shown_has_to_follow_from_the_entries() {
    for (sql, seq) in [
        ("UPDATE actions SET state = 'refused' WHERE first = 4", 6),
        ("UPDATE actions SET agent = 'Sam' WHERE first = 7", 9),
        ("UPDATE actions SET first = 99 WHERE first = 1", 3),
        ("UPDATE actions SET state = 'nonsense' WHERE first = 4", 6),
        ("DELETE FROM actions WHERE first = 4", 6),
        ("UPDATE actions SET id = '00000000-0000-0000-0000-0000000000ff' WHERE first = 4", 6),
    ] {
        assert_eq!(tampered(sql), bad(seq, Tampering::Shown), "{sql}");
    }
}

#[test]
fn the_hash_is_over_each_field_apart() {
    let entry = Entry {
        seq: 1,
        action: "ab".to_owned(),
        at: 0,
        event: "c".to_owned(),
        body: "d".to_owned(),
        previous: START,
        hash: START,
    };
    let moved = Entry { action: "a".to_owned(), event: "bc".to_owned(), ..entry.clone() };
    assert_ne!(hash(&entry), hash(&moved));
    assert_eq!(hash(&entry), hash(&Entry { hash: [1; 32], ..entry.clone() }));
}

#[test]
fn no_whole_activation_code_can_get_into_the_file() {
    let (home, ledger) = fresh();
    ledger.note(&new_note(id(1), "a")).unwrap();
    ledger.end_showing(id(1), 3, Timestamp(2)).unwrap();
    drop(ledger);
    let raw = raw(&home);
    let plain = home.path().join("plain.db");
    raw.execute("ATTACH DATABASE ?1 AS plain KEY ''", [plain.to_str().unwrap()]).unwrap();
    raw.query_row("SELECT sqlcipher_export('plain')", [], |_| Ok(())).unwrap();
    raw.execute_batch("DETACH DATABASE plain").unwrap();
    let bytes = std::fs::read(plain).unwrap();
    assert!(memchr::memmem::find(&bytes, b"rsp.example.com").is_some());
    assert!(memchr::memmem::find(&bytes, b"LPA:").is_none());
}

#[test]
fn the_head_misses_what_was_taken_off_the_end() {
    // With the actions made to fit, only the head is left to tell.
    let (home, ledger) = nine();
    let report = ledger.verify().unwrap();
    let db = unlocked(&home);
    let last: [u8; 32] = entry(&db, 9).hash;
    let hex: String = last.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(report.head.as_deref(), Some(hex.as_str()));
    db.execute_batch(
        "DELETE FROM entries WHERE seq > 6; DELETE FROM actions WHERE first = 7; DELETE FROM personal WHERE seq = 7",
    )
    .unwrap();
    let report = ledger.verify().unwrap();
    assert_eq!((report.entries, report.first_bad, report.head), (6, bad(7, Tampering::Missing), None));
}

#[test]
fn a_head_that_was_touched_is_named() {
    assert_eq!(tampered("UPDATE head SET seq = 8"), bad(9, Tampering::Head));
    assert_eq!(tampered("UPDATE head SET hash = zeroblob(32)"), bad(9, Tampering::Head));
    assert_eq!(tampered("DROP TRIGGER head_stays; DELETE FROM head"), bad(9, Tampering::Head));
    let (_home, ledger) = fresh();
    assert_eq!(ledger.verify().unwrap().head, None);
}
