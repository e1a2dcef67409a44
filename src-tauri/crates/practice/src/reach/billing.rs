//! Cards, bills, invoices, top-ups and shipments at the simulated Reach (contract endpoints 12 to 17, 41 to 48, 57, 58).
//! A card is never more than its last four digits; it is typed on a hosted page only.

use axum::http::StatusCode;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::activation::{named, of};
use super::answers::{Done, LOGICAL, accepted, cents, conflict, date, dollars, done, misfit, not_found, said};
use super::catalogue::{TOPUPS, plan};
use super::purchase;
use super::state::{Bill, Book, Card, code};
use crate::clock::shifted;
use crate::gate::{Call, Refusal};

/// How long a hosted page or a document link holds (ours).
const LINK_HOLDS: i64 = 1_800;

/// A card as the hosted page would leave it.
pub(super) fn new_card(book: &mut Book, default: bool) -> Card {
    let uuid = format!("00000000-0000-4000-8000-{:012}", book.number());
    Card {
        uuid,
        default,
        brand: "VISA",
        last_four: format!("00{}", book.chance.digits(2)),
        month: "12".to_owned(),
        year: "2030".to_owned(),
        priority: if default { 1 } else { 2 },
    }
}

/// The stored card of a customer that pays: the named one, else the default one. Refused under HTTP 200 when declined.
pub(super) fn card_for(book: &Book, customer: &str, uuid: Option<&str>) -> Result<(), Refusal> {
    let line = book.subscribers.get(customer).ok_or_else(|| not_found("There is no such customer."))?;
    let found = line.cards.iter().any(|card| uuid.map_or(card.default, |uuid| card.uuid == uuid));
    if found { Ok(()) } else { Err(misfit("ccUUID", "is not a card of this customer")) }
}

/// Charges a stored card at once.
fn charge(book: &mut Book, call: &Call, customer: &str, operation: &str, cents: u64) -> Result<(), Refusal> {
    card_for(book, customer, call.text("ccUUID"))?;
    if book.cards_declined {
        return Err(Refusal::new(StatusCode::OK, "The card was declined (530).").coded(LOGICAL));
    }
    book.charge(operation, customer, cents);
    Ok(())
}

/// A purchase that is done at once, or with the quirk in the background; the goods are there at once (ours).
pub(super) fn buy(
    book: &mut Book,
    call: &Call,
    customer: &str,
    operation: &'static str,
    cents: u64,
    now: Timestamp,
) -> Result<Option<String>, Refusal> {
    if book.quirks.small_purchases_async {
        card_for(book, customer, call.text("ccUUID"))?;
        return Ok(Some(purchase::on_card(book, operation, customer, cents, now)));
    }
    charge(book, call, customer, operation, cents).map(|()| None)
}

/// The answer to such a purchase.
pub(super) fn bought(transaction: Option<String>) -> Result<Done, Refusal> {
    match transaction {
        Some(id) => accepted("Accepted.", Some(json!({ "transactionId": id }))),
        None => done(json!({ "message": "Bought." })),
    }
}

/// The quote of a small purchase: 7 % tax on top, as everywhere here.
pub(super) fn small_quote(net: u64) -> Value {
    let tax = net * 7 / 100;
    json!({ "oneTimeCharge": { "totalOneTimeCost": dollars(net + tax), "tax": dollars(tax) } })
}

/// The price with tax.
pub(super) fn gross(net: u64) -> u64 {
    net + net * 7 / 100
}

fn card_record(card: &Card) -> Value {
    json!({ "uuid": card.uuid, "isDefault": card.default, "brand": card.brand, "lastFour": card.last_four,
        "expiryMonth": card.month, "expiryYear": card.year, "priority": card.priority })
}

/// 12
pub(super) fn add_card_link(book: &mut Book, call: &Call, now: Timestamp) -> Result<Done, Refusal> {
    let expires = shifted(now, LINK_HOLDS);
    of(book, call.param("customerId"))?.card_link_expires = Some(expires);
    let url = format!("https://pay.example.com/practice/add-card/{}", book.number());
    done(json!({ "link": { "url": url, "expireDate": date(expires, &book.quirks) } }))
}

/// 13
pub(super) fn list_cards(book: &mut Book, call: &Call, _: Timestamp) -> Result<Done, Refusal> {
    let cards = &of(book, call.asked("customerId").unwrap_or_default())?.cards;
    done(cards.iter().map(card_record).collect())
}

