//! The only user of SQLite: `cache.db`, which may be deleted at any time, and `ledger.db`, which never is.
//!
//! Everything here is synchronous and may block for as long as a disk takes: callers on an async runtime move it to a
//! blocking thread. No clock: times and ids are passed in, and so are the keys. Randomness is only used for new keys and
//! for the salts of personal parts.

pub mod cache;
mod database;
pub mod error;
mod file;
mod key;
pub mod ledger;
#[cfg(test)]
mod testing;

pub use cache::changes::NoticedChange;
pub use cache::search::{Matched, SearchHit, SearchHits};
pub use cache::{Cache, CacheOpened};
pub use error::{Database, StoreError};
pub use key::Key;
pub use ledger::actions::{ActionFilter, LedgerCounts};
pub use ledger::chain::{BadEntry, ChainReport, Tampering};
pub use ledger::directory::DirectoryEntry;
pub use ledger::forget::{ForgetCount, Forgetting};
pub use ledger::{Ledger, LedgerOpened, NewAction, Prepared, Settlement};
