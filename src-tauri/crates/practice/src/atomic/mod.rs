//! The simulated Atomic: what the outside sees of it. State, seed, answers and routes are in the files beside this one.
//! The three operations of its sibling, the SMS product, are served at the same address with a token of their own.

mod answers;
mod mobile;
mod quirks;
mod routes;
mod seed;
mod state;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::body::Body;
use axum::http::{Response, StatusCode};

pub use quirks::{AtomicQuirks, ChangeAnswer};
pub use state::{PracticeMail, SentText};

use crate::chance::Chance;
use crate::clock::PracticeClock;
use crate::gate::{Asked, Backend, Call, Refusal, Reply};
use crate::schema::Published;
use crate::simulated::Simulated;
use crate::{PhoneError, PracticeConfig, PracticeError};
use state::{Book, Sim, Status};

/// The contract that requests are held against.
static CONTRACT: Published = Published::new(include_str!("../../../../../tests/wire/contracts/atomic.openapi.json"));

/// The operations of the sibling SMS product: `Bearer` and a token of their own.
const SIBLING: [&str; 3] = ["listSmsSenders", "sendSms", "getSmsStatus"];

/// The simulated Atomic API. Numbers are in national form, `04xxxxxxxx`, as Atomic writes them.
pub type AtomicShop = Simulated<Atomic>;

impl AtomicShop {
    pub(crate) async fn start(config: &PracticeConfig) -> Result<Self, PracticeError> {
        if config.lines > seed::MOST_SERVICES {
            return Err(PracticeError::TooManyLines { asked: config.lines, most: seed::MOST_SERVICES });
        }
        let clock = config.clock.clone();
        let mut chance = Chance::new(config.seed, 13);
        let backend = Atomic {
            token: format!("practice-atomic-{}", chance.code(24).to_lowercase()),
            sms_token: format!("practice-atomic-sms-{}", chance.code(24).to_lowercase()),
            book: Mutex::new(seed::book(config.seed, config.lines, clock.now(), config.atomic_quirks.clone())),
            clock: clock.clone(),
        };
        Self::open(backend, clock).await
    }

    /// The access token, which stands alone in the `Authorization` header: made from the seed, plainly a fake.
    #[must_use]
    pub fn token(&self) -> &str {
        &self.gate.backend.token
    }

    /// The sibling SMS product's key, sent as `Bearer`.
    #[must_use]
    pub fn sms_token(&self) -> &str {
        &self.gate.backend.sms_token
    }

    /// The odd shapes now in force.
    #[must_use]
    pub fn quirks(&self) -> AtomicQuirks {
        self.book().quirks.clone()
    }

    /// Changes the odd shapes, from the next request on.
    pub fn set_quirks(&self, quirks: AtomicQuirks) {
        self.book().quirks = quirks;
    }

    /// Accepted changes since the start by operation id. Operations that changed nothing yet are not in it.
    #[must_use]
    pub fn effects(&self) -> BTreeMap<String, u64> {
        self.book().effects.clone()
    }

    /// The numbers of all services, in order, cancelled ones too.
    #[must_use]
    pub fn numbers(&self) -> Vec<String> {
        self.book().services.keys().cloned().collect()
    }

