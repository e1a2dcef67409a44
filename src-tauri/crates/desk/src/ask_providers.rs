//! Asking the providers for what was typed, beside the local index: all at once, each answer told as it comes.
//!
//! What a provider finds goes into the cache, so that the local index finds it from then on and one list shows both.
//! Only the newest search goes on; an older one is stopped.

use std::sync::Arc;

use domain::line::Line;
use domain::problem::Problem;
use domain::provider::ConnectionId;
use providers::{CustomerHit, FoundLines};
use tokio_util::sync::CancellationToken;

use crate::connections::Connected;
use crate::job::blocking;
use crate::{Desk, DeskEvent, locked};

/// Shorter texts find half of every provider's lines and are not asked for.
const SHORTEST: usize = 3;

/// The most customers of one provider that are shown: more are no answer but a list.
const MOST_CUSTOMERS: usize = 50;

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

/// What a connection found.
#[derive(Debug, Clone, Default)]
pub struct AskedFound {
    /// How many lines; they are in the local index now.
    pub lines: u32,
    /// Customers that are kept apart from lines.
    pub customers: Vec<CustomerHit>,
    /// How many answers could not be read.
    pub unreadable: u32,
    /// What went wrong with a part of what was asked, when the other part was answered.
    pub incomplete: Option<Box<Problem>>,
}

impl Desk {
    /// Asks every provider that can search for this text. Each answer is an event.
    ///
    /// # Errors
    /// When this desk's own directory of customers cannot be read.
    pub async fn ask_providers(&self, search: SearchId, text: &str) -> Result<Vec<ProviderAsked>, Problem> {
        let stop = self.inner.closing.child_token();
        if let Some((_, older)) = locked(&self.inner.searching).0.replace((search, stop.clone())) {
            older.cancel();
        }
        let text = text.trim();
        let mut asked = Vec::new();
        for connected in self.inner.connections.all() {
            let connection = &connected.connection;
            let not_asked = self.not_asked(&connected, text).await?;
            if not_asked.is_none() {
                self.ask_one(search, connection.id.clone(), text.to_owned(), stop.clone());
            }
            asked.push(ProviderAsked {
                connection: connection.id.clone(),
                label: connection.label.clone(),
                provider_name: connection.provider.kind().name(),
                not_asked,
            });
        }
        Ok(asked)
    }

    /// Why a connection is not asked for a text, in one sentence for a person; nothing when it is.
    async fn not_asked(&self, connected: &Connected, text: &str) -> Result<Option<String>, Problem> {
        let provider = &connected.connection.provider;
        if text.chars().count() < SHORTEST {
            return Ok(Some("Providers are asked from three characters on.".to_owned()));
        }
        if let Some(why) = connected.why_not() {
            return Ok(Some(why.to_owned()));
        }
        let reasons = [
            provider.remote_search().map(|search| search.not_asked(text)),
            provider.customers().map(|customers| customers.not_asked(text)),
        ];
        let mut reasons: Vec<Option<String>> = reasons.into_iter().flatten().collect();
        if reasons.iter().any(Option::is_none) {
            return Ok(None);
        }
        if let (Some(keeper), Some(known)) = (provider.keeps_directory(), self.directory_known(connected).await?) {
            return Ok(Some(keeper.says(known)));
        }
        reasons.dedup();
        if reasons.is_empty() {
            return Ok(Some(format!("{} publishes no search.", provider.kind().name())));
        }
        Ok(Some(reasons.into_iter().flatten().collect::<Vec<_>>().join(" ")))
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

    async fn search_at(&self, connection: &ConnectionId, text: &str) -> Result<AskedFound, Problem> {
        let connected = self.usable(connection)?;
        let provider = &connected.connection.provider;
        let lines = async {
            let search = provider.remote_search().filter(|search| search.not_asked(text).is_none())?;
            Some(self.ask(&connected, search.search(text)).await)
        };
        let customers = async {
            let customers = provider.customers().filter(|customers| customers.not_asked(text).is_none())?;
            Some(self.ask(&connected, customers.search(text)).await)
        };
        let (lines, customers) = futures::future::join(lines, customers).await;
        let (lines, customers, incomplete) = match (lines, customers) {
            (Some(Err(error)), None | Some(Err(_))) | (None, Some(Err(error))) => return Err(error.into()),
            (Some(Err(error)), Some(Ok(customers))) => (FoundLines::default(), customers, Some(error)),
            (Some(Ok(lines)), Some(Err(error))) => (lines, Vec::new(), Some(error)),
            (lines, customers) => (
                lines.and_then(Result::ok).unwrap_or_default(),
                customers.and_then(Result::ok).unwrap_or_default(),
                None,
            ),
        };
        let FoundLines { lines, unreadable } = lines;
        let count = u32::try_from(lines.len()).unwrap_or(u32::MAX);
        let cache = Arc::clone(&self.inner.cache);
        let kept = Arc::clone(&connected);
        blocking(move || kept.keep(|| lines.into_iter().try_for_each(|line| keep(&cache, line)))).await?;
        Ok(AskedFound {
            lines: count,
            customers: customers.into_iter().take(MOST_CUSTOMERS).collect(),
            unreadable,
            incomplete: incomplete.map(|error| Box::new(error.into())),
        })
    }
}

fn keep(cache: &store::Cache, mut line: Line) -> Result<(), store::StoreError> {
    if let Some(known) = cache.line(&line.key)? {
        line.fill_gaps_from(&known);
    }
    cache.put_line(&line)
}
