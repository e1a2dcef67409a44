//! ONSIM's wire forms: the bodies it is sent, and a lenient way into what it answers.
//!
//! Requests are written out in full (contract: request fields are documented). Answers are records of named values,
//! because many of their shapes are not published, and the published ones contradict each other (contract 9, A1 to A3).
//! What the names mean is in `map`.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::raw;
use domain::line::RawField;

/// The two words of every switch (contract 1, "On/off flags").
pub(super) const fn on_off(on: bool) -> &'static str {
    if on { "ON" } else { "OFF" }
}

/// `DELETE /account`
#[derive(Serialize)]
pub(super) struct CeaseRequest<'a> {
    pub(super) iccid: &'a str,
}

/// `POST /account/esim`: only the number; what wins when several identifiers disagree is unknown.
#[derive(Serialize)]
pub(super) struct EsimQuery<'a> {
    pub(super) mpn: &'a str,
    pub(super) refresh_code: u8,
}

/// `POST /account/esim/generate`
#[derive(Serialize)]
pub(super) struct QrRequest<'a> {
    pub(super) esim_code: &'a str,
}

/// `POST /account/{mpn}/recording`: which field is required is unknown, so both are sent.
#[derive(Serialize)]
pub(super) struct RecordingRequest {
    pub(super) voice_recording: &'static str,
    pub(super) sms_recording: &'static str,
}

/// `POST /account/pbxinfo/{mpn}`: all four switches every time, because a missing one may be reset to its default.
#[derive(Serialize)]
pub(super) struct MobileSettingsRequest<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) mpn: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) pbx_user: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) pbx_password: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) first_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) last_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) email: Option<&'a str>,
    pub(super) mobile_data: &'static str,
    pub(super) mobile_voice: &'static str,
    /// Read back as `mobile_messaging` (contract A5).
    pub(super) mobile_sms: &'static str,
    pub(super) mobile_hotspot: &'static str,
}

/// `POST /reseller/groups`
#[derive(Serialize)]
pub(super) struct GroupRequest<'a> {
    pub(super) name: &'a str,
    pub(super) address_line_1: &'a str,
    pub(super) home_location: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) address_line_2: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) city: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) country: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) post_code: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<&'a str>,
}

/// `POST /reseller/provision`
#[derive(Serialize)]
pub(super) struct OwnUcRequest<'a> {
    pub(super) mpn: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) iccid: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) pbx_user: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) pbx_password: Option<&'a str>,
}

/// `POST /reseller/provision-onsim`
#[derive(Serialize)]
pub(super) struct OnsimUcRequest<'a> {
    pub(super) mpn: &'a str,
    pub(super) group_name: &'a str,
    pub(super) home_location: &'a str,
    pub(super) first_name: &'a str,
    pub(super) last_name: &'a str,
    pub(super) email: &'a str,
    pub(super) product: i64,
    /// A bundle size here, not a switch (contract A5).
    pub(super) mobile_data: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) iccid: Option<&'a str>,
}

/// `POST /reseller/subscribers`. `is_recorded` is left out: it may be a filter (contract A6), and a filter would hide
/// lines.
#[derive(Serialize)]
pub(super) struct SubscribersQuery {
    pub(super) state: &'static str,
}

/// One object of an answer. Values are taken out by name; what is left is shown as it came.
///
/// Names are compared without case, `_` and `-`, because ONSIM mixes styles (contract 1, "Naming").
#[derive(Deserialize, Default)]
#[serde(transparent)]
pub(super) struct Record(pub(super) Map<String, Value>);

impl Record {
    fn key(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.0.keys().find(|key| same_name(key, name)).cloned())
    }

    /// Whether one of these is there, whatever its value.
    pub(super) fn has(&self, names: &[&str]) -> bool {
        self.key(names).is_some()
    }

    /// The value as text; numbers and booleans count as text (contract A16). An object or a list stays where it is, so
    /// that it is shown raw; an empty text counts as absent.
    pub(super) fn take_text(&mut self, names: &[&str]) -> Option<String> {
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
    pub(super) fn take_known<T>(&mut self, names: &[&str], read: impl Fn(&str) -> Option<T>) -> Option<T> {
        names.iter().find_map(|name| {
            let key = self.key(&[name])?;
            let value = read(&scalar(self.0.get(&key)?)?)?;
            self.0.remove(&key);
            Some(value)
        })
    }

    /// The value as a number, also when it came as text.
    pub(super) fn take_number(&mut self, names: &[&str]) -> Option<f64> {
        self.take_known(names, |text| text.parse::<f64>().ok().filter(|number| number.is_finite()))
    }

    /// The value as an object.
    pub(super) fn take_record(&mut self, names: &[&str]) -> Option<Self> {
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
    pub(super) fn rest(self, prefix: &str) -> Vec<RawField> {
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
pub(super) fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// The place in an answer that is no record.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Misfit(pub(super) String);

/// The records of an answer, whatever wrapping it has: a list, one record, or either under one of `wrappers`, also one
/// inside the other (contract A1, A2, A3). `null` in a wrapper means none.
pub(super) fn records(value: Value, wrappers: &[&str]) -> Result<Vec<Record>, Misfit> {
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
#[path = "wire_tests.rs"]
pub(super) mod tests;
