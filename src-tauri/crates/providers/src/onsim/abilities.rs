//! What ONSIM offers, and one sentence on each thing it does not (contract 1, "Operation inventory").

use domain::ability::{Ability, AbilityState};

use super::operations as op;
use crate::operation::Operation;

/// Behind an ability there is an operation, or a reason why not.
enum Offer {
    Operation(Operation),
    Missing(&'static str),
}

const fn offer(ability: Ability) -> Offer {
    use Offer::{Missing, Operation};
    match ability {
        Ability::ListLines => Operation(op::LIST_SUBSCRIBERS),
        Ability::ReadLine => Operation(op::GET_ACCOUNT),
        Ability::EsimStatus | Ability::NewEsimCode => Operation(op::QUERY_ESIM),
        Ability::SwapSim => Missing("ONSIM names a SIM swap but does not publish how to call it."),
        Ability::ChangePlan => Operation(op::UPDATE_BUNDLE),
        Ability::SwitchServices | Ability::ChangeNumber | Ability::EditOwner => Operation(op::UPDATE_MOBILE_SETTINGS),
        Ability::Recording => Operation(op::SET_RECORDING),
        Ability::Suspend | Ability::Resume => Missing("ONSIM publishes no such call."),
        Ability::Cease => Operation(op::CEASE_ACCOUNT),
        Ability::ReadPorts => Operation(op::LIST_PORTS),
        Ability::PortIn => Missing("ONSIM names a port-in but does not publish how to call it."),
        Ability::PortOutCode => Missing("ONSIM names a PAC request but does not publish how to call it."),
        Ability::SimStock => Operation(op::LIST_SIMS),
        Ability::NumberStock => Operation(op::LIST_NUMBERS),
        Ability::AddNumber => Operation(op::ADD_NUMBER),
        Ability::Catalogue => Operation(op::GET_CATALOGUE),
        Ability::Provision => Operation(op::PROVISION_ONSIM_UC),
        Ability::Groups => Operation(op::LIST_GROUPS),
        Ability::AddGroup => Operation(op::ADD_GROUP),
        Ability::UsageHistory => Missing("ONSIM publishes no usage history, only the use of the current bundle."),
        Ability::Billing => Missing("ONSIM publishes no call for invoices or balances."),
        Ability::SendText => Missing("ONSIM names a call for sending texts but does not publish how to call it."),
    }
}

/// Every ability with its operation's evidence and effect, or with the reason why it is not there.
pub(super) fn all() -> Vec<AbilityState> {
    Ability::ALL.into_iter().map(state).collect()
}

fn state(ability: Ability) -> AbilityState {
    match offer(ability) {
        Offer::Operation(operation) => AbilityState {
            ability,
            available: true,
            reason: None,
            evidence: Some(operation.evidence),
            effect: Some(match ability {
                // One operation does both (contract 2.5, x-effect-by).
                Ability::EsimStatus => super::effect_of_refresh(false),
                _ => operation.effect,
            }),
        },
        Offer::Missing(reason) => {
            AbilityState { ability, available: false, reason: Some(reason.to_owned()), evidence: None, effect: None }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use domain::provider::{Effect, Evidence};

    use super::*;

    #[test]
    fn every_ability_is_told_once_and_a_missing_one_says_why() {
        let states = all();
        assert_eq!(states.iter().map(|state| state.ability).collect::<HashSet<_>>().len(), states.len());
        for state in &states {
            assert_eq!(state.available, state.reason.is_none(), "{:?}", state.ability);
            assert_eq!(state.available, state.evidence.is_some() && state.effect.is_some(), "{:?}", state.ability);
            assert!(state.reason.as_ref().is_none_or(|reason| reason.starts_with("ONSIM ") && reason.ends_with('.')));
        }
    }

    #[test]
    fn one_operation_can_be_two_abilities_with_two_effects() {
        let find = |ability| all().into_iter().find(|state| state.ability == ability).unwrap();
        assert_eq!(find(Ability::EsimStatus).effect, Some(Effect::Read));
        assert_eq!(find(Ability::NewEsimCode).effect, Some(Effect::Write));
        assert_eq!(find(Ability::SwitchServices).evidence, Some(Evidence::Partial));
        assert_eq!(find(Ability::Suspend).reason.as_deref(), Some("ONSIM publishes no such call."));
    }
}
