//! Signing in to TelecomX: user name and password, a code when one is asked for, and a token that lasts fifteen minutes
//! from its last use (TelecomX contract 1.2, 2.1).
//!
//! A machine token needs none of this: it goes as it is in `Authorization: Bearer`.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use domain::problem::ErrorCode;
use domain::provider::{CodeKind, Effect, ProviderKind};
use domain::secret::{ApiKey, OneTimeCode, Password};
use domain::time::Timestamp;
use serde_json::Value;

use super::errors::asks_for_code;
use super::map::{FromRecord, SignedIn, token_in};
use super::operations::LOGIN;
use super::wire::LoginRequest;
use crate::error::ProviderError;
use crate::record::Record;
use crate::transport::{Call, Proof, RawAnswer, Session, Transport, decode};
use crate::{Answer, Clock, SignIn};

/// The contract's name of the field that a code goes into (2.1).
#[must_use]
pub const fn code_field(kind: CodeKind) -> &'static str {
    match kind {
        CodeKind::Sms => "smsKey",
        CodeKind::Authenticator => "authenticatorToken",
    }
}

/// How a connection with user name and password stands.
#[derive(Debug, Clone)]
pub enum SignInState {
    /// Nobody has signed in yet, or the token has ended: the next call signs in.
    SignedOut,
    /// There is a token; whose it is.
    SignedIn(Box<SignedIn>),
    /// A person has to give a code. Until then no call is sent, because every try may send another SMS.
    CodeNeeded {
        /// Which code.
        kind: CodeKind,
        /// True when a code was given and was not the right one.
        refused: bool,
    },
}

impl From<SignInState> for domain::provider::SignInState {
    fn from(state: SignInState) -> Self {
        match state {
            SignInState::SignedOut => Self::SignedOut {},
            SignInState::SignedIn(_) => Self::SignedIn {},
            SignInState::CodeNeeded { kind, refused } => Self::CodeNeeded { kind, refused },
        }
    }
}

struct InForce {
    token: ApiKey,
    proof: Proof,
    /// In seconds. Absent: it lasts until it is given back (contract 1.2: `expiresInMinutes` is -1).
    lasts_s: Option<i64>,
    fresh_until: Option<Timestamp>,
    who: SignedIn,
}

#[derive(Default)]
struct State {
    in_force: Option<InForce>,
    /// The code that is missing, and whether one was refused.
    code_needed: Option<(CodeKind, bool)>,
    /// Counts the tokens.
    issue: u64,
}

/// The session of one connection.
pub(super) struct TelecomxSession {
    /// Sends only the log-in, with no credentials in its headers.
    transport: Transport,
    user_name: String,
    password: Password,
    clock: Clock,
    state: Mutex<State>,
    /// One log-in at a time; who waited takes the token of who was first.
    gate: tokio::sync::Mutex<()>,
}

impl TelecomxSession {
    pub(super) fn new(transport: Transport, user_name: String, password: Password, clock: Clock) -> Arc<Self> {
        Arc::new(Self {
            transport,
            user_name,
            password,
            clock,
            state: Mutex::default(),
            gate: tokio::sync::Mutex::default(),
        })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How it stands, without asking TelecomX.
    pub(super) fn standing(&self) -> SignInState {
        let state = self.state();
        match (&state.in_force, state.code_needed) {
            (Some(in_force), _) => SignInState::SignedIn(Box::new(in_force.who.clone())),
            (None, Some((kind, refused))) => SignInState::CodeNeeded { kind, refused },
            (None, None) => SignInState::SignedOut,
        }
    }

    /// Signs in anew, with a code if there is one; a code that is missing or wrong is a state and no error.
    pub(super) async fn sign_in(&self, code: Option<&OneTimeCode>) -> Result<SignInState, ProviderError> {
        let _one_at_a_time = self.gate.lock().await;
        match self.log_in(code).await {
            Err(error) if error.code() != ErrorCode::SignInCodeNeeded => Err(error),
            _ => Ok(self.standing()),
        }
    }

    /// Forgets the token, which is worth nothing any more.
    pub(super) fn forget(&self) {
        let mut state = self.state();
        state.in_force = None;
        state.code_needed = None;
    }

    /// The token in force, whose time starts anew: each call restarts the timer at TelecomX too (contract 1.2).
    fn fresh(&self) -> Option<Proof> {
        let mut state = self.state();
        let now = (self.clock)();
        if state.in_force.as_ref()?.fresh_until.is_some_and(|until| until <= now) {
            state.in_force = None;
            return None;
        }
        let in_force = state.in_force.as_mut()?;
        in_force.fresh_until = in_force.lasts_s.map(|seconds| now.plus_seconds(seconds));
        Some(in_force.proof.clone())
    }

    async fn log_in(&self, code: Option<&OneTimeCode>) -> Result<Proof, ProviderError> {
        let kind = self.state().code_needed.map(|(kind, _)| kind);
        let given =
            |wanted| code.filter(|_| kind.unwrap_or(CodeKind::Authenticator) == wanted).map(OneTimeCode::expose);
        let body = LoginRequest {
            username: &self.user_name,
            password: self.password.expose(),
            sms_key: given(CodeKind::Sms),
            authenticator_token: given(CodeKind::Authenticator),
        };
        // Signing in changes nothing of a customer's, so no row of the ledger stands behind it.
        let sent = self.transport.send(Call::new(&LOGIN).doing(Effect::Read).json(&body)).await;
        let mut outcome = sent.and_then(|answer| read_login(&answer));
        if let Err(ProviderError { problem, .. }) = &mut outcome {
            let hidden = |words: String| match code {
                Some(code) => self.hide_in(&words).replace(code.expose(), "…"),
                None => self.hide_in(&words),
            };
            problem.provider_words = problem.provider_words.take().map(hidden);
        }
        let mut state = self.state();
        state.in_force = None;
        match outcome {
            Ok(login) => {
                state.code_needed = None;
                state.issue += 1;
                let header = ApiKey::new(format!("Bearer {}", login.token.expose()));
                let proof = Proof { issue: state.issue, headers: vec![("authorization", header)] };
                state.in_force = Some(InForce {
                    token: login.token,
                    proof: proof.clone(),
                    lasts_s: login.lasts_s,
                    fresh_until: login.lasts_s.map(|seconds| (self.clock)().plus_seconds(seconds)),
                    who: login.who,
                });
                Ok(proof)
            }
            Err(error) => {
                if let Some(kind) = asks_for_code(&error) {
                    state.code_needed = Some((kind, code.is_some()));
                    return Err(code_needed(kind));
                }
                Err(error)
            }
        }
    }
}

fn code_needed(kind: CodeKind) -> ProviderError {
    let what = match kind {
        CodeKind::Sms => "TelecomX asks for the code it has sent by SMS",
        CodeKind::Authenticator => "TelecomX asks for the code of the authenticator app",
    };
    let mut error = ProviderError::not_delivered(ErrorCode::SignInCodeNeeded, ProviderKind::Telecomx, LOGIN.id, what);
    error.problem.field = Some(code_field(kind).to_owned());
    error
}

#[async_trait]
impl Session for TelecomxSession {
    async fn headers(&self) -> Result<Proof, ProviderError> {
        if let Some(proof) = self.fresh() {
            return Ok(proof);
        }
        let _one_at_a_time = self.gate.lock().await;
        if let Some(proof) = self.fresh() {
            return Ok(proof);
        }
        let waiting = self.state().code_needed;
        match waiting {
            Some((kind, _)) => Err(code_needed(kind)),
            None => self.log_in(None).await,
        }
    }

