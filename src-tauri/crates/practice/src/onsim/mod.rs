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
use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::body::Body;
use axum::http::{Response, StatusCode};

pub use phone::PhoneError;
pub use quirks::{AccountWrapper, OnsimQuirks, PortQueueWrapper};
pub use state::{Effects, EsimState};

use crate::chance::Chance;
use crate::clock::PracticeClock;
use crate::gate::{Asked, Backend, Call, Refusal, Reply};
use crate::schema::Published;
use crate::simulated::Simulated;
use crate::{PracticeConfig, PracticeError};
use state::Book;

/// The contract that requests are held against.
static CONTRACT: Published = Published::new(include_str!("../../../../../tests/wire/contracts/onsim.openapi.json"));

/// The simulated ONSIM reseller API. Numbers are E.164 digits without a plus sign, as ONSIM writes them.
pub type OnsimShop = Simulated<Onsim>;

impl OnsimShop {
    pub(crate) async fn start(config: &PracticeConfig) -> Result<Self, PracticeError> {
        if config.lines > seed::MOST_LINES {
            return Err(PracticeError::TooManyLines { asked: config.lines, most: seed::MOST_LINES });
        }
        let clock = config.clock.clone();
        let quirks = config.onsim_quirks.clone();
        let backend = Onsim {
            key: format!("practice-onsim-{}", Chance::new(config.seed, 3).code(24).to_lowercase()),
            book: Mutex::new(seed::book(config.seed, config.lines, clock.now(), quirks, config.auto_install)),
            clock: clock.clone(),
            refusals: AtomicU64::new(0),
        };
        Self::open(backend, clock).await
    }

    /// The API key it takes: made from the seed, plainly a fake, and worth nothing anywhere else.
    #[must_use]
    pub fn api_key(&self) -> &str {
        &self.gate.backend.key
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

/// ONSIM behind the gate.
pub struct Onsim {
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
    fn contract() -> &'static Published {
        &CONTRACT
    }

    fn serves(operation: &str) -> bool {
        routes::handler(operation).is_some()
    }

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

    fn effect(&self, operation: &str) -> u64 {
        let effects = self.book().effects;
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

    fn refuse(&self, refusal: &Refusal, path: &str) -> Response<Body> {
        problem::render(refusal, path, self.refusals.fetch_add(1, Ordering::Relaxed), self.clock.now())
    }
}
