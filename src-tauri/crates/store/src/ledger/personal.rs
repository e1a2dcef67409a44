//! The personal part of an entry, kept beside it so that it can be forgotten while the chain stays whole.
//!
//! Personal are: the number, the references of line, customer and port, what was typed, the new SIM, the note, the number, SIM, name
//! and e-mail of what was read before and after, the order's reference and state, the provider's own words for a problem,
//! and what a person wrote who decided. None of it is in the body that is hashed. The body has a commitment in its place:
//! SHA-256 over a random salt and the personal part, and the names of the fields that are in it. While salt and part are
//! there, they can be checked against it; once they are deleted, it tells nothing of them, because nobody can try out
//! salts.
//!
//! Entries of older versions have some or all of it in the body that was hashed: [`super::older`] splits them.

use rusqlite::{Connection, OptionalExtension as _, params};
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};

use super::older;
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

/// Under which name a body lists the fields that are in its part.
const TAKEN: &str = "taken";

/// The personal fields of any entry, as JSON pointers into its body. What was typed into a task comes on top.
const FIELDS: [&str; 20] = [
    "/number",
    "/note",
    "/line/id",
    "/kind/about/id",
    "/kind/about/line/id",
    "/kind/new_sim",
    "/before/iccid",
    "/before/number",
    "/before/name",
    "/before/email",
    "/before/reference",
    "/after/iccid",
    "/after/number",
    "/after/name",
    "/after/email",
    "/after/reference",
    "/problem/provider_words",
    "/decided/note",
    "/before/state",
    "/after/state",
];

/// A salt and what it hides.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) salt: [u8; 32],
    pub(super) body: String,
}

impl Part {
    /// A part with a new salt.
    pub(super) fn new(body: String) -> Result<Self, Fault> {
        let mut salt = [0; 32];
        getrandom::fill(&mut salt).map_err(|_| StoreError::NoRandomness)?;
        Ok(Self { salt, body })
    }

