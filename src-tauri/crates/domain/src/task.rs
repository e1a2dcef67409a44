//! Tasks: what a provider can do, described by data, so that one form asks for any of them and one pipeline sends them.
//!
//! A task is a row of its provider's table: what it is about, what has to be typed, what it does to the customer and how
//! to tell afterwards whether it happened. How it is sent is the provider's.

mod field;
mod proof;
mod sim;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::ability::Ability;
use crate::line::{LineKey, LineStage};
use crate::provider::{ConnectionId, Effect, Evidence};

pub use field::{Choice, FieldKind, FixedChoice, TaskField};
pub use proof::{LineFacts, Proof, ReadBack, Readable};
pub use sim::{CodeArrives, GivenSim, SimChange};

/// What a task is about.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum About {
    /// One line.
    Line {
        /// Which.
        line: LineKey,
    },
    /// One customer.
    Customer {
        /// Reached through this connection.
        connection: ConnectionId,
        /// The provider's own reference.
        id: String,
    },
    /// One port order.
    Port {
        /// Reached through this connection.
        connection: ConnectionId,
        /// The provider's own reference.
        id: String,
    },
    /// The account as a whole: stock, catalogue, new customers and orders.
    Account {
        /// The connection.
        connection: ConnectionId,
    },
}

/// The sort of thing a task is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// One line.
    Line,
    /// One customer.
    Customer,
    /// One port order.
    Port,
    /// The account as a whole.
    Account,
}

impl About {
    /// Through which connection it is reached.
    #[must_use]
    pub const fn connection(&self) -> &ConnectionId {
        match self {
            Self::Line { line } => &line.connection,
            Self::Customer { connection, .. } | Self::Port { connection, .. } | Self::Account { connection } => {
                connection
            }
        }
    }

    /// The provider's own reference; empty for the account as a whole.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Line { line } => &line.id,
            Self::Customer { id, .. } | Self::Port { id, .. } => id,
            Self::Account { .. } => "",
        }
    }

    /// The line, when it is about one.
    #[must_use]
    pub const fn line(&self) -> Option<&LineKey> {
        match self {
            Self::Line { line } => Some(line),
            _ => None,
        }
    }

    /// The sort of thing.
    #[must_use]
    pub const fn subject(&self) -> Subject {
        match self {
            Self::Line { .. } => Subject::Line,
            Self::Customer { .. } => Subject::Customer,
            Self::Port { .. } => Subject::Port,
            Self::Account { .. } => Subject::Account,
        }
    }
}

/// References of lines and customers may be numbers and names: masked.
impl std::fmt::Debug for About {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}({}, …)", self.subject(), self.connection())
    }
}

/// Where a task is found in a menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TaskGroup {
    /// SIMs and eSIMs of a line.
    Sim,
    /// Plans, bundles and data packs.
    Plan,
    /// Whether a line works.
    Line,
    /// Its number.
    Number,
    /// Switches, forwarding, voicemail.
    Services,
    /// What was used.
    Usage,
    /// Texts to and from the customer.
    Messages,
    /// Going abroad.
    Roaming,
    /// Bills, payments, cards.
    Billing,
    /// Who the customer is.
    Customer,
    /// Port orders and their papers.
    Ports,
    /// SIMs and numbers in stock.
    Stock,
    /// What can be bought, and buying it.
    Orders,
    /// Looking something up before an order.
    Checks,
    /// What happened at the provider, and how the account is set up.
    Account,
}

/// What a change risks: the verification policy is written by this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Risk {
    /// Nothing that takes a line away.
    Plain,
    /// Starts or changes a charge.
    Money,
    /// Another SIM or another activation code: whoever gets it has the line.
    Sim,
    /// Another number.
    Number,
    /// A code with which the number can be taken away.
    PortSecret,
    /// PIN, PUK or a password is revealed or replaced.
    Secret,
    /// Name, address or e-mail of the owner.
    Owner,
    /// The line stops for a while.
    Suspend,
    /// The line ends.
    Cease,
}

/// One thing a provider can do.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Task {
    /// Names it for good within its provider: in the ledger and in addresses of pages. `verb_object`.
    pub id: &'static str,
    /// What a person presses: "Suspend the line".
    pub title: &'static str,
    /// One sentence on what it means for the customer.
    pub hint: &'static str,
    /// What it is about.
    pub subject: Subject,
    /// Where it is found.
    pub group: TaskGroup,
    /// The ability it is, where it is one of those every provider is asked for.
    pub ability: Option<Ability>,
    /// The contract's operation that does it.
    pub call: &'static str,
    /// Further operations it uses: reads before it, its status.
    pub also: &'static [&'static str],
    /// How well the operation is known.
    pub evidence: Evidence,
    /// What it does.
    pub effect: Effect,
    /// What it risks.
    pub risk: Risk,
    /// What has to be typed or chosen.
    pub fields: &'static [TaskField],
    /// How to tell whether it happened.
    pub read_back: ReadBack,
    /// How it is undone; absent when it cannot be.
    pub undo: Option<&'static str>,
    /// The states of the line it makes sense in; none means any.
    pub stages: &'static [LineStage],
    /// What it does to the SIM of the line, where that is what it is for.
    pub sim: Option<SimChange>,
}

