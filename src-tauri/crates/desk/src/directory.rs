//! The desk's own directory of customers, for providers that publish neither a list nor a search: filled by import, and by
//! every customer an answer names. What is in it can be found like any line, and is read from the provider when it is
//! opened.

mod table;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use domain::line::Line;
use domain::problem::{ErrorCode, Problem};
use domain::provider::ConnectionId;
use domain::time::Timestamp;
use providers::{DirectoryColumns, DirectoryKeeper, DirectoryMisfit, DirectoryRow};
use store::{DirectoryEntry, StoreError};

use crate::connections::Connected;
use crate::connections::credentials::invalid;
use crate::job::blocking;
use crate::{Desk, DeskEvent};
use table::{TableRow, Unclosed};

/// The most rows one import takes.
const MOST_ROWS: usize = 50_000;
/// The most characters: far more than so many rows need.
const MOST_TEXT: usize = 32 << 20;
/// The most refused rows that are told one by one; all are counted.
const MOST_TOLD: usize = 200;

/// A row that is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedRow {
    /// Which row, as a spreadsheet counts: the first is 1.
    pub row: u32,
    /// The column that does not fit.
    pub column: &'static str,
    /// Why, in one sentence for a person.
    pub why: String,
}

/// What is in a list to import, or what was taken of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DirectoryImport {
    /// How many rows are good.
    pub good: u64,
    /// How many of those this desk did not know.
    pub new: u64,
    /// How many are not.
    pub refused: u64,
    /// The first of those.
    pub told: Vec<RefusedRow>,
    /// Columns that are not used, by their names in the list.
    pub unused_columns: Vec<String>,
}

/// A list as far as it could be read.
struct Sorted {
    good: Vec<DirectoryRow>,
    refused: u64,
    told: Vec<RefusedRow>,
    unused_columns: Vec<String>,
}

impl Desk {
    /// Looks at a list of customers for a connection's directory, row by row, and takes the good ones unless it is a
    /// dry run.
    ///
    /// # Errors
    /// `InvalidInput` naming `text` when the list as a whole cannot be read; `NotOffered` when this connection's provider
    /// has a list or a search of its own; when a store cannot be written (nothing is taken then).
    pub async fn import_directory(
        &self,
        id: &ConnectionId,
        text: String,
        dry_run: bool,
    ) -> Result<DirectoryImport, Problem> {
        let connected = self.usable(id)?;
        if connected.connection.provider.keeps_directory().is_none() {
            return Err(Problem::new(
                ErrorCode::NotOffered,
                "this provider's lines are listed or searched at the provider",
            )
            .safe_to_retry());
        }
        let (desk, one, now) = (self.clone(), Arc::clone(&connected), self.now());
        let import = blocking(move || {
            let Some(keeper) = one.connection.provider.keeps_directory() else {
                return Err(Problem::new(ErrorCode::Internal, "the directory is gone"));
            };
            let list = sorted(keeper, &text)?;
            let good = list.good.len() as u64;
            let new = if dry_run {
                let known = desk.inner.ledger.directory(one.id())?;
                let known: HashSet<&str> = known.iter().map(|entry| entry.id.as_str()).collect();
                list.good.iter().filter(|row| !known.contains(row.id.as_str())).count() as u64
            } else {
                desk.take_in(&one, keeper, list.good, now)?
            };
            let Sorted { refused, told, unused_columns, .. } = list;
            Ok::<_, Problem>(DirectoryImport { good, new, refused, told, unused_columns })
        })
        .await?;
        if !dry_run {
            tracing::info!(connection = %id, taken = import.good, refused = import.refused, "customers imported");
            self.say_directory(&connected).await;
        }
        Ok(import)
    }

    /// Keeps rows in the directory, and as lines where the cache has none of them yet. Tells how many are new.
    fn take_in(
        &self,
        connected: &Connected,
        keeper: &dyn DirectoryKeeper,
        rows: Vec<DirectoryRow>,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        let lines: Vec<Line> = rows.iter().map(|row| keeper.line(row, now)).collect();
        let entries: Vec<DirectoryEntry> = rows.into_iter().map(|row| entry(row, now)).collect();
        let new = self.inner.ledger.put_in_directory(connected.id(), &entries)?;
        connected.keep(|| self.inner.cache.put_missing_lines(&lines).map(drop))?;
        Ok(new)
    }

    /// Takes the customers that answers named since this was done last. Never an error: what was asked for is there.
    pub(crate) async fn note_seen(&self, connected: &Connected) {
        let provider = Arc::clone(&connected.connection.provider);
        let seen = provider.keeps_directory().map(DirectoryKeeper::take_seen).unwrap_or_default();
        if seen.is_empty() {
            return;
        }
        let Ok(one) = self.connected(connected.id()) else { return };
        let (desk, now, place) = (self.clone(), self.now(), Arc::clone(&one));
        let taken = blocking(move || match place.connection.provider.keeps_directory() {
            Some(keeper) => desk.take_in(&place, keeper, seen, now),
            None => Ok(0),
        })
        .await;
        match taken {
            Ok(0) => {}
            Ok(_) => self.say_directory(&one).await,
            Err(problem) => tracing::warn!(connection = %one.id(), code = ?problem.code, "customers not noted"),
        }
    }

    async fn say_directory(&self, connected: &Connected) {
        let (cache, id) = (Arc::clone(&self.inner.cache), connected.id().clone());
        if let Ok(known) = blocking(move || cache.count(&id)).await {
            self.inner.events.emit(DeskEvent::Lines(connected.id().clone(), known));
        }
        self.inner.events.emit(DeskEvent::Connection(connected.id().clone()));
    }

