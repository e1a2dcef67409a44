//! The number of a SIM card or eSIM profile (ICCID, ITU-T E.118). What a provider does with it is not here.

use serde::{Deserialize, Serialize};
use thiserror::Error;
use ts_rs::TS;

use crate::digits::{all_digits, cleaned, luhn, masked_digits};

/// A SIM's number: 18 to 20 digits that start with `89`. Personal, so `Debug` and `Display` show only its end.
///
/// The last printed digit is a Luhn check digit, but a wrong one never makes a number unusable: providers leave it off
/// (ONSIM uses 19 digits) and some issue cards that fail it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, TS)]
#[ts(type = "string")]
pub struct Iccid(String);

/// A SIM's number together with what is odd about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IccidReading {
    /// The number, cleaned.
    pub iccid: Iccid,
    /// What a person should look at; empty for a number with nothing odd.
    pub warnings: Vec<IccidWarning>,
}

/// Something odd about a SIM's number that does not stop its use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum IccidWarning {
    /// Padding (`F`) at the end was dropped: the number was copied from the card's memory.
    Padding,
    /// The Luhn check digit of a number of full length (20 digits) is wrong: probably a slip in typing.
    CheckDigit,
    /// The last digit of an 18- or 19-digit number is no right check digit: a slip in typing, or the form without the
    /// printed check digit (as ONSIM uses it).
    CheckDigitOrTrimmed,
    /// The provider takes it, but it has not the form of a SIM's number: 18 to 20 digits that start with 89.
    Unusual,
}

/// Why a text is no SIM number. Never holds the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum IccidError {
    /// Nothing but separators.
    #[error("the SIM number is empty")]
    Empty,
    /// Something other than digits in it.
    #[error("a SIM number has digits only")]
    NotDigits,
    /// Fewer than 18 digits.
    #[error("a SIM number has 18 to 20 digits; this has fewer")]
    TooShort,
    /// More than 20 digits.
    #[error("a SIM number has 18 to 20 digits; this has more")]
    TooLong,
    /// Not `89` in front (the telecom prefix of ITU-T E.118).
    #[error("a SIM number starts with 89")]
    Prefix,
}

const SHORTEST: usize = 18;
const LONGEST: usize = 20;

impl Iccid {
    /// Reads a number as typed, pasted or scanned: separators and padding at the end are dropped.
    ///
    /// # Errors
    ///
    /// [`IccidError`] when it is not 18 to 20 digits that start with `89`. A wrong check digit is only a warning.
    pub fn parse(input: &str) -> Result<IccidReading, IccidError> {
        let text = cleaned(input);
        let digits = text.trim_end_matches(['F', 'f']);
        if text.is_empty() {
            return Err(IccidError::Empty);
        }
        if !all_digits(digits) {
            return Err(IccidError::NotDigits);
        }
        if digits.len() < SHORTEST {
            return Err(IccidError::TooShort);
        }
        if digits.len() > LONGEST {
            return Err(IccidError::TooLong);
        }
        if !digits.starts_with("89") {
            return Err(IccidError::Prefix);
        }

        let mut warnings = Vec::new();
        if digits.len() < text.len() {
            warnings.push(IccidWarning::Padding);
        }
        if !luhn(digits) {
            warnings.push(if digits.len() == LONGEST {
                IccidWarning::CheckDigit
            } else {
                IccidWarning::CheckDigitOrTrimmed
            });
        }
        Ok(IccidReading { iccid: Self(digits.to_owned()), warnings })
    }

    /// The 19-digit form without the printed check digit (ONSIM contract, "ICCID": the last printed digit of a card is
    /// dropped). A number of 18 or 19 digits has no such digit to spare and stays as it is.
    #[must_use]
    pub fn without_check_digit(&self) -> Self {
        if self.0.len() == LONGEST { Self(self.0.chars().take(LONGEST - 1).collect()) } else { self.clone() }
    }

