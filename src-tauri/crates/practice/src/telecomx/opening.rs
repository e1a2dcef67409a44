//! New mobile accounts of the simulated TelecomX (contract 4.4): with a number of ours, or with one that is ported in.
//! Body fields beyond `customer`, `number` and `feature` are not known; ours are `ratePlan`, `simNumber` (an ICC, `eSim`
//! or `autoAssign`, the default), `donorSimNumber`, `donorCustomerId`, `requestedDate`, `name`, `employee`, `notes`.

use jiff::Timestamp;
use serde_json::json;

use super::accounts::{SECTION, features, take_number};
use super::answers::{self, Detail};
use super::ask::{Ask, Outcome, no, ok, refused};
use super::operators;
use super::porting_state::Porting;
use super::sims::free_sim;
use super::state::{Account, Book, Entry, LineState, Network, NumberEntry, Place, Smartwatch};
use crate::clock::shifted;

/// 4.4
pub(super) fn create(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let customer = ask.text("customer").unwrap_or_default().to_owned();
    let number = ask.text("number").unwrap_or_default().to_owned();
    ask.reach(book, &customer)?;
    let owned = book.numbers.get(&number);
    let free = owned.is_some_and(|entry| match entry.state.as_str() {
        "AVAILABLE" => entry.customer.as_ref().is_none_or(|owner| *owner == customer),
        "PRE_RESERVED" => true,
        _ => false,
    });
    if owned.is_some_and(|entry| !entry.kind.starts_with("MVNO")) {
        return Err(refused(409, "number", "not a mobile number"));
    }
    if owned.is_some() && !free {
        return Err(refused(409, "number", "the number is taken"));
    }
    if owned.is_none() && !operators::is_danish_mobile(&number) {
        return Err(refused(422, "number", "not a Danish mobile number"));
    }
    let plan = match ask.text("ratePlan") {
        Some(id) => book.plan(id),
        None => book.products.iter().find(|product| product.kind == "MVNO_RATEPLAN"),
    };
    let plan = plan.ok_or_else(|| no("ratePlan", "rate plan not found"))?.id.clone();
    let network = match owned.map(|entry| entry.kind.as_str()) {
        Some("MVNOTDC") => Network::Tdc,
        _ => Network::Telenor,
    };
    let sim = free_sim(book, &customer, ask.text("simNumber").unwrap_or("autoAssign"), network);
    let sim = sim.ok_or_else(|| no("sim", "SIM unknown or not free"))?.icc.clone();
    let ports_in = owned.is_none();

    let id = book.mint_id();
    if let Some(card) = book.sims.get_mut(&sim) {
        card.place = Place::InUse(id.clone());
    }
    let account = Account {
        id: id.clone(),
        customer: customer.clone(),
        number: number.clone(),
        name: ask.text("name").map_or_else(|| book.customer_name(&customer), str::to_owned),
        employee: ask.text("employee").map(str::to_owned),
        state: LineState::Creating,
        features: features(ask.value("feature")),
        sim,
        network,
        rate_plan: plan,
        new_rate_plan: None,
        notes: ask.text("notes").unwrap_or_default().to_owned(),
        device: "",
        pbx: 0,
        updating_until: Some(shifted(ask.now, i64::from(book.settings.update_seconds))),
        next_sim: None,
        ending: None,
        forward: super::calls::no_forward(),
        voicemail_pin: book.chance.digits(4),
        wrong_pins: 0,
        usage_block: false,
        smartwatch: Smartwatch::None,
        top_ups: Vec::new(),
        self_service: book.chance.code(24).to_lowercase(),
    };
    let porting = ports_in.then(|| port_in(book, ask, &account));
    match book.numbers.get_mut(&number) {
        Some(entry) => take_number(entry, &id, &customer),
        None => {
            let entry = NumberEntry {
                state: "PORTING_IN".to_owned(),
                kind: network.number_type().to_owned(),
                account: Some(id.clone()),
                customer: Some(customer.clone()),
                employee: None,
                name: None,
                listed: false,
                until: None,
                price: 0.0,
            };
            book.numbers.insert(number, entry);
        }
    }
    book.accounts.insert(id.clone(), account);
    let description = "Created".to_owned();
    book.note(ask.now, ask.who(), &customer, Entry { section: SECTION, what: "CREATE", item: &id, description });
    let account = book.accounts.get(&id).ok_or_else(super::accounts::gone)?;
    let mut record = answers::account(book, account, Detail::Full, ask.now);
    if let (Some(fields), Some(porting)) = (record.as_object_mut(), porting.and_then(|id| book.portings.get(&id))) {
        fields.insert("porting".into(), answers::porting(book, porting, true, false));
    }
    ok(record)
}

/// Opens the porting of a new account and gives its id.
fn port_in(book: &mut Book, ask: &Ask<'_>, account: &Account) -> String {
    let donor = operators::holder(&account.number);
    let mut porting = Porting {
        id: book.mint_id(),
        number: account.number.clone(),
        additional: Vec::new(),
        kind: "MVNO",
        inward: true,
        donor_sim: ask.text("donorSimNumber").map(str::to_owned),
        donor_customer: ask.text("donorCustomerId").map(str::to_owned),
        customer: account.customer.clone(),
        account: Some(account.id.clone()),
        stage: String::new(),
        since: ask.now,
        message: None,
        employee: None,
        requested: ask.text("requestedDate").and_then(date),
        notify: Vec::new(),
        auto_start: None,
        port_date: None,
        documents: Vec::new(),
        signature: None,
        operator: donor.id,
        true_sim: donor.sim_for(&account.number),
        history: Vec::new(),
    };
    porting.enter(ask.now, "IN_CREATED", None, ask.who());
    let (id, description) = (porting.id.clone(), json!({ "stage": porting.stage }).to_string());
    book.portings.insert(id.clone(), porting);
    let entry = Entry { section: "Portings", what: "CREATE", item: &id, description };
    book.note(ask.now, ask.who(), &account.customer, entry);
    id
}

/// A wanted date: with a time as in 6.3, or a day alone.
pub(super) fn date(text: &str) -> Option<Timestamp> {
    text.parse().ok().or_else(|| format!("{text}T00:00:00Z").parse().ok())
}
