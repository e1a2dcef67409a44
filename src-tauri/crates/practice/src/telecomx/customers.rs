//! Customers and people of the simulated TelecomX (contract 2.10, 3.2 to 3.7). The administration of staff, resellers
//! and portals is left out on purpose.

use serde_json::{Value, json};

use super::answers::{self, filled};
use super::ask::{Ask, Outcome, done, holds, no, ok, unknown_list};
use super::auth::is_below;
use super::settings::AccessLevel;
use super::state::{Book, Customer, Employee, Entry};
use crate::call::Refusal;

/// 3.2: the caller's own customers, those of resellers below only when asked for.
pub(super) fn list(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let caller = ask.caller()?;
    let everything = ask.is_set("all") && caller.level >= AccessLevel::Admin;
    let wanted = book.customers.values().filter(|one| {
        let direct = one.parent.as_deref() == Some(caller.customer.as_str());
        let below = ask.is_set("includeSubresellers") && is_below(book, one, &caller.customer);
        (everything || direct || below)
            && (one.state != "DELETED" || ask.is_set("includeDeleted"))
            && ask.query("filter").is_none_or(|part| {
                [&one.name, &one.email, &one.phone, &one.vat_number].iter().any(|text| holds(text, part))
            })
            && (!ask.is_set("resellers") || one.is_reseller)
            && ask.query("parentReseller").is_none_or(|parent| one.parent.as_deref() == Some(parent))
            // How several ids are written is not documented; ours: with commas.
            && ask.query("customerIds").is_none_or(|ids| ids.split(',').any(|id| id == one.id))
    });
    let full = ask.is_set("full");
    let records = wanted.map(|one| answers::customer(book, one, full, caller.level)).collect();
    ask.page(unknown_list(book, "customers"), records, 100)
}

/// The customer a path names.
fn named<'a>(book: &'a Book, ask: &Ask<'_>) -> Result<&'a Customer, Refusal> {
    let customer = book.customers.get(ask.param("customerId")).ok_or_else(missing)?;
    ask.reach(book, &customer.id)?;
    Ok(customer)
}

fn missing() -> Refusal {
    no("customer", "customer not found")
}

/// 3.3
pub(super) fn read(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let customer = named(book, ask)?;
    ok(answers::customer(book, customer, true, ask.level()))
}

/// 3.4
pub(super) fn name(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let customer = named(book, ask)?;
    ok(filled(json!({
        "_id": customer.id,
        "name": customer.name,
        "parentReseller": customer.parent,
        "features": customer.features,
        "integrations": { "billing": { "economic": { "enabled": false } } },
    })))
}

/// 3.5
pub(super) fn overview(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let customer = named(book, ask)?;
    let people = || book.employees.values().filter(|one| one.customer == customer.id);
    let lines = || book.accounts.values().filter(|one| one.customer == customer.id && one.is_shown(ask.now));
    let numbers = || book.numbers.values().filter(|one| one.customer.as_deref() == Some(customer.id.as_str()));
    ok(json!({
        "disabled": customer.state == "BLOCKED",
        "features": customer.features,
        "mvnoUsageLimit": 2_000,
        "isReseller": customer.is_reseller,
        "employees": { "total": people().count(), "disabled": people().filter(|one| one.state == "DISABLED").count() },
        "sipAccounts": { "total": 0, "disabled": 0, "down": 0 },
        "numbers": {
            "total": numbers().count(),
            "sip": numbers().filter(|one| one.kind == "FIXED").count(),
            "mvno": numbers().filter(|one| one.kind.starts_with("MVNO")).count(),
            "international": 0,
            "listed": numbers().filter(|one| one.listed).count(),
            "porting": numbers().filter(|one| one.state.starts_with("PORTING")).count(),
        },
        "mvnoAccounts": {
            "total": lines().count(),
            "disabled": lines().filter(|one| one.state == super::state::LineState::Blocked).count(),
        },
    }))
}

