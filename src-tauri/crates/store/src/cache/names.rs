//! The word index: FTS5 over the folded words of a line's name, of its e-mail up to the `@`, and of its group.
//!
//! It keeps no text of its own (`content=''`) and no places (`detail=none`), so it answers "which lines have a word
//! that starts so" and nothing else. What is taken out must be named exactly as it was put in.

use rusqlite::{Connection, params};

use super::fold::words;

/// The longest prefix the index has. A longer word is looked up by its start and compared afterwards: a prefix that
/// is not configured costs a hundred times as much.
pub(super) const LONGEST_PREFIX: usize = 6;

// The `ascii` tokenizer leaves everything beyond ASCII as it is, and only letters and digits get here.
pub(super) const TABLE: &str = "
CREATE VIRTUAL TABLE names USING fts5(
    words, content='', columnsize=0, detail=none, tokenize='ascii', prefix='1 2 3 4 5 6'
);
INSERT INTO names (names, rank) VALUES ('hashsize', 33554432);
";

pub(super) fn add(db: &Connection, row: i64, words: &str) -> rusqlite::Result<()> {
    if words.is_empty() {
        return Ok(());
    }
    db.prepare_cached("INSERT INTO names (rowid, words) VALUES (?1, ?2)")?.execute(params![row, words]).map(drop)
}

/// `words` must be what was added.
pub(super) fn remove(db: &Connection, row: i64, words: &str) -> rusqlite::Result<()> {
    if words.is_empty() {
        return Ok(());
    }
    db.prepare_cached("INSERT INTO names (names, rowid, words) VALUES ('delete', ?1, ?2)")?
        .execute(params![row, words])
        .map(drop)
}

/// Folded fields as the index takes them: each word once, divided by spaces.
pub(super) fn index_text<'a>(folded: impl Iterator<Item = &'a str>) -> String {
    let mut seen: Vec<&str> = Vec::with_capacity(8);
    for word in folded.flat_map(words) {
        if !seen.contains(&word) {
            seen.push(word);
        }
    }
    seen.join(" ")
}

/// The query for lines that have, for each of the words, a word that starts with it. The words hold only letters and
/// digits, so nothing in them can be syntax.
pub(super) fn query_text(words: &[String]) -> String {
    let mut text = String::new();
    for word in words {
        let start: String = word.chars().take(LONGEST_PREFIX).collect();
        if !text.is_empty() {
            text.push(' ');
        }
        text.push('"');
        text.push_str(&start);
        text.push_str("\"*");
    }
    text
}
