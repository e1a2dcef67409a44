//! Where the credentials of connections are: the OS keyring, or memory for those that end with the program. Names are
//! `CONNECTION/FIELD`.
//!
//! A keyring may wait for its password, or never answer. Each call is on a thread of its own with a limit, so that
//! nothing else waits for it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use domain::problem::{ErrorCode, Problem};
use domain::provider::ConnectionId;
use domain::secret::Credential;
use vault::{ExposeSecret as _, MemoryVault, SecretString, Vault, VaultError};

use super::credentials::{Filled, Mode};
use super::file::Keep;
use crate::job::apart;

/// How long one look at the keyring may take.
const PROBE: Duration = Duration::from_secs(2);
/// How much longer keeping a secret may take: a person may be typing the keyring's password.
const PERSON: u32 = 30;

/// Whether the keyring can be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyringState {
    /// True when it can.
    pub usable: bool,
    /// Why not, in one sentence for a person.
    pub why: Option<String>,
}

/// The two places for credentials.
pub(crate) struct Keys {
    keyring: Arc<dyn Vault>,
    session: Arc<dyn Vault>,
    probe: Duration,
    /// True while a look at the keyring has not come back: no second one is sent after it.
    probing: Arc<AtomicBool>,
}

impl Keys {
    pub(crate) fn new(keyring: Arc<dyn Vault>) -> Self {
        Self { keyring, session: Arc::new(MemoryVault::default()), probe: PROBE, probing: Arc::default() }
    }

    /// The same vaults, waited for so long.
    pub(crate) fn with_patience(&self, probe: Duration) -> Self {
        let (keyring, session) = (Arc::clone(&self.keyring), Arc::clone(&self.session));
        Self { keyring, session, probe, probing: Arc::default() }
    }

    fn vault(&self, keep: Keep) -> Arc<dyn Vault> {
        match keep {
            Keep::Keyring => Arc::clone(&self.keyring),
            Keep::Session => Arc::clone(&self.session),
        }
    }

    /// Keeps the fields of a connection.
    pub(crate) async fn put(&self, id: &ConnectionId, fields: &Filled, keep: Keep) -> Result<(), Problem> {
        let vault = self.vault(keep);
        let named: Vec<_> =
            fields.iter().map(|(field, value)| (name(id, field), SecretString::from(value.expose()))).collect();
        let put = move || named.iter().try_for_each(|(name, secret)| vault.put(name, secret));
        apart(self.probe * PERSON, put).await.unwrap_or_else(|| Err(silent())).map_err(Into::into)
    }

    /// The fields of a connection, for as long as the vault takes; nothing when one that is needed is not there.
    pub(crate) async fn get(
        &self,
        id: &ConnectionId,
        mode: &'static Mode,
        keep: Keep,
    ) -> Result<Option<Filled>, Problem> {
        let (vault, id) = (self.vault(keep), id.clone());
        let get = move || {
            let mut found = Vec::new();
            for field in mode.fields {
                if let Some(secret) = vault.get(&name(&id, field.id))? {
                    found.push((field.id.to_owned(), Credential::new(secret.expose_secret().to_owned())));
                }
            }
            Ok::<_, VaultError>(found)
        };
        let found = apart(Duration::MAX, get).await.unwrap_or_else(|| Err(silent()))?;
        Ok(Filled::check(mode, found).ok())
    }

    /// Forgets fields of a connection; it is no error when they are not there, nor when there is no keyring at all.
    pub(crate) async fn forget(&self, id: &ConnectionId, fields: &[&str], keep: Keep) -> Result<(), Problem> {
        let vault = self.vault(keep);
        let names: Vec<_> = fields.iter().map(|field| name(id, field)).collect();
        let forget = move || match names.iter().try_for_each(|name| vault.remove(name)) {
            Err(VaultError::Absent) => Ok(()),
            other => other,
        };
        apart(self.probe * PERSON, forget).await.unwrap_or_else(|| Err(silent())).map_err(Into::into)
    }

    /// Whether the keyring answers, within two seconds.
    pub(crate) async fn state(&self) -> KeyringState {
        let unusable = |why: String| KeyringState { usable: false, why: Some(why) };
        if self.probing.swap(true, Ordering::AcqRel) {
            return unusable("The keyring has not answered yet. It may be waiting for its password.".to_owned());
        }
        let (vault, probing) = (Arc::clone(&self.keyring), Arc::clone(&self.probing));
        let look = move || {
            let answer = vault.get("probe").map(|_| ());
            probing.store(false, Ordering::Release);
            answer
        };
        match apart(self.probe, look).await {
            Some(Ok(())) => KeyringState { usable: true, why: None },
            Some(Err(VaultError::Absent)) => unusable("This computer has no keyring that is running.".to_owned()),
            Some(Err(error)) => unusable(format!("The keyring cannot be used: {error}.")),
            None => unusable("The keyring did not answer. It may be waiting for its password.".to_owned()),
        }
    }
}

fn name(id: &ConnectionId, field: &str) -> String {
    format!("{id}/{field}")
}

fn silent() -> VaultError {
    VaultError::Refused("it did not answer".to_owned())
}

/// Says that the credentials of a connection have to be entered.
pub(crate) fn missing() -> Problem {
    let message = "the credentials of this connection are not on this computer; enter them";
    Problem::new(ErrorCode::CredentialsMissing, message).safe_to_retry()
}
