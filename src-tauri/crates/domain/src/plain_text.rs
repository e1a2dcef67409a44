//! Reading text out of a serialised form without ever repeating a wrong value in the error.
//!
//! Serde's own message for a number where text was expected contains the number. For a PIN or a phone number that
//! would put the value into a log. What the text has to look like is not here: each type checks its own.

use std::fmt;

use serde::Deserializer;
use serde::de::{Error, Visitor};

struct TextVisitor;

impl TextVisitor {
    fn refuse<E: Error>() -> Result<String, E> {
        Err(E::custom("expected text"))
    }
}

impl Visitor<'_> for TextVisitor {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text")
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<String, E> {
        Ok(value.to_owned())
    }

    fn visit_string<E: Error>(self, value: String) -> Result<String, E> {
        Ok(value)
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<String, E> {
        Self::refuse()
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<String, E> {
        Self::refuse()
    }

    fn visit_i128<E: Error>(self, _: i128) -> Result<String, E> {
        Self::refuse()
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<String, E> {
        Self::refuse()
    }

    fn visit_u128<E: Error>(self, _: u128) -> Result<String, E> {
        Self::refuse()
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<String, E> {
        Self::refuse()
    }
}

/// Reads one text value.
///
/// # Errors
///
/// "expected text" for anything else, whatever it was; the value itself is never in the error. Asks for any value and
/// not for text, because a format that is asked for text and finds a number words the error by itself. So it reads
/// self-describing formats only, such as JSON.
pub(crate) fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    deserializer.deserialize_any(TextVisitor)
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_wrong_kind_of_value_is_not_repeated_in_the_error() {
        for json in ["49015420", "-49015420", "4901.5420", "true", "[49015420]", "{\"a\":49015420}", "null"] {
            let mut source = serde_json::Deserializer::from_str(json);
            let error = super::read(&mut source).expect_err("only text is text").to_string();
            assert!(!error.contains("4901"), "{error}");
        }
    }
}
