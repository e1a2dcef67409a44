//! Entries of older versions, whose personal fields are in the body that was hashed: they are split once, when the file is
//! opened, so that they can be forgotten too.
//!
//! What is left of such an entry no longer gives its hash. As long as its part is there, the part has the body that was
//! hashed, and that is checked as ever. For when it is gone, one entry of the chain holds a seal: SHA-256 over what is
//! left of all of them, each with its hash. There is at most one seal in a ledger, and none is made while the chain does
//! not hold: it would hide where.

use domain::action::ActionKind;
use domain::time::Timestamp;
use rusqlite::{Connection, OptionalExtension as _};
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};

use super::entries::{self, Entry};
use super::event::Event;
use super::personal::{self, InTwo, Part, hex};
use super::{Ledger, chain, own_note, record};
use crate::error::{Fault, StoreError};

/// How far the entries go that are still to be split, since version 9 of the file: no row once that is done.
pub(super) const TABLE: &str = "
CREATE TABLE older (
    one  INTEGER PRIMARY KEY CHECK (one = 1),
    last INTEGER NOT NULL
) STRICT;
INSERT INTO older (one, last) SELECT 1, max(seq) FROM entries HAVING max(seq) IS NOT NULL;
";

/// A statement over all columns, for checking that the table is the expected one.
pub(super) const PROBE: &str = "SELECT one, last FROM older";

/// Marks what is left of a body.
pub(super) const MARK: &str = "older";

/// Under which name a part has the body that was hashed.
const HASHED: &str = "hashed";
/// Under which name it has the part there was already.
const INNER: &str = "part";

/// The body that was hashed, in the part of an entry that was split late.
pub(super) fn hashed(part: &Map<String, Value>) -> Option<String> {
    part.get(HASHED).and_then(Value::as_str).map(str::to_owned)
}

/// The part that such an entry had already.
pub(super) fn inner(part: &Map<String, Value>) -> Result<Option<Part>, Fault> {
    Ok(part.get(INNER).cloned().map(serde_json::from_value::<([u8; 32], String)>).transpose()?.map(Part::from))
}

impl From<([u8; 32], String)> for Part {
    fn from((salt, body): ([u8; 32], String)) -> Self {
        Self { salt, body }
    }
}

/// Whether this is what is left of a body of an older version.
pub(super) fn is_split(body: &str) -> bool {
    // Quotes in a text have a backslash in front.
    body.contains("\"older\":true")
}

/// The seal over what is left of the entries that were split late, in their order.
#[derive(Default)]
pub(super) struct Seal {
    pub(super) entries: u64,
    /// The first of them.
    pub(super) first: Option<i64>,
    digest: Sha256,
}

impl Seal {
    pub(super) fn take(&mut self, entry: &Entry) {
        self.entries += 1;
        self.first.get_or_insert(entry.seq);
        let fields: [&[u8]; 6] = [
            &entry.seq.to_be_bytes(),
            entry.action.as_bytes(),
            &entry.at.to_be_bytes(),
            entry.event.as_bytes(),
            entry.body.as_bytes(),
            &entry.hash,
        ];
        for field in fields {
            self.digest.update((field.len() as u64).to_be_bytes());
            self.digest.update(field);
        }
    }

    pub(super) fn value(&self) -> String {
        hex(&self.digest.clone().finalize())
    }
}

impl Ledger {
    /// Splits the entries of older versions, unless that was done.
    pub(super) fn split_older(&self, now: Timestamp) -> Result<(), StoreError> {
        if self.read(last)?.is_none() {
            return Ok(());
        }
        let split = self.write(|db| {
            // Another program may have been quicker.
            let Some(last) = last(db)? else { return Ok(false) };
            if let Some(bad) = chain::verify(db)?.first_bad {
                tracing::warn!(seq = bad.seq, "the ledger's chain does not hold; its older entries stay as they are");
                return Ok(false);
            }
            split(db, last, now)?;
            Ok(true)
        })?;
        if split {
            // The log still has the pages as they were.
            self.cut_log();
        }
        Ok(())
    }
}

fn last(db: &Connection) -> Result<Option<i64>, Fault> {
    Ok(db.query_row("SELECT last FROM older", [], |row| row.get(0)).optional()?)
}

fn split(db: &Connection, last: i64, now: Timestamp) -> Result<(), Fault> {
    let mut found = Vec::new();
    entries::walk(db, |entry| {
        let meant = entry.seq <= last;
        if meant {
            found.push(entry);
        }
        meant
    })?;
    let mut seal = Seal::default();
    db.execute_batch("DROP TRIGGER entries_keep")?;
    for mut entry in found {
        let part = personal::part(db, entry.seq)?;
        let whole = personal::joined(&entry.body, part.as_ref())?.ok_or(Fault::Unreadable)?;
        let Some(InTwo { mut left, taken }) = personal::without(&whole.body)? else { continue };
        left.insert(MARK.to_owned(), Value::Bool(true));
        let mut values = Map::new();
        values.insert(HASHED.to_owned(), Value::String(std::mem::take(&mut entry.body)));
        if let Some(part) = part {
            values.insert(INNER.to_owned(), serde_json::to_value((part.salt, part.body))?);
        }
        let part = Part::new(serde_json::to_string(&values)?)?;
        entry.body = personal::committed(left, &taken, &part)?;
        db.prepare_cached("UPDATE entries SET body = ?2 WHERE seq = ?1")?.execute((entry.seq, &entry.body))?;
        personal::delete(db, entry.seq)?;
        personal::keep(db, entry.seq, &part)?;
        seal.take(&entry);
    }
    db.execute_batch(entries::KEEP)?;
    if seal.entries > 0 {
        let kind = ActionKind::OlderEntriesSplit { entries: seal.entries, seal: seal.value() };
        let new = own_note(MARK, kind, now);
        record(db, new.id, now, &Event::Noted(Box::new((&new).into())))?;
    }
    db.execute("DELETE FROM older", [])?;
    Ok(())
}

#[cfg(test)]
mod tests;
