//! Which SIM a change put in the place of which, read off what the ledger has of it.

use serde::Serialize;
use ts_rs::TS;

use crate::action::{ActionKind, ActionRecord, ActionState, Facts};
use crate::iccid::Iccid;
use crate::task::Risk;

/// A SIM in the place of another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ReplacedSim {
    /// The number of the SIM the line had, where it was known.
    pub old: Option<String>,
    /// The number of the SIM it got, where it was typed, chosen or read.
    pub new: Option<String>,
}

impl ReplacedSim {
    /// What an action replaced, or would have; nothing for what gives a line no other SIM, or ended before it did.
    #[must_use]
    pub fn of(record: &ActionRecord) -> Option<Self> {
        let ActionKind::Task { new_sim, risk: Risk::Sim, .. } = &record.kind else { return None };
        if matches!(record.state, ActionState::Refused | ActionState::NotSent | ActionState::NotDone) {
            return None;
        }
        let number = |facts: &Option<Facts>| match facts {
            Some(Facts::Line(line)) => line.iccid.clone(),
            Some(Facts::Sim { iccid }) => iccid.clone(),
            _ => None,
        };
        let old = number(&record.before);
        let new = number(&record.after).or_else(|| new_sim.clone());
        match (&old, &new) {
            (Some(old), Some(new)) if Iccid::is_same(old, new) => None,
            (_, None) => None,
            _ => Some(Self { old, new }),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::action::ActionId;
    use crate::line::LineKey;
    use crate::provider::ConnectionId;
    use crate::task::{About, LineFacts};
    use crate::time::Timestamp;

    use super::*;

    fn record(new_sim: Option<&str>, before: Option<&str>, after: Option<Facts>, state: ActionState) -> ActionRecord {
        let line = LineKey { connection: ConnectionId("c1".to_owned()), id: "L1".to_owned() };
        ActionRecord {
            id: ActionId(uuid::Uuid::from_u128(1)),
            kind: ActionKind::Task {
                task: "replace_sim".to_owned(),
                title: "Replace the SIM card".to_owned(),
                about: About::Line { line: line.clone() },
                risk: Risk::Sim,
                given: Vec::new(),
                new_sim: new_sim.map(str::to_owned),
            },
            line: Some(line),
            number: None,
            provider: None,
            state,
            agent: "Kim".to_owned(),
            verification: None,
            reason: None,
            note: None,
            old_sim: None,
            before: before.map(|iccid| Facts::Line(Box::new(with(iccid)))),
            after,
            problem: None,
            read_back: false,
            read_backs: 0,
            decided: None,
            forgotten: None,
            seconds: None,
            created_at: Timestamp(1),
            sent_at: None,
            changed_at: Timestamp(1),
        }
    }

    fn with(iccid: &str) -> LineFacts {
        LineFacts { iccid: Some(iccid.to_owned()), ..LineFacts::gone() }
    }

    const OLD: &str = "8944000000000123456";
    const NEW: &str = "8944000000000999999";

    #[test]
    fn what_was_typed_read_or_answered_is_the_new_sim() {
        let both = Some(ReplacedSim { old: Some(OLD.to_owned()), new: Some(NEW.to_owned()) });
        let answered = Some(Facts::Sim { iccid: Some(NEW.to_owned()) });
        let read = Some(Facts::Line(Box::new(with(NEW))));
        for (typed, after) in [(Some(NEW), None), (None, answered), (None, read)] {
            assert_eq!(ReplacedSim::of(&record(typed, Some(OLD), after, ActionState::Done)), both);
        }
        let unknown_before = record(Some(NEW), None, None, ActionState::Accepted);
        assert_eq!(ReplacedSim::of(&unknown_before).and_then(|one| one.old), None);
    }

    #[test]
    fn what_did_not_happen_or_is_the_same_sim_replaced_nothing() {
        for state in [ActionState::Refused, ActionState::NotSent, ActionState::NotDone] {
            assert_eq!(ReplacedSim::of(&record(Some(NEW), Some(OLD), None, state)), None);
        }
        assert_eq!(ReplacedSim::of(&record(Some(OLD), Some(OLD), None, ActionState::Done)), None);
        assert_eq!(ReplacedSim::of(&record(None, Some(OLD), None, ActionState::Done)), None);
    }
}
