//! Reach, United States: the client of its partner API (contract 0.1.0).
//!
//! One file a subject has its typed requests, answers and calls; `wire` holds what goes over the wire and every guess
//! about it, `session` the second way to log in, `abilities` what is offered and why the rest is not. Reach publishes no
//! list of subscribers and no search: a line is found by its `customerId` alone.

mod abilities;
mod activation;
mod billing;
mod calling;
mod cards;
mod catalogue;
mod customer;
mod directory;
pub(crate) mod findings;
mod ids;
mod lifecycle;
mod money;
mod network;
pub mod operations;
mod plan_change;
mod ports;
mod purchase;
mod roaming;
mod session;
mod setup;
mod shipment;
mod sim_swap;
mod tasks;
mod wire;

use std::time::Duration;

use domain::ability::AbilityState;
use domain::action::Ticket;
use domain::iccid::Iccid;
use domain::line::RawField;
use domain::msisdn::Msisdn;
use domain::problem::ErrorCode;
use domain::provider::{Effect, ProviderKind};
use serde::Serialize;
use tokio::sync::watch;

use crate::account::SeenCustomers;
use crate::error::ProviderError;
use crate::operation::Operation;
use crate::record::Record;
use crate::transport::{After500, Call, Outage, RawAnswer, RetryPolicy, Transport, Tuning};
use crate::{Answer, Clock, DirectoryKeeper, Lines, OneTimeCodes, Probe, Provider, RemoteSearch, Tasks};
use wire::envelope;

pub use activation::{Activation, ActivationStage, ActivationStatus, NewSim, SimCheck, Started};
pub use billing::{Bill, Invoice, InvoiceEmail, InvoiceLink, Payment, TopupPurchase, TopupReceipt};
pub use calling::{CallCredit, CreditOrder};
pub use cards::{Card, CardEdit, HostedLink};
pub use catalogue::{Offer, Plan, PlanTarget, Products, Service};
pub use customer::{
    AccountEdit, AddressEdit, AddressKind, CustomerInfo, CutoffReason, DataCutoff, RestoreReason, UsageKind,
};
pub use findings::Findings;
pub use ids::{
    BillId, CardId, ClientAccountId, CustomerId, GroupId, PackId, PlanChangeId, PurchaseId, ReturnedPurchaseId,
    ServiceCode, SimSwapId,
};
pub use lifecycle::{LeavingReason, NumberSwapStatus, Progress, Reconnect};
pub use money::Dollars;
pub use network::{Coverage, CoverageQuery, DeviceCheck, SimMode, ZipCheck};
pub use plan_change::{PlanChangeEstimate, PlanChangeOrder, PlanChangeReceipt, PlanChangeStage, PlanChangeStatus};
pub use ports::{PortCheck, PortFix, PortIn};
pub use purchase::{
    Account, Address, NewOrder, OrderLine, OrderMeta, PaymentLink, PurchaseReceipt, PurchaseStage, PurchaseStatus,
    Quote, Renewal, RenewalLine,
};
pub use roaming::{PackOrder, RoamingCountry, RoamingPack};
pub use session::{KeyPair, session};
pub use setup::AccessKeyPair;
pub use sim_swap::{SwapReceipt, VerifiedSwap};
pub use tasks::NOT_A_TASK;
pub use wire::CardWord;

/// How a connection to Reach behaves: waits of 1, 2, 4 s and so on up to 60 s, an end after five failures, one more try
/// five seconds after a 500 unless it is the known fault of the plan list (Reach contract 2.7, 2.8).
#[must_use]
pub fn tuning() -> Tuning {
    Tuning {
        retry: RetryPolicy {
            read_tries: 5,
            change_tries: 2,
            first_pause: Duration::from_secs(1),
            longest_pause: Duration::from_secs(60),
            longest_retry_after: Duration::from_secs(60),
            after_500: Some(After500 { pause: Duration::from_secs(5), hopeless: &["modifiedDate", "ReachPlanDTO"] }),
            jitter: true,
        },
        ..Tuning::default()
    }
}

