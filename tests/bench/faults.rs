//! The long run of the fault harness: `cargo xtask bench faults --count 100000 [--seed S] [--from N] [--files FOLDER]`.
//! Fails when a change happened twice, was lost, or is unknown without anybody saying so.
//!
//! It says every few seconds how far it is and with which `--from` it goes on after a stop. A run that went wrong is told
//! with its number: `--seed S --from THAT --count 1` makes it again.

use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use suite::harness::{Harness, Report};

/// The first argument of this run, and of the process that is killed in it.
pub(crate) const NAME: &str = "faults";

/// How many runs there are when nothing is said: every case of every action with every kind of fault.
const COUNT: usize = 5_000;

/// How often it says how far it is.
const TELL_EVERY: Duration = Duration::from_secs(10);

pub(crate) fn run() -> ExitCode {
    // In the process that is started to be killed this does not come back.
    suite::harness::be_killed();
    let number = |name: &str, otherwise: usize| crate::argument(name).unwrap_or(otherwise) as u64;
    let (count, seed, from) = (number("--count", COUNT), number("--seed", 1), number("--from", 0));
    let files = crate::given("--files").map(|folder| Path::new(&folder).into());
    let harness = Harness { seed, doomed: &[NAME], blind: false, files };
    let (begun, mut told) = (crate::now(), crate::now());
    let tell = |report: &Report| {
        if told.elapsed() >= TELL_EVERY {
            told = crate::now();
            let pace = report.runs as f64 / begun.elapsed().as_secs_f64();
            say(&format!("{} of {count}, {pace:.1} a second\n{report}", report.runs));
        }
    };
    let report = tokio::runtime::Runtime::new().unwrap().block_on(harness.long(from, count, tell));
    say(&format!("{}\n{report}", report.table()));
    if report.is_clean() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn say(what: &str) {
    #[expect(clippy::print_stdout, reason = "the result is what it prints")]
    {
        println!("{what}");
    }
}
