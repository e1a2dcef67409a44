//! What the judge says: of one run, and of all of them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use domain::action::ActionState;

use super::kind::Kind;

/// How many runs that went wrong are told in words.
const TOLD: usize = 60;

/// How many runs that were begun again, or whose fault missed, are told in words.
const NOTED: usize = 10;

/// What one run came to.
#[derive(Debug, Clone, Default)]
pub(crate) struct Verdict {
    /// Which run of its seed it was.
    pub(crate) run: u64,
    pub(crate) target: String,
    pub(crate) kind: Option<Kind>,
    /// What the harness itself could not do; the run says nothing then.
    pub(crate) broken: Option<String>,
    /// Why it had to be begun again, for each time.
    pub(crate) again: Vec<String>,
    /// Whether the fault met the change.
    pub(crate) struck: bool,
    /// Whether a second fault met the reads that were to find out what became of it.
    pub(crate) weather: bool,
    /// How many changes the ledger has: one, or none when it ended before that.
    pub(crate) rows: usize,
    /// How the ledger has it in the end; nothing when it has no row.
    pub(crate) state: Option<ActionState>,
    /// How often the change happened, without what the network doubled.
    pub(crate) effects: u64,
    /// How often it was sent to the shop, without what the shop answered with 401 or 429.
    pub(crate) sent: u64,
    /// Whether the ledger's chain is whole.
    pub(crate) chain_holds: bool,
    /// True for a change that goes through when nothing goes wrong.
    pub(crate) can_be_done: bool,
}

impl Verdict {
    /// It happened more than once, was sent again although it may have happened, or stands in the ledger twice.
    fn duplicate(&self) -> bool {
        self.effects > 1 || self.sent > 1 || self.rows > 1
    }

    /// The ledger says the contrary of what is so, or its chain is broken.
    fn lost(&self) -> bool {
        use ActionState::{Accepted, Done, Failed, NotDone, NotSent, Refused};
        let contrary = match self.state {
            Some(Done | Accepted) => self.effects == 0,
            Some(NotSent | Refused | NotDone | Failed) => self.effects > 0,
            _ => false,
        };
        contrary || !self.chain_holds
    }

    /// The ledger does not know, and does not say so.
    fn silent(&self) -> bool {
        match self.state {
            Some(state) => matches!(state, ActionState::Prepared | ActionState::Sent),
            None => self.effects > 0,
        }
    }

    /// Without a fault it has to go through.
    fn fails_by_itself(&self) -> bool {
        let done = matches!(self.state, Some(ActionState::Done | ActionState::Accepted));
        self.kind == Some(Kind::Nothing) && self.can_be_done && !(done && self.effects == 1)
    }
}

/// What many runs came to.
#[derive(Debug, Default)]
pub struct Report {
    /// With which seed.
    pub seed: u64,
    /// The number of the first run of that seed that has not been made: where to go on.
    pub next: u64,
    /// Runs.
    pub runs: u64,
    /// Faults that met a change.
    pub faults: u64,
    /// Faults that met a read which was to find out what became of a change, besides.
    pub weather: u64,
    /// Changes that happened, or may have happened, more than once.
    pub duplicates: u64,
    /// Changes of which the ledger says the contrary of what is so.
    pub lost: u64,
    /// Changes of which the ledger does not know what became, without saying so.
    pub silent: u64,
    /// Changes whose outcome stayed unknown, which the ledger says.
    pub unknown: u64,
    /// Faults that did not meet the change.
    pub missed: u64,
    /// Runs that had to be begun again.
    pub again: u64,
    /// Runs that could not be made, and changes that failed without a fault.
    pub broken: u64,
    /// The first runs that are none of what must be, in words.
    pub told: Vec<String>,
    /// The first runs that had to be begun again, or whose fault missed its change, in words.
    pub noted: Vec<String>,
    actions: BTreeSet<String>,
    kinds: BTreeSet<Kind>,
    pairs: BTreeSet<(String, Kind)>,
    /// How often each kind of fault ended in each state.
    ends: BTreeMap<Kind, BTreeMap<String, u64>>,
    /// Runs that are over while an earlier one is not.
    ahead: BTreeSet<u64>,
    of: (usize, usize),
}

impl Report {
    /// Nothing yet, from this run on, of so many actions and kinds of faults.
    pub(crate) fn new(seed: u64, from: u64, of: (usize, usize)) -> Self {
        Self { seed, next: from, of, ..Self::default() }
    }

