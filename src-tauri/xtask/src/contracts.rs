//! `cargo xtask contracts`: every operation of every contract, and where it is. The table is a wire test's, which fails on
//! a gap; here it is only printed.

use crate::run::{Failure, Outcome, cargo, run};
use std::ffi::OsString;

/// Prints the table.
pub(crate) fn contracts(args: &[OsString]) -> Outcome {
    if !args.is_empty() {
        return Err(Failure::usage("cargo xtask contracts takes no arguments"));
    }
    run(cargo().args(["test", "--quiet", "--locked", "--package", "suite", "--test", "wire", "--"]).args([
        "--nocapture",
        "--exact",
        "coverage::every_operation_is_in_the_client_the_tests_and_the_practice_shop",
    ]))
}
