//! The table of port orders: one row an order, as it was read.

use domain::port::Port;
use domain::provider::ConnectionId;
use domain::time::Timestamp;
use rusqlite::{Connection, params};

use super::sources;
use crate::error::Fault;

pub(super) const TABLE: &str = "
CREATE TABLE ports (
    source  INTEGER NOT NULL,
    id      TEXT NOT NULL,
    read_at INTEGER NOT NULL,
    port    TEXT NOT NULL,
    PRIMARY KEY (source, id)
) STRICT, WITHOUT ROWID;
";

/// A statement over all columns, for checking that the table is the expected one.
pub(super) const PROBE: &str = "SELECT source, id, read_at, port FROM ports";

/// Makes the connection's orders those of the list.
pub(super) fn replace(db: &Connection, connection: &ConnectionId, list: &[Port], now: Timestamp) -> Result<(), Fault> {
    let source = sources::find_or_add(db, connection)?;
    remove_all(db, source)?;
    let mut statement =
        db.prepare_cached("INSERT OR REPLACE INTO ports (source, id, read_at, port) VALUES (?1, ?2, ?3, ?4)")?;
    for port in list {
        statement.execute(params![source, port.id, now.0, serde_json::to_string(port)?])?;
    }
    Ok(())
}

pub(super) fn remove_all(db: &Connection, source: i64) -> rusqlite::Result<()> {
    db.prepare_cached("DELETE FROM ports WHERE source = ?1")?.execute([source]).map(drop)
}

/// All orders with the time they were read. One this program cannot read any more is left out.
pub(super) fn all(db: &Connection) -> Result<Vec<(Port, Timestamp)>, Fault> {
    let mut statement = db.prepare_cached("SELECT port, read_at FROM ports ORDER BY source, id")?;
    let mut rows = statement.query([])?;
    let mut ports = Vec::new();
    while let Some(row) = rows.next()? {
        let text = row.get_ref(0)?.as_str().map_err(|_| Fault::Unreadable)?;
        match serde_json::from_str(text) {
            Ok(port) => ports.push((port, Timestamp(row.get(1)?))),
            Err(_) => tracing::warn!("a cached port order is of no known form and is skipped"),
        }
    }
    Ok(ports)
}
