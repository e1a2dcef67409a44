//! Reading back what became of a change with an unknown outcome, and finding such changes at start.

use std::sync::Arc;

use domain::action::{ActionId, ActionKind, ActionRecord, ActionState, Facts};
use domain::problem::{ErrorCode, Problem};
use domain::task::{About, Given, LineFacts, Proof, ReadBack};
use providers::{Answer, Inputs, Progress};

use crate::Desk;
use crate::act::{ALREADY_SO, Outcome, task_of};
use crate::connections::Connected;
use crate::job::blocking;
use crate::pace::millis;

/// What one look at the provider tells of a change.
pub(crate) enum Seen {
    /// It is so: settle it with this, when the state allows.
    Settled(Outcome),
    /// It is not so now. Soon after sending that proves nothing: it may still be on its way.
    NotYet(Facts),
    /// Nothing is known yet; the provider's own word for how far accepted work is, where it has one.
    Open(Option<String>),
}

impl Desk {
    /// Finds what was under way when the program last ended. What was prepared was provably never sent; what was sent
    /// is unknown and is read back; what was accepted is watched on.
    pub(crate) async fn recover(&self) -> Result<u32, Problem> {
        let ledger = Arc::clone(&self.inner.ledger);
        let open = blocking(move || ledger.open_actions()).await?;
        let mut count = 0;
        for action in open {
            match action.state {
                ActionState::Prepared => {
                    let problem = Problem::new(ErrorCode::Internal, "the program ended before this was sent");
                    let outcome = Outcome { state: ActionState::NotSent, after: None, problem: Some(problem) };
                    self.settle(action.id, outcome, false).await?;
                }
                ActionState::Sent => {
                    let problem = Problem::new(ErrorCode::OutcomeUnknown, "the program ended before the answer came");
                    let outcome = Outcome { state: ActionState::Unknown, after: None, problem: Some(problem) };
                    self.settle(action.id, outcome, false).await?;
                    self.keep_reading_back(action.id);
                    count += 1;
                }
                ActionState::Unknown => {
                    self.keep_reading_back(action.id);
                    count += 1;
                }
                ActionState::Accepted => self.keep_watching(action.id),
                _ => {}
            }
        }
        Ok(count)
    }

    /// Reads back with growing pauses until it is known, the pauses are used up or the desk closes. After that it stays
    /// unknown until someone asks.
    pub(crate) fn keep_reading_back(&self, id: ActionId) {
        let desk = self.clone();
        tokio::spawn(async move {
            for pause in desk.inner.pace.read_back.clone() {
                tokio::select! {
                    () = desk.inner.closing.cancelled() => return,
                    () = tokio::time::sleep(pause) => {}
                }
                match providers::in_background(desk.check_action(id)).await {
                    Ok(record) if record.state == ActionState::Unknown => {}
                    Ok(_) => return,
                    Err(problem) => tracing::warn!(action = %id, code = ?problem.code, "not read back"),
                }
            }
        });
    }

