//! The table of actions: what the entries add up to, one row an action, for showing and finding. It holds the rule of
//! one change in flight per line, also between two running programs.

use domain::action::{ActionId, ActionKind, ActionRecord, ActionState, Facts};
use domain::activation_code::CodeFingerprint;
use domain::iccid::Iccid;
use domain::line::LineKey;
use domain::msisdn::Msisdn;
use domain::provider::ConnectionId;
use domain::replaced_sim::ReplacedSim;
use domain::task::About;
use domain::time::Timestamp;
use rusqlite::types::ToSql;
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::error::{Fault, StoreError};

pub(super) const TABLE: &str = "
CREATE TABLE actions (
    id           TEXT NOT NULL PRIMARY KEY,
    first        INTEGER NOT NULL,
    last         INTEGER NOT NULL,
    is_change    INTEGER NOT NULL,
    state        TEXT NOT NULL,
    connection   TEXT,
    line         TEXT,
    shown_code   TEXT,
    before_code  TEXT,
    after_code   TEXT,
    kind         TEXT NOT NULL,
    number       TEXT,
    provider     TEXT,
    agent        TEXT NOT NULL,
    verification TEXT,
    reason       TEXT,
    note         TEXT,
    before       TEXT,
    after        TEXT,
    problem      TEXT,
    read_back    INTEGER NOT NULL,
    read_backs   INTEGER NOT NULL,
    seconds      INTEGER,
    created_at   INTEGER NOT NULL,
    sent_at      INTEGER,
    changed_at   INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX actions_in_flight ON actions (connection, line)
    WHERE is_change = 1 AND state IN ('prepared', 'sent', 'unknown', 'accepted');
CREATE UNIQUE INDEX actions_first ON actions (first);
CREATE INDEX actions_order ON actions ((state = 'unknown'), first);
CREATE INDEX actions_state ON actions (state, first);
CREATE INDEX actions_line ON actions (connection, line, first);
CREATE INDEX actions_shown ON actions (shown_code) WHERE shown_code IS NOT NULL;
CREATE INDEX actions_before ON actions (before_code) WHERE before_code IS NOT NULL;
CREATE INDEX actions_after ON actions (after_code) WHERE after_code IS NOT NULL;
";

/// What a person decided about an action, since version 5 of the file.
pub(super) const DECIDED: &str = "ALTER TABLE actions ADD COLUMN decided TEXT";

/// What becomes of the SIM a line had; older files have no such column.
pub(super) const OLD_SIM: &str = "ALTER TABLE actions ADD COLUMN old_sim TEXT";

/// So many digits of a SIM's number are there in every way of writing it.
const SURE_DIGITS: usize = 18;

/// Columns that older files have not: nobody could fill them in then.
const LATER: [&str; 2] = ["decided", "old_sim"];

/// A statement over all columns, for checking that the table is the expected one.
pub(super) const PROBE: &str =
    concat!("SELECT ", columns!(), ", is_change, shown_code, before_code, after_code FROM actions");

/// Which actions to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ActionFilter {
    /// All of them, unknown ones first.
    #[default]
    All,
    /// Those that may or may not have happened.
    Unknown,
    /// Those on their way: prepared, sent, or accepted and being worked on.
    Waiting,
    /// Those the provider refused, at once or after having accepted them.
    Refused,
}

impl ActionFilter {
    const fn condition(self) -> &'static str {
        match self {
            Self::All => "true",
            Self::Unknown => "state = 'unknown'",
            Self::Waiting => "state IN ('prepared', 'sent', 'accepted')",
            Self::Refused => "state IN ('refused', 'failed')",
        }
    }
}

/// How many actions each [`ActionFilter`] has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LedgerCounts {
    /// All of them.
    pub all: u64,
    /// [`ActionFilter::Unknown`].
    pub unknown: u64,
    /// [`ActionFilter::Waiting`].
    pub waiting: u64,
    /// [`ActionFilter::Refused`].
    pub refused: u64,
}

/// A row with the places of the action's first and last entry.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Kept {
    pub(super) record: ActionRecord,
    pub(super) first: i64,
    pub(super) last: i64,
}

macro_rules! columns {
    () => {
        "id, first, last, state, connection, line, kind, number, provider, agent, verification, reason, note, before, \
         after, problem, read_back, read_backs, seconds, created_at, sent_at, changed_at, decided, old_sim"
    };
}
use columns;

