//! The desk's own directory of a connection's customers, where the provider publishes neither a list nor a search.

use domain::provider::ConnectionId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A list of customers to look at or to take.
#[derive(Deserialize, TS)]
pub struct ImportDirectoryRequest {
    /// The connection.
    pub connection: ConnectionId,
    /// The list: rows with commas, semicolons or tabs, with or without the names of the columns on top. At most 50,000.
    pub text: String,
    /// True: only looked at, nothing is taken.
    pub dry_run: bool,
}

/// A row that is not taken.
#[derive(Debug, Serialize, TS)]
pub struct RefusedRow {
    /// Which row, as a spreadsheet counts: the first is 1.
    pub row: u32,
    /// The column that does not fit.
    pub column: String,
    /// Why, in one sentence for a person.
    pub why: String,
}

/// What is in a list, or what was taken of it.
#[derive(Debug, Serialize, TS)]
pub struct ImportDirectoryAnswer {
    /// How many rows are good.
    #[ts(type = "number")]
    pub good: u64,
    /// How many of those this desk did not know.
    #[ts(type = "number")]
    pub new: u64,
    /// How many rows are refused.
    #[ts(type = "number")]
    pub refused: u64,
    /// The first of those, at most 200.
    pub told: Vec<RefusedRow>,
    /// Columns that are not used, by their names in the list.
    pub unused_columns: Vec<String>,
}
