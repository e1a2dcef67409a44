//! Tasks about SIMs in storage (TelecomX contract 5.3 to 5.6).

use domain::action::Ticket;
use domain::activation_code::ActivationCode;
use domain::iccid::IccidRule;
use domain::provider::ProviderKind;
use domain::secret::{Pin, Puk};
use domain::task::{About, FieldKind, ReadBack, Risk, Subject, Task, TaskField, TaskGroup};

use super::shared::{
    CUSTOMER, FILTER, FIND, SIM_FORM, SIM_NETWORK, YES_NO, at_field, form_factor, network, owned, yes_or_no,
};
use super::show;
use crate::tasks::{task, unknown_task};
use crate::telecomx::operations::{ASSIGN_SIM, GET_SIM, IMPORT_SIMS, LIST_CUSTOMERS, LIST_SIMS};
use crate::telecomx::{NewStoredSim, SimsQuery, Telecomx, bad_input};
use crate::{Answer, Inputs, Progress, TaskAnswer, TaskOutcome};
use domain::problem::ErrorCode;

pub(super) const TASKS: &[Task] = &[LIST, SHOW, ASSIGN, ADD];

/// The SIM out of storage.
pub(super) const STORED_ID: &str = "simId";

const SIM: TaskField = TaskField::new(STORED_ID, "SIM", FieldKind::Ask);
const PART: TaskField = FILTER.hint("Part of the SIM number; narrows down the SIMs below.");
const AUTO: TaskField = TaskField::new("autoAssign", "May be picked for a new line", YES_NO).optional();

const LIST: Task = task(
    "list_sims",
    "List SIMs in storage",
    "The unused SIMs that the own customers, the reseller and, for its own staff, TelecomX have in storage.",
    &LIST_SIMS,
)
.about(Subject::Account, TaskGroup::Stock)
.ability(domain::ability::Ability::SimStock)
.also(&[LIST_CUSTOMERS.id])
.fields(&[
    SIM_FORM.optional(),
    SIM_NETWORK.optional(),
    FILTER.hint("Part of the SIM number."),
    FIND,
    CUSTOMER.optional().hint("Only what is stored at this customer."),
    AUTO,
]);

const SHOW: Task =
    task("show_stored_sim", "Show a SIM in storage", "One unused SIM with its form, network, PIN and PUK.", &GET_SIM)
        .about(Subject::Account, TaskGroup::Stock)
        .risk(Risk::Secret)
        .fields(&[PART, SIM]);

const ASSIGN: Task = task(
    "assign_sim",
    "Move a SIM to a customer's storage",
    "TelecomX notes that the SIM is stored at this customer; no line changes.",
    &ASSIGN_SIM,
)
.about(Subject::Account, TaskGroup::Stock)
.also(&[GET_SIM.id, LIST_SIMS.id, LIST_CUSTOMERS.id])
.fields(&[PART, SIM, FIND, CUSTOMER, AUTO])
.read_back(ReadBack::Order);

const SECRET_CODE: FieldKind = FieldKind::Secret { min: 4, max: 8, digits: true };

const ADD: Task = task(
    "add_sim",
    "Put a SIM into storage",
    "TelecomX gets a new unused SIM with its codes; only TelecomX's own staff may do it.",
    &IMPORT_SIMS,
)
.about(Subject::Account, TaskGroup::Stock)
.also(&[GET_SIM.id])
.fields(&[
    TaskField::new("iccid", "SIM number", FieldKind::Iccid { rule: IccidRule::USUAL })
        .hint("18 to 20 digits; it can be scanned."),
    SIM_FORM,
    SIM_NETWORK,
    TaskField::new("pin1", "PIN 1", SECRET_CODE),
    TaskField::new("puk1", "PUK 1", SECRET_CODE),
    TaskField::new("pin2", "PIN 2", SECRET_CODE),
    TaskField::new("puk2", "PUK 2", SECRET_CODE),
    TaskField::new("activationCode", "Activation code", FieldKind::Secret { min: 10, max: 255, digits: false })
        .hint("LPA:1$… of the eSIM.")
        .optional()
        .only_if("formFactor", &["eSIM"]),
    TaskField::new("tag", "Mark", FieldKind::Text { max: 60 }).hint("Of one's own, without a semicolon.").optional(),
    AUTO,
])
.read_back(ReadBack::Order);

