//! The ways a line can get another SIM, each possible or not and why not.

use domain::ability::{Ability, AbilityState};
use domain::line::{EsimStage, Line, LineStage, SimChoice, SimKind, SimWay};

/// The ways for one line as it was last read.
#[must_use]
pub fn sim_choices(line: &Line, abilities: &[AbilityState]) -> Vec<SimChoice> {
    let provider = line.provider.name();
    let offered = |ability: Ability| {
        abilities
            .iter()
            .find(|one| one.ability == ability)
            .map_or(Some(String::new()), |one| (!one.available).then(|| one.reason.clone().unwrap_or_default()))
    };
    let missing = |ability: Ability| {
        offered(ability)
            .map(|reason| if reason.is_empty() { format!("{provider} does not offer this.") } else { reason })
    };
    let stopped = match line.state.stage {
        LineStage::Ceased => Some("This line has ended.".to_owned()),
        LineStage::Porting => Some("The number is being ported. Wait until the port is done.".to_owned()),
        _ => None,
    };
    let new_code =
        missing(Ability::NewEsimCode).or_else(|| stopped.clone()).or_else(|| new_code_reason(line, provider));
    // Providers offer it; this program does not do it yet, and says so rather than letting someone choose it in vain.
    let card = missing(Ability::SwapSim)
        .or(stopped)
        .or_else(|| Some(format!("{provider} offers this; SIMdesk does not do it yet.")));
    vec![
        SimChoice { way: SimWay::NewEsimCode, available: new_code.is_none(), reason: new_code },
        SimChoice { way: SimWay::Card, available: card.is_none(), reason: card.clone() },
        SimChoice { way: SimWay::AutoAssign, available: card.is_none(), reason: card },
    ]
}

/// Why a new code is not possible in the SIM's present state (ONSIM contract 2.5: only while not yet installed).
pub(crate) fn new_code_reason(line: &Line, provider: &str) -> Option<String> {
    match (line.sim.kind, line.sim.esim.as_ref().map(|esim| esim.stage)) {
        (SimKind::Card, _) => Some("This line has a SIM card, not an eSIM.".to_owned()),
        (_, Some(EsimStage::Installed)) => Some(format!(
            "{provider} gives a new code only until the eSIM is installed. A phone has installed this one."
        )),
        (_, Some(EsimStage::Downloading)) => Some("A phone is loading this eSIM at this moment.".to_owned()),
        _ => None,
    }
}
