//! How the simulated TelecomX behaves where its reference leaves it open, and who logs in: all of it can be changed
//! while it runs.

use serde::{Deserialize, Serialize};

/// What the main login asks for besides the password (TelecomX contract 2.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SecondFactor {
    /// Nothing.
    #[default]
    None,
    /// A code sent by SMS: `smsKey`.
    Sms,
    /// A time-based code: `authenticatorToken`.
    Authenticator,
}

/// The access levels, low to high (TelecomX contract 1.3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum AccessLevel {
    /// May not log in.
    NoLogin,
    /// Own things only.
    Personal,
    /// Reads of the own customer.
    Viewer,
    /// Small changes of the own customer.
    Manager,
    /// All changes of the own customer.
    Owner,
    /// The customers of one reseller.
    Reseller,
    /// The customers of all resellers.
    #[default]
    ResellerAdmin,
    /// Everything.
    Admin,
}

impl AccessLevel {
    /// As the API writes it, e.g. `RESELLER_ADMIN`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::NoLogin => "NO_LOGIN",
            Self::Personal => "PERSONAL",
            Self::Viewer => "VIEWER",
            Self::Manager => "MANAGER",
            Self::Owner => "OWNER",
            Self::Reseller => "RESELLER",
            Self::ResellerAdmin => "RESELLER_ADMIN",
            Self::Admin => "ADMIN",
        }
    }
}

/// The settings of the simulated TelecomX. Times run on the practice clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TelecomxSettings {
    /// The second factor of the main login.
    pub second_factor: SecondFactor,
    /// The access level of the main login; below `RESELLER` it belongs to the customer of the first line.
    pub access_level: AccessLevel,
    /// How long a line is `info.updating` after a change, in seconds.
    pub update_seconds: u32,
    /// How long after an e-mailed power of attorney the customer signs it, in seconds. Seeded ones are never signed.
    pub signing_seconds: u32,
    /// How long after its order a donor answers a porting, in seconds.
    pub donor_seconds: u32,
    /// `mvnoSim` of one account holds `puk1`, `puk2`, `pin1`, `pin2` and `formFactor`, as the answer of changesim does.
    pub sim_codes_in_account: bool,
    /// `mvnoSim` of one account holds `activationCode` for an eSIM. No reference names such a field (5.8); it is ours.
    pub activation_code_in_account: bool,
    /// `/mvno` without `customer` lists every line in reach; otherwise the caller's own customer's, as 4.1 says.
    pub unnamed_customer_means_all: bool,
    /// Lists whose array has no documented name (`/mvno`, `/customer`, `/porting`) call it `items`.
    pub unknown_lists_renamed: bool,
    /// Several errors come as a list in `error` instead of in `errors` (1.4, shape not known).
    pub errors_in_error: bool,
    /// Every account, customer and porting has fields that no reference names.
    pub extra_fields: bool,
    /// This text stands in an account's `state` and in a porting's `status.stage`.
    pub unknown_state: Option<String>,
}

impl Default for TelecomxSettings {
    fn default() -> Self {
        Self {
            second_factor: SecondFactor::None,
            access_level: AccessLevel::ResellerAdmin,
            update_seconds: 30,
            signing_seconds: 1_800,
            donor_seconds: 7_200,
            sim_codes_in_account: true,
            activation_code_in_account: false,
            unnamed_customer_means_all: false,
            unknown_lists_renamed: false,
            errors_in_error: false,
            extra_fields: false,
            unknown_state: None,
        }
    }
}
