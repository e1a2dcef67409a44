//! Tasks that take a number: another one for a line, and a new line (TelecomX contract 4.4, 4.8).

use domain::ability::Ability;
use domain::action::Ticket;
use domain::line::{LineStage, RawField};
use domain::problem::ErrorCode;
use domain::provider::ProviderKind;
use domain::task::{About, FieldKind, ReadBack, Readable, Risk, Subject, Task, TaskField, TaskGroup};

use super::services::{SWITCHES, features};
use super::shared::{STANDING, at_field, seen, taken_with};
use super::show::{Facts, cell};
use crate::tasks::{task, unknown_task};
use crate::telecomx::operations::{
    CHANGE_NUMBER, CREATE_MVNO_ACCOUNT, GET_MVNO_ACCOUNT, GET_NUMBER_OPERATOR, LIST_NUMBERS,
};
use crate::telecomx::{MobileAccount, NewMobileAccount, Telecomx};
use crate::{Answer, Inputs, Progress, TaskAnswer, TaskOutcome};

pub(super) const TASKS: &[Task] = &[CHANGE_NUMBER_TASK, NEW_LINE];

/// The new number of a line.
pub(super) const NEW_NUMBER: &str = "newNumber";
/// A free number for a new line.
pub(super) const FREE_NUMBER: &str = "number";
/// A number that another operator has.
const OWN_NUMBER: &str = "ownNumber";
/// What free numbers are narrowed down by.
pub(super) const DIGITS: &str = "digits";

const PART: TaskField = TaskField::new(DIGITS, "Digits in the number", FieldKind::Text { max: 15 })
    .hint("Narrows down the free numbers below.")
    .optional();

const CHANGE_NUMBER_TASK: Task =
    task("change_number", "Change the number", "The line gets a free number and loses the one it has.", &CHANGE_NUMBER)
        .about(Subject::Line, TaskGroup::Number)
        .ability(Ability::ChangeNumber)
        .also(&[GET_MVNO_ACCOUNT.id, LIST_NUMBERS.id])
        .risk(Risk::Number)
        .stages(STANDING)
        .fields(&[PART, TaskField::new(NEW_NUMBER, "New number", FieldKind::Ask)])
        .read_back(ReadBack::Typed(Readable::Number, NEW_NUMBER));

const WAY: TaskField = TaskField::new(
    "way",
    "Number",
    FieldKind::Choice {
        choices: &[("free", "A free number"), ("port", "A number at another operator: it is ported in")],
    },
);

const NEW_LINE: Task = task(
    "new_line",
    "Order a new line",
    "The customer gets a line on a free number, or a port-in begins; how to choose its plan and SIM is not published, so TelecomX does.",
    &CREATE_MVNO_ACCOUNT,
)
.about(Subject::Customer, TaskGroup::Orders)
.ability(Ability::Provision)
.also(&[GET_MVNO_ACCOUNT.id, LIST_NUMBERS.id, GET_NUMBER_OPERATOR.id])
.fields(&NEW_LINE_FIELDS)
.read_back(ReadBack::Order)
.undo("End the line.");

/// The number, then the switches of the line.
const NEW_LINE_FIELDS: [TaskField; 16] = {
    let number = [
        WAY,
        PART.only_if("way", &["free"]),
        TaskField::new(FREE_NUMBER, "Free number", FieldKind::Ask).only_if("way", &["free"]),
        TaskField::new(OWN_NUMBER, "Number to port in", FieldKind::Number).only_if("way", &["port"]),
    ];
    let mut fields = [WAY; 16];
    let mut index = 0;
    while index < fields.len() {
        fields[index] = if index < number.len() { number[index] } else { SWITCHES[index - number.len()] };
        index += 1;
    }
    fields
};

/// The number of the new line.
fn number(inputs: &Inputs) -> &str {
    inputs.text(if inputs.text("way") == "port" { OWN_NUMBER } else { FREE_NUMBER })
}

/// Who has the number that is to be ported in.
pub(super) async fn estimate(x: &Telecomx, task: &Task, inputs: &Inputs) -> Answer<Vec<RawField>> {
    if task.id != "new_line" || inputs.text("way") != "port" {
        return Ok(Vec::new());
    }
    let holder = x.number_operator(number(inputs)).await?;
    Ok(Facts::default().with("The number is at", holder.operator_name.or(holder.operator)).fields())
}

pub(super) async fn perform(
    x: &Telecomx,
    task: &Task,
    about: &About,
    inputs: &Inputs,
    ticket: Ticket,
) -> Answer<TaskOutcome> {
    match task.id {
        "change_number" => {
            let changed = x.change_number(about.id(), inputs.text(NEW_NUMBER), ticket).await;
            let new = changed.map_err(|error| at_field(error, &[("number", NEW_NUMBER)]))?;
            let answer = Facts::default().with("New number", new.number).answer();
            Ok(taken_with(answer, about.id().to_owned()))
        }
        "new_line" => {
            let new = NewMobileAccount {
                customer: about.id().to_owned(),
                number: number(inputs).to_owned(),
                features: features(inputs),
            };
            let made = x.create_mobile_account(&new, ticket).await;
            let ported = inputs.text("way") == "port";
            let names: &[_] = if ported { &[("number", OWN_NUMBER)] } else { &[] };
            let made = made.map_err(|error| at_field(error, names))?;
            let reference = made.id.clone().unwrap_or(new.number);
            let facts = Facts::default()
                .with("Account", made.id)
                .with("Porting", made.porting)
                .with("SIM number", made.line.iccid);
            let answer = TaskAnswer { code: made.line.code, ..facts.answer() };
            Ok(taken_with(answer, reference))
        }
        id => Err(unknown_task(ProviderKind::Telecomx, id, about)),
    }
}

/// How far a new line has come; another number is read off the line.
pub(super) async fn progress(
    x: &Telecomx,
    about: &About,
    inputs: &Inputs,
    reference: Option<&str>,
) -> Answer<Progress> {
    match x.mobile_account(reference.unwrap_or_else(|| number(inputs))).await {
        // The number may be another customer's.
        Ok(account) if reference.is_none() && account.line.account.as_deref() != Some(about.id()) => {
            Ok(Progress::NotBegun)
        }
        Ok(account) => Ok(beginning(&account)),
        Err(error) if error.code() == ErrorCode::NotFound => Ok(seen(false, reference, None)),
        Err(error) => Err(error),
    }
}

/// How far a new line has come.
fn beginning(account: &MobileAccount) -> Progress {
    let word = cell(account.line.state.raw.as_deref());
    match account.line.state.stage {
        LineStage::Porting => Progress::Waiting("the port of the number".to_owned()),
        LineStage::Active | LineStage::Suspended if account.updating != Some(true) => Progress::Done,
        LineStage::Ceased => Progress::Failed(word),
        _ => Progress::Working(word),
    }
}
