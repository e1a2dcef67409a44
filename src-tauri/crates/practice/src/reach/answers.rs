//! The envelope of the simulated Reach, its errors, and the small forms that many answers share. Payload fields that no
//! notes name are OURS and kept near the notes' words; no client may rely on them.

use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, Response, StatusCode};
use jiff::Timestamp;
use serde_json::{Map, Number, Value, json};

use super::quirks::{Envelope, ErrorText, ReachQuirks};
use crate::gate::{Refusal, Reply};
use crate::schema::Misfit;

/// What an operation did.
pub(super) struct Done {
    status: StatusCode,
    message: &'static str,
    /// `None` where only the message is said.
    data: Option<Value>,
}

/// 200 with a payload.
pub(super) fn done(data: Value) -> Result<Done, Refusal> {
    Ok(Done { status: StatusCode::OK, message: "OK", data: Some(data) })
}

/// 200 with a message alone.
pub(super) fn said(message: &'static str) -> Result<Done, Refusal> {
    Ok(Done { status: StatusCode::OK, message, data: None })
}

/// 202: it goes on in the background.
pub(super) fn accepted(message: &'static str, data: Option<Value>) -> Result<Done, Refusal> {
    Ok(Done { status: StatusCode::ACCEPTED, message, data })
}

/// The answer to a success, in the envelope that is in force.
pub(super) fn render(done: Done, quirks: &ReachQuirks) -> Reply {
    let data = done.data.map(|data| shaped(data, quirks));
    let body = match (quirks.envelope, data) {
        (Envelope::Bare, Some(data)) => data,
        (Envelope::Full, Some(data)) => json!({ "status": "SUCCESS", "message": done.message, "data": data }),
        (Envelope::Full, None) => json!({ "status": "SUCCESS", "message": done.message }),
        (Envelope::WithoutStatus, Some(data)) => json!({ "message": done.message, "data": data }),
        (_, None) => json!({ "message": done.message }),
    };
    Reply::Json(done.status, body)
}

/// The payload with the quirks that are the same everywhere.
fn shaped(mut data: Value, quirks: &ReachQuirks) -> Value {
    if quirks.extra_fields
        && let Some(fields) = data.as_object_mut()
    {
        fields.insert("segmentInfo".into(), json!({ "tier": 2, "tags": ["trial", null] }));
    }
    if quirks.numbers_as_text { in_text(data) } else { data }
}

fn in_text(value: Value) -> Value {
    match value {
        Value::Number(number) => Value::from(number.to_string()),
        Value::Array(items) => items.into_iter().map(in_text).collect(),
        Value::Object(fields) => fields.into_iter().map(|(name, value)| (name, in_text(value))).collect(),
        other => other,
    }
}

/// The provider's words for a refusal that has a form of its own.
pub(super) const EXPLICIT_DENY: &str = "explicit-deny";
/// Refused under HTTP 200, whatever the quirks: a declined payment.
pub(super) const LOGICAL: &str = "logical";

/// An error answer. `meta` names fields as it was seen once (`meta.Email`): the last part, with a capital.
pub(super) fn error(refusal: &Refusal, quirks: &ReachQuirks) -> Response<Body> {
    if refusal.code == Some(EXPLICIT_DENY) {
        let text = "User is not authorized to access this resource with an explicit deny";
        return answer(refusal.status, "application/json", json!({ "Message": text }).to_string());
    }
    let refused = [StatusCode::BAD_REQUEST, StatusCode::NOT_FOUND, StatusCode::CONFLICT].contains(&refusal.status);
    let status = match refusal.code {
        Some(LOGICAL) => StatusCode::OK,
        _ if quirks.refusals_under_200 && refused => StatusCode::OK,
        _ => refusal.status,
    };
    let mut body = Map::new();
    body.insert("status".into(), json!("FAILURE"));
    let text = json!(refusal.detail);
    match quirks.error_text {
        ErrorText::Message => body.insert("message".into(), text),
        ErrorText::Error => body.insert("error".into(), text),
        ErrorText::ErrorMessage => body.insert("errorMessage".into(), text),
        ErrorText::DataMessage => body.insert("data".into(), json!({ "message": text })),
        ErrorText::Plain => return answer(status, "text/plain", refusal.detail.clone()),
    };
    if !refusal.misfits.is_empty() {
        let meta: Map<String, Value> =
            refusal.misfits.iter().map(|misfit| (capital(&misfit.field), json!(misfit.reason))).collect();
        body.insert("meta".into(), Value::Object(meta));
    }
    answer(status, "application/json", Value::Object(body).to_string())
}

fn answer(status: StatusCode, kind: &'static str, body: String) -> Response<Body> {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

fn capital(field: &str) -> String {
    let last = field.rsplit('.').next().unwrap_or(field);
    let mut letters = last.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

pub(super) fn not_found(detail: &str) -> Refusal {
    Refusal::new(StatusCode::NOT_FOUND, detail)
}

pub(super) fn conflict(detail: &str) -> Refusal {
    Refusal::new(StatusCode::CONFLICT, detail)
}

pub(super) fn misfit(field: &str, reason: &str) -> Refusal {
    Refusal::misfit(vec![Misfit::new(field, reason)])
}

/// Cents as plain JSON decimals in dollars.
pub(super) fn dollars(cents: u64) -> Value {
    // Far below 2^52 cents, so that the division shows at most two decimals.
    let whole = u32::try_from(cents).map_or(f64::MAX, f64::from);
    Number::from_f64(whole / 100.0).map_or(Value::Null, Value::Number)
}

/// The cents of a JSON number in dollars; `None` when it is no such amount.
pub(super) fn cents(value: Option<&Value>) -> Option<u64> {
    let text = value?.as_f64().map(|dollars| format!("{dollars:.2}"))?;
    let (dollars, cents) = text.split_once('.')?;
    Some(dollars.parse::<u64>().ok()? * 100 + cents.parse::<u64>().ok()?)
}

/// A moment as the payloads write it.
pub(super) fn date(at: Timestamp, quirks: &ReachQuirks) -> Value {
    if quirks.epoch_dates { json!(at.as_millisecond()) } else { json!(at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()) }
}
