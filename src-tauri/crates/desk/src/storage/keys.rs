//! The keys of the two databases: got, or made, or missing, and never guessed.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use domain::problem::{ErrorCode, Problem};
use domain::time::Timestamp;
use store::{Database, Key};
use tokio::time::Instant;
use vault::{ExposeSecret as _, FileVault, SecretString, Vault, VaultError};

use crate::job::{apart, blocking};

/// How long getting the keys may take in all: a person is to be told within two seconds, window and all.
const PATIENCE: Duration = Duration::from_millis(1500);

/// What is kept for a moment, to see whether anything can be.
const PROBE: &str = "database:probe";

/// Where the keys of a desk's databases are kept. Clones are the same place.
#[derive(Clone)]
pub struct DatabaseKeys {
    vault: Arc<dyn Vault>,
    /// What to say when the vault cannot be used.
    unusable: fn(String) -> Problem,
    patience: Duration,
    /// True while a call has not come back: no other is sent after it, so that none can overtake it.
    busy: Arc<AtomicBool>,
}

/// The keys, and what had to make room for new ones.
pub(super) struct Ready {
    pub(super) cache: Key,
    pub(super) ledger: Key,
    pub(super) cache_set_aside: Option<PathBuf>,
}

/// What is kept under the name of a key.
enum Kept {
    Key(Key),
    Nothing,
    /// Something that is no key: someone else's, or damaged.
    Other(SecretString),
}

impl DatabaseKeys {
    /// In the OS keyring.
    #[must_use]
    pub fn in_keyring(keyring: Arc<dyn Vault>) -> Self {
        Self { vault: keyring, unusable: no_keyring, patience: PATIENCE, busy: Arc::default() }
    }

    /// In a file beside the databases: for data that are not real.
    #[must_use]
    pub fn in_file(path: PathBuf) -> Self {
        Self { vault: Arc::new(FileVault::new(path)), unusable: no_file, patience: PATIENCE, busy: Arc::default() }
    }

    /// The same with another patience: for tests.
    #[must_use]
    pub fn with_patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// The keys for the databases in `folder`. Where there is none yet, one is made and kept. Where one was lost, the file
    /// that needs it is set aside first.
    pub(super) async fn ready(&self, folder: &Path, now: Timestamp) -> Result<Ready, Problem> {
        let until = Instant::now() + self.patience;
        let (cache, ledger) = self.ask(until, look).await?;
        let (cache, cache_set_aside) = self.usable(until, Database::Cache, cache, folder, now).await?;
        let (ledger, _) = self.usable(until, Database::Ledger, ledger, folder, now).await?;
        Ok(Ready { cache, ledger, cache_set_aside })
    }

    /// The key of a ledger that is only to be read.
    pub(super) async fn ledger(&self) -> Result<Option<Key>, Problem> {
        let until = Instant::now() + self.patience;
        match self.ask(until, |vault| kept(vault, Database::Ledger)).await? {
            Kept::Key(key) => Ok(Some(key)),
            Kept::Nothing | Kept::Other(_) => Ok(None),
        }
    }

    async fn usable(
        &self,
        until: Instant,
        database: Database,
        kept: Kept,
        folder: &Path,
        now: Timestamp,
    ) -> Result<(Key, Option<PathBuf>), Problem> {
        let other = match kept {
            Kept::Key(key) => return Ok((key, None)),
            Kept::Nothing => None,
            Kept::Other(other) => Some(other),
        };
        let folder = folder.to_owned();
        let set_aside = blocking(move || database.set_aside_keyless(&folder, now)).await?;
        let key = blocking(Key::random).await?;
        let new = SecretString::from(key.to_hex().as_str());
        self.ask(until, move |vault| {
            if let Some(other) = other {
                // It may be a key that someone can mend.
                vault.put(&format!("{}:before-{}", name(database), now.0), &other)?;
            }
            keep(vault, &name(database), &new)
        })
        .await?;
        tracing::info!(file = database.file_name(), "a new key was made");
        Ok((key, set_aside))
    }

    async fn ask<T: Send + 'static>(
        &self,
        until: Instant,
        work: impl FnOnce(&dyn Vault) -> Result<T, VaultError> + Send + 'static,
    ) -> Result<T, Problem> {
        if self.busy.swap(true, Ordering::AcqRel) {
            return Err((self.unusable)("it has not answered yet; it may be waiting for its password".to_owned()));
        }
        let (vault, turn) = (Arc::clone(&self.vault), Turn(Arc::clone(&self.busy)));
        let asked = move || {
            let answer = work(vault.as_ref());
            drop(turn);
            answer
        };
        match apart(until.saturating_duration_since(Instant::now()), asked).await {
            Some(answer) => answer.map_err(|error| {
                (self.unusable)(match error {
                    VaultError::Refused(why) => why,
                    other => other.to_string(),
                })
            }),
            None => Err((self.unusable)("it did not answer; it may be waiting for its password".to_owned())),
        }
    }
}

/// Gives the turn back, whatever becomes of the call.
struct Turn(Arc<AtomicBool>);

impl Drop for Turn {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Release);
    }
}

fn name(database: Database) -> String {
    match database {
        Database::Cache => "database:cache".to_owned(),
        Database::Ledger => "database:ledger".to_owned(),
    }
}

fn kept(vault: &dyn Vault, database: Database) -> Result<Kept, VaultError> {
    Ok(match vault.get(&name(database))? {
        None => Kept::Nothing,
        Some(secret) => match Key::from_hex(secret.expose_secret()) {
            Some(key) => Kept::Key(key),
            None => Kept::Other(secret),
        },
    })
}

/// What is kept for both. Some keyrings say "no such entry" while they are locked, so a missing entry is believed only
/// from one that has just shown that it keeps what it is given.
fn look(vault: &dyn Vault) -> Result<(Kept, Kept), VaultError> {
    let both = |vault| Ok::<_, VaultError>((kept(vault, Database::Cache)?, kept(vault, Database::Ledger)?));
    let found = both(vault)?;
    if !matches!(found, (Kept::Nothing, _) | (_, Kept::Nothing)) {
        return Ok(found);
    }
    keep(vault, PROBE, &SecretString::from("SIMdesk looks whether this keyring keeps what it is given"))?;
    vault.remove(PROBE)?;
    both(vault)
}

/// Puts and looks whether it is there.
fn keep(vault: &dyn Vault, name: &str, secret: &SecretString) -> Result<(), VaultError> {
    vault.put(name, secret)?;
    match vault.get(name)? {
        Some(found) if found.expose_secret() == secret.expose_secret() => Ok(()),
        _ => Err(VaultError::Refused("it did not keep what it was given".to_owned())),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "one form for both")]
fn no_keyring(why: String) -> Problem {
    let message = format!(
        "the keys of this desk's encrypted files are in this computer's keyring: {why}. Unlock the keyring, or start one \
         (on Linux a Secret Service such as GNOME Keyring or KWallet), and try again. Nothing was changed or lost"
    );
    Problem::new(ErrorCode::KeyringUnusable, message).safe_to_retry()
}

#[expect(clippy::needless_pass_by_value, reason = "one form for both")]
fn no_file(why: String) -> Problem {
    let message = format!(
        "the keys of the practice data cannot be had: {why}; make room on the disk if it is full, check that you may write \
         there, and try again"
    );
    Problem::new(ErrorCode::LedgerUnusable, message).safe_to_retry()
}
