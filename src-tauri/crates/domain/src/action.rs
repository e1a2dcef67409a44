//! Actions: everything the ledger keeps, from a change of a customer's service to the showing of a code.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::activation_code::CodeFingerprint;
use crate::iccid::IccidWarning;
use crate::line::{LineKey, RawField, SimKind};
use crate::msisdn::Msisdn;
use crate::problem::Problem;
use crate::provider::{Evidence, ProviderKind};
use crate::task::{About, Given, LineFacts, Risk};
use crate::time::Timestamp;

/// Names one action for good: a version 7 UUID, so that ids sort by time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(transparent)]
pub struct ActionId(#[ts(type = "string")] pub Uuid);

impl std::fmt::Display for ActionId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// Leave to send one change: every provider call that changes something takes one, and only the ledger's pipeline
/// issues them, once the intent is on disk. It cannot be copied, so it is good for one call.
#[derive(Debug)]
pub struct Ticket {
    action: ActionId,
}

impl Ticket {
    /// Issues the ticket of an action whose row is on disk. Owned by `desk::act`; clippy holds that.
    #[must_use]
    pub const fn issue(action: ActionId) -> Self {
        Self { action }
    }

    /// The action it belongs to.
    #[must_use]
    pub const fn action(&self) -> ActionId {
        self.action
    }
}

/// What an action is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ActionKind {
    /// A new activation code for an eSIM line; the old one stops working.
    NewEsimCode,
    /// A task of the provider's table.
    Task {
        /// Which, by its name in the table.
        task: String,
        /// What a person pressed, as it read then.
        title: String,
        /// What it is about.
        about: About,
        /// What it risks.
        risk: Risk,
        /// What was typed or chosen; secrets are only said to have been given.
        given: Vec<Given>,
        /// The number of the SIM the line gets, where it was typed or chosen. Older rows have it among `given` only.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional = nullable)]
        new_sim: Option<String>,
    },
    /// Not a change: an activation code was on a screen.
    CodeShown {
        /// Which screen.
        screen: Screen,
        /// Which code.
        fingerprint: CodeFingerprint,
        /// The SM-DP+ address of the code.
        sm_dp_address: String,
    },
    /// Not a change: a part of an activation code went to the clipboard.
    CodeCopied {
        /// Which code.
        fingerprint: CodeFingerprint,
    },
    /// Not a change: the provider told that a phone has installed a code that this desk issued or showed.
    CodeInstalled {
        /// Which code.
        fingerprint: CodeFingerprint,
    },
    /// Not a change: an activation code was printed, or at least the print dialog was opened with it.
    CodePrinted {
        /// Which code.
        fingerprint: CodeFingerprint,
    },
    /// Not a change: the picture of an activation code was saved as a file.
    CodeSaved {
        /// Which code.
        fingerprint: CodeFingerprint,
    },
    /// Not a change: a secret of an answer (PIN, PUK, password, code) was on a screen.
    SecretShown {
        /// The action whose answer held it.
        of: ActionId,
        /// What it is, by its label; never the secret.
        what: String,
    },
    /// Not a change: this ledger began, with the reason.
    LedgerStarted {
        /// Why a new ledger was begun.
        reason: String,
    },
    /// Not a change: the actions were written to a file outside the ledger.
    Exported {
        /// How many actions.
        #[ts(type = "number")]
        rows: u64,
    },
    /// Not a change: the personal details of settled actions were deleted.
    PersonalForgotten {
        /// Those of actions that came to their end before this time.
        before: Timestamp,
        /// Of how many actions.
        #[ts(type = "number")]
        actions: u64,
        /// How many customers whose line has ended were taken out of the desk's own directory.
        #[serde(default)]
        #[ts(type = "number")]
        customers: u64,
    },
    /// Not a change: the personal details of entries of older versions were split off, so that they can be forgotten.
    OlderEntriesSplit {
        /// How many entries it was.
        #[ts(type = "number")]
        entries: u64,
        /// SHA-256 over what is left of them, as 64 hexadecimal digits.
        seal: String,
    },
}

impl ActionKind {
    /// True for what alters a customer's service and therefore takes the whole pipeline.
    #[must_use]
    pub const fn is_change(&self) -> bool {
        matches!(self, Self::NewEsimCode | Self::Task { .. })
    }

    /// What it risks.
    #[must_use]
    pub const fn risk(&self) -> Risk {
        match self {
            Self::NewEsimCode => Risk::Sim,
            Self::Task { risk, .. } => *risk,
            _ => Risk::Plain,
        }
    }
}

/// A screen a code can be on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Screen {
    /// The agent's own window.
    Agent,
    /// The window that faces the customer.
    Customer,
}

/// Where an action stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ActionState {
    /// On disk, nothing sent.
    Prepared,
    /// On the way; no answer yet.
    Sent,
    /// It happened.
    Done,
    /// The provider took it and works on it.
    Accepted,
    /// The provider refused; nothing changed.
    Refused,
    /// Nothing left this desk; nothing changed.
    NotSent,
    /// It may or may not have happened.
    Unknown,
    /// It was unknown, and reading back proved that it did not happen.
    NotDone,
    /// Accepted, and then it did not work.
    Failed,
    /// Not a change: it is simply noted.
    Noted,
}

