//! Forgetting: the personal details of settled actions are deleted, and an entry of the chain says so. Who did what, when,
//! why and with which outcome stays, and the chain stays whole.

use std::collections::BTreeMap;

use domain::action::{ActionId, ActionKind, ActionRecord, Facts, Forgotten};
use domain::line::LineKey;
use domain::task::About;
use domain::time::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, params};
use uuid::Uuid;

use super::event::Event;
use super::{Ledger, actions, note_by, personal, record};
use crate::error::{Fault, StoreError};

/// How much there is to forget, or was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ForgetCount {
    /// Of how many actions.
    pub actions: u64,
    /// How many customers of the desk's own directory.
    pub customers: u64,
}

impl ForgetCount {
    /// True when there is nothing.
    #[must_use]
    pub const fn is_none(self) -> bool {
        self.actions == 0 && self.customers == 0
    }
}

/// What is to be forgotten.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forgetting {
    /// What came to its end before this time.
    pub before: Timestamp,
    /// Customers of the directory whose line has ended, by line: those go to which no action refers any more.
    pub ended: Vec<LineKey>,
}

/// Whether the personal part of an action goes when those that came to their end before a time go: a change that is under
/// way keeps it, because it is needed to find out what became of it.
pub(super) fn goes(record: &ActionRecord, before: Timestamp) -> bool {
    record.created_at.max(record.changed_at) < before && !record.state.is_open()
}

/// What is left of an action whose personal part is gone; `taken` names the fields there were.
pub(super) fn stripped(record: &mut ActionRecord, at: Timestamp, mut taken: Vec<String>) {
    record.number = None;
    record.note = None;
    record.line = None;
    if let ActionKind::Task { about, given, new_sim, .. } = &mut record.kind {
        *new_sim = None;
        match about {
            About::Line { line } => line.id.clear(),
            About::Customer { id, .. } | About::Port { id, .. } => id.clear(),
            About::Account { .. } => {}
        }
        for one in given {
            one.value = None;
            one.shown = None;
        }
    }
    for facts in [&mut record.before, &mut record.after] {
        match facts {
            Some(Facts::Line(line)) => (line.iccid, line.number, line.name, line.email) = (None, None, None, None),
            Some(Facts::Sim { iccid }) => *iccid = None,
            Some(Facts::Order { reference, state }) => (*reference, *state) = (None, None),
            Some(Facts::Esim { .. } | Facts::Nothing) | None => {}
        }
    }
    if let Some(problem) = &mut record.problem {
        problem.provider_words = None;
    }
    if let Some(decided) = &mut record.decided {
        decided.note.clear();
    }
    // An action may have been settled more than once.
    taken.sort_unstable();
    taken.dedup();
    record.forgotten = Some(Forgotten { at, fields: taken });
}

/// The parts of one action: of which entries, and which fields are in them.
#[derive(Default)]
struct Parts {
    entries: Vec<i64>,
    fields: Vec<String>,
}

/// The actions for which [`goes`] holds and that have a part, by their ids.
fn found(db: &Connection, before: Timestamp) -> Result<BTreeMap<String, Parts>, Fault> {
    let mut statement = db.prepare_cached(
        "SELECT entries.action, entries.seq, entries.body FROM personal JOIN entries USING (seq) \
         JOIN actions ON actions.id = entries.action WHERE max(created_at, changed_at) < ?1 \
         AND state NOT IN ('prepared', 'sent', 'unknown', 'accepted') ORDER BY entries.seq",
    )?;
    let mut rows = statement.query([before.0])?;
    let mut found: BTreeMap<String, Parts> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let taken = personal::taken(&row.get::<_, String>(2)?)?;
        // An entry of an older version that could not be split stays.
        if !taken.is_empty() {
            let parts = found.entry(row.get(0)?).or_default();
            parts.entries.push(row.get(1)?);
            parts.fields.extend(taken);
        }
    }
    Ok(found)
}

