//! The lines that were opened last.

use domain::line::{Line, LineKey};
use domain::time::Timestamp;
use rusqlite::{Connection, params};

use super::lines::{from_row, read_columns};
use super::sources;

/// How many are remembered.
const KEPT: u32 = 100;

pub(super) const TABLE: &str = "
CREATE TABLE recents (
    source    INTEGER NOT NULL,
    id        TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    PRIMARY KEY (source, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX recents_opened ON recents (opened_at);
";

/// A statement over all columns, for checking that the table is the expected one.
pub(super) const PROBE: &str = "SELECT source, id, opened_at FROM recents";

pub(super) fn opened(db: &Connection, key: &LineKey, now: Timestamp) -> rusqlite::Result<()> {
    let source = sources::find_or_add(db, &key.connection)?;
    db.prepare_cached("INSERT OR REPLACE INTO recents (source, id, opened_at) VALUES (?1, ?2, ?3)")?
        .execute(params![source, key.id, now.0])?;
    db.prepare_cached(
        "DELETE FROM recents WHERE (source, id) NOT IN (SELECT source, id FROM recents ORDER BY opened_at DESC LIMIT ?1)",
    )?
    .execute([KEPT])
    .map(drop)
}

/// Those that are still in the cache, the last one first.
pub(super) fn list(db: &Connection, limit: usize) -> rusqlite::Result<Vec<Line>> {
    let sql = concat!(
        "SELECT ",
        read_columns!(),
        " FROM recents r CROSS JOIN lines l ON l.source = r.source AND l.id = r.id \
         CROSS JOIN sources s ON s.source = l.source ORDER BY r.opened_at DESC, l.row LIMIT ?1"
    );
    let mut statement = db.prepare_cached(sql)?;
    let lines = statement.query_map([i64::try_from(limit).unwrap_or(i64::MAX)], |row| from_row(row, 0))?;
    lines.filter_map(Result::transpose).collect()
}

pub(super) fn remove_all(db: &Connection, source: i64) -> rusqlite::Result<()> {
    db.execute("DELETE FROM recents WHERE source = ?1", [source]).map(drop)
}
