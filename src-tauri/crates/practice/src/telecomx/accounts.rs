//! Mobile accounts of the simulated TelecomX: list, read, make, change, end and restore (contract 4, 9.2 to 9.4). A
//! plan is changed through `ratePlan` (at once) and `newRatePlan` (next month) of the update, the contract's own
//! inference (7.4). Where errors are not known, ours follow the tables of the neighbouring pages.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::answers::{self, Detail, filled, time};
use super::ask::{Ask, Outcome, denied, done, flag, holds, no, ok, refused, unknown_list};
use super::porting_state::DAY;
use super::settings::AccessLevel;
use super::state::{Account, Book, Ending, Entry, LineState, Smartwatch};
use crate::call::Refusal;
use crate::clock::shifted;

/// For how long a deleted account can be restored (4.6).
pub(super) const RESTORABLE: i64 = 30 * DAY;
/// The section of lines in the change log; ours.
pub(super) const SECTION: &str = "MvnoAccounts";

/// 4.1
pub(super) fn list(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let caller = ask.caller()?;
    let all = book.settings.unnamed_customer_means_all && ask.query("customer").is_none();
    let customer = if all { None } else { Some(ask.customer(book)?) };
    let detail = if ask.is_set("full") { Detail::Full } else { Detail::Condensed };
    let wanted = book.accounts.values().filter(|one| {
        one.is_shown(ask.now)
            && match &customer {
                Some(customer) => one.customer == *customer,
                None => book.reaches(caller, &one.customer),
            }
            && ask.query("filter").is_none_or(|part| matches(book, one, part))
            && ask.query("ratePlan").is_none_or(|plan| one.rate_plan == plan)
            && ask.query("network").is_none_or(|network| one.network.name() == network)
            && (!ask.is_set("pbx") || one.pbx > 0)
            && (!ask.is_set("available") || one.pbx > 0 && one.employee.is_none())
    });
    let records = wanted.map(|one| {
        let mut record = answers::account(book, one, detail, ask.now);
        if let Some(fields) = record.as_object_mut().filter(|_| ask.is_set("usage")) {
            // Usage statistics of a row are not described; ours is this month's data at home.
            fields.insert("usage".into(), json!({ "bytes": super::usage::month_bytes(book, one, ask.now) }));
        }
        record
    });
    ask.page(unknown_list(book, "mvnoAccounts"), records.collect(), 100)
}

/// The fields `filter` searches (4.1): number, device, ICC, IMSI, notes.
fn matches(book: &Book, account: &Account, part: &str) -> bool {
    let sim = book.sim(&account.sim);
    let texts = [account.number.as_str(), account.device, account.notes.as_str()];
    let digits: String = part.chars().filter(char::is_ascii_digit).collect();
    texts.iter().any(|text| holds(text, part))
        || sim.is_some_and(|sim| holds(&sim.icc, part) || sim.imsi.contains(part))
        || (digits.len() >= 4 && account.number.contains(&digits))
}

/// 4.2
pub(super) fn read(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let account = ask.account(book, "accountId", "mvnoAccount")?;
    ok(answers::account(book, account, Detail::Full, ask.now))
}

/// 4.3
pub(super) fn voice_account(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let account = ask.account(book, "id", "not_found")?;
    if ask.is_set("pbx") {
        return ok(json!({ "type": "MVNO", "pbx": account.pbx }));
    }
    let mut record = json!({
        "_id": account.id,
        "customer": account.customer,
        "active": account.state == LineState::Active,
        "name": account.name,
        "type": "MVNO",
        "deviceType": account.device,
        "pbx": account.pbx,
        "numbers": [account.number],
    });
    if let Some(fields) = record.as_object_mut().filter(|_| !ask.is_set("basics")) {
        fields.insert("state".into(), json!(account.state_name()));
    }
    ok(record)
}

