//! The one HTTP transport of all providers, and the only user of reqwest.
//!
//! It refuses a change without a ticket, never follows a redirect, tries again by effect and never by verb, keeps one
//! rate for a connection in which a person goes before a poll, stops asking a provider that fails again and again, and
//! logs every try without a path, a query, a header or a body. What an answer means beyond its status is the business of
//! each provider's folder.

mod answer;
mod auth;
mod base_url;
mod call;
mod client;
mod fault;
mod limiter;
mod outage;
mod reads;
mod retry;
mod traffic;
mod tuning;
mod urgency;
mod words;

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use domain::problem::ErrorCode;
use domain::provider::{ConnectionId, ProviderKind};
use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderValue};
use reqwest::{Client, Request, StatusCode, Url};
use tokio::sync::watch;
use tokio::time::Instant;
use uuid::Uuid;

pub use answer::{RawAnswer, decode};
pub use auth::{Auth, ClientApi, Proof, Session, Token, TokenSession, TokenSource};
pub use base_url::{BaseUrl, BaseUrlFault};
pub use call::Call;
pub use outage::{Outage, OutagePolicy};
pub use retry::{After500, RetryPolicy, Sleeper};
pub use traffic::Traffic;
pub use tuning::{Rate, Timeouts, Tuning};
pub use urgency::{Urgency, in_background};

use crate::error::{Delivery, ProviderError};
use crate::operation::Method;
use answer::read_body;
use auth::Undressed;
use call::{Body, PathFault, SecretBody, encoded_query, filled_path};
use client::{client, usable_proxy};
use fault::{Asked, Fault};
use outage::Said;
use reads::Reads;
use retry::Pauses;

pub(crate) use auth::session::X_API_KEY;
pub(crate) use auth::usable;
pub(crate) use words::masked;

/// What a transport is made of.
pub struct TransportConfig {
    /// The provider, for errors and logs.
    pub provider: ProviderKind,
    /// The connection, for logs and as the key of every line read through it.
    pub connection: ConnectionId,
    /// Where it asks.
    pub base_url: BaseUrl,
    /// How it proves who it is.
    pub auth: Auth,
    /// Address of a proxy (`http://host:port` or `https://host:port`, no user name); absent means the system's own.
    /// Never used for this computer itself.
    pub proxy: Option<String>,
    /// How it behaves.
    pub tuning: Tuning,
}

/// The HTTP side of one connection.
pub struct Transport {
    provider: ProviderKind,
    connection: ConnectionId,
    base_url: BaseUrl,
    auth: Arc<Auth>,
    /// May keep connections open: a read can be tried again.
    reads: Reads,
    /// Opens a connection for each call, so that one that died while idle cannot blur whether a change was sent.
    changes: Client,
    traffic: Traffic,
    timeouts: Timeouts,
    retry: RetryPolicy,
    answer_limit: usize,
    sleeper: Sleeper,
}

impl Transport {
    /// Makes the transport of a connection. Sends nothing.
    ///
    /// # Errors
    ///
    /// `InvalidInput` when the key or the proxy cannot be used, `TlsFailed` when this computer has no usable
    /// certificate store.
    pub fn new(config: TransportConfig) -> Result<Self, ProviderError> {
        let traffic = Traffic::new(&config.tuning);
        Self::sharing(config, traffic)
    }

    /// The same for a connection that has several transports: they share its traffic.
    ///
    /// # Errors
    ///
    /// As [`Self::new`].
    pub fn sharing(config: TransportConfig, traffic: Traffic) -> Result<Self, ProviderError> {
        let refuse = |code, field: &str, message: &str| {
            let mut error = ProviderError::not_delivered(code, config.provider, "", message);
            error.problem.operation = None;
            error.problem.field = (!field.is_empty()).then(|| field.to_owned());
            error
        };
        if config.auth.check().is_err() {
            return Err(refuse(ErrorCode::InvalidInput, "api_key", "the key is empty or holds characters no key has"));
        }
        let proxy = config.proxy.as_deref().map(usable_proxy).transpose().map_err(|()| {
            refuse(ErrorCode::InvalidInput, "proxy", "the proxy is no address of the form http://host:port")
        })?;
        let no_tls = |_| refuse(ErrorCode::TlsFailed, "", "no secure connections can be made on this computer");
        let (base_url, timeouts) = (config.base_url.clone(), config.tuning.timeouts);
        let make = move |changes| client(&base_url, proxy.clone(), &timeouts, changes);
        Ok(Self {
            changes: make(true).map_err(no_tls)?,
            reads: Reads::new(Box::new(move || make(false))).map_err(no_tls)?,
            traffic,
            provider: config.provider,
            connection: config.connection,
            base_url: config.base_url,
            auth: Arc::new(config.auth),
            timeouts: config.tuning.timeouts,
            retry: config.tuning.retry,
            answer_limit: config.tuning.answer_limit,
            sleeper: config.tuning.sleeper,
        })
    }

