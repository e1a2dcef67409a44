//! Call forwarding, voicemail and text messages of the simulated TelecomX (contract 10, 11.5).

use serde_json::{Value, json};

use super::accounts::SECTION;
use super::ask::{Ask, Outcome, denied, done, no, ok, refused};
use super::settings::AccessLevel;
use super::state::{Account, Book, Entry, Message, Network};
use crate::call::Refusal;

const TIMES: [u64; 6] = [5, 10, 15, 20, 25, 30];
/// After so many wrong PINs the voicemail is locked (ours).
const MOST_WRONG_PINS: u32 = 3;
/// Bytes of an SMS, characters of a flash SMS, bytes of an MMS (11.5).
const LONGEST: [(&str, usize); 3] = [("SMS", 1_024), ("SMSFLASH", 160), ("MMS", 524_288)];

/// No forwarding at all.
pub(super) fn no_forward() -> Value {
    let off = || json!({ "enabled": false, "number": "" });
    json!({
        "unconditional": off(),
        "offline": off(),
        "busy": off(),
        "noAnswer": { "enabled": false, "number": "", "timeout": 20 },
    })
}

/// Forwarding is TDC only; while the line updates the network does not answer (ours).
fn on_tdc<'a>(book: &'a Book, ask: &Ask<'_>) -> Result<&'a Account, Refusal> {
    let account = ask.account(book, "accountId", "not_found")?;
    if account.network != Network::Tdc {
        return Err(refused(400, "network", "the account is not on TDC"));
    }
    if account.is_updating(ask.now) {
        return Err(refused(409, "timeout", "the mobile network did not answer"));
    }
    Ok(account)
}

/// 10.1
pub(super) fn read_forward(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    ok(on_tdc(book, ask)?.forward.clone())
}

/// 10.2: what is left out stays as it is (ours).
pub(super) fn set_forward(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let account = on_tdc(book, ask)?;
    let (id, customer) = (account.id.clone(), account.customer.clone());
    for (name, code) in [
        ("unconditional", "unconditional.number"),
        ("offline", "offline.number"),
        ("busy", "busy.number"),
        ("noAnswer", "noAnswer.number"),
    ] {
        let Some(part) = ask.value(name) else { continue };
        let on = part.get("enabled").and_then(Value::as_bool) == Some(true);
        let target = part.get("number").and_then(Value::as_str);
        if on && target.is_none_or(str::is_empty) {
            return Err(refused(422, code, "a number is required"));
        }
        let timeout = part.get("timeout").and_then(Value::as_u64);
        if timeout.is_some_and(|seconds| !TIMES.contains(&seconds)) {
            return Err(refused(422, "noAnswer.timeout", "bad timeout"));
        }
    }
    if let Some(account) = book.accounts.get_mut(&id) {
        for (name, part) in ask.fields() {
            let kept = account.forward.get_mut(name).and_then(Value::as_object_mut);
            if let (Some(kept), Some(part)) = (kept, part.as_object()) {
                kept.extend(part.clone());
            }
        }
    }
    let description = "Call forwarding changed".to_owned();
    book.note(ask.now, ask.who(), &customer, Entry { section: SECTION, what: "UPDATE", item: &id, description });
    done()
}

/// 10.3
pub(super) fn check_pin(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let pin = ask.param("pinCode").to_owned();
    if !(4..=8).contains(&pin.len()) || !pin.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(refused(422, "pin", "not a PIN"));
    }
    let id = book.account(ask.param("phoneNumber"), ask.now).map(|one| one.id.clone());
    let account = id.and_then(|id| book.accounts.get_mut(&id)).ok_or_else(|| no("id", "account not found"))?;
    if account.features.get("voicemail") != Some(&true) {
        return Err(refused(403, "number", "voicemail is not enabled"));
    }
    if account.wrong_pins >= MOST_WRONG_PINS {
        return Err(refused(403, "pin", "the PIN is locked"));
    }
    if account.voicemail_pin != pin {
        account.wrong_pins += 1;
        return Err(no("pin", "wrong PIN"));
    }
    account.wrong_pins = 0;
    done()
}

/// 11.5: nothing leaves the practice shop; the messages are kept for tests.
pub(super) fn send_sms(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let (kind, text) = (ask.text("type").unwrap_or_default(), ask.text("message").unwrap_or_default());
    let longest = LONGEST.iter().find(|(name, _)| *name == kind).map_or(0, |(_, most)| *most);
    let length = if kind == "SMSFLASH" { text.chars().count() } else { text.len() };
    if length > longest {
        return Err(refused(422, "message", "the message is too long"));
    }
    if ask.text("from").is_some() && ask.level() < AccessLevel::Manager {
        return Err(denied());
    }
    if ask.text("from").is_none() && ask.level() >= AccessLevel::Manager {
        return Err(no("from", "the sender is missing"));
    }
    if ask.value("group").is_some() && ask.value("to").is_none() {
        return Err(refused(422, "group", "no such group"));
    }
    let to: Vec<String> = match ask.value("to") {
        Some(Value::String(one)) => vec![one.clone()],
        Some(Value::Array(many)) => many.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        _ => return Err(no("to", "the recipient is missing")),
    };
    let recipients = to.len();
    book.messages.extend(to.into_iter().map(|to| Message { to, text: text.to_owned() }));
    ok(json!({ "success": true, "recipients": recipients }))
}
