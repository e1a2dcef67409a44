//! Invoices of the simulated TelecomX (contract 11.7). What a line costs this month is its plan, its number and its
//! top-ups: something bought twice stands there twice. The records of past invoices are ours.

use jiff::ToSpan;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::answers::time;
use super::ask::{Ask, Outcome, no, ok, unknown_list};
use super::settings::AccessLevel;
use super::state::{Account, Book, Product};
use crate::call::Reply;

/// Months of past invoices.
const PAST: i32 = 6;

/// One line of the current invoice; its id is made of the account's and a number, so that it can be read by itself.
fn line(account: &Account, number: usize, product: &Product, level: AccessLevel) -> Value {
    let id = format!("{}{number:06x}", account.id.get(..18).unwrap_or_default());
    let mut record = json!({
        "_id": id,
        "customer": account.customer,
        "product": super::answers::product(product, level),
        "name": product.name,
        "description": account.number,
        "units": 1,
        "unitPrice": product.price,
    });
    if let Some(fields) = record.as_object_mut() {
        fields.insert("unitWholesale".into(), json!(product.wholesale));
        if level >= AccessLevel::Admin {
            fields.insert("unitCost".into(), json!(product.cost));
        }
    }
    record
}

/// Every line in reach, of one customer when it is named.
fn lines(book: &Book, ask: &Ask<'_>) -> Result<Vec<Value>, crate::call::Refusal> {
    let caller = ask.caller()?;
    let customer = ask.query("customer");
    let mut records = Vec::new();
    let month = |at: jiff::Timestamp| at.to_zoned(TimeZone::UTC).date().first_of_month();
    for account in book.accounts.values() {
        let wanted = customer.is_none_or(|wanted| account.customer == wanted);
        if !wanted || !book.reaches(caller, &account.customer) {
            continue;
        }
        let bought = account.top_ups.iter().filter(|(_, at)| month(*at) == month(ask.now));
        let products = std::iter::once(&account.rate_plan).chain(bought.map(|(product, _)| product));
        let products = products.filter_map(|id| book.product(id)).enumerate();
        records.extend(products.map(|(number, product)| line(account, number, product, caller.level)));
    }
    Ok(records)
}

pub(super) fn current(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    ok(Value::from(lines(book, ask)?))
}

pub(super) fn current_line(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let found = lines(book, ask)?.into_iter().find(|record| record["_id"] == ask.param("id"));
    found.map_or_else(|| Err(no("id", "invoice line not found")), ok)
}

/// Past invoices, newest first.
pub(super) fn list(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let caller = ask.caller()?;
    let this_month = ask.now.to_zoned(TimeZone::UTC).date().first_of_month();
    let mut records = Vec::new();
    let mut table = String::from("number;customer;date;total\n");
    let wanted = book.customers.values().filter(|one| {
        !one.is_reseller
            && book.reaches(caller, &one.id)
            && ask.query("customer").is_none_or(|customer| one.id == customer)
            && ask.query("reseller").is_none_or(|reseller| one.parent.as_deref() == Some(reseller))
    });
    for (index, customer) in wanted.enumerate() {
        let plans = book.accounts.values().filter(|one| one.customer == customer.id);
        let total: f64 = plans.filter_map(|one| book.plan(&one.rate_plan)).map(|plan| plan.price).sum();
        for back in 1..=PAST {
            let Ok(month) = this_month.checked_sub(back.months()) else { continue };
            let Ok(date) = month.last_of_month().to_zoned(TimeZone::UTC) else { continue };
            let number = 260_000 + index * 12 + usize::try_from(back).unwrap_or(0);
            table.push_str(&format!("{number};{};{};{total:.2}\n", customer.name, month.last_of_month()));
            records.push(json!({
                "_id": format!("{}{back:06x}", customer.id.get(..18).unwrap_or_default()),
                "invoiceNumber": number,
                "customer": customer.id,
                "customerName": customer.name,
                "date": time(date.timestamp()),
                "total": total,
                "currency": "DKK",
            }));
        }
    }
    records.sort_by(|one, other| other["date"].as_str().cmp(&one["date"].as_str()));
    if ask.query("format") == Some("csv") {
        return Ok(Reply::File("text/csv", table.into_bytes()));
    }
    ask.page(unknown_list(book, "invoices"), records, 50)
}
