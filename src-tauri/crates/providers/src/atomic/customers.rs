//! Sub-customers of the account: listing, finding, making and deleting them (Atomic contract 2).

use std::fmt;

use async_trait::async_trait;
use domain::action::Ticket;
use domain::line::RawField;
use domain::problem::ErrorCode;
use domain::provider::ProviderKind;
use domain::time::ProviderTime;

use super::operations::{CREATE_CUSTOMER, DELETE_CUSTOMER, LIST_CUSTOMERS};
use super::wire::{CustomerCreate, CustomerDelete};
use super::{Atomic, bad_input, expect_word, map, needed, one_record, optional, unusable};
use crate::error::{Delivery, ProviderError};
use crate::record::Record;
use crate::transport::{Call, RawAnswer};
use crate::{Answer, CustomerHit, CustomerRecord, Customers};

/// A sub-customer. Personal, so `Debug` shows only its id.
#[derive(Clone, PartialEq, Eq)]
pub struct SubCustomer {
    /// Its id; a service names it too.
    pub id: String,
    /// Its name.
    pub name: Option<String>,
    /// Its short name.
    pub nickname: Option<String>,
    /// Its account number: not the `account` of a service (contract B6).
    pub account_number: Option<String>,
    /// Business registration number.
    pub abn: Option<String>,
    /// First line of the address.
    pub addr_1: Option<String>,
    /// Second line of the address.
    pub addr_2: Option<String>,
    /// Town.
    pub city: Option<String>,
    /// State or region.
    pub region: Option<String>,
    /// Post code.
    pub postcode: Option<String>,
    /// Name of the country.
    pub country: Option<String>,
    /// Web site.
    pub website: Option<String>,
    /// When it was made.
    pub created: Option<ProviderTime>,
    /// When it was deleted; whether deleted ones are listed is unknown.
    pub deleted: Option<ProviderTime>,
    /// What else Atomic sent.
    pub raw: Vec<RawField>,
}

impl fmt::Debug for SubCustomer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SubCustomer({}, …)", self.id)
    }
}

/// A sub-customer to make. Length limits, and whether names are unique, are unknown (contract 2.2).
#[derive(Clone, Default, PartialEq, Eq)]
pub struct NewSubCustomer {
    /// Its name; needed.
    pub name: String,
    /// Its short name; needed.
    pub nickname: String,
    /// First line of the address; needed.
    pub addr_1: String,
    /// Post code; needed.
    pub postcode: String,
    /// Name of the country, such as `Australia`; needed.
    pub country: String,
    /// Business registration number.
    pub abn: Option<String>,
    /// Second line of the address.
    pub addr_2: Option<String>,
    /// Town.
    pub city: Option<String>,
    /// State or region.
    pub region: Option<String>,
    /// Web site.
    pub website: Option<String>,
}

impl fmt::Debug for NewSubCustomer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NewSubCustomer(…)")
    }
}

impl Atomic {
    /// The sub-customers whose name holds `name`, or all of them (contract 2.1).
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn customers(&self, name: Option<&str>) -> Answer<Vec<SubCustomer>> {
        let query = optional(name).map(|name| ("customer_name", name));
        let (found, answer) = self.listed(&LIST_CUSTOMERS, query, &["customer_id"]).await?;
        identified(found, &answer, map::sub_customer)
    }

    /// Makes a sub-customer (contract 2.2). Asking twice may make two.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`]; `InvalidInput` naming the field that is needed and empty; `OutcomeUnknown` when the
    /// answer names no new sub-customer.
    pub async fn create_customer(&self, customer: &NewSubCustomer, ticket: Ticket) -> Answer<SubCustomer> {
        let needed = |field, text| needed(&CREATE_CUSTOMER, field, text);
        let body = CustomerCreate {
            customer_name: needed("customer_name", &customer.name)?,
            nickname: needed("nickname", &customer.nickname)?,
            addr_1: needed("addr_1", &customer.addr_1)?,
            postcode: needed("postcode", &customer.postcode)?,
            country: needed("country", &customer.country)?,
            abn: optional(customer.abn.as_deref()),
            addr_2: optional(customer.addr_2.as_deref()),
            city: optional(customer.city.as_deref()),
            region: optional(customer.region.as_deref()),
            website: optional(customer.website.as_deref()),
        };
        let answer = self.transport.send(Call::new(&CREATE_CUSTOMER).json(&body).ticket(&ticket)).await?;
        map::sub_customer(one_record(&answer)?).ok_or_else(|| unusable(&answer, "the answer names no new sub-customer"))
    }

