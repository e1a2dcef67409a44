//! Tasks as a person meets them: which there are for a line, a customer, a port or the account, what can be chosen, what
//! a reading one answers, and what a change gave back.

use std::collections::HashMap;

use domain::action::{ActionId, ActionKind, Preview};
use domain::activation_code::ActivationCode;
use domain::line::{Line, RawField};
use domain::problem::{ErrorCode, Problem};
use domain::secret::{SecretText, SecretUrl};
use domain::task::{About, Choice, Given, Task};
use domain::time::Timestamp;
use providers::tasks::AnswerTable;
use providers::{Inputs, TaskAnswer, Tasks};

use crate::act::Wish;
use crate::connections::Connected;
use crate::lines::not_offered;
use crate::notes::holds_card_number;
use crate::pace::millis;
use crate::sims::task_not_now;
use crate::{Desk, locked};

/// The most results kept; the oldest go first.
const MOST_RESULTS: usize = 32;

/// One task, and why it cannot be done now if so.
pub struct TaskState {
    /// The task.
    pub task: &'static Task,
    /// One sentence for a person; absent when it can be done.
    pub not_now: Option<String>,
}

/// What a change gave back, kept in memory for a short while.
pub(crate) struct Held {
    about: About,
    answer: TaskAnswer,
    at: Timestamp,
}

/// What a task answered, without what must not be on screen by itself.
pub struct ShownAnswer {
    /// One sentence on it.
    pub note: Option<String>,
    /// Single values.
    pub facts: Vec<RawField>,
    /// Lists.
    pub tables: Vec<AnswerTable>,
    /// The labels of what can be revealed, one at a time.
    pub secrets: Vec<String>,
    /// True when it holds the activation code of a new eSIM.
    pub has_code: bool,
    /// True when it holds a page of the provider's to open.
    pub has_link: bool,
    /// The name of the file it holds.
    pub file: Option<String>,
}

impl From<&TaskAnswer> for ShownAnswer {
    fn from(answer: &TaskAnswer) -> Self {
        Self {
            note: answer.note.clone(),
            facts: answer.facts.clone(),
            tables: answer
                .tables
                .iter()
                .map(|table| AnswerTable {
                    title: table.title.clone(),
                    columns: table.columns.clone(),
                    rows: table.rows.clone(),
                    more: table.more,
                })
                .collect(),
            secrets: answer.secrets.iter().map(|(label, _)| label.clone()).collect(),
            has_code: answer.code.is_some(),
            has_link: answer.link.is_some(),
            file: answer.file.as_ref().map(|file| file.name.clone()),
        }
    }
}

impl Desk {
    /// Every task about something, each with the reason when it cannot be done now.
    ///
    /// # Errors
    /// When there is no such connection, or the cache cannot be read.
    pub async fn tasks(&self, about: &About) -> Result<Vec<TaskState>, Problem> {
        let connected = self.connected(about.connection())?;
        let Some(tasks) = connected.connection.provider.tasks() else { return Ok(Vec::new()) };
        let line = self.line_about(about).await?;
        Ok(tasks
            .tasks()
            .iter()
            .filter(|task| task.subject == about.subject())
            .map(|task| TaskState { task, not_now: not_now(tasks, task, line.as_ref()) })
            .collect())
    }

    /// What can be chosen in a field, as the provider has it now.
    ///
    /// # Errors
    /// When there is no such task, or the provider does not answer.
    pub async fn task_choices(
        &self,
        about: &About,
        task: &str,
        field: &str,
        typed: &[(String, String)],
    ) -> Result<Vec<Choice>, Problem> {
        let connected = self.usable(about.connection())?;
        let (tasks, task) = find(&connected, task)?;
        let mut inputs = Inputs::default();
        // What is filled in so far: half a form is no fault yet.
        for (name, text) in typed {
            if let Some(field) = task.field(name).filter(|field| !field.is_secret())
                && let Ok(value) = field.read(text, connected.connection.provider.kind().region())
            {
                inputs.put(name.clone(), value);
            }
        }
        Ok(self.ask(&connected, tasks.choices(task, field, about, &inputs)).await?)
    }

