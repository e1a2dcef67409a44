//! Tests of activation codes: the vectors, every warning, links, fingerprints, and properties over any text.

use proptest::prelude::*;
use serde_json::Value;

use super::*;

const CODE: &str = "LPA:1$rsp.example.net$K2-1A2B3C";

fn vectors(name: &str) -> Vec<Value> {
    let all: Value = serde_json::from_str(include_str!("../../../../../tests/vectors/activation-codes.json")).unwrap();
    let list = all[name].as_array().unwrap().clone();
    assert!(!list.is_empty());
    list
}

fn read(text: &str) -> ActivationCode {
    ActivationCode::parse(text).unwrap().code
}

fn warnings(text: &str) -> Vec<ActivationCodeWarning> {
    ActivationCode::parse(text).unwrap().warnings
}

/// The input without outer white space and without its prefix: what must come through byte for byte.
fn body(input: &str) -> &str {
    let text = input.trim();
    text.get(4..).filter(|_| text[..4].eq_ignore_ascii_case("lpa:")).unwrap_or(text)
}

#[test]
fn the_accept_vectors_hold() {
    for vector in vectors("accept") {
        let input = vector["code"].as_str().unwrap();
        let reading = ActivationCode::parse(input).unwrap();
        assert_eq!(reading.warnings, [], "{input}");
        let code = reading.code;
        assert_eq!(code.full(), format!("LPA:{}", body(input)));
        assert_eq!(code.sm_dp_address(), vector["host"].as_str().unwrap());
        assert_eq!(code.matching_id(), vector["matching_id"].as_str().unwrap());
        assert_eq!(code.oid(), vector["oid"].as_str(), "{input}");
        assert_eq!(code.confirmation_required(), vector["confirmation_required"].as_bool().unwrap(), "{input}");
        assert_eq!(code.stray_confirmation_code(), None, "{input}");
    }
}

#[test]
fn the_refuse_vectors_hold() {
    for vector in vectors("refuse") {
        let expected = match vector["reason"].as_str().unwrap() {
            "empty" => ActivationCodeError::Empty,
            "format" => ActivationCodeError::Format,
            "missing address" => ActivationCodeError::MissingAddress,
            "address" => ActivationCodeError::Address,
            "not an activation code" => ActivationCodeError::NotAnActivationCode,
            "control character" => ActivationCodeError::ControlCharacter,
            "too long" => ActivationCodeError::TooLong,
            "OID" => ActivationCodeError::Oid,
            other => panic!("no rule for {other}"),
        };
        let input = vector["code"].as_str().unwrap();
        assert_eq!(ActivationCode::parse(input).unwrap_err(), expected, "{input}");
        let reason = vector["reason"].as_str().unwrap();
        assert!(expected.to_string().contains(reason), "{expected} says {reason}");
    }
}

#[test]
fn the_warn_vectors_hold() {
    let list = vectors("warn");
    assert_eq!(list.len(), 2);
    for vector in list {
        let in_oid_place = vector["warning"].as_str().unwrap().contains("OID place");
        let reading = ActivationCode::parse(vector["code"].as_str().unwrap()).unwrap();
        let expected = if in_oid_place {
            ActivationCodeWarning::NumberInOidPlace
        } else {
            ActivationCodeWarning::ValueInFlagPlace
        };
        assert_eq!(reading.warnings, [expected]);
        assert_eq!(reading.code.stray_confirmation_code(), Some("4711"));
        assert_eq!(reading.code.oid(), None);
        assert_eq!(reading.code.confirmation_required(), !in_oid_place);
    }
}

