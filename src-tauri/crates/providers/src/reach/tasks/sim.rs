//! Another SIM on a line (Reach contract 33, 66 to 68). The way with a one-time code is the preferred one (C17).

use domain::ability::Ability;
use domain::line::RawField;
use domain::problem::ErrorCode;
use domain::secret::OneTimeCode;
use domain::task::{CodeArrives, FieldKind, GivenSim, ReadBack, Risk, Subject, Task, TaskField, TaskGroup};

use super::ACTIVE;
use super::asked::Asked;
use super::fields::{ICCID, IMEI, SIM_TYPE};
use super::show::{self, Facts, by_word};
use crate::reach::operations as op;
use crate::reach::{NewSim, SimSwapId, SwapReceipt, VerifiedSwap};
use crate::tasks::task;
use crate::{Answer, Progress, SimFinding, TaskAnswer, TaskOutcome};
use domain::action::Ticket;

const NEW_ICCID: TaskField = TaskField { name: "newIccId", label: "Number of the new SIM", ..ICCID };

const STOPS: &str =
    "The SIM the line has now stops working as soon as Reach has done the swap; it does not say when that is.";

pub(super) const SEND_CODE: Task = task(
    "send_swap_code",
    "Send the customer a code for a SIM swap",
    "Reach sends the customer a one-time code, with which the SIM can be swapped; a code sent before stops working.",
    &op::SEND_SIM_SWAP_OTP,
)
.about(Subject::Line, TaskGroup::Sim)
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
.also(&["getSimSwapStatus", "validateIccid", "validateImei", "getCustomerInfo"])
.risk(Risk::Sim)
.stages(ACTIVE)
.fields(&[
    TaskField::new("otp", "Code the customer was sent", FieldKind::OneTimeCode { min: 4, max: 8 })
        .hint("4 to 8 digits, as the customer reads them out. Reach checks them with the swap itself."),
    SIM_TYPE,
    NEW_ICCID.only_if("simType", &["PSIM"]),
    IMEI.only_if("simType", &["ESIM"]),
])
.gives_sim(
    STOPS,
    &[
        GivenSim::new(CodeArrives::Card).number("newIccId").only_if("simType", &["PSIM"]),
        GivenSim::new(CodeArrives::NotPublished).only_if("simType", &["ESIM"]),
    ],
)
.read_back(ReadBack::Order);

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
.gives_sim(
    STOPS,
    &[
        GivenSim::new(CodeArrives::Card).number("newIccId").only_if("simType", &["PSIM"]),
        GivenSim::new(CodeArrives::NotPublished).number("newIccId").only_if("simType", &["ESIM"]),
    ],
)
.read_back(ReadBack::Order);

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
            Ok(TaskOutcome { accepted: None, ..taken(asked, receipt) })
        }
        "swap_sim_verified" => {
            let code = OneTimeCode::new(asked.secret("otp"));
            let swap = VerifiedSwap { customer, code, sim: asked.new_sim("newIccId")? };
            Ok(taken(asked, reach.swap_sim_verified(&swap, ticket).await?))
        }
        "swap_sim" => {
            let esim = asked.text("simType") == "ESIM";
            Ok(taken(asked, reach.swap_sim(&customer, &asked.iccid("newIccId")?, esim, ticket).await?))
        }
        _ => Err(asked.unknown()),
    }
}

/// Whether the card or the phone can take the line (Reach contract 3, 18).
pub(super) async fn finding(asked: &Asked<'_>) -> Answer<Option<SimFinding>> {
    let sim = match asked.task.id {
        "swap_sim_verified" => asked.new_sim("newIccId")?,
        "swap_sim" => NewSim::Card { iccid: asked.iccid("newIccId")?, imei: None },
        _ => return Ok(None),
    };
    let told = |valid: Option<bool>, free: Option<String>, not: Option<String>| match valid {
        Some(true) => Some(SimFinding::Free(free)),
        Some(false) => Some(SimFinding::NotUsable(not)),
        None => None,
    };
    Ok(match sim {
        NewSim::Card { iccid, .. } => {
            let check = asked.reach.check_sim(&iccid).await?;
            told(check.valid, check.raw_mode, None)
        }
        NewSim::Esim { imei } => {
            let check = asked.reach.validate_imei(&imei).await?;
            if check.esim_available == Some(false) {
                Some(SimFinding::NotUsable(Some("the phone takes no eSIM".to_owned())))
            } else {
                told(check.valid, check.model, check.error)
            }
        }
    })
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

/// A card's number that is in the record proves a swap, another one there refutes it so far. Where none is typed or
/// read, Reach's word for the swap tells, and nothing without a reference: the word may be an older swap's.
pub(super) async fn progress(asked: &Asked<'_>, reference: Option<&str>) -> Answer<Progress> {
    if !matches!(asked.task.id, "swap_sim" | "swap_sim_verified") {
        return Ok(Progress::NotTold);
    }
    let wanted = asked.iccid("newIccId").ok();
    let now = asked.reach.customer_info(&asked.customer()).await?.line.sim.iccid;
    let is_so = wanted.zip(now).map(|(wanted, now)| wanted == now);
    if is_so == Some(true) {
        return Ok(Progress::Done);
    }
    if reference.is_none() {
        return Err(asked.unclear("the SIM in the line's record"));
    }
    match asked.reach.swap_status(&swap_of(asked, reference)).await.map(by_word) {
        Ok(Progress::Done) if is_so == Some(false) => Ok(Progress::Working("COMPLETED".to_owned())),
        // An unknown name does not mean that there is no swap: what names one is not published.
        Err(error) if error.code() == ErrorCode::NotFound => Ok(Progress::NotTold),
        told => told,
    }
}

/// The swap's own reference, or the customer's where none came.
fn swap_of(asked: &Asked<'_>, reference: Option<&str>) -> SimSwapId {
    SimSwapId::new(reference.unwrap_or_else(|| asked.about.id()))
}

/// A swap that was taken. Without a reference of its own it is asked for by customer: which of the two Reach wants is
/// not published (68).
fn taken(asked: &Asked<'_>, receipt: SwapReceipt) -> TaskOutcome {
    let swap = receipt.swap.map(|swap| swap.as_str().to_owned());
    let facts = Facts::default().text("Reference of the swap", swap.clone()).text("Reach says", receipt.message);
    let answer = TaskAnswer::facts(facts.raw(show::without_success(receipt.raw)).fields());
    TaskOutcome { answer, accepted: Some(swap.or_else(|| asked.by_customer())) }
}
