//! Bringing a number to a line, correcting and cancelling that, and how far it is (Reach contract 19 to 22, state machines
//! 3.2, 3.3).

use domain::ability::Ability;
use domain::action::Ticket;
use domain::line::RawField;
use domain::provider::Effect;
use domain::secret::Pac;
use domain::task::{FieldKind, ReadBack, Risk, Subject, Task, TaskField, TaskGroup};

use super::asked::Asked;
use super::fields::{ICCID, IMEI, NUMBER_TO_PORT, OLD_ACCOUNT, OLD_CARRIER, OLD_PIN, OLD_ZIP, SIM_TYPE};
use super::line::NOT_ACTIVE;
use super::show::{self, Facts, done, goes_on};
use super::sim;
use crate::reach::operations as op;
use crate::reach::{Activation, ActivationStage, ActivationStatus, PortFix, Started};
use crate::tasks::task;
use crate::{Answer, Progress, TaskAnswer, TaskOutcome};

const PORT_IN: Task = task(
    "port_in",
    "Bring a number to the line",
    "Activates the line with the customer's own number; the old carrier decides, which takes minutes to hours.",
    &op::ACTIVATE_LINE,
)
.about(Subject::Line, TaskGroup::Ports)
.ability(Ability::PortIn)
.also(&["getActivationStatus", "validatePortInMdn", "validateIccid", "validateImei"])
.risk(Risk::Number)
.stages(NOT_ACTIVE)
.fields(&[
    SIM_TYPE,
    ICCID.only_if("simType", &["PSIM"]),
    IMEI.optional().hint("Needed for an eSIM; the phone shows its 15 digits after *#06#."),
    NUMBER_TO_PORT,
    OLD_CARRIER,
    OLD_ACCOUNT,
    OLD_PIN,
    OLD_ZIP,
])
.read_back(ReadBack::Order);

const FIXES: FieldKind = FieldKind::Choice {
    choices: &[
        ("UPDATE_PIN", "Another transfer PIN"),
        ("UPDATE_ACCOUNT", "Another account number"),
        ("UPDATE_ZIP", "Another ZIP code"),
        ("RESUBMIT_PORT", "Nothing: send it once more as it is"),
    ],
};

const CORRECT: Task = task(
    "correct_port_in",
    "Correct the port-in",
    "Sends a port-in that failed once more, with one value corrected; \u{201c}Show activation and port-in\u{201d} tells \
     how it goes on.",
    &op::UPDATE_PORT_IN,
)
.effect(Effect::Write)
.about(Subject::Line, TaskGroup::Ports)
.also(&["getActivationStatus"])
.fields(&[
    TaskField::new("type", "What is corrected", FIXES),
    OLD_PIN.only_if("type", &["UPDATE_PIN"]),
    OLD_ACCOUNT.only_if("type", &["UPDATE_ACCOUNT"]),
    OLD_ZIP.only_if("type", &["UPDATE_ZIP"]),
    NUMBER_TO_PORT.optional().hint("Left empty, Reach takes the number of the port-in it has."),
])
.read_back(ReadBack::Order);

const CANCELS: FieldKind = FieldKind::Choice {
    choices: &[
        ("CANCEL_PORT", "Stop it; the line stays without a number"),
        ("CANCEL_AND_NEW", "Stop it and give the line a new number"),
    ],
};

const CANCEL: Task = task(
    "cancel_port_in",
    "Cancel the port-in",
    "Stops bringing the number along, for good; with a new number the old one is given up.",
    &op::UPDATE_PORT_IN,
)
.about(Subject::Line, TaskGroup::Ports)
.also(&["getActivationStatus"])
.risk(Risk::Number)
.fields(&[TaskField::new("type", "What then", CANCELS)])
.read_back(ReadBack::Order);

pub(super) const TASKS: &[Task] = &[PORT_IN, CORRECT, CANCEL];

pub(super) async fn perform(asked: &Asked<'_>, ticket: Ticket) -> Answer<TaskOutcome> {
    let (reach, customer) = (asked.reach, asked.customer());
    match asked.task.id {
        "port_in" => {
            let port_in = Some(asked.port_in()?);
            let activation = Activation { customer, sim: asked.new_sim("iccId")?, port_in };
            Ok(started(asked, reach.activate(&activation, ticket).await?))
        }
        "correct_port_in" => {
            let fix = match asked.text("type") {
                "UPDATE_PIN" => PortFix::Pin(Pac::new(asked.secret("password"))),
                "UPDATE_ACCOUNT" => PortFix::AccountNumber(asked.text("oldCarrierAccountNumber").to_owned()),
                "UPDATE_ZIP" => PortFix::Zip(asked.text("oldZip").to_owned()),
                "RESUBMIT_PORT" => PortFix::Resubmit,
                _ => return Err(asked.refused("type", "this is none of the choices")),
            };
            fixed(asked, &fix, ticket).await
        }
        "cancel_port_in" => {
            let fix = asked.one_of("type", |word| match word {
                "CANCEL_PORT" => Some(PortFix::Cancel),
                "CANCEL_AND_NEW" => Some(PortFix::CancelAndNew),
                _ => None,
            })?;
            fixed(asked, &fix, ticket).await
        }
        _ => Err(asked.unknown()),
    }
}

