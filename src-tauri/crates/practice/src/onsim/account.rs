//! The account operations of the simulated ONSIM (contract 2.1 to 2.7). Where the contract is silent the stricter
//! reading is served, so that a client which relies on the kinder one is found out here.

use axum::http::StatusCode;
use jiff::Timestamp;
use serde_json::Value;

use super::answers;
use super::routes::{Fields, conflict, fields, misfit, not_found, ok, param, unknown_answer};
use super::state::{Book, Bundle, EsimState, Line, Switches};
use crate::gate::{Call, Refusal, Reply};

/// 2.1: the line and its code are gone for good; its numbers go back to stock (ours).
pub(super) fn cease(book: &mut Book, call: &Call, _: Timestamp) -> Result<Reply, Refusal> {
    let iccid = fields(call).text("iccid").unwrap_or_default();
    let mpn = book.owner_of_sim(iccid).map(str::to_owned);
    let line = mpn.and_then(|mpn| book.lines.remove(&mpn)).ok_or_else(|| not_found("No account has this SIM."))?;
    book.dead_codes.extend(line.esim.map(|profile| profile.code));
    book.free_numbers.extend(std::iter::once(line.mpn).chain(line.landline));
    book.effects.ceased += 1;
    Ok(Reply::Empty(StatusCode::OK))
}

/// 2.2
pub(super) fn read(book: &mut Book, call: &Call, now: Timestamp) -> Result<Reply, Refusal> {
    let line = book.line(param(call, "mpn")).ok_or_else(no_account)?;
    Ok(ok(answers::account(line, now, &book.quirks)))
}

/// 2.3: reads back under the name that was set; what has been used is counted from zero (ours).
pub(super) fn update_bundle(book: &mut Book, call: &Call, _: Timestamp) -> Result<Reply, Refusal> {
    let bundle = Bundle::sold_as(param(call, "bundle"));
    line_of(book, call)?.bundle = bundle;
    book.effects.bundles_changed += 1;
    Ok(Reply::Empty(StatusCode::OK))
}

/// 2.4: a switch that is left out stays as it is (ours; the contract prints no default).
pub(super) fn set_recording(book: &mut Book, call: &Call, _: Timestamp) -> Result<Reply, Refusal> {
    let body = fields(call);
    let line = line_of(book, call)?;
    line.voice_recorded = body.text("voice_recording").map_or(line.voice_recorded, is_on);
    line.sms_recorded = body.text("sms_recording").map_or(line.sms_recorded, is_on);
    book.effects.recordings_changed += 1;
    Ok(unknown_answer(book))
}

/// 2.5: identifiers that name different lines are refused (contract: precedence unknown). A new code is made only
/// while the profile is ready to install; it ends the old one. Otherwise the 200 says `error` in `refresh_code`.
pub(super) fn query_esim(book: &mut Book, call: &Call, now: Timestamp) -> Result<Reply, Refusal> {
    let body = fields(call);
    let mpn = named_owner(book, body)?;
    let wanted = body.get("refresh_code").and_then(Value::as_u64) == Some(1);
    let refreshed = wanted.then(|| refresh(book, &mpn, now));
    let line = book.line(&mpn).ok_or_else(no_account)?;
    Ok(ok(answers::esim(line, refreshed, &book.quirks)))
}

/// The mobile number of the line that the identifiers name.
fn named_owner(book: &Book, body: Fields<'_>) -> Result<String, Refusal> {
    let named = [
        body.filled("i_account").map(|account| book.owner_of_account(account)),
        body.filled("mpn").map(|number| book.owner_of_number(number)),
        body.filled("iccid").map(|iccid| book.owner_of_sim(iccid)),
    ];
    let mut owners = named.into_iter().flatten();
    let first =
        owners.next().ok_or_else(|| misfit("body", "at least one of i_account, mpn, iccid must not be empty"))?;
    if owners.any(|other| other != first) {
        return Err(misfit("body", "i_account, mpn and iccid name different accounts"));
    }
    first.map(str::to_owned).ok_or_else(no_account)
}

