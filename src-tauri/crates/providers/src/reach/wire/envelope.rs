//! Reach's envelope: `{"status": "SUCCESS", "message": …, "data": …}`, or none (Reach contract 2.5). Inferred as a whole.
//!
//! An outer `status` is never that of a purchase, a plan change or a line: those have their own inside.

use domain::line::RawField;
use domain::problem::ErrorCode;
use serde_json::{Map, Value};

use super::exact;
use crate::Answer;
use crate::error::ProviderError;
use crate::raw;
use crate::record::{self, Record};
use crate::transport::{RawAnswer, masked};

/// Words by which an envelope says that nothing was done. Only `SUCCESS` was ever seen.
const FAILURES: [&str; 9] =
    ["FAILED", "FAILURE", "FAIL", "ERROR", "REJECTED", "REFUSED", "DENIED", "DECLINED", "INVALID"];

/// Names that say nothing of the matter itself.
const TALK: [&str; 7] = ["status", "message", "error", "errorMessage", "Message", "meta", "data"];

/// Whose a `status` is that stands beside no `data` and nothing else of the matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::reach) enum Status {
    /// The envelope's, if it is `SUCCESS` or a word of failure.
    Envelopes,
    /// The answer's own: a status word is all there is to say (51, 32, 37, 68).
    Own,
}

/// What an answer is about, out of its envelope.
pub(in crate::reach) fn payload(answer: &RawAnswer, status: Status) -> Answer<Value> {
    let mut map = match exact::read(answer)? {
        Value::Object(map) => map,
        other => return Ok(other),
    };
    if matches!(map.get("data"), Some(Value::Object(_) | Value::Array(_))) {
        judged(answer, &map)?;
        return Ok(map.remove("data").unwrap_or_default());
    }
    if status == Status::Envelopes && map.keys().all(|name| TALK.contains(&name.as_str())) {
        match map.get("status").and_then(record::scalar) {
            Some(word) if is_failure(&word) => return Err(no_success(answer, &word)),
            Some(word) if word.eq_ignore_ascii_case("SUCCESS") => drop(map.remove("status")),
            _ => {}
        }
    }
    Ok(Value::Object(map))
}

/// Refuses what the envelope calls no success.
fn judged(answer: &RawAnswer, map: &Map<String, Value>) -> Answer<()> {
    match map.get("status").and_then(record::scalar) {
        None => Ok(()),
        Some(word) if word.is_empty() || word.eq_ignore_ascii_case("SUCCESS") => Ok(()),
        Some(word) => Err(no_success(answer, &word)),
    }
}

/// A word of failure means that it was not done. Any other word that is not `SUCCESS` is no success either, but whether
/// a change happened it does not say.
fn no_success(answer: &RawAnswer, word: &str) -> ProviderError {
    let words = answer.words();
    let mut error = if is_failure(word) {
        let fields = answer.refused_fields();
        let code = if fields.is_empty() { ErrorCode::Refused } else { ErrorCode::FieldsRefused };
        let mut error = answer.refused(code, "the answer says that it failed", words.as_deref());
        error.problem.field = fields.into_iter().next();
        error
    } else {
        super::drifted("envelope status", word);
        answer.unusable("the answer is called neither a success nor a failure")
    };
    if error.problem.provider_words.is_none() {
        error.problem.provider_words = Some(words.unwrap_or_else(|| masked(word)));
    }
    error
}

fn is_failure(word: &str) -> bool {
    FAILURES.iter().any(|failure| word.eq_ignore_ascii_case(failure))
}

/// The one object an answer is about. One of `signs` has to be in it: an answer that only talks is none.
pub(in crate::reach) fn object(answer: &RawAnswer, status: Status, signs: &[&str]) -> Answer<Record> {
    let mut value = payload(answer, status)?;
    // A list of one is that one.
    if let Value::Array(items) = &mut value
        && items.len() == 1
    {
        value = items.remove(0);
    }
    let Value::Object(map) = value else {
        return Err(answer.unusable("the answer is no object"));
    };
    let record = Record(map);
    if record.has(signs) { Ok(record) } else { Err(answer.unusable("the answer holds nothing of what was asked")) }
}

/// The objects of a list, also under one of `wrappers`. An object that is no list and has none of `signs` is refused:
/// it must not pass for an empty list.
pub(in crate::reach) fn list(answer: &RawAnswer, wrappers: &[&str], signs: &[&str]) -> Answer<Vec<Record>> {
    let value = payload(answer, Status::Envelopes)?;
    let lone = value.is_object();
    let found = record::records(value, wrappers)
        .map_err(|misfit| answer.unusable(format_args!("the answer does not fit at `{}`", misfit.0)))?;
    match found.as_slice() {
        [only] if lone && only.0.is_empty() => Ok(Vec::new()),
        [only] if lone && !only.has(signs) => Err(answer.unusable("the answer is no list")),
        _ => Ok(found),
    }
}

/// Everything of an answer whose shape is not known, as fields to show.
pub(in crate::reach) fn shown(answer: &RawAnswer) -> Answer<Vec<RawField>> {
    Ok(raw::fields("", payload(answer, Status::Envelopes)?))
}

/// What a change was answered with, beside that it was taken.
pub(in crate::reach) struct Taken {
    /// What the answer is about; empty when it is about nothing.
    pub(in crate::reach) record: Record,
    /// True when it runs on in the background (202).
    pub(in crate::reach) in_background: bool,
}

/// Takes a 2xx to a change as accepted unless it says otherwise. What the body is, is not documented for any change of
/// this kind, so one that is empty or no JSON says nothing.
pub(in crate::reach) fn taken(answer: &RawAnswer) -> Answer<Taken> {
    let in_background = answer.status() == 202;
    let silent = answer.body().iter().all(u8::is_ascii_whitespace);
    if silent || serde_json::from_slice::<serde::de::IgnoredAny>(answer.body()).is_err() {
        return Ok(Taken { record: Record::default(), in_background });
    }
    let value = match exact::read(answer)? {
        Value::Object(map) if !matches!(map.get("data"), Some(Value::Object(_) | Value::Array(_))) => {
            let word = map.get("status").and_then(record::scalar).unwrap_or_default();
            if is_failure(&word) {
                return Err(no_success(answer, &word));
            }
            Value::Object(map)
        }
        _ => payload(answer, Status::Envelopes)?,
    };
    let record = match value {
        Value::Object(map) => Record(map),
        other => Record(Map::from_iter([("value".to_owned(), other)])),
    };
    let spoken = ["error", "errorMessage", "errors"].iter().filter_map(|name| record.0.get(*name));
    if let Some(fault) = spoken.clone().find(|value| says_something(value)) {
        let mut error = answer.unusable("the answer says success and error at once");
        error.problem.provider_words = fault.as_str().map(masked);
        return Err(error);
    }
    Ok(Taken { record, in_background })
}

fn says_something(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(flag) => *flag,
        Value::Number(_) => true,
        Value::String(text) => !matches!(text.trim(), "" | "0"),
        Value::Array(list) => !list.is_empty(),
        Value::Object(map) => !map.is_empty(),
    }
}