/// A connection to Reach.
pub struct Reach {
    transport: Transport,
    clock: Clock,
    findings: Findings,
    seen: SeenCustomers,
}

impl Reach {
    /// A client over a transport; `clock` stamps what is read.
    #[must_use]
    pub fn new(transport: Transport, clock: Clock) -> Self {
        Self { transport, clock, findings: Findings::default(), seen: SeenCustomers::default() }
    }

    /// The same with what was learnt of this connection.
    #[must_use]
    pub fn with_findings(mut self, findings: Findings) -> Self {
        self.findings = findings;
        self
    }

    async fn send(&self, call: Call<'_>) -> Answer<RawAnswer> {
        self.transport.send(call).await.map_err(explained)
    }

    /// Sends a change and takes what it is answered with.
    async fn change(&self, call: Call<'_>, ticket: &Ticket) -> Answer<envelope::Taken> {
        envelope::taken(&self.send(call.ticket(ticket)).await?)
    }

    /// Sends a change whose answer is about nothing but itself.
    async fn ask(&self, call: Call<'_>, ticket: &Ticket) -> Answer<Receipt> {
        Ok(Receipt::of(self.change(call, ticket).await?))
    }

    /// Sends a change that has a body and nothing else.
    async fn post(&self, operation: &'static Operation, body: &impl Serialize, ticket: &Ticket) -> Answer<Receipt> {
        self.ask(Call::new(operation).json(body), ticket).await
    }

    /// Reads something of unknown shape.
    async fn shown(&self, call: Call<'_>) -> Answer<Vec<RawField>> {
        envelope::shown(&self.send(call).await?)
    }
}

impl std::fmt::Debug for Reach {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reach").field("transport", &self.transport).finish_non_exhaustive()
    }
}

impl Provider for Reach {
    fn kind(&self) -> ProviderKind {
        ProviderKind::Reach
    }

    fn abilities(&self) -> Vec<AbilityState> {
        abilities::all()
    }

    fn hang_up(&self) {
        self.transport.hang_up();
    }

    fn operations(&self) -> &'static [Operation] {
        &operations::OPERATIONS
    }

    fn lines(&self) -> Option<&dyn Lines> {
        Some(self)
    }

    fn outages(&self) -> Option<watch::Receiver<Option<Outage>>> {
        self.transport.outages()
    }

    fn probe(&self) -> Option<Probe<'_>> {
        let answer = Box::pin(async { self.services(None).await.map(|_| ()) });
        Some(Probe { operation: &operations::FETCH_SERVICES, answer })
    }

    fn remote_search(&self) -> Option<&dyn RemoteSearch> {
        Some(self)
    }

    fn keeps_directory(&self) -> Option<&dyn DirectoryKeeper> {
        Some(self)
    }

    fn one_time_codes(&self) -> Option<&dyn OneTimeCodes> {
        Some(self)
    }

    fn tasks(&self) -> Option<&dyn Tasks> {
        Some(self)
    }
}

/// What a change was answered with where nothing is documented of the answer: taken, and shown as it came. How it went
/// is read back with another call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// True when the provider goes on with it in the background (202).
    pub in_background: bool,
    /// What the provider says to it.
    pub message: Option<String>,
    /// Everything else.
    pub raw: Vec<RawField>,
}

impl Receipt {
    fn of(taken: envelope::Taken) -> Self {
        let mut record: Record = taken.record;
        Self {
            in_background: taken.in_background,
            message: wire::word(&mut record, &["message"]),
            raw: record.rest(""),
        }
    }
}

