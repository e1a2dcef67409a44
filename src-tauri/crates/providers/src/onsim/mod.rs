//! ONSIM, United Kingdom: the client of its reseller API (contract notes-1).
//!
//! One file a resource sends the calls; `wire` holds what goes over the wire, `map` what it means, `abilities` what is
//! offered and why the rest is not. ONSIM names five operations without saying how to call them: they are not here.

mod abilities;
mod account;
mod esim;
mod map;
pub mod operations;
mod ports;
mod reseller;
mod settings;
mod stock;
mod tasks;
mod wire;

use domain::ability::AbilityState;
use domain::problem::ErrorCode;
use domain::provider::{Effect, Evidence, ProviderKind};
use serde_json::Value;
use tokio::sync::watch;

use crate::error::ProviderError;
use crate::operation::Operation;
use crate::record::{self, Record};
use crate::transport::{Outage, RawAnswer, Transport, decode, masked};
use crate::{Answer, Clock, EsimCodes, LineList, Lines, Ports, Probe, Provider, RemoteSearch, Tasks};

pub use ports::PortFilter;
pub use stock::SimType;
pub use tasks::NOT_A_TASK;

/// The one host ONSIM names; no sandbox is mentioned (contract 1).
pub const BASE_URL: &str = "https://api.onsimapp.com";

/// A connection to ONSIM.
pub struct Onsim {
    transport: Transport,
    clock: Clock,
}

impl Onsim {
    /// A client over a transport; `clock` stamps what is read.
    #[must_use]
    pub fn new(transport: Transport, clock: Clock) -> Self {
        Self { transport, clock }
    }

    fn read_from(&self, evidence: Evidence) -> map::ReadFrom<'_> {
        map::ReadFrom { connection: self.transport.connection(), evidence, read_at: (self.clock)() }
    }
}

impl std::fmt::Debug for Onsim {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Onsim").field("transport", &self.transport).finish_non_exhaustive()
    }
}

impl Provider for Onsim {
    fn kind(&self) -> ProviderKind {
        ProviderKind::Onsim
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

    fn outages(&self) -> Option<watch::Receiver<Option<Outage>>> {
        self.transport.outages()
    }

    fn probe(&self) -> Option<Probe<'_>> {
        let answer = Box::pin(async { self.products().await.map(|_| ()) });
        Some(Probe { operation: &operations::GET_CATALOGUE, answer })
    }

    fn line_list(&self) -> Option<&dyn LineList> {
        Some(self)
    }

    fn lines(&self) -> Option<&dyn Lines> {
        Some(self)
    }

    fn remote_search(&self) -> Option<&dyn RemoteSearch> {
        Some(self)
    }

    fn esim_codes(&self) -> Option<&dyn EsimCodes> {
        Some(self)
    }

    fn ports(&self) -> Option<&dyn Ports> {
        Some(self)
    }

    fn tasks(&self) -> Option<&dyn Tasks> {
        Some(self)
    }
}

/// A value that would not fit the contract: refused here, nothing is sent.
fn bad_input(operation: &Operation, field: &str, message: &str) -> ProviderError {
    let mut error = ProviderError::not_delivered(ErrorCode::InvalidInput, ProviderKind::Onsim, operation.id, message);
    error.problem.field = Some(field.to_owned());
    error
}

/// A number as ONSIM takes it: E.164 digits without a plus (contract 1, "Phone numbers").
fn checked_number<'a>(operation: &Operation, field: &str, digits: &'a str) -> Answer<&'a str> {
    let fits = (2..=15).contains(&digits.len())
        && !digits.starts_with('0')
        && digits.bytes().all(|byte| byte.is_ascii_digit());
    fits.then_some(digits)
        .ok_or_else(|| bad_input(operation, field, "the number has to be E.164 digits without a plus"))
}

/// An ICCID as ONSIM takes it: 19 digits, without the last printed one (contract 1, "ICCID").
fn checked_iccid(operation: &Operation, text: &str) -> Answer<String> {
    map::iccid(text)
        .map(|iccid| iccid.without_check_digit().digits().to_owned())
        .filter(|digits| digits.len() == 19)
        .ok_or_else(|| bad_input(operation, "iccid", "the ICCID has to have 19 digits, or 20 with its check digit"))
}

/// Takes a 2xx as done. No change of ONSIM's but the eSIM ones documents a body; one that speaks of an error all the
/// same leaves the outcome unknown, for reading back to decide.
fn expect_done(answer: &RawAnswer) -> Answer<()> {
    let Ok(Value::Object(body)) = serde_json::from_slice::<Value>(answer.body()) else {
        return Ok(());
    };
    let says_something = |value: &Value| match value {
        Value::Null => false,
        Value::Bool(flag) => *flag,
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::String(text) => !text.trim().is_empty(),
        Value::Array(list) => !list.is_empty(),
        Value::Object(map) => !map.is_empty(),
    };
    let error = ["error", "errors"].iter().find_map(|name| body.get(*name).filter(|value| says_something(value)));
    if error.is_none() && body.get("success") != Some(&Value::Bool(false)) {
        return Ok(());
    }
    let mut unsure = answer.unusable("the answer says success and error at once");
    let words = error.and_then(Value::as_str).or_else(|| body.get("message").and_then(Value::as_str));
    unsure.problem.provider_words = words.map(masked);
    Err(unsure)
}

/// The records of an answer.
fn records(answer: &RawAnswer, wrappers: &[&str]) -> Answer<Vec<Record>> {
    opened(answer, decode(answer)?, wrappers)
}

/// The records of an answer that is decoded already.
fn opened(answer: &RawAnswer, value: Value, wrappers: &[&str]) -> Answer<Vec<Record>> {
    record::records(value, wrappers)
        .map_err(|misfit| answer.unusable(format_args!("the answer does not fit at `{}`", misfit.0)))
}

/// What `queryEsim` does: the contract splits it by `refresh_code` (2.5, `x-effect-by`).
const fn effect_of_refresh(refresh: bool) -> Effect {
    if refresh { Effect::Write } else { Effect::Read }
}