    fn commitment(&self) -> String {
        let mut digest = Sha256::new();
        for field in [LABEL, &self.salt, self.body.as_bytes()] {
            digest.update((field.len() as u64).to_be_bytes());
            digest.update(field);
        }
        hex(&digest.finalize())
    }
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
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

/// An entry's body with what is beside it.
pub(super) struct Whole {
    /// The body as the event was written, as far as its personal part is there.
    pub(super) body: String,
    /// Whether it is.
    pub(super) has: Has,
    /// Which fields are in the part; none for entries of older versions that were not split yet.
    pub(super) taken: Vec<String>,
    /// The body that was hashed, where an entry of an older version was split and still has its part.
    pub(super) hashed: Option<String>,
}

/// The personal fields that a body has.
fn fields_of(body: &Value) -> Vec<String> {
    let typed = body.pointer("/kind/given").and_then(Value::as_array).map_or(0, Vec::len);
    let typed = (0..typed).flat_map(|at| [format!("/kind/given/{at}/value"), format!("/kind/given/{at}/shown")]);
    FIELDS
        .iter()
        // The state of an eSIM says nothing of a person; that of an order is whatever the provider wrote.
        .filter(|field| match field.strip_suffix("/state") {
            Some(facts) => body.pointer(facts).and_then(|facts| facts.get("type")) == Some(&"order".into()),
            None => true,
        })
        .map(|field| (*field).to_owned())
        .chain(typed)
        .filter(|field| !matches!(body.pointer(field), None | Some(Value::Null)))
        .filter(|field| body.pointer(field) != Some(&blank(field)))
        .collect()
}

/// What stands in the place of a field that was taken: nothing, where the field may be absent.
fn blank(field: &str) -> Value {
    if field.ends_with("/id") || field == "/decided/note" { Value::String(String::new()) } else { Value::Null }
}

/// A body in two: what stays, and its personal fields by their pointers.
pub(super) struct InTwo {
    pub(super) left: Map<String, Value>,
    pub(super) taken: Map<String, Value>,
}

/// A body without its personal fields, and those; nothing when it has none.
pub(super) fn without(body: &str) -> Result<Option<InTwo>, Fault> {
    let mut body: Value = serde_json::from_str(body)?;
    let mut taken = Map::new();
    for field in fields_of(&body) {
        if let Some(place) = body.pointer_mut(&field) {
            let value = std::mem::replace(place, blank(&field));
            taken.insert(field, value);
        }
    }
    let Value::Object(left) = body else { return Err(Fault::Unreadable) };
    Ok((!taken.is_empty()).then_some(InTwo { left, taken }))
}

/// A body with the commitment to its part.
pub(super) fn committed(
    mut left: Map<String, Value>,
    taken: &Map<String, Value>,
    part: &Part,
) -> Result<String, Fault> {
    left.insert(COMMITMENT.to_owned(), Value::String(part.commitment()));
    left.insert(TAKEN.to_owned(), taken.keys().cloned().map(Value::String).collect());
    Ok(serde_json::to_string(&left)?)
}

/// Takes the personal fields out of a body: what is hashed, and what is kept beside it.
pub(super) fn split(body: String) -> Result<(String, Option<Part>), Fault> {
    let Some(InTwo { left, taken }) = without(&body)? else { return Ok((body, None)) };
    let part = Part::new(serde_json::to_string(&taken)?)?;
    Ok((committed(left, &taken, &part)?, Some(part)))
}

/// The body as it was before [`split`], as far as its personal part is there. Nothing when the part is another one than
/// the body says.
pub(super) fn joined(body: &str, part: Option<&Part>) -> Result<Option<Whole>, Fault> {
    let Value::Object(mut fields) = serde_json::from_str(body)? else { return Err(Fault::Unreadable) };
    let Some(commitment) = fields.remove(COMMITMENT) else {
        let whole = Whole { body: body.to_owned(), has: Has::NoPart, taken: Vec::new(), hashed: None };
        return Ok(part.is_none().then_some(whole));
    };
    let taken: Vec<String> = fields.remove(TAKEN).map(serde_json::from_value).transpose()?.unwrap_or_default();
    fields.remove(older::MARK);
    let Some(part) = part else {
        return Ok(Some(Whole { body: serde_json::to_string(&fields)?, has: Has::Gone, taken, hashed: None }));
    };
    if commitment != part.commitment() {
        return Ok(None);
    }
    let values: Map<String, Value> = serde_json::from_str(&part.body)?;
    if let Some(hashed) = older::hashed(&values) {
        let inner = older::inner(&values)?;
        let Some(whole) = joined(&hashed, inner.as_ref())? else { return Ok(None) };
        return Ok(Some(Whole { has: Has::Part, taken, hashed: Some(hashed), ..whole }));
    }
    let mut fields = Value::Object(fields);
    for (name, value) in values {
        // Versions 4 to 6 of the file had bare names, and "line" for the line's id.
        let field = match name.as_str() {
            "line" => "/line/id".to_owned(),
            _ if name.starts_with('/') => name,
            _ => format!("/{name}"),
        };
        if let Some(place) = fields.pointer_mut(&field) {
            *place = value;
        }
    }
    Ok(Some(Whole { body: serde_json::to_string(&fields)?, has: Has::Part, taken, hashed: None }))
}

/// Which fields are in the part of a body.
pub(super) fn taken(body: &str) -> Result<Vec<String>, Fault> {
    let body: Value = serde_json::from_str(body)?;
    Ok(body.get(TAKEN).cloned().map(serde_json::from_value).transpose()?.unwrap_or_default())
}

/// Keeps the part of the entry at `seq`.
pub(super) fn keep(db: &Connection, seq: i64, part: &Part) -> Result<(), Fault> {
    db.prepare_cached("INSERT INTO personal (seq, salt, body) VALUES (?1, ?2, ?3)")?
        .execute(params![seq, part.salt, part.body])?;
    Ok(())
}

/// Deletes the part of the entry at `seq`.
pub(super) fn delete(db: &Connection, seq: i64) -> Result<(), Fault> {
    db.prepare_cached("DELETE FROM personal WHERE seq = ?1")?.execute([seq])?;
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
