//! Tasks about numbers, portings and their papers, invoices, logs, operators and the finder: the table, and the one
//! `match` from a task's name to what does it. Each group's fields and work are in a file of its own
//! below; how answers look, and what is asked for alike, is in `show` and `shared` beside this one.

mod changes;
mod invoices;
mod numbers;
mod papers;
mod ports;

use domain::action::Ticket;
use domain::line::RawField;
use domain::problem::ErrorCode;
use domain::provider::ProviderKind;
use domain::task::{About, Choice, FieldKind, Task, TaskField};

use super::{asks, show};
use crate::tasks::{Inputs, Progress, TaskAnswer, TaskOutcome};
use crate::telecomx::map::Page;
use crate::telecomx::{Telecomx, operations as op};
use crate::{Answer, ProviderError, StockItem};

/// These tasks, in the order of a menu.
pub(super) const TASKS: &[Task] = &[
    ports::READ,
    ports::EDIT,
    papers::SEND_TO_SIGN,
    papers::CREATE,
    papers::CREATE_FOR_OWNER,
    papers::DOWNLOAD,
    papers::UPLOAD,
    papers::SEND,
    papers::DELETE,
    papers::CANCEL_SIGNATURE,
    ports::ORDER,
    ports::CONTACT,
    ports::SPLIT,
    ports::CANCEL,
    ports::REJECT,
    ports::OVERRIDE,
    ports::LIST,
    numbers::LIST,
    numbers::READ,
    numbers::ASSIGN,
    numbers::HOLD,
    numbers::FREE,
    numbers::EDIT,
    numbers::CLOSE,
    numbers::CREATE,
    numbers::OPERATOR_OF,
    numbers::OPERATORS,
    numbers::OPERATOR,
    invoices::OF_CUSTOMER,
    invoices::NEXT_OF_CUSTOMER,
    invoices::NEXT_LINE,
    invoices::LIST,
    invoices::NEXT,
    changes::OF_CUSTOMER,
    changes::ENTRY,
    changes::RECENT,
    changes::LIST,
    changes::TAKE,
    changes::SEARCH,
];

/// Operations of these files that are no task, and why or where they are used instead.
pub(super) const NOT_A_TASK: &[(&str, &str)] = &[
    (op::LOGIN.id, "A connection signs in by itself, and Connections asks for a code when TelecomX wants one."),
    (op::SEARCH_ALL.id, "The same search with the words in the address; it is asked with them in the body."),
    (op::CANCEL_SIGNATURE_ORDER_OLD.id, "An older page for stopping a signature, which has a task by the newer one."),
];

/// What can be chosen in a field of one of these tasks; nothing when the task is none of them.
pub(super) async fn choices(
    client: &Telecomx,
    task: &Task,
    field: &str,
    about: &About,
    inputs: &Inputs,
) -> Option<Answer<Vec<Choice>>> {
    TASKS.iter().find(|one| one.id == task.id)?;
    Some(match (task.id, field) {
        (_, "customer") => asks::choices(client, task, field, about, inputs).await,
        ("delete_paper", "documentOrOrderId") => papers::choices(client, about).await,
        ("show_operator", "operatorId") => numbers::operator_choices(client, inputs).await,
        ("show_invoice_line", "id") => invoices::line_choices(client, about).await,
        ("show_change", "id") => changes::entry_choices(client, about).await,
        _ => Ok(Vec::new()),
    })
}

/// Does one of these tasks that only reads; nothing when the task is none of them.
pub(super) async fn look(client: &Telecomx, task: &Task, about: &About, inputs: &Inputs) -> Option<Answer<TaskAnswer>> {
    let id = about.id();
    Some(match task.id {
        "list_ports" => ports::list(client, inputs).await,
        "read_port" => ports::read(client, id).await,
        "list_numbers" => numbers::list(client, inputs).await,
        "show_number" => numbers::read(client, inputs).await,
        "find_number_operator" => numbers::operator_of(client, inputs).await,
        "list_operators" => numbers::operators(client, inputs).await,
        "show_operator" => numbers::operator(client, inputs).await,
        "list_invoices" => invoices::list(client, inputs.get("customer"), inputs).await,
        "list_customer_invoices" => invoices::list(client, Some(id), inputs).await,
        "show_next_invoices" => invoices::next(client, inputs.get("customer"), inputs).await,
        "show_next_invoice" => invoices::next(client, Some(id), inputs).await,
        "show_invoice_line" => invoices::line(client, inputs).await,
        "list_recent_changes" => changes::recent(client, inputs).await,
        "list_changes" => changes::list(client, inputs).await,
        "list_customer_changes" => changes::of_customer(client, id, inputs).await,
        "show_change" => changes::entry(client, inputs).await,
        "search_all" => changes::search(client, inputs).await,
        _ => return None,
    })
}

