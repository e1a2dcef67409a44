//! Forgetting: what goes, what stays, and that the chain tells the difference from tampering.

use domain::action::{ActionKind, ActionRecord, ActionState, Decision, Facts};
use domain::problem::{ErrorCode, Problem};
use domain::task::{About, Given, LineFacts, Risk};
use domain::time::Timestamp;
use rusqlite::Connection;
use tempfile::TempDir;

use crate::ledger::chain::{BadEntry, Tampering};
use crate::ledger::tests::{fresh, id, in_state, new_change, new_note, raw, settlement};
use crate::testing::key;
use crate::{ActionFilter, DirectoryEntry, ForgetCount, Forgetting, Ledger, NewAction, Settlement, StoreError};

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

fn forget(ledger: &Ledger, n: u64, before: i64, now: i64) -> Result<ForgetCount, StoreError> {
    let what = Forgetting { before: Timestamp(before), ended: Vec::new() };
    let seen = ledger.forgettable(&what, Timestamp(now))?;
    let count = ledger.forget_personal(id(n), "Kim", &what, Timestamp(now))?;
    assert_eq!(seen, count, "what was said before is what is done");
    Ok(count)
}

fn of(actions: u64) -> ForgetCount {
    ForgetCount { actions, customers: 0 }
}

fn bad(seq: i64) -> Option<BadEntry> {
    Some(BadEntry { seq, what: Tampering::Personal })
}

fn bodies(db: &Connection) -> String {
    let mut statement = db.prepare("SELECT body FROM entries").unwrap();
    let rows = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
    rows.map(Result::unwrap).collect()
}

