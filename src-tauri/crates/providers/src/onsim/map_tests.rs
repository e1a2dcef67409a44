//! Tests of what ONSIM's words mean.

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::record::tests::any_json;
use crate::record::{self, Record};

fn record(value: Value) -> Record {
    serde_json::from_value(value).unwrap()
}

fn read(value: Value) -> Line {
    line(record(value), &from(&ConnectionId("c1".to_owned()))).unwrap()
}

fn from(connection: &ConnectionId) -> ReadFrom<'_> {
    ReadFrom { connection, evidence: Evidence::Documented, read_at: Timestamp(7) }
}

/// The sample of contract 2.2.
fn published() -> Value {
    json!({
        "sim": "8944000000000123456", "i_account": "123456", "mpn": "447777777777", "sip_address": "sipaddress",
        "services": {"mobile_data": "ON", "mobile_hotspot": "OFF", "mobile_messaging": "ON", "mobile_voice": "ON"},
        "bundles": {"data": {
            "bundle_name": "10GB", "allowance": 10240, "used": 240, "remaining": 10000, "unit": "megabyte",
            "period_from": "2024-01-01 00:00:00", "period_to": "2024-02-01 00:00:00",
        }},
    })
}

#[test]
fn the_published_account_is_read_whole() {
    let line = read(published());
    assert_eq!(line.key.id, "447777777777");
    assert_eq!(line.number.as_ref().map(Msisdn::e164), Some("+447777777777"));
    assert_eq!(line.sim.iccid.as_ref().map(Iccid::digits), Some("8944000000000123456"));
    assert_eq!((line.sim.kind, line.state.stage, line.state.raw), (SimKind::Unknown, LineStage::Active, None));
    assert_eq!((line.account.as_deref(), line.sip_address.as_deref()), (Some("123456"), Some("sipaddress")));
    let plan = line.plan.unwrap();
    assert_eq!((plan.name.as_deref(), plan.unit.as_deref()), (Some("10GB"), Some("megabyte")));
    assert_eq!((plan.allowance, plan.used, plan.remaining), (Some(10240.0), Some(240.0), Some(10000.0)));
    assert_eq!(plan.period_to.unwrap().iso.as_deref(), Some("2024-02-01T00:00:00"));
    let switches: Vec<_> =
        line.services.iter().map(|switch| (switch.service, switch.on, switch.raw.as_str())).collect();
    assert_eq!(
        switches,
        [
            (Service::Data, Some(true), "ON"),
            (Service::Voice, Some(true), "ON"),
            (Service::Messages, Some(true), "ON"),
            (Service::Hotspot, Some(false), "OFF"),
        ]
    );
    assert!(line.unmapped.is_empty());
    assert_eq!((line.evidence, line.read_at), (Evidence::Documented, Timestamp(7)));
}

#[test]
fn other_forms_are_read_and_unknown_values_are_kept() {
    let line = read(json!({
        "sim": 8_944_000_000_000_123_456_u64, "i_account": 5, "mpn": 447_700_900_123_u64, "status": "FROZEN",
        "services": {"mobile_data": "THROTTLED", "mobile_5g": "ON"},
        "bundles": {"data": {"allowance": "1024", "used": null, "rollover": 3}, "sms": {"used": 1}},
        "first_name": "Ann", "last_name": "Lee", "email": "", "group": "G", "is_recorded": true, "colour": "red",
        "esim_status": "Ready_To_Install", "enabled_on_device": "N", "esim_code": "LPA:1$h.example$CANARY",
    }));
    assert_eq!(line.number.as_ref().map(Msisdn::digits), Some("447700900123"));
    assert_eq!((line.state.stage, line.state.raw.as_deref()), (LineStage::Unknown, Some("FROZEN")));
    assert_eq!(line.customer.name.as_deref(), Some("Ann Lee"));
    assert_eq!((line.customer.email, line.customer.group.as_deref()), (None, Some("G")));
    assert_eq!(line.recorded, Some(true));
    assert_eq!((line.services[0].on, line.services[0].raw.as_str()), (None, "THROTTLED"));
    assert_eq!(line.plan.unwrap().allowance, Some(1024.0));
    let esim = line.sim.esim.unwrap();
    assert_eq!((line.sim.kind, esim.stage, esim.enabled), (SimKind::Esim, EsimStage::ReadyToInstall, Some(false)));
    let mut rest: Vec<_> = line.unmapped.iter().map(|field| (field.name.as_str(), field.value.as_str())).collect();
    rest.sort_unstable();
    assert_eq!(
        rest,
        [
            ("bundles.data.rollover", "3"),
            ("bundles.sms.used", "1"),
            ("colour", "red"),
            ("esim_code", "(hidden)"),
            ("services.mobile_5g", "ON"),
        ]
    );
}

