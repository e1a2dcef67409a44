//! What the simulated Reach keeps, and how it goes on with the clock. No HTTP here.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use jiff::Timestamp;
use serde_json::Value;

use super::quirks::ReachQuirks;
use crate::chance::Chance;
use crate::clock::shifted;

/// Codes of an activation and of a subscriber (contract 3.2, 3.3, 3.5). 3 and 5 are OURS: the codes of a suspended and
/// a disconnected line are not documented.
pub(super) mod code {
    pub(in crate::reach) const INACTIVE: u64 = 0;
    pub(in crate::reach) const ACTIVATING: u64 = 1;
    pub(in crate::reach) const ACTIVE: u64 = 2;
    pub(in crate::reach) const SUSPENDED: u64 = 3;
    pub(in crate::reach) const DISCONNECTED: u64 = 5;
    pub(in crate::reach) const ACTIVATION_FAILED: u64 = 8;
    pub(in crate::reach) const PORTING: u64 = 9;
    pub(in crate::reach) const PORT_FAILED: u64 = 10;
    pub(in crate::reach) const PORT_CANCELLED: u64 = 11;
}

/// The port-in of a line: what the losing carrier is told.
#[derive(Clone)]
pub(super) struct Port {
    pub(super) number: String,
    pub(super) carrier: String,
    pub(super) account: String,
    pub(super) pin: String,
    pub(super) zip: String,
}

impl Port {
    /// Why the losing carrier refuses; `None` when it lets the number go. Ours: PIN `0000`, an account that begins with
    /// `X`, and ZIP `00000` do not match its records.
    pub(super) fn refusal(&self) -> Option<&'static str> {
        if self.pin == "0000" {
            Some("The losing carrier refused the transfer PIN.")
        } else if self.account.starts_with('X') {
            Some("The losing carrier does not know the account number.")
        } else if self.zip == "00000" {
            Some("The ZIP code does not match the losing carrier's record.")
        } else {
            None
        }
    }
}

/// A stored card: never its number.
#[derive(Clone, Debug)]
pub(super) struct Card {
    pub(super) uuid: String,
    pub(super) default: bool,
    pub(super) brand: &'static str,
    pub(super) last_four: String,
    pub(super) month: String,
    pub(super) year: String,
    pub(super) priority: i64,
}

/// The one-time code of a SIM swap.
#[derive(Clone, Default)]
pub(super) struct Otp {
    pub(super) code: Option<String>,
    pub(super) swap: String,
    pub(super) expires: Option<Timestamp>,
    pub(super) wrong: u32,
    pub(super) locked_until: Option<Timestamp>,
}

/// The SIM card on its way.
#[derive(Clone, Debug)]
pub(super) struct Shipment {
    pub(super) ordered: Timestamp,
    pub(super) cancelled: bool,
}

impl Shipment {
    /// Its state: our words.
    pub(super) fn status(&self, now: Timestamp) -> &'static str {
        match now.as_second() - self.ordered.as_second() {
            _ if self.cancelled => "CANCELLED",
            ..86_400 => "PENDING",
            86_400..259_200 => "SHIPPED",
            _ => "DELIVERED",
        }
    }
}

/// A line and its customer.
#[derive(Clone)]
pub(super) struct Subscriber {
    pub(super) id: String,
    pub(super) client_account: String,
    pub(super) group: String,
    pub(super) primary: bool,
    pub(super) first: String,
    pub(super) last: String,
    pub(super) email: String,
    pub(super) addresses: Vec<Value>,
    pub(super) status: u64,
    pub(super) message: String,
    pub(super) mobile: Option<String>,
    pub(super) activated: Option<Timestamp>,
    pub(super) disconnected: Option<Timestamp>,
    pub(super) plan: String,
    pub(super) iccid: Option<String>,
    pub(super) imei: Option<String>,
    pub(super) esim: bool,
    pub(super) port: Option<Port>,
    pub(super) cards: Vec<Card>,
    pub(super) card_link_expires: Option<Timestamp>,
    pub(super) otp: Otp,
    /// Whether a number swap is done; `None` when there was none.
    pub(super) mdn_swapped: Option<bool>,
    pub(super) reset: Option<bool>,
    pub(super) cut_off: bool,
    pub(super) used_mb: u64,
    pub(super) extra_mb: u64,
    pub(super) shipment: Option<Shipment>,
    pub(super) activation_will_fail: bool,
    pub(super) leaving: Option<String>,
    pub(super) texts: Vec<String>,
}

