//! `cargo xtask icons`: draws the icon set of the desktop systems from `icons/simdesk.svg` with Tauri's own tool. The
//! set is committed; this runs only when the drawing changed.

use crate::run::{Failure, Outcome, run};
use crate::{host, ui};
use std::ffi::OsString;
use std::path::Path;
use std::process::Command;
use std::{fs, io};

/// What the bundles of the three systems need. The tool also draws for phones and for the Windows store.
const KEPT: &[&str] = &["32x32.png", "64x64.png", "128x128.png", "128x128@2x.png", "icon.icns", "icon.ico", "icon.png"];

/// Draws the set.
pub(crate) fn icons(args: &[OsString]) -> Outcome {
    if !args.is_empty() {
        return Err(Failure::usage("cargo xtask icons takes no arguments"));
    }
    ui::modules()?;
    let root = host::root();
    let drawn = root.join("target").join("icons");
    let name = if host::WINDOWS { "tauri.cmd" } else { "tauri" };
    let tool = root.join("ui").join("node_modules").join(".bin").join(name);
    let mut command = Command::new(tool);
    command.current_dir(&root).args(["icon", "icons/simdesk.svg", "--output"]).arg(&drawn);
    run(&mut command)?;
    keep(&drawn, &root.join("icons")).map_err(|error| Failure::new(format!("The icons could not be copied: {error}")))
}

fn keep(from: &Path, to: &Path) -> io::Result<()> {
    for name in KEPT {
        fs::copy(from.join(name), to.join(name))?;
    }
    fs::remove_dir_all(from)
}
