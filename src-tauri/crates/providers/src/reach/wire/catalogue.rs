//! Answers of the catalogue (Reach contract 4 to 7): the plan's first six fields are documented, the rest observed.

use serde_json::Value;

use super::envelope::{self, Status};
use super::{flag, money, number, time, word};
use crate::Answer;
use crate::reach::catalogue::{Offer, Plan, Products, Service};
use crate::reach::ids::ServiceCode;
use crate::record::{self, Record};
use crate::transport::RawAnswer;

const PLAN: &[&str] = &["serviceCode", "baseLinePrice", "displayName", "name"];
const OFFER: &[&str] = &["coupon", "name", "discountInDollar", "planDiscount"];
const SERVICE: &[&str] = &["serviceCode", "serviceType", "name"];

pub(in crate::reach) fn products(answer: &RawAnswer) -> Answer<Products> {
    let mut all = envelope::object(answer, Status::Envelopes, &["plans", "offers", "services"])?;
    let mut taken = |name: &'static str| {
        let key = all.0.keys().find(|key| key.eq_ignore_ascii_case(name)).cloned();
        let inside = key.and_then(|key| all.0.remove(&key)).filter(|value| !value.is_null());
        record::records(inside.unwrap_or(Value::Array(Vec::new())), &[])
            .map_err(|misfit| answer.unusable(format_args!("the answer does not fit at `{name}{}`", misfit.0)))
    };
    let (plans, offers, services) = (taken("plans")?, taken("offers")?, taken("services")?);
    Ok(Products {
        plans: plans.into_iter().map(plan).collect(),
        offers: offers.into_iter().map(offer).collect(),
        services: services.into_iter().map(service).collect(),
        raw: all.rest(""),
    })
}

pub(in crate::reach) fn plans(answer: &RawAnswer) -> Answer<Vec<Plan>> {
    Ok(envelope::list(answer, &["plans"], PLAN)?.into_iter().map(plan).collect())
}

pub(in crate::reach) fn offers(answer: &RawAnswer) -> Answer<Vec<Offer>> {
    Ok(envelope::list(answer, &["offers"], OFFER)?.into_iter().map(offer).collect())
}

pub(in crate::reach) fn services(answer: &RawAnswer) -> Answer<Vec<Service>> {
    Ok(envelope::list(answer, &["services"], SERVICE)?.into_iter().map(service).collect())
}

fn plan(mut record: Record) -> Plan {
    Plan {
        code: code(&mut record),
        name: word(&mut record, &["displayName", "displayNameWeb", "name"]),
        price: money(&mut record, &["baseLinePrice"]),
        further_line_price: money(&mut record, &["additionalLinePrice"]),
        most_lines: number(&mut record, &["maxLines"]),
        // Text or a link: its form is unknown, and it has to be displayed.
        label: record.take_text(&["fccLabel"]),
        upgrades: codes(&mut record, "upGradableTo"),
        downgrades: codes(&mut record, "downGradableTo"),
        change_allowed: flag(&mut record, &["allowPlanChange", "isAllowPlanChange"]),
        data: word(&mut record, &["planData"]),
        data_unit: word(&mut record, &["dataUnit"]),
        unlimited: flag(&mut record, &["isUnlimited"]),
        raw: record.rest(""),
    }
}

fn code(record: &mut Record) -> Option<ServiceCode> {
    record.take_exact(&["serviceCode"]).map(ServiceCode::new)
}

/// The codes of a list. What an element is, is unknown: a text, or an object with the code in it. A list with anything
/// else stays in the record.
fn codes(record: &mut Record, name: &str) -> Vec<ServiceCode> {
    let Some(Value::Array(items)) = record.0.get(name) else {
        return Vec::new();
    };
    let read = |item: &Value| match item {
        Value::String(text) if !text.is_empty() => Some(ServiceCode::new(text.clone())),
        Value::Object(map) => code(&mut Record(map.clone())),
        _ => None,
    };
    let found: Option<Vec<ServiceCode>> = items.iter().map(read).collect();
    if found.is_some() {
        record.0.remove(name);
    }
    found.unwrap_or_default()
}

fn offer(mut record: Record) -> Offer {
    Offer {
        name: word(&mut record, &["name"]),
        coupon: word(&mut record, &["coupon"]),
        discount: money(&mut record, &["discountInDollar"]),
        from: time(&mut record, &["startDate"]),
        to: time(&mut record, &["endDate"]),
        expired: flag(&mut record, &["expired"]),
        raw: record.rest(""),
    }
}

fn service(mut record: Record) -> Service {
    Service {
        code: code(&mut record),
        name: word(&mut record, &["name"]),
        kind: word(&mut record, &["serviceType", "type"]),
        shipping: money(&mut record, &["shippingAmount"]),
        delivery_days: word(&mut record, &["deliveryDays"]),
        raw: record.rest(""),
    }
}
