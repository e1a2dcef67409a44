//! What stands in a client's place while a connection has none or is switched off: it can do nothing, and says why. So
//! that nothing can be asked by mistake, whoever holds it.

use domain::ability::{Ability, AbilityState};
use domain::problem::ErrorCode;
use domain::provider::ProviderKind;
use providers::{Operation, Provider};

/// A provider that is not asked.
pub(super) struct StandIn {
    pub(super) kind: ProviderKind,
    /// Why.
    pub(super) blocked: Option<ErrorCode>,
}

/// Why a connection is not asked, in one sentence for a person.
pub(super) fn sentence(code: ErrorCode) -> &'static str {
    match code {
        ErrorCode::ConnectionOff => "This connection is switched off on this desk.",
        ErrorCode::CredentialsMissing => "The credentials of this connection are not on this computer.",
        ErrorCode::KeyringUnusable => "The keyring has not given the credentials of this connection.",
        _ => "This connection cannot be used as it is set up.",
    }
}

impl Provider for StandIn {
    fn kind(&self) -> ProviderKind {
        self.kind
    }

    fn abilities(&self) -> Vec<AbilityState> {
        let why = sentence(self.blocked.unwrap_or(ErrorCode::CredentialsMissing));
        let none = |ability| AbilityState {
            ability,
            available: false,
            reason: Some(why.to_owned()),
            evidence: None,
            effect: None,
        };
        Ability::ALL.map(none).into()
    }

    fn operations(&self) -> &'static [Operation] {
        &[]
    }
}
