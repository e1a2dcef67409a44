//! `ledger.db`: what agents did, written before it is done, and never deleted.
//!
//! Every step of an action is an entry in a hash chain; what an action adds up to is a row of its own. How a change is
//! sent and read back is not here: that is the desk's.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use domain::action::{ActionId, ActionKind, ActionRecord, ActionState, Decision, Facts, OldSim, Reason, Verification};
use domain::activation_code::CodeFingerprint;
use domain::line::LineKey;
use domain::msisdn::Msisdn;
use domain::problem::Problem;
use domain::provider::ProviderKind;
use domain::task::About;
use domain::time::Timestamp;
use rusqlite::Connection;
use rusqlite_migration::M;
use sha2::{Digest as _, Sha256};
use uuid::Builder;

use crate::error::{Database, Fault, StoreError};
use crate::file::{self, FileSpec, Found, Why};
use crate::key::Key;
use actions::{ActionFilter, LedgerCounts};
use chain::ChainReport;
use event::Event;

pub mod actions;
pub mod chain;
pub mod directory;
mod entries;
mod event;
mod export;
mod personal;
mod previewed;

pub(crate) const SPEC: FileSpec = FileSpec {
    which: Database::Ledger,
    name: "ledger.db",
    migrations: &[
        M::up(entries::TABLE),
        M::up(actions::TABLE),
        M::up(entries::HEAD),
        M::up(personal::TABLE),
        M::up(actions::DECIDED),
        M::up(directory::TABLE),
        M::up(actions::OLD_SIM),
    ],
    synchronous: "FULL",
    read_through: true,
    probes: &[entries::PROBE, entries::HEAD_PROBE, actions::PROBE, personal::PROBE, directory::PROBE],
};

/// Who the ledger's own entries are by.
const ITSELF: &str = "SIMdesk";

/// The ledger of everything agents did.
///
/// All calls block; they may come from several threads, and several programs may have the same file open. What a call
/// wrote is on the disk when it returns. Errors are [`StoreError::LedgerUnusable`] unless said otherwise: then nothing
/// was written, and no change may be sent.
#[derive(Debug)]
pub struct Ledger {
    writer: Mutex<Connection>,
    reader: Mutex<Connection>,
}

/// How the ledger was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LedgerOpened {
    /// There was none.
    Fresh,
    /// It was there.
    Existing,
    /// It could not be read: a new one was begun, whose first entry says so.
    StartedAnew {
        /// Where the file is now.
        set_aside: PathBuf,
    },
}

/// An action that begins.
#[derive(Debug, Clone, PartialEq)]
pub struct NewAction {
    /// Its id, never used before.
    pub id: ActionId,
    /// What it is.
    pub kind: ActionKind,
    /// The line, where there is one; a change has one.
    pub line: Option<LineKey>,
    /// The line's number now.
    pub number: Option<Msisdn>,
    /// The provider.
    pub provider: Option<ProviderKind>,
    /// Who does it.
    pub agent: String,
    /// How the customer was verified.
    pub verification: Option<Verification>,
    /// Why.
    pub reason: Option<Reason>,
    /// The agent's note.
    pub note: Option<String>,
    /// What becomes of the SIM the line has, for a change of its SIM.
    pub old_sim: Option<OldSim>,
    /// What is so now.
    pub before: Option<Facts>,
    /// Now.
    pub at: Timestamp,
}

/// What came of a change.
#[derive(Debug, Clone, PartialEq)]
pub struct Settlement {
    /// The state it comes to.
    pub state: ActionState,
    /// What is so after it; what was known before stays where this is absent.
    pub after: Option<Facts>,
    /// What went wrong. Where this is absent the older problem stays, unless the change is done.
    pub problem: Option<Problem>,
    /// True when it was proved by reading it back.
    pub read_back: bool,
    /// Set when a person decided it.
    pub decided: Option<Decision>,
    /// Now.
    pub at: Timestamp,
}

/// What became of the wish to begin a change.
#[derive(Debug, Clone, PartialEq)]
#[must_use = "only a new action may be sent"]
pub enum Prepared {
    /// It is on the disk and may be sent.
    New(ActionRecord),
    /// Another change is in flight on this line, or this one was begun before: that one. Nothing was written.
    AlreadyOpen(ActionRecord),
}

impl Ledger {
    /// Opens `ledger.db` in `folder`, making both where they are missing. A file that is broken or that `key` does not
    /// open is renamed, never deleted, and a new one is begun that says so. A file that is not encrypted yet is.
    ///
    /// # Errors
    ///
    /// [`StoreError::FileTooNew`] when a newer program wrote it; [`StoreError::LedgerUnusable`], with what to do, when
    /// it cannot be read or written.
    pub fn open(folder: &Path, key: &Key, now: Timestamp) -> Result<(Self, LedgerOpened), StoreError> {
        let (writer, found) = file::open(folder, &SPEC, key, now)?;
        let ledger = Self { writer: Mutex::new(writer), reader: Mutex::new(file::reader(folder, &SPEC, key)?) };
        let opened = match found {
            Found::Nothing => LedgerOpened::Fresh,
            Found::File => LedgerOpened::Existing,
            Found::SetAside(set_aside) => {
                ledger.note(&started_anew(&set_aside, now))?;
                LedgerOpened::StartedAnew { set_aside }
            }
        };
        Ok((ledger, opened))
    }

