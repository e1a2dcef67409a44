//! Numbers of the simulated TelecomX (contract 8). The list's answer is not known: ours is the envelope of the other
//! lists without paging, `numbers[]` with the records of 8.2.

use serde_json::{Value, json};

use super::accounts::{at_least, rest_number};
use super::answers;
use super::ask::{Ask, Outcome, denied, done, flag, no, ok, refused};
use super::porting_state::DAY;
use super::settings::AccessLevel;
use super::state::{Book, Entry, NumberEntry};
use crate::call::Refusal;
use crate::clock::shifted;

/// How long a number is held (8.5).
const PRE_RESERVED: i64 = 14 * DAY;
const SECTION: &str = "Numbers";

/// 8.1
pub(super) fn list(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let list = ask.query("list").unwrap_or_default();
    if list == "ADMIN" {
        at_least(ask, AccessLevel::Admin)?;
    }
    if list == "PRE_RESERVED" {
        at_least(ask, AccessLevel::Reseller)?;
    }
    let customer = ask.customer(book)?;
    let porting = ask.query("porting").and_then(|id| book.portings.get(id));
    let wanted = book.numbers.iter().filter(|(number, entry)| {
        let own = entry.customer.as_deref() == Some(customer.as_str());
        let unowned = entry.customer.is_none();
        let free = entry.state == "AVAILABLE";
        let in_list = match list {
            "SIP_AVAILABLE" => free && own && entry.kind == "FIXED",
            "SIP_PURCHASE" => free && unowned && entry.kind == "FIXED",
            "MVNO_AVAILABLE" => free && own && entry.kind.starts_with("MVNO"),
            "MVNO_AVAILABLE_TELENOR" => free && own && entry.kind == "MVNOTELENOR",
            "MVNO_AVAILABLE_TDC" => free && own && entry.kind == "MVNOTDC",
            "MVNO_PURCHASE" => free && unowned && entry.kind.starts_with("MVNO"),
            "MVNO_PURCHASE_TELENOR" => free && unowned && entry.kind == "MVNOTELENOR",
            "MVNO_PURCHASE_TDC" => free && unowned && entry.kind == "MVNOTDC",
            "CUSTOMER_ALL" => own,
            "PRE_RESERVED" => entry.state == "PRE_RESERVED",
            "PORTING" => porting.is_some_and(|one| one.number == **number || one.additional.contains(number)),
            "VOICE_ACCOUNT" => entry.account.is_some() && entry.account.as_deref() == ask.query("voiceAccount"),
            _ => true,
        };
        in_list && ask.query("filter").is_none_or(|part| number.contains(part.trim_start_matches('+')))
    });
    let records: Vec<Value> = wanted.map(|(number, entry)| answers::number(book, number, entry, false)).collect();
    let all = records.len();
    ask.page("numbers", records, all)
}

/// The number a path names, if the caller may touch it; one that nobody has is open to all.
fn named<'a>(book: &'a mut Book, ask: &Ask<'_>) -> Result<&'a mut NumberEntry, Refusal> {
    let number = ask.param("numberId");
    let owner = book.numbers.get(number).ok_or_else(missing)?.customer.clone();
    if let Some(owner) = owner {
        ask.reach(book, &owner)?;
    }
    book.numbers.get_mut(number).ok_or_else(missing)
}

fn missing() -> Refusal {
    no("not_found", "number not found")
}

fn note(book: &mut Book, ask: &Ask<'_>, customer: &str, description: &str) {
    let (item, description) = (ask.param("numberId"), description.to_owned());
    book.note(ask.now, ask.who(), customer, Entry { section: SECTION, what: "UPDATE", item, description });
}

/// 8.2
pub(super) fn read(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    named(book, ask)?;
    let number = ask.param("numberId");
    let entry = book.numbers.get(number).ok_or_else(missing)?;
    ok(answers::number(book, number, entry, ask.is_set("expand")))
}

