//! The first day of the simulated TelecomX, made from a seed. Denmark keeps no numbers free for fiction: every number of
//! ours lies in the one made-up block 2012 9000 to 2012 9999, those being ported in 3122 9044 to 3122 9056, landlines in
//! 7012 9000 to 7012 9019. They are marked by nothing else, and nothing of the practice shop is ever sent to a number.
//! SIM numbers, codes and keys are made up too.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::names::{DEVICES, FIRMS, FIRST, FIRST_FIRM, LAST, STREETS, TOWNS, email, plain};
use super::porting_state::DAY;
use super::seed_stock as stock;
use super::settings::{AccessLevel, SecondFactor, TelecomxSettings};
use super::state::{
    Account, Book, Customer, Employee, Ending, FEATURES, LineState, Network, NumberEntry, Place, Smartwatch,
};
use crate::chance::Chance;
use crate::clock::shifted;

/// The most lines there can be: the block has a thousand numbers, and stock needs some.
pub(super) const MOST_LINES: usize = 900;
/// The number of the first line, within the block.
const FIRST_LINE: usize = 1;
/// Lines of one firm on average.
const LINES_A_FIRM: usize = 6;
/// The index of the line that has ended, beyond every other.
const ENDED_LINE: usize = 2_000;
/// The main login; the name is ours.
pub(super) const AGENT: &str = "agent@example.com";

/// Everything a maker of the seed needs.
pub(super) struct Maker {
    pub(super) book: Book,
    pub(super) chance: Chance,
    pub(super) now: Timestamp,
}

/// Makes the whole state. Everything but the times depends on `seed` and `lines` alone.
pub(super) fn book(seed: u64, lines: usize, now: Timestamp, settings: TelecomxSettings) -> Book {
    let book = Book {
        settings,
        customers: BTreeMap::new(),
        employees: BTreeMap::new(),
        accounts: BTreeMap::new(),
        sims: BTreeMap::new(),
        numbers: BTreeMap::new(),
        portings: BTreeMap::new(),
        products: Vec::new(),
        changes: Vec::new(),
        messages: Vec::new(),
        sessions: BTreeMap::new(),
        sms_codes: BTreeMap::new(),
        downloads: BTreeMap::new(),
        effects: BTreeMap::new(),
        chance: Chance::new(seed, 42),
        seed,
        next_id: 0,
        agent: String::new(),
        first_customer: String::new(),
        reseller: String::new(),
    };
    let mut maker = Maker { book, chance: Chance::new(seed, 41), now };
    let reseller = maker.customer("Fjordtele Øvelse A/S", None, true);
    maker.book.reseller.clone_from(&reseller);
    let below = maker.customer("Østbyens Tele ApS", Some(&reseller), true);
    let stranger = maker.customer("Kattegat Kommunikation A/S", None, true);
    stock::products(&mut maker, &[&reseller, &below, &stranger]);
    let firms = firms(&mut maker, lines, &[&reseller, &below, &stranger]);
    let mut numbers: Vec<usize> = (0..1_000).filter(|number| *number != FIRST_LINE).collect();
    maker.chance.shuffle(&mut numbers);
    let mut numbers = std::iter::once(FIRST_LINE).chain(numbers).map(|number| format!("+4520129{number:03}"));
    for (index, number) in numbers.by_ref().take(lines).enumerate() {
        maker.line(index, &number, &firms);
    }
    stock::numbers(&mut maker, numbers.by_ref(), &firms);
    stock::sims(&mut maker, &[&reseller, &below, &stranger], &firms);
    stock::portings(&mut maker, &firms);
    staff(&mut maker, &reseller, &firms, &stranger);
    // Last, so that what was made before keeps its ids.
    if let Some(number) = numbers.next() {
        maker.ended_line(&number, &firms);
    }
    maker.second_address(&firms);
    maker.book
}

