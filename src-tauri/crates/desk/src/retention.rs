//! Forgetting the personal details of settled actions: once a day while the desk is open, and when someone asks for it.
//!
//! What is under way is never forgotten, nor what a cool-down still looks at. The ledger's chain stays whole; a row says
//! how many actions it was. A customer of the desk's own directory is forgotten by the same rule, but only when the
//! provider has said that their line has ended and no action names them any more: for a customer who is one, the directory
//! is the only way to be found.

use std::sync::Arc;

use domain::action::ActionId;
use domain::line::{LineKey, LineStage};
use domain::problem::{ErrorCode, Problem};
use domain::retention::ForgetAfter;
use domain::time::Timestamp;
pub use store::ForgetCount;
use store::{Forgetting, StoreError};

use crate::job::blocking;
use crate::{Desk, DeskEvent};

const A_DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// A pause between two entries of the ledger that makes the clock doubtful: what is forgotten does not come back.
const LONG_PAUSE_MS: i64 = 31 * A_DAY_MS;

/// When personal details are forgotten.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retention {
    /// After which time.
    pub after: ForgetAfter,
    /// True when the policy says so, and nobody at the desk can choose.
    pub fixed: bool,
}

/// What would be forgotten.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ForgetPreview {
    /// Of what came to its end before this time.
    pub before: Timestamp,
    /// How much.
    pub count: ForgetCount,
}

/// When it was last looked whether something is to be forgotten.
#[derive(Default)]
struct Looked {
    at: Option<Timestamp>,
    doubted: bool,
}

impl Desk {
    /// When personal details are forgotten: as the policy says, or else as it is set.
    #[must_use]
    pub fn retention(&self) -> Retention {
        match self.inner.policy.forget_after {
            Some(after) => Retention { after, fixed: true },
            None => Retention { after: self.inner.settings.now().forget_after, fixed: false },
        }
    }

    /// How much would be forgotten now if what is older than `after` were. Forgets nothing.
    ///
    /// # Errors
    /// `InvalidInput` for never; when a store cannot be read.
    pub async fn forget_preview(&self, after: ForgetAfter) -> Result<ForgetPreview, Problem> {
        let what = self.to_forget(after).await?;
        let (ledger, before, now) = (Arc::clone(&self.inner.ledger), what.before, self.now());
        let count = blocking(move || ledger.forgettable(&what, now)).await?;
        Ok(ForgetPreview { before, count })
    }

    /// Forgets now what is older than `after`, when it is as many actions as someone has read and confirmed.
    ///
    /// # Errors
    /// `PreviewOutdated` when it would be another number of actions, `NotAllowed` for less than the policy keeps,
    /// `InvalidInput` for never; when a store cannot be written.
    pub async fn forget_now(&self, after: ForgetAfter, actions: u64) -> Result<ForgetCount, Problem> {
        let Retention { after: kept, fixed } = self.retention();
        if fixed && kept.days().is_none_or(|kept| after.days().is_none_or(|days| days < kept)) {
            let message = "the policy of this computer keeps personal details longer";
            return Err(Problem::new(ErrorCode::NotAllowed, message).safe_to_retry());
        }
        if self.forget_preview(after).await?.count.actions != actions {
            let message = "it is another number of actions by now";
            return Err(Problem::new(ErrorCode::PreviewOutdated, message).safe_to_retry());
        }
        self.forget_older(after).await
    }

    /// Forgets once a day, now and from then on.
    pub(crate) fn forget_daily(&self) {
        let desk = self.clone();
        tokio::spawn(async move {
            let mut looked = Looked::default();
            loop {
                if let Err(problem) = desk.forget_when_due(&mut looked).await {
                    tracing::warn!(code = ?problem.code, "personal details were not forgotten");
                }
                tokio::select! {
                    () = desk.inner.closing.cancelled() => return,
                    () = tokio::time::sleep(desk.inner.pace.day_look) => {}
                }
            }
        });
    }

    async fn forget_when_due(&self, looked: &mut Looked) -> Result<(), Problem> {
        let now = self.now();
        // A last time that lies in the future means that the clock went back.
        if looked.at.is_some_and(|at| (0..A_DAY_MS).contains(&now.millis_since(at))) {
            return Ok(());
        }
        looked.at = Some(now);
        let after = self.retention().after;
        if after == ForgetAfter::Never {
            return Ok(());
        }
        let ledger = Arc::clone(&self.inner.ledger);
        let newest = blocking(move || ledger.newest_entry_at()).await?;
        let long = newest.is_some_and(|newest| now.millis_since(newest) > LONG_PAUSE_MS);
        if long && !looked.doubted {
            // A clock that is set wrong is mended within a day, by its owner or by the network.
            looked.doubted = true;
            tracing::warn!("the ledger's last entry is more than a month old; nothing is forgotten before tomorrow");
            return Ok(());
        }
        looked.doubted = false;
        self.forget_older(after).await.map(drop)
    }

    async fn forget_older(&self, after: ForgetAfter) -> Result<ForgetCount, Problem> {
        let what = self.to_forget(after).await?;
        let (desk, now) = (self.clone(), self.now());
        let id = ActionId(uuid::Uuid::now_v7());
        let count = blocking(move || {
            let count = desk.inner.ledger.forget_personal(id, &desk.inner.agent, &what, now)?;
            if count.customers > 0 {
                for key in &what.ended {
                    if desk.inner.ledger.in_directory(&key.connection, &key.id)?.is_none() {
                        desk.inner.cache.remove_line(key)?;
                    }
                }
            }
            Ok::<_, StoreError>(count)
        })
        .await?;
        if !count.is_none() {
            let ForgetCount { actions, customers } = count;
            tracing::info!(actions, customers, "personal details were forgotten");
            self.inner.events.emit(DeskEvent::Action(Box::new(self.action(id).await?)));
        }
        Ok(count)
    }

    /// What goes when everything older than `after` goes.
    async fn to_forget(&self, after: ForgetAfter) -> Result<Forgetting, Problem> {
        let before = after.before(self.now(), self.inner.policy.cool_down_days).ok_or_else(|| {
            Problem::new(ErrorCode::InvalidInput, "never is no time after which something is forgotten")
                .about_field("after")
                .safe_to_retry()
        })?;
        let keeping = self.inner.connections.all().into_iter();
        let keeping = keeping.filter(|one| one.connection.provider.keeps_directory().is_some());
        let keeping: Vec<_> = keeping.map(|one| one.id().clone()).collect();
        let (ledger, cache) = (Arc::clone(&self.inner.ledger), Arc::clone(&self.inner.cache));
        let ended = blocking(move || {
            let mut ended = Vec::new();
            for connection in keeping {
                for entry in ledger.directory(&connection)?.into_iter().filter(|entry| entry.since < before) {
                    let key = LineKey { connection: connection.clone(), id: entry.id };
                    if cache.line(&key)?.is_some_and(|line| line.state.stage == LineStage::Ceased) {
                        ended.push(key);
                    }
                }
            }
            Ok::<_, StoreError>(ended)
        })
        .await?;
        Ok(Forgetting { before, ended })
    }
}
