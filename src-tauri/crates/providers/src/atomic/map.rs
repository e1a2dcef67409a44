//! From Atomic's words to the desk's: the one place where a name or a value of Atomic gets a meaning.
//!
//! Field names are those of the published samples; absent means missing, `null` or an empty text (contract B2). Whatever
//! has no place in the model is kept raw.

use domain::iccid::Iccid;
use domain::line::{Customer, Line, LineKey, LineStage, LineState, PlanUse, RawField, Sim, SimKind};
use domain::msisdn::{Msisdn, Region};
use domain::provider::{ConnectionId, Evidence, ProviderKind};
use domain::time::{ProviderTime, Timestamp};
use serde_json::Value;

use super::{
    BrandReceipt, BrandStage, BrandStatus, ReceivedText, ServicePlan, SubCustomer, TextReceipt, TextStage, line_id,
};
use crate::raw;
use crate::record::Record;

/// Where and when a line was read.
pub(super) struct ReadFrom<'a> {
    pub(super) connection: &'a ConnectionId,
    pub(super) evidence: Evidence,
    pub(super) read_at: Timestamp,
}

/// Fields by which an answer to a query is a service; `status` is not among them, since other answers have one too.
const SERVICE_FIELDS: [&str; 5] = ["msn", "service_plan_id", "plan_name", "sim_number", "account"];

/// Whether a record is a service.
pub(super) fn is_service(record: &Record) -> bool {
    record.has(&SERVICE_FIELDS)
}

/// The reference of the line a record is about, `04xxxxxxxx`, however it writes it; nothing when it has no number.
pub(super) fn msn(record: &mut Record) -> Option<String> {
    record.take_known(&["msn"], |text| line_id(&Msisdn::parse(text, Region::Au).ok()?))
}

/// A line from a record of a query (contract 4.1), under the reference it was asked by.
///
/// The address for notices is shown as the customer's e-mail: nothing but that and the sub-customer's id says whose line
/// it is. The rest (cap, data pool, plan id, date made) is raw: their units are unknown.
pub(super) fn line(mut record: Record, msn: &str, from: &ReadFrom<'_>) -> Line {
    let mut unmapped = Vec::new();
    let sim = sim(&mut record, &mut unmapped);
    let name = record.take_text(&["plan_name"]);
    Line {
        key: LineKey { connection: from.connection.clone(), id: msn.to_owned() },
        provider: ProviderKind::Atomic,
        number: Msisdn::parse(msn, Region::Au).ok(),
        customer: Customer {
            id: record.take_text(&["customer_id"]),
            name: None,
            email: record.take_text(&["notification_email"]),
            group: None,
        },
        account: record.take_text(&["account"]),
        state: line_state(&mut record),
        sim,
        plan: name.map(|name| PlanUse {
            name: Some(name),
            allowance: None,
            used: None,
            remaining: None,
            unit: None,
            period_from: None,
            period_to: None,
        }),
        services: Vec::new(),
        sip_address: None,
        recorded: None,
        unmapped: {
            unmapped.extend(record.rest(""));
            unmapped
        },
        evidence: from.evidence,
        read_at: from.read_at,
    }
}

/// `sim_number` is the word `eSIM`, or a number. That a number means a card is nowhere said, so it does not (B9).
fn sim(record: &mut Record, unmapped: &mut Vec<RawField>) -> Sim {
    let Some(text) = record.take_text(&["sim_number"]) else {
        return Sim { kind: SimKind::Unknown, iccid: None, esim: None };
    };
    if text.eq_ignore_ascii_case("esim") {
        return Sim { kind: SimKind::Esim, iccid: None, esim: None };
    }
    let iccid = Iccid::parse(&text).ok().map(|reading| reading.iccid);
    if iccid.is_none() {
        unmapped.extend(raw::fields("sim_number", Value::from(text)));
    }
    Sim { kind: SimKind::Unknown, iccid, esim: None }
}

/// `SUSPENDED` is the one published word. That `ACTIVE` and `CANCELLED` are the others is inferred from the actions
/// that lead there (B7); any other word is kept and means nothing.
fn line_state(record: &mut Record) -> LineState {
    let raw = record.take_text(&["status"]).map(|text| raw::word(&text));
    let stage = match raw.as_deref().map(str::to_ascii_uppercase).as_deref() {
        Some("SUSPENDED") => LineStage::Suspended,
        Some("ACTIVE") => LineStage::Active,
        Some("CANCELLED" | "CANCELED") => LineStage::Ceased,
        Some(word) => {
            raw::note_drift(ProviderKind::Atomic, "status", word);
            LineStage::Unknown
        }
        None => LineStage::Unknown,
    };
    LineState { stage, raw }
}

