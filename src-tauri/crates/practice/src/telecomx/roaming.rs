//! Roaming regions, prices and partners of the simulated TelecomX (contract 11.6). Prices are invented.

use serde_json::{Value, json};

use super::ask::{Ask, Outcome, holds, no, ok};
use super::settings::AccessLevel;
use super::state::Book;

/// A region and one country of it.
pub(super) struct Region {
    pub(super) danish: &'static str,
    english: &'static str,
    pub(super) country: &'static str,
    network: &'static str,
    like_home: bool,
    /// DKK a megabyte.
    price: f64,
}

/// The index of the homeland.
pub(super) const HOME: usize = 0;

pub(super) const REGIONS: [Region; 5] = [
    Region {
        danish: "Danmark",
        english: "Denmark",
        country: "Danmark",
        network: "TELENOR",
        like_home: true,
        price: 0.0,
    },
    Region { danish: "Norden", english: "Nordic", country: "Norge", network: "TELENOR", like_home: true, price: 0.0 },
    Region { danish: "EU", english: "EU", country: "Spanien", network: "TDC", like_home: true, price: 0.0 },
    Region {
        danish: "Øvrige Europa",
        english: "Rest of Europe",
        country: "Schweiz",
        network: "TDC",
        like_home: false,
        price: 0.9,
    },
    Region { danish: "Verden 1", english: "World 1", country: "USA", network: "TELENOR", like_home: false, price: 4.5 },
];

/// The id of a region by its index.
pub(super) fn region_id(index: usize) -> String {
    format!("70726163{:016x}", 0x00f0_0000_0000_0000_u64 + u64::try_from(index).unwrap_or(0))
}

fn record(index: usize, region: &Region, prices: bool) -> Value {
    let mut record = json!({
        "_id": region_id(index),
        "names": [
            { "language": "dan", "text": region.danish },
            { "language": "eng", "text": region.english },
        ],
        "network": region.network,
        "roamLikeHome": region.like_home,
        "homeland": index == HOME,
    });
    if let Some(fields) = record.as_object_mut().filter(|_| prices) {
        for name in ["sms", "data", "voice"] {
            fields.insert(name.into(), json!({ "price": region.price, "wholesale": region.price * 0.8 }));
        }
    }
    record
}

/// Regions, paged although the paging is not described in full.
pub(super) fn regions(_: &mut Book, ask: &Ask<'_>) -> Outcome {
    let prices = ask.level() >= AccessLevel::ResellerAdmin;
    let wanted = REGIONS.iter().enumerate().filter(|(_, one)| {
        ask.query("filter").is_none_or(|part| holds(one.danish, part) || holds(one.english, part))
            && ask.query("network").is_none_or(|network| one.network == network)
    });
    ask.page("regions", wanted.map(|(index, one)| record(index, one, prices)).collect(), 100)
}

pub(super) fn region(_: &mut Book, ask: &Ask<'_>) -> Outcome {
    let wanted = ask.param("regionId");
    let found = REGIONS.iter().enumerate().find(|(index, _)| region_id(*index) == wanted);
    let (index, one) = found.ok_or_else(|| no("id", "region not found"))?;
    ok(record(index, one, true))
}

/// Prices of data and of texts by staying region, the older form.
pub(super) fn prices(_: &mut Book, ask: &Ask<'_>) -> Outcome {
    let stays = ["NORDIC", "EU", "REST_OF_EUROPE", "WORLD1", "WORLD2", "WORLD3"];
    let rows = stays.iter().zip([0.0, 0.0, 0.9, 4.5, 9.0, 19.0]).enumerate().map(|(index, (stay, price))| {
        let mut row = json!({ "_id": region_id(16 + index), "stayingRegion": stay, "price": price });
        if let Some(fields) = row.as_object_mut().filter(|_| ask.level() >= AccessLevel::Reseller) {
            fields.insert("wholesale".into(), json!(price * 0.8));
        }
        row
    });
    ok(rows.collect())
}

pub(super) fn partners(_: &mut Book, ask: &Ask<'_>) -> Outcome {
    let danish = ask.query("language") != Some("en");
    let partners = REGIONS.iter().enumerate().skip(1).map(|(index, one)| {
        json!({
            "_id": region_id(32 + index),
            "operator": format!("{} Mobil", one.country),
            "country": if danish { one.country } else { one.english },
            "countryCode": "XX",
            "code": format!("XX{index:03}"),
            "roamingRegions": { "tdc": region_id(index), "telenor": region_id(index) },
        })
    });
    let partners: Vec<Value> = partners.collect();
    ok(json!({ "total": partners.len(), "roamingPartners": partners }))
}
