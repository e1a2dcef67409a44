//! The ways a line can get another SIM, each possible or not and why not.

use domain::ability::{Ability, AbilityState};
use domain::line::{EsimStage, Line, LineStage, SimChoice, SimKind, SimWay};
use domain::task::{CodeArrives, GivenSim, SimChange, Subject, Task};
use providers::Tasks;

/// What a new activation code for the eSIM of a line does (ONSIM contract 2.5).
const NEW_CODE: SimChange = SimChange {
    stops: "The old code, at once: a phone that has not installed it yet cannot do so any more.",
    gives: &[GivenSim::new(CodeArrives::InAnswer)],
};

/// The ways for one line as it was last read: a new code where the provider gives one, then the provider's tasks that
/// put another SIM on a line, then what it does not offer.
#[must_use]
pub fn sim_choices(line: &Line, abilities: &[AbilityState], tasks: Option<&dyn Tasks>) -> Vec<SimChoice> {
    let missing = |ability: Ability| {
        let state = abilities.iter().find(|one| one.ability == ability);
        state.filter(|one| !one.available).map(|one| one.reason.clone().unwrap_or_default())
    };
    let mut choices = Vec::new();
    let ways: Vec<&Task> = tasks.map_or(&[][..], Tasks::tasks).iter().filter(|task| gives_sim(task)).collect();
    let has_esim_task = ways.iter().any(|task| task.ability == Some(Ability::NewEsimCode));
    match missing(Ability::NewEsimCode) {
        None if !has_esim_task => {
            choices.push(choice(
                SimWay::NewEsimCode,
                "eSIM, new code",
                "A new activation code for the eSIM of this line. The old code stops working.",
                new_code_not_now(line),
                Some(NEW_CODE),
            ));
        }
        Some(reason) if !has_esim_task => {
            choices.push(choice(SimWay::NotOffered, "eSIM, new code", "", Some(reason), None));
        }
        _ => {}
    }
    for task in &ways {
        let now = tasks.and_then(|tasks| task_not_now(tasks, task, line));
        choices.push(choice(SimWay::Task { task: task.id.to_owned() }, task.title, task.hint, now, task.sim));
    }
    if let Some(reason) = missing(Ability::SwapSim) {
        choices.push(choice(SimWay::NotOffered, "SIM card", "", Some(reason), None));
    }
    choices
}

fn choice(way: SimWay, title: &str, hint: &str, reason: Option<String>, sim: Option<SimChange>) -> SimChoice {
    SimChoice { way, title: title.to_owned(), hint: hint.to_owned(), available: reason.is_none(), reason, sim }
}

/// Whether a task puts another SIM or another code on a line.
fn gives_sim(task: &Task) -> bool {
    task.subject == Subject::Line && task.sim.is_some() && task.is_change()
}

/// Why a task makes no sense for a line as it is now, in one sentence; nothing when it does.
pub(crate) fn task_not_now(tasks: &dyn Tasks, task: &Task, line: &Line) -> Option<String> {
    let of_stage = || task.not_in(line.state.stage).map(str::to_owned);
    of_stage().or_else(|| tasks.not_now(task, line)).or_else(|| stopped(line).filter(|_| gives_sim(task)))
}

/// Why the line cannot get a new activation code now, in one sentence; nothing when it can.
pub(crate) fn new_code_not_now(line: &Line) -> Option<String> {
    stopped(line).or_else(|| new_code_reason(line, line.provider.name()))
}

fn stopped(line: &Line) -> Option<String> {
    match line.state.stage {
        LineStage::Ceased => Some("This line has ended.".to_owned()),
        LineStage::Porting => Some("The number is being ported. Wait until the port is done.".to_owned()),
        _ => None,
    }
}

/// Why a new code is not possible in the SIM's present state (ONSIM contract 2.5: only while not yet installed).
fn new_code_reason(line: &Line, provider: &str) -> Option<String> {
    match (line.sim.kind, line.sim.esim.as_ref().map(|esim| esim.stage)) {
        (SimKind::Card, _) => Some("This line has a SIM card, not an eSIM.".to_owned()),
        (_, Some(EsimStage::Installed)) => Some(format!(
            "{provider} gives a new code only until the eSIM is installed. A phone has installed this one."
        )),
        (_, Some(EsimStage::Downloading)) => Some("A phone is loading this eSIM at this moment.".to_owned()),
        _ => None,
    }
}
