//! Tasks about numbers, portings, papers, invoices, logs and operators: in their own file.

use domain::action::Ticket;
use domain::task::{About, Choice, Task};

use crate::telecomx::Telecomx;
use crate::{Answer, Inputs, Progress, TaskAnswer, TaskOutcome};

pub(super) const TASKS: &[Task] = &[];

pub(super) const NOT_A_TASK: &[(&str, &str)] = &[];

pub(super) async fn choices(
    _x: &Telecomx,
    _task: &Task,
    _field: &str,
    _about: &About,
    _inputs: &Inputs,
) -> Option<Answer<Vec<Choice>>> {
    None
}

pub(super) async fn look(_x: &Telecomx, _task: &Task, _about: &About, _inputs: &Inputs) -> Option<Answer<TaskAnswer>> {
    None
}

pub(super) async fn perform(
    _x: &Telecomx,
    _task: &Task,
    _about: &About,
    _inputs: &Inputs,
    _ticket: Ticket,
) -> Option<Answer<TaskOutcome>> {
    None
}

pub(super) async fn progress(
    _x: &Telecomx,
    _task: &Task,
    _about: &About,
    _inputs: &Inputs,
    _reference: Option<&str>,
) -> Option<Answer<Progress>> {
    None
}