    /// Looks at what a task would do. Reads, never writes.
    ///
    /// # Errors
    /// `InvalidInput` that names the field, or as [`Desk::preview`].
    pub async fn preview_task(
        &self,
        about: &About,
        task: &str,
        typed: Vec<(String, String)>,
        labels: &[(String, String)],
    ) -> Result<Preview, Problem> {
        let connected = self.usable(about.connection())?;
        let (_, task) = find(&connected, task)?;
        if !task.is_change() {
            return Err(not_offered("a preview of something that only reads"));
        }
        let (inputs, given) = taken(&connected, task, typed, labels)?;
        let kind = ActionKind::Task {
            task: task.id.to_owned(),
            title: task.title.to_owned(),
            about: about.clone(),
            risk: task.risk,
            given,
            new_sim: task.sim.and_then(|sim| sim.number(|name| inputs.get(name))).map(str::to_owned),
        };
        self.preview_of(Wish { about: about.clone(), kind, inputs }).await
    }

    /// Does a task that only reads. What it answers is kept under the id it comes with, as that of a change is.
    ///
    /// # Errors
    /// `InvalidInput` that names the field, `VerificationNeeded` when it reveals something that needs a proof, or why
    /// the provider did not answer.
    pub async fn look(
        &self,
        about: &About,
        task: &str,
        typed: Vec<(String, String)>,
    ) -> Result<(ActionId, ShownAnswer), Problem> {
        let connected = self.usable(about.connection())?;
        let (tasks, task) = find(&connected, task)?;
        if task.is_change() {
            return Err(not_offered("a change without a preview"));
        }
        self.proof_for(about, task.risk, Some(task))?;
        let (inputs, _) = taken(&connected, task, typed, &[])?;
        let answer = self.ask(&connected, tasks.look(task, about, &inputs)).await?;
        let shown = ShownAnswer::from(&answer);
        let id = ActionId(uuid::Uuid::now_v7());
        self.keep_result(id, about.clone(), answer);
        Ok((id, shown))
    }

    /// What a change gave back, while it is kept.
    ///
    /// # Errors
    /// `NoSuchRecord` when nothing is kept (any more).
    pub fn result_of(&self, id: ActionId) -> Result<ShownAnswer, Problem> {
        self.with_result(id, |held| Ok(ShownAnswer::from(&held.answer)))
    }

    /// One secret of a result, to be on screen for a short while. The revealing is a row of the ledger first.
    ///
    /// # Errors
    /// `NoSuchRecord` when it is no longer kept, `LedgerUnusable` when the row cannot be written: nothing is shown then.
    pub async fn reveal(&self, id: ActionId, label: &str) -> Result<SecretText, Problem> {
        let (about, secret) = self.with_result(id, |held| {
            let found = held.answer.secrets.iter().find(|(one, _)| one == label);
            Ok((held.about.clone(), found.map(|(_, secret)| secret.clone()).ok_or_else(gone)?))
        })?;
        let kind = ActionKind::SecretShown { of: id, what: label.to_owned() };
        self.note_about(&about, kind).await?;
        Ok(secret)
    }

    /// The page of the provider's that a result names.
    ///
    /// # Errors
    /// `NoSuchRecord` when there is none.
    pub fn result_link(&self, id: ActionId) -> Result<SecretUrl, Problem> {
        self.with_result(id, |held| held.answer.link.clone().ok_or_else(gone))
    }

    /// The file of a result: its name and its bytes.
    ///
    /// # Errors
    /// `NoSuchRecord` when there is none.
    pub fn result_file(&self, id: ActionId) -> Result<(String, Vec<u8>), Problem> {
        self.with_result(id, |held| {
            held.answer.file.as_ref().map(|file| (file.name.clone(), file.bytes.clone())).ok_or_else(gone)
        })
    }

