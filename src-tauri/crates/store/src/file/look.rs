//! Looking at a database file without changing anything: read-only, no migration, nothing set aside.

use std::fs;
use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use super::plain::{Form, form};
use super::rights::with_suffix;
use super::{FileSpec, OPENING, give_key, harden, version};
use crate::error::{Fault, StoreError};
use crate::key::Key;

/// Opens the file at `path` for reading only. A file that is not encrypted needs no key.
///
/// # Errors
///
/// When there is no such file, the key is missing or does not open it, or a newer program wrote it.
pub(crate) fn look(path: &Path, spec: &FileSpec, key: Option<&Key>) -> Result<Connection, StoreError> {
    let unusable = |detail: &str, advice| Fault::Store(StoreError::unusable(spec.which, detail, advice));
    let looked = || -> Result<Connection, Fault> {
        let key = match (form(path)?, key) {
            (Form::Nothing, _) => return Err(unusable("there is no such file", "give the path of a database file")),
            (Form::Plain, _) => None,
            (Form::Sealed, None) => return Err(unusable("it is encrypted", "give its key")),
            (Form::Sealed, key) => key,
        };
        let connection = match fs::metadata(with_suffix(path, "-wal")) {
            // Nothing outside the file counts, so it need not even lie where files can be made.
            Err(_) => open(path, true, key)?,
            Ok(log) => match open(path, false, key) {
                Err(_) if log.len() == 0 => open(path, true, key)?,
                opened => opened?,
            },
        };
        spec.not_newer(version(&connection)?)?;
        Ok(connection)
    };
    looked().map_err(|fault| {
        if fault.is_damage() {
            let advice = "give the key it was written with; if that is the one, its first page is damaged";
            return StoreError::unusable(spec.which, "the key does not open it", advice);
        }
        fault.about(spec.which)
    })
}

#[expect(clippy::disallowed_methods, reason = "belongs to the one place that opens SQLite")]
fn open(path: &Path, alone: bool, key: Option<&Key>) -> Result<Connection, Fault> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let connection = Connection::open_with_flags(address(path, alone)?, flags)?;
    if let Some(key) = key {
        give_key(&connection, key)?;
    }
    connection.busy_timeout(OPENING)?;
    // The first read: here a key that does not fit shows itself, and a log that cannot be read.
    version(&connection)?;
    harden(&connection)?;
    Ok(connection)
}

/// The path as SQLite's URI; `alone` says that no other program writes.
fn address(path: &Path, alone: bool) -> Result<String, std::io::Error> {
    let path = std::path::absolute(path)?;
    let text = path.to_str().ok_or_else(|| std::io::Error::from(std::io::ErrorKind::InvalidFilename))?;
    let mut address = String::from("file://");
    if !text.starts_with('/') {
        address.push('/');
    }
    for byte in text.bytes() {
        match byte {
            b'\\' if cfg!(windows) => address.push('/'),
            b'/' | b':' | b'-' | b'.' | b'_' | b'~' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => {
                address.push(char::from(byte));
            }
            _ => address.push_str(&format!("%{byte:02X}")),
        }
    }
    address.push_str(if alone { "?immutable=1" } else { "?mode=ro" });
    Ok(address)
}
