//! Error answers in the form of ONSIM's gateway: Problem Details as the gateway vendor's sample in the contract shows
//! them. `detail` and `errors` are ours. No value of the request is repeated, except the path.

use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, Response};
use jiff::Timestamp;
use serde_json::json;

use crate::gate::Refusal;

/// Renders a refusal. `number` counts the refusals and becomes the request id.
pub(super) fn render(refusal: &Refusal, path: &str, number: u64, now: Timestamp) -> Response<Body> {
    let status = refusal.status;
    let mut problem = json!({
        "type": format!("https://httpproblems.com/http-status/{}", status.as_u16()),
        "title": status.canonical_reason().unwrap_or("Unknown"),
        "status": status.as_u16(),
        "instance": path,
        "trace": {
            "timestamp": now.strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string(),
            "requestId": format!("00000000-0000-4000-8000-{number:012x}"),
            "buildId": "00000000-0000-4000-8000-70726163746c",
        },
        "detail": refusal.detail,
    });
    if !refusal.misfits.is_empty()
        && let Some(problem) = problem.as_object_mut()
    {
        problem.insert("errors".into(), json!(refusal.misfits));
    }
    let mut response = Response::new(Body::from(problem.to_string()));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    response
}
