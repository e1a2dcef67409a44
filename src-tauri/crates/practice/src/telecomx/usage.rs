//! Usage and call records of the simulated TelecomX (contract 9.1): made from the line, the day and the seed, so that
//! every answer about one day agrees with every other. Fields of a call record and of a month's region beyond the
//! documented ones are ours. Days and months are those of UTC.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde_json::{Value, json};

use super::answers::{product, time};
use super::ask::{Ask, Outcome, no, ok, refused};
use super::roaming::{HOME, REGIONS, region_id};
use super::settings::AccessLevel;
use super::state::{Account, Book};
use crate::call::Reply;
use crate::chance::Chance;
use crate::clock::shifted;

/// The most days one answer covers, so that no span can keep the shop busy.
const MOST_DAYS: usize = 400;
const MEGABYTE: u64 = 1 << 20;

/// A stretch of data.
struct Chunk {
    at: Timestamp,
    bytes: u64,
    /// Index into `REGIONS`.
    region: usize,
}

/// A call.
struct Ring {
    at: Timestamp,
    inward: bool,
    seconds: u64,
    other: String,
}

fn chance(book: &Book, account: &Account, day: Date, salt: u64) -> Chance {
    let mut mixed = salt;
    for byte in account.id.bytes() {
        mixed = mixed.wrapping_mul(131).wrapping_add(u64::from(byte));
    }
    let day = u64::try_from(day.year()).unwrap_or(0) * 400 + u64::try_from(day.day_of_year()).unwrap_or(0);
    Chance::new(book.seed, mixed.wrapping_mul(1_000_003).wrapping_add(day))
}

fn start_of(day: Date) -> Timestamp {
    day.to_zoned(TimeZone::UTC).map_or(Timestamp::UNIX_EPOCH, |start| start.timestamp())
}

fn day_of(at: Timestamp) -> Date {
    at.to_zoned(TimeZone::UTC).date()
}

/// The data of one day up to `now`, in three chunks. A line without data has none.
fn data_of(book: &Book, account: &Account, day: Date, now: Timestamp) -> Vec<Chunk> {
    let mut chance = chance(book, account, day, 11);
    let heavy = 20 + chance.below(380);
    let abroad = account.features.get("roaming") == Some(&true) && chance.percent(4);
    let region = if abroad { 1 + chance.below(REGIONS.len() - 1) } else { HOME };
    let chunks = [7, 13, 20].into_iter().map(|hour| {
        let bytes = u64::try_from(chance.below(heavy * 1_048_576 / 3)).unwrap_or(0);
        Chunk { at: shifted(start_of(day), hour * 3_600), bytes, region }
    });
    let on = account.features.get("data") == Some(&true);
    chunks.filter(|chunk| on && chunk.at <= now).collect()
}

/// The calls of one day up to `now`.
fn calls_of(book: &Book, account: &Account, day: Date, now: Timestamp) -> Vec<Ring> {
    let mut chance = chance(book, account, day, 12);
    let count = i64::try_from(chance.below(6)).unwrap_or(0);
    let calls = (0..count).map(|index| Ring {
        at: shifted(start_of(day), 28_800 + index * 7_200 + i64::try_from(chance.below(3_600)).unwrap_or(0)),
        inward: chance.percent(45),
        seconds: u64::try_from(10 + chance.below(900)).unwrap_or(10),
        other: format!("+4520129{:03}", chance.below(1_000)),
    });
    calls.filter(|call| call.at <= now).collect()
}

/// The days from the query, both ends included, at most `MOST_DAYS` and none in the future.
fn days(ask: &Ask<'_>, default_from: Date) -> Result<Vec<Date>, crate::call::Refusal> {
    let today = day_of(ask.now);
    let read = |name: &'static str, default: Date| match ask.query(name) {
        Some(text) => text.parse::<Date>().map_err(|_| refused(422, name, "not a date")),
        None => Ok(default),
    };
    let (from, to) = (read("fromDate", default_from)?, read("toDate", today)?.min(today));
    Ok(from.series(1.day()).take_while(|day| *day <= to).take(MOST_DAYS).collect())
}

