//! Tasks of a provider: the table of what it can do beyond the abilities with pages of their own, and how each is done.
//!
//! Each provider has its table and its one `match` from a task's name to the client's typed method. What is typed comes
//! checked by the field's rules ([`domain::task::TaskField::read`]); what comes back is shown as it is.

use std::collections::BTreeMap;

use async_trait::async_trait;
use domain::action::Ticket;
use domain::activation_code::ActivationCode;
use domain::line::{Line, RawField};
use domain::problem::ErrorCode;
use domain::provider::ProviderKind;
use domain::secret::{SecretText, SecretUrl};
use domain::task::{About, Choice, Task};

use crate::operation::Operation;
use crate::{Answer, ProviderError};

/// What a provider can do, each thing a task.
#[async_trait]
pub trait Tasks: Send + Sync {
    /// Every task, in the order of a menu.
    fn tasks(&self) -> &'static [Task];

    /// Why a task makes no sense for this line at the moment, beyond [`Task::stages`], in one sentence; nothing when it
    /// does.
    fn not_now(&self, _task: &Task, _line: &Line) -> Option<String> {
        None
    }

    /// What can be chosen in a field of kind `Ask`, as the provider has it now. `inputs` is what is filled in already.
    async fn choices(&self, task: &Task, field: &str, about: &About, inputs: &Inputs) -> Answer<Vec<Choice>>;

    /// What it would cost or do, in the provider's own words, where it can be asked without changing anything: shown
    /// before it is confirmed.
    async fn estimate(&self, _task: &Task, _about: &About, _inputs: &Inputs) -> Answer<Vec<RawField>> {
        Ok(Vec::new())
    }

    /// What the provider says of the SIM that a task would give to a line, before it is sent; nothing where it has no
    /// call for that, or no SIM was named. Changes nothing.
    async fn check_sim(&self, _task: &Task, _about: &About, _inputs: &Inputs) -> Answer<Option<SimFinding>> {
        Ok(None)
    }

    /// Does a task that only reads.
    async fn look(&self, task: &Task, about: &About, inputs: &Inputs) -> Answer<TaskAnswer>;

    /// Does a task that changes something. Sent once.
    async fn perform(&self, task: &Task, about: &About, inputs: &Inputs, ticket: Ticket) -> Answer<TaskOutcome>;

    /// How far work has come that the provider accepted ([`TaskOutcome::accepted`]), or that is read back by
    /// [`domain::task::ReadBack::Order`]. `reference` is what it gave then; `inputs` what was typed, without secrets.
    async fn progress(
        &self,
        _task: &Task,
        _about: &About,
        _inputs: &Inputs,
        _reference: Option<&str>,
    ) -> Answer<Progress> {
        Ok(Progress::NotTold)
    }
}

/// What a provider says of a SIM before a line gets it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SimFinding {
    /// It can be had; network and form in the provider's words, as far as it says.
    Free(Option<String>),
    /// The stock, as far as it can be seen, has none of this number.
    NotInStock,
    /// It is of another network than the line needs.
    OtherNetwork {
        /// The SIM's.
        network: String,
        /// The one that is needed.
        needed: String,
    },
    /// It cannot be used; why, in the provider's words.
    NotUsable(Option<String>),
}

/// What was typed for a task, checked by the rules of its fields. A field left empty is not in it.
#[derive(Default, Clone)]
pub struct Inputs {
    plain: BTreeMap<String, String>,
    secret: BTreeMap<String, SecretText>,
}

impl Inputs {
    /// Takes over a value.
    pub fn put(&mut self, name: impl Into<String>, value: String) {
        self.plain.insert(name.into(), value);
    }

    /// Takes over a secret.
    pub fn put_secret(&mut self, name: impl Into<String>, value: SecretText) {
        self.secret.insert(name.into(), value);
    }

    /// What is in a field; nothing when it was left empty.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.plain.get(name).map(String::as_str)
    }

    /// What is in a field that has to be filled in; empty when it is not, which the client's own check then refuses by
    /// name.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        self.get(name).unwrap_or_default()
    }

    /// What is in a secret field.
    #[must_use]
    pub fn secret(&self, name: &str) -> Option<&SecretText> {
        self.secret.get(name)
    }

    /// Whether a switch is on.
    #[must_use]
    pub fn is_on(&self, name: &str) -> bool {
        self.get(name) == Some("true")
    }

    /// A whole number.
    #[must_use]
    pub fn whole<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.get(name)?.parse().ok()
    }

    /// Everything that is no secret, by name.
    pub fn plain(&self) -> impl Iterator<Item = (&str, &str)> {
        self.plain.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

impl std::fmt::Debug for Inputs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.plain.keys().chain(self.secret.keys())).finish()
    }
}