/// The lines under one account, their calling credit and their packs.
#[derive(Clone, Debug, Default)]
pub(super) struct Group {
    pub(super) ild_cents: u64,
    pub(super) ild_bought: Vec<(Timestamp, String, u64)>,
    pub(super) packs: Vec<HeldPack>,
}

/// A roaming pack that was bought.
#[derive(Clone, Debug)]
pub(super) struct HeldPack {
    pub(super) pack: &'static str,
    pub(super) countries: Vec<String>,
    pub(super) ends: Timestamp,
    pub(super) auto_renew: bool,
}

/// A bill and what was paid on it.
#[derive(Clone, Debug)]
pub(super) struct Bill {
    pub(super) customer: String,
    pub(super) cents: u64,
    pub(super) made: Timestamp,
    pub(super) due: Timestamp,
    pub(super) paid: Vec<u64>,
    pub(super) plan: String,
}

/// One line of an order that waits for its payment.
#[derive(Clone)]
pub(super) struct OrderedLine {
    pub(super) first: String,
    pub(super) last: String,
    pub(super) plan: String,
    pub(super) primary: bool,
    pub(super) esim: bool,
    pub(super) port: Option<Port>,
}

/// A new customer's order.
#[derive(Clone)]
pub(super) struct Order {
    pub(super) email: String,
    pub(super) addresses: Vec<Value>,
    pub(super) lines: Vec<OrderedLine>,
}

/// A purchase (contract 3.1).
#[derive(Clone)]
pub(super) struct Purchase {
    pub(super) operation: &'static str,
    pub(super) client_account: String,
    pub(super) cents: u64,
    pub(super) tax_cents: u64,
    pub(super) made: Timestamp,
    pub(super) status: &'static str,
    pub(super) payment: &'static str,
    pub(super) reason: String,
    /// The customer: at the end of a new purchase, from the start otherwise.
    pub(super) customer: Option<String>,
    /// `None` for a known customer, whose stored card is charged.
    pub(super) order: Option<Order>,
    /// The plan that a renewal sets.
    pub(super) renews_to: Option<String>,
}

/// A charge that went through. Two of them for one intention are what a blind retry looks like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Charge {
    /// The operation that caused it, e.g. `payBill`.
    pub operation: String,
    /// Who paid.
    pub customer_id: String,
    /// US cents.
    pub cents: u64,
}

/// What happens later.
#[derive(Clone)]
pub(super) enum Step {
    Status(u64),
    Activated,
    PortDecision,
    Plan { to: String, change: Option<String> },
    Number(String),
    Sim { iccid: String, imei: Option<String>, esim: bool, swap: String },
    Reset,
    Purchase,
    LinkExpired,
}

/// A step with its time and whom or what it is about.
pub(super) struct Due {
    at: Timestamp,
    about: String,
    step: Step,
}

/// A bearer token (contract X1).
pub(super) struct Token {
    pub(super) text: String,
    pub(super) expires: Timestamp,
}

