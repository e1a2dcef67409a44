//! The practice shop's clock: the system's, or one that tests set and move. Everything the shop dates reads it; only
//! the delays of the fault dial run on the runtime's own timer.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;

/// A clock that can be shared, set and moved. Clones show the same time.
#[derive(Clone, Debug)]
pub struct PracticeClock {
    mode: Arc<Mutex<Mode>>,
}

#[derive(Clone, Copy, Debug)]
enum Mode {
    /// The system clock, moved by so many seconds.
    Running { ahead: i64 },
    /// Stands still until it is moved.
    Standing { at: Timestamp },
}

impl PracticeClock {
    /// Follows the system clock.
    #[must_use]
    pub fn real() -> Self {
        Self::with(Mode::Running { ahead: 0 })
    }

    /// Stands still at `at` until it is moved.
    #[must_use]
    pub fn fixed(at: Timestamp) -> Self {
        Self::with(Mode::Standing { at })
    }

    fn with(mode: Mode) -> Self {
        Self { mode: Arc::new(Mutex::new(mode)) }
    }

    /// The present time of the practice shop.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        match *self.mode.lock().unwrap_or_else(PoisonError::into_inner) {
            Mode::Running { ahead } => shifted(system_time(), ahead),
            Mode::Standing { at } => at,
        }
    }

    /// Moves the clock forward by `by` (whole seconds; the rest is dropped). A running clock goes on running.
    pub fn advance(&self, by: Duration) {
        let seconds = i64::try_from(by.as_secs()).unwrap_or(i64::MAX);
        match &mut *self.mode.lock().unwrap_or_else(PoisonError::into_inner) {
            Mode::Running { ahead } => *ahead = ahead.saturating_add(seconds),
            Mode::Standing { at } => *at = shifted(*at, seconds),
        }
    }

    /// Stops the clock at `at`.
    pub fn set(&self, at: Timestamp) {
        *self.mode.lock().unwrap_or_else(PoisonError::into_inner) = Mode::Standing { at };
    }
}

/// `from` moved by so many seconds; `from` itself where the result would leave the calendar.
pub(crate) fn shifted(from: Timestamp, seconds: i64) -> Timestamp {
    from.as_second().checked_add(seconds).and_then(|second| Timestamp::from_second(second).ok()).unwrap_or(from)
}

#[expect(
    clippy::disallowed_methods,
    reason = "the practice shop stands in for a remote system, which has a clock of its own"
)]
fn system_time() -> Timestamp {
    // A system clock outside the years jiff knows is shown as 1970 rather than stopping the shop.
    Timestamp::try_from(std::time::SystemTime::now()).unwrap_or(Timestamp::UNIX_EPOCH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fixed_clock_moves_only_when_told_and_its_clones_move_with_it() {
        let start: Timestamp = "2026-03-04T05:06:07Z".parse().unwrap();
        let clock = PracticeClock::fixed(start);
        let clone = clock.clone();
        assert_eq!(clock.now(), start);
        clock.advance(Duration::from_secs(90));
        assert_eq!(clone.now().to_string(), "2026-03-04T05:07:37Z");
        clone.set(start);
        assert_eq!(clock.now(), start);
    }

    #[test]
    fn a_real_clock_keeps_its_lead() {
        let clock = PracticeClock::real();
        let before = clock.now();
        clock.advance(Duration::from_secs(86_400));
        assert!(clock.now().as_second() - before.as_second() >= 86_400);
    }

    #[test]
    fn a_time_outside_the_calendar_is_left_alone() {
        assert_eq!(shifted(Timestamp::MAX, 10), Timestamp::MAX);
        assert_eq!(shifted(Timestamp::UNIX_EPOCH, i64::MAX), Timestamp::UNIX_EPOCH);
    }
}
