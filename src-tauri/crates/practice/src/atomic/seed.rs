//! The simulated Atomic's first day, made from a seed. The numbers are of the block that holds the regulator's numbers
//! for fiction (0491 570 006, 110, 156 to 159, 313, 737); nothing here ever dials one.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::quirks::AtomicQuirks;
use super::state::{Book, Brand, Customer, SentText, Service, Sim, Status, Text};
use crate::chance::Chance;
use crate::clock::shifted;

/// The most services there can be: the block has a thousand numbers, and texts need some.
pub(super) const MOST_SERVICES: usize = 900;
/// Numbers that the regulator keeps for fiction: they come first.
const FIRST: [usize; 8] = [156, 6, 157, 158, 159, 110, 313, 737];
const FREE_CARDS: usize = 40;
/// The ICCID of the second service's eSIM on every first day: no operation tells one, so someone has to know it.
const KNOWN_ESIM: &str = "8961990000000000017";
/// A card that is free on every first day.
const KNOWN_CARD: &str = "8961990000000000025";
/// How many texts were sent before the first day.
pub(super) const SENT_BEFORE: usize = 1;
/// More than one answer of received texts can hold.
const TEXTS: usize = 130;
const DAY: i64 = 86_400;

/// Customers: name, nickname, city, region, postcode.
const CUSTOMERS: [(&str, &str, &str, &str, &str); 16] = [
    ("Harbour Cafe", "Harbour Cafe", "EXAMPLETON", "New South Wales", "2000"),
    ("Wattle & Wren Florists Pty Ltd", "Wattle & Wren", "MOCKVALE", "Victoria", "3000"),
    ("Banksia Road Physiotherapy", "Banksia Physio", "SAMPLE BAY", "Queensland", "4000"),
    ("O'Malley's Plumbing & Gas Fitting Pty Ltd", "O'Malley", "TESTVILLE", "South Australia", "5000"),
    ("Kookaburra Couriers", "Kookaburra", "DEMO CREEK", "Western Australia", "6000"),
    ("Tidal Pool Swim School", "Tidal Pool", "TRIAL BEACH", "Tasmania", "7000"),
    ("Currawong Accounting Group Pty Ltd", "Currawong", "PROOFTON", "Australian Capital Territory", "2600"),
    ("Redgum Joinery", "Redgum", "MOCKVALE", "Victoria", "3001"),
    ("Saltbush Station Supplies", "Saltbush", "FARAWAY", "Northern Territory", "0800"),
    ("Zoë's Bookshop & Café", "Zoë's", "EXAMPLETON", "New South Wales", "2001"),
    ("Lorikeet Child Care Centre Inc", "Lorikeet", "SAMPLE BAY", "Queensland", "4001"),
    ("Ironbark Security Services Pty Ltd", "Ironbark", "TESTVILLE", "South Australia", "5001"),
    ("Nguyễn Family Bakery", "Nguyen Bakery", "DEMO CREEK", "Western Australia", "6001"),
    ("Bluestone Legal", "Bluestone", "MOCKVALE", "Victoria", "3002"),
    (
        "The Very Patient Upholstery and Furniture Restoration Company of Prooftown Pty Ltd",
        "Patient",
        "PROOFTON",
        "Australian Capital Territory",
        "2601",
    ),
    ("Mulga", "Mulga", "FARAWAY", "Northern Territory", "0801"),
];

/// Makes the whole state. Everything but the times depends on `seed` and `services` alone.
pub(super) fn book(seed: u64, services: usize, now: Timestamp, quirks: AtomicQuirks) -> Book {
    let mut chance = Chance::new(seed, 11);
    let mut rest: Vec<usize> = (0..1_000).filter(|n| !FIRST.contains(n)).collect();
    chance.shuffle(&mut rest);
    let numbers = FIRST.into_iter().chain(rest).map(|n| format!("0491570{n:03}"));
    let mut book = Book {
        customers: BTreeMap::new(),
        services: BTreeMap::new(),
        free_cards: BTreeSet::new(),
        dead_codes: BTreeSet::new(),
        brands: BTreeMap::new(),
        received: Vec::new(),
        sent: vec![SentText {
            message_id: "00029910-000000382d3bf".to_owned(),
            to: vec!["61491570157".to_owned()],
            at: shifted(now, -DAY),
        }],
        mail: BTreeMap::new(),
        effects: BTreeMap::new(),
        quirks,
        chance: Chance::new(seed, 12),
    };
    for (index, row) in CUSTOMERS.iter().enumerate() {
        let customer = customer(&mut chance, index, *row, now);
        book.customers.insert(customer.id, customer);
    }
    for (index, msn) in numbers.take(services).enumerate() {
        let service = service(&mut book, &mut chance, index, msn, now);
        book.services.insert(service.msn.clone(), service);
    }
    book.free_cards.insert(KNOWN_CARD.to_owned());
    for _ in 1..FREE_CARDS {
        let card = book.mint_iccid();
        book.free_cards.insert(card);
    }
    book.brands.insert(
        "10001".to_owned(),
        Brand {
            name: "HARBOURCAFE".to_owned(),
            url: "https://harbourcafe.example.com".to_owned(),
            description: "Table bookings".to_owned(),
            registered: shifted(now, -30 * DAY),
        },
    );
    book.received = (0..TEXTS).map(|index| text(&mut chance, index, now)).collect();
    book
}

