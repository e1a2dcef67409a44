//! Asking the providers for what was typed, beside the local index: all at once, each answer told as it comes.
//!
//! What a provider finds goes into the cache, so that the local index finds it from then on and one list shows both.
//! Only the newest search goes on; an older one is stopped.

use std::sync::Arc;

use domain::line::Line;
use domain::problem::Problem;
use domain::provider::ConnectionId;
use tokio_util::sync::CancellationToken;

use crate::job::blocking;
use crate::{Desk, DeskEvent, locked};

/// Shorter texts find half of every provider's lines and are not asked for.
const SHORTEST: usize = 3;

/// Names one search of one window; given by the window, larger for a newer search.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct SearchId(pub u32);

/// The search that goes on.
#[derive(Default)]
pub(crate) struct Running(Option<(SearchId, CancellationToken)>);

/// What becomes of a text at one connection.
pub struct ProviderAsked {
    /// The connection.
    pub connection: ConnectionId,
    /// The name people gave it.
    pub label: String,
    /// The provider's name.
    pub provider_name: &'static str,
    /// Why it is not asked, in one sentence; `None` when it is being asked.
    pub not_asked: Option<String>,
}

impl Desk {
    /// Asks every provider that can search for this text. Comes back at once; each answer is an event.
    pub fn ask_providers(&self, search: SearchId, text: &str) -> Vec<ProviderAsked> {
        let stop = self.inner.closing.child_token();
        if let Some((_, older)) = locked(&self.inner.searching).0.replace((search, stop.clone())) {
            older.cancel();
        }
        let text = text.trim();
        self.inner
            .connections
            .all()
            .iter()
            .map(|connected| {
                let connection = &connected.connection;
                let not_asked = if text.chars().count() < SHORTEST {
                    Some("Providers are asked from three characters on.".to_owned())
                } else if let Some(why) = connected.why_not() {
                    Some(why.to_owned())
                } else {
                    match connection.provider.remote_search() {
                        Some(search) => search.not_asked(text),
                        None => Some(format!("{} publishes no search.", connection.provider.kind().name())),
                    }
                };
                if not_asked.is_none() {
                    self.ask_one(search, connection.id.clone(), text.to_owned(), stop.clone());
                }
                ProviderAsked {
                    connection: connection.id.clone(),
                    label: connection.label.clone(),
                    provider_name: connection.provider.kind().name(),
                    not_asked,
                }
            })
            .collect()
    }

    /// Stops asking; what was found stays found. No error when that search is over.
    pub fn stop_asking(&self, search: SearchId) {
        let mut running = locked(&self.inner.searching);
        if running.0.as_ref().is_some_and(|(id, _)| *id == search)
            && let Some((_, stop)) = running.0.take()
        {
            stop.cancel();
        }
    }

    /// Stops whichever search goes on.
    pub(crate) fn stop_all_asking(&self) {
        if let Some((_, stop)) = locked(&self.inner.searching).0.take() {
            stop.cancel();
        }
    }

    fn ask_one(&self, search: SearchId, connection: ConnectionId, text: String, stop: CancellationToken) {
        let desk = self.clone();
        tokio::spawn(async move {
            let answer = tokio::select! {
                () = stop.cancelled() => return,
                answer = desk.search_at(&connection, &text) => answer,
            };
            desk.inner.events.emit(DeskEvent::Asked { search, connection, found: answer.map_err(Box::new) });
        });
    }

    async fn search_at(&self, connection: &ConnectionId, text: &str) -> Result<u32, Problem> {
        let connected = self.usable(connection)?;
        let Some(search) = connected.connection.provider.remote_search() else { return Ok(0) };
        let lines = self.ask(&connected, search.search(text)).await?;
        let count = u32::try_from(lines.len()).unwrap_or(u32::MAX);
        let cache = Arc::clone(&self.inner.cache);
        let kept = Arc::clone(&connected);
        blocking(move || kept.keep(|| lines.into_iter().try_for_each(|line| keep(&cache, line)))).await?;
        Ok(count)
    }
}

fn keep(cache: &store::Cache, mut line: Line) -> Result<(), store::StoreError> {
    if let Some(known) = cache.line(&line.key)? {
        line.fill_gaps_from(&known);
    }
    cache.put_line(&line)
}
