//! The desk's own folder: one program at a time in it, its two databases, and where their keys come from.
//!
//! The keys of the real desk are in the OS keyring, those of the practice shop in a file beside its data. A keyring that
//! does not answer is never taken for one that has lost a key: only the second sets a file aside, and before a new key
//! takes the place of a lost one the file that needs the old key is out of the way.

mod keys;
mod verify_file;

use std::fs::{self, File, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use domain::problem::{ErrorCode, Problem};
use domain::time::Timestamp;
use store::{Cache, CacheOpened, Ledger, LedgerOpened};

use crate::job::blocking;
pub use keys::DatabaseKeys;
pub use verify_file::{KeyFrom, Verdict, verify_file};

/// The file in the folder that a running program holds.
const LOCK: &str = "simdesk.lock";

/// The file with the practice shop's keys, beside its databases.
const PRACTICE_KEYS: &str = "practice.key";

/// The folder of all data, held by this program until this is dropped or the program ends, however it ends.
#[derive(Debug)]
pub struct DataFolder {
    path: PathBuf,
    _lock: Option<File>,
}

/// The two databases of a desk, open.
pub struct Storage {
    /// What can be read again.
    pub cache: Cache,
    /// What cannot.
    pub ledger: Ledger,
    /// Where the old cache is, when it could not be read and a new one was begun.
    pub cache_set_aside: Option<PathBuf>,
    /// Where the old ledger is, when it could not be read and a new one was begun.
    pub ledger_set_aside: Option<PathBuf>,
}

impl DataFolder {
    /// Takes the folder for this program, making it where it is missing.
    ///
    /// # Errors
    /// `AlreadyRunning` when another program of this user has it; `LedgerUnusable` when it cannot be made or written.
    pub fn claim(path: &Path) -> Result<Self, Problem> {
        let lock = lock_file(path).map_err(|error| {
            let kind = error.kind();
            let to_do = match kind {
                ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "make room on the disk and try again",
                _ => "check that it exists and that you may write in it",
            };
            let message = format!("the data folder {} cannot be written ({kind}); {to_do}", path.display());
            Problem::new(ErrorCode::LedgerUnusable, message).safe_to_retry()
        })?;
        let lock = match lock.try_lock() {
            Ok(()) => Some(lock),
            Err(TryLockError::WouldBlock) => {
                let message = "another window of this program has the data folder; close it and try again";
                return Err(Problem::new(ErrorCode::AlreadyRunning, message).safe_to_retry());
            }
            Err(TryLockError::Error(error)) => {
                // Some network file systems have no locks. The databases have their own, as far as there are any.
                tracing::warn!(%error, "the data folder cannot be locked");
                None
            }
        };
        Ok(Self { path: path.to_owned(), _lock: lock })
    }

    /// Where the practice shop's keys are, for the data in the folder `name`.
    #[must_use]
    pub fn practice_keys(&self, name: &str) -> DatabaseKeys {
        DatabaseKeys::in_file(self.path.join(name).join(PRACTICE_KEYS))
    }

    /// Opens the databases in the folder `name`. An unencrypted one of an older version is encrypted; one that is broken,
    /// or whose key is lost, is set aside.
    ///
    /// # Errors
    /// `KeyringUnusable` when the keys cannot be had, within two seconds; nothing was touched then. `LedgerUnusable`,
    /// `CacheUnusable` or `FileTooNew` when a file cannot be used.
    pub async fn open(&self, name: &str, keys: &DatabaseKeys, now: Timestamp) -> Result<Storage, Problem> {
        let folder = self.path.join(name);
        let ready = keys.ready(&folder, now).await.map_err(|problem| self.named_in(problem))?;
        let (cache, ledger) = (ready.cache, ready.ledger);
        let mut storage = blocking(move || {
            // The ledger first: without it there is no desk, and then nothing else need be touched.
            let (ledger, how) = Ledger::open(&folder, &ledger, now)?;
            let ledger_set_aside = match how {
                LedgerOpened::StartedAnew { set_aside } => Some(set_aside),
                LedgerOpened::Fresh | LedgerOpened::Existing => None,
            };
            let (cache, how) = Cache::open(&folder, &cache, now)?;
            let cache_set_aside = match how {
                CacheOpened::Rebuilt { set_aside } => Some(set_aside),
                CacheOpened::Fresh | CacheOpened::Existing => None,
            };
            Ok::<_, store::StoreError>(Storage { cache, ledger, cache_set_aside, ledger_set_aside })
        })
        .await
        .map_err(|problem| self.named_in(problem))?;
        storage.cache_set_aside = storage.cache_set_aside.or(ready.cache_set_aside);
        Ok(storage)
    }

    /// A problem with a file of this folder, with the folder's name, so that a person knows where to look.
    fn named_in(&self, mut problem: Problem) -> Problem {
        let folder = self.path.display().to_string();
        let of_a_file =
            matches!(problem.code, ErrorCode::LedgerUnusable | ErrorCode::CacheUnusable | ErrorCode::FileTooNew);
        if of_a_file && !problem.message.contains(&folder) {
            problem.message = format!("{}. The data folder is {folder}", problem.message);
        }
        problem
    }
}

fn lock_file(folder: &Path) -> Result<File, std::io::Error> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    let mut options = File::options();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
        builder.mode(0o700);
        options.mode(0o600);
    }
    match builder.create(folder) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    options.open(folder.join(LOCK))
}
