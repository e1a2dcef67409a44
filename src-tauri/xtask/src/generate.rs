//! `cargo xtask generate`: writes the files that come from the bridge's types. The bridge knows which; a test of the
//! bridge fails when the committed ones are stale.

use crate::run::{Failure, Outcome, cargo, run};
use std::ffi::OsString;

/// Writes the generated files.
pub(crate) fn generate(args: &[OsString]) -> Outcome {
    if !args.is_empty() {
        return Err(Failure::usage("cargo xtask generate takes no arguments"));
    }
    run(cargo().args(["run", "--quiet", "--locked", "--package", "bridge", "--example", "generate"]))
}
