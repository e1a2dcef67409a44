//! What the simulated TelecomX keeps: customers, people, lines, SIM cards, numbers, products, the change log and the
//! counts that tests judge by. Portings have `porting_state`; how time passes is in `course`. No HTTP here.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;

use super::auth::Session;
use super::porting_state::Porting;
use super::settings::{AccessLevel, SecondFactor, TelecomxSettings};
use crate::chance::Chance;

/// The features of a line and their documented defaults (TelecomX contract 4.4); of the last three they are ours.
pub(super) const FEATURES: [(&str, bool); 13] = [
    ("highRate", true),
    ("international", true),
    ("data", true),
    ("fiveG", true),
    ("roaming", true),
    ("roamingData", true),
    ("publicIP", false),
    ("chargedServices", false),
    ("voicemail", false),
    ("secretNumber", false),
    ("mms", true),
    ("dataTopUpSms", false),
    ("smartWatchSim", false),
];

/// A customer, which may be a reseller.
pub(super) struct Customer {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) phone: String,
    pub(super) email: String,
    pub(super) website: String,
    pub(super) notes: String,
    /// `ACTIVE`, `BLOCKED`, `DELETED`.
    pub(super) state: String,
    /// `None` for a top-level reseller.
    pub(super) parent: Option<String>,
    pub(super) is_reseller: bool,
    pub(super) features: Vec<&'static str>,
    /// As they are answered.
    pub(super) addresses: Vec<Value>,
    pub(super) vat_number: String,
    pub(super) billing: Vec<String>,
}

/// A person who may log in, or who only uses a line.
pub(super) struct Employee {
    pub(super) id: String,
    pub(super) customer: String,
    pub(super) level: AccessLevel,
    /// `ENABLED`, `DISABLED`, `DELETED`.
    pub(super) state: &'static str,
    pub(super) name: String,
    pub(super) email: String,
    pub(super) department: &'static str,
    pub(super) factor: SecondFactor,
    /// `None` for a person who never logs in.
    pub(super) password: Option<String>,
    pub(super) sms_number: String,
}

/// A mobile network a line can be on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Network {
    /// Telenor.
    Telenor,
    /// TDC.
    Tdc,
}

impl Network {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Telenor => "TELENOR",
            Self::Tdc => "TDC",
        }
    }

    pub(super) fn other(self) -> Self {
        match self {
            Self::Telenor => Self::Tdc,
            Self::Tdc => Self::Telenor,
        }
    }

    /// The type of a number on it; the one for TDC is ours (contract 12.7).
    pub(super) fn number_type(self) -> &'static str {
        match self {
            Self::Telenor => "MVNOTELENOR",
            Self::Tdc => "MVNOTDC",
        }
    }
}

/// Where a SIM is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Free, in storage at a customer or reseller; `None` at the provider.
    Stored(Option<String>),
    /// On the account with this id.
    InUse(String),
    /// Was taken off a line; never free again.
    Spent,
}

/// A SIM card or eSIM.
pub(super) struct SimCard {
    /// As it is listed; some end in `F`.
    pub(super) icc: String,
    pub(super) imsi: String,
    pub(super) puks: [String; 2],
    pub(super) pins: [String; 2],
    /// `MINI_MICRO`, `NANO`, `MINI_MICRO_NANO`, `eSIM`.
    pub(super) form: String,
    pub(super) network: String,
    pub(super) place: Place,
    pub(super) auto_assign: bool,
    /// Of an eSIM.
    pub(super) activation_code: Option<String>,
}

impl SimCard {
    pub(super) fn is_esim(&self) -> bool {
        self.form == "eSIM"
    }
}

/// Where a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum LineState {
    /// Being made; ends by itself, for a ported number on its porting date.
    Creating,
    /// In service.
    Active,
    /// No calls, messages or data.
    Blocked,
}

impl LineState {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Creating => "CREATING",
            Self::Active => "ACTIVE",
            Self::Blocked => "BLOCKED",
        }
    }
}

/// The end of a line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ending {
    /// When it was asked for.
    pub(super) at: Timestamp,
    /// Until when the account still shows as `DELETING`.
    pub(super) shown_until: Timestamp,
    /// Until when it can be restored.
    pub(super) until: Timestamp,
}

