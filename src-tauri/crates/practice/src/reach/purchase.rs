//! Orders at the simulated Reach (contract endpoints 8 to 11, state machine 3.1): quotes, new customers who pay on a
//! hosted page, and purchases on a stored card.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::answers::{Done, accepted, cents, conflict, date, dollars, done, misfit, not_found};
use super::billing;
use super::catalogue::{SHIPPING, plan};
use super::state::{Book, Group, Order, OrderedLine, Otp, Port, Purchase, Shipment, Step, Subscriber, code};
use crate::clock::shifted;
use crate::gate::{Call, Refusal};
use crate::schema::Misfit;

/// Ours: the payment page is there after so long, holds so long, and a payment takes so long.
const LINK_AFTER: i64 = 5;
const LINK_HOLDS: i64 = 1_800;
const PAYMENT_TAKES: i64 = 10;
const ACTIVATION_FEE: u64 = 1_000;
const SIM_KIT: u64 = 500;

/// Why the customer could not pay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PayError {
    /// No purchase has this transactionId.
    #[error("there is no such purchase")]
    NoSuchPurchase,
    /// The payment page is not there yet.
    #[error("there is no payment link yet")]
    NoLinkYet,
    /// It is paid, failed, or charged to a stored card.
    #[error("the purchase waits for no payment")]
    NotWaiting,
}

/// The cost of an order in cents.
struct Cost {
    activation: u64,
    sim_kit: u64,
    shipment: u64,
    tax: u64,
    total: u64,
    monthly: u64,
}

impl Cost {
    /// Tax is 7 %, rounded down (ours).
    fn of(activation: u64, sim_kit: u64, shipment: u64, monthly: u64) -> Self {
        let net = activation + sim_kit + shipment + monthly;
        let tax = net * 7 / 100;
        Self { activation, sim_kit, shipment, tax, total: net + tax, monthly }
    }

    fn record(&self) -> Value {
        json!({
            "oneTimeCharge": {
                "totalOneTimeCost": dollars(self.total),
                "simKitCost": dollars(self.sim_kit),
                "activationCost": dollars(self.activation),
                "shipment": dollars(self.shipment),
                "tax": dollars(self.tax),
                "totalTax": dollars(self.tax),
                "total": dollars(self.total),
            },
            "estimatedMonthlyCost": { "total": dollars(self.monthly) },
        })
    }
}

/// 8: a new order, or with a `customerId` a renewal.
pub(super) fn quote(book: &mut Book, call: &Call, _: Timestamp) -> Result<Done, Refusal> {
    let cost = match call.text("customerId") {
        Some(_) => renewal(book, call)?.2,
        None => new_order(call)?.1,
    };
    done(cost.record())
}

/// 9: every accepted call is an order of its own.
pub(super) fn submit(book: &mut Book, call: &Call, now: Timestamp) -> Result<Done, Refusal> {
    let (order, cost) = new_order(call)?;
    let client_account = at(call, "/accountInfo/clientAccountId").to_owned();
    if book.subscribers.values().any(|one| one.email.eq_ignore_ascii_case(&order.email)) {
        return Err(misfit("accountInfo.email", "is registered already"));
    }
    if book.quirks.client_account_id_once && book.purchases.values().any(|one| one.client_account == client_account) {
        return Err(conflict("There is an order with this clientAccountId."));
    }
    let collection = call.body.as_ref().and_then(|body| body.pointer("/accountInfo/payment/collection"));
    if cents(collection) != Some(cost.total) {
        return Err(misfit("accountInfo.payment.collection", "is not the quoted total"));
    }
    let mut purchase = purchase("submitPurchase", &client_account, &cost, now);
    purchase.order = Some(order);
    let id = format!("TXN-{}", book.number());
    book.purchases.insert(id.clone(), purchase);
    book.later(now, LINK_HOLDS, &id, Step::LinkExpired);
    accepted("Order accepted.", Some(json!({ "transactionId": id, "clientAccountId": client_account })))
}

