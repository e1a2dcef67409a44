//! What is looked at before a change is confirmed, in the order a person should read it.

use std::sync::Arc;

use domain::action::{ActionRecord, ActionState, Facts, PreviewCheck};
use domain::iccid::Iccid;
use domain::line::{Line, RawField};
use domain::port::PortState;
use domain::problem::{ErrorCode, Problem};
use domain::provider::Environment;
use domain::task::{FieldKind, Proof, ReadBack, Risk, Task, TaskGroup};
use providers::SimFinding;

use super::Wish;
use super::kinds::{Nature, task_of};
use crate::Desk;
use crate::connections::Connected;
use crate::job::blocking;
use crate::lines::is_port_of;
use crate::one_time_codes::{CodeTries, tries_of};

const A_DAY_MS: i64 = 24 * 60 * 60 * 1000;

impl Desk {
    pub(super) async fn checks(
        &self,
        connected: &Connected,
        wish: &Wish,
        line: Option<&Line>,
        before: &Facts,
        nature: &Nature,
    ) -> Result<Vec<PreviewCheck>, Problem> {
        let (ledger, cache, about) =
            (Arc::clone(&self.inner.ledger), Arc::clone(&self.inner.cache), wish.about.clone());
        let (actions, ports) =
            blocking(move || Ok::<_, store::StoreError>((ledger.actions_about(&about, 200)?, cache.ports()?))).await?;
        let mut checks = vec![match self.proof_for(&wish.about, nature.risk, nature.task) {
            Ok(Some(verification)) => Some(PreviewCheck::Verified { verification }),
            Ok(None) => None,
            Err(_) => Some(PreviewCheck::NotVerified),
        }];
        checks.push(Some(match actions.iter().find(|action| action.kind.is_change() && action.state.is_open()) {
            Some(action) => PreviewCheck::OtherChange { action: action.id },
            None => PreviewCheck::NoOtherChange,
        }));
        if let Some(line) = line
            && connected.connection.provider.ports().is_some()
        {
            let read = ports.iter().any(|(port, _)| port.connection == line.key.connection);
            let under_way =
                ports.iter().map(|(port, _)| port).find(|port| is_port_of(port, line) && is_under_way(port.state));
            checks.push(Some(match under_way {
                Some(port) => PreviewCheck::PortUnderWay { raw_state: port.raw_state.clone() },
                None if read => PreviewCheck::NoPort,
                None => PreviewCheck::PortsNotRead,
            }));
        }
        if takes_a_line(nature.risk) {
            checks.push(self.days_since(&actions, Risk::Sim).map(|days| PreviewCheck::SimChangedLately { days }));
            checks.push(self.days_since(&actions, Risk::Number).map(|days| PreviewCheck::NumberChangedLately { days }));
            checks.push(self.days_since(&actions, Risk::Owner).map(|days| PreviewCheck::OwnerChangedLately { days }));
        }
        if let Some(task) = nature.task {
            if let Facts::Line(now) = before
                && task.read_back.judge(now, now, |field| typed(wish, task, field)) == Proof::Done
            {
                checks.push(Some(PreviewCheck::AlreadySo));
            }
            if task.code_field().is_some() {
                checks.push(tries_of(connected, &actions).and_then(CodeTries::check));
            }
            checks.extend(self.sim_checks(connected, wish, task, line, before).await?.into_iter().map(Some));
            if let ReadBack::Person(look_at) = task.read_back {
                checks.push(Some(PreviewCheck::CannotBeProved { look_at: look_at.to_owned() }));
            }
        }
        if let Some(outage) = connected.outage(self.now()) {
            checks.push(Some(PreviewCheck::Outage { since: outage.since }));
        }
        if nature.evidence.is_unverified() && connected.connection.environment != Environment::Practice {
            checks.push(Some(PreviewCheck::Unverified));
        }
        Ok(checks.into_iter().flatten().collect())
    }