/// The bytes used at home this month.
pub(super) fn month_bytes(book: &Book, account: &Account, now: Timestamp) -> u64 {
    let today = day_of(now);
    let days = today.first_of_month().series(1.day()).take_while(|day| *day <= today);
    days.flat_map(|day| data_of(book, account, day, now)).filter(|one| one.region == HOME).map(|one| one.bytes).sum()
}

/// Bytes included this month at home: the plan's and those bought.
fn included(book: &Book, account: &Account, month: Date) -> u64 {
    let plan = book.plan(&account.rate_plan).map_or(0, |plan| plan.megabytes);
    let bought = account.top_ups.iter().filter(|(_, at)| day_of(*at).first_of_month() == month);
    let bought: u64 = bought.filter_map(|(id, _)| book.product(id)).map(|one| one.megabytes).sum();
    (plan + bought) * MEGABYTE
}

/// 9.1, monthly.
pub(super) fn monthly(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let account = ask.account(book, "accountId", "mvnoAccount")?;
    let today = day_of(ask.now);
    let days = days(ask, today)?;
    let (Some(first), Some(last)) = (days.first(), days.last()) else {
        return Err(refused(422, "fromDate", "the span is empty"));
    };
    let months: Vec<Date> =
        first.first_of_month().series(1.month()).take_while(|month| *month <= last.first_of_month()).collect();
    let mut rows = Vec::new();
    let mut table = String::from("month;region;bytes;seconds;sms\n");
    for month in months {
        let days: Vec<Date> = month.series(1.day()).take_while(|day| *day <= month.last_of_month()).collect();
        let chunks: Vec<Chunk> = days.iter().flat_map(|day| data_of(book, account, *day, ask.now)).collect();
        let calls = days.iter().flat_map(|day| calls_of(book, account, *day, ask.now));
        let seconds: u64 = calls.filter(|call| !call.inward).map(|call| call.seconds).sum();
        let mut regions = Vec::new();
        for (index, region) in REGIONS.iter().enumerate() {
            let bytes: u64 = chunks.iter().filter(|one| one.region == index).map(|one| one.bytes).sum();
            if bytes == 0 && index != HOME {
                continue;
            }
            let mut row = json!({ "_id": region_id(index), "name": region.danish, "bytes": bytes });
            if let Some(fields) = row.as_object_mut().filter(|_| index == HOME) {
                fields.insert("included".into(), json!(included(book, account, month)));
                fields.insert("seconds".into(), json!(seconds));
                fields.insert("sms".into(), json!(seconds / 60));
                fields.insert("mms".into(), json!(0));
            }
            table.push_str(&format!("{month};{};{bytes};{seconds};{}\n", region.danish, seconds / 60));
            regions.push(row);
        }
        rows.push(json!({ "date": time(start_of(month)), "regions": regions }));
    }
    if ask.query("type") == Some("CSV") {
        return Ok(Reply::File("text/csv", table.into_bytes()));
    }
    let plan = book.plan(&account.rate_plan);
    ok(json!({
        "account": {
            "_id": account.id,
            "number": account.number,
            "name": account.name,
            "ratePlan": account.rate_plan,
            "ratePlanName": plan.map(|plan| plan.name.clone()),
            "data": plan.map_or(0, |plan| plan.megabytes),
        },
        "data": rows,
    }))
}

/// 9.1, data in chunks.
pub(super) fn data(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let account = ask.account(book, "accountId", "mvnoAccount")?;
    let days = days(ask, day_of(ask.now).first_of_month())?;
    let mut rows = Vec::new();
    let mut grouped = serde_json::Map::new();
    for chunk in days.into_iter().flat_map(|day| data_of(book, account, day, ask.now)) {
        let (Some(region), id) = (REGIONS.get(chunk.region), region_id(chunk.region)) else { continue };
        if ask.query("region").is_some_and(|wanted| wanted != id) {
            continue;
        }
        let mut row = json!({ "date": time(chunk.at), "bytes": chunk.bytes, "roaming": chunk.region != HOME,
            "region": id, "price": 0 });
        if let Some(fields) = row.as_object_mut() {
            if chunk.region != HOME {
                fields.insert("roamingCountry".into(), json!(region.country));
                fields.insert("roamingNetwork".into(), json!(format!("{} Mobil", region.country)));
                let sum = grouped.get(region.country).and_then(|group| group["bytes"].as_u64()).unwrap_or(0);
                grouped.insert(region.country.to_owned(), json!({ "bytes": sum + chunk.bytes }));
            }
            if ask.level() >= AccessLevel::Reseller {
                fields.insert("wholesale".into(), json!(0));
            }
        }
        rows.push(row);
    }
    ok(json!({ "mvnoData": rows, "groupedData": grouped }))
}

