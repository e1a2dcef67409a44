//! What TelecomX offers, and one sentence on each thing it does not (contract, sections 3 to 11).

use domain::ability::{Ability, AbilityState};
use domain::provider::{Effect, Evidence};

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
        Ability::ListLines => Operation(op::LIST_MVNO_ACCOUNTS),
        Ability::ReadLine => Operation(op::GET_MVNO_ACCOUNT),
        Ability::EsimStatus => Missing("TelecomX publishes no activation code and no install state of an eSIM."),
        Ability::NewEsimCode => Missing("TelecomX publishes no new code for an eSIM, only a change to another eSIM."),
        Ability::SwapSim => Operation(op::CHANGE_SIM),
        Ability::ChangePlan | Ability::SwitchServices | Ability::Suspend | Ability::Resume => {
            Operation(op::UPDATE_MVNO_ACCOUNT)
        }
        Ability::Recording => Missing("TelecomX publishes no recording of mobile lines."),
        Ability::ChangeNumber => Operation(op::CHANGE_NUMBER),
        Ability::EditOwner => Operation(op::UPDATE_CUSTOMER),
        Ability::Cease => Operation(op::DELETE_MVNO_ACCOUNT),
        Ability::ReadPorts => Operation(op::LIST_PORTINGS),
        Ability::PortIn => Operation(op::ORDER_PORTING),
        Ability::PortOutCode => Missing("TelecomX has no such code: in Denmark a porting is proven by a signed paper."),
        Ability::SimStock => Operation(op::LIST_SIMS),
        Ability::NumberStock => Operation(op::LIST_NUMBERS),
        Ability::AddNumber => Missing("TelecomX publishes no body for making numbers."),
        Ability::Catalogue => Operation(op::LIST_PRODUCTS),
        Ability::Provision => Operation(op::CREATE_MVNO_ACCOUNT),
        Ability::Groups => Operation(op::LIST_CUSTOMERS),
        Ability::AddGroup => Missing("TelecomX publishes no call that makes a customer."),
        Ability::UsageHistory => Operation(op::GET_MONTHLY_USAGE),
        Ability::Billing => Operation(op::LIST_INVOICES),
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
            evidence: Some(match ability {
                // No page says that this call changes a plan (contract 7.4).
                Ability::ChangePlan => Evidence::Inferred,
                _ => operation.evidence,
            }),
            effect: Some(match ability {
                // One operation does all of them (contract 4.5, x-effect-by).
                Ability::SwitchServices | Ability::Suspend | Ability::Resume => Effect::Write,
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

    use super::*;

    #[test]
    fn every_ability_is_told_once_and_a_missing_one_says_why() {
        let states = all();
        assert_eq!(states.iter().map(|state| state.ability).collect::<HashSet<_>>().len(), states.len());
        for state in &states {
            assert_eq!(state.available, state.reason.is_none(), "{:?}", state.ability);
            assert_eq!(state.available, state.evidence.is_some() && state.effect.is_some(), "{:?}", state.ability);
            assert!(
                state.reason.as_ref().is_none_or(|reason| reason.starts_with("TelecomX ") && reason.ends_with('.'))
            );
        }
    }

    #[test]
    fn one_operation_can_be_several_abilities_with_different_effects() {
        let find = |ability| all().into_iter().find(|state| state.ability == ability).unwrap();
        assert_eq!(find(Ability::Suspend).effect, Some(Effect::Write));
        assert_eq!(find(Ability::ChangePlan).effect, Some(Effect::Money));
        assert_eq!(find(Ability::ChangePlan).evidence, Some(Evidence::Inferred));
        assert_eq!(find(Ability::SwapSim).effect, Some(Effect::Irreversible));
        assert!(find(Ability::EsimStatus).reason.is_some_and(|reason| reason.contains("activation code")));
    }
}
