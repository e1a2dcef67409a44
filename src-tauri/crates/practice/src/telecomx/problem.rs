//! Error answers in the form of TelecomX (contract 1.4): the code is a key, the status is in the body too. Which form
//! several errors take is not known: here `errors`, or a list in `error`. No value of the request is repeated.

use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, Response, StatusCode};
use serde_json::{Value, json};

use crate::call::Refusal;
use crate::schema::Misfit;

/// Renders a refusal.
pub(super) fn render(refusal: &Refusal, in_error: bool) -> Response<Body> {
    let items: Vec<(StatusCode, Value)> = match refusal.misfits.as_slice() {
        [] => vec![(refusal.status, item(refusal.status, refusal.code.unwrap_or(plain(refusal.status)), refusal))],
        misfits => misfits.iter().map(misfit).collect(),
    };
    let status = items.first().map_or(refusal.status, |(status, _)| *status);
    let mut values: Vec<Value> = items.into_iter().map(|(_, value)| value).collect();
    let body = match values.len() {
        1 => json!({ "error": values.pop() }),
        _ if in_error => json!({ "error": values }),
        _ => json!({ "errors": values }),
    };
    let mut response = Response::new(Body::from(body.to_string()));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

fn item(status: StatusCode, code: &str, refusal: &Refusal) -> Value {
    json!({ "message": refusal.detail, "code": code, "status": status.as_u16() })
}

/// A required property that is missing is 404, an invalid one 422, a body that cannot be read 400 (1.4).
fn misfit(misfit: &Misfit) -> (StatusCode, Value) {
    let missing = misfit.reason.ends_with("required");
    // One of several: the first of them is the one a page names.
    let either = misfit.reason.strip_prefix("at least one of ").and_then(|names| names.split(',').next());
    if let Some(field) = either {
        let value =
            json!({ "message": misfit.reason, "code": field, "path": field, "status": 404, "check": "required" });
        return (StatusCode::NOT_FOUND, value);
    }
    let status = match (misfit.field.as_str(), missing) {
        ("body" | "Content-Type" | "path", _) => StatusCode::BAD_REQUEST,
        (_, true) => StatusCode::NOT_FOUND,
        (_, false) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let field = key(&misfit.field);
    let code = if status == StatusCode::BAD_REQUEST { "bad_request" } else { field };
    let check = if missing { "required" } else { "format" };
    let value = json!({ "message": misfit.reason, "code": code, "path": field, "status": status.as_u16(),
        "check": check });
    (status, value)
}

/// The documented keys of the path parts the contract names at more length.
fn key(field: &str) -> &str {
    match field {
        "newNumber" => "number",
        "newSimNumber" => "sim",
        "accountId" | "portingId" | "customerId" | "productId" | "numberId" | "operatorId" | "simId" => "id",
        other => other,
    }
}

/// The key of a refusal that has none of its own: the fault dial's, or a path nothing serves.
fn plain(status: StatusCode) -> &'static str {
    match status.as_u16() {
        400 => "bad_request",
        401 => "credentials_invalid",
        403 => "access_denied",
        404 => "not_found",
        500.. => "internal_error",
        _ => "error",
    }
}
