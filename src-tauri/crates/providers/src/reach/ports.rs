//! Bringing a number along: can it be ported, what its old carrier has to be told, correcting and cancelling (Reach
//! contract 21, 22, state machine 3.3). Starting a port-in is part of an order or of an activation.

use domain::action::Ticket;
use domain::msisdn::Msisdn;
use domain::secret::Pac;

use super::ids::CustomerId;
use super::operations::{UPDATE_PORT_IN, VALIDATE_PORT_IN_MDN};
use super::wire::activation::{self, PortFixRequest};
use super::{Reach, Receipt, effect_of_fix, needed, ten_digits, zip};
use crate::Answer;
use crate::operation::Operation;
use crate::transport::Call;

/// A number to bring along, as the old carrier has it on record: every value has to match.
#[derive(Clone)]
pub struct PortIn {
    /// The number, of the United States.
    pub number: Msisdn,
    /// Name of the old carrier.
    pub carrier: String,
    /// Account number there.
    pub account_number: String,
    /// Transfer PIN or account PIN there.
    pub pin: Pac,
    /// ZIP code there, five digits.
    pub zip: String,
}

impl std::fmt::Debug for PortIn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PortIn").field("number", &self.number).finish_non_exhaustive()
    }
}

/// Checks a port-in; gives back the ten digits of its number.
pub(super) fn checked_port_in<'a>(operation: &Operation, port_in: &'a PortIn) -> Answer<&'a str> {
    needed(operation, "oldCarrier", &port_in.carrier)?;
    needed(operation, "oldCarrierAccountNumber", &port_in.account_number)?;
    needed(operation, "password", port_in.pin.expose())?;
    zip(operation, "oldZip", &port_in.zip)?;
    ten_digits(operation, "numberToPort", &port_in.number)
}

/// Whether a number can be ported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PortCheck {
    /// Go on only with true; absent when Reach does not say.
    pub possible: Option<bool>,
    /// What Reach says to it.
    pub message: Option<String>,
    /// Everything else.
    pub raw: Vec<domain::line::RawField>,
}

/// What to do with a port-in that failed for a reason that can be mended.
#[derive(Debug, Clone)]
pub enum PortFix {
    /// Another transfer PIN or account PIN.
    Pin(Pac),
    /// Another account number.
    AccountNumber(String),
    /// Another ZIP code, five digits.
    Zip(String),
    /// Once more as it is.
    Resubmit,
    /// Stop. Cannot be undone.
    Cancel,
    /// Stop and take a new number: the old one is given up. Cannot be undone.
    CancelAndNew,
}

impl PortFix {
    /// Whether it cannot be undone.
    #[must_use]
    pub const fn cancels(&self) -> bool {
        matches!(self, Self::Cancel | Self::CancelAndNew)
    }
}

impl Reach {
    /// Can a number be ported in (no. 22). A read, although it is a PUT.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn check_port_in(&self, number: &Msisdn) -> Answer<PortCheck> {
        let mdn = ten_digits(&VALIDATE_PORT_IN_MDN, "mdn", number)?;
        activation::port_check(&self.send(Call::new(&VALIDATE_PORT_IN_MDN).query("mdn", mdn)).await?)
    }

    /// Corrects, resubmits or cancels a port-in (no. 21). `number` is optional. How it goes on: `activation_status`.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn fix_port_in(
        &self,
        customer: &CustomerId,
        number: Option<&Msisdn>,
        fix: &PortFix,
        ticket: Ticket,
    ) -> Answer<Receipt> {
        let operation = &UPDATE_PORT_IN;
        needed(operation, "customerId", customer.as_str())?;
        match fix {
            PortFix::Pin(pin) => drop(needed(operation, "password", pin.expose())?),
            PortFix::AccountNumber(number) => drop(needed(operation, "oldCarrierAccountNumber", number)?),
            PortFix::Zip(code) => drop(zip(operation, "oldZip", code)?),
            PortFix::Resubmit | PortFix::Cancel | PortFix::CancelAndNew => {}
        }
        let number = number.map(|number| ten_digits(operation, "numberToPort", number)).transpose()?;
        let body = PortFixRequest::of(customer, number, fix);
        self.ask(Call::new(operation).doing(effect_of_fix(fix.cancels())).json(&body), &ticket).await
    }
}
