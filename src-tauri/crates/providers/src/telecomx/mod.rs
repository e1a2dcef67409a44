//! TelecomX, Denmark: the client of its API (contract notes-1).
//!
//! One file a resource sends the calls; `wire` holds what goes over the wire, `map` what it means, `errors` what its
//! error keys mean, `auth` the log-in, `abilities` what is offered and why the rest is not. Hosted telephone systems,
//! SIP, television, name servers and fixed lines are not here, nor is what [`operations::LEFT_OUT`] lists.
//!
//! Many changes are GETs here. They are changes in every respect: they need a ticket and are never sent twice.

mod abilities;
mod account;
mod auth;
mod changes;
mod customer_page;
mod customers;
mod errors;
mod forwarding;
mod invoices;
mod lines;
mod list;
mod map;
mod messages;
mod numbers;
pub mod operations;
mod operators;
mod papers;
mod ports;
mod products;
mod roaming;
mod search;
mod self_service;
mod sims;
mod tasks;
mod usage;
mod wire;

use std::sync::Arc;

use domain::ability::AbilityState;
use domain::line::RawField;
use domain::problem::ErrorCode;
use domain::provider::ProviderKind;
use domain::secret::{ApiKey, Password};
use serde_json::Value;
use tokio::sync::watch;

use crate::error::ProviderError;
use crate::operation::Operation;
use crate::record::Record;
use crate::transport::{Auth, Call, Outage, RawAnswer, Session, Traffic, Transport, TransportConfig, decode, masked};
use crate::{Answer, Clock, Customers, LineList, Lines, Ports, Probe, Provider, RemoteSearch, SignIn, Tasks};

use auth::TelecomxSession;
use map::FromRecord;

pub use auth::{SignInState, code_field};
pub use changes::{ChangeOrder, ChangesQuery, ItemOf, RecentChanges};
pub use customers::{AddressEdit, CustomerEdit, CustomersQuery, ResellerFilter};
pub use forwarding::{ForwardTo, ForwardUpdate};
pub use invoices::{CurrentInvoiceQuery, InvoicesQuery};
pub use lines::{
    AccountState, EndedQuery, FeatureEdit, LineChange, LinesQuery, NewMobileAccount, PlanStart, VoiceAccountParts,
};
pub use list::MOST_CUSTOMERS;
pub use map::{
    AddOnPrices, Address, BillingCustomer, CallForward, CallNotifier, ChangeDetail, ChangeItem, ChangedValue, Counts,
    CustomerName, CustomerOverview, CustomerRecord, DataPiece, DataUsage, EndedAccount, Features, Finance, Forward,
    InvoiceLine, MobileAccount, MonthUsage, MonthlyUsage, NewAccount, NewNumber, NewSim, NumberOperator, NumberRecord,
    Operator, Page, Porting, PortingDetails, PortingPaper, PortingStatus, Product, RegionName, RegionSeconds,
    RegionUsage, Reseller, RoamingPartner, RoamingPrice, RoamingRegion, SearchHit, SelfServiceView, SentMessage,
    ServiceCode, SignedIn, StoredSim, TopUp, TopUpProduct, Updating, UsageAccount, UsageCost, VoiceAccount, VoiceUsage,
};
pub use messages::{Message, MessageKind, Recipients};
pub use numbers::{NumberEdit, NumberList, NumbersQuery};
pub use papers::{PaperMethod, PaperOwner, PaperRequest, SignedPaper};
pub use ports::{PortGroup, PortingEdit, PortingsQuery, Refusal};
pub use products::{ProductKind, ProductsQuery};
pub use search::SearchQuery;
pub use sims::{FormFactor, Network, NewStoredSim, SimTarget, SimsQuery};
pub use tasks::not_a_task;
pub use usage::{CallDirection, CallRecordsQuery, Days};

/// The one host TelecomX names; no sandbox is documented (contract 1.1).
pub const BASE_URL: &str = "https://api.telecomx.dk";

/// What a connection proves itself with (contract 1.2).
pub enum Proof {
    /// A machine token: it goes as it is.
    MachineToken(ApiKey),
    /// User name and password, with a code when TelecomX asks for one.
    Login {
        /// An e-mail address, or the name of an employee without one.
        user_name: String,
        /// The password.
        password: Password,
    },
}

/// A connection to TelecomX.
pub struct Telecomx {
    transport: Transport,
    session: Option<Arc<TelecomxSession>>,
    clock: Clock,
}

