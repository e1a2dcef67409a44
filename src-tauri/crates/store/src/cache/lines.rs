//! The table of lines: what is searched in columns of its own, everything else as one JSON text.

use std::borrow::Cow;

use domain::iccid::Iccid;
use domain::line::{Customer, EsimState, Line, LineKey, LineState, PlanUse, RawField, ServiceSwitch, Sim, SimKind};
use domain::msisdn::Msisdn;
use domain::provider::{ConnectionId, Evidence, ProviderKind};
use domain::time::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use serde::{Deserialize, Serialize};

use super::arena::{Arena, Change};
use super::fold::fold;
use super::{changes, names, sources};
use crate::error::Fault;

pub(super) const TABLE: &str = "
CREATE TABLE lines (
    row         INTEGER PRIMARY KEY,
    source      INTEGER NOT NULL,
    id          TEXT NOT NULL,
    number      TEXT,
    number_end  TEXT,
    iccid       TEXT,
    iccid_end   TEXT,
    account_key TEXT,
    account     TEXT,
    name        TEXT,
    email       TEXT,
    customers   TEXT,
    read_at     INTEGER NOT NULL,
    rest        TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX lines_key ON lines (source, id);
CREATE INDEX lines_number ON lines (number);
CREATE INDEX lines_number_end ON lines (number_end);
CREATE INDEX lines_iccid ON lines (iccid);
CREATE INDEX lines_iccid_end ON lines (iccid_end);
CREATE INDEX lines_account ON lines (account_key) WHERE account_key IS NOT NULL;
CREATE INDEX lines_id ON lines (id COLLATE NOCASE);
";

/// The indexes that a bulk load drops first and makes again at the end, with their statements.
pub(super) const INDEXES: [(&str, &str); 6] = [
    ("lines_number", "CREATE INDEX lines_number ON lines (number)"),
    ("lines_number_end", "CREATE INDEX lines_number_end ON lines (number_end)"),
    ("lines_iccid", "CREATE INDEX lines_iccid ON lines (iccid)"),
    ("lines_iccid_end", "CREATE INDEX lines_iccid_end ON lines (iccid_end)"),
    ("lines_account", "CREATE INDEX lines_account ON lines (account_key) WHERE account_key IS NOT NULL"),
    ("lines_id", "CREATE INDEX lines_id ON lines (id COLLATE NOCASE)"),
];

/// The unique index of keys, dropped as well when a load has nothing to look up by it.
pub(super) const KEY_INDEX: (&str, &str) = ("lines_key", "CREATE UNIQUE INDEX lines_key ON lines (source, id)");

/// A statement over all columns, for checking that the table is the expected one.
pub(super) const PROBE: &str = "SELECT row, source, id, number, number_end, iccid, iccid_end, account_key, account, \
                                name, email, customers, read_at, rest FROM lines";

/// The columns [`from_row`] reads, of `lines l` and `sources s`.
macro_rules! read_columns {
    () => {
        "s.connection, l.id, l.number, l.iccid, l.account, l.name, l.email, l.customers, l.read_at, l.rest"
    };
}
pub(super) use read_columns;

/// What no query looks into. Fields that are empty in most lines are left out of the text.
/// The names are short because they are written once a line.
#[derive(Serialize, Deserialize)]
struct Rest<'a> {
    #[serde(rename = "p")]
    provider: ProviderKind,
    #[serde(rename = "v")]
    evidence: Evidence,
    #[serde(rename = "s")]
    state: Cow<'a, LineState>,
    #[serde(rename = "k")]
    sim: SimKind,
    #[serde(rename = "e", default, skip_serializing_if = "Option::is_none")]
    esim: Option<Cow<'a, EsimState>>,
    #[serde(rename = "u", default, skip_serializing_if = "Option::is_none")]
    plan: Option<Cow<'a, PlanUse>>,
    #[serde(rename = "w", default, skip_serializing_if = "is_empty")]
    services: Cow<'a, [ServiceSwitch]>,
    #[serde(rename = "i", default, skip_serializing_if = "Option::is_none")]
    sip_address: Option<Cow<'a, str>>,
    #[serde(rename = "r", default, skip_serializing_if = "Option::is_none")]
    recorded: Option<bool>,
    #[serde(rename = "c", default, skip_serializing_if = "Option::is_none")]
    customer: Option<Cow<'a, str>>,
    #[serde(rename = "m", default, skip_serializing_if = "is_empty")]
    unmapped: Cow<'a, [RawField]>,
}

