//! What all transports of one connection share: its rate, and whether its provider is in an outage.

use std::sync::Arc;

use tokio::sync::watch;

use super::limiter::Limiter;
use super::outage::{Breaker, Outage, Pass, Said};
use super::tuning::Tuning;
use super::urgency::Urgency;

/// The shared side of one connection's transports. Clones share it.
#[derive(Clone)]
pub struct Traffic {
    limiter: Arc<Limiter>,
    breaker: Option<Arc<Breaker>>,
    /// True for fetching the proof that the connection's calls need.
    sign_in: bool,
}

impl Traffic {
    /// The traffic of a connection that has asked for nothing yet.
    #[must_use]
    pub fn new(tuning: &Tuning) -> Self {
        let breaker = Some(Arc::new(Breaker::new(tuning.outage)));
        Self { breaker, ..Self::without_outages(tuning) }
    }

    /// For a host nothing probes: each call finds out for itself whether it works.
    #[must_use]
    pub fn without_outages(tuning: &Tuning) -> Self {
        Self { limiter: Arc::new(Limiter::new(tuning.rate)), breaker: None, sign_in: false }
    }

    /// For fetching the proof that this connection's calls need. It shares the rate and goes as a person's, whoever caused
    /// it, because everyone waits for it. Its failures count for the connection, each once, however many calls waited; its
    /// success does not, because the call itself is still to come. It is not refused in an outage: the call was.
    #[must_use]
    pub fn of_sign_in(&self) -> Self {
        Self { sign_in: true, ..self.clone() }
    }

    /// The outage as it begins, changes and ends; nothing where none is kept.
    #[must_use]
    pub fn outages(&self) -> Option<watch::Receiver<Option<Outage>>> {
        self.breaker.as_ref().map(|breaker| breaker.outages())
    }

    /// The outage, if there is one.
    #[must_use]
    pub fn outage(&self) -> Option<Outage> {
        self.breaker.as_ref()?.outage()
    }

    /// Who waits for what is asked now.
    pub(super) fn urgency(&self) -> Urgency {
        if self.sign_in { Urgency::Person } else { Urgency::now() }
    }

    /// Waits for the turn of one try; refuses it at once in an outage, also in one that began while it waited.
    pub(super) async fn enter(&self, reads: bool) -> Result<Pass, Outage> {
        let urgency = self.urgency();
        let admitted = || match &self.breaker {
            Some(breaker) if !self.sign_in => breaker.admit(urgency, reads),
            _ => Ok(Pass::default()),
        };
        let pass = admitted()?;
        self.limiter.turn(urgency).await;
        if pass.is_probe() { Ok(pass) } else { admitted() }
    }

    /// Notes what a try told.
    pub(super) fn hear(&self, said: Said) {
        if let Some(breaker) = &self.breaker
            && (!self.sign_in || said == Said::Fails)
        {
            breaker.hear(said);
        }
    }
}

impl std::fmt::Debug for Traffic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Traffic").field("outage", &self.outage()).finish_non_exhaustive()
    }
}
