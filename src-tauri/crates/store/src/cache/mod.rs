//! `cache.db`: what was read from the providers, so that finding is instant. It may be deleted at any time.
//!
//! One connection writes and another reads, so that a search goes on, over the state before, while a whole list is
//! being taken over. What an agent did is not here: see [`crate::ledger`].

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use domain::line::{Line, LineKey};
use domain::port::Port;
use domain::provider::ConnectionId;
use domain::time::Timestamp;
use rusqlite::Connection;
use rusqlite_migration::M;

use crate::error::{Database, Fault, StoreError};
use crate::file::{self, FileSpec, Found};
use crate::key::Key;

use arena::Change;
use load::Loaded;

mod arena;
pub mod changes;
mod fold;
mod lines;
mod load;
mod names;
mod ports;
mod query;
mod recents;
pub mod search;
mod sources;

pub(crate) const SPEC: FileSpec = FileSpec {
    which: Database::Cache,
    name: "cache.db",
    migrations: &[
        M::up(sources::TABLE),
        M::up(lines::TABLE),
        M::up(names::TABLE),
        M::up(ports::TABLE),
        M::up(recents::TABLE),
        M::up(changes::TABLE),
    ],
    synchronous: "NORMAL",
    read_through: false,
    probes: &[lines::PROBE, ports::PROBE, recents::PROBE, changes::PROBE, "SELECT rowid FROM names"],
};

/// The cache of lines and port orders, with its search.
///
/// All calls block; they may come from several threads. Errors are [`StoreError::CacheUnusable`] unless said
/// otherwise; after damage was seen, the next [`Cache::open`] sets the file aside.
#[derive(Debug)]
pub struct Cache {
    folder: PathBuf,
    key: Key,
    writer: Mutex<Connection>,
    reader: Mutex<Connection>,
    shelf: arena::Shelf,
    bulk_from: u64,
}

/// How the cache was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CacheOpened {
    /// There was none.
    Fresh,
    /// It was there.
    Existing,
    /// It could not be read: a new, empty one was begun.
    Rebuilt {
        /// Where the file is now.
        set_aside: PathBuf,
    },
}

impl Cache {
    /// Opens `cache.db` in `folder`, making both where they are missing. A file that is broken or that `key` does not
    /// open is renamed and replaced. A file that is not encrypted yet is.
    ///
    /// # Errors
    ///
    /// [`StoreError::FileTooNew`] when a newer program wrote it; [`StoreError::CacheUnusable`] when the folder or the
    /// file cannot be read or written.
    pub fn open(folder: &Path, key: &Key, now: Timestamp) -> Result<(Self, CacheOpened), StoreError> {
        let (writer, found) = file::open(folder, &SPEC, key, now)?;
        let cache = Self {
            folder: folder.to_owned(),
            key: key.clone(),
            writer: Mutex::new(writer),
            reader: Mutex::new(file::reader(folder, &SPEC, key)?),
            shelf: arena::Shelf::default(),
            bulk_from: load::BULK_FROM,
        };
        let opened = match found {
            Found::Nothing => CacheOpened::Fresh,
            Found::File => CacheOpened::Existing,
            Found::SetAside(set_aside) => CacheOpened::Rebuilt { set_aside },
        };
        Ok((cache, opened))
    }

    /// Takes over the whole list of a connection in one transaction: new lines in, known ones renewed, all others
    /// out. What an older reading of a line knew and the list does not say is kept.
    ///
    /// # Errors
    ///
    /// [`StoreError::ForeignLine`] when a line belongs to another connection; nothing is written then.
    pub fn replace_lines(&self, connection: &ConnectionId, lines: &[Line], now: Timestamp) -> Result<(), StoreError> {
        let loaded = self.write(|db| {
            Ok(match load::replace(db, connection, lines, now, self.bulk_from)? {
                Loaded::Changes(changes) => (false, changes),
                Loaded::Everything => (true, Vec::new()),
            })
        });
        if loaded? {
            std::thread::scope(|scope| {
                scope.spawn(|| self.cut_log());
                self.shelf.rebuild(|| self.read_arena())
            })?;
        }
        Ok(())
    }

