//! The search: exact, start and end of numbers by B-tree, words by FTS5, the middle of anything by the arena.

use std::collections::HashSet;
use std::ops::ControlFlow;

use domain::line::{Line, LineKey};
use rusqlite::{Connection, Params, params};

use super::arena::Shelf;
use super::fold::{fold, words};
use super::lines::{Searched, by_row};
use super::names;
use super::query::{Digits, Query};
use crate::error::Fault;

/// The most hits one search gives.
pub const MOST_HITS: usize = 100;

/// After so many lines that turned out not to have a long word, the word index is no help any more.
const PATIENCE: usize = 1_000;

/// Which part of a line was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Matched {
    /// The number, from its start.
    Number,
    /// The last digits of the number.
    NumberEnd,
    /// The ICCID, from its start.
    Iccid,
    /// The last digits of the ICCID.
    IccidEnd,
    /// Words of the customer's name.
    Name,
    /// Words of the e-mail, the first of them in front of the `@`.
    Email,
    /// Words of the customer group.
    Group,
    /// The account, from its start.
    Account,
    /// The middle of an identifier, the name or the e-mail.
    Inside,
}

/// One line that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchHit {
    /// The line.
    pub line: Line,
    /// What of it was found.
    pub matched: Matched,
}

/// What a search found, each line once: first what is exactly the query, then by number (start, end), by ICCID (start,
/// end), by words of name, e-mail and group, by account (start), and last by the middle of anything. A whole number or ICCID
/// of one line is not looked for in the middle of others.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SearchHits {
    /// The hits, best first.
    pub hits: Vec<SearchHit>,
    /// Set when the query is exactly one line's number in any usual spelling, its ICCID (with or without the printed
    /// check digit), its account or the provider's own reference of it: that line, which is also the first hit.
    pub exact: Option<LineKey>,
    /// True when more lines match than were asked for.
    pub more: bool,
}

/// The hits while they are gathered: one more than asked for, to know whether there are more.
pub(super) struct Found {
    limit: usize,
    seen: HashSet<i64>,
    hits: Vec<SearchHit>,
    exact: Option<LineKey>,
}

impl Found {
    pub(super) fn up_to(limit: usize) -> Self {
        Self { limit: limit.min(MOST_HITS), seen: HashSet::new(), hits: Vec::new(), exact: None }
    }

    fn is_full(&self) -> bool {
        self.limit == 0 || self.hits.len() > self.limit
    }

    pub(super) fn hits(mut self) -> SearchHits {
        let more = self.hits.len() > self.limit;
        self.hits.truncate(self.limit);
        SearchHits { hits: self.hits, exact: self.exact, more }
    }

    /// Everything an index answers.
    pub(super) fn by_index(&mut self, db: &Connection, query: &Query) -> Result<(), Fault> {
        if self.is_full() || query.whole.is_empty() {
            return Ok(());
        }
        self.exactly(db, query)?;
        if let Some(digits) = &query.digits {
            self.by_digits(db, digits)?;
        }
        self.by_words(db, query)?;
        let start = "SELECT row FROM lines WHERE account_key >= ?1 AND account_key < ?1 || char(1114111) \
                     ORDER BY account_key LIMIT ?2";
        self.rows(db, start, params![query.whole, self.wanted()], Matched::Account)
    }

    /// Whether a look at every text could find more. One line's whole number or ICCID means that line and no other.
    pub(super) fn wants_substring(&self, query: &Query) -> bool {
        let first = self.hits.first().map(|hit| hit.matched);
        let identified = self.exact.is_some() && first != Some(Matched::Account);
        !self.is_full() && !identified && !query.needles.is_empty()
    }

    fn exactly(&mut self, db: &Connection, query: &Query) -> Result<(), Fault> {
        if let Some(digits) = &query.digits {
            for number in &digits.numbers {
                let sql = "SELECT row FROM lines WHERE number = ?1 LIMIT ?2";
                self.rows(db, sql, params![number, self.wanted()], Matched::Number)?;
            }
            let typed = digits.typed.as_str();
            let sql = "SELECT row FROM lines WHERE iccid = ?1 LIMIT ?2";
            self.rows(db, sql, params![typed, self.wanted()], Matched::Iccid)?;
            match typed.len() {
                // With the printed check digit, where the provider leaves it off (ONSIM contract, "ICCID") …
                20 => self.rows(db, sql, params![typed.get(..19), self.wanted()], Matched::Iccid)?,
                // … and the other way round.
                19 => {
                    let sql =
                        "SELECT row FROM lines WHERE iccid >= ?1 AND iccid < ?1 || ':' AND length(iccid) = 20 LIMIT ?2";
                    self.rows(db, sql, params![typed, self.wanted()], Matched::Iccid)?;
                }
                _ => {}
            }
        }
        let sql = "SELECT row FROM lines WHERE account_key = ?1 LIMIT ?2";
        self.rows(db, sql, params![query.whole, self.wanted()], Matched::Account)?;
        // The provider's own reference of the line is what some people have (Reach: the customer id).
        let sql = "SELECT row FROM lines WHERE id = ?1 COLLATE NOCASE LIMIT ?2";
        self.rows(db, sql, params![query.whole, self.wanted()], Matched::Account)?;
        if let [only] = self.hits.as_slice() {
            self.exact = Some(only.line.key.clone());
        }
        Ok(())
    }