#[test]
fn what_is_odd_is_said_and_kept() {
    for (text, expected) in [
        ("LPA:1$a.example$T$1", ActivationCodeWarning::FlagInOidPlace),
        ("LPA:1$a.example$TO KEN", ActivationCodeWarning::UnusualMatchingId),
        ("LPA:1$a.example$TOK\u{200b}EN", ActivationCodeWarning::UnusualMatchingId),
        ("LPA:1$a.example$T$$$xyz", ActivationCodeWarning::UnusualRootKey),
        ("LPA:1$a.example$T$$$$1$new", ActivationCodeWarning::ExtraFields),
    ] {
        assert_eq!(warnings(text), [expected], "{text}");
        assert_eq!(read(text).full(), text);
    }
    assert_eq!(read("LPA:1$a.example$T$1").stray_confirmation_code(), None);
    let both = ActivationCode::parse("LPA:1$a.example$T$4711$8822").unwrap();
    assert_eq!(both.warnings, [ActivationCodeWarning::NumberInOidPlace, ActivationCodeWarning::ValueInFlagPlace]);
    assert_eq!(both.code.stray_confirmation_code(), Some("8822"));
}

#[test]
fn the_rules_beside_the_vectors() {
    for (text, reason) in [
        ("LPA:1$a.example", ActivationCodeError::MissingMatchingId),
        ("LPA: 1$a.example$T", ActivationCodeError::Format),
        ("LPA:01$a.example$T", ActivationCodeError::Format),
        ("2$a.example$T", ActivationCodeError::Format),
        ("LPA:hello", ActivationCodeError::Format),
        ("$a.example$T", ActivationCodeError::NotAnActivationCode),
        ("price$a.example$T", ActivationCodeError::NotAnActivationCode),
        ("lpä:1$a.example$T", ActivationCodeError::NotAnActivationCode),
        ("LPA:1$ a.example$T", ActivationCodeError::Address),
        ("LPA:1$a.example$T$1..2", ActivationCodeError::Oid),
        ("LPA:1$a.example$T$.1", ActivationCodeError::Oid),
        ("LPA:1$a.example$T\nT", ActivationCodeError::ControlCharacter),
    ] {
        assert_eq!(ActivationCode::parse(text).unwrap_err(), reason, "{text}");
    }
    assert_eq!(read("LPA:1$a.example$").matching_id(), "");
}

#[test]
fn the_longest_code_has_255_characters_beside_its_prefix() {
    let longest = format!("1$a.example${}", "A".repeat(255 - 12));
    assert_eq!(longest.len(), 255);
    assert_eq!(read(&format!("LPA:{longest}")).full().len(), 259);
    assert_eq!(ActivationCode::parse(&format!("{longest}A")).unwrap_err(), ActivationCodeError::TooLong);
}

#[test]
fn the_prefix_is_the_only_thing_that_changes() {
    assert_eq!(read("lPa:1$RSP.example.net$aB-$$1").full(), "LPA:1$RSP.example.net$aB-$$1");
    assert_eq!(read("1$RSP.example.net$aB-$$1").full(), "LPA:1$RSP.example.net$aB-$$1");
}

#[test]
fn the_fingerprint_is_the_hash_of_the_code_with_its_address_in_small_letters() {
    let expected: String = Sha256::digest(CODE.as_bytes()).iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    let fingerprint = read(CODE).fingerprint();
    assert_eq!(fingerprint.as_str(), expected);
    assert_eq!(fingerprint.to_string(), expected);
    assert_eq!(read("1$RSP.Example.NET$K2-1A2B3C").fingerprint(), fingerprint);
    assert!(read("lpa:1$RSP.Example.NET$K2-1A2B3C").same_as(&read(CODE)));
    for other in
        ["LPA:1$rsp.example.net$k2-1A2B3C", "LPA:1$rsp.example.net$K2-1A2B3C$", "LPA:1$rsp.example.com$K2-1A2B3C"]
    {
        assert!(!read(other).same_as(&read(CODE)), "{other}");
    }
    let json = serde_json::to_string(&fingerprint).unwrap();
    assert_eq!(json, format!("\"{expected}\""));
    assert_eq!(serde_json::from_str::<CodeFingerprint>(&json).unwrap(), fingerprint);
    assert!(serde_json::from_str::<CodeFingerprint>("\"K2-1A2B3C\"").is_err());
    assert_eq!(CodeFingerprint::parse(&expected.to_uppercase()), Err(FingerprintError));
}

