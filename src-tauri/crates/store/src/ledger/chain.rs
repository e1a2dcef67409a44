//! The hash chain over the entries, and the check of the whole ledger.
//!
//! It shows that something was altered, not who did it: whoever can write the file and has this program can make a new
//! chain. What it holds against is a changed, lost or added row.

use std::collections::HashMap;

use domain::action::{ActionId, ActionRecord};
use domain::time::Timestamp;
use rusqlite::Connection;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::actions::{self, Kept};
use super::entries::{self, Entry};
use super::event::Event;
use crate::error::Fault;

/// SHA-256.
pub(super) type Hash = [u8; 32];

/// What the first entry has before it.
pub(super) const START: Hash = [0; 32];

/// Says what the hash is for, so that it can be mistaken for no other.
const LABEL: &[u8] = b"simdesk ledger entry 1";

/// What a check of the whole ledger found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainReport {
    /// How many entries there are.
    pub entries: u64,
    /// The first entry that is not as it was written; `None` when all is well.
    pub first_bad: Option<BadEntry>,
}

/// An entry that is not as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadEntry {
    /// Its place, counted from 1.
    pub seq: i64,
    /// What was done to it, as far as the chain tells.
    pub what: Tampering,
}

/// What was done to an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tampering {
    /// Its content is another.
    Changed,
    /// It is gone.
    Missing,
    /// It stands at another place than it was written at.
    Reordered,
    /// It was put in between.
    Inserted,
    /// The entries are whole, but what the desk shows of the action does not follow from them; `seq` is the last entry
    /// that counts for the action.
    Shown,
}

impl std::fmt::Display for Tampering {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Changed => "it was changed",
            Self::Missing => "it is missing",
            Self::Reordered => "it stands in another place than it was written",
            Self::Inserted => "it was put in between",
            Self::Shown => "what is shown of its action does not follow from the entries",
        })
    }
}

/// The hash of an entry: over the label and every field, each with its length in front, so that no two entries give
/// the same bytes.
pub(super) fn hash(entry: &Entry) -> Hash {
    hash_at(entry, entry.seq)
}

fn hash_at(entry: &Entry, seq: i64) -> Hash {
    let mut digest = Sha256::new();
    let fields: [&[u8]; 7] = [
        LABEL,
        &seq.to_be_bytes(),
        entry.action.as_bytes(),
        &entry.at.to_be_bytes(),
        entry.event.as_bytes(),
        entry.body.as_bytes(),
        &entry.previous,
    ];
    for field in fields {
        digest.update((field.len() as u64).to_be_bytes());
        digest.update(field);
    }
    digest.finalize().into()
}

/// Replays all entries, and compares the chain with itself and the table of actions with the replay.
pub(super) fn verify(db: &Connection) -> Result<ChainReport, Fault> {
    let mut before = (0, START);
    let mut bad = None;
    let mut replay: HashMap<ActionId, Kept> = HashMap::new();
    entries::walk(db, |entry| {
        let place = before.0 + 1;
        bad = if entry.seq != place {
            Some(Suspect::Gap { at: place.min(entry.seq), gone: entry.seq > place })
        } else if entry.previous != before.1 || hash(&entry) != entry.hash {
            Some(Suspect::Broken(Box::new(entry.clone())))
        } else if replayed(&mut replay, &entry).is_none() {
            // The chain holds, so it was made anew over something this program would not have written.
            Some(Suspect::Impossible(entry.seq))
        } else {
            None
        };
        before = (entry.seq, entry.hash);
        bad.is_none()
    })?;
    let entries = db.query_row("SELECT count(*) FROM entries", [], |row| row.get(0))?;
    let first_bad = match bad {
        Some(suspect) => Some(suspect.judge(db)?),
        None => compare(db, &replay, before.0)?,
    };
    Ok(ChainReport { entries, first_bad })
}

enum Suspect {
    Gap { at: i64, gone: bool },
    Broken(Box<Entry>),
    Impossible(i64),
}

impl Suspect {
    fn judge(self, db: &Connection) -> Result<BadEntry, Fault> {
        let bad = |seq, what| BadEntry { seq, what };
        Ok(match self {
            Self::Gap { at, gone: true } => bad(at, Tampering::Missing),
            Self::Gap { at, gone: false } => bad(at, Tampering::Inserted),
            Self::Impossible(seq) => bad(seq, Tampering::Changed),
            Self::Broken(entry) => {
                let seq = entry.seq;
                if hash_at(&entry, seq + 1) == entry.hash {
                    // It was the next one, and everything was moved up over a gap.
                    bad(seq, Tampering::Missing)
                } else if entries::place_of(db, &entry.hash)?.is_some_and(|place| place < seq) {
                    // It stands at its own place, too.
                    bad(seq, Tampering::Inserted)
                } else if hash_at(&entry, seq - 1) == entry.hash {
                    // Everything from the one before on was moved down.
                    bad(seq - 1, Tampering::Inserted)
                } else if hash(&entry) == entry.hash {
                    // It is whole, but follows on something else than what stands before it now.
                    bad((seq - 1).max(1), Tampering::Changed)
                } else if entry.previous != START
                    && entries::place_of(db, &entry.previous)?.is_some_and(|p| p != seq - 1)
                {
                    bad(seq, Tampering::Reordered)
                } else {
                    bad(seq, Tampering::Changed)
                }
            }
        })
    }
}

fn replayed(replay: &mut HashMap<ActionId, Kept>, entry: &Entry) -> Option<()> {
    let id = ActionId(Uuid::parse_str(&entry.action).ok()?);
    let event = Event::read(&entry.event, &entry.body).ok()?;
    let known = replay.get(&id);
    let first = known.map_or(entry.seq, |kept| kept.first);
    let record: Option<ActionRecord> = known.map(|kept| kept.record.clone());
    let record = event.apply(id, Timestamp(entry.at), record).ok()?;
    replay.insert(id, Kept { record, first, last: entry.seq });
    Some(())
}

/// The first action that is not what its entries make of it. An action whose last entry is gone from the end of the
/// ledger is a missing entry.
fn compare(db: &Connection, replay: &HashMap<ActionId, Kept>, last: i64) -> Result<Option<BadEntry>, Fault> {
    let mut bad: Option<BadEntry> = None;
    let mut seen = 0_usize;
    let mut worse = |seq: i64, what| {
        if bad.is_none_or(|known| seq < known.seq) {
            bad = Some(BadEntry { seq, what });
        }
    };
    for kept in actions::all_kept(db)? {
        let Some(kept) = kept else {
            // Unreadable: which action it is shows below, as one that is not there.
            continue;
        };
        match replay.get(&kept.record.id) {
            Some(known) if *known == kept => seen += 1,
            _ if kept.last > last => worse(last + 1, Tampering::Missing),
            Some(known) => worse(known.last, Tampering::Shown),
            None => worse(kept.last, Tampering::Shown),
        }
    }
    if seen != replay.len() && bad.is_none() {
        let shown = actions::all_kept(db)?;
        let shown: Vec<ActionId> = shown.into_iter().flatten().map(|kept| kept.record.id).collect();
        let lost = replay.values().filter(|kept| !shown.contains(&kept.record.id)).map(|kept| kept.last).min();
        bad = lost.map(|seq| BadEntry { seq, what: Tampering::Shown });
    }
    Ok(bad)
}

#[cfg(test)]
mod tests;
