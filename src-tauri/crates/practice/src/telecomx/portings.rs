//! Portings of the simulated TelecomX: the list and what moves one on (contract 6.1 to 6.8). Papers are in `papers`,
//! what happens by itself in `course`.

use serde_json::Value;

use super::answers;
use super::ask::{Ask, Outcome, denied, done, no, ok, refused, unknown_list};
use super::opening::date;
use super::operators;
use super::porting_state::Porting;
use super::settings::AccessLevel;
use super::state::{Book, Entry};
use crate::call::Refusal;
use crate::clock::shifted;

const SECTION: &str = "Portings";
/// Stages that `stageOverride` can set; the end stages of the way out are ours.
const STAGES: [&str; 16] = [
    "IN_CREATED",
    "IN_AWAITING_POA_FROM_CUSTOMER",
    "IN_POA_RECEIVED_FROM_CUSTOMER",
    "IN_POA_SENT",
    "IN_ORDERED",
    "IN_CONFIRMED",
    "IN_REJECTED",
    "IN_DONOR_CONTACTED",
    "IN_COMPLETED",
    "IN_CANCELLED",
    "OUT_RECEIVED",
    "OUT_CONFIRMED",
    "OUT_REJECTED",
    "OUT_RECEIVER_CONTACTED",
    "OUT_COMPLETED",
    "OUT_CANCELLED",
];

/// 6.1: without `customer` a reseller sees all hers; the newest first (ours).
pub(super) fn list(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let caller = ask.caller()?;
    let only = match ask.query("customer") {
        None if caller.level >= AccessLevel::Reseller => None,
        _ => Some(ask.customer(book)?),
    };
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let mut wanted: Vec<&Porting> = book
        .portings
        .values()
        .filter(|one| {
            let reseller = || book.reseller_of(&one.customer).map(|reseller| reseller.id.as_str());
            let in_status = match (ask.query("stage"), ask.query("status")) {
                (Some(stage), _) => one.stage == stage,
                (None, Some(status)) => one.is_in(status, ask.now),
                (None, None) => true,
            };
            in_status
                && only.as_ref().map_or_else(|| book.reaches(caller, &one.customer), |only| one.customer == *only)
                && ask.query("reseller").is_none_or(|named| reseller() == Some(named))
                && ask.query("filter").is_none_or(|part| one.number.contains(&digits(part)))
                && ask.query("type").is_none_or(|kind| (kind == "IN") == one.inward)
        })
        .collect();
    wanted.sort_by(|one, other| other.since.cmp(&one.since).then_with(|| one.id.cmp(&other.id)));
    let full = ask.is_set("full");
    let records = wanted.into_iter().map(|one| answers::porting(book, one, full, false)).collect();
    ask.page(unknown_list(book, "portings"), records, 100)
}

/// The porting a path names.
pub(super) fn named<'a>(book: &'a Book, ask: &Ask<'_>) -> Result<&'a Porting, Refusal> {
    let porting = book.portings.get(ask.param("portingId")).ok_or_else(missing)?;
    ask.reach(book, &porting.customer)?;
    Ok(porting)
}

/// The same, to be changed.
pub(super) fn named_mut<'a>(book: &'a mut Book, ask: &Ask<'_>) -> Result<&'a mut Porting, Refusal> {
    named(book, ask)?;
    book.portings.get_mut(ask.param("portingId")).ok_or_else(missing)
}

fn missing() -> Refusal {
    no("not_found", "no such porting")
}

/// Writes the present stage of the named porting into the change log.
pub(super) fn log(book: &mut Book, ask: &Ask<'_>) {
    let Some(porting) = book.portings.get(ask.param("portingId")) else { return };
    let (id, customer, description) =
        (porting.id.clone(), porting.customer.clone(), format!("Porting: {}", porting.stage));
    book.note(ask.now, ask.who(), &customer, Entry { section: SECTION, what: "UPDATE", item: &id, description });
}

/// 6.2
pub(super) fn read(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let porting = named(book, ask)?;
    ok(answers::porting(book, porting, true, ask.is_set("expand")))
}

/// 6.3: what an order has sent stays as it is until the donor has refused it (ours: "fixed properties are ignored").
pub(super) fn update(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let porting = named_mut(book, ask)?;
    let fixed = porting.is_closed() || matches!(porting.stage.as_str(), "IN_ORDERED" | "IN_CONFIRMED");
    let list = |name: &str| {
        let items = ask.value(name).and_then(Value::as_array)?;
        Some(items.iter().filter_map(Value::as_str).map(str::to_owned).collect::<Vec<_>>())
    };
    if !fixed {
        for (name, field) in
            [("donorSimNumber", &mut porting.donor_sim), ("donorCustomerId", &mut porting.donor_customer)]
        {
            if let Some(text) = ask.text(name) {
                *field = Some(text.to_owned());
            }
        }
        porting.requested = ask.text("requestedDate").and_then(date).or(porting.requested);
        if let Some(numbers) = list("additionalNumbers") {
            porting.additional = numbers;
        }
    }
    if let Some(notify) = list("notify") {
        porting.notify = notify;
    }
    log(book, ask);
    read(book, ask)
}

