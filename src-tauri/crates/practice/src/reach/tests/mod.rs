//! Tests of the simulated Reach over a real socket.

mod billing;
mod gate;
mod jobs;
mod lines;
mod purchase;
mod shapes;

use std::time::Duration;

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::testing::{self, Answer};
use crate::{PracticeClock, PracticeConfig, PracticeShop, ReachShop};

/// Rafael Delgado, whose port failed; Mika Sato, whose port runs; and two active customers, the second on an eSIM.
pub(super) const DELGADO: &str = "CUST-1001";
pub(super) const SATO: &str = "CUST-1002";
pub(super) const JUNE: &str = "CUST-1003";
pub(super) const MARCUS: &str = "CUST-1004";
/// A phone with a right check digit.
pub(super) const IMEI: &str = "490154203237518";

pub(super) async fn shop() -> PracticeShop {
    let start: Timestamp = "2026-03-04T09:30:00Z".parse().unwrap();
    let clock = PracticeClock::fixed(start);
    PracticeShop::start(PracticeConfig { seed: 7, lines: 60, clock, ..PracticeConfig::default() }).await.unwrap()
}

/// Lets time pass.
pub(super) fn pass(shop: &PracticeShop, seconds: u64) {
    shop.clock().advance(Duration::from_secs(seconds));
}

/// The header lines of mode A.
pub(super) fn basic(reach: &ReachShop) -> String {
    let value = reach.gate.backend.credentials.basic();
    format!("Authorization: {value}\r\nx-api-key: {}\r\n", reach.api_key())
}

/// A call in mode A.
pub(super) async fn call(reach: &ReachShop, method: &str, path: &str, body: Option<Value>) -> Answer {
    attempt(reach, method, path, body).await.expect("an answer")
}

/// The same, where no answer may come.
pub(super) async fn attempt(reach: &ReachShop, method: &str, path: &str, body: Option<Value>) -> Option<Answer> {
    ask(reach, method, path, &basic(reach), body).await
}

/// A call with these header lines.
pub(super) async fn ask(
    reach: &ReachShop,
    method: &str,
    path: &str,
    headers: &str,
    body: Option<Value>,
) -> Option<Answer> {
    let body = body.map(|body| body.to_string()).unwrap_or_default();
    let kind = if body.is_empty() { "" } else { "Content-Type: application/json\r\n" };
    testing::raw(&reach.base_url(), method, &format!("/apisvc/v0{path}"), &format!("{headers}{kind}"), &body).await
}

/// The payload of a read that succeeds.
pub(super) async fn get(reach: &ReachShop, path: &str) -> Value {
    let answer = call(reach, "GET", path, None).await;
    assert_eq!((answer.status, &answer.json()["status"]), (200, &json!("SUCCESS")), "{path}");
    answer.json()["data"].clone()
}

/// The HTTP status of a change and its payload.
pub(super) async fn send(reach: &ReachShop, method: &str, path: &str, body: Value) -> (u16, Value) {
    let answer = call(reach, method, path, Some(body)).await;
    let json = answer.json();
    (answer.status, if json["data"].is_null() { json } else { json["data"].clone() })
}

/// A customer's record.
pub(super) async fn info(reach: &ReachShop, customer: &str) -> Value {
    get(reach, &format!("/customerinfo?customerId={customer}")).await
}

/// The uuid of the default card.
pub(super) async fn card(reach: &ReachShop, customer: &str) -> String {
    let cards = get(reach, &format!("/account/card?customerId={customer}")).await;
    let cards = cards.as_array().unwrap();
    cards.iter().find(|card| card["isDefault"] == true).unwrap()["uuid"].as_str().unwrap().to_owned()
}

/// The body of a new order for one line.
pub(super) fn order(sim: &str, collection: f64) -> Value {
    let address = |kind: &str| {
        json!({ "type": kind, "address1": "1 Test St", "address2": "", "city": "Oxford", "state": "MS",
            "zip": "38655", "country": "USA", "residential": "true" })
    };
    let shipment = if sim == "ESIM" { Value::Null } else { json!("usps_first_class_mail") };
    json!({
        "accountInfo": {
            "firstName": "Ann", "lastName": "Test", "billingPhoneCountryCode": "1",
            "billingPhoneNumber": "6015550100", "email": "ann@example.com",
            "addresses": [address("billing"), address("shipping")], "shipmentType": shipment,
            "clientAccountId": "brand-0001", "payment": { "paymentType": "CARD", "collection": collection },
        },
        "lines": [{ "firstName": "Ann", "lastName": "Test", "planId": "RCH-ESS-5", "isPrimary": true, "simType": sim }],
        "meta": { "acquisitionSrc": "Online", "agentUniqueId": "AGENT-1" },
        "redirectUrl": "https://brand.example.com/payment/confirm",
    })
}

/// The quoted total of an order.
pub(super) async fn quoted(reach: &ReachShop, body: Value) -> f64 {
    let (status, quote) = send(reach, "POST", "/product/quote", body).await;
    assert_eq!(status, 200);
    quote["oneTimeCharge"]["totalOneTimeCost"].as_f64().unwrap()
}
