//! The ledger's pipeline: preview, confirm, prepare on disk, send once, note what came of it.
//!
//! Nothing that alters a customer's service is sent from anywhere else: provider calls that change something take a
//! [`Ticket`], and this file is the only one that issues them. What each kind of change looks at and calls is in
//! `kinds`, what is looked at before in `checks`.

mod checks;
mod kinds;

use std::sync::Arc;

use domain::action::{
    ActionId, ActionKind, ActionRecord, ActionState, Decision, Facts, HideReason, OldSim, Preview, PreviewCheck,
    Reason, Ticket,
};
use domain::line::{LineKey, SimKind};
use domain::problem::{ErrorCode, Problem};
use domain::provider::Effect;
use domain::task::{About, ReadBack, Risk};
use providers::{Answer, Delivery, Inputs, ProviderError};
use store::{ActionFilter, LedgerCounts, NewAction, Prepared, Settlement};

use crate::connections::Connected;
use crate::job::blocking;
use crate::lines::not_offered;
use crate::notes::check_note;
use crate::pace::millis;
use crate::previews::Previewed;
use crate::{Desk, DeskEvent, locked};

pub(crate) use kinds::task_of;

/// What the ledger notes of a change whose order would read as done before it was sent.
pub(crate) const ALREADY_SO: &str = "so already";

/// What a provider's answer to a change tells.
pub(crate) struct Outcome {
    pub(crate) state: ActionState,
    pub(crate) after: Option<Facts>,
    pub(crate) problem: Option<Problem>,
}

/// What a person says when confirming a preview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmed {
    /// Why.
    pub reason: Reason,
    /// More about why.
    pub note: Option<String>,
    /// The last four digits of the number, typed, where the preview asks for them.
    pub digits: Option<String>,
    /// What becomes of the SIM the line has now; only for a change of the SIM. Where it is not said, the reason may say it.
    pub old_sim: Option<OldSim>,
}

impl Confirmed {
    /// A confirmation without typed digits, and without a word on the old SIM.
    #[must_use]
    pub const fn new(reason: Reason, note: Option<String>) -> Self {
        Self { reason, note, digits: None, old_sim: None }
    }
}

/// What someone wants done.
pub(crate) struct Wish {
    pub(crate) about: About,
    pub(crate) kind: ActionKind,
    pub(crate) inputs: Inputs,
}

impl Desk {
    /// Looks at what a change of a line would do that takes nothing typed. Reads, never writes.
    ///
    /// # Errors
    /// When the provider does not offer it, the line's state forbids it, or what is so now cannot be read.
    pub async fn preview(&self, key: &LineKey, kind: ActionKind) -> Result<Preview, Problem> {
        if kind != ActionKind::NewEsimCode {
            return Err(not_offered("this change"));
        }
        let about = About::Line { line: key.clone() };
        self.preview_of(Wish { about, kind, inputs: Inputs::default() }).await
    }

    pub(crate) async fn preview_of(&self, wish: Wish) -> Result<Preview, Problem> {
        let connected = self.usable(wish.about.connection())?;
        let before = self.facts_now(&connected, &wish.about, &wish.kind).await?;
        let line = self.line_about(&wish.about).await?;
        self.fits_the_line(&connected, &wish.kind, line.as_ref())?;
        let nature = self.nature_of(&connected, &wish.kind)?;
        let (estimate, not_estimated) = self.estimate_of(&connected, &wish).await?;
        let mut checks = self.checks(&connected, &wish, line.as_ref(), &before, &nature).await?;
        // What is so already would look done whether it was sent or not: then reading back proves nothing.
        let before = if self.is_so_already(&connected, &wish).await {
            checks.push(PreviewCheck::AlreadySo);
            Facts::Order { reference: None, state: Some(ALREADY_SO.to_owned()) }
        } else {
            before
        };
        checks.extend(not_estimated);
        let lasts = nature.effect == Effect::Irreversible && !matches!(nature.risk, Risk::Sim);
        let preview = Preview {
            id: ActionId(uuid::Uuid::now_v7()),
            sim_now: line.as_ref().map_or(SimKind::Unknown, |line| line.sim.kind),
            confirm_digits: lasts && line.as_ref().is_some_and(|line| line.number.is_some()),
            before,
            evidence: nature.evidence,
            reversible: nature.undo.is_some(),
            undo: nature.undo.map(str::to_owned),
            estimate,
            checks,
            kind: wish.kind,
        };
        let previewed = Previewed { about: wish.about, preview: preview.clone(), inputs: wish.inputs, at: self.now() };
        locked(&self.inner.previews).keep(previewed);
        Ok(preview)
    }

