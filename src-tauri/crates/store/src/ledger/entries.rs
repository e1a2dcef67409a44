//! The table of entries: what happened, one row after the other, each with the hash of the one before. Rows are only
//! ever added; triggers hold that against slips of this program, the chain against everything else.

use domain::action::ActionId;
use domain::time::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::chain::{Hash, START, hash};
use super::event::Event;
use super::personal;
use crate::error::Fault;

pub(super) const TABLE: &str = "
CREATE TABLE entries (
    seq      INTEGER PRIMARY KEY,
    action   TEXT NOT NULL,
    at       INTEGER NOT NULL,
    event    TEXT NOT NULL,
    body     TEXT NOT NULL,
    previous BLOB NOT NULL CHECK (length(previous) = 32),
    hash     BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE TRIGGER entries_stay BEFORE DELETE ON entries
BEGIN SELECT RAISE(ABORT, 'an entry cannot be deleted'); END;
CREATE TRIGGER entries_keep BEFORE UPDATE ON entries
BEGIN SELECT RAISE(ABORT, 'an entry cannot be changed'); END;
CREATE TRIGGER entries_follow BEFORE INSERT ON entries
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM entries)
BEGIN SELECT RAISE(ABORT, 'an entry follows the last one'); END;
";

/// The trigger of [`TABLE`] against changes, for putting it back after the one change there is.
pub(super) const KEEP: &str = "
CREATE TRIGGER entries_keep BEFORE UPDATE ON entries
BEGIN SELECT RAISE(ABORT, 'an entry cannot be changed'); END;
";

/// Where the chain ends, written with every entry: without it, entries taken off the end would not be missed.
pub(super) const HEAD: &str = "
CREATE TABLE head (
    one  INTEGER PRIMARY KEY CHECK (one = 1),
    seq  INTEGER NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
INSERT INTO head (one, seq, hash)
    SELECT 1, coalesce(max(seq), 0), coalesce((SELECT hash FROM entries ORDER BY seq DESC LIMIT 1), zeroblob(32)) FROM entries;
CREATE TRIGGER head_stays BEFORE DELETE ON head
BEGIN SELECT RAISE(ABORT, 'the head cannot be deleted'); END;
";

/// A statement over all columns, for checking that the table is the expected one.
pub(super) const HEAD_PROBE: &str = "SELECT one, seq, hash FROM head";

/// A statement over all columns, for checking that the table is the expected one.
pub(super) const PROBE: &str = "SELECT seq, action, at, event, body, previous, hash FROM entries";

/// One row as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) seq: i64,
    pub(super) action: String,
    pub(super) at: i64,
    pub(super) event: String,
    pub(super) body: String,
    pub(super) previous: Hash,
    pub(super) hash: Hash,
}

/// Writes the next entry and gives its place.
pub(super) fn append(db: &Connection, action: ActionId, at: Timestamp, event: &Event) -> Result<i64, Fault> {
    let last = db
        .prepare_cached("SELECT seq, hash FROM entries ORDER BY seq DESC LIMIT 1")?
        .query_row([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, Hash>(1)?)))
        .optional()?;
    let (before, previous) = last.unwrap_or((0, START));
    let (body, part) = personal::split(event.body()?)?;
    let mut entry = Entry {
        seq: before + 1,
        action: action.to_string(),
        at: at.0,
        event: event.name().to_owned(),
        body,
        previous,
        hash: START,
    };
    entry.hash = hash(&entry);
    db.prepare_cached(
        "INSERT INTO entries (seq, action, at, event, body, previous, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![entry.seq, entry.action, entry.at, entry.event, entry.body, entry.previous, entry.hash])?;
    if let Some(part) = part {
        personal::keep(db, entry.seq, &part)?;
    }
    db.prepare_cached("UPDATE head SET seq = ?1, hash = ?2")?.execute(params![entry.seq, entry.hash])?;
    Ok(entry.seq)
}

/// Calls `each` with every entry in order until it says no.
pub(super) fn walk(db: &Connection, mut each: impl FnMut(Entry) -> bool) -> Result<(), Fault> {
    let mut statement =
        db.prepare_cached("SELECT seq, action, at, event, body, previous, hash FROM entries ORDER BY seq")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        if !each(entry(row)?) {
            break;
        }
    }
    Ok(())
}

/// The place and hash of the last entry, as they were noted with it.
pub(super) fn head(db: &Connection) -> Result<Option<(i64, Hash)>, Fault> {
    let row = db.prepare_cached("SELECT seq, hash FROM head")?.query_row([], |row| Ok((row.get(0)?, row.get(1)?)));
    Ok(row.optional()?)
}

/// The first place of an entry with this hash.
pub(super) fn place_of(db: &Connection, hash: &Hash) -> Result<Option<i64>, Fault> {
    Ok(db
        .prepare_cached("SELECT seq FROM entries WHERE hash = ?1 ORDER BY seq LIMIT 1")?
        .query_row([hash], |row| row.get(0))
        .optional()?)
}

fn entry(row: &Row<'_>) -> rusqlite::Result<Entry> {
    Ok(Entry {
        seq: row.get(0)?,
        action: row.get(1)?,
        at: row.get(2)?,
        event: row.get(3)?,
        body: row.get(4)?,
        previous: row.get(5)?,
        hash: row.get(6)?,
    })
}