fn texts(db: &Connection) -> String {
    let mut all = String::new();
    for sql in [
        "SELECT body FROM entries",
        "SELECT body FROM personal",
        "SELECT concat_ws(' ', number, note, line, kind, before, after, problem, decided) FROM actions",
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
    let bodies = bodies(&raw(&home));
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
    assert_eq!(forget(&ledger, 9, 30, 50).unwrap(), of(1));
    let one = action(&ledger, 1);
    assert_eq!((one.number, one.note, one.line), (None, None, None));
    assert_eq!((one.agent.as_str(), one.state, one.reason.is_some()), ("Kim", ActionState::Done, true));
    // Still under way: what it needs to be found out about is there.
    assert_eq!((action(&ledger, 2).line, action(&ledger, 2).number.is_some()), (Some(key("b")), true));
    assert!(action(&ledger, 3).note.is_some());
    assert_eq!(
        action(&ledger, 9).kind,
        ActionKind::PersonalForgotten { before: Timestamp(30), actions: 1, customers: 0 }
    );
    let report = ledger.verify().unwrap();
    assert_eq!((report.first_bad, report.forgotten), (None, 1));
    assert_ne!(report.head.unwrap(), head);

    // A change that is over by now goes; its line's reference, too.
    ledger.settle(id(2), settlement(ActionState::NotDone, 60)).unwrap();
    assert_eq!(forget(&ledger, 10, 100, 100).unwrap(), of(3));
    assert_eq!((action(&ledger, 2).line, action(&ledger, 2).number), (None, None));
    assert_eq!(forget(&ledger, 11, 100, 100).unwrap(), of(0));
    assert_eq!(ledger.verify().unwrap().forgotten, 4);
    let left = texts(&raw(&home));
    assert!(!left.contains("7700900123") && !left.contains("a \\\"note"), "{left}");

    // And all goes on, also for what was forgotten.
    ledger.end_showing(id(4), 3, Timestamp(110)).unwrap();
    in_state(&ledger, &at(12, NUMBER, 120), ActionState::Done);
    drop(ledger);
    let (ledger, _) = Ledger::open(home.path(), &crate::testing::the_key(), Timestamp(130)).unwrap();
    assert_eq!(ledger.verify().unwrap().first_bad, None);
    assert_eq!(ledger.actions(ActionFilter::All, 100, None).unwrap().len(), 7);
    let mut csv = Vec::new();
    ledger.export(7, &mut csv).unwrap();
    let first = String::from_utf8(csv).unwrap().lines().nth(1).unwrap().to_owned();
    assert!(first.contains(",onsim-1,,,new_esim_code,"), "{first}");
}

#[test]
fn what_is_deleted_is_overwritten_and_out_of_the_log() {
    let (home, ledger) = four();
    let parts = || -> i64 { raw(&home).query_row("SELECT count(*) FROM personal", [], |row| row.get(0)).unwrap() };
    assert_eq!(parts(), 4);
    ledger.settle(id(2), settlement(ActionState::NotDone, 60)).unwrap();
    forget(&ledger, 9, 100, 100).unwrap();
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
        forget(&ledger, 9, 30, 50).unwrap();
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
    assert!(forget(&ledger, 1, 100, 100).is_err());
    assert!(action(&ledger, 1).number.is_some());
    let report = ledger.verify().unwrap();
    assert_eq!((report.first_bad, report.forgotten), (None, 0));
}

/// One line of every personal field there is, each with a word of its own.
fn everything(n: u64) -> NewAction {
    let facts = |word: &str| LineFacts {
        iccid: Some(format!("{word}-iccid-8944")),
        number: Some(format!("{word}-number-4477")),
        name: Some(format!("{word}-Nameson")),
        email: Some(format!("{word}@mail.example")),
        plan: Some("Plan L".to_owned()),
        ..LineFacts::gone()
    };
    let given = |name: &str, value: &str, shown: Option<&str>| Given {
        name: name.to_owned(),
        label: "Label".to_owned(),
        value: Some(value.to_owned()),
        shown: shown.map(str::to_owned),
    };
    NewAction {
        kind: ActionKind::Task {
            task: "do".to_owned(),
            title: "Do".to_owned(),
            about: About::Line { line: key("secretline") },
            risk: Risk::Plain,
            given: vec![given("iccid", "typed-8944", None), given("plan", "typed-P7", Some("shown-words"))],
            new_sim: Some("new-8944".to_owned()),
        },
        line: Some(key("secretline")),
        note: Some("note-words".to_owned()),
        before: Some(Facts::Line(Box::new(facts("before")))),
        at: Timestamp(10),
        ..new_change(id(n), "secretline")
    }
}

const WORDS: [&str; 15] = [
    "7700900123",
    "secretline",
    "typed-8944",
    "new-8944",
    "typed-P7",
    "shown-words",
    "note-words",
    "iccid-8944",
    "number-4477",
    "Nameson",
    "mail.example",
    "order-ref",
    "order-state",
    "their-words",
    "looked-at",
];

/// Takes the change to its end over an order, a refusal in the provider's words and a person's decision.
fn to_its_end(ledger: &Ledger, new: &NewAction) {
    assert!(matches!(ledger.prepare(new).unwrap(), crate::Prepared::New(_)));
    ledger.mark_sent(new.id, Timestamp(11)).unwrap();
    let order = Facts::Order { reference: Some("order-ref".to_owned()), state: Some("order-state".to_owned()) };
    let mut problem = Problem::new(ErrorCode::Refused, "a message of ours");
    problem.provider_words = Some("their-words".to_owned());
    let unknown = Settlement { after: Some(order), problem: Some(problem), ..settlement(ActionState::Unknown, 12) };
    ledger.settle(new.id, unknown).unwrap();
    let decided = Some(Decision { agent: "Sam".to_owned(), note: "looked-at".to_owned() });
    ledger.settle(new.id, Settlement { decided, ..settlement(ActionState::NotDone, 13) }).unwrap();
}

#[test]
fn the_sim_of_an_answer_is_forgotten_with_the_rest() {
    let (home, ledger) = fresh();
    let new = everything(1);
    assert!(matches!(ledger.prepare(&new).unwrap(), crate::Prepared::New(_)));
    ledger.mark_sent(new.id, Timestamp(11)).unwrap();
    let after = Some(Facts::Sim { iccid: Some("answered-8944".to_owned()) });
    ledger.settle(new.id, Settlement { after, ..settlement(ActionState::Done, 12) }).unwrap();
    let what = Forgetting { before: Timestamp(30), ended: Vec::new() };
    assert_eq!(ledger.forget_personal(id(9), "Kim", &what, Timestamp(50)).unwrap().actions, 1);
    assert!(!bodies(&raw(&home)).contains("answered-8944"));
    assert_eq!(action(&ledger, 1).after, Some(Facts::Sim { iccid: None }));
    assert_eq!(ledger.verify().unwrap().first_bad, None);
}

#[test]
fn no_personal_field_is_hashed_and_none_is_left() {
    let (home, ledger) = fresh();
    to_its_end(&ledger, &everything(1));
    let whole = action(&ledger, 1);
    let hashed: String = bodies(&raw(&home));
    for word in WORDS {
        assert!(!hashed.contains(word), "{word} in {hashed}");
        assert!(texts(&raw(&home)).contains(word), "{word} was never there");
    }
    assert_eq!(forget(&ledger, 9, 14, 50).unwrap(), of(1));
    let left = texts(&raw(&home));
    for word in WORDS {
        assert!(!left.contains(word), "{word} in {left}");
    }
    let now = action(&ledger, 1);
    let forgotten = now.forgotten.clone().unwrap();
    assert_eq!(forgotten.at, Timestamp(50));
    for field in ["/number", "/note", "/line/id", "/kind/given/1/shown", "/before/email", "/decided/note"] {
        assert!(forgotten.fields.iter().any(|one| one == field), "{field} in {:?}", forgotten.fields);
    }
    // Who, what, why, when and with which outcome.
    assert_eq!(
        (now.state, &now.agent, now.reason, now.verification),
        (whole.state, &whole.agent, whole.reason, whole.verification)
    );
    assert_eq!((now.created_at, now.sent_at, now.changed_at), (whole.created_at, whole.sent_at, whole.changed_at));
    assert_eq!(now.problem.as_ref().map(|one| one.code), Some(ErrorCode::Refused));
    assert_eq!(now.decided.map(|one| one.agent).as_deref(), Some("Sam"));
    let Some(Facts::Line(before)) = now.before else { panic!("no facts") };
    assert_eq!((before.plan.as_deref(), before.iccid), (Some("Plan L"), None));
    let ActionKind::Task { title, given, .. } = now.kind else { panic!("no task") };
    assert_eq!((title.as_str(), given.len(), given[0].label.as_str()), ("Do", 2, "Label"));
    let report = ledger.verify().unwrap();
    assert_eq!((report.first_bad, report.forgotten), (None, 1));
}

#[test]
fn how_long_ago_an_action_ended_counts_and_not_when_it_began() {
    let (_home, ledger) = fresh();
    to_its_end(&ledger, &everything(1));
    assert_eq!(forget(&ledger, 9, 13, 50).unwrap(), of(0));
    assert_eq!(ledger.action(id(9)).unwrap(), None, "nothing was forgotten, so nothing says so");
    assert_eq!(forget(&ledger, 9, 14, 50).unwrap(), of(1));
}

#[test]
fn a_customer_goes_with_the_last_action_that_names_them_once_their_line_has_ended() {
    let (_home, ledger) = fresh();
    let connection = key("x").connection;
    let entry = |id: &str, at| DirectoryEntry {
        id: id.to_owned(),
        reference: None,
        number: None,
        name: Some("Ann".to_owned()),
        since: Timestamp(at),
    };
    let known = [entry("ended", 1), entry("ended, new", 40), entry("lives", 1), entry("named", 1), entry("open", 1)];
    ledger.put_in_directory(&connection, &known).unwrap();
    let about = |n, id: &str, at| NewAction {
        kind: ActionKind::Task {
            task: "do".to_owned(),
            title: "Do".to_owned(),
            about: About::Customer { connection: key("x").connection, id: id.to_owned() },
            risk: Risk::Plain,
            given: Vec::new(),
            new_sim: None,
        },
        line: None,
        at: Timestamp(at),
        ..new_change(super::super::tests::id(n), "x")
    };
    in_state(&ledger, &about(1, "ended", 10), ActionState::Done);
    ledger.note(&NewAction { at: Timestamp(40), ..new_note(id(2), "named") }).unwrap();
    in_state(&ledger, &about(3, "open", 10), ActionState::Unknown);
    let ended = ["ended", "ended, new", "named", "open"].map(key).to_vec();
    let what = Forgetting { before: Timestamp(30), ended };
    let count = ForgetCount { actions: 1, customers: 1 };
    assert_eq!(ledger.forgettable(&what, Timestamp(50)).unwrap(), count);
    assert_eq!(ledger.directory_count(&connection).unwrap(), 5, "looking takes nothing away");
    assert_eq!(ledger.forget_personal(id(9), "Kim", &what, Timestamp(50)).unwrap(), count);
    let left: Vec<String> = ledger.directory(&connection).unwrap().into_iter().map(|one| one.id).collect();
    assert_eq!(left, ["ended, new", "lives", "named", "open"]);
    assert_eq!(
        action(&ledger, 9).kind,
        ActionKind::PersonalForgotten { before: Timestamp(30), actions: 1, customers: 1 }
    );
    assert_eq!(ledger.verify().unwrap().first_bad, None);
}
