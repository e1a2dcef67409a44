//! What a provider can do for a line. The desk asks for abilities, never for a provider's name.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::provider::{Effect, Evidence};

/// One thing an agent may want from a provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Ability {
    /// List the lines of the account.
    ListLines,
    /// Read one line.
    ReadLine,
    /// Read the activation code and install state of an eSIM.
    EsimStatus,
    /// Get a new activation code for an eSIM line.
    NewEsimCode,
    /// Put another SIM card on a line.
    SwapSim,
    /// Change the plan or bundle.
    ChangePlan,
    /// Switch data, voice, messages or hotspot.
    SwitchServices,
    /// Switch call and message recording.
    Recording,
    /// Give the line another number.
    ChangeNumber,
    /// Change the owner's name or e-mail.
    EditOwner,
    /// Stop a line for a while.
    Suspend,
    /// Let a suspended line work again.
    Resume,
    /// End a line for good.
    Cease,
    /// Read port orders.
    ReadPorts,
    /// Order a port-in.
    PortIn,
    /// Get a code for taking the number away (PAC, transfer PIN).
    PortOutCode,
    /// List SIMs in stock.
    SimStock,
    /// List numbers in stock.
    NumberStock,
    /// Put a number into stock.
    AddNumber,
    /// List what can be bought.
    Catalogue,
    /// Make a new line.
    Provision,
    /// List customer groups.
    Groups,
    /// Make a customer group.
    AddGroup,
    /// Read calls, messages and data used, beyond the current bundle.
    UsageHistory,
    /// Read invoices and balances.
    Billing,
    /// Send a text to the customer.
    SendText,
}

impl Ability {
    /// Every ability, in the order above.
    pub const ALL: [Self; 26] = [
        Self::ListLines,
        Self::ReadLine,
        Self::EsimStatus,
        Self::NewEsimCode,
        Self::SwapSim,
        Self::ChangePlan,
        Self::SwitchServices,
        Self::Recording,
        Self::ChangeNumber,
        Self::EditOwner,
        Self::Suspend,
        Self::Resume,
        Self::Cease,
        Self::ReadPorts,
        Self::PortIn,
        Self::PortOutCode,
        Self::SimStock,
        Self::NumberStock,
        Self::AddNumber,
        Self::Catalogue,
        Self::Provision,
        Self::Groups,
        Self::AddGroup,
        Self::UsageHistory,
        Self::Billing,
        Self::SendText,
    ];
}

/// Whether a connection has an ability, and if not, why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AbilityState {
    /// The ability.
    pub ability: Ability,
    /// True when the provider's contract offers it and this program can do it.
    pub available: bool,
    /// One sentence for a person when it is not available.
    pub reason: Option<String>,
    /// How well the operation behind it is known; absent when there is none.
    pub evidence: Option<Evidence>,
    /// What the operation behind it does; absent when there is none.
    pub effect: Option<Effect>,
}