/// A mobile account.
pub(super) struct Account {
    pub(super) id: String,
    pub(super) customer: String,
    pub(super) number: String,
    /// Its user's name.
    pub(super) name: String,
    pub(super) employee: Option<String>,
    pub(super) state: LineState,
    pub(super) features: BTreeMap<String, bool>,
    pub(super) sim: String,
    pub(super) network: Network,
    pub(super) rate_plan: String,
    /// From the next month on.
    pub(super) new_rate_plan: Option<NextPlan>,
    pub(super) notes: String,
    pub(super) device: &'static str,
    /// 0 for none.
    pub(super) pbx: u64,
    pub(super) updating_until: Option<Timestamp>,
    /// The SIM of the other network that takes over when the update ends.
    pub(super) next_sim: Option<String>,
    pub(super) ending: Option<Ending>,
    pub(super) forward: Value,
    pub(super) voicemail_pin: String,
    pub(super) wrong_pins: u32,
    pub(super) usage_block: bool,
    pub(super) smartwatch: Smartwatch,
    /// Product and time of each top-up.
    pub(super) top_ups: Vec<(String, Timestamp)>,
    /// The one-time token of the self-service page.
    pub(super) self_service: String,
}

/// A plan that takes over at a time.
pub(super) struct NextPlan {
    pub(super) plan: String,
    pub(super) from: Timestamp,
}

/// The smartwatch add-on of a line (TelecomX contract 5.7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Smartwatch {
    None,
    Active,
    Deleting(Timestamp),
}

/// A number and whose it is.
pub(super) struct NumberEntry {
    pub(super) state: String,
    /// `FIXED`, `INTERNATIONAL`, `MVNOTELENOR` and ours `MVNOTDC`.
    pub(super) kind: String,
    pub(super) account: Option<String>,
    pub(super) customer: Option<String>,
    pub(super) employee: Option<String>,
    pub(super) name: Option<String>,
    pub(super) listed: bool,
    /// When its rest or reservation ends.
    pub(super) until: Option<Timestamp>,
    pub(super) price: f64,
}

/// Something that is sold.
pub(super) struct Product {
    pub(super) id: String,
    pub(super) kind: &'static str,
    pub(super) code: String,
    pub(super) name: String,
    pub(super) unit: &'static str,
    pub(super) recurrence: &'static str,
    pub(super) cost: f64,
    pub(super) wholesale: f64,
    pub(super) price: f64,
    pub(super) reseller: Option<String>,
    pub(super) inherit_from: Option<String>,
    /// Megabytes included, of a plan or a top-up.
    pub(super) megabytes: u64,
    /// Minutes included; `None` for no limit.
    pub(super) minutes: Option<u64>,
    /// No longer usable from here on.
    pub(super) end: Option<Timestamp>,
}

/// One line of the change log.
pub(super) struct Change {
    pub(super) id: String,
    pub(super) customer: String,
    pub(super) employee: Option<String>,
    pub(super) when: Timestamp,
    /// The section, e.g. `Customers`; the names for mobile things are ours.
    pub(super) section: &'static str,
    pub(super) what: &'static str,
    pub(super) item: String,
    pub(super) description: String,
    /// Taken off the feed by `remove`.
    pub(super) removed: bool,
}

/// A text message that would have been sent to a phone.
#[derive(Clone, PartialEq, Eq)]
pub struct Message {
    /// E.164 with a plus sign.
    pub to: String,
    /// The text, codes included.
    pub text: String,
}

impl std::fmt::Debug for Message {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Message").finish_non_exhaustive()
    }
}

