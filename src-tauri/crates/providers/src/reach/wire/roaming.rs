//! Bodies of roaming (Reach contract 59 to 65): zone, pulse size and validity are documented names, the rest is inferred.

use serde::Serialize;

use super::envelope;
use super::{money, number, word};
use crate::Answer;
use crate::reach::ids::PackId;
use crate::reach::roaming::{RoamingCountry, RoamingPack};
use crate::record::Record;
use crate::transport::RawAnswer;

/// The one network there is.
pub(in crate::reach) const NETWORK: &str = "ATT";

/// `POST …/get/additional/offerings`
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::reach) struct PacksRequest<'a> {
    pub(in crate::reach) customer_id: &'a str,
    pub(in crate::reach) mvne: &'static str,
    pub(in crate::reach) countries: &'a [String],
}

/// `POST …/pack/quote/…` and `…/pack/purchase/…`: one body for both.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::reach) struct PackRequest<'a> {
    pub(in crate::reach) pack_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::reach) group_id: Option<&'a str>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    pub(in crate::reach) countries: &'a [String],
}

/// `POST …/pack/{packId}/autorenew`
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::reach) struct RenewRequest<'a> {
    pub(in crate::reach) customer_id: &'a str,
    pub(in crate::reach) auto_renew: bool,
}

/// What names a country is unknown; whatever it is goes back as it came.
pub(in crate::reach) fn countries(answer: &RawAnswer) -> Answer<Vec<RoamingCountry>> {
    let records = envelope::list(answer, &["countries", "country"], &["country", "zone", "ildPulseSize"])?;
    let country = |mut record: Record| RoamingCountry {
        country: record.take_exact(&["country", "countryCode", "countryName"]),
        zone: word(&mut record, &["zone"]),
        pulse: word(&mut record, &["ildPulseSize"]),
        raw: record.rest(""),
    };
    Ok(records.into_iter().map(country).collect())
}

pub(in crate::reach) fn packs(answer: &RawAnswer) -> Answer<Vec<RoamingPack>> {
    let records = envelope::list(answer, &["packs", "offerings"], &["packId", "validityDays", "price"])?;
    let pack = |mut record: Record| RoamingPack {
        id: record.take_exact(&["packId"]).map(PackId::new),
        validity_days: number(&mut record, &["validityDays"]),
        price: money(&mut record, &["price"]),
        data: word(&mut record, &["data"]),
        voice_minutes: word(&mut record, &["voiceMinutes"]),
        texts: word(&mut record, &["sms"]),
        raw: record.rest(""),
    };
    Ok(records.into_iter().map(pack).collect())
}
