//! Whether a line works, and its number: holding, ending, bringing back, activating, resetting (Reach contract 19, 20,
//! 27 to 32, 34 to 37).

use domain::ability::Ability;
use domain::action::Ticket;
use domain::line::{LineStage, RawField};
use domain::task::{FieldKind, ReadBack, Risk, Subject, Task, TaskField, TaskGroup};

use super::asked::{Asked, not_sent};
use super::fields::{ICCID, IMEI, PLAN, SIM_TYPE};
use super::show::{self, by_word, done, goes_on};
use super::{ACTIVE, ports, sim};
use crate::reach::operations as op;
use crate::reach::{Activation, CustomerId, LeavingReason, Reconnect, ServiceCode};
use crate::tasks::task;
use crate::{Answer, Progress, TaskAnswer, TaskOutcome};

/// Reach publishes the code of an active line alone, so a line on hold or at its end is one of unknown state unless the
/// connection's findings say more (Reach contract 3.5).
const HELD: &[LineStage] = &[LineStage::Suspended, LineStage::Unknown];
const ENDED: &[LineStage] = &[LineStage::Ceased, LineStage::Unknown];
/// Not active yet, and nothing known to run on it.
pub(super) const NOT_ACTIVE: &[LineStage] = &[LineStage::Unknown];

const SUSPEND: Task = task(
    "suspend",
    "Suspend the line",
    "Puts the line on hold until it is resumed; the hold is there once the line's status is no longer active.",
    &op::SUSPEND_SUBSCRIBER,
)
.ability(Ability::Suspend)
.also(&["getCustomerInfo"])
.risk(Risk::Suspend)
.stages(ACTIVE)
.undo("\u{201c}Resume the line\u{201d} lifts the hold.")
.read_back(ReadBack::Order);

const RESUME: Task = task(
    "resume",
    "Resume the line",
    "Lifts the hold; the line works again once its status is active.",
    &op::RESTORE_SUBSCRIBER,
)
.ability(Ability::Resume)
.also(&["getCustomerInfo"])
.stages(HELD)
.undo("\u{201c}Suspend the line\u{201d} puts it on hold again.")
.read_back(ReadBack::Order);

const CEASE: Task = task(
    "cease",
    "End the line",
    "Disconnects the line, by Reach's rules at the end of the bill cycle and without a refund; for 30 days it can be \
     brought back.",
    &op::DISCONNECT_SUBSCRIBER,
)
.ability(Ability::Cease)
.also(&["getCustomerInfo"])
.risk(Risk::Cease)
.stages(&[LineStage::Active, LineStage::Suspended, LineStage::Unknown])
.undo("\u{201c}Bring the line back\u{201d} within 30 days; Reach may charge a fee, and the number may be lost.")
.read_back(ReadBack::Order);

const RECONNECT: Task = task(
    "reconnect",
    "Bring the line back",
    "Brings back a line that was disconnected in the last 30 days; Reach may charge a fee that is not refunded.",
    &op::RECONNECT_SUBSCRIBER,
)
.also(&["getCustomerInfo", "fetchPlans"])
.risk(Risk::Money)
.stages(ENDED)
.fields(&[
    PLAN.optional().hint("Left empty, the line comes back on the plan it had."),
    ICCID.optional().hint("Another card than before; left empty, the line comes back on the SIM it had."),
])
.read_back(ReadBack::Order);

const ACTIVATE: Task = task(
    "activate_line",
    "Activate the line",
    "Brings a new line to life on a card or in a phone; as a rule that takes 2 to 10 minutes.",
    &op::ACTIVATE_LINE,
)
.also(&["getActivationStatus", "validateIccid", "validateImei"])
.stages(NOT_ACTIVE)
.fields(&[
    SIM_TYPE,
    ICCID.only_if("simType", &["PSIM"]),
    IMEI.optional().hint("Needed for an eSIM; the phone shows its 15 digits after *#06#."),
])
.read_back(ReadBack::Order);

const SHOW_ACTIVATION: Task = task(
    "show_activation",
    "Show activation and port-in",
    "How far the activation or the port-in of this line is, and Reach's words when it failed.",
    &op::GET_ACTIVATION_STATUS,
);

