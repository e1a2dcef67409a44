//! The JSON records of the simulated ONSIM. Account and port records follow the published samples. The records of
//! subscribers, SIMs, numbers, groups and the catalogue are OURS: the contract says "shape not known", and these stay
//! as near to the published account record as they can. No client may rely on them.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Map, Value, json};

use super::quirks::{AccountWrapper, OnsimQuirks, PortQueueWrapper};
use super::state::{BUNDLES, Book, EsimState, Line, PRODUCTS, Port};
use crate::clock::shifted;

/// An account in the wrapping that was asked for (ONSIM contract 2.2).
pub(super) fn account(line: &Line, now: Timestamp, quirks: &OnsimQuirks) -> Value {
    let mut record = Map::new();
    record.insert("sim".into(), json!(line.iccid));
    record.insert("i_account".into(), account_id(line, quirks));
    record.insert("mpn".into(), json!(line.mpn));
    record.insert("sip_address".into(), json!(format!("{}@sip.example.net", line.sip_user)));
    record.insert(
        "services".into(),
        json!({
            "mobile_data": on_off(line.switches.data),
            "mobile_hotspot": on_off(line.switches.hotspot),
            "mobile_messaging": on_off(line.switches.messaging),
            "mobile_voice": on_off(line.switches.voice),
        }),
    );
    record.insert("bundles".into(), bundles(line, now, quirks));
    let record = finished(record, quirks);
    match quirks.account_wrapper {
        AccountWrapper::List => json!({ "account": [record] }),
        AccountWrapper::Object => json!({ "account": record }),
        AccountWrapper::Bare => json!([record]),
    }
}

/// No bundle gives `{}`; an unlimited one has no allowance and nothing remaining. Both are ours (contract: unknown).
fn bundles(line: &Line, now: Timestamp, quirks: &OnsimQuirks) -> Value {
    let Some(bundle) = &line.bundle else { return json!({}) };
    let (from, to) = month(now);
    let mut data = Map::new();
    data.insert("bundle_name".into(), json!(bundle.name));
    if let Some(allowance) = bundle.allowance {
        data.insert("allowance".into(), number(allowance, quirks));
        data.insert("remaining".into(), number(allowance.saturating_sub(bundle.used), quirks));
    }
    data.insert("used".into(), number(bundle.used, quirks));
    data.insert("unit".into(), json!("megabyte"));
    data.insert("period_from".into(), json!(from));
    data.insert("period_to".into(), json!(to));
    json!({ "data": data })
}

/// The answer about a line's eSIM. `refreshed` is `None` when no new code was asked for, and the field is left out.
///
/// Ours, where the contract is silent: a physical SIM has an empty code and an empty status, and asking for a new code
/// gives `error`; the code of an installed profile is shown although it is spent.
pub(super) fn esim(line: &Line, refreshed: Option<bool>, quirks: &OnsimQuirks) -> Value {
    let (code, status, enabled) = match &line.esim {
        None => ("", "", false),
        Some(profile) => match profile.state {
            EsimState::ReadyToInstall => (profile.code.as_str(), "ready to install", false),
            EsimState::Installed { enabled } => (profile.code.as_str(), "installed", enabled),
        },
    };
    let mut record = Map::new();
    record.insert("esim_code".into(), json!(code));
    record.insert("esim_status".into(), json!(quirks.unknown_status.as_deref().unwrap_or(status)));
    record.insert("enabled_on_device".into(), json!(if enabled { "Y" } else { "N" }));
    if let Some(refreshed) = refreshed {
        record.insert("refresh_code".into(), json!(if refreshed { "esim code refreshed" } else { "error" }));
    }
    finished(record, quirks)
}

