//! Subscribers at the simulated Reach: reading, lifecycle, number, reset, features (contract endpoints 24 to 32, 34 to
//! 40). Durations are ours.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::activation::{from_stock, named, of};
use super::answers::{Done, accepted, conflict, done, misfit, said};
use super::catalogue::plan;
use super::state::{Book, Step, Subscriber, code};
use crate::clock::shifted;
use crate::gate::{Call, Refusal};

const STATUS_TAKES: i64 = 30;
const NUMBER_TAKES: i64 = 120;
const RESET_TAKES: i64 = 120;
/// A line can come back for so long (business page).
const RECONNECT_WITHIN: i64 = 30 * 86_400;

/// 25. `firstName`, `lastName`, `email` and `isPrimary` are ours.
pub(super) fn info(book: &mut Book, call: &Call, _: Timestamp) -> Result<Done, Refusal> {
    let unknown = book.quirks.unknown_status;
    let line = of(book, call.asked("customerId").unwrap_or_default())?;
    let mut answer = json!({
        "customerId": line.id,
        "status": unknown.unwrap_or(line.status),
        "reachPlanId": line.plan,
        "clientAccountId": line.client_account,
        "groupId": line.group,
        "esim": line.esim,
        "firstName": line.first,
        "lastName": line.last,
        "email": line.email,
        "isPrimary": line.primary,
    });
    if let Some(fields) = answer.as_object_mut() {
        for (name, value) in [("iccId", &line.iccid), ("imei", &line.imei), ("mobileNo", &line.mobile)] {
            if let Some(value) = value {
                fields.insert(name.to_owned(), json!(value));
            }
        }
    }
    done(answer)
}

/// The line, which has to be active.
pub(super) fn active(line: &mut Subscriber) -> Result<&mut Subscriber, Refusal> {
    if line.status == code::ACTIVE { Ok(line) } else { Err(conflict("The line is not active.")) }
}

/// 24: every call texts.
pub(super) fn send_sms(book: &mut Book, call: &Call, _: Timestamp) -> Result<Done, Refusal> {
    let line = active(of(book, call.param("customerId"))?)?;
    line.texts.push(call.text("message").unwrap_or_default().to_owned());
    said("The text was sent.")
}

/// 26
pub(super) fn update_fields(book: &mut Book, call: &Call, _: Timestamp) -> Result<Done, Refusal> {
    let id = call.param("customerId");
    of(book, id)?;
    if let Some(email) = call.text("email")
        && book.subscribers.values().any(|one| one.id != id && one.email.eq_ignore_ascii_case(email))
    {
        return Err(misfit("email", "is registered already"));
    }
    if !["firstName", "lastName", "email", "addresses"].iter().any(|name| call.field(name).is_some()) {
        return Err(misfit("body", "changes nothing"));
    }
    let line = of(book, id)?;
    for (field, name) in [(&mut line.first, "firstName"), (&mut line.last, "lastName"), (&mut line.email, "email")] {
        if let Some(text) = call.text(name) {
            text.clone_into(field);
        }
    }
    for new in call.field("addresses").and_then(Value::as_array).into_iter().flatten() {
        match line.addresses.iter_mut().find(|address| address["type"] == new["type"]) {
            Some(Value::Object(address)) => {
                address
                    .extend(new.as_object().into_iter().flatten().map(|(name, value)| (name.clone(), value.clone())));
            }
            _ => line.addresses.push(new.clone()),
        }
    }
    said("The account was updated.")
}

/// 29: the status changes a little later, and until then a second call is taken too.
pub(super) fn suspend(book: &mut Book, call: &Call, now: Timestamp) -> Result<Done, Refusal> {
    let id = active(named(book, call)?)?.id.clone();
    book.later(now, STATUS_TAKES, &id, Step::Status(code::SUSPENDED));
    said("The line will be suspended.")
}

/// 30
pub(super) fn restore(book: &mut Book, call: &Call, now: Timestamp) -> Result<Done, Refusal> {
    let line = named(book, call)?;
    if line.status != code::SUSPENDED {
        return Err(conflict("The line is not suspended."));
    }
    let id = line.id.clone();
    book.later(now, STATUS_TAKES, &id, Step::Status(code::ACTIVE));
    said("The line will be restored.")
}

/// 28: ours: within half a minute, as the guide has it (C8), also for a suspended line.
pub(super) fn disconnect(book: &mut Book, call: &Call, now: Timestamp) -> Result<Done, Refusal> {
    let line = named(book, call)?;
    if ![code::ACTIVE, code::SUSPENDED].contains(&line.status) {
        return Err(conflict("The line is not active."));
    }
    let id = line.id.clone();
    book.later(now, STATUS_TAKES, &id, Step::Status(code::DISCONNECTED));
    said("The line will be disconnected.")
}

