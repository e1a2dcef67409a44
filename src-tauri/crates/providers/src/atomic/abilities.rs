//! What Atomic offers, and one sentence on each thing it does not (contract 1, "Operation inventory", and 9).

use domain::ability::{Ability, AbilityState};
use domain::provider::{Effect, Evidence};

use super::operations as op;
use super::wire::Action;
use crate::operation::Operation;

/// Behind an ability there is an operation, or a reason why not.
enum Offer {
    Call(Evidence, Effect),
    Missing(&'static str),
}

const fn call(operation: &Operation) -> Offer {
    Offer::Call(operation.evidence, operation.effect)
}

const fn manage(action: Action) -> Offer {
    Offer::Call(action.evidence(), action.effect())
}

const fn offer(ability: Ability, has_sms: bool) -> Offer {
    use Offer::Missing;
    match ability {
        Ability::ListLines => Missing("Atomic publishes no list of lines; each line is read by its number."),
        Ability::ReadLine => manage(Action::Query),
        Ability::EsimStatus => {
            Missing("Atomic publishes no call for the activation code or the install state of an eSIM.")
        }
        Ability::NewEsimCode => {
            Missing("Atomic gives out no activation codes; it can only reset an eSIM or replace it by e-mail.")
        }
        Ability::SwapSim => call(&op::REPLACE_SIM),
        Ability::ChangePlan => call(&op::UPDATE_MOBILE_SERVICE),
        Ability::SwitchServices => Missing("Atomic publishes no switches for data, calls, texts or hotspot."),
        Ability::Recording => Missing("Atomic publishes no call for recording."),
        Ability::ChangeNumber => Missing("Atomic publishes no call for giving a line another number."),
        Ability::EditOwner => Missing("Atomic publishes no call for editing a customer or an e-mail address."),
        Ability::Suspend => manage(Action::Suspend),
        Ability::Resume => manage(Action::Active),
        Ability::Cease => manage(Action::Cancel),
        Ability::ReadPorts => Missing("Atomic publishes no port status call."),
        Ability::PortIn => Missing("Atomic publishes no call for a port-in."),
        Ability::PortOutCode => Missing("Atomic publishes no call for a port-out."),
        Ability::SimStock => Missing("Atomic publishes no list of SIMs."),
        Ability::NumberStock | Ability::AddNumber => Missing("Atomic publishes no call for numbers in stock."),
        Ability::Catalogue => call(&op::LIST_SERVICE_PLANS),
        Ability::Provision => Missing("Atomic publishes no call for ordering or activating a line."),
        Ability::Groups => call(&op::LIST_CUSTOMERS),
        Ability::AddGroup => call(&op::CREATE_CUSTOMER),
        Ability::UsageHistory => Missing("Atomic publishes no call for usage or call records."),
        Ability::Billing => Missing("Atomic publishes no call for invoices or balances."),
        Ability::SendText if has_sms => call(&op::SEND_SMS),
        Ability::SendText => {
            Missing("Atomic sends texts through its separate SMS product, whose address and key are not set here.")
        }
    }
}

/// Every ability with the evidence and effect of what is behind it, or with the reason why it is not there.
pub(super) fn all(has_sms: bool) -> Vec<AbilityState> {
    Ability::ALL.into_iter().map(|ability| state(ability, has_sms)).collect()
}

fn state(ability: Ability, has_sms: bool) -> AbilityState {
    match offer(ability, has_sms) {
        Offer::Call(evidence, effect) => {
            AbilityState { ability, available: true, reason: None, evidence: Some(evidence), effect: Some(effect) }
        }
        Offer::Missing(reason) => {
            AbilityState { ability, available: false, reason: Some(reason.to_owned()), evidence: None, effect: None }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn find(ability: Ability, has_sms: bool) -> AbilityState {
        all(has_sms).into_iter().find(|state| state.ability == ability).unwrap()
    }

    #[test]
    fn every_ability_is_told_once_and_a_missing_one_says_why() {
        let states = all(false);
        assert_eq!(states.iter().map(|state| state.ability).collect::<HashSet<_>>().len(), Ability::ALL.len());
        for state in &states {
            assert_eq!(state.available, state.reason.is_none(), "{:?}", state.ability);
            assert_eq!(state.available, state.evidence.is_some() && state.effect.is_some(), "{:?}", state.ability);
            assert!(state.reason.as_ref().is_none_or(|reason| reason.starts_with("Atomic ") && reason.ends_with('.')));
        }
    }

    #[test]
    fn one_operation_is_four_abilities_each_with_its_own_effect() {
        let known = [
            (Ability::ReadLine, Evidence::Documented, Effect::Read),
            (Ability::Suspend, Evidence::Partial, Effect::Write),
            (Ability::Resume, Evidence::Partial, Effect::Write),
            (Ability::Cease, Evidence::Partial, Effect::Irreversible),
        ];
        for (ability, evidence, effect) in known {
            let state = find(ability, false);
            assert_eq!((state.evidence, state.effect), (Some(evidence), Some(effect)), "{ability:?}");
        }
    }

    #[test]
    fn texts_are_sent_only_with_the_sms_product() {
        assert!(!find(Ability::SendText, false).available);
        assert_eq!(find(Ability::SendText, true).effect, Some(Effect::Irreversible));
    }
}
