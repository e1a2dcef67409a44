//! The practice shop: providers simulated over loopback HTTP, so that the whole console can be tried, shown and tested
//! without a customer, a contract or a penny. Seeded, stateful, deterministic and plainly fictional. It knows nothing of
//! the console's own clients: both are built from the contracts alone, so that neither can hide the other's mistakes.

mod atomic;
mod call;
mod chance;
mod clock;
mod fault;
mod gate;
mod journal;
mod onsim;
mod reach;
mod schema;
mod server;
mod simulated;
mod telecomx;
#[cfg(test)]
mod testing;

use std::time::Duration;

pub use atomic::{AtomicQuirks, AtomicShop, ChangeAnswer, PracticeMail, SentText};
pub use clock::PracticeClock;
pub use fault::{Fault, FaultDial, FaultError, Rule, Touch};
pub use journal::{REMEMBERED, SeenRequest};
pub use onsim::{AccountWrapper, Effects, EsimState, OnsimQuirks, OnsimShop, PhoneError, PortQueueWrapper};
pub use reach::{Charge, Envelope, ErrorText, PayError, ReachQuirks, ReachShop};
pub use schema::ContractError;
pub use simulated::Simulated;
pub use telecomx::{
    AccessLevel as TelecomxAccess, LineState as TelecomxLineState, Message as TelecomxMessage,
    Network as TelecomxNetwork, SecondFactor as TelecomxFactor, TelecomxLine, TelecomxSettings, TelecomxShop,
};

/// What a practice shop is made from.
#[derive(Clone, Debug)]
pub struct PracticeConfig {
    /// Fixes every name, number, code and key.
    pub seed: u64,
    /// How many lines each provider has at the start; at most 900. At ONSIM the first is Nadia Osei's 447700900123 (an eSIM ready to
    /// install), the second Harlow Dental Ltd's 447700900188 (a physical SIM).
    pub lines: usize,
    /// The clock behind ports, bundle periods and the phones. Keep a clone to move it.
    pub clock: PracticeClock,
    /// When set, a code issued by a call (new code, provisioning, QR link) is scanned by itself so long after, and the
    /// eSIM is switched on 5 s later. Off by default.
    pub auto_install: Option<Duration>,
    /// The odd shapes of ONSIM at the start.
    pub onsim_quirks: OnsimQuirks,
    /// How TelecomX behaves and who logs in there, at the start.
    pub telecomx: TelecomxSettings,
    /// The odd shapes of Atomic at the start.
    pub atomic_quirks: AtomicQuirks,
    /// The odd shapes of Reach at the start.
    pub reach_quirks: ReachQuirks,
}

impl Default for PracticeConfig {
    fn default() -> Self {
        Self {
            seed: 1,
            lines: 240,
            clock: PracticeClock::real(),
            auto_install: None,
            onsim_quirks: OnsimQuirks::default(),
            telecomx: TelecomxSettings::default(),
            atomic_quirks: AtomicQuirks::default(),
            reach_quirks: ReachQuirks::default(),
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
    telecomx: TelecomxShop,
    atomic: AtomicShop,
    reach: ReachShop,
}

impl PracticeShop {
    /// Opens the shop on free ports of 127.0.0.1. Has to be called within a tokio runtime, which then serves it.
    ///
    /// # Errors
    /// When no port can be opened or more lines are asked for than there are fictional numbers.
    pub async fn start(config: PracticeConfig) -> Result<Self, PracticeError> {
        let onsim = OnsimShop::start(&config).await?;
        let telecomx = TelecomxShop::start(&config).await?;
        let atomic = AtomicShop::start(&config).await?;
        let reach = ReachShop::start(&config).await?;
        Ok(Self { clock: config.clock, onsim, telecomx, atomic, reach })
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

    /// The simulated TelecomX.
    #[must_use]
    pub fn telecomx(&self) -> &TelecomxShop {
        &self.telecomx
    }

    /// The simulated Atomic.
    #[must_use]
    pub fn atomic(&self) -> &AtomicShop {
        &self.atomic
    }

    /// The simulated Reach.
    #[must_use]
    pub fn reach(&self) -> &ReachShop {
        &self.reach
    }
}
