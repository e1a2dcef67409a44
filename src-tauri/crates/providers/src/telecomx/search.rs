//! The finder: one search over customers, accounts, numbers and portings (TelecomX contract 3.1).

use super::map::{Page, SearchHit};
use super::operations::{SEARCH_ALL, SEARCH_ALL_BY_POST};
use super::wire::{Properties, Query};
use super::{Telecomx, checked_limit, checked_text, page};
use crate::Answer;
use crate::transport::Call;

/// What to find.
#[derive(Clone, Default)]
pub struct SearchQuery {
    /// Name, address, number, code and the like.
    pub words: String,
    /// How many to leave out.
    pub offset: Option<u32>,
    /// At most how many: 1 to 1000, 100 unless told.
    pub limit: Option<u32>,
    /// Also deleted customers.
    pub deleted: bool,
    /// Also customers of resellers below; needs `RESELLER`.
    pub sub_resellers: bool,
}

impl Telecomx {
    /// Finds by words, best first. They go in a body, so that names and numbers are in no address.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn search(&self, query: &SearchQuery) -> Answer<Page<SearchHit>> {
        let words = checked_text(&SEARCH_ALL_BY_POST, "query", &query.words)?;
        let limit = checked_limit(&SEARCH_ALL_BY_POST, query.limit, 1000)?;
        let mut body = Properties::default()
            .with("query", words)
            .flag("includeDeleted", query.deleted.then_some(true))
            .flag("includeSubResellers", query.sub_resellers.then_some(true));
        for (name, number) in [("offset", query.offset), ("limit", limit)] {
            if let Some(number) = number {
                body = body.with(name, number);
            }
        }
        page(&self.send(Call::new(&SEARCH_ALL_BY_POST).json(&body.into_value())).await?, &["results"])
    }

    /// The same by GET, should a proxy in between not let a POST pass.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn search_by_get(&self, query: &SearchQuery) -> Answer<Page<SearchHit>> {
        let parameters = Query::default()
            .with("query", checked_text(&SEARCH_ALL, "query", &query.words)?)
            .opt("offset", query.offset)
            .opt("limit", checked_limit(&SEARCH_ALL, query.limit, 1000)?)
            .on("includeDeleted", query.deleted)
            .on("includeSubResellers", query.sub_resellers);
        page(&self.send(parameters.call(&SEARCH_ALL)).await?, &["results"])
    }
}
