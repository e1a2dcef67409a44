//! The fault harness: every action of every provider, with everything that can go wrong with it. Real clients, real
//! files, and the practice shop's own count of effects as the judge.
//!
//! Each run has a shop and a desk of its own and one change. The fault is for the change's own request and never for the
//! reads before it; in half of the runs some of the reads after it go wrong too. When the change is over, the desk reads
//! back, is closed and opened again, and time goes on, for desk and shop alike; then the judge compares the ledger with
//! the shop's count. Three things must not be: a change that happened twice, one of which the ledger says the contrary of
//! what is so, and one of which the ledger neither knows nor says that it does not know.
#![expect(clippy::unwrap_used, reason = "a harness that cannot set up ends here")]

mod around;
mod deaths;
mod door;
mod kind;
mod process;
mod proxy;
mod report;
mod run;
mod target;
mod weather;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use desk::{Clock as _, Desk, Pace, SystemClock};
use domain::action::ActionRecord;
use futures::StreamExt as _;
use practice::{PracticeConfig, PracticeShop};
use store::{ActionFilter, Cache, Ledger};

pub use kind::Kind;
pub use process::be_killed;
pub use report::Report;

use crate::desk::{database_key, eager};
use crate::random::Random;
use door::Door;
use run::Run;
use target::Target;

/// What to run.
#[derive(Debug, Clone)]
pub struct Harness {
    /// Fixes which faults meet which actions, and how.
    pub seed: u64,
    /// With which arguments this program, started again, calls [`be_killed`].
    pub doomed: &'static [&'static str],
    /// Whether the clients are broken on purpose: they repeat a change when they are not sure that it happened.
    pub blind: bool,
    /// Where the desks' files are; nothing for the system's own place. In memory (`/dev/shm`) they are as real to a
    /// process that is killed, and the disk is spared.
    pub files: Option<Arc<Path>>,
}

/// How many runs go side by side for each core: some only wait.
const BESIDE: usize = 4;

impl Harness {
    /// Every action with `each` kinds of faults, and each way to kill the process with as many actions: together every
    /// action and every kind.
    pub async fn quick(&self, each: usize) -> Report {
        let (targets, mut random) = (targets().len(), Random::new(self.seed));
        let mut kinds = kind::HERE.to_vec();
        random.shuffle(&mut kinds);
        let mut order: Vec<usize> = (0..targets).collect();
        random.shuffle(&mut order);
        let here = order.iter().enumerate().flat_map(|(at, target)| {
            let kinds = &kinds;
            (0..each).map(move |more| (*target, kinds[(at * each + more) % kinds.len()]))
        });
        let mut runs: Vec<_> = here.collect();
        for (at, kill) in kind::KILLS.iter().enumerate() {
            runs.extend((0..each * 2).map(|more| (order[(at * each * 2 + more) % targets], *kill)));
        }
        self.all((0..).zip(runs), 0, |_| ()).await
    }

    /// So many runs from this one on: every pair of an action and a kind in an order that the seed fixes, over and over.
    /// The same run of the same seed is the same run again. Tells after each how far it is.
    pub async fn long(&self, from: u64, count: u64, tell: impl FnMut(&Report)) -> Report {
        let mut random = Random::new(self.seed);
        let mut pairs: Vec<_> = (0..targets().len())
            .flat_map(|target| kind::HERE.iter().chain(kind::KILLS).map(move |kind| (target, *kind)))
            .collect();
        random.shuffle(&mut pairs);
        let all = pairs.len() as u64;
        let pair = |run: u64| pairs[usize::try_from(run % all).unwrap()];
        self.all((from..from.saturating_add(count)).map(|run| (run, pair(run))), from, tell).await
    }

    /// So many runs of the faults after which a client cannot know that the change happened.
    pub async fn unsure(&self, count: usize) -> Report {
        let (targets, mut random) = (targets(), Random::new(self.seed));
        let lasting: Vec<_> =
            (0..targets.len()).filter(|at| matches!(targets[*at].ends, crate::tasks::Ends::Done)).collect();
        let runs = (0..count).map(|at| (lasting[random.below(lasting.len())], kind::UNSURE[at % kind::UNSURE.len()]));
        self.all((0..).zip(runs), 0, |_| ()).await
    }

    async fn all(
        &self,
        runs: impl Iterator<Item = (u64, (usize, Kind))>,
        from: u64,
        mut tell: impl FnMut(&Report),
    ) -> Report {
        let targets = Arc::new(targets());
        let kinds = kind::HERE.len() + kind::KILLS.len();
        let names: BTreeSet<_> = targets.iter().map(Target::label).collect();
        let mut report = Report::new(self.seed, from, (names.len(), kinds));
        let width = std::thread::available_parallelism().map_or(4, std::num::NonZero::get) * BESIDE;
        let (seed, doomed, blind) = (self.seed, self.doomed, self.blind);
        let mut verdicts = futures::stream::iter(runs)
            .map(|(number, (target, kind))| {
                let mut random = Random::new(seed ^ number.wrapping_mul(0x2545_f491_4f6c_dd1d));
                let (seed, files) = (random.next(), self.files.clone());
                let run = Run { targets: Arc::clone(&targets), target, kind, doomed, blind, seed, files };
                // A task of its own, so that runs go side by side and one that fails does not end the others.
                let label = targets[target].label();
                async move {
                    let verdict = tokio::spawn(run.verdict()).await.unwrap_or_else(|error| report::Verdict {
                        target: label,
                        kind: Some(kind),
                        broken: Some(error.to_string()),
                        ..report::Verdict::default()
                    });
                    report::Verdict { run: number, ..verdict }
                }
            })
            .buffer_unordered(width);
        while let Some(verdict) = verdicts.next().await {
            report.add(&verdict);
            tell(&report);
        }
        report
    }
}

/// Every action, in an order that does not change. Nothing is asked: only the clients' tables are read.
fn targets() -> Vec<Target> {
    Target::all(|provider| Door::nowhere(provider).connection(eager()).provider)
}

fn open_files(folder: &Path) -> (Arc<Cache>, Arc<Ledger>) {
    let cache = Cache::open(folder, &database_key(), SystemClock.now()).unwrap().0;
    (Arc::new(cache), Arc::new(Ledger::open(folder, &database_key(), SystemClock.now()).unwrap().0))
}

/// The changes in a desk's ledger: one, or none.
async fn changes(desk: &Desk) -> Result<Vec<ActionRecord>, String> {
    let (rows, _) = desk.actions(ActionFilter::All, 10, None).await.map_err(target::words)?;
    Ok(rows.into_iter().filter(|row| row.kind.is_change()).collect())
}

/// The desk does nothing by itself: the harness does the looking, so that it knows when it is over. What the desk counts
/// as proof stays as it is for people.
fn by_hand() -> Pace {
    Pace { read_back: Vec::new(), watch: Vec::new(), list_every: Duration::from_secs(86_400 * 365), ..Pace::default() }
}

async fn fresh_shop() -> Arc<PracticeShop> {
    Arc::new(PracticeShop::start(PracticeConfig { lines: 60, ..PracticeConfig::default() }).await.unwrap())
}
