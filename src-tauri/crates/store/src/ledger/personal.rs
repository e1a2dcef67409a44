//! The personal part of an entry, kept beside it so that it can be forgotten while the chain stays whole.
//!
//! The number, the note, and the line's id where that is the number are not in the body that is hashed. The body has a
//! commitment in their place: SHA-256 over a random salt and the personal part. While salt and part are there, they can
//! be checked against it; once they are deleted, it tells nothing of them, because nobody can try out salts.
//!
//! Entries of versions that did not do so have their personal fields in the body for good: taking them out would break
//! the chain.

use domain::action::{ActionId, ActionKind, ActionRecord};
use domain::time::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, params};
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};

use super::event::Event;
use super::{Ledger, NewAction, record};
use crate::error::{Fault, StoreError};

pub(super) const TABLE: &str = "
CREATE TABLE personal (
    seq  INTEGER PRIMARY KEY,
    salt BLOB NOT NULL CHECK (length(salt) = 32),
    body TEXT NOT NULL
) STRICT;
CREATE TRIGGER personal_keep BEFORE UPDATE ON personal
BEGIN SELECT RAISE(ABORT, 'a personal part cannot be changed'); END;
";

/// A statement over all columns, for checking that the table is the expected one.
pub(super) const PROBE: &str = "SELECT seq, salt, body FROM personal";

/// Says what the hash is for, so that it can be mistaken for no other.
const LABEL: &[u8] = b"simdesk personal part 1";

/// Under which name the commitment is in a body.
const COMMITMENT: &str = "personal";

/// A salt and what it hides.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Part {
    salt: [u8; 32],
    body: String,
}

impl Part {
    fn commitment(&self) -> String {
        let mut digest = Sha256::new();
        for field in [LABEL, &self.salt, self.body.as_bytes()] {
            digest.update((field.len() as u64).to_be_bytes());
            digest.update(field);
        }
        digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// Whether an entry has its personal fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Has {
    /// It never had any, or has them in its body.
    NoPart,
    /// Beside it, and they fit.
    Part,
    /// They are not there any more.
    Gone,
}

/// Takes the personal fields out of a body: what is hashed, and what is kept beside it.
pub(super) fn split(body: String) -> Result<(String, Option<Part>), Fault> {
    let Value::Object(mut fields) = serde_json::from_str(&body)? else { return Err(Fault::Unreadable) };
    let mut taken = Map::new();
    let line_is_number = match (fields.get("number"), fields.get("line").and_then(|line| line.get("id"))) {
        (Some(Value::String(number)), Some(Value::String(id))) => {
            !id.is_empty() && number.trim_start_matches('+') == id.trim_start_matches('+')
        }
        _ => false,
    };
    if line_is_number && let Some(id) = fields.get_mut("line").and_then(|line| line.get_mut("id")) {
        taken.insert("line".to_owned(), std::mem::replace(id, Value::String(String::new())));
    }
    for name in ["number", "note"] {
        if let Some(value) = fields.get_mut(name)
            && !value.is_null()
        {
            taken.insert(name.to_owned(), value.take());
        }
    }
    if taken.is_empty() {
        return Ok((body, None));
    }
    let mut salt = [0; 32];
    getrandom::fill(&mut salt).map_err(|_| StoreError::NoRandomness)?;
    let part = Part { salt, body: serde_json::to_string(&taken)? };
    fields.insert(COMMITMENT.to_owned(), Value::String(part.commitment()));
    Ok((serde_json::to_string(&fields)?, Some(part)))
}

/// The body as it was before [`split`], as far as its personal part is there. Nothing when the part is another one than
/// the body says.
pub(super) fn joined(body: &str, part: Option<&Part>) -> Result<Option<(String, Has)>, Fault> {
    let Value::Object(mut fields) = serde_json::from_str(body)? else { return Err(Fault::Unreadable) };
    let Some(commitment) = fields.remove(COMMITMENT) else {
        return Ok(part.is_none().then(|| (body.to_owned(), Has::NoPart)));
    };
    let Some(part) = part else { return Ok(Some((serde_json::to_string(&fields)?, Has::Gone))) };
    if commitment != part.commitment() {
        return Ok(None);
    }
    let taken: Map<String, Value> = serde_json::from_str(&part.body)?;
    for (name, value) in taken {
        match name.as_str() {
            "line" => {
                if let Some(id) = fields.get_mut("line").and_then(|line| line.get_mut("id")) {
                    *id = value;
                }
            }
            _ => {
                fields.insert(name, value);
            }
        }
    }
    Ok(Some((serde_json::to_string(&fields)?, Has::Part)))
}

/// Keeps the part of the entry at `seq`.
pub(super) fn keep(db: &Connection, seq: i64, part: &Part) -> Result<(), Fault> {
    db.prepare_cached("INSERT INTO personal (seq, salt, body) VALUES (?1, ?2, ?3)")?
        .execute(params![seq, part.salt, part.body])?;
    Ok(())
}

/// The part of the entry at `seq`, if it is there.
pub(super) fn part(db: &Connection, seq: i64) -> Result<Option<Part>, Fault> {
    Ok(db
        .prepare_cached("SELECT salt, body FROM personal WHERE seq = ?1")?
        .query_row([seq], |row| Ok(Part { salt: row.get(0)?, body: row.get(1)? }))
        .optional()?)
}

/// The first part that belongs to none of the entries that have one.
pub(super) fn stray(db: &Connection, known: impl Fn(i64) -> bool) -> Result<Option<i64>, Fault> {
    let mut statement = db.prepare_cached("SELECT seq FROM personal ORDER BY seq")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let seq = row.get(0)?;
        if !known(seq) {
            return Ok(Some(seq));
        }
    }
    Ok(None)
}

