//! Customers as a provider keeps them: whoever has one or more lines.

use async_trait::async_trait;
use domain::line::{Line, RawField};
use domain::time::Timestamp;

use crate::Answer;

/// A customer as it was read.
pub struct CustomerRecord {
    /// The provider's own reference.
    pub id: String,
    /// Name of the person or company.
    pub name: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// The provider's own word for whether the customer is active.
    pub state: Option<String>,
    /// Everything else, as it came: address, references, settings.
    pub facts: Vec<RawField>,
    /// The customer's lines, where the provider lists them; empty where it does not.
    pub lines: Vec<Line>,
    /// When it was read.
    pub read_at: Timestamp,
}

/// Names may be personal.
impl std::fmt::Debug for CustomerRecord {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CustomerRecord(…)")
    }
}

/// A customer that a search found.
#[derive(Clone, PartialEq, Eq)]
pub struct CustomerHit {
    /// The provider's own reference.
    pub id: String,
    /// Name of the person or company; the reference where there is none.
    pub name: String,
    /// A second line: e-mail, town, number of lines.
    pub detail: Option<String>,
}

impl std::fmt::Debug for CustomerHit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CustomerHit(…)")
    }
}

/// Reading customers, and finding them by what someone typed.
#[async_trait]
pub trait Customers: Send + Sync {
    /// One customer by the provider's own reference.
    async fn read(&self, id: &str) -> Answer<CustomerRecord>;
    /// Why this text is not asked for, in one sentence for a person; `None` when it can be asked for.
    fn not_asked(&self, text: &str) -> Option<String>;
    /// The customers the provider finds; none found is an empty list, no error.
    async fn search(&self, text: &str) -> Answer<Vec<CustomerHit>>;
}