/// 14
pub(super) fn get_card(book: &mut Book, call: &Call, _: Timestamp) -> Result<Done, Refusal> {
    let wanted = call.asked("cardId").unwrap_or_default();
    let mut cards = book.subscribers.values().flat_map(|line| &line.cards);
    done(card_record(cards.find(|card| card.uuid == wanted).ok_or_else(no_card)?))
}

/// 15 by the query, 16 by the body; never both.
pub(super) fn update_card(book: &mut Book, call: &Call, _: Timestamp) -> Result<Done, Refusal> {
    match (call.asked("id"), &call.body) {
        (Some(id), None) if call.asked("default").is_some() => {
            let holds = |card: &Card| card.uuid == id;
            let mut lines = book.subscribers.values_mut();
            let line = lines.find(|line| line.cards.iter().any(holds)).ok_or_else(no_card)?;
            line.cards.iter_mut().for_each(|card| card.default = card.uuid == id);
        }
        (None, Some(_)) if call.asked("default").is_none() => {
            let uuid = call.text("uuid").unwrap_or_default();
            let card = named(book, call)?.cards.iter_mut().find(|card| card.uuid == uuid).ok_or_else(no_card)?;
            for (field, name) in [(&mut card.month, "expiryMonth"), (&mut card.year, "expiryYear")] {
                if let Some(text) = call.text(name) {
                    text.clone_into(field);
                }
            }
            card.priority = call.field("priority").and_then(Value::as_i64).unwrap_or(card.priority);
        }
        _ => return Err(misfit("body", "either id and default=true in the query, or a body")),
    }
    said("The card was changed.")
}

/// 17: ours: the last card cannot go, for automatic payment is mandatory, nor the default one.
pub(super) fn delete_card(book: &mut Book, call: &Call, _: Timestamp) -> Result<Done, Refusal> {
    let uuid = call.asked("cardId").unwrap_or_default();
    let line = of(book, call.asked("customerId").unwrap_or_default())?;
    let card = line.cards.iter().position(|card| card.uuid == uuid).ok_or_else(no_card)?;
    if line.cards.get(card).is_some_and(|card| card.default) {
        return Err(conflict("The default card cannot be removed."));
    }
    line.cards.remove(card);
    said("The card was removed.")
}

/// The customer types a card on the hosted page.
pub(super) fn type_card(book: &mut Book, customer: &str, now: Timestamp) -> Option<String> {
    let open = book.subscribers.get(customer)?.card_link_expires.is_some_and(|expires| now < expires);
    let card = open.then(|| new_card(book, false))?;
    let line = book.subscribers.get_mut(customer)?;
    line.card_link_expires = None;
    line.cards.push(card.clone());
    Some(card.uuid)
}

fn no_card() -> Refusal {
    not_found("There is no such card.")
}

/// Our words.
fn bill_status(bill: &Bill, now: Timestamp) -> &'static str {
    match bill.paid.iter().sum::<u64>() {
        paid if paid >= bill.cents => "PAID",
        _ if now > bill.due => "OVERDUE",
        _ => "DUE",
    }
}

/// 41
pub(super) fn list_bills(book: &mut Book, call: &Call, now: Timestamp) -> Result<Done, Refusal> {
    let customer = call.param("customerId");
    of(book, customer)?;
    let bills = book.bills.iter().filter(|(_, bill)| bill.customer == customer);
    done(
        bills
            .map(|(id, bill)| {
                json!({ "billId": id, "amount": dollars(bill.cents), "dueDate": date(bill.due, &book.quirks),
                    "status": bill_status(bill, now) })
            })
            .collect(),
    )
}

fn bill<'a>(book: &'a Book, id: &str) -> Result<&'a Bill, Refusal> {
    book.bills.get(id).ok_or_else(|| not_found("There is no such bill."))
}

/// 42
pub(super) fn get_bill(book: &mut Book, call: &Call, _: Timestamp) -> Result<Done, Refusal> {
    let id = call.param("billId");
    let bill = bill(book, id)?;
    let tax = bill.cents * 7 / 107;
    let items = json!([
        { "description": plan(&bill.plan).map_or("", |plan| plan.name), "amount": dollars(bill.cents - tax) },
        { "description": "Taxes and fees", "amount": dollars(tax) },
    ]);
    done(json!({ "billId": id, "amount": dollars(bill.cents), "items": items }))
}

