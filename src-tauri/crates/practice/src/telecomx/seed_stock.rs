//! The second half of the first day of the simulated TelecomX: products, SIM stock, free numbers and portings in every
//! stage.

use super::operators::{self, OPERATORS};
use super::porting_state::{DAY, Document, Porting, SignatureOrder};
use super::seed::Maker;
use super::state::{Change, LineState, NumberEntry, Place, Product, SimCard};
use crate::clock::shifted;

/// Rate plans: code, name, megabytes, minutes, price in DKK a month. Ours.
const PLANS: [(&str, &str, u64, Option<u64>, f64); 6] = [
    ("MOB-5", "Mobil 5 GB", 5_120, Some(600), 79.0),
    ("MOB-20", "Mobil 20 GB", 20_480, None, 119.0),
    ("MOB-60", "Mobil 60 GB", 61_440, None, 159.0),
    ("MOB-FRI", "Mobil fri data", 1_024_000, None, 229.0),
    ("MOB-TALE", "Mobil tale", 512, Some(300), 49.0),
    ("MOB-2019", "Mobil 2019 (udgået)", 2_048, Some(120), 69.0),
];
const TOP_UPS: [(&str, &str, u64, f64); 2] =
    [("TOP-1", "Ekstra data 1 GB", 1_024, 19.0), ("TOP-5", "Ekstra data 5 GB", 5_120, 59.0)];
/// Free numbers at the start, half of them on each network, and those held for a customer.
const FREE_NUMBERS: usize = 60;
const HELD_NUMBERS: usize = 6;
/// SIMs of each network and form in storage at each reseller; at the provider there are eSIMs only.
const STORED: usize = 8;

/// The master products and what each reseller inherits from them.
pub(super) fn products(maker: &mut Maker, resellers: &[&str; 3]) {
    let over = maker.ago(400);
    let mut masters: Vec<Product> = Vec::new();
    for (code, name, megabytes, minutes, price) in PLANS {
        let end = (code == "MOB-2019").then_some(over);
        masters.push(product(maker, "MVNO_RATEPLAN", (code, name), (megabytes, minutes, price), end));
    }
    for (code, name, megabytes, price) in TOP_UPS {
        masters.push(product(maker, "MVNO_DATA_TOP_UP", (code, name), (megabytes, None, price), None));
    }
    masters.push(product(maker, "NUMBER_RENT", ("NUM", "Nummerleje"), (0, None, 5.0), None));
    let mut inherited = Vec::new();
    for reseller in resellers {
        for master in &masters {
            inherited.push(Product {
                id: maker.book.mint_id(),
                reseller: Some((*reseller).to_owned()),
                inherit_from: Some(master.id.clone()),
                code: master.code.clone(),
                name: master.name.clone(),
                ..*master
            });
        }
    }
    // Resellers' own come first, so that the first plan found is one that can be sold.
    maker.book.products.extend(inherited);
    maker.book.products.extend(masters);
}

fn product(
    maker: &mut Maker,
    kind: &'static str,
    (code, name): (&str, &str),
    (megabytes, minutes, price): (u64, Option<u64>, f64),
    end: Option<jiff::Timestamp>,
) -> Product {
    let top_up = kind == "MVNO_DATA_TOP_UP";
    Product {
        id: maker.book.mint_id(),
        kind,
        code: code.to_owned(),
        name: name.to_owned(),
        unit: if top_up { "MB" } else { "MONTHS" },
        recurrence: if top_up { "NONE" } else { "MONTHLY" },
        cost: price * 0.5,
        wholesale: price * 0.7,
        price,
        reseller: None,
        inherit_from: None,
        megabytes,
        minutes,
        end,
    }
}

/// A plan of the customer's reseller; the first line has the 20 GB one.
pub(super) fn a_plan(maker: &mut Maker, customer: &str, index: usize) -> String {
    let pick = if index == 0 { 1 } else { maker.chance.below(PLANS.len()) };
    let reseller = maker.book.reseller_of(customer).map(|one| one.id.clone());
    let code = PLANS.get(pick).map(|plan| plan.0);
    let found = maker.book.products.iter().find(|one| one.reseller == reseller && Some(one.code.as_str()) == code);
    found.map(|plan| plan.id.clone()).unwrap_or_default()
}

/// Adds a SIM and gives its ICC: 19 digits with their check digit. Some cards of Telenor are listed as 18 and an `F`.
pub(super) fn sim(maker: &mut Maker, network: &str, form: &str, place: Place, auto_assign: bool) -> String {
    let short = network == "TELENOR" && form != "eSIM" && maker.chance.percent(20);
    let icc = loop {
        let body = format!("{}{}", if network == "TDC" { "894501" } else { "894502" }, maker.chance.digits(12));
        let icc = if short { format!("{}F", with_check(&body[..17])) } else { with_check(&body) };
        if !maker.book.sims.contains_key(&icc) {
            break icc;
        }
    };
    let code = (form == "eSIM").then(|| {
        let groups: Vec<String> = (0..4).map(|_| maker.chance.code(4)).collect();
        format!("LPA:1$rsp.example.com${}", groups.join("-"))
    });
    let card = SimCard {
        icc: icc.clone(),
        imsi: format!("23802{}", maker.chance.digits(10)),
        puks: [maker.chance.digits(8), maker.chance.digits(8)],
        pins: [maker.chance.digits(4), maker.chance.digits(4)],
        form: form.to_owned(),
        network: network.to_owned(),
        place,
        auto_assign,
        activation_code: code,
    };
    maker.book.sims.insert(icc.clone(), card);
    icc
}

