//! Opening a database file: its key, its settings, its version, and what happens to one that cannot be used.
//!
//! The one place that opens SQLite. Both files are encrypted with SQLCipher: every page and the log, with the random key
//! that is passed in. Files of versions that did not encrypt are turned into encrypted ones when they are opened.

use std::path::{Path, PathBuf};
use std::time::Duration;

use domain::time::Timestamp;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};
use rusqlite_migration::{M, Migrations};

use crate::error::{Database, Fault, StoreError};
use crate::key::Key;
pub(crate) use aside::Why;
use plain::Form;
use rights::{private_file, private_folder};

mod aside;
pub(crate) mod look;
mod plain;
mod rights;

/// How long a statement waits for another process.
const PATIENCE: Duration = Duration::from_secs(5);

/// The same while a file is opened: a person waits for the window.
const OPENING: Duration = Duration::from_millis(1_500);

/// What sets one database apart from the other.
pub(crate) struct FileSpec {
    pub(crate) which: Database,
    pub(crate) name: &'static str,
    pub(crate) migrations: &'static [M<'static>],
    /// `NORMAL` may lose the last writes when the power fails, `FULL` none.
    pub(crate) synchronous: &'static str,
    /// Reads every page at the start: right for a small file that must not be lost, too slow for a big one.
    pub(crate) read_through: bool,
    /// Statements that must compile once the migrations have run: a foreign or half-written file fails them.
    pub(crate) probes: &'static [&'static str],
}

/// What was found at the file's place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Found {
    Nothing,
    File,
    /// Nothing that could be used: the file is now under this name.
    SetAside(PathBuf),
}

impl FileSpec {
    /// Refuses what a newer program wrote.
    fn not_newer(&self, found: i64) -> Result<(), Fault> {
        let known = i64::try_from(self.migrations.len()).unwrap_or(i64::MAX);
        if found > known { Err(StoreError::FileTooNew { file: self.name, found, known }.into()) } else { Ok(()) }
    }
}

/// Opens the file for writing, creating folder and file where they are missing. A file that cannot be used is set aside
/// under a name with the time `now`.
///
/// # Errors
///
/// [`StoreError::FileTooNew`], or the file's "unusable" error when it cannot be read or written.
pub(crate) fn open(
    folder: &Path,
    spec: &FileSpec,
    key: &Key,
    now: Timestamp,
) -> Result<(Connection, Found), StoreError> {
    open_or_fault(folder, spec, key, now).map_err(|fault| fault.about(spec.which))
}

fn open_or_fault(folder: &Path, spec: &FileSpec, key: &Key, now: Timestamp) -> Result<(Connection, Found), Fault> {
    private_folder(folder)?;
    let path = folder.join(spec.name);
    let mut found = match plain::form(&path)? {
        Form::Nothing => Found::Nothing,
        Form::Plain | Form::Sealed => Found::File,
    };
    if aside::is_marked(&path) {
        if found == Found::File {
            found = Found::SetAside(aside::set_aside(&path, Why::Broken, now)?);
        }
        aside::unmark(&path)?;
    }
    if found == Found::Nothing
        && spec.which == Database::Ledger
        && let Some(aside) = aside::latest(&path)?
    {
        // An earlier start set it aside and came no further; or someone deleted the one that followed it. Either way the
        // new one does not begin as if there had been none.
        found = Found::SetAside(aside);
    }
    match ready(&path, spec, key) {
        Ok(connection) => Ok((connection, found)),
        Err(Trouble::Broken(fault)) => {
            tracing::warn!(file = spec.name, %fault, "the file cannot be read and is set aside");
            let aside = aside::set_aside(&path, Why::Broken, now)?;
            let connection = ready(&path, spec, key).map_err(Trouble::into_fault)?;
            Ok((connection, Found::SetAside(aside)))
        }
        Err(Trouble::Other(fault)) => Err(fault),
    }
}

/// A second connection to an opened file that can only read.
pub(crate) fn reader(folder: &Path, spec: &FileSpec, key: &Key) -> Result<Connection, StoreError> {
    let open = || -> Result<Connection, Fault> {
        let connection = connect(&folder.join(spec.name), false, Some(key))?;
        harden(&connection)?;
        connection.pragma_update(None, "query_only", true)?;
        connection.busy_timeout(PATIENCE)?;
        Ok(connection)
    };
    open().map_err(|fault| fault.about(spec.which))
}

/// Marks an opened file as broken, so that the next start sets it aside.
pub(crate) fn condemn(folder: &Path, spec: &FileSpec) {
    if let Err(error) = aside::mark(&folder.join(spec.name)) {
        tracing::error!(file = spec.name, %error, "the broken file could not be marked");
    }
}

/// Whether there is a file that only a key opens.
pub(crate) fn takes_key(folder: &Path, spec: &FileSpec) -> Result<bool, StoreError> {
    let form = plain::form(&folder.join(spec.name)).map_err(|error| Fault::from(error).about(spec.which))?;
    Ok(form == Form::Sealed)
}

