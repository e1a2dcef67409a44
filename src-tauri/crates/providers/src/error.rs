//! What a provider call can end in when it does not succeed, and whether the change may have happened all the same.

use domain::problem::{ErrorCode, Problem};
use domain::provider::ProviderKind;

/// How far the request came: this alone decides what the ledger writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// Not one byte of the request left, or the provider said that it did not act (429): it did not happen.
    NotDelivered,
    /// The provider answered, and the answer says that it did not happen.
    Answered,
    /// The request left, at least in part, and no usable answer came: it may or may not have happened.
    Unsure,
}

/// A provider call that did not succeed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProviderError {
    /// What it is, without any secret.
    pub problem: Box<Problem>,
    /// How far the request came.
    pub delivery: Delivery,
    /// The HTTP status, when there was an answer.
    pub status: Option<u16>,
    /// The provider's own key of the error, where its answer has one: a short name, never a value.
    pub provider_code: Option<String>,
}

impl ProviderError {
    /// An error before anything was sent.
    #[must_use]
    pub fn not_delivered(code: ErrorCode, provider: ProviderKind, operation: &str, message: impl Into<String>) -> Self {
        let mut problem = Problem::new(code, message).safe_to_retry();
        problem.provider = Some(provider);
        problem.operation = Some(operation.to_owned());
        Self { problem: Box::new(problem), delivery: Delivery::NotDelivered, status: None, provider_code: None }
    }

    /// Its code.
    #[must_use]
    pub fn code(&self) -> ErrorCode {
        self.problem.code
    }
}

impl std::fmt::Display for ProviderError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.problem.fmt(f)
    }
}

impl std::error::Error for ProviderError {}

impl From<ProviderError> for Problem {
    fn from(error: ProviderError) -> Self {
        *error.problem
    }
}
