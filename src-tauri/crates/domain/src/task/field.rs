//! What has to be typed or chosen for a task, and whether what was typed can be sent.

use serde::Serialize;
use ts_rs::TS;

use crate::eid::Eid;
use crate::iccid::IccidRule;
use crate::imei::Imei;
use crate::msisdn::{Msisdn, Region};

/// One field of a task.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, TS)]
pub struct TaskField {
    /// Its name, as errors name it.
    pub name: &'static str,
    /// Its label.
    pub label: &'static str,
    /// One sentence that helps to fill it in; empty when the label says it all.
    pub hint: &'static str,
    /// What may be typed.
    pub kind: FieldKind,
    /// Whether it must be filled in.
    pub required: bool,
    /// It is asked for only while another field (the name) has one of these values; nothing means always.
    pub only_if: Option<(&'static str, &'static [&'static str])>,
}

/// What may be typed into a field.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum FieldKind {
    /// One line of text.
    Text {
        /// At most so many characters.
        max: u32,
    },
    /// Several lines of text.
    Lines {
        /// At most so many characters.
        max: u32,
    },
    /// A whole number.
    Whole {
        /// The smallest.
        #[ts(type = "number")]
        min: i64,
        /// The largest.
        #[ts(type = "number")]
        max: i64,
    },
    /// An amount of money with at most two decimals, in the provider's currency.
    Money,
    /// Yes or no: `true` or `false`.
    Switch,
    /// One of these.
    Choice {
        /// Them.
        choices: &'static [FixedChoice],
    },
    /// One of those the provider has at the moment, read when the form opens.
    Ask,
    /// A mobile number, as people write it.
    Number,
    /// The number of a SIM.
    Iccid {
        /// What the provider takes as one.
        rule: IccidRule,
    },
    /// The number of a phone.
    Imei,
    /// The number of an eSIM chip.
    Eid,
    /// An e-mail address.
    Email,
    /// A day: `2026-11-21`.
    Date,
    /// A secret: never kept, never shown again.
    Secret {
        /// At least so many characters.
        min: u32,
        /// At most so many characters.
        max: u32,
        /// Digits only.
        digits: bool,
    },
    /// The one-time code that the provider has sent to the customer: digits, never kept, never shown again. The
    /// provider checks it with the change itself.
    OneTimeCode {
        /// At least so many digits.
        min: u32,
        /// At most so many digits.
        max: u32,
    },
    /// A file, as the browser reads it: `name;base64`.
    File {
        /// What is taken, as in the `accept` attribute.
        accept: &'static str,
        /// At most so many bytes.
        max_bytes: u32,
    },
}

/// One choice that is always there.
pub type FixedChoice = (&'static str, &'static str);

/// One thing that can be chosen, with the words for it.
#[derive(Clone, PartialEq, Eq, Serialize, TS)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
    /// A second line: price, network, until when.
    pub detail: Option<String>,
}

impl Choice {
    /// A choice without a second line.
    #[must_use]
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), detail: None }
    }

    /// The same with a second line.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }
}

/// Labels may be numbers of customers.
impl std::fmt::Debug for Choice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Choice(…)")
    }
}

impl TaskField {
    /// A field that must be filled in.
    #[must_use]
    pub const fn new(name: &'static str, label: &'static str, kind: FieldKind) -> Self {
        Self { name, label, hint: "", kind, required: true, only_if: None }
    }

    /// It may be left empty.
    #[must_use]
    pub const fn optional(mut self) -> Self {
        self.required = false;
        self
    }

    /// With a sentence that helps.
    #[must_use]
    pub const fn hint(mut self, hint: &'static str) -> Self {
        self.hint = hint;
        self
    }

