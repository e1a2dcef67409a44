//! The simulated Reach: what the outside sees of it. State, seed, answers and work are in the files beside this one.

mod access;
mod activation;
mod answers;
mod billing;
mod catalogue;
mod change;
mod purchase;
mod quirks;
mod routes;
mod seed;
mod state;
mod subscriber;
#[cfg(test)]
mod tests;
mod travel;

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::body::Body;
use axum::http::{Response, StatusCode};

pub use purchase::PayError;
pub use quirks::{Envelope, ErrorText, ReachQuirks};
pub use state::Charge;

use crate::chance::Chance;
use crate::clock::PracticeClock;
use crate::gate::{Asked, Backend, Call, Refusal, Reply};
use crate::schema::Published;
use crate::simulated::Simulated;
use crate::{PracticeConfig, PracticeError};
use access::Credentials;
use state::{Book, Subscriber};

/// The contract that requests are held against.
static CONTRACT: Published = Published::new(include_str!("../../../../../tests/wire/contracts/reach.openapi.json"));

/// The simulated Reach partner API. Numbers are ten digits, as Reach writes them. Customers are `CUST-1001` and on; the
/// first is Rafael Delgado's failed port of 6015550123 (its PIN `0000` is wrong), the second Mika Sato's running one of
/// 6625550198, the third June Whitfield (active, physical SIM, credit for calls abroad), the fourth Marcus Okafor (active,
/// eSIM, a roaming pack, the code 246810 on his phone). The next three are one account: suspended, disconnected, and not
/// active yet with a SIM card on its way.
pub type ReachShop = Simulated<Reach>;

impl ReachShop {
    pub(crate) async fn start(config: &PracticeConfig) -> Result<Self, PracticeError> {
        if config.lines > seed::MOST_LINES {
            return Err(PracticeError::TooManyLines { asked: config.lines, most: seed::MOST_LINES });
        }
        let clock = config.clock.clone();
        let mut chance = Chance::new(config.seed, 23);
        let mut part = |length: usize| chance.code(length).to_lowercase();
        let credentials = Credentials {
            jwt: format!("practice.{}.{}", part(24), part(24)),
            api_key: format!("practice-reach-{}", part(24)),
        };
        let backend = Reach {
            credentials,
            book: Mutex::new(seed::book(config.seed, config.lines, clock.now(), config.reach_quirks.clone())),
            clock: clock.clone(),
        };
        Self::open(backend, clock).await
    }

    /// The JWT of mode A: made from the seed, plainly a fake, and no real JWT.
    #[must_use]
    pub fn jwt(&self) -> &str {
        &self.gate.backend.credentials.jwt
    }

    /// The value of the `x-api-key` header.
    #[must_use]
    pub fn api_key(&self) -> &str {
        &self.gate.backend.credentials.api_key
    }

    /// The newest key pair of mode B: id and secret.
    #[must_use]
    pub fn key_pair(&self) -> (String, String) {
        self.book().key_pairs.last().cloned().unwrap_or_default()
    }

    /// Ends every bearer token at once: the next call with one is answered 401.
    pub fn revoke_tokens(&self) {
        self.book().tokens.clear();
    }

    /// The odd shapes now in force.
    #[must_use]
    pub fn quirks(&self) -> ReachQuirks {
        self.book().quirks.clone()
    }

    /// Changes the odd shapes, from the next request on.
    pub fn set_quirks(&self, quirks: ReachQuirks) {
        self.book().quirks = quirks;
    }

    /// Accepted changes since the start by operation id. Operations that changed nothing yet are not in it.
    #[must_use]
    pub fn effects(&self) -> BTreeMap<String, u64> {
        self.book().effects.clone()
    }

    /// Every charge since the start, oldest first.
    #[must_use]
    pub fn charges(&self) -> Vec<Charge> {
        self.book().charges.clone()
    }

    /// The ids of all customers, in order.
    #[must_use]
    pub fn customers(&self) -> Vec<String> {
        self.book().subscribers.keys().cloned().collect()
    }

    /// The code of a customer's line (contract 3.2, 3.3; 3 is suspended and 5 disconnected, ours).
    #[must_use]
    pub fn status(&self, customer: &str) -> Option<u64> {
        self.look(customer, |line| line.status)
    }

    /// The number of a customer's line; `None` before the first activation.
    #[must_use]
    pub fn mobile(&self, customer: &str) -> Option<String> {
        self.look(customer, |line| line.mobile.clone()).flatten()
    }

    /// The plan of a customer's line.
    #[must_use]
    pub fn plan(&self, customer: &str) -> Option<String> {
        self.look(customer, |line| line.plan.clone())
    }

    /// The ICCID on a customer's line.
    #[must_use]
    pub fn iccid(&self, customer: &str) -> Option<String> {
        self.look(customer, |line| line.iccid.clone()).flatten()
    }

