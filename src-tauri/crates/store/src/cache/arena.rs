//! Substring search: one contiguous folded text in memory, scanned with memmem. Built from the table when it is first
//! needed and kept current afterwards; it never answers by itself, each finding is looked up in the table.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::{Mutex, PoisonError, RwLock};

use memchr::memmem;

/// Ends a record; folding turns it into a space everywhere else.
const END: u8 = b'\n';

/// The searchable text of all lines.
#[derive(Debug, Default)]
pub(super) struct Arena {
    text: Vec<u8>,
    starts: Vec<u32>,
    rows: Vec<i64>,
    /// The records up to here are in the order of their rows.
    sorted: usize,
    /// Where the records are that are not, or that were written again.
    moved: HashMap<i64, usize>,
    /// Bytes of records that are gone.
    wasted: usize,
}

impl Arena {
    /// Adds a record while building; rows in rising order.
    pub(super) fn push(&mut self, row: i64, text: &str) {
        if self.append(row, text) {
            self.sorted = self.rows.len();
        }
    }

    fn append(&mut self, row: i64, text: &str) -> bool {
        // Four gigabytes of names and numbers: no desk has that, and a wrong place must not be kept.
        let Ok(start) = u32::try_from(self.text.len()) else {
            tracing::error!("too many lines for substring search");
            return false;
        };
        self.starts.push(start);
        self.rows.push(row);
        self.text.extend_from_slice(text.as_bytes());
        self.text.push(END);
        true
    }

    fn range(&self, place: usize) -> std::ops::Range<usize> {
        let bound = |place: usize| self.starts.get(place).map_or(self.text.len(), |start| *start as usize);
        bound(place)..bound(place + 1)
    }

    fn place(&self, row: i64) -> Option<usize> {
        if let Some(place) = self.moved.get(&row) {
            return Some(*place);
        }
        self.rows.get(..self.sorted)?.binary_search(&row).ok()
    }

    fn put(&mut self, row: i64, text: &str) {
        if let Some(place) = self.place(row) {
            let range = self.range(place);
            let Some(old) = self.text.get_mut(range) else { return };
            if old.len() == text.len() + 1 {
                if let Some(body) = old.get_mut(..text.len()) {
                    body.copy_from_slice(text.as_bytes());
                }
                return;
            }
            self.wasted += old.len();
            old.fill(END);
        }
        let place = self.rows.len();
        if self.append(row, text) {
            self.moved.insert(row, place);
        }
    }

    fn remove(&mut self, row: i64) {
        if let Some(place) = self.place(row) {
            let range = self.range(place);
            if let Some(old) = self.text.get_mut(range) {
                self.wasted += old.len();
                old.fill(END);
            }
        }
    }

    fn apply(&mut self, change: &Change) {
        match &change.text {
            Some(text) => self.put(change.row, text),
            None => self.remove(change.row),
        }
    }

    /// Calls `found` with each row whose text holds all the needles, in the order of the records.
    pub(super) fn scan<E>(
        &self,
        needles: &[String],
        mut found: impl FnMut(i64) -> Result<ControlFlow<()>, E>,
    ) -> Result<(), E> {
        let Some(longest) = needles.iter().max_by_key(|needle| needle.len()).filter(|n| !n.is_empty()) else {
            return Ok(());
        };
        let finder = memmem::Finder::new(longest.as_bytes());
        let mut from = 0;
        while let Some(hit) = self.text.get(from..).and_then(|rest| finder.find(rest)) {
            let hit = from + hit;
            let place = self.starts.partition_point(|start| *start as usize <= hit).saturating_sub(1);
            let range = self.range(place);
            from = range.end;
            let record = self.text.get(range).unwrap_or_default();
            if needles.iter().all(|needle| memmem::find(record, needle.as_bytes()).is_some())
                && let Some(row) = self.rows.get(place)
                && found(*row)?.is_break()
            {
                break;
            }
        }
        Ok(())
    }
}

/// What became of one row: its new text, or nothing when it is gone.
#[derive(Debug)]
pub(super) struct Change {
    pub(super) row: i64,
    pub(super) text: Option<String>,
}

/// Holds the arena, and the changes that happen while a new one is built.
#[derive(Debug, Default)]
pub(super) struct Shelf {
    arena: RwLock<Option<Arena>>,
    pending: Mutex<Option<Vec<Change>>>,
    building: Mutex<()>,
}

impl Shelf {
    /// Takes over what was just committed.
    pub(super) fn apply(&self, changes: Vec<Change>) {
        if changes.is_empty() {
            return;
        }
        let mut pending = self.pending.lock().unwrap_or_else(PoisonError::into_inner);
        let mut slot = self.arena.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(arena) = slot.as_mut() {
            for change in &changes {
                arena.apply(change);
            }
            if arena.wasted > arena.text.len() / 2 {
                *slot = None;
            }
        }
        if let Some(pending) = pending.as_mut() {
            pending.extend(changes);
        }
    }

    /// Builds a new arena with `read` while the old one, if there is one, goes on answering.
    pub(super) fn rebuild<E>(&self, read: impl FnOnce() -> Result<Arena, E>) -> Result<(), E> {
        let _one = self.building.lock().unwrap_or_else(PoisonError::into_inner);
        self.rebuild_locked(read)
    }

