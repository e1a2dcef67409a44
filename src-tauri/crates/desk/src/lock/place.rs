//! Where the PIN's hash and the count of wrong tries are: one entry of the OS keyring, or memory where there is none.
//!
//! A keyring may wait for its password, or never answer. Each call is on a thread of its own with a limit, and while one
//! has not come back no other is sent after it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use domain::problem::Problem;
use serde::{Deserialize, Serialize};
use vault::{ExposeSecret as _, MemoryVault, SecretString, Vault, VaultError};
use zeroize::Zeroizing;

use super::PinKept;
use super::pin::Tally;
use crate::job::apart;

/// The name of the entry, as the OS's own keyring program shows it.
pub const ENTRY: &str = "console-lock";

/// How long a person waits for the keyring.
const PATIENCE: Duration = Duration::from_secs(2);
/// How long the look at the start waits, for which nobody does.
const AT_THE_START: u32 = 30;

/// What the entry holds.
#[derive(Serialize, Deserialize)]
pub(super) struct Record {
    /// As a PHC string.
    pub(super) hash: String,
    #[serde(flatten)]
    pub(super) tally: Tally,
}

impl Drop for Record {
    fn drop(&mut self) {
        zeroize::Zeroize::zeroize(&mut self.hash);
    }
}

/// The two places.
pub(super) struct Places {
    keyring: Arc<dyn Vault>,
    session: Arc<dyn Vault>,
    patience: Duration,
    /// True while a call of the keyring has not come back.
    asking: Arc<AtomicBool>,
}

impl Places {
    pub(super) fn new(keyring: Arc<dyn Vault>) -> Self {
        Self { keyring, session: Arc::new(MemoryVault::default()), patience: PATIENCE, asking: Arc::default() }
    }

    #[cfg(test)]
    pub(super) fn with_patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// What is kept in that place; nothing when the entry is not there.
    pub(super) async fn get(&self, kept: PinKept) -> Result<Option<Record>, Problem> {
        self.get_within(kept, self.patience).await
    }

    /// The same in the keyring, for a start: longer, because nobody waits for it.
    pub(super) async fn look(&self) -> Result<Option<Record>, Problem> {
        self.get_within(PinKept::Keyring, self.patience * AT_THE_START).await
    }

    async fn get_within(&self, kept: PinKept, limit: Duration) -> Result<Option<Record>, Problem> {
        let found = self.on(kept, limit, |vault| vault.get(ENTRY)).await?;
        let Some(text) = found else { return Ok(None) };
        // The error's text could repeat the entry.
        let record = serde_json::from_str(text.expose_secret()).map_err(|_| {
            VaultError::Refused(format!("its entry `{ENTRY}` is not one of this program; remove it there to go on"))
        })?;
        Ok(Some(record))
    }

    pub(super) async fn put(&self, kept: PinKept, record: &Record) -> Result<(), Problem> {
        let text = serde_json::to_string(record).map(Zeroizing::new);
        let text = text.map_err(|_| VaultError::Refused("the entry could not be written".to_owned()))?;
        let secret = SecretString::from(text.as_str());
        self.on(kept, self.patience, move |vault| vault.put(ENTRY, &secret)).await
    }

    pub(super) async fn remove(&self, kept: PinKept) -> Result<(), Problem> {
        self.on(kept, self.patience, |vault| vault.remove(ENTRY)).await
    }

    async fn on<T: Send + 'static>(
        &self,
        kept: PinKept,
        limit: Duration,
        work: impl FnOnce(&dyn Vault) -> Result<T, VaultError> + Send + 'static,
    ) -> Result<T, Problem> {
        if kept != PinKept::Keyring {
            return work(self.session.as_ref()).map_err(Into::into);
        }
        let silent = || VaultError::Refused("it did not answer; it may be waiting for its password".to_owned());
        if self.asking.swap(true, Ordering::AcqRel) {
            return Err(silent().into());
        }
        let (vault, asking) = (Arc::clone(&self.keyring), Arc::clone(&self.asking));
        let done = apart(limit, move || {
            let done = work(vault.as_ref());
            asking.store(false, Ordering::Release);
            done
        });
        done.await.unwrap_or_else(|| Err(silent())).map_err(Into::into)
    }
}
