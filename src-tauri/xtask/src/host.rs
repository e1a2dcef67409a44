//! The machine this runs on: its environment, clock, folders and programs. Nothing here changes anything.
#![expect(
    clippy::disallowed_methods,
    reason = "the tasks have no shell module to ask: this is their one reader of environment and clock"
)]

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// True where the window tests, the pictures and the private desktop work: they need Xvfb and WebKitWebDriver.
pub(crate) const LINUX: bool = cfg!(target_os = "linux");
/// True on Windows, where npm and npx are batch files.
pub(crate) const WINDOWS: bool = cfg!(windows);
/// True on macOS.
pub(crate) const MACOS: bool = cfg!(target_os = "macos");

/// The value of an environment variable; `None` also when it is empty, which is how people unset one for one command.
pub(crate) fn variable(name: &str) -> Option<OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}

/// The monotonic clock, for durations.
pub(crate) fn now() -> Instant {
    Instant::now()
}

/// The repository's root folder.
pub(crate) fn root() -> PathBuf {
    // Cargo sets the variable at run time too, which stays right when the checkout was moved after the build.
    let manifest = variable("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    let manifest = PathBuf::from(manifest);
    manifest.ancestors().nth(2).map_or_else(|| manifest.clone(), Path::to_path_buf)
}

/// The person's home folder, when the system names one.
pub(crate) fn home() -> Option<PathBuf> {
    variable("HOME").or_else(|| variable("USERPROFILE")).map(PathBuf::from)
}

/// True when a build machine runs this: `CI` is set to anything but `false` or `0`.
pub(crate) fn ci() -> bool {
    variable("CI").is_some_and(|value| value != "false" && value != "0")
}

/// True when there is a display to open a window on. Only Linux can be without one.
pub(crate) fn has_display() -> bool {
    !LINUX || variable("DISPLAY").is_some() || variable("WAYLAND_DISPLAY").is_some()
}

/// The full path of a program on `PATH`.
pub(crate) fn program(name: &str) -> Option<PathBuf> {
    let file = if WINDOWS && !name.contains('.') { format!("{name}.exe") } else { name.to_owned() };
    let path = variable("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(&file)).find(|candidate| candidate.is_file())
}
