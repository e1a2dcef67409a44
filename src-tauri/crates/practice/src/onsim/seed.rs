//! The practice shop's first day: lines, stock, groups and ports made from a seed. Numbers come from the ranges that
//! Ofcom keeps free for drama, so none can belong to anybody.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use jiff::Timestamp;

use super::names::{FIRMS, FIRST, GROUPS, LAST, REMARKABLE, email};
use super::quirks::OnsimQuirks;
use super::state::{BUNDLES, Book, Bundle, Effects, EsimState, Group, Line, Port, Profile, Switches};
use crate::chance::Chance;
use crate::clock::shifted;

/// The most lines there can be: the range has a thousand numbers, and stock and ports need some.
pub(super) const MOST_LINES: usize = 900;

/// Free numbers and free SIMs of each type at the start.
const STOCK: usize = 30;
const PORTS: usize = 20;
/// The numbers of Nadia Osei and Harlow Dental Ltd, within the range.
const NADIA: usize = 123;
const HARLOW: usize = 188;

/// Numbers that are free on every first day, whatever the seed, within the range.
const FREE: [usize; 3] = [990, 991, 992];

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

/// Makes the whole state. Everything but the times depends on `seed` and `lines` alone.
pub(super) fn book(
    seed: u64,
    lines: usize,
    now: Timestamp,
    quirks: OnsimQuirks,
    auto_install: Option<Duration>,
) -> Book {
    let mut chance = Chance::new(seed, 1);
    let mut numbers: Vec<usize> = (0..1_000).filter(|n| ![NADIA, HARLOW].contains(n)).collect();
    chance.shuffle(&mut numbers);
    let mpn = |n| format!("447700900{n:03}");
    // Taken out after the shuffle, so that the other numbers are dealt as ever.
    let rest = numbers.into_iter().filter(|n| !FREE.contains(n));
    let mut numbers = [NADIA, HARLOW].into_iter().chain(rest).map(mpn);
    let line_numbers: Vec<String> = numbers.by_ref().take(lines).collect();
    let mut book = Book {
        lines: BTreeMap::new(),
        free_numbers: FREE.into_iter().map(mpn).chain(numbers.by_ref().take(STOCK)).collect(),
        free_sims: BTreeMap::new(),
        groups: GROUPS.iter().map(|group| (group.0.to_owned(), self::group(*group))).collect(),
        ports: Vec::new(),
        dead_codes: BTreeSet::new(),
        effects: Effects::default(),
        quirks,
        chance: Chance::new(seed, 2),
        next_account: 100_200,
        auto_install,
    };
    let mut people = people(&mut chance);
    for (index, mpn) in line_numbers.iter().enumerate() {
        let line = line(&mut book, &mut chance, &mut people, index, mpn);
        book.lines.insert(mpn.clone(), line);
    }
    for index in 0..2 * STOCK {
        let iccid = iccid(&book, &mut chance);
        book.free_sims.insert(iccid, index % 2 == 0);
    }
    for (index, porting) in numbers.take(PORTS).enumerate() {
        let number = line_numbers.get(index + 2).unwrap_or(&porting).clone();
        book.ports.push(port(&mut chance, index, number, porting, now));
    }
    book
}

/// Every pair of a first and a last name once, in a seeded order.
fn people(chance: &mut Chance) -> std::vec::IntoIter<(&'static str, &'static str)> {
    let mut pairs: Vec<_> = FIRST.iter().flat_map(|first| LAST.iter().map(|last| (*first, *last))).collect();
    chance.shuffle(&mut pairs);
    pairs.into_iter()
}

fn line(
    book: &mut Book,
    chance: &mut Chance,
    people: &mut impl Iterator<Item = (&'static str, &'static str)>,
    index: usize,
    mpn: &str,
) -> Line {
    let firm = index % 11 == 10;
    let (first, last) = match index {
        0 => ("Nadia", "Osei"),
        1 => ("Harlow Dental", "Ltd"),
        2..8 => REMARKABLE[index - 2],
        // Each firm has several lines once its turn comes round again.
        _ if firm => FIRMS[(index / 11) % FIRMS.len()],
        _ => people.next().unwrap_or(("Robin", "Example")),
    };
    // Harlow Dental has a physical SIM, so that one is known by number.
    let is_esim = index != 1 && (index == 0 || chance.percent(70));
    let iccid = iccid(book, chance);
    let account = book.next_account;
    book.next_account += 1 + u64::try_from(chance.below(7)).unwrap_or(0);
    let group = GROUPS[if index == 0 { 0 } else { chance.below(GROUPS.len()) }].0;
    let mut line = Line {
        mpn: mpn.to_owned(),
        landline: (index > 1 && chance.percent(12)).then(|| format!("442079460{index:03}")),
        account,
        first_name: first.to_owned(),
        last_name: last.to_owned(),
        email: email(first, last, index),
        group: Some(group.to_owned()),
        sip_user: format!("ONSIM{iccid}"),
        iccid,
        esim: None,
        switches: Switches { hotspot: chance.percent(35), ..Switches::default() },
        bundle: bundle(chance),
        voice_recorded: chance.percent(20),
        sms_recorded: chance.percent(10),
    };
    if is_esim {
        line.esim = Some(Profile { code: book.mint_code(), refreshed: 0, issued_at: None, state: esim_state(chance) });
    }
    if index == 0 {
        line.switches = Switches::default();
        line.bundle = Some(Bundle { name: "10GB".into(), allowance: Some(10_240), used: 2_458 });
        line.voice_recorded = false;
        line.sms_recorded = false;
        if let Some(profile) = &mut line.esim {
            profile.state = EsimState::ReadyToInstall;
        }
    }
    line
}