/// The digits with their Luhn digit.
fn with_check(body: &str) -> String {
    let sum: u32 = body
        .bytes()
        .rev()
        .enumerate()
        .map(|(index, byte)| {
            let digit = u32::from(byte - b'0');
            let doubled = if index % 2 == 0 { digit * 2 } else { digit };
            doubled / 10 + doubled % 10
        })
        .sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}

/// Storage of the resellers, of the first firm and of the provider.
pub(super) fn sims(maker: &mut Maker, resellers: &[&str; 3], firms: &[String]) {
    for reseller in resellers {
        for network in ["TELENOR", "TDC"] {
            for form in ["NANO", "MINI_MICRO_NANO", "MINI_MICRO", "eSIM"] {
                for index in 0..STORED {
                    let auto = form != "eSIM" && index % 2 == 0;
                    sim(maker, network, form, Place::Stored(Some((*reseller).to_owned())), auto);
                }
            }
        }
    }
    let first = firms.first().cloned();
    for network in ["TELENOR", "TDC"] {
        for _ in 0..3 {
            sim(maker, network, "NANO", Place::Stored(first.clone()), false);
        }
        for _ in 0..2 * STORED {
            sim(maker, network, "eSIM", Place::Stored(None), false);
        }
    }
    sim(maker, "TELIA", "NANO", Place::Stored(None), false);
}

/// Numbers nobody uses: for sale, and held for the first firm.
pub(super) fn numbers(maker: &mut Maker, numbers: impl Iterator<Item = String>, firms: &[String]) {
    let first = firms.first().cloned();
    for (index, number) in numbers.take(FREE_NUMBERS).enumerate() {
        let network = if index % 2 == 0 { "MVNOTELENOR" } else { "MVNOTDC" };
        let owner = first.clone().filter(|_| index < HELD_NUMBERS);
        entry(maker, number, "AVAILABLE", network, owner);
    }
    // A short landline series in the same made-up spirit: one of it is the first firm's, one is held.
    for last in 0..10 {
        let owner = firms.first().cloned().filter(|_| last == 8);
        let state = if last == 9 { "PRE_RESERVED" } else { "AVAILABLE" };
        entry(maker, format!("+457012900{last}"), state, "FIXED", owner);
    }
    if let Some(held) = maker.book.numbers.get_mut("+4570129009") {
        held.until = Some(shifted(maker.now, 10 * DAY));
    }
}

fn entry(maker: &mut Maker, number: String, state: &str, kind: &str, customer: Option<String>) {
    let entry = NumberEntry {
        state: state.to_owned(),
        kind: kind.to_owned(),
        account: None,
        customer,
        employee: None,
        name: None,
        listed: false,
        until: None,
        price: if kind == "FIXED" { 12.0 } else { 5.0 },
    };
    maker.book.numbers.insert(number, entry);
}

/// Portings in every stage. The first waits for the signature of the first firm since a day.
pub(super) fn portings(maker: &mut Maker, firms: &[String]) {
    let stages: [(&str, i64); 13] = [
        ("IN_AWAITING_POA_FROM_CUSTOMER", 1),
        ("IN_CREATED", 0),
        ("IN_POA_RECEIVED_FROM_CUSTOMER", 0),
        ("IN_POA_SENT", 3),
        ("IN_REJECTED", 1),
        ("IN_DONOR_CONTACTED", 4),
        ("IN_COMPLETED", 9),
        ("IN_CANCELLED", 12),
        ("IN_AWAITING_POA_FROM_CUSTOMER", 5),
        ("IN_CONFIRMED", 0),
        ("OUT_RECEIVED", 0),
        ("OUT_CONFIRMED", 0),
        ("OUT_REJECTED", 4),
    ];
    for (index, (stage, days)) in stages.into_iter().enumerate() {
        let number = format!("+453122{}", 9_044 + index);
        let customer = firms.get(if index < 2 { 0 } else { index % firms.len().max(1) }).cloned().unwrap_or_default();
        one(maker, stage, days, number, customer);
    }
    series(maker, firms);
    under_way(maker, firms);
}

