//! The SMS product, Atomic's sibling: another address, another key, and the word `Bearer` before it (contract 6, B13).
//! Its delivery reports go to a web address, which a console does not have, so they are not here.

use std::fmt;

use domain::action::Ticket;
use domain::line::RawField;
use domain::msisdn::Msisdn;
use domain::problem::ErrorCode;
use serde_json::Value;

use super::operations::{GET_SMS_STATUS, LIST_SMS_SENDERS, SEND_SMS};
use super::wire::{SmsSend, SmsStatusQuery};
use super::{bad_input, expect_word, map, needed, one_record, optional, unusable};
use crate::Answer;
use crate::record::{Record, scalar};
use crate::transport::{Call, RawAnswer, Transport};

/// A connection to the SMS product.
#[derive(Debug)]
pub struct SmsProduct {
    transport: Transport,
}

/// A text to send. Personal, so `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub struct NewText {
    /// To whom; at least one.
    pub to: Vec<Msisdn>,
    /// The sender id, from the list of them.
    pub from: String,
    /// What it says.
    pub text: String,
    /// Web address for delivery reports.
    pub callback: Option<String>,
}

impl fmt::Debug for NewText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NewText(…)")
    }
}

/// How far a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextStage {
    /// Taken a moment ago.
    Pending,
    /// To be sent later.
    Scheduled,
    /// On the way.
    EnRoute,
    /// The provider itself says `Unknown`; it may still change.
    NotKnownThere,
    /// Arrived.
    Delivered,
    /// Not delivered in time.
    Expired,
    /// Deleted before it arrived.
    Deleted,
    /// It cannot be delivered.
    Undeliverable,
    /// Taken by the other network, which says no more.
    Accepted,
    /// Refused.
    Rejected,
    /// Not sent.
    Skipped,
    /// A word this program does not know.
    Unknown,
}

impl TextStage {
    /// True when it will not change any more (contract 6, "final").
    #[must_use]
    pub const fn is_final(self) -> bool {
        match self {
            Self::Pending | Self::Scheduled | Self::EnRoute | Self::NotKnownThere | Self::Unknown => false,
            Self::Delivered
            | Self::Expired
            | Self::Deleted
            | Self::Undeliverable
            | Self::Accepted
            | Self::Rejected
            | Self::Skipped => true,
        }
    }
}

/// What the provider says of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextReceipt {
    /// What to ask its state by.
    pub message_id: String,
    /// Our reading.
    pub stage: TextStage,
    /// The provider's own word.
    pub raw_state: String,
    /// What else the provider sent.
    pub raw: Vec<RawField>,
}

impl SmsProduct {
    /// A client over a transport to the account's own address (the portal's "API URL") that sends a `Bearer` key.
    #[must_use]
    pub const fn new(transport: Transport) -> Self {
        Self { transport }
    }

    /// As [`Transport::hang_up`].
    pub(super) fn hang_up(&self) {
        self.transport.hang_up();
    }

    /// The sender ids of the account.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn senders(&self) -> Answer<Vec<String>> {
        let answer = self.send_call(Call::new(&LIST_SMS_SENDERS)).await?;
        let result = result(&answer)?;
        match result.0.get("Sender") {
            Some(Value::Array(senders)) => Ok(senders.iter().filter_map(scalar).filter(|id| !id.is_empty()).collect()),
            _ => Err(unusable(&answer, "the answer holds no sender ids")),
        }
    }

    /// Sends a text. It cannot be recalled, may be charged, and asking twice sends it twice.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`]; `InvalidInput` with field `to`, `from`, `text` or `callback`; `OutcomeUnknown` when the
    /// answer does not say success or names no message.
    pub async fn send(&self, text: &NewText, ticket: Ticket) -> Answer<TextReceipt> {
        if text.to.is_empty() {
            return Err(bad_input(&SEND_SMS, "to", "a text needs someone to go to"));
        }
        let callback = optional(text.callback.as_deref());
        if callback.is_some_and(|address| url::Url::parse(address).is_err()) {
            return Err(bad_input(&SEND_SMS, "callback", "this is no web address"));
        }
        // The text itself goes as it is: white space may be meant.
        needed(&SEND_SMS, "text", &text.text)?;
        let to = text.to.iter().map(Msisdn::digits).collect::<Vec<_>>().join(",");
        let from = needed(&SEND_SMS, "from", &text.from)?;
        let body = SmsSend { to: &to, from, text: &text.text, callback };
        let answer = self.send_call(Call::new(&SEND_SMS).json(&body).ticket(&ticket)).await?;
        map::text_receipt(result(&answer)?).ok_or_else(|| unusable(&answer, "the answer names no message"))
    }

    /// Reads the state of a text.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`], and `InvalidInput` with field `message_id` when it is empty.
    pub async fn status(&self, message_id: &str) -> Answer<TextReceipt> {
        let message_id = needed(&GET_SMS_STATUS, "message_id", message_id)?;
        let answer = self.send_call(Call::new(&GET_SMS_STATUS).json(&SmsStatusQuery { message_id })).await?;
        let receipt = map::text_receipt(result(&answer)?);
        let receipt = receipt.ok_or_else(|| unusable(&answer, "the answer names no message"))?;
        if receipt.message_id == message_id {
            Ok(receipt)
        } else {
            Err(answer.unusable("the answer is about another message"))
        }
    }

    /// Sends a call. Here a 403 means that the key is not good (contract 6).
    async fn send_call(&self, call: Call<'_>) -> Answer<RawAnswer> {
        self.transport.send(call).await.map_err(|mut error| {
            if error.status == Some(403) {
                error.problem.code = ErrorCode::CredentialsRefused;
            }
            error
        })
    }
}

/// The `result` of an answer that says success.
fn result(answer: &RawAnswer) -> Answer<Record> {
    let mut record = one_record(answer)?;
    expect_word(answer, &mut record, "status", "success")?;
    record.take_record(&["result"]).ok_or_else(|| unusable(answer, "the answer has no result"))
}
