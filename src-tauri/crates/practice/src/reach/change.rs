//! Plan changes and SIM swaps at the simulated Reach (contract endpoints 33, 49 to 51, 66 to 68, state machine 3.4).

use axum::http::StatusCode;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::activation::{from_stock, named, of};
use super::answers::{Done, LOGICAL, accepted, conflict, date, dollars, done, misfit, not_found};
use super::catalogue::{luhn, plan};
use super::state::{Book, Otp, Step};
use super::subscriber::active;
use crate::clock::shifted;
use crate::gate::{Call, Refusal};

/// Durations and limits: ours.
const PLAN_TAKES: i64 = 60;
const SWAP_TAKES: i64 = 60;
const OTP_HOLDS: i64 = 600;
const OTP_LOCKED: i64 = 1_800;
const OTP_TRIES: u32 = 3;

/// The first of the next month, when bills are made (ours).
pub(super) fn next_cycle(now: Timestamp) -> Timestamp {
    let today = now.to_zoned(TimeZone::UTC).date();
    let next = today.last_of_month().tomorrow().unwrap_or(today);
    next.to_zoned(TimeZone::UTC).map_or(now, |zoned| zoned.timestamp())
}

/// A plan change that the rules allow.
struct Change {
    customer: String,
    to: &'static str,
    immediate: bool,
    /// Cents due now, and the amount of the next bill.
    prorated: u64,
    next_bill: u64,
}

/// Upgrades go to dearer plans, downgrades to cheaper ones and never at once (C15); only on an active line.
fn change(book: &mut Book, call: &Call, now: Timestamp) -> Result<Change, Refusal> {
    let flag = |name: &str| call.field(name).and_then(Value::as_bool) == Some(true);
    let (upgrade, immediate) = (flag("isUpgrade"), flag("immediateEffect"));
    let line = active(named(book, call)?)?;
    let to = plan(call.text("planId").unwrap_or_default()).ok_or_else(|| misfit("planId", "is not a plan on sale"))?;
    let own = plan(&line.plan).map_or(0, |plan| plan.cents);
    if (upgrade && to.cents <= own) || (!upgrade && to.cents >= own) {
        return Err(misfit("planId", "is not in the plan's list for this direction"));
    }
    if immediate && !upgrade {
        return Err(misfit("immediateEffect", "a downgrade waits for the next bill cycle"));
    }
    let left = u64::try_from(next_cycle(now).as_second() - now.as_second()).unwrap_or(0) / 86_400;
    let prorated = if immediate { (to.cents - own) * left.min(30) / 30 } else { 0 };
    Ok(Change { customer: line.id.clone(), to: to.code, immediate, prorated, next_bill: to.cents + to.cents * 7 / 100 })
}

/// 49
pub(super) fn estimate(book: &mut Book, call: &Call, now: Timestamp) -> Result<Done, Refusal> {
    let change = change(book, call, now)?;
    let effective = if change.immediate { now } else { next_cycle(now) };
    done(json!({
        "proratedCharges": dollars(change.prorated),
        "nextBillAmount": dollars(change.next_bill),
        "effectiveDate": date(effective, &book.quirks),
    }))
}

/// 50: every accepted call charges and changes; only an immediate upgrade has an id.
pub(super) fn submit(book: &mut Book, call: &Call, now: Timestamp) -> Result<Done, Refusal> {
    let change = change(book, call, now)?;
    let to = change.to.to_owned();
    if !change.immediate {
        let wait = next_cycle(now).as_second() - now.as_second();
        book.later(now, wait, &change.customer, Step::Plan { to, change: None });
        return done(json!({ "message": "The plan changes with the next bill cycle." }));
    }
    if book.cards_declined {
        return Err(Refusal::new(StatusCode::OK, "The card was declined (530).").coded(LOGICAL));
    }
    let id = format!("PCH-{}", book.number());
    book.charge("submitPlanChange", &change.customer, change.prorated);
    book.plan_changes.insert(id.clone(), false);
    book.later(now, PLAN_TAKES, &change.customer, Step::Plan { to, change: Some(id.clone()) });
    accepted("The plan is being changed.", Some(json!({ "txnId": id, "message": "The plan is being changed." })))
}

