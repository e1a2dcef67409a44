//! How a connection behaves: time-outs, tries, rate, and when it stops asking. Everything has a good default.

use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use super::outage::OutagePolicy;
use super::retry::{RetryPolicy, Sleeper};

/// How long a call may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeouts {
    /// To a working connection, TLS included.
    pub connect: Duration,
    /// One try of a read, from first to last.
    pub read: Duration,
    /// A change, from first to last: long, because giving up early makes an unknown outcome.
    pub change: Duration,
}

/// How fast a connection may ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// Requests a second, in the long run.
    pub per_second: NonZeroU32,
    /// Requests that may go at once after a pause.
    pub burst: NonZeroU32,
}

/// Everything about a connection's behaviour that has a good default.
#[derive(Clone)]
pub struct Tuning {
    /// How long a call may take: 5 s, 20 s, 60 s.
    pub timeouts: Timeouts,
    /// How often a call is tried.
    pub retry: RetryPolicy,
    /// How fast it may ask: 5 a second, 10 at once. ONSIM documents no limit (contract 1, "Errors").
    pub rate: Rate,
    /// When it stops asking, and how often it looks whether it may ask again.
    pub outage: OutagePolicy,
    /// Longest answer that is read, in bytes: 10 MiB.
    pub answer_limit: usize,
    /// How the pause between two tries is waited out.
    pub sleeper: Sleeper,
}

impl Default for Tuning {
    fn default() -> Self {
        let at_least_one = |number| NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN);
        Self {
            timeouts: Timeouts {
                connect: Duration::from_secs(5),
                read: Duration::from_secs(20),
                change: Duration::from_secs(60),
            },
            retry: RetryPolicy::default(),
            rate: Rate { per_second: at_least_one(5), burst: at_least_one(10) },
            outage: OutagePolicy::default(),
            answer_limit: 10 * 1024 * 1024,
            sleeper: Arc::new(|wait| Box::pin(tokio::time::sleep(wait))),
        }
    }
}