    /// Which connection it belongs to.
    #[must_use]
    pub fn connection(&self) -> &ConnectionId {
        &self.connection
    }

    /// Closes the connections that are kept open for the next read: what the last answers left in their buffers goes with
    /// them. Calls under way are not disturbed.
    pub fn hang_up(&self) {
        self.reads.hang_up();
    }

    /// The connection's outage as it begins, changes and ends; nothing where none is kept.
    #[must_use]
    pub fn outages(&self) -> Option<watch::Receiver<Option<Outage>>> {
        self.traffic.outages()
    }

    /// Sends a call and gives back its 2xx answer. Goes as [`Urgency::now`] says.
    ///
    /// # Errors
    ///
    /// [`ProviderError`], whose [`Delivery`] says whether a change may have happened. A change without a ticket and a
    /// read with one are refused before anything is sent. In an outage a change, and what goes in the background, is
    /// refused in the same way with `OutageOpen`; a person's read is tried once.
    pub async fn send(&self, call: Call<'_>) -> Result<RawAnswer, ProviderError> {
        let asked = Asked {
            provider: self.provider,
            operation: call.operation,
            reads: call.reads(),
            request_id: Uuid::now_v7().to_string(),
        };
        let request = self.prepared(&call, &asked)?;
        let mut pauses = Pauses::new(&self.retry, asked.reads);
        let mut attempt = 1_u32;
        let mut renewed = false;
        loop {
            let pass = self.traffic.enter(asked.reads).await.map_err(|outage| asked.in_outage(&outage))?;
            let started = Instant::now();
            let outcome = self.attempt(&request, &asked).await;
            self.traffic.hear(outcome.as_ref().map_or_else(|fault| fault.said, |_| Said::Works));
            drop(pass);
            self.log(&call, &asked, attempt, started.elapsed(), &outcome);
            let fault = match outcome {
                Ok(answer) => return Ok(answer),
                Err(fault) => fault,
            };
            // A 401 says that it did not run, so that this holds for changes too. Once: a second one is meant.
            if let Some(stale) = fault.stale_proof.filter(|_| !renewed)
                && self.auth.renew(stale, fault.error.provider_code.as_deref()).await.map_err(without_proof)?
            {
                renewed = true;
                attempt += 1;
                continue;
            }
            // A call's own tries count for the outage: where one has begun they are over.
            if self.traffic.outage().is_some() {
                return Err(fault.error);
            }
            let Some(pause) = pauses.next(fault.again, fault.error.problem.provider_words.as_deref()) else {
                return Err(fault.error);
            };
            (self.sleeper)(pause).await;
            attempt += 1;
        }
    }

    /// Checks a call and fills in its address; what is wrong here never leaves this computer.
    fn prepared(&self, call: &Call<'_>, asked: &Asked) -> Result<Prepared, ProviderError> {
        let refuse = |code, message: &str| asked.error(code, Delivery::NotDelivered, None, message);
        match (asked.reads, call.ticket) {
            (true, None) | (false, Some(_)) => {}
            (false, None) => return Err(refuse(ErrorCode::Internal, "a change without a ticket is not sent")),
            (true, Some(_)) => return Err(refuse(ErrorCode::Internal, "a read must not use up a ticket")),
        }
        let path = filled_path(call.operation.path, &call.path).map_err(|fault| match fault {
            PathFault::BadValue(name) => {
                let mut error = refuse(ErrorCode::InvalidInput, "a value of the address cannot be used");
                error.problem.field = Some(name.to_owned());
                error
            }
            PathFault::Mismatch => refuse(ErrorCode::Internal, "the address is not filled in"),
        })?;
        let mut url = Url::parse(&format!("{}{path}", self.base_url.as_str()))
            .map_err(|_| refuse(ErrorCode::Internal, "the address is not valid"))?;
        if !call.query.is_empty() {
            url.set_query(Some(&encoded_query(&call.query)));
        }
        let body = match &call.body {
            Body::None => None,
            Body::Json(body) => Some((HeaderValue::from_static("application/json"), body.clone())),
            Body::Other(kind, body) => {
                let kind = HeaderValue::from_str(kind)
                    .map_err(|_| refuse(ErrorCode::Internal, "the type of the body cannot be sent"))?;
                Some((kind, body.clone()))
            }
            Body::Unwritable => return Err(refuse(ErrorCode::Internal, "the request cannot be written as JSON")),
        };
        Ok(Prepared { method: verb(call.operation.method), url, body, anonymous: call.anonymous })
    }

