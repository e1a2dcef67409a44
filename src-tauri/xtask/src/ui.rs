//! The web part of the build: npm packages and the built page, each done again only when its input changed.

use crate::run::{Failure, Outcome, npm, run};
use crate::{files, host};
use std::fs;
use std::path::PathBuf;

/// Folders below `ui` that are results or are not part of the page.
const NOT_INPUT: &[&str] = &["node_modules", "dist", "pictures"];

/// Installs the npm packages of the lock file, when they are not those already installed.
pub(crate) fn modules() -> Outcome {
    let ui = folder();
    let lock = ui.join("package-lock.json");
    let wanted = fs::read_to_string(&lock).map_err(|error| Failure::new(format!("{}: {error}", lock.display())))?;
    let stamp = ui.join("node_modules").join(".simdesk-stamp");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    run(npm().args(["ci", "--no-fund", "--no-audit"]))?;
    write(stamp, &wanted)
}

/// Builds the page.
pub(crate) fn page() -> Outcome {
    modules()?;
    run(npm().args(["run", "build"]))?;
    // Listed after the build, because a build may write generated sources.
    write(page_stamp(), &sources())
}

/// Builds the page when a source file changed since the last build.
pub(crate) fn page_if_stale() -> Outcome {
    modules()?;
    let built = folder().join("dist").join("index.html").is_file();
    if built && fs::read_to_string(page_stamp()).is_ok_and(|stamp| stamp == sources()) {
        return Ok(());
    }
    page()
}

fn folder() -> PathBuf {
    host::root().join("ui")
}

fn page_stamp() -> PathBuf {
    folder().join("node_modules").join(".simdesk-page")
}

fn sources() -> String {
    files::listing(&[folder()], NOT_INPUT)
}

fn write(path: PathBuf, text: &str) -> Outcome {
    fs::write(&path, text).map_err(|error| Failure::new(format!("{}: {error}", path.display())))
}
