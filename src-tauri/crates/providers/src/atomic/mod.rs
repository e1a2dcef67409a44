//! Atomic, Australia: the client of its API (contract notes-1) and, in `sms`, of its sibling, the SMS product.
//!
//! One file a resource sends the calls; `wire` holds what goes over the wire, `map` what it means, `abilities` what is
//! offered and why the rest is not. Neither API publishes an error body, so errors are read by the transport's rules.
//! The call records that one page only names, and the Hosted Voice product, have no published calls and are not here.

mod abilities;
mod brands;
mod customers;
mod map;
mod mobile;
pub mod operations;
mod paging;
mod plans;
mod sms;
mod tasks;
mod texts;
mod wire;

use domain::ability::AbilityState;
use domain::msisdn::Msisdn;
use domain::problem::ErrorCode;
use domain::provider::{Evidence, ProviderKind};
use serde_json::{Map, Value};
use tokio::sync::watch;

use crate::error::ProviderError;
use crate::operation::Operation;
use crate::record::{Record, records};
use crate::transport::{Outage, RawAnswer, Transport, decode, masked};
use crate::{Answer, Clock, Customers, Lines, Probe, Provider, RemoteSearch, Tasks};

pub use brands::{BrandReceipt, BrandRegistration, BrandStage, BrandStatus};
pub use customers::{NewSubCustomer, SubCustomer};
pub use mobile::{EsimReset, ExcessCap, NewSim, ServiceUpdate};
pub use plans::ServicePlan;
pub use sms::{NewText, SmsProduct, TextReceipt, TextStage};
pub use tasks::NOT_A_TASK;
pub use texts::{MOST_TEXTS, ReceivedText, TextWindow};

/// The one host Atomic names; no sandbox is mentioned (contract 1).
pub const BASE_URL: &str = "https://atvoice-api.atomtelecom.com.au";

/// A connection to Atomic.
pub struct Atomic {
    transport: Transport,
    sms: Option<SmsProduct>,
    clock: Clock,
}

impl Atomic {
    /// A client over a transport that sends the raw token (contract B13); `clock` stamps what is read.
    #[must_use]
    pub fn new(transport: Transport, clock: Clock) -> Self {
        Self { transport, sms: None, clock }
    }

    /// The same with the SMS product, which has an address and a key of its own.
    #[must_use]
    pub fn with_sms(mut self, sms: SmsProduct) -> Self {
        self.sms = Some(sms);
        self
    }

    /// The SMS product; absent when the connection has no address and key for it.
    #[must_use]
    pub const fn sms(&self) -> Option<&SmsProduct> {
        self.sms.as_ref()
    }

    fn read_from(&self) -> map::ReadFrom<'_> {
        // The one read of a line is documented, though its operation as a whole is not (contract 4.1).
        map::ReadFrom {
            connection: self.transport.connection(),
            evidence: Evidence::Documented,
            read_at: (self.clock)(),
        }
    }
}

impl std::fmt::Debug for Atomic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Atomic").field("transport", &self.transport).field("sms", &self.sms).finish_non_exhaustive()
    }
}

impl Provider for Atomic {
    fn kind(&self) -> ProviderKind {
        ProviderKind::Atomic
    }

    fn abilities(&self) -> Vec<AbilityState> {
        abilities::all(self.sms.is_some())
    }

    fn hang_up(&self) {
        self.transport.hang_up();
        if let Some(sms) = &self.sms {
            sms.hang_up();
        }
    }

    fn operations(&self) -> &'static [Operation] {
        &operations::OPERATIONS
    }

    fn outages(&self) -> Option<watch::Receiver<Option<Outage>>> {
        self.transport.outages()
    }

    fn probe(&self) -> Option<Probe<'_>> {
        let answer = Box::pin(async { self.plans().await.map(|_| ()) });
        Some(Probe { operation: &operations::LIST_SERVICE_PLANS, answer })
    }

    fn remote_search(&self) -> Option<&dyn RemoteSearch> {
        Some(self)
    }

    fn lines(&self) -> Option<&dyn Lines> {
        Some(self)
    }

    fn customers(&self) -> Option<&dyn Customers> {
        Some(self)
    }

    fn tasks(&self) -> Option<&dyn Tasks> {
        Some(self)
    }
}

/// The reference under which Atomic has the line of a number, `04xxxxxxxx`; nothing for what is no Australian mobile
/// number. Needed because Atomic lists no lines: a line is found by its number or not at all (contract 4).
#[must_use]
pub fn line_id(number: &Msisdn) -> Option<String> {
    let id = format!("0{}", number.digits().strip_prefix("61")?);
    is_msn(&id).then_some(id)
}

/// `04` and eight digits (contract 4; the rule itself is inferred).
fn is_msn(text: &str) -> bool {
    text.len() == 10 && text.starts_with("04") && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A value that would not fit the contract: refused here, nothing is sent.
fn bad_input(operation: &Operation, field: &str, message: &str) -> ProviderError {
    let mut error = ProviderError::not_delivered(ErrorCode::InvalidInput, ProviderKind::Atomic, operation.id, message);
    error.problem.field = Some(field.to_owned());
    error
}

/// A line's reference as Atomic takes it.
fn checked_msn<'a>(operation: &Operation, id: &'a str) -> Answer<&'a str> {
    let rule = "the number has to be an Australian mobile number of the form 04xxxxxxxx";
    is_msn(id).then_some(id).ok_or_else(|| bad_input(operation, "msn", rule))
}

