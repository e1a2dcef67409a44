//! A provider's answer before it means anything, and the one way to decode it.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use reqwest::Response;
use serde::de::DeserializeOwned;

use super::auth::Auth;
use super::fault::{Asked, Fault};
use super::words;
use crate::error::ProviderError;

/// A 2xx answer as it came. The body may hold codes and passwords, so it is never printed.
#[derive(Clone)]
pub struct RawAnswer {
    pub(super) asked: Asked,
    pub(super) status: u16,
    pub(super) body: Bytes,
    /// What proved the request, to take it out of words that repeat it.
    pub(super) auth: Arc<Auth>,
}

impl RawAnswer {
    /// The HTTP status, 200 to 299.
    #[must_use]
    pub const fn status(&self) -> u16 {
        self.status
    }

    /// The body as it came.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// An error for an answer that cannot be used: for a read `UnreadableAnswer`, for a change `OutcomeUnknown`, because
    /// a change that was answered with 2xx may well have happened. `message` holds no value from the body.
    #[must_use]
    pub fn unusable(&self, message: impl fmt::Display) -> ProviderError {
        self.asked.unusable_answer(self.status, message)
    }

    /// The provider's words in the body, masked.
    #[must_use]
    pub(crate) fn words(&self) -> Option<String> {
        words::spoken(&self.body).map(|words| words::masked(&self.auth.hide_in(&words)))
    }

    /// The names of the fields that the body refuses.
    #[must_use]
    pub(crate) fn refused_fields(&self) -> Vec<String> {
        words::refused_fields(&self.body)
    }

    /// An error for an answer that says, inside a 2xx, that nothing was done; `provider_words` are masked here.
    #[must_use]
    pub fn refused(
        &self,
        code: domain::problem::ErrorCode,
        message: impl fmt::Display,
        provider_words: Option<&str>,
    ) -> ProviderError {
        let mut error = self.asked.error(code, crate::error::Delivery::Answered, Some(self.status), message);
        error.problem.provider_words = provider_words.map(|words| words::masked(&self.auth.hide_in(words)));
        error
    }
}

impl fmt::Debug for RawAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawAnswer")
            .field("operation", &self.asked.operation.id)
            .field("status", &self.status)
            .field("bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// Decodes an answer's JSON.
///
/// # Errors
///
/// What [`RawAnswer::unusable`] makes of it, naming the place that did not fit and never its value.
pub fn decode<T: DeserializeOwned>(answer: &RawAnswer) -> Result<T, ProviderError> {
    if answer.body.iter().all(u8::is_ascii_whitespace) {
        return Err(answer.unusable("the answer is empty"));
    }
    let mut json = serde_json::Deserializer::from_slice(&answer.body);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let inner = error.inner();
        if inner.is_data() {
            // serde's own text would repeat the value; a map key in the path may be a number or a name.
            let place: String = words::masked(&error.path().to_string()).chars().take(120).collect();
            answer.unusable(format_args!("the answer does not fit at `{place}`"))
        } else {
            answer.unusable(format_args!("the answer is no JSON at line {}, column {}", inner.line(), inner.column()))
        }
    })?;
    json.end().map_err(|_| answer.unusable("more follows after the JSON of the answer"))?;
    Ok(value)
}

/// Reads a body up to `limit` bytes. After a status that is not success a body that broke off is as good as none: the
/// status alone says what happened.
pub(super) async fn read_body(mut response: Response, asked: &Asked, limit: usize) -> Result<Vec<u8>, Fault> {
    let status = response.status();
    let mut body = Vec::new();
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) if body.len() + chunk.len() > limit => {
                if status.is_success() {
                    return Err(Fault::last(asked.unusable_answer(status.as_u16(), "the answer is too long")));
                }
                return Ok(body);
            }
            Ok(Some(chunk)) => body.extend_from_slice(&chunk),
            Ok(None) => return Ok(body),
            Err(error) if status.is_success() => return Err(asked.broken_answer(status.as_u16(), error.is_timeout())),
            Err(_) => return Ok(body),
        }
    }
}