async fn fixed(asked: &Asked<'_>, fix: &PortFix, ticket: Ticket) -> Answer<TaskOutcome> {
    let number = asked.inputs.get("numberToPort").map(|_| asked.number("numberToPort")).transpose()?;
    let receipt = asked.reach.fix_port_in(&asked.customer(), number.as_ref(), fix, ticket).await?;
    Ok(if receipt.in_background { goes_on(receipt, asked.by_customer()) } else { done(receipt) })
}

/// Whether the number can come, and whether the card or the phone can take the line.
pub(super) async fn estimate(asked: &Asked<'_>) -> Answer<Vec<RawField>> {
    if asked.task.id != "port_in" {
        return Ok(Vec::new());
    }
    let check = asked.reach.check_port_in(&asked.number("numberToPort")?).await?;
    let mut facts = Facts::default()
        .flag("The number can be brought along", check.possible)
        .text("Reach says", check.message)
        .fields();
    facts.extend(sim::check(asked, &asked.new_sim("iccId")?).await?);
    Ok(facts)
}

pub(super) async fn progress(asked: &Asked<'_>, reference: Option<&str>) -> Answer<Progress> {
    use ActivationStage::{Active, InProgress, PortCancelled, PortingIn};
    if asked.task.id == "port_in" {
        return activation_progress(asked, reference).await;
    }
    let status = asked.reach.activation_status(&asked.customer()).await?;
    Ok(match (asked.task.id, asked.text("type"), status.stage) {
        ("correct_port_in", _, PortingIn | Active) => Progress::Done,
        ("cancel_port_in", "CANCEL_PORT", PortCancelled) => Progress::Done,
        ("cancel_port_in", "CANCEL_AND_NEW", InProgress | Active) => Progress::Done,
        _ if reference.is_some() => Progress::Working(status.raw_stage),
        _ => return Err(asked.unclear("how the activation and port-in of the line stands")),
    })
}

/// An activation that was taken. Reach asks for it by customer (C5), so the customer is the reference where none comes:
/// a reference says that it was taken.
pub(super) fn started(asked: &Asked<'_>, started: Started) -> TaskOutcome {
    let transaction = started.transaction.map(|transaction| transaction.as_str().to_owned());
    let facts = Facts::default().text("Reference", transaction.clone()).text("Reach says", started.message);
    TaskOutcome {
        answer: TaskAnswer::facts(facts.raw(show::without_success(started.raw)).fields()),
        accepted: Some(transaction.or_else(|| asked.by_customer())),
    }
}

/// How far an activation or port-in is (Reach contract 3.2, 3.3).
pub(super) async fn activation_progress(asked: &Asked<'_>, reference: Option<&str>) -> Answer<Progress> {
    let status = asked.reach.activation_status(&asked.customer()).await?;
    let words = status.message.filter(|words| !words.is_empty()).unwrap_or_else(|| status.raw_stage.clone());
    Ok(match (status.stage, reference) {
        (ActivationStage::Active, _) => Progress::Done,
        // "Nothing submitted yet": unless Reach has said that it took it, it never began.
        (ActivationStage::Inactive, None) => Progress::NotBegun,
        (ActivationStage::Failed | ActivationStage::PortCancelled | ActivationStage::PortingFailed, None) => {
            // It may be an earlier try that ended so.
            return Err(asked.unclear("how the activation and port-in of the line stands"));
        }
        (ActivationStage::Failed | ActivationStage::PortCancelled, Some(_)) => Progress::Failed(words),
        (ActivationStage::PortingFailed, Some(_)) => Progress::Waiting(format!("a correction of the port-in: {words}")),
        _ => Progress::Working(status.raw_stage),
    })
}

/// The same for a person.
pub(super) fn status(status: ActivationStatus) -> TaskAnswer {
    let stage = match status.stage {
        ActivationStage::Inactive => "Nothing was submitted yet",
        ActivationStage::InProgress => "The activation is under way",
        ActivationStage::Active => "Active",
        ActivationStage::Failed => "The activation failed",
        ActivationStage::PortingIn => "The number is being brought along",
        ActivationStage::PortingFailed => "The port-in failed and can be corrected",
        ActivationStage::PortCancelled => "The port-in was cancelled",
        ActivationStage::Unknown => "Unknown",
    };
    Facts::default()
        .text("State", Some(format!("{stage} ({})", status.raw_stage)))
        .text("Reach says", status.message.filter(|words| !words.is_empty()))
        .text("Number", status.number.map(|number| number.national()))
        .text("Plan", status.plan)
        .time("Active since", status.activated.as_ref())
        .raw(status.raw)
        .answer()
}
