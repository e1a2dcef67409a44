//! Tests of the lenient way into what providers answer.

use proptest::prelude::*;
use serde_json::json;

use super::*;

fn numbers(value: Value, wrappers: &[&str]) -> Vec<Option<String>> {
    records(value, wrappers).unwrap().into_iter().map(|mut record| record.take_text(&["mpn", "trID"])).collect()
}

#[test]
fn every_published_wrapping_is_opened() {
    let one = || json!({"mpn": "447700900123"});
    let expected = [Some("447700900123".to_owned())];
    for value in [json!({"account": [one()]}), json!({"account": one()}), json!([one()]), one()] {
        assert_eq!(numbers(value, &["account"]), expected);
    }
    let port = || json!({"trID": 7});
    let expected = [Some("7".to_owned())];
    for value in [
        json!({"portQueue": {"port": [port()]}}),
        json!({"portQueue": [{"port": [port()]}]}),
        json!({"portQueue": {"port": port()}}),
        json!({"port": [port()]}),
        json!({"port": port()}),
        json!([port()]),
        port(),
    ] {
        assert_eq!(numbers(value, &["portQueue", "port"]), expected);
    }
}

#[test]
fn nothing_is_an_empty_list_and_a_bare_value_is_a_misfit() {
    for value in [json!({"account": []}), json!({"account": null}), json!([])] {
        assert_eq!(numbers(value, &["account"]), []);
    }
    assert_eq!(records(json!({"account": [{}, 3]}), &["account"]).err(), Some(Misfit(".account[1]".to_owned())));
    assert_eq!(records(json!("447700900123"), &["account"]).err(), Some(Misfit(".".to_owned())));
    assert_eq!(records(json!(null), &[]).err(), Some(Misfit(".".to_owned())));
}

#[test]
fn values_are_taken_in_any_form_and_what_is_odd_stays() {
    let mut record: Record = serde_json::from_value(json!({
        "i_account": 12345, "fullName": "  A  ", "email": "", "used": "240.5", "left": "lots", "services": [], "x": {"y": 1}
    }))
    .unwrap();
    assert_eq!(record.take_text(&["i_account"]).as_deref(), Some("12345"));
    assert_eq!(record.take_text(&["name", "full_name"]).as_deref(), Some("A"));
    assert_eq!(record.take_text(&["email"]), None);
    assert_eq!(record.take_number(&["used"]), Some(240.5));
    assert_eq!(record.take_number(&["left"]), None);
    assert!(record.take_record(&["services"]).is_none());
    assert_eq!(record.take_text(&["x"]), None);
    let rest: Vec<_> = record.rest("account").into_iter().map(|field| (field.name, field.value)).collect();
    assert_eq!(rest, [("account.left".to_owned(), "lots".to_owned()), ("account.x.y".to_owned(), "1".to_owned())]);
}

/// Any JSON a provider may send, a few levels deep, with the names this program looks for among its keys.
pub(crate) fn any_json() -> impl Strategy<Value = Value> {
    let key = prop_oneof![
        proptest::sample::select(vec![
            "account",
            "portQueue",
            "port",
            "sim",
            "mpn",
            "i_account",
            "services",
            "bundles",
            "data",
            "mobile_data",
            "allowance",
            "esim_code",
            "esim_status",
            "refresh_code",
            "iccid",
            "trID",
            "status",
            "updatedDate",
            "catalogue",
        ])
        .prop_map(str::to_owned),
        ".{0,6}",
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,20}".prop_map(Value::from),
        Just(Value::from("Jan 2, 2025 1:20:30 PM")),
        Just(Value::from("LPA:1$rsp.example.com$X")),
    ];
    leaf.prop_recursive(4, 40, 6, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            proptest::collection::vec((key.clone(), inner), 0..6)
                .prop_map(|pairs| Value::Object(pairs.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn any_json_is_opened_or_refused(value in any_json()) {
        if let Ok(found) = records(value, &["account", "portQueue", "port"]) {
            for mut record in found {
                let _ = record.take_text(&["sim", "mpn"]);
                let _ = record.take_number(&["allowance"]);
                let _ = record.take_record(&["services"]);
                let _ = record.rest("");
            }
        }
    }
}