/// Writes an action as it stands after the entry at `seq`.
pub(super) fn put(db: &Connection, record: &ActionRecord, seq: i64) -> Result<(), Fault> {
    let code = |facts: &Option<Facts>| match facts {
        Some(Facts::Esim { fingerprint, .. }) => fingerprint.as_ref().map(CodeFingerprint::to_string),
        _ => None,
    };
    let shown = match &record.kind {
        ActionKind::CodeShown { fingerprint, .. } | ActionKind::CodeCopied { fingerprint } => {
            Some(fingerprint.to_string())
        }
        _ => None,
    };
    let place = place(&record.kind, record.line.as_ref());
    db.prepare_cached(
        "INSERT INTO actions (id, first, last, is_change, state, connection, line, shown_code, before_code, after_code, \
         kind, number, provider, agent, verification, reason, note, before, after, problem, read_back, read_backs, \
         seconds, created_at, sent_at, changed_at, decided, old_sim) VALUES (?1, ?2, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, \
         ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27) \
         ON CONFLICT (id) DO UPDATE SET last = excluded.last, state = excluded.state, after_code = excluded.after_code, \
         after = excluded.after, problem = excluded.problem, read_back = excluded.read_back, \
         read_backs = excluded.read_backs, seconds = excluded.seconds, sent_at = excluded.sent_at, \
         changed_at = excluded.changed_at, decided = excluded.decided",
    )?
    .execute(params![
        record.id.to_string(),
        seq,
        record.kind.is_change(),
        word(&record.state)?,
        place.as_ref().map(|place| place.connection.as_str()),
        place.as_ref().map(|place| place.subject.as_str()),
        shown,
        code(&record.before),
        code(&record.after),
        serde_json::to_string(&record.kind)?,
        record.number.as_ref().map(Msisdn::e164),
        record.provider.as_ref().map(word).transpose()?,
        record.agent,
        json(&record.verification)?,
        record.reason.as_ref().map(word).transpose()?,
        record.note,
        json(&record.before)?,
        json(&record.after)?,
        json(&record.problem)?,
        record.read_back,
        record.read_backs,
        record.seconds,
        record.created_at.0,
        record.sent_at.map(|at| at.0),
        record.changed_at.0,
        json(&record.decided)?,
        record.old_sim.as_ref().map(word).transpose()?,
    ])?;
    Ok(())
}

fn json<T: Serialize>(value: &Option<T>) -> Result<Option<String>, serde_json::Error> {
    value.as_ref().map(serde_json::to_string).transpose()
}

/// A plain enum as its bare word.
fn word<T: Serialize>(value: &T) -> Result<String, Fault> {
    match serde_json::to_value(value)? {
        serde_json::Value::String(word) => Ok(word),
        _ => Err(Fault::Unreadable),
    }
}

fn from_word<T: DeserializeOwned>(word: String) -> Result<T, Fault> {
    Ok(serde_json::from_value(serde_json::Value::String(word))?)
}

fn from_json<T: DeserializeOwned>(text: Option<String>) -> Result<Option<T>, Fault> {
    Ok(text.as_deref().map(serde_json::from_str).transpose()?)
}

fn kept(row: &Row<'_>) -> Result<Kept, Fault> {
    let id: String = row.get(0)?;
    let connection: Option<String> = row.get(4)?;
    let line: Option<String> = row.get(5)?;
    let number: Option<String> = row.get(7)?;
    let kind: ActionKind = serde_json::from_str(&row.get::<_, String>(6)?)?;
    // For what is about no line, the two columns hold what it is about instead.
    let about_line = !matches!(&kind, ActionKind::Task { about, .. } if about.line().is_none());
    let record = ActionRecord {
        id: ActionId(Uuid::parse_str(&id).map_err(|_| Fault::Unreadable)?),
        kind,
        line: connection
            .zip(line)
            .filter(|_| about_line)
            .map(|(connection, id)| LineKey { connection: ConnectionId(connection), id }),
        number: number.map(|e164| Msisdn::from_e164(&e164)).transpose().map_err(|_| Fault::Unreadable)?,
        provider: row.get::<_, Option<String>>(8)?.map(from_word).transpose()?,
        state: from_word(row.get(3)?)?,
        agent: row.get(9)?,
        verification: from_json(row.get(10)?)?,
        reason: row.get::<_, Option<String>>(11)?.map(from_word).transpose()?,
        note: row.get(12)?,
        before: from_json(row.get(13)?)?,
        after: from_json(row.get(14)?)?,
        problem: from_json(row.get(15)?)?,
        read_back: row.get(16)?,
        read_backs: row.get(17)?,
        seconds: row.get(18)?,
        created_at: Timestamp(row.get(19)?),
        sent_at: row.get::<_, Option<i64>>(20)?.map(Timestamp),
        changed_at: Timestamp(row.get(21)?),
        decided: from_json(row.get(22)?)?,
        old_sim: row.get::<_, Option<String>>(23)?.map(from_word).transpose()?,
    };
    Ok(Kept { record, first: row.get(1)?, last: row.get(2)? })
}

