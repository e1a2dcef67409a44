//! SIM cards and eSIMs of the simulated TelecomX: change of SIM and of network, stock, import (contract 5). A second
//! change takes a second SIM: these are changes, although they are GETs.

use super::accounts::{SECTION, gone};
use super::answers::{changed_sim, stored_sim};
use super::ask::{Ask, Outcome, denied, done, no, ok, refused};
use super::settings::AccessLevel;
use super::state::{Account, Book, Entry, LineState, Network, Place, SimCard};
use crate::call::Refusal;
use crate::clock::shifted;

/// Rows of one import (5.5).
const MOST_ROWS: usize = 10_000;
const FORMS: [&str; 4] = ["MINI_MICRO", "NANO", "MINI_MICRO_NANO", "eSIM"];
const NETWORKS: [&str; 3] = ["TELENOR", "TDC", "TELIA"];

/// Whether a line may get another SIM (5.1): not while it is made or ended (ours), nor while its number is ported.
fn may_change(book: &Book, account: &Account) -> Result<(), Refusal> {
    if account.ending.is_some() || account.state == LineState::Creating {
        return Err(refused(403, "state", "the account's state forbids it"));
    }
    match book.running_porting(&account.id) {
        Some(_) => Err(refused(403, "porting", "the account is in porting")),
        None => Ok(()),
    }
}

/// A free SIM of a network: the one named, an `eSim`, or one for `autoAssign` out of the reseller's storage.
pub(super) fn free_sim<'a>(book: &'a Book, customer: &str, wanted: &str, network: Network) -> Option<&'a SimCard> {
    let reseller = book.reseller_of(customer).map(|one| one.id.as_str());
    // Nearest first; the provider's own storage last.
    let distance = |sim: &SimCard| match &sim.place {
        Place::Stored(Some(at)) if at == customer => Some(0),
        Place::Stored(Some(at)) if Some(at.as_str()) == reseller => Some(1),
        Place::Stored(None) => Some(2),
        _ => None,
    };
    let fits = |sim: &&SimCard| sim.network == network.name() && distance(sim).is_some();
    match wanted {
        "eSim" => book.sims.values().filter(fits).filter(|sim| sim.is_esim()).min_by_key(|sim| distance(sim)),
        "autoAssign" => {
            let mut cards = book.sims.values().filter(fits);
            cards.find(|sim| sim.auto_assign && !sim.is_esim() && distance(sim) < Some(2))
        }
        icc => book.sim(icc).filter(fits),
    }
}

/// 5.1: the answer has the new SIM at once; the line updates for a while.
pub(super) fn change_sim(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let account = ask.account(book, "accountId", "mvnoAccount")?;
    may_change(book, account)?;
    let sim = free_sim(book, &account.customer, ask.param("newSimNumber"), account.network);
    let sim = sim.ok_or_else(|| no("sim", "SIM unknown or not free"))?.icc.clone();
    let (id, customer, old) = (account.id.clone(), account.customer.clone(), account.sim.clone());
    let until = shifted(ask.now, i64::from(book.settings.update_seconds));
    book.spend(&old);
    if let Some(card) = book.sims.get_mut(&sim) {
        card.place = Place::InUse(id.clone());
    }
    let account = book.accounts.get_mut(&id).ok_or_else(gone)?;
    account.sim.clone_from(&sim);
    account.updating_until = Some(until);
    // A change of network under way would put another SIM in its place.
    let dropped = account.next_sim.take();
    if let Some(dropped) = dropped {
        book.spend(&dropped);
    }
    let description = "SIM changed".to_owned();
    book.note(ask.now, ask.who(), &customer, Entry { section: SECTION, what: "UPDATE", item: &id, description });
    let card = book.sim(&sim).ok_or_else(|| no("sim", "SIM unknown"))?;
    ok(serde_json::json!({ "success": true, "mvnoSim": changed_sim(card) }))
}

/// 5.2: the new SIM and network show on the account when its update has ended.
pub(super) fn change_network(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let account = ask.account(book, "accountId", "mvnoAccount")?;
    may_change(book, account)?;
    let wanted = ask.param("newSimNumber");
    let none = || match wanted {
        "eSim" => no("esim", "no eSIM left"),
        _ => no("sim", "SIM unknown, not free, or on the wrong network"),
    };
    let sim = free_sim(book, &account.customer, wanted, account.network.other()).ok_or_else(none)?.icc.clone();
    let (id, customer) = (account.id.clone(), account.customer.clone());
    let until = shifted(ask.now, i64::from(book.settings.update_seconds));
    if let Some(card) = book.sims.get_mut(&sim) {
        card.place = Place::InUse(id.clone());
    }
    let account = book.accounts.get_mut(&id).ok_or_else(gone)?;
    account.updating_until = Some(until);
    if let Some(dropped) = account.next_sim.replace(sim) {
        book.spend(&dropped);
    }
    let description = "Network change ordered".to_owned();
    book.note(ask.now, ask.who(), &customer, Entry { section: SECTION, what: "UPDATE", item: &id, description });
    done()
}

