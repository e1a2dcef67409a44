//! Stored payment cards (Reach contract 12 to 17). Card numbers are typed on a hosted page only and never come here.

use domain::action::Ticket;
use domain::line::RawField;

use super::ids::{CardId, CustomerId};
use super::operations::{CREATE_ADD_CARD_LINK, DELETE_CARD, GET_CARD, LIST_CARDS, UPDATE_CARD};
use super::purchase::PaymentLink;
use super::wire::cards::{self, CardRequest, LinkRequest};
use super::{Reach, Receipt, bad_input, https, needed};
use crate::Answer;
use crate::transport::Call;

/// A page where a customer types a card.
#[derive(Debug, Clone)]
pub struct HostedLink {
    /// The page.
    pub page: PaymentLink,
    /// Everything else.
    pub raw: Vec<RawField>,
}

/// A stored card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// Names it in payments.
    pub id: Option<CardId>,
    /// Whether it is charged when nothing else is said.
    pub is_default: Option<bool>,
    /// Its brand.
    pub brand: Option<String>,
    /// Its last four digits.
    pub last_four: Option<String>,
    /// Month it runs out, 1 to 12.
    pub expiry_month: Option<u32>,
    /// Year it runs out, four digits.
    pub expiry_year: Option<u32>,
    /// Place in the order in which cards are charged.
    pub priority: Option<u32>,
    /// Everything else; what looks like a card number is hidden.
    pub raw: Vec<RawField>,
}

/// What to change on a card; what is absent stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CardEdit {
    /// Month it runs out, 1 to 12.
    pub expiry_month: Option<u8>,
    /// Year it runs out, four digits.
    pub expiry_year: Option<u16>,
    /// Place in the order, from 1.
    pub priority: Option<u32>,
}

impl Reach {
    /// A hosted page where the customer types a card, and comes back to `landing_page` (`https`) (no. 12). Whether a card
    /// came of it: [`Self::cards`].
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`]; an answer without an address leaves the outcome unknown.
    pub async fn add_card_link(&self, customer: &CustomerId, landing_page: &str, ticket: Ticket) -> Answer<HostedLink> {
        let operation = &CREATE_ADD_CARD_LINK;
        let body = LinkRequest { redirect_url: https(operation, "redirectUrl", landing_page)? };
        let call = Call::new(operation).path("customerId", customer.as_str()).json(&body).ticket(&ticket);
        cards::link(&self.send(call).await?)
    }

    /// The stored cards of a customer (no. 13).
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn cards(&self, customer: &CustomerId) -> Answer<Vec<Card>> {
        let id = needed(&LIST_CARDS, "customerId", customer.as_str())?;
        cards::cards(&self.send(Call::new(&LIST_CARDS).query("customerId", id)).await?)
    }

    /// One stored card (no. 14).
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn card(&self, card: &CardId) -> Answer<Card> {
        let id = needed(&GET_CARD, "cardId", card.as_str())?;
        cards::one_card(&self.send(Call::new(&GET_CARD).query("cardId", id)).await?)
    }

    /// Makes a card the default (no. 15).
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn make_card_default(&self, card: &CardId, ticket: Ticket) -> Answer<Receipt> {
        let id = needed(&UPDATE_CARD, "id", card.as_str())?;
        self.ask(Call::new(&UPDATE_CARD).query("id", id).query("default", "true"), &ticket).await
    }

    /// Changes expiry or priority of a card (no. 16; inferred).
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn edit_card(
        &self,
        customer: &CustomerId,
        card: &CardId,
        edit: CardEdit,
        ticket: Ticket,
    ) -> Answer<Receipt> {
        let operation = &UPDATE_CARD;
        let refuse = |field, message| Err(bad_input(operation, field, message));
        if edit == CardEdit::default() {
            return refuse("expiryMonth", "nothing is to be changed");
        }
        if edit.expiry_month.is_some_and(|month| !(1..=12).contains(&month)) {
            return refuse("expiryMonth", "a month is 1 to 12");
        }
        if edit.expiry_year.is_some_and(|year| !(1000..=9999).contains(&year)) {
            return refuse("expiryYear", "a year has four digits");
        }
        if edit.priority == Some(0) {
            return refuse("priority", "the first place is 1");
        }
        let body = CardRequest {
            customer_id: needed(operation, "customerId", customer.as_str())?,
            uuid: needed(operation, "uuid", card.as_str())?,
            expiry_month: edit.expiry_month.map(|month| format!("{month:02}")),
            expiry_year: edit.expiry_year.map(|year| year.to_string()),
            priority: edit.priority,
        };
        self.post(operation, &body, &ticket).await
    }

    /// Removes a card (no. 17). Automatic payment is mandatory: what becomes of a customer without a card is unknown.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn delete_card(&self, customer: &CustomerId, card: &CardId, ticket: Ticket) -> Answer<Receipt> {
        let call = Call::new(&DELETE_CARD)
            .query("cardId", needed(&DELETE_CARD, "cardId", card.as_str())?)
            .query("customerId", needed(&DELETE_CARD, "customerId", customer.as_str())?);
        self.ask(call, &ticket).await
    }
}
