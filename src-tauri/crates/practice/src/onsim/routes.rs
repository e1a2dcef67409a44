//! Which code serves which operation of the ONSIM contract, and the reads of stock, groups and ports. Accounts and
//! provisioning have files of their own.

use axum::http::StatusCode;
use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::state::{Book, Group};
use super::{account, answers, provision};
use crate::gate::{Call, Refusal, Reply};
use crate::schema::Misfit;

/// Does the work of one operation.
pub(super) type Handler = fn(&mut Book, &Call, Timestamp) -> Result<Reply, Refusal>;

/// The code behind an operation id of the contract.
pub(super) fn handler(operation: &str) -> Option<Handler> {
    Some(match operation {
        "ceaseAccount" => account::cease,
        "getAccount" => account::read,
        "updateBundle" => account::update_bundle,
        "setRecording" => account::set_recording,
        "queryEsim" => account::query_esim,
        "generateEsimQr" => account::generate_qr,
        "updateMobileSettings" => account::update_settings,
        "listNumbers" => list_numbers,
        "addNumber" => add_number,
        "listGroups" => list_groups,
        "addGroup" => add_group,
        "getCatalogue" => catalogue,
        "provisionOwnUc" => provision::own_uc,
        "provisionOnsimUc" => provision::onsim_uc,
        "listSubscribers" => list_subscribers,
        "listSims" => list_sims,
        "listPorts" => list_ports,
        "getPort" => get_port,
        _ => return None,
    })
}

fn list_numbers(book: &mut Book, call: &Call, _: Timestamp) -> Result<Reply, Refusal> {
    Ok(ok(answers::numbers(book, param(call, "stateOrMpn") == "ACTIVE")))
}

fn add_number(book: &mut Book, call: &Call, _: Timestamp) -> Result<Reply, Refusal> {
    let number = param(call, "stateOrMpn");
    if book.owner_of_number(number).is_some() || !book.free_numbers.insert(number.to_owned()) {
        return Err(conflict("This number is already there."));
    }
    book.effects.numbers_added += 1;
    Ok(Reply::Empty(StatusCode::CREATED))
}

fn list_groups(book: &mut Book, _: &Call, _: Timestamp) -> Result<Reply, Refusal> {
    Ok(ok(answers::groups(book)))
}

/// The contract calls the answer "a success notice"; the wording is ours.
fn add_group(book: &mut Book, call: &Call, _: Timestamp) -> Result<Reply, Refusal> {
    let body = fields(call);
    let text = |name: &str| body.text(name).unwrap_or_default().to_owned();
    let name = text("name");
    if book.groups.contains_key(&name) {
        return Err(conflict("A group of this name is already there."));
    }
    let group = Group {
        name: name.clone(),
        address_line_1: text("address_line_1"),
        address_line_2: text("address_line_2"),
        city: text("city"),
        country: text("country"),
        post_code: text("post_code"),
        home_location: text("home_location"),
        description: text("description"),
    };
    book.groups.insert(name, group);
    book.effects.groups_added += 1;
    Ok(ok(json!({ "message": "Group created." })))
}

fn catalogue(_: &mut Book, _: &Call, _: Timestamp) -> Result<Reply, Refusal> {
    Ok(ok(answers::catalogue()))
}

/// What `is_recorded` means is open (A6): by default `true` asks to show the recording state, with the quirk on it
/// filters, and the state is then shown too.
fn list_subscribers(book: &mut Book, call: &Call, _: Timestamp) -> Result<Reply, Refusal> {
    let body = fields(call);
    let recorded = body.get("is_recorded").and_then(Value::as_bool);
    let filter = recorded.filter(|_| book.quirks.is_recorded_filters);
    let shown = recorded == Some(true) || filter.is_some();
    let group = body.text("group");
    let wanted = book.lines.values().filter(|line| {
        filter.is_none_or(|recorded| line.is_recorded() == recorded)
            && group.is_none_or(|group| line.group.as_deref() == Some(group))
    });
    let records = wanted.map(|line| answers::subscriber(line, shown, &book.quirks)).collect();
    Ok(ok(answers::list("subscribers", records, &book.quirks)))
}

fn list_sims(book: &mut Book, call: &Call, _: Timestamp) -> Result<Reply, Refusal> {
    let only = match param(call, "type") {
        "eSIM" => Some(true),
        "pSIM" => Some(false),
        _ => None,
    };
    Ok(ok(answers::sims(book, param(call, "state") == "ACTIVE", only)))
}

fn list_ports(book: &mut Book, call: &Call, now: Timestamp) -> Result<Reply, Refusal> {
    Ok(ok(answers::ports(book, param(call, "state"), now)))
}

fn get_port(book: &mut Book, call: &Call, now: Timestamp) -> Result<Reply, Refusal> {
    let id = param(call, "id");
    let port = book.ports.iter().find(|port| port.id == id);
    let port = port.ok_or_else(|| not_found("No port order has this id."))?;
    Ok(ok(answers::port(port, now, &book.quirks)))
}

/// A path parameter; the contract check has seen to it that it is there.
pub(super) fn param<'a>(call: &'a Call, name: &str) -> &'a str {
    call.params.get(name).map_or("", String::as_str)
}

/// The body's fields; the contract check has seen to it that the body is an object.
pub(super) fn fields(call: &Call) -> Fields<'_> {
    Fields(call.body.as_ref().and_then(Value::as_object))
}

/// The fields of a checked body.
#[derive(Clone, Copy)]
pub(super) struct Fields<'a>(Option<&'a Map<String, Value>>);

impl<'a> Fields<'a> {
    pub(super) fn get(self, name: &str) -> Option<&'a Value> {
        self.0.and_then(|body| body.get(name))
    }

    pub(super) fn text(self, name: &str) -> Option<&'a str> {
        self.get(name).and_then(Value::as_str)
    }

    /// A text that says something: the documented default of the identifiers is the empty text.
    pub(super) fn filled(self, name: &str) -> Option<&'a str> {
        self.text(name).filter(|text| !text.is_empty())
    }
}

pub(super) fn ok(value: Value) -> Reply {
    Reply::Json(StatusCode::OK, value)
}

/// The answer of an operation whose answer is not known: `{}`, or nothing.
pub(super) fn unknown_answer(book: &Book) -> Reply {
    if book.quirks.unknown_answers_empty { Reply::Empty(StatusCode::OK) } else { ok(json!({})) }
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
