//! Reading JSON with every number as the text it was written as.

use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use crate::Answer;
use crate::transport::{RawAnswer, decode};

/// Deeper answers than this are refused: each level is looked at once more.
const DEEPEST: usize = 48;

/// The answer's JSON; its numbers are texts.
pub(super) fn read(answer: &RawAnswer) -> Answer<Value> {
    let raw: Box<RawValue> = decode(answer)?;
    value(&raw, 0).ok_or_else(|| answer.unusable("the answer is nested too deeply"))
}

fn value(raw: &RawValue, depth: usize) -> Option<Value> {
    if depth > DEEPEST {
        return None;
    }
    let text = raw.get();
    match text.as_bytes().first()? {
        b'{' => {
            let inside = parsed::<std::collections::BTreeMap<String, Box<RawValue>>>(text)?;
            let fields = inside.into_iter().map(|(name, inner)| Some((name, value(&inner, depth + 1)?)));
            fields.collect::<Option<Map<_, _>>>().map(Value::Object)
        }
        b'[' => {
            let inside = parsed::<Vec<Box<RawValue>>>(text)?;
            inside.iter().map(|inner| value(inner, depth + 1)).collect::<Option<Vec<_>>>().map(Value::Array)
        }
        b'-' | b'0'..=b'9' => Some(Value::String(text.to_owned())),
        _ => parsed(text),
    }
}

fn parsed<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_str(text).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn exact(text: &str) -> Option<Value> {
        value(&serde_json::from_str::<Box<RawValue>>(text).ok()?, 0)
    }

    #[test]
    fn every_digit_stays() {
        let text =
            r#" {"a": 42.50, "b": [1, -0.10, 1e3, 12345678901234567890.5], "c": true, "d": null, "é\n": "x\"y"} "#;
        let wanted = json!({"a": "42.50", "b": ["1", "-0.10", "1e3", "12345678901234567890.5"], "c": true, "d": null, "é\n": "x\"y"});
        assert_eq!(exact(text), Some(wanted));
    }

    #[test]
    fn depth_has_an_end() {
        let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(exact(&nested(DEEPEST)).is_some());
        assert!(exact(&nested(DEEPEST + 2)).is_none());
        assert!(exact(&nested(5000)).is_none());
    }

    proptest! {
        #[test]
        fn any_json_is_read(value in crate::record::tests::any_json()) {
            prop_assert!(exact(&value.to_string()).is_some());
        }

        #[test]
        fn any_text_is_read_or_refused(text in ".{0,60}") {
            let _ = exact(&text);
        }
    }
}
