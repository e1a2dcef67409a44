//! International calling and roaming packs at the simulated Reach (contract endpoints 52 to 56, 59 to 65). Field names
//! beyond the notes are ours.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::activation::{named, of};
use super::answers::{Done, cents, date, dollars, done, misfit, not_found, said};
use super::billing::{bought, buy, gross, small_quote};
use super::state::{Book, Group, HeldPack};
use super::subscriber::active;
use crate::clock::shifted;
use crate::gate::{Call, Refusal};

/// Countries: code, zone, seconds of a pulse, cents for a minute, a megabyte and a text.
const COUNTRIES: [(&str, u64, u64, u64, u64, u64); 6] = [
    ("MX", 1, 60, 5, 2, 5),
    ("CA", 1, 60, 5, 2, 5),
    ("GB", 2, 60, 20, 10, 10),
    ("FR", 2, 60, 20, 10, 10),
    ("JP", 3, 60, 35, 25, 15),
    ("AU", 3, 60, 35, 25, 15),
];

/// Packs: code, highest zone, price in cents, days, megabytes, minutes, texts.
const PACKS: [(&str, u64, u64, i64, u64, u64, u64); 3] = [
    ("PACK-1", 1, 1_000, 7, 1_024, 100, 100),
    ("PACK-2", 2, 2_500, 15, 3_072, 150, 150),
    ("PACK-3", 3, 4_000, 30, 5_120, 200, 200),
];

fn group<'a>(book: &'a mut Book, id: &str) -> Result<&'a mut Group, Refusal> {
    book.groups.get_mut(id).ok_or_else(|| not_found("There is no such group."))
}

/// 52
pub(super) fn balance(book: &mut Book, call: &Call, _: Timestamp) -> Result<Done, Refusal> {
    let cents = group(book, call.asked("groupId").unwrap_or_default())?.ild_cents;
    done(json!({ "balance": dollars(cents) }))
}

/// 53
pub(super) fn usage(book: &mut Book, call: &Call, _: Timestamp) -> Result<Done, Refusal> {
    group(book, call.asked("groupId").unwrap_or_default())?;
    let row = |(country, _, _, minute, _, _): &(&str, u64, u64, u64, u64, u64)| json!({ "destination": country, "minutes": 10, "cost": dollars(10 * minute) });
    done(COUNTRIES.iter().take(2).map(row).collect())
}

/// 54
pub(super) fn history(book: &mut Book, call: &Call, _: Timestamp) -> Result<Done, Refusal> {
    let customer = call.param("customerId");
    let id = of(book, customer)?.group.clone();
    let quirks = book.quirks.clone();
    let bought = group(book, &id)?.ild_bought.iter().filter(|(_, by, _)| by == customer);
    done(
        bought.map(|(at, _, cents)| json!({ "purchaseDate": date(*at, &quirks), "amount": dollars(*cents) })).collect(),
    )
}

/// The customer, its group and the cents of a credit order.
fn credit(book: &mut Book, call: &Call) -> Result<(String, String, u64), Refusal> {
    let line = active(named(book, call)?)?;
    if call.text("groupId") != Some(line.group.as_str()) {
        return Err(misfit("groupId", "is not the group of this customer"));
    }
    let (customer, group) = (line.id.clone(), line.group.clone());
    let cents = cents(call.field("amount")).filter(|cents| *cents > 0);
    Ok((customer, group, cents.ok_or_else(|| misfit("amount", "has to be more than nothing"))?))
}

/// 55
pub(super) fn quote_credit(book: &mut Book, call: &Call, _: Timestamp) -> Result<Done, Refusal> {
    done(small_quote(credit(book, call)?.2))
}

/// 56
pub(super) fn buy_credit(book: &mut Book, call: &Call, now: Timestamp) -> Result<Done, Refusal> {
    let (customer, id, cents) = credit(book, call)?;
    let transaction = buy(book, call, &customer, "purchaseIldCredits", gross(cents), now)?;
    let group = group(book, &id)?;
    group.ild_cents += cents;
    group.ild_bought.push((now, customer, cents));
    bought(transaction)
}

/// 59
pub(super) fn countries(_: &mut Book, _: &Call, _: Timestamp) -> Result<Done, Refusal> {
    let row = |(country, zone, pulse, minute, megabyte, text): &(&str, u64, u64, u64, u64, u64)| {
        json!({ "country": country, "zone": zone, "ildPulseSize": pulse, "pricePerMinute": dollars(*minute),
            "pricePerMb": dollars(*megabyte), "pricePerSms": dollars(*text) })
    };
    done(COUNTRIES.iter().map(row).collect())
}