/// Does one of these tasks that changes something; nothing when the task is none of them, and then nothing was sent.
pub(super) async fn perform(
    client: &Telecomx,
    task: &Task,
    about: &About,
    inputs: &Inputs,
    ticket: Ticket,
) -> Option<Answer<TaskOutcome>> {
    let id = about.id();
    Some(match task.id {
        "edit_port" => ports::edit(client, id, inputs, ticket).await,
        "order_port" => ports::order(client, id, ticket).await,
        "cancel_port" => done(client.cancel_porting(id, ticket).await),
        "split_port" => done(client.split_porting(id, ticket).await),
        "reject_port" => ports::reject(client, id, inputs, ticket).await,
        "log_port_contact" => done(client.log_porting_contact(id, inputs.text("message"), ticket).await),
        "override_port_stage" => ports::override_stage(client, id, inputs, ticket).await,
        "create_paper" => papers::create(client, id, ticket).await,
        "send_paper_to_sign" => papers::send_to_sign(client, id, inputs, ticket).await,
        "create_paper_for_owner" => papers::create_for_owner(client, id, inputs, ticket).await,
        "download_paper" => papers::download(client, id, inputs, ticket).await,
        "send_paper" => done(client.send_paper(id, inputs.get("recipient"), ticket).await),
        "upload_paper" => papers::upload(client, id, inputs, ticket).await,
        "delete_paper" => done(client.delete_paper(id, inputs.text("documentOrOrderId"), ticket).await),
        "cancel_signature" => done(client.cancel_signature(id, inputs.text("orderId"), ticket).await),
        "assign_number" => numbers::assign(client, inputs, ticket).await,
        "hold_number" => done(client.pre_reserve_number(inputs.text("numberId"), false, ticket).await),
        "free_number" => done(client.pre_reserve_number(inputs.text("numberId"), true, ticket).await),
        "edit_number" => numbers::edit(client, inputs, ticket).await,
        "close_number" => done(client.close_number(inputs.text("numberId"), ticket).await),
        "create_numbers" => numbers::create(client, inputs, ticket).await,
        "take_changes" => changes::take(client, inputs, ticket).await,
        _ => return None,
    })
}

/// How far one of these tasks has come, read anew; nothing when the task is none of them.
pub(super) async fn progress(
    client: &Telecomx,
    task: &Task,
    about: &About,
    inputs: &Inputs,
    reference: Option<&str>,
) -> Option<Answer<Progress>> {
    TASKS.iter().find(|one| one.id == task.id)?;
    Some(match task.id {
        "edit_port"
        | "order_port"
        | "cancel_port"
        | "split_port"
        | "reject_port"
        | "log_port_contact"
        | "override_port_stage" => ports::progress(client, task, about.id(), inputs, reference).await,
        "upload_paper" | "delete_paper" => papers::progress(client, task, about.id(), inputs).await,
        "assign_number" | "hold_number" | "free_number" | "edit_number" | "close_number" => {
            numbers::progress(client, task, inputs).await
        }
        _ => Ok(Progress::NotTold),
    })
}

/// A reseller, which is in no list that everyone may read.
pub(super) const RESELLER: TaskField = TaskField::new("reseller", "Reseller", FieldKind::Text { max: 24 })
    .optional()
    .hint("TelecomX's id of it, 24 of 0-9 and a-f; only for users above resellers.");

/// As many choices as a form shows.
pub(super) const MOST_CHOICES: u32 = 200;

/// A change of which nothing comes back.
fn done(answer: Answer<()>) -> Answer<TaskOutcome> {
    answer.map(|()| TaskOutcome::done())
}

/// What is read does not tell whether a change happened: neither that it did nor that it did not.
fn unproved(task: &Task) -> ProviderError {
    let message = "what TelecomX tells now does not show whether this happened";
    ProviderError::not_delivered(ErrorCode::UnreadableAnswer, ProviderKind::Telecomx, task.call, message)
}

/// An answer that is a list; one of nothing says so.
fn or_none(mut answer: TaskAnswer) -> TaskAnswer {
    if answer.note.is_none() && answer.tables.iter().all(|table| table.rows.is_empty()) {
        answer.note = Some("TelecomX has none of these.".to_owned());
    }
    answer
}

/// The values of a record, known names in words for people and first, the others as they came.
fn worded(mut record: Vec<RawField>, known: &[(&str, &str)]) -> Vec<RawField> {
    let place = |name: &str| known.iter().position(|(wire, _)| *wire == name).unwrap_or(known.len());
    record.sort_by_key(|field| place(&field.name));
    for field in &mut record {
        if let Some((_, label)) = known.get(place(&field.name)) {
            (*label).clone_into(&mut field.name);
        }
    }
    record
}

/// A list of records whose shape is not published, with the names that are known in words for people.
fn records(title: &str, page: Page<StockItem>, known: &[(&str, &str)]) -> TaskAnswer {
    or_none(show::records(title, page, |item| worded(item.fields, known)))
}

/// What was sent, held against what is read.
#[derive(Default)]
pub(super) struct Compared {
    same: usize,
    other: Vec<&'static str>,
}

impl Compared {
    /// Takes in one value. What was not sent, or is not told, says nothing.
    pub(super) fn with(mut self, label: &'static str, sent: Option<&str>, now: Option<&str>) -> Self {
        match (sent, now) {
            (Some(sent), Some(now)) if sent.eq_ignore_ascii_case(now) => self.same += 1,
            (Some(_), Some(_)) => self.other.push(label),
            _ => {}
        }
        self
    }

    /// The labels of what is not as it was sent, in one sentence; nothing when there is none.
    pub(super) fn left(&self) -> Option<String> {
        let what = self.other.join(", ").to_lowercase();
        (!self.other.is_empty()).then(|| format!("TelecomX left this as it was: {what}."))
    }

    /// What that proves: nothing where some of it is so and some is not, because it may have been so before.
    pub(super) fn progress(&self, task: &Task) -> Answer<Progress> {
        match (self.same, self.other.len()) {
            (1.., 0) => Ok(Progress::Done),
            (0, 1..) => Ok(Progress::NotBegun),
            _ => Err(unproved(task)),
        }
    }
}

#[cfg(test)]
mod tests;
