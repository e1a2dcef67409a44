//! What is found, in which order, and what never happens whatever is typed.

use domain::line::Line;
use domain::provider::ConnectionId;
use domain::time::Timestamp;
use proptest::prelude::*;
use tempfile::{TempDir, tempdir};

use super::{MOST_HITS, Matched, SearchHits};
use crate::Cache;
use crate::cache::fold::fold;
use crate::testing::{NOON, connection, line, the_key};

fn cache(lines: &[Line]) -> (TempDir, Cache) {
    let home = tempdir().unwrap();
    let (cache, _) = Cache::open(home.path(), &the_key(), NOON).unwrap();
    cache.replace_lines(&connection(), lines, Timestamp(1)).unwrap();
    (home, cache)
}

fn shop() -> Vec<Line> {
    vec![
        line("447700900123", "8944000000000123456", "Nadia Osei", "nadia.osei@example.com", "Retail", "A-100"),
        line("447700900640", "89440000000009876543", "Harlow Dental Ltd", "desk@harlow.example", "Dental", "A-200"),
        line("4520129001", "89450201846212345676", "Søren Kjær", "soren@kaffe.example", "Kaffe & Co ApS", "B 300"),
        line("16015550123", "", "Rosa Delgado-Núñez", "", "", "B 300"),
        line("61412900123", "", "Christopherson Grand Hotel", "x%_y@example.com", "", "447"),
    ]
}

fn found(hits: &SearchHits) -> Vec<(&str, Matched)> {
    hits.hits.iter().map(|hit| (hit.line.key.id.as_str(), hit.matched)).collect()
}

#[test]
fn any_usual_spelling_of_a_number_is_exact() {
    let (_home, cache) = cache(&shop());
    for (query, id) in [
        ("447700900123", "447700900123"),
        ("+44 7700 900123", "447700900123"),
        ("+44 (0) 7700 900123", "447700900123"),
        ("00447700900123", "447700900123"),
        ("07700900123", "447700900123"),
        ("07700 900 123", "447700900123"),
        ("7700 900123", "447700900123"),
        ("(601) 555-0123", "16015550123"),
        ("1 601 555 0123", "16015550123"),
        ("20 12 90 01", "4520129001"),
        ("+45 20 12 90 01", "4520129001"),
        ("0412 900 123", "61412900123"),
        (" \u{202a}+61 412\u{a0}900 123\u{202c}\r\n", "61412900123"),
    ] {
        let hits = cache.search(query, 10).unwrap();
        assert_eq!(found(&hits).first(), Some(&(id, Matched::Number)), "{query:?}");
        assert_eq!(hits.exact.map(|key| key.id).as_deref(), Some(id), "{query:?}");
    }
}

#[test]
fn a_part_of_a_number_finds_it_but_is_not_exact() {
    let (_home, cache) = cache(&shop());
    for (query, matched) in [
        ("+447700", Matched::Number),
        ("07700 9", Matched::Number),
        ("7700", Matched::Number),
        ("900123", Matched::NumberEnd),
        ("0123", Matched::NumberEnd),
        ("70090012", Matched::Inside),
    ] {
        let hits = cache.search(query, 10).unwrap();
        assert!(found(&hits).contains(&("447700900123", matched)), "{query:?}: {:?}", found(&hits));
        assert_eq!(hits.exact, None, "{query:?}");
    }
}

#[test]
fn a_sim_number_is_exact_with_and_without_its_printed_check_digit() {
    let (_home, cache) = cache(&shop());
    for (query, id) in [
        ("8944000000000123456", Some("447700900123")),
        ("8944 0000 0000 0123 456F", Some("447700900123")),
        ("89440000000001234560", Some("447700900123")),
        ("89450201846212345676", Some("4520129001")),
        ("8945020184621234567", Some("4520129001")),
        ("894502018462123456", None),
        ("8944000000000123457", None),
    ] {
        let hits = cache.search(query, 10).unwrap();
        assert_eq!(hits.exact.map(|key| key.id).as_deref(), id, "{query:?}");
    }
    let hits = cache.search("123456", 10).unwrap();
    assert!(found(&hits).contains(&("447700900123", Matched::IccidEnd)));
    let hits = cache.search("89440", 10).unwrap();
    assert_eq!(found(&hits), [("447700900123", Matched::Iccid), ("447700900640", Matched::Iccid)]);
}

