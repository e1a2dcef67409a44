//! Finding lines among many, beside looking at every number in memory.

use domain::iccid::Iccid;
use domain::line::{Customer, Line, LineKey, LineStage, LineState, Sim, SimKind};
use domain::msisdn::Msisdn;
use domain::provider::{ConnectionId, Evidence, ProviderKind};
use domain::time::Timestamp;
use store::Cache;

use crate::{Row, now, percentile};

const FIRST: [&str; 8] = ["Nadia", "Omar", "Zoë", "Liam", "Ingrid", "Priya", "Søren", "Maeve"];
const LAST: [&str; 8] = ["Osei", "Harlow", "O'Brien", "Lindqvist", "Nkemelu", "Whitlock", "Castellanos", "Ferreira"];
const ROUNDS: usize = 2000;

pub(crate) fn searches(count: usize) -> Vec<Row> {
    let folder = tempfile::tempdir().unwrap();
    let cache = Cache::open(folder.path(), &suite::desk::database_key(), Timestamp(0)).unwrap().0;
    let lines: Vec<Line> = (0..count).map(line).collect();
    let numbers: Vec<String> = lines.iter().map(|line| line.key.id.clone()).collect();
    let connection = ConnectionId("bench".into());

    let started = now();
    cache.replace_lines(&connection, &lines, Timestamp(0)).unwrap();
    let loading = started.elapsed();
    let started = now();
    let copy: Vec<Line> = lines.clone();
    let copying = started.elapsed();
    drop((lines, copy));
    cache.warm().unwrap();

    let floor = percentile(99, 50, |round| {
        let wanted = &numbers[(round * 7919) % count][5..];
        assert!(numbers.iter().filter(|number| number.contains(wanted)).count() > 0);
    });
    let mut rows = vec![Row {
        what: format!("{count} lines to searchable"),
        floor: "copying them in memory",
        took: loading,
        beside: copying,
    }];
    let mut measure = |what: &str, query: &dyn Fn(usize) -> String| {
        let took = percentile(99, ROUNDS, |round| {
            cache.search(&query(round), 50).unwrap();
        });
        rows.push(Row {
            what: format!("{what}, {count} lines, p99"),
            floor: "one look at every number in memory",
            took,
            beside: floor,
        });
    };
    measure("number prefix", &|round| numbers[(round * 7919) % count][..9].to_owned());
    measure("last digits", &|round| numbers[(round * 7919) % count][6..].to_owned());
    measure("name", &|round| {
        let first: String = FIRST[(round / 8) % 8].chars().take(2).collect();
        format!("{} {first}", LAST[round % 8])
    });
    measure("inside a number", &|round| numbers[(round * 7919) % count][3..9].to_owned());
    rows
}

fn line(index: usize) -> Line {
    let number = format!("447{:09}", index);
    let iccid = format!("8944{:015}", index * 13);
    Line {
        key: LineKey { connection: ConnectionId("bench".into()), id: number.clone() },
        provider: ProviderKind::Onsim,
        number: Msisdn::from_e164(&format!("+{number}")).ok(),
        customer: Customer {
            id: None,
            name: Some(format!("{} {}", FIRST[index % 8], LAST[(index / 8) % 8])),
            email: Some(format!("customer{index}@example.com")),
            group: Some(format!("GROUP_{}", index % 500)),
        },
        account: Some(index.to_string()),
        state: LineState { stage: LineStage::Active, raw: None },
        sim: Sim { kind: SimKind::Esim, iccid: Iccid::parse(&iccid).ok().map(|reading| reading.iccid), esim: None },
        plan: None,
        services: Vec::new(),
        sip_address: None,
        recorded: None,
        unmapped: Vec::new(),
        evidence: Evidence::Partial,
        read_at: Timestamp(0),
    }
}
