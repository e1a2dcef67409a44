//! Tasks about one mobile service: its SIM, plan, cap, and whether it works (Atomic contract 4).
//!
//! `SUSPENDED` is the one published word for a state, so a word this program does not know forbids nothing.

use domain::ability::Ability;
use domain::action::Ticket;
use domain::iccid::IccidRule;
use domain::line::{LineStage, RawField};
use domain::problem::{ErrorCode, Problem};
use domain::provider::ProviderKind;
use domain::task::{
    Choice, CodeArrives, FieldKind, FixedChoice, GivenSim, ReadBack, Readable, Risk, Subject, Task, TaskField,
    TaskGroup,
};

use super::super::wire::Action;
use super::super::{Atomic, ExcessCap, NewSim, ServicePlan, ServiceUpdate, bad_input, operations as op};
use super::fact;
use crate::tasks::task;
use crate::{Answer, Delivery, Inputs, Lines, Progress, ProviderError, TaskAnswer, TaskOutcome};

/// The most choices a field offers.
const MOST_CHOICES: usize = 200;

/// Atomic publishes no form of a SIM's number, and its sample has 10 digits (contract 4.3, 4.4): none is asked for.
const ANY_FORM: IccidRule = IccidRule { min: 4, max: 30, trims: false };

/// The states in which a service can be changed: all but the ended one.
const LIVING: &[LineStage] = &[LineStage::Active, LineStage::Suspended, LineStage::Unknown];

/// The caps by the number that is sent; their unit or currency is not published (contract 4.2).
const CAPS: [FixedChoice; 7] =
    [("0", "0"), ("10", "10"), ("50", "50"), ("100", "100"), ("200", "200"), ("400", "400"), ("1000", "1000")];

/// A task that is one action of the operation that does four things (contract 4.1, `x-effect-by`, `x-evidence-by`).
const fn manage(id: &'static str, title: &'static str, hint: &'static str, action: Action) -> Task {
    Task { evidence: action.evidence(), ..task(id, title, hint, &op::MANAGE_MOBILE_SERVICE).effect(action.effect()) }
}

pub(super) const REPLACE_SIM: Task = task(
    "replace_sim",
    "Replace the SIM card",
    "The line moves to this card, and the SIM it has now stops working.",
    &op::REPLACE_SIM,
)
.about(Subject::Line, TaskGroup::Sim)
.ability(Ability::SwapSim)
.risk(Risk::Sim)
.stages(LIVING)
.fields(&[
    TaskField::new("sim_card_number", "SIM card number", FieldKind::Iccid { rule: ANY_FORM })
        .hint("As it is printed on the card; Atomic publishes no form for it."),
    TaskField::new("notification_email", "E-mail for a notice", FieldKind::Email).optional(),
])
.gives_sim(
    "The SIM the line has now stops working; Atomic does not publish when, so take it as at once.",
    &[GivenSim::new(CodeArrives::Card).number("sim_card_number")],
)
.read_back(ReadBack::Typed(Readable::Iccid, "sim_card_number"));

pub(super) const NEW_ESIM: Task = task(
    "new_esim",
    "Move to a new eSIM",
    "The SIM the line has now stops working; Atomic gives no code here, and presumably sends it to the e-mail address.",
    &op::REPLACE_SIM,
)
.about(Subject::Line, TaskGroup::Sim)
.ability(Ability::SwapSim)
.risk(Risk::Sim)
.stages(LIVING)
.fields(&[TaskField::new("notification_email", "E-mail", FieldKind::Email)
    .hint("Whoever reads it can install the line: ask the customer for it.")])
.gives_sim(
    "The SIM the line has now stops working; Atomic does not publish when, so take it as at once.",
    &[GivenSim::new(CodeArrives::ByMail)],
)
.read_back(ReadBack::Person("Whether the line shows an eSIM now, and whether the e-mail with the code has come."));