    /// `ACTIVE`, `SUSPENDED` or `CANCELLED`; `None` for an unknown number.
    #[must_use]
    pub fn status(&self, msn: &str) -> Option<&'static str> {
        self.book().services.get(msn).map(|service| service.status.word())
    }

    /// The plan id of a service.
    #[must_use]
    pub fn plan(&self, msn: &str) -> Option<u64> {
        self.book().services.get(msn).map(|service| service.plan)
    }

    /// The card number of a service with a physical SIM.
    #[must_use]
    pub fn card(&self, msn: &str) -> Option<String> {
        match &self.book().services.get(msn)?.sim {
            Sim::Card(number) => Some(number.clone()),
            Sim::Esim { .. } => None,
        }
    }

    /// The ICCID of a service's eSIM. No operation tells it, so the operator has it from the customer.
    #[must_use]
    pub fn esim_iccid(&self, msn: &str) -> Option<String> {
        match &self.book().services.get(msn)?.sim {
            Sim::Esim { iccid, .. } => Some(iccid.clone()),
            Sim::Card(_) => None,
        }
    }

    /// Whether a service's eSIM is on a phone; `None` for a physical SIM or an unknown number.
    #[must_use]
    pub fn esim_installed(&self, msn: &str) -> Option<bool> {
        match &self.book().services.get(msn)?.sim {
            Sim::Esim { installed, .. } => Some(*installed),
            Sim::Card(_) => None,
        }
    }

    /// Card numbers in stock, in order.
    #[must_use]
    pub fn free_cards(&self) -> Vec<String> {
        self.book().free_cards.iter().cloned().collect()
    }

    /// What was mailed to this address since the start, oldest first; upper and lower case do not matter.
    #[must_use]
    pub fn mail_box(&self, address: &str) -> Vec<PracticeMail> {
        self.book().mail.get(&address.to_lowercase()).cloned().unwrap_or_default()
    }

    /// The texts that were sent since the start, oldest first.
    #[must_use]
    pub fn sent_texts(&self) -> Vec<SentText> {
        self.book().sent.iter().skip(seed::SENT_BEFORE).cloned().collect()
    }

    /// A phone scans `code`: the profile is installed. Gives the number of its service.
    ///
    /// # Errors
    /// When the code is unknown, replaced or spent.
    pub fn use_code(&self, code: &str) -> Result<String, PhoneError> {
        mobile::use_code(&mut self.book(), code)
    }

    /// The provider's own staff bar or unbar a service behind the console's back. False for an unknown or cancelled one.
    pub fn set_suspended(&self, msn: &str, suspended: bool) -> bool {
        match self.book().services.get_mut(msn).filter(|service| service.status != Status::Cancelled) {
            Some(service) => {
                service.status = if suspended { Status::Suspended } else { Status::Active };
                true
            }
            None => false,
        }
    }

    fn book(&self) -> MutexGuard<'_, Book> {
        self.gate.backend.book()
    }
}

/// Atomic behind the gate.
pub struct Atomic {
    token: String,
    sms_token: String,
    book: Mutex<Book>,
    clock: PracticeClock,
}

impl Atomic {
    fn book(&self) -> MutexGuard<'_, Book> {
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Backend for Atomic {
    fn contract() -> &'static Published {
        &CONTRACT
    }

    fn serves(operation: &str) -> bool {
        routes::handler(operation).is_some()
    }

    /// Atomic takes the bare token, its sibling `Bearer` and answers 403 (contract 1 and 6; the 401 is ours).
    fn admits(&self, asked: &Asked<'_>) -> Result<(), Refusal> {
        let given = asked.header("authorization");
        if SIBLING.contains(&asked.operation) {
            return match given.and_then(|value| value.strip_prefix("Bearer ")) {
                Some(token) if token == self.sms_token => Ok(()),
                _ => Err(Refusal::new(StatusCode::FORBIDDEN, "Authentication failed.")),
            };
        }
        match given {
            Some(token) if token == self.token => Ok(()),
            _ => Err(Refusal::new(StatusCode::UNAUTHORIZED, "Unauthorized.")),
        }
    }

    fn perform(&self, operation: &str, call: &Call) -> Result<Reply, Refusal> {
        let handler = routes::handler(operation)
            .ok_or_else(|| Refusal::new(StatusCode::NOT_IMPLEMENTED, "Nothing serves this operation."))?;
        handler(&mut self.book(), call, self.clock.now())
    }

    fn effect(&self, operation: &str) -> u64 {
        self.book().effects.get(operation).copied().unwrap_or(0)
    }

    fn refuse(&self, refusal: &Refusal, path: &str) -> Response<Body> {
        answers::error(refusal, path, self.book().quirks.html_errors)
    }
}
