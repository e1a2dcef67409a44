//! What several tasks need alike: their common fields, reads before a change, errors at the fields of the form, and how a
//! change of a line is followed.

use domain::line::LineStage;
use domain::problem::ErrorCode;
use domain::provider::ProviderKind;
use domain::task::{About, FieldKind, FixedChoice, TaskField};

use crate::operation::Operation;
use crate::telecomx::{FormFactor, MobileAccount, Network, Telecomx};
use crate::{Answer, Delivery, Inputs, Progress, ProviderError, TaskAnswer, TaskOutcome};

/// The line works.
pub(super) const WORKING: &[LineStage] = &[LineStage::Active];
/// The line has begun and has not ended; its number is not under way.
pub(super) const STANDING: &[LineStage] = &[LineStage::Active, LineStage::Suspended, LineStage::Unknown];
/// The line has not ended.
pub(super) const NOT_ENDED: &[LineStage] =
    &[LineStage::Active, LineStage::Suspended, LineStage::Porting, LineStage::Unknown];

/// A setting that can be left as it is.
pub(super) const ON_OFF: FieldKind = FieldKind::Choice { choices: &[("true", "On"), ("false", "Off")] };
/// A question that need not be answered.
pub(super) const YES_NO: FieldKind = FieldKind::Choice { choices: &[("true", "Yes"), ("false", "No")] };

const FORMS: &[FixedChoice] =
    &[("NANO", "Nano"), ("MINI_MICRO", "Mini and micro"), ("MINI_MICRO_NANO", "Mini, micro and nano")];
const FORMS_AND_ESIM: &[FixedChoice] = &[
    ("NANO", "Nano"),
    ("MINI_MICRO", "Mini and micro"),
    ("MINI_MICRO_NANO", "Mini, micro and nano"),
    ("eSIM", "eSIM"),
];
const NETWORKS: &[FixedChoice] = &[("TELENOR", "Telenor"), ("TDC", "TDC"), ("TELIA", "Telia")];
const ROAMING_NETWORKS: &[FixedChoice] = &[("TELENOR", "Telenor"), ("TDC", "TDC")];

/// The form of a card.
pub(super) const CARD_FORM: TaskField =
    TaskField::new("formFactor", "Form of the card", FieldKind::Choice { choices: FORMS }).optional();
/// The form of a SIM.
pub(super) const SIM_FORM: TaskField =
    TaskField::new("formFactor", "Form", FieldKind::Choice { choices: FORMS_AND_ESIM });
/// The network of a SIM.
pub(super) const SIM_NETWORK: TaskField = TaskField::new("network", "Network", FieldKind::Choice { choices: NETWORKS });
/// The network whose regions are wanted.
pub(super) const ROAMING_NETWORK: TaskField =
    TaskField::new("network", "Network", FieldKind::Choice { choices: ROAMING_NETWORKS }).optional();
/// A customer to choose.
pub(super) const CUSTOMER: TaskField = TaskField::new("customer", "Customer", FieldKind::Ask);
/// What the customers to choose from are narrowed down by; it is not sent.
pub(super) const FIND: TaskField = TaskField::new("find", "Find the customer by", FieldKind::Text { max: 100 })
    .hint("Part of a name, an e-mail address or a number; narrows down the customers below.")
    .optional();
/// What a list is narrowed down by.
pub(super) const FILTER: TaskField = TaskField::new("filter", "Search for", FieldKind::Text { max: 100 }).optional();
/// The first day of use.
pub(super) const FROM: TaskField = TaskField::new("fromDate", "From", FieldKind::Date).optional();
/// The last day of use.
pub(super) const TO: TaskField = TaskField::new("toDate", "To", FieldKind::Date).optional();

/// A choice between yes and no that may be left open.
pub(super) fn yes_or_no(inputs: &Inputs, name: &str) -> Option<bool> {
    inputs.get(name).map(|word| word == "true")
}

pub(super) fn owned(inputs: &Inputs, name: &str) -> Option<String> {
    inputs.get(name).map(str::to_owned)
}

