//! When a call is tried again: by what it does, never by its HTTP verb.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBackoff, ExponentialBuilder};

/// Waits between two tries. Passed in, so that tests need not wait.
pub type Sleeper = Arc<dyn Fn(Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> + Send + Sync>;

/// How often and how long apart a call is tried. Each try counts for the outage of the connection, and none follows once
/// there is one (`outage`): a call's back-off and the probes' never run one inside the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetryPolicy {
    /// Tries of a read, the first one counted.
    pub read_tries: usize,
    /// Tries of a change that provably did not run, the first one counted.
    pub change_tries: usize,
    /// Pause before the second try; it doubles each time.
    pub first_pause: Duration,
    /// Longest pause of our own.
    pub longest_pause: Duration,
    /// Longest `Retry-After` that is waited out; a longer one ends the call with the provider's number in the error.
    pub longest_retry_after: Duration,
    /// What a read does after a 500; absent where the provider asks for nothing: then it is not tried again.
    pub after_500: Option<After500>,
    /// Whether up to as much again is waited at random, so that several desks do not ask in step.
    pub jitter: bool,
}

/// One more try of a read after a 500, as Reach asks for (Reach contract 2.7).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct After500 {
    /// The pause before it.
    pub pause: Duration,
    /// Words in the answer that tell a fault no second try mends.
    pub hopeless: &'static [&'static str],
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            read_tries: 3,
            change_tries: 2,
            first_pause: Duration::from_millis(250),
            longest_pause: Duration::from_secs(5),
            longest_retry_after: Duration::from_secs(30),
            after_500: None,
            jitter: false,
        }
    }
}

/// Whether what went wrong allows another try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Again {
    /// No: it would go wrong in the same way.
    Never,
    /// Only if the call changes nothing: it may have run.
    Reads,
    /// Like `Reads`, but only where the provider asks for another try after a 500, and once.
    AfterBreakdown,
    /// Always: it provably did not run. With the time the provider asks to wait, where it does.
    NotRun(Option<Duration>),
}

/// The pauses left for one call.
pub(super) struct Pauses {
    reads: bool,
    longest_retry_after: Duration,
    after_500: Option<After500>,
    backoff: ExponentialBackoff,
}

impl Pauses {
    pub(super) fn new(policy: &RetryPolicy, reads: bool) -> Self {
        let tries = if reads { policy.read_tries } else { policy.change_tries };
        let backoff = ExponentialBuilder::new()
            .with_min_delay(policy.first_pause)
            .with_max_delay(policy.longest_pause)
            .with_max_times(tries.saturating_sub(1));
        let backoff = if policy.jitter { backoff.with_jitter() } else { backoff }.build();
        Self { reads, longest_retry_after: policy.longest_retry_after, after_500: policy.after_500, backoff }
    }

    /// How long to wait before the next try, or nothing when there shall be none.
    /// `words` are the provider's own.
    pub(super) fn next(&mut self, again: Again, words: Option<&str>) -> Option<Duration> {
        let asked = match again {
            Again::Never => return None,
            Again::Reads | Again::AfterBreakdown if !self.reads => return None,
            Again::Reads => None,
            Again::AfterBreakdown => {
                let rule = self.after_500.take()?;
                let hopeless = words.is_some_and(|words| rule.hopeless.iter().any(|sign| words.contains(sign)));
                return if hopeless { None } else { self.backoff.next().map(|own| own.max(rule.pause)) };
            }
            Again::NotRun(asked) => asked,
        };
        if asked.is_some_and(|wait| wait > self.longest_retry_after) {
            return None;
        }
        let own = self.backoff.next()?;
        Some(asked.map_or(own, |wait| wait.max(own)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waits(reads: bool, again: Again) -> Vec<u128> {
        let mut pauses = Pauses::new(&RetryPolicy::default(), reads);
        std::iter::from_fn(|| pauses.next(again, None)).map(|wait| wait.as_millis()).collect()
    }

    #[test]
    fn a_read_is_tried_three_times_and_a_change_only_when_it_did_not_run() {
        assert_eq!(waits(true, Again::Reads), [250, 500]);
        assert_eq!(waits(true, Again::NotRun(None)), [250, 500]);
        assert_eq!(waits(false, Again::NotRun(None)), [250]);
        assert_eq!(waits(false, Again::Reads), [0; 0]);
        assert_eq!(waits(true, Again::Never), [0; 0]);
    }

    #[test]
    fn the_providers_wait_is_kept_up_to_half_a_minute() {
        assert_eq!(waits(true, Again::NotRun(Some(Duration::from_secs(7)))), [7000, 7000]);
        assert_eq!(waits(false, Again::NotRun(Some(Duration::from_secs(30)))), [30000]);
        assert_eq!(waits(true, Again::NotRun(Some(Duration::from_secs(31)))), [0; 0]);
    }

    #[test]
    fn a_breakdown_is_tried_once_more_where_the_provider_asks_for_it() {
        let rule = After500 { pause: Duration::from_secs(5), hopeless: &["DTO"] };
        let policy = RetryPolicy { after_500: Some(rule), ..RetryPolicy::default() };
        let mut reads = Pauses::new(&policy, true);
        assert_eq!(reads.next(Again::AfterBreakdown, Some("oops")), Some(Duration::from_secs(5)));
        assert_eq!(reads.next(Again::AfterBreakdown, None), None);
        assert_eq!(Pauses::new(&policy, true).next(Again::AfterBreakdown, Some("PlanDTO is null")), None);
        assert_eq!(Pauses::new(&policy, false).next(Again::AfterBreakdown, None), None);
        assert_eq!(Pauses::new(&RetryPolicy::default(), true).next(Again::AfterBreakdown, None), None);
    }

    #[test]
    fn jitter_only_ever_adds() {
        let policy = RetryPolicy { jitter: true, ..RetryPolicy::default() };
        for _ in 0..50 {
            let wait = Pauses::new(&policy, true).next(Again::Reads, None).unwrap();
            assert!((250..=500).contains(&wait.as_millis()), "{wait:?}");
        }
    }
}