    /// What is odd about the number of a SIM that was typed, scanned or chosen, and what the provider says of it.
    async fn sim_checks(
        &self,
        connected: &Connected,
        wish: &Wish,
        task: &Task,
        line: Option<&Line>,
        before: &Facts,
    ) -> Result<Vec<PreviewCheck>, Problem> {
        let mut checks = Vec::new();
        let new_sim = task.sim.and_then(|sim| sim.number(|name| wish.inputs.get(name)));
        let mut numbers: Vec<&str> = new_sim.into_iter().collect();
        for field in task.fields {
            let (FieldKind::Iccid { rule }, Some(digits)) = (field.kind, wish.inputs.get(field.name)) else { continue };
            checks.extend(rule.odd(digits).into_iter().map(|warning| PreviewCheck::OddSimNumber { warning }));
            // A number that only names the SIM the line has is given to nobody.
            if task.sim.is_none() && !numbers.contains(&digits) {
                numbers.push(digits);
            }
        }
        let now = match before {
            Facts::Line(facts) => facts.iccid.as_deref(),
            _ => line.and_then(|line| line.sim.iccid.as_ref()).map(Iccid::digits),
        };
        if new_sim.zip(now).is_some_and(|(new, now)| Iccid::is_same(new, now)) {
            checks.push(PreviewCheck::SameSim);
            return Ok(checks);
        }
        for number in numbers {
            checks.extend(self.used_before(connected, number).await?);
        }
        if task.sim.is_some()
            && let Some(tasks) = connected.connection.provider.tasks()
        {
            match self.ask(connected, tasks.check_sim(task, &wish.about, &wish.inputs)).await {
                Ok(found) => checks.extend(found.map(stock_check)),
                Err(error) if error.code() == ErrorCode::InvalidInput => return Err(error.into()),
                Err(_) => checks.push(PreviewCheck::StockNotRead),
            }
        }
        Ok(checks)
    }

    /// The change of this desk that gave this SIM to something before. Putting it into storage gave it to nobody.
    async fn used_before(&self, connected: &Connected, iccid: &str) -> Result<Option<PreviewCheck>, Problem> {
        let (ledger, iccid) = (Arc::clone(&self.inner.ledger), iccid.to_owned());
        let changes = blocking(move || ledger.changes_with_sim(&iccid)).await?;
        let gave = |action: &ActionRecord| {
            task_of(connected, &action.kind).is_none_or(|(_, task)| task.group != TaskGroup::Stock)
        };
        let found = changes.into_iter().find(gave);
        Ok(found.map(|action| PreviewCheck::SimUsedBefore { action: action.id, at: action.changed_at }))
    }

    /// How many whole days ago something of this risk was done, when that is worth a question.
    fn days_since(&self, actions: &[ActionRecord], risk: Risk) -> Option<u32> {
        let done = actions.iter().find(|action| action.kind.risk() == risk && action.state == ActionState::Done)?;
        let days = u32::try_from(self.now().millis_since(done.changed_at) / A_DAY_MS).ok()?;
        (days <= self.inner.policy.cool_down_days).then_some(days)
    }

    /// What it would cost. A refusal that is about what was typed comes now, before anything is confirmed.
    pub(super) async fn estimate_of(
        &self,
        connected: &Connected,
        wish: &Wish,
    ) -> Result<(Vec<RawField>, Option<PreviewCheck>), Problem> {
        let Some((tasks, task)) = super::kinds::task_of(connected, &wish.kind) else { return Ok((Vec::new(), None)) };
        match self.ask(connected, tasks.estimate(task, &wish.about, &wish.inputs)).await {
            Ok(estimate) => Ok((estimate, None)),
            Err(error) => match error.code() {
                ErrorCode::InvalidInput
                | ErrorCode::FieldsRefused
                | ErrorCode::Refused
                | ErrorCode::NotFound
                | ErrorCode::WrongState
                | ErrorCode::NoneLeft
                | ErrorCode::NotAllowed => Err(error.into()),
                _ => Ok((Vec::new(), Some(PreviewCheck::NoEstimate))),
            },
        }
    }
}

fn stock_check(found: SimFinding) -> PreviewCheck {
    match found {
        SimFinding::Free(says) => PreviewCheck::SimFree { says },
        SimFinding::NotInStock => PreviewCheck::SimNotInStock,
        SimFinding::OtherNetwork { network, needed } => PreviewCheck::SimOfOtherNetwork { network, needed },
        SimFinding::NotUsable(says) => PreviewCheck::SimNotUsable { says },
    }
}

/// The values a field was filled in with: what is sent, and the words it was chosen by.
pub(crate) fn typed(wish: &Wish, task: &Task, field: &str) -> Vec<String> {
    let value = wish.inputs.get(field).map(str::to_owned);
    let words =
        task.field(field).zip(value.as_deref()).and_then(|(field, value)| field.shown(value)).map(str::to_owned);
    value.into_iter().chain(words).collect()
}

/// What could hand a line to somebody else: then recent changes are worth a question (field practice against SIM-swap
/// fraud).
const fn takes_a_line(risk: Risk) -> bool {
    matches!(risk, Risk::Sim | Risk::Number | Risk::PortSecret | Risk::Secret | Risk::Cease | Risk::Owner)
}

const fn is_under_way(state: PortState) -> bool {
    !matches!(state, PortState::Completed | PortState::Cancelled | PortState::Failed | PortState::Draft)
}