/// Sets a file aside whose key is nowhere: before a new key is made, so that the old file's place is free for good.
pub(crate) fn set_aside_keyless(folder: &Path, spec: &FileSpec, now: Timestamp) -> Result<Option<PathBuf>, StoreError> {
    if !takes_key(folder, spec)? {
        return Ok(None);
    }
    tracing::warn!(file = spec.name, "the key of the file is nowhere; it is set aside");
    let aside = aside::set_aside(&folder.join(spec.name), Why::Keyless, now);
    aside.map(Some).map_err(|error| Fault::from(error).about(spec.which))
}

enum Trouble {
    /// The content is damaged or not ours.
    Broken(Fault),
    Other(Fault),
}

impl Trouble {
    fn into_fault(self) -> Fault {
        match self {
            Self::Broken(fault) | Self::Other(fault) => fault,
        }
    }
}

impl<E: Into<Fault>> From<E> for Trouble {
    fn from(error: E) -> Self {
        let fault = error.into();
        if fault.is_damage() { Self::Broken(fault) } else { Self::Other(fault) }
    }
}

fn ready(path: &Path, spec: &FileSpec, key: &Key) -> Result<Connection, Trouble> {
    private_file(path)?;
    if plain::form(path)? == Form::Plain {
        plain::encrypt(path, spec, key)?;
    }
    let mut connection = connect(path, true, Some(key))?;
    // Closing moves the log into the file: not before it is known that the file is whole. One that is set aside is to be as
    // it was found, with its log.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    // The first read: here a file that the key does not open shows itself.
    let version = version(&connection)?;
    spec.not_newer(version)?;
    let mode: String = connection.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0))?;
    if !mode.eq_ignore_ascii_case("wal") {
        tracing::warn!(file = spec.name, mode, "no write-ahead log here; reading may have to wait for writing");
    }
    connection.pragma_update(None, "synchronous", spec.synchronous)?;
    // Bounds what a bulk load leaves behind in the log file.
    connection.pragma_update(None, "journal_size_limit", 16 << 20)?;
    // What is deleted from the ledger is personal and has to be gone.
    connection.pragma_update(None, "secure_delete", spec.which == Database::Ledger)?;
    harden(&connection)?;
    if spec.read_through && version > 0 {
        let word: String = connection.pragma_query_value(None, "quick_check", |row| row.get(0))?;
        if word != "ok" {
            return Err(Trouble::Broken(Fault::Unreadable));
        }
    }
    connection.set_transaction_behavior(TransactionBehavior::Immediate);
    migrate(&mut connection, spec)?;
    for probe in spec.probes {
        connection.prepare(probe).map_err(|error| Trouble::Broken(error.into()))?;
    }
    // Takes the write lock once: a file that cannot be written is told now and not when a change is about to be sent.
    connection.execute_batch("BEGIN IMMEDIATE; ROLLBACK")?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    connection.busy_timeout(PATIENCE)?;
    Ok(connection)
}

fn migrate(connection: &mut Connection, spec: &FileSpec) -> Result<(), Trouble> {
    let Err(error) = Migrations::from_slice(spec.migrations).to_latest(connection) else {
        return Ok(());
    };
    // Two programs that start at the same time both migrate; the second finds it done.
    if version(connection)? == i64::try_from(spec.migrations.len()).unwrap_or(i64::MAX) {
        return Ok(());
    }
    match error {
        rusqlite_migration::Error::RusqliteError { err, .. } => Err(match err.sqlite_error_code() {
            // "table exists already" and the like: the content is not ours.
            Some(rusqlite::ErrorCode::Unknown) | None => Trouble::Broken(err.into()),
            Some(_) => err.into(),
        }),
        _ => Err(Trouble::Broken(Fault::Unreadable)),
    }
}

fn version(connection: &Connection) -> Result<i64, rusqlite::Error> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}

#[expect(clippy::disallowed_methods, reason = "the one place that opens SQLite")]
fn connect(path: &Path, create: bool, key: Option<&Key>) -> Result<Connection, rusqlite::Error> {
    let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    flags.set(OpenFlags::SQLITE_OPEN_CREATE, create);
    let connection = Connection::open_with_flags(path, flags)?;
    if let Some(key) = key {
        give_key(&connection, key)?;
    }
    connection.busy_timeout(OPENING)?;
    Ok(connection)
}

/// Before anything else is asked of the connection; whether it fits shows at the first read.
fn give_key(connection: &Connection, key: &Key) -> Result<(), rusqlite::Error> {
    let literal = key.literal();
    let statement = zeroize::Zeroizing::new(format!("PRAGMA key = \"{}\"", literal.as_str()));
    // What it would write to the console is told in our own words.
    connection.execute_batch("PRAGMA cipher_log_level = NONE")?;
    connection.execute_batch(&statement)
}

/// A file is data: nothing in it may make SQLite do more than read and write its tables, and nothing personal is to
/// reach a temporary file.
fn harden(connection: &Connection) -> Result<(), rusqlite::Error> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    connection.pragma_update(None, "recursive_triggers", true)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(())
}

#[cfg(test)]
mod tests;
