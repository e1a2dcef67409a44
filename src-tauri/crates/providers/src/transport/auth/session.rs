//! Proof that runs out and is fetched anew: what a transport asks of it, and one way to keep a token.
//!
//! How a token is fetched is not here: that is an operation of a provider's contract, in its folder.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex as PlainMutex, PoisonError};

use async_trait::async_trait;
use domain::problem::ErrorCode;
use domain::secret::ApiKey;
use domain::time::Timestamp;
use tokio::sync::Mutex;

use crate::Clock;
use crate::error::ProviderError;

/// The header that Reach and others want a key in.
pub(crate) const X_API_KEY: &str = "x-api-key";

/// What proves one request, and which issue of it that is.
#[derive(Clone)]
pub struct Proof {
    /// Counts the tokens of a session, so that a refused one is told from its successor.
    pub issue: u64,
    /// Header names in small letters, and their values.
    pub headers: Vec<(&'static str, ApiKey)>,
}

/// Proof that runs out. [`TokenSession`] is one that a program renews by itself; where a person may have to give a code,
/// the provider's folder has its own.
#[async_trait]
pub trait Session: Send + Sync {
    /// The proof for a request that is about to go; fetches one first where there is none, or none for long.
    ///
    /// # Errors
    ///
    /// Why no proof could be had. The request itself was not sent.
    async fn headers(&self) -> Result<Proof, ProviderError>;

    /// The provider refused issue `stale` with 401; `provider_code` is its own key for why, where it sent one. True when
    /// the call is worth one more try, with what [`Self::headers`] gives then. Costs nothing when another caller renewed
    /// it meanwhile.
    ///
    /// # Errors
    ///
    /// Why no new proof could be had.
    async fn renew(&self, stale: u64, provider_code: Option<&str>) -> Result<bool, ProviderError>;

    /// Whether a call waits and tries again when there was no proof for this reason. Not where asking once more may send
    /// a person one more code.
    fn waits_after(&self, error: &ProviderError) -> bool;

    /// Takes its secrets out of a provider's words.
    fn hide_in(&self, words: &str) -> String;
}

/// What a provider gives for the connection's credentials.
pub struct Token {
    /// The headers that carry it.
    pub headers: Vec<(&'static str, ApiKey)>,
    /// When it runs out; absent when the provider does not say so in a form this program knows.
    pub expires: Option<Timestamp>,
}

/// Fetches a token.
#[async_trait]
pub trait TokenSource: Send + Sync {
    /// Asks the provider for a new token.
    ///
    /// # Errors
    ///
    /// [`ProviderError`].
    async fn fetch(&self) -> Result<Token, ProviderError>;

    /// Takes the credentials themselves out of a provider's words.
    fn hide_in(&self, words: &str) -> String;
}

/// How long after a renewal ahead of time that failed the next one is tried, in seconds.
const AGAIN_AFTER_S: i64 = 60;

#[derive(Default)]
struct Kept {
    token: Option<Token>,
    issue: u64,
    /// The last fetch, if it failed: everyone who waited for it gets this answer instead of asking again.
    failure: Option<ProviderError>,
    /// No renewal ahead of time before this.
    not_before: Option<Timestamp>,
}

/// A session with one token that is renewed ahead of its end and once after a refusal, by one caller at a time.
pub struct TokenSession<S> {
    source: S,
    clock: Clock,
    /// How long before its end a token is renewed, in seconds.
    ahead_s: i64,
    kept: Mutex<Kept>,
    /// Fetches that have ended, well or not.
    fetches: AtomicU64,
    /// The secrets of the current token, for [`Session::hide_in`], which cannot wait.
    secrets: PlainMutex<Vec<ApiKey>>,
}

impl<S: TokenSource> TokenSession<S> {
    /// A session without a token yet. Sends nothing.
    pub fn new(source: S, clock: Clock, ahead_s: i64) -> Self {
        Self {
            source,
            clock,
            ahead_s,
            kept: Mutex::default(),
            fetches: AtomicU64::new(0),
            secrets: PlainMutex::default(),
        }
    }

    /// Fetches a token into `kept`, whose lock makes this the only fetch.
    async fn fetch(&self, kept: &mut Kept) -> Result<(), ProviderError> {
        let fetched = self.source.fetch().await;
        self.fetches.fetch_add(1, Ordering::SeqCst);
        match fetched {
            Ok(token) => {
                let secrets = token.headers.iter().map(|(_, secret)| secret.clone()).collect();
                *self.secrets.lock().unwrap_or_else(PoisonError::into_inner) = secrets;
                *kept = Kept { token: Some(token), issue: kept.issue + 1, failure: None, not_before: None };
                Ok(())
            }
            Err(mut error) => {
                let words = error.problem.provider_words.take();
                error.problem.provider_words = words.map(|words| self.hide_in(&words));
                kept.failure = Some(error.clone());
                Err(error)
            }
        }
    }

    /// The failure of a fetch that ended while this caller waited.
    fn failed_meanwhile(&self, kept: &Kept, before: u64) -> Option<ProviderError> {
        kept.failure.clone().filter(|_| self.fetches.load(Ordering::SeqCst) != before)
    }
}

#[async_trait]
impl<S: TokenSource> Session for TokenSession<S> {
    async fn headers(&self) -> Result<Proof, ProviderError> {
        let before = self.fetches.load(Ordering::SeqCst);
        let mut kept = self.kept.lock().await;
        let now = (self.clock)();
        let left_s = kept.token.as_ref().map(|token| token.expires.map(|end| end.millis_since(now) / 1000));
        match left_s {
            // Without a known end it is good until the provider says otherwise.
            Some(None) => {}
            Some(Some(left_s)) if left_s > self.ahead_s => {}
            Some(Some(left_s)) if left_s > 0 => {
                let may_try = kept.not_before.is_none_or(|time| now >= time);
                if may_try && self.fetch(&mut kept).await.is_err() {
                    // The one at hand is still good: the request need not suffer.
                    kept.not_before = Some(now.plus_seconds(AGAIN_AFTER_S));
                }
            }
            Some(Some(_)) | None => {
                if let Some(failure) = self.failed_meanwhile(&kept, before) {
                    return Err(failure);
                }
                self.fetch(&mut kept).await?;
            }
        }
        let headers = kept.token.as_ref().map(|token| token.headers.clone()).unwrap_or_default();
        Ok(Proof { issue: kept.issue, headers })
    }

    /// Every 401 is taken for a token that has run out.
    async fn renew(&self, stale: u64, _provider_code: Option<&str>) -> Result<bool, ProviderError> {
        let before = self.fetches.load(Ordering::SeqCst);
        let mut kept = self.kept.lock().await;
        if kept.issue != stale {
            return Ok(true);
        }
        if let Some(failure) = self.failed_meanwhile(&kept, before) {
            return Err(failure);
        }
        // A refused token must not be used again, even if no new one can be had now.
        kept.token = None;
        self.fetch(&mut kept).await.map(|()| true)
    }

    fn waits_after(&self, error: &ProviderError) -> bool {
        matches!(
            error.code(),
            ErrorCode::RateLimited | ErrorCode::ProviderDown | ErrorCode::Unreachable | ErrorCode::TimedOut
        )
    }

    fn hide_in(&self, words: &str) -> String {
        let secrets = self.secrets.lock().unwrap_or_else(PoisonError::into_inner);
        let mut safe = self.source.hide_in(words);
        for secret in secrets.iter() {
            safe = safe.replace(secret.expose().trim_start_matches("Bearer "), "…");
        }
        safe
    }
}

#[cfg(test)]
#[path = "session_tests.rs"]
mod tests;