    /// Sends what was previewed, once. The same preview again answers the same action; another change in flight on the
    /// line answers that one. Comes back when the provider has answered or did not.
    ///
    /// # Errors
    /// When it may not be sent: not verified, outdated preview, digits that are not the number's, a note that is missing
    /// or holds what must not be kept.
    pub async fn submit(&self, id: ActionId, confirmed: Confirmed) -> Result<ActionRecord, Problem> {
        if let Some(known) = self.find_action(id).await? {
            return Ok(known);
        }
        let previewed = locked(&self.inner.previews).get(id).cloned().ok_or_else(outdated)?;
        let risk = previewed.preview.kind.risk();
        let note = confirmed.note.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        check_note(confirmed.reason, note.as_deref(), self.inner.policy.note_needed.contains(&risk))?;
        let connected = self.usable(previewed.about.connection())?;
        self.takes_changes(previewed.about.connection())?;
        let task = task_of(&connected, &previewed.preview.kind).map(|(_, task)| task);
        let verification = self.proof_for(&previewed.about, risk, task)?;
        let changes_sim = task.map_or(previewed.preview.kind == ActionKind::NewEsimCode, |task| task.sim.is_some());
        if confirmed.old_sim.is_some() && !changes_sim {
            let message = "only a change of the SIM leaves an old one";
            return Err(Problem::new(ErrorCode::InvalidInput, message).about_field("old_sim").safe_to_retry());
        }
        if previewed.preview.checks.iter().any(|check| matches!(check, PreviewCheck::TooManyCodes { .. })) {
            let message = "too many codes were refused; another one has to be sent first";
            return Err(Problem::new(ErrorCode::WrongState, message).safe_to_retry());
        }
        let number = self.line_about(&previewed.about).await?.and_then(|line| line.number);
        if previewed.preview.confirm_digits {
            let typed = confirmed.digits.as_deref().map(str::trim);
            if typed != number.as_ref().map(|number| number.last(4)) {
                let message = "these are not the last four digits of the line's number";
                return Err(Problem::new(ErrorCode::InvalidInput, message).about_field("digits").safe_to_retry());
            }
        }
        self.still_fresh(&previewed)?;
        let new = NewAction {
            id,
            kind: previewed.preview.kind.clone(),
            line: previewed.about.line().cloned(),
            number,
            provider: Some(connected.connection.provider.kind()),
            agent: self.inner.agent.clone(),
            verification,
            reason: Some(confirmed.reason),
            note,
            old_sim: confirmed.old_sim.or_else(|| confirmed.reason.old_sim()).filter(|_| changes_sim),
            before: Some(previewed.preview.before.clone()),
            at: self.now(),
        };
        let ledger = Arc::clone(&self.inner.ledger);
        let at = previewed.at;
        match blocking(move || ledger.prepare_previewed(&new, at)).await? {
            Prepared::AlreadyOpen(first) => Ok(first),
            Prepared::New(record) => {
                self.inner.events.emit(DeskEvent::Action(Box::new(record)));
                locked(&self.inner.previews).sent(id);
                // On its own task: a window that closes or reloads must not stop a change half-way.
                let desk = self.clone();
                let sending = tokio::spawn(async move { desk.send(id, previewed, connected).await });
                sending
                    .await
                    .map_err(|error| Problem::new(ErrorCode::Internal, format!("the sending ended early: {error}")))?
            }
        }
    }

    /// Refuses a preview that is too old. Whether another change has overtaken it is seen when it is written down.
    fn still_fresh(&self, previewed: &Previewed) -> Result<(), Problem> {
        let age = self.now().millis_since(previewed.at);
        if (0..=millis(self.inner.pace.preview)).contains(&age) { Ok(()) } else { Err(outdated()) }
    }

    async fn send(
        &self,
        id: ActionId,
        previewed: Previewed,
        connected: Arc<Connected>,
    ) -> Result<ActionRecord, Problem> {
        let (ledger, at) = (Arc::clone(&self.inner.ledger), self.now());
        let sent = blocking(move || ledger.mark_sent(id, at)).await?;
        self.inner.events.emit(DeskEvent::Action(Box::new(sent)));
        #[expect(clippy::disallowed_methods, reason = "the one place that issues tickets: the row is on disk")]
        let ticket = Ticket::issue(id);
        let outcome = self.perform(id, &connected, &previewed, ticket).await;
        let state = outcome.state;
        let record = self.settle(id, outcome, false).await.map_err(|problem| Problem {
            code: ErrorCode::OutcomeNotWritten,
            retry_safe: false,
            provider: Some(connected.connection.provider.kind()),
            ..problem
        })?;
        if task_of(&connected, &record.kind).is_some_and(|(_, task)| task.code_field().is_some()) {
            self.learn_from_code(&previewed.about, state).await;
        }
        if let Some(line) = previewed.about.line() {
            if record.kind.risk() == Risk::Sim && !matches!(state, ActionState::Refused | ActionState::NotSent) {
                // What an older window still shows is dead, or may be.
                self.hide_line(line, HideReason::Replaced).await;
            }
            if matches!(record.kind, ActionKind::Task { .. }) && state == ActionState::Done {
                self.read_again_soon(line.clone());
            }
        }
        match state {
            ActionState::Unknown => self.keep_reading_back(id),
            ActionState::Accepted => self.keep_watching(id),
            _ => {}
        }
        Ok(record)
    }

