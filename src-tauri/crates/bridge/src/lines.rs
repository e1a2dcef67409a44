//! Lines as the UI shows them: search, home and the page of a line.

use domain::ability::AbilityState;
use domain::action::Verification;
use domain::line::{
    Customer, EsimState, Line, LineKey, LineState, PlanUse, RawField, ServiceSwitch, SimChoice, SimKind,
};
use domain::msisdn::Msisdn;
use domain::port::{Port, PortDirection, PortState};
use domain::problem::Problem;
use domain::provider::{ConnectionId, Environment, Evidence, ProviderKind};
use domain::time::{ProviderTime, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::actions::ActionView;

/// A number, ready to show. Only Rust parses and formats numbers.
#[derive(Clone, Serialize, TS)]
pub struct NumberView {
    /// `+447700900123`
    pub e164: String,
    /// `+44 7700 900123`
    pub shown: String,
    /// The last four digits: what is typed to confirm an irreversible act.
    pub last_four: String,
}

impl From<&Msisdn> for NumberView {
    fn from(number: &Msisdn) -> Self {
        Self { e164: number.e164().to_owned(), shown: number.international(), last_four: number.last(4).to_owned() }
    }
}

/// The SIM of a line.
#[derive(Clone, Serialize, TS)]
pub struct SimView {
    /// eSIM or card.
    pub kind: SimKind,
    /// The ICCID's digits.
    pub iccid: Option<String>,
    /// The ICCID in groups of four.
    pub iccid_grouped: Option<String>,
    /// The install state, when it was read.
    pub esim: Option<EsimState>,
}

/// A line.
#[derive(Clone, Serialize, TS)]
pub struct LineView {
    /// Which line.
    pub key: LineKey,
    /// Its provider.
    pub provider: ProviderKind,
    /// The provider's name.
    pub provider_name: String,
    /// `AU`, `US`, `UK` or `DK`.
    pub country: String,
    /// Whether this is a real line.
    pub environment: Environment,
    /// Its number.
    pub number: Option<NumberView>,
    /// Whose it is.
    pub customer: Customer,
    /// The provider's own account reference.
    pub account: Option<String>,
    /// Whether it works.
    pub state: LineState,
    /// False while it was only imported: its provider was never asked for it.
    pub is_read: bool,
    /// Its SIM.
    pub sim: SimView,
    /// Its plan and usage.
    pub plan: Option<PlanUse>,
    /// Its switches.
    pub services: Vec<ServiceSwitch>,
    /// Its SIP address.
    pub sip_address: Option<String>,
    /// Whether calls are recorded.
    pub recorded: Option<bool>,
    /// What the provider sent that has no place in the model.
    pub unmapped: Vec<RawField>,
    /// How well the answers it was read from are known.
    pub evidence: Evidence,
    /// When it was read.
    pub read_at: Timestamp,
}

impl LineView {
    /// The view of a line whose connection is of `environment`.
    #[must_use]
    pub fn new(line: &Line, environment: Environment) -> Self {
        Self {
            key: line.key.clone(),
            provider: line.provider,
            provider_name: line.provider.name().to_owned(),
            country: line.provider.country().to_owned(),
            environment,
            number: line.number.as_ref().map(NumberView::from),
            customer: line.customer.clone(),
            account: line.account.clone(),
            state: line.state.clone(),
            is_read: line.state.is_read(),
            sim: SimView {
                kind: line.sim.kind,
                iccid: line.sim.iccid.as_ref().map(|iccid| iccid.digits().to_owned()),
                iccid_grouped: line.sim.iccid.as_ref().map(domain::iccid::Iccid::grouped),
                esim: line.sim.esim.clone(),
            },
            plan: line.plan.clone(),
            services: line.services.clone(),
            sip_address: line.sip_address.clone(),
            recorded: line.recorded,
            unmapped: line.unmapped.clone(),
            evidence: line.evidence,
            read_at: line.read_at,
        }
    }
}

/// What was typed into the search box.
#[derive(Deserialize, TS)]
pub struct SearchRequest {
    /// The text, as typed.
    pub query: String,
    /// How many lines at the most, up to 100.
    pub limit: u32,
}

/// What was found on this desk.
#[derive(Serialize, TS)]
pub struct SearchAnswer {
    /// The lines, best first.
    pub lines: Vec<LineView>,
    /// Set when the text is exactly one line's number, ICCID or account: Enter opens it.
    pub exact: Option<LineKey>,
    /// True when there are more than were asked for.
    pub more: bool,
    /// How long the search took, in milliseconds.
    pub took_ms: f64,
    /// How many lines this desk knows.
    #[ts(type = "number")]
    pub known: u64,
}

/// What to ask the providers for.
#[derive(Deserialize, TS)]
pub struct AskProvidersRequest {
    /// Names this search: larger than the one before. An older one is stopped.
    pub search: u32,
    /// The text, as typed.
    pub text: String,
}

/// What becomes of a text at one connection.
#[derive(Serialize, TS)]
pub struct ProviderAsked {
    /// The connection.
    pub connection: ConnectionId,
    /// The name it was given.
    pub label: String,
    /// The provider's name.
    pub provider_name: String,
    /// Why it is not asked, in one sentence; absent when it is being asked.
    pub not_asked: Option<String>,
}

/// What becomes of a text at every connection. The answers come as events.
#[derive(Serialize, TS)]
pub struct AskProvidersAnswer {
    /// In the connections' order.
    pub providers: Vec<ProviderAsked>,
}

/// Which search to stop.
#[derive(Deserialize, TS)]
pub struct StopAskingRequest {
    /// The search.
    pub search: u32,
}

/// What is on the search page before anything is typed.
#[derive(Serialize, TS)]
pub struct HomeAnswer {
    /// Changes with an unknown outcome, the oldest first.
    pub unknown: Vec<ActionView>,
    /// New eSIM codes that no phone has installed yet, the newest first.
    pub not_installed: Vec<ActionView>,
    /// Lines opened last, the newest first.
    pub recent: Vec<LineView>,
}

/// Which page, and how fresh.
#[derive(Deserialize, TS)]
pub struct LinePageRequest {
    /// The line.
    pub line: LineKey,
    /// True to read it from the provider; false for what this desk has.
    pub refresh: bool,
}

/// A port of the line's number.
#[derive(Serialize, TS)]
pub struct PortView {
    /// The provider's own reference.
    pub id: String,
    /// Our reading of the state.
    pub state: PortState,
    /// The provider's own word.
    pub raw_state: String,
    /// In or out.
    pub direction: PortDirection,
    /// When it was ordered.
    pub ordered: Option<ProviderTime>,
    /// When the number moves or moved.
    pub due: Option<ProviderTime>,
    /// When this was read.
    pub read_at: Timestamp,
}

impl PortView {
    /// The view of a port that was read at `read_at`.
    #[must_use]
    pub fn new(port: &Port, read_at: Timestamp) -> Self {
        Self {
            id: port.id.clone(),
            state: port.state,
            raw_state: port.raw_state.clone(),
            direction: port.direction,
            ordered: port.ordered.clone(),
            due: port.due.clone(),
            read_at,
        }
    }
}

/// Everything on the page of a line.
#[derive(Serialize, TS)]
pub struct LinePage {
    /// The line.
    pub line: LineView,
    /// What can be done with it and what not, and why not.
    pub abilities: Vec<AbilityState>,
    /// The ways it can get another SIM.
    pub sim_choices: Vec<SimChoice>,
    /// The proof of identity in force, if any.
    pub verification: Option<Verification>,
    /// What was done with it on this desk, the newest first.
    pub activity: Vec<ActionView>,
    /// Ports of its number.
    pub ports: Vec<PortView>,
    /// Set when it could not be read afresh: what is shown is what this desk had.
    pub not_refreshed: Option<Problem>,
}