/// 11: an active customer with a card.
pub(super) fn subsequent(book: &mut Book, call: &Call, now: Timestamp) -> Result<Done, Refusal> {
    let (customer, plan, cost) = renewal(book, call)?;
    let payment = call.field("payment");
    billing::card_for(book, &customer, payment.and_then(|payment| payment["ccUUID"].as_str()))?;
    let collection = payment.and_then(|payment| payment.get("collection"));
    if collection.is_some() && cents(collection) != Some(cost.total) {
        return Err(misfit("payment.collection", "is not the quoted total"));
    }
    let client_account = call.text("clientAccountId").unwrap_or_default();
    let mut purchase = purchase("submitSubsequentPurchase", client_account, &cost, now);
    purchase.renews_to = Some(plan);
    let id = charge_later(book, purchase, &customer, now);
    accepted("Order accepted.", Some(json!({ "transactionId": id })))
}

/// Starts a purchase on a stored card that has been checked.
pub(super) fn on_card(book: &mut Book, operation: &'static str, customer: &str, cents: u64, now: Timestamp) -> String {
    let cost = Cost { activation: 0, sim_kit: 0, shipment: 0, tax: 0, total: cents, monthly: 0 };
    let purchase = purchase(operation, "", &cost, now);
    charge_later(book, purchase, customer, now)
}

fn charge_later(book: &mut Book, mut purchase: Purchase, customer: &str, now: Timestamp) -> String {
    purchase.customer = Some(customer.to_owned());
    purchase.status = "PAYMENT_PROCESSING";
    let id = format!("TXN-{}", book.number());
    book.purchases.insert(id.clone(), purchase);
    book.later(now, PAYMENT_TAKES, &id, Step::Purchase);
    id
}

fn purchase(operation: &'static str, client_account: &str, cost: &Cost, now: Timestamp) -> Purchase {
    Purchase {
        operation,
        client_account: client_account.to_owned(),
        cents: cost.total,
        tax_cents: cost.tax,
        made: now,
        status: "PAYMENT_PENDING",
        payment: "PENDING",
        reason: String::new(),
        customer: None,
        order: None,
        renews_to: None,
    }
}

/// 10: `shipmentStatus` and `onBoardingStatus` in our words.
pub(super) fn status(book: &mut Book, call: &Call, now: Timestamp) -> Result<Done, Refusal> {
    let id = call.param("transactionId");
    let purchase = book.purchases.get(id).ok_or_else(|| not_found("There is no such transaction."))?;
    let quirks = &book.quirks;
    let status = if purchase.status == "COMPLETED" && quirks.done_for_completed { "DONE" } else { purchase.status };
    let mut answer = json!({
        "status": status,
        "paymentStatus": purchase.payment,
        "paymentStatusDesc": purchase.reason,
        "clientAccountId": purchase.client_account,
        "amount": dollars(purchase.cents - purchase.tax_cents),
        "totalAmount": dollars(purchase.cents),
        "totalTax": dollars(purchase.tax_cents),
    });
    let Some(fields) = answer.as_object_mut() else { return done(answer) };
    if let Some(customer) = &purchase.customer {
        fields.insert("customerId".into(), json!(customer));
        let shipment = book.subscribers.get(customer).and_then(|one| one.shipment.as_ref());
        if let Some(shipment) = shipment {
            fields.insert("shipmentStatus".into(), json!(shipment.status(now)));
        }
    }
    if purchase.order.is_some() || purchase.operation == "submitPurchase" {
        let ready = has_link(purchase, now);
        let mut link = json!({ "type": u8::from(ready && !quirks.link_type_stays_zero), "typeName": "PAYMENT",
            "createdDate": date(purchase.made, quirks) });
        if ready && let Some(link) = link.as_object_mut() {
            link.insert("url".into(), json!(format!("https://pay.example.com/practice/{id}")));
            link.insert("expireDate".into(), date(shifted(purchase.made, LINK_HOLDS), quirks));
        }
        fields.insert("link".into(), link);
    }
    done(answer)
}

fn has_link(purchase: &Purchase, now: Timestamp) -> bool {
    purchase.status != "FAILED" && shifted(purchase.made, LINK_AFTER) <= now
}

