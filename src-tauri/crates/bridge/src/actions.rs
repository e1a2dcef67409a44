//! Changes and the ledger as the UI shows them.

use domain::action::{
    ActionId, ActionKind, ActionRecord, ActionState, Decision, Facts, OldSim, Preview, Reason, Verification,
};
use domain::line::LineKey;
use domain::problem::Problem;
use domain::provider::ProviderKind;
use domain::replaced_sim::ReplacedSim;
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::lines::NumberView;

/// What someone wants to do.
#[derive(Deserialize, TS)]
pub struct PreviewRequest {
    /// To which line.
    pub line: LineKey,
    /// What.
    pub kind: ActionKind,
}

/// What it would do.
#[derive(Serialize, TS)]
pub struct PreviewAnswer {
    /// The preview.
    pub preview: Preview,
    /// True when it may be sent now.
    pub may_send: bool,
}

/// Yes, do it.
#[derive(Deserialize, TS)]
pub struct SubmitRequest {
    /// The preview that was read.
    pub preview: ActionId,
    /// Why.
    pub reason: Reason,
    /// More about why; needed when the reason is "other".
    pub note: Option<String>,
    /// The last four digits of the number, typed, where the preview asks for them.
    pub digits: Option<String>,
    /// What becomes of the SIM the line has now, for a change of its SIM.
    pub old_sim: Option<OldSim>,
}

/// Which action.
#[derive(Deserialize, TS)]
pub struct ActionRequest {
    /// Its id.
    pub id: ActionId,
}

/// One action of the ledger.
#[derive(Clone, Serialize, TS)]
pub struct ActionView {
    /// Which action.
    pub id: ActionId,
    /// What it is.
    pub kind: ActionKind,
    /// The line.
    pub line: Option<LineKey>,
    /// The line's number at that time.
    pub number: Option<NumberView>,
    /// The provider.
    pub provider: Option<ProviderKind>,
    /// The provider's name.
    pub provider_name: Option<String>,
    /// Where it stands.
    pub state: ActionState,
    /// Who did it.
    pub agent: String,
    /// How the customer was verified.
    pub verification: Option<Verification>,
    /// Why.
    pub reason: Option<Reason>,
    /// More about why.
    pub note: Option<String>,
    /// What became of the SIM the line had.
    pub old_sim: Option<OldSim>,
    /// Which SIM came in the place of which.
    pub replaced: Option<ReplacedSim>,
    /// What was so before.
    pub before: Option<Facts>,
    /// What was so after.
    pub after: Option<Facts>,
    /// What went wrong.
    pub problem: Option<Problem>,
    /// True when the outcome was proved by reading it back.
    pub read_back: bool,
    /// How often it was read back.
    pub read_backs: u32,
    /// What a person looks at to find out, where nothing that can be read tells.
    pub look_at: Option<String>,
    /// What a person decided, because nothing could prove it.
    pub decided: Option<Decision>,
    /// For a showing: how long, in seconds.
    pub seconds: Option<u32>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was sent.
    pub sent_at: Option<Timestamp>,
    /// When it came to its present state.
    pub changed_at: Timestamp,
}

impl From<ActionRecord> for ActionView {
    fn from(record: ActionRecord) -> Self {
        Self {
            replaced: ReplacedSim::of(&record),
            old_sim: record.old_sim,
            id: record.id,
            kind: record.kind,
            line: record.line,
            number: record.number.as_ref().map(NumberView::from),
            provider: record.provider,
            provider_name: record.provider.map(|provider| provider.name().to_owned()),
            state: record.state,
            agent: record.agent,
            verification: record.verification,
            reason: record.reason,
            note: record.note,
            before: record.before,
            after: record.after,
            problem: record.problem,
            read_back: record.read_back,
            read_backs: record.read_backs,
            look_at: None,
            decided: record.decided,
            seconds: record.seconds,
            created_at: record.created_at,
            sent_at: record.sent_at,
            changed_at: record.changed_at,
        }
    }
}

/// Which part of the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ActionsFilter {
    /// Everything.
    All,
    /// Outcome unknown.
    Unknown,
    /// Accepted by the provider, not finished.
    Waiting,
    /// Refused by the provider, failed, or not sent.
    Refused,
}

/// Which page of the ledger.
#[derive(Deserialize, TS)]
pub struct ActionsRequest {
    /// Which part.
    pub filter: ActionsFilter,
    /// Continue after this action.
    pub after: Option<ActionId>,
    /// How many at the most, up to 100.
    pub limit: u32,
}

/// How many actions there are of each sort.
#[derive(Debug, Clone, Copy, Default, Serialize, TS)]
pub struct ActionCounts {
    /// Everything.
    #[ts(type = "number")]
    pub all: u64,
    /// Outcome unknown.
    #[ts(type = "number")]
    pub unknown: u64,
    /// Accepted, not finished.
    #[ts(type = "number")]
    pub waiting: u64,
    /// Refused, failed or not sent.
    #[ts(type = "number")]
    pub refused: u64,
}

/// A page of the ledger.
#[derive(Serialize, TS)]
pub struct ActionsAnswer {
    /// The actions: unknown ones first, then the newest first.
    pub actions: Vec<ActionView>,
    /// How many there are in all.
    pub counts: ActionCounts,
    /// True when there are more.
    pub more: bool,
}

/// What recomputing the chain found.
#[derive(Serialize, TS)]
pub struct ChainAnswer {
    /// How many entries there are.
    #[ts(type = "number")]
    pub entries: u64,
    /// The first entry that is not as it was written, if any.
    #[ts(type = "number | null")]
    pub first_bad: Option<u64>,
    /// What is wrong with it.
    pub what: Option<String>,
}

/// Where the actions were written to.
#[derive(Serialize, TS)]
pub struct ExportedActions {
    /// The whole path of the file.
    pub path: String,
    /// How many actions are in it.
    #[ts(type = "number")]
    pub rows: u64,
}
