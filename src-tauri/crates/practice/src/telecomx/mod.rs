//! The simulated TelecomX: what the outside sees of it. State, seed, the course of time and one file for each group of
//! operations are beside this one. The administration of the provider's own staff, resellers and portals is left out.

mod accounts;
mod answers;
mod ask;
mod auth;
mod calls;
mod changes;
mod course;
mod customers;
mod invoices;
mod names;
mod numbers;
mod opening;
mod operators;
mod papers;
mod porting_state;
mod portings;
mod problem;
mod products;
mod roaming;
mod routes;
mod search;
mod seed;
mod seed_stock;
mod settings;
mod sims;
mod state;
#[cfg(test)]
mod tests;
mod usage;

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::body::Body;
use axum::http::{Response, StatusCode};

pub use settings::{AccessLevel, SecondFactor, TelecomxSettings};
pub use state::{LineState, Message, Network};

use crate::call::{Asked, Call, Refusal, Reply};
use crate::clock::PracticeClock;
use crate::gate::Backend;
use crate::schema::Published;
use crate::simulated::Simulated;
use crate::{PracticeConfig, PracticeError};
use ask::{Ask, denied};
use state::Book;

/// The contract that requests are held against.
static CONTRACT: Published = Published::new(include_str!("../../../../../tests/wire/contracts/telecomx.openapi.json"));

/// A line as tests look at it.
#[derive(Clone, PartialEq, Eq)]
pub struct TelecomxLine {
    /// The account id, 24 hex digits.
    pub id: String,
    /// The customer's id.
    pub customer: String,
    /// E.164 with a plus sign.
    pub number: String,
    /// The state; `None` once it is being deleted.
    pub state: Option<LineState>,
    /// The ICC of its SIM, as listed: some end in `F`.
    pub icc: String,
    /// Whether that is an eSIM.
    pub esim: bool,
    /// Its network.
    pub network: Network,
    /// Whether it waits for an update.
    pub updating: bool,
    /// The id of its rate plan.
    pub rate_plan: String,
    /// The id of the plan from the next month on.
    pub new_rate_plan: Option<String>,
    /// Top-ups bought since the start.
    pub top_ups: usize,
}

impl std::fmt::Debug for TelecomxLine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = f.debug_struct("TelecomxLine");
        shown.field("state", &self.state).field("network", &self.network).field("updating", &self.updating);
        shown.finish_non_exhaustive()
    }
}

/// The simulated TelecomX API. Numbers are E.164 with a plus sign, as TelecomX writes them.
pub type TelecomxShop = Simulated<Telecomx>;

impl TelecomxShop {
    pub(crate) async fn start(config: &PracticeConfig) -> Result<Self, PracticeError> {
        if config.lines > seed::MOST_LINES {
            return Err(PracticeError::TooManyLines { asked: config.lines, most: seed::MOST_LINES });
        }
        let clock = config.clock.clone();
        let book = seed::book(config.seed, config.lines, clock.now(), config.telecomx.clone());
        let backend = Telecomx { book: Mutex::new(book), clock: clock.clone() };
        Self::open(backend, clock).await
    }

    /// The main login: user name and password. The password is plainly a fake.
    #[must_use]
    pub fn login(&self) -> (String, String) {
        let book = self.book();
        let agent = book.employees.get(&book.agent);
        let password = agent.and_then(|agent| agent.password.clone());
        (agent.map(|agent| agent.email.clone()).unwrap_or_default(), password.unwrap_or_default())
    }

    /// The password of another login: `reseller`, `admin`, `owner`, `viewer` or `stranger` (at another reseller), each
    /// `@example.com`; `None` for a name that does not log in.
    #[must_use]
    pub fn password_of(&self, username: &str) -> Option<String> {
        self.book().employees.values().find(|one| one.email == username)?.password.clone()
    }

    /// The token for machines of the main login; it never expires, but a logout ends it. `None` when it is gone.
    #[must_use]
    pub fn machine_token(&self) -> Option<String> {
        let book = self.book();
        let found = book.sessions.iter().find(|(_, session)| session.machine && session.employee == book.agent);
        found.map(|(token, _)| token.clone())
    }

    /// The code last sent to the main login by SMS, when it has not been used.
    #[must_use]
    pub fn sms_code(&self) -> Option<String> {
        let book = self.book();
        book.sms_codes.get(&book.agent).map(|(code, _)| code.clone())
    }

    /// The code the main login's authenticator app shows now; it counts for 30 to 60 s of the practice clock.
    #[must_use]
    pub fn authenticator_code(&self) -> String {
        let book = self.book();
        book.authenticator_code(&book.agent, self.gate.backend.clock.now())
    }

    /// The settings now in force.
    #[must_use]
    pub fn settings(&self) -> TelecomxSettings {
        self.book().settings.clone()
    }

    /// Changes the settings, from the next request on.
    pub fn set_settings(&self, settings: TelecomxSettings) {
        self.book().settings = settings;
    }

    /// How often each operation that changes something was accepted since the start, by its operation id; one that
    /// never was is not there. Also an accepted call that left everything as it was counts.
    #[must_use]
    pub fn effects(&self) -> BTreeMap<String, u64> {
        self.book().effects.clone()
    }