    /// Builds it unless it is there.
    pub(super) fn ensure<E>(&self, read: impl FnOnce() -> Result<Arena, E>) -> Result<(), E> {
        if self.is_there() {
            return Ok(());
        }
        let _one = self.building.lock().unwrap_or_else(PoisonError::into_inner);
        if self.is_there() {
            return Ok(());
        }
        self.rebuild_locked(read)
    }

    fn rebuild_locked<E>(&self, read: impl FnOnce() -> Result<Arena, E>) -> Result<(), E> {
        // From here on changes are kept, before the table is looked at: one that is seen twice does no harm, one that
        // is seen by nobody does.
        *self.pending.lock().unwrap_or_else(PoisonError::into_inner) = Some(Vec::new());
        let built = read();
        let mut pending = self.pending.lock().unwrap_or_else(PoisonError::into_inner);
        let changes = pending.take().unwrap_or_default();
        let mut arena = built?;
        for change in &changes {
            arena.apply(change);
        }
        *self.arena.write().unwrap_or_else(PoisonError::into_inner) = Some(arena);
        Ok(())
    }

    fn is_there(&self) -> bool {
        self.arena.read().unwrap_or_else(PoisonError::into_inner).is_some()
    }

    /// Lets the arena go and answers with what `with` makes of it; `None` when there is none.
    pub(super) fn with<T>(&self, with: impl FnOnce(&Arena) -> T) -> Option<T> {
        self.arena.read().unwrap_or_else(PoisonError::into_inner).as_ref().map(with)
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;
    use std::ops::ControlFlow;

    use super::{Arena, Change, Shelf};

    fn rows(arena: &Arena, needles: &[&str]) -> Vec<i64> {
        let needles: Vec<String> = needles.iter().map(|needle| (*needle).to_owned()).collect();
        let mut found = Vec::new();
        let Ok(()) = arena.scan(&needles, |row| {
            found.push(row);
            Ok::<_, Infallible>(ControlFlow::Continue(()))
        });
        found
    }

    fn change(row: i64, text: Option<&str>) -> Change {
        Change { row, text: text.map(str::to_owned) }
    }

    #[test]
    fn each_record_is_found_once_and_needles_do_not_cross_records() {
        let mut arena = Arena::default();
        arena.push(3, "anna anna");
        arena.push(7, "bob");
        assert_eq!(rows(&arena, &["nn"]), [3]);
        assert_eq!(rows(&arena, &["b"]), [7]);
        assert_eq!(rows(&arena, &["ann", "bob"]), Vec::<i64>::new());
        assert_eq!(rows(&arena, &["nabo"]), Vec::<i64>::new());
        assert_eq!(rows(&arena, &[]), Vec::<i64>::new());
        assert_eq!(rows(&arena, &[""]), Vec::<i64>::new());
    }

    #[test]
    fn rows_change_go_and_come_back() {
        let mut arena = Arena::default();
        arena.push(1, "anna");
        arena.push(2, "bob");
        for (text, finds, misses) in
            [("emma", "emma", "anna"), ("a longer name", "longer", "emma"), ("short", "short", "longer")]
        {
            arena.apply(&change(1, Some(text)));
            assert_eq!(rows(&arena, &[finds]), [1]);
            assert!(rows(&arena, &[misses]).is_empty());
        }
        arena.apply(&change(1, None));
        assert!(rows(&arena, &["short"]).is_empty());
        arena.apply(&change(1, None));
        arena.apply(&change(1, Some("again")));
        arena.apply(&change(9, Some("new")));
        assert_eq!(rows(&arena, &["again"]), [1]);
        assert_eq!(rows(&arena, &["new"]), [9]);
        assert_eq!(rows(&arena, &["bob"]), [2]);
    }

    #[test]
    fn what_changes_while_it_is_built_is_in_it() {
        let shelf = Shelf::default();
        let Ok(()) = shelf.rebuild(|| {
            let mut arena = Arena::default();
            arena.push(1, "anna");
            shelf.apply(vec![change(1, Some("emma")), change(2, Some("bob"))]);
            Ok::<_, Infallible>(arena)
        });
        assert_eq!(shelf.with(|arena| rows(arena, &["emma"])), Some(vec![1]));
        assert_eq!(shelf.with(|arena| rows(arena, &["anna"])), Some(vec![]));
        assert_eq!(shelf.with(|arena| rows(arena, &["bob"])), Some(vec![2]));
    }

    #[test]
    fn a_failed_build_leaves_the_old_one_and_a_worn_out_one_is_let_go() {
        let shelf = Shelf::default();
        assert_eq!(shelf.rebuild(|| Err("no")), Err("no"));
        assert!(!shelf.is_there());
        let Ok(()) = shelf.ensure(|| {
            let mut arena = Arena::default();
            arena.push(1, "anna");
            arena.push(2, "bo");
            Ok::<_, Infallible>(arena)
        });
        assert_eq!(shelf.rebuild(|| Err("no")), Err("no"));
        assert!(shelf.is_there());
        shelf.apply(vec![change(1, None)]);
        assert!(!shelf.is_there());
    }
}