#[test]
fn the_links_carry_the_whole_code_percent_encoded() {
    let code = read("1$rsp.example.net:8443$K2-a$1.3.6$1");
    let data = "LPA%3A1%24rsp.example.net%3A8443%24K2-a%241.3.6%241";
    assert_eq!(
        code.iphone_install_link().expose(),
        format!("https://esimsetup.apple.com/esim_qrcode_provisioning?carddata={data}")
    );
    assert_eq!(
        code.android_install_link().expose(),
        format!("https://esimsetup.android.com/esim_qrcode_provisioning?carddata={data}")
    );
    assert!(read("1$a.example$é/").iphone_install_link().expose().ends_with("a.example%24%C3%A9%2F"));
}

#[test]
fn debug_shows_nothing_of_it() {
    let reading = ActivationCode::parse("LPA:1$rsp.example.net$K2-1A2B3C$4711").unwrap();
    assert_eq!(format!("{:?}", reading.code), "ActivationCode([hidden])");
    assert_eq!(
        format!("{reading:?}"),
        "ActivationCodeReading { code: ActivationCode([hidden]), warnings: [NumberInOidPlace] }"
    );
}

/// Texts close to a code: fields that are right, empty or wrong, with and without the prefix.
fn almost_codes() -> impl Strategy<Value = String> {
    let prefix = prop_oneof![Just("LPA:"), Just("lpa:"), Just(""), Just(" LPA:")];
    let format = prop_oneof![6 => Just("1".to_owned()), 1 => "[0-9a]{0,2}"];
    let host = prop_oneof![4 => "[a-zA-Z0-9]{1,9}\\.[a-z]{2,5}(:[0-9]{1,5})?", 1 => ".{0,9}"];
    let rest =
        prop::collection::vec(prop_oneof!["[0-9A-Z-]{0,24}", "[0-9.]{0,8}", Just("1".to_owned()), ".{0,6}"], 0..8);
    (prefix, format, host, rest)
        .prop_map(|(prefix, format, host, rest)| [vec![format!("{prefix}{format}"), host], rest].concat().join("$"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let text = String::from_utf8_lossy(&bytes);
        if let Ok(reading) = ActivationCode::parse(&text) {
            prop_assert_eq!(reading.code.full(), format!("LPA:{}", body(&text)));
        }
    }

    #[test]
    fn an_accepted_code_comes_through_byte_for_byte(text in almost_codes()) {
        if let Ok(reading) = ActivationCode::parse(&text) {
            let code = reading.code;
            prop_assert_eq!(code.full(), format!("LPA:{}", body(&text)));
            let parts: Vec<&str> = body(&text).split('$').collect();
            prop_assert_eq!(parts[1], code.sm_dp_address());
            prop_assert_eq!(parts[2], code.matching_id());
            prop_assert_eq!(code.confirmation_required(), parts.get(4).is_some_and(|flag| !flag.is_empty()));
            let again = read(code.full());
            prop_assert!(again.same_as(&code));
            prop_assert_eq!(again.full(), code.full());
        }
    }

    /// Every error is the same text for every input, so nothing of an input can be in it; a marker proves it.
    #[test]
    fn no_error_holds_any_of_the_text(
        marker in "[A-Z0-9]{12}",
        shape in prop::sample::select(vec![
            "{}", "LPA:{}", "LPA:2${}$T", "LPA:1$${}", "LPA:1${}$T", "LPA:1$a.example$\u{0}{}", "1$a.example$T$x{}",
            "LPA:1$a.example${}\n{}", "https://a.example/{}", "LPA:1${}.example",
        ]),
    ) {
        let error = ActivationCode::parse(&shape.replace("{}", &marker)).unwrap_err();
        prop_assert!(!error.to_string().contains(&marker));
        let debugged = format!("{error:?}");
        prop_assert!(!debugged.contains(&marker));
    }
}
