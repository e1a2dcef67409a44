//! Watching work that a provider has accepted until it is done: purchases, activations, ports, plan changes, SIM swaps.
//!
//! What is watched is the ledger's own row in the state `accepted`, so that it survives a restart. Slower with age, and
//! in the background: a person who asks something of the same provider goes first.

use domain::action::{ActionId, ActionState};

use crate::Desk;

impl Desk {
    /// Asks after it with growing pauses until it is known or the desk closes.
    pub(crate) fn keep_watching(&self, id: ActionId) {
        let desk = self.clone();
        tokio::spawn(async move {
            let pauses = desk.inner.pace.watch.clone();
            let Some(last) = pauses.last().copied() else { return };
            for pause in pauses.into_iter().chain(std::iter::repeat(last)) {
                tokio::select! {
                    () = desk.inner.closing.cancelled() => return,
                    () = tokio::time::sleep(pause) => {}
                }
                match providers::in_background(desk.check_action(id)).await {
                    Ok(record) if record.state == ActionState::Accepted => {}
                    Ok(_) => return,
                    Err(problem) => tracing::debug!(action = %id, code = ?problem.code, "not asked after"),
                }
            }
        });
    }
}