fn customer(
    chance: &mut Chance,
    index: usize,
    (name, nickname, city, region, postcode): (&str, &str, &str, &str, &str),
    now: Timestamp,
) -> Customer {
    let id = 1111 + u64::try_from(index).unwrap_or(0) * 7;
    let fields = [
        ("customer_name", name.to_owned()),
        ("nickname", nickname.to_owned()),
        // Every third has none, as in the published sample. Eleven digits that begin with 0, as no real one does.
        ("abn", if index.is_multiple_of(3) { String::new() } else { format!("0000000{}", chance.digits(4)) }),
        ("addr_1", format!("{} Example Street", 1 + chance.below(200))),
        ("addr_2", if index % 4 == 1 { "Level 2".to_owned() } else { String::new() }),
        ("postcode", postcode.to_owned()),
        ("city", city.to_owned()),
        ("region", region.to_owned()),
        ("country", "Australia".to_owned()),
        ("website", if index.is_multiple_of(2) { "https://www.example.com".to_owned() } else { String::new() }),
    ];
    Customer {
        id,
        account_number: 12_345 + id,
        fields: fields.into_iter().collect(),
        created: shifted(now, -days(400 + chance.below(900))),
        // One was deleted long ago, so that the list shows what that looks like.
        deleted: (index == 15).then(|| shifted(now, -40 * DAY)),
    }
}

fn service(book: &mut Book, chance: &mut Chance, index: usize, msn: String, now: Timestamp) -> Service {
    let (customer, is_esim, status) = match index {
        0 => (0, false, Status::Suspended),
        1 => (1, true, Status::Active),
        2 => (2, false, Status::Active),
        _ => {
            let status = match chance.below(100) {
                0..80 => Status::Active,
                80..93 => Status::Suspended,
                _ => Status::Cancelled,
            };
            (chance.below(15), chance.percent(45), status)
        }
    };
    let sim = if is_esim {
        match book.mint_esim() {
            Sim::Esim { code, .. } if index == 1 => Sim::Esim { iccid: KNOWN_ESIM.to_owned(), code, installed: false },
            Sim::Esim { iccid, code, .. } => Sim::Esim { iccid, code, installed: chance.percent(80) },
            card => card,
        }
    } else {
        Sim::Card(book.mint_iccid())
    };
    let plan = *chance.pick(&[91, 96, 97, 98], &96);
    Service {
        account: format!("M{}", chance.digits(9)),
        customer: 1111 + u64::try_from(customer).unwrap_or(0) * 7,
        plan: if index < 3 { 96 } else { plan },
        sim,
        status,
        email: format!("{}@example.com", if index < 3 { ["harbour", "wattle", "banksia"][index] } else { "mobiles" }),
        excess_usage: *chance.pick(&[0, 10, 50, 100, 200, 400, 1000], &0),
        created: shifted(now, -days(5 + chance.below(700))),
        // A pool without a limit for each member, as in the published sample.
        pool: (index == 0 || chance.percent(30)).then_some((1, 0)),
        msn,
    }
}

fn text(chance: &mut Chance, index: usize, now: Timestamp) -> Text {
    let words = ["Yes please", "Running 10 minutes late", "STOP", "Thanks! 🎉", "Can we move to Thursday?", "OK"];
    let stranger = 900 + chance.below(99);
    let sender = if index == 0 { FIRST[2] } else { stranger };
    Text {
        // The newest comes from the third service, so that one has texts of its own.
        sender: format!("+61491570{sender:03}"),
        receiver: "+61491570099".to_owned(),
        message: (*chance.pick(&words, &"OK")).to_owned(),
        // One every half hour, back from an hour ago.
        at: shifted(now, -1_800 * i64::try_from(index + 2).unwrap_or(0)),
    }
}

fn days(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(0) * DAY
}
