//! From ONSIM's words to the desk's: the one place where a name or a value of ONSIM gets a meaning.
//!
//! Field names of accounts, eSIMs and ports are published (contract 2.2, 2.5, 7). Those of subscribers, SIMs, numbers
//! and groups are not: there the same names are looked for, and everything else is kept raw.

use domain::activation_code::ActivationCode;
use domain::iccid::Iccid;
use domain::line::{
    Customer, EsimStage, EsimState, Line, LineKey, LineStage, LineState, PlanUse, RawField, Service, ServiceSwitch,
    Sim, SimKind,
};
use domain::msisdn::{Msisdn, Region};
use domain::port::{Port, PortDirection, PortState};
use domain::provider::{ConnectionId, Evidence, ProviderKind};
use domain::time::{ProviderTime, Timestamp};
use serde_json::Value;

use crate::raw;
use crate::record::{Record, scalar};
use crate::{EsimReading, StockItem};

/// The prefix ONSIM puts before the ICCID where it doubles as SIP user (contract 1, "SIP username").
const SIP_PREFIX: &str = "ONSIM";

/// The four switches: which, its name when read, and its name when written (contract A5).
const SWITCHES: [(Service, &[&str]); 4] = [
    (Service::Data, &["mobile_data"]),
    (Service::Voice, &["mobile_voice"]),
    (Service::Messages, &["mobile_messaging", "mobile_sms"]),
    (Service::Hotspot, &["mobile_hotspot"]),
];

/// Where and when a line was read.
pub(super) struct ReadFrom<'a> {
    pub(super) connection: &'a ConnectionId,
    pub(super) evidence: Evidence,
    pub(super) read_at: Timestamp,
}

/// A line from a record of `getAccount` or `listSubscribers`; nothing when no value in it says which line it is.
///
/// The state is inferred: ONSIM gives none for an account, so one it answers counts as working (contract 2.2).
pub(super) fn line(mut record: Record, from: &ReadFrom<'_>) -> Option<Line> {
    let number_text = record.take_text(&["mpn", "msisdn", "number", "mobile_number", "phone_number"]);
    let number = number_text.as_deref().and_then(number_of);
    let sim_text = record.take_text(&["sim", "iccid", "sim_iccid"]);
    let iccid = sim_text.as_deref().and_then(iccid);
    let account = record.take_text(&["i_account", "account_id", "account"]);
    let id = number
        .as_ref()
        .map(|number| number.digits().to_owned())
        .or_else(|| number_text.clone())
        .or_else(|| iccid.as_ref().map(|iccid| iccid.digits().to_owned()))
        .or_else(|| account.clone())?;

    let mut unmapped = Vec::new();
    let mut keep_raw = |name: &str, text: &Option<String>, is_mapped: bool| {
        if let (Some(text), false) = (text, is_mapped) {
            unmapped.extend(raw::fields(name, Value::from(text.clone())));
        }
    };
    keep_raw("mpn", &number_text, number.is_some());
    keep_raw("sim", &sim_text, iccid.is_some());

    let esim = esim_state(&mut record);
    let kind = record.take_known(&["sim_type", "type"], sim_kind).unwrap_or(match esim {
        Some(_) => SimKind::Esim,
        None => SimKind::Unknown,
    });
    let mut services = record.take_record(&["services"]).unwrap_or_default();
    let mut bundles = record.take_record(&["bundles"]).unwrap_or_default();
    let plan = plan(&mut record, &mut bundles, &mut unmapped);
    let mut switches = switches(&mut services);
    if switches.is_empty() {
        switches = known_switches(&mut record);
    }
    let line = Line {
        key: LineKey { connection: from.connection.clone(), id },
        provider: ProviderKind::Onsim,
        number,
        customer: customer(&mut record),
        account,
        state: state(&mut record),
        sim: Sim { kind, iccid, esim },
        plan,
        services: switches,
        sip_address: record.take_text(&["sip_address"]),
        recorded: record.take_known(&["is_recorded", "recorded", "voice_recording"], switched),
        unmapped: {
            unmapped.extend(services.rest("services"));
            unmapped.extend(bundles.rest("bundles"));
            unmapped.extend(record.rest(""));
            unmapped
        },
        evidence: from.evidence,
        read_at: from.read_at,
    };
    Some(line)
}