/// The whole state.
pub(super) struct Book {
    pub(super) subscribers: BTreeMap<String, Subscriber>,
    pub(super) groups: BTreeMap<String, Group>,
    pub(super) bills: BTreeMap<String, Bill>,
    pub(super) purchases: BTreeMap<String, Purchase>,
    /// Plan changes by txnId: done or not.
    pub(super) plan_changes: BTreeMap<String, bool>,
    /// SIM swaps by id: `PENDING`, `IN_PROGRESS`, `COMPLETED`.
    pub(super) swaps: BTreeMap<String, &'static str>,
    pub(super) free_numbers: BTreeSet<String>,
    pub(super) free_sims: BTreeSet<String>,
    pub(super) key_pairs: Vec<(String, String)>,
    pub(super) tokens: Vec<Token>,
    pub(super) charges: Vec<Charge>,
    /// Whether stored cards are declined.
    pub(super) cards_declined: bool,
    pub(super) emailed: BTreeMap<String, Vec<String>>,
    /// Operation id to accepted changes.
    pub(super) effects: BTreeMap<String, u64>,
    pub(super) quirks: ReachQuirks,
    pub(super) chance: Chance,
    pub(super) next: u64,
    pub(super) agenda: Vec<Due>,
}

impl Book {
    /// The next running number of ids.
    pub(super) fn number(&mut self) -> u64 {
        self.next += 1;
        self.next
    }

    /// Puts a step on the agenda.
    pub(super) fn later(&mut self, now: Timestamp, seconds: i64, about: &str, step: Step) {
        self.agenda.push(Due { at: shifted(now, seconds), about: about.to_owned(), step });
    }

    /// Takes what is left of an earlier activation or port of this customer off the agenda.
    pub(super) fn drop_activation(&mut self, customer: &str) {
        let over = |due: &Due| matches!(due.step, Step::Activated | Step::PortDecision);
        self.agenda.retain(|due| due.about != customer || !over(due));
    }

    /// Notes a charge.
    pub(super) fn charge(&mut self, operation: &str, customer_id: &str, cents: u64) {
        let (operation, customer_id) = (operation.to_owned(), customer_id.to_owned());
        self.charges.push(Charge { operation, customer_id, cents });
    }

    /// A new ICCID of 20 digits, used by no other SIM.
    pub(super) fn mint_iccid(&mut self) -> String {
        loop {
            let iccid = format!("890100{}", self.chance.digits(14));
            let taken = self.subscribers.values().any(|one| one.iccid.as_ref() == Some(&iccid));
            if !taken && !self.free_sims.contains(&iccid) {
                return iccid;
            }
        }
    }

    /// Does everything that is due by `now`, in the order it fell due.
    pub(super) fn catch_up(&mut self, now: Timestamp) {
        loop {
            let due = self.agenda.iter().enumerate().filter(|(_, due)| due.at <= now);
            let Some(first) = due.min_by_key(|(index, due)| (due.at, *index)).map(|(index, _)| index) else { return };
            let due = self.agenda.remove(first);
            self.take(due);
        }
    }

    fn take(&mut self, Due { at, about, step }: Due) {
        match step {
            Step::Purchase => super::purchase::complete(self, &about, at),
            Step::LinkExpired => super::purchase::expire(self, &about),
            Step::PortDecision => super::activation::decide_port(self, &about, at),
            Step::Activated => super::activation::finish(self, &about, at),
            step => {
                let Some(line) = self.subscribers.get_mut(&about) else { return };
                match step {
                    Step::Status(code) => {
                        line.disconnected = (code == code::DISCONNECTED).then_some(at);
                        line.status = code;
                    }
                    Step::Plan { to, change } => {
                        line.plan = to;
                        if let Some(change) = change {
                            self.plan_changes.insert(change, true);
                        }
                    }
                    Step::Number(number) => {
                        line.mdn_swapped = Some(true);
                        line.mobile = Some(number);
                    }
                    Step::Sim { iccid, imei, esim, swap } => {
                        line.iccid = Some(iccid);
                        line.imei = imei.or(line.imei.take());
                        line.esim = esim;
                        self.swaps.insert(swap, "COMPLETED");
                    }
                    _ => line.reset = Some(true),
                }
            }
        }
    }
}

impl fmt::Debug for Subscriber {
    /// Leaves out everything personal.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Subscriber").field("id", &self.id).field("status", &self.status).finish_non_exhaustive()
    }
}
