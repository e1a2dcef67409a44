//! The way of every request through a simulated provider: note it, ask the fault dial, check key and contract, do the
//! work, answer (or fail to). What the work is, and how a refusal looks, is the provider's matter.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::RawPathParams;
use axum::extract::rejection::RawPathParamsRejection;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderMap, HeaderValue, Request, Response, StatusCode};
use axum::routing::{MethodFilter, MethodRouter};
use url::form_urlencoded;

pub(crate) use crate::call::{Asked, Call, Refusal, Reply};
use crate::clock::PracticeClock;
use crate::fault::{Fault, FaultDial, Plan, Touch};
use crate::journal::{Entry, Journal, SeenRequest};
use crate::schema::{Contract, ContractError, Given, Misfit, Operation, Published};
use crate::server::{cut_body, hang_up};

/// No operation of any contract has a body near this size.
const LARGEST_BODY: usize = 1 << 20;

/// The part of a simulated provider behind the gate.
pub(crate) trait Backend: Send + Sync + 'static {
    /// Query parameters that any operation takes although the contract does not list them there.
    const LOOSE_QUERY: &'static [&'static str] = &[];
    /// Operations that only sign in.
    const SIGN_INS: &'static [&'static str] = &[];
    /// The contract that requests are held against.
    fn contract() -> &'static Published;
    /// Whether there is code behind an operation of the contract.
    fn serves(operation: &str) -> bool;
    /// Lets a request in that carries what its operation wants, or says why not. Comes before the contract check.
    fn admits(&self, asked: &Asked<'_>) -> Result<(), Refusal>;
    /// Does the work of one operation of the contract.
    fn perform(&self, operation: &str, call: &Call) -> Result<Reply, Refusal>;
    /// How often one operation was accepted as a change; 0 for one that never was, or only reads.
    fn effect(&self, operation: &str) -> u64;
    /// The provider's own form of an error answer.
    fn refuse(&self, refusal: &Refusal, path: &str) -> Response<Body>;
}

/// One provider's gate.
pub(crate) struct Gate<B> {
    pub(crate) backend: B,
    pub(crate) contract: Arc<Contract>,
    pub(crate) dial: FaultDial,
    pub(crate) journal: Journal,
    pub(crate) clock: PracticeClock,
}

/// A request taken in whole.
struct Taken {
    headers: HeaderMap,
    path: String,
    query: BTreeMap<String, String>,
    /// A query parameter that was sent more than once.
    doubled: Option<String>,
    body: Bytes,
    entry: Entry,
}

/// Notes in the journal when a request is given up before its answer is ready: hyper then drops its future.
struct Waiting<'a> {
    journal: &'a Journal,
    entry: Entry,
    over: bool,
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        if !self.over {
            self.journal.client_left(self.entry);
        }
    }
}

impl<B: Backend> Gate<B> {
    pub(crate) fn new(backend: B, contract: Arc<Contract>, clock: PracticeClock) -> Self {
        let dial = FaultDial::new(contract.ids());
        Self { backend, contract, dial, journal: Journal::new(), clock }
    }

    /// The routes of the contract; whatever is not in it is turned away with 404 or 405.
    pub(crate) fn router(self: &Arc<Self>) -> Result<Router, ContractError> {
        let mut paths: BTreeMap<&str, MethodRouter> = BTreeMap::new();
        for (index, operation) in self.contract.operations.iter().enumerate() {
            let filter = MethodFilter::try_from(operation.method.clone())
                .map_err(|_| ContractError::Missing(format!("method in {}", operation.id)))?;
            let gate = Arc::clone(self);
            let serve = move |params: Result<RawPathParams, RawPathParamsRejection>, request: Request<Body>| {
                let gate = Arc::clone(&gate);
                async move { gate.serve(index, params.ok(), request).await }
            };
            let methods = paths.remove(operation.template.as_str()).unwrap_or_default();
            paths.insert(&operation.template, methods.on(filter, serve));
        }
        let mut router = Router::new();
        for (template, methods) in paths {
            router = router.route(template, methods);
        }
        let (missing, refused) = (Arc::clone(self), Arc::clone(self));
        Ok(router
            .fallback(move |request: Request<Body>| {
                let gate = Arc::clone(&missing);
                async move { gate.turn_away(request, StatusCode::NOT_FOUND).await }
            })
            .method_not_allowed_fallback(move |request: Request<Body>| {
                let gate = Arc::clone(&refused);
                async move { gate.turn_away(request, StatusCode::METHOD_NOT_ALLOWED).await }
            }))
    }

    async fn serve(&self, index: usize, params: Option<RawPathParams>, request: Request<Body>) -> Response<Body> {
        let Some(operation) = self.contract.operations.get(index) else {
            return self.turn_away(request, StatusCode::NOT_FOUND).await;
        };
        let params =
            params.map(|params| params.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect());
        let taken = self.take_in(request, Some(operation), params.clone().unwrap_or_default()).await;
        let mut waiting = Waiting { journal: &self.journal, entry: taken.entry, over: false };
        let response = self.go_through(operation, &taken, params).await;
        waiting.over = true;
        match response {
            Some(response) => {
                self.journal.answered(taken.entry, response.status().as_u16());
                response
            }
            None => hang_up(),
        }
    }