/// Whether a caller sees a SIM in storage; what the provider holds is for admins of all resellers.
fn sees(book: &Book, ask: &Ask<'_>, at: Option<&String>) -> bool {
    match (at, ask.caller.as_ref()) {
        (Some(at), Some(caller)) => book.reaches(caller, at),
        (None, _) => ask.level() >= AccessLevel::ResellerAdmin,
        (Some(_), None) => false,
    }
}

/// 5.3
pub(super) fn list(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let only = match ask.query("customer") {
        None if ask.level() >= AccessLevel::Reseller => None,
        _ => Some(ask.customer(book)?),
    };
    let stored = book.sims.values().filter_map(|sim| match &sim.place {
        Place::Stored(at) => Some((sim, at.as_ref())),
        _ => None,
    });
    let wanted = stored.filter(|(sim, at)| {
        sees(book, ask, *at)
            && only.as_ref().is_none_or(|only| *at == Some(only))
            && ask.query("formFactor").is_none_or(|form| sim.form == form)
            && ask.query("network").is_none_or(|network| sim.network == network)
            && ask.query("filter").is_none_or(|part| sim.icc.contains(part))
            && ask.query("autoAssign").is_none_or(|on| sim.auto_assign == (on == "true"))
    });
    let records = wanted.map(|(sim, at)| stored_sim(sim, at)).collect();
    ask.page("sims", records, 100)
}

/// 5.4: a SIM in use is not in storage (the stricter reading).
pub(super) fn read(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let sim = book.sim(ask.param("simId"));
    let stored = sim.and_then(|sim| match &sim.place {
        Place::Stored(at) => Some((sim, at.as_ref())),
        _ => None,
    });
    let (sim, at) = stored.ok_or_else(|| no("not_found", "SIM not found"))?;
    if sees(book, ask, at) { ok(stored_sim(sim, at)) } else { Err(denied()) }
}

/// 5.5: rows that are no valid SIM are left out as long as one is valid (ours).
pub(super) fn import(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let data = ask.text("data").unwrap_or_default();
    let rows: Vec<&str> = data.lines().filter(|row| !row.trim().is_empty()).collect();
    if rows.len() > MOST_ROWS {
        return Err(refused(409, "data", "too many rows"));
    }
    let cards: Vec<SimCard> = rows.into_iter().filter_map(card).filter(|card| book.sim(&card.icc).is_none()).collect();
    if cards.is_empty() {
        return Err(refused(422, "data", "no valid SIM"));
    }
    book.sims.extend(cards.into_iter().map(|card| (card.icc.clone(), card)));
    done()
}

/// One row of an import: `SIM;PUK1;PUK2;PIN1;PIN2;FORM;NETWORK;ACTIVATION_CODE;TAG;AUTO_ASSIGN`.
fn card(row: &str) -> Option<SimCard> {
    let fields: Vec<&str> = row.trim().split(';').collect();
    let [icc, puk1, puk2, pin1, pin2, form, network, rest @ ..] = fields.as_slice() else { return None };
    let digits = icc.strip_suffix('F').unwrap_or(icc);
    let is_icc = (11..=20).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    (is_icc && FORMS.contains(form) && NETWORKS.contains(network)).then(|| SimCard {
        icc: (*icc).to_owned(),
        imsi: format!("238{}", digits.get(digits.len().saturating_sub(12)..).unwrap_or(digits)),
        puks: [(*puk1).to_owned(), (*puk2).to_owned()],
        pins: [(*pin1).to_owned(), (*pin2).to_owned()],
        form: (*form).to_owned(),
        network: (*network).to_owned(),
        place: Place::Stored(None),
        auto_assign: rest.get(2).is_some_and(|text| matches!(*text, "true" | "1")),
        activation_code: rest.first().filter(|code| !code.is_empty()).map(|code| (*code).to_owned()),
    })
}

/// 5.6
pub(super) fn assign(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let customer = ask.query("customer").unwrap_or_default().to_owned();
    let icc = book.sim(ask.param("simId")).filter(|sim| matches!(sim.place, Place::Stored(_)));
    let icc = icc.ok_or_else(|| no("not_found", "SIM not found"))?.icc.clone();
    if !book.customers.contains_key(&customer) {
        return Err(refused(422, "customer", "customer not found"));
    }
    if let Some(sim) = book.sims.get_mut(&icc) {
        sim.place = Place::Stored(Some(customer));
        if ask.query("autoAssign").is_some() {
            sim.auto_assign = ask.is_set("autoAssign");
        }
    }
    done()
}
