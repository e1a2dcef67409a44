//! The cache as a whole: keeping, renewing, dropping, and going on after damage.

use std::fs;

use domain::line::{
    EsimStage, EsimState, Line, LineStage, LineState, PlanUse, RawField, Service, ServiceSwitch, SimKind,
};
use domain::port::{Port, PortDirection, PortState};
use domain::provider::ConnectionId;
use domain::time::{ProviderTime, Timestamp};
use tempfile::{TempDir, tempdir};

use super::{Cache, CacheOpened, SPEC};
use crate::error::StoreError;
use crate::file;
use crate::testing::{NOON, NOON_NAME, bare, connection, key, line, the_key};

fn fresh() -> (TempDir, Cache) {
    let home = tempdir().unwrap();
    let (cache, opened) = Cache::open(home.path(), &the_key(), NOON).unwrap();
    assert_eq!(opened, CacheOpened::Fresh);
    (home, cache)
}

/// A line in which every field says something.
fn full() -> Line {
    let when = Some(ProviderTime { raw: "02/01/2025".to_owned(), iso: Some("2025-01-02".to_owned()) });
    let mut line = line("447700900123", "8944000000000123456", "Nadia Osei", "nadia@example.com", "Shop 7", "A-100");
    line.state = LineState { stage: LineStage::Active, raw: Some("ACTIVE".to_owned()) };
    line.sim.kind = SimKind::Esim;
    line.sim.esim = Some(EsimState {
        stage: EsimStage::Installed,
        raw: "Installed".to_owned(),
        enabled: Some(true),
        enabled_raw: Some("Enabled".to_owned()),
    });
    line.plan = Some(PlanUse {
        name: Some("10 GB".to_owned()),
        allowance: Some(0.1 + 0.2),
        used: Some(1e-7),
        remaining: Some(123_456.789_012_345_6),
        unit: Some("megabyte".to_owned()),
        period_from: when.clone(),
        period_to: when,
    });
    line.services = vec![ServiceSwitch { service: Service::Hotspot, on: None, raw: "\"quoted\" \\ \u{1}".to_owned() }];
    line.sip_address = Some("sip:447700900123@example.com".to_owned());
    line.recorded = Some(false);
    line.unmapped = vec![RawField { name: "odd".to_owned(), value: "value".to_owned() }];
    line.read_at = Timestamp(77);
    line
}

fn ids(lines: &[Line]) -> Vec<&str> {
    lines.iter().map(|line| line.key.id.as_str()).collect()
}

fn found(cache: &Cache, query: &str) -> Vec<String> {
    let hits = cache.search(query, 100).unwrap().hits;
    hits.into_iter().map(|hit| hit.line.key.id).collect()
}

#[test]
fn a_line_comes_back_as_it_was() {
    let (home, cache) = fresh();
    let nothing = bare("nothing");
    cache.put_line(&full()).unwrap();
    cache.put_line(&nothing).unwrap();
    assert_eq!(cache.line(&full().key).unwrap(), Some(full()));
    drop(cache);
    let (cache, opened) = Cache::open(home.path(), &the_key(), NOON).unwrap();
    assert_eq!(opened, CacheOpened::Existing);
    assert_eq!(cache.line(&full().key).unwrap(), Some(full()));
    assert_eq!(cache.line(&nothing.key).unwrap(), Some(nothing));
    assert_eq!(cache.line(&key("other")).unwrap(), None);
}