/// What a task answers, to be shown as it came.
#[derive(Default)]
pub struct TaskAnswer {
    /// One sentence of ours on it, where the rows do not speak for themselves.
    pub note: Option<String>,
    /// Single values.
    pub facts: Vec<RawField>,
    /// Lists.
    pub tables: Vec<AnswerTable>,
    /// What must not be on screen unless someone asks for it, each with its label.
    pub secrets: Vec<(String, SecretText)>,
    /// The activation code of a new eSIM.
    pub code: Option<ActivationCode>,
    /// A page of the provider's to open in the browser: a payment, a signature, an invoice.
    pub link: Option<SecretUrl>,
    /// A file to save.
    pub file: Option<AnswerFile>,
    /// The number of the SIM that the line has now, where the answer to a change told it.
    pub sim: Option<String>,
}

/// A list in an answer.
#[derive(Default)]
pub struct AnswerTable {
    /// What it lists.
    pub title: String,
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The rows, each as long as the columns.
    pub rows: Vec<Vec<String>>,
    /// True when the provider has more than it sent.
    pub more: bool,
}

/// A file in an answer.
pub struct AnswerFile {
    /// The name it is saved under.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl TaskAnswer {
    /// An answer of single values.
    #[must_use]
    pub fn facts(facts: Vec<RawField>) -> Self {
        Self { facts, ..Self::default() }
    }

    /// An answer of one list.
    #[must_use]
    pub fn table(table: AnswerTable) -> Self {
        Self { tables: vec![table], ..Self::default() }
    }
}

impl AnswerTable {
    /// A list of records whose shape the provider does not publish: the columns are the names that occur, the first
    /// seen first.
    #[must_use]
    pub fn of_records(title: impl Into<String>, records: Vec<Vec<RawField>>) -> Self {
        let mut columns: Vec<String> = Vec::new();
        for field in records.iter().flatten() {
            if !columns.contains(&field.name) {
                columns.push(field.name.clone());
            }
        }
        let cell = |record: &[RawField], column: &String| {
            record.iter().find(|field| field.name == *column).map(|field| field.value.clone()).unwrap_or_default()
        };
        let rows = records.iter().map(|record| columns.iter().map(|column| cell(record, column)).collect()).collect();
        Self { title: title.into(), columns, rows, more: false }
    }

    /// A list with columns of its own.
    #[must_use]
    pub fn new(title: &str, columns: &[&str], rows: Vec<Vec<String>>) -> Self {
        Self {
            title: title.to_owned(),
            columns: columns.iter().map(|&name| name.to_owned()).collect(),
            rows,
            more: false,
        }
    }
}

/// What a change came to when the provider took it.
#[derive(Default)]
pub struct TaskOutcome {
    /// What it sent back.
    pub answer: TaskAnswer,
    /// Set when the provider only accepted it and works on it: its reference, if it gave one.
    pub accepted: Option<Option<String>>,
}

impl TaskOutcome {
    /// It is done, and nothing came back.
    #[must_use]
    pub fn done() -> Self {
        Self::default()
    }

    /// It is done.
    #[must_use]
    pub fn with(answer: TaskAnswer) -> Self {
        Self { answer, accepted: None }
    }

    /// It was accepted and is being worked on.
    #[must_use]
    pub fn accepted(reference: Option<String>) -> Self {
        Self { answer: TaskAnswer::default(), accepted: Some(reference) }
    }
}

/// How far accepted work has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// It is done.
    Done,
    /// It did not work, in the provider's words.
    Failed(String),
    /// It goes on; the provider's own word for how far it is.
    Working(String),
    /// It waits for someone, and for what.
    Waiting(String),
    /// The provider knows of no such work: it never began.
    NotBegun,
    /// Nothing that can be read tells. What is unknown stays so until a person finds out.
    NotTold,
}

/// A task of a provider's table, from the operation that does it.
pub(crate) const fn task(id: &'static str, title: &'static str, hint: &'static str, does: &Operation) -> Task {
    Task::new(id, title, hint, does.id, does.evidence, does.effect)
}

/// The refusal of a task that is in the table and not in the `match`; a test of each provider shows that there is none.
pub(crate) fn unknown_task(provider: ProviderKind, task: &str, about: &About) -> ProviderError {
    let message = format!("no such task about {:?}", about.subject());
    ProviderError::not_delivered(ErrorCode::NotOffered, provider, task, message)
}