/// ONSIM documents E.164 digits without a plus (contract 1, "Phone numbers"); anything else is read as a UK number.
fn number_of(text: &str) -> Option<Msisdn> {
    let bare = text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0');
    let international = bare.then(|| Msisdn::parse(&format!("+{text}"), Region::Gb).ok()).flatten();
    international.or_else(|| Msisdn::parse(text, Region::Gb).ok())
}

fn customer(record: &mut Record) -> Customer {
    let first = record.take_text(&["first_name"]);
    let last = record.take_text(&["last_name"]);
    let both = match (first, last) {
        (Some(first), Some(last)) => Some(format!("{first} {last}")),
        (first, last) => first.or(last),
    };
    Customer {
        id: None,
        name: both.or_else(|| record.take_text(&["name", "full_name", "customer_name"])),
        email: record.take_text(&["email", "email_address"]),
        group: record.take_text(&["group", "group_name", "customer_group"]),
    }
}

/// `PROVISIONED` is the one state ONSIM names, as a filter (contract 4.6). Any other word is kept and means nothing.
fn state(record: &mut Record) -> LineState {
    let raw = record.take_text(&["state", "status"]).map(|text| raw::word(&text));
    let stage = match raw.as_deref() {
        None => LineStage::Active,
        Some(word) if word.eq_ignore_ascii_case("PROVISIONED") => LineStage::Active,
        Some(word) => {
            raw::note_drift(ProviderKind::Onsim, "state", word);
            LineStage::Unknown
        }
    };
    LineState { stage, raw }
}

/// The current data bundle; every part may be missing (contract 2.2).
fn plan(record: &mut Record, bundles: &mut Record, unmapped: &mut Vec<RawField>) -> Option<PlanUse> {
    let Some(mut data) = bundles.take_record(&["data"]) else {
        let name = record.take_text(&["bundle_name", "bundle"])?;
        return Some(PlanUse { name: Some(name), ..empty_plan() });
    };
    let plan = PlanUse {
        name: data.take_text(&["bundle_name"]),
        allowance: data.take_number(&["allowance"]),
        used: data.take_number(&["used"]),
        remaining: data.take_number(&["remaining"]),
        unit: data.take_text(&["unit"]),
        period_from: data.take_text(&["period_from"]).map(time),
        period_to: data.take_text(&["period_to"]).map(time),
    };
    unmapped.extend(data.rest("bundles.data"));
    (plan != empty_plan()).then_some(plan)
}

const fn empty_plan() -> PlanUse {
    PlanUse { name: None, allowance: None, used: None, remaining: None, unit: None, period_from: None, period_to: None }
}

/// The switches under `services`, each word kept.
fn switches(services: &mut Record) -> Vec<ServiceSwitch> {
    let take = |(service, names)| {
        let raw = raw::word(&services.take_text(names)?);
        Some(ServiceSwitch { service, on: switched(&raw), raw })
    };
    SWITCHES.into_iter().filter_map(take).collect()
}

/// The switches beside the other values, as a list of unknown shape may have them: only words that are a switch's, since
/// `mobile_data` is a bundle size elsewhere (contract A5).
fn known_switches(record: &mut Record) -> Vec<ServiceSwitch> {
    let take = |(service, names): (Service, &[&str])| {
        record.take_known(names, |word| {
            switched(word).map(|on| ServiceSwitch { service, on: Some(on), raw: word.to_owned() })
        })
    };
    SWITCHES.into_iter().filter_map(take).collect()
}

/// `ON` and `OFF` (contract 1); `true` and `false` because one flag of ONSIM's is a boolean.
fn switched(word: &str) -> Option<bool> {
    match word.to_ascii_uppercase().as_str() {
        "ON" | "TRUE" => Some(true),
        "OFF" | "FALSE" => Some(false),
        _ => None,
    }
}

/// `eSIM` and `pSIM` (contract 5.1).
fn sim_kind(word: &str) -> Option<SimKind> {
    match word.to_ascii_lowercase().as_str() {
        "esim" => Some(SimKind::Esim),
        "psim" => Some(SimKind::Card),
        _ => None,
    }
}