/// Whether the personal part of an action goes when those from before a time go: a change that is under way keeps it,
/// because it is needed to find out what became of it.
pub(super) fn goes(record: &ActionRecord, before: Timestamp) -> bool {
    record.created_at < before && !record.state.is_open()
}

/// What is left of an action whose personal part is gone.
pub(super) fn stripped(record: &mut ActionRecord) {
    record.number = None;
    record.note = None;
    if record.line.as_ref().is_some_and(|line| line.id.is_empty()) {
        record.line = None;
    }
}

/// Deletes the parts of all actions for which [`goes`] holds, beside the entries and in the table of actions. Gives how
/// many there were.
pub(super) fn delete(db: &Connection, before: Timestamp) -> Result<u64, Fault> {
    let found: Vec<(i64, String)> = db
        .prepare(
            "SELECT personal.seq, personal.body FROM personal JOIN actions ON actions.first = personal.seq \
             WHERE created_at < ?1 AND state NOT IN ('prepared', 'sent', 'unknown', 'accepted')",
        )?
        .query_map([before.0], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    for (seq, body) in &found {
        let taken: Map<String, Value> = serde_json::from_str(body)?;
        db.prepare_cached(
            "UPDATE actions SET number = NULL, note = NULL, line = iif(?2, NULL, line) WHERE first = ?1",
        )?
        .execute(params![seq, taken.contains_key("line")])?;
        db.prepare_cached("DELETE FROM personal WHERE seq = ?1")?.execute([seq])?;
    }
    Ok(found.len() as u64)
}

impl Ledger {
    /// Forgets the numbers and notes of all actions from before a time, and their line where its id is the number: except
    /// changes that are under way, and entries of versions that could not. Who did what, when, why and with which outcome
    /// stays, and the chain stays whole. That it was done is an entry of its own. Answers how many actions it was.
    ///
    /// # Errors
    ///
    /// [`StoreError::DuplicateAction`] when the id is taken; nothing is forgotten then.
    pub fn forget_personal(
        &self,
        id: ActionId,
        agent: &str,
        before: Timestamp,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        let count = self.write(|db| {
            let count = delete(db, before)?;
            let new = NewAction {
                id,
                kind: ActionKind::PersonalForgotten { before, actions: count },
                line: None,
                number: None,
                provider: None,
                agent: agent.to_owned(),
                verification: None,
                reason: None,
                note: None,
                old_sim: None,
                before: None,
                at: now,
            };
            record(db, id, now, &Event::Noted(Box::new((&new).into())))?;
            Ok(count)
        })?;
        // The log still has the pages as they were.
        self.cut_log();
        Ok(count)
    }
}

#[cfg(test)]
mod tests;