/// 51: `IN_PROGRESS` is ours.
pub(super) fn status(book: &mut Book, call: &Call, _: Timestamp) -> Result<Done, Refusal> {
    let over = book.plan_changes.get(call.param("txnId")).ok_or_else(|| not_found("There is no such plan change."))?;
    done(json!({ "status": if *over { "COMPLETED" } else { "IN_PROGRESS" } }))
}

/// 33: without a code. Its progress is read under the customer's id (ours).
pub(super) fn swap_directly(book: &mut Book, call: &Call, now: Timestamp) -> Result<Done, Refusal> {
    let id = active(named(book, call)?)?.id.clone();
    let esim = call.text("simType") == Some("ESIM");
    let iccid = from_stock(book, call.text("newIccId").unwrap_or_default(), "newIccId")?;
    book.swaps.insert(id.clone(), "IN_PROGRESS");
    book.later(now, SWAP_TAKES, &id, Step::Sim { iccid, imei: None, esim, swap: id.clone() });
    accepted("The SIM will be changed.", None)
}

/// 66: every call sends another code, and the one before it is void. A locked customer gets none for half an hour.
pub(super) fn send_code(book: &mut Book, call: &Call, now: Timestamp) -> Result<Done, Refusal> {
    let line = active(named(book, call)?)?;
    let id = line.id.clone();
    if line.otp.locked_until.is_some_and(|until| now < until) {
        return Err(conflict("Too many wrong codes."));
    }
    let swap = format!("SWAP-{}", book.number());
    let code = book.chance.digits(6);
    let expires = Some(shifted(now, OTP_HOLDS));
    of(book, &id)?.otp = Otp { code: Some(code), swap: swap.clone(), expires, wrong: 0, locked_until: None };
    book.swaps.insert(swap.clone(), "PENDING");
    done(json!({ "id": swap, "message": "A code was sent." }))
}

/// 67: the third wrong code locks; a right one is used up.
pub(super) fn swap_with_code(book: &mut Book, call: &Call, now: Timestamp) -> Result<Done, Refusal> {
    let line = active(named(book, call)?)?;
    let id = line.id.clone();
    let otp = &mut line.otp;
    if otp.locked_until.is_some_and(|until| now < until) {
        return Err(conflict("Too many wrong codes."));
    }
    let sent = otp.code.as_deref().filter(|_| otp.expires.is_some_and(|expires| now < expires));
    let sent = sent.ok_or_else(|| misfit("otp", "no code is waiting"))?;
    if call.text("otp") != Some(sent) {
        otp.wrong += 1;
        if otp.wrong >= OTP_TRIES {
            otp.code = None;
            otp.locked_until = Some(shifted(now, OTP_LOCKED));
            return Err(conflict("Too many wrong codes."));
        }
        return Err(misfit("otp", "is wrong"));
    }
    let swap = otp.swap.clone();
    let imei = call.text("imei").map(str::to_owned);
    let esim = call.text("simType") == Some("ESIM");
    if imei.as_deref().is_some_and(|imei| !luhn(imei)) {
        return Err(misfit("imei", "is not an IMEI"));
    }
    let iccid =
        if esim { book.mint_iccid() } else { from_stock(book, call.text("newIccId").unwrap_or_default(), "newIccId")? };
    of(book, &id)?.otp.code = None;
    book.swaps.insert(swap.clone(), "IN_PROGRESS");
    book.later(now, SWAP_TAKES, &id, Step::Sim { iccid, imei, esim, swap: swap.clone() });
    accepted("The SIM will be changed.", Some(json!({ "id": swap, "message": "The SIM will be changed." })))
}

/// 68: by the id of the swap, or the customer's for 33 (both ours).
pub(super) fn swap_status(book: &mut Book, call: &Call, _: Timestamp) -> Result<Done, Refusal> {
    let status = book.swaps.get(call.asked("id").unwrap_or_default());
    done(json!({ "status": status.ok_or_else(|| not_found("There is no such swap."))? }))
}
