//! Everything that can go wrong with a change, in the shop, on the way, or with the desk's own process.

use std::time::Duration;

use practice::{Fault, Rule, Touch};

use super::proxy::Twist;
use crate::random::Random;

/// One thing that goes wrong with one change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Nothing: shows that the change itself works.
    Nothing,
    /// The shop answers 429 once, then works.
    LimitedOnce,
    /// The shop answers 429 again and again.
    LimitedRun,
    /// The shop answers with this status and does nothing.
    Status(u16),
    /// The shop does it and answers with this status.
    StatusAfter(u16),
    /// The shop closes the connection and does nothing.
    DropBefore,
    /// The shop does it and closes the connection.
    DropAfter,
    /// The shop does it and its answer ends in the body.
    CutBody,
    /// The shop does it and answers with half a JSON text.
    MalformedJson,
    /// The shop does it and answers with JSON of another shape.
    WrongShape,
    /// The shop holds the request.
    Stall,
    /// The shop does it and holds the answer.
    StallAfter,
    /// The shop takes its time.
    Slow,
    /// Connections are refused from the confirmation on.
    Refused,
    /// Connections are refused until the client has tried once.
    RefusedOnce,
    /// The connection is reset when the request has been sent.
    ResetRequest,
    /// The connection is reset when the shop has answered.
    ResetAnswer,
    /// The request ends after some bytes.
    CutRequest,
    /// The answer ends after some bytes, head included.
    CutAnswer,
    /// The request is held on its way.
    HoldRequest,
    /// The answer is held on its way.
    HoldAnswer,
    /// The network delivers the request twice.
    Doubled,
    /// The change goes through, and from then on every connection is reset.
    SilenceAfter,
    /// The process is killed when there is nothing but the preview.
    KillPreviewed,
    /// The process is killed when the intent is on the disk.
    KillPrepared,
    /// The process is killed when it is on the disk that it is being sent.
    KillSent,
    /// The process is killed with the request on its way.
    KillOnTheWay,
    /// The process is killed while the shop has the request.
    KillAtShop,
    /// The process is killed when the shop has done it and the answer is on its way.
    KillActed,
    /// The process is killed when the answer has been read and is not on the disk.
    KillAnswered,
    /// The process is killed when the outcome is on the disk.
    KillSettled,
    /// The process is killed at any time.
    KillAtRandom,
    /// The process is killed with the answer on its way, and the next one when it is on the disk that nobody knows.
    KillRecovered,
    /// The process is killed with the answer on its way, and the next one while it reads back.
    KillReadingBack,
    /// The process is killed with the answer on its way, and the next one when what it found out is on the disk.
    KillFoundOut,
}

/// Those within one process.
pub(crate) const HERE: &[Kind] = &[
    Kind::Nothing,
    Kind::LimitedOnce,
    Kind::LimitedRun,
    Kind::Status(500),
    Kind::Status(502),
    Kind::Status(503),
    Kind::Status(504),
    Kind::StatusAfter(500),
    Kind::StatusAfter(502),
    Kind::StatusAfter(503),
    Kind::StatusAfter(504),
    Kind::DropBefore,
    Kind::DropAfter,
    Kind::CutBody,
    Kind::MalformedJson,
    Kind::WrongShape,
    Kind::Stall,
    Kind::StallAfter,
    Kind::Slow,
    Kind::Refused,
    Kind::RefusedOnce,
    Kind::ResetRequest,
    Kind::ResetAnswer,
    Kind::CutRequest,
    Kind::CutAnswer,
    Kind::HoldRequest,
    Kind::HoldAnswer,
    Kind::Doubled,
    Kind::SilenceAfter,
];

/// Those that end the process.
pub(crate) const KILLS: &[Kind] = &[
    Kind::KillPreviewed,
    Kind::KillPrepared,
    Kind::KillSent,
    Kind::KillOnTheWay,
    Kind::KillAtShop,
    Kind::KillActed,
    Kind::KillAnswered,
    Kind::KillSettled,
    Kind::KillAtRandom,
    Kind::KillRecovered,
    Kind::KillReadingBack,
    Kind::KillFoundOut,
];

/// Those that end the process that starts after it too.
const KILLS_TWICE: &[Kind] = &[Kind::KillRecovered, Kind::KillReadingBack, Kind::KillFoundOut];

/// Those after which a client does not know whether the change happened, and it did.
pub(crate) const UNSURE: &[Kind] = &[Kind::StatusAfter(504), Kind::DropAfter, Kind::ResetAnswer, Kind::CutAnswer];

impl Kind {
    pub(crate) fn kills(self) -> bool {
        KILLS.contains(&self)
    }

    pub(crate) fn kills_twice(self) -> bool {
        KILLS_TWICE.contains(&self)
    }

    /// The rule on the shop's dial, for requests of this operation that change something.
    pub(crate) fn rule(self, call: &str, random: &mut Random) -> Option<Rule> {
        let retry_after = [None, Some(0), Some(1), Some(3600)][random.below(4)];
        let fault = match self {
            Self::LimitedOnce => Fault::RateLimited { retry_after: retry_after.filter(|seconds| *seconds < 60) },
            Self::LimitedRun => Fault::RateLimited { retry_after },
            Self::Status(status) => Fault::Status(status),
            Self::StatusAfter(status) => Fault::StatusAfterEffect(status),
            Self::DropBefore => Fault::DropBefore,
            Self::DropAfter => Fault::DropAfter,
            Self::CutBody => Fault::CutAnswer(random.below(40)),
            Self::MalformedJson => Fault::MalformedJson,
            Self::WrongShape => Fault::WrongShape,
            Self::Stall | Self::KillAtShop => Fault::Stall,
            Self::StallAfter => Fault::StallAfterEffect,
            Self::Slow => Fault::Latency(Duration::from_millis(20)),
            _ => return None,
        };
        let times = if self == Self::LimitedRun { 10 } else { 1 };
        Some(fault.on(call).on_effect(Touch::Changes).next(times))
    }

    /// What the proxy does, for those that need it to do something.
    pub(crate) fn twist(self, random: &mut Random) -> Option<Twist> {
        Some(match self {
            Self::ResetRequest => Twist::ResetRequest,
            Self::ResetAnswer => Twist::ResetAnswer,
            Self::CutRequest => Twist::CutRequest(random.below(1 << 20)),
            Self::CutAnswer => Twist::CutAnswer(random.below(1 << 20)),
            Self::HoldRequest | Self::KillOnTheWay => Twist::HoldRequest,
            Self::HoldAnswer | Self::KillActed => Twist::HoldAnswer,
            _ if self.kills_twice() => Twist::HoldAnswer,
            Self::Doubled => Twist::Double,
            Self::SilenceAfter => Twist::Silence,
            _ => return None,
        })
    }

    /// Whether the client's patience has to end before the test's.
    pub(crate) const fn waits_in_vain(self) -> bool {
        matches!(self, Self::Stall | Self::StallAfter | Self::HoldRequest | Self::HoldAnswer)
    }

    /// Whether it goes through the proxy, twisted or not.
    pub(crate) fn on_the_way(self) -> bool {
        self.kills() || matches!(self, Self::Refused | Self::RefusedOnce) || self.twist(&mut Random::new(0)).is_some()
    }
}
