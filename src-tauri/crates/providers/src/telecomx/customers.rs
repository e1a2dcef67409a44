//! Customers: listing, reading, changing (TelecomX contract 3.2 to 3.7, 11.4).

use domain::action::Ticket;
use domain::line::RawField;

use super::map::{BillingCustomer, CallNotifier, CustomerName, CustomerOverview, CustomerRecord, Page, Reseller};
use super::operations::{
    ADD_BILLING_CUSTOMER, CHECK_DOCUMENT_ACCESS, GET_CUSTOMER, GET_CUSTOMER_NAME, GET_CUSTOMER_OVERVIEW,
    GET_CUSTOMER_OVERVIEW_BY_POST, LIST_BILLING_CUSTOMERS, LIST_CALL_NOTIFIERS, LIST_CUSTOMERS, LIST_PARENT_RESELLERS,
    UPDATE_CUSTOMER,
};
use super::wire::{Properties, Query};
use super::{
    AccountState, Telecomx, bad_input, checked_id, checked_limit, checked_opt, checked_text, done, listed, one, page,
    tree,
};
use crate::Answer;
use crate::operation::Operation;
use crate::transport::Call;
use serde_json::Value;

/// Which customers to list (contract 3.2). The filters for television and care are left out.
#[derive(Clone, Default)]
pub struct CustomersQuery {
    /// How many to leave out.
    pub offset: Option<u32>,
    /// At most how many: 1 to 500, 100 unless told.
    pub limit: Option<u32>,
    /// In the usual fields; which ones is not published.
    pub filter: Option<String>,
    /// Also deleted ones.
    pub deleted: bool,
    /// Whole customers, not condensed ones.
    pub full: bool,
    /// Every customer; for TelecomX itself.
    pub all: bool,
    /// Also those of resellers below.
    pub sub_resellers: bool,
    /// Of which reseller; for TelecomX itself.
    pub parent_reseller: Option<String>,
    /// Only resellers.
    pub resellers: bool,
    /// Only these; how several are written is not published, they are joined with commas.
    pub ids: Vec<String>,
}

/// Which resellers to list (contract 3.7); only the first of these that is wanted counts, so there is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResellerFilter {
    /// Television.
    Iptv,
    /// Private television.
    IptvPrivate,
    /// Care.
    Flexcare,
    /// Telephony.
    Voip,
}

/// An address of a customer to set (contract 3.6). An address that is left out of the list goes away.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct AddressEdit {
    /// Its id; absent for a new one.
    pub id: Option<String>,
    /// Whether it is the main one.
    pub primary: Option<bool>,
    /// A name other than the customer's.
    pub alternative_name: Option<String>,
    /// Street and house, at least 5 characters.
    pub address: Option<String>,
    /// Post code, at least 3 characters.
    pub zip: Option<String>,
    /// Town, at least 2 characters.
    pub city: Option<String>,
    /// State, in the United States only.
    pub state: Option<String>,
    /// ISO 3166-1 alpha-2, in capitals.
    pub country: Option<String>,
    /// Its telephone.
    pub fixed_number: Option<String>,
    /// Its fax.
    pub fax_number: Option<String>,
}

/// What to change of a customer (contract 3.6); what is absent stays.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct CustomerEdit {
    /// Its name.
    pub name: Option<String>,
    /// Its telephone.
    pub phone_number: Option<String>,
    /// Its e-mail.
    pub email: Option<String>,
    /// Its fax.
    pub fax_number: Option<String>,
    /// Its web site.
    pub website: Option<String>,
    /// Notes of the reseller.
    pub notes: Option<String>,
    /// Blocks or unblocks all of its services.
    pub state: Option<AccountState>,
    /// The reseller above it.
    pub parent_reseller: Option<String>,
    /// All of its addresses; at least one has to stay.
    pub addresses: Option<Vec<AddressEdit>>,
}

