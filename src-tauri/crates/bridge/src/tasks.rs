//! Tasks as the UI shows them: one form asks for any of them.

use domain::ability::Ability;
use domain::action::{ActionId, Verification, VerificationMethod};
use domain::line::RawField;
use domain::provider::{Effect, Evidence};
use domain::task::{About, Choice, Risk, Task, TaskField, TaskGroup};
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::actions::ActionView;

/// What the tasks are about.
#[derive(Deserialize, TS)]
pub struct TasksRequest {
    /// A line, a customer, a port order or the account.
    pub about: About,
}

/// One task.
#[derive(Serialize, TS)]
pub struct TaskView {
    /// Its name.
    pub id: String,
    /// What a person presses.
    pub title: String,
    /// What it means for the customer.
    pub hint: String,
    /// Where it is found.
    pub group: TaskGroup,
    /// The ability it is, where it is one of those every provider is asked for.
    pub ability: Option<Ability>,
    /// What it does.
    pub effect: Effect,
    /// How well the operation behind it is known.
    pub evidence: Evidence,
    /// What it risks.
    pub risk: Risk,
    /// The proofs of identity that count for it; none when it needs none.
    pub proofs: Vec<VerificationMethod>,
    /// Whether a note is needed beside the reason.
    pub note_needed: bool,
    /// What has to be typed or chosen.
    pub fields: Vec<TaskField>,
    /// Why it cannot be done now, in one sentence.
    pub not_now: Option<String>,
}

impl TaskView {
    /// The view of a task, with what the policy asks for it.
    #[must_use]
    pub fn new(task: &Task, proofs: Vec<VerificationMethod>, note_needed: bool, not_now: Option<String>) -> Self {
        Self {
            id: task.id.to_owned(),
            title: task.title.to_owned(),
            hint: task.hint.to_owned(),
            group: task.group,
            ability: task.ability,
            effect: task.effect,
            evidence: task.evidence,
            risk: task.risk,
            proofs,
            note_needed,
            fields: task.fields.to_vec(),
            not_now,
        }
    }
}

/// Every task about something.
#[derive(Serialize, TS)]
pub struct TasksAnswer {
    /// In the order of a menu.
    pub tasks: Vec<TaskView>,
    /// The proof of identity in force.
    pub verification: Option<Verification>,
    /// How the provider's one-time codes for this line stand; absent where it sends none.
    pub one_time_code: Option<OneTimeCodeView>,
}

/// How the one-time codes of a line stand.
#[derive(Serialize, TS)]
pub struct OneTimeCodeView {
    /// When the last one was sent from this desk.
    pub sent_at: Option<Timestamp>,
    /// How many were refused since.
    pub wrong: u32,
    /// With so many the try is over.
    pub most: u32,
    /// True when that is the provider's own limit, false when it is this desk's.
    pub limit_is_providers: bool,
}

/// To whom a one-time code is sent.
#[derive(Deserialize, TS)]
pub struct SendCodeRequest {
    /// The line.
    pub about: About,
}

/// What became of sending one.
#[derive(Serialize, TS)]
pub struct SentCode {
    /// The change that it is.
    pub action: ActionView,
    /// The proof of identity in force now.
    pub verification: Option<Verification>,
    /// How the codes stand now.
    pub one_time_code: Option<OneTimeCodeView>,
}

/// One field as it is filled in.
#[derive(Deserialize, TS)]
pub struct FilledIn {
    /// The field's name.
    pub name: String,
    /// What is in it.
    pub value: String,
    /// The words it was chosen by, where it was chosen from a list.
    pub label: Option<String>,
}

/// Which field's choices.
#[derive(Deserialize, TS)]
pub struct TaskChoicesRequest {
    /// What the task is about.
    pub about: About,
    /// The task.
    pub task: String,
    /// The field.
    pub field: String,
    /// What is filled in so far, without secrets.
    pub filled_in: Vec<FilledIn>,
}

/// What can be chosen.
#[derive(Serialize, TS)]
pub struct TaskChoicesAnswer {
    /// Them.
    pub choices: Vec<Choice>,
}

/// A task, filled in.
#[derive(Deserialize, TS)]
pub struct TaskRequest {
    /// What it is about.
    pub about: About,
    /// The task.
    pub task: String,
    /// Every field that is filled in.
    pub filled_in: Vec<FilledIn>,
}

/// A list in an answer.
#[derive(Serialize, TS)]
pub struct AnswerTableView {
    /// What it lists.
    pub title: String,
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The rows, each as long as the columns.
    pub rows: Vec<Vec<String>>,
    /// True when the provider has more than is here.
    pub more: bool,
}

/// What a task answered, without what must not be on screen by itself.
#[derive(Serialize, TS)]
pub struct TaskAnswerView {
    /// Names it while it is kept: a few minutes.
    pub id: ActionId,
    /// One sentence on it.
    pub note: Option<String>,
    /// Single values.
    pub facts: Vec<RawField>,
    /// Lists.
    pub tables: Vec<AnswerTableView>,
    /// The labels of what can be revealed, one at a time.
    pub secrets: Vec<String>,
    /// True when it holds the activation code of a new eSIM.
    pub has_code: bool,
    /// True when it holds a page of the provider's to open.
    pub has_link: bool,
    /// The name of the file it holds.
    pub file: Option<String>,
}

/// Which secret of an answer.
#[derive(Deserialize, TS)]
pub struct RevealRequest {
    /// The answer.
    pub id: ActionId,
    /// The secret, by its label.
    pub label: String,
}

/// A secret, for a short while. Not `Debug` on purpose.
#[derive(Serialize, TS)]
pub struct Revealed {
    /// It.
    pub value: String,
    /// After how many seconds the window has to hide it.
    pub seconds: u32,
}

/// Where a file went.
#[derive(Serialize, TS)]
pub struct SavedFile {
    /// Its whole path.
    pub path: String,
}

/// A proof of identity.
#[derive(Deserialize, TS)]
pub struct VerifyRequest {
    /// What it is for.
    pub about: About,
    /// How it was proved.
    pub method: VerificationMethod,
}

/// What a person found out about a change that nothing could prove.
#[derive(Deserialize, TS)]
pub struct DecideRequest {
    /// The action.
    pub id: ActionId,
    /// True when it happened.
    pub happened: bool,
    /// What was looked at.
    pub note: String,
}