    /// Puts the directory's customers into the cache where they are missing: it may have been deleted.
    pub(crate) async fn restore_directory(&self, connected: &Arc<Connected>) -> Result<(), Problem> {
        if connected.connection.provider.keeps_directory().is_none() {
            return Ok(());
        }
        let (desk, one) = (self.clone(), Arc::clone(connected));
        blocking(move || {
            let Some(keeper) = one.connection.provider.keeps_directory() else { return Ok(()) };
            if desk.inner.cache.count(one.id())? >= desk.inner.ledger.directory_count(one.id())? {
                return Ok(());
            }
            let known = desk.inner.ledger.directory(one.id())?;
            let lines: Vec<Line> = known
                .into_iter()
                .map(|DirectoryEntry { id, reference, number, name, since }| {
                    keeper.line(&DirectoryRow { id, reference, number, name }, since)
                })
                .collect();
            one.keep(|| desk.inner.cache.put_missing_lines(&lines).map(drop))
        })
        .await
    }

    /// How many customers a connection's directory knows; nothing where the provider has a list or a search.
    pub(crate) async fn directory_known(&self, connected: &Connected) -> Result<Option<u64>, Problem> {
        if connected.connection.provider.keeps_directory().is_none() {
            return Ok(None);
        }
        let (ledger, id) = (Arc::clone(&self.inner.ledger), connected.id().clone());
        blocking(move || ledger.directory_count(&id)).await.map(Some)
    }
}

fn entry(row: DirectoryRow, since: Timestamp) -> DirectoryEntry {
    let DirectoryRow { id, reference, number, name } = row;
    DirectoryEntry { id, reference, number, name, since }
}

/// Reads a list and tells the good rows from the others.
fn sorted(keeper: &dyn DirectoryKeeper, text: &str) -> Result<Sorted, Problem> {
    let columns = keeper.columns();
    if text.len() > MOST_TEXT {
        return Err(invalid("text", "the list is larger than 32 MB; import it in parts"));
    }
    let mut rows = table::rows(text)
        .map_err(|Unclosed(row)| invalid("text", &format!("row {row}: a quotation mark is opened and never closed")))?;
    let Some(first) = rows.first() else { return Err(invalid("text", "there is no row in the list")) };
    let places = match Places::named(&columns, first) {
        Some(places) => {
            rows.remove(0);
            places?
        }
        None => Places::usual(),
    };
    if rows.is_empty() {
        return Err(invalid("text", "the list has the names of the columns and no row below them"));
    }
    if rows.len() > MOST_ROWS {
        let message = format!("the list has {} rows; at most {MOST_ROWS} are taken at once", rows.len());
        return Err(invalid("text", &message));
    }
    let mut list = Sorted { good: Vec::new(), refused: 0, told: Vec::new(), unused_columns: places.unused.clone() };
    let mut seen: HashMap<String, u32> = HashMap::with_capacity(rows.len());
    for row in rows {
        let checked = keeper.check(places.pick(&row)).and_then(|good| match seen.get(&good.id) {
            Some(first) => {
                Err(DirectoryMisfit { column: columns.id, why: format!("Row {first} has the same {}.", columns.id) })
            }
            None => Ok(good),
        });
        match checked {
            Ok(good) => {
                seen.insert(good.id.clone(), row.place);
                list.good.push(good);
            }
            Err(DirectoryMisfit { column, why }) => {
                list.refused += 1;
                if list.told.len() < MOST_TOLD {
                    list.told.push(RefusedRow { row: row.place, column, why });
                }
            }
        }
    }
    Ok(list)
}

/// Which column of a list is which.
struct Places {
    id: usize,
    reference: Option<usize>,
    number: Option<usize>,
    name: Option<usize>,
    unused: Vec<String>,
}

impl Places {
    /// The order a list without names is in.
    fn usual() -> Self {
        Self { id: 0, reference: Some(1), number: Some(2), name: Some(3), unused: Vec::new() }
    }

    /// The order the first row names; nothing when it names no column, so that it is a row of its own.
    fn named(columns: &DirectoryColumns, first: &TableRow) -> Option<Result<Self, Problem>> {
        let plain = |text: &str| -> String {
            text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
        };
        let find = |name: &str| first.cells.iter().position(|cell| plain(cell) == plain(name));
        let [id, reference, number, name] = columns.all().map(find);
        if [id, reference, number, name].iter().all(Option::is_none) {
            return None;
        }
        let used = [id, reference, number, name];
        let unused = first.cells.iter().enumerate().filter(|(at, cell)| !used.contains(&Some(*at)) && !cell.is_empty());
        let unused = unused.map(|(_, cell)| cell.clone()).collect();
        Some(match id {
            Some(id) => Ok(Self { id, reference, number, name, unused }),
            None => {
                let names = columns.all().join(", ");
                let message =
                    format!("row 1: there is no column {}; the columns can be named {names}, in any order", columns.id);
                Err(invalid("text", &message))
            }
        })
    }

    fn pick(&self, row: &TableRow) -> DirectoryRow {
        let cell = |at: Option<usize>| row.cells.get(at?).filter(|cell| !cell.is_empty()).cloned();
        DirectoryRow {
            id: cell(Some(self.id)).unwrap_or_default(),
            reference: cell(self.reference),
            number: cell(self.number),
            name: cell(self.name),
        }
    }
}

#[cfg(test)]
mod tests;
