//! Putting another SIM on a line (Reach contract 33, 66 to 68). Two ways do the same thing; the one with a one-time code
//! is preferred (C17).

use domain::action::Ticket;
use domain::iccid::Iccid;
use domain::imei::Imei;
use domain::line::RawField;
use domain::secret::OneTimeCode;

use super::activation::NewSim;
use super::ids::{CustomerId, SimSwapId};
use super::lifecycle::Progress;
use super::operations::{GET_SIM_SWAP_STATUS, PERFORM_SIM_SWAP, SEND_SIM_SWAP_OTP, SWAP_ICCID};
use super::wire::customer::{self, CustomerRequest};
use super::wire::sim_swap::{IccidSwapRequest, VerifiedSwapRequest, receipt};
use super::wire::{CardWord, sim_word};
use super::{Reach, digits, needed, sim_number};
use crate::Answer;
use crate::transport::Call;

/// A SIM swap that the subscriber proved with a code.
#[derive(Debug, Clone)]
pub struct VerifiedSwap {
    /// Whose line.
    pub customer: CustomerId,
    /// The code that was sent to them, 4 to 8 digits.
    pub code: OneTimeCode,
    /// The new SIM.
    pub sim: NewSim,
}

/// A SIM swap, or the sending of its code, was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SwapReceipt {
    /// True when Reach goes on with it in the background (202).
    pub in_background: bool,
    /// For asking how far it is, where one comes.
    pub swap: Option<SimSwapId>,
    /// What Reach says to it.
    pub message: Option<String>,
    /// Everything else.
    pub raw: Vec<RawField>,
}

impl Reach {
    /// Puts another SIM on a line without a code (no. 33; seen weakly). `esim` says what the number belongs to.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn swap_sim(
        &self,
        customer: &CustomerId,
        iccid: &Iccid,
        esim: bool,
        ticket: Ticket,
    ) -> Answer<SwapReceipt> {
        let body = IccidSwapRequest {
            customer_id: needed(&SWAP_ICCID, "customerId", customer.as_str())?,
            new_icc_id: sim_number(&SWAP_ICCID, "newIccId", iccid)?,
            sim_type: sim_word(esim, CardWord::Psim),
        };
        Ok(receipt(self.change(Call::new(&SWAP_ICCID).json(&body), &ticket).await?))
    }

    /// Sends the subscriber a one-time code (no. 66). It reaches a person: never by itself a second time.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn send_swap_code(&self, customer: &CustomerId, ticket: Ticket) -> Answer<SwapReceipt> {
        let customer_id = needed(&SEND_SIM_SWAP_OTP, "customerId", customer.as_str())?;
        let body = CustomerRequest { customer_id, ..CustomerRequest::default() };
        Ok(receipt(self.change(Call::new(&SEND_SIM_SWAP_OTP).json(&body), &ticket).await?))
    }

    /// Puts another SIM on a line once the code checks out (no. 67).
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn swap_sim_verified(&self, swap: &VerifiedSwap, ticket: Ticket) -> Answer<SwapReceipt> {
        let operation = &PERFORM_SIM_SWAP;
        let (iccid, imei) = match &swap.sim {
            NewSim::Card { iccid, .. } => (Some(sim_number(operation, "newIccId", iccid)?), None),
            NewSim::Esim { imei } => (None, Some(imei)),
        };
        let body = VerifiedSwapRequest {
            customer_id: needed(operation, "customerId", swap.customer.as_str())?,
            otp: digits(operation, "otp", swap.code.expose(), (4, 8))?,
            new_icc_id: iccid,
            imei: imei.map(Imei::digits),
            sim_type: sim_word(iccid.is_none(), CardWord::Psim),
        };
        Ok(receipt(self.change(Call::new(operation).json(&body), &ticket).await?))
    }

    /// How far a SIM swap is (no. 68). Its words are not documented.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn swap_status(&self, swap: &SimSwapId) -> Answer<Progress> {
        let id = needed(&GET_SIM_SWAP_STATUS, "id", swap.as_str())?;
        customer::progress(&self.send(Call::new(&GET_SIM_SWAP_STATUS).query("id", id)).await?)
    }
}
