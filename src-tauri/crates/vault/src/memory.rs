//! A vault that ends with the program: for the practice shop, for session-only credentials, for tests.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use crate::{SecretString, Vault, VaultError};

/// Keeps secrets in memory, zeroised when they go.
#[derive(Default)]
pub struct MemoryVault {
    secrets: Mutex<HashMap<String, SecretString>>,
}

impl Vault for MemoryVault {
    fn get(&self, name: &str) -> Result<Option<SecretString>, VaultError> {
        Ok(self.secrets.lock().unwrap_or_else(PoisonError::into_inner).get(name).cloned())
    }

    fn put(&self, name: &str, secret: &SecretString) -> Result<(), VaultError> {
        self.secrets.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned(), secret.clone());
        Ok(())
    }

    fn remove(&self, name: &str) -> Result<(), VaultError> {
        self.secrets.lock().unwrap_or_else(PoisonError::into_inner).remove(name);
        Ok(())
    }
}
