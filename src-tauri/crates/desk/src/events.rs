//! What the desk tells without being asked. The shell passes it on to the windows.

use domain::action::{ActionRecord, HideReason};
use domain::line::{EsimState, LineKey};
use domain::problem::Problem;
use domain::provider::ConnectionId;
use domain::time::Timestamp;

use crate::ask_providers::{AskedFound, SearchId};
use crate::install::ShowingId;

/// Something happened.
#[derive(Debug, Clone)]
pub enum DeskEvent {
    /// A connection's health or list changed.
    Connection(ConnectionId),
    /// The lines of a connection changed; this many are known now.
    Lines(ConnectionId, u64),
    /// A line was read or changed.
    Line(LineKey),
    /// An action came to another state.
    Action(Box<ActionRecord>),
    /// The install state of a shown code was asked again.
    CodeState {
        /// Which showing.
        showing: ShowingId,
        /// The state, or why it could not be read.
        state: Result<EsimState, Box<Problem>>,
        /// When.
        checked_at: Timestamp,
    },
    /// A provider answered what it was asked for by a search, or did not.
    Asked {
        /// Which search.
        search: SearchId,
        /// Which connection.
        connection: ConnectionId,
        /// What it found, or why it did not answer.
        found: Result<AskedFound, Box<Problem>>,
    },
    /// A code is off the screen for good.
    CodeHidden {
        /// Which showing.
        showing: ShowingId,
        /// Why.
        why: HideReason,
    },
    /// The customer's screen is another now; the desk is asked which.
    CustomerScreen,
}

/// Hears of events. Must not block.
pub trait Events: Send + Sync {
    /// Takes one event.
    fn emit(&self, event: DeskEvent);
}
