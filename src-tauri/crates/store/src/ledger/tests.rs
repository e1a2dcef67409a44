//! The ledger as a whole: the legal steps, one change in flight a line, and what survives.

use std::fs;

use domain::action::{
    ActionId, ActionKind, ActionRecord, ActionState, Decision, Facts, OldSim, Reason, Screen, Verification,
    VerificationMethod,
};
use domain::activation_code::CodeFingerprint;
use domain::line::LineKey;
use domain::msisdn::Msisdn;
use domain::problem::{ErrorCode, Problem};
use domain::provider::ProviderKind;
use domain::task::{About, Given, Risk};
use domain::time::Timestamp;
use tempfile::{TempDir, tempdir};
use uuid::Uuid;

use super::{Ledger, LedgerOpened, NewAction, Prepared, Settlement};
use crate::StoreError;
use crate::testing::{NOON, NOON_NAME, key, the_key};

pub(super) fn id(n: u64) -> ActionId {
    ActionId(Uuid::from_u128(u128::from(n)))
}

pub(super) fn fresh() -> (TempDir, Ledger) {
    let home = tempdir().unwrap();
    let (ledger, opened) = Ledger::open(home.path(), &the_key(), Timestamp(0)).unwrap();
    assert_eq!(opened, LedgerOpened::Fresh);
    (home, ledger)
}

pub(super) fn new_change(id: ActionId, line: &str) -> NewAction {
    NewAction {
        id,
        kind: ActionKind::NewEsimCode,
        line: Some(key(line)),
        number: Some(Msisdn::from_e164("+447700900123").unwrap()),
        provider: Some(ProviderKind::Onsim),
        agent: "Kim".to_owned(),
        verification: Some(Verification { method: VerificationMethod::PhotoId, at: Timestamp(1), until: Timestamp(2) }),
        reason: Some(Reason::Lost),
        note: Some("a \"note\"".to_owned()),
        old_sim: None,
        before: Some(Facts::Order { reference: None, state: Some("on".to_owned()) }),
        at: Timestamp(10),
    }
}

pub(super) fn new_note(id: ActionId, line: &str) -> NewAction {
    code_shown(id, line, CodeFingerprint::parse(&"0a".repeat(16)).unwrap())
}

pub(super) fn code_shown(id: ActionId, line: &str, fingerprint: CodeFingerprint) -> NewAction {
    NewAction {
        kind: ActionKind::CodeShown {
            screen: Screen::Customer,
            fingerprint,
            sm_dp_address: "rsp.example.com".to_owned(),
        },
        ..new_change(id, line)
    }
}

pub(super) fn settlement(state: ActionState, at: i64) -> Settlement {
    Settlement { state, after: None, problem: None, read_back: false, decided: None, at: Timestamp(at) }
}

/// Takes a new change the shortest legal way to a state.
pub(super) fn in_state(ledger: &Ledger, new: &NewAction, state: ActionState) {
    use ActionState::{Accepted, Failed, NotDone, NotSent, Prepared, Sent, Unknown};
    assert!(matches!(ledger.prepare(new).unwrap(), super::Prepared::New(_)));
    if matches!(state, Prepared | NotSent) {
        if state == NotSent {
            ledger.settle(new.id, settlement(NotSent, 11)).unwrap();
        }
        return;
    }
    ledger.mark_sent(new.id, Timestamp(11)).unwrap();
    let way: &[ActionState] = match state {
        Sent => &[],
        NotDone => &[Unknown, NotDone],
        Failed => &[Accepted, Failed],
        _ => &[state],
    };
    for state in way {
        ledger.settle(new.id, settlement(*state, 12)).unwrap();
    }
}

fn state(ledger: &Ledger, n: u64) -> ActionState {
    ledger.action(id(n)).unwrap().unwrap().state
}

fn prepared(result: Prepared) -> ActionRecord {
    match result {
        Prepared::New(record) => record,
        Prepared::AlreadyOpen(_) => panic!("another one is open"),
    }
}