/// The actions of a statement over [`columns`].
fn list(db: &Connection, sql: &str, params: &[&dyn ToSql]) -> Result<Vec<ActionRecord>, Fault> {
    let mut statement = db.prepare_cached(sql)?;
    let mut rows = statement.query(params)?;
    let mut actions = Vec::new();
    while let Some(row) = rows.next()? {
        actions.push(kept(row)?.record);
    }
    Ok(actions)
}

/// Every row, for the check; `None` for one that cannot be read.
pub(super) fn all_kept(db: &Connection) -> Result<Vec<Option<Kept>>, Fault> {
    let sql = concat!("SELECT ", columns!(), " FROM actions ORDER BY first");
    // A file that is only checked is not brought up to date.
    let mut known = db.prepare("SELECT 1 FROM pragma_table_info('actions') WHERE name = ?1")?;
    let mut sql = sql.to_owned();
    for column in LATER {
        if !known.exists([column])? {
            sql = sql.replace(&format!(", {column}"), ", NULL");
        }
    }
    let mut statement = db.prepare_cached(&sql)?;
    let mut rows = statement.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.push(kept(row).ok());
    }
    Ok(all)
}

/// The `limit` oldest actions, the oldest first, each with its connection: one whose line was forgotten has that still.
pub(super) fn each(
    db: &Connection,
    limit: u64,
    mut each: impl FnMut(ActionRecord, Option<String>) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let mut statement = db.prepare_cached(concat!("SELECT ", columns!(), " FROM actions ORDER BY first LIMIT ?1"))?;
    let mut rows = statement.query([i64::try_from(limit).unwrap_or(i64::MAX)])?;
    while let Some(row) = rows.next()? {
        each(kept(row)?.record, row.get(4)?)?;
    }
    Ok(())
}

pub(super) fn find(db: &Connection, id: ActionId) -> Result<Option<ActionRecord>, Fault> {
    let sql = concat!("SELECT ", columns!(), " FROM actions WHERE id = ?1");
    Ok(list(db, sql, &[&id.to_string()])?.pop())
}

/// What only one change at a time may be in flight on: a line, or what else a task is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    connection: String,
    subject: String,
}

impl Place {
    pub(super) fn line(line: &LineKey) -> Self {
        Self { connection: line.connection.0.clone(), subject: line.id.clone() }
    }
}

/// The place of a customer or a port order. A line has its reference alone, as it always had.
pub(super) fn place_of(about: &About) -> Option<Place> {
    let subject = match about {
        About::Line { line } => line.id.clone(),
        About::Customer { id, .. } => format!("customer {id}"),
        About::Port { id, .. } => format!("port {id}"),
        About::Account { .. } => return None,
    };
    Some(Place { connection: about.connection().0.clone(), subject })
}

/// Where an action happens. What is about the account as a whole is held apart by what it does and with which values,
/// so that an order that takes hours stops only the same order.
pub(super) fn place(kind: &ActionKind, line: Option<&LineKey>) -> Option<Place> {
    let ActionKind::Task { about, task, given, .. } = kind else { return line.map(Place::line) };
    place_of(about).or_else(|| {
        let values = serde_json::to_vec(given).ok()?;
        let hash = Sha256::digest(values);
        let short = hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect::<String>();
        Some(Place { connection: about.connection().0.clone(), subject: format!("account {task} {short}") })
    })
}

/// The change in flight at a place.
pub(super) fn in_flight(db: &Connection, place: &Place) -> Result<Option<ActionRecord>, Fault> {
    let sql = concat!(
        "SELECT ",
        columns!(),
        " FROM actions WHERE connection = ?1 AND line = ?2 AND is_change = 1 \
         AND state IN ('prepared', 'sent', 'unknown', 'accepted')"
    );
    Ok(list(db, sql, &[&place.connection, &place.subject])?.pop())
}

