//! Products and rate plans of the simulated TelecomX (contract 7.1 to 7.3, 7.6). The answer of the list is not known;
//! ours is a bare array.

use serde_json::{Value, json};

use super::answers;
use super::ask::{Ask, Outcome, holds, no, ok, refused};
use super::settings::AccessLevel;
use super::state::{Book, Product};

/// 7.1: without `type` all of them (ours). A customer's products are its reseller's.
pub(super) fn list(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let caller = ask.caller()?;
    let customer = ask.query("customer").unwrap_or(&caller.customer);
    ask.reach(book, customer)?;
    let reseller = match ask.query("reseller").filter(|_| caller.level >= AccessLevel::Admin) {
        Some(named) => Some(named.to_owned()),
        None => book.reseller_of(customer).map(|one| one.id.clone()),
    };
    let master = ask.is_set("master") && caller.level >= AccessLevel::Reseller;
    let wanted = book.products.iter().filter(|one| {
        one.reseller == if master { None } else { reseller.clone() }
            && ask.query("type").is_none_or(|kind| kind == "ALL" || one.kind == kind)
            && (ask.is_set("all") || one.end.is_none_or(|end| ask.now < end))
            && ask.query("filter").is_none_or(|part| holds(&one.name, part) || holds(&one.code, part))
    });
    ok(wanted.map(|one| answers::product(one, caller.level)).collect())
}

/// 7.2
pub(super) fn read(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let product = book.product(ask.param("productId")).ok_or_else(|| no("id", "product not found"))?;
    ok(answers::product(product, ask.level()))
}

/// 7.6: the body is not known; ours is `name` and `price`, optional `inheritFrom`. Out of scope for a console.
pub(super) fn create(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let name = ask.text("name").ok_or_else(|| no("name", "the name is missing"))?.to_owned();
    let inherit = ask.text("inheritFrom").map(str::to_owned);
    if inherit.is_none() && ask.level() < AccessLevel::ResellerAdmin {
        return Err(refused(403, "access_denied", "only inherited products may be made"));
    }
    let source = inherit.as_ref().and_then(|id| book.product(id)).map(|one| (one.kind, one.megabytes, one.minutes));
    let (kind, megabytes, minutes) = source.unwrap_or(("OTHER", 0, None));
    let reseller = book.reseller_of(&ask.caller()?.customer).map(|one| one.id.clone());
    let price = ask.value("price").and_then(Value::as_f64).unwrap_or(0.0);
    let product = Product {
        id: book.mint_id(),
        kind,
        code: format!("EGEN-{}", book.products.len()),
        name,
        unit: "MONTHS",
        recurrence: "MONTHLY",
        cost: 0.0,
        wholesale: price,
        price,
        reseller,
        inherit_from: inherit,
        megabytes,
        minutes,
        end: None,
    };
    let record = answers::product(&product, ask.level());
    book.products.push(product);
    ok(record)
}

/// 7.3
pub(super) fn service_codes(_: &mut Book, _: &Ask<'_>) -> Outcome {
    ok(json!([
        { "_id": "PUBAPN2", "description": "Public IP address", "minutes": 0, "data": 0, "cost": 2.0 },
        { "_id": "DATA10", "description": "10 GB", "minutes": 0, "data": 10_240, "cost": 19.0,
            "usageCosts": [{ "cost": 0.0, "threshold": 10_240 }, { "cost": 0.01, "threshold": "Infinity" }] },
    ]))
}