fn is_empty<T: Clone>(list: &[T]) -> bool {
    list.is_empty()
}

/// A line's texts as they are searched.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Searched {
    pub(super) account_key: Option<String>,
    /// For the word index.
    pub(super) words: String,
    /// For the arena.
    pub(super) text: String,
}

impl Searched {
    pub(super) fn of(line: &Line) -> Self {
        let folded = |text: &Option<String>| text.as_deref().map(fold);
        let account = folded(&line.account);
        let name = folded(&line.customer.name);
        let email = folded(&line.customer.email);
        let group = folded(&line.customer.group);
        // Everybody's domain is the same few; what is behind the `@` is found by the arena.
        let local = email.as_deref().and_then(|email| email.split('@').next());
        let words = names::index_text([name.as_deref(), local, group.as_deref()].into_iter().flatten());
        let text = [
            line.number.as_ref().map(Msisdn::digits),
            line.sim.iccid.as_ref().map(Iccid::digits),
            name.as_deref(),
            email.as_deref(),
            account.as_deref(),
        ];
        Self {
            words,
            text: text.map(Option::unwrap_or_default).join("\t"),
            account_key: account.map(|key| key.trim().to_owned()).filter(|key| !key.is_empty()),
        }
    }
}

fn reversed(digits: &str) -> String {
    digits.chars().rev().collect()
}

/// What a line's row has beside the line's own fields.
pub(super) struct Encoded {
    pub(super) searched: Searched,
    number_end: Option<String>,
    iccid_end: Option<String>,
    rest: String,
}

impl Encoded {
    pub(super) fn of(line: &Line) -> Result<Self, serde_json::Error> {
        Ok(Self {
            searched: Searched::of(line),
            number_end: line.number.as_ref().map(|number| reversed(number.digits())),
            iccid_end: line.sim.iccid.as_ref().map(|iccid| reversed(iccid.digits())),
            rest: rest(line)?,
        })
    }
}

/// Adds a line that is not there yet, and gives its row.
pub(super) fn insert(db: &Connection, source: i64, line: &Line, encoded: &Encoded) -> Result<i64, Fault> {
    let sql = "INSERT INTO lines (source, id, number, number_end, iccid, iccid_end, account_key, account, name, email, \
               customers, read_at, rest) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";
    write(db, sql, source, line, encoded)?;
    let row = db.last_insert_rowid();
    names::add(db, row, &encoded.searched.words)?;
    Ok(row)
}

/// Writes `line` over `older`. Where nothing searchable differs, no index is touched and there is no change to tell.
pub(super) fn update(
    db: &Connection,
    source: i64,
    row: i64,
    older: Option<&Line>,
    line: &Line,
) -> Result<Option<Change>, Fault> {
    let encoded = Encoded::of(line)?;
    let same = older.is_some_and(|older| {
        older.number == line.number
            && older.sim.iccid == line.sim.iccid
            && older.account == line.account
            && older.customer == line.customer
    });
    if same {
        db.prepare_cached("UPDATE lines SET read_at = ?2, rest = ?3 WHERE row = ?1")?.execute(params![
            row,
            line.read_at.0,
            encoded.rest
        ])?;
        return Ok(None);
    }
    let sql = "UPDATE lines SET (source, id, number, number_end, iccid, iccid_end, account_key, account, name, email, \
               customers, read_at, rest) = (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13) \
               WHERE source = ?1 AND id = ?2";
    write(db, sql, source, line, &encoded)?;
    let before = older.map(Searched::of).map(|before| before.words).unwrap_or_default();
    if before != encoded.searched.words {
        names::remove(db, row, &before)?;
        names::add(db, row, &encoded.searched.words)?;
    }
    Ok(Some(Change { row, text: Some(encoded.searched.text) }))
}

