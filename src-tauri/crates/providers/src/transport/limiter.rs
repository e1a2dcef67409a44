//! One rate for a connection, in which a person goes before a poll.
//!
//! A bucket of tokens: `burst` of them, refilled at `per_second`. Its rules, and what they cost:
//! - A person takes any token, first come first served, before every background request that waits.
//! - A background request leaves a third of the bucket ([`reserve`]), so that a person who comes finds tokens however much
//!   runs in the background. A bucket of one or two has none to spare: a person may wait for one token there.
//! - Background work is not starved: the first of its queue goes ahead of everyone [`PATIENCE`] after it came or after
//!   the last one of its kind went, whichever is later. So of people who keep the bucket empty for long, one waits for
//!   one token more every [`PATIENCE`]; and the n-th background request goes after n times [`PATIENCE`] at the latest.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::oneshot;
use tokio::time::{Instant, sleep_until};

use super::tuning::Rate;
use super::urgency::Urgency;

/// How long people may keep a background request from its turn.
pub(super) const PATIENCE: Duration = Duration::from_secs(30);

/// How many tokens background requests leave for people.
pub(super) const fn reserve(burst: u32) -> u32 {
    burst / 3
}

/// Deals out the turns of one connection.
pub(super) struct Limiter {
    burst: u32,
    interval: Duration,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// When the bucket will be full again; nothing, or a time that is over, when it is.
    full_at: Option<Instant>,
    persons: VecDeque<Waiting>,
    background: VecDeque<Waiting>,
    /// When a background request last had its turn.
    background_went: Option<Instant>,
}

/// One request in a queue. The turn is handed to it: whoever deals need not wait for its task to run.
struct Waiting {
    since: Instant,
    turn: oneshot::Sender<()>,
}

impl Limiter {
    pub(super) fn new(rate: Rate) -> Self {
        let interval = Duration::from_secs(1) / rate.per_second.get();
        Self { burst: rate.burst.get(), interval, state: Mutex::default() }
    }

    /// Comes back when it is this request's turn. Dropped before that, it costs nobody a turn.
    pub(super) async fn turn(&self, urgency: Urgency) {
        let mut turn = {
            let (sender, turn) = oneshot::channel();
            let waiting = Waiting { since: Instant::now(), turn: sender };
            let mut state = self.state();
            match urgency {
                Urgency::Person => state.persons.push_back(waiting),
                Urgency::Background => state.background.push_back(waiting),
            }
            turn
        };
        // Each who waits deals to all: a queue must not stand still because the task at its head does.
        while let Some(next) = self.deal(Instant::now()) {
            tokio::select! {
                biased;
                _ = &mut turn => return,
                () = sleep_until(next) => {}
            }
        }
        // Nobody waits any more, so the turn was dealt; the sender cannot be gone without it.
        let _ = turn.await;
    }

    /// Deals every turn that is due; says when the next one may be, if anybody waits.
    fn deal(&self, now: Instant) -> Option<Instant> {
        let mut state = self.state();
        loop {
            state.forget_the_gone();
            let owed_at = state.background_owed_at();
            let owed = owed_at.is_some_and(|at| at <= now);
            let (urgency, left) = match (state.persons.is_empty(), owed) {
                (_, true) => (Urgency::Background, 0),
                (false, false) => (Urgency::Person, 0),
                (true, false) if owed_at.is_some() => (Urgency::Background, reserve(self.burst)),
                (true, false) => return None,
            };
            let at = self.token_at(&state, left, now);
            if at > now {
                // Until then the background may come to be owed one: that goes by the whole bucket.
                let owed_one = owed_at.map(|owed_at| owed_at.max(self.token_at(&state, 0, now)));
                return Some(owed_one.map_or(at, |other| other.min(at)));
            }
            let queue = match urgency {
                Urgency::Person => &mut state.persons,
                Urgency::Background => &mut state.background,
            };
            if queue.pop_front().is_some_and(|waiting| waiting.turn.send(()).is_ok()) {
                state.full_at = Some(state.full_at.map_or(now, |full_at| full_at.max(now)) + self.interval);
                if urgency == Urgency::Background {
                    state.background_went = Some(now);
                }
            }
        }
    }

    /// When there is a token to take that leaves so many in the bucket.
    fn token_at(&self, state: &State, left: u32, now: Instant) -> Instant {
        let spare = self.interval * self.burst.saturating_sub(left.saturating_add(1));
        state.full_at.and_then(|full_at| full_at.checked_sub(spare)).unwrap_or(now)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Those who gave up waiting while at the head of a queue must not hold up or speed up anyone.
    fn forget_the_gone(&mut self) {
        for queue in [&mut self.persons, &mut self.background] {
            while queue.front().is_some_and(|waiting| waiting.turn.is_closed()) {
                queue.pop_front();
            }
        }
    }

    /// When the first of the background goes ahead of everyone.
    fn background_owed_at(&self) -> Option<Instant> {
        let since = self.background.front()?.since;
        Some(self.background_went.map_or(since, |went| went.max(since)) + PATIENCE)
    }
}

#[cfg(test)]
#[path = "limiter_tests.rs"]
mod tests;