pub(super) const RESET_ESIM: Task = task(
    "reset_esim",
    "Reset the eSIM",
    "The eSIM can presumably be installed again; what this does to one that is in use is not published.",
    &op::RESET_ESIM,
)
.about(Subject::Line, TaskGroup::Sim)
.risk(Risk::Sim)
.stages(LIVING)
.fields(&[TaskField::new("iccid", "SIM number of the eSIM", FieldKind::Iccid { rule: ANY_FORM }).hint(
    "Atomic does not tell it; the customer finds it as ICCID in the phone's settings or in the e-mail with the code.",
)])
.gives_sim(
    "The eSIM may stop working on the phone that has it; Atomic does not publish what a reset does there.",
    &[GivenSim::new(CodeArrives::AsBefore)],
)
.read_back(ReadBack::Person("Whether the customer's phone can install the eSIM again; no published call tells it."));

pub(super) const CHANGE_PLAN: Task = task(
    "change_plan",
    "Change the plan",
    "The line moves to this plan; from when on it is charged is not published.",
    &op::UPDATE_MOBILE_SERVICE,
)
.about(Subject::Line, TaskGroup::Plan)
.ability(Ability::ChangePlan)
.also(&[op::LIST_SERVICE_PLANS.id])
.stages(LIVING)
.fields(&[TaskField::new("service_plan_id", "Plan", FieldKind::Ask)])
.read_back(ReadBack::Typed(Readable::Plan, "service_plan_id"));

pub(super) const SET_EXCESS_USAGE: Task = task(
    "set_excess_usage",
    "Set the cap for use beyond the plan",
    "The line can use more, or less, beyond its plan; Atomic publishes no unit for these numbers.",
    &op::UPDATE_MOBILE_SERVICE,
)
.about(Subject::Line, TaskGroup::Plan)
.also(&[op::MANAGE_MOBILE_SERVICE.id])
.stages(LIVING)
.fields(&[TaskField::new("excess_usage", "Cap", FieldKind::Choice { choices: &CAPS })])
.read_back(ReadBack::Order)
.undo("Set the cap back.");

pub(super) const SUSPEND: Task =
    manage("suspend", "Suspend the line", "The line stops working until it is resumed.", Action::Suspend)
        .ability(Ability::Suspend)
        .risk(Risk::Suspend)
        .stages(&[LineStage::Active, LineStage::Unknown])
        .read_back(ReadBack::Stage(LineStage::Suspended))
        .undo("Resume the line.");

pub(super) const RESUME: Task = manage("resume", "Resume the line", "The suspended line works again.", Action::Active)
    .ability(Ability::Resume)
    .stages(&[LineStage::Suspended, LineStage::Unknown])
    .read_back(ReadBack::Stage(LineStage::Active))
    .undo("Suspend the line.");

pub(super) const CEASE: Task = manage(
    "cease",
    "End the line",
    "The line ends; when that takes effect and whether it can be undone is not published.",
    Action::Cancel,
)
.ability(Ability::Cease)
.risk(Risk::Cease)
.stages(LIVING)
.read_back(ReadBack::Order);

impl Atomic {
    pub(super) async fn to_card(&self, id: &str, inputs: &Inputs, ticket: Ticket) -> Answer<()> {
        let card = NewSim::Card {
            number: inputs.text("sim_card_number").to_owned(),
            notification_email: inputs.get("notification_email").map(str::to_owned),
        };
        self.replace_sim(id, &card, ticket).await
    }

    pub(super) async fn to_esim(&self, id: &str, inputs: &Inputs, ticket: Ticket) -> Answer<()> {
        let esim = NewSim::Esim { notification_email: inputs.text("notification_email").to_owned() };
        self.replace_sim(id, &esim, ticket).await
    }

    pub(super) async fn reset(&self, id: &str, iccid: &str, ticket: Ticket) -> Answer<TaskOutcome> {
        let reset = self.reset_esim(id, iccid, ticket).await?;
        let facts = fact("Atomic says", reset.message).into_iter().chain(reset.raw).collect();
        Ok(TaskOutcome::with(TaskAnswer::facts(facts)))
    }

    /// The plans for mobiles. A label is the plan's bare name: by it the change is read back.
    pub(super) async fn plan_choices(&self) -> Answer<Vec<Choice>> {
        let plans = self.mobile_plans().await?;
        let choice = |plan: &ServicePlan| {
            let choice = Choice::new(plan.id.clone(), plan.title());
            match plan.price_text() {
                Some(price) => choice.detail(price),
                None => choice,
            }
        };
        Ok(plans.iter().take(MOST_CHOICES).map(choice).collect())
    }

