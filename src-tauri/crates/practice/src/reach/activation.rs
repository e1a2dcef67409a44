//! Activation and port-in at the simulated Reach (contract endpoints 19 to 21, state machines 3.2 and 3.3).

use jiff::Timestamp;
use serde_json::{Value, json};

use super::answers::{Done, accepted, conflict, date, done, misfit, not_found, said};
use super::catalogue::{luhn, plan};
use super::purchase::port;
use super::state::{Book, Step, Subscriber, code};
use crate::gate::{Call, Refusal};

/// Ours, within the documented 2 to 10 minutes and "minutes to hours".
const ACTIVATION_TAKES: i64 = 180;
const PORT_TAKES: i64 = 1_200;

/// The subscriber a body names as `customerId`.
pub(super) fn named<'a>(book: &'a mut Book, call: &Call) -> Result<&'a mut Subscriber, Refusal> {
    of(book, call.text("customerId").unwrap_or_default())
}

/// The subscriber with this id.
pub(super) fn of<'a>(book: &'a mut Book, id: &str) -> Result<&'a mut Subscriber, Refusal> {
    book.subscribers.get_mut(id).ok_or_else(|| not_found("There is no such customer."))
}

/// 19: only a line that is not active and has nothing running (ours). The port-in comes with this call or came with the
/// order (C4); this call wins.
pub(super) fn activate(book: &mut Book, call: &Call, now: Timestamp) -> Result<Done, Refusal> {
    let line = named(book, call)?;
    if ![code::INACTIVE, code::ACTIVATION_FAILED, code::PORT_CANCELLED].contains(&line.status) {
        return Err(conflict("The line is active, or something is running on it."));
    }
    let id = line.id.clone();
    let esim = call.field("esim").and_then(Value::as_bool) == Some(true);
    let imei = call.text("imei").map(str::to_owned);
    if imei.as_deref().is_some_and(|imei| !luhn(imei)) {
        return Err(misfit("imei", "is not an IMEI"));
    }
    let iccid =
        if esim { book.mint_iccid() } else { from_stock(book, call.text("iccId").unwrap_or_default(), "iccId")? };
    let given = call.body.as_ref().and_then(port);
    let line = of(book, &id)?;
    line.port = given.or(line.port.take());
    (line.iccid, line.esim) = (Some(iccid), esim);
    line.imei = imei.or(line.imei.take());
    line.message.clear();
    let ports = line.port.is_some();
    line.status = if ports { code::PORTING } else { code::ACTIVATING };
    book.drop_activation(&id);
    if ports {
        book.later(now, PORT_TAKES, &id, Step::PortDecision);
    } else {
        book.later(now, ACTIVATION_TAKES, &id, Step::Activated);
    }
    let transaction = format!("ACT-{}", book.number());
    accepted("Activation started.", Some(json!({ "transactionId": transaction })))
}

/// Takes a card out of stock.
pub(super) fn from_stock(book: &mut Book, iccid: &str, field: &str) -> Result<String, Refusal> {
    if book.free_sims.remove(iccid) {
        return Ok(iccid.to_owned());
    }
    let used = book.subscribers.values().any(|one| one.iccid.as_deref() == Some(iccid));
    Err(if used { conflict("This SIM is in use.") } else { misfit(field, "is not a SIM of this brand") })
}

/// An activation is over.
pub(super) fn finish(book: &mut Book, id: &str, at: Timestamp) {
    let free = book.free_numbers.iter().next().cloned();
    let Some(line) = book.subscribers.get_mut(id) else { return };
    if std::mem::take(&mut line.activation_will_fail) {
        line.status = code::ACTIVATION_FAILED;
        "The network refused the device.".clone_into(&mut line.message);
        return;
    }
    if line.mobile.is_none() {
        line.mobile = free;
    }
    let mobile = line.mobile.clone().unwrap_or_default();
    line.status = code::ACTIVE;
    line.activated = Some(at);
    "Active.".clone_into(&mut line.message);
    book.free_numbers.remove(&mobile);
}

/// The losing carrier has answered.
pub(super) fn decide_port(book: &mut Book, id: &str, at: Timestamp) {
    let Some(line) = book.subscribers.get_mut(id).filter(|line| line.status == code::PORTING) else { return };
    let Some(port) = &line.port else { return };
    match port.refusal() {
        Some(reason) => {
            line.status = code::PORT_FAILED;
            reason.clone_into(&mut line.message);
        }
        None => {
            line.mobile = Some(port.number.clone());
            finish(book, id, at);
        }
    }
}

/// 20
pub(super) fn status(book: &mut Book, call: &Call, _: Timestamp) -> Result<Done, Refusal> {
    let quirks = book.quirks.clone();
    let line = of(book, call.asked("customerId").unwrap_or_default())?;
    let number = line.port.as_ref().map(|port| &port.number).filter(|_| line.status >= code::PORTING);
    let mut answer = json!({
        "status": quirks.unknown_status.unwrap_or(line.status),
        "activationMsg": line.message,
        "planName": plan(&line.plan).map_or("", |plan| plan.name),
    });
    if let Some(fields) = answer.as_object_mut() {
        if let Some(number) = number.or(line.mobile.as_ref()) {
            fields.insert("mobileNo".into(), json!(number));
        }
        if let Some(at) = line.activated {
            fields.insert("activationDate".into(), date(at, &quirks));
        }
    }
    done(answer)
}

/// 21: only after a failure, unless the quirk says otherwise. A correction is decided anew; one that corrects nothing
/// fails again.
pub(super) fn update_port(book: &mut Book, call: &Call, now: Timestamp) -> Result<Done, Refusal> {
    let while_porting = book.quirks.port_update_while_porting;
    let line = named(book, call)?;
    let id = line.id.clone();
    let open = line.status == code::PORT_FAILED || (while_porting && line.status == code::PORTING);
    let port = line.port.as_mut().filter(|_| open).ok_or_else(|| conflict("There is no port to correct."))?;
    if call.text("numberToPort").is_some_and(|number| number != port.number) {
        return Err(misfit("numberToPort", "is not the number of this port"));
    }
    let wanted = |name: &str| call.text(name).map(str::to_owned).ok_or_else(|| misfit(name, "is required"));
    match call.text("type").unwrap_or_default() {
        "UPDATE_PIN" => port.pin = wanted("password")?,
        "UPDATE_ACCOUNT" => port.account = wanted("oldCarrierAccountNumber")?,
        "UPDATE_ZIP" => port.zip = wanted("oldZip")?,
        "CANCEL_PORT" => {
            line.status = code::PORT_CANCELLED;
            "Cancelled.".clone_into(&mut line.message);
            line.port = None;
            book.drop_activation(&id);
            return said("The port is cancelled.");
        }
        "CANCEL_AND_NEW" => {
            line.status = code::ACTIVATING;
            line.message.clear();
            line.port = None;
            book.drop_activation(&id);
            book.later(now, ACTIVATION_TAKES, &id, Step::Activated);
            return said("The line gets a new number.");
        }
        _ => {}
    }
    if let Some(carrier) = call.text("oldCarrier") {
        carrier.clone_into(&mut port.carrier);
    }
    line.status = code::PORTING;
    line.message.clear();
    book.drop_activation(&id);
    book.later(now, PORT_TAKES, &id, Step::PortDecision);
    said("The port was sent again.")
}
