//! What TelecomX can do, each thing a task.

mod numbers_and_ports;

use async_trait::async_trait;
use domain::action::Ticket;
use domain::provider::ProviderKind;
use domain::task::{About, Choice, Task};

use super::Telecomx;
use crate::Answer;
use crate::tasks::{Inputs, Progress, TaskAnswer, TaskOutcome, Tasks, unknown_task};

/// Operations that are no task, and why or where they are used instead.
#[must_use]
pub fn not_a_task() -> Vec<(&'static str, &'static str)> {
    numbers_and_ports::NOT_A_TASK.to_vec()
}

#[async_trait]
impl Tasks for Telecomx {
    fn tasks(&self) -> &'static [Task] {
        numbers_and_ports::TASKS
    }

    async fn choices(&self, task: &Task, field: &str, about: &About, inputs: &Inputs) -> Answer<Vec<Choice>> {
        let found = numbers_and_ports::choices(self, task, field, about, inputs).await;
        found.unwrap_or_else(|| Err(unknown_task(ProviderKind::Telecomx, task.id, about)))
    }

    async fn look(&self, task: &Task, about: &About, inputs: &Inputs) -> Answer<TaskAnswer> {
        let found = numbers_and_ports::look(self, task, about, inputs).await;
        found.unwrap_or_else(|| Err(unknown_task(ProviderKind::Telecomx, task.id, about)))
    }

    async fn perform(&self, task: &Task, about: &About, inputs: &Inputs, ticket: Ticket) -> Answer<TaskOutcome> {
        let found = numbers_and_ports::perform(self, task, about, inputs, ticket).await;
        found.unwrap_or_else(|| Err(unknown_task(ProviderKind::Telecomx, task.id, about)))
    }

    async fn progress(&self, task: &Task, about: &About, inputs: &Inputs, reference: Option<&str>) -> Answer<Progress> {
        let found = numbers_and_ports::progress(self, task, about, inputs, reference).await;
        found.unwrap_or_else(|| Err(unknown_task(ProviderKind::Telecomx, task.id, about)))
    }
}
