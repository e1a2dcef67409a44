//! The simulated ONSIM: what the outside sees of it. State, seed, answers and routes are in the files beside this one.

mod account;
mod answers;
mod names;
mod phone;
mod problem;
mod provision;
mod quirks;
mod routes;
mod seed;
mod state;
#[cfg(test)]
mod tests;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::body::Body;
use axum::http::{Response, StatusCode};

pub use phone::PhoneError;
pub use quirks::{AccountWrapper, OnsimQuirks, PortQueueWrapper};
pub use state::{Effects, EsimState};

use crate::chance::Chance;
use crate::clock::PracticeClock;
use crate::fault::FaultDial;
use crate::gate::{Asked, Backend, Call, Gate, Refusal, Reply};
use crate::journal::SeenRequest;
use crate::schema::{Contract, ContractError};
use crate::server::Server;
use crate::{PracticeConfig, PracticeError};
use state::Book;

/// The contract that requests are held against.
const CONTRACT: &str = include_str!("../../../../../tests/wire/contracts/onsim.openapi.json");

/// The simulated ONSIM reseller API. Numbers are E.164 digits without a plus sign, as ONSIM writes them.
pub struct OnsimShop {
    gate: Arc<Gate<Onsim>>,
    server: Server,
}

impl OnsimShop {
    pub(crate) async fn start(config: &PracticeConfig) -> Result<Self, PracticeError> {
        if config.lines > seed::MOST_LINES {
            return Err(PracticeError::TooManyLines { asked: config.lines, most: seed::MOST_LINES });
        }
        let contract = Contract::parse(CONTRACT)?;
        if let Some(unserved) = contract.operations.iter().find(|operation| routes::handler(&operation.id).is_none()) {
            return Err(ContractError::Unserved(unserved.id.clone()).into());
        }
        let clock = config.clock.clone();
        let quirks = config.onsim_quirks.clone();
        let backend = Onsim {
            key: format!("practice-onsim-{}", Chance::new(config.seed, 3).code(24).to_lowercase()),
            book: Mutex::new(seed::book(config.seed, config.lines, clock.now(), quirks, config.auto_install)),
            clock: clock.clone(),
            refusals: AtomicU64::new(0),
        };
        let gate = Arc::new(Gate::new(backend, contract, clock));
        let server = Server::start(gate.router()?).await?;
        Ok(Self { gate, server })
    }

    /// Where it listens: `http://127.0.0.1:PORT`, without a slash at the end.
    #[must_use]
    pub fn base_url(&self) -> String {
        format!("http://{}", self.server.address())
    }

    /// The API key it takes: made from the seed, plainly a fake, and worth nothing anywhere else.
    #[must_use]
    pub fn api_key(&self) -> &str {
        &self.gate.backend.key
    }

    /// The fault dial.
    #[must_use]
    pub fn dial(&self) -> &FaultDial {
        &self.gate.dial
    }

    /// The odd shapes now in force.
    #[must_use]
    pub fn quirks(&self) -> OnsimQuirks {
        self.book().quirks.clone()
    }

    /// Changes the odd shapes, from the next request on.
    pub fn set_quirks(&self, quirks: OnsimQuirks) {
        self.book().quirks = quirks;
    }

    /// How often each change has happened since the start.
    #[must_use]
    pub fn effects(&self) -> Effects {
        self.book().effects
    }

    /// Accepted changes of one operation since the start; provisioning of both sorts counts as one, and a read as none.
    #[must_use]
    pub fn effect(&self, operation: &str) -> u64 {
        let effects = self.effects();
        match operation {
            "queryEsim" => effects.codes_issued,
            "updateBundle" => effects.bundles_changed,
            "setRecording" => effects.recordings_changed,
            "updateMobileSettings" => effects.settings_changed,
            "ceaseAccount" => effects.ceased,
            "addNumber" => effects.numbers_added,
            "addGroup" => effects.groups_added,
            "provisionOwnUc" | "provisionOnsimUc" => effects.provisioned,
            "generateEsimQr" => effects.qr_links,
            _ => 0,
        }
    }