/// The customer pays on the hosted page, or the payment is declined there.
pub(super) fn pay(book: &mut Book, id: &str, declined: Option<&str>, now: Timestamp) -> Result<(), PayError> {
    let purchase = book.purchases.get_mut(id).ok_or(PayError::NoSuchPurchase)?;
    if purchase.status != "PAYMENT_PENDING" {
        return Err(PayError::NotWaiting);
    }
    if !has_link(purchase, now) {
        return Err(PayError::NoLinkYet);
    }
    match declined {
        Some(reason) => fail(purchase, reason),
        None => {
            purchase.status = "PAYMENT_PROCESSING";
            book.later(now, PAYMENT_TAKES, id, Step::Purchase);
        }
    }
    Ok(())
}

fn fail(purchase: &mut Purchase, reason: &str) {
    purchase.status = "FAILED";
    purchase.payment = "FAILED";
    reason.clone_into(&mut purchase.reason);
}

/// The payment page closed unused.
pub(super) fn expire(book: &mut Book, id: &str) {
    if let Some(purchase) = book.purchases.get_mut(id).filter(|purchase| purchase.status == "PAYMENT_PENDING") {
        fail(purchase, "The payment link expired.");
    }
}

/// The processor is done: charges, and makes the customer of a new order.
pub(super) fn complete(book: &mut Book, id: &str, at: Timestamp) {
    let Some(mut purchase) = book.purchases.get(id).cloned() else { return };
    if purchase.order.is_none() && book.cards_declined {
        fail(&mut purchase, "The card was declined (530).");
    } else {
        if let Some(order) = purchase.order.take() {
            purchase.customer = Some(enrol(book, &order, &purchase.client_account, at));
        }
        let customer = purchase.customer.clone().unwrap_or_default();
        if let (Some(plan), Some(line)) = (&purchase.renews_to, book.subscribers.get_mut(&customer)) {
            plan.clone_into(&mut line.plan);
            line.used_mb = 0;
        }
        book.charge(purchase.operation, &customer, purchase.cents);
        purchase.status = "COMPLETED";
        purchase.payment = "SUCCESS";
    }
    book.purchases.insert(id.to_owned(), purchase);
}

/// Makes the subscribers of a paid order; gives the id of the primary one.
fn enrol(book: &mut Book, order: &Order, client_account: &str, at: Timestamp) -> String {
    let group = format!("GRP-{}", book.number());
    book.groups.insert(group.clone(), Group::default());
    let mut primary = String::new();
    for line in &order.lines {
        let id = format!("CUST-{}", book.number());
        if line.primary {
            primary.clone_from(&id);
        }
        let mut subscriber = blank(&id, &group, line, at);
        client_account.clone_into(&mut subscriber.client_account);
        order.email.clone_into(&mut subscriber.email);
        subscriber.addresses.clone_from(&order.addresses);
        let card = billing::new_card(book, true);
        subscriber.cards.push(card);
        book.subscribers.insert(id, subscriber);
    }
    primary
}

/// A subscriber before the first activation.
pub(super) fn blank(id: &str, group: &str, line: &OrderedLine, at: Timestamp) -> Subscriber {
    Subscriber {
        id: id.to_owned(),
        client_account: String::new(),
        group: group.to_owned(),
        primary: line.primary,
        first: line.first.clone(),
        last: line.last.clone(),
        email: String::new(),
        addresses: Vec::new(),
        status: code::INACTIVE,
        message: String::new(),
        mobile: None,
        activated: None,
        disconnected: None,
        plan: line.plan.clone(),
        iccid: None,
        imei: None,
        esim: line.esim,
        port: line.port.clone(),
        cards: Vec::new(),
        card_link_expires: None,
        otp: Otp::default(),
        mdn_swapped: None,
        reset: None,
        cut_off: false,
        used_mb: 0,
        extra_mb: 0,
        shipment: (!line.esim).then_some(Shipment { ordered: at, cancelled: false }),
        activation_will_fail: false,
        leaving: None,
        texts: Vec::new(),
    }
}

