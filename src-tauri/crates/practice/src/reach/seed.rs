//! The simulated Reach's first day, made from a seed. Numbers are 555-0100 to 555-0199 of ten area codes, which the
//! numbering plan keeps for fiction.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde_json::json;

use super::access::new_pair;
use super::billing::new_card;
use super::catalogue::{PLANS, plan};
use super::change::next_cycle;
use super::purchase::blank;
use super::quirks::ReachQuirks;
use super::state::{Bill, Book, Group, HeldPack, OrderedLine, Otp, Port, Purchase, Shipment, Step, Subscriber, code};
use crate::chance::Chance;
use crate::clock::shifted;

/// The most lines there can be: there are a thousand numbers, and stock and ports need some.
pub(super) const MOST_LINES: usize = 900;
const AREAS: [&str; 10] = ["601", "662", "205", "303", "404", "512", "615", "702", "806", "907"];
/// The numbers of the two ports that run on the first day; not ours yet.
const DELGADO: &str = "6015550123";
const SATO: &str = "6625550198";
const FREE_SIMS: usize = 40;
/// The one SIM in stock whose number does not depend on the seed.
const SPARE_SIM: &str = "89010000000000000017";
/// Marcus Okafor has a code for a SIM swap on his phone.
const WAITING_CODE: &str = "246810";
const DAY: i64 = 86_400;

const FIRST: [&str; 20] = [
    "June",
    "Marcus",
    "Imani",
    "Theo",
    "Lupita",
    "Wesley",
    "Noor",
    "Beau",
    "Xiomara",
    "Otis",
    "Priya",
    "Cal",
    "Zoë",
    "Darnell",
    "Ingrid",
    "José",
    "Tamika",
    "Levi",
    "Mei",
    "Augustine",
];
const LAST: [&str; 20] = [
    "Whitfield",
    "Okafor",
    "Brandt",
    "Castañeda",
    "Nguyen",
    "O'Leary",
    "Fairbanks",
    "Delacroix",
    "Moss",
    "Takahashi",
    "Hollingsworth-Abernathy",
    "Ray",
    "Pruitt",
    "Gutiérrez",
    "Lindgren",
    "Bell",
    "Haddad",
    "Sorensen",
    "Vance",
    "Yazzie",
];

/// Makes the whole state. Everything but the times depends on `seed` and `lines` alone.
pub(super) fn book(seed: u64, lines: usize, now: Timestamp, quirks: ReachQuirks) -> Book {
    let mut chance = Chance::new(seed, 21);
    let numbers = AREAS.iter().flat_map(|area| (100..200).map(move |last| format!("{area}5550{last}")));
    let mut numbers: Vec<String> = numbers.filter(|number| number != DELGADO && number != SATO).collect();
    chance.shuffle(&mut numbers);
    let free = numbers.split_off(lines.min(numbers.len()));
    let mut book = Book {
        subscribers: BTreeMap::new(),
        groups: BTreeMap::new(),
        bills: BTreeMap::new(),
        purchases: BTreeMap::new(),
        plan_changes: BTreeMap::new(),
        swaps: BTreeMap::new(),
        // Some numbers stay with other carriers, so that they can be ported in.
        free_numbers: free.iter().take(free.len() / 2).cloned().collect(),
        free_sims: BTreeSet::new(),
        key_pairs: Vec::new(),
        tokens: Vec::new(),
        charges: Vec::new(),
        cards_declined: false,
        emailed: BTreeMap::new(),
        effects: BTreeMap::new(),
        quirks,
        chance: Chance::new(seed, 22),
        next: 5_000,
        agenda: Vec::new(),
    };
    let pair = new_pair(&mut book);
    book.key_pairs.push(pair);
    for (index, number) in numbers.into_iter().enumerate() {
        let line = line(&mut book, &mut chance, index, number, now);
        bills(&mut book, &line, now);
        book.subscribers.insert(line.id.clone(), line);
    }
    for _ in 0..FREE_SIMS {
        let iccid = book.mint_iccid();
        book.free_sims.insert(iccid);
    }
    book.free_sims.insert(SPARE_SIM.to_owned());
    book.swaps.insert("SWAP-1".to_owned(), "PENDING");
    book.purchases.insert("TXN-1".to_owned(), paid(now));
    book
}

