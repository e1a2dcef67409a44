//! Clients of the providers, behind ability traits.
//!
//! The desk asks "can this line do X" and gets a trait object or nothing; it never asks which provider it talks to. The
//! one `match` on the provider kind is in [`registry`]. [`transport`] is the only user of reqwest. Wire types are private
//! to their provider's folder and are mapped to the domain in one file there.

mod account;
pub mod atomic;
pub mod customers;
pub mod error;
pub mod onsim;
pub mod operation;
mod raw;
pub mod reach;
mod record;
pub mod registry;
pub mod tasks;
pub mod telecomx;
pub mod transport;

use std::sync::Arc;

use async_trait::async_trait;
use domain::ability::AbilityState;
use domain::action::Ticket;
use domain::activation_code::{ActivationCode, ActivationCodeWarning};
use domain::line::{EsimState, Line, RawField};
use domain::port::Port;
use domain::provider::ProviderKind;
use domain::secret::Password;
use domain::task::Task;
use domain::time::Timestamp;
use tokio::sync::watch;

pub use account::{DirectoryColumns, DirectoryKeeper, DirectoryMisfit, DirectoryRow, SignIn};
pub use customers::{CustomerHit, CustomerRecord, Customers};
pub use error::{Delivery, ProviderError};
pub use operation::Operation;
pub use tasks::{Inputs, Progress, SimFinding, TaskAnswer, TaskOutcome, Tasks};
pub use transport::{Outage, Urgency, in_background};

/// What every provider call answers.
pub type Answer<T> = Result<T, ProviderError>;

/// Tells the time of the desk: what is read is stamped with it.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// One connection to one provider. Each accessor is an ability: absent means that the provider's contract does not offer
/// it, and [`Provider::abilities`] says why in one sentence.
pub trait Provider: Send + Sync {
    /// Which provider.
    fn kind(&self) -> ProviderKind;
    /// Every ability, available or not and why not.
    fn abilities(&self) -> Vec<AbilityState>;
    /// Every operation of its contract, with evidence and effect.
    fn operations(&self) -> &'static [Operation];

    /// Closes the connections that are kept open for the next read: what the last answers left in their buffers, such as
    /// an activation code, goes with them. Calls under way are not disturbed.
    fn hang_up(&self) {}

    /// The cheapest read that changes nothing and proves address, credentials and rights; absent when the contract has
    /// none.
    fn probe(&self) -> Option<Probe<'_>> {
        None
    }

    /// Signing in as a person, who may be asked for a code; absent where a key is all it takes.
    fn sign_in(&self) -> Option<&dyn SignIn> {
        None
    }

    /// The outage of this connection as it begins, changes and ends; absent where nothing is ever asked.
    fn outages(&self) -> Option<watch::Receiver<Option<Outage>>> {
        None
    }

    /// Keeping a directory of customers on this desk; absent where the provider publishes a list or a search.
    fn keeps_directory(&self) -> Option<&dyn DirectoryKeeper> {
        None
    }

    /// Listing every line of the account.
    fn line_list(&self) -> Option<&dyn LineList> {
        None
    }
    /// Reading one line.
    fn lines(&self) -> Option<&dyn Lines> {
        None
    }
    /// Asking for lines by a text someone typed, beside what this desk knows.
    fn remote_search(&self) -> Option<&dyn RemoteSearch> {
        None
    }
    /// Activation codes and install state.
    fn esim_codes(&self) -> Option<&dyn EsimCodes> {
        None
    }
    /// Reading port orders.
    fn ports(&self) -> Option<&dyn Ports> {
        None
    }
    /// Customers, where the provider keeps them apart from lines.
    fn customers(&self) -> Option<&dyn Customers> {
        None
    }
    /// One-time codes as a proof of identity.
    fn one_time_codes(&self) -> Option<&dyn OneTimeCodes> {
        None
    }
    /// Everything else it can do, each as a task.
    fn tasks(&self) -> Option<&dyn Tasks> {
        None
    }
}

/// A harmless read that tries out a connection. Nothing is sent before its answer is awaited.
pub struct Probe<'a> {
    /// What is asked.
    pub operation: &'static Operation,
    /// Asks it.
    pub answer: std::pin::Pin<Box<dyn Future<Output = Answer<()>> + Send + 'a>>,
}

/// Listing every line of the account.
#[async_trait]
pub trait LineList: Send + Sync {
    /// Every line of the account.
    async fn list(&self) -> Answer<Vec<Line>>;
}

/// Reading one line.
#[async_trait]
pub trait Lines: Send + Sync {
    /// One line by the provider's own reference.
    async fn read(&self, id: &str) -> Answer<Line>;
}

/// Asking a provider for lines by a text someone typed. Each provider is asked only what its contract can search.
#[async_trait]
pub trait RemoteSearch: Send + Sync {
    /// Why this text is not asked for, in one sentence for a person; `None` when it can be asked for.
    fn not_asked(&self, text: &str) -> Option<String>;
    /// The lines the provider finds; none found is an empty list, no error.
    async fn search(&self, text: &str) -> Answer<FoundLines>;
}

/// What a provider finds for a text.
#[derive(Debug, Default)]
pub struct FoundLines {
    /// The lines.
    pub lines: Vec<Line>,
    /// How many things it found that could not be read and are not among them.
    pub unreadable: u32,
}

