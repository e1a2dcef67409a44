//! Outages of providers: what the transport found out about one, as people see it, and the task that looks whether it is
//! over. Counting failures and refusing requests is not here but in `providers::transport`.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use domain::problem::{ErrorCode, Problem};
use domain::provider::{ConnectionId, Health};
use domain::time::Timestamp;
use providers::in_background;
use tokio::sync::watch;
use tokio::time::{Instant, sleep_until};

use super::Connected;
use crate::pace::millis;
use crate::{Desk, DeskEvent, locked};

/// A provider failed several times in a row. It is asked for nothing but a probe now and then and what a person looks up;
/// no change is sent to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outage {
    /// When it failed first.
    pub since: Timestamp,
    /// How often it has failed since, without an answer in between.
    pub failures: u32,
    /// When it is asked again. In the past while it is being asked.
    pub next_probe_at: Timestamp,
}

impl Outage {
    fn at(now: Timestamp, outage: &providers::Outage) -> Self {
        let this_moment = Instant::now();
        let ago = millis(this_moment.saturating_duration_since(outage.since));
        let left = millis(outage.next_probe.saturating_duration_since(this_moment));
        Self {
            since: Timestamp(now.0.saturating_sub(ago)),
            failures: outage.failures,
            next_probe_at: Timestamp(now.0.saturating_add(left)),
        }
    }
}

impl Connected {
    /// The outage of its provider, if there is one; `now` is the time of the desk.
    pub(crate) fn outage(&self, now: Timestamp) -> Option<Outage> {
        let outages = self.connection.provider.outages()?;
        let outage = *outages.borrow();
        outage.map(|outage| Outage::at(now, &outage))
    }
}

impl Desk {
    /// The outage of a connection's provider, if there is one.
    ///
    /// # Errors
    /// When there is no such connection.
    pub fn outage(&self, id: &ConnectionId) -> Result<Option<Outage>, Problem> {
        Ok(self.connected(id)?.outage(self.now()))
    }

    /// Whether changes may be sent through a connection. A preview asks, so that people know before they try; the
    /// transport refuses them all the same.
    ///
    /// # Errors
    /// `OutageOpen` with the seconds until its provider is asked again; when there is no such connection.
    pub fn takes_changes(&self, id: &ConnectionId) -> Result<(), Problem> {
        let (connected, now) = (self.connected(id)?, self.now());
        let Some(outage) = connected.outage(now) else { return Ok(()) };
        let provider = connected.connection.provider.kind();
        let (name, failures) = (provider.name(), outage.failures);
        let message = format!("{name} failed {failures} times in a row; no change is sent to it until it answers");
        let mut problem = Problem::new(ErrorCode::OutageOpen, message).safe_to_retry();
        problem.provider = Some(provider);
        let left = u64::try_from(outage.next_probe_at.millis_since(now)).unwrap_or(0);
        problem.retry_after_s = Some(left.div_ceil(1000).max(1));
        Err(problem)
    }

    /// Follows the outages of every connection from now on.
    pub(crate) fn watch_outages(&self) {
        for connected in self.inner.connections.all() {
            self.watch_outages_of(connected);
        }
    }

    /// Follows the outages of a connection until it leaves or the desk closes: tells about them, probes while there is
    /// one, reads on when it is over.
    pub(crate) fn watch_outages_of(&self, connected: Arc<Connected>) {
        let Some(outages) = connected.connection.provider.outages() else { return };
        if connected.watched.swap(true, Ordering::Relaxed) {
            return;
        }
        let desk = self.clone();
        tokio::spawn(async move {
            tokio::select! {
                () = desk.inner.closing.cancelled() => {}
                () = connected.left.cancelled() => {}
                () = desk.follow_outages(&connected, outages) => {}
            }
        });
    }

    async fn follow_outages(
        &self,
        connected: &Arc<Connected>,
        mut outages: watch::Receiver<Option<providers::Outage>>,
    ) {
        let mut known = None;
        loop {
            let outage = *outages.borrow_and_update();
            if outage != known {
                self.tell_outage(connected, known.is_some(), outage.as_ref());
                known = outage;
            }
            let due = async {
                match &outage {
                    Some(outage) => sleep_until(outage.next_probe).await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                changed = outages.changed() => match changed {
                    Ok(()) => continue,
                    Err(_) => return,
                },
                () = due => {}
            }
            if let Some(probe) = connected.connection.provider.probe() {
                // What it finds is heard through the watch, like what anyone else finds.
                let _ = in_background(self.ask(connected, probe.answer)).await;
            }
            // Unchanged: another background read was the probe, or has to be because the provider publishes none.
            if *outages.borrow() == outage && outages.changed().await.is_err() {
                return;
            }
        }
    }

    fn tell_outage(&self, connected: &Arc<Connected>, went_on: bool, outage: Option<&providers::Outage>) {
        let id = connected.id();
        match outage {
            Some(outage) if !went_on => {
                tracing::warn!(connection = %id, failures = outage.failures, "outage began");
            }
            Some(_) => {}
            None => {
                tracing::info!(connection = %id, "outage ended");
                let mut pulse = locked(&connected.pulse);
                // The answer that ended it may have been awaited by nobody any more.
                if pulse.problem.as_ref().is_some_and(|problem| is_of_outage(problem.code)) {
                    (pulse.health, pulse.problem) = (Health::Ok, None);
                }
                drop(pulse);
                self.start_freshening(Arc::clone(connected));
            }
        }
        self.inner.events.emit(DeskEvent::Connection(id.clone()));
    }
}

/// Whether a problem is one that an answer proves to be over.
const fn is_of_outage(code: ErrorCode) -> bool {
    matches!(code, ErrorCode::ProviderDown | ErrorCode::Unreachable | ErrorCode::TimedOut | ErrorCode::TlsFailed)
}
