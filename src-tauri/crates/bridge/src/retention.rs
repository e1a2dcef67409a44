//! Forgetting the personal details of settled actions.

use domain::retention::ForgetAfter;
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// When personal details are forgotten.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct RetentionView {
    /// After which time.
    pub after: ForgetAfter,
    /// True when the policy of this computer says so, and nobody at the desk can choose.
    pub fixed: bool,
}

/// What would be forgotten?
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct ForgetPreviewRequest {
    /// What is older than this.
    pub after: ForgetAfter,
}

/// What would be forgotten.
#[derive(Debug, Clone, Copy, Serialize, TS)]
pub struct ForgetPreviewAnswer {
    /// Details of actions that came to their end before this time.
    pub before: Timestamp,
    /// How much.
    pub count: ForgottenCount,
}

/// Forget it now.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct ForgetNowRequest {
    /// What is older than this.
    pub after: ForgetAfter,
    /// The number of actions, as someone has read and typed it.
    #[ts(type = "number")]
    pub actions: u64,
}

/// How much is forgotten.
#[derive(Debug, Clone, Copy, Serialize, TS)]
pub struct ForgottenCount {
    /// Of how many actions.
    #[ts(type = "number")]
    pub actions: u64,
    /// How many customers of the desk's own directory.
    #[ts(type = "number")]
    pub customers: u64,
}
