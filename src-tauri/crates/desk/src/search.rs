//! Finding lines in the local index.

use std::sync::Arc;
use std::time::Duration;

use domain::problem::Problem;
use store::SearchHits;

use crate::Desk;
use crate::job::blocking;

/// What was found, and how long it took.
pub struct Found {
    /// The lines.
    pub hits: SearchHits,
    /// How long the index took.
    pub took: Duration,
    /// How many lines this desk knows.
    pub known: u64,
}

impl Desk {
    /// Finds lines by a part of a number, an ICCID, a name, an e-mail or an account.
    ///
    /// # Errors
    /// When the cache cannot be read.
    pub async fn search(&self, query: String, limit: u32) -> Result<Found, Problem> {
        let cache = Arc::clone(&self.inner.cache);
        let started = tokio::time::Instant::now();
        let hits =
            blocking(move || cache.search(&query, usize::try_from(limit).unwrap_or(usize::MAX).min(100))).await?;
        Ok(Found { hits, took: started.elapsed(), known: self.known_lines().await? })
    }

    /// Builds what searching inside a text needs, so that the first such search is as quick as the others.
    pub(crate) fn warm_search(&self) {
        let cache = Arc::clone(&self.inner.cache);
        tokio::spawn(async move {
            if let Err(problem) = blocking(move || cache.warm()).await {
                tracing::warn!(code = ?problem.code, "the search was not warmed up");
            }
        });
    }

    /// How many lines this desk knows, over all connections.
    ///
    /// # Errors
    /// When the cache cannot be read.
    pub async fn known_lines(&self) -> Result<u64, Problem> {
        let cache = Arc::clone(&self.inner.cache);
        let ids: Vec<_> = self.inner.connections.all().iter().map(|one| one.id().clone()).collect();
        blocking(move || {
            ids.iter().try_fold(0_u64, |sum, id| Ok::<_, store::StoreError>(sum.saturating_add(cache.count(id)?)))
        })
        .await
    }
}
