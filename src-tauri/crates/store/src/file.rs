//! Opening a database file: its rights, its settings, its version, and what happens to a broken one.
//!
//! The one place that opens SQLite. A key for an encrypted file would be given here, right after [`connect`].

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};
use rusqlite_migration::{M, Migrations};

use crate::error::{Fault, StoreError, Which};

/// How long a statement waits for another process.
const PATIENCE: Duration = Duration::from_secs(5);

/// What sets one database apart from the other.
pub(crate) struct FileSpec {
    pub(crate) which: Which,
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
    /// A broken file, now under this name.
    Broken(PathBuf),
}

/// Opens the file for writing, creating folder and file where they are missing.
///
/// # Errors
///
/// [`StoreError::FileTooNew`], or the file's "unusable" error when it cannot be read or written.
pub(crate) fn open(folder: &Path, spec: &FileSpec) -> Result<(Connection, Found), StoreError> {
    open_or_fault(folder, spec).map_err(|fault| fault.about(spec.which))
}

fn open_or_fault(folder: &Path, spec: &FileSpec) -> Result<(Connection, Found), Fault> {
    private_folder(folder)?;
    let path = folder.join(spec.name);
    let mut found = match fs::metadata(&path) {
        Ok(meta) if meta.len() > 0 => Found::File,
        _ => Found::Nothing,
    };
    if condemned(&path).exists() {
        if found == Found::File {
            found = Found::Broken(set_aside(&path)?);
        }
        fs::remove_file(condemned(&path))?;
    }
    match ready(&path, spec) {
        Ok(connection) => Ok((connection, found)),
        Err(Trouble::Broken(fault)) => {
            tracing::warn!(file = spec.name, %fault, "the file is broken and is set aside");
            let aside = set_aside(&path)?;
            let connection = ready(&path, spec).map_err(Trouble::into_fault)?;
            Ok((connection, Found::Broken(aside)))
        }
        Err(Trouble::Other(fault)) => Err(fault),
    }
}

/// A second connection to an opened file that can only read.
pub(crate) fn reader(folder: &Path, spec: &FileSpec) -> Result<Connection, StoreError> {
    let open = || -> Result<Connection, Fault> {
        let connection = connect(&folder.join(spec.name), false)?;
        harden(&connection)?;
        connection.pragma_update(None, "query_only", true)?;
        Ok(connection)
    };
    open().map_err(|fault| fault.about(spec.which))
}

/// Marks an opened file as broken, so that the next start sets it aside.
pub(crate) fn condemn(folder: &Path, spec: &FileSpec) {
    if let Err(error) = private_file(&condemned(&folder.join(spec.name))) {
        tracing::error!(file = spec.name, %error, "the broken file could not be marked");
    }
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

fn ready(path: &Path, spec: &FileSpec) -> Result<Connection, Trouble> {
    private_file(path)?;
    let mut connection = connect(path, true)?;
    let version = version(&connection)?;
    let known = i64::try_from(spec.migrations.len()).unwrap_or(i64::MAX);
    if version > known {
        return Err(Trouble::Other(Fault::Store(StoreError::FileTooNew { file: spec.name, found: version, known })));
    }
    let mode: String = connection.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0))?;
    if !mode.eq_ignore_ascii_case("wal") {
        tracing::warn!(file = spec.name, mode, "no write-ahead log here; reading may have to wait for writing");
    }
    connection.pragma_update(None, "synchronous", spec.synchronous)?;
    // Bounds what a bulk load leaves behind in the log file.
    connection.pragma_update(None, "journal_size_limit", 16 << 20)?;
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
fn connect(path: &Path, create: bool) -> Result<Connection, rusqlite::Error> {
    let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    flags.set(OpenFlags::SQLITE_OPEN_CREATE, create);
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(PATIENCE)?;
    Ok(connection)
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

/// Renames a broken file and what belongs to it. Nothing is ever deleted.
fn set_aside(path: &Path) -> Result<PathBuf, std::io::Error> {
    let mut n = 1_u32;
    let aside = loop {
        let aside = with_suffix(path, &format!(".broken-{n}"));
        match fs::symlink_metadata(&aside) {
            Err(error) if error.kind() == ErrorKind::NotFound => break aside,
            Err(error) => return Err(error),
            Ok(_) => n = n.saturating_add(1),
        }
    };
    // A log left behind would be played into the new file.
    for suffix in ["-wal", "-shm", ""] {
        match fs::rename(with_suffix(path, suffix), with_suffix(&aside, suffix)) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(aside)
}

fn condemned(path: &Path) -> PathBuf {
    with_suffix(path, ".condemned")
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

#[cfg(unix)]
fn private_folder(folder: &Path) -> Result<(), std::io::Error> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

/// Windows: the user's own folders give the rights.
#[cfg(not(unix))]
fn private_folder(folder: &Path) -> Result<(), std::io::Error> {
    fs::create_dir_all(folder)
}

/// Makes sure that the file is there and that only its owner can read it. SQLite gives its log the same rights.
#[cfg(unix)]
fn private_file(path: &Path) -> Result<(), std::io::Error> {
    use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
    match fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
        Ok(_) => return Ok(()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
        Err(error) => return Err(error),
    }
    for suffix in ["", "-wal", "-shm"] {
        let part = with_suffix(path, suffix);
        match fs::metadata(&part) {
            Ok(meta) if meta.is_file() && meta.permissions().mode() & 0o077 != 0 => {
                fs::set_permissions(&part, fs::Permissions::from_mode(0o600))?;
            }
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

#[cfg(not(unix))]
fn private_file(path: &Path) -> Result<(), std::io::Error> {
    fs::OpenOptions::new().write(true).create(true).truncate(false).open(path).map(|_| ())
}

#[cfg(test)]
mod tests;