impl Telecomx {
    /// A client over the connection's own settings, which `config` gives for each way to prove; `clock` stamps what is
    /// read, and tokens run out by it. Sends nothing.
    ///
    /// # Errors
    ///
    /// As [`Transport::new`]; `InvalidInput` with field `user_name` or `password` when that is empty.
    pub fn connect(config: impl Fn(Auth) -> TransportConfig, proof: Proof, clock: Clock) -> Answer<Self> {
        match proof {
            Proof::MachineToken(token) => {
                let transport = Transport::new(config(Auth::Bearer(token)))?;
                Ok(Self { transport, session: None, clock })
            }
            Proof::Login { user_name, password } => {
                for (field, empty) in [("user_name", user_name.trim().is_empty()), ("password", password.is_empty())] {
                    if empty {
                        let mut error = bad_input(&operations::LOGIN, field, "this is needed to sign in");
                        error.problem.operation = None;
                        return Err(error);
                    }
                }
                let mut once = config(Auth::Unsigned(Arc::new([password.clone()])));
                // A second try could send a second SMS, or use a code twice.
                once.tuning.retry.read_tries = 1;
                let traffic = Traffic::new(&once.tuning);
                let sign_in = Transport::sharing(once, traffic.of_sign_in())?;
                let session = TelecomxSession::new(sign_in, user_name, password, Arc::clone(&clock));
                let auth = Auth::Session(Arc::clone(&session) as Arc<dyn Session>);
                let transport = Transport::sharing(config(auth), traffic)?;
                Ok(Self { transport, session: Some(session), clock })
            }
        }
    }

    /// Sends a call, with TelecomX's error keys read.
    async fn send(&self, call: Call<'_>) -> Answer<RawAnswer> {
        self.transport.send(call).await.map_err(errors::by_key)
    }

    fn read_from(&self) -> map::ReadFrom<'_> {
        map::ReadFrom { connection: self.transport.connection(), read_at: (self.clock)() }
    }
}

impl std::fmt::Debug for Telecomx {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Telecomx").field("transport", &self.transport).finish_non_exhaustive()
    }
}

impl Provider for Telecomx {
    fn kind(&self) -> ProviderKind {
        ProviderKind::Telecomx
    }

    fn abilities(&self) -> Vec<AbilityState> {
        abilities::all()
    }

    fn hang_up(&self) {
        self.transport.hang_up();
    }

    fn operations(&self) -> &'static [Operation] {
        operations::OPERATIONS
    }

    fn outages(&self) -> Option<watch::Receiver<Option<Outage>>> {
        self.transport.outages()
    }

    fn probe(&self) -> Option<Probe<'_>> {
        let query = LinesQuery { limit: Some(1), ..LinesQuery::default() };
        let answer = Box::pin(async move { self.mobile_accounts(&query).await.map(|_| ()) });
        Some(Probe { operation: &operations::LIST_MVNO_ACCOUNTS, answer })
    }

    fn remote_search(&self) -> Option<&dyn RemoteSearch> {
        Some(self)
    }

    fn sign_in(&self) -> Option<&dyn SignIn> {
        self.session.as_deref().map(|session| session as &dyn SignIn)
    }

    fn line_list(&self) -> Option<&dyn LineList> {
        Some(self)
    }

    fn lines(&self) -> Option<&dyn Lines> {
        Some(self)
    }

    fn ports(&self) -> Option<&dyn Ports> {
        Some(self)
    }

    fn customers(&self) -> Option<&dyn Customers> {
        Some(self)
    }

    fn tasks(&self) -> Option<&dyn Tasks> {
        Some(self)
    }
}

/// A value that would not fit the contract: refused here, nothing is sent.
fn bad_input(operation: &Operation, field: &str, message: &str) -> ProviderError {
    let mut error =
        ProviderError::not_delivered(ErrorCode::InvalidInput, ProviderKind::Telecomx, operation.id, message);
    error.problem.field = Some(field.to_owned());
    error
}

/// An id: 24 hex characters (contract 1.7).
fn checked_id<'a>(operation: &Operation, field: &str, text: &'a str) -> Answer<&'a str> {
    let fits = text.len() == 24 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    fits.then_some(text).ok_or_else(|| bad_input(operation, field, "an id of TelecomX has 24 of 0-9 and a-f"))
}

/// An id that may be absent.
fn checked_opt<'a>(operation: &Operation, field: &str, text: Option<&'a str>) -> Answer<Option<&'a str>> {
    text.map(|text| checked_id(operation, field, text)).transpose()
}