/// A text that must not be empty, without the white space around it.
fn needed<'a>(operation: &Operation, field: &str, text: &'a str) -> Answer<&'a str> {
    let text = text.trim();
    if text.is_empty() { Err(bad_input(operation, field, "this is needed")) } else { Ok(text) }
}

/// A text that may be left out: an empty one is (contract B2).
fn optional(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

/// An e-mail address, as far as its form tells.
fn checked_email<'a>(operation: &Operation, field: &str, text: &'a str) -> Answer<&'a str> {
    let text = needed(operation, field, text)?;
    let fits = text.split_once('@').is_some_and(|(name, host)| {
        let plain = |c: char| c.is_ascii_graphic() && !matches!(c, '@' | ',' | ';' | '<' | '>' | '"' | '(' | ')');
        let host_fits = host.split('.').count() > 1 && host.split('.').all(|label| !label.is_empty());
        !name.is_empty() && name.chars().all(plain) && host.chars().all(plain) && host_fits
    });
    if fits { Ok(text) } else { Err(bad_input(operation, field, "this is no e-mail address")) }
}

/// The one record of an answer, also alone in a list (contract B11).
fn one_record(answer: &RawAnswer) -> Answer<Record> {
    let mut found = all_records(answer, &[])?.into_iter();
    match (found.next(), found.next()) {
        (Some(record), None) => Ok(record),
        _ => Err(unusable(answer, "the answer holds no single record")),
    }
}

/// The records of an answer.
fn all_records(answer: &RawAnswer, wrappers: &[&str]) -> Answer<Vec<Record>> {
    records(decode::<Value>(answer)?, wrappers)
        .map_err(|misfit| answer.unusable(format_args!("the answer does not fit at `{}`", misfit.0)))
}

/// Takes the outcome of a documented answer out of its record: it has to be `word` (contract 10). Anything else leaves
/// it unknown whether the change happened, for reading back to decide.
fn expect_word(answer: &RawAnswer, record: &mut Record, name: &str, word: &str) -> Answer<()> {
    match record.take_text(&[name]) {
        Some(said) if said.eq_ignore_ascii_case(word) => Ok(()),
        _ => Err(unusable(answer, "the answer does not say that it was done")),
    }
}

/// An error for a 2xx answer that is not what was asked for, with the provider's own words where it has some.
fn unusable(answer: &RawAnswer, message: &str) -> ProviderError {
    let mut error = answer.unusable(message);
    let body = serde_json::from_slice::<Map<String, Value>>(answer.body()).unwrap_or_default();
    let words = ["message", "error", "detail"].iter().find_map(|name| body.get(*name)?.as_str());
    error.problem.provider_words = words.map(str::trim).filter(|words| !words.is_empty()).map(masked);
    error
}

/// Whether a body whose shape nobody states speaks of an error all the same.
fn complains(body: &Value) -> bool {
    let Value::Object(body) = body else {
        return false;
    };
    let says_failed = |name: &&str| {
        let word = body.get(*name).and_then(Value::as_str).unwrap_or_default().to_ascii_lowercase();
        matches!(word.as_str(), "error" | "fail" | "failed" | "failure")
    };
    let says_something = |name: &&str| match body.get(*name) {
        None | Some(Value::Null | Value::Bool(false)) => false,
        Some(Value::String(text)) => !text.trim().is_empty(),
        Some(Value::Array(list)) => !list.is_empty(),
        Some(_) => true,
    };
    ["status", "result"].iter().any(says_failed)
        || ["error", "errors"].iter().any(says_something)
        || body.get("success") == Some(&Value::Bool(false))
}

#[cfg(test)]
mod tests {
    use domain::msisdn::Region;

    use super::*;

    #[test]
    fn a_number_becomes_the_reference_of_its_line() {
        for text in ["0412 345 678", "+61412345678", "61412345678", "+61 (0)412 345 678"] {
            let number = Msisdn::parse(text, Region::Au).unwrap();
            assert_eq!(line_id(&number).as_deref(), Some("0412345678"), "{text}");
        }
        for text in ["+447700900123", "+61262345678"] {
            assert_eq!(line_id(&Msisdn::parse(text, Region::Au).unwrap()), None, "{text}");
        }
    }

    #[test]
    fn an_address_is_checked_by_its_form() {
        let check = |text| checked_email(&operations::REPLACE_SIM, "notification_email", text).is_ok();
        assert!(check("user@example.com") && check(" a.b+c@mail.example.com.au "));
        for text in
            ["", "user", "@example.com", "user@", "user@host", "a b@example.com", "a@b@c.d", "a@.com", "a,b@c.d"]
        {
            assert!(!check(text), "{text}");
        }
    }
}
