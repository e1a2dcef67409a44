//! What is written down about an action, and what it makes of the action: the one place with the legal steps.
//!
//! The same function runs when an event is written and when the whole ledger is replayed, so the table of actions can
//! always be checked against the entries.

use domain::action::{ActionId, ActionKind, ActionRecord, ActionState, Decision, Facts, OldSim, Reason, Verification};
use domain::line::LineKey;
use domain::msisdn::Msisdn;
use domain::problem::Problem;
use domain::provider::ProviderKind;
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};

use super::{NewAction, Settlement};
use crate::error::{Fault, StoreError};

/// One event. Secrets cannot be in it: their types have no `Serialize`.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Event {
    Prepared(Box<Opening>),
    Noted(Box<Opening>),
    Sent,
    Settled(Box<Outcome>),
    ReadBack,
    ShowingEnded { seconds: u32 },
}

/// How an action begins.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Opening {
    kind: ActionKind,
    line: Option<LineKey>,
    number: Option<Msisdn>,
    provider: Option<ProviderKind>,
    agent: String,
    verification: Option<Verification>,
    reason: Option<Reason>,
    note: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    old_sim: Option<OldSim>,
    before: Option<Facts>,
}

/// What came of a change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Outcome {
    state: ActionState,
    after: Option<Facts>,
    problem: Option<Problem>,
    read_back: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    decided: Option<Decision>,
}

#[derive(Serialize, Deserialize)]
struct Shown {
    seconds: u32,
}

impl From<&NewAction> for Opening {
    fn from(new: &NewAction) -> Self {
        Self {
            kind: new.kind.clone(),
            line: new.line.clone(),
            number: new.number.clone(),
            provider: new.provider,
            agent: new.agent.clone(),
            verification: new.verification,
            reason: new.reason,
            note: new.note.clone(),
            old_sim: new.old_sim,
            before: new.before.clone(),
        }
    }
}

impl From<Settlement> for Outcome {
    fn from(settlement: Settlement) -> Self {
        Self {
            state: settlement.state,
            after: settlement.after,
            problem: settlement.problem,
            read_back: settlement.read_back,
            decided: settlement.decided,
        }
    }
}

impl Event {
    /// Its name in the table.
    pub(super) const fn name(&self) -> &'static str {
        match self {
            Self::Prepared(_) => "prepared",
            Self::Noted(_) => "noted",
            Self::Sent => "sent",
            Self::Settled(_) => "settled",
            Self::ReadBack => "read_back",
            Self::ShowingEnded { .. } => "showing_ended",
        }
    }

    /// Its content as JSON.
    pub(super) fn body(&self) -> Result<String, serde_json::Error> {
        match self {
            Self::Prepared(opening) | Self::Noted(opening) => serde_json::to_string(opening),
            Self::Settled(outcome) => serde_json::to_string(outcome),
            Self::ShowingEnded { seconds } => serde_json::to_string(&Shown { seconds: *seconds }),
            Self::Sent | Self::ReadBack => Ok("{}".to_owned()),
        }
    }

    /// Reads what [`Event::name`] and [`Event::body`] wrote.
    pub(super) fn read(name: &str, body: &str) -> Result<Self, Fault> {
        Ok(match name {
            "prepared" => Self::Prepared(serde_json::from_str(body)?),
            "noted" => Self::Noted(serde_json::from_str(body)?),
            "sent" => Self::Sent,
            "settled" => Self::Settled(serde_json::from_str(body)?),
            "read_back" => Self::ReadBack,
            "showing_ended" => Self::ShowingEnded { seconds: serde_json::from_str::<Shown>(body)?.seconds },
            _ => return Err(Fault::Unreadable),
        })
    }

    /// What the action is after this event.
    ///
    /// # Errors
    ///
    /// When the event cannot happen to an action that stands so.
    pub(super) fn apply(
        &self,
        id: ActionId,
        at: Timestamp,
        action: Option<ActionRecord>,
    ) -> Result<ActionRecord, StoreError> {
        match (self, action) {
            (Self::Prepared(_) | Self::Noted(_), Some(_)) => Err(StoreError::DuplicateAction(id)),
            (Self::Prepared(opening), None) => opening.prepared(id, at),
            (Self::Noted(opening), None) => opening.noted(id, at),
            (_, None) => Err(StoreError::NoSuchAction(id)),
            (Self::Sent, Some(action)) => sent(action, at),
            (Self::Settled(outcome), Some(action)) => settled(action, outcome, at),
            (Self::ReadBack, Some(action)) => read_back(action),
            (Self::ShowingEnded { seconds }, Some(action)) => showing_ended(action, *seconds),
        }
    }
}

