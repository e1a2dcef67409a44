//! Proof that runs out and is fetched anew: what a transport asks of it.
//!
//! How a token is fetched is not here: that is an operation of a provider's contract, in its folder.

use async_trait::async_trait;
use domain::secret::ApiKey;

use crate::error::ProviderError;

/// What proves one request, and which issue of it that is.
#[derive(Clone)]
pub struct Proof {
    /// Counts the tokens of a session, so that a refused one is told from its successor.
    pub issue: u64,
    /// Header names in small letters, and their values.
    pub headers: Vec<(&'static str, ApiKey)>,
}

/// Proof that runs out.
#[async_trait]
pub trait Session: Send + Sync {
    /// The proof for a request that is about to go; fetches one first where there is none, or none for long.
    ///
    /// # Errors
    ///
    /// Why no proof could be had. The request itself was not sent.
    async fn headers(&self) -> Result<Proof, ProviderError>;

    /// The provider refused issue `stale` with 401: has another one ready when this ends well. Costs nothing when
    /// another caller renewed it meanwhile.
    ///
    /// # Errors
    ///
    /// Why no new proof could be had.
    async fn renew(&self, stale: u64) -> Result<(), ProviderError>;

    /// Whether a 401 with this key of the provider's means that issue `stale` has run out, so that the call is worth
    /// one more try with another. Every one does unless the provider tells more.
    fn runs_out(&self, stale: u64, provider_code: Option<&str>) -> bool {
        let _ = (stale, provider_code);
        true
    }

    /// Takes its secrets out of a provider's words.
    fn hide_in(&self, words: &str) -> String;
}