    /// A line by its number (E.164 with a plus sign) or account id.
    #[must_use]
    pub fn line(&self, number_or_id: &str) -> Option<TelecomxLine> {
        let book = self.book();
        let now = self.gate.backend.clock.now();
        let account = book.account(number_or_id, now)?;
        Some(TelecomxLine {
            id: account.id.clone(),
            customer: account.customer.clone(),
            number: account.number.clone(),
            state: account.ending.is_none().then_some(account.state),
            icc: account.sim.clone(),
            esim: book.sim(&account.sim).is_some_and(state::SimCard::is_esim),
            network: account.network,
            updating: account.is_updating(now),
            rate_plan: account.rate_plan.clone(),
            new_rate_plan: account.new_rate_plan.as_ref().map(|next| next.plan.clone()),
            top_ups: account.top_ups.len(),
        })
    }

    /// The numbers of all lines in the order they were made; the first is Åse Kjærgaard's +4520129001 at Kaffe & Co ApS.
    #[must_use]
    pub fn numbers(&self) -> Vec<String> {
        self.book().accounts.values().map(|account| account.number.clone()).collect()
    }

    /// The stage of a porting by its id.
    #[must_use]
    pub fn stage(&self, porting: &str) -> Option<String> {
        Some(self.book().portings.get(porting)?.stage.clone())
    }

    /// The SIM number the donor of a porting has on file: with another one it refuses.
    #[must_use]
    pub fn donor_sim(&self, porting: &str) -> Option<String> {
        Some(self.book().portings.get(porting)?.true_sim.clone())
    }

    /// The SIM number the donor of this number would have on file, before there is a porting.
    #[must_use]
    pub fn donor_sim_of_number(&self, number: &str) -> String {
        operators::holder(number).sim_for(number)
    }

    /// The one-time token of a line's self-service page, which would come by SMS.
    #[must_use]
    pub fn self_service_token(&self, number_or_id: &str) -> Option<String> {
        let book = self.book();
        Some(book.account(number_or_id, self.gate.backend.clock.now())?.self_service.clone())
    }

    /// The first PIN and PUK of the SIM on a line.
    #[must_use]
    pub fn sim_codes(&self, number_or_id: &str) -> Option<(String, String)> {
        let book = self.book();
        let sim = book.sim(&book.account(number_or_id, self.gate.backend.clock.now())?.sim)?;
        Some((sim.pins[0].clone(), sim.puks[0].clone()))
    }

    /// Somebody takes every card and eSIM out of storage, the provider's too: none is left.
    pub fn empty_storage(&self) {
        self.book().sims.retain(|_, sim| !matches!(sim.place, state::Place::Stored(_)));
    }

    /// The PIN of a line's voicemail.
    #[must_use]
    pub fn voicemail_pin(&self, number_or_id: &str) -> Option<String> {
        let book = self.book();
        Some(book.account(number_or_id, self.gate.backend.clock.now())?.voicemail_pin.clone())
    }

    /// The text messages that would have been sent, login codes among them.
    #[must_use]
    pub fn messages(&self) -> Vec<Message> {
        self.book().messages.clone()
    }

    fn book(&self) -> MutexGuard<'_, Book> {
        self.gate.backend.book()
    }
}

/// TelecomX behind the gate.
pub struct Telecomx {
    book: Mutex<Book>,
    clock: PracticeClock,
}

impl Telecomx {
    /// The state, brought up to the present time.
    fn book(&self) -> MutexGuard<'_, Book> {
        let mut book = self.book.lock().unwrap_or_else(PoisonError::into_inner);
        book.catch_up(self.clock.now());
        book
    }
}

impl Backend for Telecomx {
    /// The token may travel in the query (1.2).
    const LOOSE_QUERY: &'static [&'static str] = &["token"];
    const SIGN_INS: &'static [&'static str] = &["login", "loginByQuery"];

    fn contract() -> &'static Published {
        &CONTRACT
    }

    fn serves(operation: &str) -> bool {
        routes::route(operation).is_some()
    }

    fn admits(&self, asked: &Asked<'_>) -> Result<(), Refusal> {
        let caller = self.book().caller(asked, self.clock.now())?;
        let level = routes::route(asked.operation).map(|route| route.level);
        match (caller, level) {
            (Some(caller), Some(level)) if caller.level < level => Err(denied()),
            _ => Ok(()),
        }
    }

    fn perform(&self, operation: &str, call: &Call) -> Result<Reply, Refusal> {
        let route = routes::route(operation)
            .ok_or_else(|| Refusal::new(StatusCode::NOT_IMPLEMENTED, "Nothing serves this operation."))?;
        let now = self.clock.now();
        let mut book = self.book();
        let caller = book.caller(&Asked { operation, headers: &call.headers, query: &call.query }, now)?;
        let ask = Ask { call, caller, now };
        let reply = (route.handler)(&mut book, &ask)?;
        if route.changes && (operation != "listChanges" || ask.is_set("remove")) {
            *book.effects.entry(operation.to_owned()).or_default() += 1;
        }
        Ok(reply)
    }

    fn effect(&self, operation: &str) -> u64 {
        self.book().effects.get(operation).copied().unwrap_or(0)
    }

    fn refuse(&self, refusal: &Refusal, _: &str) -> Response<Body> {
        problem::render(refusal, self.book().settings.errors_in_error)
    }
}