    pub(crate) fn add(&mut self, verdict: &Verdict) {
        self.runs += 1;
        self.ahead.insert(verdict.run);
        while self.ahead.remove(&self.next) {
            self.next += 1;
        }
        let Some(kind) = verdict.kind else { return };
        let what = format!("run {}: {} / {kind:?}", verdict.run, verdict.target);
        if let Some(why) = &verdict.broken {
            self.broken += 1;
            return self.tell(format!("not run: {what}: {why}"));
        }
        if !verdict.again.is_empty() {
            self.again += 1;
            self.note(format!("begun again: {what}: {}", verdict.again.join("; ")));
        }
        let count = |wrong: bool, of: &mut u64, what: &str| {
            *of += u64::from(wrong);
            if wrong { Some(what.to_owned()) } else { None }
        };
        let words: Vec<String> = [
            count(verdict.duplicate(), &mut self.duplicates, "duplicate"),
            count(verdict.lost(), &mut self.lost, "lost"),
            count(verdict.silent(), &mut self.silent, "silent unknown"),
            count(verdict.fails_by_itself(), &mut self.broken, "fails without a fault"),
        ]
        .into_iter()
        .flatten()
        .collect();
        let end = verdict.state.map_or("no row".to_owned(), |state| format!("{state:?}"));
        *self.ends.entry(kind).or_default().entry(end).or_default() += 1;
        self.unknown += u64::from(verdict.state == Some(ActionState::Unknown));
        if !verdict.struck {
            self.missed += 1;
            self.note(format!("fault missed: {what}"));
        }
        self.weather += u64::from(verdict.weather);
        self.faults += u64::from(verdict.struck && kind != Kind::Nothing);
        if verdict.struck {
            self.actions.insert(verdict.target.clone());
            self.kinds.insert(kind);
            self.pairs.insert((verdict.target.clone(), kind));
        }
        if !words.is_empty() {
            let Verdict { rows, state, effects, sent, weather, chain_holds, .. } = verdict;
            self.tell(format!(
                "{}: {what}: ledger {state:?} in {rows} rows, effects {effects}, sent {sent}, chain {chain_holds}, \
                 reads disturbed {weather}",
                words.join(", ")
            ));
        }
    }

    fn tell(&mut self, what: String) {
        if self.told.len() < TOLD {
            self.told.push(what);
        }
    }

    fn note(&mut self, what: String) {
        if self.noted.len() < NOTED {
            self.noted.push(what);
        }
    }

    /// True when none of the three that must not be has been seen, and every run could be made.
    #[must_use]
    pub const fn is_clean(&self) -> bool {
        self.duplicates == 0 && self.lost == 0 && self.silent == 0 && self.broken == 0
    }

    /// For each kind of fault, how often the ledger came to which state.
    #[must_use]
    pub fn table(&self) -> String {
        let line = |(kind, ends): (&Kind, &BTreeMap<String, u64>)| {
            let ends: Vec<_> = ends.iter().map(|(state, count)| format!("{state} {count}")).collect();
            format!("{:<20} {}", format!("{kind:?}"), ends.join(", "))
        };
        self.ends.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    /// How many actions and kinds of faults there are.
    #[must_use]
    pub const fn all_there_is(&self) -> (usize, usize) {
        self.of
    }

    /// How many actions, kinds of faults, and pairs of them there were.
    #[must_use]
    pub fn coverage(&self) -> (usize, usize, usize) {
        (self.actions.len(), self.kinds.len(), self.pairs.len())
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in self.noted.iter().chain(&self.told) {
            writeln!(f, "  {line}")?;
        }
        let (actions, kinds, pairs) = self.coverage();
        writeln!(
            f,
            "seed {}, on from {}: {} runs; {actions} of {} action types, {kinds} of {} kinds of faults, {pairs} of {} pairs; \
             {} unknown and said so, {} faults missed their change, {} begun again, {} not as they should be without a \
             fault",
            self.seed,
            self.next,
            self.runs,
            self.of.0,
            self.of.1,
            self.of.0 * self.of.1,
            self.unknown,
            self.missed,
            self.again,
            self.broken
        )?;
        write!(
            f,
            "faults {} (and {} of the reads that followed), duplicates {}, lost {}, silent unknown {}",
            self.faults, self.weather, self.duplicates, self.lost, self.silent
        )
    }
}
