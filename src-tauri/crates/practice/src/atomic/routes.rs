//! Which code serves which operation of the Atomic contract, and the work of customers, plans, brand names and texts.
//! Mobile services have a file of their own.

use axum::http::StatusCode;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::state::{Book, Brand, Customer, SENDERS, SMS_ACCOUNT, SentText, Status};
use super::{answers, mobile};
use crate::gate::{Call, Refusal, Reply};
use crate::schema::Misfit;

/// Does the work of one operation.
pub(super) type Handler = fn(&mut Book, &Call, Timestamp) -> Result<Reply, Refusal>;

/// The most texts in one answer (contract 5.3).
const MOST_TEXTS: usize = 100;

/// The code behind an operation id of the contract.
pub(super) fn handler(operation: &str) -> Option<Handler> {
    Some(match operation {
        "listCustomers" => list_customers,
        "createCustomer" => create_customer,
        "deleteCustomer" => delete_customer,
        "listServicePlans" => list_plans,
        "manageMobileService" => mobile::manage,
        "updateMobileService" => mobile::update,
        "replaceSim" => mobile::replace_sim,
        "resetEsim" => mobile::reset_esim,
        "registerBrandName" => register_brand,
        "getBrandNameStatus" => brand_status,
        "listIncomingSms" => incoming,
        "listSmsSenders" => senders,
        "sendSms" => send_sms,
        "getSmsStatus" => sms_status,
        _ => return None,
    })
}

/// 2.1: the match ignores case (ours).
fn list_customers(book: &mut Book, call: &Call, _: Timestamp) -> Result<Reply, Refusal> {
    let wanted = call.asked("customer_name").unwrap_or_default().to_lowercase();
    let shown = book.customers.values().filter(|customer| {
        customer.name().to_lowercase().contains(&wanted) && !(book.quirks.hides_deleted && customer.deleted.is_some())
    });
    let records = shown.map(|customer| answers::customer(customer, &book.quirks)).collect();
    Ok(answers::list(records, call, &book.quirks))
}

/// 2.2: two calls make two customers, also of one name.
fn create_customer(book: &mut Book, call: &Call, now: Timestamp) -> Result<Reply, Refusal> {
    const FIELDS: [&str; 10] =
        ["customer_name", "nickname", "abn", "addr_1", "addr_2", "postcode", "city", "region", "country", "website"];
    let id = book.customers.keys().next_back().copied().unwrap_or(1_000) + 1;
    let customer = Customer {
        id,
        account_number: 12_345 + id,
        fields: FIELDS.iter().map(|name| (*name, call.text(name).unwrap_or_default().to_owned())).collect(),
        created: now,
        deleted: None,
    };
    let answer = answers::customer(&customer, &book.quirks);
    book.customers.insert(id, customer);
    book.count("createCustomer");
    Ok(Reply::ok(answer))
}

/// 2.3: ours: the customer stays listed with its date, and its services are cancelled.
fn delete_customer(book: &mut Book, call: &Call, now: Timestamp) -> Result<Reply, Refusal> {
    let id = call.field("customer_id").and_then(Value::as_u64).unwrap_or_default();
    let customer = book.customers.get_mut(&id).ok_or_else(|| not_found("There is no such customer."))?;
    if customer.deleted.is_some() {
        return Err(conflict("The customer is deleted already."));
    }
    customer.deleted = Some(now);
    let answer = json!({ "status": "DELETED", "customer_id": id, "customer_name": customer.name() });
    for service in book.services.values_mut().filter(|service| service.customer == id) {
        service.status = Status::Cancelled;
    }
    book.count("deleteCustomer");
    Ok(Reply::ok(answer))
}

fn list_plans(book: &mut Book, call: &Call, _: Timestamp) -> Result<Reply, Refusal> {
    Ok(answers::list(answers::plans(&book.quirks), call, &book.quirks))
}

/// 5.1: every call is a registration of its own. At most 11 letters and digits (ours).
fn register_brand(book: &mut Book, call: &Call, now: Timestamp) -> Result<Reply, Refusal> {
    if call.field("sms_account_id").and_then(Value::as_u64) != Some(SMS_ACCOUNT) {
        return Err(not_found("There is no such SMS account."));
    }
    let text = |name: &str| call.text(name).unwrap_or_default().to_owned();
    let name = text("brand_name");
    if name.is_empty() || name.chars().count() > 11 {
        return Err(misfit("brand_name", "has to have 1 to 11 letters"));
    }
    let id = (10_000 + book.brands.len() + 1).to_string();
    let answer = json!({ "result": "success", "brand_name": name, "registration_id": id });
    let brand = Brand { name, url: text("brand_url"), description: text("description"), registered: now };
    book.brands.insert(id, brand);
    book.count("registerBrandName");
    Ok(Reply::ok(answer))
}

