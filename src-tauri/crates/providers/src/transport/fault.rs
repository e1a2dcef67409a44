//! What went wrong with one try: which error it is, whether a change may have happened, whether to try again.

use std::error::Error as _;
use std::io;
use std::time::Duration;

use domain::problem::{ErrorCode, Problem};
use domain::provider::ProviderKind;
use reqwest::header::HeaderMap;
use tokio::time::Instant;

use super::auth::Auth;
use super::outage::{Outage, Said};
use super::retry::Again;
use super::words;
use crate::error::{Delivery, ProviderError};
use crate::operation::{Method, Operation};

/// Who was asked what: enough to word any error about it.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub(super) provider: ProviderKind,
    pub(super) operation: &'static Operation,
    /// True when the call changes nothing.
    pub(super) reads: bool,
    pub(super) request_id: String,
}

/// One try that did not succeed.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) error: ProviderError,
    pub(super) again: Again,
    /// What it tells of the provider as a whole.
    pub(super) said: Said,
    /// The proof that was refused with 401, where another can be had.
    pub(super) stale_proof: Option<u64>,
}

impl Fault {
    /// For what no second try can mend.
    pub(super) fn last(error: ProviderError) -> Self {
        Self::new(error, Again::Never)
    }

    fn new(error: ProviderError, again: Again) -> Self {
        Self { said: Said::by(&error), error, again, stale_proof: None }
    }

    /// For a call that was not sent because its proof could not be had; `waits` when that may pass by itself. What that
    /// tells of the provider was noted where the proof was fetched.
    pub(super) fn no_proof(error: ProviderError, waits: bool) -> Self {
        let wait = error.problem.retry_after_s.map(Duration::from_secs);
        let again = if waits { Again::NotRun(wait) } else { Again::Never };
        Self { said: Said::Nothing, ..Self::new(error, again) }
    }
}

impl Asked {
    /// An error about this call; `message` follows the provider's and the operation's name.
    pub(super) fn error(
        &self,
        code: ErrorCode,
        delivery: Delivery,
        status: Option<u16>,
        message: impl std::fmt::Display,
    ) -> ProviderError {
        let mut problem = Problem::new(code, format!("{}, {}: {message}", self.provider.name(), self.operation.id));
        problem.retry_safe = self.reads || delivery != Delivery::Unsure;
        problem.provider = Some(self.provider);
        problem.operation = Some(self.operation.id.to_owned());
        problem.request_id = Some(self.request_id.clone());
        ProviderError { problem: Box::new(problem), delivery, status, provider_code: None }
    }

    /// The request left and no usable answer came. For a change this is the one code that says: it may have happened.
    pub(super) fn unsure(&self, for_a_read: ErrorCode, status: Option<u16>, message: &str) -> ProviderError {
        let code = if self.reads { for_a_read } else { ErrorCode::OutcomeUnknown };
        self.error(code, Delivery::Unsure, status, message)
    }

    /// A 2xx answer that cannot be used. A read was answered; a change may have happened.
    pub(super) fn unusable_answer(&self, status: u16, message: impl std::fmt::Display) -> ProviderError {
        if self.reads {
            self.error(ErrorCode::UnreadableAnswer, Delivery::Answered, Some(status), message)
        } else {
            self.error(ErrorCode::OutcomeUnknown, Delivery::Unsure, Some(status), message)
        }
    }

    /// No answer at all. Never shows reqwest's own text: it holds the whole address.
    pub(super) fn no_answer(&self, error: &reqwest::Error) -> Fault {
        if error.is_builder() {
            return Fault::last(self.error(
                ErrorCode::Internal,
                Delivery::NotDelivered,
                None,
                "the request is not valid",
            ));
        }
        if error.is_connect() {
            let unreachable = |message| {
                Fault::new(
                    self.error(ErrorCode::Unreachable, Delivery::NotDelivered, None, message),
                    Again::NotRun(None),
                )
            };
            return match connect_failure(error) {
                ConnectFailure::Tls => Fault::last(self.error(
                    ErrorCode::TlsFailed,
                    Delivery::NotDelivered,
                    None,
                    "no secure connection could be made",
                )),
                ConnectFailure::Dns => unreachable("the host name is not known"),
                ConnectFailure::TimedOut => unreachable("no connection in time"),
                ConnectFailure::Other => unreachable("no connection"),
            };
        }
        if error.is_timeout() {
            return Fault::new(self.unsure(ErrorCode::TimedOut, None, "no answer in time"), Again::Reads);
        }
        Fault::new(
            self.unsure(ErrorCode::Unreachable, None, "the connection broke before an answer came"),
            Again::Reads,
        )
    }

    /// An answer that broke off, or never ended, after a status that says success.
    pub(super) fn broken_answer(&self, status: u16, timed_out: bool) -> Fault {
        let (code, message) = if timed_out {
            (ErrorCode::TimedOut, "the answer did not end in time")
        } else {
            (ErrorCode::UnreadableAnswer, "the answer broke off")
        };
        let fault = Fault::new(self.unsure(code, Some(status), message), Again::Reads);
        if timed_out { Fault { said: Said::Fails, ..fault } } else { fault }
    }