    /// One try.
    async fn attempt(&self, prepared: &Prepared, asked: &Asked) -> Result<RawAnswer, Fault> {
        let (client, timeout) = if asked.reads {
            (self.reads.client(), self.timeouts.read)
        } else {
            (self.changes.clone(), self.timeouts.change)
        };
        let mut request = Request::new(prepared.method.clone(), prepared.url.clone());
        *request.timeout_mut() = Some(timeout);
        request.headers_mut().insert(ACCEPT, HeaderValue::from_static("application/json, */*;q=0.5"));
        if let Some((kind, body)) = &prepared.body {
            request.headers_mut().insert(CONTENT_TYPE, kind.clone());
            *request.body_mut() = Some(body.to_bytes().into());
        }
        let (request, issue) = if prepared.anonymous {
            (request, None)
        } else {
            self.auth.dress(request).await.map_err(|undressed| match undressed {
                Undressed::Unusable => {
                    let message = "the key cannot be sent";
                    Fault::last(asked.error(ErrorCode::Internal, Delivery::NotDelivered, None, message))
                }
                Undressed::NoProof(error) => {
                    let waits = self.auth.waits_after(&error);
                    Fault::no_proof(without_proof(error), waits)
                }
            })?
        };

        let response = client.execute(request).await.map_err(|error| asked.no_answer(&error))?;
        let status = response.status();
        let headers = response.headers().clone();
        let body = read_body(response, asked, self.answer_limit).await?;
        if status.is_success() {
            let auth = Arc::clone(&self.auth);
            Ok(RawAnswer { asked: asked.clone(), status: status.as_u16(), body: Bytes::from(body), auth })
        } else {
            let fault = asked.refusal(status.as_u16(), &headers, &body, &self.auth);
            Err(Fault { stale_proof: issue.filter(|_| status == StatusCode::UNAUTHORIZED), ..fault })
        }
    }

    /// One line for each try. Only the path's template: its values are numbers and ids of people.
    fn log(&self, call: &Call<'_>, asked: &Asked, attempt: u32, took: Duration, outcome: &Result<RawAnswer, Fault>) {
        let (status, code) = match outcome {
            Ok(answer) => (Some(answer.status), None),
            Err(fault) => (fault.error.status, Some(fault.error.code())),
        };
        tracing::info!(
            provider = self.provider.name(),
            connection = %self.connection,
            operation = call.operation.id,
            method = verb(call.operation.method).as_str(),
            path = call.operation.path,
            effect = ?call.effect,
            action = call.ticket.map(|ticket| tracing::field::display(ticket.action())),
            urgency = ?self.traffic.urgency(),
            attempt,
            status,
            error = code.map(tracing::field::debug),
            duration_ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
            request_id = asked.request_id,
            "provider_call"
        );
    }
}

impl std::fmt::Debug for Transport {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Transport")
            .field("provider", &self.provider)
            .field("connection", &self.connection)
            .field("base_url", &self.base_url.as_str())
            .finish_non_exhaustive()
    }
}

/// Fetching the proof failed: whatever came of that, the call itself was not sent.
fn without_proof(mut error: ProviderError) -> ProviderError {
    error.delivery = Delivery::NotDelivered;
    error.problem.retry_safe = true;
    error
}

/// A call that is ready to be tried, as often as needed.
struct Prepared {
    method: reqwest::Method,
    url: Url,
    body: Option<(HeaderValue, SecretBody)>,
    anonymous: bool,
}

const fn verb(method: Method) -> reqwest::Method {
    match method {
        Method::Get => reqwest::Method::GET,
        Method::Post => reqwest::Method::POST,
        Method::Put => reqwest::Method::PUT,
        Method::Patch => reqwest::Method::PATCH,
        Method::Delete => reqwest::Method::DELETE,
    }
}
