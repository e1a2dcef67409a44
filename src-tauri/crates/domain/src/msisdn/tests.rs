//! Tests of phone numbers: the vectors, every spelling, masking, and the quick way against the long one.

use proptest::prelude::*;
use serde_json::Value;

use super::*;

fn e164(input: &str, region: Region) -> String {
    Msisdn::parse(input, region).unwrap_or_else(|error| panic!("{input} in {region:?}: {error}")).e164().to_owned()
}

fn region_named(name: &str) -> Region {
    serde_json::from_value(Value::String(name.to_lowercase())).unwrap()
}

#[test]
fn the_vectors_hold() {
    let all: Value = serde_json::from_str(include_str!("../../../../../tests/vectors/identifiers.json")).unwrap();
    let list = all["msisdn"].as_array().unwrap();
    assert!(!list.is_empty());
    for vector in list {
        let read = Msisdn::parse(vector["input"].as_str().unwrap(), region_named(vector["region"].as_str().unwrap()));
        match vector["e164"].as_str() {
            Some(expected) => assert_eq!(read.unwrap().e164(), expected),
            None => assert_eq!(read.unwrap_err(), MsisdnError::Impossible),
        }
    }
}

#[test]
fn every_spelling_of_a_number_is_the_same_number() {
    let spellings: [(Region, &str, &[&str]); 4] = [
        (
            Region::Gb,
            "+447700900123",
            &[
                "07700 900123",
                "7700900123",
                "447700900123",
                "+44 (0)7700 900-123",
                "+4407700900123",
                "0044 7700 900123",
                "\u{202a}+44\u{a0}7700\u{a0}900123\u{202c}",
            ],
        ),
        (
            Region::Us,
            "+16015550123",
            &["(601) 555-0123", "601.555.0123", "1-601-555-0123", "16015550123", "+1 601 555 0123"],
        ),
        (
            Region::Au,
            "+61491570006",
            &["0491 570 006", "491570006", "61491570006", "+61 491 570 006", "0011 61 491 570 006", "0061491570006"],
        ),
        (Region::Dk, "+4520129001", &["20 12 90 01", "20129001", "4520129001", "+45 20 12 90 01", "004520129001"]),
    ];
    for (region, expected, texts) in spellings {
        for text in texts {
            assert_eq!(e164(text, region), expected, "{text}");
        }
        // With its country code a number is the same number from every region.
        for other in Region::ALL {
            assert_eq!(e164(expected, other), expected);
            assert_eq!(e164(&expected[1..], other), expected, "{other:?}");
        }
    }
}

#[test]
fn numbers_reserved_for_fiction_are_numbers() {
    for (region, first, last) in [
        (Region::Gb, 447_700_900_000_u64, 447_700_900_999),
        (Region::Us, 12_125_550_100, 12_125_550_199),
        (Region::Au, 61_491_570_000, 61_491_570_999),
        (Region::Dk, 4_599_000_000, 4_599_000_999),
    ] {
        for digits in (first..=last).map(|number| number.to_string()) {
            let number = Msisdn::parse(&digits, region).unwrap();
            assert_eq!(number.digits(), digits);
            assert_eq!(number.region(), Some(region), "{digits}");
        }
    }
}

#[test]
fn people_see_the_form_of_their_country() {
    for (e164, national, international) in [
        ("+61412900123", "0412 900 123", "+61 412 900 123"),
        ("+61491570006", "0491 570 006", "+61 491 570 006"),
        ("+16015550123", "(601) 555-0123", "+1 601-555-0123"),
        ("+447700900123", "07700 900123", "+44 7700 900123"),
        ("+4520129001", "20 12 90 01", "+45 20 12 90 01"),
    ] {
        let number = Msisdn::from_e164(e164).unwrap();
        assert_eq!(number.national(), national);
        assert_eq!(number.international(), international);
    }
}

#[test]
fn countries_that_share_a_code_are_not_ours() {
    assert_eq!(Msisdn::parse("+1 613 782 7274", Region::Us).unwrap().region(), None);
    assert_eq!(Msisdn::parse("+44 7797 712345", Region::Gb).unwrap().region(), None);
    assert_eq!(Msisdn::parse("+49 151 23456789", Region::Gb).unwrap().region(), None);
    assert_eq!(Msisdn::parse("+44 7400 123456", Region::Us).unwrap().region(), Some(Region::Gb));
}