    /// Not sent, because the provider is in an outage.
    pub(super) fn in_outage(&self, outage: &Outage) -> ProviderError {
        let left = outage.next_probe.saturating_duration_since(Instant::now());
        let seconds = left.as_millis().div_ceil(1000).max(1);
        let message =
            format_args!("not sent, because it failed {} times in a row; asked again in {seconds} s", outage.failures);
        let mut error = self.error(ErrorCode::OutageOpen, Delivery::NotDelivered, None, message);
        error.problem.retry_after_s = u64::try_from(seconds).ok();
        error
    }

    /// An answer whose status is not 2xx.
    pub(super) fn refusal(&self, status: u16, headers: &HeaderMap, body: &[u8], auth: &Auth) -> Fault {
        let spoken = words::spoken(body);
        let meaning = Meaning::of(status, self, spoken.as_deref());
        let wait = words::retry_after(headers);
        let mut error = match meaning {
            Meaning::Refused(code) => {
                self.error(code, Delivery::Answered, Some(status), format_args!("answered {status}"))
            }
            Meaning::NotRun(code) => {
                self.error(code, Delivery::NotDelivered, Some(status), format_args!("answered {status}"))
            }
            Meaning::MayHaveRun(code) if self.reads => {
                self.error(code, Delivery::Answered, Some(status), format_args!("answered {status}"))
            }
            Meaning::MayHaveRun(_) => self.error(
                ErrorCode::OutcomeUnknown,
                Delivery::Unsure,
                Some(status),
                format_args!("answered {status}, which does not say whether it happened"),
            ),
        };
        error.provider_code = words::error_key(body);
        let problem = &mut error.problem;
        problem.provider_words = spoken.map(|words| words::masked(&auth.hide_in(&words)));
        if matches!(status, 400 | 422) {
            let fields = words::refused_fields(body);
            if fields.len() > 1 {
                problem.message.push_str(&format!(", fields {}", fields.join(", ")));
            }
            problem.field = fields.into_iter().next();
        }
        if matches!(status, 429 | 503) {
            problem.retry_after_s = wait.map(|wait| wait.as_secs());
        }
        Fault::new(error, again_after(status, wait))
    }
}

fn again_after(status: u16, wait: Option<Duration>) -> Again {
    match status {
        429 => Again::NotRun(wait),
        500 => Again::AfterBreakdown,
        502..=504 => Again::Reads,
        _ => Again::Never,
    }
}

/// What a status says of whether the call ran.
enum Meaning {
    /// The provider looked at it and did not do it.
    Refused(ErrorCode),
    /// The provider did not even look at it.
    NotRun(ErrorCode),
    /// It may have run; the code is for a read.
    MayHaveRun(ErrorCode),
}

impl Meaning {
    /// No status but 429 is documented for ONSIM (contract 1, "Errors"); the rest are the meanings of RFC 9110.
    fn of(status: u16, asked: &Asked, words: Option<&str>) -> Self {
        match status {
            400 | 422 => Self::Refused(ErrorCode::FieldsRefused),
            401 => Self::Refused(ErrorCode::CredentialsRefused),
            403 => Self::Refused(ErrorCode::NotAllowed),
            404 | 410 => Self::Refused(ErrorCode::NotFound),
            409 => Self::Refused(conflict(asked, words)),
            429 => Self::NotRun(ErrorCode::RateLimited),
            // A gateway gave up waiting for one side or the other: what was behind it may have run.
            408 | 499 => Self::MayHaveRun(ErrorCode::TimedOut),
            402..=498 => Self::Refused(ErrorCode::Refused),
            500..=599 => Self::MayHaveRun(ErrorCode::ProviderDown),
            // Redirects are not followed; a 303 says that the work is done, a 307 that it is not, a 302 anything.
            _ => Self::MayHaveRun(ErrorCode::UnreadableAnswer),
        }
    }
}

/// 409 means both "there is one already" and "not in this state"; the words or the verb tell which.
fn conflict(asked: &Asked, words: Option<&str>) -> ErrorCode {
    let says_exists = words.is_some_and(|words| {
        let words = words.to_ascii_lowercase();
        ["exist", "duplicate", "in use", "taken"].iter().any(|sign| words.contains(sign))
    });
    if says_exists && asked.operation.method != Method::Delete {
        ErrorCode::AlreadyExists
    } else {
        ErrorCode::WrongState
    }
}

enum ConnectFailure {
    Tls,
    Dns,
    TimedOut,
    Other,
}

fn connect_failure(error: &reqwest::Error) -> ConnectFailure {
    if error.is_timeout() {
        return ConnectFailure::TimedOut;
    }
    if error.is_dns() {
        return ConnectFailure::Dns;
    }
    if error.source().is_some_and(is_tls) { ConnectFailure::Tls } else { ConnectFailure::Other }
}

/// Whether a failed connection failed in TLS. Neither DNS nor TCP ever ends in these kinds: rustls reports bad
/// certificates and bad messages as `InvalidData`, and a peer that hangs up during the handshake as `UnexpectedEof`.
fn is_tls(error: &(dyn std::error::Error + 'static)) -> bool {
    let Some(io) = error.downcast_ref::<io::Error>() else {
        return error.source().is_some_and(is_tls);
    };
    // An I/O error in an I/O error is not among its sources: it is the error it is made of.
    matches!(io.kind(), io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof)
        || io.get_ref().is_some_and(|inner| is_tls(inner))
}
