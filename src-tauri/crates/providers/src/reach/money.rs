//! Amounts of dollars as Reach writes them: decimal text, never a binary fraction (Reach contract 2.5, "Money").

use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

/// An amount of US dollars, kept digit by digit as it came, so that a quoted figure goes back unchanged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dollars(String);

impl Dollars {
    /// Reads a plain decimal: digits, at most one point with digits on both sides, a minus in front if need be, no
    /// needless zero in front (the grammar of JSON numbers, RFC 8259 6, without exponents).
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (whole, part) = digits.split_once('.').map_or((digits, None), |(whole, part)| (whole, Some(part)));
        let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let fits = all_digits(whole) && (whole == "0" || !whole.starts_with('0')) && part.is_none_or(all_digits);
        fits.then(|| Self(text.to_owned()))
    }

    /// No dollars.
    #[must_use]
    pub fn zero() -> Self {
        Self("0".to_owned())
    }

    /// The amount as it came, for example `10.7`.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }

    /// Whole cents; absent when it has a part of a cent or is beyond all sense.
    #[must_use]
    pub fn cents(&self) -> Option<i64> {
        let (whole, part) = self.0.split_once('.').unwrap_or((&self.0, ""));
        let part = part.trim_end_matches('0');
        if part.len() > 2 {
            return None;
        }
        let cents: i64 = format!("{part:0<2}").parse().ok()?;
        let whole: i64 = whole.parse::<i64>().ok()?.checked_mul(100)?;
        if self.0.starts_with('-') { whole.checked_sub(cents) } else { whole.checked_add(cents) }
    }

    /// Whether two figures are the same amount, however many zeros end them.
    #[must_use]
    pub fn same_amount(&self, other: &Self) -> bool {
        fn plain(text: &str) -> &str {
            if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { text }
        }
        plain(&self.0) == plain(&other.0)
    }

    /// True below zero.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        self.0.starts_with('-')
    }
}

impl Serialize for Dollars {
    /// A JSON number with exactly these digits.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RawValue::from_string(self.0.clone()).map_err(serde::ser::Error::custom)?.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn figures_stay_as_they_came() {
        for text in ["0", "42.50", "10.7", "25.0", "-3.10", "12345678901234567890.123456789"] {
            let amount = Dollars::parse(text).unwrap();
            assert_eq!((amount.text(), serde_json::to_string(&amount).unwrap().as_str()), (text, text));
        }
        for text in ["", "-", "$1", "1,000", "1.", ".5", "01", "1e2", " 1", "+1", "NaN", "1.2.3"] {
            assert_eq!(Dollars::parse(text), None, "{text}");
        }
    }

    #[test]
    fn cents_are_exact_or_absent() {
        let cents = |text| Dollars::parse(text).unwrap().cents();
        let table = [("0", 0), ("42.5", 4250), ("42.50", 4250), ("0.07", 7), ("-0.5", -50), ("-3.10", -310)];
        for (text, wanted) in table {
            assert_eq!(cents(text), Some(wanted), "{text}");
        }
        assert_eq!(cents("1.005"), None);
        assert_eq!(cents("1.0500"), Some(105));
        assert_eq!(cents("99999999999999999999"), None);
    }

    #[test]
    fn zeros_at_the_end_make_no_other_amount() {
        let same = |a, b| Dollars::parse(a).unwrap().same_amount(&Dollars::parse(b).unwrap());
        assert!(same("42.50", "42.5") && same("25.0", "25") && same("100", "100.00"));
        assert!(!same("100", "1") && !same("42.51", "42.5"));
    }

    proptest! {
        #[test]
        fn whatever_is_read_is_written_as_json(text in "-?[0-9]{0,12}\\.?[0-9]{0,4}|.{0,8}") {
            if let Some(amount) = Dollars::parse(&text) {
                prop_assert_eq!(serde_json::to_string(&amount).unwrap(), text);
            }
        }
    }
}
