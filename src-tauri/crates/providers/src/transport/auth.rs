//! How a request proves who sends it. Where the secret comes from is not here: the vault's owner passes it in.

use std::fmt;

use domain::secret::ApiKey;
use reqwest::Request;
use reqwest::header::{AUTHORIZATION, HeaderValue};

/// How a connection proves who it is.
///
/// It dresses the finished request and may wait, so that a later kind can sign the body or fetch a fresh token first.
#[derive(Clone)]
#[non_exhaustive]
pub enum Auth {
    /// `Authorization: Bearer KEY` on every call (ONSIM contract 1).
    Bearer(ApiKey),
    /// `Authorization: KEY` on every call, with no word before it (Atomic contract 1).
    Raw(ApiKey),
}

/// The credentials cannot be put into a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unusable;

impl Auth {
    /// Adds the proof to a request that is otherwise complete.
    pub(super) async fn dress(&self, mut request: Request) -> Result<Request, Unusable> {
        match self {
            Self::Bearer(key) => request.headers_mut().insert(AUTHORIZATION, proof("Bearer ", key)?),
            Self::Raw(key) => request.headers_mut().insert(AUTHORIZATION, proof("", key)?),
        };
        Ok(request)
    }

    /// Whether it can be put into a request at all.
    pub(super) fn check(&self) -> Result<(), Unusable> {
        match self {
            Self::Bearer(key) | Self::Raw(key) => proof("", key).map(|_| ()),
        }
    }

    /// Takes the secret itself out of a provider's words, should it repeat it.
    pub(super) fn hide_in(&self, words: &str) -> String {
        match self {
            Self::Bearer(key) | Self::Raw(key) => words.replace(key.expose(), "…"),
        }
    }
}

fn proof(scheme: &str, key: &ApiKey) -> Result<HeaderValue, Unusable> {
    let usable = |c: char| c.is_ascii_graphic();
    if key.is_empty() || !key.expose().chars().all(usable) {
        return Err(Unusable);
    }
    let mut value = HeaderValue::from_str(&format!("{scheme}{}", key.expose())).map_err(|_| Unusable)?;
    value.set_sensitive(true);
    Ok(value)
}

impl fmt::Debug for Auth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bearer(_) => f.write_str("Bearer([hidden])"),
            Self::Raw(_) => f.write_str("Raw([hidden])"),
        }
    }
}
