//! TelecomX's wire forms: the bodies and queries it is sent, and how a value of an answer becomes a type.
//!
//! Answers are records of named values, because most of their shapes are published in part only (TelecomX contract,
//! marks `partial`). Which name means what is in `map`.

use domain::activation_code::ActivationCode;
use domain::iccid::Iccid;
use domain::msisdn::{Msisdn, Region};
use domain::secret::{ApiKey, Pin, Puk};
use domain::time::ProviderTime;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::operation::Operation;
use crate::record::{Record, scalar};
use crate::transport::Call;

/// `POST /auth/login`. A cookie and a lasting token are never asked for.
#[derive(Serialize)]
pub(super) struct LoginRequest<'a> {
    pub(super) username: &'a str,
    pub(super) password: &'a str,
    #[serde(rename = "smsKey", skip_serializing_if = "Option::is_none")]
    pub(super) sms_key: Option<&'a str>,
    #[serde(rename = "authenticatorToken", skip_serializing_if = "Option::is_none")]
    pub(super) authenticator_token: Option<&'a str>,
}

/// `POST /sim`: one card a line.
#[derive(Serialize)]
pub(super) struct ImportRequest<'a> {
    pub(super) data: &'a str,
}

/// `POST /mvno/ott/{accountId}/topup/{productId}`
#[derive(Serialize)]
pub(super) struct SelfServiceRequest<'a> {
    pub(super) token: &'a str,
}

/// The properties of a body; what is absent is not sent (contract 4.5: send only what changes).
#[derive(Default)]
pub(super) struct Properties(Map<String, Value>);

impl Properties {
    pub(super) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.0.insert(name.to_owned(), value.into());
        self
    }

    pub(super) fn text(self, name: &str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    pub(super) fn flag(self, name: &str, value: Option<bool>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// Properties inside a property; nothing when there are none.
    pub(super) fn inside(self, name: &str, inner: Self) -> Self {
        if inner.is_empty() { self } else { self.with(name, inner.0) }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn into_value(self) -> Value {
        Value::Object(self.0)
    }
}

/// The parameters of a query; what is absent is not sent.
#[derive(Default)]
pub(super) struct Query(Vec<(&'static str, String)>);

impl Query {
    pub(super) fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.0.push((name, value.to_string()));
        self
    }

    pub(super) fn opt(self, name: &'static str, value: Option<impl ToString>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// A switch that is off by default, so that only switching it on is sent.
    pub(super) fn on(self, name: &'static str, value: bool) -> Self {
        if value { self.with(name, true) } else { self }
    }

    /// A call of an operation with this query.
    pub(super) fn call(&self, operation: &'static Operation) -> Call<'_> {
        self.0.iter().fold(Call::new(operation), |call, (name, value)| call.query(name, value))
    }
}

/// A type that a value of an answer can be read into. Text and number stand for each other.
pub(super) trait FromWire: Sized {
    /// The value as this type; nothing when it does not fit.
    fn from_wire(value: &Value) -> Option<Self>;
}

fn text(value: &Value) -> Option<String> {
    scalar(value).filter(|text| !text.is_empty())
}

impl FromWire for String {
    fn from_wire(value: &Value) -> Option<Self> {
        text(value)
    }
}

impl FromWire for bool {
    // Contract 1.7: booleans appear as 0 in one example.
    fn from_wire(value: &Value) -> Option<Self> {
        match scalar(value)?.to_ascii_lowercase().as_str() {
            "true" | "1" => Some(true),
            "false" | "0" => Some(false),
            _ => None,
        }
    }
}

impl FromWire for f64 {
    fn from_wire(value: &Value) -> Option<Self> {
        scalar(value)?.parse().ok().filter(|number: &f64| number.is_finite())
    }
}

impl FromWire for i64 {
    fn from_wire(value: &Value) -> Option<Self> {
        scalar(value)?.parse().ok()
    }
}

impl FromWire for u64 {
    fn from_wire(value: &Value) -> Option<Self> {
        scalar(value)?.parse().ok()
    }
}

impl FromWire for ProviderTime {
    fn from_wire(value: &Value) -> Option<Self> {
        text(value).map(time)
    }
}

impl FromWire for Iccid {
    fn from_wire(value: &Value) -> Option<Self> {
        Some(Self::parse(&scalar(value)?).ok()?.iccid)
    }
}

impl FromWire for Msisdn {
    fn from_wire(value: &Value) -> Option<Self> {
        Self::parse(&scalar(value)?, Region::Dk).ok()
    }
}

impl FromWire for ActivationCode {
    fn from_wire(value: &Value) -> Option<Self> {
        Some(Self::parse(&scalar(value)?).ok()?.code)
    }
}

impl FromWire for Pin {
    fn from_wire(value: &Value) -> Option<Self> {
        text(value).map(Self::new)
    }
}

impl FromWire for Puk {
    fn from_wire(value: &Value) -> Option<Self> {
        text(value).map(Self::new)
    }
}

impl FromWire for ApiKey {
    fn from_wire(value: &Value) -> Option<Self> {
        text(value).map(Self::new)
    }
}

impl<T: FromWire> FromWire for Vec<T> {
    fn from_wire(value: &Value) -> Option<Self> {
        value.as_array()?.iter().map(T::from_wire).collect()
    }
}

/// Takes a value out of a record; one that does not fit stays, so that it is shown raw. Names are TelecomX's own.
pub(super) fn take<T: FromWire>(record: &mut Record, name: &str) -> Option<T> {
    let key = record.0.keys().find(|key| key.eq_ignore_ascii_case(name)).cloned()?;
    let value = T::from_wire(record.0.get(&key)?)?;
    record.0.remove(&key);
    Some(value)
}

/// A date or time. The examples show UTC with milliseconds (contract 1.7); where text is no such time it is kept as is.
pub(super) fn time(raw: String) -> ProviderTime {
    let iso = raw
        .parse::<jiff::Timestamp>()
        .map(|time| time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
        .or_else(|_| raw.parse::<jiff::civil::Date>().map(|date| date.to_string()))
        .ok();
    ProviderTime { raw, iso }
}

/// What is odd about an answer. Never holds a value of it.
pub(super) struct Misfit(pub(super) &'static str);

/// The elements of a list and the numbers around it.
pub(super) struct Elements {
    pub(super) around: Record,
    pub(super) items: Vec<Value>,
}

/// The list in an answer: bare, under one of `names`, or the only list there (contract 1.5: some names are not known).
pub(super) fn elements(value: Value, names: &[&str]) -> Result<Elements, Misfit> {
    match value {
        Value::Array(items) => Ok(Elements { around: Record::default(), items }),
        Value::Object(mut map) => {
            let known =
                names.iter().find(|name| map.get(**name).is_some_and(Value::is_array)).map(|name| (*name).to_owned());
            let only = || {
                let mut lists = map.iter().filter(|(_, value)| value.is_array());
                lists.next().filter(|_| lists.next().is_none()).map(|(name, _)| name.clone())
            };
            let Some(Value::Array(items)) = known.or_else(only).and_then(|name| map.remove(&name)) else {
                // Properties without a value may be left out (contract 1.7), a list of nothing among them.
                let none = map.get("total").and_then(Value::as_u64) == Some(0);
                let around = Record(map);
                return if none {
                    Ok(Elements { around, items: Vec::new() })
                } else {
                    Err(Misfit("the answer holds no list"))
                };
            };
            Ok(Elements { around: Record(map), items })
        }
        _ => Err(Misfit("the answer is no list")),
    }
}

#[cfg(test)]
#[path = "wire_tests.rs"]
mod tests;
