//! What the identifiers made of digits share: cleaning, the Luhn check, masking and their common impls.
//!
//! Which lengths and check rules an identifier has is not here: see `iccid`, `imei`, `eid` and `msisdn`.

/// Whether people, scanners and programs put this character between digits with no meaning of its own: white space,
/// dashes, dots, slashes and the invisible direction and joining marks that come along from contact lists and mails.
pub(crate) fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '-' | '.' | '/' | '\u{2010}'..='\u{2015}' | '\u{2212}')
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}')
        || matches!(c, '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// The text without its separators.
pub(crate) fn cleaned(input: &str) -> String {
    input.chars().filter(|c| !is_separator(*c)).collect()
}

/// Whether every character is one of `0` to `9`.
pub(crate) fn all_digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a run of ASCII digits ends in its right Luhn check digit (ISO/IEC 7812-1, annex B).
pub(crate) fn luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, byte)| {
            let digit = u32::from(byte.wrapping_sub(b'0'));
            match (place % 2, digit) {
                (0, _) => digit,
                (_, 0..=4) => digit * 2,
                _ => digit * 2 - 9,
            }
        })
        .sum();
    sum.is_multiple_of(10)
}

/// The last `n` characters of ASCII text; all of it when it is shorter.
pub(crate) fn last(text: &str, n: usize) -> &str {
    text.get(text.len().saturating_sub(n)..).unwrap_or(text)
}

/// ASCII digits in groups of four, divided by spaces.
pub(crate) fn grouped(digits: &str) -> String {
    let mut out = String::with_capacity(digits.len() + digits.len() / 4);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && place % 4 == 0 {
            out.push(' ');
        }
        out.push(digit);
    }
    out
}

/// Gives a newtype over a string of ASCII digits its accessors, its masked `Debug` and `Display`, and serde as the
/// bare digits. The type brings `fn checked(&str) -> Result<Self, E>`, which the deserialiser goes through.
macro_rules! masked_digits {
    ($name:ident) => {
        impl $name {
            /// All the digits, with nothing between them. Personal: show them only where a person asked for them.
            #[must_use]
            pub fn digits(&self) -> &str {
                &self.0
            }

            /// All the digits in groups of four, for reading aloud and comparing. Personal like [`Self::digits`].
            #[must_use]
            pub fn grouped(&self) -> String {
                crate::digits::grouped(&self.0)
            }

            /// The last `n` digits; all of them when there are fewer.
            #[must_use]
            pub fn last(&self, n: usize) -> &str {
                crate::digits::last(&self.0, n)
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!(stringify!($name), "(…{})"), self.last(4))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "…{}", self.last(4))
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = crate::plain_text::read(deserializer)?;
                Self::checked(&text).map_err(serde::de::Error::custom)
            }
        }
    };
}

pub(crate) use masked_digits;

#[cfg(test)]
mod tests {
    use super::{cleaned, grouped, last, luhn};

    #[test]
    fn luhn_finds_every_single_wrong_digit() {
        let good = "490154203237518";
        assert!(luhn(good));
        for place in 0..good.len() {
            for wrong in '0'..='9' {
                let mut text: Vec<char> = good.chars().collect();
                if text[place] == wrong {
                    continue;
                }
                text[place] = wrong;
                assert!(!luhn(&text.iter().collect::<String>()));
            }
        }
    }

    #[test]
    fn separators_go_and_everything_else_stays() {
        assert_eq!(cleaned(" \u{202a}89-44\u{a0}00.1\u{2011}F\u{202c}\r\n"), "8944001F");
        assert_eq!(cleaned("89x"), "89x");
    }

    #[test]
    fn short_text_is_its_own_end() {
        assert_eq!(last("12", 4), "12");
        assert_eq!(last("12345", 4), "2345");
        assert_eq!(last("", 4), "");
        assert_eq!(grouped("8944000000000123456"), "8944 0000 0000 0123 456");
        assert_eq!(grouped(""), "");
        assert_eq!(grouped("1234"), "1234");
    }
}