#[test]
fn a_bundle_size_is_no_switch_and_a_number_that_is_none_is_kept() {
    let line =
        read(json!({"mpn": "n/a", "sim": "unknown", "i_account": "9", "mobile_data": "10GB", "mobile_sms": "OFF"}));
    assert_eq!((line.key.id.as_str(), line.number.is_none(), line.sim.iccid.is_none()), ("n/a", true, true));
    assert_eq!(line.services.len(), 1);
    assert_eq!((line.services[0].service, line.services[0].on), (Service::Messages, Some(false)));
    let names: Vec<_> = line.unmapped.iter().map(|field| field.name.as_str()).collect();
    assert_eq!(names, ["mpn", "sim", "mobile_data"]);
    let connection = ConnectionId("c1".to_owned());
    assert!(super::line(record(json!({"colour": "red"})), &from(&connection)).is_none());
}

#[test]
fn the_install_state_keeps_the_providers_word() {
    let stage = |word: &str| esim(record(json!({"esim_status": word}))).0.state.unwrap().stage;
    assert_eq!(stage("installed"), EsimStage::Installed);
    assert_eq!(stage("Ready to install"), EsimStage::ReadyToInstall);
    assert_eq!(stage("installed or ready to install"), EsimStage::Unknown);
    let (reading, word) = esim(record(json!({"esim_code": "LPA:XXXX", "refresh_code": "error"})));
    assert!(reading.code.is_none() && reading.state.is_none());
    assert!(!reading.malformed.unwrap().contains("XXXX"));
    assert_eq!(word.as_deref(), Some("error"));
    let (reading, _) = esim(record(json!({"esim_code": "LPA:1$rsp.example.com$A-B", "enabled_on_device": "Z"})));
    assert_eq!(reading.code.unwrap().full(), "LPA:1$rsp.example.com$A-B");
    let state = reading.state.unwrap();
    assert_eq!((state.stage, state.enabled, state.enabled_raw.as_deref()), (EsimStage::Unknown, None, Some("Z")));
}

#[test]
fn a_port_keeps_its_words_and_loses_its_pac() {
    let connection = ConnectionId("c1".to_owned());
    let port = |value| super::port(record(value), &connection);
    // The sample of contract 7.2.
    let published = port(json!({
        "trID": "1", "number": "447777777771", "orderDate": "2025-01-01", "PAC": "ABC12345", "portinDate": "2025-01-02",
        "portinNumber": "447777777772", "resellerId": "1", "status": "COMPLETE", "type": "PORT-IN",
        "updatedDate": "Jan 2, 2025 1:20:30 PM", "validUntil": "2025-01-30",
    }));
    assert_eq!((published.id.as_str(), published.number.as_str()), ("1", "447777777772"));
    assert_eq!(published.temporary_number.as_deref(), Some("447777777771"));
    assert_eq!((published.state, published.direction), (PortState::Completed, PortDirection::In));
    assert!(published.has_pac && !serde_json::to_string(&published).unwrap().contains("ABC12345"));
    let iso = |time: Option<ProviderTime>| time.unwrap().iso.unwrap();
    assert_eq!(iso(published.updated), "2025-01-02T13:20:30");
    assert_eq!(iso(published.valid_until), "2025-01-30");

    let words = ["INITIAL", "in progress", "FAILED", "CLOSED", "WAITING"];
    let states = words.map(|word| port(json!({"trID": 1, "number": 44, "status": word})).state);
    assert_eq!(
        states,
        [PortState::Submitted, PortState::Submitted, PortState::Failed, PortState::Cancelled, PortState::Unknown]
    );
    let odd = port(json!({"trID": 12, "number": 447_700_900_123_u64, "type": "PORT-OUT", "status": null, "PAC": ""}));
    assert_eq!((odd.id.as_str(), odd.number.as_str(), odd.temporary_number), ("12", "447700900123", None));
    assert_eq!((odd.direction, odd.raw_direction.as_str(), odd.has_pac), (PortDirection::Unknown, "PORT-OUT", false));
}