    pub(crate) async fn settle(
        &self,
        id: ActionId,
        outcome: Outcome,
        read_back: bool,
    ) -> Result<ActionRecord, Problem> {
        self.settle_as(id, outcome, read_back, None).await
    }

    async fn settle_as(
        &self,
        id: ActionId,
        outcome: Outcome,
        read_back: bool,
        decided: Option<Decision>,
    ) -> Result<ActionRecord, Problem> {
        let (ledger, at) = (Arc::clone(&self.inner.ledger), self.now());
        let Outcome { state, after, problem } = outcome;
        let settlement = Settlement { state, after, problem, read_back, decided, at };
        let record = blocking(move || ledger.settle(id, settlement)).await?;
        tracing::info!(action = %id, state = ?record.state, read_back, "action settled");
        if let (
            ActionKind::NewEsimCode,
            ActionState::Done,
            Some(line),
            Some(Facts::Esim { fingerprint: Some(code), .. }),
        ) = (&record.kind, record.state, &record.line, &record.after)
        {
            self.follow_code(line.clone(), code.clone(), record.changed_at);
        }
        self.inner.events.emit(DeskEvent::Action(Box::new(record.clone())));
        Ok(record)
    }

    /// Notes what a person found out about a change that nothing the provider publishes could prove.
    ///
    /// # Errors
    /// `WrongState` unless its outcome is unknown, `InvalidInput` without a note that says what was looked at.
    pub async fn decide(&self, id: ActionId, happened: bool, note: &str) -> Result<ActionRecord, Problem> {
        let note = note.trim();
        check_note(Reason::Other, Some(note).filter(|note| !note.is_empty()), true)?;
        let record = self.action(id).await?;
        if record.state != ActionState::Unknown {
            let message = "only a change whose outcome is unknown is decided by a person";
            return Err(Problem::new(ErrorCode::WrongState, message).safe_to_retry());
        }
        let state = if happened { ActionState::Done } else { ActionState::NotDone };
        let decision = Decision { agent: self.inner.agent.clone(), note: note.to_owned() };
        let settled = self.settle_as(id, Outcome { state, after: None, problem: None }, false, Some(decision)).await?;
        if let Some(line) = settled.line.clone() {
            self.read_again_soon(line);
        }
        Ok(settled)
    }

    /// One action, if the ledger has it.
    pub(crate) async fn find_action(&self, id: ActionId) -> Result<Option<ActionRecord>, Problem> {
        let ledger = Arc::clone(&self.inner.ledger);
        blocking(move || ledger.action(id)).await
    }

    /// One action.
    ///
    /// # Errors
    /// When the ledger has none of that id.
    pub async fn action(&self, id: ActionId) -> Result<ActionRecord, Problem> {
        self.find_action(id)
            .await?
            .ok_or_else(|| Problem::new(ErrorCode::NoSuchRecord, "the ledger has no such action"))
    }

    /// A page of the ledger, and how many actions there are of each sort.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub async fn actions(
        &self,
        filter: ActionFilter,
        limit: usize,
        after: Option<ActionId>,
    ) -> Result<(Vec<ActionRecord>, LedgerCounts), Problem> {
        let ledger = Arc::clone(&self.inner.ledger);
        blocking(move || Ok::<_, store::StoreError>((ledger.actions(filter, limit, after)?, ledger.counts()?))).await
    }

    /// Recomputes the ledger's chain.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub async fn verify_ledger(&self) -> Result<store::ChainReport, Problem> {
        let ledger = Arc::clone(&self.inner.ledger);
        blocking(move || ledger.verify()).await
    }

    /// What a person looks at to decide what became of an action; nothing when the desk can find out by itself.
    #[must_use]
    pub fn look_at(&self, record: &ActionRecord) -> Option<String> {
        let ActionKind::Task { about, task, .. } = &record.kind else { return None };
        let connected = self.connected(about.connection()).ok()?;
        let tasks = connected.connection.provider.tasks()?.tasks();
        match tasks.iter().find(|one| one.id == task)?.read_back {
            ReadBack::Person(what) => Some(what.to_owned()),
            _ => None,
        }
    }
}

/// What an answer to a change means for the ledger: only how far the request came decides.
pub(crate) fn outcome_of(answer: Answer<Option<Facts>>) -> Outcome {
    match answer {
        Ok(after) => Outcome { state: ActionState::Done, after, problem: None },
        Err(ProviderError { problem, delivery, .. }) => Outcome {
            state: match delivery {
                Delivery::NotDelivered => ActionState::NotSent,
                Delivery::Answered => ActionState::Refused,
                Delivery::Unsure => ActionState::Unknown,
            },
            after: None,
            problem: Some(*problem),
        },
    }
}

fn outdated() -> Problem {
    Problem::new(ErrorCode::PreviewOutdated, "what was previewed is too old").safe_to_retry()
}
