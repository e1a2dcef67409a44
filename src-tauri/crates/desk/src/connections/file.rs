//! `connections.json`: the connections in a file that people can read and mend. Credentials are never in it.
//!
//! ```json
//! {
//!   "version": 1,
//!   "connections": [
//!     {
//!       "id": "onsim-0198c1b2-…",
//!       "provider": "onsim",
//!       "label": "ONSIM main account",
//!       "environment": "production",
//!       "base_url": "https://api.onsimapp.com",
//!       "proxy": "http://proxy.example:8080",
//!       "enabled": true,
//!       "mode": "api_key",
//!       "keep": "keyring"
//!     }
//!   ]
//! }
//! ```
//!
//! `findings` may be there where a provider's answers differ between accounts: what was learnt, by the names the window
//! shows for it. `environment` is `staging` or `production`; `proxy` may be left out, and so may `enabled` (true) and `keep`
//! (`keyring`, else `session`). Entries are sorted by `id`, which names the credentials in the keyring and must not be
//! changed. Fields this version does not know are kept. A file that cannot be understood is never written over.

use std::collections::{BTreeMap, HashSet};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use domain::problem::{ErrorCode, Problem};
use domain::provider::{ConnectionId, Environment, ProviderKind};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

/// The file's name in its folder.
pub const NAME: &str = "connections.json";
/// Where a new version is written before it takes the file's place. What a crash leaves here is never read.
const UNFINISHED: &str = "connections.json.new";
const VERSION: u32 = 1;

/// Where the credentials of a connection are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Keep {
    /// In the OS keyring.
    #[default]
    Keyring,
    /// In memory, until the program ends.
    Session,
}

/// One connection as the file has it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Entry {
    pub(crate) id: ConnectionId,
    pub(crate) provider: ProviderKind,
    pub(crate) label: String,
    #[serde(deserialize_with = "real_environment")]
    pub(crate) environment: Environment,
    pub(crate) base_url: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) proxy: Option<String>,
    #[serde(default = "yes")]
    pub(crate) enabled: bool,
    pub(crate) mode: String,
    #[serde(default)]
    pub(crate) keep: Keep,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) findings: BTreeMap<String, String>,
    #[serde(flatten)]
    pub(crate) other: Map<String, Value>,
}

#[derive(Default, Serialize, Deserialize)]
struct Whole {
    version: u32,
    connections: Vec<Entry>,
    #[serde(flatten)]
    other: Map<String, Value>,
}

/// Read before the rest, whose shape depends on it.
#[derive(Deserialize)]
struct Version {
    version: u32,
}

fn yes() -> bool {
    true
}

/// The practice shop makes its own connections; a file that names it was mistyped.
pub(crate) fn real_environment<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Environment, D::Error> {
    match Environment::deserialize(deserializer)? {
        Environment::Practice => Err(D::Error::custom("expected `staging` or `production`")),
        real => Ok(real),
    }
}

/// The file of connections in its folder.
#[derive(Debug)]
pub(crate) struct ConnectionsFile {
    folder: PathBuf,
}

impl ConnectionsFile {
    pub(crate) fn in_folder(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    /// Every connection, in the file's order; none when there is no file.
    pub(crate) fn read(&self) -> Result<Vec<Entry>, Problem> {
        Ok(self.whole()?.connections)
    }

    /// Reads the file as it is now, changes it and writes it back: what a person wrote meanwhile is kept.
    pub(crate) fn change(&self, change: impl FnOnce(&mut Vec<Entry>)) -> Result<(), Problem> {
        let mut whole = self.whole()?;
        change(&mut whole.connections);
        whole.connections.sort_by(|one, other| one.id.cmp(&other.id));
        let mut text = serde_json::to_string_pretty(&whole)
            .map_err(|error| Problem::new(ErrorCode::Internal, format!("the connections are no JSON: {error}")))?;
        text.push('\n');
        self.write(&text).map_err(|error| self.unusable(&format!("it cannot be written: {error}")))
    }

    fn whole(&self) -> Result<Whole, Problem> {
        let bytes = match std::fs::read(self.path()) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Ok(Whole { version: VERSION, ..Whole::default() });
            }
            Err(error) => return Err(self.unusable(&format!("it cannot be read: {error}"))),
        };
        let text = std::str::from_utf8(&bytes).map_err(|error| {
            let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
            let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
            self.broken(line, "this is no UTF-8 text")
        })?;
        // Some editors begin a text with a mark that JSON does not know.
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let found: Version = serde_json::from_str(text).map_err(|error| self.misread(&error))?;
        if found.version > VERSION {
            let message = format!("{}: a newer version of SIMdesk wrote this file", self.path().display());
            return Err(Problem::new(ErrorCode::FileTooNew, message).safe_to_retry());
        }
        let whole: Whole = serde_json::from_str(text).map_err(|error| self.misread(&error))?;
        let mut seen = HashSet::new();
        match whole.connections.iter().find(|entry| !is_usable_id(&entry.id.0) || !seen.insert(&entry.id)) {
            Some(entry) => {
                Err(self.broken(last_line_with(text, &entry.id.0), "each id has to be there once, as it was"))
            }
            None => Ok(whole),
        }
    }

    /// First beside the file, then in its place in one step: whoever reads finds the old one or the new one.
    fn write(&self, text: &str) -> std::io::Result<()> {
        std::fs::create_dir_all(&self.folder)?;
        let unfinished = self.folder.join(UNFINISHED);
        let mut file = std::fs::File::create(&unfinished)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        drop(file);
        std::fs::rename(&unfinished, self.path())?;
        // The new name is on the disk for sure only when its folder is. Windows cannot open folders for this.
        #[cfg(unix)]
        std::fs::File::open(&self.folder)?.sync_all()?;
        Ok(())
    }

    fn path(&self) -> PathBuf {
        self.folder.join(NAME)
    }

    fn misread(&self, error: &serde_json::Error) -> Problem {
        let text = error.to_string();
        self.broken(error.line(), text.split(" at line ").next().unwrap_or(&text))
    }

    fn broken(&self, line: usize, what: &str) -> Problem {
        self.unusable(&format!(
            "line {line}: {what}. Mend that line, or move the file elsewhere, and open the desk again"
        ))
    }

    fn unusable(&self, what: &str) -> Problem {
        let message = format!("{}, {what}. The file is left as it is", self.path().display());
        Problem::new(ErrorCode::ConnectionsFileUnusable, message).safe_to_retry()
    }
}

/// What can stand in the name of a keyring's entry.
fn is_usable_id(id: &str) -> bool {
    (1..=80).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

fn last_line_with(text: &str, id: &str) -> usize {
    let quoted = Value::from(id).to_string();
    text.lines().enumerate().filter(|(_, line)| line.contains(&quoted)).last().map_or(1, |(index, _)| index + 1)
}

#[cfg(test)]
#[path = "file_tests.rs"]
mod tests;
