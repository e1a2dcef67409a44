//! What the ledger is, said again in the plainest way: a list of records in memory. It shares no line with the ledger
//! but the records' type; which steps are legal is written out a second time on purpose.

use domain::action::{ActionId, ActionKind, ActionRecord, ActionState};
use domain::activation_code::CodeFingerprint;
use domain::task::{About, Given, Risk};
use domain::time::Timestamp;
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

use super::super::{code_shown, new_change};
use crate::testing::{connection, key};
use crate::{ActionFilter, Ledger, LedgerCounts, NewAction, Prepared, Settlement, StoreError};

/// How many places there are: two lines, one of them named by its number, a customer, a port, and two orders.
pub(super) const PLACES: usize = 6;

/// The number of every action made here.
const NUMBER: &str = "447700900123";

/// The same in any order, in the order in which they began.
#[derive(Default)]
pub(super) struct Model {
    actions: Vec<ActionRecord>,
    entries: u64,
}

fn about(place: usize) -> About {
    match place {
        0 => About::Line { line: key("a line") },
        1 => About::Line { line: key(NUMBER) },
        2 => About::Customer { connection: connection(), id: "c".to_owned() },
        3 => About::Port { connection: connection(), id: "c".to_owned() },
        _ => About::Account { connection: connection() },
    }
}

/// A change at a place: on lines a new code, elsewhere a task.
pub(super) fn new_at(id: ActionId, place: usize, at: Timestamp) -> NewAction {
    let about = about(place);
    let line = about.line().cloned();
    let kind = if line.is_some() {
        ActionKind::NewEsimCode
    } else {
        let given = |value: &str| Given { name: "x".into(), label: "X".into(), value: Some(value.into()), shown: None };
        let given = vec![given(if place == 5 { "this" } else { "that" })];
        ActionKind::Task { task: "do".into(), title: "Do".into(), about, risk: Risk::Plain, given, new_sim: None }
    };
    NewAction { kind, line, at, ..new_change(id, "") }
}

/// Something that is no change, on a line.
pub(super) fn shown_at(id: ActionId, place: usize, at: Timestamp) -> NewAction {
    let fingerprint = CodeFingerprint::parse(&"0b".repeat(16)).unwrap();
    NewAction { line: about(place % 2).line().cloned(), at, ..code_shown(id, "", fingerprint) }
}

fn begun(new: &NewAction, state: ActionState) -> ActionRecord {
    ActionRecord {
        id: new.id,
        kind: new.kind.clone(),
        line: new.line.clone(),
        number: new.number.clone(),
        provider: new.provider,
        state,
        agent: new.agent.clone(),
        verification: new.verification,
        reason: new.reason,
        note: new.note.clone(),
        old_sim: new.old_sim,
        before: new.before.clone(),
        after: None,
        problem: None,
        read_back: false,
        read_backs: 0,
        decided: None,
        seconds: None,
        created_at: new.at,
        sent_at: None,
        changed_at: new.at,
    }
}

/// Two changes at the same place must not both be in flight.
fn same_place(one: &ActionRecord, new: &NewAction) -> bool {
    match (&one.kind, &new.kind) {
        (
            ActionKind::Task { about: About::Account { .. }, given, .. },
            ActionKind::Task { about: About::Account { .. }, given: new_given, .. },
        ) => given == new_given,
        (ActionKind::Task { about, .. }, ActionKind::Task { about: new_about, .. }) => about == new_about,
        (ActionKind::NewEsimCode, ActionKind::NewEsimCode) => one.line == new.line,
        _ => false,
    }
}

fn legal(from: ActionState) -> &'static [ActionState] {
    use ActionState::{Accepted, Done, Failed, NotDone, NotSent, Prepared, Refused, Sent, Unknown};
    match from {
        Prepared => &[NotSent, Unknown],
        Sent => &[Done, Accepted, Refused, NotSent, Unknown],
        Unknown => &[Done, NotDone, Unknown, Accepted],
        Accepted => &[Done, Failed, Unknown, Accepted],
        _ => &[],
    }
}

fn word(state: ActionState) -> &'static str {
    use ActionState::{Accepted, Done, Failed, NotDone, NotSent, Noted, Prepared, Refused, Sent, Unknown};
    match state {
        Prepared => "prepared",
        Sent => "sent",
        Done => "done",
        Accepted => "accepted",
        Refused => "refused",
        NotSent => "not sent",
        Unknown => "unknown",
        NotDone => "not done",
        Failed => "failed",
        Noted => "noted",
    }
}

type Took = Result<ActionRecord, StoreError>;

impl Model {
    fn at(&mut self, id: ActionId) -> Result<&mut ActionRecord, StoreError> {
        self.actions.iter_mut().find(|one| one.id == id).ok_or(StoreError::NoSuchAction(id))
    }

    fn begin(&mut self, record: ActionRecord) -> Took {
        if self.actions.iter().any(|one| one.id == record.id) {
            return Err(StoreError::DuplicateAction(record.id));
        }
        self.actions.push(record.clone());
        self.entries += 1;
        Ok(record)
    }

    /// A legal step of an action, or why it is none.
    fn step(
        &mut self,
        id: ActionId,
        what: &'static str,
        legal: impl FnOnce(&ActionRecord) -> bool,
        take: impl FnOnce(&mut ActionRecord),
    ) -> Took {
        let action = self.at(id)?;
        if !legal(action) {
            return Err(StoreError::IllegalStep { id, state: action.state, step: what });
        }
        take(action);
        let now = action.clone();
        self.entries += 1;
        Ok(now)
    }

    pub(super) fn prepare(&mut self, new: &NewAction) -> Result<Prepared, StoreError> {
        if let Some(open) = self.actions.iter().find(|one| one.state.is_open() && same_place(one, new)) {
            return Ok(Prepared::AlreadyOpen(open.clone()));
        }
        self.begin(begun(new, ActionState::Prepared)).map(Prepared::New)
    }