/// A subscriber. Ours: `sim`, `i_account` and `mpn` as in the account record, the owner as in the settings request,
/// `group`, `esim` as `Y`/`N`, `bundle_name`, and `is_recorded` (boolean) only when it was asked for.
pub(super) fn subscriber(line: &Line, with_recording: bool, quirks: &OnsimQuirks) -> Value {
    let mut record = Map::new();
    record.insert("sim".into(), json!(line.iccid));
    record.insert("i_account".into(), account_id(line, quirks));
    record.insert("mpn".into(), json!(line.mpn));
    record.insert("first_name".into(), json!(line.first_name));
    record.insert("last_name".into(), json!(line.last_name));
    record.insert("email".into(), json!(line.email));
    record.insert("group".into(), json!(line.group));
    record.insert("esim".into(), json!(if line.esim.is_some() { "Y" } else { "N" }));
    record.insert("bundle_name".into(), json!(line.bundle.as_ref().map(|bundle| bundle.name.as_str())));
    if with_recording {
        record.insert("is_recorded".into(), json!(line.is_recorded()));
    }
    finished(record, quirks)
}

/// SIMs of a state and type. Ours: `ACTIVE` is a SIM on a line, `RESERVED` one that is free; the record has `sim`,
/// `type` (`eSIM`/`pSIM`), `state`, and for an active one `mpn` and `i_account`.
pub(super) fn sims(book: &Book, active: bool, only: Option<bool>) -> Value {
    let kind = |esim: bool| if esim { "eSIM" } else { "pSIM" };
    let wanted = |esim: bool| only.is_none_or(|only| only == esim);
    let records: Vec<Value> = if active {
        let lines = book.lines.values().filter(|line| wanted(line.esim.is_some()));
        lines
            .map(|line| {
                let mut record = Map::new();
                record.insert("sim".into(), json!(line.iccid));
                record.insert("type".into(), json!(kind(line.esim.is_some())));
                record.insert("state".into(), json!("ACTIVE"));
                record.insert("mpn".into(), json!(line.mpn));
                record.insert("i_account".into(), account_id(line, &book.quirks));
                finished(record, &book.quirks)
            })
            .collect()
    } else {
        let free = book.free_sims.iter().filter(|(_, esim)| wanted(**esim));
        free.map(|(iccid, esim)| {
            let mut record = Map::new();
            record.insert("sim".into(), json!(iccid));
            record.insert("type".into(), json!(kind(*esim)));
            record.insert("state".into(), json!("RESERVED"));
            finished(record, &book.quirks)
        })
        .collect()
    };
    list("sims", records, &book.quirks)
}

/// Numbers of a state. Ours: `ACTIVE` is a number on a line, `RESERVED` one that is free; the record has `mpn`,
/// `state`, `type` (`mobile`/`landline`), and for an active one `i_account`.
pub(super) fn numbers(book: &Book, active: bool) -> Value {
    let record = |number: &str, line: Option<&Line>| {
        let mut record = Map::new();
        record.insert("mpn".into(), json!(number));
        record.insert("state".into(), json!(if line.is_some() { "ACTIVE" } else { "RESERVED" }));
        record.insert("type".into(), json!(if number.starts_with("447") { "mobile" } else { "landline" }));
        if let Some(line) = line {
            record.insert("i_account".into(), account_id(line, &book.quirks));
        }
        finished(record, &book.quirks)
    };
    let records = if active {
        let mut records = Vec::new();
        for line in book.lines.values() {
            records.extend(std::iter::once(&line.mpn).chain(&line.landline).map(|number| record(number, Some(line))));
        }
        records
    } else {
        book.free_numbers.iter().map(|number| record(number, None)).collect()
    };
    list("numbers", records, &book.quirks)
}

/// The groups. Ours: the fields of the request that made them.
pub(super) fn groups(book: &Book) -> Value {
    let records = book.groups.values().map(|group| match json!(group) {
        Value::Object(record) => finished(record, &book.quirks),
        other => other,
    });
    list("groups", records.collect(), &book.quirks)
}

/// The catalogue. The outer field is the contract's, the inside is ours.
pub(super) fn catalogue() -> Value {
    let bundles =
        BUNDLES.iter().map(|(sku, allowance)| json!({ "sku": sku, "allowance": allowance, "unit": "megabyte" }));
    let products = PRODUCTS.iter().map(|(product, name)| json!({ "product": product, "name": name }));
    json!({ "catalogue": {
        "bundles": bundles.collect::<Vec<_>>(),
        "products": products.collect::<Vec<_>>(),
    } })
}