impl ActionState {
    /// True while another change on the same line must wait: the outcome is not known yet.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Prepared | Self::Sent | Self::Unknown | Self::Accepted)
    }
}

/// How the customer proved who they are. Name and birth date alone are not on the list on purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum VerificationMethod {
    /// A photo ID was seen.
    PhotoId,
    /// The account PIN was right.
    AccountPin,
    /// They were called back on a number known before.
    CallBack,
    /// They read out a code sent to something they have.
    OneTimeCode,
    /// The provider has sent them a code, and checks it with the change itself: a proof for such a change and for
    /// nothing else.
    ProviderCode,
}

/// A proof of identity for one line, valid for five minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Verification {
    /// How.
    pub method: VerificationMethod,
    /// When.
    pub at: Timestamp,
    /// Until when it counts.
    pub until: Timestamp,
}

/// Why an agent makes a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The phone or SIM is lost.
    Lost,
    /// The phone or SIM was stolen.
    Stolen,
    /// It does not work any more.
    Damaged,
    /// The customer has a new phone.
    NewPhone,
    /// The customer asked for it.
    CustomerAsked,
    /// Something else; the note says what.
    Other,
}

/// What becomes of the SIM that a line had before a change of its SIM.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum OldSim {
    /// It is lost.
    Lost,
    /// It was stolen.
    Stolen,
    /// It does not work any more.
    Damaged,
    /// The customer keeps it.
    Kept,
    /// It goes back to stock.
    Stock,
    /// It was destroyed at the counter.
    Destroyed,
}

impl Reason {
    /// What a reason says of the old SIM by itself.
    #[must_use]
    pub const fn old_sim(self) -> Option<OldSim> {
        match self {
            Self::Lost => Some(OldSim::Lost),
            Self::Stolen => Some(OldSim::Stolen),
            Self::Damaged => Some(OldSim::Damaged),
            Self::NewPhone | Self::CustomerAsked | Self::Other => None,
        }
    }
}

/// What can be read at a provider to tell whether a change happened: kept before it is sent and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Facts {
    /// The eSIM of a line.
    Esim {
        /// The code in force, by its fingerprint; absent when there was none.
        fingerprint: Option<CodeFingerprint>,
        /// Its SM-DP+ address.
        sm_dp_address: Option<String>,
        /// The provider's own word for the install state.
        state: Option<String>,
    },
    /// The line.
    Line(Box<LineFacts>),
    /// Work the provider has accepted.
    Order {
        /// Its reference, where there is one.
        reference: Option<String>,
        /// The provider's own word for how far it has come.
        state: Option<String>,
    },
    /// The SIM the line has now, as the answer to the change told it.
    Sim {
        /// Its number; absent once it is forgotten.
        iccid: Option<String>,
    },
    /// Nothing that can be read tells.
    Nothing,
}

/// What a person decided about an action that nothing could prove.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Decision {
    /// Who decided.
    pub agent: String,
    /// What was looked at.
    pub note: String,
}

impl std::fmt::Debug for Decision {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Decision(…)")
    }
}

/// The personal details of an action are gone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Forgotten {
    /// Since when.
    pub at: Timestamp,
    /// Which there were, as JSON pointers (RFC 6901) into the action: `/note`, `/kind/given/0/value`, `/before/iccid`.
    pub fields: Vec<String>,
}

/// Everything known of one action.
#[derive(Clone, PartialEq, Eq)]
pub struct ActionRecord {
    /// Which action.
    pub id: ActionId,
    /// What it is.
    pub kind: ActionKind,
    /// The line, where there is one.
    pub line: Option<LineKey>,
    /// The line's number at that time.
    pub number: Option<Msisdn>,
    /// The provider.
    pub provider: Option<ProviderKind>,
    /// Where it stands.
    pub state: ActionState,
    /// Who did it.
    pub agent: String,
    /// How the customer was verified.
    pub verification: Option<Verification>,
    /// Why.
    pub reason: Option<Reason>,
    /// The agent's note.
    pub note: Option<String>,
    /// What becomes of the SIM the line had, where that was said.
    pub old_sim: Option<OldSim>,
    /// What was so before.
    pub before: Option<Facts>,
    /// What was so after, as far as it was read.
    pub after: Option<Facts>,
    /// What went wrong, if something did.
    pub problem: Option<Problem>,
    /// True when the outcome was proved by reading it back instead of by the answer.
    pub read_back: bool,
    /// How often it was read back.
    pub read_backs: u32,
    /// Set when a person decided what became of it, because nothing could prove it.
    pub decided: Option<Decision>,
    /// For a showing: how long, in seconds.
    pub seconds: Option<u32>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was sent.
    pub sent_at: Option<Timestamp>,
    /// When it came to its present state.
    pub changed_at: Timestamp,
    /// Set once its personal details are gone.
    pub forgotten: Option<Forgotten>,
}