    /// Whether data is cut off.
    #[must_use]
    pub fn data_cut_off(&self, customer: &str) -> Option<bool> {
        self.look(customer, |line| line.cut_off)
    }

    /// What was recorded of a customer's leaving.
    #[must_use]
    pub fn leaving(&self, customer: &str) -> Option<String> {
        self.look(customer, |line| line.leaving.clone()).flatten()
    }

    /// The texts that a customer was sent, oldest first.
    #[must_use]
    pub fn texts(&self, customer: &str) -> Vec<String> {
        self.look(customer, |line| line.texts.clone()).unwrap_or_default()
    }

    /// The bill ids whose invoices were mailed to this address, oldest first; upper and lower case do not matter.
    #[must_use]
    pub fn invoices_mailed(&self, address: &str) -> Vec<String> {
        self.book().emailed.get(&address.to_lowercase()).cloned().unwrap_or_default()
    }

    /// The one-time code that the customer's phone shows; `None` when none is waiting.
    #[must_use]
    pub fn last_otp(&self, customer: &str) -> Option<String> {
        self.look(customer, |line| line.otp.code.clone()).flatten()
    }

    /// SIM cards in stock, in order.
    #[must_use]
    pub fn free_sims(&self) -> Vec<String> {
        self.book().free_sims.iter().cloned().collect()
    }

    /// The customer pays on the hosted page of a purchase; the processor takes ten seconds.
    ///
    /// # Errors
    /// When there is no such purchase, no page yet, or nothing to pay.
    pub fn pay(&self, transaction: &str) -> Result<(), PayError> {
        let now = self.gate.clock.now();
        purchase::pay(&mut self.book(), transaction, None, now)
    }

    /// The customer's card is declined on the hosted page of a purchase.
    ///
    /// # Errors
    /// When there is no such purchase, no page yet, or nothing to pay.
    pub fn decline(&self, transaction: &str) -> Result<(), PayError> {
        let now = self.gate.clock.now();
        purchase::pay(&mut self.book(), transaction, Some("The card was declined (302)."), now)
    }

    /// From now on stored cards are declined, or charged again.
    pub fn decline_cards(&self, declined: bool) {
        self.book().cards_declined = declined;
    }

    /// The customer types a card on the hosted page; gives its uuid, or `None` when no page is open.
    pub fn type_card(&self, customer: &str) -> Option<String> {
        let now = self.gate.clock.now();
        billing::type_card(&mut self.book(), customer, now)
    }

    /// The next activation of this customer's line fails. False for an unknown customer.
    pub fn fail_activation(&self, customer: &str) -> bool {
        match self.book().subscribers.get_mut(customer) {
            Some(line) => {
                line.activation_will_fail = true;
                true
            }
            None => false,
        }
    }

    fn look<T>(&self, customer: &str, look: impl FnOnce(&Subscriber) -> T) -> Option<T> {
        self.book().subscribers.get(customer).map(look)
    }

    fn book(&self) -> MutexGuard<'_, Book> {
        self.gate.backend.book()
    }
}

/// Reach behind the gate.
pub struct Reach {
    credentials: Credentials,
    book: Mutex<Book>,
    clock: PracticeClock,
}

impl Reach {
    /// The state, brought up to the present time.
    fn book(&self) -> MutexGuard<'_, Book> {
        let mut book = self.book.lock().unwrap_or_else(PoisonError::into_inner);
        book.catch_up(self.clock.now());
        book
    }
}

impl Backend for Reach {
    const SIGN_INS: &'static [&'static str] = &["generateAuth"];

    fn contract() -> &'static Published {
        &CONTRACT
    }

    fn serves(operation: &str) -> bool {
        routes::handler(operation).is_some()
    }

    fn admits(&self, asked: &Asked<'_>) -> Result<(), Refusal> {
        access::admit(&mut self.book(), &self.credentials, asked, self.clock.now())
    }

    fn perform(&self, operation: &str, call: &Call) -> Result<Reply, Refusal> {
        let (handler, changes) = routes::handler(operation)
            .ok_or_else(|| Refusal::new(StatusCode::NOT_IMPLEMENTED, "Nothing serves this operation."))?;
        let mut book = self.book();
        let done = handler(&mut book, call, self.clock.now())?;
        if changes {
            *book.effects.entry(operation.to_owned()).or_default() += 1;
        }
        Ok(answers::render(done, &book.quirks))
    }

    fn effect(&self, operation: &str) -> u64 {
        self.book().effects.get(operation).copied().unwrap_or(0)
    }

    fn refuse(&self, refusal: &Refusal, _: &str) -> Response<Body> {
        answers::error(refusal, &self.book().quirks)
    }
}