#[test]
fn an_identifier_of_two_lines_is_not_exact() {
    let mut lines = shop();
    // With and without its check digit: the same card on two lines.
    lines.push(line("447700900999", "8944000000000123456", "", "", "", ""));
    let (_home, cache) = cache(&lines);
    let hits = cache.search("8944000000000123456", 10).unwrap();
    assert_eq!(hits.exact, None);
    assert_eq!(hits.hits.len(), 2);
    assert_eq!(cache.search("b 300", 10).unwrap().exact, None);
    assert_eq!(cache.search("b 300", 10).unwrap().hits.len(), 2);

    let mut twin = shop()[0].clone();
    twin.key.connection = ConnectionId("onsim-2".to_owned());
    cache.put_line(&twin).unwrap();
    let hits = cache.search("07700900123", 10).unwrap();
    assert_eq!((hits.exact, hits.hits.len()), (None, 2));
}

#[test]
fn the_providers_own_reference_is_exact_in_any_case() {
    let mut customer = line("447700900001", "", "Anna", "", "", "ACC-9");
    customer.key.id = "CUST-1003".to_owned();
    let (_home, cache) = cache(std::slice::from_ref(&customer));
    for query in ["CUST-1003", "cust-1003"] {
        assert_eq!(cache.search(query, 10).unwrap().exact, Some(customer.key.clone()), "{query}");
    }
}

#[test]
fn an_account_is_exact_in_any_case() {
    let (_home, cache) = cache(&shop());
    for query in ["A-100", " a-100 "] {
        let hits = cache.search(query, 10).unwrap();
        assert_eq!(hits.exact.map(|key| key.id).as_deref(), Some("447700900123"));
        assert_eq!(hits.hits[0].matched, Matched::Account);
    }
    // As an account it is one line's, so it comes first, before the numbers that start so.
    let hits = cache.search("447", 10).unwrap();
    assert_eq!(hits.exact.map(|key| key.id).as_deref(), Some("61412900123"));
    assert_eq!(hits.hits.len(), 3);
}

#[test]
fn names_are_found_without_case_accents_and_order() {
    let (_home, cache) = cache(&shop());
    for (query, id, matched) in [
        ("nadia", "447700900123", Matched::Name),
        ("OSEI nad", "447700900123", Matched::Name),
        ("soren kjaer", "4520129001", Matched::Name),
        ("SØREN", "4520129001", Matched::Name),
        ("Nunez rosa", "16015550123", Matched::Name),
        ("núñez", "16015550123", Matched::Name),
        ("christopherson hot", "61412900123", Matched::Name),
        ("soren@kaffe", "4520129001", Matched::Email),
        ("dental", "447700900640", Matched::Name),
        ("kaffe & co", "4520129001", Matched::Group),
        ("retail", "447700900123", Matched::Group),
        ("osei retail", "447700900123", Matched::Name),
        ("rist", "61412900123", Matched::Inside),
        ("ffe.ex", "4520129001", Matched::Inside),
        ("dia sei", "447700900123", Matched::Inside),
    ] {
        let hits = cache.search(query, 10).unwrap();
        assert!(found(&hits).contains(&(id, matched)), "{query:?}: {:?}", found(&hits));
    }
    for query in ["nadia delgado", "christophersonx", "osei osei nadiax", "zzz"] {
        assert!(cache.search(query, 10).unwrap().hits.is_empty(), "{query:?}");
    }
}

#[test]
fn the_order_is_exact_start_end_sim_words_inside() {
    let lines = [
        line("447700900777", "", "", "", "", ""),
        line("447770000001", "", "", "", "", ""),
        line("447700900001", "8977700000000000001", "", "", "", ""),
        line("447700900002", "8944000000000000777", "", "", "", ""),
        line("447700900003", "", "777 Cafe", "", "", ""),
        line("447700900004", "", "Cafe x777y", "", "", ""),
        line("447700900005", "", "", "", "", "777"),
        line("447700900006", "", "", "777@example.com", "", ""),
    ];
    let (_home, cache) = cache(&lines);
    let hits = cache.search("777", 100).unwrap();
    let order: Vec<Matched> = hits.hits.iter().map(|hit| hit.matched).collect();
    assert_eq!(
        order,
        [
            Matched::Account,
            Matched::Number,
            Matched::NumberEnd,
            Matched::IccidEnd,
            Matched::Name,
            Matched::Email,
            Matched::Inside,
            Matched::Inside,
        ]
    );
    assert_eq!(hits.exact.map(|key| key.id).as_deref(), Some("447700900005"));
}