/// Deletes the parts of all actions for which [`goes`] holds, beside the entries and in the table of actions. Gives how
/// many there were.
fn delete(db: &Connection, before: Timestamp, now: Timestamp) -> Result<u64, Fault> {
    let found = found(db, before)?;
    let count = found.len() as u64;
    for (id, Parts { entries, fields }) in found {
        let id = Uuid::parse_str(&id).map(ActionId).map_err(|_| Fault::Unreadable)?;
        let mut record = actions::find(db, id)?.ok_or(Fault::Unreadable)?;
        stripped(&mut record, now, fields);
        actions::put_stripped(db, &record)?;
        for seq in entries {
            personal::delete(db, seq)?;
        }
    }
    Ok(count)
}

/// Takes customers out of the directory that were known before a time and to whom no action refers any more: those
/// among `ended`. Gives how many.
fn delete_customers(db: &Connection, what: &Forgetting) -> Result<u64, Fault> {
    let mut count = 0;
    for line in &what.ended {
        // An order in flight may be about somebody new, so only what names the customer counts.
        count += db
            .prepare_cached(
                "DELETE FROM directory WHERE connection = ?1 AND id = ?2 AND since < ?3 AND NOT EXISTS \
                 (SELECT 1 FROM actions WHERE connection = ?1 AND line IN (?2, 'customer ' || ?2, 'port ' || ?2))",
            )?
            .execute(params![line.connection.0, line.id, what.before.0])? as u64;
    }
    Ok(count)
}

impl Ledger {
    /// Forgets the personal details of all actions that came to their end before a time, except of changes that are under
    /// way; and customers whose line has ended. Who did what, when, why and with which outcome stays, and the chain stays
    /// whole. That it was done is an entry of its own, unless there was nothing. Answers how many it was.
    ///
    /// # Errors
    ///
    /// [`StoreError::DuplicateAction`] when the id is taken; nothing is forgotten then.
    pub fn forget_personal(
        &self,
        id: ActionId,
        agent: &str,
        what: &Forgetting,
        now: Timestamp,
    ) -> Result<ForgetCount, StoreError> {
        let count = self.write(|db| {
            let count = forget(db, what, now)?;
            if !count.is_none() {
                let ForgetCount { actions, customers } = count;
                let kind = ActionKind::PersonalForgotten { before: what.before, actions, customers };
                let new = note_by(agent, id, kind, now);
                record(db, id, now, &Event::Noted(Box::new((&new).into())))?;
            }
            Ok(count)
        })?;
        if !count.is_none() {
            // The log still has the pages as they were.
            self.cut_log();
        }
        Ok(count)
    }

    /// When the newest entry was written, by the clock of then; nothing while there is none.
    ///
    /// # Errors
    ///
    /// [`StoreError::LedgerUnusable`].
    pub fn newest_entry_at(&self) -> Result<Option<Timestamp>, StoreError> {
        self.read(|db| {
            let sql = "SELECT at FROM entries ORDER BY seq DESC LIMIT 1";
            Ok(db.prepare_cached(sql)?.query_row([], |row| row.get(0)).optional()?.map(Timestamp))
        })
    }

    /// How much [`Ledger::forget_personal`] would forget. Nothing is written.
    ///
    /// # Errors
    ///
    /// [`StoreError::LedgerUnusable`].
    pub fn forgettable(&self, what: &Forgetting, now: Timestamp) -> Result<ForgetCount, StoreError> {
        // Done and taken back: whoever refers to a customer may be forgotten in the same go.
        self.try_out(|db| forget(db, what, now))
    }
}

fn forget(db: &Connection, what: &Forgetting, now: Timestamp) -> Result<ForgetCount, Fault> {
    Ok(ForgetCount { actions: delete(db, what.before, now)?, customers: delete_customers(db, what)? })
}

#[cfg(test)]
mod tests;
