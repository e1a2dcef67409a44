//! Change logs: what to poll, and who did what (TelecomX contract 11.2).

use domain::action::Ticket;
use domain::provider::Effect;

use super::map::{self, ChangeDetail, ChangeItem, Page};
use super::operations::{
    GET_CHANGE, LIST_CHANGES, LIST_CUSTOMER_CHANGES, LIST_CUSTOMER_SECTION_CHANGES, LIST_ITEM_CHANGES,
    LIST_RECENT_CHANGES,
};
use super::wire::Query;
use super::{Telecomx, bad_input, checked_id, checked_limit, checked_opt, checked_text, listed, one, value};
use crate::operation::Operation;
use crate::transport::{Call, RawAnswer};
use crate::{Answer, StockItem};

/// Since when and of whom (contract 11.2).
#[derive(Debug, Clone, Default)]
pub struct RecentChanges {
    /// Since when, `2025-01-01T00:00:00.000Z`.
    pub since: Option<String>,
    /// Of which customer.
    pub customer: Option<String>,
    /// Of which reseller.
    pub reseller: Option<String>,
}

impl RecentChanges {
    fn query(&self, operation: &Operation, since: &'static str) -> Answer<Query> {
        if self.since.as_deref().is_some_and(|text| text.parse::<jiff::Timestamp>().is_err()) {
            return Err(bad_input(operation, since, "the time has to be of the form 2025-01-01T00:00:00.000Z"));
        }
        Ok(Query::default()
            .opt(since, self.since.as_deref())
            .opt("customer", checked_opt(operation, "customer", self.customer.as_deref())?)
            .opt("reseller", checked_opt(operation, "reseller", self.reseller.as_deref())?))
    }
}

/// In which order a log is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeOrder {
    /// Oldest first.
    OldestFirst,
    /// Newest first.
    NewestFirst,
}

/// How much of the log to list (contract 11.2). The newer version of the log is always asked for.
#[derive(Debug, Clone, Default)]
pub struct ChangesQuery {
    /// How many to leave out.
    pub offset: Option<u32>,
    /// At most how many: 1 to 500, 100 unless told.
    pub limit: Option<u32>,
    /// With the data.
    pub data: bool,
    /// With the employees.
    pub employees: bool,
    /// With the values that changed.
    pub changes: bool,
    /// The order.
    pub order: Option<ChangeOrder>,
    /// Only `CREATE`, `UPDATE`, `DELETE` or `OTHER`.
    pub what: Option<String>,
}

impl ChangesQuery {
    fn query(&self, operation: &Operation) -> Answer<Query> {
        let order = self.order.map(|order| match order {
            ChangeOrder::OldestFirst => "ASC",
            ChangeOrder::NewestFirst => "DESC",
        });
        Ok(Query::default()
            .opt("offset", self.offset)
            .opt("limit", checked_limit(operation, self.limit, 500)?)
            .on("includeData", self.data)
            .on("includeEmployees", self.employees)
            .with("version", 2)
            .on("includeChanges", self.changes)
            .opt("sortBy", order.map(|_| "when"))
            .opt("orderBy", order)
            .opt("what", self.what.as_deref()))
    }
}

/// One thing in a section of the log: an open set of sections, as TelecomX names them.
#[derive(Debug, Clone)]
pub struct ItemOf {
    /// The section.
    pub section: String,
    /// The thing's id; absent means the whole section.
    pub item: Option<String>,
}

impl Telecomx {
    /// What changed in the last five days, up to 10,000 entries.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn recent_changes(&self, query: &RecentChanges) -> Answer<Vec<ChangeItem>> {
        let parameters = query.query(&LIST_RECENT_CHANGES, "date")?;
        listed(&self.send(parameters.call(&LIST_RECENT_CHANGES)).await?, &["changes"])
    }

    /// What changed, for customers with the feature `CHANGELOG`.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn changes(&self, query: &RecentChanges) -> Answer<Vec<ChangeItem>> {
        let parameters = query.query(&LIST_CHANGES, "since")?;
        listed(&self.send(parameters.call(&LIST_CHANGES).doing(Effect::Read)).await?, &["changes"])
    }

    /// The same, and deletes at TelecomX what it gives back: nobody can read it again.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn take_changes(&self, query: &RecentChanges, ticket: Ticket) -> Answer<Vec<ChangeItem>> {
        let parameters = query.query(&LIST_CHANGES, "since")?.with("remove", true);
        listed(&self.send(parameters.call(&LIST_CHANGES).ticket(&ticket)).await?, &["changes"])
    }

    /// The log of a customer, of one section of it, or of one thing. The shape of an entry is not published.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn customer_changes(
        &self,
        customer: &str,
        of: Option<&ItemOf>,
        query: &ChangesQuery,
    ) -> Answer<Page<StockItem>> {
        let operation = match of {
            None => &LIST_CUSTOMER_CHANGES,
            Some(ItemOf { item: None, .. }) => &LIST_CUSTOMER_SECTION_CHANGES,
            Some(ItemOf { item: Some(_), .. }) => &LIST_ITEM_CHANGES,
        };
        let parameters = query.query(operation)?;
        let mut call = parameters.call(operation).path("customerId", checked_id(operation, "customerId", customer)?);
        if let Some(of) = of {
            call = call.path("section", checked_text(operation, "section", &of.section)?);
            if let Some(item) = &of.item {
                call = call.path("itemId", checked_text(operation, "itemId", item)?);
            }
        }
        log_page(&self.send(call).await?)
    }

    /// One entry of a log, in full.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn change_entry(&self, id: &str) -> Answer<ChangeDetail> {
        let id = checked_id(&GET_CHANGE, "id", id)?;
        one(&self.send(Call::new(&GET_CHANGE).path("id", id)).await?)
    }
}

fn log_page(answer: &RawAnswer) -> Answer<Page<StockItem>> {
    map::things(value(answer)?, &["changelog", "changes"], &["_id"]).map_err(|misfit| answer.unusable(misfit.0))
}
