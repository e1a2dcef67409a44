//! `cargo xtask practice`: the practice shop alone, for trying a client or a script against it.

use crate::run::{Failure, Outcome, cargo, run};
use std::ffi::OsString;

/// Opens the practice shop, prints where its providers are and with which made-up credentials, until Ctrl-C.
pub(crate) fn practice(args: &[OsString]) -> Outcome {
    if !args.is_empty() {
        return Err(Failure::usage("cargo xtask practice takes no arguments"));
    }
    run(cargo().args(["run", "--quiet", "--locked", "--package", "practice", "--example", "practice_shop"]))
}
