//! The connections that have something in the cache, and when their whole line list was last read.

use domain::provider::ConnectionId;
use domain::time::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, params};

pub(super) const TABLE: &str = "
CREATE TABLE sources (
    source     INTEGER PRIMARY KEY,
    connection TEXT NOT NULL UNIQUE,
    listed_at  INTEGER
) STRICT;
";

/// The short number the other tables use for a connection; absent when the cache has nothing of it.
pub(super) fn find(db: &Connection, connection: &ConnectionId) -> rusqlite::Result<Option<i64>> {
    db.prepare_cached("SELECT source FROM sources WHERE connection = ?1")?
        .query_row([&connection.0], |row| row.get(0))
        .optional()
}

/// The same; given out when it is new.
pub(super) fn find_or_add(db: &Connection, connection: &ConnectionId) -> rusqlite::Result<i64> {
    if let Some(source) = find(db, connection)? {
        return Ok(source);
    }
    db.prepare_cached("INSERT INTO sources (connection) VALUES (?1)")?.insert([&connection.0])
}

pub(super) fn set_listed(db: &Connection, source: i64, at: Timestamp) -> rusqlite::Result<()> {
    db.prepare_cached("UPDATE sources SET listed_at = ?2 WHERE source = ?1")?.execute(params![source, at.0]).map(drop)
}

pub(super) fn listed_at(db: &Connection, connection: &ConnectionId) -> rusqlite::Result<Option<Timestamp>> {
    db.prepare_cached("SELECT listed_at FROM sources WHERE connection = ?1")?
        .query_row([&connection.0], |row| row.get::<_, Option<i64>>(0))
        .optional()
        .map(|at| at.flatten().map(Timestamp))
}

pub(super) fn remove(db: &Connection, source: i64) -> rusqlite::Result<()> {
    db.execute("DELETE FROM sources WHERE source = ?1", [source]).map(drop)
}