    /// Asked for only while another field has one of these values.
    #[must_use]
    pub const fn only_if(mut self, field: &'static str, values: &'static [&'static str]) -> Self {
        self.only_if = Some((field, values));
        self
    }

    /// True for what must not be kept.
    #[must_use]
    pub const fn is_secret(&self) -> bool {
        matches!(self.kind, FieldKind::Secret { .. } | FieldKind::OneTimeCode { .. })
    }

    /// True for text nobody checks: it could hold anything.
    #[must_use]
    pub const fn is_free_text(&self) -> bool {
        matches!(self.kind, FieldKind::Text { .. } | FieldKind::Lines { .. })
    }

    /// The name of a file in the value of a field that takes one.
    #[must_use]
    pub fn name_of_file<'a>(&self, value: &'a str) -> Option<&'a str> {
        matches!(self.kind, FieldKind::File { .. }).then(|| value.split_once(';').map_or("", |(name, _)| name))
    }

    /// What was typed in the form it is sent in. An empty text is for the caller: whether it may be empty is not known
    /// here.
    ///
    /// # Errors
    /// What is wrong with it and what would be right, in one sentence that does not repeat the text.
    pub fn read(&self, text: &str, region: Region) -> Result<String, String> {
        let plain = text.trim();
        let most = |max: u32| {
            let long = plain.chars().count() > max as usize;
            if long { Err(format!("At most {max} characters.")) } else { Ok(plain.to_owned()) }
        };
        match self.kind {
            FieldKind::Text { max } => {
                if plain.chars().any(char::is_control) {
                    Err("One line only.".to_owned())
                } else {
                    most(max)
                }
            }
            FieldKind::Lines { max } => most(max),
            FieldKind::Whole { min, max } => match plain.parse::<i64>() {
                Ok(number) if (min..=max).contains(&number) => Ok(number.to_string()),
                _ => Err(format!("A whole number from {min} to {max}.")),
            },
            FieldKind::Money => money(plain).ok_or_else(|| "An amount such as 12 or 12.50.".to_owned()),
            FieldKind::Switch => match plain {
                "true" | "false" => Ok(plain.to_owned()),
                _ => Err("Yes or no.".to_owned()),
            },
            FieldKind::Choice { choices } => match choices.iter().find(|(value, _)| *value == plain) {
                Some((value, _)) => Ok((*value).to_owned()),
                None => Err("One of the choices.".to_owned()),
            },
            FieldKind::Ask => most(500),
            FieldKind::Number => Msisdn::parse(plain, region).map(|it| it.e164().to_owned()).map_err(sentence),
            FieldKind::Iccid { rule } => rule.read(plain),
            FieldKind::Imei => Imei::parse(plain).map(|it| it.digits().to_owned()).map_err(sentence),
            FieldKind::Eid => Eid::parse(plain).map(|it| it.digits().to_owned()).map_err(sentence),
            FieldKind::Email => email(plain).ok_or_else(|| "An e-mail address such as name@example.com.".to_owned()),
            FieldKind::Date => day(plain).ok_or_else(|| "A day such as 2026-11-21.".to_owned()),
            FieldKind::Secret { min, max, digits } => secret(plain, min, max, digits),
            FieldKind::OneTimeCode { min, max } => secret(plain, min, max, true),
            FieldKind::File { max_bytes, .. } => {
                // Base64 has four characters for three bytes.
                let too_large = plain.len() / 4 * 3 > max_bytes as usize;
                if too_large {
                    Err(format!("A file of at most {} kB.", max_bytes / 1024))
                } else {
                    Ok(plain.to_owned())
                }
            }
        }
    }

    /// How a value is shown where it has words of its own.
    #[must_use]
    pub fn shown(&self, value: &str) -> Option<&'static str> {
        match self.kind {
            FieldKind::Choice { choices } => choices.iter().find(|(one, _)| *one == value).map(|(_, label)| *label),
            FieldKind::Switch => Some(if value == "true" { "yes" } else { "no" }),
            _ => None,
        }
    }
}

/// An error's words as a sentence.
fn sentence(error: impl std::fmt::Display) -> String {
    let text = error.to_string();
    let mut rest = text.chars();
    let first = rest.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", rest.as_str().trim_end_matches('.'))
}