/// 27: within 30 days, with its old number.
pub(super) fn reconnect(book: &mut Book, call: &Call, now: Timestamp) -> Result<Done, Refusal> {
    let line = named(book, call)?;
    let open = line.disconnected.is_some_and(|since| now <= shifted(since, RECONNECT_WITHIN));
    if line.status != code::DISCONNECTED || !open {
        return Err(conflict("The line cannot be brought back."));
    }
    let id = line.id.clone();
    let wanted = call.text("planId").map(|code| plan(code).ok_or_else(|| misfit("planId", "is not a plan on sale")));
    let wanted = wanted.transpose()?;
    let iccid = call.text("iccId").map(|iccid| from_stock(book, iccid, "iccId")).transpose()?;
    let line = of(book, &id)?;
    line.iccid = iccid.or(line.iccid.take());
    if let Some(plan) = wanted {
        plan.code.clone_into(&mut line.plan);
    }
    book.later(now, STATUS_TAKES, &id, Step::Status(code::ACTIVE));
    said("The line will be reconnected.")
}

/// 31: every call takes a number from stock; the old one does not come back.
pub(super) fn swap_number(book: &mut Book, call: &Call, now: Timestamp) -> Result<Done, Refusal> {
    let id = active(named(book, call)?)?.id.clone();
    let number = book.free_numbers.pop_first().ok_or_else(|| conflict("No number is free."))?;
    of(book, &id)?.mdn_swapped = Some(false);
    book.later(now, NUMBER_TAKES, &id, Step::Number(number));
    accepted("The number will change.", None)
}

/// The words of a progress: ours.
fn progress(done: Option<bool>) -> &'static str {
    match done {
        None => "NONE",
        Some(false) => "IN_PROGRESS",
        Some(true) => "COMPLETED",
    }
}

/// 32
pub(super) fn number_swap_status(book: &mut Book, call: &Call, _: Timestamp) -> Result<Done, Refusal> {
    let line = of(book, call.param("customerId"))?;
    let mut answer = json!({ "status": progress(line.mdn_swapped) });
    if let (Some(fields), Some(number)) = (answer.as_object_mut(), &line.mobile) {
        fields.insert("mobileNo".into(), json!(number));
    }
    done(answer)
}

/// 34: both lines have to be of one group, and the first its primary one.
pub(super) fn swap_primary(book: &mut Book, call: &Call, _: Timestamp) -> Result<Done, Refusal> {
    let name = |field: &str| call.text(field).unwrap_or_default().to_owned();
    let (old, new) = (name("primaryCustomerId"), name("secondaryCustomerId"));
    let (group, was_primary) = of(book, &old).map(|line| (line.group.clone(), line.primary))?;
    if of(book, &new)?.group != group || !was_primary || old == new {
        return Err(conflict("These are not the primary and a secondary line of one account."));
    }
    of(book, &old)?.primary = false;
    of(book, &new)?.primary = true;
    said("The lines were exchanged.")
}

/// 35: ours: it records only.
pub(super) fn leaving(book: &mut Book, call: &Call, _: Timestamp) -> Result<Done, Refusal> {
    let reason = call.text("reason").unwrap_or_default();
    if !["PORT_OUT", "DISCONNECT"].contains(&reason) {
        return Err(misfit("reason", "has to be PORT_OUT or DISCONNECT"));
    }
    named(book, call)?.leaving = Some(reason.to_owned());
    said("Noted.")
}

/// 36
pub(super) fn reset(book: &mut Book, call: &Call, now: Timestamp) -> Result<Done, Refusal> {
    let id = call.param("customerId");
    of(book, id)?.reset = Some(false);
    book.later(now, RESET_TAKES, id, Step::Reset);
    accepted("The account will be reset.", None)
}

/// 37
pub(super) fn reset_status(book: &mut Book, call: &Call, _: Timestamp) -> Result<Done, Refusal> {
    done(json!({ "status": progress(of(book, call.param("customerId"))?.reset) }))
}

/// 38: neither kept nor told.
pub(super) fn voicemail(book: &mut Book, call: &Call, _: Timestamp) -> Result<Done, Refusal> {
    active(of(book, call.param("customerId"))?)?;
    said("The voicemail PIN was changed.")
}

/// 39: ours: without a customer nothing is told.
pub(super) fn usage(book: &mut Book, call: &Call, _: Timestamp) -> Result<Done, Refusal> {
    let id = call.asked("customerId").ok_or_else(|| misfit("customerId", "is required"))?;
    let line = of(book, id)?;
    let allowance = plan(&line.plan).and_then(|plan| plan.gigabytes).map(|gigabytes| gigabytes * 1_024 + line.extra_mb);
    let record = match call.asked("usageData").unwrap_or_default() {
        "DATA" => json!({ "customerId": id, "type": "DATA", "used": line.used_mb, "limit": allowance, "unit": "MB" }),
        "ILD" => json!({ "customerId": id, "type": "ILD", "used": line.used_mb % 60, "unit": "MIN" }),
        "IR" => json!({ "customerId": id, "type": "IR", "used": line.used_mb % 200, "unit": "MB" }),
        _ => return Err(misfit("usageData", "has to be DATA, ILD or IR")),
    };
    done(json!({ "usage": [record] }))
}

/// 40
pub(super) fn cut_off(book: &mut Book, call: &Call, _: Timestamp) -> Result<Done, Refusal> {
    if call.text("feature") != Some("DATA_CUTOFF") {
        return Err(misfit("feature", "has to be DATA_CUTOFF"));
    }
    let on = call.field("enable").and_then(Value::as_bool) == Some(true);
    active(of(book, call.param("customerId"))?)?.cut_off = on;
    said(if on { "Data is cut off." } else { "Data is back." })
}
