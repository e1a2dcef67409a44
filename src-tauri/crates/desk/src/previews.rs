//! What was previewed and may be confirmed: only what a person has seen can be sent.

use std::collections::HashMap;

use domain::action::{ActionId, Preview};
use domain::provider::ConnectionId;
use domain::task::About;
use domain::time::Timestamp;
use providers::Inputs;

/// The most previews kept; the oldest go first. A person confirms one at a time.
const MOST: usize = 64;

/// A preview and what it was for. What was typed is here and nowhere else: its secrets go with it.
#[derive(Clone)]
pub(crate) struct Previewed {
    pub(crate) about: About,
    pub(crate) preview: Preview,
    pub(crate) inputs: Inputs,
    pub(crate) at: Timestamp,
}

/// The previews that may still be confirmed.
#[derive(Default)]
pub(crate) struct Previews {
    by_id: HashMap<ActionId, Previewed>,
}

impl Previews {
    pub(crate) fn keep(&mut self, previewed: Previewed) {
        if self.by_id.len() >= MOST
            && let Some(oldest) = self.by_id.values().min_by_key(|one| one.at).map(|one| one.preview.id)
        {
            self.by_id.remove(&oldest);
        }
        self.by_id.insert(previewed.preview.id, previewed);
    }

    /// Drops those of a connection that is no longer what it was.
    pub(crate) fn forget(&mut self, connection: &ConnectionId) {
        self.by_id.retain(|_, one| one.about.connection() != connection);
    }

    /// Drops one that was sent.
    pub(crate) fn sent(&mut self, id: ActionId) {
        self.by_id.remove(&id);
    }

    /// Drops them all.
    pub(crate) fn forget_all(&mut self) {
        self.by_id.clear();
    }

    pub(crate) fn get(&self, id: ActionId) -> Option<&Previewed> {
        self.by_id.get(&id)
    }
}