#[test]
fn a_list_brings_renews_and_drops() {
    let (_home, cache) = fresh();
    let a = line("447700900001", "", "Anna", "", "", "");
    let b = line("447700900002", "", "Bob", "", "", "");
    let mut other = line("447700900001", "", "Elsewhere", "", "", "");
    other.key.connection = ConnectionId("onsim-2".to_owned());
    cache.put_line(&other).unwrap();
    assert_eq!(cache.newest_list_at(&connection()).unwrap(), None);
    cache.replace_lines(&connection(), &[a.clone(), b.clone()], Timestamp(5)).unwrap();
    assert_eq!(cache.count(&connection()).unwrap(), 2);
    assert_eq!(cache.newest_list_at(&connection()).unwrap(), Some(Timestamp(5)));

    let mut renamed = b.clone();
    renamed.customer.name = Some("Robert".to_owned());
    let c = line("447700900003", "", "Carla", "", "", "");
    cache.replace_lines(&connection(), &[c.clone(), renamed.clone()], Timestamp(9)).unwrap();
    assert_eq!(cache.count(&connection()).unwrap(), 2);
    assert_eq!(cache.line(&a.key).unwrap(), None);
    assert_eq!(cache.line(&b.key).unwrap(), Some(renamed));
    assert_eq!(cache.line(&c.key).unwrap(), Some(c.clone()));
    assert_eq!(cache.line(&other.key).unwrap(), Some(other));
    assert_eq!(cache.newest_list_at(&connection()).unwrap(), Some(Timestamp(9)));
    assert_eq!(found(&cache, "bob"), Vec::<String>::new());
    assert_eq!(found(&cache, "robert"), [b.key.id.as_str()]);
    assert_eq!(found(&cache, "anna"), Vec::<String>::new());
    assert_eq!(found(&cache, "carl"), [c.key.id.as_str()]);

    cache.replace_lines(&connection(), &[], Timestamp(10)).unwrap();
    assert_eq!(cache.count(&connection()).unwrap(), 0);
    assert_eq!(found(&cache, "elsewhere").len(), 1);
}

#[test]
fn a_list_keeps_what_only_the_detail_knew() {
    let (_home, cache) = fresh();
    cache.put_line(&full()).unwrap();
    let mut listed = bare("447700900123");
    listed.customer.name = Some("Nadia Osei-Bonsu".to_owned());
    listed.read_at = Timestamp(99);
    let mut wanted = listed.clone();
    wanted.fill_gaps_from(&full());
    cache.replace_lines(&connection(), std::slice::from_ref(&listed), Timestamp(99)).unwrap();
    let kept = cache.line(&listed.key).unwrap().unwrap();
    assert_eq!(kept, wanted);
    assert_eq!(kept.plan, full().plan);
    assert_eq!(kept.read_at, Timestamp(99));
}

#[test]
fn of_a_line_that_is_listed_twice_the_last_word_counts() {
    let (_home, cache) = fresh();
    let first = line("447700900001", "", "First", "", "", "");
    let second = line("447700900001", "", "Second", "", "", "");
    for _ in 0..2 {
        cache.replace_lines(&connection(), &[first.clone(), second.clone()], Timestamp(1)).unwrap();
        assert_eq!(cache.count(&connection()).unwrap(), 1);
        assert_eq!(cache.line(&first.key).unwrap(), Some(second.clone()));
    }
}

#[test]
fn a_list_with_a_foreign_line_changes_nothing() {
    let (_home, cache) = fresh();
    let mine = bare("1");
    let mut foreign = bare("2");
    foreign.key.connection = ConnectionId("other".to_owned());
    let error = cache.replace_lines(&connection(), &[mine, foreign], Timestamp(1)).unwrap_err();
    assert_eq!(error, StoreError::ForeignLine);
    assert_eq!(cache.count(&connection()).unwrap(), 0);
}

/// The quick way of a big list has to end in the same as the plain way of a small one.
#[test]
fn a_bulk_load_ends_in_the_same() {
    let list = |n: u32| -> Vec<Line> {
        (0..n)
            .map(|i| {
                line(&format!("4477009{i:05}"), &format!("894400000000{i:07}"), &format!("Name{i} Same"), "", "", "A1")
            })
            .collect()
    };
    for (before, then) in [(0, 40), (10, 60), (3, 30)] {
        let (_home, mut cache) = fresh();
        cache.bulk_from = u64::MAX;
        cache.replace_lines(&connection(), &list(before), Timestamp(1)).unwrap();
        // The arena is there already when the load comes.
        cache.warm().unwrap();
        cache.bulk_from = 5;
        let mut wanted = list(then);
        wanted.remove(0);
        cache.replace_lines(&connection(), &wanted, Timestamp(2)).unwrap();
        assert_eq!(cache.count(&connection()).unwrap(), u64::from(then) - 1);
        assert_eq!(found(&cache, "4477009").len(), wanted.len());
        for (query, hits) in
            [("name0", 0), ("name12", 1), ("7700900012", 1), ("ame12", 1), ("900007", 1), ("a1", wanted.len())]
        {
            assert_eq!(found(&cache, query).len(), hits, "{query}");
        }
        let indexes: Vec<String> = cache
            .reader
            .lock()
            .unwrap()
            .prepare("SELECT name FROM sqlite_schema WHERE type = 'index' AND name LIKE 'lines%'")
            .unwrap()
            .query_map([], |row| row.get(0))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        assert_eq!(indexes.len(), 7);
    }
}

