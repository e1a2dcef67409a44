//! What Reach offers, and one sentence on each thing it does not (Reach contract 1.2, 4, 5).

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
        Ability::ListLines => Missing("Reach publishes no list of lines; a line is opened by its customer id."),
        Ability::ReadLine => Operation(op::GET_CUSTOMER_INFO),
        Ability::EsimStatus => {
            Missing("Reach publishes no install state of an eSIM; the phone is offered it by itself.")
        }
        Ability::NewEsimCode => Missing("Reach publishes no activation codes; another eSIM is a SIM swap by IMEI."),
        Ability::SwapSim => Operation(op::PERFORM_SIM_SWAP),
        Ability::ChangePlan => Operation(op::SUBMIT_PLAN_CHANGE),
        Ability::SwitchServices => Operation(op::MANAGE_DATA_CUTOFF),
        Ability::Recording => Missing("Reach publishes no recording of calls or messages."),
        Ability::ChangeNumber => Operation(op::SWAP_MDN),
        Ability::EditOwner => Operation(op::UPDATE_ACCOUNT_FIELDS),
        Ability::Suspend => Operation(op::SUSPEND_SUBSCRIBER),
        Ability::Resume => Operation(op::RESTORE_SUBSCRIBER),
        Ability::Cease => Operation(op::DISCONNECT_SUBSCRIBER),
        Ability::ReadPorts => Missing("Reach publishes no list of ports; the port-in of one customer can be read."),
        Ability::PortIn => Operation(op::ACTIVATE_LINE),
        Ability::PortOutCode => Missing("Reach publishes no call for a transfer PIN."),
        Ability::SimStock => Missing("Reach publishes no stock of SIMs; a printed number can be checked."),
        Ability::NumberStock | Ability::AddNumber => Missing("Reach publishes no stock of numbers."),
        Ability::Catalogue => Operation(op::FETCH_PRODUCTS),
        Ability::Provision => Operation(op::SUBMIT_PURCHASE),
        Ability::Groups => Missing("Reach publishes no list of groups."),
        Ability::AddGroup => Missing("Reach publishes no call that makes a group."),
        Ability::UsageHistory => Operation(op::GET_USAGE_SUMMARY),
        Ability::Billing => Operation(op::LIST_BILLS),
        Ability::SendText => Operation(op::SEND_SMS),
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
            effect: Some(operation.effect),
        },
        Offer::Missing(reason) => {
            AbilityState { ability, available: false, reason: Some(reason.to_owned()), evidence: None, effect: None }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_ability_is_told_once_and_a_missing_one_says_why() {
        let states = all();
        assert_eq!(states.iter().map(|state| state.ability).collect::<HashSet<_>>().len(), Ability::ALL.len());
        for state in &states {
            assert_eq!(state.available, state.reason.is_none(), "{:?}", state.ability);
            assert_eq!(state.available, state.evidence.is_some() && state.effect.is_some(), "{:?}", state.ability);
            assert!(state.reason.as_ref().is_none_or(|reason| reason.starts_with("Reach ") && reason.ends_with('.')));
        }
    }
}