#[test]
fn there_are_at_most_as_many_hits_as_asked_for() {
    let lines: Vec<Line> = (0..150).map(|n| line(&format!("447700{n:06}"), "", "Same Name", "", "", "")).collect();
    let (_home, cache) = cache(&lines);
    for (query, limit, hits, more) in [
        ("447700", 10, 10, true),
        ("same", 149, MOST_HITS, true),
        ("ame", usize::MAX, MOST_HITS, true),
        ("same", 0, 0, false),
        ("44770000001", 10, 10, false),
        ("44770000001", 9, 9, true),
    ] {
        let found = cache.search(query, limit).unwrap();
        assert_eq!((found.hits.len(), found.more), (hits, more), "{query:?} {limit}");
    }
}

#[test]
fn nothing_typed_finds_nothing() {
    let (_home, cache) = cache(&shop());
    for query in ["", " ", "\t\r\n", "\u{200b}", "+", "()", "-"] {
        let hits = cache.search(query, 10).unwrap();
        // "-" is in an account and a name; as data it may be found there.
        assert!(query == "-" || hits == SearchHits::default(), "{query:?}");
    }
}

#[test]
fn what_looks_like_syntax_is_data() {
    let (_home, cache) = cache(&shop());
    let long = "nadia ".repeat(2000);
    for query in [
        "\"",
        "'",
        "%",
        "_",
        "*",
        "nadia*",
        "\"nadia\"",
        "nadia OR rosa",
        "nadia AND NOT osei",
        "NEAR(nadia osei)",
        "words:nadia",
        "nadia^",
        "{nadia}",
        "x'); DROP TABLE lines; --",
        "\0",
        "nadia\0osei",
        "\u{1b}[31m",
        "\\",
        "nadia\"*",
        "-nadia",
        "+nadia",
        &long,
    ] {
        cache.search(query, 10).unwrap();
    }
    let hits = cache.search("%_y@", 10).unwrap();
    assert_eq!(found(&hits), [("61412900123", Matched::Email)]);
    assert_eq!(found(&cache.search("%", 10).unwrap()), [("61412900123", Matched::Inside)]);
    assert!(cache.search("nadia OR rosa", 10).unwrap().hits.is_empty());
    assert_eq!(cache.count(&connection()).unwrap(), 5);
}

#[test]
fn the_middle_of_a_text_stays_current() {
    let (_home, cache) = cache(&shop());
    assert_eq!(cache.search("adia", 10).unwrap().hits.len(), 1);
    let mut changed = shop()[0].clone();
    changed.customer.name = Some("Nora Osei".to_owned());
    changed.customer.email = Some("other@example.com".to_owned());
    cache.put_line(&changed).unwrap();
    assert!(cache.search("adia", 10).unwrap().hits.is_empty());
    assert_eq!(cache.search("ora", 10).unwrap().hits.len(), 1);
    cache.put_line(&line("447700900777", "", "Gnora", "", "", "")).unwrap();
    assert_eq!(cache.search("ora", 10).unwrap().hits.len(), 2);
    cache.remove_line(&changed.key).unwrap();
    assert_eq!(cache.search("ora", 10).unwrap().hits.len(), 1);
    cache.replace_lines(&connection(), &shop(), Timestamp(2)).unwrap();
    assert_eq!(cache.search("adia", 10).unwrap().hits.len(), 1);
    assert!(cache.search("ora", 10).unwrap().hits.is_empty());
}

/// All of a line's texts, as one reads them: written without any of the search's own parts but folding.
fn texts(line: &Line) -> Vec<String> {
    [
        line.number.as_ref().map(|number| number.digits().to_owned()),
        line.sim.iccid.as_ref().map(|iccid| iccid.digits().to_owned()),
        line.customer.name.clone(),
        line.customer.email.clone(),
        line.account.clone(),
    ]
    .into_iter()
    .flatten()
    .map(|text| fold(&text))
    .collect()
}

fn some_line() -> impl Strategy<Value = Line> {
    let name = prop_oneof!["[A-C]?(nn|éb|ø| |'|-){0,4}", "\\PC{0,12}", "(Anna|Bob|Zoë|Christopherson) (Osei|Nuñez)"];
    let email = prop_oneof![Just(String::new()), "[a-c]{1,3}\\.?[a-c]{0,2}@(ex|le)\\.com"];
    let account = prop_oneof![Just(String::new()), "[AB]-?[0-9]{1,3}"];
    (0_u32..400, 0_u32..50, name, email, "[a-b ]{0,3}", account).prop_map(
        |(number, sim, name, email, group, account)| {
            line(&format!("447700900{number:03}"), &format!("89440000000001{sim:05}"), &name, &email, &group, &account)
        },
    )
}

