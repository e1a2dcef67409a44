//! Holding, ending and bringing back lines, changing numbers, resetting (Reach contract 27 to 32, 34 to 37).
//!
//! Read the record first and after (journey I). On an active line demand exactly status 2; for restoring and
//! reconnecting anything else, with the raw code shown: that is the desk's part.

use domain::action::Ticket;
use domain::iccid::Iccid;
use domain::line::RawField;
use domain::msisdn::Msisdn;

use super::ids::{CustomerId, ServiceCode};
use super::operations::{
    DISCONNECT_SUBSCRIBER, GET_CUSTOMER_RESET_STATUS, GET_MDN_SWAP_STATUS, RECONNECT_SUBSCRIBER,
    RECORD_LEAVING_CUSTOMER, RESET_CUSTOMER, RESTORE_SUBSCRIBER, SUSPEND_SUBSCRIBER, SWAP_MDN, SWAP_PRIMARY_LINE,
};
use super::wire::customer::{self, CustomerRequest, PrimarySwapRequest};
use super::wire::setup::Empty;
use super::{Reach, Receipt, bad_input, needed, sim_number, zip};
use crate::Answer;
use crate::operation::Operation;
use crate::transport::Call;

/// How to bring a line back, within 30 days of its end. A fee may apply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reconnect {
    /// Whose line.
    pub customer: CustomerId,
    /// Another plan than before.
    pub plan: Option<ServiceCode>,
    /// Another SIM than before.
    pub iccid: Option<Iccid>,
}

/// How a customer leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeavingReason {
    /// With the number.
    PortOut,
    /// Without.
    Disconnect,
}

/// How far something is whose words are not documented: shown as they came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// Reach's word.
    pub raw_stage: String,
    /// What Reach says to it.
    pub message: Option<String>,
    /// Everything else.
    pub raw: Vec<RawField>,
}

/// How far a change of number is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberSwapStatus {
    /// How far.
    pub progress: Progress,
    /// The number Reach names: the old or the new one.
    pub number: Option<Msisdn>,
}

fn of<'a>(operation: &Operation, customer: &'a CustomerId) -> Answer<CustomerRequest<'a>> {
    let customer_id = needed(operation, "customerId", customer.as_str())?;
    Ok(CustomerRequest { customer_id, ..CustomerRequest::default() })
}

impl Reach {
    /// Holds an active line (no. 29). Done when the record's status is no longer 2.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn suspend(&self, customer: &CustomerId, ticket: Ticket) -> Answer<Receipt> {
        self.post(&SUSPEND_SUBSCRIBER, &of(&SUSPEND_SUBSCRIBER, customer)?, &ticket).await
    }

    /// Lifts a hold (no. 30). Done when the record's status is 2.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn restore(&self, customer: &CustomerId, ticket: Ticket) -> Answer<Receipt> {
        self.post(&RESTORE_SUBSCRIBER, &of(&RESTORE_SUBSCRIBER, customer)?, &ticket).await
    }

    /// Ends a line (no. 28): at the end of the cycle by the provider's business page, and recoverable for 30 days; by
    /// the guide for good, with the number released (C8).
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn disconnect(&self, customer: &CustomerId, ticket: Ticket) -> Answer<Receipt> {
        let mut body = of(&DISCONNECT_SUBSCRIBER, customer)?;
        body.reason = Some("CUSTOMER_REQUEST");
        self.post(&DISCONNECT_SUBSCRIBER, &body, &ticket).await
    }

    /// Brings a disconnected line back (no. 27).
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn reconnect(&self, line: &Reconnect, ticket: Ticket) -> Answer<Receipt> {
        let operation = &RECONNECT_SUBSCRIBER;
        let mut body = of(operation, &line.customer)?;
        body.plan_id = line.plan.as_ref().map(|plan| needed(operation, "planId", plan.as_str())).transpose()?;
        body.icc_id = line.iccid.as_ref().map(|iccid| sim_number(operation, "iccId", iccid)).transpose()?;
        self.post(operation, &body, &ticket).await
    }

    /// Gives a line another number, of a ZIP code where one is given (no. 31). The old number may be lost.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn swap_number(&self, customer: &CustomerId, zip_code: Option<&str>, ticket: Ticket) -> Answer<Receipt> {
        let mut body = of(&SWAP_MDN, customer)?;
        body.zip_code = zip_code.map(|code| zip(&SWAP_MDN, "zipCode", code)).transpose()?;
        self.post(&SWAP_MDN, &body, &ticket).await
    }

    /// How far that is (no. 32).
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn number_swap_status(&self, customer: &CustomerId) -> Answer<NumberSwapStatus> {
        let call = Call::new(&GET_MDN_SWAP_STATUS).path("customerId", customer.as_str());
        customer::number_swap(&self.send(call).await?)
    }

    /// Exchanges the primary line of an account with a secondary one (no. 34).
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn swap_primary(&self, primary: &CustomerId, secondary: &CustomerId, ticket: Ticket) -> Answer<Receipt> {
        let operation = &SWAP_PRIMARY_LINE;
        if primary == secondary {
            return Err(bad_input(operation, "secondaryCustomerId", "these have to be two lines"));
        }
        let body = PrimarySwapRequest {
            primary_customer_id: needed(operation, "primaryCustomerId", primary.as_str())?,
            secondary_customer_id: needed(operation, "secondaryCustomerId", secondary.as_str())?,
        };
        self.post(operation, &body, &ticket).await
    }

    /// Records that a customer leaves (no. 35). Whether it acts or only records is unknown.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn record_leaving(
        &self,
        customer: &CustomerId,
        reason: LeavingReason,
        ticket: Ticket,
    ) -> Answer<Receipt> {
        let mut body = of(&RECORD_LEAVING_CUSTOMER, customer)?;
        body.reason = Some(match reason {
            LeavingReason::PortOut => "PORT_OUT",
            LeavingReason::Disconnect => "DISCONNECT",
        });
        self.post(&RECORD_LEAVING_CUSTOMER, &body, &ticket).await
    }

    /// Resets an account (no. 36). What that takes in is not documented.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn reset_customer(&self, customer: &CustomerId, ticket: Ticket) -> Answer<Receipt> {
        let call = Call::new(&RESET_CUSTOMER).path("customerId", customer.as_str()).json(&Empty {});
        self.ask(call, &ticket).await
    }

    /// How far that is (no. 37).
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn reset_status(&self, customer: &CustomerId) -> Answer<Progress> {
        let call = Call::new(&GET_CUSTOMER_RESET_STATUS).path("customerId", customer.as_str());
        customer::progress(&self.send(call).await?)
    }
}
