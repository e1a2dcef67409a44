//! The form of the CSV, read back by a reader of its own.

use domain::action::{ActionKind, ActionState, OldSim};
use domain::problem::{ErrorCode, Problem};
use domain::time::Timestamp;

use super::{HEADER, cell};
use crate::ledger::tests::{fresh, id, in_state, new_change, new_note, settlement};
use crate::{Ledger, Settlement, StoreError};

/// Reads RFC 4180 as it is written there, knowing nothing of the writer.
fn read(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let mut letters = text.chars().peekable();
    let mut quoted = false;
    while let Some(letter) = letters.next() {
        match (letter, quoted) {
            ('"', true) if letters.peek() == Some(&'"') => cell.extend(letters.next()),
            ('"', _) => quoted = !quoted,
            (',', false) => row.push(std::mem::take(&mut cell)),
            ('\r', false) => {
                assert_eq!(letters.next(), Some('\n'), "a line ends with CRLF");
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            (other, _) => cell.push(other),
        }
    }
    assert!(!quoted && cell.is_empty() && row.is_empty(), "the last line is whole");
    rows
}

fn exported(ledger: &Ledger, rows: u64) -> Vec<Vec<String>> {
    let mut out = Vec::new();
    assert_eq!(ledger.export(rows, &mut out).unwrap(), rows);
    read(&String::from_utf8(out).unwrap())
}

fn named<'a>(rows: &'a [Vec<String>], row: usize, name: &str) -> &'a str {
    &rows[row][HEADER.iter().position(|column| *column == name).unwrap()]
}

#[test]
fn every_column_is_there_the_oldest_first() {
    let (_home, ledger) = fresh();
    let mut one = new_change(id(1), "447700900123");
    one.old_sim = Some(OldSim::Destroyed);
    one.note = Some("she said \"now\", twice;\r\nand left".to_owned());
    let _ = ledger.prepare(&one).unwrap();
    ledger.mark_sent(id(1), Timestamp(1_699_963_200_005)).unwrap();
    let problem = Some(Problem::new(ErrorCode::OutcomeUnknown, "no answer"));
    let unknown = Settlement { problem, ..settlement(ActionState::Unknown, 1_699_963_201_000) };
    ledger.settle(id(1), unknown).unwrap();
    let mut other = new_note(id(2), "b");
    (other.number, other.note, other.reason, other.verification) = (None, None, None, None);
    ledger.note(&other).unwrap();
    ledger.end_showing(id(2), 12, Timestamp(1_699_963_210_000)).unwrap();

    let rows = exported(&ledger, 2);
    assert_eq!(rows[0], HEADER);
    assert!(rows.iter().all(|row| row.len() == HEADER.len()));
    for (name, first, second) in [
        ("id", id(1).to_string().as_str(), id(2).to_string().as_str()),
        ("created", "1970-01-01T00:00:00.010Z", "1970-01-01T00:00:00.010Z"),
        ("sent", "2023-11-14T12:00:00.005Z", ""),
        ("changed", "2023-11-14T12:00:01.000Z", "1970-01-01T00:00:00.010Z"),
        ("agent", "Kim", "Kim"),
        ("provider", "ONSIM", "ONSIM"),
        ("connection", "onsim-1", "onsim-1"),
        ("line", "447700900123", "b"),
        ("number", "'+447700900123", ""),
        ("kind", "new_esim_code", "code_shown"),
        ("state", "unknown", "noted"),
        ("reason", "lost", ""),
        ("note", "she said \"now\", twice;\r\nand left", ""),
        ("verified_by", "photo_id", ""),
        ("verified_at", "1970-01-01T00:00:00.001Z", ""),
        ("problem", "outcome_unknown", ""),
        ("read_back", "no", "no"),
        ("seconds_shown", "", "12"),
        ("old_sim", "destroyed", ""),
    ] {
        assert_eq!((named(&rows, 1, name), named(&rows, 2, name)), (first, second), "{name}");
    }
}

#[test]
fn no_cell_is_a_formula() {
    for text in ["=1+1", "+44", "-2", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u{ff1d}1"] {
        let read = read(&format!("{}\r\n", cell(text))).remove(0).remove(0);
        assert_eq!(read, format!("'{text}"));
    }
    for text in ["", "a=b", "7", "Kim", "'quoted'", "a \"b\"", "a,b", " a", "line\nbreak"] {
        assert_eq!(read(&format!("{}\r\n", cell(text))).remove(0).remove(0), text);
    }
}

#[test]
fn only_the_rows_that_were_counted_are_written() {
    let (_home, ledger) = fresh();
    for n in 1..=5 {
        in_state(&ledger, &new_change(id(n), &format!("{n}")), ActionState::Done);
    }
    let rows = exported(&ledger, 3);
    let ids: Vec<&String> = rows[1..].iter().map(|row| &row[0]).collect();
    assert_eq!(ids, [&id(1).to_string(), &id(2).to_string(), &id(3).to_string()]);
}

#[test]
fn an_export_is_a_row_too_and_no_change() {
    let (_home, ledger) = fresh();
    let mut note = new_note(id(1), "a");
    note.kind = ActionKind::Exported { rows: 7 };
    ledger.note(&note).unwrap();
    assert_eq!(ledger.action(id(1)).unwrap().unwrap().kind, ActionKind::Exported { rows: 7 });
    assert!(ledger.open_actions().unwrap().is_empty());
    assert_eq!(named(&exported(&ledger, 1), 1, "kind"), "exported");
}

#[test]
fn a_file_that_takes_no_more_is_told() {
    struct Full;
    impl std::io::Write for Full {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::StorageFull.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let (_home, ledger) = fresh();
    let error = ledger.export(1, &mut Full).unwrap_err();
    assert!(matches!(error, StoreError::NotWritten(_)));
    assert_eq!(error.problem().code, ErrorCode::FileNotWritten);
    assert_eq!(ledger.verify().unwrap().first_bad, None);
}
