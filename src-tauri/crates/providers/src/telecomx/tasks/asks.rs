//! What can be chosen in a form, as TelecomX has it at the moment.

use domain::line::RawField;
use domain::problem::ErrorCode;
use domain::task::{About, Choice, Task};

use super::addresses::{ADDRESS, NEW};
use super::orders::{DIGITS, FREE_NUMBER, NEW_NUMBER};
use super::plans::{PRODUCT, price, products_of};
use super::shared::{customer_of, form_factor, network, owned};
use super::sims::{STORED, needed_network};
use super::standing::{ENDED, ended};
use super::stock::STORED_ID;
use super::{people, roaming, show};
use crate::telecomx::customer_page::one_line;
use crate::telecomx::map::{Product, StoredSim};
use crate::telecomx::{
    CustomersQuery, FormFactor, NumberList, NumbersQuery, ProductKind, ProductsQuery, SignInState, SimsQuery, Telecomx,
};
use crate::{Answer, Inputs, StockItem};

/// Choices that one field offers: more are found by narrowing down.
const MOST: usize = 200;

/// The choices of a field; none for one that is not known.
pub(super) async fn choices(
    x: &Telecomx,
    task: &Task,
    field: &str,
    about: &About,
    inputs: &Inputs,
) -> Answer<Vec<Choice>> {
    let mut found = match field {
        "ratePlan" | "newRatePlan" => plans(x, about, inputs).await?,
        PRODUCT if task.id == "show_product" => named(products_of(x, inputs, false).await?, None),
        PRODUCT => top_ups(x, about, inputs).await?,
        "inheritFrom" => named(products_of(x, inputs, true).await?, None),
        NEW_NUMBER | FREE_NUMBER => numbers(x, about, inputs).await?,
        STORED => cards(x, task, about, inputs).await?,
        STORED_ID => stored(x, inputs).await?,
        "customer" | "billingCustomerId" => customers(x, inputs).await?,
        "parentReseller" => {
            let resellers = x.parent_resellers(None).await?.into_iter();
            resellers.filter_map(|one| Some(labelled(one.id?, one.name))).collect()
        }
        ENDED => ended_lines(x, inputs).await?,
        "regionId" | "region" => {
            let page = x.roaming_regions(None, inputs.get("network").and_then(network)).await?;
            let regions = page.items.into_iter();
            regions
                .filter_map(|region| {
                    let (name, detail) = (roaming::name(&region), region.network);
                    Some(Choice { detail, ..labelled(region.id?, name) })
                })
                .collect()
        }
        ADDRESS => addresses(x, task, about).await?,
        _ => Vec::new(),
    };
    found.truncate(MOST);
    Ok(found)
}

fn labelled(id: String, name: Option<String>) -> Choice {
    let label = name.unwrap_or_else(|| id.clone());
    Choice { value: id, label, detail: None }
}

/// Products by their names alone: the name is what is read back of a line's plan.
fn named(products: Vec<Product>, but: Option<&str>) -> Vec<Choice> {
    let products = products.into_iter().filter(|product| product.id.is_some() && product.id.as_deref() != but);
    products
        .filter_map(|product| {
            let detail = price(&product);
            Some(Choice { detail, ..labelled(product.id?, product.name.or(product.code)) })
        })
        .collect()
}

/// Plans that the customer can have, without the one that the line has. A line that has ended keeps its own unless
/// another is chosen, so there nothing is left out.
async fn plans(x: &Telecomx, about: &About, inputs: &Inputs) -> Answer<Vec<Choice>> {
    let (customer, present) = match about {
        About::Line { line } => {
            let account = x.mobile_account(&line.id).await?;
            (account.line.account, account.rate_plan)
        }
        _ => match inputs.get(ENDED) {
            Some(id) => (x.ended_account(id).await?.account.line.account, None),
            None => (None, None),
        },
    };
    let query = ProductsQuery { kind: Some(ProductKind::MobilePlan), customer, ..ProductsQuery::default() };
    Ok(named(x.products(&query).await?, present.as_deref()))
}

async fn top_ups(x: &Telecomx, about: &About, inputs: &Inputs) -> Answer<Vec<Choice>> {
    let customer = customer_of(x, about, inputs).await?;
    let query = ProductsQuery { kind: Some(ProductKind::DataTopUp), customer, ..ProductsQuery::default() };
    Ok(named(x.products(&query).await?, None))
}

/// Free numbers: the customer's own before those that can be bought, of the line's network where that is known.
async fn numbers(x: &Telecomx, about: &About, inputs: &Inputs) -> Answer<Vec<Choice>> {
    let (customer, on) = match about {
        About::Line { line } => {
            let account = x.mobile_account(&line.id).await?;
            (account.line.account, account.network)
        }
        _ => (customer_of(x, about, inputs).await?, None),
    };
    let (own, for_sale) = match on.as_deref() {
        Some("TELENOR") => (NumberList::MobileAvailableTelenor, NumberList::MobilePurchaseTelenor),
        Some("TDC") => (NumberList::MobileAvailableTdc, NumberList::MobilePurchaseTdc),
        _ => (NumberList::MobileAvailable, NumberList::MobilePurchase),
    };
    let query = |list| NumbersQuery {
        list,
        customer: customer.clone(),
        filter: owned(inputs, DIGITS),
        ..NumbersQuery::default()
    };
    let mut found: Vec<Choice> = Vec::new();
    for (list, words) in [(own, "held for this customer"), (for_sale, "can be bought")] {
        for item in x.numbers(&query(list)).await?.items {
            found.extend(number(item, words).filter(|one| found.iter().all(|seen| seen.value != one.value)));
        }
    }
    Ok(found)
}