/// 3.6; the answer (not known) is the customer.
pub(super) fn update(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let id = named(book, ask)?.id.clone();
    let Some(customer) = book.customers.get_mut(&id) else { return Err(missing()) };
    for (name, field) in [
        ("name", &mut customer.name),
        ("phoneNumber", &mut customer.phone),
        ("emailAddress", &mut customer.email),
        ("website", &mut customer.website),
        ("state", &mut customer.state),
    ] {
        if let Some(text) = ask.text(name) {
            text.clone_into(field);
        }
    }
    if ask.level() >= AccessLevel::Reseller {
        if let Some(notes) = ask.text("notes") {
            notes.clone_into(&mut customer.notes);
        }
        if let Some(parent) = ask.text("parentReseller") {
            customer.parent = Some(parent.to_owned());
        }
    }
    if let Some(addresses) = ask.value("addresses").and_then(Value::as_array) {
        customer.addresses.clone_from(addresses);
    }
    let changed: Vec<&str> = ask.fields().map(|(name, _)| name.as_str()).collect();
    let description = format!("Changed: {}", changed.join(", "));
    book.note(ask.now, ask.who(), &id, Entry { section: "Customers", what: "UPDATE", item: &id, description });
    read(book, ask)
}

/// 3.7
pub(super) fn parent_resellers(book: &mut Book, _: &Ask<'_>) -> Outcome {
    let resellers = book.customers.values().filter(|one| one.is_reseller);
    let record = |one: &Customer| json!({ "_id": one.id, "name": one.name, "integrations": { "billing": { "economic": { "enabled": false } } } });
    ok(resellers.map(record).collect())
}

/// 3.7
pub(super) fn billing_customers(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let ids = &named(book, ask)?.billing;
    let records = ids.iter().filter_map(|id| book.customers.get(id)).map(|one| {
        json!({ "_id": one.id, "name": one.name, "phoneNumber": one.phone, "emailAddress": one.email,
            "isReseller": one.is_reseller, "address": one.addresses.first(),
            "finance": { "vatNumber": one.vat_number } })
    });
    ok(records.collect())
}

/// 3.7
pub(super) fn add_billing_customer(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let id = named(book, ask)?.id.clone();
    let added = ask.param("billingCustomerId");
    if !book.customers.contains_key(added) {
        return Err(no("id", "billing customer not found"));
    }
    ask.reach(book, added)?;
    let Some(customer) = book.customers.get_mut(&id) else { return Err(missing()) };
    if !customer.billing.iter().any(|one| one == added) {
        customer.billing.push(added.to_owned());
    }
    done()
}

/// 11.4: nobody is notified; the list is there to be read.
pub(super) fn call_notifiers(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let customer = named(book, ask)?;
    ok(
        json!([{ "_id": customer.id, "url": "https://kald.example.com/call", "method": "POSTJSON", "selection": "MVNO" }]),
    )
}

/// 3.7: documents are the papers of the customer's portings.
pub(super) fn document_access(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let customer = &named(book, ask)?.id;
    let wanted = ask.param("docId");
    let portings = book.portings.values().filter(|one| one.customer == *customer);
    let found = portings.flat_map(|one| &one.documents).any(|one| one.id == wanted);
    if found { done() } else { Err(no("doc", "document not found")) }
}

/// 2.10
pub(super) fn people(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let customer = ask.customer(book)?;
    let wanted = book.employees.values().filter(|one| {
        one.customer == customer
            && (one.state != "DELETED" || ask.is_set("includeDeleted"))
            && ask.query("filter").is_none_or(|part| holds(&one.name, part) || holds(&one.email, part))
    });
    let record = |one: &Employee| {
        let mut record = answers::employee(one);
        if let Some(fields) = record.as_object_mut().filter(|_| ask.is_set("includeMvnoAccounts")) {
            let lines = book.accounts.values().filter(|line| line.employee.as_deref() == Some(one.id.as_str()));
            let lines: Vec<Value> = lines.map(|line| json!({ "_id": line.id, "number": line.number })).collect();
            fields.insert("mvnoAccounts".into(), Value::from(lines));
        }
        record
    };
    ask.page("employees", wanted.map(record).collect(), 100)
}

/// 2.10
pub(super) fn person(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let person = book.employees.get(ask.param("employeeId")).ok_or_else(|| no("id", "employee not found"))?;
    ask.reach(book, &person.customer)?;
    ok(answers::employee(person))
}
