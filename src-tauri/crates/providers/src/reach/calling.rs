//! Credit for international calls (Reach contract 52 to 56): an empty wallet stops usage.

use domain::action::Ticket;
use domain::line::RawField;

use super::billing::TopupReceipt;
use super::ids::{CardId, CustomerId, GroupId};
use super::money::Dollars;
use super::operations::{GET_ILD_BALANCE, GET_ILD_USAGE, LIST_ILD_PURCHASES, PURCHASE_ILD_CREDITS, QUOTE_ILD_CREDITS};
use super::purchase::Quote;
use super::wire::billing::{self, CreditRequest};
use super::wire::purchase;
use super::{Reach, amount, needed};
use crate::Answer;
use crate::operation::Operation;
use crate::transport::Call;

/// What is left for calls abroad.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallCredit {
    /// The balance, where a field of that name came: its name is inferred.
    pub balance: Option<Dollars>,
    /// Everything else.
    pub raw: Vec<RawField>,
}

/// Credit to be quoted or bought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreditOrder {
    /// For whom.
    pub customer: CustomerId,
    /// For which group.
    pub group: GroupId,
    /// How much.
    pub amount: Dollars,
}

fn body<'a>(operation: &Operation, order: &'a CreditOrder, card: Option<&'a CardId>) -> Answer<CreditRequest<'a>> {
    Ok(CreditRequest {
        customer_id: needed(operation, "customerId", order.customer.as_str())?,
        group_id: needed(operation, "groupId", order.group.as_str())?,
        amount: amount(operation, "amount", &order.amount)?,
        card: card.map(|card| needed(operation, "ccUUID", card.as_str())).transpose()?,
    })
}

impl Reach {
    /// Credit of a group (no. 52). Its fields are not documented.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn call_credit(&self, group: &GroupId) -> Answer<CallCredit> {
        let id = needed(&GET_ILD_BALANCE, "groupId", group.as_str())?;
        billing::call_credit(&self.send(Call::new(&GET_ILD_BALANCE).query("groupId", id)).await?)
    }

    /// Usage of a group by destination (no. 53). Its fields are not documented.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn call_usage(&self, group: &GroupId) -> Answer<Vec<RawField>> {
        let id = needed(&GET_ILD_USAGE, "groupId", group.as_str())?;
        self.shown(Call::new(&GET_ILD_USAGE).query("groupId", id)).await
    }

    /// Past purchases of credit (no. 54). Their fields are not documented.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn call_purchases(&self, customer: &CustomerId) -> Answer<Vec<RawField>> {
        self.shown(Call::new(&LIST_ILD_PURCHASES).path("customerId", customer.as_str())).await
    }

    /// What credit costs (no. 55; inferred).
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn quote_call_credit(&self, order: &CreditOrder) -> Answer<Quote> {
        let body = body(&QUOTE_ILD_CREDITS, order, None)?;
        purchase::quote(&self.send(Call::new(&QUOTE_ILD_CREDITS).json(&body)).await?)
    }

    /// Buys credit (no. 56; inferred). Confirm by [`Self::call_credit`] and [`Self::call_purchases`].
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn buy_call_credit(&self, order: &CreditOrder, card: &CardId, ticket: Ticket) -> Answer<TopupReceipt> {
        let body = body(&PURCHASE_ILD_CREDITS, order, Some(card))?;
        Ok(billing::topup(self.change(Call::new(&PURCHASE_ILD_CREDITS).json(&body), &ticket).await?))
    }
}
