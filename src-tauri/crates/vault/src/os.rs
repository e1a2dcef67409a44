//! The keyring of the operating system: Keychain, Credential Manager, Secret Service.

use keyring::{Entry, Error};
use secrecy::ExposeSecret;

use crate::{SERVICE, SecretString, Vault, VaultError};

/// The OS keyring, entries under [`SERVICE`].
#[derive(Debug, Default)]
pub struct OsVault;

impl OsVault {
    fn entry(name: &str) -> Result<Entry, VaultError> {
        #[expect(clippy::disallowed_methods, reason = "the one place that opens the OS keyring")]
        Entry::new(SERVICE, name).map_err(meaning)
    }
}

impl Vault for OsVault {
    fn get(&self, name: &str) -> Result<Option<SecretString>, VaultError> {
        match Self::entry(name)?.get_password() {
            Ok(secret) => Ok(Some(SecretString::from(secret))),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(meaning(error)),
        }
    }

    fn put(&self, name: &str, secret: &SecretString) -> Result<(), VaultError> {
        Self::entry(name)?.set_password(secret.expose_secret()).map_err(meaning)
    }

    fn remove(&self, name: &str) -> Result<(), VaultError> {
        match Self::entry(name)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(meaning(error)),
        }
    }
}

/// The keyring's error in our words. Errors that carry the stored bytes are reduced to their kind on purpose.
fn meaning(error: Error) -> VaultError {
    match error {
        Error::NoDefaultStore => VaultError::Absent,
        Error::TooLong(_, most) => VaultError::TooLong(most),
        Error::NoStorageAccess(_) => VaultError::Refused("it is locked or gives no access".to_owned()),
        Error::PlatformFailure(_) => VaultError::Refused("the system's keyring failed".to_owned()),
        _ => VaultError::Refused("it holds something this program cannot read".to_owned()),
    }
}