/// The firms: most belong to the main reseller, some to the one below it, a few to the other.
fn firms(maker: &mut Maker, lines: usize, resellers: &[&str; 3]) -> Vec<String> {
    let [main, below, stranger] = *resellers;
    let count = (lines / LINES_A_FIRM).clamp(6, 150);
    let mut firms = Vec::new();
    for index in 0..count {
        let name = match index {
            0 => FIRST_FIRM.to_owned(),
            // Once the firms are used up, people are customers themselves.
            _ => FIRMS.get(index - 1).map_or_else(|| maker.person(), |name| (*name).to_owned()),
        };
        let parent = match index % 10 {
            7 => below,
            9 => stranger,
            _ => main,
        };
        firms.push(maker.customer(&name, Some(parent), false));
    }
    maker.book.first_customer = firms.first().cloned().unwrap_or_default();
    firms
}

/// The people who can log in. Passwords are plainly fakes.
fn staff(maker: &mut Maker, reseller: &str, firms: &[String], stranger: &str) {
    let first = firms.first().cloned().unwrap_or_default();
    maker.book.agent = maker.employee("Sigrid Ågesen", AGENT, reseller, AccessLevel::ResellerAdmin);
    for (name, mail, customer, level) in [
        ("Thøger Brøndum", "reseller@example.com", reseller, AccessLevel::Reseller),
        ("Yrsa Nygård", "admin@example.com", reseller, AccessLevel::Admin),
        ("Kåre Møller", "owner@example.com", first.as_str(), AccessLevel::Owner),
        ("Lærke Friis", "viewer@example.com", first.as_str(), AccessLevel::Viewer),
        ("Gorm Årup", "stranger@example.com", stranger, AccessLevel::Reseller),
    ] {
        maker.employee(name, mail, customer, level);
    }
    for employee in maker.book.employees.values_mut().filter(|one| one.level >= AccessLevel::Viewer) {
        employee.password = Some(format!("practice-{}", employee.email.replace("@example.com", "")));
    }
    let agent = maker.book.agent.clone();
    maker.book.open_session(&agent, None, true);
}

impl Maker {
    pub(super) fn person(&mut self) -> String {
        let first = self.chance.pick(&FIRST, &FIRST[0]);
        format!("{first} {}", self.chance.pick(&LAST, &LAST[0]))
    }

    fn address(&mut self) -> Value {
        let street = *self.chance.pick(&STREETS, &STREETS[0]);
        let (zip, city) = *self.chance.pick(&TOWNS, &TOWNS[0]);
        json!({ "_id": self.book.mint_id(), "primary": true, "address": format!("{street} {}", 1 + self.chance.below(90)),
            "zip": zip, "city": city, "country": "DK" })
    }

    fn customer(&mut self, name: &str, parent: Option<&str>, is_reseller: bool) -> String {
        let id = self.book.mint_id();
        let features = if is_reseller {
            vec!["CUSTOMER", "MVNO", "PORTING", "FINANCE", "CHANGELOG"]
        } else {
            vec!["CUSTOMER", "MVNO", "CHANGELOG"]
        };
        let customer = Customer {
            id: id.clone(),
            name: name.to_owned(),
            phone: format!("+4520129{:03}", 900 + self.chance.below(100)),
            email: format!("kontakt@{}.example.com", plain(name)),
            website: String::new(),
            notes: String::new(),
            state: "ACTIVE".to_owned(),
            parent: parent.map(str::to_owned),
            is_reseller,
            features,
            addresses: vec![self.address()],
            vat_number: format!("00{}", self.chance.digits(6)),
            billing: Vec::new(),
        };
        self.book.customers.insert(id.clone(), customer);
        id
    }

    fn employee(&mut self, name: &str, mail: &str, customer: &str, level: AccessLevel) -> String {
        let id = self.book.mint_id();
        let employee = Employee {
            id: id.clone(),
            customer: customer.to_owned(),
            level,
            state: "ENABLED",
            name: name.to_owned(),
            email: mail.to_owned(),
            department: "Øvelse",
            factor: SecondFactor::None,
            password: None,
            sms_number: format!("+4520129{:03}", 900 + self.chance.below(100)),
        };
        self.book.employees.insert(id.clone(), employee);
        id
    }