/// 4.5; the answer (not known) is the account.
pub(super) fn update(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let account = ask.account(book, "accountId", "mvnoAccount")?;
    if account.is_updating(ask.now) {
        return Err(refused(403, "updating", "the account is being updated"));
    }
    if account.ending.is_some() || (account.state == LineState::Creating && ask.value("state").is_some()) {
        return Err(refused(403, "state", "the account's state forbids it"));
    }
    let (id, customer) = (account.id.clone(), account.customer.clone());
    let plan = known_plan(book, ask, "ratePlan")?;
    let next = known_plan(book, ask, "newRatePlan")?.map(|plan| Book::next_plan(&plan, ask.now));
    let until = shifted(ask.now, i64::from(book.settings.update_seconds));
    let Some(account) = book.accounts.get_mut(&id) else { return Err(gone()) };
    match ask.text("state") {
        Some("BLOCKED") => account.state = LineState::Blocked,
        Some(_) => account.state = LineState::Active,
        None => {}
    }
    for (name, on) in ask.value("feature").and_then(Value::as_object).into_iter().flatten() {
        if let (Some(feature), Some(on)) = (account.features.get_mut(name), on.as_bool()) {
            *feature = on;
        }
    }
    if let Some(plan) = plan {
        account.rate_plan = plan;
        // A plan chosen now ends the one chosen for the next month (ours).
        account.new_rate_plan = None;
    }
    if next.is_some() {
        account.new_rate_plan = next;
    }
    for (name, field) in [("name", &mut account.name), ("notes", &mut account.notes)] {
        if let Some(text) = ask.text(name) {
            text.clone_into(field);
        }
    }
    account.updating_until = Some(until);
    let changed: Vec<&str> = ask.fields().map(|(name, _)| name.as_str()).collect();
    let description = format!("Changed: {}", changed.join(", "));
    book.note(ask.now, ask.who(), &customer, Entry { section: SECTION, what: "UPDATE", item: &id, description });
    let account = book.accounts.get(&id).ok_or_else(gone)?;
    ok(answers::account(book, account, Detail::Full, ask.now))
}

/// The plan a body field names, if any.
fn known_plan(book: &Book, ask: &Ask<'_>, name: &'static str) -> Result<Option<String>, Refusal> {
    let Some(id) = ask.text(name) else { return Ok(None) };
    let plan = book.plan(id).filter(|plan| plan.end.is_none_or(|end| ask.now < end));
    plan.map(|plan| Some(plan.id.clone())).ok_or_else(|| no(name, "rate plan not found"))
}

pub(super) fn gone() -> Refusal {
    no("mvnoAccount", "MVNO account not found")
}

/// 9.2: service ends at once; the account shows as `DELETING` while it updates and can be restored for 30 days.
pub(super) fn delete(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let account = ask.account(book, "accountId", "sipAccount")?;
    if account.ending.is_some() {
        return Err(no("sipAccount", "MVNO account not found"));
    }
    let (id, customer, number) = (account.id.clone(), account.customer.clone(), account.number.clone());
    let shown_until = shifted(ask.now, i64::from(book.settings.update_seconds));
    if let Some(account) = book.accounts.get_mut(&id) {
        account.ending = Some(Ending { at: ask.now, shown_until, until: shifted(ask.now, RESTORABLE) });
        account.updating_until = Some(shown_until);
    }
    if let Some(entry) = book.numbers.get_mut(&number) {
        "LOCKED".clone_into(&mut entry.state);
    }
    let running = book.running_porting(&id).map(|porting| porting.id.clone());
    if let Some(porting) = running.and_then(|id| book.portings.get_mut(&id)) {
        if porting.inward {
            // It stays where it is, and can be asked for again.
            book.numbers.remove(&number);
        }
        let stage = if porting.inward { "IN_CANCELLED" } else { "OUT_CANCELLED" };
        porting.auto_start = None;
        porting.signature = None;
        porting.enter(ask.now, stage, Some("The account was deleted".to_owned()), ask.who());
    }
    let description = "Terminated".to_owned();
    book.note(ask.now, ask.who(), &customer, Entry { section: SECTION, what: "DELETE", item: &id, description });
    done()
}

/// The deleted account a path names by id or number, while it can be restored.
fn deleted<'a>(book: &'a Book, ask: &Ask<'_>) -> Result<(&'a Account, Ending), Refusal> {
    let wanted = ask.param("accountId");
    let found = book.accounts.values().find(|one| one.ending.is_some() && (one.id == wanted || one.number == wanted));
    let found = found.and_then(|one| Some((one, one.ending?)));
    found.filter(|(_, ending)| ending.until > ask.now).ok_or_else(|| no("id", "account not found"))
}