fn some_query() -> impl Strategy<Value = String> {
    prop_oneof![
        "[0-9+ ]{1,6}",
        "(07700|\\+447700|7700|0)[0-9 ]{0,6}",
        "[a-cAné' -]{1,5}",
        "(ann|zoe|christophers|bo) ?(os|nun)?",
        "\\PC{0,8}",
        ".{0,5}",
        "[\"'%*(){}^:\\\\-]{1,4}[a-c]?",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn what_is_found_matches_and_what_matches_is_found(
        lines in proptest::collection::vec(some_line(), 0..25),
        again in proptest::collection::vec(some_line(), 0..6),
        queries in proptest::collection::vec(some_query(), 1..25),
    ) {
        let (_home, cache) = cache(&lines);
        cache.warm().unwrap();
        let mut now: std::collections::BTreeMap<String, Line> = std::collections::BTreeMap::new();
        for line in &lines {
            now.insert(line.key.id.clone(), line.clone());
        }
        for mut line in again {
            cache.put_line(&line).unwrap();
            if let Some(older) = now.get(&line.key.id) {
                line.fill_gaps_from(older);
            }
            now.insert(line.key.id.clone(), line);
        }
        for query in queries {
            let hits = cache.search(&query, MOST_HITS).unwrap();
            let mut seen = std::collections::BTreeSet::new();
            for hit in &hits.hits {
                prop_assert!(seen.insert(hit.line.key.id.clone()), "twice");
                prop_assert_eq!(Some(&hit.line), now.get(&hit.line.key.id));
            }
            let needle = fold(&query).trim().to_owned();
            let digits: String = needle.chars().filter(char::is_ascii_digit).collect();
            let bare: String = needle.chars().filter(|c| !" -./()".contains(*c)).collect();
            let is_digits = !digits.is_empty() && bare.strip_prefix('+').unwrap_or(&bare) == digits;
            for line in now.values() {
                let texts = texts(line);
                // Whatever holds the query as it stands is found.
                let inside = if is_digits { &digits } else { &needle };
                if hits.exact.is_none() && !needle.is_empty() && texts.iter().any(|text| text.contains(inside.as_str())) {
                    prop_assert!(seen.contains(&line.key.id), "{:?} not found by {:?}", texts, query);
                }
                // What is found holds every word of the query somewhere, the group included.
                if seen.contains(&line.key.id) && !is_digits {
                    let mut all = texts.clone();
                    all.extend(line.customer.group.iter().map(|group| fold(group)));
                    for word in needle.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
                        prop_assert!(all.iter().any(|text| text.contains(word)), "{:?} found by {:?}", all, query);
                    }
                }
                if seen.contains(&line.key.id) && is_digits {
                    let short = digits.trim_start_matches('0');
                    let without_trunk = ["1", "44", "45", "61"].map(|code| {
                        short.strip_prefix(code).and_then(|rest| rest.strip_prefix('0')).map(|rest| format!("{code}{rest}"))
                    });
                    let mut all = texts.clone();
                    all.extend(line.customer.group.iter().map(|group| fold(group)));
                    prop_assert!(
                        all.iter().any(|text| text.contains(short))
                            || without_trunk.iter().flatten().any(|start| texts.iter().any(|text| text.contains(start.as_str())))
                            || needle.split(|c: char| !c.is_ascii_digit()).filter(|w| !w.is_empty())
                                .all(|word| all.iter().any(|text| text.contains(word))),
                        "{:?} found by {:?}", all, query
                    );
                }
            }
        }
    }

    #[test]
    fn a_line_is_found_by_its_number_in_every_spelling(number in 0_u32..1_000_000) {
        let digits = format!("447700{number:06}");
        let (_home, cache) = cache(&[line(&digits, "", "", "", "", ""), line("447711000000", "", "", "", "", "")]);
        let national = format!("07700 {:03} {:03}", number / 1000, number % 1000);
        for query in [format!("+{digits}"), digits.clone(), national, format!("00{digits}"), format!("7700{number:06}")] {
            let hits = cache.search(&query, 5).unwrap();
            prop_assert_eq!(hits.exact.map(|key| key.id), Some(digits.clone()), "{}", query);
        }
    }
}