#[test]
fn the_search_goes_on_while_a_list_is_taken_over() {
    let (home, cache) = fresh();
    cache.put_line(&line("447700900001", "", "Anna", "", "", "")).unwrap();
    let other = file::open(home.path(), &SPEC, &the_key(), NOON).unwrap().0;
    other.execute_batch("BEGIN IMMEDIATE; DELETE FROM lines").unwrap();
    assert_eq!(found(&cache, "anna").len(), 1);
    assert_eq!(found(&cache, "nna").len(), 1);
}

#[test]
fn one_line_is_taken_out_and_a_connection_forgotten() {
    let (_home, cache) = fresh();
    let a = line("447700900001", "", "Anna", "", "", "");
    let b = line("447700900002", "", "Bob", "", "", "");
    cache.replace_lines(&connection(), &[a.clone(), b.clone()], Timestamp(1)).unwrap();
    cache.put_ports(&connection(), &[port("p1")], Timestamp(1)).unwrap();
    cache.opened(&b.key, Timestamp(1)).unwrap();
    cache.warm().unwrap();
    cache.remove_line(&a.key).unwrap();
    cache.remove_line(&a.key).unwrap();
    cache.remove_line(&key("never there")).unwrap();
    assert_eq!(cache.line(&a.key).unwrap(), None);
    for query in ["anna", "nna", "447700900001"] {
        assert_eq!(found(&cache, query), Vec::<String>::new(), "{query}");
    }
    assert_eq!(found(&cache, "bob").len(), 1);

    cache.forget(&connection()).unwrap();
    assert_eq!(cache.count(&connection()).unwrap(), 0);
    assert_eq!(cache.newest_list_at(&connection()).unwrap(), None);
    assert!(cache.ports().unwrap().is_empty());
    assert!(cache.recent(10).unwrap().is_empty());
    assert_eq!(found(&cache, "bob"), Vec::<String>::new());
    cache.put_line(&b).unwrap();
    assert_eq!(found(&cache, "bob").len(), 1);
}

fn port(id: &str) -> Port {
    Port {
        connection: connection(),
        id: id.to_owned(),
        number: "07700 900123".to_owned(),
        temporary_number: None,
        state: PortState::Unknown,
        raw_state: "odd".to_owned(),
        direction: PortDirection::In,
        raw_direction: "in".to_owned(),
        ordered: None,
        due: None,
        valid_until: None,
        updated: None,
        has_pac: true,
    }
}

#[test]
fn ports_are_replaced_as_a_whole_and_carry_their_age() {
    let (_home, cache) = fresh();
    let mut elsewhere = port("p1");
    elsewhere.connection = ConnectionId("other".to_owned());
    cache.put_ports(&connection(), &[port("p1"), port("p2")], Timestamp(1)).unwrap();
    cache.put_ports(&elsewhere.connection, std::slice::from_ref(&elsewhere), Timestamp(2)).unwrap();
    cache.put_ports(&connection(), &[port("p2"), port("p3")], Timestamp(3)).unwrap();
    assert_eq!(
        cache.ports().unwrap(),
        [(port("p2"), Timestamp(3)), (port("p3"), Timestamp(3)), (elsewhere, Timestamp(2))]
    );
}

#[test]
fn recent_lines_are_the_newest_first_and_each_once() {
    let (_home, cache) = fresh();
    for n in 0..120 {
        let line = bare(&format!("{n:03}"));
        cache.put_line(&line).unwrap();
        cache.opened(&line.key, Timestamp(n)).unwrap();
    }
    cache.opened(&key("050"), Timestamp(500)).unwrap();
    cache.opened(&key("not in the cache"), Timestamp(501)).unwrap();
    assert_eq!(ids(&cache.recent(3).unwrap()), ["050", "119", "118"]);
    assert_eq!(cache.recent(1000).unwrap().len(), 99);
    cache.remove_line(&key("119")).unwrap();
    assert_eq!(ids(&cache.recent(2).unwrap()), ["050", "118"]);
}