    /// Deletes a sub-customer (contract 2.3). What becomes of its services, and whether it can be undone, is unknown.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`]; `InvalidInput` with field `customer_id` for what is no whole number;
    /// `OutcomeUnknown` when the answer does not say `DELETED`, or says it of another.
    pub async fn delete_customer(&self, id: &str, ticket: Ticket) -> Answer<()> {
        let rule = "the customer's id has to be a whole number";
        let customer_id = id.parse().map_err(|_| bad_input(&DELETE_CUSTOMER, "customer_id", rule))?;
        let call = Call::new(&DELETE_CUSTOMER).json(&CustomerDelete { customer_id }).ticket(&ticket);
        let answer = self.transport.send(call).await?;
        let mut record = one_record(&answer)?;
        expect_word(&answer, &mut record, "status", "DELETED")?;
        let other = record.take_text(&["customer_id"]).is_some_and(|told| told.parse() != Ok(customer_id));
        if other { Err(answer.unusable("the answer is about another customer")) } else { Ok(()) }
    }
}

/// Found by name only, read from the whole list: Atomic reads no customer by itself and lists nobody's lines (contract
/// 2.1, 9).
#[async_trait]
impl Customers for Atomic {
    async fn read(&self, id: &str) -> Answer<CustomerRecord> {
        let found = self.customers(None).await?.into_iter().find(|customer| customer.id == id);
        let mut customer = found.ok_or_else(|| {
            let message = "the list of customers has no such id";
            let error =
                ProviderError::not_delivered(ErrorCode::NotFound, ProviderKind::Atomic, LIST_CUSTOMERS.id, message);
            ProviderError { delivery: Delivery::Answered, ..error }
        })?;
        Ok(CustomerRecord {
            id: customer.id.clone(),
            name: customer.name.take(),
            email: None,
            state: customer.deleted.as_ref().map(|_| "deleted".to_owned()),
            facts: facts(customer),
            lines: Vec::new(),
            read_at: (self.clock)(),
        })
    }

    fn not_asked(&self, text: &str) -> Option<String> {
        let is_name = text.chars().any(char::is_alphabetic) && !text.contains('@');
        (!is_name).then(|| "Atomic finds customers by their name only.".to_owned())
    }

    async fn search(&self, text: &str) -> Answer<Vec<CustomerHit>> {
        if Customers::not_asked(self, text).is_some() {
            return Ok(Vec::new());
        }
        let hit = |customer: SubCustomer| {
            let town = [customer.city, customer.region].into_iter().flatten().collect::<Vec<_>>().join(", ");
            let deleted = customer.deleted.map(|_| "deleted".to_owned());
            let detail = [Some(town).filter(|town| !town.is_empty()), deleted];
            let detail = detail.into_iter().flatten().collect::<Vec<_>>().join(" - ");
            CustomerHit {
                name: customer.name.or(customer.nickname).unwrap_or_else(|| customer.id.clone()),
                id: customer.id,
                detail: Some(detail).filter(|detail| !detail.is_empty()),
            }
        };
        Ok(self.customers(Some(text)).await?.into_iter().map(hit).collect())
    }
}

/// Everything of a customer but the name, as rows to show.
pub(super) fn facts(customer: SubCustomer) -> Vec<RawField> {
    let time = |time: Option<ProviderTime>| time.map(|time| time.raw);
    let known = [
        ("Short name", customer.nickname),
        ("Account", customer.account_number),
        ("ABN", customer.abn),
        ("Address", customer.addr_1),
        ("Address, second line", customer.addr_2),
        ("Town", customer.city),
        ("State", customer.region),
        ("Post code", customer.postcode),
        ("Country", customer.country),
        ("Web site", customer.website),
        ("Made", time(customer.created)),
        ("Deleted", time(customer.deleted)),
        ("Id", Some(customer.id)),
    ];
    let told = known.into_iter().filter_map(|(name, value)| Some(RawField { name: name.to_owned(), value: value? }));
    told.chain(customer.raw).collect()
}

/// The things of a list by their ids. One without is left out and told in the log, without a value; a list of nothing
/// else must not pass for an empty one.
pub(super) fn identified<T>(found: Vec<Record>, answer: &RawAnswer, map: fn(Record) -> Option<T>) -> Answer<Vec<T>> {
    let records = found.len();
    let things: Vec<T> = found.into_iter().filter_map(map).collect();
    if things.is_empty() && records > 0 {
        return Err(unusable(answer, "nothing in the answer has an id"));
    }
    if things.len() < records {
        tracing::warn!(provider = "Atomic", records, identified = things.len(), "records_without_identity");
    }
    Ok(things)
}
