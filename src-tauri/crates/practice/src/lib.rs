//! The practice shop: providers simulated over loopback HTTP, so that the whole console can be tried, shown and tested
//! without a customer, a contract or a penny. Seeded, stateful, deterministic and plainly fictional. It knows nothing of
//! the console's own clients: both are built from the contracts alone, so that neither can hide the other's mistakes.

mod call;
mod chance;
mod clock;
mod fault;
mod gate;
mod journal;
mod onsim;
mod schema;
mod server;
#[cfg(test)]
mod testing;

use std::time::Duration;

pub use clock::PracticeClock;
pub use fault::{Fault, FaultDial, FaultError, Rule};
pub use journal::{REMEMBERED, SeenRequest};
pub use onsim::{AccountWrapper, Effects, EsimState, OnsimQuirks, OnsimShop, PhoneError, PortQueueWrapper};
pub use schema::ContractError;

/// What a practice shop is made from.
#[derive(Clone, Debug)]
pub struct PracticeConfig {
    /// Fixes every name, number, code and key.
    pub seed: u64,
    /// How many lines there are at the start; at most 900. The first is Nadia Osei's 447700900123 (an eSIM ready to
    /// install), the second Harlow Dental Ltd's 447700900188 (a physical SIM).
    pub lines: usize,
    /// The clock behind ports, bundle periods and the phones. Keep a clone to move it.
    pub clock: PracticeClock,
    /// When set, a code issued by a call (new code, provisioning, QR link) is scanned by itself so long after, and the
    /// eSIM is switched on 5 s later. Off by default.
    pub auto_install: Option<Duration>,
    /// The odd shapes of ONSIM at the start.
    pub onsim_quirks: OnsimQuirks,
}

impl Default for PracticeConfig {
    fn default() -> Self {
        Self {
            seed: 1,
            lines: 240,
            clock: PracticeClock::real(),
            auto_install: None,
            onsim_quirks: OnsimQuirks::default(),
        }
    }
}

/// Why a practice shop could not open.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PracticeError {
    /// No loopback port could be opened.
    #[error("no loopback port could be opened: {0}")]
    Port(#[from] std::io::Error),
    /// A contract inside this program cannot be used.
    #[error(transparent)]
    Contract(#[from] ContractError),
    /// The range of fictional numbers is not large enough.
    #[error("{asked} lines were asked for, at most {most} can be had")]
    TooManyLines {
        /// How many were asked for.
        asked: usize,
        /// How many there can be.
        most: usize,
    },
}

/// The running practice shop. Dropping it stops its servers and breaks off their connections.
#[derive(Debug)]
pub struct PracticeShop {
    clock: PracticeClock,
    onsim: OnsimShop,
}

impl PracticeShop {
    /// Opens the shop on free ports of 127.0.0.1. Has to be called within a tokio runtime, which then serves it.
    ///
    /// # Errors
    /// When no port can be opened or more lines are asked for than there are fictional numbers.
    pub async fn start(config: PracticeConfig) -> Result<Self, PracticeError> {
        let onsim = OnsimShop::start(&config).await?;
        Ok(Self { clock: config.clock, onsim })
    }

    /// The shop's clock.
    #[must_use]
    pub fn clock(&self) -> &PracticeClock {
        &self.clock
    }

    /// The simulated ONSIM.
    #[must_use]
    pub fn onsim(&self) -> &OnsimShop {
        &self.onsim
    }
}