fn brand_status(book: &mut Book, call: &Call, now: Timestamp) -> Result<Reply, Refusal> {
    let id = call.asked("registration_id").unwrap_or_default();
    let brand = book.brands.get(id).ok_or_else(|| not_found("There is no such registration."))?;
    Ok(Reply::ok(answers::brand(id, brand, now, &book.quirks)))
}

/// 5.3: the newest first (ours), at most a hundred; a leading plus sign does not matter.
fn incoming(book: &mut Book, call: &Call, _: Timestamp) -> Result<Reply, Refusal> {
    let (from, to) = (moment(call, "from_date")?, moment(call, "to_date")?);
    if from > to {
        return Err(misfit("to_date", "is before from_date"));
    }
    let plain = |number: &str| number.trim_start_matches('+').to_owned();
    let fits = |name: &str, number: &str| call.asked(name).is_none_or(|wanted| plain(wanted) == plain(number));
    let mut texts: Vec<_> = book.received.iter().filter(|text| (from..=to).contains(&text.at)).collect();
    texts.retain(|text| fits("sender", &text.sender) && fits("receiver", &text.receiver));
    texts.sort_by_key(|text| std::cmp::Reverse(text.at));
    let records: Vec<Value> =
        texts.into_iter().take(MOST_TEXTS).map(|text| answers::text(text, &book.quirks)).collect();
    Ok(Reply::ok(Value::from(records)))
}

/// A `yyyy-MM-dd hh:mm:ss` in UTC.
fn moment(call: &Call, name: &str) -> Result<Timestamp, Refusal> {
    let text = call.asked(name).unwrap_or_default();
    let civil = jiff::civil::DateTime::strptime("%Y-%m-%d %H:%M:%S", text).ok();
    let zoned = civil.and_then(|civil| civil.to_zoned(jiff::tz::TimeZone::UTC).ok());
    zoned.map(|zoned| zoned.timestamp()).ok_or_else(|| misfit(name, "is not a time"))
}

fn senders(_: &mut Book, _: &Call, _: Timestamp) -> Result<Reply, Refusal> {
    Ok(Reply::ok(json!({ "status": "success", "result": { "Sender": SENDERS } })))
}

/// Every call sends, also the same text again. The callback address is taken and never called: the shop stays inside.
fn send_sms(book: &mut Book, call: &Call, now: Timestamp) -> Result<Reply, Refusal> {
    if !SENDERS.contains(&call.text("from").unwrap_or_default()) {
        return Err(misfit("from", "is not a sender of this account"));
    }
    let to: Vec<String> = call.text("to").unwrap_or_default().split(',').map(str::to_owned).collect();
    if to.iter().any(|number| number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit())) {
        return Err(misfit("to", "has to be numbers separated by commas"));
    }
    let message_id = format!("00029910-0000{}", book.chance.digits(9));
    book.sent.push(SentText { message_id: message_id.clone(), to, at: now });
    book.count("sendSms");
    Ok(Reply::ok(json!({ "status": "success", "result": { "message_id": message_id, "status": "pending" } })))
}

fn sms_status(book: &mut Book, call: &Call, now: Timestamp) -> Result<Reply, Refusal> {
    let id = call.text("message_id").unwrap_or_default();
    let sent = book.sent.iter().find(|sent| sent.message_id == id);
    let sent = sent.ok_or_else(|| not_found("There is no such message."))?;
    let status = match now.as_second() - sent.at.as_second() {
        ..5 => "pending",
        5..30 => "Enroute",
        _ => "Delivered",
    };
    Ok(Reply::ok(json!({ "status": "success", "result": { "message_id": id, "status": status } })))
}

pub(super) fn not_found(detail: &str) -> Refusal {
    Refusal::new(StatusCode::NOT_FOUND, detail)
}

pub(super) fn conflict(detail: &str) -> Refusal {
    Refusal::new(StatusCode::CONFLICT, detail)
}

pub(super) fn misfit(field: &str, reason: &str) -> Refusal {
    Refusal::misfit(vec![Misfit::new(field, reason)])
}
