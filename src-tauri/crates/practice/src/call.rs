//! What goes through the gate: a request before and after it was checked, and the two ways of answering it.

use std::collections::BTreeMap;

use axum::body::{Body, Bytes};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode};
use serde_json::Value;

use crate::schema::Misfit;

/// A request that has passed the gate: it fits the contract.
pub(crate) struct Call {
    /// The path parameters, percent-decoded.
    pub(crate) params: BTreeMap<String, String>,
    /// The query parameters, percent-decoded; only those that were sent.
    pub(crate) query: BTreeMap<String, String>,
    pub(crate) headers: HeaderMap,
    /// The JSON body; `None` when there was none, or one of another kind.
    pub(crate) body: Option<Value>,
    /// The body as it came, also one that is no JSON.
    pub(crate) bytes: Bytes,
}

/// A request before anything of it is checked: what a provider knows its caller by.
pub(crate) struct Asked<'a> {
    pub(crate) operation: &'a str,
    pub(crate) headers: &'a HeaderMap,
    pub(crate) query: &'a BTreeMap<String, String>,
}

impl Call {
    /// A path parameter; the contract check has seen to it that it is there.
    pub(crate) fn param(&self, name: &str) -> &str {
        self.params.get(name).map_or("", String::as_str)
    }

    /// A query parameter, where it was sent.
    pub(crate) fn asked(&self, name: &str) -> Option<&str> {
        self.query.get(name).map(String::as_str)
    }

    /// A field of the JSON body.
    pub(crate) fn field(&self, name: &str) -> Option<&Value> {
        self.body.as_ref().and_then(|body| body.get(name))
    }

    /// A text field of the JSON body.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.field(name).and_then(Value::as_str)
    }
}

impl Asked<'_> {
    /// A header as text; `None` when it is missing or not text. Names in lower case.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }
}

/// What a provider answers when it did what was asked.
pub(crate) enum Reply {
    /// A JSON body.
    Json(StatusCode, Value),
    /// Zero bytes.
    Empty(StatusCode),
    /// Plain text.
    Text(StatusCode, String),
    /// A file or another body of this media type, with 200.
    File(&'static str, Vec<u8>),
}

impl Reply {
    /// 200 with a JSON body.
    pub(crate) fn ok(value: Value) -> Self {
        Self::Json(StatusCode::OK, value)
    }

    pub(crate) fn rendered(self) -> Response<Body> {
        let (status, media_type, body) = match self {
            Reply::Json(status, value) => (status, Some("application/json"), Body::from(value.to_string())),
            Reply::Empty(status) => (status, None, Body::empty()),
            Reply::Text(status, text) => (status, Some("text/plain; charset=utf-8"), Body::from(text)),
            Reply::File(media_type, bytes) => (StatusCode::OK, Some(media_type), Body::from(bytes)),
        };
        let mut response = Response::new(body);
        *response.status_mut() = status;
        if let Some(media_type) = media_type {
            response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
        }
        response
    }
}

/// Why a request was turned away.
#[derive(Clone, Debug)]
pub(crate) struct Refusal {
    pub(crate) status: StatusCode,
    /// The provider's word for the reason, where it has such words.
    pub(crate) code: Option<&'static str>,
    /// One sentence, with no value of the request in it.
    pub(crate) detail: String,
    /// The fields that did not fit, where that was the reason.
    pub(crate) misfits: Vec<Misfit>,
}

impl Refusal {
    pub(crate) fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self { status, code: None, detail: detail.into(), misfits: Vec::new() }
    }

    /// The same with the provider's word for the reason.
    pub(crate) fn coded(self, code: &'static str) -> Self {
        Self { code: Some(code), ..self }
    }

    /// 400 for fields that do not fit.
    pub(crate) fn misfit(misfits: Vec<Misfit>) -> Self {
        let named: Vec<String> = misfits.iter().map(|misfit| format!("{}: {}", misfit.field, misfit.reason)).collect();
        Self { status: StatusCode::BAD_REQUEST, code: None, detail: named.join("; "), misfits }
    }
}