/// An ICCID, also with ONSIM's prefix in front.
pub(super) fn iccid(text: &str) -> Option<Iccid> {
    let digits = text.trim();
    let digits = match digits.get(..SIP_PREFIX.len()) {
        Some(prefix) if prefix.eq_ignore_ascii_case(SIP_PREFIX) => digits.get(SIP_PREFIX.len()..).unwrap_or_default(),
        _ => digits,
    };
    Iccid::parse(digits).ok().map(|reading| reading.iccid)
}

/// The install state: two words are known, both from one combined sample (contract 2.5).
fn esim_state(record: &mut Record) -> Option<EsimState> {
    let raw = record.take_text(&["esim_status"]).map(|text| raw::word(&text));
    let enabled_raw = record.take_text(&["enabled_on_device"]).map(|text| raw::word(&text));
    // A card has no status, and a profile that nobody has cannot be on: "not enabled" alone tells of no eSIM.
    let off = |word: &String| word.is_empty() || word.eq_ignore_ascii_case("n") || word.eq_ignore_ascii_case("false");
    if raw.as_deref().is_none_or(str::is_empty) && enabled_raw.as_ref().is_none_or(off) {
        return None;
    }
    let raw = raw.unwrap_or_default();
    let plain = raw.to_ascii_lowercase().replace(['_', '-'], " ");
    let stage = match plain.trim() {
        "installed" => EsimStage::Installed,
        "ready to install" => EsimStage::ReadyToInstall,
        word => {
            raw::note_drift(ProviderKind::Onsim, "esim_status", word);
            EsimStage::Unknown
        }
    };
    // Only `Y` is published; `N` is the contract's own guess for the other value.
    let enabled = match enabled_raw.as_deref().map(str::to_ascii_uppercase).as_deref() {
        Some("Y" | "TRUE") => Some(true),
        Some("N" | "FALSE") => Some(false),
        _ => None,
    };
    Some(EsimState { stage, raw, enabled, enabled_raw })
}

/// What `queryEsim` says, and its word on a refresh.
pub(super) fn esim(mut record: Record) -> (EsimReading, Option<String>) {
    let refresh = record.take_text(&["refresh_code"]);
    let mut reading = EsimReading { code: None, warnings: Vec::new(), malformed: None, state: esim_state(&mut record) };
    if let Some(text) = record.take_text(&["esim_code"]) {
        match ActivationCode::parse(&text) {
            Ok(found) => {
                reading.code = Some(found.code);
                reading.warnings = found.warnings;
            }
            Err(rule) => reading.malformed = Some(rule.to_string()),
        }
    }
    if reading.state.is_none() && reading.code.is_some() {
        // Whoever has a code has an eSIM, whatever is not said of it.
        reading.state =
            Some(EsimState { stage: EsimStage::Unknown, raw: String::new(), enabled: None, enabled_raw: None });
    }
    (reading, refresh)
}

/// A port order from a record of `listPorts` or `getPort`. The PAC itself is dropped here.
///
/// Inferred: on a port-in `portinNumber` is the number that moves and `number` the line's own until then.
pub(super) fn port(mut record: Record, connection: &ConnectionId) -> Port {
    let number = record.take_text(&["number"]);
    let moving = record.take_text(&["portinNumber"]);
    let raw_state = raw::word(&record.take_text(&["status"]).unwrap_or_default());
    let raw_direction = raw::word(&record.take_text(&["type"]).unwrap_or_default());
    let (number, temporary_number) = match (moving, number) {
        (Some(moving), own) => (moving, own),
        (None, own) => (own.unwrap_or_default(), None),
    };
    Port {
        connection: connection.clone(),
        id: record.take_text(&["trID"]).unwrap_or_default(),
        number,
        temporary_number,
        state: port_state(&raw_state),
        raw_state,
        direction: port_direction(&raw_direction),
        raw_direction,
        ordered: record.take_text(&["orderDate"]).map(time),
        due: record.take_text(&["portinDate"]).map(time),
        valid_until: record.take_text(&["validUntil"]).map(time),
        updated: record.take_text(&["updatedDate"]).map(time),
        has_pac: record.take_text(&["PAC"]).is_some(),
    }
}

