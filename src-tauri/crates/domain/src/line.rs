//! A mobile line as the desk shows it, whichever provider it comes from.
//!
//! Everything a provider may leave out is optional; what it sends in a form this program does not know is kept raw in
//! [`Line::unmapped`] and shown as it came.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::iccid::Iccid;
use crate::msisdn::Msisdn;
use crate::provider::{ConnectionId, Evidence, ProviderKind};
use crate::task::SimChange;
use crate::time::{ProviderTime, Timestamp};

/// Names one line for good: the connection and the provider's own reference (ONSIM: the number).
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
pub struct LineKey {
    /// The connection the line is reached through.
    pub connection: ConnectionId,
    /// The provider's own reference of the line. May be the number itself, so it is masked in `Debug`.
    pub id: String,
}

impl std::fmt::Debug for LineKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "LineKey({}, …)", self.connection)
    }
}

/// What kind of SIM is on the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SimKind {
    /// An eSIM profile.
    Esim,
    /// A plastic card.
    Card,
    /// The provider does not say.
    Unknown,
}

/// How far an eSIM profile has come (GSMA SGP.22 3.1, reduced to what providers report).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum EsimStage {
    /// A phone can install it now.
    ReadyToInstall,
    /// A phone is loading it.
    Downloading,
    /// A phone has it.
    Installed,
    /// The provider's word is not one this program knows.
    Unknown,
}

/// The install state of an eSIM, with the provider's own words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct EsimState {
    /// Our reading.
    pub stage: EsimStage,
    /// The provider's own word.
    pub raw: String,
    /// Whether the phone has it switched on, where the provider says so.
    pub enabled: Option<bool>,
    /// The provider's own word for that.
    pub enabled_raw: Option<String>,
}

/// The SIM of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sim {
    /// eSIM or card.
    pub kind: SimKind,
    /// The ICCID, where the provider gives one that is one.
    pub iccid: Option<Iccid>,
    /// The install state, when it was read.
    pub esim: Option<EsimState>,
}

/// Whether the line works, in the desk's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LineStage {
    /// It works.
    Active,
    /// It is stopped for a while.
    Suspended,
    /// Its number is on the way in or out.
    Porting,
    /// It has ended.
    Ceased,
    /// The provider's word is not one this program knows, or it gives none.
    Unknown,
}

/// The state of a line, with the provider's own word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LineState {
    /// Our reading.
    pub stage: LineStage,
    /// The provider's own word, where it gives one.
    pub raw: Option<String>,
}

impl LineState {
    /// What stands in the place of a provider's word while a line was imported and its provider not asked for it yet.
    pub const NOT_READ: &str = "imported, not read yet";

    /// The state of a line that this desk knows of and has not read.
    #[must_use]
    pub fn not_read() -> Self {
        Self { stage: LineStage::Unknown, raw: Some(Self::NOT_READ.to_owned()) }
    }

    /// False for a line that was imported and never read.
    #[must_use]
    pub fn is_read(&self) -> bool {
        self.stage != LineStage::Unknown || self.raw.as_deref() != Some(Self::NOT_READ)
    }
}

/// Whose line it is, as far as the provider says.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct Customer {
    /// The provider's own reference of the customer, where customers are kept apart from lines.
    #[serde(default)]
    pub id: Option<String>,
    /// Name of the person or company.
    pub name: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// The provider's customer group.
    pub group: Option<String>,
}

impl std::fmt::Debug for Customer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Customer(…)")
    }
}

/// A plan and what has been used of it in the current period.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PlanUse {
    /// The provider's name of the plan or bundle.
    pub name: Option<String>,
    /// How much is included, in `unit`; absent when unlimited or not said.
    pub allowance: Option<f64>,
    /// How much is used, in `unit`.
    pub used: Option<f64>,
    /// How much is left, in `unit`.
    pub remaining: Option<f64>,
    /// The provider's word for the unit, for example `megabyte`.
    pub unit: Option<String>,
    /// When the period began.
    pub period_from: Option<ProviderTime>,
    /// When the period ends.
    pub period_to: Option<ProviderTime>,
}

/// One switch of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Service {
    /// Mobile data.
    Data,
    /// Calls.
    Voice,
    /// Text messages.
    Messages,
    /// Sharing data with other devices.
    Hotspot,
}

