//! What each kind of change looks at and calls: a new eSIM code, or a task of the provider's table.

use domain::ability::Ability;
use domain::action::{ActionId, ActionKind, ActionState, Facts, Ticket};
use domain::line::Line;
use domain::problem::{ErrorCode, Problem};
use domain::provider::{Effect, Evidence};
use domain::task::{About, LineFacts, ReadBack, Risk, Task};
use providers::{EsimReading, Progress, Tasks};

use super::{Outcome, outcome_of};
use crate::Desk;
use crate::connections::Connected;
use crate::lines::not_offered;
use crate::previews::Previewed;
use crate::sims::{new_code_not_now, task_not_now};

/// What a change is like, whichever it is.
pub(super) struct Nature {
    pub(super) task: Option<&'static Task>,
    pub(super) evidence: Evidence,
    pub(super) effect: Effect,
    pub(super) risk: Risk,
    pub(super) undo: Option<&'static str>,
}

/// The task a change is, with the provider's hand for it.
pub(crate) fn task_of<'a>(connected: &'a Connected, kind: &ActionKind) -> Option<(&'a dyn Tasks, &'static Task)> {
    let ActionKind::Task { task, .. } = kind else { return None };
    let tasks = connected.connection.provider.tasks()?;
    Some((tasks, tasks.tasks().iter().find(|one| one.id == task)?))
}

impl Desk {
    pub(super) fn nature_of(&self, connected: &Connected, kind: &ActionKind) -> Result<Nature, Problem> {
        if let Some((_, task)) = task_of(connected, kind) {
            let Task { evidence, effect, risk, undo, .. } = *task;
            return Ok(Nature { task: Some(task), evidence, effect, risk, undo });
        }
        if *kind != ActionKind::NewEsimCode {
            return Err(not_offered("this change"));
        }
        let abilities = connected.connection.provider.abilities();
        let state = abilities.into_iter().find(|one| one.ability == Ability::NewEsimCode);
        // What is not known is treated as the least known. A new code cannot be undone: the old one does not come back.
        Ok(Nature {
            task: None,
            evidence: state.and_then(|one| one.evidence).unwrap_or(Evidence::Inferred),
            effect: Effect::Irreversible,
            risk: Risk::Sim,
            undo: None,
        })
    }

    /// Refuses what makes no sense for the line as it is now, with the reason a person can understand.
    pub(super) fn fits_the_line(
        &self,
        connected: &Connected,
        kind: &ActionKind,
        line: Option<&Line>,
    ) -> Result<(), Problem> {
        let Some(line) = line else { return Ok(()) };
        let reason = match task_of(connected, kind) {
            Some((tasks, task)) => task_not_now(tasks, task, line),
            None => new_code_not_now(line),
        };
        reason.map_or(Ok(()), |reason| Err(Problem::new(ErrorCode::WrongState, reason).safe_to_retry()))
    }

    /// Sends it.
    pub(super) async fn perform(
        &self,
        id: ActionId,
        connected: &Connected,
        previewed: &Previewed,
        ticket: Ticket,
    ) -> Outcome {
        let kind = &previewed.preview.kind;
        if let Some((tasks, task)) = task_of(connected, kind) {
            let call = tasks.perform(task, &previewed.about, &previewed.inputs, ticket);
            return match self.ask(connected, call).await {
                Ok(done) => {
                    let (state, after) = match done.accepted {
                        Some(reference) => (ActionState::Accepted, Some(Facts::Order { reference, state: None })),
                        None => {
                            (ActionState::Done, done.answer.sim.clone().map(|iccid| Facts::Sim { iccid: Some(iccid) }))
                        }
                    };
                    self.keep_result(id, previewed.about.clone(), done.answer);
                    Outcome { state, after, problem: None }
                }
                Err(error) => outcome_of(Err(error)),
            };
        }
        let (Some(codes), Some(key), ActionKind::NewEsimCode) =
            (connected.connection.provider.esim_codes(), previewed.about.line(), kind)
        else {
            return Outcome { state: ActionState::NotSent, after: None, problem: Some(not_offered("this change")) };
        };
        let answer = self.ask(connected, codes.refresh(&key.id, ticket)).await;
        if let Ok(reading) = &answer {
            // The cache is a convenience: what the provider did is done, whether it can be noted or not.
            let _ = self.keep_esim(key, reading).await;
        }
        outcome_of(answer.map(|reading| Some(esim_facts(&reading))))
    }

    /// Whether the provider would call a change done before it is sent, where it is asked for the order afterwards.
    pub(super) async fn is_so_already(&self, connected: &Connected, wish: &super::Wish) -> bool {
        match task_of(connected, &wish.kind) {
            Some((tasks, task)) if task.read_back == ReadBack::Order => {
                let call = tasks.progress(task, &wish.about, &wish.inputs, None);
                matches!(self.ask(connected, call).await, Ok(Progress::Done))
            }
            _ => false,
        }
    }

    /// What can be read now that tells whether a change of this kind has happened.
    pub(crate) async fn facts_now(
        &self,
        connected: &Connected,
        about: &About,
        kind: &ActionKind,
    ) -> Result<Facts, Problem> {
        let Some(key) = about.line() else { return Ok(Facts::Nothing) };
        if matches!(kind, ActionKind::Task { .. }) {
            if connected.connection.provider.lines().is_none() {
                return Ok(Facts::Nothing);
            }
            let line = self.read_line_of(connected, key).await?;
            return Ok(Facts::Line(Box::new(LineFacts::from(&line))));
        }
        let codes = connected.connection.provider.esim_codes().ok_or_else(|| not_offered("a new eSIM code"))?;
        let reading = self.ask(connected, codes.status(&key.id)).await?;
        self.keep_esim(key, &reading).await?;
        if reading.state.is_none() {
            return Err(Problem::new(ErrorCode::WrongState, "this line has no eSIM").safe_to_retry());
        }
        Ok(esim_facts(&reading))
    }
}

/// What tells one state of an eSIM from another.
pub(crate) fn esim_facts(reading: &EsimReading) -> Facts {
    Facts::Esim {
        fingerprint: reading.code.as_ref().map(domain::activation_code::ActivationCode::fingerprint),
        sm_dp_address: reading.code.as_ref().map(|code| code.sm_dp_address().to_owned()),
        state: reading.state.as_ref().map(|state| state.raw.clone()),
    }
}
