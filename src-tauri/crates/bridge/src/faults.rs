//! The practice shop's fault dial: what goes wrong on purpose, at which simulated provider, how often. A real desk has none.

use domain::provider::ConnectionId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which requests a fault is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum FaultScope {
    /// Every one.
    Every {},
    /// Those that only read.
    Reads {},
    /// Those that change something.
    Changes {},
    /// Those of one operation.
    Operation {
        /// Its name in the provider's contract.
        id: String,
    },
}

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PracticeFault {
    /// Answers 503, without doing anything.
    Down,
    /// Answers 429, without doing anything.
    Limited,
    /// Does what was asked and closes the connection without an answer.
    DropAnswer,
    /// Closes the connection at once, without doing anything.
    HangUp,
    /// Does what was asked and answers after five seconds.
    Slow,
}

/// One fault that is set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SetFault {
    /// Which requests it is for.
    pub scope: FaultScope,
    /// What goes wrong; absent when it was set from elsewhere and is none of these.
    pub fault: Option<PracticeFault>,
    /// For how many more requests; absent: until it is cleared.
    pub left: Option<u32>,
}

/// The dial of one simulated provider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct FaultDial {
    /// The connection that leads to it.
    pub connection: ConnectionId,
    /// The operations it knows, by their names in the contract.
    pub operations: Vec<String>,
    /// What is set, the first one that fits a request decides.
    pub faults: Vec<SetFault>,
}

/// The dials of the practice shop.
#[derive(Debug, Serialize, TS)]
pub struct FaultDialsAnswer {
    /// One for each simulated provider; none on a real desk, or when the shop is another program's.
    pub dials: Vec<FaultDial>,
}

/// A fault to set.
#[derive(Debug, Deserialize, TS)]
pub struct SetFaultRequest {
    /// The connection.
    pub connection: ConnectionId,
    /// Which requests.
    pub scope: FaultScope,
    /// What goes wrong.
    pub fault: PracticeFault,
    /// For how many requests: 1 to 999.
    pub times: u32,
}

/// Which dial to clear.
#[derive(Debug, Deserialize, TS)]
pub struct ClearFaultsRequest {
    /// The connection.
    pub connection: ConnectionId,
}