fn write(db: &Connection, sql: &str, source: i64, line: &Line, encoded: &Encoded) -> Result<(), Fault> {
    db.prepare_cached(sql)?.execute(params![
        source,
        line.key.id,
        line.number.as_ref().map(Msisdn::digits),
        encoded.number_end,
        line.sim.iccid.as_ref().map(Iccid::digits),
        encoded.iccid_end,
        encoded.searched.account_key,
        line.account,
        line.customer.name,
        line.customer.email,
        line.customer.group,
        line.read_at.0,
        encoded.rest,
    ])?;
    Ok(())
}

/// Every field of a line is named here once, so that a new one cannot be forgotten.
fn rest(line: &Line) -> Result<String, serde_json::Error> {
    let Line {
        key: _,
        provider,
        number: _,
        customer: Customer { id: customer, name: _, email: _, group: _ },
        account: _,
        state,
        sim: Sim { kind, iccid: _, esim },
        plan,
        services,
        sip_address,
        recorded,
        unmapped,
        evidence,
        read_at: _,
    } = line;
    serde_json::to_string(&Rest {
        provider: *provider,
        evidence: *evidence,
        state: Cow::Borrowed(state),
        sim: *kind,
        esim: esim.as_ref().map(Cow::Borrowed),
        plan: plan.as_ref().map(Cow::Borrowed),
        services: Cow::Borrowed(services),
        sip_address: sip_address.as_deref().map(Cow::Borrowed),
        recorded: *recorded,
        customer: customer.as_deref().map(Cow::Borrowed),
        unmapped: Cow::Borrowed(unmapped),
    })
}

/// Reads a line from [`read_columns`], starting at column `at`. A row this program cannot read any more counts as not
/// there: the next list brings it again.
pub(super) fn from_row(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<Line>> {
    let rest = row.get_ref(at + 9)?.as_str()?;
    let Ok(rest) = serde_json::from_str::<Rest<'_>>(rest) else {
        tracing::warn!("a cached line is of no known form and is skipped");
        return Ok(None);
    };
    let number = row.get_ref(at + 2)?.as_str_or_null()?;
    let iccid = row.get_ref(at + 3)?.as_str_or_null()?;
    Ok(Some(Line {
        key: LineKey { connection: ConnectionId(row.get(at)?), id: row.get(at + 1)? },
        provider: rest.provider,
        number: number.and_then(|digits| Msisdn::from_e164(&format!("+{digits}")).ok()),
        customer: Customer {
            id: rest.customer.map(Cow::into_owned),
            name: row.get(at + 5)?,
            email: row.get(at + 6)?,
            group: row.get(at + 7)?,
        },
        account: row.get(at + 4)?,
        state: rest.state.into_owned(),
        sim: Sim {
            kind: rest.sim,
            iccid: iccid.and_then(|digits| Iccid::parse(digits).ok()).map(|reading| reading.iccid),
            esim: rest.esim.map(Cow::into_owned),
        },
        plan: rest.plan.map(Cow::into_owned),
        services: rest.services.into_owned(),
        sip_address: rest.sip_address.map(Cow::into_owned),
        recorded: rest.recorded,
        unmapped: rest.unmapped.into_owned(),
        evidence: rest.evidence,
        read_at: Timestamp(row.get(at + 8)?),
    }))
}

/// A line by its row.
pub(super) fn by_row(db: &Connection, row: i64) -> rusqlite::Result<Option<Line>> {
    let sql = concat!(
        "SELECT ",
        read_columns!(),
        " FROM lines l CROSS JOIN sources s ON s.source = l.source WHERE l.row = ?1"
    );
    db.prepare_cached(sql)?.query_row([row], |row| from_row(row, 0)).optional().map(Option::flatten)
}