/// Replaces the code of a profile that is ready to install; false when there is none.
fn refresh(book: &mut Book, mpn: &str, now: Timestamp) -> bool {
    let state = book.line(mpn).and_then(|line| line.esim.as_ref()).map(|profile| profile.state);
    if state != Some(EsimState::ReadyToInstall) {
        return false;
    }
    let code = book.mint_code();
    let Some(profile) = book.lines.get_mut(mpn).and_then(|line| line.esim.as_mut()) else {
        return false;
    };
    let old = std::mem::replace(&mut profile.code, code);
    profile.refreshed += 1;
    profile.issued_at = Some(now);
    book.dead_codes.insert(old);
    book.effects.codes_issued += 1;
    true
}

/// 2.6: a link on example.com that leads nowhere. Any code that fits the pattern gets one, as the contract says;
/// asking for the current code of a line counts as handing it to the customer.
pub(super) fn generate_qr(book: &mut Book, call: &Call, now: Timestamp) -> Result<Reply, Refusal> {
    let code = fields(call).text("esim_code").unwrap_or_default();
    let profiles = book.lines.values_mut().filter_map(|line| line.esim.as_mut());
    for profile in profiles.filter(|profile| profile.code == code && profile.state == EsimState::ReadyToInstall) {
        profile.issued_at.get_or_insert(now);
    }
    let name = book.chance.code(16).to_lowercase();
    let link = format!("https://qrcodes.example.com/{name}.png?X-Amz-Algorithm=PRACTICE&X-Amz-Expires=86400");
    book.effects.qr_links += 1;
    Ok(if book.quirks.qr_link_as_text { Reply::Text(StatusCode::OK, link) } else { ok(Value::from(link)) })
}

/// 2.7: a switch that is left out goes to its documented default, the strict reading of the printed defaults. Owner
/// and SIP fields that are left out stay. A new number has to be free in stock; the old one goes back there (ours).
pub(super) fn update_settings(book: &mut Book, call: &Call, _: Timestamp) -> Result<Reply, Refusal> {
    let body = fields(call);
    let old = line_of(book, call)?.mpn.clone();
    let new = body.text("mpn").unwrap_or(&old).to_owned();
    if new != old && !book.free_numbers.contains(&new) {
        return Err(match book.owner_of_number(&new) {
            Some(_) => conflict("The new number belongs to another account."),
            None => not_found("The new number is not in stock."),
        });
    }
    let mut line = book.lines.remove(&old).ok_or_else(no_account)?;
    let default = Switches::default();
    let switch = |name: &str, default: bool| body.text(name).map_or(default, is_on);
    line.switches = Switches {
        data: switch("mobile_data", default.data),
        voice: switch("mobile_voice", default.voice),
        messaging: switch("mobile_sms", default.messaging),
        hotspot: switch("mobile_hotspot", default.hotspot),
    };
    for (field, name) in [
        (&mut line.first_name, "first_name"),
        (&mut line.last_name, "last_name"),
        (&mut line.email, "email"),
        (&mut line.sip_user, "pbx_user"),
    ] {
        if let Some(text) = body.text(name) {
            text.clone_into(field);
        }
    }
    if new != old {
        book.free_numbers.remove(&new);
        book.free_numbers.insert(old);
        line.mpn.clone_from(&new);
    }
    book.lines.insert(new, line);
    book.effects.settings_changed += 1;
    Ok(unknown_answer(book))
}

fn line_of<'a>(book: &'a mut Book, call: &Call) -> Result<&'a mut Line, Refusal> {
    book.lines.get_mut(param(call, "mpn")).ok_or_else(no_account)
}

pub(super) fn no_account() -> Refusal {
    not_found("No account matches.")
}

fn is_on(text: &str) -> bool {
    text == "ON"
}