/// 6.4: a second order finds the wrong stage.
pub(super) fn order(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    // Also the level of 2023 is meant: "RESELLER_ADMIN with feature PORTING only".
    has_porting(book, ask)?;
    let now = ask.now;
    let who = ask.who().map(str::to_owned);
    let porting = named_mut(book, ask)?;
    if !porting.inward {
        return Err(refused(409, "id", "an out-porting cannot be ordered"));
    }
    if !porting.may_be_ordered() || porting.auto_start.is_some() {
        return Err(refused(403, "stage", "wrong stage"));
    }
    let operator = operators::by_id(porting.operator);
    let proven = !porting.documents.is_empty() || (!operator.needs_document() && porting.donor_sim.is_some());
    if !proven {
        return Err(refused(409, "documents", "no power of attorney present"));
    }
    match operator.order_wait {
        Some(hours) => porting.auto_start = Some(shifted(now, hours * 3_600)),
        None => porting.enter(now, "IN_ORDERED", None, who.as_deref()),
    }
    log(book, ask);
    done()
}

/// Porting calls that want the customer feature `PORTING`.
fn has_porting(book: &Book, ask: &Ask<'_>) -> Result<(), Refusal> {
    let customer = book.customers.get(&ask.caller()?.customer);
    let allowed = customer.is_some_and(|one| one.features.contains(&"PORTING"));
    if allowed { Ok(()) } else { Err(denied()) }
}

/// 6.5
pub(super) fn cancel(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let who = ask.who().map(str::to_owned);
    let porting = named_mut(book, ask)?;
    if porting.kind == "MVNO" {
        return Err(refused(403, "numberType", "delete the account instead"));
    }
    if !porting.inward || porting.is_closed() || porting.stage == "IN_CONFIRMED" {
        return Err(refused(403, "access_denied", "wrong stage"));
    }
    porting.auto_start = None;
    porting.enter(ask.now, "IN_CANCELLED", None, who.as_deref());
    log(book, ask);
    done()
}

/// 6.6: every number gets a porting of its own.
pub(super) fn split(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let porting = named_mut(book, ask)?;
    if porting.additional.is_empty() {
        return Err(refused(409, "additionalNumbers", "a single number"));
    }
    if !porting.may_be_ordered() {
        return Err(refused(409, "stage", "wrong stage"));
    }
    let numbers = std::mem::take(&mut porting.additional);
    let (customer, kind, operator) = (porting.customer.clone(), porting.kind, porting.operator);
    let (stage, donor_customer) = (porting.stage.clone(), porting.donor_customer.clone());
    for number in numbers {
        let mut one = Porting {
            id: book.mint_id(),
            true_sim: operators::by_id(operator).sim_for(&number),
            number,
            additional: Vec::new(),
            kind,
            inward: true,
            donor_sim: None,
            donor_customer: donor_customer.clone(),
            customer: customer.clone(),
            account: None,
            stage: String::new(),
            since: ask.now,
            message: None,
            employee: None,
            requested: None,
            notify: Vec::new(),
            auto_start: None,
            port_date: None,
            documents: Vec::new(),
            signature: None,
            operator,
            history: Vec::new(),
        };
        one.enter(ask.now, &stage, None, ask.who());
        book.portings.insert(one.id.clone(), one);
    }
    log(book, ask);
    done()
}

/// 6.7
pub(super) fn reject(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let reason = ask.query("reason").map(str::to_owned);
    let who = ask.who().map(str::to_owned);
    let porting = named_mut(book, ask)?;
    if reason.as_deref() == Some("SIM_MISMATCH") && porting.kind != "MVNO" {
        return Err(refused(422, "reason", "not for this type of number"));
    }
    if !matches!(porting.stage.as_str(), "OUT_RECEIVED" | "OUT_RECEIVER_CONTACTED") {
        return Err(refused(403, "access_denied", "wrong stage"));
    }
    porting.enter(ask.now, "OUT_REJECTED", reason, who.as_deref());
    let number = porting.number.clone();
    if let Some(entry) = book.numbers.get_mut(&number) {
        "IN_USE".clone_into(&mut entry.state);
    }
    log(book, ask);
    done()
}

/// 6.8
pub(super) fn contact(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    has_porting(book, ask)?;
    let message = ask.query("message").unwrap_or_default().to_owned();
    let who = ask.who().map(str::to_owned);
    let porting = named_mut(book, ask)?;
    if message.trim().is_empty() {
        return Err(refused(422, "message", "the message is empty"));
    }
    let stage = match porting.stage.as_str() {
        "IN_POA_SENT" | "IN_ORDERED" | "IN_REJECTED" | "IN_DONOR_CONTACTED" => "IN_DONOR_CONTACTED",
        "OUT_RECEIVED" | "OUT_RECEIVER_CONTACTED" => "OUT_RECEIVER_CONTACTED",
        _ => return Err(refused(403, "access_denied", "wrong stage")),
    };
    porting.enter(ask.now, stage, Some(message), who.as_deref());
    log(book, ask);
    done()
}

/// 6.8; the answer (not known) is the porting.
pub(super) fn override_stage(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    has_porting(book, ask)?;
    let stage = ask.query("stage").unwrap_or_default().to_owned();
    let message = ask.query("message").map(str::to_owned);
    let who = ask.who().map(str::to_owned);
    let porting = named_mut(book, ask)?;
    if !STAGES.contains(&stage.as_str()) || stage.starts_with("IN_") != porting.inward {
        return Err(refused(422, "stage", "no stage of this porting"));
    }
    porting.auto_start = None;
    porting.signature = None;
    porting.enter(ask.now, &stage, message, who.as_deref());
    log(book, ask);
    read(book, ask)
}
