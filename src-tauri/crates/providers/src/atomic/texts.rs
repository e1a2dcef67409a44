//! Received texts (Atomic contract 5.3). The shape of the answer is not published, so each text is its fields as they
//! came. Sending is in `sms`.

use std::fmt;

use domain::line::RawField;
use domain::msisdn::Msisdn;
use domain::time::Timestamp;
use serde_json::Value;

use super::operations::LIST_INCOMING_SMS;
use super::{Atomic, bad_input, complains, map, unusable};
use crate::Answer;
use crate::transport::{Call, decode};

/// The most texts Atomic gives for one window. When so many came there may be more: ask for a narrower window.
pub const MOST_TEXTS: usize = 100;

/// Which received texts to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextWindow {
    /// From this time on, to the second.
    pub from: Timestamp,
    /// Until this time.
    pub to: Timestamp,
    /// Only from this number.
    pub sender: Option<Msisdn>,
    /// Only to this virtual number.
    pub receiver: Option<Msisdn>,
}

/// One received text. Personal, so `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub struct ReceivedText {
    /// Its fields, by Atomic's names.
    pub fields: Vec<RawField>,
}

impl fmt::Debug for ReceivedText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ReceivedText(…)")
    }
}

impl Atomic {
    /// The texts received in a window, at most [`MOST_TEXTS`] of them.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`]; `InvalidInput` with field `from_date` or `to_date` for a time before 1970 or too far
    /// away, or an end before its beginning.
    pub async fn received_texts(&self, window: &TextWindow) -> Answer<Vec<ReceivedText>> {
        let from = written(window.from, "from_date")?;
        let to = written(window.to, "to_date")?;
        if window.to < window.from {
            return Err(bad_input(&LIST_INCOMING_SMS, "to_date", "the end is before the beginning"));
        }
        let mut call = Call::new(&LIST_INCOMING_SMS).query("from_date", &from).query("to_date", &to);
        // E.164 has a plus; whether Atomic wants it is not stated (contract 5.3).
        if let Some(sender) = &window.sender {
            call = call.query("sender", sender.e164());
        }
        if let Some(receiver) = &window.receiver {
            call = call.query("receiver", receiver.e164());
        }
        let answer = self.transport.send(call).await?;
        let body: Value = decode(&answer)?;
        if complains(&body) {
            return Err(unusable(&answer, "the answer speaks of an error"));
        }
        Ok(map::received(body))
    }
}

/// A time as Atomic takes it: UTC, `2025-01-01 00:00:00`.
fn written(time: Timestamp, field: &str) -> Answer<String> {
    jiff::Timestamp::from_millisecond(time.0)
        .ok()
        .filter(|_| time.0 >= 0)
        .map(|time| time.strftime("%Y-%m-%d %H:%M:%S").to_string())
        .ok_or_else(|| bad_input(&LIST_INCOMING_SMS, field, "the time is out of range"))
}