    /// One line of one of the firms; the first four belong to the first.
    fn line(&mut self, index: usize, number: &str, firms: &[String]) {
        let at = if index < 4 { 0 } else { self.chance.below(firms.len()) };
        let customer = firms.get(at).cloned().unwrap_or_default();
        let blocked = index > 5 && self.chance.percent(4);
        let state = if blocked { LineState::Blocked } else { LineState::Active };
        self.account(index, number, &customer, state);
    }

    /// One account with its SIM, its number and its user. Gives its id.
    pub(super) fn account(&mut self, index: usize, number: &str, customer: &str, state: LineState) -> String {
        let customer = customer.to_owned();
        let name = if index == 0 { "Åse Kjærgaard".to_owned() } else { self.person() };
        let (given, family) = name.split_once(' ').unwrap_or((name.as_str(), "eksempel"));
        let mail = email(given, &format!("{family}{index}"));
        let employee = self.employee(&name, &mail, &customer, AccessLevel::Personal);
        let network = if index == 0 || self.chance.percent(60) { Network::Telenor } else { Network::Tdc };
        let form = if index == 0 || self.chance.percent(55) { "NANO" } else { "eSIM" };
        let id = self.book.mint_id();
        let sim = stock::sim(self, network.name(), form, Place::InUse(id.clone()), false);
        let mut features: BTreeMap<String, bool> =
            FEATURES.iter().map(|(name, default)| ((*name).to_owned(), *default)).collect();
        features.insert("voicemail".to_owned(), index == 0 || self.chance.percent(50));
        features.insert("smartWatchSim".to_owned(), index == 2);
        features.insert("dataTopUpSms".to_owned(), self.chance.percent(30));
        let account = Account {
            id: id.clone(),
            customer: customer.clone(),
            number: number.to_owned(),
            name,
            employee: Some(employee.clone()),
            state,
            features,
            sim,
            network,
            rate_plan: stock::a_plan(self, &customer, index),
            new_rate_plan: None,
            notes: if self.chance.percent(10) { "Kunden ringer helst om formiddagen".into() } else { String::new() },
            device: self.chance.pick::<&str>(&DEVICES, &DEVICES[0]),
            pbx: u64::from(index > 5 && self.chance.percent(8)),
            updating_until: None,
            next_sim: None,
            ending: None,
            forward: super::calls::no_forward(),
            voicemail_pin: self.chance.digits(4),
            wrong_pins: 0,
            usage_block: index == 3,
            smartwatch: if index == 2 { Smartwatch::Active } else { Smartwatch::None },
            top_ups: Vec::new(),
            self_service: self.chance.code(24).to_lowercase(),
        };
        self.book.accounts.insert(id.clone(), account);
        let entry = NumberEntry {
            state: "IN_USE".to_owned(),
            kind: network.number_type().to_owned(),
            account: Some(id.clone()),
            customer: Some(customer),
            employee: Some(employee),
            name: None,
            listed: self.chance.percent(20),
            until: None,
            price: 0.0,
        };
        self.book.numbers.insert(number.to_owned(), entry);
        id
    }

    /// A line of the first firm that ended five days ago and can be brought back.
    fn ended_line(&mut self, number: &str, firms: &[String]) {
        let customer = firms.first().cloned().unwrap_or_default();
        let id = self.account(ENDED_LINE, number, &customer, LineState::Active);
        let at = self.ago(5);
        if let Some(account) = self.book.accounts.get_mut(&id) {
            account.ending = Some(Ending { at, shown_until: at, until: shifted(at, super::accounts::RESTORABLE) });
        }
        if let Some(entry) = self.book.numbers.get_mut(number) {
            "LOCKED".clone_into(&mut entry.state);
        }
    }

    /// The second firm has two addresses.
    fn second_address(&mut self, firms: &[String]) {
        let mut address = self.address();
        address["primary"] = Value::from(false);
        if let Some(firm) = firms.get(1).and_then(|id| self.book.customers.get_mut(id)) {
            firm.addresses.push(address);
        }
    }

    /// A moment some days ago.
    pub(super) fn ago(&self, days: i64) -> Timestamp {
        shifted(self.now, -days * DAY)
    }
}