#[test]
fn dates_are_read_in_three_forms_and_kept_in_any() {
    let iso = |text: &str| time(text.to_owned()).iso;
    assert_eq!(iso("2025-01-01").as_deref(), Some("2025-01-01"));
    assert_eq!(iso("2024-01-01 09:05:00").as_deref(), Some("2024-01-01T09:05:00"));
    assert_eq!(iso("Jan 2, 2025 1:20:30 PM").as_deref(), Some("2025-01-02T13:20:30"));
    assert_eq!(iso("Jan 2, 2025 12:00:00\u{202f}AM").as_deref(), Some("2025-01-02T00:00:00"));
    for odd in ["", "tomorrow", "02/01/2025", "2025-13-01"] {
        assert_eq!(iso(odd), None, "{odd}");
        assert_eq!(time(odd.to_owned()).raw, odd);
    }
}

#[test]
fn things_of_unknown_shape_become_items() {
    let ids = |value| -> Vec<_> { items(value, &["sims"], SIM_IDS).into_iter().map(|item| item.id).collect() };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(ids(json!([{"ICCID": "1"}, {"x": 2}, "3", 4])), [some("1"), None, some("3"), some("4")]);
    assert_eq!(ids(json!({"sims": [{"sim": 1}]})), [some("1")]);
    assert_eq!(ids(json!({"whatever": [{"id": "a"}]})), [some("a")]);
    assert_eq!(ids(json!({"a": {"name": "x"}, "b": {"id": "y"}})), [some("a"), some("y")]);
    for nothing in [json!(null), json!([]), json!({}), json!({"sims": []}), json!({"sims": null})] {
        assert_eq!(ids(nothing), []);
    }
}

proptest! {
    #[test]
    fn any_record_is_mapped_without_a_panic(value in any_json()) {
        let connection = ConnectionId("c1".to_owned());
        let _ = items(value.clone(), &["sims", "data"], SIM_IDS);
        for wrappers in [&["account"][..], &["portQueue", "port"], &["esim"]] {
            let open = || record::records(value.clone(), wrappers).unwrap_or_default();
            for record in open() {
                let _ = line(record, &from(&connection));
            }
            for record in open() {
                let _ = port(record, &connection);
            }
            for record in open() {
                let _ = esim(record);
            }
        }
    }

    #[test]
    fn any_text_is_a_time(text in ".{0,30}") {
        prop_assert_eq!(time(text.clone()).raw, text);
    }
}

#[test]
fn a_card_is_no_esim_because_it_is_not_enabled() {
    let read = |body: Value| esim(record(body)).0;
    assert!(read(json!({ "enabled_on_device": "N" })).state.is_none());
    assert!(read(json!({ "esim_status": "", "enabled_on_device": "N" })).state.is_none());
    assert!(read(json!({ "enabled_on_device": "Y" })).state.is_some());
    assert!(read(json!({ "esim_code": "LPA:1$rsp.example.com$A-1" })).state.is_some());
}
