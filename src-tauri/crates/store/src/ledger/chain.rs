//! The hash chain over the entries, and the check of the whole ledger.
//!
//! It shows that something was altered, not who did it: whoever has the file's key can make a new chain with a new head,
//! or put an older copy of the whole file in its place. What it holds against is a changed, lost, added or moved row. A
//! copy of the head ([`ChainReport::head`]) that was kept elsewhere shows the other two: it has to be found again as the
//! hash of the entry at its place.

use std::collections::{BTreeSet, HashMap, HashSet};

use domain::action::{ActionId, ActionKind, ActionRecord};
use domain::time::Timestamp;
use rusqlite::Connection;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::actions::{self, Kept};
use super::entries::{self, Entry};
use super::event::Event;
use super::older::{self, Seal};
use super::personal::{self, Has, Whole};
use super::{forget, personal::hex};
use crate::error::Fault;

/// The version of the file from which on it has both a head and personal parts beside the entries.
const HEAD_SINCE: i64 = 4;

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
    /// The hash of the last entry as 64 hexadecimal digits: a seal on everything before it. `None` when there is none,
    /// or it is not as it was written.
    pub head: Option<String>,
    /// How many actions had their personal parts deleted, each covered by an entry that says so.
    pub forgotten: u64,
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
    /// Its personal part was changed, or is gone and no entry says so, or is there although it was deleted.
    Personal,
    /// The ledger's own note of where it ends is gone or another; `seq` is the last entry there is.
    Head,
}

