//! Reach's tasks: the table of what it can do for a line or the account, and how each is done.
//!
//! One file a subject has its rows and its `match`; `asked` reads what was typed, `show` writes answers for a person,
//! `choices` reads lists. A line's reference is its customer's, so there are no tasks about customers apart from lines.

mod asked;
mod bills;
mod calls;
mod cards;
mod catalogue;
mod checks;
mod choices;
mod customer;
mod fields;
mod line;
mod orders;
mod plan;
mod ports;
mod roaming;
mod show;
mod sim;
#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use async_trait::async_trait;
use domain::action::Ticket;
use domain::line::{LineStage, RawField};
use domain::provider::ProviderKind;
use domain::task::{About, Choice, Task};

use super::Reach;
use crate::tasks::unknown_task;
use crate::{Answer, Inputs, OneTimeCodes, Progress, ProviderError, SimFinding, TaskAnswer, TaskOutcome, Tasks};
use asked::Asked;

/// Operations behind no task, each with the reason in one sentence.
pub const NOT_A_TASK: &[(&str, &str)] =
    &[("generateAuth", "Signing in with a key pair, which the session does by itself.")];

/// Where the contract asks for status 2 (Reach contract 3.5).
const ACTIVE: &[LineStage] = &[LineStage::Active];

/// A file of tasks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Sim,
    Plan,
    Line,
    Customer,
    Roaming,
    Calls,
    Bills,
    Cards,
    Ports,
    Orders,
    Catalogue,
    Checks,
}

/// The files in the order of a menu.
const PARTS: &[(Part, &[Task])] = &[
    (Part::Sim, sim::TASKS),
    (Part::Plan, plan::TASKS),
    (Part::Line, line::TASKS),
    (Part::Customer, customer::TASKS),
    (Part::Roaming, roaming::TASKS),
    (Part::Calls, calls::TASKS),
    (Part::Bills, bills::TASKS),
    (Part::Cards, cards::TASKS),
    (Part::Ports, ports::TASKS),
    (Part::Orders, orders::TASKS),
    (Part::Catalogue, catalogue::TASKS),
    (Part::Checks, checks::TASKS),
];

static ALL: LazyLock<Vec<Task>> = LazyLock::new(|| PARTS.iter().flat_map(|(_, tasks)| tasks.iter()).copied().collect());

impl Reach {
    /// The task as it was asked for, with the file it is in. What it is about has to be of its sort.
    fn asked<'a>(&'a self, task: &'a Task, about: &'a About, inputs: &'a Inputs) -> Answer<(Part, Asked<'a>)> {
        let part = PARTS.iter().find(|(_, tasks)| tasks.iter().any(|own| own.id == task.id)).map(|(part, _)| *part);
        let part = part.filter(|_| about.subject() == task.subject);
        let part = part.ok_or_else(|| unknown_task(ProviderKind::Reach, task.id, about))?;
        Ok((part, Asked { reach: self, task, about, inputs }))
    }
}