    /// The answer, faults and all; `None` closes the connection.
    async fn go_through(
        &self,
        operation: &Operation,
        taken: &Taken,
        params: Option<BTreeMap<String, String>>,
    ) -> Option<Response<Body>> {
        let touch = if B::SIGN_INS.contains(&operation.id.as_str()) {
            Touch::Reads
        } else {
            operation.effects.of(&taken.query, &taken.body)
        };
        let mut plan = self.dial.draw(&operation.id, touch);
        let response = match self.before(&mut plan).await {
            Err(Ending::Closed) => return None,
            Err(Ending::Answer(refusal, retry_after)) => {
                let mut response = self.backend.refuse(&refusal, &taken.path);
                if let Some(seconds) = retry_after {
                    response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
                }
                response
            }
            Ok(()) => match self.work(operation, taken, params) {
                Ok(reply) => reply.rendered(),
                Err(refusal) => self.backend.refuse(&refusal, &taken.path),
            },
        };
        self.after(&mut plan, response, &taken.path).await
    }

    /// Reads the whole request and notes it.
    async fn take_in(
        &self,
        request: Request<Body>,
        operation: Option<&Operation>,
        params: BTreeMap<String, String>,
    ) -> Taken {
        let (parts, body) = request.into_parts();
        // A body that is too large or breaks off is treated as none: the contract check then refuses it.
        let body = to_bytes(body, LARGEST_BODY).await.unwrap_or_default();
        let path = parts.uri.path().to_owned();
        let (mut query, mut doubled) = (BTreeMap::new(), None);
        for (name, value) in form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes()) {
            if query.insert(name.clone().into_owned(), value.into_owned()).is_some() {
                doubled = Some(name.into_owned());
            }
        }
        let entry = self.journal.arrive(SeenRequest {
            at: self.clock.now(),
            operation: operation.map(|operation| operation.id.clone()),
            method: parts.method.to_string(),
            path_template: operation.map_or_else(|| path.clone(), |operation| operation.template.clone()),
            params,
            query: query.clone(),
            auth_scheme: parts.headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()).map(scheme),
            header_names: parts.headers.keys().map(|name| name.as_str().to_owned()).collect(),
            body: serde_json::from_slice(&body).ok(),
            status: None,
            client_left: false,
        });
        Taken { headers: parts.headers, path, query, doubled, body, entry }
    }

    /// Carries out the faults that come before any effect.
    async fn before(&self, plan: &mut Plan) -> Result<(), Ending> {
        match plan.fault {
            Some(Fault::DropBefore) => Err(Ending::Closed),
            Some(Fault::RateLimited { retry_after }) => {
                Err(Ending::Answer(dialled(StatusCode::TOO_MANY_REQUESTS), retry_after))
            }
            Some(Fault::Status(status)) => Err(Ending::Answer(dialled(status_of(status)), None)),
            Some(Fault::Stall) => {
                plan.until_cleared().await;
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn work(
        &self,
        operation: &Operation,
        taken: &Taken,
        params: Option<BTreeMap<String, String>>,
    ) -> Result<Reply, Refusal> {
        self.backend.admits(&Asked { operation: &operation.id, headers: &taken.headers, query: &taken.query })?;
        let params = params.ok_or_else(|| Refusal::misfit(vec![Misfit::new("path", "is not UTF-8")]))?;
        if let Some(doubled) = &taken.doubled {
            return Err(Refusal::misfit(vec![Misfit::new(doubled, "is given twice")]));
        }
        let given = Given {
            params: &params,
            query: &taken.query,
            content_type: taken.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()),
            body: &taken.body,
        };
        let body = operation.check(&given, B::LOOSE_QUERY).map_err(Refusal::misfit)?;
        let (query, headers, bytes) = (taken.query.clone(), taken.headers.clone(), taken.body.clone());
        self.backend.perform(&operation.id, &Call { params, query, headers, body, bytes })
    }

    /// Carries out the faults of the answer; `None` closes the connection.
    async fn after(&self, plan: &mut Plan, response: Response<Body>, path: &str) -> Option<Response<Body>> {
        if !plan.latency.is_zero() {
            tokio::time::sleep(plan.latency).await;
        }
        let (parts, body) = response.into_parts();
        // Every body here is in memory, so reading it back cannot fail.
        let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
        let body = match plan.fault {
            Some(Fault::DropAfter) => return None,
            Some(Fault::StatusAfterEffect(status)) => {
                return Some(self.backend.refuse(&dialled(status_of(status)), path));
            }
            Some(Fault::StallAfterEffect) => {
                plan.until_cleared().await;
                Body::from(body)
            }
            Some(Fault::CutAnswer(sent)) => cut_body(&body, sent),
            Some(Fault::MalformedJson) => Body::from(r#"{"account":[{"sim":"#),
            Some(Fault::WrongShape) => Body::from(r#"{"result":{"items":"none"},"code":3}"#),
            _ => Body::from(body),
        };
        let mut response = Response::from_parts(parts, body);
        if matches!(plan.fault, Some(Fault::MalformedJson | Fault::WrongShape)) {
            response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
        Some(response)
    }

    /// Answers what the contract does not offer.
    async fn turn_away(&self, request: Request<Body>, status: StatusCode) -> Response<Body> {
        let taken = self.take_in(request, None, BTreeMap::new()).await;
        let detail = match status {
            StatusCode::METHOD_NOT_ALLOWED => "This path does not take that method.",
            _ => "No route matches this path.",
        };
        self.journal.answered(taken.entry, status.as_u16());
        self.backend.refuse(&Refusal::new(status, detail), &taken.path)
    }
}

/// How a fault ends a request before any effect.
enum Ending {
    Closed,
    Answer(Refusal, Option<u64>),
}

fn dialled(status: StatusCode) -> Refusal {
    Refusal::new(status, "Set on the fault dial.")
}

/// The dial refuses numbers that are no status, so the fallback is never sent.
fn status_of(status: u16) -> StatusCode {
    StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// The scheme of an `Authorization` value; `raw` for one that has none, so that a bare token is not remembered.
fn scheme(authorization: &str) -> String {
    authorization.split_once(' ').map_or("raw", |(scheme, _)| scheme).to_owned()
}