    fn by_digits(&mut self, db: &Connection, digits: &Digits) -> Result<(), Fault> {
        // ':' is the character after '9': the end of what starts with the digits.
        let start = "SELECT row FROM lines WHERE number >= ?1 AND number < ?1 || ':' ORDER BY number LIMIT ?2";
        for number in &digits.numbers {
            self.rows(db, start, params![number, self.wanted()], Matched::Number)?;
        }
        let typed = &digits.typed;
        let end: String = typed.chars().rev().collect();
        for (sql, digits, matched) in [
            (
                "SELECT row FROM lines WHERE number_end >= ?1 AND number_end < ?1 || ':' ORDER BY number_end LIMIT ?2",
                &end,
                Matched::NumberEnd,
            ),
            (
                "SELECT row FROM lines WHERE iccid >= ?1 AND iccid < ?1 || ':' ORDER BY iccid LIMIT ?2",
                typed,
                Matched::Iccid,
            ),
            (
                "SELECT row FROM lines WHERE iccid_end >= ?1 AND iccid_end < ?1 || ':' ORDER BY iccid_end LIMIT ?2",
                &end,
                Matched::IccidEnd,
            ),
        ] {
            self.rows(db, sql, params![digits, self.wanted()], matched)?;
        }
        Ok(())
    }

    /// How many rows a statement has to give so that, whatever of them is known already, there are enough.
    fn wanted(&self) -> i64 {
        i64::try_from(self.limit + 1 + self.seen.len()).unwrap_or(i64::MAX)
    }

    /// Takes the rows of a statement that finds by index and needs no second look.
    fn rows(&mut self, db: &Connection, sql: &str, params: impl Params, matched: Matched) -> Result<(), Fault> {
        if self.is_full() {
            return Ok(());
        }
        let mut statement = db.prepare_cached(sql)?;
        let mut rows = statement.query(params)?;
        while let Some(row) = rows.next()? {
            if self.take(db, row.get(0)?, |_| Some(matched))?.is_break() {
                break;
            }
        }
        Ok(())
    }

    /// Takes one row unless it is known or `matched` says that it does not match. Breaks when there are enough.
    fn take(
        &mut self,
        db: &Connection,
        row: i64,
        matched: impl FnOnce(&Line) -> Option<Matched>,
    ) -> Result<ControlFlow<()>, Fault> {
        if !self.seen.contains(&row)
            && let Some(line) = by_row(db, row)?
            && let Some(matched) = matched(&line)
        {
            self.seen.insert(row);
            self.hits.push(SearchHit { line, matched });
        }
        Ok(if self.is_full() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    }

    fn by_words(&mut self, db: &Connection, query: &Query) -> Result<(), Fault> {
        if self.is_full() || query.indexed.is_empty() {
            return Ok(());
        }
        let from = self.hits.len();
        // No ORDER BY: ranking would have to read every line that matches.
        let mut statement = db.prepare_cached("SELECT rowid FROM names WHERE names MATCH ?1")?;
        let mut rows = statement.query([names::query_text(&query.indexed)])?;
        let mut misses = 0;
        while let Some(row) = rows.next()? {
            let before = self.hits.len();
            if self.take(db, row.get(0)?, |line| matched_words(line, &query.words))?.is_break() {
                break;
            }
            misses += usize::from(before == self.hits.len());
            if misses > PATIENCE + self.limit {
                break;
            }
        }
        if let Some(by_words) = self.hits.get_mut(from..) {
            by_words.sort_by_key(|hit| hit.matched);
        }
        Ok(())
    }

    /// What only a look at every text can find.
    pub(super) fn by_substring(&mut self, db: &Connection, shelf: &Shelf, query: &Query) -> Result<(), Fault> {
        let scanned = shelf.with(|arena| {
            arena.scan(&query.needles, |row| {
                // The table may have changed since: what it says counts.
                self.take(db, row, |line| {
                    let text = Searched::of(line).text;
                    let all = query.needles.iter().all(|needle| text.contains(needle.as_str()));
                    all.then_some(Matched::Inside)
                })
            })
        });
        scanned.unwrap_or(Ok(()))
    }
}

/// Which field has all the words, or the first of them; `None` when one of the words starts none of the line's words.
fn matched_words(line: &Line, wanted: &[String]) -> Option<Matched> {
    let fields = [
        (Matched::Name, &line.customer.name),
        (Matched::Email, &line.customer.email),
        (Matched::Group, &line.customer.group),
    ]
    .map(|(matched, text)| (matched, text.as_deref().map(fold).unwrap_or_default()));
    let has = |field: &str, word: &String| words(field).any(|known| known.starts_with(word.as_str()));
    if !wanted.iter().all(|word| fields.iter().any(|(_, field)| has(field, word))) {
        return None;
    }
    let whole = fields.iter().find(|(_, field)| wanted.iter().all(|word| has(field, word)));
    let first = || fields.iter().find(|(_, field)| wanted.first().is_some_and(|word| has(field, word)));
    whole.or_else(first).map(|(matched, _)| *matched)
}

#[cfg(test)]
mod tests;
