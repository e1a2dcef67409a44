//! Whether a provider is in an outage: after several failures in a row its connection stops asking, until a probe that
//! goes out now and then is answered.
//!
//! Every single try on the wire counts, also those of one call's own back-off (`retry`). So the two never multiply: a
//! call whose policy allows five tries opens an outage with its fifth, and while there is one each call is tried once.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use domain::problem::ErrorCode;
use tokio::sync::watch;
use tokio::time::Instant;

use super::urgency::Urgency;
use crate::error::ProviderError;

/// When a connection stops asking, and how often it looks whether it may ask again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutagePolicy {
    /// Failures in a row that make an outage.
    pub failures: u32,
    /// Pause before the first probe; it doubles with each that fails.
    pub first_pause: Duration,
    /// Longest pause between two probes.
    pub longest_pause: Duration,
}

impl Default for OutagePolicy {
    /// Five failures; 1, 2, 4 and so on up to 60 s.
    fn default() -> Self {
        Self { failures: 5, first_pause: Duration::from_secs(1), longest_pause: Duration::from_secs(60) }
    }
}

/// The provider failed several times in a row: nothing is asked of it but probes and what a person looks up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outage {
    /// When it failed first.
    pub since: Instant,
    /// How often it has failed since, without an answer in between.
    pub failures: u32,
    /// From when on the next probe goes out. In the past while one is under way.
    pub next_probe: Instant,
}

/// What one try tells of the provider as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    /// It answers, be it with a refusal.
    Works,
    /// It cannot be reached, does not answer, or answers that it is not working.
    Fails,
    /// Nothing: the try never left this computer.
    Nothing,
}

impl Said {
    /// By the status where there is one: below 500 something works there, and only refuses.
    pub(super) fn by(error: &ProviderError) -> Self {
        match (error.status, error.code()) {
            (Some(500..), _) => Self::Fails,
            (Some(_), _) => Self::Works,
            (
                None,
                ErrorCode::Unreachable
                | ErrorCode::TlsFailed
                | ErrorCode::TimedOut
                | ErrorCode::ProviderDown
                | ErrorCode::OutcomeUnknown,
            ) => Self::Fails,
            (None, _) => Self::Nothing,
        }
    }
}

/// Keeps count of a connection's failures.
pub(super) struct Breaker {
    policy: OutagePolicy,
    state: Mutex<State>,
    told: watch::Sender<Option<Outage>>,
}

#[derive(Default)]
struct State {
    failures: u32,
    since: Option<Instant>,
    open: Option<Open>,
}

struct Open {
    pause: Duration,
    next_probe: Instant,
    /// True while a background probe is under way: no second one goes beside it.
    probing: bool,
}

impl Open {
    fn probe_later(&mut self, longest: Duration, now: Instant) {
        self.pause = self.pause.saturating_mul(2).min(longest);
        self.next_probe = now + self.pause;
    }
}

impl Breaker {
    pub(super) fn new(policy: OutagePolicy) -> Self {
        Self { policy, state: Mutex::default(), told: watch::Sender::new(None) }
    }

    /// Leave for one try. In an outage: a person's read always has it, a background read when the next probe is due and
    /// none is under way, a change never.
    pub(super) fn admit(self: &Arc<Self>, urgency: Urgency, reads: bool) -> Result<Pass, Outage> {
        let mut state = self.state();
        let outage = state.outage();
        let (Some(open), Some(outage)) = (&mut state.open, outage) else { return Ok(Pass::default()) };
        match urgency {
            Urgency::Person if reads => Ok(Pass::default()),
            Urgency::Background if reads && !open.probing && Instant::now() >= open.next_probe => {
                open.probing = true;
                Ok(Pass { probes: Some(Arc::clone(self)) })
            }
            _ => Err(outage),
        }
    }

    /// Notes what a try told.
    pub(super) fn hear(&self, said: Said) {
        let now = Instant::now();
        let mut state = self.state();
        match said {
            Said::Works => *state = State::default(),
            Said::Fails => {
                state.failures = state.failures.saturating_add(1);
                state.since.get_or_insert(now);
                let enough = state.failures >= self.policy.failures;
                match &mut state.open {
                    // A person who looks in between takes nothing from the next probe.
                    Some(open) if now >= open.next_probe => open.probe_later(self.policy.longest_pause, now),
                    None if enough => {
                        let pause = self.policy.first_pause;
                        state.open = Some(Open { pause, next_probe: now + pause, probing: false });
                    }
                    _ => {}
                }
            }
            Said::Nothing => {}
        }
        self.tell(&state);
    }

    /// The outage, if there is one.
    pub(super) fn outage(&self) -> Option<Outage> {
        self.state().outage()
    }

    /// The outage as it begins, changes and ends.
    pub(super) fn outages(&self) -> watch::Receiver<Option<Outage>> {
        self.told.subscribe()
    }

    /// A probe came to its end, whatever that was. One that told nothing must not be due again at once.
    fn probed(&self) {
        let now = Instant::now();
        let mut state = self.state();
        if let Some(open) = &mut state.open {
            open.probing = false;
            if now >= open.next_probe {
                open.probe_later(self.policy.longest_pause, now);
            }
        }
        self.tell(&state);
    }

    fn tell(&self, state: &State) {
        let outage = state.outage();
        self.told.send_if_modified(|told| std::mem::replace(told, outage) != outage);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn outage(&self) -> Option<Outage> {
        let open = self.open.as_ref()?;
        Some(Outage { since: self.since?, failures: self.failures, next_probe: open.next_probe })
    }
}

/// Leave for one try, held until what it told is noted.
#[derive(Default)]
pub(super) struct Pass {
    /// Whose background probe it is, if it is one.
    probes: Option<Arc<Breaker>>,
}

impl Pass {
    /// True when it is the probe of an outage.
    pub(super) fn is_probe(&self) -> bool {
        self.probes.is_some()
    }
}

impl Drop for Pass {
    fn drop(&mut self) {
        if let Some(breaker) = &self.probes {
            breaker.probed();
        }
    }
}

#[cfg(test)]
#[path = "outage_tests.rs"]
mod tests;