    /// The activation code of a result, with what it is about.
    pub(crate) fn result_code(&self, id: ActionId) -> Result<(About, ActivationCode), Problem> {
        self.with_result(id, |held| Ok((held.about.clone(), held.answer.code.clone().ok_or_else(gone)?)))
    }

    /// Forgets a result.
    pub fn drop_result(&self, id: ActionId) {
        locked(&self.inner.results).remove(&id);
    }

    pub(crate) fn keep_result(&self, id: ActionId, about: About, answer: TaskAnswer) {
        let mut results = locked(&self.inner.results);
        if results.len() >= MOST_RESULTS
            && let Some(oldest) = results.iter().min_by_key(|(_, held)| held.at).map(|(id, _)| *id)
        {
            results.remove(&oldest);
        }
        results.insert(id, Held { about, answer, at: self.now() });
    }

    fn with_result<T>(&self, id: ActionId, work: impl FnOnce(&Held) -> Result<T, Problem>) -> Result<T, Problem> {
        let (now, longest) = (self.now(), millis(self.inner.pace.results));
        let mut results: std::sync::MutexGuard<'_, HashMap<ActionId, Held>> = locked(&self.inner.results);
        results.retain(|_, held| (0..=longest).contains(&now.millis_since(held.at)));
        results.get(&id).ok_or_else(gone).and_then(work)
    }
}

fn gone() -> Problem {
    Problem::new(ErrorCode::NoSuchRecord, "this answer is no longer kept").safe_to_retry()
}

fn find<'a>(connected: &'a Connected, task: &str) -> Result<(&'a dyn Tasks, &'static Task), Problem> {
    let tasks = connected.connection.provider.tasks().ok_or_else(|| not_offered("tasks"))?;
    let task = tasks.tasks().iter().find(|one| one.id == task);
    Ok((tasks, task.ok_or_else(|| not_offered("such a task"))?))
}

fn not_now(tasks: &dyn Tasks, task: &Task, line: Option<&Line>) -> Option<String> {
    task_not_now(tasks, task, line?)
}

/// What was typed, checked field by field, in the form it is sent in and in the form the ledger keeps.
fn taken(
    connected: &Connected,
    task: &Task,
    typed: Vec<(String, String)>,
    labels: &[(String, String)],
) -> Result<(Inputs, Vec<Given>), Problem> {
    let region = connected.connection.provider.kind().region();
    let refuse = |field: &str, message: String| {
        Err(Problem::new(ErrorCode::InvalidInput, message).about_field(field).safe_to_retry())
    };
    let mut typed: HashMap<String, String> = typed.into_iter().collect();
    let (mut inputs, mut given) = (Inputs::default(), Vec::new());
    for field in task.fields {
        let text = typed.remove(field.name).unwrap_or_default();
        let asked =
            field.only_if.is_none_or(|(other, values)| inputs.get(other).is_some_and(|it| values.contains(&it)));
        if !asked {
            continue;
        }
        if text.trim().is_empty() {
            if field.required {
                return refuse(field.name, "This has to be filled in.".to_owned());
            }
            continue;
        }
        let value = match field.read(&text, region) {
            Ok(value) => value,
            Err(message) => return refuse(field.name, message),
        };
        let mut kept = Given { name: field.name.to_owned(), label: field.label.to_owned(), value: None, shown: None };
        if field.is_secret() {
            inputs.put_secret(field.name, SecretText::new(value));
        } else {
            if field.is_free_text() && holds_card_number(&value) {
                return refuse(field.name, "This looks like a payment card number. Take it out.".to_owned());
            }
            let label = labels.iter().find(|(name, _)| name == field.name).map(|(_, label)| label.clone());
            kept.shown = field.shown(&value).map(str::to_owned).or(label);
            // A file is too large for a ledger: its name says enough.
            kept.value = Some(field.name_of_file(&value).map_or_else(|| value.clone(), str::to_owned));
            inputs.put(field.name, value);
        }
        given.push(kept);
    }
    match typed.into_keys().next() {
        Some(name) => refuse(&name, "There is no such field.".to_owned()),
        None => Ok((inputs, given)),
    }
}
