//! Tasks about received texts and sender names (Atomic contract 5.1 to 5.3). Sending is in `sending`.

use domain::action::Ticket;
use domain::msisdn::{Msisdn, Region};
use domain::task::{FieldKind, ReadBack, Subject, Task, TaskField, TaskGroup};
use domain::time::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

use super::super::{
    Atomic, BrandRegistration, BrandStage, MOST_TEXTS, ReceivedText, TextWindow, bad_input, needed, operations as op,
};
use super::fact;
use crate::tasks::{AnswerTable, task};
use crate::{Answer, Inputs, Progress, TaskAnswer, TaskOutcome};

/// The days and times of a window. Atomic takes seconds; a minute is as fine as anyone asks.
const FROM: TaskField = TaskField::new("from_date", "From", FieldKind::Date);
const FROM_TIME: TaskField = TaskField::new("from_time", "From, time of day", FieldKind::Text { max: 5 })
    .optional()
    .hint("In UTC, such as 14:30; left empty, from the day's beginning.");
const TO: TaskField = TaskField::new("to_date", "To", FieldKind::Date);
const TO_TIME: TaskField = TaskField::new("to_time", "To, time of day", FieldKind::Text { max: 5 })
    .optional()
    .hint("In UTC, such as 14:30; left empty, until the day's end.");

pub(super) const LINE_TEXTS: Task = task(
    "line_texts",
    "Texts from this number",
    "The texts that this number sent to your virtual numbers, at most 100 of them.",
    &op::LIST_INCOMING_SMS,
)
.about(Subject::Line, TaskGroup::Messages)
.fields(&[FROM, FROM_TIME, TO, TO_TIME]);

pub(super) const LIST_TEXTS: Task = task(
    "list_texts",
    "Received texts",
    "The texts that your virtual numbers received, at most 100 of them.",
    &op::LIST_INCOMING_SMS,
)
.about(Subject::Account, TaskGroup::Messages)
.fields(&[
    FROM,
    FROM_TIME,
    TO,
    TO_TIME,
    TaskField::new("sender", "From number", FieldKind::Number).optional(),
    TaskField::new("receiver", "To your number", FieldKind::Number).optional(),
]);

pub(super) const REGISTER_BRAND: Task = task(
    "register_brand",
    "Register a sender name",
    "The name is submitted for approval, in Australia only; sending this twice makes two registrations.",
    &op::REGISTER_BRAND_NAME,
)
.about(Subject::Account, TaskGroup::Messages)
.also(&[op::GET_BRAND_NAME_STATUS.id])
.fields(&[
    TaskField::new("sms_account_id", "SMS account", FieldKind::Whole { min: 1, max: 9_999_999_999 })
        .hint("Its number, which no published call tells; ask Atomic for it."),
    TaskField::new("brand_name", "Sender name", FieldKind::Text { max: 100 }).hint("What customers will see."),
    TaskField::new("brand_url", "Web address of the brand", FieldKind::Text { max: 200 }),
    TaskField::new("description", "What it is for", FieldKind::Lines { max: 500 }),
])
.read_back(ReadBack::Order);

pub(super) const READ_BRAND: Task = task(
    "read_brand",
    "State of a sender name",
    "How far the approval of a registered sender name has come.",
    &op::GET_BRAND_NAME_STATUS,
)
.about(Subject::Account, TaskGroup::Messages)
.fields(&[TaskField::new("registration_id", "Registration", FieldKind::Text { max: 50 })
    .hint("The id that came back when the name was registered.")]);

impl Atomic {
    pub(super) async fn line_texts(&self, msn: &str, inputs: &Inputs) -> Answer<TaskAnswer> {
        let rule = "the line has no number that is one";
        let sender = Msisdn::parse(msn, Region::Au).map_err(|_| bad_input(&op::LIST_INCOMING_SMS, "sender", rule))?;
        self.texts(inputs, Some(sender), None).await
    }

    pub(super) async fn list_texts(&self, inputs: &Inputs) -> Answer<TaskAnswer> {
        let number = |name: &str| {
            let parsed = inputs.get(name).map(|text| Msisdn::parse(text, Region::Au)).transpose();
            parsed.map_err(|_| bad_input(&op::LIST_INCOMING_SMS, name, "this is no phone number"))
        };
        self.texts(inputs, number("sender")?, number("receiver")?).await
    }

