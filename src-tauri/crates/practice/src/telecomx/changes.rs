//! The change log of the simulated TelecomX (contract 11.2). Section names for mobile things are not known; ours are
//! `MvnoAccounts` and `Portings`. The answer of the per-customer lists is not known either: the envelope with `changes`.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::answers::{filled, time};
use super::ask::{Ask, Outcome, no, ok, refused};
use super::opening::date;
use super::porting_state::DAY;
use super::state::{Book, Change};
use crate::call::Refusal;
use crate::clock::shifted;

/// Days and entries the lite log keeps.
const LITE_DAYS: i64 = 5;
const LITE_ENTRIES: usize = 10_000;

fn item(book: &Book, change: &Change) -> Value {
    filled(json!({
        "_id": change.id,
        "customer": change.customer,
        "reseller": book.reseller_of(&change.customer).map(|one| one.id.clone()),
        "when": time(change.when),
        "where": change.section,
        "what": change.what,
        "id": change.item,
    }))
}

/// The ids of the changes a caller asks for: since a time, of a customer or reseller.
fn wanted(book: &Book, ask: &Ask<'_>, since: Timestamp) -> Result<Vec<String>, Refusal> {
    let caller = ask.caller()?;
    let (customer, reseller) = (ask.query("customer"), ask.query("reseller"));
    if customer.is_some_and(|id| !book.customers.contains_key(id)) {
        return Err(no("customer", "customer not found"));
    }
    if reseller.is_some_and(|id| !book.customers.contains_key(id)) {
        return Err(no("reseller", "reseller not found"));
    }
    let found = book.changes.iter().filter(|one| {
        let of_reseller = || book.reseller_of(&one.customer).map(|reseller| reseller.id.as_str());
        one.when >= since
            && book.reaches(caller, &one.customer)
            && customer.is_none_or(|id| one.customer == id)
            && reseller.is_none_or(|id| of_reseller() == Some(id))
    });
    Ok(found.map(|one| one.id.clone()).collect())
}

fn since(ask: &Ask<'_>, name: &'static str, earliest: Timestamp) -> Result<Timestamp, Refusal> {
    match ask.query(name) {
        Some(text) => date(text).map(|at| at.max(earliest)).ok_or_else(|| refused(422, name, "not a date")),
        None => Ok(earliest),
    }
}

fn records(book: &Book, ids: &[String]) -> Vec<Value> {
    book.changes.iter().filter(|one| ids.contains(&one.id)).map(|one| item(book, one)).collect()
}

pub(super) fn recent(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let since = since(ask, "date", shifted(ask.now, -LITE_DAYS * DAY))?;
    let mut ids = wanted(book, ask, since)?;
    ids.truncate(LITE_ENTRIES);
    ok(Value::from(records(book, &ids)))
}

/// With `remove` what is returned is gone from this feed: a second call finds nothing.
pub(super) fn feed(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let since = since(ask, "since", Timestamp::UNIX_EPOCH)?;
    let ids = wanted(book, ask, since)?;
    let kept: Vec<String> =
        book.changes.iter().filter(|one| !one.removed && ids.contains(&one.id)).map(|one| one.id.clone()).collect();
    let answer = Value::from(records(book, &kept));
    if ask.is_set("remove") {
        for change in book.changes.iter_mut().filter(|one| kept.contains(&one.id)) {
            change.removed = true;
        }
    }
    ok(answer)
}

/// The three lists of a customer's changes; the newest last unless `DESC` is asked for.
pub(super) fn of_customer(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let customer = ask.param("customerId");
    ask.reach(book, customer)?;
    let (section, what) = (ask.param("section"), ask.query("what"));
    let thing = ask.param("itemId");
    let mut found: Vec<&Change> = book
        .changes
        .iter()
        .filter(|one| {
            one.customer == customer
                && (section.is_empty() || one.section == section)
                && (thing.is_empty() || one.item == thing)
                && what.is_none_or(|what| one.what == what)
        })
        .collect();
    if ask.query("orderBy") == Some("DESC") {
        found.reverse();
    }
    let second = ask.query("version") == Some("2");
    let record = |one: &Change| if second { detail(book, one) } else { item(book, one) };
    let records = found.into_iter().map(record).collect();
    ask.page("changes", records, 100)
}

fn detail(book: &Book, change: &Change) -> Value {
    let employee = change.employee.as_ref().and_then(|id| book.employees.get(id));
    filled(json!({
        "_id": change.id,
        "employee": change.employee,
        "employeeName": employee.map_or("System", |one| one.name.as_str()),
        "when": time(change.when),
        "where": change.section,
        "what": change.what,
        "description": change.description,
        "hasComparison": false,
        "changes": [],
    }))
}

pub(super) fn read(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let change = book.changes.iter().find(|one| one.id == ask.param("id"));
    let change = change.ok_or_else(|| no("id", "change not found"))?;
    ask.reach(book, &change.customer)?;
    ok(detail(book, change))
}