#[test]
fn a_change_is_kept_from_begin_to_end() {
    let (home, ledger) = fresh();
    let new = new_change(id(1), "a");
    let record = prepared(ledger.prepare(&new).unwrap());
    assert_eq!(
        record,
        ActionRecord {
            id: id(1),
            kind: new.kind,
            line: new.line,
            number: new.number,
            provider: new.provider,
            state: ActionState::Prepared,
            agent: new.agent,
            verification: new.verification,
            reason: new.reason,
            note: new.note,
            old_sim: new.old_sim,
            before: new.before,
            after: None,
            problem: None,
            read_back: false,
            decided: None,
            read_backs: 0,
            seconds: None,
            created_at: Timestamp(10),
            sent_at: None,
            changed_at: Timestamp(10),
        }
    );
    let sent = ledger.mark_sent(id(1), Timestamp(20)).unwrap();
    assert_eq!((sent.state, sent.sent_at, sent.changed_at), (ActionState::Sent, Some(Timestamp(20)), Timestamp(20)));

    let problem = Problem::new(ErrorCode::OutcomeUnknown, "no answer");
    let unknown = Settlement { problem: Some(problem.clone()), ..settlement(ActionState::Unknown, 30) };
    ledger.settle(id(1), unknown).unwrap();
    for n in 1..=2 {
        let looked = ledger.note_read_back(id(1), Timestamp(35)).unwrap();
        assert_eq!((looked.read_backs, looked.changed_at), (n, Timestamp(30)));
    }
    let still = ledger.settle(id(1), settlement(ActionState::Unknown, 40)).unwrap();
    assert_eq!((still.problem, still.changed_at), (Some(problem), Timestamp(30)));

    let done = Settlement { after: Some(Facts::Nothing), read_back: true, ..settlement(ActionState::Done, 50) };
    let done = ledger.settle(id(1), done).unwrap();
    assert_eq!(done.after, Some(Facts::Nothing));
    assert_eq!((done.state, done.problem.clone(), done.read_back), (ActionState::Done, None, true));
    assert_eq!((done.created_at, done.sent_at, done.changed_at), (Timestamp(10), Some(Timestamp(20)), Timestamp(50)));

    drop(ledger);
    let (ledger, opened) = Ledger::open(home.path(), &the_key(), Timestamp(60)).unwrap();
    assert_eq!(opened, LedgerOpened::Existing);
    assert_eq!(ledger.action(id(1)).unwrap(), Some(done));
    let report = ledger.verify().unwrap();
    assert_eq!((report.entries, report.first_bad), (7, None));
    assert_eq!(ledger.action(id(2)).unwrap(), None);
}

#[test]
fn only_legal_steps_are_taken() {
    use ActionState::{Accepted, Done, Failed, NotDone, NotSent, Noted, Prepared, Refused, Sent, Unknown};
    let every = [Prepared, Sent, Done, Accepted, Refused, NotSent, Unknown, NotDone, Failed, Noted];
    let legal = [
        (Prepared, vec![NotSent, Unknown]),
        (Sent, vec![Done, Accepted, Refused, NotSent, Unknown]),
        (Unknown, vec![Done, NotDone, Unknown, Accepted]),
        (Accepted, vec![Done, Failed, Unknown, Accepted]),
    ];
    for from in every.into_iter().filter(|state| *state != Noted) {
        for to in every {
            let (_home, ledger) = fresh();
            in_state(&ledger, &new_change(id(1), "a"), from);
            let before = ledger.verify().unwrap().entries;
            let result = ledger.settle(id(1), settlement(to, 20));
            let may = legal.iter().any(|(state, next)| *state == from && next.contains(&to));
            assert_eq!(result.is_ok(), may, "{from:?} to {to:?}");
            if let Err(error) = result {
                assert!(matches!(error, StoreError::IllegalStep { state, .. } if state == from), "{error}");
                assert_eq!(ledger.verify().unwrap().entries, before);
                assert_eq!(state(&ledger, 1), from);
            }
        }
        let (_home, ledger) = fresh();
        in_state(&ledger, &new_change(id(1), "a"), from);
        assert_eq!(ledger.note_read_back(id(1), Timestamp(20)).is_ok(), from == Unknown, "{from:?}");
        assert_eq!(ledger.mark_sent(id(1), Timestamp(20)).is_ok(), from == Prepared, "{from:?}");
        assert!(ledger.end_showing(id(1), 5, Timestamp(20)).is_err());
    }
}