pub(super) fn form_factor(inputs: &Inputs) -> Option<FormFactor> {
    let word = inputs.get("formFactor")?;
    [FormFactor::MiniMicro, FormFactor::Nano, FormFactor::MiniMicroNano, FormFactor::Esim]
        .into_iter()
        .find(|form| form.word() == word)
}

pub(super) fn network(word: &str) -> Option<Network> {
    [Network::Telenor, Network::Tdc, Network::Telia].into_iter().find(|network| network.word() == word)
}

/// The other one of the two networks between which lines move (contract 5.2).
pub(super) fn other_network(word: &str) -> Option<Network> {
    match word {
        "TELENOR" => Some(Network::Tdc),
        "TDC" => Some(Network::Telenor),
        _ => None,
    }
}

/// The error at the field of the form, which may have another name than TelecomX's: `(TelecomX's, the form's)`.
pub(super) fn at_field(mut error: ProviderError, names: &[(&str, &str)]) -> ProviderError {
    let found = names.iter().find(|(theirs, _)| error.problem.field.as_deref() == Some(theirs));
    if let Some((_, ours)) = found {
        error.problem.field = Some((*ours).to_owned());
    }
    error
}

/// A read that a change needs before it: when it fails, the change was not sent, whatever became of the read.
pub(super) fn before_change<T>(read: Answer<T>) -> Answer<T> {
    read.map_err(|mut error| {
        error.delivery = Delivery::NotDelivered;
        error.problem.retry_safe = true;
        error
    })
}

/// What cannot be done with a thing as it is; nothing was sent.
pub(super) fn not_as_it_is(operation: &Operation, message: &str) -> ProviderError {
    ProviderError::not_delivered(ErrorCode::WrongState, ProviderKind::Telecomx, operation.id, message)
}

/// The number of the line, for calls that take no account.
pub(super) async fn own_number(x: &Telecomx, about: &About, operation: &Operation) -> Answer<String> {
    let number = before_change(x.mobile_account(about.id()).await)?.line.number;
    number
        .map(|number| number.e164().to_owned())
        .ok_or_else(|| not_as_it_is(operation, "TelecomX tells no number of this line"))
}

/// The customer that choices are for: the line's, or the one that was chosen.
pub(super) async fn customer_of(x: &Telecomx, about: &About, inputs: &Inputs) -> Answer<Option<String>> {
    match about {
        About::Line { line } => Ok(x.mobile_account(&line.id).await?.line.account),
        About::Customer { id, .. } => Ok(Some(id.clone())),
        About::Port { .. } | About::Account { .. } => Ok(owned(inputs, "customer")),
    }
}

/// A change of a line that TelecomX has taken: it waits for its update (contract 13, 10). The reference tells later that
/// it was taken.
pub(super) fn taken(about: &About) -> TaskOutcome {
    TaskOutcome::accepted(Some(about.id().to_owned()))
}

/// The same with what TelecomX sent back.
pub(super) fn taken_with(answer: TaskAnswer, reference: String) -> TaskOutcome {
    TaskOutcome { answer, accepted: Some(Some(reference)) }
}

/// How far a change of a line has come: done once the account waits for no update and is as wanted. One that TelecomX
/// did not take, as far as we know, has left no trace where neither is so.
pub(super) async fn on_account(
    x: &Telecomx,
    id: &str,
    reference: Option<&str>,
    wanted: impl FnOnce(&MobileAccount) -> bool + Send,
) -> Answer<Progress> {
    let account = x.mobile_account(id).await?;
    if account.updating == Some(true) {
        return Ok(Progress::Working("updating".to_owned()));
    }
    Ok(seen(wanted(&account), reference, account.line.state.raw))
}

/// What was looked for and is or is not there.
pub(super) fn seen(wanted: bool, reference: Option<&str>, word: Option<String>) -> Progress {
    match (wanted, reference) {
        (true, _) => Progress::Done,
        (false, Some(_)) => Progress::Working(word.unwrap_or_default()),
        (false, None) => Progress::NotBegun,
    }
}