/// A secret of so many characters.
fn secret(plain: &str, min: u32, max: u32, digits: bool) -> Result<String, String> {
    let count = plain.chars().count();
    let fits = (min as usize..=max as usize).contains(&count);
    if fits && (!digits || plain.bytes().all(|byte| byte.is_ascii_digit())) {
        return Ok(plain.to_owned());
    }
    let what = if digits { "digits" } else { "characters" };
    Err(if min == max { format!("{min} {what}.") } else { format!("{min} to {max} {what}.") })
}

fn money(text: &str) -> Option<String> {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let digits =
        |text: &str, most: usize| !text.is_empty() && text.len() <= most && text.bytes().all(|b| b.is_ascii_digit());
    (digits(whole, 7) && digits(part, 2)).then(|| text.to_owned())
}

fn email(text: &str) -> Option<String> {
    let (name, host) = text.split_once('@')?;
    let plain = |c: char| c.is_ascii_graphic() && !matches!(c, '@' | ',' | ';' | '<' | '>' | '"' | '(' | ')');
    let labels = host.split('.').collect::<Vec<_>>();
    let fits = !name.is_empty() && labels.len() > 1 && labels.iter().all(|label| !label.is_empty());
    (fits && text.len() <= 254 && name.chars().chain(host.chars()).all(plain)).then(|| text.to_owned())
}

fn day(text: &str) -> Option<String> {
    let parts = text.split('-').collect::<Vec<_>>();
    let [year, month, day] = parts.as_slice() else { return None };
    let number = |text: &str, length: usize| {
        (text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse::<u32>().ok())?
    };
    let (year, month, day) = (number(year, 4)?, number(month, 2)?, number(day, 2)?);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        1..=12 => 31,
        _ => return None,
    };
    (1..=last).contains(&day).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(kind: FieldKind, text: &str) -> Result<String, String> {
        TaskField::new("x", "X", kind).read(text, Region::Gb)
    }

    #[test]
    fn what_fits_is_sent_in_its_plain_form() {
        assert_eq!(read(FieldKind::Number, "07700 900123").unwrap(), "+447700900123");
        assert_eq!(read(FieldKind::Whole { min: 1, max: 9 }, " 7 ").unwrap(), "7");
        assert_eq!(read(FieldKind::Money, "12.50").unwrap(), "12.50");
        assert_eq!(read(FieldKind::Date, "2024-02-29").unwrap(), "2024-02-29");
        assert_eq!(read(FieldKind::Email, "jo@example.com").unwrap(), "jo@example.com");
        let kind = FieldKind::Choice { choices: &[("a", "First"), ("b", "Second")] };
        assert_eq!(read(kind, "b").unwrap(), "b");
        assert_eq!(TaskField::new("x", "X", kind).shown("b"), Some("Second"));
    }

    #[test]
    fn what_does_not_fit_is_told_without_repeating_it() {
        let secret = FieldKind::Secret { min: 4, max: 8, digits: true };
        for (kind, text, said) in [
            (FieldKind::Number, "12", "number"),
            (FieldKind::Whole { min: 1, max: 9 }, "10", "1 to 9"),
            (FieldKind::Money, "1,5", "12.50"),
            (FieldKind::Date, "2026-02-29", "2026-11-21"),
            (FieldKind::Email, "jo@host", "name@example.com"),
            (FieldKind::Text { max: 3 }, "abcd", "At most 3"),
            (FieldKind::Text { max: 9 }, "a\u{7}b", "One line"),
            (secret, "12a4", "4 to 8 digits"),
            (FieldKind::File { accept: "", max_bytes: 1024 }, &"A".repeat(4000), "1 kB"),
        ] {
            let fault = read(kind, text).unwrap_err();
            assert!(fault.contains(said), "{fault}");
            assert!(!fault.contains(text), "{fault}");
        }
    }
}