#[test]
fn what_is_not_there_or_of_the_wrong_kind_is_refused() {
    let (_home, ledger) = fresh();
    let missing = StoreError::NoSuchAction(id(1));
    assert_eq!(ledger.mark_sent(id(1), Timestamp(1)).unwrap_err(), missing);
    assert_eq!(ledger.settle(id(1), settlement(ActionState::Done, 1)).unwrap_err(), missing);
    assert_eq!(ledger.note_read_back(id(1), Timestamp(1)).unwrap_err(), missing);
    assert_eq!(ledger.end_showing(id(1), 1, Timestamp(1)).unwrap_err(), missing);
    assert_eq!(missing.problem().code, ErrorCode::NoSuchRecord);

    assert!(matches!(ledger.prepare(&new_note(id(1), "a")), Err(StoreError::WrongKind(_))));
    assert!(matches!(ledger.note(&new_change(id(1), "a")), Err(StoreError::WrongKind(_))));
    let lineless = NewAction { line: None, ..new_change(id(1), "a") };
    assert!(matches!(ledger.prepare(&lineless), Err(StoreError::WrongKind(_))));
    assert_eq!(ledger.counts().unwrap().all, 0);

    in_state(&ledger, &new_change(id(1), "a"), ActionState::Done);
    let duplicate = StoreError::DuplicateAction(id(1));
    assert_eq!(ledger.prepare(&new_change(id(1), "b")).unwrap_err(), duplicate);
    assert_eq!(ledger.note(&new_note(id(1), "b")).unwrap_err(), duplicate);
}

#[test]
fn a_showing_is_noted_and_ends_once() {
    let (_home, ledger) = fresh();
    let shown = ledger.note(&new_note(id(1), "a")).unwrap();
    assert_eq!((shown.state, shown.seconds), (ActionState::Noted, None));
    let ended = ledger.end_showing(id(1), 38, Timestamp(50)).unwrap();
    assert_eq!((ended.state, ended.seconds), (ActionState::Noted, Some(38)));
    assert!(ledger.end_showing(id(1), 39, Timestamp(60)).is_err());
    let copied = NewAction {
        kind: ActionKind::CodeCopied { fingerprint: CodeFingerprint::parse(&"0b".repeat(16)).unwrap() },
        ..new_note(id(2), "a")
    };
    ledger.note(&copied).unwrap();
    assert!(ledger.end_showing(id(2), 1, Timestamp(60)).is_err());
    assert!(ledger.settle(id(2), settlement(ActionState::Done, 1)).is_err());
    assert_eq!(ledger.verify().unwrap().first_bad, None);
}

#[test]
fn one_change_is_in_flight_a_line_also_between_two_programs() {
    let (home, first) = fresh();
    let (second, _) = Ledger::open(home.path(), &the_key(), Timestamp(0)).unwrap();
    let open = prepared(first.prepare(&new_change(id(1), "a")).unwrap());
    for ledger in [&first, &second] {
        let again = ledger.prepare(&new_change(id(2), "a")).unwrap();
        assert_eq!(again, Prepared::AlreadyOpen(open.clone()));
        assert_eq!(ledger.verify().unwrap().entries, 1);
    }
    // Other lines, and what is no change, do not wait.
    prepared(second.prepare(&new_change(id(3), "b")).unwrap());
    second.note(&new_note(id(4), "a")).unwrap();
    second.mark_sent(id(1), Timestamp(11)).unwrap();
    assert!(first.mark_sent(id(1), Timestamp(11)).is_err());
    first.settle(id(1), settlement(ActionState::Refused, 12)).unwrap();
    prepared(second.prepare(&new_change(id(5), "a")).unwrap());
    assert_eq!(first.verify().unwrap().first_bad, None);
}

