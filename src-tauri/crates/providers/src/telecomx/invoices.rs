//! Invoices, and what the next one will hold (TelecomX contract 11.7).

use super::map::{self, InvoiceLine, Page};
use super::operations::{GET_CURRENT_INVOICE_LINE, LIST_CURRENT_INVOICE_LINES, LIST_INVOICES};
use super::wire::Query;
use super::{Telecomx, checked_id, checked_limit, checked_opt, file, listed, one, value};
use crate::{Answer, StockItem};

/// Which invoices to list (contract 11.7).
#[derive(Debug, Clone, Default)]
pub struct InvoicesQuery {
    /// Of which customer.
    pub customer: Option<String>,
    /// What to do with licences of others; the values are not published.
    pub external_licenses: Option<String>,
    /// How many to leave out.
    pub offset: Option<u32>,
    /// At most how many: 1 to 500, 50 unless told.
    pub limit: Option<u32>,
    /// Of which reseller.
    pub reseller: Option<String>,
    /// What to expand; the values are not published.
    pub expand: Option<String>,
}

impl InvoicesQuery {
    fn query(&self) -> Answer<Query> {
        Ok(Query::default()
            .opt("customer", checked_opt(&LIST_INVOICES, "customer", self.customer.as_deref())?)
            .opt("externalLicenses", self.external_licenses.as_deref())
            .opt("offset", self.offset)
            .opt("limit", checked_limit(&LIST_INVOICES, self.limit, 500)?)
            .opt("reseller", checked_opt(&LIST_INVOICES, "reseller", self.reseller.as_deref())?)
            .opt("expand", self.expand.as_deref()))
    }
}

/// Which lines of the next invoice to list (contract 11.7).
#[derive(Debug, Clone, Default)]
pub struct CurrentInvoiceQuery {
    /// Of which customer.
    pub customer: Option<String>,
    /// What to do with licences of others; the values are not published.
    pub external_licenses: Option<String>,
}

impl Telecomx {
    /// Invoices, one page. What an invoice looks like is not published.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn invoices(&self, query: &InvoicesQuery) -> Answer<Page<StockItem>> {
        let answer = self.send(query.query()?.call(&LIST_INVOICES)).await?;
        map::things(value(&answer)?, &["invoices"], &["_id", "number"]).map_err(|misfit| answer.unusable(misfit.0))
    }

    /// The same as a CSV file.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn invoices_csv(&self, query: &InvoicesQuery) -> Answer<Vec<u8>> {
        file(&self.send(query.query()?.with("format", "csv").call(&LIST_INVOICES)).await?)
    }

    /// What the next invoice will hold.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn current_invoice(&self, query: &CurrentInvoiceQuery) -> Answer<Vec<InvoiceLine>> {
        let parameters = Query::default()
            .opt("customer", checked_opt(&LIST_CURRENT_INVOICE_LINES, "customer", query.customer.as_deref())?)
            .opt("externalLicenses", query.external_licenses.as_deref());
        listed(&self.send(parameters.call(&LIST_CURRENT_INVOICE_LINES)).await?, &["lines", "invoices"])
    }

    /// One line of it.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn current_invoice_line(&self, id: &str, external_licenses: Option<&str>) -> Answer<InvoiceLine> {
        let id = checked_id(&GET_CURRENT_INVOICE_LINE, "id", id)?;
        let query = Query::default().opt("externalLicenses", external_licenses);
        one(&self.send(query.call(&GET_CURRENT_INVOICE_LINE).path("id", id)).await?)
    }
}