    async fn texts(&self, inputs: &Inputs, sender: Option<Msisdn>, receiver: Option<Msisdn>) -> Answer<TaskAnswer> {
        let window = TextWindow {
            from: moment(inputs, ["from_date", "from_time"], Time::midnight())?,
            to: moment(inputs, ["to_date", "to_time"], Time::constant(23, 59, 59, 0))?,
            sender,
            receiver,
        };
        let texts = self.received_texts(&window).await?;
        let more = texts.len() >= MOST_TEXTS;
        let records = texts.into_iter().map(|ReceivedText { fields }| fields).collect();
        let mut answer = TaskAnswer::table(AnswerTable { more, ..AnswerTable::of_records("Received texts", records) });
        if more {
            answer.note =
                Some(format!("Atomic gives at most {MOST_TEXTS} texts: choose a shorter time for the others."));
        }
        Ok(answer)
    }

    /// Submits a name: it is accepted, and approved some time later.
    pub(super) async fn register_brand(&self, inputs: &Inputs, ticket: Ticket) -> Answer<TaskOutcome> {
        let rule = "the SMS account is a whole number";
        let account = inputs.whole("sms_account_id");
        let brand = BrandRegistration {
            sms_account_id: account.ok_or_else(|| bad_input(&op::REGISTER_BRAND_NAME, "sms_account_id", rule))?,
            name: inputs.text("brand_name").to_owned(),
            url: inputs.text("brand_url").to_owned(),
            description: inputs.text("description").to_owned(),
        };
        let receipt = self.register_brand_name(&brand, ticket).await?;
        let facts = fact("Registration", Some(receipt.registration_id.clone())).into_iter();
        let facts = facts.chain(fact("Sender name", receipt.name)).chain(receipt.raw).collect();
        Ok(TaskOutcome { answer: TaskAnswer::facts(facts), accepted: Some(Some(receipt.registration_id)) })
    }

    pub(super) async fn read_brand(&self, registration: &str) -> Answer<TaskAnswer> {
        let status = self.brand_name_status(registration).await?;
        let known = [
            fact("State", Some(status.raw_state)),
            fact("Sender name", status.name),
            fact("Web address", status.url),
            fact("What it is for", status.description),
            fact("Registration", status.registration_id),
        ];
        Ok(TaskAnswer::facts(known.into_iter().flatten().chain(status.raw).collect()))
    }

    /// How far an approval is. `approved` is the one published word; that a word of refusal is one is inferred.
    pub(super) async fn brand_progress(&self, registration: &str) -> Answer<Progress> {
        const REFUSALS: [&str; 4] = ["reject", "declin", "denied", "refus"];
        let status = self.brand_name_status(registration).await?;
        let word = status.raw_state.to_ascii_lowercase();
        Ok(match status.stage {
            BrandStage::Approved => Progress::Done,
            BrandStage::Unknown if REFUSALS.iter().any(|part| word.contains(part)) => {
                Progress::Failed(status.raw_state)
            }
            BrandStage::Unknown => Progress::Waiting(status.raw_state),
        })
    }
}

/// A day and, where one is typed, a time of it, in UTC.
fn moment(inputs: &Inputs, [day_field, time_field]: [&'static str; 2], default: Time) -> Answer<Timestamp> {
    let wrong = |field, rule| bad_input(&op::LIST_INCOMING_SMS, field, rule);
    let day = needed(&op::LIST_INCOMING_SMS, day_field, inputs.text(day_field))?;
    let day: Date = day.parse().map_err(|_| wrong(day_field, "this is no day such as 2026-11-21"))?;
    let time = match inputs.get(time_field) {
        Some(text) => Time::strptime("%H:%M", text).map_err(|_| wrong(time_field, "this is no time such as 14:30"))?,
        None => default,
    };
    let zoned = day.to_datetime(time).to_zoned(TimeZone::UTC);
    zoned.map(|it| Timestamp(it.timestamp().as_millisecond())).map_err(|_| wrong(day_field, "this day is out of range"))
}
