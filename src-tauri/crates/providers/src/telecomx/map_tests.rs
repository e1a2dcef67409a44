//! Tests of what TelecomX's words mean, with anything at all in their places.

use domain::provider::ConnectionId;
use domain::time::Timestamp;
use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::record::tests::any_json;

fn record(value: Value) -> Record {
    serde_json::from_value(value).unwrap()
}

#[test]
fn a_number_that_is_none_is_kept_raw() {
    let connection = ConnectionId("c1".to_owned());
    let from = ReadFrom { connection: &connection, read_at: Timestamp(1) };
    let value = json!({"_id": "a", "number": "secret number", "mvnoSim": {"simNumber": "123F"}});
    let account = account(record(value), &from).unwrap();
    let shown: Vec<_> = account.line.unmapped.iter().map(|field| (field.name.as_str(), field.value.as_str())).collect();
    assert_eq!(shown, [("number", "secret number"), ("mvnoSim.simNumber", "123F")]);
    assert!(account.line.number.is_none() && account.line.sim.iccid.is_none());
}

#[test]
fn an_ended_account_has_ceased_whatever_its_state() {
    let connection = ConnectionId("c1".to_owned());
    let from = ReadFrom { connection: &connection, read_at: Timestamp(1) };
    let value = json!({"_id": "a", "state": "ACTIVE", "preterminateUntil": "2025-02-01", "resellerName": "R"});
    let ended = ended_account(record(value), &from).unwrap();
    assert_eq!(ended.account.line.state.stage, domain::line::LineStage::Ceased);
    assert_eq!(ended.account.line.state.raw.as_deref(), Some("ACTIVE"));
    assert_eq!(ended.recoverable_until.unwrap().iso.as_deref(), Some("2025-02-01"));
    assert_eq!(ended.reseller_name.as_deref(), Some("R"));
}

#[test]
fn an_answer_prints_only_its_type() {
    let sim = StoredSim::from_record(record(json!({"_id": "8945", "puk1": "12345678", "tag": "t"})));
    assert_eq!(format!("{sim:?}"), "StoredSim { .. }");
    assert!(!sim.is_nothing());
    assert!(StoredSim::from_record(record(json!({"tag": "t"}))).is_nothing());
}

proptest! {
    #[test]
    fn anything_is_read_without_a_panic(value in any_json(), id in "[a-f0-9]{1,24}") {
        let connection = ConnectionId("c1".to_owned());
        let from = ReadFrom { connection: &connection, read_at: Timestamp(1) };
        let _ = esim(&value);
        let _ = new_account(&value);
        let _ = tree(value.clone());
        let _ = page::<CustomerRecord>(value.clone(), &["customers"]);
        let _ = things(value.clone(), &["numbers"], &["_id"]);
        if let Value::Object(mut map) = value {
            map.insert("_id".to_owned(), Value::from(id.clone()));
            prop_assert_eq!(account(Record(map.clone()), &from).unwrap().line.key.id, id.clone());
            prop_assert_eq!(porting(Record(map.clone()), &connection).unwrap().port.id, id);
            let _ = ended_account(Record(map), &from);
        }
    }
}