#[test]
fn what_is_no_number_is_refused_for_its_reason() {
    for (text, reason) in [
        ("", MsisdnError::Empty),
        (" () - ", MsisdnError::Empty),
        ("+", MsisdnError::Empty),
        ("call me", MsisdnError::Characters),
        ("07700 900123 x5", MsisdnError::Characters),
        ("44+7700900123", MsisdnError::Characters),
        ("0７700900123", MsisdnError::Characters),
        ("07700 90012", MsisdnError::Impossible),
        ("07700 9001234", MsisdnError::Impossible),
        ("+44 7700 9001234", MsisdnError::Impossible),
        ("+999 1234567", MsisdnError::Impossible),
        ("00000000000", MsisdnError::Impossible),
        ("1234567890123456789012345678901234567890", MsisdnError::Impossible),
    ] {
        assert_eq!(Msisdn::parse(text, Region::Gb).map_err(|e| (text, e)), Err((text, reason)));
    }
}

#[test]
fn it_masks_itself_and_travels_as_e164() {
    let number = Msisdn::parse("07700 900123", Region::Gb).unwrap();
    assert_eq!(format!("{number} {number:?}"), "…123 Msisdn(…123)");
    assert_eq!((number.last(4), number.last(99)), ("0123", "447700900123"));
    let json = serde_json::to_string(&number).unwrap();
    assert_eq!(json, "\"+447700900123\"");
    assert_eq!(serde_json::from_str::<Msisdn>(&json).unwrap(), number);
    for wrong in ["\"447700900123\"", "\"+44 7700900123\"", "\"+4407700900123\"", "\"+44\"", "\"+\"", "447700900123"] {
        let error = serde_json::from_str::<Msisdn>(wrong).unwrap_err().to_string();
        assert!(!error.contains("7700"), "{error}");
    }
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in ".{0,30}", region in 0..4_usize) {
        if let Ok(number) = Msisdn::parse(&text, Region::ALL[region]) {
            prop_assert_eq!(&Msisdn::from_e164(number.e164()).unwrap(), &number);
        }
    }

    #[test]
    fn any_digits_are_read_or_refused(text in "[+]?[0-9]{0,18}", region in 0..4_usize) {
        if let Ok(number) = Msisdn::parse(&text, Region::ALL[region]) {
            prop_assert_eq!(&Msisdn::from_e164(number.e164()).unwrap(), &number);
            prop_assert!(number.national().chars().any(|c| c.is_ascii_digit()));
            prop_assert!(number.international().starts_with('+'));
        }
    }

    /// The quick way is only a shortcut: where the metadata has a reading, it must be the same one.
    #[test]
    fn the_quick_way_agrees_with_the_long_way(text in "(0|1|44|45|61)?[0-9]{7,11}", region in 0..4_usize) {
        let region = Region::ALL[region];
        if let Some(number) = quick(&text, region) {
            let slow = slow(&text, region);
            prop_assert!(slow.is_none() || slow == Some(number), "{:?}", slow);
        }
    }
}

#[test]
fn known_numbers_of_other_lengths_are_numbers() {
    assert_eq!(e164("016977 2345", Region::Gb), "+44169772345");
    assert_eq!(e164("1300 123 456", Region::Au), "+611300123456");
    assert_eq!(e164("+39 06 1234 5678", Region::Gb), "+390612345678");
    assert_eq!(
        Msisdn::parse("+49 (0)151 2345678", Region::Gb).map(|n| n.digits().to_owned()),
        Ok("491512345678".to_owned())
    );
}

#[test]
fn digits_that_can_be_read_two_ways_are_the_region_s_own_unless_only_another_knows_them() {
    // Ten digits in the UK: no such UK number is known, but it is a Danish one with its code.
    assert_eq!(e164("4520129001", Region::Gb), "+4520129001");
    // Ten digits in the US: a Malaysian reading exists (+60), but a US number it may be.
    assert_eq!(e164("6015550123", Region::Us), "+16015550123");
    // Eight digits in Denmark that start with Denmark's own code.
    assert_eq!(e164("45201290", Region::Dk), "+4545201290");
}
