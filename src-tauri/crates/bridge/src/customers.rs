//! Customers as the UI shows them.

use domain::action::Verification;
use domain::line::RawField;
use domain::provider::{ConnectionId, Environment};
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::actions::ActionView;
use crate::lines::LineView;

/// A customer that a provider's search found.
#[derive(Clone, Serialize, TS)]
pub struct CustomerHit {
    /// The provider's own reference.
    pub id: String,
    /// Name of the person or company; the reference where there is none.
    pub name: String,
    /// A second line: e-mail, town, number of lines.
    pub detail: Option<String>,
}

/// Which customer.
#[derive(Deserialize, TS)]
pub struct CustomerPageRequest {
    /// The connection.
    pub connection: ConnectionId,
    /// The provider's own reference.
    pub id: String,
}

/// Everything on the page of a customer.
#[derive(Serialize, TS)]
pub struct CustomerPage {
    /// The connection.
    pub connection: ConnectionId,
    /// The provider's own reference.
    pub id: String,
    /// The provider's name.
    pub provider_name: String,
    /// Whether this is a real customer.
    pub environment: Environment,
    /// Name of the person or company.
    pub name: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// The provider's own word for whether the customer is active.
    pub state: Option<String>,
    /// Everything else, as it came.
    pub facts: Vec<RawField>,
    /// The customer's lines, as far as they are known.
    pub lines: Vec<LineView>,
    /// The proof of identity in force.
    pub verification: Option<Verification>,
    /// What was done, the newest first.
    pub activity: Vec<ActionView>,
    /// When it was read.
    pub read_at: Timestamp,
}