impl Task {
    /// A task with nothing to type, about a line, of no special risk; the rest is set with the methods below.
    #[must_use]
    pub const fn new(
        id: &'static str,
        title: &'static str,
        hint: &'static str,
        call: &'static str,
        evidence: Evidence,
        effect: Effect,
    ) -> Self {
        Self {
            id,
            title,
            hint,
            subject: Subject::Line,
            group: TaskGroup::Line,
            ability: None,
            call,
            also: &[],
            evidence,
            effect,
            risk: if matches!(effect, Effect::Money) { Risk::Money } else { Risk::Plain },
            fields: &[],
            read_back: ReadBack::Person("Nothing the provider publishes tells whether this happened."),
            undo: None,
            stages: &[],
            sim: None,
        }
    }

    /// What it is about and where it is found.
    #[must_use]
    pub const fn about(mut self, subject: Subject, group: TaskGroup) -> Self {
        self.subject = subject;
        self.group = group;
        self
    }

    /// The ability it is.
    #[must_use]
    pub const fn ability(mut self, ability: Ability) -> Self {
        self.ability = Some(ability);
        self
    }

    /// Further operations it uses.
    #[must_use]
    pub const fn also(mut self, operations: &'static [&'static str]) -> Self {
        self.also = operations;
        self
    }

    /// What it does, where that differs from the whole operation (contracts' `x-effect-by`).
    #[must_use]
    pub const fn effect(mut self, effect: Effect) -> Self {
        self.effect = effect;
        self
    }

    /// What it risks.
    #[must_use]
    pub const fn risk(mut self, risk: Risk) -> Self {
        self.risk = risk;
        self
    }

    /// What has to be typed or chosen.
    #[must_use]
    pub const fn fields(mut self, fields: &'static [TaskField]) -> Self {
        self.fields = fields;
        self
    }

    /// How to tell whether it happened.
    #[must_use]
    pub const fn read_back(mut self, read_back: ReadBack) -> Self {
        self.read_back = read_back;
        self
    }

    /// How it is undone.
    #[must_use]
    pub const fn undo(mut self, how: &'static str) -> Self {
        self.undo = Some(how);
        self
    }

    /// The states of the line it makes sense in.
    #[must_use]
    pub const fn stages(mut self, stages: &'static [LineStage]) -> Self {
        self.stages = stages;
        self
    }

    /// It gives the line a SIM or a code: one of these, by what was chosen. `stops` says what stops working, and when.
    #[must_use]
    pub const fn gives_sim(mut self, stops: &'static str, gives: &'static [GivenSim]) -> Self {
        self.sim = Some(SimChange { stops, gives });
        self
    }

    /// True when it alters something and therefore takes the ledger's pipeline.
    #[must_use]
    pub const fn is_change(&self) -> bool {
        !matches!(self.effect, Effect::Read)
    }

    /// The field for the code that the provider sent to the customer and checks with this change; absent where it
    /// asks for none.
    #[must_use]
    pub fn code_field(&self) -> Option<&'static TaskField> {
        self.fields.iter().find(|field| matches!(field.kind, FieldKind::OneTimeCode { .. }))
    }

    /// One of its fields.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&'static TaskField> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// Why it makes no sense for a line in this state, in one sentence; nothing when it does.
    #[must_use]
    pub fn not_in(&self, stage: LineStage) -> Option<&'static str> {
        if self.stages.is_empty() || self.stages.contains(&stage) {
            return None;
        }
        Some(match stage {
            LineStage::Active => "The line is active.",
            LineStage::Suspended => "The line is suspended.",
            LineStage::Porting => "The number is being ported. Wait until the port is done.",
            LineStage::Ceased => "This line has ended.",
            LineStage::Unknown => "The state of the line is not known. Refresh it first.",
        })
    }
}

/// One thing that was typed or chosen for a task, as the ledger keeps it. A secret is only said to have been given.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Given {
    /// The field's name.
    pub name: String,
    /// The field's label.
    pub label: String,
    /// What was given; absent for a secret.
    pub value: Option<String>,
    /// How it was shown, where a choice has words of its own.
    pub shown: Option<String>,
}

impl std::fmt::Debug for Given {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Given({}: …)", self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SUSPEND: Task =
        Task::new("suspend", "Suspend the line", "It stops.", "suspend", Evidence::Documented, Effect::Write)
            .stages(&[LineStage::Active]);

    #[test]
    fn a_task_says_in_which_state_it_makes_no_sense() {
        assert_eq!(SUSPEND.not_in(LineStage::Active), None);
        assert_eq!(SUSPEND.not_in(LineStage::Suspended), Some("The line is suspended."));
        assert_eq!(Task { stages: &[], ..SUSPEND }.not_in(LineStage::Ceased), None);
    }

    #[test]
    fn what_it_is_about_hides_itself_in_debug() {
        let about = About::Customer { connection: ConnectionId("c1".to_owned()), id: "Jane Citizen".to_owned() };
        assert_eq!(format!("{about:?}"), "Customer(c1, …)");
        assert_eq!((about.id(), about.line()), ("Jane Citizen", None));
    }

    #[test]
    fn money_is_a_risk_by_itself() {
        let buy = Task::new("buy", "Buy", "It costs.", "buy", Evidence::Documented, Effect::Money);
        assert_eq!((buy.risk, SUSPEND.risk), (Risk::Money, Risk::Plain));
    }
}
