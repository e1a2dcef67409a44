//! What TelecomX can do beyond the pages of the desk, each thing a task: the table, and the way from a task to the client.
//!
//! One file a group of tasks; `shared` has what they do alike, `asks` what can be chosen, `show` how answers look.

mod account;
mod addresses;
mod asks;
mod numbers_and_ports;
mod orders;
mod people;
mod plans;
mod roaming;
mod services;
mod shared;
mod show;
mod sims;
mod standing;
mod stock;
#[cfg(test)]
mod tests;
mod usage;

use std::sync::LazyLock;

use async_trait::async_trait;
use domain::action::Ticket;
use domain::line::{Line, RawField};
use domain::provider::ProviderKind;
use domain::task::{About, Choice, ReadBack, Subject, Task};

use super::{Telecomx, map};
use crate::tasks::unknown_task;
use crate::{Answer, Inputs, Progress, SimFinding, TaskAnswer, TaskOutcome, Tasks};

/// Operations of the contract that need no task of their own, and why.
const NOT_A_TASK: &[(&str, &str)] = &[
    ("listMvnoAccounts", "The list of lines, the page of a customer and the test of a connection are made from it."),
    ("getCustomerName", "The page of a customer tells the name with everything else."),
    ("getCustomerOverviewByPost", "The same as getCustomerOverview."),
];

/// Operations of the contract that need no task of their own, and why: they are behind a page of the desk, or another
/// operation does the same.
pub fn not_a_task() -> impl Iterator<Item = (&'static str, &'static str)> {
    NOT_A_TASK.iter().chain(numbers_and_ports::NOT_A_TASK).copied()
}

/// Every task, in the order of a menu.
static ALL: LazyLock<Vec<Task>> = LazyLock::new(|| {
    let groups: [&[Task]; 12] = [
        sims::TASKS,
        plans::TASKS,
        standing::TASKS,
        orders::TASKS,
        services::TASKS,
        usage::TASKS,
        roaming::TASKS,
        people::TASKS,
        addresses::TASKS,
        stock::TASKS,
        numbers_and_ports::TASKS,
        account::TASKS,
    ];
    groups.concat()
});

fn has(tasks: &[Task], task: &Task) -> bool {
    tasks.iter().any(|one| one.id == task.id)
}

fn no_such(task: &Task, about: &About) -> crate::ProviderError {
    unknown_task(ProviderKind::Telecomx, task.id, about)
}

/// Changes that TelecomX takes whatever the line waits for, or that do not reach the line itself.
const ALWAYS: [&str; 3] = ["cease", "lift_usage_block", "send_text"];

