//! The JSON records of the simulated Atomic, and its errors. Records follow the published samples. OURS, because nobody
//! states them: every error body (`{"status":"error","message":..}` and `{"error":..}` at the SMS product), the record
//! of a received text, and what an empty query looks like.

use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, Response, StatusCode};
use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::quirks::AtomicQuirks;
use super::state::{Brand, Customer, PLANS, Service, Sim, Text, mobile_plan};
use crate::gate::{Call, Refusal, Reply};

/// How many records a page holds when lists are paged; the notes do not say.
const PAGE: usize = 20;
/// After so long a brand name is approved (ours).
const APPROVED_AFTER_SECONDS: i64 = 86_400;

/// A customer (contract 2.1).
pub(super) fn customer(customer: &Customer, quirks: &AtomicQuirks) -> Value {
    let mut record = Map::new();
    record.insert("customer_id".into(), number(customer.id, quirks));
    record.insert("account_number".into(), number(customer.account_number, quirks));
    for (name, text) in &customer.fields {
        let value = if text.is_empty() && quirks.nulls { Value::Null } else { json!(text) };
        record.insert((*name).to_owned(), value);
    }
    record.insert("created_date".into(), json!(time(customer.created, quirks)));
    record.insert("delete_date".into(), json!(customer.deleted.map(|at| time(at, quirks))));
    finished(record, quirks)
}

/// The plans (contract 3.1).
pub(super) fn plans(quirks: &AtomicQuirks) -> Vec<Value> {
    let record = |(id, name, kind, price): &(u64, &str, &str, &str)| {
        let mut record = Map::new();
        record.insert("plan_id".into(), number(*id, quirks));
        record.insert("plan_name".into(), json!(name));
        record.insert("currency".into(), json!("AUD"));
        record.insert("plan_type".into(), json!(kind));
        record.insert("price".into(), json!(price));
        finished(record, quirks)
    };
    PLANS.iter().map(record).collect()
}

/// A mobile service (contract 4.1).
pub(super) fn service(service: &Service, quirks: &AtomicQuirks) -> Value {
    let sim = match &service.sim {
        Sim::Card(number) => number,
        Sim::Esim { iccid, .. } if quirks.esim_shows_iccid => iccid,
        Sim::Esim { .. } => "eSIM",
    };
    let word = quirks.unknown_status.as_deref().unwrap_or(service.status.word());
    let status = if quirks.lower_case_status { word.to_lowercase() } else { word.to_owned() };
    let mut record = Map::new();
    record.insert("msn".into(), json!(service.msn));
    record.insert("customer_id".into(), number(service.customer, quirks));
    record.insert("service_plan_id".into(), number(service.plan, quirks));
    record.insert("plan_name".into(), json!(mobile_plan(service.plan).map_or("", |plan| plan.1)));
    record.insert("sim_number".into(), json!(sim));
    record.insert("account".into(), json!(service.account));
    record.insert("status".into(), json!(status));
    record.insert("notification_email".into(), json!(service.email));
    record.insert("excess_usage".into(), number(service.excess_usage, quirks));
    record.insert("created_date".into(), json!(time(service.created, quirks)));
    let pool = service
        .pool
        .map(|(id, limit)| json!({ "datapool_id": number(id, quirks), "datapool_limit": number(limit, quirks) }));
    record.insert("datapool".into(), json!(pool));
    finished(record, quirks)
}

/// A brand name (contract 5.2). `pending`, then after a day `approved`; `rejected` for a name with `BANK` in it (ours).
pub(super) fn brand(id: &str, brand: &Brand, now: Timestamp, quirks: &AtomicQuirks) -> Value {
    let status = match now.as_second() - brand.registered.as_second() {
        ..APPROVED_AFTER_SECONDS => "pending",
        _ if brand.name.to_uppercase().contains("BANK") => "rejected",
        _ => "approved",
    };
    let mut record = Map::new();
    record.insert("registration_id".into(), json!(id));
    record.insert("brand_name".into(), json!(brand.name));
    record.insert("brand_name_url".into(), json!(brand.url));
    record.insert("description".into(), json!(brand.description));
    record.insert("status".into(), json!(quirks.unknown_status.as_deref().unwrap_or(status)));
    finished(record, quirks)
}

/// A received text (contract 5.3: shape not known; this one is ours).
pub(super) fn text(text: &Text, quirks: &AtomicQuirks) -> Value {
    let mut record = Map::new();
    record.insert("sender".into(), json!(text.sender));
    record.insert("receiver".into(), json!(text.receiver));
    record.insert("message".into(), json!(text.message));
    record.insert("received_date".into(), json!(time(text.at, quirks)));
    finished(record, quirks)
}

/// A list: bare, or with the quirk one page of it.
pub(super) fn list(records: Vec<Value>, call: &Call, quirks: &AtomicQuirks) -> Reply {
    if !quirks.paged {
        return Reply::ok(Value::from(records));
    }
    let page = call.asked("page").and_then(|page| page.parse::<usize>().ok()).unwrap_or(1).max(1);
    let (total, pages) = (records.len(), records.len().div_ceil(PAGE));
    let items: Vec<Value> = records.into_iter().skip((page - 1).saturating_mul(PAGE)).take(PAGE).collect();
    Reply::ok(json!({ "paging": { "total": total, "total_page": pages, "page": page }, "items": items }))
}

/// An error answer.
pub(super) fn error(refusal: &Refusal, path: &str, html: bool) -> Response<Body> {
    let (kind, body) = if html {
        let page = format!("<html><head><title>{0}</title></head><body><h1>{0}</h1></body></html>", refusal.status);
        ("text/html", page)
    } else if path.starts_with("/api/atomic/") {
        ("application/json", json!({ "status": "error", "message": refusal.detail }).to_string())
    } else {
        let code = match refusal.status {
            StatusCode::TOO_MANY_REQUESTS => "rate_limited",
            StatusCode::FORBIDDEN => "authentication_failed",
            StatusCode::BAD_REQUEST => "invalid_request",
            _ => "error",
        };
        ("application/json", json!({ "error": code, "message": refusal.detail }).to_string())
    };
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = refusal.status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

fn finished(mut record: Map<String, Value>, quirks: &AtomicQuirks) -> Value {
    if quirks.extra_fields {
        record.insert("reseller_tags".into(), json!({ "tier": 2, "labels": ["trial", null] }));
    }
    Value::Object(record)
}

fn number(value: u64, quirks: &AtomicQuirks) -> Value {
    if quirks.numbers_as_text { json!(value.to_string()) } else { json!(value) }
}

/// No notes state the time zone of these; the practice shop keeps UTC.
fn time(at: Timestamp, quirks: &AtomicQuirks) -> String {
    let form = if quirks.iso_times { "%Y-%m-%dT%H:%M:%SZ" } else { "%Y-%m-%d %H:%M:%S" };
    at.strftime(form).to_string()
}
