//! Bodies of stored cards (Reach contract 12 to 17): reference and default are documented, the rest is inferred.

use serde::Serialize;

use super::envelope::{self, Status};
use super::purchase::payment_link;
use super::{flag, number, word};
use crate::Answer;
use crate::reach::cards::{Card, HostedLink};
use crate::reach::ids::CardId;
use crate::record::Record;
use crate::transport::RawAnswer;

/// `PUT …/addcard/link/{customerId}`
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::reach) struct LinkRequest<'a> {
    pub(in crate::reach) redirect_url: &'a str,
}

/// `PUT …/account/card` with a body; the other use of that path has a query and no body.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::reach) struct CardRequest<'a> {
    pub(in crate::reach) customer_id: &'a str,
    pub(in crate::reach) uuid: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::reach) expiry_month: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::reach) expiry_year: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::reach) priority: Option<u32>,
}

pub(in crate::reach) fn link(answer: &RawAnswer) -> Answer<HostedLink> {
    let mut record = envelope::object(answer, Status::Envelopes, &["link"])?;
    let mut inner = record.take_record(&["link"]).unwrap_or_default();
    let link = payment_link(&mut inner).ok_or_else(|| answer.unusable("the answer holds no address"))?;
    let mut raw = inner.rest("link");
    raw.extend(record.rest(""));
    Ok(HostedLink { page: link, raw })
}

const CARD: &[&str] = &["uuid", "cardId", "isDefault"];

pub(in crate::reach) fn cards(answer: &RawAnswer) -> Answer<Vec<Card>> {
    Ok(envelope::list(answer, &["cards", "card"], CARD)?.into_iter().map(card).collect())
}

pub(in crate::reach) fn one_card(answer: &RawAnswer) -> Answer<Card> {
    envelope::object(answer, Status::Envelopes, CARD).map(card)
}

fn card(mut record: Record) -> Card {
    let id = record.take_exact(&["uuid", "cardId", "ccUUID"]).map(CardId::new);
    let last_four = record.take_known(&["lastFour", "last4"], |text| {
        (text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.to_owned())
    });
    Card {
        id,
        is_default: flag(&mut record, &["isDefault"]),
        brand: word(&mut record, &["brand"]),
        last_four,
        expiry_month: number(&mut record, &["expiryMonth"]),
        expiry_year: number(&mut record, &["expiryYear"]),
        priority: number(&mut record, &["priority"]),
        raw: record.rest("").into_iter().map(without_card_number).collect(),
    }
}

/// What looks like a whole card number is masked: nobody here may hold one.
fn without_card_number(mut field: domain::line::RawField) -> domain::line::RawField {
    if field.value.bytes().filter(u8::is_ascii_digit).count() >= 12 && !field.value.contains(char::is_alphabetic) {
        field.value = "(hidden)".to_owned();
    }
    field
}