    /// Writes down a change that is about to be sent, unless another one is in flight on its line.
    ///
    /// # Errors
    ///
    /// [`StoreError::WrongKind`] for what is no change or names no line, [`StoreError::DuplicateAction`] for an id that
    /// is taken.
    pub fn prepare(&self, new: &NewAction) -> Result<Prepared, StoreError> {
        let event = Event::Prepared(Box::new(new.into()));
        self.write(|db| {
            if new.kind.is_change()
                && let Some(place) = actions::place(&new.kind, new.line.as_ref())
                && let Some(other) = actions::in_flight(db, &place)?
            {
                return Ok(Prepared::AlreadyOpen(other));
            }
            record(db, new.id, new.at, &event).map(Prepared::New)
        })
    }

    /// Writes down that the first byte of a prepared change is about to leave.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoSuchAction`], or [`StoreError::IllegalStep`] unless it is prepared.
    pub fn mark_sent(&self, id: ActionId, at: Timestamp) -> Result<ActionRecord, StoreError> {
        self.write(|db| record(db, id, at, &Event::Sent))
    }

    /// Writes down what came of a change.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoSuchAction`], or [`StoreError::IllegalStep`] when a change cannot come to that state from where
    /// it stands.
    pub fn settle(&self, id: ActionId, settlement: Settlement) -> Result<ActionRecord, StoreError> {
        let at = settlement.at;
        let event = Event::Settled(Box::new(settlement.into()));
        self.write(|db| record(db, id, at, &event))
    }

    /// Counts one more look at a change whose outcome is unknown.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoSuchAction`], or [`StoreError::IllegalStep`] unless it is unknown.
    pub fn note_read_back(&self, id: ActionId, at: Timestamp) -> Result<ActionRecord, StoreError> {
        self.write(|db| record(db, id, at, &Event::ReadBack))
    }

    /// Writes down something that is no change, for example that a code is shown.
    ///
    /// # Errors
    ///
    /// [`StoreError::WrongKind`] for a change, [`StoreError::DuplicateAction`] for an id that is taken.
    pub fn note(&self, new: &NewAction) -> Result<ActionRecord, StoreError> {
        let event = Event::Noted(Box::new(new.into()));
        self.write(|db| record(db, new.id, new.at, &event))
    }

    /// Writes down that a code is off the screen again, and for how many seconds it was on.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoSuchAction`], or [`StoreError::IllegalStep`] for what is no showing or has ended.
    pub fn end_showing(&self, id: ActionId, seconds: u32, at: Timestamp) -> Result<ActionRecord, StoreError> {
        self.write(|db| record(db, id, at, &Event::ShowingEnded { seconds }))
    }

    /// One action.
    ///
    /// # Errors
    ///
    /// [`StoreError::LedgerUnusable`].
    pub fn action(&self, id: ActionId) -> Result<Option<ActionRecord>, StoreError> {
        self.read(|db| actions::find(db, id))
    }

    /// At most `limit` actions, those of unknown outcome first and then the newest first. The next page is the one
    /// `before` the last action of this page.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoSuchAction`] when `before` is none.
    pub fn actions(
        &self,
        filter: ActionFilter,
        limit: usize,
        before: Option<ActionId>,
    ) -> Result<Vec<ActionRecord>, StoreError> {
        self.read(|db| actions::page(db, filter, limit, before))
    }

    /// The newest actions about something that is no line: a customer or a port order.
    ///
    /// # Errors
    ///
    /// [`StoreError::LedgerUnusable`].
    pub fn actions_about(&self, about: &About, limit: usize) -> Result<Vec<ActionRecord>, StoreError> {
        let Some(place) = actions::place_of(about) else { return Ok(Vec::new()) };
        self.read(|db| actions::of_place(db, &place, limit))
    }

    /// The newest actions of one line.
    ///
    /// # Errors
    ///
    /// [`StoreError::LedgerUnusable`].
    pub fn line_actions(&self, line: &LineKey, limit: usize) -> Result<Vec<ActionRecord>, StoreError> {
        self.read(|db| actions::of_place(db, &actions::Place::line(line), limit))
    }

    /// The changes that are prepared, sent, unknown or accepted, the oldest first: what a start has to look after.
    ///
    /// # Errors
    ///
    /// [`StoreError::LedgerUnusable`].
    pub fn open_actions(&self) -> Result<Vec<ActionRecord>, StoreError> {
        self.read(actions::open)
    }

