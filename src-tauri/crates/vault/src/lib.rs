//! Where credentials and keys are kept: the OS keyring, behind a trait; a vault in memory; and one in a file.
//!
//! The only user of the `keyring` crate. The practice shop needs none: its credentials are made up and end with the
//! program, and the keys of its files, which hold nothing real, are in a file beside them.

mod file;
mod memory;
mod os;

use domain::problem::{ErrorCode, Problem};
pub use file::FileVault;
pub use memory::MemoryVault;
pub use os::OsVault;
pub use secrecy::{ExposeSecret, SecretString};

/// The service name of every entry in the OS keyring.
pub const SERVICE: &str = "app.simdesk.console";

/// Why a vault could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// There is no keyring on this system, or it is not running.
    #[error("this system has no keyring that is running")]
    Absent,
    /// The keyring is there and would not do it: locked, or the person said no.
    #[error("the keyring refused: {0}")]
    Refused(String),
    /// The secret is longer than the keyring takes (Windows: about 2,500 bytes).
    #[error("the secret is too long for the keyring: at most {0} bytes")]
    TooLong(u32),
}

impl From<VaultError> for Problem {
    fn from(error: VaultError) -> Self {
        Self::new(ErrorCode::KeyringUnusable, error.to_string()).safe_to_retry()
    }
}

/// Keeps secrets by name. Names are not secret; they appear in the OS's own keyring program.
pub trait Vault: Send + Sync {
    /// The secret of that name, if there is one.
    ///
    /// # Errors
    /// When the keyring cannot be used; "no such entry" is not an error.
    fn get(&self, name: &str) -> Result<Option<SecretString>, VaultError>;

    /// Keeps a secret under that name, in place of an older one.
    ///
    /// # Errors
    /// When the keyring cannot be used or the secret is too long for it.
    fn put(&self, name: &str, secret: &SecretString) -> Result<(), VaultError>;

    /// Forgets the secret of that name; it is no error when there is none.
    ///
    /// # Errors
    /// When the keyring cannot be used.
    fn remove(&self, name: &str) -> Result<(), VaultError>;
}

#[cfg(test)]
mod tests;
