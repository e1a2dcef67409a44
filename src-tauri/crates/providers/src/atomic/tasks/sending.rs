//! Tasks of the SMS product, Atomic's sibling (contract 6): sending a text and asking how far it is.

use domain::ability::Ability;
use domain::action::Ticket;
use domain::msisdn::{Msisdn, Region};
use domain::provider::ProviderKind;
use domain::task::{About, Choice, FieldKind, ReadBack, Subject, Task, TaskField, TaskGroup};

use super::super::{Atomic, NewText, SmsProduct, TextReceipt, TextStage, bad_input, operations as op};
use super::fact;
use crate::tasks::{task, unknown_task};
use crate::{Answer, Inputs, Progress, TaskAnswer, TaskOutcome};

/// The most choices a field offers.
const MOST_CHOICES: usize = 200;

const FROM: TaskField = TaskField::new("from", "Sender", FieldKind::Ask).hint("What the customer sees as the sender.");
const TEXT: TaskField = TaskField::new("text", "Text", FieldKind::Lines { max: 1000 });

pub(super) const SEND_TEXT: Task = task(
    "send_text",
    "Send a text to this number",
    "The customer gets this text on the line; it cannot be recalled and may be charged.",
    &op::SEND_SMS,
)
.about(Subject::Line, TaskGroup::Messages)
.ability(Ability::SendText)
.also(&[op::LIST_SMS_SENDERS.id, op::GET_SMS_STATUS.id])
.fields(&[FROM, TEXT])
.read_back(ReadBack::Order);

pub(super) const SEND_TEXT_TO: Task = task(
    "send_text_to",
    "Send a text",
    "Everyone on the list gets this text; it cannot be recalled and may be charged.",
    &op::SEND_SMS,
)
.about(Subject::Account, TaskGroup::Messages)
.ability(Ability::SendText)
.also(&[op::LIST_SMS_SENDERS.id, op::GET_SMS_STATUS.id])
.fields(&[
    TaskField::new("to", "To", FieldKind::Text { max: 500 }).hint("Mobile numbers, with a comma between two."),
    FROM,
    TEXT,
])
.read_back(ReadBack::Order);

pub(super) const READ_TEXT: Task = task(
    "read_text",
    "State of a sent text",
    "Whether a text has arrived, as the SMS product tells it.",
    &op::GET_SMS_STATUS,
)
.about(Subject::Account, TaskGroup::Messages)
.fields(&[TaskField::new("message_id", "Message", FieldKind::Text { max: 100 })
    .hint("The id that came back when the text was sent.")]);

impl Atomic {
    /// The SMS product. Without one its tasks are not in the table.
    fn texting(&self, task: &Task, about: &About) -> Answer<&SmsProduct> {
        self.sms().ok_or_else(|| unknown_task(ProviderKind::Atomic, task.id, about))
    }

    pub(super) async fn sender_choices(&self, task: &Task, about: &About) -> Answer<Vec<Choice>> {
        let senders = self.texting(task, about)?.senders().await?;
        Ok(senders.into_iter().take(MOST_CHOICES).map(|sender| Choice::new(sender.clone(), sender)).collect())
    }

    pub(super) async fn send_to_line(
        &self,
        task: &Task,
        about: &About,
        inputs: &Inputs,
        ticket: Ticket,
    ) -> Answer<TaskOutcome> {
        let to = vec![number(about.id())?];
        self.send_text(task, about, to, inputs, ticket).await
    }

    pub(super) async fn send_to_typed(
        &self,
        task: &Task,
        about: &About,
        inputs: &Inputs,
        ticket: Ticket,
    ) -> Answer<TaskOutcome> {
        let typed = inputs.text("to").split([',', ';']).map(str::trim).filter(|text| !text.is_empty());
        let mut to: Vec<Msisdn> = Vec::new();
        for one in typed.map(number) {
            let one = one?;
            // A number that is typed twice would get the text twice.
            if !to.contains(&one) {
                to.push(one);
            }
        }
        self.send_text(task, about, to, inputs, ticket).await
    }

    /// Sends a text: it is accepted, and arrives or not some time later.
    async fn send_text(
        &self,
        task: &Task,
        about: &About,
        to: Vec<Msisdn>,
        inputs: &Inputs,
        ticket: Ticket,
    ) -> Answer<TaskOutcome> {
        let [from, text] = ["from", "text"].map(|name| inputs.text(name).to_owned());
        let text = NewText { to, from, text, callback: None };
        let receipt = self.texting(task, about)?.send(&text, ticket).await?;
        let reference = receipt.message_id.clone();
        Ok(match progress(&receipt) {
            Progress::Done => TaskOutcome::with(told(receipt)),
            _ => TaskOutcome { answer: told(receipt), accepted: Some(Some(reference)) },
        })
    }

    pub(super) async fn read_text(&self, task: &Task, about: &About, message: &str) -> Answer<TaskAnswer> {
        Ok(told(self.texting(task, about)?.status(message).await?))
    }

    pub(super) async fn text_progress(&self, task: &Task, about: &About, message: &str) -> Answer<Progress> {
        Ok(progress(&self.texting(task, about)?.status(message).await?))
    }
}

fn number(text: &str) -> Answer<Msisdn> {
    Msisdn::parse(text, Region::Au).map_err(|_| bad_input(&op::SEND_SMS, "to", "this is no phone number"))
}

fn told(receipt: TextReceipt) -> TaskAnswer {
    let known = [fact("State", Some(receipt.raw_state)), fact("Message", Some(receipt.message_id))];
    TaskAnswer::facts(known.into_iter().flatten().chain(receipt.raw).collect())
}

/// How far a text is (contract 6, intermediate and final states). `Accepted` is final: the other network has it and says
/// no more.
fn progress(receipt: &TextReceipt) -> Progress {
    match receipt.stage {
        TextStage::Delivered | TextStage::Accepted => Progress::Done,
        TextStage::Expired
        | TextStage::Deleted
        | TextStage::Undeliverable
        | TextStage::Rejected
        | TextStage::Skipped => Progress::Failed(receipt.raw_state.clone()),
        TextStage::Pending
        | TextStage::Scheduled
        | TextStage::EnRoute
        | TextStage::NotKnownThere
        | TextStage::Unknown => Progress::Working(receipt.raw_state.clone()),
    }
}
