//! The actions as CSV (RFC 4180: comma, CRLF, quotes doubled), for people with a spreadsheet.
//!
//! No secret can be in it, because none is in the ledger. A cell that a spreadsheet would take for a formula (beginning
//! with `=`, `+`, `-`, `@`, a tab or a line break, also behind spaces) gets a `'` in front, which spreadsheets take for
//! "this is text"; a number therefore reads `'+447700900123`. Times are UTC in ISO 8601. The file is UTF-8 without a mark.

use std::io::{BufWriter, Write};

use domain::action::ActionRecord;
use domain::time::Timestamp;
use rusqlite::Connection;
use serde::Serialize;
use serde_json::Value;

use super::{Ledger, actions};
use crate::error::{Fault, StoreError};

const HEADER: [&str; 19] = [
    "id",
    "created",
    "sent",
    "changed",
    "agent",
    "provider",
    "connection",
    "line",
    "number",
    "kind",
    "state",
    "reason",
    "note",
    "verified_by",
    "verified_at",
    "problem",
    "read_back",
    "seconds_shown",
    "old_sim",
];

impl Ledger {
    /// Writes the `rows` oldest actions, the oldest first, under a row with the names of the columns. Answers how many
    /// there were.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotWritten`] when `out` does not take it all.
    pub fn export(&self, rows: u64, out: &mut dyn Write) -> Result<u64, StoreError> {
        self.read(|db| write(db, rows, out))
    }
}

fn write(db: &Connection, rows: u64, out: &mut dyn Write) -> Result<u64, Fault> {
    let mut out = BufWriter::new(out);
    let not_written = |error: std::io::Error| Fault::Store(StoreError::NotWritten(error.kind().to_string()));
    out.write_all(row(&HEADER.map(str::to_owned)).as_bytes()).map_err(not_written)?;
    let mut count = 0;
    actions::each(db, rows, |record, connection| {
        count += 1;
        out.write_all(row(&cells(&record, connection)?).as_bytes()).map_err(not_written)
    })?;
    out.flush().map_err(not_written)?;
    Ok(count)
}

fn cells(record: &ActionRecord, connection: Option<String>) -> Result<[String; 19], Fault> {
    let verification = record.verification.as_ref();
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    Ok([
        record.id.to_string(),
        iso(record.created_at),
        record.sent_at.map(iso).unwrap_or_default(),
        iso(record.changed_at),
        record.agent.clone(),
        text(record.provider.map(domain::provider::ProviderKind::name)),
        connection.unwrap_or_default(),
        text(record.line.as_ref().map(|line| line.id.as_str())),
        text(record.number.as_ref().map(domain::msisdn::Msisdn::e164)),
        kind(record)?,
        word(&record.state)?,
        record.reason.as_ref().map(word).transpose()?.unwrap_or_default(),
        text(record.note.as_deref()),
        verification.map(|one| word(&one.method)).transpose()?.unwrap_or_default(),
        verification.map(|one| iso(one.at)).unwrap_or_default(),
        record.problem.as_ref().map(|problem| word(&problem.code)).transpose()?.unwrap_or_default(),
        if record.read_back { "yes" } else { "no" }.to_owned(),
        record.seconds.map(|seconds| seconds.to_string()).unwrap_or_default(),
        record.old_sim.as_ref().map(word).transpose()?.unwrap_or_default(),
    ])
}

/// The kind's own word in the ledger, for example `new_esim_code`.
fn kind(record: &ActionRecord) -> Result<String, Fault> {
    match serde_json::to_value(&record.kind)?.get("type") {
        Some(Value::String(word)) => Ok(word.clone()),
        _ => Err(Fault::Unreadable),
    }
}

fn word<T: Serialize>(value: &T) -> Result<String, Fault> {
    match serde_json::to_value(value)? {
        Value::String(word) => Ok(word),
        _ => Err(Fault::Unreadable),
    }
}

fn iso(at: Timestamp) -> String {
    jiff::Timestamp::from_millisecond(at.0).map(|time| format!("{time:.3}")).unwrap_or_default()
}

fn row(cells: &[String; 19]) -> String {
    let mut row = cells.iter().map(|text| cell(text)).collect::<Vec<_>>().join(",");
    row.push_str("\r\n");
    row
}

fn cell(text: &str) -> String {
    let looks_like_formula = text.starts_with(['\t', '\r', '\n'])
        || text.trim_start().starts_with(['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}']);
    let mut text = text.replace('"', "\"\"");
    if looks_like_formula {
        text.insert(0, '\'');
    }
    if text.contains(['"', ',', '\r', '\n', '\t', ';']) || text.trim() != text { format!("\"{text}\"") } else { text }
}

#[cfg(test)]
mod tests;