/// The ports in one state, `ALL` for every one (ONSIM contract 7.1).
pub(super) fn ports(book: &Book, state: &str, now: Timestamp) -> Value {
    let wanted = book.ports.iter().filter(|port| state == "ALL" || port.state(now).1 == state);
    let mut records: Vec<Value> = wanted.map(|port| port_record(port, false, now, &book.quirks)).collect();
    let records = match records.len() {
        1 if book.quirks.single_port_as_object => records.pop().unwrap_or_default(),
        _ => Value::from(records),
    };
    match book.quirks.port_queue_wrapper {
        PortQueueWrapper::Holder => json!({ "portQueue": { "port": records } }),
        PortQueueWrapper::HolderList => json!({ "portQueue": [{ "port": records }] }),
        PortQueueWrapper::Bare => json!({ "port": records }),
    }
}

/// One port (ONSIM contract 7.2).
pub(super) fn port(port: &Port, now: Timestamp, quirks: &OnsimQuirks) -> Value {
    let record = port_record(port, true, now, quirks);
    if quirks.port_lookup_wrapped { json!({ "port": record }) } else { record }
}

/// `validUntil` appears in a look-up only, as in the published samples; a PAC holds for 30 days.
fn port_record(port: &Port, looked_up: bool, now: Timestamp, quirks: &OnsimQuirks) -> Value {
    let (since, status) = port.state(now);
    let mut record = Map::new();
    record.insert("trID".into(), json!(port.id));
    record.insert("number".into(), json!(port.number));
    record.insert("orderDate".into(), json!(day(port.ordered)));
    record.insert("PAC".into(), json!(port.pac));
    record.insert("portinDate".into(), json!(day(port.due)));
    record.insert("portinNumber".into(), json!(port.porting));
    record.insert("resellerId".into(), json!("1"));
    record.insert("status".into(), json!(quirks.unknown_status.as_deref().unwrap_or(status)));
    record.insert("type".into(), json!("PORT-IN"));
    record.insert("updatedDate".into(), json!(since.strftime("%b %-d, %Y %-I:%M:%S %p").to_string()));
    if looked_up {
        record.insert("validUntil".into(), json!(day(shifted(port.ordered, 30 * 86_400))));
    }
    finished(record, quirks)
}

/// A list, bare or under its name.
pub(super) fn list(name: &str, records: Vec<Value>, quirks: &OnsimQuirks) -> Value {
    if quirks.lists_wrapped { json!({ name: records }) } else { Value::from(records) }
}

fn finished(mut record: Map<String, Value>, quirks: &OnsimQuirks) -> Value {
    if quirks.extra_fields {
        record.insert("segment".into(), json!({ "tier": 2, "tags": ["trial", null] }));
        record.insert("lastSeenBy".into(), Value::Null);
    }
    Value::Object(record)
}

fn account_id(line: &Line, quirks: &OnsimQuirks) -> Value {
    if quirks.account_id_as_number { json!(line.account) } else { json!(line.account.to_string()) }
}

fn number(value: u64, quirks: &OnsimQuirks) -> Value {
    if quirks.numbers_as_text { json!(value.to_string()) } else { json!(value) }
}

fn on_off(on: bool) -> &'static str {
    if on { "ON" } else { "OFF" }
}

/// `2026-03-04`. No contract states a time zone; the practice shop keeps UTC.
fn day(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d").to_string()
}

/// The calendar month around `now`, as `YYYY-MM-DD HH:MM:SS`: its first moment and the next month's.
fn month(now: Timestamp) -> (String, String) {
    let today = now.to_zoned(TimeZone::UTC).date();
    let next = today.last_of_month().tomorrow().unwrap_or(today);
    let text = |date: jiff::civil::Date| date.strftime("%Y-%m-%d 00:00:00").to_string();
    (text(today.first_of_month()), text(next))
}
