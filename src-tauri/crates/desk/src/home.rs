//! What needs someone, and the lines opened last.

use std::sync::Arc;

use domain::action::{ActionKind, ActionRecord, ActionState};
use domain::line::{EsimStage, Line};
use domain::problem::Problem;
use store::ActionFilter;

use crate::Desk;
use crate::job::blocking;

const RECENT: usize = 8;
const LOOKED_AT: usize = 100;
const A_DAY_S: i64 = 24 * 60 * 60;

/// What is on the search page before anything is typed.
pub struct Home {
    /// Changes with an unknown outcome.
    pub unknown: Vec<ActionRecord>,
    /// New codes of the last day that no phone has installed, as far as this desk has read.
    pub not_installed: Vec<ActionRecord>,
    /// Lines opened last.
    pub recent: Vec<Line>,
}

impl Desk {
    /// What needs someone, and the lines opened last.
    ///
    /// # Errors
    /// When a store cannot be read.
    pub async fn home(&self) -> Result<Home, Problem> {
        let (cache, ledger, now) = (Arc::clone(&self.inner.cache), Arc::clone(&self.inner.ledger), self.now());
        blocking(move || {
            let unknown = ledger.actions(ActionFilter::Unknown, LOOKED_AT, None)?;
            let mut not_installed: Vec<ActionRecord> = Vec::new();
            for action in ledger.actions(ActionFilter::All, LOOKED_AT, None)? {
                let is_new_code = action.kind == ActionKind::NewEsimCode && action.state == ActionState::Done;
                let is_lately = action.changed_at.plus_seconds(A_DAY_S) >= now;
                let Some(key) = action.line.clone().filter(|_| is_new_code && is_lately) else { continue };
                let seen = not_installed.iter().any(|other| other.line.as_ref() == Some(&key));
                let waits = cache
                    .line(&key)?
                    .and_then(|line| line.sim.esim)
                    .is_some_and(|esim| esim.stage == EsimStage::ReadyToInstall);
                if waits && !seen {
                    not_installed.push(action);
                }
            }
            Ok::<_, store::StoreError>(Home { unknown, not_installed, recent: cache.recent(RECENT)? })
        })
        .await
    }
}