/// The first four are known by name. The next three are one account: its primary line is suspended, the second one
/// disconnected, and the third waits for its SIM card. The rest is mixed, three lines to an account.
fn line(book: &mut Book, chance: &mut Chance, index: usize, number: String, now: Timestamp) -> Subscriber {
    let serial = 1_001 + index;
    let (first, last) = match index {
        0 => ("Rafael", "Delgado"),
        1 => ("Mika", "Sato"),
        2 => ("June", "Whitfield"),
        3 => ("Marcus", "Okafor"),
        _ => (*chance.pick(&FIRST, &"June"), *chance.pick(&LAST, &"Whitfield")),
    };
    let (group, primary) = if index < 4 { (index, true) } else { (4 + (index - 4) / 3, (index - 4).is_multiple_of(3)) };
    let group = format!("GRP-{}", 101 + group);
    book.groups.entry(group.clone()).or_insert_with(|| travelled(index, &format!("CUST-{serial}"), now));
    let drawn = chance.pick(&PLANS, &PLANS[0]).code;
    let ordered = OrderedLine {
        first: first.to_owned(),
        last: last.to_owned(),
        plan: match index {
            0 | 1 => "RCH-GIG-1",
            2 => "RCH-ESS-5",
            _ => drawn,
        }
        .to_owned(),
        primary,
        esim: index == 3 || (index > 6 && chance.percent(45)),
        port: None,
    };
    let mut line = blank(&format!("CUST-{serial}"), &group, &ordered, shifted(now, -20 * DAY));
    line.client_account = format!("brand-{serial}");
    line.email = format!("customer{serial}@example.com");
    let address = |kind: &str| {
        json!({ "type": kind, "address1": format!("{serial} Example Ave"), "address2": "", "city": "Sampleville",
            "state": "MS", "zip": "38655", "country": "USA", "residential": "true" })
    };
    line.addresses = vec![address("billing"), address("shipping")];
    line.cards = vec![new_card(book, true)];
    if index.is_multiple_of(4) {
        line.cards.push(new_card(book, false));
    }
    line.iccid = Some(book.mint_iccid());
    line.imei = line.esim.then(|| "490154203237518".to_owned());
    line.used_mb = u64::try_from(chance.below(900)).unwrap_or(0);
    match index {
        0 => port(&mut line, DELGADO, "0000", code::PORT_FAILED),
        1 => {
            port(&mut line, SATO, "4821", code::PORTING);
            book.later(now, 1_200, &line.id, Step::PortDecision);
        }
        2 => active(&mut line, number, code::ACTIVE, now),
        3 => {
            active(&mut line, number, code::ACTIVE, now);
            let (code, swap) = (Some(WAITING_CODE.to_owned()), "SWAP-1".to_owned());
            line.otp = Otp { code, swap, expires: Some(shifted(now, DAY)), ..Otp::default() };
        }
        _ => match [84, 92, 96].get(index - 4).copied().unwrap_or_else(|| chance.below(100)) {
            0..84 => active(&mut line, number, code::ACTIVE, now),
            84..92 => active(&mut line, number, code::SUSPENDED, now),
            92..96 => {
                active(&mut line, number, code::DISCONNECTED, now);
                line.disconnected = Some(shifted(now, -3 * DAY));
            }
            _ => {
                line.iccid = None;
                line.shipment = (!line.esim).then_some(Shipment { ordered: shifted(now, -3_600), cancelled: false });
            }
        },
    }
    line
}

/// June Whitfield's last renewal.
fn paid(now: Timestamp) -> Purchase {
    Purchase {
        operation: "submitSubsequentPurchase",
        client_account: "brand-1003".to_owned(),
        cents: 2_675,
        tax_cents: 175,
        made: shifted(now, -20 * DAY),
        status: "COMPLETED",
        payment: "SUCCESS",
        reason: String::new(),
        customer: Some("CUST-1003".to_owned()),
        order: None,
        renews_to: None,
    }
}

/// The group of a line: June Whitfield's has bought credit for calls abroad, Marcus Okafor's has a roaming pack.
fn travelled(index: usize, customer: &str, now: Timestamp) -> Group {
    let mut group = Group { ild_cents: 1_250, ..Group::default() };
    match index {
        2 => group.ild_bought.push((shifted(now, -5 * DAY), customer.to_owned(), 1_000)),
        3 => group.packs.push(HeldPack {
            pack: "PACK-1",
            countries: vec!["MX".to_owned()],
            ends: shifted(now, 5 * DAY),
            auto_renew: false,
        }),
        _ => {}
    }
    group
}

fn active(line: &mut Subscriber, number: String, status: u64, now: Timestamp) {
    line.mobile = Some(number);
    line.status = status;
    line.activated = Some(shifted(now, -19 * DAY));
    "Active.".clone_into(&mut line.message);
}

fn port(line: &mut Subscriber, number: &str, pin: &str, status: u64) {
    let (carrier, account) = ("Practice Mobile".to_owned(), "PM-100200".to_owned());
    let port = Port { number: number.to_owned(), carrier, account, pin: pin.to_owned(), zip: "38655".to_owned() };
    line.status = status;
    port.refusal().unwrap_or_default().clone_into(&mut line.message);
    line.port = Some(port);
}

/// Three months, the last one not paid yet.
fn bills(book: &mut Book, line: &Subscriber, now: Timestamp) {
    let net = plan(&line.plan).map_or(0, |plan| plan.cents);
    let cents = net + net * 7 / 100;
    for month in 0..3_i64 {
        let made = shifted(next_cycle(now), -(3 - month) * 30 * DAY);
        let bill = Bill {
            customer: line.id.clone(),
            cents,
            made,
            due: shifted(next_cycle(now), -(2 - month) * 30 * DAY),
            paid: if month < 2 { vec![cents] } else { Vec::new() },
            plan: line.plan.clone(),
        };
        let id = format!("BILL-{}", book.number());
        book.bills.insert(id, bill);
    }
}