const SWAP_PRIMARY: Task = task(
    "swap_primary",
    "Make another line the primary one",
    "Exchanges this primary line of an account with one of its secondary lines.",
    &op::SWAP_PRIMARY_LINE,
)
.fields(&[TaskField::new("secondaryCustomerId", "Customer id of the other line", FieldKind::Text { max: 80 })
    .hint("The secondary line of the same account that becomes the primary one.")])
.undo("The same from the other line, with this one as the secondary.")
.read_back(ReadBack::Person("Which line Reach's record or its next bill calls the primary one."));

const RECORD_LEAVING: Task = task(
    "record_leaving",
    "Note that the customer leaves",
    "Records at Reach that the customer leaves; whether Reach also ends the line on it is not published.",
    &op::RECORD_LEAVING_CUSTOMER,
)
.risk(Risk::Cease)
.fields(&[TaskField::new(
    "reason",
    "How",
    FieldKind::Choice { choices: &[("PORT_OUT", "With the number"), ("DISCONNECT", "Without the number")] },
)])
.read_back(ReadBack::Person("Reach's support knows what was recorded; nothing that can be read shows it."));

const RESET: Task = task(
    "reset_account",
    "Reset the customer's account",
    "Resets the account at Reach; what that takes in is not published.",
    &op::RESET_CUSTOMER,
)
.also(&["getCustomerResetStatus"])
.risk(Risk::Cease)
.read_back(ReadBack::Order);

const SHOW_RESET: Task = task(
    "show_reset",
    "Show how far a reset is",
    "Reach's own word for how far the reset of this account is.",
    &op::GET_CUSTOMER_RESET_STATUS,
);

const CHANGE_NUMBER: Task = task(
    "change_number",
    "Change the number",
    "Gives the line another number that Reach chooses; the old one may be lost.",
    &op::SWAP_MDN,
)
.about(Subject::Line, TaskGroup::Number)
.ability(Ability::ChangeNumber)
.also(&["getCustomerInfo", "getMdnSwapStatus"])
.risk(Risk::Number)
.stages(ACTIVE)
.fields(&[TaskField::new("zipCode", "ZIP code", FieldKind::Text { max: 5 })
    .optional()
    .hint("Five digits, for a number of that area; left empty, Reach chooses the area.")])
.read_back(ReadBack::Order);

const SHOW_NUMBER_CHANGE: Task = task(
    "show_number_change",
    "Show how far a change of number is",
    "Reach's own word for how far the change is, and the number it names.",
    &op::GET_MDN_SWAP_STATUS,
)
.about(Subject::Line, TaskGroup::Number);

pub(super) const TASKS: &[Task] = &[
    SUSPEND,
    RESUME,
    CEASE,
    RECONNECT,
    ACTIVATE,
    SHOW_ACTIVATION,
    SWAP_PRIMARY,
    RECORD_LEAVING,
    RESET,
    SHOW_RESET,
    CHANGE_NUMBER,
    SHOW_NUMBER_CHANGE,
];

pub(super) async fn look(asked: &Asked<'_>) -> Answer<TaskAnswer> {
    let (reach, customer) = (asked.reach, asked.customer());
    match asked.task.id {
        "show_activation" => Ok(ports::status(reach.activation_status(&customer).await?)),
        "show_reset" => Ok(show::word(reach.reset_status(&customer).await?).answer()),
        "show_number_change" => {
            let status = reach.number_swap_status(&customer).await?;
            let number = status.number.map(|number| number.national());
            Ok(show::word(status.progress).text("Number", number).answer())
        }
        _ => Err(asked.unknown()),
    }
}

