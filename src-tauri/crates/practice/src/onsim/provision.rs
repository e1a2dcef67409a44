//! Provisioning at the simulated ONSIM (contract 4.4 and 4.5). Ours, where the contract is silent: the number has to be
//! free in stock, a named SIM too; a physical SIM has an empty `esim_code`.

use axum::http::StatusCode;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::routes::{Fields, conflict, fields, misfit, not_found};
use super::state::{Book, Bundle, EsimState, Line, PRODUCTS, Profile, Switches};
use crate::gate::{Call, Refusal, Reply};

/// 4.4: an account on the reseller's own PBX, with no owner, group or bundle.
pub(super) fn own_uc(book: &mut Book, call: &Call, now: Timestamp) -> Result<Reply, Refusal> {
    let body = fields(call);
    let sim = free_sim(book, body)?;
    let mut line = new_line(book, body, sim, now)?;
    if let Some(user) = body.filled("pbx_user") {
        user.clone_into(&mut line.sip_user);
    }
    Ok(provisioned(book, line, body.filled("pbx_password")))
}

/// 4.5: an account on ONSIM's own UC. Group and product have to exist.
pub(super) fn onsim_uc(book: &mut Book, call: &Call, now: Timestamp) -> Result<Reply, Refusal> {
    let body = fields(call);
    let text = |name: &str| body.text(name).unwrap_or_default().to_owned();
    let group = text("group_name");
    if !book.groups.contains_key(&group) {
        return Err(misfit("group_name", "is not a group of this reseller"));
    }
    let product = body.get("product").and_then(Value::as_u64);
    if !PRODUCTS.iter().any(|(sold, _)| Some(*sold) == product) {
        return Err(misfit("product", "is not in the catalogue"));
    }
    let sim = free_sim(book, body)?;
    let mut line = new_line(book, body, sim, now)?;
    line.first_name = text("first_name");
    line.last_name = text("last_name");
    line.email = text("email");
    line.group = Some(group);
    line.bundle = Bundle::sold_as(&text("mobile_data"));
    Ok(provisioned(book, line, None))
}

/// The SIM that was asked for, or the next free eSIM; true for an eSIM.
fn free_sim(book: &Book, body: Fields<'_>) -> Result<(String, bool), Refusal> {
    let Some(iccid) = body.text("iccid") else {
        let next = book.free_sims.iter().find(|(_, esim)| **esim);
        let (iccid, esim) = next.ok_or_else(|| conflict("No free eSIM is left."))?;
        return Ok((iccid.clone(), *esim));
    };
    match book.free_sims.get(iccid) {
        Some(esim) => Ok((iccid.to_owned(), *esim)),
        None if book.owner_of_sim(iccid).is_some() => Err(conflict("This SIM is in use.")),
        None => Err(not_found("This SIM is not in stock.")),
    }
}

/// Checks the number and makes the line; nothing is taken from stock yet.
fn new_line(book: &mut Book, body: Fields<'_>, sim: (String, bool), now: Timestamp) -> Result<Line, Refusal> {
    let mpn = body.text("mpn").unwrap_or_default();
    if !book.free_numbers.contains(mpn) {
        return Err(match book.owner_of_number(mpn) {
            Some(_) => conflict("This number is in use."),
            None => not_found("This number is not in stock."),
        });
    }
    let (iccid, esim) = sim;
    let esim = esim.then(|| Profile {
        code: book.mint_code(),
        refreshed: 0,
        issued_at: Some(now),
        state: EsimState::ReadyToInstall,
    });
    Ok(Line {
        mpn: mpn.to_owned(),
        landline: None,
        account: book.next_account,
        first_name: String::new(),
        last_name: String::new(),
        email: String::new(),
        group: None,
        sip_user: format!("ONSIM{iccid}"),
        iccid,
        esim,
        switches: Switches::default(),
        bundle: None,
        voice_recorded: false,
        sms_recorded: false,
    })
}

/// Takes number and SIM from stock and answers.
fn provisioned(book: &mut Book, line: Line, password: Option<&str>) -> Reply {
    let password = password.map_or_else(|| book.chance.code(12), str::to_owned);
    let code = line.esim.as_ref().map_or("", |profile| profile.code.as_str());
    let answer = json!({
        "esim_code": code,
        "iccid": format!("ONSIM{}", line.iccid),
        "pbx_password": password,
    });
    book.free_numbers.remove(&line.mpn);
    book.free_sims.remove(&line.iccid);
    book.next_account += 1;
    book.effects.provisioned += 1;
    book.lines.insert(line.mpn.clone(), line);
    Reply::Json(StatusCode::CREATED, answer)
}
