//! Bringing a line to life: checking a card, activating, how far that is (Reach contract 18 to 20).

use domain::action::Ticket;
use domain::iccid::Iccid;
use domain::imei::Imei;
use domain::line::RawField;
use domain::msisdn::Msisdn;
use domain::port::{Port, PortDirection, PortState};
use domain::time::ProviderTime;

use super::ids::{CustomerId, PurchaseId};
use super::network::SimMode;
use super::operations::{ACTIVATE_LINE, GET_ACTIVATION_STATUS, VALIDATE_ICCID};
use super::ports::{PortIn, checked_port_in};
use super::wire::activation::{self, ActivationRequest, IccidRequest};
use super::wire::purchase::PortInFields;
use super::{Reach, needed, sim_number};
use crate::Answer;
use crate::transport::Call;

/// Whether a printed SIM number can be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SimCheck {
    /// Go on only with true; absent when Reach does not say.
    pub valid: Option<bool>,
    /// Card or eSIM; absent for a word this program does not know.
    pub mode: Option<SimMode>,
    /// Reach's word for that.
    pub raw_mode: Option<String>,
    /// Whether calls over Wi-Fi work.
    pub wifi_calling: Option<bool>,
    /// Whether calls over LTE work.
    pub volte: Option<bool>,
    /// Everything else.
    pub raw: Vec<RawField>,
}

/// The SIM a line is brought to life on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NewSim {
    /// A card, with the phone where it is known.
    Card {
        /// The card.
        iccid: Iccid,
        /// The phone.
        imei: Option<Imei>,
    },
    /// An eSIM: the phone stands for it.
    Esim {
        /// The phone.
        imei: Imei,
    },
}

/// What to activate.
#[derive(Debug, Clone)]
pub struct Activation {
    /// Whose line.
    pub customer: CustomerId,
    /// Its SIM.
    pub sim: NewSim,
    /// A number to bring along, unless the order already has it (C4).
    pub port_in: Option<PortIn>,
}

/// An activation was taken; it runs in the background, two to ten minutes as a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Started {
    /// True when Reach says so by its status (202).
    pub in_background: bool,
    /// A reference, where one comes. The status is asked for by customer all the same (C5).
    pub transaction: Option<PurchaseId>,
    /// What Reach says to it.
    pub message: Option<String>,
    /// Everything else.
    pub raw: Vec<RawField>,
}

/// Where an activation or port-in stands (Reach contract 3.2, 3.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActivationStage {
    /// 0: nothing was submitted.
    Inactive,
    /// 1
    InProgress,
    /// 2: done.
    Active,
    /// 8: see the message; try again or escalate.
    Failed,
    /// 9
    PortingIn,
    /// 10: can be corrected.
    PortingFailed,
    /// 11: cancelled by the customer or a carrier.
    PortCancelled,
    /// A code this program does not know.
    Unknown,
}

impl ActivationStage {
    /// True when asking again brings nothing new, unless something is corrected.
    #[must_use]
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Active | Self::Failed | Self::PortingFailed | Self::PortCancelled)
    }

    /// The same as the state of a port order; absent where nothing is being ported, or nobody can tell.
    #[must_use]
    pub const fn port_state(self) -> Option<PortState> {
        match self {
            Self::PortingIn => Some(PortState::Submitted),
            Self::PortingFailed => Some(PortState::ActionNeeded),
            Self::PortCancelled => Some(PortState::Cancelled),
            Self::Inactive | Self::InProgress | Self::Active | Self::Failed | Self::Unknown => None,
        }
    }
}

/// How far an activation or port-in is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActivationStatus {
    /// Our reading.
    pub stage: ActivationStage,
    /// Reach's code.
    pub raw_stage: String,
    /// What Reach says to it, such as why it failed.
    pub message: Option<String>,
    /// The line's number.
    pub number: Option<Msisdn>,
    /// The plan's name.
    pub plan: Option<String>,
    /// Since when it is active.
    pub activated: Option<ProviderTime>,
    /// Everything else.
    pub raw: Vec<RawField>,
}

impl Reach {
    /// Can a printed SIM number be used (no. 18). A read, although it is a POST.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn check_sim(&self, iccid: &Iccid) -> Answer<SimCheck> {
        let body = IccidRequest { icc_id: sim_number(&VALIDATE_ICCID, "iccId", iccid)? };
        activation::sim_check(&self.send(Call::new(&VALIDATE_ICCID).json(&body)).await?)
    }

    /// Activates a line, or starts a port-in (no. 19).
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn activate(&self, activation: &Activation, ticket: Ticket) -> Answer<Started> {
        let (iccid, imei) = match &activation.sim {
            NewSim::Card { iccid, imei } => (Some(sim_number(&ACTIVATE_LINE, "iccId", iccid)?), imei.as_ref()),
            NewSim::Esim { imei } => (None, Some(imei)),
        };
        let port_in = activation.port_in.as_ref();
        let number = port_in.map(|port_in| checked_port_in(&ACTIVATE_LINE, port_in)).transpose()?;
        let body = ActivationRequest {
            customer_id: needed(&ACTIVATE_LINE, "customerId", activation.customer.as_str())?,
            icc_id: iccid,
            imei: imei.map(Imei::digits),
            esim: iccid.is_none(),
            port_in: port_in.zip(number).map(|(port_in, number)| PortInFields::of(port_in, number)),
        };
        Ok(activation::started(self.change(Call::new(&ACTIVATE_LINE).json(&body), &ticket).await?))
    }

    /// How far an activation or port-in is (no. 20), by customer.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn activation_status(&self, customer: &CustomerId) -> Answer<ActivationStatus> {
        let id = needed(&GET_ACTIVATION_STATUS, "customerId", customer.as_str())?;
        activation::activation_status(&self.send(Call::new(&GET_ACTIVATION_STATUS).query("customerId", id)).await?)
    }

    /// The port-in of a customer as the desk shows ports; none when the status speaks of no port. The order's reference
    /// is the customer's: Reach has no other.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn port_in_of(&self, customer: &CustomerId) -> Answer<Option<Port>> {
        let status = self.activation_status(customer).await?;
        Ok(status.stage.port_state().map(|state| Port {
            connection: self.transport.connection().clone(),
            id: customer.as_str().to_owned(),
            number: status.number.map(|number| number.digits().to_owned()).unwrap_or_default(),
            temporary_number: None,
            state,
            raw_state: status.raw_stage,
            direction: PortDirection::In,
            raw_direction: String::new(),
            ordered: None,
            due: None,
            valid_until: None,
            updated: None,
            has_pac: false,
        }))
    }
}