#[async_trait]
impl Tasks for Telecomx {
    fn tasks(&self) -> &'static [Task] {
        &ALL
    }

    fn not_now(&self, task: &Task, line: &Line) -> Option<String> {
        let says = |name: &str| line.unmapped.iter().find(|field| field.name == name).map(|field| field.value.as_str());
        let network = says(map::NETWORK);
        let sentence = match task.id {
            "show_forwarding" | "set_forwarding" if network.is_some_and(|network| network != "TDC") => {
                "TelecomX has call forwarding for lines in the network of TDC only."
            }
            "change_network" if network.is_some_and(|network| shared::other_network(network).is_none()) => {
                "Only lines of Telenor and TDC can change the network."
            }
            id if task.subject == Subject::Line && task.is_change() && !ALWAYS.contains(&id) => {
                if line.state.raw.as_deref() == Some("CREATING") {
                    "TelecomX is still setting this line up."
                } else if says(map::UPDATING) == Some("true") {
                    "TelecomX is still working on an earlier change of this line. Refresh it in a moment."
                } else {
                    return None;
                }
            }
            _ => return None,
        };
        Some(sentence.to_owned())
    }

    async fn choices(&self, task: &Task, field: &str, about: &About, inputs: &Inputs) -> Answer<Vec<Choice>> {
        if has(numbers_and_ports::TASKS, task) {
            let found = numbers_and_ports::choices(self, task, field, about, inputs).await;
            return found.unwrap_or_else(|| Ok(Vec::new()));
        }
        asks::choices(self, task, field, about, inputs).await
    }

    async fn estimate(&self, task: &Task, _about: &About, inputs: &Inputs) -> Answer<Vec<RawField>> {
        match task {
            task if has(plans::TASKS, task) => plans::estimate(self, task, inputs).await,
            task if has(orders::TASKS, task) => orders::estimate(self, task, inputs).await,
            _ => Ok(Vec::new()),
        }
    }

    async fn check_sim(&self, task: &Task, about: &About, inputs: &Inputs) -> Answer<Option<SimFinding>> {
        if has(sims::TASKS, task) { sims::finding(self, task, about, inputs).await } else { Ok(None) }
    }

    async fn look(&self, task: &Task, about: &About, inputs: &Inputs) -> Answer<TaskAnswer> {
        match task {
            task if has(sims::TASKS, task) => sims::look(self, task, about, inputs).await,
            task if has(plans::TASKS, task) => plans::look(self, task, about, inputs).await,
            task if has(standing::TASKS, task) => standing::look(self, task, about, inputs).await,
            task if has(services::TASKS, task) => services::look(self, task, about, inputs).await,
            task if has(usage::TASKS, task) => usage::look(self, task, about, inputs).await,
            task if has(roaming::TASKS, task) => roaming::look(self, task, about, inputs).await,
            task if has(people::TASKS, task) => people::look(self, task, about, inputs).await,
            task if has(stock::TASKS, task) => stock::look(self, task, about, inputs).await,
            task if has(account::TASKS, task) => account::look(self, task, about, inputs).await,
            task => {
                let found = numbers_and_ports::look(self, task, about, inputs).await;
                found.unwrap_or_else(|| Err(no_such(task, about)))
            }
        }
    }

    async fn perform(&self, task: &Task, about: &About, inputs: &Inputs, ticket: Ticket) -> Answer<TaskOutcome> {
        match task {
            task if has(sims::TASKS, task) => sims::perform(self, task, about, inputs, ticket).await,
            task if has(plans::TASKS, task) => plans::perform(self, task, about, inputs, ticket).await,
            task if has(standing::TASKS, task) => standing::perform(self, task, about, inputs, ticket).await,
            task if has(orders::TASKS, task) => orders::perform(self, task, about, inputs, ticket).await,
            task if has(services::TASKS, task) => services::perform(self, task, about, inputs, ticket).await,
            task if has(usage::TASKS, task) => usage::perform(self, task, about, inputs, ticket).await,
            task if has(people::TASKS, task) => people::perform(self, task, about, inputs, ticket).await,
            task if has(addresses::TASKS, task) => addresses::perform(self, task, about, inputs, ticket).await,
            task if has(stock::TASKS, task) => stock::perform(self, task, about, inputs, ticket).await,
            task if has(account::TASKS, task) => account::perform(self, task, about, inputs, ticket).await,
            task => {
                let done = numbers_and_ports::perform(self, task, about, inputs, ticket).await;
                done.unwrap_or_else(|| Err(no_such(task, about)))
            }
        }
    }

    async fn progress(&self, task: &Task, about: &About, inputs: &Inputs, reference: Option<&str>) -> Answer<Progress> {
        // What a line or a person proves is not asked for here.
        if task.read_back != ReadBack::Order {
            return Ok(Progress::NotTold);
        }
        match task {
            task if has(sims::TASKS, task) => sims::progress(self, about, reference).await,
            task if has(plans::TASKS, task) => plans::progress(self, task, about, inputs, reference).await,
            task if has(standing::TASKS, task) => standing::progress(self, inputs, reference).await,
            task if has(orders::TASKS, task) => orders::progress(self, about, inputs, reference).await,
            task if has(services::TASKS, task) => services::progress(self, task, about, inputs, reference).await,
            task if has(people::TASKS, task) => people::progress(self, task, about, inputs, reference).await,
            task if has(addresses::TASKS, task) => addresses::progress(self, task, about, inputs, reference).await,
            task if has(stock::TASKS, task) => stock::progress(self, task, inputs).await,
            task => {
                let progress = numbers_and_ports::progress(self, task, about, inputs, reference).await;
                progress.unwrap_or(Ok(Progress::NotTold))
            }
        }
    }
}
