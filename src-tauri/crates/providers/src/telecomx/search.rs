//! The finder: one search over customers, accounts, numbers and portings (TelecomX contract 3.1).

use async_trait::async_trait;
use domain::line::Line;
use domain::msisdn::{Msisdn, Region};
use domain::problem::ErrorCode;

use super::map::{Page, SearchHit};
use super::operations::{SEARCH_ALL, SEARCH_ALL_BY_POST};
use super::wire::{Properties, Query};
use super::{Telecomx, checked_limit, checked_text, page};
use crate::transport::Call;
use crate::{Answer, FoundLines, Lines, RemoteSearch, at_most_one};

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
    /// Eight digits may be a number and a company's number (CVR): both are tried. Which field of a hit names the line is
    /// inferred (contract 3.1). A hit that cannot be read hides none of the others.
    async fn search(&self, text: &str) -> Answer<FoundLines> {
        if RemoteSearch::not_asked(self, text).is_some() {
            return Ok(FoundLines::default());
        }
        let number = Msisdn::parse(text, Region::Dk).ok();
        let mut found = FoundLines::default();
        if let Some(number) = &number {
            found.lines = at_most_one(self.read(number.e164()).await)?;
            if !may_be_company_number(text) {
                return Ok(found);
            }
        }
        let page = match self.find(&SearchQuery { words: text.trim().to_owned(), ..SearchQuery::default() }).await {
            Ok(page) => page,
            // The line is found; that the finder did not work is no reason to hide it.
            Err(error) if !found.lines.is_empty() => {
                tracing::warn!(code = ?error.code(), "the finder did not answer beside a line that was found");
                return Ok(found);
            }
            Err(error) => return Err(error),
        };
        found.unreadable = u32::try_from(page.unreadable).unwrap_or(u32::MAX);
        let lines = page.items.into_iter().filter(|hit| hit.kind.as_deref() == Some("mvno"));
        for hit in lines.take(MOST_FOUND) {
            let Some(id) = hit.id.or(hit.other_id).or(hit.number) else {
                found.unreadable = found.unreadable.saturating_add(1);
                continue;
            };
            match at_most_one(self.read(&id).await) {
                Ok(read) => {
                    let new = |line: &Line| !found.lines.iter().any(|known| known.key == line.key);
                    let read: Vec<Line> = read.into_iter().filter(new).collect();
                    found.lines.extend(read);
                }
                Err(error) if matches!(error.code(), ErrorCode::UnreadableAnswer | ErrorCode::InvalidInput) => {
                    found.unreadable = found.unreadable.saturating_add(1);
                }
                Err(error) => return Err(error),
            }
        }
        Ok(found)
    }
}

/// Eight digits and nothing that only a telephone number has in front of it.
fn may_be_company_number(text: &str) -> bool {
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    bare.len() == 8 && bare.bytes().all(|byte| byte.is_ascii_digit())
}
