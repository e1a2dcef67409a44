//! Phone numbers (MSISDN, ITU-T E.164): reading every way people and providers write them, and writing them for people.
//!
//! Which numbers are in use is not decided here: a number of a possible length is accepted, so that reserved, new and
//! made-up numbers work.

use std::fmt;
use std::fmt::Write as _;

use phonenumber::metadata::DATABASE;
use phonenumber::{Mode, PhoneNumber, country};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;
use ts_rs::TS;

use crate::digits::{all_digits, is_separator, last};

/// A numbering region the desk works in: where a number without a country code belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Region {
    /// Australia, +61.
    Au,
    /// United States, +1.
    Us,
    /// United Kingdom, +44.
    Gb,
    /// Denmark, +45.
    Dk,
}

impl Region {
    /// Every region.
    pub const ALL: [Self; 4] = [Self::Au, Self::Us, Self::Gb, Self::Dk];

    /// The calling code, without a plus.
    #[must_use]
    pub const fn calling_code(self) -> u16 {
        match self {
            Self::Au => 61,
            Self::Us => 1,
            Self::Gb => 44,
            Self::Dk => 45,
        }
    }

    /// The region's name in the number metadata.
    #[must_use]
    pub const fn country_id(self) -> country::Id {
        match self {
            Self::Au => country::AU,
            Self::Us => country::US,
            Self::Gb => country::GB,
            Self::Dk => country::DK,
        }
    }

    /// How many digits a mobile number has after the calling code.
    const fn mobile_digits(self) -> usize {
        match self {
            Self::Au => 9,
            Self::Us | Self::Gb => 10,
            Self::Dk => 8,
        }
    }

    /// What people put in front of the number when they call inside the region.
    const fn trunk_prefix(self) -> &'static str {
        match self {
            Self::Au | Self::Gb => "0",
            Self::Us => "1",
            Self::Dk => "",
        }
    }
}

/// A phone number. Personal, so `Debug` and `Display` show only its last three digits; the whole number comes out
/// through the accessors.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, TS)]
#[ts(type = "string")]
pub struct Msisdn(String);

/// Why a text is no phone number. Never holds the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MsisdnError {
    /// No digit in it.
    #[error("the phone number is empty")]
    Empty,
    /// Something other than digits, one leading plus, spaces, brackets and dashes.
    #[error("a phone number has digits, spaces, brackets and dashes only")]
    Characters,
    /// No number of this length exists, in the region or with the country code it carries.
    #[error("no phone number has this form: digits are missing or too many")]
    Impossible,
}

/// The most digits a number has, country code included (ITU-T E.164).
const LONGEST: usize = 15;

impl Msisdn {
    /// Reads a number as people and providers write it: national or international, with `+`, `00` or the region's own
    /// call-abroad prefix, or as bare E.164 digits (`447700900123`).
    ///
    /// A number without a country code belongs to `region`. When digits can be read both ways, the national reading
    /// wins unless the metadata knows no such number there and knows it under one of our other regions' codes.
    ///
    /// # Errors
    ///
    /// [`MsisdnError`] when there is no way to read it. A possible length is enough.
    pub fn parse(input: &str, region: Region) -> Result<Self, MsisdnError> {
        let text = dialled(input)?;
        if text.starts_with('+') {
            return international(&text).ok_or(MsisdnError::Impossible);
        }
        quick(&text, region).or_else(|| slow(&text, region)).ok_or(MsisdnError::Impossible)
    }

    /// Reads the stored form, `+` and digits only.
    ///
    /// # Errors
    ///
    /// [`MsisdnError`] when it is not that form, or no number has this length.
    pub fn from_e164(text: &str) -> Result<Self, MsisdnError> {
        match text.strip_prefix('+') {
            Some("") => Err(MsisdnError::Empty),
            Some(digits) if !all_digits(digits) => Err(MsisdnError::Characters),
            Some(_) => international(text).filter(|number| number.0 == text).ok_or(MsisdnError::Impossible),
            None if text.is_empty() => Err(MsisdnError::Empty),
            None => Err(MsisdnError::Characters),
        }
    }

    /// E.164 with the plus: `+447700900123`. Personal.
    #[must_use]
    pub fn e164(&self) -> &str {
        &self.0
    }

    /// E.164 digits without the plus: `447700900123`. Personal.
    #[must_use]
    pub fn digits(&self) -> &str {
        self.0.trim_start_matches('+')
    }

    /// For people abroad: `+44 7700 900123`. Personal.
    #[must_use]
    pub fn international(&self) -> String {
        self.written(Mode::International)
    }

    /// For people in the number's own country: `07700 900123`, `(601) 555-0123`, `20 12 90 01`. Personal.
    #[must_use]
    pub fn national(&self) -> String {
        self.written(Mode::National)
    }

    /// Which of our regions the number belongs to; `None` for every other country, also for those that share a calling
    /// code with one of ours (Canada, Jersey). A number nobody assigned counts to the code's main country.
    #[must_use]
    pub fn region(&self) -> Option<Region> {
        let number = phonenumber::parse(None, &self.0).ok()?;
        match number.country().id() {
            Some(id) => Region::ALL.into_iter().find(|region| region.country_id() == id),
            None => Region::ALL.into_iter().find(|region| region.calling_code() == number.code().value()),
        }
    }

    /// The last `n` digits; all of them when there are fewer.
    #[must_use]
    pub fn last(&self, n: usize) -> &str {
        last(self.digits(), n)
    }