/// Checks a new order as the notes ask (endpoint 8) and gives it with its cost.
fn new_order(call: &Call) -> Result<(Order, Cost), Refusal> {
    let body = call.body.clone().unwrap_or_default();
    let mut misfits = Vec::new();
    let mut lines: Vec<OrderedLine> = Vec::new();
    for line in body["lines"].as_array().into_iter().flatten() {
        let text = |name: &str| line[name].as_str().unwrap_or_default().to_owned();
        if lines.iter().any(|other| other.first == text("firstName")) {
            misfits.push(Misfit::new("lines.firstName", "is the same on two lines"));
        }
        if plan(&text("planId")).is_none() {
            misfits.push(Misfit::new("lines.planId", "is not a plan on sale"));
        }
        lines.push(OrderedLine {
            first: text("firstName"),
            last: text("lastName"),
            plan: text("planId"),
            primary: line["isPrimary"] == true,
            esim: line["simType"] == "ESIM",
            port: port(line),
        });
    }
    if lines.iter().filter(|line| line.primary).count() != 1 {
        misfits.push(Misfit::new("lines.isPrimary", "has to be true on exactly one line"));
    }
    let physical = lines.iter().filter(|line| !line.esim).count();
    let shipment = at(call, "/accountInfo/shipmentType");
    if (physical > 0) != (shipment == SHIPPING.0) {
        misfits.push(Misfit::new("accountInfo.shipmentType", "does not suit the SIM types"));
    }
    let addresses = body.pointer("/accountInfo/addresses").and_then(Value::as_array).cloned().unwrap_or_default();
    for kind in ["billing", "shipping"] {
        if !addresses.iter().any(|address| address["type"] == kind) {
            misfits.push(Misfit::new("accountInfo.addresses", format!("has no {kind} address")));
        }
    }
    if !misfits.is_empty() {
        return Err(Refusal::misfit(misfits));
    }
    let count = |count: usize| u64::try_from(count).unwrap_or(0);
    let monthly = lines.iter().filter_map(|line| plan(&line.plan)).map(|plan| plan.cents).sum();
    let shipping = if physical > 0 { SHIPPING.1 } else { 0 };
    let cost = Cost::of(ACTIVATION_FEE * count(lines.len()), SIM_KIT * count(physical), shipping, monthly);
    Ok((Order { email: at(call, "/accountInfo/email").to_owned(), addresses, lines }, cost))
}

/// The port-in fields of a line or an activation; `None` when no number is to be ported.
pub(super) fn port(fields: &Value) -> Option<Port> {
    let text = |name: &str| fields[name].as_str().unwrap_or_default().to_owned();
    fields.get("numberToPort").map(|_| Port {
        number: text("numberToPort"),
        carrier: text("oldCarrier"),
        account: text("oldCarrierAccountNumber"),
        pin: text("password"),
        zip: text("oldZip"),
    })
}

/// The customer, the plan and the cost of a renewal; the customer has to be active.
fn renewal(book: &Book, call: &Call) -> Result<(String, String, Cost), Refusal> {
    let customer = call.text("customerId").unwrap_or_default();
    let line = book.subscribers.get(customer).ok_or_else(|| not_found("There is no such customer."))?;
    if line.status != code::ACTIVE {
        return Err(conflict("The customer is not active."));
    }
    let lines = call.field("lines").and_then(Value::as_array).cloned().unwrap_or_default();
    let plans: Option<Vec<_>> = lines.iter().map(|line| plan(line["planId"].as_str().unwrap_or_default())).collect();
    let plans =
        plans.filter(|plans| !plans.is_empty()).ok_or_else(|| misfit("lines.planId", "is not a plan on sale"))?;
    let cost = Cost::of(0, 0, 0, plans.iter().map(|plan| plan.cents).sum());
    let first = plans.first().map_or("", |plan| plan.code);
    Ok((customer.to_owned(), first.to_owned(), cost))
}

fn at<'a>(call: &'a Call, pointer: &str) -> &'a str {
    call.body.as_ref().and_then(|body| body.pointer(pointer)).and_then(Value::as_str).unwrap_or_default()
}
