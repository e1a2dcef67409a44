//! The number of a phone (IMEI, 3GPP TS 23.003 clause 6).

use serde::{Deserialize, Serialize};
use thiserror::Error;
use ts_rs::TS;

use crate::digits::{all_digits, cleaned, luhn, masked_digits};

/// A phone's number: 15 digits, the last one a Luhn check digit. Personal, so `Debug` and `Display` show only its end.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, TS)]
#[ts(type = "string")]
pub struct Imei(String);

/// Why a text is no IMEI. Never holds the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ImeiError {
    /// Nothing but separators.
    #[error("the IMEI is empty")]
    Empty,
    /// Something other than digits in it.
    #[error("an IMEI has digits only")]
    NotDigits,
    /// Not 15 digits.
    #[error("an IMEI has 15 digits")]
    Length,
    /// The last digit is not the right check digit: at least one digit is wrong.
    #[error("the check digit of the IMEI is wrong")]
    CheckDigit,
}

impl Imei {
    /// Reads an IMEI as typed, pasted or scanned; separators are dropped.
    ///
    /// # Errors
    ///
    /// [`ImeiError`] when it is not 15 digits with a right check digit.
    pub fn parse(input: &str) -> Result<Self, ImeiError> {
        let digits = cleaned(input);
        match digits.as_str() {
            "" => Err(ImeiError::Empty),
            text if !all_digits(text) => Err(ImeiError::NotDigits),
            text if text.len() != 15 => Err(ImeiError::Length),
            text if !luhn(text) => Err(ImeiError::CheckDigit),
            _ => Ok(Self(digits)),
        }
    }

    fn checked(text: &str) -> Result<Self, ImeiError> {
        Self::parse(text)
    }
}

masked_digits!(Imei);

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    fn vectors(name: &str) -> Vec<String> {
        let all: Value = serde_json::from_str(include_str!("../../../../tests/vectors/identifiers.json")).unwrap();
        let list: Vec<String> = serde_json::from_value(all["imei"][name].clone()).unwrap();
        assert!(!list.is_empty());
        list
    }

    #[test]
    fn the_vectors_hold() {
        for text in vectors("good") {
            assert_eq!(Imei::parse(&text).unwrap().digits(), text);
        }
        let reasons: Vec<_> = vectors("bad").iter().map(|text| Imei::parse(text).unwrap_err()).collect();
        assert_eq!(reasons, [ImeiError::CheckDigit, ImeiError::Length, ImeiError::NotDigits]);
        assert_eq!(Imei::parse(" - ").unwrap_err(), ImeiError::Empty);
    }

    #[test]
    fn it_is_read_with_separators_and_masks_itself() {
        let imei = Imei::parse("49-015420-323751-8").unwrap();
        assert_eq!(imei.digits(), "490154203237518");
        assert_eq!(format!("{imei} {imei:?}"), "…7518 Imei(…7518)");
        assert_eq!(serde_json::to_string(&imei).unwrap(), "\"490154203237518\"");
        assert!(serde_json::from_str::<Imei>("\"490154203237519\"").is_err());
    }
}
