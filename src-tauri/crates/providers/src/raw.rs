//! What a provider sends beyond the model, as plain fields to show; secrets among it are hidden by name and by look.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use domain::line::RawField;
use domain::provider::ProviderKind;
use serde_json::Value;

use crate::record::scalar;
use crate::transport::masked;

/// Shown in the place of a value that must not be kept.
const HIDDEN: &str = "(hidden)";

/// Parts of a name that mark its value as secret.
const SECRET_WORDS: [&str; 10] =
    ["password", "passwd", "pwd", "secret", "token", "apikey", "esimcode", "activationcode", "lpa", "authorization"];

/// Whole words of a name that mark its value as secret.
const SECRET_NAMES: [&str; 12] =
    ["pin", "pin1", "pin2", "puk", "puk1", "puk2", "pac", "stac", "otp", "key", "ki", "qr"];

/// Every value inside, with its place as its name (`bundles.sms.used`, `hosts[0]`). Empty objects and lists have none.
pub(crate) fn fields(place: &str, value: Value) -> Vec<RawField> {
    let mut found = Vec::new();
    collect(place, value, false, &mut found);
    found
}

fn collect(place: &str, value: Value, hidden: bool, found: &mut Vec<RawField>) {
    match value {
        Value::Object(map) => {
            for (name, inner) in map {
                let hidden = hidden || names_secret(&name);
                let place = if place.is_empty() { name } else { format!("{place}.{name}") };
                collect(&place, inner, hidden, found);
            }
        }
        Value::Array(items) => {
            for (index, inner) in items.into_iter().enumerate() {
                collect(&format!("{place}[{index}]"), inner, hidden, found);
            }
        }
        Value::Null => {}
        value => {
            let text = scalar(&value).unwrap_or_default();
            if !text.is_empty() {
                let value = if hidden || holds_code(&text) { HIDDEN.to_owned() } else { text };
                found.push(RawField { name: place.to_owned(), value });
            }
        }
    }
}

fn names_secret(name: &str) -> bool {
    let mut spaced = String::new();
    let mut after_lower = false;
    for c in name.chars() {
        if c.is_ascii_uppercase() && after_lower {
            spaced.push(' ');
        }
        after_lower = c.is_ascii_lowercase();
        spaced.push(if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { ' ' });
    }
    let joined: String = spaced.split(' ').collect();
    SECRET_WORDS.iter().any(|word| joined.contains(word)) || spaced.split(' ').any(|word| SECRET_NAMES.contains(&word))
}

/// An activation code, a presigned link or a bearer token under a name that does not say so.
fn holds_code(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    lower.contains("lpa:") || lower.contains("x-amz-") || lower.contains("bearer ") || text.matches('$').count() >= 2
}

/// A provider's own word for a state, kept and shown as it came unless it holds something else.
pub(crate) fn word(text: &str) -> String {
    if holds_code(text) { masked(text) } else { text.to_owned() }
}

/// Notes in the log that a field holds a word this program does not know: once for each word, and without the word,
/// which may be anything. The word itself is shown beside our reading.
pub(crate) fn note_drift(provider: ProviderKind, field: &'static str, word: &str) {
    static NOTED: Mutex<BTreeSet<(ProviderKind, &str, String)>> = Mutex::new(BTreeSet::new());
    /// Enough to tell; a field of free text must not fill memory.
    const MOST: usize = 64;
    if word.is_empty() {
        return;
    }
    let mut noted = NOTED.lock().unwrap_or_else(PoisonError::into_inner);
    if noted.len() < MOST && noted.insert((provider, field, word.to_owned())) {
        tracing::warn!(provider = provider.name(), field, "unknown_word");
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn shown(value: Value) -> Vec<(String, String)> {
        fields("", value).into_iter().map(|field| (field.name, field.value)).collect()
    }

    #[test]
    fn nested_values_keep_their_place() {
        let value = json!({"a": {"b": [1, {"c": true}]}, "d": " x ", "e": null, "f": "", "g": [], "h": {}});
        let expected = [("a.b[0]", "1"), ("a.b[1].c", "true"), ("d", "x")];
        assert_eq!(shown(value), expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
    }

    #[test]
    fn secrets_are_hidden_by_name_and_by_look() {
        let value = json!({
            "pbx_password": "s1", "PAC": "s2", "userPin": "s3", "esim_code": "s4", "keys": {"puk1": {"v": "s5"}},
            "note": "use LPA:1$h.example$S6", "short": "1$h.example$S7", "url": "https://b/S8.png?X-Amz-Signature=S9",
            "apiKey": ["s10"], "Sip-Secret": "s11",
        });
        for (name, value) in shown(value) {
            assert_eq!(value, HIDDEN, "{name}");
        }
        let harmless = json!({"package": "a", "spinner": "b", "monkey": "c", "product_code": "d", "price": "5$"});
        assert!(shown(harmless).iter().all(|(_, value)| value != HIDDEN));
    }
}
