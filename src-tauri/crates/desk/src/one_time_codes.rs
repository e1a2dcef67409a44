//! One-time codes that a provider sends to its customers: sending one, and counting the wrong ones.
//!
//! The provider checks a code with the change itself, so the change's own step is where it is entered. What was refused
//! is in the ledger; it is counted there, and a restart forgets nothing.

use std::sync::Arc;

use domain::action::{ActionKind, ActionRecord, ActionState, PreviewCheck, Reason, VerificationMethod};
use domain::problem::{ErrorCode, Problem};
use domain::task::{About, Task};
use domain::time::Timestamp;
use providers::OneTimeCodes;

use crate::Confirmed;
use crate::connections::Connected;
use crate::job::blocking;
use crate::lines::not_offered;
use crate::{Desk, locked};

/// After so many wrong codes the try is over at this desk, where the provider publishes no limit of its own.
const MOST_WRONG: u32 = 3;

/// How many of a line's newest actions are looked at.
const LOOK_BACK: usize = 200;

/// How the codes of a line stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CodeTries {
    /// When the last one was sent from this desk.
    pub sent_at: Option<Timestamp>,
    /// How many were refused since.
    pub wrong: u32,
    /// With so many the try is over.
    pub most: u32,
    /// True when that is the provider's own limit, false when it is this desk's.
    pub limit_is_providers: bool,
}

impl CodeTries {
    /// True when another code has to be sent, or another proof is needed.
    #[must_use]
    pub const fn is_over(self) -> bool {
        self.wrong >= self.most
    }

    /// What it says before a change with a code is sent; nothing when none was refused.
    pub(crate) const fn check(self) -> Option<PreviewCheck> {
        let Self { wrong, most, .. } = self;
        match (wrong, self.is_over()) {
            (_, true) => Some(PreviewCheck::TooManyCodes { wrong }),
            (0, false) => None,
            (_, false) => Some(PreviewCheck::CodesRefused { wrong, most }),
        }
    }
}

impl Desk {
    /// How the codes about something stand; nothing where its provider sends none.
    ///
    /// # Errors
    /// When there is no such connection, or the ledger cannot be read.
    pub async fn code_tries(&self, about: &About) -> Result<Option<CodeTries>, Problem> {
        let connected = self.connected(about.connection())?;
        if connected.connection.provider.one_time_codes().is_none() || about.line().is_none() {
            return Ok(None);
        }
        let (ledger, about) = (Arc::clone(&self.inner.ledger), about.clone());
        let actions = blocking(move || ledger.actions_about(&about, LOOK_BACK)).await?;
        Ok(tries_of(&connected, &actions))
    }

    /// Sends the customer of a line a code, as a change of its own. From then on the code is the proof for the changes
    /// that the provider checks it with, unless a better proof is in force. Nothing ever sends one a second time by
    /// itself.
    ///
    /// # Errors
    /// When the provider has no codes, or the change may not be sent; `ChangeInFlight` while another one is.
    pub async fn send_one_time_code(&self, about: &About) -> Result<ActionRecord, Problem> {
        let connected = self.usable(about.connection())?;
        let codes = connected.connection.provider.one_time_codes().ok_or_else(|| not_offered("one-time codes"))?;
        let preview = self.preview_task(about, codes.sent_by().id, Vec::new(), &[]).await?;
        let record = self.submit(preview.id, Confirmed::new(Reason::CustomerAsked, None)).await?;
        if record.id != preview.id {
            let message = "another change of this line is under way";
            return Err(Problem::new(ErrorCode::ChangeInFlight, message).safe_to_retry());
        }
        if matches!(record.state, ActionState::Done | ActionState::Accepted)
            && self.verification_of(about).is_none_or(|proof| proof.method == VerificationMethod::ProviderCode)
        {
            self.note_proof(about, VerificationMethod::ProviderCode);
        }
        Ok(record)
    }

    /// What the outcome of a change with a code says of the proof: a right code is a proof like any other from now on;
    /// after too many wrong ones the code is none any more.
    pub(crate) async fn learn_from_code(&self, about: &About, state: ActionState) {
        match state {
            ActionState::Done | ActionState::Accepted
                if self.verification_of(about).is_none_or(|proof| proof.method == VerificationMethod::ProviderCode) =>
            {
                self.note_proof(about, VerificationMethod::OneTimeCode);
            }
            ActionState::Refused if matches!(self.code_tries(about).await, Ok(Some(tries)) if tries.is_over()) => {
                let mut verified = locked(&self.inner.verified);
                if verified.get(about).is_some_and(|proof| proof.method == VerificationMethod::ProviderCode) {
                    verified.remove(about);
                }
            }
            _ => {}
        }
    }
}

/// How the codes stand, by what the ledger has about the line, the newest first.
pub(crate) fn tries_of(connected: &Connected, actions: &[ActionRecord]) -> Option<CodeTries> {
    let provider = &connected.connection.provider;
    let codes = provider.one_time_codes()?;
    let tasks = provider.tasks().map_or(&[][..], |tasks| tasks.tasks());
    Some(count(codes, tasks, actions))
}

fn count(codes: &dyn OneTimeCodes, tasks: &[Task], actions: &[ActionRecord]) -> CodeTries {
    let own = codes.tries();
    let mut tries =
        CodeTries { sent_at: None, wrong: 0, most: own.unwrap_or(MOST_WRONG), limit_is_providers: own.is_some() };
    for action in actions {
        let ActionKind::Task { task, .. } = &action.kind else { continue };
        let may_have_happened =
            matches!(action.state, ActionState::Done | ActionState::Accepted | ActionState::Unknown);
        if task == codes.sent_by().id && may_have_happened {
            tries.sent_at = Some(action.created_at);
            break;
        }
        let Some(field) = tasks.iter().find(|one| one.id == task).and_then(Task::code_field) else { continue };
        match action.state {
            // The code was right.
            ActionState::Done | ActionState::Accepted | ActionState::Failed => break,
            // Some other field may be what was wrong: then the code was not looked at, as far as anyone knows.
            ActionState::Refused if at_code(action, field.name) => tries.wrong = tries.wrong.saturating_add(1),
            _ => {}
        }
    }
    tries
}

fn at_code(action: &ActionRecord, field: &str) -> bool {
    action.problem.as_ref().and_then(|problem| problem.field.as_deref()).is_none_or(|name| name == field)
}
