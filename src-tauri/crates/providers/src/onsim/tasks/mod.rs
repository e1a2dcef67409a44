//! What an agent can do at ONSIM, as tasks: the table, and the one `match` from a task to the client's typed method.
//!
//! `line` has the tasks about one line, `new_line` those that make one, `account` stock, groups and the catalogue,
//! `ports` port orders. Each file has its rows and what they do.

mod account;
mod line;
mod new_line;
mod ports;
#[cfg(test)]
mod tests;

use async_trait::async_trait;
use domain::action::Ticket;
use domain::line::{EsimStage, Line, RawField, SimKind};
use domain::msisdn::{Msisdn, Region};
use domain::problem::ErrorCode;
use domain::provider::ProviderKind;
use domain::task::{About, Choice, Task};

use super::Onsim;
use crate::tasks::{AnswerTable, unknown_task};
use crate::{Answer, Delivery, Inputs, Lines, Progress, ProviderError, StockItem, TaskAnswer, TaskOutcome, Tasks};

/// Operations of the contract that are no task, each with where it is used instead.
pub const NOT_A_TASK: &[(&str, &str)] = &[("listSubscribers", "It is the list of lines itself.")];

/// The tasks, in the order of a menu.
static TASKS: [Task; 19] = [
    line::MAKE_QR_LINK,
    line::CHANGE_PLAN,
    line::CEASE,
    line::CHANGE_NUMBER,
    line::SET_SERVICES,
    line::SET_RECORDING,
    line::SET_SIP_LOGIN,
    line::EDIT_OWNER,
    account::LIST_GROUPS,
    account::ADD_GROUP,
    ports::LIST_PORTS,
    ports::FIND_PORT,
    ports::READ_PORT,
    account::LIST_SIMS,
    account::LIST_NUMBERS,
    account::ADD_NUMBER,
    account::LIST_PRODUCTS,
    new_line::NEW_LINE,
    new_line::NEW_LINE_OWN_SYSTEM,
];

#[async_trait]
impl Tasks for Onsim {
    fn tasks(&self) -> &'static [Task] {
        &TASKS
    }

    fn not_now(&self, task: &Task, line: &Line) -> Option<String> {
        let why = match (task.id, line.sim.kind, line.sim.esim.as_ref().map(|esim| esim.stage)) {
            ("make_qr_link", SimKind::Card, _) => "This line has a card, which has no code.",
            ("make_qr_link", _, Some(EsimStage::Installed)) => "A phone has installed this eSIM; its code is used.",
            ("cease", ..) if line.sim.iccid.is_none() => {
                "ONSIM ends a line by its SIM number, and gives none for this line."
            }
            _ => return None,
        };
        Some(why.to_owned())
    }

    async fn choices(&self, task: &Task, field: &str, about: &About, _: &Inputs) -> Answer<Vec<Choice>> {
        match (task.id, field) {
            ("new_line", "group_name") => Ok(account::group_choices(self.groups().await?)),
            ("new_line", "product") => Ok(account::product_choices(self.products().await?)),
            _ => Err(unknown_task(ProviderKind::Onsim, task.id, about)),
        }
    }

    async fn look(&self, task: &Task, about: &About, inputs: &Inputs) -> Answer<TaskAnswer> {
        match task.id {
            "list_groups" => Ok(items("Customer groups", self.groups().await?)),
            "list_products" => Ok(items("What can be bought", self.products().await?)),
            "list_sims" => self.list_sims(inputs).await,
            "list_numbers" => self.list_numbers(inputs).await,
            "list_ports" => self.list_ports(inputs).await,
            "find_port" => self.read_port(inputs.text("id")).await,
            "read_port" => self.read_port(about.id()).await,
            _ => Err(unknown_task(ProviderKind::Onsim, task.id, about)),
        }
    }

    async fn perform(&self, task: &Task, about: &About, inputs: &Inputs, ticket: Ticket) -> Answer<TaskOutcome> {
        let id = about.id();
        match task.id {
            "make_qr_link" => return self.make_qr_link(id, ticket).await,
            "change_plan" => self.change(id, inputs.text("bundle"), ticket).await,
            "cease" => self.cease_line(id, ticket).await,
            "set_services" => self.set_services(id, inputs, ticket).await,
            "change_number" | "set_sip_login" | "edit_owner" => self.edit_line(task, id, inputs, ticket).await,
            "set_recording" => {
                let [voice, messages] = ["voice_recording", "sms_recording"].map(|name| inputs.is_on(name));
                self.set_recording(id, voice, messages, ticket).await
            }
            "add_group" => self.add_group(account::new_group(inputs), ticket).await,
            "add_number" => self.add_number(&digits(inputs.text("mpn")), ticket).await,
            "new_line" => return self.new_hosted_line(inputs, ticket).await,
            "new_line_own_system" => return self.new_line_on_own_system(inputs, ticket).await,
            _ => Err(unknown_task(ProviderKind::Onsim, task.id, about)),
        }?;
        Ok(TaskOutcome::done())
    }

    /// ONSIM has no status calls: what was to be made or set is looked for where it would be.
    async fn progress(&self, task: &Task, about: &About, inputs: &Inputs, _: Option<&str>) -> Answer<Progress> {
        match task.id {
            "set_services" => self.services_are_set(about.id(), inputs).await,
            "change_number" => self.number_is_changed(about.id(), &digits(inputs.text("mpn"))).await,
            "new_line" | "new_line_own_system" => Ok(there(self.is_a_line(&digits(inputs.text("mpn"))).await?)),
            "add_number" => self.number_is_in_stock(&digits(inputs.text("mpn"))).await,
            "add_group" => self.group_is_there(inputs.text("name")).await,
            _ => Ok(Progress::NotTold),
        }
    }
}

impl Onsim {
    /// Whether an account has this number.
    async fn is_a_line(&self, mpn: &str) -> Answer<bool> {
        match Lines::read(self, mpn).await {
            Ok(_) => Ok(true),
            Err(error) if error.code() == ErrorCode::NotFound => Ok(false),
            Err(error) => Err(error),
        }
    }
}

const fn there(is_there: bool) -> Progress {
    if is_there { Progress::Done } else { Progress::NotBegun }
}

/// A number as ONSIM takes it: E.164 digits without a plus. What is no number stays as it is, for the client to refuse.
fn digits(text: &str) -> String {
    Msisdn::parse(text, Region::Gb).map_or_else(|_| text.to_owned(), |number| number.digits().to_owned())
}

/// The failure of a read that comes before a change: whatever became of it, the change was not sent.
fn unsent(mut error: ProviderError) -> ProviderError {
    error.delivery = Delivery::NotDelivered;
    error.problem.retry_safe = true;
    error
}

/// Things of unknown shape as a table; what identifies one is its first column where it is in no field.
fn items(title: &str, items: Vec<StockItem>) -> TaskAnswer {
    let record = |item: StockItem| {
        let mut fields = item.fields;
        if let Some(id) = item.id.filter(|id| !fields.iter().any(|field| field.value == *id)) {
            fields.insert(0, RawField { name: "name".to_owned(), value: id });
        }
        fields
    };
    TaskAnswer::table(AnswerTable::of_records(title, items.into_iter().map(record).collect()))
}