/// The whole state.
pub(super) struct Book {
    pub(super) settings: TelecomxSettings,
    pub(super) customers: BTreeMap<String, Customer>,
    pub(super) employees: BTreeMap<String, Employee>,
    pub(super) accounts: BTreeMap<String, Account>,
    /// By ICC as listed.
    pub(super) sims: BTreeMap<String, SimCard>,
    /// By E.164.
    pub(super) numbers: BTreeMap<String, NumberEntry>,
    pub(super) portings: BTreeMap<String, Porting>,
    pub(super) products: Vec<Product>,
    pub(super) changes: Vec<Change>,
    pub(super) messages: Vec<Message>,
    /// By token; expired ones stay, so that they are told apart from unknown ones.
    pub(super) sessions: BTreeMap<String, Session>,
    /// The code last sent to an employee, and until when it counts.
    pub(super) sms_codes: BTreeMap<String, (String, Timestamp)>,
    /// Powers of attorney waiting for their one download: id to customer and text.
    pub(super) downloads: BTreeMap<String, (String, String)>,
    pub(super) effects: BTreeMap<String, u64>,
    pub(super) chance: Chance,
    pub(super) seed: u64,
    pub(super) next_id: u64,
    /// Who the main login is, and the customer it moves to when its level is a customer's.
    pub(super) agent: String,
    pub(super) first_customer: String,
    pub(super) reseller: String,
}

impl Book {
    /// A new id of 24 hex digits. All begin with `70726163`, ASCII for "prac".
    pub(super) fn mint_id(&mut self) -> String {
        self.next_id += 1;
        format!("70726163{:06x}{:010x}", self.next_id, self.chance.next() >> 24)
    }

    /// The account with this id or number that has not been deleted for good.
    pub(super) fn account(&self, id_or_number: &str, now: Timestamp) -> Option<&Account> {
        let account = match self.accounts.get(id_or_number) {
            Some(account) => account,
            None => self.accounts.values().find(|one| one.number == id_or_number && one.is_shown(now))?,
        };
        account.is_shown(now).then_some(account)
    }

    /// The SIM with this ICC, with or without the `F` it may be listed with.
    pub(super) fn sim(&self, icc: &str) -> Option<&SimCard> {
        self.sims.get(icc).or_else(|| self.sims.get(&format!("{icc}F")))
    }

    pub(super) fn product(&self, id: &str) -> Option<&Product> {
        self.products.iter().find(|product| product.id == id)
    }

    /// A rate plan by its id.
    pub(super) fn plan(&self, id: &str) -> Option<&Product> {
        self.product(id).filter(|product| product.kind == "MVNO_RATEPLAN")
    }

    pub(super) fn customer_name(&self, id: &str) -> String {
        self.customers.get(id).map_or_else(String::new, |customer| customer.name.clone())
    }

    /// The reseller a customer belongs to; a reseller belongs to itself.
    pub(super) fn reseller_of(&self, customer: &str) -> Option<&Customer> {
        let customer = self.customers.get(customer)?;
        if customer.is_reseller { Some(customer) } else { self.customers.get(customer.parent.as_ref()?) }
    }

    /// The running porting of an account.
    pub(super) fn running_porting(&self, account: &str) -> Option<&Porting> {
        self.portings.values().find(|one| one.account.as_deref() == Some(account) && !one.is_closed())
    }

    /// Adds a line to the change log.
    pub(super) fn note(&mut self, now: Timestamp, who: Option<&str>, customer: &str, entry: Entry<'_>) {
        let id = self.mint_id();
        self.changes.push(Change {
            id,
            customer: customer.to_owned(),
            employee: who.map(str::to_owned),
            when: now,
            section: entry.section,
            what: entry.what,
            item: entry.item.to_owned(),
            description: entry.description,
            removed: false,
        });
    }
}

/// What a new line of the change log says.
pub(super) struct Entry<'a> {
    pub(super) section: &'static str,
    pub(super) what: &'static str,
    pub(super) item: &'a str,
    pub(super) description: String,
}

impl Account {
    /// Whether `/mvno/ID` still knows it.
    pub(super) fn is_shown(&self, now: Timestamp) -> bool {
        self.ending.is_none_or(|ending| now < ending.shown_until)
    }

    pub(super) fn is_updating(&self, now: Timestamp) -> bool {
        self.updating_until.is_some_and(|until| now < until)
    }

    /// `ACTIVE`, `CREATING`, `DELETING`, `BLOCKED`.
    pub(super) fn state_name(&self) -> &'static str {
        if self.ending.is_some() { "DELETING" } else { self.state.name() }
    }
}
