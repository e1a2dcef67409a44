//! Whole lists out of pages: every line of the account, every porting (TelecomX contract 1.5, 4.1, 6.1).

use std::collections::HashSet;

use async_trait::async_trait;
use domain::line::Line;
use domain::port::Port;
use domain::problem::ErrorCode;
use domain::provider::ProviderKind;

use super::map::Page;
use super::operations::{LIST_CUSTOMERS, LIST_MVNO_ACCOUNTS, LIST_PORTINGS};
use super::{CustomersQuery, LinesQuery, PortingsQuery, Telecomx};
use crate::operation::Operation;
use crate::{Answer, LineList, Lines, Ports, ProviderError};

/// Things on a page: the most TelecomX gives (contract 1.5).
const PAGE: u32 = 500;

/// Pages of one list; more than 100,000 things are no list for a desk.
const MOST_PAGES: u32 = 200;

/// Customers whose lines are listed one by one; above it the finder has to be used.
pub const MOST_CUSTOMERS: usize = 1000;

/// The end of a list that is put together from pages.
struct Gathered<T> {
    seen: HashSet<String>,
    items: Vec<T>,
}

impl<T> Gathered<T> {
    fn new() -> Self {
        Self { seen: HashSet::new(), items: Vec::new() }
    }

    /// Adds a page and tells where the next one begins. A page may be shorter than asked for (contract 1.5), so the end
    /// is told by `total`, or by a page with nothing new on it: a server that ignores the offset must not go on forever.
    fn add(&mut self, page: Page<T>, offset: u32, id: impl Fn(&T) -> String) -> Option<u32> {
        let length = page.sent();
        let before = self.items.len();
        for item in page.items {
            if self.seen.insert(id(&item)) {
                self.items.push(item);
            }
        }
        let next = offset.saturating_add(u32::try_from(length).unwrap_or(u32::MAX));
        let at_end = page.total.is_some_and(|total| u64::from(next) >= total);
        (self.items.len() > before && !at_end).then_some(next)
    }
}

fn too_many(operation: &Operation, what: &str) -> ProviderError {
    ProviderError::not_delivered(
        ErrorCode::NotOffered,
        ProviderKind::Telecomx,
        operation.id,
        format!("there are too many {what} to list them all; search for one instead"),
    )
}

#[async_trait]
impl LineList for Telecomx {
    /// The lines of the own customer, and for a reseller those of every customer it can reach: without a customer the
    /// provider lists the caller's own only (contract 4.1).
    async fn list(&self) -> Answer<Vec<Line>> {
        let mut lines = Gathered::new();
        self.gather_lines(None, &mut lines).await?;
        let customers = match self.gather_customers().await {
            // Customer-level users have no list of customers (contract 3.2): theirs are listed already.
            Err(error) if error.code() == ErrorCode::NotAllowed => Vec::new(),
            customers => customers?,
        };
        for customer in customers {
            self.gather_lines(Some(customer), &mut lines).await?;
        }
        Ok(lines.items)
    }
}

#[async_trait]
impl Lines for Telecomx {
    /// By the account's id, or by number with its plus.
    async fn read(&self, id: &str) -> Answer<Line> {
        Ok(self.mobile_account(id).await?.line)
    }
}

#[async_trait]
impl Ports for Telecomx {
    async fn list(&self) -> Answer<Vec<Port>> {
        let mut ports = Gathered::new();
        let mut offset = 0;
        for _ in 0..MOST_PAGES {
            let query =
                PortingsQuery { full: true, offset: Some(offset), limit: Some(PAGE), ..PortingsQuery::default() };
            let page = self.portings(&query).await?;
            let page = page.map(|portings| portings.into_iter().map(|porting| porting.port).collect());
            match ports.add(page, offset, |port: &Port| port.id.clone()) {
                Some(next) => offset = next,
                None => return Ok(ports.items),
            }
        }
        Err(too_many(&LIST_PORTINGS, "portings"))
    }

    async fn read(&self, id: &str) -> Answer<Port> {
        Ok(self.porting(id, true).await?.port)
    }
}

impl Telecomx {
    /// Every line of a customer.
    pub(super) async fn lines_of(&self, customer: &str) -> Answer<Vec<Line>> {
        let mut lines = Gathered::new();
        self.gather_lines(Some(customer.to_owned()), &mut lines).await?;
        Ok(lines.items)
    }

    async fn gather_lines(&self, customer: Option<String>, lines: &mut Gathered<Line>) -> Answer<()> {
        let mut query = LinesQuery { customer, full: true, limit: Some(PAGE), ..LinesQuery::default() };
        let mut offset = 0;
        for _ in 0..MOST_PAGES {
            query.offset = Some(offset);
            let page = self.mobile_accounts(&query).await?;
            let page = page.map(|accounts| accounts.into_iter().map(|account| account.line).collect());
            match lines.add(page, offset, |line| line.key.id.clone()) {
                Some(next) => offset = next,
                None => return Ok(()),
            }
        }
        Err(too_many(&LIST_MVNO_ACCOUNTS, "lines"))
    }

    /// The ids of every customer that can be reached.
    async fn gather_customers(&self) -> Answer<Vec<String>> {
        let mut ids = Gathered::new();
        let mut offset = 0;
        while ids.items.len() <= MOST_CUSTOMERS {
            let query = CustomersQuery {
                sub_resellers: true,
                offset: Some(offset),
                limit: Some(PAGE),
                ..CustomersQuery::default()
            };
            let page = self.customers(&query).await?;
            let sent = page.sent();
            let mut page = page.map(|customers| customers.into_iter().filter_map(|customer| customer.id).collect());
            // One without an id counts where the next page begins.
            page.unreadable = sent - page.items.len();
            match ids.add(page, offset, String::clone) {
                Some(next) => offset = next,
                None => return Ok(ids.items),
            }
        }
        Err(too_many(&LIST_CUSTOMERS, "customers"))
    }
}
