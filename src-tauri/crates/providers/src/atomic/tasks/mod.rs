//! What an agent can do at Atomic, as tasks: the table, and the one `match` from a task to the client's typed method.
//!
//! `line` has the tasks about one mobile service, `customers` those about customers and plans, `texts` received texts
//! and sender names, `sending` the SMS product. Each file has its rows and what they do.

mod customers;
mod line;
mod sending;
#[cfg(test)]
mod tests;
mod texts;

use async_trait::async_trait;
use domain::action::Ticket;
use domain::line::RawField;
use domain::provider::ProviderKind;
use domain::task::{About, Choice, Task};

use super::Atomic;
use crate::tasks::unknown_task;
use crate::{Answer, Inputs, Progress, TaskAnswer, TaskOutcome, Tasks};

/// Operations of the contract that are no task, each with where it is used instead: none, every one is in a task.
pub const NOT_A_TASK: &[(&str, &str)] = &[];

/// How many tasks there are without the SMS product.
const WITHOUT_SMS: usize = 16;

/// The tasks, in the order of a menu; those of the SMS product last, so that a connection without it has the rest.
static TASKS: [Task; WITHOUT_SMS + 3] = [
    line::REPLACE_SIM,
    line::NEW_ESIM,
    line::RESET_ESIM,
    line::CHANGE_PLAN,
    line::SET_EXCESS_USAGE,
    line::SUSPEND,
    line::RESUME,
    line::CEASE,
    texts::LINE_TEXTS,
    texts::LIST_TEXTS,
    texts::REGISTER_BRAND,
    texts::READ_BRAND,
    customers::LIST_CUSTOMERS,
    customers::ADD_CUSTOMER,
    customers::DELETE_CUSTOMER,
    customers::LIST_PLANS,
    sending::SEND_TEXT,
    sending::SEND_TEXT_TO,
    sending::READ_TEXT,
];

#[async_trait]
impl Tasks for Atomic {
    fn tasks(&self) -> &'static [Task] {
        if self.sms().is_some() { &TASKS } else { &TASKS[..WITHOUT_SMS] }
    }

    async fn choices(&self, task: &Task, field: &str, about: &About, _: &Inputs) -> Answer<Vec<Choice>> {
        match (task.id, field) {
            ("change_plan", "service_plan_id") => self.plan_choices().await,
            ("send_text" | "send_text_to", "from") => self.sender_choices(task, about).await,
            _ => Err(unknown_task(ProviderKind::Atomic, task.id, about)),
        }
    }

    async fn estimate(&self, task: &Task, _: &About, inputs: &Inputs) -> Answer<Vec<RawField>> {
        match task.id {
            "change_plan" => self.plan_estimate(inputs.text("service_plan_id")).await,
            _ => Ok(Vec::new()),
        }
    }

    async fn look(&self, task: &Task, about: &About, inputs: &Inputs) -> Answer<TaskAnswer> {
        match task.id {
            "list_customers" => self.list_customers(inputs).await,
            "list_plans" => self.list_plans().await,
            "line_texts" => self.line_texts(about.id(), inputs).await,
            "list_texts" => self.list_texts(inputs).await,
            "read_brand" => self.read_brand(inputs.text("registration_id")).await,
            "read_text" => self.read_text(task, about, inputs.text("message_id")).await,
            _ => Err(unknown_task(ProviderKind::Atomic, task.id, about)),
        }
    }

    async fn perform(&self, task: &Task, about: &About, inputs: &Inputs, ticket: Ticket) -> Answer<TaskOutcome> {
        let id = about.id();
        match task.id {
            "replace_sim" => self.to_card(id, inputs, ticket).await,
            "new_esim" => self.to_esim(id, inputs, ticket).await,
            "reset_esim" => return self.reset(id, inputs.text("iccid"), ticket).await,
            "change_plan" => self.change(id, inputs.text("service_plan_id"), ticket).await,
            "set_excess_usage" => self.set_excess_usage(id, inputs, ticket).await,
            "suspend" => self.suspend_and_look(id, ticket).await,
            "resume" => self.resume_and_look(id, ticket).await,
            "cease" => self.cancel_and_look(id, ticket).await,
            "register_brand" => return self.register_brand(inputs, ticket).await,
            "add_customer" => return self.add_customer(inputs, ticket).await,
            "delete_customer" => self.delete_customer(id, ticket).await,
            "send_text" => return self.send_to_line(task, about, inputs, ticket).await,
            "send_text_to" => return self.send_to_typed(task, about, inputs, ticket).await,
            _ => Err(unknown_task(ProviderKind::Atomic, task.id, about)),
        }?;
        Ok(TaskOutcome::done())
    }

    async fn progress(&self, task: &Task, about: &About, inputs: &Inputs, reference: Option<&str>) -> Answer<Progress> {
        match (task.id, reference) {
            ("cease", _) => self.is_cancelled(about.id()).await,
            ("set_excess_usage", _) => self.cap_is_set(about.id(), inputs.text("excess_usage")).await,
            ("delete_customer", _) => self.is_deleted(about.id()).await,
            ("register_brand", Some(registration)) => self.brand_progress(registration).await,
            ("send_text" | "send_text_to", Some(message)) => self.text_progress(task, about, message).await,
            _ => Ok(Progress::NotTold),
        }
    }
}

/// A fact, where there is one.
fn fact(name: &str, value: Option<String>) -> Option<RawField> {
    Some(RawField { name: name.to_owned(), value: value.filter(|value| !value.is_empty())? })
}