    /// The changes that were done with a SIM of this number on this desk, or may have been: the newest first.
    ///
    /// # Errors
    ///
    /// [`StoreError::LedgerUnusable`].
    pub fn changes_with_sim(&self, iccid: &str) -> Result<Vec<ActionRecord>, StoreError> {
        self.read(|db| actions::with_sim(db, iccid))
    }

    /// How many actions there are, by filter.
    ///
    /// # Errors
    ///
    /// [`StoreError::LedgerUnusable`].
    pub fn counts(&self) -> Result<LedgerCounts, StoreError> {
        self.read(actions::counts)
    }

    /// The newest change of a line that stands in one of `states`.
    ///
    /// # Errors
    ///
    /// [`StoreError::LedgerUnusable`].
    pub fn last_change_of(&self, line: &LineKey, states: &[ActionState]) -> Result<Option<ActionRecord>, StoreError> {
        self.read(|db| actions::last_change(db, line, states))
    }

    /// The lines this activation code was ever seen on: shown, copied, or read before or after a change.
    ///
    /// # Errors
    ///
    /// [`StoreError::LedgerUnusable`].
    pub fn seen_code(&self, code: &CodeFingerprint) -> Result<Vec<LineKey>, StoreError> {
        self.read(|db| actions::seen_code(db, code))
    }

    /// Recomputes the whole chain and compares every action with what its entries make of it.
    ///
    /// # Errors
    ///
    /// [`StoreError::LedgerUnusable`] when it cannot be read; tampering is not an error but in the report.
    pub fn verify(&self) -> Result<ChainReport, StoreError> {
        self.read(chain::verify)
    }

    /// The same for a ledger file wherever it lies, which is only read: not even one of an older version is changed. A
    /// file that is not encrypted needs no key.
    ///
    /// # Errors
    ///
    /// [`StoreError::LedgerUnusable`] when it cannot be read; [`StoreError::FileTooNew`].
    pub fn verify_file(path: &Path, key: Option<&Key>) -> Result<ChainReport, StoreError> {
        let db = file::look::look(path, &SPEC, key)?;
        chain::verify(&db).map_err(|fault| fault.about(Database::Ledger))
    }

    /// Moves what is in the log into the file and empties it; where a reader is in the way, a later end does.
    fn cut_log(&self) {
        let writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        if let Err(error) = writer.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())) {
            tracing::warn!(%error, "the ledger's log could not be cut");
        }
    }

    fn write<T>(&self, work: impl FnOnce(&Connection) -> Result<T, Fault>) -> Result<T, StoreError> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let done = (|| {
            // Takes the write lock at once, so that what is read here still holds when it is written.
            let transaction = writer.transaction()?;
            let done = work(&transaction)?;
            transaction.commit()?;
            Ok(done)
        })();
        done.map_err(|fault: Fault| fault.about(Database::Ledger))
    }

    fn read<T>(&self, work: impl FnOnce(&Connection) -> Result<T, Fault>) -> Result<T, StoreError> {
        let reader = self.reader.lock().unwrap_or_else(PoisonError::into_inner);
        let done = (|| {
            // One view of the file for all the statements.
            let view = reader.unchecked_transaction()?;
            let done = work(&view)?;
            view.commit()?;
            Ok(done)
        })();
        done.map_err(|fault: Fault| fault.about(Database::Ledger))
    }
}

/// Lets an event happen: the entry and the row it makes, both or none.
fn record(db: &Connection, id: ActionId, at: Timestamp, event: &Event) -> Result<ActionRecord, Fault> {
    let record = event.apply(id, at, actions::find(db, id)?)?;
    let seq = entries::append(db, id, at, event)?;
    actions::put(db, &record, seq)?;
    Ok(record)
}

fn started_anew(set_aside: &Path, now: Timestamp) -> NewAction {
    let name = set_aside.file_name().unwrap_or_default().to_string_lossy();
    // The store has no randomness; time and name are enough for an id that is given once a file.
    let hash = Sha256::digest(name.as_bytes());
    let mut tail = [0; 10];
    for (byte, from) in tail.iter_mut().zip(hash.iter()) {
        *byte = *from;
    }
    let millis = u64::try_from(now.0).unwrap_or(0);
    NewAction {
        id: ActionId(Builder::from_unix_timestamp_millis(millis, &tail).into_uuid()),
        kind: ActionKind::LedgerStarted {
            reason: match Why::of(set_aside) {
                Why::Keyless => {
                    format!("the key of the ledger before was not in the keyring any more; it was kept as {name}")
                }
                Why::Broken => format!(
                    "the ledger before could not be read: it is damaged, or its key is another one; it was kept as {name}"
                ),
            },
        },
        line: None,
        number: None,
        provider: None,
        agent: ITSELF.to_owned(),
        verification: None,
        reason: None,
        note: None,
        old_sim: None,
        before: None,
        at: now,
    }
}

#[cfg(test)]
mod tests;
