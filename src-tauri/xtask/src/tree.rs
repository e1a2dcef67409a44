//! What the tests must leave alone: the checkout, and the console's folders in the person's real home.

use crate::run::{Failure, Outcome, ask};
use crate::{files, host};
use std::path::PathBuf;
use std::process::Command;

/// The console's folder name in every place the three systems keep programs' data.
const FOLDER: &str = "app.simdesk.console";

/// The state before the tests.
#[derive(Debug)]
pub(crate) struct Before {
    checkout: Option<String>,
    home: String,
}

impl Before {
    /// Looks at the checkout and the home folder.
    pub(crate) fn look() -> Self {
        Self { checkout: checkout(), home: files::listing(&folders(), &[]) }
    }

    /// Fails and names what changed since; `Ok(false)` when this is no git checkout and only the home was compared.
    pub(crate) fn unchanged(&self) -> Outcome<bool> {
        let now = Self::look();
        let mut changed = files::difference(&self.home, &now.home);
        let before = self.checkout.as_deref().unwrap_or_default();
        changed.extend(files::difference(before, now.checkout.as_deref().unwrap_or_default()));
        if changed.is_empty() {
            return Ok(self.checkout.is_some());
        }
        let list = changed.join("\n  ");
        Err(Failure::new(format!("The tests changed what is not theirs (- before, + after):\n  {list}")))
    }
}

/// Which files differ from the commit, and the differences themselves, because a file that was already edited may be
/// edited once more. `None` outside a git checkout.
fn checkout() -> Option<String> {
    let status = git(&["status", "--porcelain", "--untracked-files=all"])?;
    let edits = git(&["diff"])?;
    Some(format!("{status}{edits}"))
}

fn git(words: &[&str]) -> Option<String> {
    let mut command = Command::new("git");
    command.current_dir(host::root()).args(["--no-optional-locks"]).args(words);
    if !crate::run::succeeds(&mut command) {
        return None;
    }
    ask(&mut command)
}

/// Every folder the console would use for this person on this system.
fn folders() -> Vec<PathBuf> {
    let mut parents = Vec::new();
    if let Some(home) = host::home() {
        for below in [".config", ".local/share", ".local/state", ".cache"] {
            parents.push(home.join(below));
        }
        for below in ["Application Support", "Caches", "Logs", "WebKit"] {
            parents.push(home.join("Library").join(below));
        }
    }
    for name in ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "APPDATA", "LOCALAPPDATA"] {
        parents.extend(host::variable(name).map(PathBuf::from));
    }
    parents.sort();
    parents.dedup();
    parents.into_iter().map(|parent| parent.join(FOLDER)).collect()
}
