//! Another SIM on a line (Reach contract 33, 66 to 68). The way with a one-time code is the preferred one (C17).

use domain::ability::Ability;
use domain::line::RawField;
use domain::problem::ErrorCode;
use domain::secret::OneTimeCode;
use domain::task::{FieldKind, ReadBack, Readable, Risk, Subject, Task, TaskField, TaskGroup};

use super::ACTIVE;
use super::asked::Asked;
use super::fields::{ICCID, IMEI, SIM_TYPE};
use super::show::{self, Facts, by_word};
use crate::reach::operations as op;
use crate::reach::{NewSim, SimSwapId, SwapReceipt, VerifiedSwap};
use crate::tasks::task;
use crate::{Answer, Progress, TaskAnswer, TaskOutcome};
use domain::action::Ticket;

const NEW_ICCID: TaskField = TaskField { name: "newIccId", label: "Number of the new SIM", ..ICCID };

const SEND_CODE: Task = task(
    "send_swap_code",
    "Send the customer a code for a SIM swap",
    "Reach sends the customer a one-time code, with which the SIM can be swapped; a code sent before stops working.",
    &op::SEND_SIM_SWAP_OTP,
)
.about(Subject::Line, TaskGroup::Sim)
.risk(Risk::Sim)
.stages(ACTIVE)
.read_back(ReadBack::Person("The customer says whether a code has come."));

const SWAP_VERIFIED: Task = task(
    "swap_sim_verified",
    "Swap the SIM with the customer's code",
    "The line moves to the new SIM and the old one stops working.",
    &op::PERFORM_SIM_SWAP,
)
.about(Subject::Line, TaskGroup::Sim)
.ability(Ability::SwapSim)
.also(&["getSimSwapStatus", "validateIccid", "validateImei"])
.risk(Risk::Sim)
.stages(ACTIVE)
.fields(&[
    TaskField::new("otp", "Code the customer was sent", FieldKind::Secret { min: 4, max: 8, digits: true })
        .hint("4 to 8 digits; \u{201c}Send the customer a code for a SIM swap\u{201d} sends one."),
    SIM_TYPE,
    NEW_ICCID.only_if("simType", &["PSIM"]),
    IMEI.only_if("simType", &["ESIM"]),
])
.read_back(ReadBack::Another(Readable::Iccid));

const SWAP: Task = task(
    "swap_sim",
    "Swap the SIM without a code",
    "The line moves to the new SIM and the old one stops working; Reach does not ask the customer for a code.",
    &op::SWAP_ICCID,
)
.about(Subject::Line, TaskGroup::Sim)
.ability(Ability::SwapSim)
.also(&["getSimSwapStatus", "validateIccid", "getCustomerInfo"])
.risk(Risk::Sim)
.stages(ACTIVE)
.fields(&[SIM_TYPE, NEW_ICCID])
.read_back(ReadBack::Typed(Readable::Iccid, "newIccId"));

const SHOW: Task = task(
    "show_sim_swap",
    "Show how far a SIM swap is",
    "Reach's own word for how far the swap of this line's SIM is.",
    &op::GET_SIM_SWAP_STATUS,
)
.about(Subject::Line, TaskGroup::Sim)
.fields(&[TaskField::new("id", "Reference of the swap", FieldKind::Text { max: 80 })
    .optional()
    .hint("As the swap or the sending of its code gave it; left empty, the customer id is asked for.")]);

pub(super) const TASKS: &[Task] = &[SEND_CODE, SWAP_VERIFIED, SWAP, SHOW];

pub(super) async fn look(asked: &Asked<'_>) -> Answer<TaskAnswer> {
    match asked.task.id {
        "show_sim_swap" => {
            let word = asked.reach.swap_status(&swap_of(asked, asked.inputs.get("id"))).await?;
            Ok(show::word(word).answer())
        }
        _ => Err(asked.unknown()),
    }
}

pub(super) async fn perform(asked: &Asked<'_>, ticket: Ticket) -> Answer<TaskOutcome> {
    let (reach, customer) = (asked.reach, asked.customer());
    match asked.task.id {
        "send_swap_code" => {
            let receipt = reach.send_swap_code(&customer, ticket).await?;
            let mut outcome = taken(receipt);
            outcome.accepted = None;
            Ok(outcome)
        }
        "swap_sim_verified" => {
            let code = OneTimeCode::new(asked.secret("otp"));
            let swap = VerifiedSwap { customer, code, sim: asked.new_sim("newIccId")? };
            Ok(taken(reach.swap_sim_verified(&swap, ticket).await?))
        }
        "swap_sim" => {
            let esim = asked.text("simType") == "ESIM";
            Ok(taken(reach.swap_sim(&customer, &asked.iccid("newIccId")?, esim, ticket).await?))
        }
        _ => Err(asked.unknown()),
    }
}

/// Whether the card or the phone can take the line (Reach contract 3, 18).
pub(super) async fn estimate(asked: &Asked<'_>) -> Answer<Vec<RawField>> {
    match asked.task.id {
        "swap_sim_verified" => check(asked, &asked.new_sim("newIccId")?).await,
        "swap_sim" => check(asked, &NewSim::Card { iccid: asked.iccid("newIccId")?, imei: None }).await,
        _ => Ok(Vec::new()),
    }
}

/// What Reach says of a SIM that a line shall get: of the card, or of the phone for an eSIM.
pub(super) async fn check(asked: &Asked<'_>, sim: &NewSim) -> Answer<Vec<RawField>> {
    let facts = match sim {
        NewSim::Card { iccid, .. } => {
            let check = asked.reach.check_sim(iccid).await?;
            Facts::default().flag("The SIM can be used", check.valid).text("It is", check.raw_mode)
        }
        NewSim::Esim { imei } => {
            let check = asked.reach.validate_imei(imei).await?;
            Facts::default()
                .flag("The phone can be used", check.valid)
                .flag("It takes an eSIM", check.esim_available)
                .text("Model", check.model)
                .text("Reach says", check.error)
        }
    };
    Ok(facts.fields())
}

/// A card's number that the record shows proves a swap without a code; otherwise Reach's word for the swap tells.
pub(super) async fn progress(asked: &Asked<'_>, reference: Option<&str>) -> Answer<Progress> {
    if asked.task.id == "send_swap_code" {
        return Ok(Progress::Working(String::new()));
    }
    if asked.task.id == "swap_sim"
        && let Ok(wanted) = asked.iccid("newIccId")
        && asked.reach.customer_info(&asked.customer()).await?.line.sim.iccid.is_some_and(|now| now == wanted)
    {
        return Ok(Progress::Done);
    }
    match asked.reach.swap_status(&swap_of(asked, reference)).await {
        Ok(word) => Ok(by_word(word)),
        // What names a swap is not published (Reach contract 68): an unknown name does not mean that there is no swap.
        Err(error) if error.code() == ErrorCode::NotFound => Ok(Progress::Working(String::new())),
        Err(error) => Err(error),
    }
}

/// The swap's own reference, or the customer's where none came.
fn swap_of(asked: &Asked<'_>, reference: Option<&str>) -> SimSwapId {
    SimSwapId::new(reference.unwrap_or_else(|| asked.about.id()))
}

fn taken(receipt: SwapReceipt) -> TaskOutcome {
    let swap = receipt.swap.map(|swap| swap.as_str().to_owned());
    let facts = Facts::default().text("Reference of the swap", swap.clone()).text("Reach says", receipt.message);
    let answer = TaskAnswer::facts(facts.raw(show::without_success(receipt.raw)).fields());
    TaskOutcome { answer, accepted: Some(swap) }
}
