//! `cargo xtask bench`: the benchmarks of the suite, in a release build. What is measured is the suite's business.

use crate::run::{Outcome, cargo, run};
use crate::{setup, ui};
use std::ffi::OsString;

/// Runs the benchmarks with the given arguments.
pub(crate) fn bench(args: &[OsString]) -> Outcome {
    setup::ready(setup::For::Tests)?;
    ui::page_if_stale()?;
    run(cargo().args(["run", "--release", "--locked", "--package", "suite", "--bin", "bench", "--"]).args(args))
}