impl std::fmt::Debug for ActionRecord {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ActionRecord")
            .field("id", &self.id)
            .field("kind", &self.kind)
            .field("line", &self.line)
            .field("state", &self.state)
            .finish_non_exhaustive()
    }
}

/// What would happen, shown before it is confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Preview {
    /// The id the action will have: confirming the same preview twice is the same action.
    pub id: ActionId,
    /// The action.
    pub kind: ActionKind,
    /// The SIM now, as far as it is known: its kind.
    pub sim_now: SimKind,
    /// What is so now at the provider; the change is refused when this no longer holds.
    pub before: Facts,
    /// How well the operation is known.
    pub evidence: Evidence,
    /// Whether it can be undone.
    pub reversible: bool,
    /// How it is undone, in one sentence; absent when it cannot be, or when that is plain.
    pub undo: Option<String>,
    /// True when the last four digits of the number have to be typed.
    pub confirm_digits: bool,
    /// What it would cost or do in the provider's words, where that can be asked for.
    pub estimate: Vec<RawField>,
    /// What was looked at, in the order a person should read it.
    pub checks: Vec<PreviewCheck>,
}

/// How it is known that something of a line was changed lately.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ChangeSeen {
    /// It was done from this desk: the ledger has the day.
    Desk,
    /// Two readings of the line differ: it was changed elsewhere, at some time between them. The day is the later
    /// reading's.
    Readings,
}

/// One thing that was looked at before a change. The words are the UI's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum PreviewCheck {
    /// Good: the customer is verified.
    Verified {
        /// The proof.
        verification: Verification,
    },
    /// Stops: the customer is not verified, or no longer.
    NotVerified,
    /// Good: nothing else runs on this line.
    NoOtherChange,
    /// Stops: something else runs on this line.
    OtherChange {
        /// What runs.
        action: ActionId,
    },
    /// Good: no port of this number is under way.
    NoPort,
    /// Warns: a port of this number is under way.
    PortUnderWay {
        /// The provider's own word for its state.
        raw_state: String,
    },
    /// Warns: codes for this change were refused since the last one was sent.
    CodesRefused {
        /// How many.
        wrong: u32,
        /// With so many the try is over.
        most: u32,
    },
    /// Stops: too many codes were refused. Another one has to be sent, or another proof is needed.
    TooManyCodes {
        /// How many.
        wrong: u32,
    },
    /// Warns: ports could not be read.
    PortsNotRead,
    /// Warns: the SIM was changed lately.
    SimChangedLately {
        /// How many whole days ago.
        days: u32,
        /// How that is known.
        seen: ChangeSeen,
    },
    /// Warns: the number was changed lately.
    NumberChangedLately {
        /// How many whole days ago.
        days: u32,
        /// How that is known.
        seen: ChangeSeen,
    },
    /// Warns: the owner's name, address or e-mail was changed lately.
    OwnerChangedLately {
        /// How many whole days ago.
        days: u32,
        /// How that is known.
        seen: ChangeSeen,
    },
    /// Warns: the line is so already.
    AlreadySo,
    /// Warns: the provider did not say what it would cost.
    NoEstimate,
    /// Stops: this SIM is the one the line has.
    SameSim,
    /// Warns: this SIM was given to a line before, on this desk.
    SimUsedBefore {
        /// The action that gave it.
        action: ActionId,
        /// When.
        at: Timestamp,
    },
    /// Good: the provider has this SIM, and no line has it.
    SimFree {
        /// Its network and form in the provider's words, as far as it says.
        says: Option<String>,
    },
    /// Warns: the provider's stock, as far as it can be seen, has no such SIM.
    SimNotInStock,
    /// Stops: it is a SIM of another network than the line needs.
    SimOfOtherNetwork {
        /// The SIM's, in the provider's word.
        network: String,
        /// The one that is needed.
        needed: String,
    },
    /// Stops: the provider says that this SIM cannot be used.
    SimNotUsable {
        /// Why, in the provider's words, where it says so.
        says: Option<String>,
    },
    /// Warns: the provider's stock could not be asked.
    StockNotRead,
    /// Warns: something is odd about the SIM's number.
    OddSimNumber {
        /// What.
        warning: IccidWarning,
    },
    /// Warns: nothing the provider publishes tells afterwards whether it happened.
    CannotBeProved {
        /// What a person would look at.
        look_at: String,
    },
    /// Warns: the operation is not fully documented by the provider.
    Unverified,
    /// Stops: the provider does not work at the moment.
    Outage {
        /// Since when.
        since: Timestamp,
    },
}

impl PreviewCheck {
    /// True where the change must not be sent.
    #[must_use]
    pub const fn stops(&self) -> bool {
        matches!(
            self,
            Self::NotVerified
                | Self::OtherChange { .. }
                | Self::Outage { .. }
                | Self::SameSim
                | Self::TooManyCodes { .. }
                | Self::SimOfOtherNetwork { .. }
                | Self::SimNotUsable { .. }
        )
    }
}

/// Why a code is no longer shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum HideReason {
    /// Someone hid it, or left the line.
    Asked,
    /// Its time was up.
    TimeUp,
    /// A phone has installed it.
    Used,
    /// The provider has another code now.
    Replaced,
}
