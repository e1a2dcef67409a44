//! The page of a customer: who they are at the provider, their lines, and what was done for them on this desk.

use std::sync::Arc;

use domain::action::ActionRecord;
use domain::action::Verification;
use domain::line::Line;
use domain::problem::Problem;
use domain::provider::ConnectionId;
use domain::task::About;
use providers::CustomerRecord;

use crate::Desk;
use crate::job::blocking;
use crate::lines::not_offered;

/// How many actions a customer's page shows.
const ACTIVITY: usize = 30;
/// How many lines it shows at the most.
const LINES: usize = 200;

/// Everything on the page of a customer.
pub struct CustomerPage {
    /// The customer.
    pub customer: CustomerRecord,
    /// The lines: those the provider lists, and those this desk knows beside.
    pub lines: Vec<Line>,
    /// The proof of identity in force.
    pub verification: Option<Verification>,
    /// What was done, the newest first.
    pub activity: Vec<ActionRecord>,
}

impl Desk {
    /// Reads a customer from the provider.
    ///
    /// # Errors
    /// When the provider keeps no customers apart from lines, or does not answer.
    pub async fn customer_page(&self, connection: &ConnectionId, id: &str) -> Result<CustomerPage, Problem> {
        let connected = self.usable(connection)?;
        let customers = connected.connection.provider.customers().ok_or_else(|| not_offered("customers"))?;
        let mut customer = self.ask(&connected, customers.read(id)).await?;
        let mut lines = std::mem::take(&mut customer.lines);
        for line in &lines {
            self.keep_line(line).await?;
        }
        let about = About::Customer { connection: connection.clone(), id: id.to_owned() };
        let (cache, ledger, name) =
            (Arc::clone(&self.inner.cache), Arc::clone(&self.inner.ledger), customer.name.clone());
        let key = about.clone();
        let (known, activity) = blocking(move || {
            let known = name.map(|name| cache.search(&name, LINES)).transpose()?;
            Ok::<_, store::StoreError>((known, ledger.actions_about(&key, ACTIVITY)?))
        })
        .await?;
        for line in known.into_iter().flat_map(|found| found.hits).map(|hit| hit.line) {
            let theirs = line.key.connection == *connection && line.customer.id.as_deref() == Some(id);
            if theirs && !lines.iter().any(|one| one.key == line.key) {
                lines.push(line);
            }
        }
        lines.truncate(LINES);
        Ok(CustomerPage { customer, lines, verification: self.verification_of(&about), activity })
    }
}
