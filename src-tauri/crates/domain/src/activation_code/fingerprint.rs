//! The public name of a secret code, for ledger rows and comparing.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};
use thiserror::Error;
use ts_rs::TS;

/// The first 16 bytes of the SHA-256 of an activation code, as 32 hexadecimal digits. May be stored and shown.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, TS)]
#[ts(type = "string")]
pub struct CodeFingerprint(String);

/// A text is not 32 lower-case hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a fingerprint has 32 hexadecimal digits")]
pub struct FingerprintError;

impl CodeFingerprint {
    const BYTES: usize = 16;

    pub(super) fn of(hash: &[u8]) -> Self {
        Self(hash.iter().take(Self::BYTES).map(|byte| format!("{byte:02x}")).collect())
    }

    /// Reads a stored fingerprint.
    ///
    /// # Errors
    ///
    /// [`FingerprintError`] when it is not 32 lower-case hexadecimal digits.
    pub fn parse(text: &str) -> Result<Self, FingerprintError> {
        let right = text.len() == 2 * Self::BYTES && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        if right { Ok(Self(text.to_owned())) } else { Err(FingerprintError) }
    }

    /// The 32 hexadecimal digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CodeFingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for CodeFingerprint {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = crate::plain_text::read(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}
