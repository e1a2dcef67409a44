//! Reading back what became of a change with an unknown outcome, and finding such changes at start.

use std::sync::Arc;

use domain::action::{ActionId, ActionKind, ActionRecord, ActionState, Facts};
use domain::problem::{ErrorCode, Problem};

use crate::Desk;
use crate::act::Outcome;
use crate::job::blocking;
use crate::pace::millis;

/// What one reading back proved.
#[derive(Debug, PartialEq, Eq)]
enum Proof {
    Done,
    NotDone,
    Nothing,
}

impl Desk {
    /// Finds what was under way when the program last ended. What was prepared was provably never sent; what was sent
    /// is unknown and is read back.
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
                match desk.check_action(id).await {
                    Ok(record) if record.state == ActionState::Unknown => {}
                    Ok(_) => return,
                    Err(problem) => tracing::warn!(action = %id, code = ?problem.code, "not read back"),
                }
            }
        });
    }

    /// Reads back now what became of an action. An action that is not unknown is answered as it is.
    ///
    /// # Errors
    /// When there is no such action, or the provider cannot be read at this moment (the action stays unknown).
    pub async fn check_action(&self, id: ActionId) -> Result<ActionRecord, Problem> {
        let record = self.action(id).await?;
        let (Some(key), Some(before)) = (record.line.clone(), record.before.clone()) else { return Ok(record) };
        if record.state != ActionState::Unknown {
            return Ok(record);
        }
        let connected = self.usable(&key.connection)?;
        let read = self.facts_now(&connected, &key, &record.kind).await;
        let (ledger, at) = (Arc::clone(&self.inner.ledger), self.now());
        let noted = blocking(move || ledger.note_read_back(id, at)).await?;
        let after = match read {
            Ok(facts) => facts,
            Err(problem) => {
                self.inner.events.emit(crate::DeskEvent::Action(Box::new(noted)));
                return Err(problem);
            }
        };
        // Someone else may have settled it while we were asking.
        if noted.state != ActionState::Unknown {
            return Ok(noted);
        }
        let sent_at = record.sent_at.unwrap_or(record.created_at);
        let settled = self.now().millis_since(sent_at) >= millis(self.inner.pace.settle);
        match compare(&record.kind, &before, &after) {
            Proof::Done => self.settle(id, outcome(ActionState::Done, after), true).await,
            Proof::NotDone if settled => self.settle(id, outcome(ActionState::NotDone, after), true).await,
            Proof::NotDone | Proof::Nothing => {
                self.inner.events.emit(crate::DeskEvent::Action(Box::new(noted.clone())));
                Ok(noted)
            }
        }
    }
}

fn outcome(state: ActionState, after: Facts) -> Outcome {
    Outcome { state, after: Some(after), problem: None }
}

/// Whether what is so now, beside what was so before, proves that the change happened.
fn compare(kind: &ActionKind, before: &Facts, after: &Facts) -> Proof {
    match (kind, before, after) {
        (ActionKind::NewEsimCode, Facts::Esim { fingerprint: before, .. }, Facts::Esim { fingerprint: after, .. }) => {
            match (before, after) {
                (Some(before), Some(after)) if before == after => Proof::NotDone,
                (_, Some(_)) => Proof::Done,
                // No code to compare: an installed profile may hide it, so nothing is proved.
                (_, None) => Proof::Nothing,
            }
        }
        _ => Proof::Nothing,
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
        let kind = ActionKind::NewEsimCode;
        assert_eq!(compare(&kind, &old, &new), Proof::Done);
        assert_eq!(compare(&kind, &esim(None), &new), Proof::Done);
        assert_eq!(compare(&kind, &old, &old), Proof::NotDone);
        assert_eq!(compare(&kind, &old, &esim(None)), Proof::Nothing);
        assert_eq!(compare(&ActionKind::CeaseLine, &old, &new), Proof::Nothing);
    }
}