/// What has begun before the first day, with ids that are never minted: a signature, a paper to be downloaded and an
/// entry of the log.
fn under_way(maker: &mut Maker, firms: &[String]) {
    let waiting = maker.book.portings.values_mut().find(|one| one.number == "+4531229052");
    if let Some(porting) = waiting {
        // Seeded papers are never signed.
        porting.signature = Some(SignatureOrder { id: known_id(1), signed_at: jiff::Timestamp::MAX });
    }
    let Some(first) = firms.first() else { return };
    maker.book.downloads.insert(known_id(2), (first.clone(), "Fuldmagt (øvelse)".to_owned()));
    maker.book.changes.push(Change {
        id: known_id(3),
        customer: first.clone(),
        employee: None,
        when: maker.ago(1),
        section: "Customers",
        what: "UPDATE",
        item: first.clone(),
        description: "Ændret".to_owned(),
        removed: false,
    });
}

/// The id of something seeded: in minted ones the six digits after the first eight count from 1.
fn known_id(number: u32) -> String {
    format!("70726163{number:016x}")
}

fn one(maker: &mut Maker, stage: &str, days: i64, number: String, customer: String) {
    let inward = stage.starts_with("IN_");
    let donor = operators::holder(&number);
    let since = maker.ago(days);
    let true_sim = donor.sim_for(&number);
    // What the donor refused was a wrong SIM number; one that is not asked for yet is not known.
    let donor_sim = match stage {
        "IN_REJECTED" => Some(format!("{}0000000000000", &true_sim[..6])),
        "IN_CREATED" | "IN_AWAITING_POA_FROM_CUSTOMER" => None,
        _ => Some(true_sim.clone()),
    };
    // What is coming has an account already, what was cancelled has none any more.
    let account = match stage {
        "IN_CANCELLED" => None,
        "IN_COMPLETED" => Some(LineState::Active),
        _ if inward => Some(LineState::Creating),
        _ => Some(LineState::Active),
    };
    let account = account.map(|state| maker.account(1_000, &number, &customer, state));
    let id = maker.book.mint_id();
    let mut porting = Porting {
        id: id.clone(),
        number: number.clone(),
        additional: Vec::new(),
        kind: "MVNO",
        inward,
        donor_sim,
        donor_customer: None,
        customer: customer.clone(),
        account: account.clone(),
        stage: String::new(),
        since,
        message: None,
        employee: None,
        requested: None,
        notify: vec!["portering@example.com".to_owned()],
        auto_start: None,
        port_date: None,
        documents: Vec::new(),
        signature: None,
        operator: if inward { donor.id } else { OPERATORS[1].id },
        true_sim,
        history: Vec::new(),
    };
    if matches!(stage, "IN_POA_RECEIVED_FROM_CUSTOMER" | "IN_POA_SENT" | "IN_REJECTED" | "IN_DONOR_CONTACTED") {
        let id = maker.book.mint_id();
        porting.documents.push(Document { id, filename: "fuldmagt.pdf".to_owned(), size: 51_002 });
    }
    let opening = if inward { "IN_CREATED" } else { "OUT_RECEIVED" };
    let opened = if opening == stage { since } else { shifted(since, -DAY) };
    porting.enter(opened, opening, None, None);
    if stage.ends_with("_CONFIRMED") {
        porting.port_date = Some(porting.moving_day(maker.now));
    }
    let message = match stage {
        "IN_REJECTED" => Some("SIM_MISMATCH".to_owned()),
        "OUT_REJECTED" => Some("AUTH_MISSING".to_owned()),
        "IN_DONOR_CONTACTED" => Some("Ringet til portering, afventer svar".to_owned()),
        _ => porting.port_date.map(super::answers::time),
    };
    if opening != stage {
        porting.enter(since, stage, message, None);
    }
    let state = match stage {
        "IN_COMPLETED" | "OUT_REJECTED" => "IN_USE",
        "IN_CANCELLED" => "CLOSED",
        _ if inward => "PORTING_IN",
        _ => "PORTING_OUT",
    };
    maker.book.portings.insert(id, porting);
    match maker.book.numbers.get_mut(&number) {
        Some(entry) => state.clone_into(&mut entry.state),
        None => entry(maker, number, state, "MVNOTELENOR", Some(customer)),
    }
}

/// A landline series that can be split and cancelled.
fn series(maker: &mut Maker, firms: &[String]) {
    let customer = firms.get(1).or(firms.first()).cloned().unwrap_or_default();
    let number = |last: usize| format!("+457012901{last}");
    let id = maker.book.mint_id();
    let mut porting = Porting {
        id: id.clone(),
        number: number(0),
        additional: (1..10).map(number).collect(),
        kind: "SIP",
        inward: true,
        donor_sim: None,
        donor_customer: Some("K-100200".to_owned()),
        customer,
        account: None,
        stage: String::new(),
        since: maker.now,
        message: None,
        employee: None,
        requested: None,
        notify: Vec::new(),
        auto_start: None,
        port_date: None,
        documents: Vec::new(),
        signature: None,
        operator: OPERATORS[2].id,
        true_sim: String::new(),
        history: Vec::new(),
    };
    porting.enter(maker.now, "IN_CREATED", None, None);
    maker.book.portings.insert(id, porting);
}
