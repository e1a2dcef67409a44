//! What can be asked of a database file before it is opened: whether it takes a key, and setting it aside when its key
//! is lost.

use std::path::{Path, PathBuf};

use domain::time::Timestamp;

use crate::error::{Database, StoreError};
use crate::file::{self, FileSpec};
use crate::{cache, ledger};

impl Database {
    fn spec(self) -> &'static FileSpec {
        match self {
            Self::Cache => &cache::SPEC,
            Self::Ledger => &ledger::SPEC,
        }
    }

    /// The file's name in its folder.
    #[must_use]
    pub fn file_name(self) -> &'static str {
        self.spec().name
    }

    /// Whether there is a file in `folder` that only its key opens. An empty file and one that is not encrypted yet are
    /// none.
    ///
    /// # Errors
    ///
    /// The file's "unusable" error when it cannot be read.
    pub fn takes_key(self, folder: &Path) -> Result<bool, StoreError> {
        file::takes_key(folder, self.spec())
    }

    /// Renames a file whose key is lost, with the time in its new name. This has to happen before a new key is kept in
    /// the place of the lost one. What [`Database::takes_key`] says no to stays.
    ///
    /// # Errors
    ///
    /// The file's "unusable" error when it cannot be renamed.
    pub fn set_aside_keyless(self, folder: &Path, now: Timestamp) -> Result<Option<PathBuf>, StoreError> {
        file::set_aside_keyless(folder, self.spec(), now)
    }
}
