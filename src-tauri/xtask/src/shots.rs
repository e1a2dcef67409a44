//! `cargo xtask shots`: the pictures in `ui/pictures`, taken from the real window by an ignored window test. Which
//! views and sizes is that test's business.

use crate::run::{Failure, Outcome};
use crate::{desktop, host, setup, test, ui};
use std::ffi::OsString;
use std::fs;

/// The window test that takes the pictures. It is ignored in a normal run, because it writes into the checkout.
const ENTRY: &str = "readme_pictures";

/// Takes the pictures.
pub(crate) fn shots(args: &[OsString]) -> Outcome {
    if !args.is_empty() {
        return Err(Failure::usage("cargo xtask shots takes no arguments"));
    }
    if !host::LINUX {
        return Err(Failure::new("Pictures are taken through WebKitWebDriver, which exists on Linux only."));
    }
    setup::ready(setup::For::Tests)?;
    ui::page_if_stale()?;
    let folder = host::root().join("ui").join("pictures");
    fs::create_dir_all(&folder).map_err(|error| Failure::new(format!("{}: {error}", folder.display())))?;
    let mut job = test::window_job(&["--ignored", "--nocapture", ENTRY])?;
    job.env.push(("SIMDESK_SHOTS_DIR".into(), folder.into()));
    desktop::inside(&job)
}
