//! What is left of the ledger's files when the power fails: after each call that wrote, images of the disk are made and
//! opened like after a start.
//!
//! Simulated, on the level of files: a log of which any part of the last write is missing from any byte on, of which the
//! end is zeros or leftovers of something else, or of which one sector in the middle never came to the disk although
//! later ones did; a database of which any pages of a checkpoint were written and others not, while its log is still
//! there; the database from before a checkpoint with the whole log. What a call had written when it returned is taken to
//! be on the disk: that is what `synchronous=FULL` asks the system for.
//!
//! Not simulated: a disk that says it has written what it has not, damage to what was written long ago, and the moment in
//! which the file is made for the first time, when nothing has been promised yet.

use std::fs;
use std::path::Path;

use domain::action::{ActionId, ActionKind, ActionRecord, ActionState};
use domain::provider::ProviderKind;
use domain::time::Timestamp;
use store::{ActionFilter, Ledger, LedgerOpened, NewAction, Settlement};
use suite::desk::{NADIA, database_key, line};
use uuid::Uuid;

/// What a disk writes whole.
const SECTOR: usize = 512;
/// What SQLite writes whole into the database.
const PAGE: usize = 4096;

/// The files and what the ledger says, after a call returned.
struct Moment {
    database: Vec<u8>,
    log: Vec<u8>,
    says: Vec<ActionRecord>,
}

/// Small numbers that look random: which bytes are there and which are not.
struct Dice(u64);

impl Dice {
    fn below(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % below.max(1)
    }
}

fn id(number: u128) -> ActionId {
    ActionId(Uuid::from_u128(number))
}

fn new_code(number: u128, at: i64) -> NewAction {
    NewAction {
        id: id(number),
        kind: ActionKind::NewEsimCode,
        line: Some(line(NADIA)),
        number: None,
        provider: Some(ProviderKind::Onsim),
        agent: "Alex Agent".to_owned(),
        verification: None,
        reason: None,
        note: Some("lost at sea".to_owned()),
        old_sim: None,
        before: None,
        at: Timestamp(at),
    }
}

fn settle(ledger: &Ledger, number: u128, state: ActionState, at: i64) {
    let at = Timestamp(at);
    let settlement = Settlement { state, after: None, problem: None, read_back: false, decided: None, at };
    ledger.settle(id(number), settlement).unwrap();
}

/// The calls of a small day, each of which writes once.
fn call(ledger: &Ledger, number: u128, step: usize, at: i64) {
    match step {
        0 => assert!(matches!(ledger.prepare(&new_code(number, at)).unwrap(), store::Prepared::New(_))),
        1 => drop(ledger.mark_sent(id(number), Timestamp(at)).unwrap()),
        2 => settle(ledger, number, ActionState::Unknown, at),
        3 => drop(ledger.note_read_back(id(number), Timestamp(at)).unwrap()),
        _ => settle(ledger, number, ActionState::Done, at),
    }
}

fn says(ledger: &Ledger) -> Vec<ActionRecord> {
    ledger.actions(ActionFilter::All, 1000, None).unwrap()
}

fn moment(folder: &Path, ledger: &Ledger) -> Moment {
    Moment {
        database: fs::read(folder.join("ledger.db")).unwrap(),
        log: fs::read(folder.join("ledger.db-wal")).unwrap_or_default(),
        says: says(ledger),
    }
}

/// Every moment of a small day, and the files once they are closed: then everything is in the database.
fn a_day() -> (Vec<Moment>, Vec<u8>) {
    let home = tempfile::tempdir().unwrap();
    let (ledger, _) = Ledger::open(home.path(), &database_key(), Timestamp(0)).unwrap();
    let mut moments = vec![moment(home.path(), &ledger)];
    let mut at = 1;
    for number in 1..=3 {
        for step in 0..5 {
            call(&ledger, number, step, at);
            moments.push(moment(home.path(), &ledger));
            at += 1;
        }
    }
    // The last one is under way when the power fails.
    for step in 0..2 {
        call(&ledger, 4, step, at);
        moments.push(moment(home.path(), &ledger));
    }
    drop(ledger);
    let closed = fs::read(home.path().join("ledger.db")).unwrap();
    (moments, closed)
}