fn number(item: StockItem, words: &str) -> Option<Choice> {
    let cost = |field: &RawField| field.name == "price" && field.value != "0";
    let price = item.fields.iter().find(|field| cost(field)).and_then(|field| field.value.parse().ok());
    let detail = match price {
        Some(price) => format!("{words}, {}", show::money(price)),
        None => words.to_owned(),
    };
    Some(Choice::new(item.id.clone()?, item.id?).detail(detail))
}

/// Cards that the line's customer or its reseller has in storage, in the network that is needed.
async fn cards(x: &Telecomx, task: &Task, about: &About, inputs: &Inputs) -> Answer<Vec<Choice>> {
    let account = x.mobile_account(about.id()).await?;
    let now = account.network.as_deref();
    let wanted = needed_network(task, now);
    let customer = account.line.account;
    let reseller = match &customer {
        // Not everyone may read who the reseller is; then its cards are not offered.
        Some(id) => x.customer(id).await.ok().and_then(|customer| customer.parent_reseller),
        None => None,
    };
    let mut found = Vec::new();
    for (at, words) in [(customer, "at the customer"), (reseller, "at the reseller")] {
        let Some(at) = at else { continue };
        let query = SimsQuery {
            customer: Some(at),
            form_factor: form_factor(inputs),
            network: wanted,
            limit: Some(100),
            ..SimsQuery::default()
        };
        found.extend(x.sims(&query).await?.items.into_iter().filter_map(|sim| card(sim, words)));
    }
    Ok(found)
}

fn card(sim: StoredSim, words: &str) -> Option<Choice> {
    if sim.form_factor.as_deref() == Some(FormFactor::Esim.word()) { None } else { sim_choice(sim, Some(words)) }
}

/// Any SIM in storage.
async fn stored(x: &Telecomx, inputs: &Inputs) -> Answer<Vec<Choice>> {
    let query = SimsQuery { filter: owned(inputs, "filter"), limit: Some(people::SHOWN), ..SimsQuery::default() };
    Ok(x.sims(&query).await?.items.into_iter().filter_map(|sim| sim_choice(sim, None)).collect())
}

fn sim_choice(sim: StoredSim, words: Option<&str>) -> Option<Choice> {
    let parts = [sim.form_factor.as_deref().map(show::form), sim.network, words.map(str::to_owned)];
    let detail = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let id = sim.id?;
    Some(Choice::new(id.clone(), id).detail(detail))
}

/// Customers that can be reached.
async fn customers(x: &Telecomx, inputs: &Inputs) -> Answer<Vec<Choice>> {
    let query = CustomersQuery {
        filter: owned(inputs, "find"),
        sub_resellers: true,
        limit: Some(people::SHOWN),
        ..CustomersQuery::default()
    };
    let found = match x.customers(&query).await {
        // Users of a customer have no list of customers (contract 3.2), only their own.
        Err(error) if error.code() == ErrorCode::NotAllowed => return Ok(own_customer(x).into_iter().collect()),
        found => found?.items.into_iter(),
    };
    Ok(found.filter_map(|one| Some(Choice { detail: one.email, ..labelled(one.id?, one.name) })).collect())
}

fn own_customer(x: &Telecomx) -> Option<Choice> {
    let Some(SignInState::SignedIn(who)) = x.sign_in_state() else { return None };
    Some(labelled(who.customer?, who.customer_name))
}

async fn ended_lines(x: &Telecomx, inputs: &Inputs) -> Answer<Vec<Choice>> {
    let lines = ended(x, owned(inputs, "filter")).await?.items.into_iter();
    Ok(lines
        .map(|ended| {
            let until = ended.recoverable_until.as_ref().map(|until| format!("until {}", show::time(until)));
            let line = ended.account.line;
            let detail = [line.customer.name, until].into_iter().flatten().collect::<Vec<_>>().join(", ");
            let number = line.number.map(|number| number.international());
            labelled(line.key.id, number).detail(detail)
        })
        .collect())
}

async fn addresses(x: &Telecomx, task: &Task, about: &About) -> Answer<Vec<Choice>> {
    let addresses = x.customer(about.id()).await?.addresses.unwrap_or_default();
    let mut found: Vec<Choice> = addresses
        .into_iter()
        .filter_map(|address| {
            let label = Some(one_line(&address)).filter(|text| !text.is_empty());
            let detail = (address.primary == Some(true)).then(|| "main address".to_owned());
            Some(Choice { detail, ..labelled(address.id?, label) })
        })
        .collect();
    if task.id == "edit_address" {
        found.push(Choice::new(NEW, "A new address"));
    }
    Ok(found)
}
