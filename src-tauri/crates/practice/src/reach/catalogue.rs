//! What the simulated Reach sells, and the checks before a sale (contract endpoints 2 to 7, 18, 22, 23). Codes, names
//! and prices are invented.

use axum::http::StatusCode;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::answers::{Done, date, dollars, done};
use super::state::Book;
use crate::clock::shifted;
use crate::gate::{Call, Refusal};

/// A plan on sale.
pub(super) struct Plan {
    pub(super) code: &'static str,
    pub(super) name: &'static str,
    pub(super) cents: u64,
    /// Gigabytes; `None` for no limit.
    pub(super) gigabytes: Option<u64>,
}

/// From the cheapest to the dearest: a dearer one is an upgrade.
pub(super) const PLANS: [Plan; 4] = [
    Plan { code: "RCH-GIG-1", name: "By the Gig", cents: 1_500, gigabytes: Some(1) },
    Plan { code: "RCH-ESS-5", name: "Essential 5 GB", cents: 2_500, gigabytes: Some(5) },
    Plan { code: "RCH-PLUS-15", name: "Plus 15 GB", cents: 3_500, gigabytes: Some(15) },
    Plan { code: "RCH-UNL", name: "Unlimited", cents: 5_000, gigabytes: None },
];

/// Top-ups: code, name, price, megabytes.
pub(super) const TOPUPS: [(&str, &str, u64, u64); 2] =
    [("TOPUP-1", "1 GB top-up", 1_000, 1_024), ("TOPUP-5", "5 GB top-up", 3_000, 5_120)];

/// The one way of shipping: code and price.
pub(super) const SHIPPING: (&str, u64) = ("usps_first_class_mail", 650);

/// The plan with this code; the code is compared as it is, never trimmed (contract C2).
pub(super) fn plan(code: &str) -> Option<&'static Plan> {
    PLANS.iter().find(|plan| plan.code == code)
}

fn plan_record(plan: &Plan) -> Value {
    let codes = |wanted: fn(u64, u64) -> bool| -> Vec<&str> {
        PLANS.iter().filter(|other| wanted(other.cents, plan.cents)).map(|other| other.code).collect()
    };
    json!({
        "serviceCode": plan.code,
        "uniqueIdentifier": plan.code,
        "displayName": plan.name,
        "name": plan.name,
        "baseLinePrice": dollars(plan.cents),
        "additionalLinePrice": dollars(plan.cents.saturating_sub(500)),
        "maxLines": 5,
        "fccLabel": format!("https://labels.example.com/{}", plan.code),
        "upGradableTo": codes(|other, own| other > own),
        "downGradableTo": codes(|other, own| other < own),
        "planData": plan.gigabytes.unwrap_or(0),
        "dataUnit": "GB",
        "isUnlimited": plan.gigabytes.is_none(),
        "allowPlanChange": true,
        "planType": "BASE",
        "planCharging": "PREPAID",
    })
}

fn only(records: Vec<Value>, call: &Call) -> Vec<Value> {
    let wanted = call.asked("serviceCode");
    records.into_iter().filter(|record| wanted.is_none_or(|code| record["serviceCode"] == code)).collect()
}

/// The server defect that was seen on lists of plans (contract 2.7).
fn working(book: &Book) -> Result<(), Refusal> {
    if book.quirks.plan_list_broken {
        let text = "Unrecognized field \"modifiedDate\" (class ReachPlanDTO)";
        return Err(Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, text));
    }
    Ok(())
}

/// 4
pub(super) fn products(book: &mut Book, _: &Call, now: Timestamp) -> Result<Done, Refusal> {
    working(book)?;
    let plans: Vec<Value> = PLANS.iter().map(plan_record).collect();
    done(json!({ "plans": plans, "offers": offer_records(book, now), "services": service_records() }))
}

/// 5
pub(super) fn plans(book: &mut Book, call: &Call, _: Timestamp) -> Result<Done, Refusal> {
    working(book)?;
    done(Value::from(only(PLANS.iter().map(plan_record).collect(), call)))
}

/// 6
pub(super) fn offers(book: &mut Book, _: &Call, now: Timestamp) -> Result<Done, Refusal> {
    done(Value::from(offer_records(book, now)))
}

fn offer_records(book: &Book, now: Timestamp) -> Vec<Value> {
    vec![json!({
        "name": "Welcome",
        "coupon": "PRACTICE5",
        "discountInDollar": dollars(500),
        "planDiscount": 0,
        "secondaryDiscount": 0,
        "startDate": date(shifted(now, -30 * 86_400), &book.quirks),
        "endDate": date(shifted(now, 60 * 86_400), &book.quirks),
        "expired": false,
        "maxCouponLimit": 100,
    })]
}

