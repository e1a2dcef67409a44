//! How a request proves who sends it. Where the secret comes from is not here: the vault's owner passes it in.

mod client_api;
pub(crate) mod session;

use std::fmt;
use std::sync::Arc;

use domain::secret::{ApiKey, Password};
use reqwest::Request;
use reqwest::header::{AUTHORIZATION, HeaderName, HeaderValue};

pub use client_api::ClientApi;
pub use session::{Proof, Session, Token, TokenSession, TokenSource};

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
    /// A JWT in a Basic header of Reach's making, and `x-api-key` (Reach contract 2.3, mode A).
    ClientApi(ClientApi),
    /// `x-api-key` alone, for fetching a token (Reach contract, X1).
    KeyHeader(ApiKey),
    /// Nothing: for the very call that fetches a token. Its body holds these, which are hidden in answers.
    Unsigned(Arc<[Password]>),
    /// A proof that runs out.
    Session(Arc<dyn Session>),
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
            Self::ClientApi(proof) => add(&mut request, proof.headers())?,
            Self::KeyHeader(key) => add(&mut request, &[(session::X_API_KEY, key.clone())])?,
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
            Self::KeyHeader(key) => usable(key).then_some(()).ok_or(Unusable),
            // Checked when it was made.
            Self::ClientApi(_) | Self::Session(_) | Self::Unsigned(_) => Ok(()),
        }
    }

    /// Whether a call waits and tries again when there was no proof for this reason.
    pub(super) fn waits_after(&self, error: &ProviderError) -> bool {
        matches!(self, Self::Session(session) if session.waits_after(error))
    }

    /// Has a refused proof renewed, where there is such a thing; says whether the call is worth one more try.
    pub(super) async fn renew(&self, stale: u64, provider_code: Option<&str>) -> Result<bool, ProviderError> {
        match self {
            Self::Session(session) => session.renew(stale, provider_code).await,
            _ => Ok(false),
        }
    }

    /// Takes the secret itself out of a provider's words, should it repeat it.
    pub(super) fn hide_in(&self, words: &str) -> String {
        match self {
            Self::Bearer(key) | Self::Raw(key) | Self::KeyHeader(key) => words.replace(key.expose(), "…"),
            Self::ClientApi(proof) => proof.hide_in(words),
            Self::Session(session) => session.hide_in(words),
            Self::Unsigned(secrets) => {
                secrets.iter().fold(words.to_owned(), |words, secret| words.replace(secret.expose(), "…"))
            }
        }
    }
}

/// Whether a secret is one line of visible characters.
pub(crate) fn usable(secret: &ApiKey) -> bool {
    !secret.is_empty() && secret.expose().chars().all(|c| c.is_ascii_graphic())
}

fn proof(scheme: &str, key: &ApiKey) -> Result<HeaderValue, Unusable> {
    if !usable(key) {
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
        f.write_str(match self {
            Self::Bearer(_) => "Bearer([hidden])",
            Self::Raw(_) => "Raw([hidden])",
            Self::ClientApi(_) => "ClientApi([hidden])",
            Self::KeyHeader(_) => "KeyHeader([hidden])",
            Self::Unsigned(_) => "Unsigned",
            Self::Session(_) => "Session([hidden])",
        })
    }
}