/// 4.6
pub(super) fn list_deleted(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let gone = book.accounts.values().filter_map(|one| Some((one, one.ending.filter(|end| end.until > ask.now)?)));
    let wanted = gone.filter(|(one, _)| ask.query("filter").is_none_or(|part| matches(book, one, part)));
    let records = wanted.map(|(one, ending)| {
        let reseller = book.reseller_of(&one.customer);
        filled(json!({
            "_id": one.id,
            "state": one.state.name(),
            "number": one.number,
            "customer": one.customer,
            "customerName": book.customer_name(&one.customer),
            "reseller": reseller.map(|one| one.id.clone()),
            "resellerName": reseller.map(|one| one.name.clone()),
            "ratePlan": one.rate_plan,
            "ratePlanName": book.plan(&one.rate_plan).map(|plan| plan.name.clone()),
            "preterminateUntil": time(ending.until),
            "deleted": time(ending.at),
            "pbx": one.pbx,
        }))
    });
    ask.page("mvnoAccounts", records.collect(), 100)
}

/// 4.6
pub(super) fn read_deleted(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let (account, ending) = deleted(book, ask)?;
    let mut record = answers::account(book, account, Detail::Full, ask.now);
    if let Some(fields) = record.as_object_mut() {
        fields.insert("state".into(), json!(account.state.name()));
        fields.insert("preterminateUntil".into(), json!(time(ending.until)));
        fields.insert("deleted".into(), json!(time(ending.at)));
    }
    ok(record)
}

/// 4.6: a line whose number never came has nothing to come back to (ours).
pub(super) fn restore(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let (account, _) = deleted(book, ask)?;
    if !book.numbers.contains_key(&account.number) {
        return Err(no("id", "account not found"));
    }
    let (id, customer, number) = (account.id.clone(), account.customer.clone(), account.number.clone());
    let plan = known_plan(book, ask, "ratePlan")?;
    let next = known_plan(book, ask, "newRatePlan")?.map(|plan| Book::next_plan(&plan, ask.now));
    let until = shifted(ask.now, i64::from(book.settings.update_seconds));
    if let Some(account) = book.accounts.get_mut(&id) {
        account.ending = None;
        account.updating_until = Some(until);
        account.rate_plan = plan.unwrap_or_else(|| account.rate_plan.clone());
        account.new_rate_plan = next;
    }
    if let Some(entry) = book.numbers.get_mut(&number) {
        "IN_USE".clone_into(&mut entry.state);
    }
    let description = "Restored".to_owned();
    book.note(ask.now, ask.who(), &customer, Entry { section: SECTION, what: "OTHER", item: &id, description });
    done()
}

/// 4.7: the path may name an account or a customer (contract 12.9).
pub(super) fn additional_products(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let named = ask.param("id");
    let customer = book.account(named, ask.now).map_or(named, |one| one.customer.as_str());
    if !book.customers.contains_key(customer) {
        return Err(no("customer", "customer not found"));
    }
    ask.reach(book, customer)?;
    ok(json!({ "smartWatchProductPrice": 29, "dataSharingProductPrice": 19 }))
}

/// 5.7: the add-on is `DELETING` while the line updates, then `NONE`.
pub(super) fn delete_smartwatch(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let number = format!("+45{}", ask.param("number"));
    let account = book.account(&number, ask.now).filter(|one| one.smartwatch != Smartwatch::None);
    let account = account.ok_or_else(|| no("sipAccount", "MVNO account not found"))?;
    ask.reach(book, &account.customer)?;
    let id = account.id.clone();
    let until = shifted(ask.now, i64::from(book.settings.update_seconds));
    if let Some(account) = book.accounts.get_mut(&id) {
        account.smartwatch = Smartwatch::Deleting(until);
        account.features.insert("smartWatchSim".into(), false);
    }
    done()
}

/// 9.4
pub(super) fn remove_usage_block(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let account = ask.account(book, "accountId", "sipAccount")?;
    let id = account.id.clone();
    match book.accounts.get_mut(&id).filter(|one| one.usage_block) {
        Some(account) => account.usage_block = false,
        None => return Err(no("not_found", "the account has no usage block")),
    }
    done()
}

