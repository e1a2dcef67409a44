//! A lenient way into what providers answer: records of named values, whatever wrapping they come in.
//!
//! Used where shapes are not published or contradict each other. What the names mean is in each provider's `map`.

use domain::line::RawField;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::raw;

/// One object of an answer. Values are taken out by name; what is left is shown as it came.
///
/// Names are compared without case, `_` and `-`, because providers mix styles (ONSIM contract 1, "Naming").
#[derive(Deserialize, Default)]
#[serde(transparent)]
pub(crate) struct Record(pub(crate) Map<String, Value>);

impl Record {
    fn key(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.0.keys().find(|key| same_name(key, name)).cloned())
    }

    /// Whether one of these is there, whatever its value.
    pub(crate) fn has(&self, names: &[&str]) -> bool {
        self.key(names).is_some()
    }

    /// The value as text; numbers and booleans count as text (ONSIM contract A16). An object or a list stays where it is, so
    /// that it is shown raw; an empty text counts as absent.
    pub(crate) fn take_text(&mut self, names: &[&str]) -> Option<String> {
        for name in names {
            let Some(key) = self.key(&[name]) else { continue };
            match self.0.get(&key).map(scalar) {
                Some(Some(text)) => {
                    self.0.remove(&key);
                    if !text.is_empty() {
                        return Some(text);
                    }
                }
                Some(None) if self.0.get(&key).is_some_and(Value::is_null) => {
                    self.0.remove(&key);
                }
                _ => {}
            }
        }
        None
    }

    /// The value as a text that `read` understands; one it does not stays where it is, so that it is shown raw.
    pub(crate) fn take_known<T>(&mut self, names: &[&str], read: impl Fn(&str) -> Option<T>) -> Option<T> {
        names.iter().find_map(|name| {
            let key = self.key(&[name])?;
            let value = read(&scalar(self.0.get(&key)?)?)?;
            self.0.remove(&key);
            Some(value)
        })
    }

    /// The value as a number, also when it came as text.
    pub(crate) fn take_number(&mut self, names: &[&str]) -> Option<f64> {
        self.take_known(names, |text| text.parse::<f64>().ok().filter(|number| number.is_finite()))
    }

    /// The value as an object.
    pub(crate) fn take_record(&mut self, names: &[&str]) -> Option<Self> {
        let key = self.key(names)?;
        match self.0.remove(&key)? {
            Value::Object(map) => Some(Self(map)),
            other => {
                self.0.insert(key, other);
                None
            }
        }
    }

    /// Everything left, as text, with secrets hidden; `prefix` goes in front of the names.
    pub(crate) fn rest(self, prefix: &str) -> Vec<RawField> {
        raw::fields(prefix, Value::Object(self.0))
    }
}

fn same_name(left: &str, right: &str) -> bool {
    fn plain(text: &str) -> impl Iterator<Item = u8> {
        text.bytes().filter(|byte| !matches!(byte, b'_' | b'-' | b' ')).map(|byte| byte.to_ascii_lowercase())
    }
    plain(left).eq(plain(right))
}

/// A text, number or boolean as trimmed text.
pub(crate) fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// The place in an answer that is no record.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Misfit(pub(crate) String);

/// The records of an answer, whatever wrapping it has: a list, one record, or either under one of `wrappers`, also one
/// inside the other (ONSIM contract A1, A2, A3). `null` in a wrapper means none.
pub(crate) fn records(value: Value, wrappers: &[&str]) -> Result<Vec<Record>, Misfit> {
    let mut found = Vec::new();
    collect(value, wrappers, ".", &mut found)?;
    Ok(found)
}

fn collect(value: Value, wrappers: &[&str], place: &str, found: &mut Vec<Record>) -> Result<(), Misfit> {
    match value {
        Value::Array(items) => {
            for (index, item) in items.into_iter().enumerate() {
                collect(item, wrappers, &format!("{place}[{index}]"), found)?;
            }
            Ok(())
        }
        Value::Object(mut map) => {
            for wrapper in wrappers {
                let inside = match map.get(*wrapper) {
                    Some(Value::Array(_) | Value::Object(_)) => map.remove(*wrapper),
                    // A lone null is an empty list; beside other values it is just a value.
                    Some(Value::Null) if map.len() == 1 => return Ok(()),
                    _ => None,
                };
                if let Some(inside) = inside {
                    return collect(inside, wrappers, &format!("{place}{wrapper}"), found);
                }
            }
            found.push(Record(map));
            Ok(())
        }
        _ => Err(Misfit(place.to_owned())),
    }
}

#[cfg(test)]
#[path = "record_tests.rs"]
pub(crate) mod tests;