pub(super) async fn perform(asked: &Asked<'_>, ticket: Ticket) -> Answer<TaskOutcome> {
    let (reach, customer) = (asked.reach, asked.customer());
    match asked.task.id {
        "suspend" => Ok(goes_on(reach.suspend(&customer, ticket).await?, asked.by_customer())),
        "resume" => Ok(goes_on(reach.restore(&customer, ticket).await?, asked.by_customer())),
        "cease" => {
            // The record first (Reach contract 2.12, I): its code is what a later reading is compared with.
            let before = reach.customer_info(&customer).await.map_err(not_sent)?.line.state.raw;
            let receipt = reach.disconnect(&customer, ticket).await?;
            Ok(if receipt.in_background { goes_on(receipt, before) } else { done(receipt) })
        }
        "reconnect" => {
            let plan = asked.typed("planId").map(ServiceCode::new);
            let iccid = asked.inputs.get("iccId").map(|_| asked.iccid("iccId")).transpose()?;
            let receipt = reach.reconnect(&Reconnect { customer, plan, iccid }, ticket).await?;
            Ok(goes_on(receipt, asked.by_customer()))
        }
        "activate_line" => {
            let activation = Activation { customer, sim: asked.new_sim("iccId")?, port_in: None };
            Ok(ports::started(asked, reach.activate(&activation, ticket).await?))
        }
        "swap_primary" => {
            let secondary = CustomerId::new(asked.text("secondaryCustomerId"));
            reach.swap_primary(&customer, &secondary, ticket).await.map(done)
        }
        "record_leaving" => {
            let reason = asked.one_of("reason", |word| match word {
                "PORT_OUT" => Some(LeavingReason::PortOut),
                "DISCONNECT" => Some(LeavingReason::Disconnect),
                _ => None,
            })?;
            reach.record_leaving(&customer, reason, ticket).await.map(done)
        }
        "reset_account" => Ok(goes_on(reach.reset_customer(&customer, ticket).await?, asked.by_customer())),
        "change_number" => {
            // The number it has now is what a later reading is compared with.
            let before = reach.customer_info(&customer).await.map_err(not_sent)?.line.number;
            let receipt = reach.swap_number(&customer, asked.inputs.get("zipCode"), ticket).await?;
            Ok(goes_on(receipt, before.map(|number| number.e164().to_owned()).or_else(|| asked.by_customer())))
        }
        _ => Err(asked.unknown()),
    }
}

/// Whether the card or the phone can take the line.
pub(super) async fn estimate(asked: &Asked<'_>) -> Answer<Vec<RawField>> {
    match asked.task.id {
        "activate_line" => sim::check(asked, &asked.new_sim("iccId")?).await,
        _ => Ok(Vec::new()),
    }
}

/// A line's state before it is known from the states the task makes sense in, so that another one is the proof; the same
/// one proves nothing, because Reach changes it in the background (Reach contract 2.9).
pub(super) async fn progress(asked: &Asked<'_>, reference: Option<&str>) -> Answer<Progress> {
    let (reach, customer) = (asked.reach, asked.customer());
    match asked.task.id {
        "activate_line" => ports::activation_progress(asked, reference).await,
        "reset_account" | "change_number" if reference.is_none() => {
            // Their words are asked for by customer and may be those of an older change.
            Err(asked.unclear("the line's number and record"))
        }
        "reset_account" => reach.reset_status(&customer).await.map(by_word),
        "change_number" => {
            let status = reach.number_swap_status(&customer).await?;
            let is_another = |now: &str| reference.is_some_and(|before| before.starts_with('+') && before != now);
            Ok(match status.number {
                Some(now) if is_another(now.e164()) => Progress::Done,
                _ => by_word(status.progress),
            })
        }
        "suspend" | "resume" | "reconnect" | "cease" => {
            let state = reach.customer_info(&customer).await?.line.state;
            let is_active = state.stage == LineStage::Active;
            let word = state.raw.unwrap_or_default();
            let is_so = match asked.task.id {
                "suspend" => !is_active && !word.is_empty(),
                // It may have been on hold before: only the code it had then tells that this is another one.
                "cease" => state.stage == LineStage::Ceased || reference.is_some_and(|before| before != word),
                _ => is_active,
            };
            match (is_so, reference) {
                (true, _) => Ok(Progress::Done),
                (false, Some(_)) => Ok(Progress::Working(word)),
                (false, None) => Err(asked.unclear("the line's status")),
            }
        }
        _ => Ok(Progress::NotTold),
    }
}