/// 4.8: the old number rests (ours).
pub(super) fn change_number(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let account = ask.account(book, "accountId", "mvnoAccount")?;
    let (id, customer, old) = (account.id.clone(), account.customer.clone(), account.number.clone());
    let network = account.network;
    let new = ask.param("newNumber").to_owned();
    let entry = book.numbers.get_mut(&new).ok_or_else(|| no("number", "number unknown"))?;
    if !entry.kind.starts_with("MVNO") {
        return Err(refused(409, "number", "not a mobile number"));
    }
    let free = entry.state == "AVAILABLE" && entry.customer.as_ref().is_none_or(|owner| *owner == customer);
    if !free {
        return Err(no("number", "number taken"));
    }
    take_number(entry, &id, &customer);
    network.number_type().clone_into(&mut entry.kind);
    rest_number(book, &old, ask.now);
    let until = shifted(ask.now, i64::from(book.settings.update_seconds));
    if let Some(account) = book.accounts.get_mut(&id) {
        account.number.clone_from(&new);
        account.updating_until = Some(until);
    }
    let description = "Number changed".to_owned();
    book.note(ask.now, ask.who(), &customer, Entry { section: SECTION, what: "UPDATE", item: &id, description });
    ok(json!({ "success": true, "number": new }))
}

/// A number goes into use.
pub(super) fn take_number(entry: &mut super::state::NumberEntry, account: &str, customer: &str) {
    "IN_USE".clone_into(&mut entry.state);
    entry.account = Some(account.to_owned());
    entry.customer = Some(customer.to_owned());
    entry.until = None;
}

/// A number is given up.
pub(super) fn rest_number(book: &mut Book, number: &str, now: Timestamp) {
    if let Some(entry) = book.numbers.get_mut(number) {
        "CLOSED".clone_into(&mut entry.state);
        entry.account = None;
        entry.employee = None;
        entry.until = Some(shifted(now, super::course::NUMBER_RESTS));
    }
}

/// 7.5: each accepted call buys again.
pub(super) fn top_up(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let id = ask.account(book, "accountId", "id")?.id.clone();
    buy_top_up(book, &id, ask)
}

/// 9.1
pub(super) fn self_service_top_up(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let account = book.account(ask.param("accountId"), ask.now).ok_or_else(|| no("id", "account not found"))?;
    if ask.text("token") != Some(account.self_service.as_str()) {
        return Err(refused(401, "authentication_required", "the token is not valid"));
    }
    let id = account.id.clone();
    buy_top_up(book, &id, ask)
}

fn buy_top_up(book: &mut Book, id: &str, ask: &Ask<'_>) -> Outcome {
    let account = book.accounts.get(id).ok_or_else(|| no("id", "account not found"))?;
    let reseller = book.reseller_of(&account.customer).map(|one| one.id.clone());
    let product = book.product(ask.param("productId"));
    let product = product.filter(|one| one.kind == "MVNO_DATA_TOP_UP" && one.reseller == reseller);
    let product = product.ok_or_else(|| no("product", "product not found"))?.id.clone();
    if account.is_updating(ask.now) {
        return Err(refused(403, "updating", "the account is being updated"));
    }
    let usable = book.numbers.get(&account.number);
    if !usable.is_some_and(|entry| matches!(entry.state.as_str(), "IN_USE" | "PORTING_OUT")) {
        return Err(refused(409, "number", "the number is not in use"));
    }
    let customer = account.customer.clone();
    if let Some(account) = book.accounts.get_mut(id) {
        account.top_ups.push((product, ask.now));
    }
    let description = "Data top-up".to_owned();
    book.note(ask.now, ask.who(), &customer, Entry { section: SECTION, what: "OTHER", item: id, description });
    done()
}

/// The features of a new line: the defaults, then what was asked for.
pub(super) fn features(asked: Option<&Value>) -> std::collections::BTreeMap<String, bool> {
    let on = |name: &str, default: bool| match asked.and_then(|asked| asked.get(name)) {
        Some(value) => flag(Some(value)),
        None => default,
    };
    super::state::FEATURES.iter().map(|(name, default)| ((*name).to_owned(), on(name, *default))).collect()
}

/// "OWNER own, RESELLER, ADMIN" where the table of operations cannot say it.
pub(super) fn at_least(ask: &Ask<'_>, level: AccessLevel) -> Result<(), Refusal> {
    if ask.level() >= level { Ok(()) } else { Err(denied()) }
}