    /// How often the code of this line was replaced; 0 for an unknown number or a physical SIM.
    #[must_use]
    pub fn codes_issued_for(&self, mpn: &str) -> u64 {
        let book = self.book();
        book.line(mpn).and_then(|line| line.esim.as_ref()).map_or(0, |profile| profile.refreshed)
    }

    /// The activation code that now belongs to this line, also when it has been used.
    #[must_use]
    pub fn current_code(&self, mpn: &str) -> Option<String> {
        Some(self.book().line(mpn)?.esim.as_ref()?.code.clone())
    }

    /// Where the line's eSIM stands; `None` for a physical SIM or an unknown number.
    #[must_use]
    pub fn esim_state(&self, mpn: &str) -> Option<EsimState> {
        phone::state(&self.book(), mpn)
    }

    /// The mobile numbers of all lines, in order.
    #[must_use]
    pub fn numbers(&self) -> Vec<String> {
        self.book().lines.keys().cloned().collect()
    }

    /// The requests seen since the start (the newest [`crate::REMEMBERED`] of them), oldest first.
    #[must_use]
    pub fn requests(&self) -> Vec<SeenRequest> {
        self.gate.journal.all()
    }

    /// Waits until at least `count` requests have arrived since the start, answered or not.
    pub async fn wait_for_requests(&self, count: u64) {
        self.gate.journal.wait_for(count).await;
    }

    /// A phone scans `code`: the profile is installed. Gives the number of its line.
    ///
    /// # Errors
    /// When the code is unknown, replaced or spent.
    pub fn use_code(&self, code: &str) -> Result<String, PhoneError> {
        phone::use_code(&mut self.book(), code)
    }

    /// The customer installs this line's eSIM with its current code; it stays switched off.
    ///
    /// # Errors
    /// When there is no such eSIM or it is installed already.
    pub fn install(&self, mpn: &str) -> Result<(), PhoneError> {
        phone::install(&mut self.book(), mpn)
    }

    /// The customer switches the installed eSIM on.
    ///
    /// # Errors
    /// When there is no such eSIM or it is not installed.
    pub fn enable(&self, mpn: &str) -> Result<(), PhoneError> {
        phone::switch(&mut self.book(), mpn, true)
    }

    /// The customer switches the installed eSIM off.
    ///
    /// # Errors
    /// When there is no such eSIM or it is not installed.
    pub fn disable(&self, mpn: &str) -> Result<(), PhoneError> {
        phone::switch(&mut self.book(), mpn, false)
    }

    fn book(&self) -> MutexGuard<'_, Book> {
        self.gate.backend.book()
    }
}

impl std::fmt::Debug for OnsimShop {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OnsimShop").field("address", &self.server.address()).finish_non_exhaustive()
    }
}

/// ONSIM behind the gate.
struct Onsim {
    key: String,
    book: Mutex<Book>,
    clock: PracticeClock,
    refusals: AtomicU64,
}

impl Onsim {
    /// The state, brought up to the present time.
    fn book(&self) -> MutexGuard<'_, Book> {
        let mut book = self.book.lock().unwrap_or_else(PoisonError::into_inner);
        book.catch_up(self.clock.now());
        book
    }
}

impl Backend for Onsim {
    fn admits(&self, asked: &Asked<'_>) -> Result<(), Refusal> {
        match asked.header("authorization").and_then(|value| value.strip_prefix("Bearer ")) {
            Some(key) if key == self.key => Ok(()),
            _ => Err(Refusal::new(StatusCode::UNAUTHORIZED, "No valid API key was given.")),
        }
    }

    fn perform(&self, operation: &str, call: &Call) -> Result<Reply, Refusal> {
        let handler = routes::handler(operation)
            .ok_or_else(|| Refusal::new(StatusCode::NOT_IMPLEMENTED, "Nothing serves this operation."))?;
        handler(&mut self.book(), call, self.clock.now())
    }

    fn refuse(&self, refusal: &Refusal, path: &str) -> Response<Body> {
        problem::render(refusal, path, self.refusals.fetch_add(1, Ordering::Relaxed), self.clock.now())
    }
}
