//! Tests of how values become types.

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::record::tests::any_json;

#[test]
fn text_and_number_stand_for_each_other() {
    assert_eq!(bool::from_wire(&json!(0)), Some(false));
    assert_eq!(bool::from_wire(&json!("True")), Some(true));
    assert_eq!(bool::from_wire(&json!("yes")), None);
    assert_eq!(f64::from_wire(&json!("29.5")), Some(29.5));
    assert_eq!(f64::from_wire(&json!("Infinity")), None);
    assert_eq!(i64::from_wire(&json!("20")), Some(20));
    assert_eq!(u64::from_wire(&json!(-1)), None);
    assert_eq!(String::from_wire(&json!(7)), Some("7".to_owned()));
    assert_eq!(String::from_wire(&json!(" ")), None);
    assert_eq!(Vec::<String>::from_wire(&json!(["a", 1])), Some(vec!["a".to_owned(), "1".to_owned()]));
    assert_eq!(Vec::<String>::from_wire(&json!(["a", {}])), None);
    assert_eq!(Iccid::from_wire(&json!("8945020184621234567F")).unwrap().digits(), "8945020184621234567");
    assert_eq!(Msisdn::from_wire(&json!("81808888")).unwrap().e164(), "+4581808888");
}

#[test]
fn what_does_not_fit_stays_in_the_record() {
    let mut record = Record(json!({"A": "x", "b": {"c": 1}, "n": null}).as_object().unwrap().clone());
    assert_eq!(take::<f64>(&mut record, "a"), None);
    assert_eq!(take::<String>(&mut record, "b"), None);
    assert_eq!(take::<String>(&mut record, "n"), None);
    assert_eq!(take::<String>(&mut record, "a"), Some("x".to_owned()));
    assert_eq!(record.rest("").len(), 1);
}

#[test]
fn times_keep_their_text() {
    for (raw, iso) in [
        ("2025-01-01T00:00:00.000Z", Some("2025-01-01T00:00:00Z")),
        ("2025-01-01T01:30:00+01:00", Some("2025-01-01T00:30:00Z")),
        ("2025-01-31", Some("2025-01-31")),
        ("next week", None),
    ] {
        let read = time(raw.to_owned());
        assert_eq!((read.raw.as_str(), read.iso.as_deref()), (raw, iso));
    }
}

#[test]
fn only_what_is_there_is_sent() {
    let inner = Properties::default().flag("x", None);
    let body = Properties::default().text("a", None).text("b", Some("c")).inside("d", inner).flag("e", Some(false));
    assert_eq!(body.into_value(), json!({"b": "c", "e": false}));
    assert!(Properties::default().is_empty());
}

proptest! {
    #[test]
    fn any_json_has_a_list_or_none(value in any_json()) {
        let items = value.as_array().map(Vec::len);
        match elements(value, &["items"]) {
            Ok(found) => prop_assert!(items.is_none_or(|items| items == found.items.len())),
            Err(_) => prop_assert!(items.is_none()),
        }
    }
}