impl Telecomx {
    /// Customers that a reseller can reach, one page. Users of a customer have no such list.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn customers(&self, query: &CustomersQuery) -> Answer<Page<CustomerRecord>> {
        let operation = &LIST_CUSTOMERS;
        for id in &query.ids {
            checked_id(operation, "customerIds", id)?;
        }
        let parameters = Query::default()
            .opt("offset", query.offset)
            .opt("limit", checked_limit(operation, query.limit, 500)?)
            .opt("filter", query.filter.as_deref())
            .on("includeDeleted", query.deleted)
            .on("full", query.full)
            .on("all", query.all)
            .on("includeSubresellers", query.sub_resellers)
            .opt("parentReseller", checked_opt(operation, "parentReseller", query.parent_reseller.as_deref())?)
            .on("resellers", query.resellers)
            .opt("customerIds", (!query.ids.is_empty()).then(|| query.ids.join(",")));
        page(&self.send(parameters.call(operation)).await?, &["customers"])
    }

    /// One customer.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`]; an answer about another customer is `UnreadableAnswer`: what is read here goes back in a
    /// change.
    pub async fn customer(&self, id: &str) -> Answer<CustomerRecord> {
        let answer = self.send(of_customer(&GET_CUSTOMER, id)?).await?;
        let customer: CustomerRecord = one(&answer)?;
        match &customer.id {
            Some(other) if !other.eq_ignore_ascii_case(id) => {
                Err(answer.unusable("the answer is about another customer"))
            }
            _ => Ok(customer),
        }
    }

    /// Changes a customer; gives back what TelecomX says, whose shape is not published.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`]; `InvalidInput` for an edit of nothing, and for an address that breaks the rules.
    pub async fn change_customer(&self, id: &str, edit: &CustomerEdit, ticket: Ticket) -> Answer<Vec<RawField>> {
        let operation = &UPDATE_CUSTOMER;
        let state = edit.state.map(|state| match state {
            AccountState::Active => "ACTIVE",
            AccountState::Blocked => "BLOCKED",
        });
        let mut body = Properties::default()
            .text("name", edit.name.as_deref())
            .text("phoneNumber", edit.phone_number.as_deref())
            .text("emailAddress", edit.email.as_deref())
            .text("faxNumber", edit.fax_number.as_deref())
            .text("website", edit.website.as_deref())
            .text("notes", edit.notes.as_deref())
            .text("state", state)
            .text("parentReseller", checked_opt(operation, "parentReseller", edit.parent_reseller.as_deref())?);
        if let Some(addresses) = &edit.addresses {
            if addresses.is_empty() {
                return Err(bad_input(operation, "addresses", "at least one address has to stay"));
            }
            let addresses: Vec<Value> = addresses.iter().map(address_value).collect::<Answer<_>>()?;
            body = body.with("addresses", addresses);
        }
        if body.is_empty() {
            return Err(bad_input(operation, "name", "nothing is to be changed"));
        }
        tree(&self.send(of_customer(operation, id)?.json(&body.into_value()).ticket(&ticket)).await?)
    }

    /// The name of a customer, which also shows that this user may see it.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn customer_name(&self, id: &str) -> Answer<CustomerName> {
        one(&self.send(of_customer(&GET_CUSTOMER_NAME, id)?).await?)
    }

    /// What a customer has, counted.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn customer_overview(&self, id: &str) -> Answer<CustomerOverview> {
        one(&self.send(of_customer(&GET_CUSTOMER_OVERVIEW, id)?).await?)
    }

    /// The same by POST, which TelecomX also takes.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn customer_overview_by_post(&self, id: &str) -> Answer<CustomerOverview> {
        one(&self.send(of_customer(&GET_CUSTOMER_OVERVIEW_BY_POST, id)?).await?)
    }

    /// Resellers that can be a parent.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn parent_resellers(&self, filter: Option<ResellerFilter>) -> Answer<Vec<Reseller>> {
        let query = match filter {
            None => Query::default(),
            Some(ResellerFilter::Iptv) => Query::default().with("iptv", true),
            Some(ResellerFilter::IptvPrivate) => Query::default().with("iptvprivate", true),
            Some(ResellerFilter::Flexcare) => Query::default().with("flexcare", true),
            Some(ResellerFilter::Voip) => Query::default().with("voip", true),
        };
        listed(&self.send(query.call(&LIST_PARENT_RESELLERS)).await?, &["resellers"])
    }

    /// Customers that are billed for a customer.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn billing_customers(&self, id: &str) -> Answer<Vec<BillingCustomer>> {
        listed(&self.send(of_customer(&LIST_BILLING_CUSTOMERS, id)?).await?, &["customers"])
    }

    /// Adds a customer that is billed.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn add_billing_customer(&self, id: &str, billing_customer: &str, ticket: Ticket) -> Answer<()> {
        let operation = &ADD_BILLING_CUSTOMER;
        let other = checked_id(operation, "billingCustomerId", billing_customer)?;
        let call = of_customer(operation, id)?.path("billingCustomerId", other);
        done(&self.send(call.ticket(&ticket)).await?)
    }

    /// Who is told of a customer's calls.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn call_notifiers(&self, id: &str) -> Answer<Vec<CallNotifier>> {
        listed(&self.send(of_customer(&LIST_CALL_NOTIFIERS, id)?).await?, &["callnotify"])
    }

    /// Asks whether this user may see a document of a customer; no is an error of TelecomX's.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`]: `NotAllowed`, `NotFound`.
    pub async fn check_document_access(&self, id: &str, document: &str) -> Answer<()> {
        let document = checked_text(&CHECK_DOCUMENT_ACCESS, "docId", document)?;
        done(&self.send(of_customer(&CHECK_DOCUMENT_ACCESS, id)?.path("docId", document)).await?)
    }
}

fn of_customer<'a>(operation: &'static Operation, id: &'a str) -> Answer<Call<'a>> {
    Ok(Call::new(operation).path("customerId", checked_id(operation, "customerId", id)?))
}

/// The rules of contract 3.6.
fn address_value(address: &AddressEdit) -> Answer<Value> {
    for (field, value, least) in
        [("address", &address.address, 5), ("zip", &address.zip, 3), ("city", &address.city, 2)]
    {
        if value.as_ref().is_some_and(|value| value.chars().count() < least) {
            let rule = format!("this has at least {least} characters");
            return Err(bad_input(&UPDATE_CUSTOMER, &format!("addresses.{field}"), &rule));
        }
    }
    let country = address.country.as_deref();
    if country.is_some_and(|code| code.len() != 2 || !code.bytes().all(|byte| byte.is_ascii_uppercase())) {
        return Err(bad_input(&UPDATE_CUSTOMER, "addresses.country", "the country is two capital letters, like DK"));
    }
    let body = Properties::default()
        .text("_id", checked_opt(&UPDATE_CUSTOMER, "addresses._id", address.id.as_deref())?)
        .flag("primary", address.primary)
        .text("alternativeName", address.alternative_name.as_deref())
        .text("address", address.address.as_deref())
        .text("zip", address.zip.as_deref())
        .text("city", address.city.as_deref())
        .text("state", address.state.as_deref())
        .text("country", country)
        .text("fixedNumber", address.fixed_number.as_deref())
        .text("faxNumber", address.fax_number.as_deref());
    Ok(body.into_value())
}
