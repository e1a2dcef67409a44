//! What the simulated Atomic keeps: customers, services, SIM stock, brand names, texts, mail, and the counts that tests
//! judge by. No HTTP here.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use jiff::Timestamp;

use super::quirks::AtomicQuirks;
use crate::chance::Chance;

/// A plan: id, name, type, monthly price. The type word of mobile plans is ours (contract 3.1: unknown).
pub(super) const PLANS: [(u64, &str, &str, &str); 6] = [
    (91, "Mobile Lite 5GB", "Mobile Plan", "15.00"),
    (96, "My Mobile Service", "Mobile Plan", "29.95"),
    (97, "Mobile Plus 80GB", "Mobile Plan", "45.00"),
    (98, "Mobile Fleet Pool", "Mobile Plan", "22.50"),
    (123, "Acme Plan", "SIP Trunk", "1.99"),
    (134, "Test Plan", "SMS Plan", "1.20"),
];

/// The mobile plan with this id.
pub(super) fn mobile_plan(id: u64) -> Option<(u64, &'static str)> {
    let plan = PLANS.iter().find(|plan| plan.0 == id && plan.2 == "Mobile Plan")?;
    Some((plan.0, plan.1))
}

/// The sender ids of the sibling SMS product.
pub(super) const SENDERS: [&str; 2] = ["PRACTICE", "61491570099"];
/// The one SMS account (contract 5.1: where its id comes from is unknown).
pub(super) const SMS_ACCOUNT: u64 = 2124;

/// One message that left the provider by e-mail.
#[derive(Clone, PartialEq, Eq)]
pub struct PracticeMail {
    /// When it was sent, by the shop's clock.
    pub at: Timestamp,
    /// Its subject line.
    pub subject: String,
    /// Its text; that of an eSIM holds the activation code on a line of its own (`LPA:1$...`).
    pub text: String,
}

impl PracticeMail {
    /// The activation code in the text, when there is one.
    #[must_use]
    pub fn activation_code(&self) -> Option<&str> {
        self.text.lines().find(|line| line.starts_with("LPA:1$"))
    }
}

impl fmt::Debug for PracticeMail {
    /// Leaves out the text: it holds a code.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PracticeMail").field("at", &self.at).field("subject", &self.subject).finish_non_exhaustive()
    }
}

/// A sub-customer (contract 2.1).
#[derive(Clone)]
pub(super) struct Customer {
    pub(super) id: u64,
    pub(super) account_number: u64,
    /// The fields of the request that made it: name and text, in the order of the notes.
    pub(super) fields: BTreeMap<&'static str, String>,
    pub(super) created: Timestamp,
    pub(super) deleted: Option<Timestamp>,
}

impl Customer {
    pub(super) fn name(&self) -> &str {
        self.fields.get("customer_name").map_or("", String::as_str)
    }
}

/// Where a service stands. Only `SUSPENDED` is documented; the other words are ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    Active,
    Suspended,
    Cancelled,
}

impl Status {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Active => "ACTIVE",
            Self::Suspended => "SUSPENDED",
            Self::Cancelled => "CANCELLED",
        }
    }
}

/// The SIM of a service.
#[derive(Clone)]
pub(super) enum Sim {
    Card(String),
    Esim { iccid: String, code: String, installed: bool },
}

/// A mobile service.
#[derive(Clone)]
pub(super) struct Service {
    pub(super) msn: String,
    pub(super) customer: u64,
    pub(super) plan: u64,
    pub(super) sim: Sim,
    pub(super) account: String,
    pub(super) status: Status,
    pub(super) email: String,
    pub(super) excess_usage: u64,
    pub(super) created: Timestamp,
    /// Pool id and limit.
    pub(super) pool: Option<(u64, u64)>,
}

/// A registered sender name.
#[derive(Clone)]
pub(super) struct Brand {
    pub(super) name: String,
    pub(super) url: String,
    pub(super) description: String,
    pub(super) registered: Timestamp,
}

/// A received text.
#[derive(Clone)]
pub(super) struct Text {
    pub(super) sender: String,
    pub(super) receiver: String,
    pub(super) message: String,
    pub(super) at: Timestamp,
}

/// A text that was sent through the sibling product, as the shop keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentText {
    /// The id that was answered.
    pub message_id: String,
    /// The receivers, as they were named.
    pub to: Vec<String>,
    /// When it was accepted.
    pub at: Timestamp,
}

/// The whole state.
pub(super) struct Book {
    pub(super) customers: BTreeMap<u64, Customer>,
    /// By number.
    pub(super) services: BTreeMap<String, Service>,
    /// Card numbers that no service has.
    pub(super) free_cards: BTreeSet<String>,
    /// Codes that were replaced.
    pub(super) dead_codes: BTreeSet<String>,
    pub(super) brands: BTreeMap<String, Brand>,
    pub(super) received: Vec<Text>,
    pub(super) sent: Vec<SentText>,
    /// By address.
    pub(super) mail: BTreeMap<String, Vec<PracticeMail>>,
    /// Operation id to accepted changes.
    pub(super) effects: BTreeMap<String, u64>,
    pub(super) quirks: AtomicQuirks,
    pub(super) chance: Chance,
}

impl Book {
    /// Counts an accepted change.
    pub(super) fn count(&mut self, operation: &str) {
        *self.effects.entry(operation.to_owned()).or_default() += 1;
    }

    /// A new eSIM whose code has never been given out.
    pub(super) fn mint_esim(&mut self) -> Sim {
        let iccid = self.mint_iccid();
        let code = self.mint_code();
        Sim::Esim { iccid, code, installed: false }
    }

    pub(super) fn mint_code(&mut self) -> String {
        loop {
            let groups: Vec<String> = (0..4).map(|_| self.chance.code(4)).collect();
            let code = format!("LPA:1$rsp.example.com${}", groups.join("-"));
            if !self.dead_codes.contains(&code) && self.owner_of_code(&code).is_none() {
                return code;
            }
        }
    }

    /// The number of the service whose present code this is.
    pub(super) fn owner_of_code(&self, wanted: &str) -> Option<&str> {
        let has = |service: &&Service| matches!(&service.sim, Sim::Esim { code, .. } if code == wanted);
        self.services.values().find(has).map(|service| service.msn.as_str())
    }

    /// 19 digits in the Australian form (61 for the country), used by no other SIM.
    pub(super) fn mint_iccid(&mut self) -> String {
        loop {
            let number = format!("896199{}", self.chance.digits(13));
            let taken = |service: &Service| match &service.sim {
                Sim::Card(card) => *card == number,
                Sim::Esim { iccid, .. } => *iccid == number,
            };
            if !self.free_cards.contains(&number) && !self.services.values().any(taken) {
                return number;
            }
        }
    }

    /// Sends the code of a service's eSIM to `address`.
    pub(super) fn mail_code(&mut self, msn: &str, address: &str, now: Timestamp) {
        let Some(Sim::Esim { iccid, code, .. }) = self.services.get(msn).map(|service| &service.sim) else { return };
        let mail = PracticeMail {
            at: now,
            subject: format!("Your eSIM for {msn}"),
            text: format!("Scan or type this code to install your eSIM (ICCID {iccid}):\n{code}\n"),
        };
        self.mail.entry(address.to_lowercase()).or_default().push(mail);
    }
}