/// The five words of the filter (contract 7); only `COMPLETE` was seen in a record. `CLOSED` is read as ended without
/// being complete, which is inferred.
fn port_state(word: &str) -> PortState {
    match word.to_ascii_uppercase().replace(['_', '-'], " ").as_str() {
        "INITIAL" | "IN PROGRESS" => PortState::Submitted,
        "COMPLETE" => PortState::Completed,
        "FAILED" => PortState::Failed,
        "CLOSED" => PortState::Cancelled,
        word => {
            raw::note_drift(ProviderKind::Onsim, "status", word);
            PortState::Unknown
        }
    }
}

/// Only `PORT-IN` is published; the word for the other way is unknown and not guessed.
fn port_direction(word: &str) -> PortDirection {
    if word.eq_ignore_ascii_case("PORT-IN") {
        return PortDirection::In;
    }
    raw::note_drift(ProviderKind::Onsim, "type", word);
    PortDirection::Unknown
}

/// A date or time in one of ONSIM's three forms (contract 1, "Date formats"); no time zone is stated for any.
pub(super) fn time(raw: String) -> ProviderTime {
    // Java's newer formats put a narrow no-break space before AM and PM.
    let text = raw.replace(['\u{202f}', '\u{a0}'], " ");
    let iso = jiff::civil::Date::strptime("%Y-%m-%d", &text)
        .map(|date| date.to_string())
        .or_else(|_| jiff::civil::DateTime::strptime("%Y-%m-%d %H:%M:%S", &text).map(|time| time.to_string()))
        .or_else(|_| jiff::civil::DateTime::strptime("%b %d, %Y %I:%M:%S %p", &text).map(|time| time.to_string()))
        .ok();
    ProviderTime { raw, iso }
}

/// Things of unknown shape: each element of a list, or of the one list inside an object.
pub(super) fn items(value: Value, wrappers: &[&str], id_names: &[&str]) -> Vec<StockItem> {
    match value {
        Value::Null => Vec::new(),
        Value::Array(list) => list.into_iter().map(|value| item(value, id_names)).collect(),
        Value::Object(map) => {
            // A catalogue may have several lists side by side.
            let is_list = |value: &Value| !matches!(value, Value::String(_) | Value::Number(_) | Value::Bool(_));
            let wrapped: Vec<Value> =
                wrappers.iter().filter_map(|name| map.get(*name).filter(|value| is_list(value)).cloned()).collect();
            if !wrapped.is_empty() {
                return wrapped.into_iter().flat_map(|inner| items(inner, wrappers, id_names)).collect();
            }
            if map.is_empty() {
                return Vec::new();
            }
            if map.len() == 1 && map.values().all(Value::is_array) {
                return map.into_values().flat_map(|inner| items(inner, wrappers, id_names)).collect();
            }
            if map.values().all(Value::is_object) {
                return map.into_iter().map(|(name, inner)| named_item(name, inner, id_names)).collect();
            }
            vec![item(Value::Object(map), id_names)]
        }
        value => vec![item(value, id_names)],
    }
}

fn item(value: Value, id_names: &[&str]) -> StockItem {
    let Value::Object(map) = value else {
        return StockItem { id: scalar(&value).map(|text| raw::word(&text)), fields: raw::fields("value", value) };
    };
    let id = id_names.iter().find_map(|name| {
        let (_, value) = map.iter().find(|(key, _)| key.eq_ignore_ascii_case(name))?;
        scalar(value).filter(|text| !text.is_empty()).map(|text| raw::word(&text))
    });
    StockItem { id, fields: raw::fields("", Value::Object(map)) }
}

fn named_item(name: String, value: Value, id_names: &[&str]) -> StockItem {
    let item = item(value, id_names);
    StockItem { id: item.id.or(Some(name)), fields: item.fields }
}

/// What identifies a SIM, where its record has one of these.
pub(super) const SIM_IDS: &[&str] = &["iccid", "sim", "sim_iccid", "id"];
/// What identifies a number.
pub(super) const NUMBER_IDS: &[&str] = &["mpn", "number", "msisdn", "id"];
/// What identifies a product: the integer that provisioning takes presumably comes from here (contract 4.3, inferred).
pub(super) const PRODUCT_IDS: &[&str] = &["product", "product_id", "i_product", "sku", "id"];
/// What identifies a customer group.
pub(super) const GROUP_IDS: &[&str] = &["name", "group_name", "group", "id"];

#[cfg(test)]
#[path = "map_tests.rs"]
mod tests;
