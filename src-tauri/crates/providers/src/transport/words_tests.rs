//! Tests of how a provider's words are found and masked.

use proptest::prelude::*;
use reqwest::header::HeaderValue;

use super::*;

#[test]
fn words_are_found_where_gateways_put_them() {
    let cases = [
        (r#"{"type":"x","title":"Unauthorized","status":401}"#, Some("Unauthorized")),
        (r#"{"title":"Bad","detail":"home_location is missing"}"#, Some("home_location is missing")),
        (r#"{"message":"no"}"#, Some("no")),
        (r#"{"error":{"message":"deep"}}"#, Some("deep")),
        (r#"{"error":"flat","detail":""}"#, Some("flat")),
        (r#"{"error":[{"code":"x"},{"message":"second"}]}"#, Some("second")),
        (r#"{"errors":[{"message":"listed"}]}"#, Some("listed")),
        (r#"{"errors":[{"field":"email"}]}"#, None),
        (r#""just text""#, Some("just text")),
        ("Too many requests", Some("Too many requests")),
        ("<html>502</html>", None),
        (r#"{"detail":42}"#, None),
        (r#"{"detail":"#, None),
        (r#"{"errorMessage":"no such plan"}"#, Some("no such plan")),
        (r#"{"Message":"explicit deny"}"#, Some("explicit deny")),
        (r#"{"status":"FAILED","data":{"message":"inside"}}"#, Some("inside")),
        (r#"{"message":"invalid","meta":{"zip":"required","n":1}}"#, Some("invalid; zip: required")),
        (r#"{"meta":{"Email":"already registered"}}"#, Some("Email: already registered")),
        ("", None),
    ];
    for (body, words) in cases {
        assert_eq!(spoken(body.as_bytes()).as_deref(), words, "{body}");
    }
}

#[test]
fn refused_fields_are_named_in_every_form() {
    let cases: [(&str, &[&str]); 10] = [
        (r#"{"errors":[{"field":"email"},{"field":"mpn"},{"field":"email"}]}"#, &["email", "mpn"]),
        (r#"{"errors":{"home_location":["required"]}}"#, &["home_location"]),
        (r##"{"errors":[{"pointer":"#/body/iccid"}]}"##, &["iccid"]),
        (r#"{"invalid-params":[{"name":"product","reason":"no"}]}"#, &["product"]),
        (r#"{"errors":["name"]}"#, &["name"]),
        (r#"{"message":"x","meta":{"Email":"already registered","zip":"required"}}"#, &["Email", "zip"]),
        (r#"{"error":{"code":"x","path":"feature.data"}}"#, &["feature.data"]),
        (r#"{"error":[{"path":"a"},{"path":"b"}]}"#, &["a", "b"]),
        (r#"{"errors":["447700900123 is no number"]}"#, &[]),
        ("nonsense", &[]),
    ];
    for (body, fields) in cases {
        assert_eq!(refused_fields(body.as_bytes()), fields, "{body}");
    }
}

#[test]
fn the_key_of_an_error_is_found_and_is_never_a_value() {
    let cases = [
        (r#"{"error":{"message":"no","code":"mvnoAccount","status":404}}"#, Some("mvnoAccount")),
        (r#"{"error":[{"code":"first"},{"code":"second"}]}"#, Some("first")),
        (r#"{"errors":[{"code":"noAnswer.timeout"}]}"#, Some("noAnswer.timeout")),
        (r#"{"code":"flat","message":"no"}"#, Some("flat")),
        (r#"{"error":{"code":"+4581808888"}}"#, None),
        (r#"{"error":{"code":"it was a bad day"}}"#, None),
        (r#"{"error":{"code":404}}"#, None),
        ("nonsense", None),
    ];
    for (body, key) in cases {
        assert_eq!(error_key(body.as_bytes()).as_deref(), key, "{body}");
    }
}

#[test]
fn secrets_and_personal_values_are_masked() {
    let cases = [
        ("code LPA:1$rsp.example.com$ABC is used", "code … is used"),
        ("code lpa:x", "code …"),
        ("code 1$rsp.example.com$ABC", "code …"),
        ("Authorization: Bearer k3y is wrong", "Authorization: Bearer … is wrong"),
        ("key sk_live_0123456789abcdefXYZ unknown", "key … unknown"),
        ("+44 7700 900123 is taken", "+… is taken"),
        ("number 447700900123, sim 8944000000000123456", "number …, sim …"),
        ("PAC ABC123456 expired", "PAC … expired"),
        ("mail j.smith@example.com", "mail …"),
        ("error 40012 at line 7", "error 40012 at line 7"),
        ("a\tb\n c", "a\tb\n c"),
    ];
    for (text, safe) in cases {
        assert_eq!(masked(text), safe);
    }
    assert_eq!(masked(&"word ".repeat(200)).chars().count(), 300);
}

#[test]
fn waits_are_read_in_both_forms() {
    let wait = |after: &'static str, date: Option<&'static str>| {
        let mut headers = HeaderMap::new();
        headers.insert(RETRY_AFTER, HeaderValue::from_static(after));
        if let Some(date) = date {
            headers.insert(DATE, HeaderValue::from_static(date));
        }
        retry_after(&headers).map(|wait| wait.as_secs())
    };
    assert_eq!(wait("12", None), Some(12));
    assert_eq!(wait("Wed, 21 Oct 2015 07:28:20 GMT", Some("Wed, 21 Oct 2015 07:28:00 GMT")), Some(20));
    assert_eq!(wait("Wed, 21 Oct 2015 07:28:00 GMT", Some("Wed, 21 Oct 2015 07:28:20 GMT")), Some(0));
    assert_eq!(wait("Wed, 21 Oct 2015 07:28:20 GMT", None), None);
    assert_eq!(wait("soon", None), None);
    assert_eq!(retry_after(&HeaderMap::new()), None);
}

proptest! {
    #[test]
    fn no_long_number_survives(text in ".{0,60}", number in "[0-9]{7,20}") {
        let safe = masked(&format!("{text} {number} {text}"));
        prop_assert!(!safe.contains(&number));
    }

    #[test]
    fn any_body_is_read(body in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = spoken(&body).map(|words| masked(&words));
        prop_assert!(refused_fields(&body).iter().all(|name| name.len() <= LONGEST_FIELD));
    }
}