/// Opens what is left and checks it: it is one of `allowed`, and nothing was set aside for it.
fn opens(database: &[u8], log: &[u8], allowed: &[&Moment], what: &str) -> usize {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("ledger.db"), database).unwrap();
    fs::write(home.path().join("ledger.db-wal"), log).unwrap();
    let (ledger, opened) = Ledger::open(home.path(), &database_key(), Timestamp(100)).unwrap();
    assert_eq!(opened, LedgerOpened::Existing, "{what}");
    let report = ledger.verify().unwrap();
    assert_eq!(report.first_bad, None, "{what}");
    let says = says(&ledger);
    let found = allowed.iter().position(|moment| moment.says == says);
    assert!(found.is_some(), "{what}: it says what was never so: {says:?}");
    let found = found.unwrap();
    let open: Vec<_> = says.iter().filter(|one| one.state.is_open()).map(|one| (one.id, one.state)).collect();
    let looked_after = ledger.open_actions().unwrap();
    assert_eq!(looked_after.iter().map(|one| (one.id, one.state)).collect::<Vec<_>>(), open, "{what}");
    // It can be gone on with: what the image left behind is not in the way.
    let next = NewAction { line: Some(line("447700900188")), ..new_code(99, 101) };
    assert!(matches!(ledger.prepare(&next).unwrap(), store::Prepared::New(_)), "{what}");
    assert_eq!(ledger.verify().unwrap().first_bad, None, "{what}");
    found
}

/// The images of the disk while the call after `then` was writing: `(its log, what it is)`.
fn torn(then: &Moment, after: &Moment, dice: &mut Dice) -> Vec<(Vec<u8>, String)> {
    let (synced, whole) = (then.log.len(), after.log.len());
    let mut images = Vec::new();
    let tail = whole - synced;
    let mut cuts = vec![0, 1, 23, 24, 25, SECTOR, PAGE, PAGE + 24, tail / 2, tail.saturating_sub(1), tail];
    cuts.extend((0..3).map(|_| dice.below(tail)));
    for (at, cut) in cuts.into_iter().filter(|cut| *cut <= tail).enumerate() {
        let mut kept = after.log[..synced + cut].to_vec();
        let what = match (at + synced / PAGE) % 3 {
            0 => "nothing",
            1 => {
                kept.resize(whole, 0);
                "zeros"
            }
            _ => {
                kept.extend((kept.len()..whole + SECTOR).map(|_| u8::try_from(dice.below(256)).unwrap()));
                "leftovers"
            }
        };
        images.push((kept, format!("{cut} of {tail} bytes after the last call, then {what}")));
    }
    for _ in 0..2 {
        let hole = synced + dice.below(tail);
        let mut holed = after.log.clone();
        let end = (hole + SECTOR).min(whole);
        holed[hole..end].fill(0);
        images.push((holed, format!("a sector missing at {hole} of {whole}")));
    }
    images
}

#[test]
fn whatever_part_of_a_write_is_lost_what_had_returned_is_there() {
    let (moments, _) = a_day();
    let mut dice = Dice(7);
    let (mut images, mut with_the_last) = (0, 0);
    for (at, pair) in moments.windows(2).enumerate() {
        let [then, after] = pair else { panic!("two moments") };
        assert_eq!(then.database, after.database, "nothing is moved into the database during this small day");
        assert!(then.log.len() < after.log.len(), "each call writes");
        for (log, what) in torn(then, after, &mut dice) {
            with_the_last += opens(&then.database, &log, &[then, after], &format!("call {at}: {what}"));
            images += 1;
        }
    }
    // Both sorts were there: images in which the last call's write was lost, and in which it had come to the disk.
    assert!(with_the_last >= moments.len() - 1 && with_the_last < images / 2, "{with_the_last} of {images}");
}

#[test]
fn a_checkpoint_that_is_cut_short_loses_nothing() {
    let (moments, closed) = a_day();
    let last = moments.last().unwrap();
    assert_ne!(last.database, closed, "closing moves the log into the database");
    assert_eq!(opens(&last.database, &last.log, &[last], "before the checkpoint"), 0);
    assert_eq!(opens(&closed, &last.log, &[last], "all written, and the log still there"), 0);
    assert_eq!(opens(&closed, &[], &[last], "all written, and the log emptied"), 0);
    let mut dice = Dice(11);
    for round in 0..12 {
        let mut mixed = closed.clone();
        for (at, page) in mixed.chunks_mut(PAGE).enumerate() {
            let from = at * PAGE;
            match (dice.below(3), last.database.get(from..from + page.len())) {
                (0, Some(old)) => page.copy_from_slice(old),
                (0, None) => page.fill(0),
                // Half of a page, which no disk writes whole.
                (1, Some(old)) => page[SECTOR..].copy_from_slice(&old[SECTOR..]),
                _ => {}
            }
        }
        opens(&mixed, &last.log, &[last], &format!("round {round} of a checkpoint that is cut short"));
        // The database had not grown to its new length yet.
        let length = last.database.len() + dice.below(closed.len().saturating_sub(last.database.len()));
        mixed.truncate(length.max(last.database.len()));
        opens(&mixed, &last.log, &[last], &format!("round {round}, and the file not grown"));
    }
}