impl std::fmt::Display for Tampering {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Changed => "it was changed",
            Self::Missing => "it is missing",
            Self::Reordered => "it stands in another place than it was written",
            Self::Inserted => "it was put in between",
            Self::Shown => "what is shown of its action does not follow from the entries",
            Self::Personal => "its personal part is not as it was written",
            Self::Head => "the ledger's own note of its last entry does not fit",
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

/// Replays all entries, and compares the chain with itself and with its head, and the table of actions with the replay.
pub(super) fn verify(db: &Connection) -> Result<ChainReport, Fault> {
    let version: i64 = db.pragma_query_value(None, "user_version", |row| row.get(0))?;
    // A file that is only looked at may be of a version that had no head and no parts.
    let headed = version >= HEAD_SINCE;
    let mut before = (0, START);
    let mut bad = None;
    let mut fault = None;
    let mut replay = Replay { parted: headed, ..Replay::default() };
    entries::walk(db, |entry| {
        let place = before.0 + 1;
        bad = if entry.seq != place {
            Some(Suspect::Gap { at: place.min(entry.seq), gone: entry.seq > place })
        } else {
            look_at(db, &mut replay, &entry, &before.1).unwrap_or_else(|error| {
                fault = Some(error);
                None
            })
        };
        before = (entry.seq, entry.hash);
        bad.is_none() && fault.is_none()
    })?;
    if let Some(fault) = fault {
        return Err(fault);
    }
    let entries = db.query_row("SELECT count(*) FROM entries", [], |row| row.get(0))?;
    let end = if headed { fits(entries::head(db)?, before) } else { None };
    let first_bad = match (bad, end) {
        (Some(suspect), _) => Some(suspect.judge(db)?),
        // What is gone from the end explains whatever else does not fit.
        (None, Some(gone)) if gone.what == Tampering::Missing => Some(gone),
        (None, end) => match replay.parts(db, before.0)?.or_else(|| replay.unsealed()) {
            None => compare(db, &replay.actions, before.0)?.or(end),
            found => found,
        },
    };
    let head = (first_bad.is_none() && before.0 > 0).then(|| hex(before.1.as_slice()));
    Ok(ChainReport { entries, first_bad, head, forgotten: replay.forgotten })
}

/// What the noted head tells of the end of a chain that is whole.
fn fits(head: Option<(i64, Hash)>, last: (i64, Hash)) -> Option<BadEntry> {
    match head {
        Some(head) if head == last => None,
        Some((seq, _)) if seq > last.0 => Some(BadEntry { seq: last.0 + 1, what: Tampering::Missing }),
        _ => Some(BadEntry { seq: last.0, what: Tampering::Head }),
    }
}

/// What is suspicious about the entry that follows on the one with the hash `previous`.
fn look_at(db: &Connection, replay: &mut Replay, entry: &Entry, previous: &Hash) -> Result<Option<Suspect>, Fault> {
    let part = if replay.parted { personal::part(db, entry.seq)? } else { None };
    let whole = personal::joined(&entry.body, part.as_ref());
    let split_late = older::is_split(&entry.body);
    let holds = match &whole {
        Ok(Some(Whole { hashed: Some(hashed), .. })) => {
            hash(&Entry { body: hashed.clone(), ..entry.clone() }) == entry.hash
        }
        // The seal tells, or its part does not fit.
        _ if split_late => true,
        _ => hash(entry) == entry.hash,
    };
    if entry.previous != *previous || !holds {
        return Ok(Some(Suspect::Broken(Box::new(entry.clone()))));
    }
    if split_late {
        if replay.sealed {
            return Ok(Some(Suspect::Impossible(entry.seq)));
        }
        replay.seal.take(entry);
    }
    Ok(match whole {
        Ok(Some(whole)) => replay.play(entry, whole),
        Ok(None) => Some(Suspect::Personal(entry.seq)),
        // The chain holds here, so what cannot be read was made anew by something that is not this program.
        Err(_) => Some(Suspect::Impossible(entry.seq)),
    })
}

enum Suspect {
    Gap { at: i64, gone: bool },
    Broken(Box<Entry>),
    Impossible(i64),
    Personal(i64),
}

impl Suspect {
    fn judge(self, db: &Connection) -> Result<BadEntry, Fault> {
        let bad = |seq, what| BadEntry { seq, what };
        Ok(match self {
            Self::Gap { at, gone: true } => bad(at, Tampering::Missing),
            Self::Gap { at, gone: false } => bad(at, Tampering::Inserted),
            Self::Impossible(seq) => bad(seq, Tampering::Changed),
            Self::Personal(seq) => bad(seq, Tampering::Personal),
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

/// What the entries so far make of the actions.
#[derive(Default)]
struct Replay {
    /// True where entries may have a part beside them.
    parted: bool,
    actions: HashMap<ActionId, Kept>,
    /// The entries that have their part.
    parts: HashSet<i64>,
    /// The parts of each action that can be forgotten.
    split: HashMap<ActionId, Vec<Split>>,
    /// Parts that are gone, until an entry says so.
    unexplained: BTreeSet<i64>,
    forgotten: u64,
    /// What is left of entries of older versions.
    seal: Seal,
    /// True once an entry told the seal.
    sealed: bool,
}

/// A part that can be forgotten.
struct Split {
    /// Of which entry.
    of: i64,
    has: Has,
    /// Which fields are in it.
    taken: Vec<String>,
}

impl Replay {
    /// Takes in the next entry; what is suspicious about it, if something is.
    fn play(&mut self, entry: &Entry, whole: Whole) -> Option<Suspect> {
        // The chain holds here, so what cannot be was made anew by something that is not this program.
        let impossible = Some(Suspect::Impossible(entry.seq));
        let Ok(id) = Uuid::parse_str(&entry.action).map(ActionId) else { return impossible };
        let Ok(event) = Event::read(&entry.event, &whole.body) else { return impossible };
        let known = self.actions.get(&id);
        let first = known.map_or(entry.seq, |kept| kept.first);
        let record: Option<ActionRecord> = known.map(|kept| kept.record.clone());
        let Ok(record) = event.apply(id, Timestamp(entry.at), record) else { return impossible };
        let says = (first == entry.seq).then(|| record.kind.clone());
        self.actions.insert(id, Kept { record, first, last: entry.seq });
        match whole.has {
            Has::NoPart => {}
            Has::Part => {
                self.parts.insert(entry.seq);
            }
            Has::Gone => {
                self.unexplained.insert(entry.seq);
            }
        }
        if !whole.taken.is_empty() {
            let split = Split { of: entry.seq, has: whole.has, taken: whole.taken };
            self.split.entry(id).or_default().push(split);
        }
        match says {
            Some(ActionKind::PersonalForgotten { before, actions, .. }) => self.forget(entry, before, actions),
            Some(ActionKind::OlderEntriesSplit { entries, seal }) => {
                let fits = !self.sealed && (entries, seal) == (self.seal.entries, self.seal.value());
                self.sealed = true;
                (!fits).then(|| Suspect::Impossible(self.seal.first.unwrap_or(entry.seq)))
            }
            _ => None,
        }
    }

    fn forget(&mut self, by: &Entry, before: Timestamp, said: u64) -> Option<Suspect> {
        let mut count = 0;
        let mut left_over: Option<i64> = None;
        let actions = &mut self.actions;
        let (unexplained, forgotten) = (&mut self.unexplained, &mut self.forgotten);
        self.split.retain(|id, split| {
            let Some(kept) = actions.get_mut(id).filter(|kept| forget::goes(&kept.record, before)) else {
                return true;
            };
            for one in split.iter() {
                if one.has == Has::Part {
                    left_over = Some(left_over.unwrap_or(one.of).min(one.of));
                }
                unexplained.remove(&one.of);
            }
            let taken = split.drain(..).flat_map(|one| one.taken).collect();
            forget::stripped(&mut kept.record, Timestamp(by.at), taken);
            count += 1;
            *forgotten += 1;
            false
        });
        match left_over {
            Some(of) => Some(Suspect::Personal(of)),
            None if count == said => None,
            None => Some(Suspect::Impossible(by.seq)),
        }
    }

    /// The first entry that was split late where no entry tells the seal.
    fn unsealed(&self) -> Option<BadEntry> {
        let seq = self.seal.first.filter(|_| !self.sealed)?;
        Some(BadEntry { seq, what: Tampering::Changed })
    }

    /// The first part that is gone without a word, or that belongs to nothing: behind the last entry, to one that is
    /// missing.
    fn parts(&self, db: &Connection, last: i64) -> Result<Option<BadEntry>, Fault> {
        let mut first = self.unexplained.first().copied();
        if self.parted
            && let Some(stray) = personal::stray(db, |seq| self.parts.contains(&seq))?
        {
            first = Some(first.map_or(stray, |seq| seq.min(stray)));
        }
        Ok(first.map(|seq| match seq > last {
            true => BadEntry { seq: last + 1, what: Tampering::Missing },
            false => BadEntry { seq, what: Tampering::Personal },
        }))
    }
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
pub(super) mod tests;