    /// Looks now what became of an action that is unknown or being worked on. Any other is answered as it is.
    ///
    /// # Errors
    /// When there is no such action, or the provider cannot be read at this moment (the action stays as it is).
    pub async fn check_action(&self, id: ActionId) -> Result<ActionRecord, Problem> {
        let record = self.action(id).await?;
        if !matches!(record.state, ActionState::Unknown | ActionState::Accepted) {
            return Ok(record);
        }
        let Some(about) = about_of(&record) else { return Ok(record) };
        let connected = self.usable(about.connection())?;
        let seen = self.see(&connected, &about, &record).await;
        let noted = match record.state {
            ActionState::Unknown => {
                let (ledger, at) = (Arc::clone(&self.inner.ledger), self.now());
                match blocking(move || ledger.note_read_back(id, at)).await {
                    Ok(noted) => noted,
                    // Someone else may have settled it while we were asking.
                    Err(problem) => match self.action(id).await {
                        Ok(now) if now.state != ActionState::Unknown => return Ok(now),
                        _ => return Err(problem),
                    },
                }
            }
            _ => record.clone(),
        };
        let seen = match seen {
            Ok(seen) => seen,
            Err(problem) => {
                self.inner.events.emit(crate::DeskEvent::Action(Box::new(noted)));
                return Err(problem);
            }
        };
        let sent_at = record.sent_at.unwrap_or(record.created_at);
        let settled = self.now().millis_since(sent_at) >= millis(self.inner.pace.settle);
        let outcome = match (seen, record.state) {
            (Seen::Settled(outcome), _) => outcome,
            (Seen::NotYet(after), ActionState::Unknown) if settled => {
                Outcome { state: ActionState::NotDone, after: Some(after), problem: None }
            }
            (Seen::Open(Some(word)), ActionState::Accepted) if is_news(&record, &word) => {
                let after = Some(Facts::Order { reference: reference(&record), state: Some(word) });
                Outcome { state: ActionState::Accepted, after, problem: None }
            }
            _ => {
                self.inner.events.emit(crate::DeskEvent::Action(Box::new(noted.clone())));
                return Ok(noted);
            }
        };
        match self.settle(id, outcome, true).await {
            Ok(record) => Ok(record),
            // Someone else, asking at the same time, may have settled it first.
            Err(problem) => match self.action(id).await {
                Ok(now) if now.state != record.state => Ok(now),
                _ => Err(problem),
            },
        }
    }

    /// Looks at the provider once.
    async fn see(&self, connected: &Connected, about: &About, record: &ActionRecord) -> Result<Seen, Problem> {
        let before = record.before.clone().unwrap_or(Facts::Nothing);
        let Some((tasks, task)) = task_of(connected, &record.kind) else {
            let after = self.facts_now(connected, about, &record.kind).await?;
            return Ok(match compare_codes(&before, &after) {
                Proof::Done => Seen::Settled(done(after)),
                Proof::NotDone => Seen::NotYet(after),
                Proof::Nothing => Seen::Open(None),
            });
        };
        let given = given_of(&record.kind);
        if task.read_back.reads_line() {
            let after = self.line_facts(connected, about).await?;
            let Facts::Line(was) = &before else { return Ok(Seen::Open(None)) };
            let proof = task.read_back.judge(was, &after, |field| values(given, field));
            let after = Facts::Line(Box::new(after));
            return Ok(match proof {
                Proof::Done => Seen::Settled(done(after)),
                Proof::NotDone => Seen::NotYet(after),
                Proof::Nothing => Seen::Open(None),
            });
        }
        // What was accepted may have a status even where nothing proves it afterwards.
        if task.read_back != ReadBack::Order && record.state != ActionState::Accepted {
            return Ok(Seen::Open(None));
        }
        let reference = reference(record);
        let inputs = inputs_of(given);
        let call = tasks.progress(task, about, &inputs, reference.as_deref());
        let progress: Answer<Progress> = self.ask(connected, call).await;
        let order = |state: &str| Facts::Order { reference: reference.clone(), state: Some(state.to_owned()) };
        let so_already = matches!(&before, Facts::Order { state: Some(word), .. } if word == ALREADY_SO);
        Ok(match progress? {
            // It was so before it was sent, so that it is so now tells nothing.
            Progress::Done if so_already && record.state == ActionState::Unknown => Seen::Open(None),
            Progress::Done => Seen::Settled(done(Facts::Order { reference: reference.clone(), state: None })),
            Progress::Failed(words) => {
                let mut problem = Problem::new(ErrorCode::Refused, "the provider could not do what it had accepted");
                problem.provider = record.provider;
                problem.provider_words = Some(words.clone());
                // What was never known to have been accepted did not happen; what was accepted has failed.
                let state =
                    if record.state == ActionState::Unknown { ActionState::NotDone } else { ActionState::Failed };
                Seen::Settled(Outcome { state, after: Some(order(&words)), problem: Some(problem) })
            }
            Progress::Working(word) | Progress::Waiting(word) if record.state == ActionState::Unknown => {
                // It runs, so it was taken: from here on it is watched like any other.
                self.keep_watching(record.id);
                Seen::Settled(Outcome { state: ActionState::Accepted, after: Some(order(&word)), problem: None })
            }
            Progress::Working(word) | Progress::Waiting(word) => Seen::Open(Some(word)),
            Progress::NotBegun => Seen::NotYet(order("")),
            Progress::NotTold => Seen::Open(None),
        })
    }

