//! What a provider says in an error body, made safe to show: its words, the fields it names, how long to wait.
//!
//! ONSIM documents no error body (contract 1, "Errors"), so the usual places are looked at: problem details (RFC 9457)
//! and the `message` or `error` of common gateways.

use std::time::Duration;

use jiff::fmt::rfc2822;
use reqwest::header::{DATE, HeaderMap, RETRY_AFTER};
use serde_json::Value;

/// Longest text of a provider that is passed on, in characters.
const LONGEST: usize = 300;

/// Longest field name that is passed on, in characters.
const LONGEST_FIELD: usize = 60;

/// Where words are, best first. From `errorMessage` on: Reach (Reach contract 2.6).
const PLACES: [&str; 8] = ["detail", "title", "message", "error", "errors", "errorMessage", "Message", "data"];

/// The provider's own words in an error body, not yet masked. Texts to single fields (`meta`, Reach contract 2.6) follow
/// the words to the whole.
pub(super) fn spoken(body: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(body).ok()?.trim();
    if let Ok(value) = serde_json::from_str::<Value>(text) {
        return spoken_in(&value);
    }
    // A gateway's HTML page says nothing to a person, and half a JSON text neither.
    (!text.is_empty() && !text.starts_with(['<', '{', '['])).then(|| text.to_owned())
}

fn spoken_in(value: &Value) -> Option<String> {
    if let Value::String(text) = value {
        return (!text.trim().is_empty()).then(|| text.trim().to_owned());
    }
    let words = PLACES.iter().find_map(|name| match value.get(name)? {
        nested @ Value::Object(_) => spoken_in(nested),
        Value::Array(several) => several.iter().find_map(spoken_in),
        Value::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        _ => None,
    });
    let fields = value.get("meta").and_then(Value::as_object).into_iter().flatten();
    let fields = fields.filter_map(|(name, text)| Some(format!("{name}: {}", text.as_str()?.trim())));
    let all: Vec<String> = words.into_iter().chain(fields).collect();
    (!all.is_empty()).then(|| all.join("; "))
}

/// The names of the fields a provider refuses, in the forms problem details take.
pub(super) fn refused_fields(body: &[u8]) -> Vec<String> {
    let Ok(value) = serde_json::from_slice::<Value>(body) else {
        return Vec::new();
    };
    let mut names = Vec::new();
    for list in ["errors", "fields", "invalid-params", "invalidParams", "invalid_params", "details", "meta"] {
        match value.get(list) {
            Some(Value::Array(items)) => names.extend(items.iter().filter_map(field_of)),
            Some(Value::Object(map)) => names.extend(map.keys().map(String::as_str)),
            _ => {}
        }
    }
    match value.get("error") {
        Some(Value::Array(items)) => names.extend(items.iter().filter_map(field_of)),
        Some(one @ Value::Object(_)) => names.extend(field_of(one)),
        _ => {}
    }
    names.extend(["field", "param"].iter().filter_map(|name| value.get(name)?.as_str()));
    let mut fields: Vec<String> = Vec::new();
    for name in names.into_iter().filter_map(field_name) {
        if !fields.contains(&name) {
            fields.push(name);
        }
    }
    fields
}

/// The provider's own key of an error, where the body has one: `code` beside the words, or of the first of several
/// errors (TelecomX contract 1.4).
pub(super) fn error_key(body: &[u8]) -> Option<String> {
    let value = serde_json::from_slice::<Value>(body).ok()?;
    let inside = ["error", "errors"].iter().find_map(|name| match value.get(*name)? {
        one @ Value::Object(_) => Some(one),
        Value::Array(several) => several.iter().find(|one| one.is_object()),
        _ => None,
    });
    field_name(inside.unwrap_or(&value).get("code")?.as_str()?)
}

