//! Files of versions that did not encrypt: an encrypted copy takes the place of the plain one, all at once.
//!
//! What the disk still holds of the plain file in blocks it has freed is out of reach for a program.

use std::fs::{self, File};
use std::io::{ErrorKind, Read as _};
use std::path::Path;

use rusqlite::Connection;

use super::rights::{private_file, sync_folder, with_suffix};
use super::{FileSpec, Trouble, connect, version};
use crate::error::{Fault, StoreError};
use crate::key::Key;

/// What every SQLite file begins with; an encrypted one begins with its random salt.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// What is at a database's place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// No file, or an empty one.
    Nothing,
    /// A file that anybody can read.
    Plain,
    /// A file that takes a key, or damage.
    Sealed,
}

pub(super) fn form(path: &Path) -> Result<Form, std::io::Error> {
    let mut start = Vec::with_capacity(MAGIC.len());
    match File::open(path) {
        Ok(file) => file.take(MAGIC.len() as u64).read_to_end(&mut start)?,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Form::Nothing),
        Err(error) => return Err(error),
    };
    Ok(if start.is_empty() {
        Form::Nothing
    } else if start == MAGIC {
        Form::Plain
    } else {
        Form::Sealed
    })
}

/// Puts an encrypted copy in the place of a plain file. Until the copy is whole, checked and on the disk, the plain file
/// stays as it is.
pub(super) fn encrypt(path: &Path, spec: &FileSpec, key: &Key) -> Result<(), Trouble> {
    let copy = with_suffix(path, ".encrypting");
    discard(&copy)?;
    let done = written(path, &copy, spec, key);
    if let Err(trouble) = done {
        // The plain file is as it was; half a copy is of no use.
        if let Err(error) = discard(&copy) {
            tracing::warn!(file = spec.name, %error, "half a copy could not be deleted");
        }
        return Err(trouble);
    }
    fs::rename(&copy, path)?;
    sync_folder(path.parent().unwrap_or(path))?;
    tracing::info!(file = spec.name, "the file of an older version is encrypted now");
    Ok(())
}

fn written(path: &Path, copy: &Path, spec: &FileSpec, key: &Key) -> Result<(), Trouble> {
    let plain = connect(path, false, None)?;
    let before = version(&plain)?;
    spec.not_newer(before)?;
    // Alone with the file: takes the log into it, and fails while another program has it open. A log that stayed would
    // be played into the copy.
    plain.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
    let mode: String = plain.pragma_update_and_check(None, "journal_mode", "DELETE", |row| row.get(0))?;
    if !mode.eq_ignore_ascii_case("delete") {
        return Err(Trouble::Other(Fault::Store(StoreError::in_use(spec.which))));
    }
    sound(&plain)?;
    private_file(copy)?;
    let name = copy.to_str().ok_or_else(|| std::io::Error::from(ErrorKind::InvalidFilename))?;
    plain.execute("ATTACH DATABASE ?1 AS sealed KEY ?2", (name, key.literal().as_str()))?;
    plain.query_row("SELECT sqlcipher_export('sealed')", [], |_| Ok(()))?;
    plain.pragma_update(Some("sealed"), "user_version", before)?;
    plain.execute_batch("DETACH DATABASE sealed")?;
    let wanted = contents(&plain)?;
    // As it will be opened from now on.
    let sealed = connect(copy, false, Some(key))?;
    sound(&sealed)?;
    if version(&sealed)? != before || contents(&sealed)? != wanted {
        return Err(Trouble::Other(Fault::Unreadable));
    }
    drop(sealed);
    File::options().write(true).open(copy)?.sync_all()?;
    Ok(())
}

fn sound(db: &Connection) -> Result<(), Trouble> {
    let word: String = db.pragma_query_value(None, "quick_check", |row| row.get(0))?;
    if word == "ok" { Ok(()) } else { Err(Trouble::Broken(Fault::Unreadable)) }
}

/// Every object of a file, and how many rows each table has.
fn contents(db: &Connection) -> Result<Vec<(String, Option<String>, i64)>, rusqlite::Error> {
    let mut statement =
        db.prepare("SELECT name, type = 'table' AND sql IS NOT NULL, sql FROM sqlite_schema ORDER BY name")?;
    let objects = statement
        .query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, bool>(1)?, row.get::<_, Option<String>>(2)?)))?
        .collect::<Result<Vec<_>, _>>()?;
    objects
        .into_iter()
        .map(|(name, is_table, sql)| {
            let quoted = name.replace('"', "\"\"");
            let count = format!("SELECT count(*) FROM \"{quoted}\"");
            let rows = if is_table { db.query_row(&count, [], |row| row.get(0))? } else { 0 };
            Ok((name, sql, rows))
        })
        .collect()
}

fn discard(copy: &Path) -> Result<(), std::io::Error> {
    for suffix in ["-journal", "-wal", "-shm", ""] {
        match fs::remove_file(with_suffix(copy, suffix)) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}
