//! What every simulated provider has, whichever it is: an address, a fault dial, a journal and its books.

use std::sync::Arc;

use crate::PracticeError;
use crate::clock::PracticeClock;
use crate::fault::FaultDial;
use crate::gate::{Backend, Gate};
use crate::journal::SeenRequest;
use crate::schema::ContractError;
use crate::server::Server;

/// A running simulated provider. Dropping it closes its port.
pub struct Simulated<B> {
    pub(crate) gate: Arc<Gate<B>>,
    server: Server,
}

#[expect(private_bounds, reason = "only this crate has providers to open")]
impl<B: Backend> Simulated<B> {
    /// Opens `backend` on a free port of 127.0.0.1, behind its contract.
    pub(crate) async fn open(backend: B, clock: PracticeClock) -> Result<Self, PracticeError> {
        let contract = B::contract().contract()?;
        if let Some(unserved) = contract.operations.iter().find(|operation| !B::serves(&operation.id)) {
            return Err(ContractError::Unserved(unserved.id.clone()).into());
        }
        let gate = Arc::new(Gate::new(backend, contract, clock));
        let server = Server::start(gate.router()?).await?;
        Ok(Self { gate, server })
    }

    /// Accepted changes of one operation since the start. At ONSIM provisioning of both sorts counts as one, and a read of
    /// a code as none.
    #[must_use]
    pub fn effect(&self, operation: &str) -> u64 {
        self.gate.backend.effect(operation)
    }
}

impl<B> Simulated<B> {
    /// Where it listens: `http://127.0.0.1:PORT`, without a slash at the end. Atomic's sibling, the SMS product, listens
    /// where Atomic does.
    #[must_use]
    pub fn base_url(&self) -> String {
        format!("http://{}", self.server.address())
    }

    /// The fault dial.
    #[must_use]
    pub fn dial(&self) -> &FaultDial {
        &self.gate.dial
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
}

impl<B> std::fmt::Debug for Simulated<B> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Simulated").field("address", &self.server.address()).finish_non_exhaustive()
    }
}
