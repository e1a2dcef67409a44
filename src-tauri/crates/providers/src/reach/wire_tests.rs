//! Tests of the values in Reach's answers, and of its envelope's neighbours.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;

fn record(value: Value) -> Record {
    serde_json::from_value(value).unwrap()
}

#[test]
fn dates_are_read_as_iso_or_milliseconds_and_kept_in_any_form() {
    let read = |text: &str| time(&mut record(json!({"t": text})), &["t"]).unwrap();
    for (text, iso) in [
        ("2026-01-15", Some("2026-01-15")),
        ("2026-01-01T00:30:00Z", Some("2026-01-01T00:30:00Z")),
        ("2026-01-01T02:30:00+02:00", Some("2026-01-01T00:30:00Z")),
        ("2026-01-01T00:30:00", Some("2026-01-01T00:30:00")),
        ("1767225600000", Some("2026-01-01T00:00:00Z")),
        ("01/15/2026", None),
        ("17672256", None),
        ("soon", None),
    ] {
        let time = read(text);
        assert_eq!((time.iso.as_deref(), time.raw.as_str()), (iso, text));
    }
}

#[test]
fn numbers_and_texts_are_interchangeable_and_what_is_odd_stays() {
    let mut values = record(json!({
        "isValid": "TRUE", "esimAvailable": "NA", "maxLines": "5", "price": "42.50", "odd": "$42", "mobileNo": "5550100000",
    }));
    assert_eq!(flag(&mut values, &["isValid"]), Some(true));
    assert_eq!(flag(&mut values, &["esimAvailable"]), None);
    assert_eq!(number(&mut values, &["maxLines"]), Some(5));
    assert_eq!(money(&mut values, &["price"]).unwrap().text(), "42.50");
    assert_eq!(money(&mut values, &["odd"]), None);
    assert_eq!(msisdn(&mut values, &["mobileNo"]).unwrap().digits(), "15550100000");
    let left: Vec<_> = values.rest("").into_iter().map(|field| field.name).collect();
    assert_eq!(left, ["esimAvailable", "odd"]);
}

#[test]
fn references_are_never_trimmed() {
    let mut values = record(json!({"serviceCode": " Unlimited Plus ", "planId": "", "id": 7}));
    assert_eq!(values.take_exact(&["planId", "serviceCode"]).as_deref(), Some(" Unlimited Plus "));
    assert_eq!(values.take_exact(&["id"]).as_deref(), Some("7"));
    assert_eq!(values.take_exact(&["planId"]), None);
}

#[test]
fn a_card_has_two_spellings() {
    assert_eq!(sim_word(false, CardWord::default()), "PHYSICAL");
    assert_eq!(sim_word(false, CardWord::Psim), "PSIM");
    assert_eq!(sim_word(true, CardWord::Physical), "ESIM");
}

proptest! {
    #[test]
    fn any_text_is_a_time(text in ".{0,30}|[0-9]{10,15}") {
        let text = format!("x{text}x");
        let read = time(&mut record(json!({"t": text})), &["t"]);
        prop_assert_eq!(read.map(|time| time.raw), Some(text));
    }
}