/// 7
pub(super) fn services(_: &mut Book, call: &Call, _: Timestamp) -> Result<Done, Refusal> {
    done(Value::from(only(service_records(), call)))
}

fn service_records() -> Vec<Value> {
    let shipping = json!({ "name": "First class mail", "serviceType": "SHIPPING", "type": "SHIPPING",
        "serviceCode": SHIPPING.0, "shippingAmount": dollars(SHIPPING.1), "deliveryDays": "3" });
    let topups = TOPUPS.iter().map(|(code, name, cents, megabytes)| {
        json!({ "name": name, "serviceType": "TOPUP", "type": "DATA", "serviceCode": code,
            "pulseCost": dollars(*cents), "dataLimit": megabytes })
    });
    std::iter::once(shipping).chain(topups).collect()
}

/// Ours: everything but ZIP codes that begin with 99 is covered.
fn covered(zip: &str) -> bool {
    !zip.starts_with("99")
}

/// 2
pub(super) fn coverage(book: &mut Book, call: &Call, _: Timestamp) -> Result<Done, Refusal> {
    let covered = covered(call.text("zip").unwrap_or_default());
    let strength = if covered { "GOOD" } else { "NONE" };
    let answer = json!({
        "brandCoverage": covered,
        "coverageStrength5G": strength,
        "coverageStrength4G": strength,
        "signal5g": strength,
        "signal4g": strength,
        "msg": if covered { "Covered." } else { "Not covered." },
    });
    done(if book.quirks.coverage_under_carrier { json!({ "mno_A": answer }) } else { answer })
}

/// 23
pub(super) fn zip_code(_: &mut Book, call: &Call, _: Timestamp) -> Result<Done, Refusal> {
    let covered = covered(call.text("zipCode").unwrap_or_default());
    done(json!({ "isValid": covered, "brandCoverage": covered, "esimAvailable": covered, "psimAvailable": covered,
        "compatibility5G": covered, "volteCompatible": covered, "wfcCompatible": covered }))
}

/// Whether the check digit of an IMEI is right.
pub(super) fn luhn(digits: &str) -> bool {
    let sum = digits.bytes().rev().enumerate().map(|(index, byte)| {
        let digit = u32::from(byte.wrapping_sub(b'0'));
        match digit * (1 + u32::try_from(index % 2).unwrap_or(0)) {
            doubled if doubled > 9 => doubled - 9,
            value => value,
        }
    });
    digits.bytes().all(|byte| byte.is_ascii_digit()) && sum.sum::<u32>().is_multiple_of(10)
}

/// 3: ours: the eighth digit 1 is a phone without eSIM, 2 one with nothing else, 9 one that was stolen.
pub(super) fn device(_: &mut Book, call: &Call, _: Timestamp) -> Result<Done, Refusal> {
    let imei = call.param("imei");
    let kind = imei.as_bytes().get(7).copied().unwrap_or(b'0');
    let stolen = kind == b'9';
    let mode = match kind {
        b'1' => "PSIM",
        b'2' => "ESIM",
        _ => "BOTH",
    };
    done(json!({
        "isValid": luhn(imei) && !stolen,
        "mode": mode,
        "esimAvailable": mode != "PSIM",
        "psimAvailable": mode != "ESIM",
        "make": "Practice",
        "model": "Handset 1",
        "imei": imei,
        "volteCompatible": "true",
        "compatibility5G": "NA",
        "lostOrStolen": stolen,
        "errorText": if stolen { "Reported stolen." } else { "" },
    }))
}

/// 18: good is what is in stock.
pub(super) fn sim(book: &mut Book, call: &Call, _: Timestamp) -> Result<Done, Refusal> {
    let valid = call.text("iccId").is_some_and(|iccid| book.free_sims.contains(iccid));
    done(json!({ "isValid": valid, "mode": "PSIM", "wifiCalling": valid, "volteCompatible": valid }))
}

/// 22: ours: a number outside the fictional ones, or one of ours, cannot come in.
pub(super) fn portable(book: &mut Book, call: &Call, _: Timestamp) -> Result<Done, Refusal> {
    let number = call.asked("mdn").unwrap_or_default();
    let ours = book.subscribers.values().any(|one| one.mobile.as_deref() == Some(number));
    let portable = number.get(3..8) == Some("55501") && !ours && !book.free_numbers.contains(number);
    let message = if portable { "The number can be ported." } else { "The number cannot be ported." };
    done(json!({ "isPortValidate": portable, "message": message }))
}
