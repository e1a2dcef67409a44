//! A case or more for every task of every provider, on the practice shop's first day with 60 lines: what is typed and what
//! becomes of it. What is done with them is each test's.

mod atomic;
mod onsim;
mod reach;
mod telecomx_a;
mod telecomx_b;

use domain::line::LineKey;
use domain::problem::ErrorCode;
use domain::provider::ConnectionId;
use domain::task::About;
use practice::PracticeShop;

/// One task, and what becomes of it.
pub struct Case {
    /// Its name in the provider's table.
    pub task: &'static str,
    /// What it is about.
    pub about: Place,
    /// What is typed.
    pub inputs: &'static [(&'static str, &'static str)],
    /// What becomes of it.
    pub ends: Ends,
}

/// What a case is about, in the shop's seeded data.
pub enum Place {
    /// A line.
    Line(&'static str),
    /// A customer.
    Customer(&'static str),
    /// A port order.
    Port(&'static str),
    /// The account as a whole.
    Account,
}

/// What becomes of it.
pub enum Ends {
    /// It is done.
    Done,
    /// Taken, and done as the shop's clock goes on.
    Accepted,
    /// Taken, and done once somebody has done this at the shop: it gets the order's reference.
    AcceptedOnce(fn(&PracticeShop, &str)),
    /// Nothing is changed and something is answered.
    Reads,
    /// Refused by the shop in its present state, with why it cannot be made to succeed there.
    Refused(ErrorCode, &'static str),
}

impl Place {
    /// The place, reached through a connection of this name.
    #[must_use]
    pub fn about(&self, connection: &str) -> About {
        let connection = ConnectionId(connection.to_owned());
        match *self {
            Self::Line(id) => About::Line { line: LineKey { connection, id: id.to_owned() } },
            Self::Customer(id) => About::Customer { connection, id: id.to_owned() },
            Self::Port(id) => About::Port { connection, id: id.to_owned() },
            Self::Account => About::Account { connection },
        }
    }
}

/// ONSIM's cases.
#[must_use]
pub fn onsim() -> Vec<Case> {
    onsim::cases()
}

/// Atomic's cases.
#[must_use]
pub fn atomic() -> Vec<Case> {
    atomic::cases()
}

/// Reach's cases.
#[must_use]
pub fn reach() -> Vec<Case> {
    reach::cases()
}

/// TelecomX's cases.
#[must_use]
pub fn telecomx() -> Vec<Case> {
    telecomx_a::cases().into_iter().chain(telecomx_b::cases()).collect()
}

/// Those of TelecomX's cases that are about numbers, portings, papers, invoices and logs.
#[must_use]
pub fn telecomx_b() -> Vec<Case> {
    telecomx_b::cases()
}