/// 9.1, voice by day.
pub(super) fn voice(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let account = ask.account(book, "accountId", "mvnoAccount")?;
    let rows = days(ask, day_of(ask.now))?.into_iter().map(|day| {
        let calls = calls_of(book, account, day, ask.now);
        let sum =
            |inward: bool| -> u64 { calls.iter().filter(|call| call.inward == inward).map(|call| call.seconds).sum() };
        json!({
            "date": time(start_of(day)),
            "callsIn": calls.iter().filter(|call| call.inward).count(),
            "callsOut": calls.iter().filter(|call| !call.inward).count(),
            "secsIn": sum(true),
            "secsOutHomeland": sum(false),
            "secsOutEuNordic": 0,
            "secsOutRestOfEurope": 0,
            "secsOutWorld1": 0,
            "secsOutWorld2": 0,
            "secsOutWorld3": 0,
            "price": 0,
        })
    });
    ok(rows.collect())
}

/// 9.1, call records.
pub(super) fn call_records(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let account = ask.account(book, "accountId", "mvnoAccount")?;
    let direction = ask.query("direction").unwrap_or("BOTH");
    let calls = days(ask, day_of(ask.now))?.into_iter().flat_map(|day| calls_of(book, account, day, ask.now));
    let wanted = calls.filter(|call| {
        let fits = match direction {
            "IN" => call.inward,
            "OUT" => !call.inward,
            _ => true,
        };
        fits && ask.query("filter").is_none_or(|part| {
            call.other.contains(part.trim_start_matches('+')) || super::ask::holds(&account.name, part)
        })
    });
    let row = |call: Ring| {
        let (a, b) =
            if call.inward { (call.other, account.number.clone()) } else { (account.number.clone(), call.other) };
        json!({ "date": time(call.at), "direction": if call.inward { "IN" } else { "OUT" }, "type": "VOICE",
            "aNumber": a, "bNumber": b, "seconds": call.seconds, "price": 0 })
    };
    let rows: Vec<Value> = wanted.map(row).collect();
    let table = || {
        let mut table = String::from("date;direction;a;b;seconds\n");
        for row in &rows {
            let text = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
            let cells = [text("date"), text("direction"), text("aNumber"), text("bNumber"), row["seconds"].to_string()];
            table.push_str(&cells.join(";"));
            table.push('\n');
        }
        table.into_bytes()
    };
    match ask.query("format") {
        Some("csv") => Ok(Reply::File("text/csv", table())),
        // The practice shop writes the same table; a real answer is a workbook.
        Some("excel") => Ok(Reply::File("application/octet-stream", table())),
        _ => ask.page("cdr", rows, 100),
    }
}

/// 9.1, the subscriber's own page. "Used" and "included" share a key on the provider's page; here it is what is used.
pub(super) fn self_service(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let account = book.account(ask.param("accountId"), ask.now).ok_or_else(|| no("id", "account not found"))?;
    if ask.query("token") != Some(account.self_service.as_str()) {
        return Err(refused(401, "authentication_required", "the token is not valid"));
    }
    let month = day_of(ask.now).first_of_month();
    let reseller = book.reseller_of(&account.customer).map(|one| one.id.clone());
    let top_ups = book.products.iter().filter(|one| one.kind == "MVNO_DATA_TOP_UP" && one.reseller == reseller);
    ok(json!({
        "_id": account.id,
        "number": account.number,
        "info": { "updating": account.is_updating(ask.now) },
        "data": [{ "date": time(start_of(month)), "regions": [{
            "_id": region_id(HOME),
            "name": "Danmark",
            "roamLikeHome": true,
            "homeland": true,
            "bytes": month_bytes(book, account, ask.now),
        }] }],
        "products": top_ups.map(|one| product(one, AccessLevel::Personal)).collect::<Vec<_>>(),
    }))
}