#[test]
fn the_file_itself_holds_one_change_a_line() {
    let (home, ledger) = fresh();
    prepared(ledger.prepare(&new_change(id(1), "a")).unwrap());
    let raw = raw(&home);
    let error = raw
        .execute(
            "INSERT INTO actions SELECT 'other', 99, 99, is_change, state, connection, line, shown_code, before_code, \
             after_code, kind, number, provider, agent, verification, reason, note, before, after, problem, read_back, \
             read_backs, seconds, created_at, sent_at, changed_at, decided, old_sim FROM actions",
            [],
        )
        .unwrap_err();
    assert_eq!(error.sqlite_error_code(), Some(rusqlite::ErrorCode::ConstraintViolation));
}

#[test]
fn many_threads_and_handles_keep_one_chain() {
    fn shared<T: Send + Sync>() {}
    shared::<Ledger>();
    let (home, _ledger) = fresh();
    let won = std::sync::atomic::AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for n in 0..4_u64 {
            let (ledger, _) = Ledger::open(home.path(), &the_key(), Timestamp(0)).unwrap();
            let won = &won;
            scope.spawn(move || {
                if let Prepared::New(_) = ledger.prepare(&new_change(id(n), "the same")).unwrap() {
                    won.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
                }
                for i in 0..10 {
                    in_state(&ledger, &new_change(id(100 * n + 10 + i), &format!("{n}")), ActionState::Done);
                }
            });
        }
    });
    assert_eq!(won.into_inner(), 1);
    let (ledger, _) = Ledger::open(home.path(), &the_key(), Timestamp(0)).unwrap();
    let report = ledger.verify().unwrap();
    assert_eq!((report.entries, report.first_bad), (4 * 10 * 3 + 1, None));
}

#[test]
fn a_broken_file_is_kept_and_the_new_one_says_so() {
    let (home, ledger) = fresh();
    in_state(&ledger, &new_change(id(1), "a"), ActionState::Done);
    drop(ledger);
    let path = home.path().join("ledger.db");
    for n in 1..=2 {
        fs::write(&path, "no ledger at all ".repeat(500)).unwrap();
        let (ledger, opened) = Ledger::open(home.path(), &the_key(), NOON).unwrap();
        let name = format!("ledger.db.broken-{NOON_NAME}{}", if n == 1 { "" } else { "-2" });
        let set_aside = home.path().join(&name);
        assert_eq!(fs::read_to_string(&set_aside).unwrap(), "no ledger at all ".repeat(500));
        assert_eq!(opened, LedgerOpened::StartedAnew { set_aside });
        let actions = ledger.actions(super::ActionFilter::All, 10, None).unwrap();
        let [started] = actions.as_slice() else { panic!("one action") };
        let ActionKind::LedgerStarted { reason } = &started.kind else { panic!("not the right kind") };
        assert!(reason.ends_with(&name), "{reason}");
        assert_eq!((started.state, started.created_at), (ActionState::Noted, NOON));
        assert_eq!(started.id.0.get_version_num(), 7);
        prepared(ledger.prepare(&new_change(id(1), "a")).unwrap());
        assert_eq!(ledger.verify().unwrap().first_bad, None);
    }
}

#[test]
fn a_newer_file_is_refused_and_one_that_cannot_be_written_says_what_to_do() {
    let (home, ledger) = fresh();
    drop(ledger);
    raw(&home).pragma_update(None, "user_version", 99).unwrap();
    let error = Ledger::open(home.path(), &the_key(), Timestamp(0)).unwrap_err();
    assert!(matches!(error, StoreError::FileTooNew { file: "ledger.db", found: 99, .. }));

    let home = tempdir().unwrap();
    fs::create_dir(home.path().join("ledger.db")).unwrap();
    let error = Ledger::open(home.path(), &the_key(), Timestamp(0)).unwrap_err();
    let problem = error.problem();
    assert_eq!(problem.code, ErrorCode::LedgerUnusable);
    assert!(problem.message.contains("may write"), "{problem}");
}