    /// Moves what a big list left in the log into the file and gives the room on the disk back. Where a reader is in
    /// the way, a later one does.
    fn cut_log(&self) {
        if let Err(error) = self.writer().query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())) {
            tracing::debug!(%error, "the cache's log could not be cut");
        }
    }

    /// Adds or renews one line. What the older reading knew and this one does not say is kept.
    ///
    /// # Errors
    ///
    /// [`StoreError::CacheUnusable`].
    pub fn put_line(&self, line: &Line) -> Result<(), StoreError> {
        self.write(|db| Ok(((), Vec::from_iter(lines::put(db, line)?))))
    }

    /// Adds those lines that are not here, all in one transaction; the others stay as they are. Tells how many.
    ///
    /// # Errors
    ///
    /// [`StoreError::CacheUnusable`].
    pub fn put_missing_lines(&self, lines: &[Line]) -> Result<u64, StoreError> {
        self.write(|db| {
            let (mut added, mut changes) = (0, Vec::new());
            for line in lines {
                if lines::find(db, &line.key)?.is_none() {
                    changes.extend(lines::put(db, line)?);
                    added += 1;
                }
            }
            Ok((added, changes))
        })
    }

    /// One line by its key.
    ///
    /// # Errors
    ///
    /// [`StoreError::CacheUnusable`].
    pub fn line(&self, key: &LineKey) -> Result<Option<Line>, StoreError> {
        self.read(|db| Ok(lines::find(db, key)?))
    }

    /// What two readings of a line have shown to be changed; the newest difference of each sort.
    ///
    /// # Errors
    ///
    /// [`StoreError::CacheUnusable`].
    pub fn changes_of(&self, key: &LineKey) -> Result<Vec<changes::NoticedChange>, StoreError> {
        self.read(|db| match sources::find(db, &key.connection)? {
            Some(source) => Ok(changes::of(db, source, &key.id)?),
            None => Ok(Vec::new()),
        })
    }

    /// Takes one line out: its provider says that there is no such line.
    ///
    /// # Errors
    ///
    /// [`StoreError::CacheUnusable`].
    pub fn remove_line(&self, key: &LineKey) -> Result<(), StoreError> {
        self.write(|db| {
            let change = match sources::find(db, &key.connection)? {
                Some(source) => lines::remove(db, source, &key.id)?,
                None => None,
            };
            Ok(((), Vec::from_iter(change)))
        })
    }

    /// How many lines of a connection are here.
    ///
    /// # Errors
    ///
    /// [`StoreError::CacheUnusable`].
    pub fn count(&self, connection: &ConnectionId) -> Result<u64, StoreError> {
        self.read(|db| match sources::find(db, connection)? {
            Some(source) => Ok(lines::count(db, source)?),
            None => Ok(0),
        })
    }

    /// When the connection's whole list was last taken over.
    ///
    /// # Errors
    ///
    /// [`StoreError::CacheUnusable`].
    pub fn newest_list_at(&self, connection: &ConnectionId) -> Result<Option<Timestamp>, StoreError> {
        self.read(|db| Ok(sources::listed_at(db, connection)?))
    }

    /// Takes over all port orders of a connection, read at `now`.
    ///
    /// # Errors
    ///
    /// [`StoreError::CacheUnusable`].
    pub fn put_ports(&self, connection: &ConnectionId, ports: &[Port], now: Timestamp) -> Result<(), StoreError> {
        self.write(|db| Ok((ports::replace(db, connection, ports, now)?, Vec::new())))
    }

    /// All port orders of all connections, each with the time it was read.
    ///
    /// # Errors
    ///
    /// [`StoreError::CacheUnusable`].
    pub fn ports(&self) -> Result<Vec<(Port, Timestamp)>, StoreError> {
        self.read(ports::all)
    }

    /// Remembers that an agent opened this line.
    ///
    /// # Errors
    ///
    /// [`StoreError::CacheUnusable`].
    pub fn opened(&self, key: &LineKey, now: Timestamp) -> Result<(), StoreError> {
        self.write(|db| Ok((recents::opened(db, key, now)?, Vec::new())))
    }

    /// The lines opened last, the newest first; at most a hundred are remembered.
    ///
    /// # Errors
    ///
    /// [`StoreError::CacheUnusable`].
    pub fn recent(&self, limit: usize) -> Result<Vec<Line>, StoreError> {
        self.read(|db| Ok(recents::list(db, limit)?))
    }

    /// Drops everything of a connection that was removed from the desk.
    ///
    /// # Errors
    ///
    /// [`StoreError::CacheUnusable`].
    pub fn forget(&self, connection: &ConnectionId) -> Result<(), StoreError> {
        self.write(|db| {
            let mut changes = Vec::new();
            if let Some(source) = sources::find(db, connection)? {
                for id in lines::ids(db, source)? {
                    changes.extend(lines::remove(db, source, &id)?);
                }
                ports::remove_all(db, source)?;
                recents::remove_all(db, source)?;
                sources::remove(db, source)?;
            }
            Ok(((), changes))
        })
    }

    /// Searches numbers, ICCIDs, accounts, names, e-mails and groups; at most a hundred hits.
    ///
    /// The query is data: whatever is in it, it can only be found or not. See [`search::SearchHits`] for the order.
    ///
    /// # Errors
    ///
    /// [`StoreError::CacheUnusable`].
    pub fn search(&self, query: &str, limit: usize) -> Result<search::SearchHits, StoreError> {
        let query = query::Query::read(query);
        let mut found = search::Found::up_to(limit);
        self.read(|db| found.by_index(db, &query))?;
        if found.wants_substring(&query) {
            self.warm()?;
            self.read(|db| found.by_substring(db, &self.shelf, &query))?;
        }
        Ok(found.hits())
    }

    /// Builds what substring search needs, so that the first such search need not (about a second for a million
    /// lines). For the time after the start; nothing happens when it is there.
    ///
    /// # Errors
    ///
    /// [`StoreError::CacheUnusable`].
    pub fn warm(&self) -> Result<(), StoreError> {
        self.shelf.ensure(|| self.read_arena())
    }

    /// Over a connection of its own, so that other searches go on meanwhile.
    fn read_arena(&self) -> Result<arena::Arena, StoreError> {
        let reader = file::reader(&self.folder, &SPEC, &self.key)?;
        self.told(lines::arena(&reader))
    }

    fn writer(&self) -> MutexGuard<'_, Connection> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs `work` in one transaction and then tells the arena what changed, before another writer can come between.
    fn write<T>(&self, work: impl FnOnce(&Connection) -> Result<(T, Vec<Change>), Fault>) -> Result<T, StoreError> {
        let mut writer = self.writer();
        let done = (|| {
            let transaction = writer.transaction()?;
            let done = work(&transaction)?;
            transaction.commit()?;
            Ok(done)
        })();
        let (result, changes) = self.told(done)?;
        self.shelf.apply(changes);
        Ok(result)
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
        self.told(done)
    }

    /// Turns a fault into what callers get, and marks a damaged file for the next start.
    fn told<T>(&self, result: Result<T, Fault>) -> Result<T, StoreError> {
        result.map_err(|fault| {
            if fault.is_damage() {
                file::condemn(&self.folder, &SPEC);
            }
            fault.about(Database::Cache)
        })
    }
}

#[cfg(test)]
mod tests;