/// SIMs that one list shows.
const SHOWN: u32 = 200;

pub(super) async fn look(x: &Telecomx, task: &Task, about: &About, inputs: &Inputs) -> Answer<TaskAnswer> {
    match task.id {
        "list_sims" => {
            let query = SimsQuery {
                customer: owned(inputs, "customer"),
                form_factor: form_factor(inputs),
                network: inputs.get("network").and_then(network),
                filter: owned(inputs, "filter"),
                offset: None,
                limit: Some(SHOWN),
                auto_assign: yes_or_no(inputs, "autoAssign"),
            };
            let columns = ["SIM number", "Form", "Network", "Stored at", "May be picked"];
            Ok(show::table("SIMs in storage", &columns, x.sims(&query).await?, |sim| {
                vec![
                    show::cell(sim.id),
                    show::cell(sim.form_factor.as_deref().map(show::form)),
                    show::cell(sim.network),
                    sim.stored_at.unwrap_or_else(|| "TelecomX".to_owned()),
                    show::switch(sim.auto_assign),
                ]
            }))
        }
        "show_stored_sim" => Ok(show::stored_sim(x.sim(inputs.text(STORED_ID)).await?)),
        id => Err(unknown_task(ProviderKind::Telecomx, id, about)),
    }
}

pub(super) async fn perform(
    x: &Telecomx,
    task: &Task,
    about: &About,
    inputs: &Inputs,
    ticket: Ticket,
) -> Answer<TaskOutcome> {
    match task.id {
        "assign_sim" => {
            let auto = yes_or_no(inputs, "autoAssign");
            x.assign_sim(inputs.text(STORED_ID), inputs.text("customer"), auto, ticket).await?;
        }
        "add_sim" => {
            // What TelecomX calls `data` is the whole row; what can be wrong with it here is the SIM's number.
            let sim = [new_sim(inputs)?];
            x.import_sims(&sim, ticket).await.map_err(|error| at_field(error, &[("data", "iccid")]))?;
        }
        id => return Err(unknown_task(ProviderKind::Telecomx, id, about)),
    }
    Ok(TaskOutcome::done())
}

pub(super) async fn progress(x: &Telecomx, task: &Task, inputs: &Inputs) -> Answer<Progress> {
    let id = if task.id == "add_sim" { inputs.text("iccid") } else { inputs.text(STORED_ID) };
    let stored_at = match x.sim(id).await {
        Ok(sim) => sim.stored_at,
        Err(error) if error.code() == ErrorCode::NotFound => return Ok(Progress::NotBegun),
        Err(error) => return Err(error),
    };
    let there = task.id == "add_sim" || stored_at.as_deref() == inputs.get("customer");
    Ok(if there { Progress::Done } else { Progress::NotBegun })
}

fn new_sim(inputs: &Inputs) -> Answer<NewStoredSim> {
    let missing = |field: &str| bad_input(&IMPORT_SIMS, field, "this is needed");
    let secret = |name: &str| inputs.secret(name).map(|text| text.expose().to_owned()).unwrap_or_default();
    let code = match inputs.secret("activationCode").map(|text| ActivationCode::parse(text.expose())) {
        Some(Ok(reading)) => Some(reading.code),
        Some(Err(rule)) => return Err(bad_input(&IMPORT_SIMS, "activationCode", &rule.to_string())),
        None => None,
    };
    if inputs.text("tag").contains(';') {
        return Err(bad_input(&IMPORT_SIMS, "tag", "no semicolon is possible here"));
    }
    Ok(NewStoredSim {
        iccid: inputs.text("iccid").to_owned(),
        puk1: Puk::new(secret("puk1")),
        puk2: Puk::new(secret("puk2")),
        pin1: Pin::new(secret("pin1")),
        pin2: Pin::new(secret("pin2")),
        form_factor: form_factor(inputs).ok_or_else(|| missing("formFactor"))?,
        network: inputs.get("network").and_then(network).ok_or_else(|| missing("network"))?,
        code,
        tag: owned(inputs, "tag"),
        auto_assign: yes_or_no(inputs, "autoAssign"),
    })
}
