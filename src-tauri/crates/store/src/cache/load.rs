//! Taking over a connection's whole line list in one transaction.

use std::sync::mpsc;

use domain::line::Line;
use domain::provider::ConnectionId;
use domain::time::Timestamp;
use rusqlite::Connection;

use super::arena::Change;
use super::lines::Encoded;
use super::{lines, sources};
use crate::error::{Fault, StoreError};

/// From how many new lines on it is quicker to make the indexes again at the end.
pub(super) const BULK_FROM: u64 = 50_000;

/// How many lines are made ready at a time.
const CHUNK: usize = 2_048;

/// Page cache while a big list is taken over and otherwise, in SQLite's negative KiB: without room, pages that are still
/// being filled are written out again and again.
const BULK_CACHE: i64 = -65_536;
const USUAL_CACHE: i64 = -4_096;

/// What a list changed.
pub(super) enum Loaded {
    /// These rows.
    Changes(Vec<Change>),
    /// So much that everything built from the table is better built again.
    Everything,
}

/// Makes the connection's lines those of the list: new ones in, known ones renewed, all others out.
pub(super) fn replace(
    db: &Connection,
    connection: &ConnectionId,
    list: &[Line],
    now: Timestamp,
    bulk_from: u64,
) -> Result<Loaded, Fault> {
    if list.iter().any(|line| line.key.connection != *connection) {
        return Err(StoreError::ForeignLine.into());
    }
    let source = sources::find_or_add(db, connection)?;
    let known = lines::count(db, source)?;

    // In the order of the ids, rows that are looked at together lie together in the file. Of a line that is listed
    // twice the last word counts.
    let mut ordered: Vec<&Line> = list.iter().rev().collect();
    ordered.sort_by(|a, b| a.key.id.cmp(&b.key.id));
    ordered.dedup_by(|later, kept| later.key.id == kept.key.id);

    let new = (ordered.len() as u64).saturating_sub(known);
    let bulk = new >= bulk_from && new >= total(db)? / 4;
    if bulk {
        tracing::debug!(lines = ordered.len(), "bulk load");
        db.pragma_update(None, "cache_size", BULK_CACHE)?;
        drop_indexes(db, known == 0)?;
    }
    let mut changes = Vec::new();
    let mut changed = |change: Option<Change>| changes.extend(change.filter(|_| !bulk));
    if known == 0 {
        insert_all(db, source, &ordered, |change| changed(Some(change)))?;
    } else {
        for line in &ordered {
            changed(lines::put_in(db, source, line)?);
        }
    }
    if known > 0 {
        for id in lines::ids(db, source)? {
            if ordered.binary_search_by(|line| line.key.id.cmp(&id)).is_err() {
                changed(lines::remove(db, source, &id)?);
            }
        }
    }
    if bulk {
        make_indexes(db, known == 0)?;
        db.pragma_update(None, "cache_size", USUAL_CACHE)?;
    }
    sources::set_listed(db, source, now)?;
    Ok(if bulk { Loaded::Everything } else { Loaded::Changes(changes) })
}

/// Adds lines of which none is there, with another thread making ready what is written next.
fn insert_all(db: &Connection, source: i64, list: &[&Line], mut changed: impl FnMut(Change)) -> Result<(), Fault> {
    std::thread::scope(|scope| {
        let (send, ready) = mpsc::sync_channel(4);
        scope.spawn(move || {
            for chunk in list.chunks(CHUNK) {
                let encoded: Result<Vec<Encoded>, _> = chunk.iter().map(|line| Encoded::of(line)).collect();
                // Nobody takes it when the writing has failed.
                if send.send(encoded).is_err() {
                    break;
                }
            }
        });
        for (chunk, encoded) in list.chunks(CHUNK).zip(ready) {
            for (line, encoded) in chunk.iter().zip(encoded?) {
                let row = lines::insert(db, source, line, &encoded)?;
                changed(Change { row, text: Some(encoded.searched.text) });
            }
        }
        Ok(())
    })
}

fn total(db: &Connection) -> rusqlite::Result<u64> {
    db.query_row("SELECT count(*) FROM lines", [], |row| row.get(0))
}

fn drop_indexes(db: &Connection, key_too: bool) -> rusqlite::Result<()> {
    for (name, _) in lines::INDEXES.iter().chain(key_too.then_some(&lines::KEY_INDEX)) {
        db.execute_batch(&format!("DROP INDEX {name}"))?;
    }
    Ok(())
}

fn make_indexes(db: &Connection, key_too: bool) -> rusqlite::Result<()> {
    for (_, statement) in lines::INDEXES.iter().chain(key_too.then_some(&lines::KEY_INDEX)) {
        db.execute_batch(statement)?;
    }
    Ok(())
}