/// One page: unknown ones first, else the newest first, starting behind the action `before`.
pub(super) fn page(
    db: &Connection,
    filter: ActionFilter,
    limit: usize,
    before: Option<ActionId>,
) -> Result<Vec<ActionRecord>, Fault> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let (unknown, first) = match before {
        None => (1, i64::MAX),
        Some(id) => db
            .prepare_cached("SELECT state = 'unknown', first FROM actions WHERE id = ?1")?
            .query_row([id.to_string()], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?
            .ok_or(StoreError::NoSuchAction(id))?,
    };
    let sql = format!(
        concat!(
            "SELECT ",
            columns!(),
            " FROM actions WHERE ((state = 'unknown'), first) < (?1, ?2) AND {} \
             ORDER BY (state = 'unknown') DESC, first DESC LIMIT ?3"
        ),
        filter.condition()
    );
    list(db, &sql, &[&unknown as &dyn ToSql, &first, &limit])
}

pub(super) fn of_place(db: &Connection, place: &Place, limit: usize) -> Result<Vec<ActionRecord>, Fault> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let sql = concat!(
        "SELECT ",
        columns!(),
        " FROM actions WHERE connection = ?1 AND line = ?2 ORDER BY first DESC LIMIT ?3"
    );
    list(db, sql, &[&place.connection, &place.subject, &limit])
}

/// The newest change of a line that stands in one of the states.
pub(super) fn last_change(
    db: &Connection,
    line: &LineKey,
    states: &[ActionState],
) -> Result<Option<ActionRecord>, Fault> {
    let states = states.iter().map(word).collect::<Result<Vec<_>, _>>()?;
    let sql = concat!(
        "SELECT ",
        columns!(),
        " FROM actions WHERE connection = ?1 AND line = ?2 AND is_change = 1 \
         AND state IN (SELECT value FROM json_each(?3)) ORDER BY first DESC LIMIT 1"
    );
    Ok(list(db, sql, &[&line.connection.0, &line.id, &serde_json::to_string(&states)?])?.pop())
}

/// The changes whose outcome is not known yet, the oldest first.
pub(super) fn open(db: &Connection) -> Result<Vec<ActionRecord>, Fault> {
    let sql = concat!(
        "SELECT ",
        columns!(),
        " FROM actions WHERE is_change = 1 AND state IN ('prepared', 'sent', 'unknown', 'accepted') ORDER BY first"
    );
    list(db, sql, &[])
}

/// The changes that were done, or may have been, with this SIM among what was typed, or that gave it to a line as their
/// outcome tells: the newest first.
pub(super) fn with_sim(db: &Connection, iccid: &str) -> Result<Vec<ActionRecord>, Fault> {
    // The check digit may have been left off, then or now: the beginning finds both, and the whole number decides.
    let beginning = iccid.get(..SURE_DIGITS).unwrap_or(iccid);
    let sql = concat!(
        "SELECT ",
        columns!(),
        " FROM actions WHERE is_change = 1 AND state IN ('done', 'accepted', 'unknown') \
         AND (instr(kind, ?1) > 0 OR instr(after, ?2) > 0) ORDER BY first DESC"
    );
    let (typed, read) = (format!("\"value\":\"{beginning}"), format!("\"iccid\":\"{beginning}"));
    let mut found = list(db, sql, &[&typed, &read])?;
    found.retain(|action| {
        let ActionKind::Task { given, .. } = &action.kind else { return false };
        let got = ReplacedSim::of(action).and_then(|replaced| replaced.new);
        given.iter().filter_map(|one| one.value.as_deref()).chain(got.as_deref()).any(|it| Iccid::is_same(it, iccid))
    });
    Ok(found)
}

pub(super) fn counts(db: &Connection) -> Result<LedgerCounts, Fault> {
    let count = |filter: ActionFilter| -> Result<u64, Fault> {
        let sql = format!("SELECT count(*) FROM actions WHERE {}", filter.condition());
        Ok(db.prepare_cached(&sql)?.query_row([], |row| row.get(0))?)
    };
    Ok(LedgerCounts {
        all: count(ActionFilter::All)?,
        unknown: count(ActionFilter::Unknown)?,
        waiting: count(ActionFilter::Waiting)?,
        refused: count(ActionFilter::Refused)?,
    })
}

/// The lines on which a code was shown, copied, or read before or after a change.
pub(super) fn seen_code(db: &Connection, code: &CodeFingerprint) -> Result<Vec<LineKey>, Fault> {
    let mut statement = db.prepare_cached(
        "SELECT DISTINCT connection, line FROM actions \
         WHERE (shown_code = ?1 OR before_code = ?1 OR after_code = ?1) AND connection IS NOT NULL AND line IS NOT NULL \
         ORDER BY connection, line",
    )?;
    let lines = statement
        .query_map([code.to_string()], |row| Ok(LineKey { connection: ConnectionId(row.get(0)?), id: row.get(1)? }))?;
    Ok(lines.collect::<Result<_, _>>()?)
}

#[cfg(test)]
mod tests;