/// 8.3: bought, not yet used. A second call for the same customer finds it no longer available.
pub(super) fn assign(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let customer = ask.query("customer").unwrap_or_default().to_owned();
    if !book.customers.contains_key(&customer) {
        return Err(refused(422, "customer", "customer not found"));
    }
    ask.reach(book, &customer)?;
    let entry = named(book, ask)?;
    let held = entry.state == "PRE_RESERVED" && ask.level() >= AccessLevel::Reseller;
    if !(held || entry.state == "AVAILABLE" && entry.customer.is_none()) {
        return Err(refused(409, "id", "the number is not available"));
    }
    "AVAILABLE".clone_into(&mut entry.state);
    entry.until = None;
    entry.customer = Some(customer.clone());
    note(book, ask, &customer, "Assigned");
    done()
}

/// 8.4
pub(super) fn close(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let entry = named(book, ask)?;
    let Some(customer) = entry.customer.clone().filter(|_| entry.state == "AVAILABLE") else {
        return Err(refused(409, "id", "the number is in use or in porting"));
    };
    rest_number(book, ask.param("numberId"), ask.now);
    note(book, ask, &customer, "Closed");
    done()
}

/// 8.5: open to resellers, as the text says.
pub(super) fn pre_reserve(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let release = ask.is_set("release");
    let until = shifted(ask.now, PRE_RESERVED);
    let entry = named(book, ask)?;
    let (from, to) = if release { ("PRE_RESERVED", "AVAILABLE") } else { ("AVAILABLE", "PRE_RESERVED") };
    if entry.state != from || entry.customer.is_some() {
        return Err(refused(409, "id", "the number is not available"));
    }
    to.clone_into(&mut entry.state);
    entry.until = (!release).then_some(until);
    done()
}

/// 8.6; the answer (not known) is the number. The fields of admins are taken from admins only.
pub(super) fn update(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let admin = ask.level() >= AccessLevel::Admin;
    let entry = named(book, ask)?;
    if let Some(employee) = ask.text("employee") {
        entry.employee = Some(employee.to_owned());
    }
    if let Some(name) = ask.text("name") {
        entry.name = Some(name.to_owned());
    }
    if let Some(listed) = ask.value("listed") {
        entry.listed = flag(Some(listed));
    }
    if admin {
        for (name, field) in [("state", &mut entry.state), ("type", &mut entry.kind)] {
            if let Some(text) = ask.text(name) {
                text.clone_into(field);
            }
        }
        entry.price = ask.value("price").and_then(Value::as_f64).unwrap_or(entry.price);
    }
    let customer = entry.customer.clone().unwrap_or_default();
    note(book, ask, &customer, "Changed");
    let number = ask.param("numberId");
    let entry = book.numbers.get(number).ok_or_else(missing)?;
    ok(answers::number(book, number, entry, false))
}

/// 8.6: the body is not known; ours is `first` (E.164) and `count` (10, 20 … 100, 200 … 1000), optional `type`.
pub(super) fn create(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let features = book.customers.get(&ask.caller()?.customer).map(|one| one.features.contains(&"PORTING"));
    if ask.level() < AccessLevel::Admin && features != Some(true) {
        return Err(denied());
    }
    let first = ask.text("first").ok_or_else(|| no("first", "the first number is missing"))?;
    let start: u64 = first.trim_start_matches('+').parse().map_err(|_| refused(422, "first", "not a number"))?;
    let count = ask.value("count").and_then(Value::as_u64).unwrap_or(10);
    let round = (count.is_multiple_of(10) && count <= 100) || (count.is_multiple_of(100) && count <= 1_000);
    if count == 0 || !round {
        return Err(refused(422, "count", "no series has that length"));
    }
    let numbers: Vec<String> = (0..count).map(|step| format!("+{}", start + step)).collect();
    if numbers.iter().any(|number| book.numbers.contains_key(number)) {
        return Err(refused(409, "first", "the numbers are already there"));
    }
    let kind = ask.text("type").unwrap_or("FIXED").to_owned();
    for number in numbers {
        let entry = NumberEntry {
            state: "AVAILABLE".to_owned(),
            kind: kind.clone(),
            account: None,
            customer: None,
            employee: None,
            name: None,
            listed: false,
            until: None,
            price: 0.0,
        };
        book.numbers.insert(number, entry);
    }
    ok(json!({ "success": true, "count": count }))
}