/// How one switch stands, with the provider's own word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ServiceSwitch {
    /// Which.
    pub service: Service,
    /// On or off; absent when the word is not known.
    pub on: Option<bool>,
    /// The provider's own word.
    pub raw: String,
}

/// One thing a provider sent that has no place in the model: shown as it came.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RawField {
    /// The provider's name of it.
    pub name: String,
    /// Its value as text.
    pub value: String,
}

impl std::fmt::Debug for RawField {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "RawField({}: …)", self.name)
    }
}

/// A line as it was read.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// Which line.
    pub key: LineKey,
    /// The provider it belongs to.
    pub provider: ProviderKind,
    /// Its number, where it has one that is one.
    pub number: Option<Msisdn>,
    /// Whose it is.
    pub customer: Customer,
    /// The provider's own account reference.
    pub account: Option<String>,
    /// Whether it works.
    pub state: LineState,
    /// Its SIM.
    pub sim: Sim,
    /// Its plan and usage.
    pub plan: Option<PlanUse>,
    /// Its switches.
    pub services: Vec<ServiceSwitch>,
    /// Its SIP address, where the provider gives one.
    pub sip_address: Option<String>,
    /// Whether calls are recorded, where the provider says so.
    pub recorded: Option<bool>,
    /// What had no place above.
    pub unmapped: Vec<RawField>,
    /// How well the answers it was read from are known.
    pub evidence: Evidence,
    /// When it was read from the provider, by the desk's clock.
    pub read_at: Timestamp,
}

impl std::fmt::Debug for Line {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Line")
            .field("key", &self.key)
            .field("number", &self.number)
            .field("state", &self.state)
            .field("sim", &self.sim)
            .finish_non_exhaustive()
    }
}

/// One way to give a line another SIM, possible or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SimChoice {
    /// Which way.
    pub way: SimWay,
    /// What a person chooses.
    pub title: String,
    /// One sentence on what it means for the customer.
    pub hint: String,
    /// Whether it can be chosen now.
    pub available: bool,
    /// One sentence for a person when it cannot.
    pub reason: Option<String>,
    /// What it does to the SIM of the line, and how a code comes; absent for what the provider does not offer.
    pub sim: Option<SimChange>,
}

/// The ways a line can get another SIM.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum SimWay {
    /// A new activation code for the eSIM it has.
    NewEsimCode,
    /// A task of the provider's table: another card, another eSIM, a reset.
    Task {
        /// Its name.
        task: String,
    },
    /// The provider does not offer it.
    NotOffered,
}

impl Line {
    /// Takes over what `older` knew and this reading does not say: a provider's list gives names, its detail call gives
    /// usage, and neither gives both (ONSIM contract 2.2, 4.6).
    pub fn fill_gaps_from(&mut self, older: &Self) {
        let fill = |mine: &mut Option<String>, theirs: &Option<String>| {
            if mine.is_none() {
                mine.clone_from(theirs);
            }
        };
        fill(&mut self.customer.id, &older.customer.id);
        fill(&mut self.customer.name, &older.customer.name);
        fill(&mut self.customer.email, &older.customer.email);
        fill(&mut self.customer.group, &older.customer.group);
        fill(&mut self.account, &older.account);
        fill(&mut self.sip_address, &older.sip_address);
        if self.number.is_none() {
            self.number.clone_from(&older.number);
        }
        if self.sim.kind == SimKind::Unknown {
            self.sim.kind = older.sim.kind;
        }
        if self.sim.iccid.is_none() {
            self.sim.iccid.clone_from(&older.sim.iccid);
        }
        if self.sim.esim.is_none() && self.sim.iccid == older.sim.iccid {
            self.sim.esim.clone_from(&older.sim.esim);
        }
        if self.state.stage == LineStage::Unknown && self.state.raw.is_none() && older.state.is_read() {
            self.state.clone_from(&older.state);
        }
        if self.plan.is_none() {
            self.plan.clone_from(&older.plan);
        }
        if self.services.is_empty() {
            self.services.clone_from(&older.services);
        }
        if self.recorded.is_none() {
            self.recorded = older.recorded;
        }
    }
}