    /// Only `expired` is answered by signing in (contract 1.4). `invalid_token` says "please log in" too, but also that
    /// this address may not: then the next call signs in, and this one ends.
    ///
    /// Drops the token; the next try signs in by itself.
    async fn renew(&self, stale: u64, provider_code: Option<&str>) -> Result<bool, ProviderError> {
        let mut state = self.state();
        let ended = matches!(provider_code, Some("expired" | "invalid_token"));
        if ended && state.in_force.as_ref().is_some_and(|in_force| in_force.proof.issue == stale) {
            state.in_force = None;
        }
        Ok(provider_code == Some("expired"))
    }

    /// Each try to sign in may send an SMS.
    fn waits_after(&self, _error: &ProviderError) -> bool {
        false
    }

    fn hide_in(&self, words: &str) -> String {
        let words = words.replace(self.password.expose(), "…").replace(&self.user_name, "…");
        match &self.state().in_force {
            Some(in_force) => words.replace(in_force.token.expose(), "…"),
            None => words,
        }
    }
}

#[async_trait]
impl SignIn for TelecomxSession {
    fn state(&self) -> domain::provider::SignInState {
        self.standing().into()
    }

    async fn answer(&self, code: OneTimeCode) -> Answer<domain::provider::SignInState> {
        self.sign_in(Some(&code)).await.map(Into::into)
    }

    async fn begin_anew(&self) -> Answer<domain::provider::SignInState> {
        self.sign_in(None).await.map(Into::into)
    }
}

/// What a log-in gives.
struct Login {
    token: ApiKey,
    lasts_s: Option<i64>,
    who: SignedIn,
}

/// How long a token lasts unless the answer says otherwise (contract 1.2).
const DEFAULT_MINUTES: f64 = 15.0;

/// More than anyone waits; keeps the sum of times in bounds.
const MOST_MINUTES: f64 = 366.0 * 24.0 * 60.0;

fn read_login(answer: &RawAnswer) -> Result<Login, ProviderError> {
    let Value::Object(map) = decode::<Value>(answer)? else {
        return Err(answer.unusable("the answer is no log-in"));
    };
    let mut record = Record(map);
    let Some(token) = token_in(&mut record) else {
        // How a missing code is told is not known (contract 2.1): an answer without a token may be it.
        let mut error = answer.unusable("the answer holds no token");
        error.provider_code = [CodeKind::Sms, CodeKind::Authenticator]
            .into_iter()
            .map(code_field)
            .find(|field| record.has(&[field]))
            .map(str::to_owned);
        return Err(error);
    };
    let minutes = record.take_number(&["expiresInMinutes"]).unwrap_or(DEFAULT_MINUTES);
    #[expect(clippy::cast_possible_truncation, reason = "between 0 and a year of seconds")]
    let lasts_s = (minutes >= 0.0).then(|| (minutes.min(MOST_MINUTES) * 60.0) as i64);
    Ok(Login { token, lasts_s, who: SignedIn::from_record(record) })
}