/// A number: E.164 with its plus (contract 1.7).
fn checked_number<'a>(operation: &Operation, field: &str, text: &'a str) -> Answer<&'a str> {
    let digits = text.strip_prefix('+').unwrap_or_default();
    let fits = (2..=15).contains(&digits.len())
        && !digits.starts_with('0')
        && digits.bytes().all(|byte| byte.is_ascii_digit());
    fits.then_some(text).ok_or_else(|| bad_input(operation, field, "the number has to be E.164 with its plus"))
}

/// What stands for an account in some calls: its id or its number (contract 4.2).
fn checked_id_or_number<'a>(operation: &Operation, field: &str, text: &'a str) -> Answer<&'a str> {
    if text.starts_with('+') { checked_number(operation, field, text) } else { checked_id(operation, field, text) }
}

/// A text that must not be empty.
fn checked_text<'a>(operation: &Operation, field: &str, text: &'a str) -> Answer<&'a str> {
    if text.trim().is_empty() { Err(bad_input(operation, field, "this is needed")) } else { Ok(text) }
}

/// How many to ask for at a time: 1 to `most` (contract 1.5).
fn checked_limit(operation: &Operation, limit: Option<u32>, most: u32) -> Answer<Option<u32>> {
    match limit {
        Some(limit) if limit == 0 || limit > most => {
            Err(bad_input(operation, "limit", &format!("the limit is 1 to {most}")))
        }
        limit => Ok(limit),
    }
}

/// The JSON of an answer that does not speak of an error.
fn value(answer: &RawAnswer) -> Answer<Value> {
    let value: Value = decode(answer)?;
    let says_something = |inner: &Value| match inner {
        Value::Null => false,
        Value::Bool(flag) => *flag,
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::String(text) => !text.trim().is_empty(),
        Value::Array(list) => !list.is_empty(),
        Value::Object(map) => !map.is_empty(),
    };
    let error = ["error", "errors"].iter().find_map(|name| value.get(*name).filter(|inner| says_something(inner)));
    let unsuccessful =
        value.get("success").is_some_and(|success| <bool as wire::FromWire>::from_wire(success) == Some(false));
    if error.is_none() && !unsuccessful {
        return Ok(value);
    }
    let mut unusable = answer.unusable("the answer says success and error at once");
    let words = error.and_then(|error| error.get("message").unwrap_or(error).as_str());
    unusable.problem.provider_words = words.map(masked);
    Err(unusable)
}

/// The one record of an answer.
fn record(answer: &RawAnswer) -> Answer<Record> {
    match value(answer)? {
        Value::Object(map) => Ok(Record(map)),
        _ => Err(answer.unusable("the answer is no record")),
    }
}

/// The one thing of an answer.
fn one<T: FromRecord>(answer: &RawAnswer) -> Answer<T> {
    let thing = T::from_record(record(answer)?);
    if thing.is_nothing() { Err(answer.unusable("nothing in the answer is known")) } else { Ok(thing) }
}

/// A page of a list.
fn page<T: FromRecord>(answer: &RawAnswer, names: &[&str]) -> Answer<map::Page<T>> {
    map::page(value(answer)?, names).map_err(|misfit| answer.unusable(misfit.0))
}

/// A list without pages.
fn listed<T: FromRecord>(answer: &RawAnswer, names: &[&str]) -> Answer<Vec<T>> {
    page(answer, names).map(|page| page.items)
}

/// An answer of unknown shape.
fn tree(answer: &RawAnswer) -> Answer<Vec<RawField>> {
    value(answer).map(map::tree)
}

/// Takes `{"success": true}` as done, and nothing else: a page of HTML with status 200 on a change by GET is no success.
fn done(answer: &RawAnswer) -> Answer<()> {
    let success: Option<bool> = wire::take(&mut record(answer)?, "success");
    if success == Some(true) { Ok(()) } else { Err(answer.unusable("the answer does not say that it was done")) }
}

/// A file. A page of HTML or an error in JSON is none.
fn file(answer: &RawAnswer) -> Answer<Vec<u8>> {
    let start = answer.body().iter().find(|byte| !byte.is_ascii_whitespace());
    match start {
        None => Err(answer.unusable("the answer is empty")),
        Some(b'<' | b'{' | b'[') => Err(answer.unusable("the answer is no file")),
        Some(_) => Ok(answer.body().to_vec()),
    }
}