#[async_trait]
impl Tasks for Reach {
    fn tasks(&self) -> &'static [Task] {
        &ALL
    }

    async fn choices(&self, task: &Task, field: &str, about: &About, inputs: &Inputs) -> Answer<Vec<Choice>> {
        let (_, asked) = self.asked(task, about, inputs)?;
        choices::read(&asked, field).await
    }

    async fn estimate(&self, task: &Task, about: &About, inputs: &Inputs) -> Answer<Vec<RawField>> {
        let (part, asked) = self.asked(task, about, inputs)?;
        match part {
            Part::Plan => plan::estimate(&asked).await,
            Part::Line => line::estimate(&asked).await,
            Part::Roaming => roaming::estimate(&asked).await,
            Part::Calls => calls::estimate(&asked).await,
            Part::Bills => bills::estimate(&asked).await,
            Part::Ports => ports::estimate(&asked).await,
            Part::Orders => orders::estimate(&asked).await,
            Part::Sim | Part::Customer | Part::Cards | Part::Catalogue | Part::Checks => Ok(Vec::new()),
        }
        .map_err(|error| at_its_field(task, error))
    }

    async fn check_sim(&self, task: &Task, about: &About, inputs: &Inputs) -> Answer<Option<SimFinding>> {
        let (part, asked) = self.asked(task, about, inputs)?;
        match part {
            Part::Sim => sim::finding(&asked).await.map_err(|error| at_its_field(task, error)),
            _ => Ok(None),
        }
    }

    async fn look(&self, task: &Task, about: &About, inputs: &Inputs) -> Answer<TaskAnswer> {
        let (part, asked) = self.asked(task, about, inputs)?;
        match part {
            Part::Sim => sim::look(&asked).await,
            Part::Line => line::look(&asked).await,
            Part::Customer => customer::look(&asked).await,
            Part::Roaming => roaming::look(&asked).await,
            Part::Calls => calls::look(&asked).await,
            Part::Bills => bills::look(&asked).await,
            Part::Cards => cards::look(&asked).await,
            Part::Orders => orders::look(&asked).await,
            Part::Catalogue => catalogue::look(&asked).await,
            Part::Checks => checks::look(&asked).await,
            Part::Plan | Part::Ports => Err(asked.unknown()),
        }
        .map_err(|error| at_its_field(task, error))
    }

    async fn perform(&self, task: &Task, about: &About, inputs: &Inputs, ticket: Ticket) -> Answer<TaskOutcome> {
        let (part, asked) = self.asked(task, about, inputs)?;
        match part {
            Part::Sim => sim::perform(&asked, ticket).await,
            Part::Plan => plan::perform(&asked, ticket).await,
            Part::Line => line::perform(&asked, ticket).await,
            Part::Customer => customer::perform(&asked, ticket).await,
            Part::Roaming => roaming::perform(&asked, ticket).await,
            Part::Calls => calls::perform(&asked, ticket).await,
            Part::Bills => bills::perform(&asked, ticket).await,
            Part::Cards => cards::perform(&asked, ticket).await,
            Part::Ports => ports::perform(&asked, ticket).await,
            Part::Orders => orders::perform(&asked, ticket).await,
            Part::Catalogue => catalogue::perform(&asked, ticket).await,
            Part::Checks => Err(asked.unknown()),
        }
        .map_err(|error| at_its_field(task, error))
    }

    async fn progress(&self, task: &Task, about: &About, inputs: &Inputs, reference: Option<&str>) -> Answer<Progress> {
        let (part, asked) = self.asked(task, about, inputs)?;
        match part {
            Part::Sim => sim::progress(&asked, reference).await,
            Part::Plan => plan::progress(&asked, reference).await,
            Part::Line => line::progress(&asked, reference).await,
            Part::Ports => ports::progress(&asked, reference).await,
            // What is bought there may be an order that goes on (Reach contract 56, 62).
            Part::Orders | Part::Calls | Part::Roaming => orders::purchase_progress(&asked, reference).await,
            Part::Customer | Part::Bills | Part::Cards | Part::Catalogue | Part::Checks => Ok(Progress::NotTold),
        }
    }
}

/// The code for a SIM swap (Reach contract 66, 67). After how many wrong ones it takes no more is not published.
impl OneTimeCodes for Reach {
    fn sent_by(&self) -> &'static Task {
        &sim::SEND_CODE
    }
}

/// A refused field is told by its name in the form: the wire's names have their place in front
/// (`accountInfo.addresses.shipping.zip`), and Reach writes some with a capital (`Email`).
fn at_its_field(task: &Task, mut error: ProviderError) -> ProviderError {
    let Some(field) = error.problem.field.take() else { return error };
    let last = field.rsplit('.').next().unwrap_or(&field);
    let shipping = field.contains(".shipping.").then(|| format!("shipping{last}"));
    let names = [Some(field.as_str()), shipping.as_deref(), Some(last)];
    let own = names.into_iter().flatten().find_map(|name| {
        let own = task.fields.iter().find(|own| own.name.eq_ignore_ascii_case(name))?;
        Some(own.name.to_owned())
    });
    error.problem.field = Some(own.unwrap_or(field));
    error
}