    fn written(&self, mode: Mode) -> String {
        let mut out = String::new();
        // Not `to_string`: the formatter fails for a code without metadata, and `to_string` would stop the program.
        match phonenumber::parse(None, &self.0) {
            Ok(number) if write!(out, "{}", number.format().mode(mode)).is_ok() => out,
            _ => self.0.clone(),
        }
    }
}

/// The characters one would dial: an optional plus and digits.
fn dialled(input: &str) -> Result<String, MsisdnError> {
    let mut text = String::with_capacity(input.len());
    for c in input.chars().filter(|c| !is_separator(*c) && !matches!(c, '(' | ')' | '[' | ']')) {
        match c {
            '0'..='9' => text.push(c),
            '+' | '\u{FF0B}' if text.is_empty() => text.push('+'),
            _ => return Err(MsisdnError::Characters),
        }
    }
    if text.is_empty() || text == "+" { Err(MsisdnError::Empty) } else { Ok(text) }
}

/// Whether `+` and digits are a whole number of one of our regions, so that nothing else has to be looked up. Numbers
/// starting with 0 or 1 after the code may be written with a prefix that does not belong to them, and go the long way.
fn plain_mobile_form(e164: &str) -> bool {
    Region::ALL.into_iter().any(|region| {
        let Some(rest) = strip_code(e164.trim_start_matches('+'), region) else {
            return false;
        };
        rest.len() == region.mobile_digits() && rest.starts_with(|c| ('2'..='9').contains(&c)) && all_digits(rest)
    })
}

fn strip_code(digits: &str, region: Region) -> Option<&str> {
    match region {
        Region::Au => digits.strip_prefix("61"),
        Region::Us => digits.strip_prefix('1'),
        Region::Gb => digits.strip_prefix("44"),
        Region::Dk => digits.strip_prefix("45"),
    }
}

/// The common spellings, without the metadata and its slow patterns: the region's national form with
/// its prefix or without, and bare E.164 digits under the region's own code. Anything that could be read in two ways
/// is left to [`slow`].
fn quick(text: &str, region: Region) -> Option<Msisdn> {
    let own = format!("+{}{text}", region.calling_code());
    let bare = format!("+{text}");
    match (plain_mobile_form(&own), plain_mobile_form(&bare)) {
        (true, false) => return Some(Msisdn(own)),
        (false, true) if strip_code(text, region).is_some() => return Some(Msisdn(bare)),
        (false, false) => {}
        _ => return None,
    }
    let rest = text.strip_prefix(region.trunk_prefix()).filter(|_| !region.trunk_prefix().is_empty())?;
    let national = format!("+{}{rest}", region.calling_code());
    plain_mobile_form(&national).then_some(Msisdn(national))
}

fn slow(text: &str, region: Region) -> Option<Msisdn> {
    let national = phonenumber::parse(Some(region.country_id()), text).ok().filter(possible);
    let bare = (!text.starts_with('0')).then(|| format!("+{text}"));
    let bare = bare.and_then(|text| phonenumber::parse(None, text).ok()).filter(possible);

    let ours = |number: &PhoneNumber| Region::ALL.iter().any(|r| r.calling_code() == number.code().value());
    let chosen = match (national, bare) {
        (Some(national), Some(bare)) if !national.is_valid() && bare.is_valid() && ours(&bare) => Some(bare),
        (Some(national), _) => Some(national),
        (None, bare) => bare,
    };
    chosen.as_ref().and_then(accepted).or_else(|| {
        // "00" in front is how most of the world calls abroad, also where the region's own prefix is another.
        text.strip_prefix("00").and_then(|rest| international(&format!("+{rest}")))
    })
}

fn international(text: &str) -> Option<Msisdn> {
    if plain_mobile_form(text) {
        return Some(Msisdn(text.to_owned()));
    }
    // The prefix for calls inside the country, left in behind the country code.
    let digits = text.trim_start_matches('+');
    let without_prefix = Region::ALL.into_iter().find_map(|region| {
        let rest = strip_code(digits, region)?.strip_prefix(region.trunk_prefix())?;
        Some(format!("+{}{rest}", region.calling_code())).filter(|e164| plain_mobile_form(e164))
    });
    match without_prefix {
        Some(e164) => Some(Msisdn(e164)),
        None => phonenumber::parse(None, text).ok().as_ref().and_then(accepted),
    }
}

fn accepted(number: &PhoneNumber) -> Option<Msisdn> {
    let e164 = format!("+{}{}", number.code().value(), number.national());
    (e164.len() <= LONGEST + 1 && possible(number)).then_some(Msisdn(e164))
}

/// Whether the number has the length of a mobile number, or is one the metadata knows. The length of any other kind of
/// number would not do: in the UK it would let a mobile number with a missing digit through.
fn possible(number: &PhoneNumber) -> bool {
    let code = number.code().value();
    let length = number.national().to_string().len();
    let right_length = match Region::ALL.into_iter().find(|region| region.calling_code() == code) {
        Some(region) => length == region.mobile_digits(),
        None => DATABASE.by_code(&code).unwrap_or_default().into_iter().any(|country| {
            let mobile = country.descriptors().mobile().or_else(|| country.descriptors().fixed_line());
            mobile.is_some_and(|kind| kind.possible_length().iter().any(|possible| usize::from(*possible) == length))
        }),
    };
    right_length || number.is_valid()
}

impl fmt::Debug for Msisdn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Msisdn(…{})", self.last(3))
    }
}

impl fmt::Display for Msisdn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "…{}", self.last(3))
    }
}

impl Serialize for Msisdn {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Msisdn {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = crate::plain_text::read(deserializer)?;
        Self::from_e164(&text).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests;