/// 43: paid twice is charged twice.
pub(super) fn pay_bill(book: &mut Book, call: &Call, _: Timestamp) -> Result<Done, Refusal> {
    let customer = call.text("customerId").unwrap_or_default();
    let id = call.text("billId").unwrap_or_default();
    let owed = Some(bill(book, id)?).filter(|bill| bill.customer == customer).map(|bill| bill.cents);
    let owed = owed.ok_or_else(|| not_found("The customer has no such bill."))?;
    if call.field("amount").is_some() && cents(call.field("amount")) != Some(owed) {
        return Err(misfit("amount", "is not the amount of the bill"));
    }
    charge(book, call, customer, "payBill", owed)?;
    if let Some(bill) = book.bills.get_mut(id) {
        bill.paid.push(owed);
    }
    done(json!({ "message": "Paid." }))
}

/// 44
pub(super) fn list_invoices(book: &mut Book, call: &Call, _: Timestamp) -> Result<Done, Refusal> {
    let customer = call.param("customerId");
    of(book, customer)?;
    let bills = book.bills.iter().filter(|(_, bill)| bill.customer == customer);
    done(
        bills
            .map(|(id, bill)| {
                json!({ "invoiceId": id.replace("BILL", "INV"), "billId": id, "amount": dollars(bill.cents),
                    "invoiceDate": date(bill.made, &book.quirks) })
            })
            .collect(),
    )
}

/// 45: ours: both ids are wanted.
pub(super) fn invoice_link(book: &mut Book, call: &Call, now: Timestamp) -> Result<Done, Refusal> {
    let wanted = |name: &str| call.asked(name).ok_or_else(|| misfit(name, "is required"));
    let (customer, id) = (wanted("customerId")?, wanted("billId")?);
    if bill(book, id)?.customer != customer {
        return Err(not_found("The customer has no such bill."));
    }
    let key = book.chance.code(16).to_lowercase();
    let expires = date(shifted(now, LINK_HOLDS), &book.quirks);
    done(json!({ "url": format!("https://invoices.example.com/practice/{key}.pdf"), "expireDate": expires }))
}

/// 46: every call mails, to the address given or the customer's own.
pub(super) fn email_invoice(book: &mut Book, call: &Call, _: Timestamp) -> Result<Done, Refusal> {
    let id = call.text("billId").unwrap_or_default().to_owned();
    let line = named(book, call)?;
    let (customer, own) = (line.id.clone(), line.email.clone());
    if bill(book, &id)?.customer != customer {
        return Err(not_found("The customer has no such bill."));
    }
    let address = call.text("email").map_or(own, str::to_owned);
    book.emailed.entry(address.to_lowercase()).or_default().push(id);
    said("The invoice was sent.")
}

fn topup(call: &Call) -> Result<(u64, u64), Refusal> {
    let code = call.text("serviceCode").unwrap_or_default();
    let found = TOPUPS.iter().find(|topup| topup.0 == code);
    found.map(|topup| (topup.2, topup.3)).ok_or_else(|| misfit("serviceCode", "is not a top-up"))
}

/// 47
pub(super) fn quote_topup(book: &mut Book, call: &Call, _: Timestamp) -> Result<Done, Refusal> {
    named(book, call)?;
    done(small_quote(topup(call)?.0))
}

/// 48
pub(super) fn buy_topup(book: &mut Book, call: &Call, now: Timestamp) -> Result<Done, Refusal> {
    let (net, megabytes) = topup(call)?;
    let line = named(book, call)?;
    if line.status != code::ACTIVE {
        return Err(conflict("The line is not active."));
    }
    let id = line.id.clone();
    let transaction = buy(book, call, &id, "purchaseTopup", gross(net), now)?;
    of(book, &id)?.extra_mb += megabytes;
    bought(transaction)
}

/// 57
pub(super) fn shipment(book: &mut Book, call: &Call, now: Timestamp) -> Result<Done, Refusal> {
    let line = of(book, call.param("customerId"))?;
    let shipment = line.shipment.as_ref().ok_or_else(|| not_found("There is no SIM order."))?;
    let status = shipment.status(now);
    let tracking =
        if ["SHIPPED", "DELIVERED"].contains(&status) { format!("PRACTICE-{}", line.id) } else { String::new() };
    done(json!({ "shipmentStatus": status, "trackingNumber": tracking }))
}

/// 58: only before it is shipped.
pub(super) fn cancel_shipment(book: &mut Book, call: &Call, now: Timestamp) -> Result<Done, Refusal> {
    let line = of(book, call.param("customerId"))?;
    let shipment = line.shipment.as_mut().ok_or_else(|| not_found("There is no SIM order."))?;
    if shipment.status(now) != "PENDING" {
        return Err(conflict("The order cannot be cancelled any more."));
    }
    shipment.cancelled = true;
    said("The order was cancelled.")
}