#[test]
fn a_broken_file_is_rebuilt_and_kept() {
    let (home, cache) = fresh();
    cache.put_line(&full()).unwrap();
    drop(cache);
    fs::write(home.path().join("cache.db"), "not a database, not at all".repeat(400)).unwrap();
    let (cache, opened) = Cache::open(home.path(), &the_key(), NOON).unwrap();
    let set_aside = home.path().join(format!("cache.db.broken-{NOON_NAME}"));
    assert_eq!(opened, CacheOpened::Rebuilt { set_aside });
    assert_eq!(cache.line(&full().key).unwrap(), None);
    cache.put_line(&full()).unwrap();
    assert_eq!(found(&cache, "nadia").len(), 1);
}

#[test]
fn damage_that_is_met_later_is_rebuilt_at_the_next_start() {
    let (home, cache) = fresh();
    let lines: Vec<Line> = (0..2000).map(|n| line(&format!("4477009{n:05}"), "", "Anna", "", "", "")).collect();
    cache.replace_lines(&connection(), &lines, Timestamp(1)).unwrap();
    drop(cache);
    // Everything but the first pages, which hold the schema.
    let path = home.path().join("cache.db");
    let mut bytes = fs::read(&path).unwrap();
    bytes[20 * 4096..].fill(0xAB);
    fs::write(&path, bytes).unwrap();
    let (cache, opened) = Cache::open(home.path(), &the_key(), NOON).unwrap();
    assert_eq!(opened, CacheOpened::Existing);
    let error = cache.warm().unwrap_err();
    assert!(matches!(error, StoreError::CacheUnusable { .. }), "{error}");
    drop(cache);
    let (cache, opened) = Cache::open(home.path(), &the_key(), NOON).unwrap();
    assert!(matches!(opened, CacheOpened::Rebuilt { .. }));
    assert_eq!(found(&cache, "anna"), Vec::<String>::new());
}

#[test]
fn a_newer_file_is_refused() {
    let (home, cache) = fresh();
    cache.writer().pragma_update(None, "user_version", 1000).unwrap();
    drop(cache);
    let error = Cache::open(home.path(), &the_key(), NOON).unwrap_err();
    assert!(matches!(error, StoreError::FileTooNew { found: 1000, .. }));
    assert_eq!(error.problem().code, domain::problem::ErrorCode::FileTooNew);
}

#[test]
fn nothing_personal_is_in_an_error() {
    let (_home, cache) = fresh();
    let error = cache.told::<()>(Err(serde_json::from_str::<u8>("\"07700900123\"").unwrap_err().into())).unwrap_err();
    assert!(!format!("{error} {error:?} {}", error.problem()).contains("7700"));
}

#[test]
fn a_line_of_no_known_form_is_skipped_and_can_be_written_again() {
    let (_home, cache) = fresh();
    cache.put_line(&full()).unwrap();
    cache.writer().execute("UPDATE lines SET rest = '{\"new\": 1}'", []).unwrap();
    assert_eq!(cache.line(&full().key).unwrap(), None);
    assert_eq!(found(&cache, "nadia"), Vec::<String>::new());
    cache.put_line(&full()).unwrap();
    assert_eq!(cache.line(&full().key).unwrap(), Some(full()));
    assert_eq!(found(&cache, "nadia").len(), 1);
}

#[test]
fn it_can_be_used_from_several_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Cache>();
    let (_home, cache) = fresh();
    std::thread::scope(|scope| {
        for n in 0..4 {
            let cache = &cache;
            scope.spawn(move || {
                for i in 0..20 {
                    let line = line(&format!("44770090{n}{i:03}"), "", &format!("Thread{n}"), "", "", "");
                    cache.put_line(&line).unwrap();
                    assert!(found(cache, &format!("hread{n}")).contains(&line.key.id));
                }
            });
        }
    });
    assert_eq!(cache.count(&connection()).unwrap(), 80);
}