impl Opening {
    fn prepared(&self, id: ActionId, at: Timestamp) -> Result<ActionRecord, StoreError> {
        if !self.kind.is_change() {
            return Err(StoreError::WrongKind("only a change is prepared; this is to be noted"));
        }
        if super::actions::place(&self.kind, self.line.as_ref()).is_none() {
            return Err(StoreError::WrongKind("a change names its line or what else it is about"));
        }
        Ok(self.record(id, at, ActionState::Prepared))
    }

    fn noted(&self, id: ActionId, at: Timestamp) -> Result<ActionRecord, StoreError> {
        if self.kind.is_change() {
            return Err(StoreError::WrongKind("a change is prepared and not just noted"));
        }
        Ok(self.record(id, at, ActionState::Noted))
    }

    fn record(&self, id: ActionId, at: Timestamp, state: ActionState) -> ActionRecord {
        ActionRecord {
            id,
            kind: self.kind.clone(),
            line: self.line.clone(),
            number: self.number.clone(),
            provider: self.provider,
            state,
            agent: self.agent.clone(),
            verification: self.verification,
            reason: self.reason,
            note: self.note.clone(),
            old_sim: self.old_sim,
            before: self.before.clone(),
            after: None,
            problem: None,
            read_back: false,
            read_backs: 0,
            decided: None,
            seconds: None,
            created_at: at,
            sent_at: None,
            changed_at: at,
        }
    }
}

/// Whether a change may go from one state to another when its outcome is written down.
const fn may_settle(from: ActionState, to: ActionState) -> bool {
    use ActionState::{Accepted, Done, Failed, NotDone, NotSent, Prepared, Refused, Sent, Unknown};
    match from {
        Prepared => matches!(to, NotSent | Unknown),
        Sent => matches!(to, Done | Accepted | Refused | NotSent | Unknown),
        Unknown => matches!(to, Done | NotDone | Unknown | Accepted),
        Accepted => matches!(to, Done | Failed | Unknown | Accepted),
        _ => false,
    }
}

const fn step(state: ActionState) -> &'static str {
    match state {
        ActionState::Prepared => "prepared",
        ActionState::Sent => "sent",
        ActionState::Done => "done",
        ActionState::Accepted => "accepted",
        ActionState::Refused => "refused",
        ActionState::NotSent => "not sent",
        ActionState::Unknown => "unknown",
        ActionState::NotDone => "not done",
        ActionState::Failed => "failed",
        ActionState::Noted => "noted",
    }
}

const fn illegal(action: &ActionRecord, step: &'static str) -> StoreError {
    StoreError::IllegalStep { id: action.id, state: action.state, step }
}

fn sent(mut action: ActionRecord, at: Timestamp) -> Result<ActionRecord, StoreError> {
    if action.state != ActionState::Prepared {
        return Err(illegal(&action, step(ActionState::Sent)));
    }
    action.state = ActionState::Sent;
    action.sent_at = Some(at);
    action.changed_at = at;
    Ok(action)
}

fn settled(mut action: ActionRecord, outcome: &Outcome, at: Timestamp) -> Result<ActionRecord, StoreError> {
    if !may_settle(action.state, outcome.state) {
        return Err(illegal(&action, step(outcome.state)));
    }
    if outcome.after.is_some() {
        action.after.clone_from(&outcome.after);
    }
    // Why it is not known, or did not happen, stays until something newer is known; what is done has no problem left.
    if outcome.problem.is_some() || outcome.state == ActionState::Done {
        action.problem.clone_from(&outcome.problem);
    }
    // Still unknown is no new state.
    if action.state != outcome.state {
        action.changed_at = at;
    }
    action.read_back = outcome.read_back;
    action.decided.clone_from(&outcome.decided);
    action.state = outcome.state;
    Ok(action)
}

fn read_back(mut action: ActionRecord) -> Result<ActionRecord, StoreError> {
    if action.state != ActionState::Unknown {
        return Err(illegal(&action, "read back"));
    }
    action.read_backs = action.read_backs.saturating_add(1);
    Ok(action)
}

fn showing_ended(mut action: ActionRecord, seconds: u32) -> Result<ActionRecord, StoreError> {
    if !matches!(action.kind, ActionKind::CodeShown { .. }) || action.seconds.is_some() {
        return Err(illegal(&action, "ended as a showing"));
    }
    action.seconds = Some(seconds);
    Ok(action)
}
