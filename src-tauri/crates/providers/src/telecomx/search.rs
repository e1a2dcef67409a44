//! The finder: one search over customers, accounts, numbers and portings (TelecomX contract 3.1).

use async_trait::async_trait;
use domain::line::Line;
use domain::msisdn::{Msisdn, Region};

use super::map::{Page, SearchHit};
use super::operations::{SEARCH_ALL, SEARCH_ALL_BY_POST};
use super::wire::{Properties, Query};
use super::{Telecomx, checked_limit, checked_text, page};
use crate::transport::Call;
use crate::{Answer, Lines, RemoteSearch, at_most_one};

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
    pub async fn find(&self, query: &SearchQuery) -> Answer<Page<SearchHit>> {
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
    pub async fn find_by_get(&self, query: &SearchQuery) -> Answer<Page<SearchHit>> {
        let parameters = Query::default()
            .with("query", checked_text(&SEARCH_ALL, "query", &query.words)?)
            .opt("offset", query.offset)
            .opt("limit", checked_limit(&SEARCH_ALL, query.limit, 1000)?)
            .on("includeDeleted", query.deleted)
            .on("includeSubResellers", query.sub_resellers);
        page(&self.send(parameters.call(&SEARCH_ALL)).await?, &["results"])
    }
}

/// Letters or digits that a search needs, so that it does not find everyone.
const SHORTEST: usize = 3;

/// Lines that one search reads: the finder tells which they are, and each has to be read for the rest.
const MOST_FOUND: usize = 20;

#[async_trait]
impl RemoteSearch for Telecomx {
    fn not_asked(&self, text: &str) -> Option<String> {
        let short = text.chars().filter(|c| c.is_alphanumeric()).count() < SHORTEST;
        short.then(|| format!("TelecomX is asked from {SHORTEST} letters or digits on."))
    }

    /// A whole number is read as the line it is; other words go to the finder, and the first lines it finds are read.
    /// Which field of a hit names the line is inferred (contract 3.1).
    async fn search(&self, text: &str) -> Answer<Vec<Line>> {
        if self.not_asked(text).is_some() {
            return Ok(Vec::new());
        }
        if let Ok(number) = Msisdn::parse(text, Region::Dk) {
            return at_most_one(self.read(number.e164()).await);
        }
        let hits = self.find(&SearchQuery { words: text.trim().to_owned(), ..SearchQuery::default() }).await?.items;
        let lines = hits.into_iter().filter(|hit| hit.kind.as_deref() == Some("mvno"));
        let ids = lines.filter_map(|hit| hit.id.or(hit.other_id).or(hit.number)).take(MOST_FOUND);
        let mut found = Vec::new();
        for id in ids {
            found.extend(at_most_one(self.read(&id).await)?);
        }
        Ok(found)
    }
}