    /// Whether two numbers are those of one SIM: the printed check digit may be left off, padding may follow.
    #[must_use]
    pub fn is_same(one: &str, other: &str) -> bool {
        let bare = |text: &str| cleaned(text).trim_end_matches(['F', 'f']).to_owned();
        let (one, other) = (bare(one), bare(other));
        let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
        short == long || (short.len() >= SHORTEST && long.len() == short.len() + 1 && long.starts_with(&short))
    }

    fn checked(text: &str) -> Result<Self, IccidError> {
        Self::parse(text).map(|reading| reading.iccid)
    }
}

masked_digits!(Iccid);

/// What a provider takes as the number of a SIM, where its contract says so or shows other ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct IccidRule {
    /// At least so many digits. Fewer than 18 means that the provider publishes no form: then any digits will do.
    pub min: u32,
    /// At most so many digits.
    pub max: u32,
    /// The 20th digit, which is printed as a check digit, is dropped before sending.
    pub trims: bool,
}

impl IccidRule {
    /// What every provider takes that says nothing else: 18 to 20 digits that start with 89.
    pub const USUAL: Self = Self { min: 18, max: 20, trims: false };

    /// What was typed, pasted or scanned, in the form it is sent in: no separators, no padding, trimmed where the
    /// provider wants it so.
    ///
    /// # Errors
    /// What is wrong with it, in one sentence that does not repeat the text.
    pub fn read(&self, input: &str) -> Result<String, String> {
        let text = cleaned(input);
        let mut digits = text.trim_end_matches(['F', 'f']);
        if !all_digits(digits) || digits.is_empty() {
            return Err("A SIM number has digits only.".to_owned());
        }
        if self.is_usual() && !digits.starts_with("89") {
            return Err("A SIM number starts with 89.".to_owned());
        }
        if self.trims && digits.len() == LONGEST {
            digits = digits.get(..LONGEST - 1).unwrap_or(digits);
        }
        let (min, max) = (self.min as usize, self.max as usize);
        if (min..=max).contains(&digits.len()) {
            return Ok(digits.to_owned());
        }
        let wanted = if min == max { format!("{min} digits") } else { format!("{min} to {max} digits") };
        Err(format!("A SIM number has {wanted} here; this has {}.", if digits.len() < min { "fewer" } else { "more" }))
    }

    /// What is odd about a number that [`Self::read`] gave.
    #[must_use]
    pub fn odd(&self, digits: &str) -> Vec<IccidWarning> {
        match Iccid::parse(digits) {
            // Its check digit is gone: there is nothing to check.
            Ok(_) if self.trims && digits.len() == LONGEST - 1 => Vec::new(),
            Ok(reading) => reading.warnings,
            Err(_) => vec![IccidWarning::Unusual],
        }
    }