#[test]
fn entries_can_be_neither_changed_nor_deleted_nor_replaced() {
    let (_home, ledger) = fresh();
    in_state(&ledger, &new_change(id(1), "a"), ActionState::Sent);
    let writer = ledger.writer.lock().unwrap();
    for sql in [
        "UPDATE entries SET body = '{}'",
        "DELETE FROM entries",
        "DELETE FROM entries WHERE seq = 2",
        "INSERT OR REPLACE INTO entries SELECT * FROM entries WHERE seq = 1",
        "INSERT INTO entries SELECT 9, action, at, event, body, previous, hash FROM entries WHERE seq = 1",
    ] {
        assert!(writer.execute(sql, []).is_err(), "{sql}");
    }
    drop(writer);
    assert_eq!(ledger.verify().unwrap().entries, 2);
}

/// A connection past everything this program holds.
pub(super) fn raw(home: &TempDir) -> rusqlite::Connection {
    #[expect(clippy::disallowed_methods, reason = "tampering goes past the one place that opens SQLite")]
    let raw = rusqlite::Connection::open(home.path().join("ledger.db")).unwrap();
    raw.execute_batch(&format!("PRAGMA key = \"{}\"", *the_key().literal())).unwrap();
    raw
}

/// Makes the ledger one that version 2 of its file wrote: personal fields in the bodies, no head.
pub(super) fn as_version_two(home: &TempDir) {
    let db = raw(home);
    db.execute_batch("DROP TRIGGER entries_keep; DROP TRIGGER head_stays").unwrap();
    let mut previous = super::chain::START;
    let last: i64 = db.query_row("SELECT max(seq) FROM entries", [], |row| row.get(0)).unwrap();
    for seq in 1..=last {
        let mut entry = super::chain::tests::entry(&db, seq);
        let part = super::personal::part(&db, seq).unwrap();
        entry.body = super::personal::joined(&entry.body, part.as_ref()).unwrap().unwrap().0;
        entry.previous = previous;
        entry.hash = super::chain::hash(&entry);
        previous = entry.hash;
        db.execute(
            "UPDATE entries SET body = ?2, previous = ?3, hash = ?4 WHERE seq = ?1",
            (seq, entry.body, entry.previous, entry.hash),
        )
        .unwrap();
    }
    db.execute_batch(
        "DROP TABLE head; DROP TABLE personal; DROP TABLE directory;
         ALTER TABLE actions DROP COLUMN decided; ALTER TABLE actions DROP COLUMN old_sim;
         PRAGMA user_version = 2;
         CREATE TRIGGER entries_keep BEFORE UPDATE ON entries
         BEGIN SELECT RAISE(ABORT, 'an entry cannot be changed'); END;",
    )
    .unwrap();
}

mod files;
mod random;

fn task(about: About, value: &str) -> ActionKind {
    let given = Given { name: "x".to_owned(), label: "X".to_owned(), value: Some(value.to_owned()), shown: None };
    ActionKind::Task {
        task: "do".to_owned(),
        title: "Do".to_owned(),
        about,
        risk: Risk::Plain,
        given: vec![given],
        new_sim: None,
    }
}

#[test]
fn one_change_at_a_time_holds_for_customers_and_orders_too() {
    let home = tempfile::tempdir().unwrap();
    let (ledger, _) = Ledger::open(home.path(), &the_key(), Timestamp(1)).unwrap();
    let connection = key("x").connection;
    let customer = |id: &str| About::Customer { connection: connection.clone(), id: id.to_owned() };
    let account = || About::Account { connection: connection.clone() };
    let begin = |n: u64, kind: ActionKind| {
        ledger.prepare(&NewAction { kind, line: None, number: None, ..new_change(id(n), "x") }).unwrap()
    };
    assert!(matches!(begin(1, task(customer("c1"), "a")), Prepared::New(_)));
    assert!(matches!(begin(2, task(customer("c1"), "b")), Prepared::AlreadyOpen(other) if other.id == id(1)));
    assert!(matches!(begin(3, task(customer("c2"), "a")), Prepared::New(_)));
    // About the account only the very same order has to wait.
    assert!(matches!(begin(4, task(account(), "a")), Prepared::New(_)));
    assert!(matches!(begin(5, task(account(), "a")), Prepared::AlreadyOpen(other) if other.id == id(4)));
    assert!(matches!(begin(6, task(account(), "b")), Prepared::New(_)));
    let found = ledger.actions_about(&customer("c1"), 10).unwrap();
    assert_eq!(found.iter().map(|one| (one.id, one.line.clone())).collect::<Vec<_>>(), [(id(1), None)]);
    assert_eq!(ledger.verify().unwrap().first_bad, None);
}

