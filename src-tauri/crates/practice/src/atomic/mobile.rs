//! Mobile services at the simulated Atomic (contract 4). Where the notes are silent the stricter reading is served, so
//! that a client which relies on the kinder one is found out here.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::answers;
use super::quirks::ChangeAnswer;
use super::routes::{conflict, misfit, not_found};
use super::state::{Book, Service, Sim, Status, mobile_plan};
use crate::PhoneError;
use crate::gate::{Call, Refusal, Reply};

/// 4.1: reads, bars, unbars or cancels. Ours: a service that is there already is refused with 409, and a cancelled one
/// stays readable for good.
pub(super) fn manage(book: &mut Book, call: &Call, _: Timestamp) -> Result<Reply, Refusal> {
    let msn = call.text("msn").unwrap_or_default();
    let quirks = book.quirks.clone();
    let Some(service) = book.services.get_mut(msn) else {
        let is_query = call.text("action") == Some("query");
        return if is_query && !quirks.unknown_msn_is_error { Ok(Reply::ok(json!([]))) } else { Err(no_service()) };
    };
    let before = json!([answers::service(service, &quirks)]);
    let next = match (call.text("action").unwrap_or_default(), service.status) {
        ("query", _) => return Ok(Reply::ok(before)),
        (_, Status::Cancelled) => return Err(conflict("The service is cancelled.")),
        ("suspend", Status::Active) => Status::Suspended,
        ("suspend", _) => return Err(conflict("The service is not active.")),
        ("active", Status::Suspended) => Status::Active,
        ("active", _) => return Err(conflict("The service is active.")),
        _ => Status::Cancelled,
    };
    service.status = next;
    book.count("manageMobileService");
    Ok(Reply::ok(match quirks.change_answer {
        ChangeAnswer::Success => success(),
        ChangeAnswer::StaleRecord => before,
        ChangeAnswer::Nothing => json!({}),
    }))
}

/// 4.2: the plan has to be a mobile plan; a request that changes nothing is refused (ours).
pub(super) fn update(book: &mut Book, call: &Call, _: Timestamp) -> Result<Reply, Refusal> {
    let cap = call.field("excess_usage").and_then(Value::as_u64);
    let plan = match call.text("service_plan_id") {
        None => None,
        Some(text) => {
            let plan = text.parse().ok().and_then(mobile_plan);
            Some(plan.ok_or_else(|| misfit("service_plan_id", "is not a mobile plan of this account"))?.0)
        }
    };
    if cap.is_none() && plan.is_none() {
        return Err(misfit("body", "excess_usage or service_plan_id is required"));
    }
    let service = living(book, call)?;
    service.excess_usage = cap.unwrap_or(service.excess_usage);
    service.plan = plan.unwrap_or(service.plan);
    book.count("updateMobileService");
    Ok(Reply::ok(success()))
}

/// 4.3: every accepted call takes another SIM: an eSIM twice asked for is made twice, and the first code is dead. A
/// card has to be free in stock (ours); the old card does not come back.
pub(super) fn replace_sim(book: &mut Book, call: &Call, now: Timestamp) -> Result<Reply, Refusal> {
    let msn = living(book, call)?.msn.clone();
    let is_esim = call.field("is_esim").and_then(Value::as_bool) == Some(true);
    let (sim, address) = if is_esim {
        (book.mint_esim(), call.text("notification_email"))
    } else {
        let card = call.text("sim_card_number").unwrap_or_default();
        if !book.free_cards.remove(card) {
            let used = book.services.values().any(|service| matches!(&service.sim, Sim::Card(own) if own == card));
            return Err(if used { conflict("This SIM is in use.") } else { not_found("This SIM is not in stock.") });
        }
        (Sim::Card(card.to_owned()), None)
    };
    let service = living(book, call)?;
    if let Some(address) = address {
        address.clone_into(&mut service.email);
    }
    if let Sim::Esim { code, .. } = std::mem::replace(&mut service.sim, sim) {
        book.dead_codes.insert(code);
    }
    if let Some(address) = address {
        book.mail_code(&msn, address, now);
    }
    book.count("replaceSim");
    Ok(Reply::ok(success()))
}

/// 4.4: the profile can be installed again, with a new code that goes to the service's address (ours).
pub(super) fn reset_esim(book: &mut Book, call: &Call, now: Timestamp) -> Result<Reply, Refusal> {
    let wanted = call.text("iccid").unwrap_or_default().to_owned();
    let service = living(book, call)?;
    let (msn, address) = (service.msn.clone(), service.email.clone());
    match &service.sim {
        Sim::Card(_) => return Err(conflict("The service has no eSIM.")),
        Sim::Esim { iccid, .. } if *iccid != wanted => return Err(not_found("The service has no such eSIM.")),
        Sim::Esim { .. } => {}
    }
    let new = book.mint_code();
    if let Sim::Esim { code, installed, .. } = &mut living(book, call)?.sim {
        *installed = false;
        let old = std::mem::replace(code, new);
        book.dead_codes.insert(old);
    }
    book.mail_code(&msn, &address, now);
    book.count("resetEsim");
    Ok(Reply::ok(json!({ "status": "success", "message": "eSIM status has been reset" })))
}

/// The customer's phone scans a code: gives the number of its service.
pub(super) fn use_code(book: &mut Book, wanted: &str) -> Result<String, PhoneError> {
    let Some(msn) = book.owner_of_code(wanted).map(str::to_owned) else {
        return Err(if book.dead_codes.contains(wanted) { PhoneError::CodeReplaced } else { PhoneError::CodeUnknown });
    };
    match book.services.get_mut(&msn).map(|service| &mut service.sim) {
        Some(Sim::Esim { installed, .. }) if !*installed => *installed = true,
        _ => return Err(PhoneError::CodeSpent),
    }
    Ok(msn)
}

/// The service that is named, as long as it is not cancelled.
fn living<'a>(book: &'a mut Book, call: &Call) -> Result<&'a mut Service, Refusal> {
    let service = book.services.get_mut(call.text("msn").unwrap_or_default()).ok_or_else(no_service)?;
    if service.status == Status::Cancelled { Err(conflict("The service is cancelled.")) } else { Ok(service) }
}

fn no_service() -> Refusal {
    not_found("There is no such service.")
}

fn success() -> Value {
    json!({ "status": "success" })
}
