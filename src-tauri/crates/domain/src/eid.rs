//! The number of the chip that holds eSIM profiles (EID, GSMA SGP.29 and SGP.02 2.2.2).

use serde::{Deserialize, Serialize};
use thiserror::Error;
use ts_rs::TS;

use crate::digits::{all_digits, cleaned, masked_digits};

/// An eSIM chip's number: 32 digits that leave 1 when divided by 97. Personal, so `Debug` and `Display` show only its
/// end.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, TS)]
#[ts(type = "string")]
pub struct Eid(String);

/// Why a text is no EID. Never holds the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum EidError {
    /// Nothing but separators.
    #[error("the EID is empty")]
    Empty,
    /// Something other than digits in it.
    #[error("an EID has digits only")]
    NotDigits,
    /// Not 32 digits.
    #[error("an EID has 32 digits")]
    Length,
    /// The check digits (the last two) are wrong: at least one digit is wrong.
    #[error("the check digits of the EID are wrong")]
    CheckDigits,
}

impl Eid {
    /// Reads an EID as typed, pasted or scanned; separators are dropped.
    ///
    /// # Errors
    ///
    /// [`EidError`] when it is not 32 digits that leave 1 when divided by 97.
    pub fn parse(input: &str) -> Result<Self, EidError> {
        let digits = cleaned(input);
        match digits.as_str() {
            "" => Err(EidError::Empty),
            text if !all_digits(text) => Err(EidError::NotDigits),
            text if text.len() != 32 => Err(EidError::Length),
            text if remainder_97(text) != 1 => Err(EidError::CheckDigits),
            _ => Ok(Self(digits)),
        }
    }

    fn checked(text: &str) -> Result<Self, EidError> {
        Self::parse(text)
    }
}

masked_digits!(Eid);

/// Digit by digit, because 32 digits do not fit any integer this could be done with at once and stay obvious.
fn remainder_97(digits: &str) -> u32 {
    digits.bytes().fold(0, |rest, byte| (rest * 10 + u32::from(byte.wrapping_sub(b'0'))) % 97)
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    fn vectors(name: &str) -> Vec<String> {
        let all: Value = serde_json::from_str(include_str!("../../../../tests/vectors/identifiers.json")).unwrap();
        let list: Vec<String> = serde_json::from_value(all["eid"][name].clone()).unwrap();
        assert!(!list.is_empty());
        list
    }

    #[test]
    fn the_vectors_hold() {
        for text in vectors("good") {
            assert_eq!(Eid::parse(&text).unwrap().digits(), text);
        }
        let reasons: Vec<_> = vectors("bad").iter().map(|text| Eid::parse(text).unwrap_err()).collect();
        assert_eq!(reasons, [EidError::CheckDigits, EidError::Length]);
        assert_eq!(Eid::parse("").unwrap_err(), EidError::Empty);
        assert_eq!(Eid::parse("8904903200400888260000000000337x").unwrap_err(), EidError::NotDigits);
    }

    #[test]
    fn it_is_read_with_separators_and_masks_itself() {
        let eid = Eid::parse("8904 9032 0040 0888 2600 0000 0000 3374").unwrap();
        assert_eq!(eid.digits(), "89049032004008882600000000003374");
        assert_eq!(eid.grouped(), "8904 9032 0040 0888 2600 0000 0000 3374");
        assert_eq!(format!("{eid} {eid:?}"), "…3374 Eid(…3374)");
        let json = serde_json::to_string(&eid).unwrap();
        assert_eq!(serde_json::from_str::<Eid>(&json).unwrap(), eid);
    }
}