/// A line of a connection with its row; the line is absent when the row cannot be read any more.
pub(super) fn by_key(db: &Connection, source: i64, id: &str) -> rusqlite::Result<Option<(i64, Option<Line>)>> {
    let sql = concat!(
        "SELECT l.row, ",
        read_columns!(),
        " FROM lines l CROSS JOIN sources s ON s.source = l.source WHERE l.source = ?1 AND l.id = ?2"
    );
    db.prepare_cached(sql)?.query_row(params![source, id], |row| Ok((row.get(0)?, from_row(row, 1)?))).optional()
}

/// A line by its key.
pub(super) fn find(db: &Connection, key: &LineKey) -> rusqlite::Result<Option<Line>> {
    let Some(source) = sources::find(db, &key.connection)? else {
        return Ok(None);
    };
    Ok(by_key(db, source, &key.id)?.and_then(|(_, line)| line))
}

/// Adds or renews one line; what the older reading knew and this one does not say is kept.
pub(super) fn put(db: &Connection, line: &Line) -> Result<Option<Change>, Fault> {
    let source = sources::find_or_add(db, &line.key.connection)?;
    put_in(db, source, line)
}

/// The same with the connection's number at hand.
pub(super) fn put_in(db: &Connection, source: i64, line: &Line) -> Result<Option<Change>, Fault> {
    match by_key(db, source, &line.key.id)? {
        None => {
            let encoded = Encoded::of(line)?;
            let row = insert(db, source, line, &encoded)?;
            Ok(Some(Change { row, text: Some(encoded.searched.text) }))
        }
        Some((row, older)) => {
            let mut line = Cow::Borrowed(line);
            if let Some(older) = &older {
                changes::note(db, source, older, &line)?;
                line.to_mut().fill_gaps_from(older);
            }
            update(db, source, row, older.as_ref(), &line)
        }
    }
}

/// Takes a line out.
pub(super) fn remove(db: &Connection, source: i64, id: &str) -> Result<Option<Change>, Fault> {
    let Some((row, line)) = by_key(db, source, id)? else {
        return Ok(None);
    };
    if let Some(line) = line {
        names::remove(db, row, &Searched::of(&line).words)?;
    }
    changes::remove(db, source, id)?;
    db.prepare_cached("DELETE FROM lines WHERE row = ?1")?.execute([row])?;
    Ok(Some(Change { row, text: None }))
}

/// How many lines a connection has here.
pub(super) fn count(db: &Connection, source: i64) -> rusqlite::Result<u64> {
    db.prepare_cached("SELECT count(*) FROM lines WHERE source = ?1")?.query_row([source], |row| row.get(0))
}

/// The ids of a connection's lines.
pub(super) fn ids(db: &Connection, source: i64) -> rusqlite::Result<Vec<String>> {
    db.prepare_cached("SELECT id FROM lines WHERE source = ?1")?.query_map([source], |row| row.get(0))?.collect()
}

/// The searchable text of every line, in the order of the rows.
pub(super) fn arena(db: &Connection) -> Result<Arena, Fault> {
    let mut arena = Arena::default();
    let mut statement = db.prepare("SELECT row, number, iccid, name, email, account FROM lines ORDER BY row")?;
    let mut rows = statement.query([])?;
    let mut text = String::new();
    while let Some(row) = rows.next()? {
        text.clear();
        for column in 1..=5 {
            if column > 1 {
                text.push('\t');
            }
            match row.get_ref(column)?.as_str_or_null().map_err(|_| Fault::Unreadable)? {
                Some(digits) if column < 3 => text.push_str(digits),
                Some(words) => text.push_str(&fold(words)),
                None => {}
            }
        }
        arena.push(row.get(0)?, &text);
    }
    Ok(arena)
}