/// A sub-customer (contract 2.1); nothing when the record has no id.
pub(super) fn sub_customer(mut record: Record) -> Option<SubCustomer> {
    let mut text = |name| record.take_text(&[name]);
    Some(SubCustomer {
        id: text("customer_id")?,
        name: text("customer_name"),
        nickname: text("nickname"),
        account_number: text("account_number"),
        abn: text("abn"),
        addr_1: text("addr_1"),
        addr_2: text("addr_2"),
        city: text("city"),
        region: text("region"),
        postcode: text("postcode"),
        country: text("country"),
        website: text("website"),
        created: text("created_date").map(time),
        deleted: text("delete_date").map(time),
        raw: record.rest(""),
    })
}

/// A plan (contract 3.1); nothing when the record has no id. `plan_id` here, `service_plan_id` on a service (B5).
pub(super) fn plan(mut record: Record) -> Option<ServicePlan> {
    Some(ServicePlan {
        id: record.take_text(&["plan_id", "service_plan_id"])?,
        name: record.take_text(&["plan_name"]),
        kind: record.take_text(&["plan_type"]),
        price: record.take_text(&["price"]),
        currency: record.take_text(&["currency"]),
        raw: record.rest(""),
    })
}

/// A registration as it was taken (contract 5.1); nothing when the record has no id to ask by.
pub(super) fn brand_receipt(mut record: Record) -> Option<BrandReceipt> {
    Some(BrandReceipt {
        registration_id: record.take_text(&["registration_id"])?,
        name: record.take_text(&["brand_name"]),
        raw: record.rest(""),
    })
}

/// The state of a registration (contract 5.2). Only `approved` is published.
pub(super) fn brand_status(mut record: Record) -> BrandStatus {
    let raw_state = raw::word(&record.take_text(&["status"]).unwrap_or_default());
    let stage = if raw_state.eq_ignore_ascii_case("approved") {
        BrandStage::Approved
    } else {
        raw::note_drift(ProviderKind::Atomic, "brand_status", &raw_state);
        BrandStage::Unknown
    };
    BrandStatus {
        registration_id: record.take_text(&["registration_id"]),
        name: record.take_text(&["brand_name"]),
        url: record.take_text(&["brand_name_url", "brand_url"]),
        description: record.take_text(&["description"]),
        stage,
        raw_state,
        raw: record.rest(""),
    }
}

/// Received texts, whose shape nobody states (contract 5.3): the elements of a list, of the one list inside an object,
/// or the object itself.
pub(super) fn received(value: Value) -> Vec<ReceivedText> {
    match value {
        Value::Array(items) => {
            items.into_iter().map(|item| ReceivedText { fields: raw::fields(place_of(&item), item) }).collect()
        }
        Value::Object(mut map) => {
            map.remove("paging");
            if map.values().filter(|value| value.is_array()).count() == 1 {
                return map
                    .into_iter()
                    .filter(|(_, value)| value.is_array())
                    .flat_map(|(_, list)| received(list))
                    .collect();
            }
            if map.is_empty() { Vec::new() } else { received(Value::Array(vec![Value::Object(map)])) }
        }
        Value::Null => Vec::new(),
        value => received(Value::Array(vec![value])),
    }
}

fn place_of(item: &Value) -> &'static str {
    if item.is_object() { "" } else { "value" }
}

/// What the SMS product says of a text (contract 6); nothing when it does not say which text.
pub(super) fn text_receipt(mut record: Record) -> Option<TextReceipt> {
    let message_id = record.take_text(&["message_id"])?;
    let raw_state = raw::word(&record.take_text(&["status"]).unwrap_or_default());
    Some(TextReceipt { message_id, stage: text_stage(&raw_state), raw_state, raw: record.rest("") })
}

/// The published words, and `pending` right after sending (contract 6).
fn text_stage(word: &str) -> TextStage {
    match word.to_ascii_lowercase().as_str() {
        "pending" => TextStage::Pending,
        "scheduled" => TextStage::Scheduled,
        "enroute" => TextStage::EnRoute,
        "unknown" => TextStage::NotKnownThere,
        "delivered" => TextStage::Delivered,
        "expired" => TextStage::Expired,
        "deleted" => TextStage::Deleted,
        "undeliverable" => TextStage::Undeliverable,
        "accepted" => TextStage::Accepted,
        "rejected" => TextStage::Rejected,
        "skipped" => TextStage::Skipped,
        word => {
            raw::note_drift(ProviderKind::Atomic, "text_status", word);
            TextStage::Unknown
        }
    }
}

/// A time in either of Atomic's forms (contract B1): `2025-04-30 07:17:56`, or ISO 8601. A zone, where there is one,
/// stays in the provider's text.
pub(super) fn time(raw: String) -> ProviderTime {
    let spaced = jiff::civil::DateTime::strptime("%Y-%m-%d %H:%M:%S", &raw).ok();
    let iso = || {
        let with_zone = raw.parse::<jiff::Timestamp>().is_ok();
        let civil = if with_zone { raw.get(..19) } else { Some(raw.as_str()) };
        civil.and_then(|civil| civil.parse::<jiff::civil::DateTime>().ok())
    };
    let iso = spaced.or_else(iso).map(|time| time.to_string());
    ProviderTime { raw, iso }
}

#[cfg(test)]
#[path = "map_tests.rs"]
mod tests;
