//! Number ports in one model for all providers. The provider's own state is always kept beside ours.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::provider::ConnectionId;
use crate::time::ProviderTime;

/// Where a port stands, in the desk's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PortState {
    /// Being written, not sent.
    Draft,
    /// Waiting for a proof from the customer.
    ProofNeeded,
    /// Complete, not sent.
    Ready,
    /// Sent to the provider.
    Submitted,
    /// With the donor.
    DonorReview,
    /// Someone has to correct something.
    ActionNeeded,
    /// A date is fixed.
    Confirmed,
    /// The number is moving.
    Activating,
    /// Done.
    Completed,
    /// Stopped by someone.
    Cancelled,
    /// Ended without the number.
    Failed,
    /// Being put back.
    Reversing,
    /// The provider's state is not one this program knows: see `raw_state`.
    Unknown,
}

/// Which way the number moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PortDirection {
    /// To us.
    In,
    /// Away from us.
    Out,
    /// The provider's type is not one this program knows.
    Unknown,
}

/// One port order.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Port {
    /// The connection it was read from.
    pub connection: ConnectionId,
    /// The provider's own reference of the order.
    pub id: String,
    /// The number that moves, as the provider wrote it.
    pub number: String,
    /// The line's number until the port is done, as the provider wrote it.
    pub temporary_number: Option<String>,
    /// Our reading of the state.
    pub state: PortState,
    /// The provider's own word for the state.
    pub raw_state: String,
    /// Our reading of the direction.
    pub direction: PortDirection,
    /// The provider's own word for the direction.
    pub raw_direction: String,
    /// When it was ordered.
    pub ordered: Option<ProviderTime>,
    /// When the number moves or moved.
    pub due: Option<ProviderTime>,
    /// Until when the porting authorisation code is valid.
    pub valid_until: Option<ProviderTime>,
    /// When the provider last changed the order.
    pub updated: Option<ProviderTime>,
    /// True when the provider holds a PAC for it. The PAC itself is a secret and is not kept here.
    pub has_pac: bool,
}

impl std::fmt::Debug for Port {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Port")
            .field("connection", &self.connection)
            .field("id", &self.id)
            .field("state", &self.state)
            .field("raw_state", &self.raw_state)
            .finish_non_exhaustive()
    }
}
