//! The long run of the fault harness: `cargo xtask bench faults --count 100000 [--seed S]`. Fails when a change happened
//! twice, was lost, or is unknown without anybody saying so.

use std::process::ExitCode;

use suite::harness::Harness;

/// The first argument of this run, and of the process that is killed in it.
pub(crate) const NAME: &str = "faults";

/// How many runs there are when nothing is said: every case of every action with every kind of fault.
const COUNT: usize = 5_000;

pub(crate) fn run() -> ExitCode {
    // In the process that is started to be killed this does not come back.
    suite::harness::be_killed();
    let count = crate::argument("--count").unwrap_or(COUNT);
    let seed = crate::argument("--seed").unwrap_or(1);
    let (count, seed) = (count as u64, seed as u64);
    let harness = Harness { seed, doomed: &[NAME], blind: false };
    let report = tokio::runtime::Runtime::new().unwrap().block_on(harness.long(count));
    #[expect(clippy::print_stdout, reason = "the result is what it prints")]
    {
        println!("{}\n{report}", report.table());
    }
    if report.is_clean() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
