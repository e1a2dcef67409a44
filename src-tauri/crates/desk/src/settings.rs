//! `settings.json`: what a person set for this desk. Nothing secret and nothing of a customer is in it; the theme is the
//! window's own.
//!
//! ```json
//! { "version": 1, "lock_after_s": 600, "pin": "keyring", "notify": true, "forget_after": "five_years" }
//! ```
//!
//! `lock_after_s` is in seconds, 0 for never; `pin` says whether a PIN is in the keyring (`keyring`) or not (`none`), so
//! that a start need not wait for the keyring. Fields this version does not know are kept. A file that cannot be
//! understood is set aside when something is changed, and the defaults count until then.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use domain::problem::{ErrorCode, Problem};
use domain::retention::ForgetAfter;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The file's name in its folder.
pub const NAME: &str = "settings.json";
/// Where a new version is written before it takes the file's place. What a crash leaves here is never read.
const UNFINISHED: &str = "settings.json.new";
/// Where a file goes that cannot be understood.
const SET_ASIDE: &str = "settings.json.broken";
const VERSION: u32 = 1;

/// How long nobody may touch the desk before it locks itself, where nothing else was set: 10 minutes.
const LOCK_AFTER_S: u32 = 600;

/// Where the PIN is, as the settings have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PinPlace {
    /// There is none, or only for this session.
    #[default]
    None,
    /// In the OS keyring.
    Keyring,
}

/// What a person set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    version: u32,
    /// How long nobody may touch the desk before it locks itself, in seconds; 0 for never.
    pub lock_after_s: u32,
    /// Where the PIN is.
    pub pin: PinPlace,
    /// Whether the outcome of a change is told while nobody looks at the window.
    pub notify: bool,
    /// When the personal details of settled actions are forgotten. The policy may have its own word.
    pub forget_after: ForgetAfter,
    #[serde(flatten)]
    other: Map<String, Value>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            version: VERSION,
            lock_after_s: LOCK_AFTER_S,
            pin: PinPlace::None,
            notify: true,
            forget_after: ForgetAfter::default(),
            other: Map::new(),
        }
    }
}

/// The settings in force and the file they are kept in.
#[derive(Debug)]
pub struct KeptSettings {
    folder: PathBuf,
    now: Mutex<Settings>,
}

/// How a file was found.
enum Found {
    Good(Settings),
    Missing,
    Newer,
    Broken,
}

impl KeptSettings {
    /// The settings of the file in `folder`, or the defaults when there is none that can be understood.
    #[must_use]
    pub fn read(folder: &Path) -> Self {
        let settings = match find(&folder.join(NAME)) {
            Found::Good(settings) => settings,
            Found::Missing => Settings::default(),
            Found::Newer | Found::Broken => {
                tracing::warn!("the settings could not be understood; the defaults count");
                Settings::default()
            }
        };
        Self { folder: folder.to_owned(), now: Mutex::new(settings) }
    }

    /// The settings in force.
    #[must_use]
    pub fn now(&self) -> Settings {
        self.now.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Changes the settings and writes them down. They are in force only once they are written.
    ///
    /// # Errors
    /// `SettingsUnusable` when the file cannot be written; `FileTooNew` when a newer version wrote it.
    pub fn change(&self, change: impl FnOnce(&mut Settings)) -> Result<Settings, Problem> {
        let mut now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        let path = self.folder.join(NAME);
        match find(&path) {
            Found::Good(_) | Found::Missing => {}
            Found::Newer => {
                let message = format!("{}: a newer version of SIMdesk wrote this file", path.display());
                return Err(Problem::new(ErrorCode::FileTooNew, message));
            }
            Found::Broken => {
                std::fs::rename(&path, self.folder.join(SET_ASIDE)).map_err(|error| self.unusable(&error))?;
            }
        }
        let mut next = now.clone();
        change(&mut next);
        self.write(&next).map_err(|error| self.unusable(&error))?;
        now.clone_from(&next);
        Ok(next)
    }

    /// First beside the file, then in its place in one step: whoever reads finds the old one or the new one.
    fn write(&self, settings: &Settings) -> std::io::Result<()> {
        std::fs::create_dir_all(&self.folder)?;
        let unfinished = self.folder.join(UNFINISHED);
        let mut file = std::fs::File::create(&unfinished)?;
        serde_json::to_writer_pretty(&mut file, settings)?;
        file.write_all(b"\n")?;
        file.sync_all()?;
        drop(file);
        std::fs::rename(&unfinished, self.folder.join(NAME))
    }

    fn unusable(&self, error: &std::io::Error) -> Problem {
        let message = format!("{} cannot be written: {error}", self.folder.join(NAME).display());
        Problem::new(ErrorCode::SettingsUnusable, message).safe_to_retry()
    }
}

fn find(path: &Path) -> Found {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Found::Missing,
        Err(_) => return Found::Broken,
    };
    match serde_json::from_str::<Settings>(&text) {
        Ok(settings) if settings.version > VERSION => Found::Newer,
        Ok(settings) => Found::Good(settings),
        Err(_) => Found::Broken,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> (tempfile::TempDir, KeptSettings) {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(NAME), text).unwrap();
        let settings = KeptSettings::read(folder.path());
        (folder, settings)
    }

    #[test]
    fn without_a_file_the_desk_locks_after_ten_minutes_and_tells_outcomes() {
        let folder = tempfile::tempdir().unwrap();
        let settings = KeptSettings::read(&folder.path().join("not made yet"));
        assert_eq!((settings.now().lock_after_s, settings.now().notify), (600, true));
        assert_eq!(settings.now().pin, PinPlace::None);
    }

    #[test]
    fn what_is_changed_is_found_again_and_unknown_fields_stay() {
        let (folder, settings) = written("{\"lock_after_s\": 60, \"from_tomorrow\": [1]}");
        settings.change(|settings| settings.notify = false).unwrap();
        let again = KeptSettings::read(folder.path());
        assert_eq!((again.now().lock_after_s, again.now().notify), (60, false));
        assert!(std::fs::read_to_string(folder.path().join(NAME)).unwrap().contains("from_tomorrow"));
    }

    #[test]
    fn a_broken_file_counts_as_none_and_is_set_aside_only_by_a_change() {
        let (folder, settings) = written("{ lock_after: soon");
        assert_eq!(settings.now(), Settings::default());
        assert!(!folder.path().join(SET_ASIDE).exists());
        settings.change(|settings| settings.lock_after_s = 0).unwrap();
        assert_eq!(std::fs::read_to_string(folder.path().join(SET_ASIDE)).unwrap(), "{ lock_after: soon");
        assert_eq!(KeptSettings::read(folder.path()).now().lock_after_s, 0);
    }

    #[test]
    fn a_newer_file_is_left_as_it_is() {
        let newer = "{\"version\": 2, \"lock_after_s\": 5}";
        let (folder, settings) = written(newer);
        let problem = settings.change(|settings| settings.lock_after_s = 0).unwrap_err();
        assert_eq!(problem.code, ErrorCode::FileTooNew);
        assert_eq!(std::fs::read_to_string(folder.path().join(NAME)).unwrap(), newer);
    }

    #[test]
    fn what_could_not_be_written_is_not_in_force() {
        let folder = tempfile::tempdir().unwrap();
        let in_the_way = folder.path().join("file");
        std::fs::write(&in_the_way, "").unwrap();
        let settings = KeptSettings::read(&in_the_way);
        assert_eq!(settings.change(|one| one.lock_after_s = 5).unwrap_err().code, ErrorCode::SettingsUnusable);
        assert_eq!(settings.now().lock_after_s, 600);
    }
}
