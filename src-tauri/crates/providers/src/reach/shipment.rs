//! A SIM card on its way to a customer (Reach contract 57, 58).

use domain::action::Ticket;
use domain::line::RawField;

use super::ids::CustomerId;
use super::operations::{CANCEL_SHIPMENT_ORDER, GET_SHIPMENT_ORDER};
use super::wire::setup::Empty;
use super::{Reach, Receipt};
use crate::Answer;
use crate::transport::Call;

impl Reach {
    /// The SIM on its way (no. 57). Its fields are not documented.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn shipment(&self, customer: &CustomerId) -> Answer<Vec<RawField>> {
        self.shown(Call::new(&GET_SHIPMENT_ORDER).path("customerId", customer.as_str())).await
    }

    /// Cancels a pending order, only before the SIM ships (no. 58; inferred). Read [`Self::shipment`] afterwards.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn cancel_shipment(&self, customer: &CustomerId, ticket: Ticket) -> Answer<Receipt> {
        let call = Call::new(&CANCEL_SHIPMENT_ORDER).path("customerId", customer.as_str()).json(&Empty {});
        self.ask(call, &ticket).await
    }
}