    pub(super) fn note(&mut self, new: &NewAction) -> Took {
        self.begin(begun(new, ActionState::Noted))
    }

    pub(super) fn mark_sent(&mut self, id: ActionId, at: Timestamp) -> Took {
        self.step(
            id,
            "sent",
            |one| one.state == ActionState::Prepared,
            |one| {
                one.state = ActionState::Sent;
                one.sent_at = Some(at);
                one.changed_at = at;
            },
        )
    }

    pub(super) fn settle(&mut self, id: ActionId, to: Settlement) -> Took {
        self.step(
            id,
            word(to.state),
            |one| legal(one.state).contains(&to.state),
            |one| {
                if one.state != to.state {
                    one.changed_at = to.at;
                }
                if to.problem.is_some() || to.state == ActionState::Done {
                    one.problem = to.problem.clone();
                }
                one.after = to.after.clone().or(one.after.take());
                one.state = to.state;
                one.read_back = to.read_back;
                one.decided = to.decided.clone();
            },
        )
    }

    pub(super) fn note_read_back(&mut self, id: ActionId) -> Took {
        self.step(id, "read back", |one| one.state == ActionState::Unknown, |one| one.read_backs += 1)
    }

    pub(super) fn end_showing(&mut self, id: ActionId, seconds: u32) -> Took {
        let showing = |one: &ActionRecord| matches!(one.kind, ActionKind::CodeShown { .. }) && one.seconds.is_none();
        self.step(id, "ended as a showing", showing, |one| one.seconds = Some(seconds))
    }

    pub(super) fn forget_personal(
        &mut self,
        id: ActionId,
        before: Timestamp,
        at: Timestamp,
    ) -> Result<u64, StoreError> {
        if self.actions.iter().any(|one| one.id == id) {
            return Err(StoreError::DuplicateAction(id));
        }
        let mut count = 0;
        for one in &mut self.actions {
            let personal = one.number.is_some() || one.note.is_some();
            if one.created_at < before && !one.state.is_open() && personal {
                count += 1;
                one.number = None;
                one.note = None;
                one.line = one.line.take().filter(|line| line.id != NUMBER);
            }
        }
        let kind = ActionKind::PersonalForgotten { before, actions: count };
        let itself = NewAction {
            kind,
            line: None,
            number: None,
            provider: None,
            verification: None,
            reason: None,
            note: None,
            old_sim: None,
            before: None,
            at,
            ..new_change(id, "")
        };
        self.note(&itself).map(|_| count)
    }

    /// Whether the ledger answers everything as the model does.
    pub(super) fn is(&self, ledger: &Ledger) -> Result<(), TestCaseError> {
        let report = ledger.verify().unwrap();
        prop_assert_eq!((report.entries, report.first_bad), (self.entries, None));
        for one in &self.actions {
            let now = ledger.action(one.id).unwrap();
            prop_assert_eq!(now.as_ref(), Some(one));
        }
        for filter in [ActionFilter::All, ActionFilter::Unknown, ActionFilter::Waiting, ActionFilter::Refused] {
            prop_assert_eq!(ledger.actions(filter, 100, None).unwrap(), self.page(filter));
        }
        let count = |filter| self.page(filter).len() as u64;
        let counts = LedgerCounts {
            all: count(ActionFilter::All),
            unknown: count(ActionFilter::Unknown),
            waiting: count(ActionFilter::Waiting),
            refused: count(ActionFilter::Refused),
        };
        prop_assert_eq!(ledger.counts().unwrap(), counts);
        let open: Vec<_> = self.actions.iter().filter(|one| one.state.is_open()).cloned().collect();
        for (at, one) in open.iter().enumerate() {
            let new = NewAction { kind: one.kind.clone(), line: one.line.clone(), ..new_change(one.id, "") };
            prop_assert!(!open[at + 1..].iter().any(|other| same_place(other, &new)), "two in flight at one place");
        }
        prop_assert_eq!(ledger.open_actions().unwrap(), open);
        for place in 0..4 {
            let about = about(place);
            let here = |one: &&ActionRecord| match (&one.kind, about.line()) {
                (ActionKind::Task { about: its, .. }, _) => *its == about,
                (_, Some(line)) => one.line.as_ref() == Some(line),
                _ => false,
            };
            let expected: Vec<_> = self.actions.iter().rev().filter(here).cloned().collect();
            let answered = match about.line() {
                Some(line) => ledger.line_actions(line, 100),
                None => ledger.actions_about(&about, 100),
            };
            prop_assert_eq!(answered.unwrap(), expected.clone());
            if let Some(line) = about.line() {
                let done = [ActionState::Done, ActionState::Unknown];
                let last = expected.into_iter().find(|one| one.kind.is_change() && done.contains(&one.state));
                prop_assert_eq!(ledger.last_change_of(line, &done).unwrap(), last);
            }
        }
        Ok(())
    }

    /// What a filter lets through: unknown ones first, and of each sort the newest first.
    fn page(&self, filter: ActionFilter) -> Vec<ActionRecord> {
        use ActionState::{Accepted, Failed, Prepared, Refused, Sent, Unknown};
        let passes = |one: &&ActionRecord| match filter {
            ActionFilter::All => true,
            ActionFilter::Unknown => one.state == Unknown,
            ActionFilter::Waiting => matches!(one.state, Prepared | Sent | Accepted),
            ActionFilter::Refused => matches!(one.state, Refused | Failed),
        };
        let mut page: Vec<_> = self.actions.iter().rev().filter(passes).cloned().collect();
        page.sort_by_key(|one| one.state != Unknown);
        page
    }
}
