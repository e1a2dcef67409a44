//! What the desk tells its windows without being asked.

use domain::action::HideReason;
use domain::line::{EsimState, LineKey};
use domain::problem::Problem;
use domain::provider::ConnectionId;
use domain::time::Timestamp;
use serde::Serialize;
use ts_rs::TS;

use crate::actions::ActionView;
use crate::codes::ShowingId;
use crate::connections::ConnectionView;
use crate::customer_screen::CustomerScreenAnswer;
use crate::customers::CustomerHit;
use crate::lock::LockState;

/// The one event channel, and only the agent's window hears it.
pub const EVENT_CHANNEL: &str = "desk";

/// Something happened.
#[derive(Clone, Serialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Event {
    /// A connection's health or list changed.
    Connection {
        /// How it stands now.
        connection: ConnectionView,
    },
    /// The list of lines of a connection changed: searches may find more.
    Lines {
        /// Which connection.
        connection: ConnectionId,
        /// How many lines this desk knows of it now.
        #[ts(type = "number")]
        known: u64,
    },
    /// A line was read or changed.
    Line {
        /// Which.
        line: LineKey,
    },
    /// An action came to another state.
    Action {
        /// How it stands now.
        action: Box<ActionView>,
    },
    /// The install state of a shown code was asked again.
    CodeState {
        /// Which showing.
        showing: ShowingId,
        /// The state; absent when it could not be read.
        state: Option<EsimState>,
        /// Why it could not be read.
        problem: Option<Problem>,
        /// When.
        checked_at: Timestamp,
    },
    /// A provider answered what it was asked for by a search, or did not. What it found is in the local index now.
    Asked {
        /// Which search.
        search: u32,
        /// Which connection.
        connection: ConnectionId,
        /// How many lines it found; absent when it did not answer.
        found: Option<u32>,
        /// Customers it found that are kept apart from lines.
        customers: Vec<CustomerHit>,
        /// How many answers could not be read.
        unreadable: u32,
        /// Why it did not answer, or what went wrong with a part of what it was asked.
        problem: Option<Problem>,
    },
    /// A shown code is off the screen for good.
    CodeHidden {
        /// Which showing.
        showing: ShowingId,
        /// Why.
        why: HideReason,
    },
    /// The customer's screen is another now, or was opened or closed.
    CustomerScreen {
        /// How it is now.
        customer: CustomerScreenAnswer,
    },
    /// The console was locked or unlocked.
    Lock {
        /// How the lock stands now.
        lock: LockState,
    },
    /// The clipboard no longer holds what was copied.
    ClipboardCleared {},
}