fn field_of(item: &Value) -> Option<&str> {
    if let Value::String(name) = item {
        return Some(name);
    }
    ["field", "name", "param", "property", "path", "pointer", "instancePath"]
        .iter()
        .find_map(|key| item.get(key)?.as_str())
}

/// A field name as it may be shown: no sentence, no value.
fn field_name(text: &str) -> Option<String> {
    let name = text.trim_start_matches(['#', '/', '.']).trim_start_matches("body").trim_start_matches(['/', '.']);
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-./[]".contains(c);
    let fits = !name.is_empty() && name.len() <= LONGEST_FIELD && name.chars().all(plain);
    (fits && masked(name) == name).then(|| name.to_owned())
}

/// The text with everything masked that looks like an activation code, a key, a PAC, an e-mail address or a number of
/// seven and more digits; cut to 300 characters.
pub(crate) fn masked(text: &str) -> String {
    let mut safe = String::with_capacity(text.len().min(LONGEST * 4));
    let mut key_follows = false;
    for piece in text.split_inclusive(char::is_whitespace) {
        let word = piece.trim_end();
        let names_key = word.trim_end_matches([':', '=']).to_ascii_lowercase().ends_with("bearer");
        if !word.is_empty() && ((key_follows && !names_key) || looks_secret(word)) {
            safe.push('…');
            key_follows = false;
        } else {
            safe.push_str(word);
            key_follows |= names_key;
        }
        safe.push_str(&piece[word.len()..]);
    }
    without_long_numbers(&safe).chars().take(LONGEST).collect()
}

fn looks_secret(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    // `1$host$token` is an activation code without its LPA prefix (GSMA SGP.22 4.1); X-Amz- marks a presigned link.
    lower.contains("lpa:")
        || lower.matches('$').count() >= 2
        || lower.contains("x-amz-")
        || lower.contains("bearer%20")
        || word.contains('@')
        || word
            .split(|c: char| !(c.is_ascii_alphanumeric() || "_-+=".contains(c)))
            .any(|run| is_key(run) || is_pac(run))
}

/// Long runs of letters and digits are keys, tokens or ids: nothing a person reads.
fn is_key(run: &str) -> bool {
    run.len() >= 20 && run.chars().any(|c| c.is_ascii_digit()) && run.chars().any(|c| c.is_ascii_alphabetic())
}

/// 3 letters and 5 or 6 digits (UK porting authorisation code; ONSIM's sample has 5 digits).
fn is_pac(run: &str) -> bool {
    let bytes = run.as_bytes();
    matches!(bytes.len(), 8 | 9)
        && bytes[..3].iter().all(u8::is_ascii_alphabetic)
        && bytes[3..].iter().all(u8::is_ascii_digit)
}

/// Masks every number of seven and more digits, also when its digits are grouped with spaces, dashes or dots.
fn without_long_numbers(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut safe = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        if !chars[at].is_numeric() {
            safe.push(chars[at]);
            at += 1;
            continue;
        }
        let (mut end, mut digits, mut next) = (at, 0, at);
        while next < chars.len() {
            if chars[next].is_numeric() {
                digits += 1;
                next += 1;
                end = next;
            } else if next - end < 2 && " -.()/\u{a0}".contains(chars[next]) {
                next += 1;
            } else {
                break;
            }
        }
        if digits >= 7 {
            safe.push('…');
        } else {
            safe.extend(&chars[at..end]);
        }
        at = end;
    }
    safe
}

/// How long the provider asks to wait: `Retry-After` in seconds, or as a date measured against the answer's own `Date`,
/// so that no clock of this computer is asked (RFC 9110 10.2.3).
pub(super) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let until = rfc2822::parse(text).ok()?.timestamp();
    let now = rfc2822::parse(headers.get(DATE)?.to_str().ok()?).ok()?.timestamp();
    Some(Duration::from_secs(u64::try_from(until.as_second() - now.as_second()).unwrap_or(0)))
}

#[cfg(test)]
#[path = "words_tests.rs"]
mod tests;
