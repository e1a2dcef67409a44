//! throw-away
use domain::{iccid::*, line::*, msisdn::*, provider::*, time::*};
use std::time::Instant;
use store::Cache;
fn main() {
    let n: usize = std::env::args().nth(1).unwrap().parse().unwrap();
    let dir = std::path::PathBuf::from(std::env::args().nth(2).unwrap());
    let first = [
        "Nadia", "Anna", "John", "Zoë", "Søren", "Emma", "Oliver", "Mads", "Ida", "Chloé", "Liam", "Noah", "Olivia",
        "Amelia", "Jack", "Grace", "Harry", "Freya", "William", "Sophie",
    ];
    let last = [
        "Osei",
        "Smith",
        "Jones",
        "Sørensen",
        "Nielsen",
        "Brown",
        "Taylor",
        "Wilson",
        "Evans",
        "Jensen",
        "Hansen",
        "Delgado",
        "Garcia",
        "Khan",
        "Patel",
        "Murphy",
        "Kelly",
        "Walker",
        "Wright",
        "Robinson",
    ];
    let c = ConnectionId("onsim-1".into());
    let mk = |i: usize| {
        let h = (i as u64).wrapping_mul(0x9E3779B97F4A7C15) >> 20;
        let f = first[(h % 20) as usize];
        let l = last[((h / 20) % 20) as usize];
        let digits = format!("+447{:09}", i * 7 % 1_000_000_000);
        Line {
            key: LineKey { connection: c.clone(), id: digits[1..].to_string() },
            provider: ProviderKind::Onsim,
            number: Msisdn::from_e164(&digits).ok(),
            customer: Customer {
                name: Some(format!("{f} {l}{}", h % 997)),
                email: Some(format!("{}.{}{}@example{}.com", f.to_lowercase(), l.to_lowercase(), i, h % 50)),
                group: Some(format!("Group {}", h % 300)),
            },
            account: Some(format!("A{:07}", i)),
            state: LineState { stage: LineStage::Active, raw: Some("active".into()) },
            sim: Sim {
                kind: SimKind::Esim,
                iccid: Iccid::parse(&format!("8944{:015}", i as u64 * 7919)).ok().map(|r| r.iccid),
                esim: None,
            },
            plan: Some(PlanUse {
                name: Some("UNLIMITED".into()),
                allowance: None,
                used: None,
                remaining: None,
                unit: None,
                period_from: None,
                period_to: None,
            }),
            services: vec![],
            sip_address: None,
            recorded: Some(false),
            unmapped: vec![],
            evidence: Evidence::Documented,
            read_at: Timestamp(1),
        }
    };
    let lines: Vec<Line> = (0..n).map(mk).collect();
    let (cache, opened) = Cache::open(&dir).unwrap();
    println!("{opened:?}");
    let t = Instant::now();
    cache.replace_lines(&c, &lines, Timestamp(5)).unwrap();
    println!("load {:?}", t.elapsed());
    if std::env::args().nth(3).is_some_and(|a| a == "load") { return }
    if std::env::args().nth(3).is_some() {
        let t = Instant::now();
        cache.replace_lines(&c, &lines, Timestamp(6)).unwrap();
        println!("reload {:?}", t.elapsed());
    }
    drop(cache);
    let t = Instant::now();
    let (cache, _) = Cache::open(&dir).unwrap();
    println!("open {:?}", t.elapsed());
    let t = Instant::now();
    cache.warm().unwrap();
    println!("warm {:?}", t.elapsed());
    let run = |name: &str, mut q: Box<dyn FnMut(usize) -> String>| {
        for limit in [20] {
            let mut times = vec![];
            let mut hits = 0;
            for k in 0..500 {
                let text = q(k * 7919 % n);
                let t = Instant::now();
                let r = cache.search(&text, limit).unwrap();
                times.push(t.elapsed());
                hits += r.hits.len();
            }
            times.sort();
            println!("{name:14} limit {limit} p50 {:?} p99 {:?} hits {}", times[250], times[494], hits / 500);
        }
    };
    run("number prefix", Box::new(|k| format!("447{:05}", k % 100000)[..7].to_string()));
    run("national", Box::new(|k| format!("07{:09}", k * 7 % 1_000_000_000)[..8].to_string()));
    run("exact", Box::new(|k| format!("07{:09}", k * 7 % 1_000_000_000)));
    run("last 5", Box::new(|k| format!("{:05}", k % 100000)));
    run("iccid prefix", Box::new(|k| format!("8944{:015}", k as u64 * 7919)[..15].to_string()));
    run("name 1", Box::new(|k| first[k % 20].chars().take(1).collect()));
    run("name", Box::new(|k| first[k % 20].to_string()));
    run("two words", Box::new(|k| format!("{} {}", last[k % 20].chars().take(3).collect::<String>(), first[k / 20 % 20].chars().take(2).collect::<String>())));
    run("email", Box::new(|k| format!("{}{}@exa", "smith", k)));
    run("inside few", Box::new(|k| format!("ith{}@", k)));
    run("inside none", Box::new(|k| format!("q{}zz", k)));
    run("inside digits", Box::new(|k| format!("{:07}3", k * 13 % 10000000)));
    run("long word miss", Box::new(|k| format!("christopherx{}", k % 20)));
}
