//! Customers as the desk shows them: one with its lines, and those that a text finds (TelecomX contract 3.2, 3.3, 4.1).

use async_trait::async_trait;
use domain::line::RawField;
use domain::problem::ErrorCode;

use super::map::{Address, CustomerRecord as Record};
use super::{CustomersQuery, Telecomx};
use crate::{Answer, CustomerHit, CustomerRecord, Customers};

/// Letters or digits that a search needs, so that it does not find everyone.
const SHORTEST: usize = 3;

/// Customers that one search shows.
const MOST_FOUND: u32 = 50;

#[async_trait]
impl Customers for Telecomx {
    async fn read(&self, id: &str) -> Answer<CustomerRecord> {
        let customer = self.customer(id).await?;
        let lines = self.lines_of(id).await?;
        Ok(CustomerRecord {
            id: customer.id.clone().unwrap_or_else(|| id.to_owned()),
            name: customer.name.clone(),
            email: customer.email.clone(),
            state: customer.state.clone(),
            facts: facts(customer),
            lines,
            read_at: (self.clock)(),
        })
    }

    fn not_asked(&self, text: &str) -> Option<String> {
        let short = text.chars().filter(|c| c.is_alphanumeric()).count() < SHORTEST;
        short.then(|| format!("TelecomX is asked from {SHORTEST} letters or digits on."))
    }

    /// Users of a customer have no list of customers (contract 3.2): they find none.
    async fn search(&self, text: &str) -> Answer<Vec<CustomerHit>> {
        if Customers::not_asked(self, text).is_some() {
            return Ok(Vec::new());
        }
        let query = CustomersQuery {
            filter: Some(text.trim().to_owned()),
            sub_resellers: true,
            limit: Some(MOST_FOUND),
            ..CustomersQuery::default()
        };
        match self.customers(&query).await {
            Ok(page) => Ok(page.items.into_iter().filter_map(hit).collect()),
            Err(error) if error.code() == ErrorCode::NotAllowed => Ok(Vec::new()),
            Err(error) => Err(error),
        }
    }
}

fn hit(customer: Record) -> Option<CustomerHit> {
    let id = customer.id?;
    let name = customer.name.unwrap_or_else(|| id.clone());
    Some(CustomerHit { id, name, detail: customer.email.or(customer.phone_number) })
}

/// What of a customer has no place of its own on its page.
fn facts(customer: Record) -> Vec<RawField> {
    let mut shown = Vec::new();
    let mut show = |name: &str, value: Option<String>| {
        shown.extend(value.map(|value| RawField { name: name.to_owned(), value }));
    };
    show("Telephone", customer.phone_number);
    show("Fax", customer.fax_number);
    show("Web site", customer.website);
    show("Notes", customer.notes);
    for address in customer.addresses.unwrap_or_default() {
        let name = if address.primary == Some(true) { "Main address" } else { "Address" };
        show(name, Some(one_line(&address)).filter(|text| !text.is_empty()));
    }
    if let Some(finance) = customer.finance {
        show("VAT number", finance.vat_number);
        show("Invoices go by", finance.invoice_method);
        show("Invoices go to", finance.email);
        show("Id in the accounts", finance.accounting_system_id);
        show("Reference in the accounts", finance.accounting_system_ref);
    }
    show("Reseller", customer.parent_reseller);
    shown.extend(customer.raw);
    shown
}

/// An address in one line: `Søndergade 1, 8000 Aarhus C, DK`.
pub(super) fn one_line(address: &Address) -> String {
    let joined = |parts: &[&Option<String>], with: &str| {
        parts.iter().filter_map(|part| part.as_deref()).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(with)
    };
    let town = Some(joined(&[&address.zip, &address.city], " "));
    joined(&[&address.alternative_name, &address.address, &town, &address.state, &address.country], ", ")
}