#[test]
fn what_a_person_decided_is_kept_with_who_and_why() {
    let home = tempfile::tempdir().unwrap();
    let (ledger, _) = Ledger::open(home.path(), &the_key(), Timestamp(1)).unwrap();
    let _ = ledger.prepare(&new_change(id(1), "x")).unwrap();
    ledger.mark_sent(id(1), Timestamp(20)).unwrap();
    ledger.settle(id(1), settlement(ActionState::Unknown, 30)).unwrap();
    let decided = Decision { agent: "Kim".to_owned(), note: "asked the provider".to_owned() };
    ledger.settle(id(1), Settlement { decided: Some(decided.clone()), ..settlement(ActionState::Done, 40) }).unwrap();
    drop(ledger);
    let (ledger, _) = Ledger::open(home.path(), &the_key(), Timestamp(50)).unwrap();
    assert_eq!(ledger.action(id(1)).unwrap().unwrap().decided, Some(decided));
    assert_eq!(ledger.verify().unwrap().first_bad, None);
}

#[test]
fn what_becomes_of_the_old_sim_is_kept_and_covered_by_the_chain() {
    let home = tempfile::tempdir().unwrap();
    let (ledger, _) = Ledger::open(home.path(), &the_key(), Timestamp(1)).unwrap();
    let _ = ledger.prepare(&NewAction { old_sim: Some(OldSim::Stock), ..new_change(id(1), "x") }).unwrap();
    let _ = ledger.prepare(&new_change(id(2), "y")).unwrap();
    drop(ledger);
    let (ledger, _) = Ledger::open(home.path(), &the_key(), Timestamp(50)).unwrap();
    assert_eq!(ledger.action(id(1)).unwrap().unwrap().old_sim, Some(OldSim::Stock));
    assert_eq!(ledger.verify().unwrap().first_bad, None);
    let db = raw(&home);
    // A row without it reads as the rows of older versions do.
    let bare: String = db.query_row("SELECT body FROM entries WHERE seq = 2", [], |row| row.get(0)).unwrap();
    assert!(!bare.contains("old_sim"), "{bare}");
    db.execute("UPDATE actions SET old_sim = 'lost' WHERE first = 1", []).unwrap();
    let bad = ledger.verify().unwrap().first_bad.unwrap();
    assert_eq!((bad.seq, bad.what), (1, super::chain::Tampering::Shown));
}

#[test]
fn a_sim_that_was_put_on_a_line_before_is_found_however_it_is_written() {
    let (_home, ledger) = fresh();
    let connection = key("x").connection;
    let on = |line: &str, iccid: &str| {
        task(About::Line { line: LineKey { connection: connection.clone(), id: line.to_owned() } }, iccid)
    };
    let change = |n: u64, line: &str, iccid: &str| NewAction { kind: on(line, iccid), ..new_change(id(n), line) };
    in_state(&ledger, &change(1, "a", "8944000000000123456"), ActionState::Done);
    in_state(&ledger, &change(2, "b", "8944000000000123456"), ActionState::Refused);
    in_state(&ledger, &change(3, "c", "89440000000001234568"), ActionState::Unknown);
    in_state(&ledger, &change(4, "d", "8944000000000123457"), ActionState::Done);
    for iccid in ["8944000000000123456", "89440000000001234568"] {
        let found: Vec<_> = ledger.changes_with_sim(iccid).unwrap().iter().map(|action| action.id).collect();
        assert_eq!(found, [id(3), id(1)], "{iccid}");
    }
    assert_eq!(ledger.changes_with_sim("8944000000000999999").unwrap(), []);
}