fn esim_state(chance: &mut Chance) -> EsimState {
    match chance.below(100) {
        0..25 => EsimState::ReadyToInstall,
        25..40 => EsimState::Installed { enabled: false },
        _ => EsimState::Installed { enabled: true },
    }
}

fn bundle(chance: &mut Chance) -> Option<Bundle> {
    let (name, allowance) = *chance.pick(&BUNDLES, &BUNDLES[0]);
    // Some have used all they have.
    let used = match allowance {
        None => chance.below(60_000),
        Some(_) if chance.percent(6) => usize::MAX,
        Some(megabytes) => chance.below(usize::try_from(megabytes).unwrap_or(0)),
    };
    let used = u64::try_from(used).unwrap_or(u64::MAX).min(allowance.unwrap_or(u64::MAX));
    (!chance.percent(3)).then(|| Bundle { name: name.to_owned(), allowance, used })
}

/// 19 digits as ONSIM writes them (no printed check digit), not used by any other SIM.
fn iccid(book: &Book, chance: &mut Chance) -> String {
    loop {
        let iccid = format!("894453{}", chance.digits(13));
        if book.owner_of_sim(&iccid).is_none() && !book.free_sims.contains_key(&iccid) {
            return iccid;
        }
    }
}

fn group((name, description, city, home_location): (&str, &str, &str, &str)) -> Group {
    Group {
        name: name.to_owned(),
        address_line_1: "Example Building".to_owned(),
        address_line_2: "18 Example Street".to_owned(),
        city: city.to_owned(),
        country: "Example Country".to_owned(),
        post_code: "EX1 2MP".to_owned(),
        home_location: home_location.to_owned(),
        description: description.to_owned(),
    }
}

/// A port order in each state in turn. Orders still open go on with the clock; the last one does so within minutes.
fn port(chance: &mut Chance, index: usize, number: String, porting: String, now: Timestamp) -> Port {
    let nth = i64::try_from(index).unwrap_or(0);
    // Seconds from now: ordered, due, then the later states.
    let (ordered, due, later): (i64, i64, Vec<(i64, &'static str)>) = match index % 5 {
        _ if index + 1 == PORTS => (-60, DAY, vec![(120, "IN PROGRESS"), (360, "COMPLETE")]),
        0 => {
            let ordered = -HOUR - 300 * nth;
            (ordered, DAY, vec![(2 * HOUR + 600 * nth, "IN PROGRESS"), (22 * HOUR, "COMPLETE")])
        }
        1 => {
            let ordered = -6 * HOUR - 900 * nth;
            (ordered, DAY, vec![(ordered + HOUR, "IN PROGRESS"), (20 * HOUR + 600 * nth, "COMPLETE")])
        }
        2 => {
            let ordered = -(2 + nth) * DAY;
            (ordered, ordered + DAY, vec![(ordered + HOUR, "IN PROGRESS"), (ordered + 5 * HOUR, "FAILED")])
        }
        3 => {
            let ordered = -(5 + nth) * DAY;
            (ordered, ordered + DAY, vec![(ordered + HOUR, "IN PROGRESS"), (ordered + DAY, "COMPLETE")])
        }
        _ => {
            let ordered = -(40 + nth) * DAY;
            (ordered, ordered + DAY, vec![(ordered + HOUR, "IN PROGRESS"), (ordered + 31 * DAY, "CLOSED")])
        }
    };
    let first = std::iter::once((ordered, "INITIAL"));
    Port {
        id: (index + 1).to_string(),
        number,
        porting,
        pac: format!("{}{}", letters(chance), chance.digits(6)),
        ordered: shifted(now, ordered),
        due: shifted(now, due),
        steps: first.chain(later).map(|(at, state)| (shifted(now, at), state)).collect(),
    }
}

/// The three letters of a PAC.
fn letters(chance: &mut Chance) -> String {
    (0..3).map(|_| char::from(*chance.pick(b"ABCDEFGHJKLMNPRSTUVWXYZ", &b'X'))).collect()
}
