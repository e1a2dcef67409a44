//! Abilities of a connection as a whole, beside those of its lines: signing in as a person, and keeping a directory.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;
use domain::line::Line;
use domain::provider::SignInState;
use domain::secret::OneTimeCode;
use domain::time::Timestamp;

use crate::Answer;

/// Signing in as a person. Calls sign in by themselves; this is for the code that only a person can give.
#[async_trait]
pub trait SignIn: Send + Sync {
    /// How it stands. Sends nothing.
    fn state(&self) -> SignInState;
    /// Signs in with the code that is asked for. One that is not taken is a state and no error.
    async fn answer(&self, code: OneTimeCode) -> Answer<SignInState>;
    /// Signs in from the start, without a code: where one goes by SMS, another is sent.
    async fn begin_anew(&self) -> Answer<SignInState>;
}

/// One customer as a desk's own directory has it: what finds the line, and the reference that reads it.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct DirectoryRow {
    /// The provider's own reference.
    pub id: String,
    /// The brand's own reference.
    pub reference: Option<String>,
    /// The number: in a row that was checked E.164 with its plus, before that as it was typed.
    pub number: Option<String>,
    /// Name of the person or company.
    pub name: Option<String>,
}

/// Names and numbers are personal.
impl std::fmt::Debug for DirectoryRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DirectoryRow(…)")
    }
}

/// What the columns of a list to import are called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DirectoryColumns {
    /// The provider's own reference; the one that is needed.
    pub id: &'static str,
    /// The brand's own reference.
    pub reference: &'static str,
    /// The number.
    pub number: &'static str,
    /// The name.
    pub name: &'static str,
}

impl DirectoryColumns {
    /// All of them, in the order they are usually in.
    #[must_use]
    pub const fn all(&self) -> [&'static str; 4] {
        [self.id, self.reference, self.number, self.name]
    }
}

/// Why a row cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DirectoryMisfit {
    /// The column.
    pub column: &'static str,
    /// Why, in one sentence for a person. Never the value.
    pub why: String,
}

/// For a provider that publishes neither a list nor a search: a desk finds its lines in a directory of its own, which
/// people fill by import and which grows by every customer that is read or bought.
pub trait DirectoryKeeper: Send + Sync {
    /// What the columns of a list to import are called.
    fn columns(&self) -> DirectoryColumns;
    /// A row as it is kept, or why it cannot be one.
    ///
    /// # Errors
    /// [`DirectoryMisfit`] naming the first column that does not fit.
    fn check(&self, row: DirectoryRow) -> Result<DirectoryRow, DirectoryMisfit>;
    /// A row of the directory as a line that was not read yet.
    fn line(&self, row: &DirectoryRow, known_since: Timestamp) -> Line;
    /// The customers that answers named since this was asked last.
    fn take_seen(&self) -> Vec<DirectoryRow>;
    /// That it cannot be searched, and how many customers this desk knows instead: one sentence for a person.
    fn says(&self, known: u64) -> String;
}

/// The most customers that wait to be taken into a directory; the oldest go first.
const MOST_WAITING: usize = 1000;

/// Customers that answers named, until a desk takes them.
#[derive(Default)]
pub(crate) struct SeenCustomers(Mutex<VecDeque<DirectoryRow>>);

impl SeenCustomers {
    pub(crate) fn note(&self, row: DirectoryRow) {
        let mut rows = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        rows.retain(|known| known.id != row.id);
        if rows.len() >= MOST_WAITING {
            rows.pop_front();
        }
        rows.push_back(row);
    }

    pub(crate) fn take(&self) -> Vec<DirectoryRow> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner)).into()
    }
}