    const fn is_usual(self) -> bool {
        self.min as usize >= SHORTEST
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;

    fn vectors(name: &str) -> Vec<String> {
        let all: Value = serde_json::from_str(include_str!("../../../../tests/vectors/identifiers.json")).unwrap();
        let list: Vec<String> = serde_json::from_value(all["iccid"][name].clone()).unwrap();
        assert!(!list.is_empty());
        list
    }

    #[test]
    fn good_numbers_have_no_warning() {
        for text in vectors("good") {
            let reading = Iccid::parse(&text).unwrap();
            assert_eq!(reading.iccid.digits(), text);
            assert_eq!(reading.warnings, []);
        }
    }

    #[test]
    fn a_wrong_check_digit_only_warns() {
        for text in vectors("luhn_warning") {
            let reading = Iccid::parse(&text).unwrap();
            assert_eq!(reading.iccid.digits(), text);
            assert_eq!(reading.warnings, [IccidWarning::CheckDigitOrTrimmed]);
        }
        let full = Iccid::parse("89450201846212345677").unwrap();
        assert_eq!(full.warnings, [IccidWarning::CheckDigit]);
    }

    #[test]
    fn bad_numbers_are_refused_for_their_reason() {
        let reasons: Vec<_> = vectors("bad").iter().map(|text| Iccid::parse(text).unwrap_err()).collect();
        assert_eq!(reasons, [IccidError::Empty, IccidError::TooShort, IccidError::TooLong, IccidError::NotDigits]);
        assert_eq!(Iccid::parse("7944000000000123456").unwrap_err(), IccidError::Prefix);
    }

    #[test]
    fn separators_and_padding_are_dropped() {
        let reading = Iccid::parse(" 8944 0000-0000 0123 456f\r\n").unwrap();
        assert_eq!(reading.iccid.digits(), "8944000000000123456");
        assert_eq!(reading.warnings, [IccidWarning::Padding]);
        assert_eq!(Iccid::parse("89F4000000000123456").unwrap_err(), IccidError::NotDigits);
        assert_eq!(Iccid::parse("F").unwrap_err(), IccidError::TooShort);
    }

    #[test]
    fn only_a_full_length_number_loses_its_check_digit() {
        let printed = Iccid::parse("89440000000001234568").unwrap().iccid;
        let trimmed = printed.without_check_digit();
        assert_eq!(trimmed.digits(), "8944000000000123456");
        assert_eq!(trimmed.without_check_digit(), trimmed);
        assert_eq!(trimmed.grouped(), "8944 0000 0000 0123 456");
    }

    #[test]
    fn a_provider_may_take_other_forms_or_drop_the_check_digit() {
        let usual = IccidRule::USUAL;
        assert_eq!(usual.read(" 8944 0000-0000 0123 456F").unwrap(), "8944000000000123456");
        assert_eq!(usual.odd("8944000000000123457"), [IccidWarning::CheckDigitOrTrimmed]);
        for (text, said) in [("7944000000000123456", "89"), ("8944", "fewer"), ("89x", "digits only"), ("F", "digits")]
        {
            let fault = usual.read(text).unwrap_err();
            assert!(fault.contains(said) && !fault.contains(text), "{fault}");
        }
        let trims = IccidRule { min: 19, max: 19, trims: true };
        assert_eq!(trims.read("89440000000001234568").unwrap(), "8944000000000123456");
        assert_eq!(trims.read("8944000000000123456").unwrap(), "8944000000000123456");
        assert_eq!(trims.odd("8944000000000123457"), []);
        assert_eq!(trims.read("894400000000012345").unwrap_err(), "A SIM number has 19 digits here; this has fewer.");
        let any = IccidRule { min: 5, max: 24, trims: false };
        assert_eq!(any.read("8976543210").unwrap(), "8976543210");
        assert_eq!(any.odd("8976543210"), [IccidWarning::Unusual]);
    }

    #[test]
    fn one_sim_may_be_written_with_and_without_check_digit_and_padding() {
        assert!(Iccid::is_same("8944000000000123456", "89440000000001234568"));
        assert!(Iccid::is_same("8944 0000 0000 0123 456F", "8944000000000123456"));
        assert!(!Iccid::is_same("8944000000000123456", "8944000000000123457"));
        assert!(!Iccid::is_same("89", "894"));
    }

    #[test]
    fn it_masks_itself_and_travels_as_digits() {
        let iccid = Iccid::parse("8944000000000123456").unwrap().iccid;
        assert_eq!(format!("{iccid} {iccid:?}"), "…3456 Iccid(…3456)");
        let json = serde_json::to_string(&iccid).unwrap();
        assert_eq!(json, "\"8944000000000123456\"");
        assert_eq!(serde_json::from_str::<Iccid>(&json).unwrap(), iccid);
        let refused = serde_json::from_str::<Iccid>("\"8944000000000X23456\"").unwrap_err().to_string();
        assert!(!refused.contains("8944"), "{refused}");
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in ".{0,40}") {
            if let Ok(reading) = Iccid::parse(&text) {
                prop_assert_eq!(Iccid::parse(reading.iccid.digits()).unwrap().iccid, reading.iccid);
            }
        }
    }
}
