//! How a request proves who sends it. Where the secret comes from is not here: the vault's owner passes it in.

pub(crate) mod session;

use std::fmt;
use std::sync::Arc;

use domain::secret::{ApiKey, Password};
use reqwest::Request;
use reqwest::header::{AUTHORIZATION, HeaderName, HeaderValue};

pub use session::{Proof, Session};

use crate::error::ProviderError;

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
    /// A proof that runs out.
    Session(Arc<dyn Session>),
    /// Nothing: for the very call that fetches a token. Its body holds these, which are hidden in answers.
    Unsigned(Arc<[Password]>),
}

/// The credentials cannot be put into a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unusable;

/// Why a request could not be dressed. It was not sent.
#[derive(Debug)]
pub(super) enum Undressed {
    /// The credentials cannot be put into a request.
    Unusable,
    /// There is no proof to be had now.
    NoProof(ProviderError),
}

impl From<Unusable> for Undressed {
    fn from(_: Unusable) -> Self {
        Self::Unusable
    }
}

impl Auth {
    /// Adds the proof to a request that is otherwise complete; says which issue of it, where it can be renewed.
    pub(super) async fn dress(&self, mut request: Request) -> Result<(Request, Option<u64>), Undressed> {
        let mut issue = None;
        match self {
            Self::Bearer(key) => {
                request.headers_mut().insert(AUTHORIZATION, proof("Bearer ", key)?);
            }
            Self::Raw(key) => {
                request.headers_mut().insert(AUTHORIZATION, proof("", key)?);
            }
            Self::Session(session) => {
                let proof = session.headers().await.map_err(Undressed::NoProof)?;
                add(&mut request, &proof.headers)?;
                issue = Some(proof.issue);
            }
            Self::Unsigned(_) => {}
        }
        Ok((request, issue))
    }

    /// Whether it can be put into a request at all.
    pub(super) fn check(&self) -> Result<(), Unusable> {
        match self {
            Self::Bearer(key) | Self::Raw(key) => proof("", key).map(|_| ()),
            Self::Session(_) | Self::Unsigned(_) => Ok(()),
        }
    }

    /// Whether a 401 means that this issue of the proof has run out and that there can be another.
    pub(super) fn runs_out(&self, stale: u64, provider_code: Option<&str>) -> bool {
        matches!(self, Self::Session(session) if session.runs_out(stale, provider_code))
    }

    /// Has a refused proof renewed, where there is such a thing.
    pub(super) async fn renew(&self, stale: u64) -> Result<(), ProviderError> {
        match self {
            Self::Session(session) => session.renew(stale).await,
            Self::Bearer(_) | Self::Raw(_) | Self::Unsigned(_) => Ok(()),
        }
    }

    /// Takes the secret itself out of a provider's words, should it repeat it.
    pub(super) fn hide_in(&self, words: &str) -> String {
        match self {
            Self::Bearer(key) | Self::Raw(key) => words.replace(key.expose(), "…"),
            Self::Session(session) => session.hide_in(words),
            Self::Unsigned(secrets) => {
                secrets.iter().fold(words.to_owned(), |words, secret| words.replace(secret.expose(), "…"))
            }
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

fn add(request: &mut Request, headers: &[(&'static str, ApiKey)]) -> Result<(), Unusable> {
    for (name, secret) in headers {
        let mut value = HeaderValue::from_str(secret.expose()).map_err(|_| Unusable)?;
        value.set_sensitive(true);
        request.headers_mut().insert(HeaderName::from_static(name), value);
    }
    Ok(())
}

impl fmt::Debug for Auth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bearer(_) => f.write_str("Bearer([hidden])"),
            Self::Raw(_) => f.write_str("Raw([hidden])"),
            Self::Session(_) => f.write_str("Session([hidden])"),
            Self::Unsigned(_) => f.write_str("Unsigned"),
        }
    }
}