    /// What the list of plans says of the price.
    pub(super) async fn plan_estimate(&self, plan: &str) -> Answer<Vec<RawField>> {
        let plans = self.plans().await?;
        let price = plans.iter().find(|one| one.id == plan).and_then(ServicePlan::price_text);
        Ok(fact("Price of the plan, for a period Atomic does not publish", price).into_iter().collect())
    }

    pub(super) async fn set_excess_usage(&self, id: &str, inputs: &Inputs, ticket: Ticket) -> Answer<()> {
        let wanted = inputs.whole::<u16>("excess_usage");
        let cap = ExcessCap::ALL.into_iter().find(|cap| Some(cap.value()) == wanted);
        let rule = "Atomic has no such cap";
        let cap = cap.ok_or_else(|| bad_input(&op::UPDATE_MOBILE_SERVICE, "excess_usage", rule))?;
        self.update_service(id, &ServiceUpdate { excess_usage: Some(cap), plan: None }, ticket).await
    }

    /// Whether the line has this cap; it is one of the values that are shown as they come.
    pub(super) async fn cap_is_set(&self, id: &str, wanted: &str) -> Answer<Progress> {
        let line = Lines::read(self, id).await?;
        Ok(match line.unmapped.iter().find(|field| field.name == "excess_usage") {
            Some(field) if field.value == wanted => Progress::Done,
            Some(_) => Progress::NotBegun,
            None => Progress::NotTold,
        })
    }

    /// Bars the line and reads it again, since the answer tells nothing (contract 4.1).
    pub(super) async fn suspend_and_look(&self, id: &str, ticket: Ticket) -> Answer<()> {
        self.suspend(id, ticket).await?;
        self.proved(id, |stage| stage == LineStage::Suspended).await
    }

    /// Lifts the bar and reads the line again. The word of a line that works is not published, so any but the known
    /// word of a barred or an ended one will do.
    pub(super) async fn resume_and_look(&self, id: &str, ticket: Ticket) -> Answer<()> {
        self.resume(id, ticket).await?;
        self.proved(id, |stage| !matches!(stage, LineStage::Suspended | LineStage::Ceased)).await
    }

    /// Cancels the line and reads it again. When a cancel takes effect is not published, so a line that still works
    /// proves nothing: the outcome is not known, and a person can decide.
    pub(super) async fn cancel_and_look(&self, id: &str, ticket: Ticket) -> Answer<()> {
        self.cancel(id, ticket).await?;
        match self.is_cancelled(id).await {
            Ok(Progress::Done) => Ok(()),
            _ => Err(not_shown()),
        }
    }

    /// Whether the line is ended or gone. One that is not may end later, so this never says that nothing was begun.
    pub(super) async fn is_cancelled(&self, id: &str) -> Answer<Progress> {
        match Lines::read(self, id).await {
            Ok(line) if line.state.stage == LineStage::Ceased => Ok(Progress::Done),
            Ok(_) => Ok(Progress::NotTold),
            Err(error) if error.code() == ErrorCode::NotFound => Ok(Progress::Done),
            Err(error) => Err(error),
        }
    }

    /// Reads a line after a change of its state: what it does not prove is not known.
    async fn proved(&self, id: &str, is_so: fn(LineStage) -> bool) -> Answer<()> {
        let read = Lines::read(self, id).await;
        if read.is_ok_and(|line| is_so(line.state.stage) && line.state.raw.is_some()) {
            return Ok(());
        }
        Err(not_shown())
    }
}

/// Atomic said yes, and what was read after does not show it: the outcome is not known.
fn not_shown() -> ProviderError {
    let message = "Atomic took the change, and reading the line again did not show it";
    let mut problem = Problem::new(ErrorCode::OutcomeUnknown, message);
    problem.provider = Some(ProviderKind::Atomic);
    problem.operation = Some(op::MANAGE_MOBILE_SERVICE.id.to_owned());
    ProviderError { problem: Box::new(problem), delivery: Delivery::Unsure, status: None, provider_code: None }
}