impl From<Vec<Line>> for FoundLines {
    fn from(lines: Vec<Line>) -> Self {
        Self { lines, unreadable: 0 }
    }
}

/// One line as the whole of a search's answer: none when the provider knows no such line.
pub(crate) fn at_most_one(read: Answer<Line>) -> Answer<Vec<Line>> {
    match read {
        Ok(line) => Ok(vec![line]),
        Err(error) if error.code() == domain::problem::ErrorCode::NotFound => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

/// What a provider says of the eSIM of a line.
#[derive(Debug)]
pub struct EsimReading {
    /// The activation code in force, where there is a well-formed one.
    pub code: Option<ActivationCode>,
    /// What is odd about it.
    pub warnings: Vec<ActivationCodeWarning>,
    /// Set when the provider sent something in the code's place that is no activation code; says which rule it breaks.
    pub malformed: Option<String>,
    /// The install state; absent when the line has no eSIM.
    pub state: Option<EsimState>,
}

/// Activation codes and install state.
#[async_trait]
pub trait EsimCodes: Send + Sync {
    /// Reads the code in force and the install state. Changes nothing.
    async fn status(&self, id: &str) -> Answer<EsimReading>;
    /// Gets a new code; the old one stops working.
    async fn refresh(&self, id: &str, ticket: Ticket) -> Answer<EsimReading>;
}

/// One-time codes that a provider sends to its customers. It checks a code with the change itself: with every task that
/// has a field of kind `OneTimeCode`, and nowhere else.
pub trait OneTimeCodes: Send + Sync {
    /// The task that sends one to the customer of a line.
    fn sent_by(&self) -> &'static Task;
    /// After how many wrong codes the provider takes no more, where it publishes that.
    fn tries(&self) -> Option<u32> {
        None
    }
}

/// A plan a line can be changed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanOption {
    /// The provider's code, sent back to change to it.
    pub code: String,
    /// The name to show.
    pub name: String,
}

/// All four switches of a line as they shall stand; always sent together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Switches {
    /// Mobile data.
    pub data: bool,
    /// Calls.
    pub voice: bool,
    /// Text messages.
    pub messages: bool,
    /// Sharing data.
    pub hotspot: bool,
}

/// An edit of a line beside its switches; what is absent stays.
#[derive(Debug, Default)]
pub struct LineEdit {
    /// New number, E.164 digits without plus.
    pub number: Option<String>,
    /// New SIP user name.
    pub sip_user: Option<String>,
    /// New SIP password.
    pub sip_password: Option<Password>,
    /// New first name of the owner.
    pub first_name: Option<String>,
    /// New last name of the owner.
    pub last_name: Option<String>,
    /// New e-mail of the owner.
    pub email: Option<String>,
}

/// Reading port orders.
#[async_trait]
pub trait Ports: Send + Sync {
    /// Every port order.
    async fn list(&self) -> Answer<Vec<Port>>;
    /// One port order.
    async fn read(&self, id: &str) -> Answer<Port>;
}

/// Which half of a stock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StockState {
    /// In use.
    Active,
    /// Free to use.
    Reserved,
}

/// One thing in stock, whose shape the provider does not publish: its fields as they came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StockItem {
    /// What identifies it (number or ICCID), where a field of that meaning was found.
    pub id: Option<String>,
    /// Every field.
    pub fields: Vec<RawField>,
}

/// A customer group to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewGroup {
    /// Unique name: 3 to 45 of `a-z A-Z 0-9 _ -`, first one a letter or digit, at least one letter (ONSIM contract 4.2).
    pub name: String,
    /// First line of the address.
    pub address_line_1: String,
    /// ISO 3166 alpha-3 codes, at present `GBR`, `USA` or both with a comma.
    pub home_location: String,
    /// Second line of the address.
    pub address_line_2: Option<String>,
    /// Town.
    pub city: Option<String>,
    /// Country.
    pub country: Option<String>,
    /// Post code.
    pub post_code: Option<String>,
    /// Free text.
    pub description: Option<String>,
}

/// A new line on the reseller's own telephone system.
#[derive(Debug, Default)]
pub struct OwnSystemLine {
    /// Number, E.164 digits without plus.
    pub number: String,
    /// Physical SIM; absent takes the next free eSIM.
    pub iccid: Option<String>,
    /// SIP user name; absent means `ONSIM` and the ICCID.
    pub sip_user: Option<String>,
    /// SIP password; absent means that the provider makes one.
    pub sip_password: Option<Password>,
}

/// A new line on the provider's telephone system.
#[derive(Clone, PartialEq, Eq)]
pub struct HostedLine {
    /// Number, E.164 digits without plus.
    pub number: String,
    /// Physical SIM; absent takes the next free eSIM.
    pub iccid: Option<String>,
    /// Customer group.
    pub group: String,
    /// ISO 3166 alpha-3: `GBR`, `USA`, `FRA`.
    pub home_location: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// E-mail.
    pub email: String,
    /// Product number from the catalogue.
    pub product: i64,
    /// `BACKGROUND-ONLY`, `2GB`, `4GB`, `10GB`, `20GB`, `UNLIMITED`.
    pub data: String,
}

/// What a provider gives back for a new line.
#[derive(Debug)]
pub struct NewLine {
    /// The activation code, for an eSIM.
    pub code: Option<ActivationCode>,
    /// The ICCID, without the provider's prefix.
    pub iccid: Option<String>,
    /// The SIP password.
    pub sip_password: Option<Password>,
}
