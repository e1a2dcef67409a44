//! What can go wrong with the files, and what a person has to do about it. No message holds a personal value.

use domain::action::{ActionId, ActionState};
use domain::problem::{ErrorCode, Problem};
use thiserror::Error;

/// Database of the two files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Database {
    /// `cache.db`.
    Cache,
    /// `ledger.db`.
    Ledger,
}

/// Why the cache or the ledger could not do what it was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum StoreError {
    /// The cache file cannot be used. It may be deleted with the program closed; a broken one is rebuilt at the next
    /// start.
    #[error("the cache cannot be used ({detail}); {advice}")]
    CacheUnusable {
        /// What happened.
        detail: String,
        /// What to do.
        advice: &'static str,
    },
    /// The ledger cannot be used: no change may be sent.
    #[error("the ledger cannot be used ({detail}); {advice}")]
    LedgerUnusable {
        /// What happened.
        detail: String,
        /// What to do.
        advice: &'static str,
    },
    /// The file was written by a newer version of this program and was not touched.
    #[error("{file} has version {found}, this program knows up to {known}; start the newer program")]
    FileTooNew {
        /// The file's name.
        file: &'static str,
        /// The version in the file.
        found: i64,
        /// The newest version this program knows.
        known: i64,
    },
    /// The ledger has no such action.
    #[error("the ledger has no action {0}")]
    NoSuchAction(ActionId),
    /// The ledger has this action already; ids are given once.
    #[error("the ledger has action {0} already")]
    DuplicateAction(ActionId),
    /// Another change of the line came to an end after this one was previewed; nothing was written.
    #[error("another change of this line came first")]
    Overtaken,
    /// The action cannot take this step from where it stands; nothing was written.
    #[error("action {id} is {state:?} and cannot be {step}")]
    IllegalStep {
        /// The action.
        id: ActionId,
        /// Where it stands.
        state: ActionState,
        /// What it was to become.
        step: &'static str,
    },
    /// A change was noted, something else was prepared, or a change names no line; nothing was written.
    #[error("{0}")]
    WrongKind(&'static str),
    /// The file a person asked for could not be written.
    #[error("the file could not be written: {0}")]
    NotWritten(String),
    /// The system gave no randomness: no key can be made.
    #[error("the system gives no random numbers; restart the computer")]
    NoRandomness,
    /// A line of another connection was in a connection's list; nothing was written.
    #[error("a line in the list belongs to another connection")]
    ForeignLine,
}

impl StoreError {
    /// A file cannot be used.
    pub(crate) fn unusable(database: Database, detail: &str, advice: &'static str) -> Self {
        let detail = detail.to_owned();
        match database {
            Database::Cache => Self::CacheUnusable { detail, advice },
            Database::Ledger => Self::LedgerUnusable { detail, advice },
        }
    }

    /// Another program has the file open.
    pub(crate) fn in_use(database: Database) -> Self {
        Self::unusable(database, "it is in use", ADVICE_BUSY)
    }

    /// The same for a person: its code and what to do.
    #[must_use]
    pub fn problem(&self) -> Problem {
        let code = match self {
            Self::CacheUnusable { .. } => ErrorCode::CacheUnusable,
            Self::LedgerUnusable { .. } => ErrorCode::LedgerUnusable,
            Self::FileTooNew { .. } => ErrorCode::FileTooNew,
            Self::NotWritten(_) => ErrorCode::FileNotWritten,
            Self::Overtaken => return Problem::new(ErrorCode::PreviewOutdated, self.to_string()).safe_to_retry(),
            Self::NoSuchAction(_) => ErrorCode::NoSuchRecord,
            Self::DuplicateAction(_)
            | Self::IllegalStep { .. }
            | Self::WrongKind(_)
            | Self::NoRandomness
            | Self::ForeignLine => ErrorCode::Internal,
        };
        Problem::new(code, self.to_string())
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        error.problem()
    }
}

/// What goes wrong inside this crate, before it is known which file it was.
#[derive(Debug, Error)]
pub(crate) enum Fault {
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
    #[error(transparent)]
    Io(#[from] std::io::Error),
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    #[error("a stored value is of no known form")]
    Unreadable,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Fault {
    /// True when the file's content is damaged: not for a full disk, a missing right or a lock.
    pub(crate) fn is_damage(&self) -> bool {
        use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
        matches!(self, Self::Sqlite(error) if matches!(error.sqlite_error_code(), Some(DatabaseCorrupt | NotADatabase)))
    }

    pub(crate) fn about(self, which: Database) -> StoreError {
        let (detail, advice) = match self {
            Self::Store(error) => return error,
            Self::Sqlite(error) => describe(&error),
            Self::Io(error) => (error.kind().to_string(), advice(error.kind())),
            // The words of the parser may quote what it read, so only the place is told.
            Self::Json(error) => {
                (format!("unreadable value, {:?} at {}", error.classify(), error.column()), ADVICE_RESTART)
            }
            Self::Unreadable => ("unreadable value".to_owned(), ADVICE_RESTART),
        };
        match which {
            Database::Cache => StoreError::CacheUnusable { detail, advice },
            Database::Ledger => StoreError::LedgerUnusable { detail, advice },
        }
    }
}

const ADVICE_RESTART: &str = "close the program and start it again; a damaged file is set aside then";
const ADVICE_RIGHTS: &str = "check that the program's data folder exists and that you may write in it";
const ADVICE_DISK: &str = "make room on the disk and try again";
const ADVICE_DISK_OR_RIGHTS: &str = "make room on the disk or, if there is enough, check that you may write in the program's data folder; then try again";
const ADVICE_BUSY: &str = "another program holds the file; close it and try again";

fn advice(kind: std::io::ErrorKind) -> &'static str {
    use std::io::ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
    if matches!(kind, StorageFull | QuotaExceeded | FileTooLarge) { ADVICE_DISK } else { ADVICE_RIGHTS }
}

fn describe(error: &rusqlite::Error) -> (String, &'static str) {
    use rusqlite::ErrorCode as Code;
    let Some(code) = error.sqlite_error_code() else {
        // The other kinds are about values that do not fit; their text could quote one.
        return ("a stored value does not fit".to_owned(), ADVICE_RESTART);
    };
    let advice = match code {
        Code::DiskFull => ADVICE_DISK,
        Code::DatabaseBusy | Code::DatabaseLocked | Code::FileLockingProtocolFailed => ADVICE_BUSY,
        // What a full disk looks like where SQLite writes what belongs to the log.
        Code::SystemIoFailure => ADVICE_DISK_OR_RIGHTS,
        Code::ReadOnly | Code::CannotOpen | Code::PermissionDenied | Code::NoLargeFileSupport => ADVICE_RIGHTS,
        _ => ADVICE_RESTART,
    };
    (format!("{code:?}"), advice)
}