/// A 403 has two causes that call for two different people (Reach contract 2.4).
fn explained(mut error: ProviderError) -> ProviderError {
    if error.status == Some(403) {
        let words = error.problem.provider_words.as_deref().unwrap_or_default().to_ascii_lowercase();
        error.problem.message.push_str(if words.contains("explicit deny") {
            "; these credentials lack the right to this one call (had the source address not been registered with Reach, \
             every call would be refused)"
        } else {
            "; either this computer's source address is not registered with Reach (production only, two business days), \
             or these credentials lack the right to this one call"
        });
    }
    error
}

/// A value that would not fit the contract: refused here, nothing is sent.
fn bad_input(operation: &Operation, field: &str, message: &str) -> ProviderError {
    let mut error = ProviderError::not_delivered(ErrorCode::InvalidInput, ProviderKind::Reach, operation.id, message);
    error.problem.field = Some(field.to_owned());
    error
}

/// A text that must not be empty. It goes out as it is: references are never trimmed.
fn needed<'a>(operation: &Operation, field: &str, text: &'a str) -> Answer<&'a str> {
    if text.trim().is_empty() { Err(bad_input(operation, field, "this is needed")) } else { Ok(text) }
}

/// Text of `length` digits, both ends included.
fn digits<'a>(operation: &Operation, field: &str, text: &'a str, length: (usize, usize)) -> Answer<&'a str> {
    let fits = (length.0..=length.1).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if fits {
        return Ok(text);
    }
    let message = match length {
        (from, to) if from == to => format!("this has {from} digits and nothing else"),
        (from, to) => format!("this has {from} to {to} digits and nothing else"),
    };
    Err(bad_input(operation, field, &message))
}

/// A ZIP code of five digits.
fn zip<'a>(operation: &Operation, field: &str, text: &'a str) -> Answer<&'a str> {
    digits(operation, field, text, (5, 5))
}

/// A state of the United States: two capital letters.
fn state<'a>(operation: &Operation, field: &str, text: &'a str) -> Answer<&'a str> {
    let fits = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase());
    if fits { Ok(text) } else { Err(bad_input(operation, field, "a state is two capital letters, like MS")) }
}

/// An e-mail address, as far as the contract looks at it.
fn email<'a>(operation: &Operation, field: &str, text: &'a str) -> Answer<&'a str> {
    let fits = text.split_once('@').is_some_and(|(user, host)| {
        !user.is_empty() && !host.is_empty() && !host.contains('@') && !text.contains(char::is_whitespace)
    });
    if fits { Ok(text) } else { Err(bad_input(operation, field, "this is no e-mail address")) }
}

/// An address of the brand's own that Reach sends people back to: `https` only (Reach contract 2.1).
fn https<'a>(operation: &Operation, field: &str, text: &'a str) -> Answer<&'a str> {
    let fits = text.starts_with("https://") && text.len() > "https://".len() && !text.contains(char::is_whitespace);
    if fits { Ok(text) } else { Err(bad_input(operation, field, "the address has to begin with https://")) }
}

/// A US number as Reach takes it: ten digits without the country code.
fn ten_digits<'a>(operation: &Operation, field: &str, number: &'a Msisdn) -> Answer<&'a str> {
    let national = number.digits().strip_prefix('1').filter(|rest| rest.len() == 10);
    national.ok_or_else(|| bad_input(operation, field, "this is no US number of ten digits"))
}

/// A SIM number as Reach takes it: 19 or 20 digits.
fn sim_number<'a>(operation: &Operation, field: &str, iccid: &'a Iccid) -> Answer<&'a str> {
    digits(operation, field, iccid.digits(), (19, 20))
}

/// An amount to pay: not below zero.
fn amount<'a>(operation: &Operation, field: &str, dollars: &'a Dollars) -> Answer<&'a Dollars> {
    if dollars.is_negative() { Err(bad_input(operation, field, "an amount is not below zero")) } else { Ok(dollars) }
}

/// What correcting or cancelling does: the contract splits one operation by it (21, `x-effect-variants`).
const fn effect_of_fix(cancels: bool) -> Effect {
    if cancels { Effect::Irreversible } else { Effect::Write }
}
