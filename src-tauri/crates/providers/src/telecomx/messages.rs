//! Messages to customers (TelecomX contract 11.5).

use domain::action::Ticket;

use super::map::SentMessage;
use super::operations::SEND_SMS;
use super::wire::Properties;
use super::{Telecomx, bad_input, checked_id, checked_number, done, one};
use crate::Answer;
use crate::transport::Call;

/// What kind of message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MessageKind {
    /// A text: up to 1024 bytes.
    Text,
    /// A text that shows at once and is not kept: up to 160 characters.
    Flash,
    /// A picture message: up to 512 KiB.
    Picture,
}

/// Who gets it.
#[derive(Clone, PartialEq, Eq)]
pub enum Recipients {
    /// These numbers, E.164 with plus.
    Numbers(Vec<String>),
    /// A group of the hosted telephone system, by id.
    Group(String),
}

/// A message to send.
#[derive(Clone, PartialEq, Eq)]
pub struct Message {
    /// Its kind.
    pub kind: MessageKind,
    /// Its text.
    pub text: String,
    /// Who it says it is from, up to 11 characters.
    pub from: Option<String>,
    /// Who gets it.
    pub to: Recipients,
}

impl Telecomx {
    /// Sends a message and tells to how many it went.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`]; `InvalidInput` for a message that breaks the limits.
    pub async fn send_message(&self, message: &Message, ticket: Ticket) -> Answer<SentMessage> {
        let refuse = |field, rule: &str| Err(bad_input(&SEND_SMS, field, rule));
        let (kind, fits) = match message.kind {
            MessageKind::Text => ("SMS", message.text.len() <= 1024),
            MessageKind::Flash => ("SMSFLASH", message.text.chars().count() <= 160),
            MessageKind::Picture => ("MMS", message.text.len() <= 512 * 1024),
        };
        if message.text.is_empty() {
            return refuse("message", "a message needs a text");
        }
        if !fits {
            return refuse("message", "the message is too long for its kind");
        }
        if message.from.as_ref().is_some_and(|from| from.chars().count() > 11) {
            return refuse("from", "the sender has up to 11 characters");
        }
        let body = Properties::default()
            .with("type", kind)
            .with("message", message.text.as_str())
            .text("from", message.from.as_deref());
        let body = match &message.to {
            Recipients::Group(group) => body.with("group", checked_id(&SEND_SMS, "group", group)?),
            Recipients::Numbers(numbers) => {
                if numbers.is_empty() {
                    return refuse("to", "a message needs someone to go to");
                }
                for number in numbers {
                    checked_number(&SEND_SMS, "to", number)?;
                }
                body.with("to", numbers.as_slice())
            }
        };
        let answer = self.send(Call::new(&SEND_SMS).json(&body.into_value()).ticket(&ticket)).await?;
        done(&answer)?;
        one(&answer).or_else(|_| Ok(SentMessage::default()))
    }
}
