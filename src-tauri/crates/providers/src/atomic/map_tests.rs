//! Tests of what Atomic's words mean.

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::record::tests::any_json;

fn record(value: Value) -> Record {
    serde_json::from_value(value).unwrap()
}

fn read(value: Value) -> Line {
    let mut record = record(value);
    let id = msn(&mut record).unwrap_or_else(|| "0412345678".to_owned());
    let connection = ConnectionId("c1".to_owned());
    line(record, &id, &ReadFrom { connection: &connection, evidence: Evidence::Documented, read_at: Timestamp(7) })
}

fn shown(fields: &[RawField]) -> Vec<(&str, &str)> {
    fields.iter().map(|field| (field.name.as_str(), field.value.as_str())).collect()
}

/// The sample of contract 4.1.
fn published() -> Value {
    json!({
        "msn": "0412345678", "customer_id": 1111, "service_plan_id": 96, "plan_name": "My Mobile Service",
        "sim_number": "eSIM", "account": "M123456789", "status": "SUSPENDED", "notification_email": "user@acme.com",
        "excess_usage": 0, "created_date": "2025-04-30 07:17:56",
        "datapool": {"datapool_id": 1, "datapool_limit": 0},
    })
}

#[test]
fn the_published_service_is_read_whole() {
    let line = read(published());
    assert_eq!(line.key.id, "0412345678");
    assert_eq!(line.number.as_ref().map(Msisdn::e164), Some("+61412345678"));
    assert_eq!((line.sim.kind, line.sim.iccid, line.sim.esim), (SimKind::Esim, None, None));
    assert_eq!((line.state.stage, line.state.raw.as_deref()), (LineStage::Suspended, Some("SUSPENDED")));
    assert_eq!((line.account.as_deref(), line.customer.id.as_deref()), (Some("M123456789"), Some("1111")));
    assert_eq!(line.customer.email.as_deref(), Some("user@acme.com"));
    let plan = line.plan.unwrap();
    assert_eq!((plan.name.as_deref(), plan.allowance, plan.used), (Some("My Mobile Service"), None, None));
    let rest = [
        ("created_date", "2025-04-30 07:17:56"),
        ("datapool.datapool_id", "1"),
        ("datapool.datapool_limit", "0"),
        ("excess_usage", "0"),
        ("service_plan_id", "96"),
    ];
    assert_eq!(shown(&line.unmapped), rest);
    assert_eq!((line.evidence, line.read_at), (Evidence::Documented, Timestamp(7)));
}

#[test]
fn numbers_as_text_and_nulls_make_no_difference() {
    let line = read(json!({
        "msn": 412_345_678, "customer_id": "1111", "account": null, "notification_email": "", "plan_name": null,
        "datapool": null, "status": null,
    }));
    assert_eq!((line.key.id.as_str(), line.customer.id.as_deref()), ("0412345678", Some("1111")));
    assert_eq!((line.account, line.customer.email, line.plan), (None, None, None));
    assert_eq!((line.state.stage, line.state.raw), (LineStage::Unknown, None));
    assert!(line.unmapped.is_empty());
}

#[test]
fn a_state_is_read_in_any_case_and_an_unknown_word_is_kept() {
    for (word, stage) in [
        ("suspended", LineStage::Suspended),
        ("Active", LineStage::Active),
        ("CANCELLED", LineStage::Ceased),
        ("canceled", LineStage::Ceased),
        ("PENDING", LineStage::Unknown),
    ] {
        let state = read(json!({"status": word})).state;
        assert_eq!((state.stage, state.raw.as_deref()), (stage, Some(word)));
    }
}

#[test]
fn only_the_word_esim_says_what_kind_of_sim_it_is() {
    let card = read(json!({"sim_number": "8961000000000000000"}));
    assert_eq!(card.sim.kind, SimKind::Unknown);
    assert_eq!(card.sim.iccid.as_ref().map(Iccid::digits), Some("8961000000000000000"));
    assert!(card.unmapped.is_empty());
    assert_eq!(read(json!({"sim_number": "ESIM"})).sim.kind, SimKind::Esim);
    let odd = read(json!({"sim_number": "8976543210"}));
    assert_eq!((odd.sim.kind, odd.sim.iccid), (SimKind::Unknown, None));
    assert_eq!(shown(&odd.unmapped), [("sim_number", "8976543210")]);
}

#[test]
fn both_forms_of_time_are_read() {
    for (raw, iso) in [
        ("2025-04-30 07:17:56", Some("2025-04-30T07:17:56")),
        ("2025-04-30T07:17:56", Some("2025-04-30T07:17:56")),
        ("2025-04-30T07:17:56Z", Some("2025-04-30T07:17:56")),
        ("2025-04-30T07:17:56.5+10:00", Some("2025-04-30T07:17:56")),
        ("30/04/2025", None),
        ("", None),
    ] {
        let time = time(raw.to_owned());
        assert_eq!((time.raw.as_str(), time.iso.as_deref()), (raw, iso));
    }
}

#[test]
fn a_price_stays_text() {
    let plan = plan(record(json!({"plan_id": 123, "price": "1.10", "plan_type": "SIP Trunk", "x": 1}))).unwrap();
    assert_eq!(
        (plan.id.as_str(), plan.price.as_deref(), plan.kind.as_deref()),
        ("123", Some("1.10"), Some("SIP Trunk"))
    );
    assert_eq!(shown(&plan.raw), [("x", "1")]);
    assert!(super::plan(record(json!({"plan_name": "no id"}))).is_none());
}

#[test]
fn received_texts_are_found_in_any_wrapping() {
    let one = json!({"sender": "61412345678", "otp": "123456"});
    let expected = [("otp", "(hidden)"), ("sender", "61412345678")];
    for value in [json!([one]), json!({"paging": {"page": 1}, "items": [one]}), json!({"x": 1, "messages": [one]}), one]
    {
        let texts = received(value);
        assert_eq!(texts.iter().map(|text| shown(&text.fields)).collect::<Vec<_>>(), [expected]);
    }
    for value in [json!([]), json!({}), json!(null), json!({"items": []})] {
        assert_eq!(received(value), []);
    }
    assert_eq!(shown(&received(json!(["a"]))[0].fields), [("value", "a")]);
}

#[test]
fn a_text_is_final_or_still_moving() {
    for (word, stage, is_final) in [
        ("pending", TextStage::Pending, false),
        ("Enroute", TextStage::EnRoute, false),
        ("Unknown", TextStage::NotKnownThere, false),
        ("Delivered", TextStage::Delivered, true),
        ("Skipped", TextStage::Skipped, true),
        ("Lost", TextStage::Unknown, false),
    ] {
        let receipt = text_receipt(record(json!({"message_id": 7, "status": word}))).unwrap();
        assert_eq!((receipt.stage, receipt.stage.is_final(), receipt.raw_state.as_str()), (stage, is_final, word));
        assert_eq!(receipt.message_id, "7");
    }
}

proptest! {
    #[test]
    fn any_record_is_mapped(value in any_json(), text in ".{0,30}") {
        let _ = received(value.clone());
        if let Value::Object(map) = value {
            let _ = read(Value::Object(map.clone()));
            let _ = sub_customer(Record(map.clone()));
            let _ = plan(Record(map.clone()));
            let _ = brand_receipt(Record(map.clone()));
            let _ = brand_status(Record(map.clone()));
            let _ = text_receipt(Record(map));
        }
        prop_assert_eq!(time(text.clone()).raw, text);
    }
}