    /// What is so of the line now; a line the provider no longer knows is gone.
    async fn line_facts(&self, connected: &Connected, about: &About) -> Result<LineFacts, Problem> {
        let Some(key) = about.line() else { return Ok(LineFacts::gone()) };
        match self.read_line_of(connected, key).await {
            Ok(line) => Ok(LineFacts::from(&line)),
            Err(problem) if problem.code == ErrorCode::NotFound => Ok(LineFacts::gone()),
            Err(problem) => Err(problem),
        }
    }
}

fn done(after: Facts) -> Outcome {
    Outcome { state: ActionState::Done, after: Some(after), problem: None }
}

/// What an action is about.
fn about_of(record: &ActionRecord) -> Option<About> {
    match &record.kind {
        ActionKind::Task { about, .. } => Some(about.clone()),
        _ => record.line.clone().map(|line| About::Line { line }),
    }
}

fn given_of(kind: &ActionKind) -> &[Given] {
    match kind {
        ActionKind::Task { given, .. } => given,
        _ => &[],
    }
}

/// What a field was filled in with: what was sent, and the words it was shown with.
fn values(given: &[Given], field: &str) -> Vec<String> {
    let one = given.iter().find(|one| one.name == field);
    one.into_iter().flat_map(|one| one.value.clone().into_iter().chain(one.shown.clone())).collect()
}

fn inputs_of(given: &[Given]) -> Inputs {
    let mut inputs = Inputs::default();
    for one in given {
        if let Some(value) = &one.value {
            inputs.put(one.name.clone(), value.clone());
        }
    }
    inputs
}

fn reference(record: &ActionRecord) -> Option<String> {
    match &record.after {
        Some(Facts::Order { reference, .. }) => reference.clone(),
        _ => None,
    }
}

/// Whether the provider has another word for accepted work than the ledger has.
fn is_news(record: &ActionRecord, word: &str) -> bool {
    !matches!(&record.after, Some(Facts::Order { state: Some(known), .. }) if known == word)
}

/// Whether the code that is in force now, beside the one before, proves that there is a new one.
fn compare_codes(before: &Facts, after: &Facts) -> Proof {
    let (Facts::Esim { fingerprint: before, .. }, Facts::Esim { fingerprint: after, .. }) = (before, after) else {
        return Proof::Nothing;
    };
    match (before, after) {
        (Some(before), Some(after)) if before == after => Proof::NotDone,
        (_, Some(_)) => Proof::Done,
        // No code to compare: an installed profile may hide it, so nothing is proved.
        (_, None) => Proof::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use domain::activation_code::ActivationCode;

    use super::*;

    fn esim(code: Option<&str>) -> Facts {
        let code = code.map(|text| ActivationCode::parse(text).unwrap().code);
        Facts::Esim {
            fingerprint: code.as_ref().map(ActivationCode::fingerprint),
            sm_dp_address: None,
            state: Some("ready to install".to_owned()),
        }
    }

    #[test]
    fn another_code_proves_it_and_the_same_code_refutes_it() {
        let (old, new) = (esim(Some("LPA:1$rsp.example.com$OLD")), esim(Some("LPA:1$rsp.example.com$NEW")));
        assert_eq!(compare_codes(&old, &new), Proof::Done);
        assert_eq!(compare_codes(&esim(None), &new), Proof::Done);
        assert_eq!(compare_codes(&old, &old), Proof::NotDone);
        assert_eq!(compare_codes(&old, &esim(None)), Proof::Nothing);
        assert_eq!(compare_codes(&Facts::Nothing, &new), Proof::Nothing);
    }
}