/// The highest zone among the countries that were asked for.
fn zone(call: &Call) -> Result<u64, Refusal> {
    let wanted = call.field("countries").and_then(Value::as_array).into_iter().flatten();
    let zones: Option<Vec<u64>> =
        wanted.map(|wanted| COUNTRIES.iter().find(|country| wanted == country.0).map(|country| country.1)).collect();
    let zones = zones.ok_or_else(|| misfit("countries", "names a country that is not served"))?;
    Ok(zones.into_iter().max().unwrap_or(1))
}

/// 60
pub(super) fn packs(book: &mut Book, call: &Call, _: Timestamp) -> Result<Done, Refusal> {
    named(book, call)?;
    let zone = zone(call)?;
    let row = |(code, _, price, days, data, voice, text): &(&str, u64, u64, i64, u64, u64, u64)| {
        json!({ "packId": code, "validityDays": days, "price": dollars(*price), "data": data, "voiceMinutes": voice,
            "sms": text })
    };
    done(PACKS.iter().filter(|pack| pack.1 >= zone).map(row).collect())
}

/// The pack of an order, which has to reach the countries.
fn ordered(book: &mut Book, call: &Call) -> Result<(&'static str, u64, i64, String), Refusal> {
    let line = active(of(book, call.param("customerId"))?)?;
    if call.text("groupId").is_some_and(|id| id != line.group) {
        return Err(misfit("groupId", "is not the group of this customer"));
    }
    let group = line.group.clone();
    let wanted = call.text("packId").unwrap_or_default();
    let pack = PACKS.iter().find(|pack| pack.0 == wanted).ok_or_else(|| misfit("packId", "is not a pack on sale"))?;
    if zone(call)? > pack.1 {
        return Err(misfit("countries", "are not all in this pack"));
    }
    Ok((pack.0, pack.2, pack.3, group))
}

/// 61
pub(super) fn quote_pack(book: &mut Book, call: &Call, _: Timestamp) -> Result<Done, Refusal> {
    done(small_quote(ordered(book, call)?.1))
}

/// 62: on the default card; every call is another pack.
pub(super) fn buy_pack(book: &mut Book, call: &Call, now: Timestamp) -> Result<Done, Refusal> {
    let (pack, price, days, id) = ordered(book, call)?;
    let customer = call.param("customerId").to_owned();
    let transaction = buy(book, call, &customer, "purchaseRoamingPack", gross(price), now)?;
    let wanted = call.field("countries").and_then(Value::as_array).into_iter().flatten();
    let countries = wanted.filter_map(|country| country.as_str().map(str::to_owned)).collect();
    let ends = shifted(now, days * 86_400);
    group(book, &id)?.packs.push(HeldPack { pack, countries, ends, auto_renew: false });
    bought(transaction)
}

/// 63: ours: the group has to be named.
pub(super) fn held(book: &mut Book, call: &Call, now: Timestamp) -> Result<Done, Refusal> {
    let id = call.asked("groupId").ok_or_else(|| misfit("groupId", "is required"))?;
    let quirks = book.quirks.clone();
    let row = |held: &HeldPack| {
        json!({ "packId": held.pack, "countries": held.countries, "autoRenew": held.auto_renew,
            "endDate": date(held.ends, &quirks), "active": held.ends > now })
    };
    let packs: Vec<Value> = group(book, id)?.packs.iter().map(row).collect();
    done(json!({ "packs": packs }))
}

/// 64
pub(super) fn auto_renew(book: &mut Book, call: &Call, _: Timestamp) -> Result<Done, Refusal> {
    let on = call.field("autoRenew").and_then(Value::as_bool) == Some(true);
    let id = named(book, call)?.group.clone();
    let held = group(book, &id)?.packs.iter_mut().filter(|held| held.pack == call.param("packId"));
    let changed = held.map(|held| held.auto_renew = on).count();
    if changed == 0 { Err(not_found("The group has no such pack.")) } else { said("Noted.") }
}

/// 65: ours: both ids are wanted; what is left is the sum over the packs that still hold, unused.
pub(super) fn pack_usage(book: &mut Book, call: &Call, now: Timestamp) -> Result<Done, Refusal> {
    let wanted = |name: &str| call.asked(name).ok_or_else(|| misfit(name, "is required"));
    let (id, pack) = (wanted("groupId")?, wanted("packId")?);
    let sold = PACKS.iter().find(|sold| sold.0 == pack).ok_or_else(|| not_found("There is no such pack."))?;
    let held = group(book, id)?.packs.iter().filter(|held| held.pack == pack && held.ends > now).count();
    let count = u64::try_from(held).unwrap_or(0);
    done(json!({ "data": sold.4 * count, "voiceMinutes": sold.5 * count, "sms": sold.6 * count }))
}
