//! Bodies of the checks before a purchase: coverage and ZIP (Reach contract 2, 23; requests observed), device (3).

use domain::line::RawField;
use serde::Serialize;
use serde_json::Value;

use super::envelope::{self, Status};
use super::{flag, word};
use crate::Answer;
use crate::reach::network::{Coverage, DeviceCheck, SimMode, ZipCheck};
use crate::record::Record;
use crate::transport::RawAnswer;

/// `POST …/network/coverage`; empty texts for what is left out, as the client seen sends it.
#[derive(Serialize)]
pub(in crate::reach) struct CoverageRequest<'a> {
    pub(in crate::reach) name: &'a str,
    pub(in crate::reach) address1: &'a str,
    pub(in crate::reach) street1: &'a str,
    pub(in crate::reach) city: &'a str,
    pub(in crate::reach) state: &'a str,
    pub(in crate::reach) country: &'a str,
    pub(in crate::reach) zip: &'a str,
}

/// `POST …/zipCode/validate`
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::reach) struct ZipRequest<'a> {
    pub(in crate::reach) zip_code: &'a str,
}

const COVERAGE: &[&str] = &["brandCoverage"];

/// Flat, or one level down under a carrier's key (C12).
pub(in crate::reach) fn coverage(answer: &RawAnswer) -> Answer<Coverage> {
    let Value::Object(map) = envelope::payload(answer, Status::Envelopes)? else {
        return Err(answer.unusable("the answer is no object"));
    };
    let mut outer = Record(map);
    let mut raw: Vec<RawField> = Vec::new();
    if !outer.has(COVERAGE) {
        let inner = outer.0.iter().find_map(|(name, value)| {
            value.as_object().filter(|inner| Record((*inner).clone()).has(COVERAGE)).map(|_| name.clone())
        });
        let inner = inner.ok_or_else(|| answer.unusable("the answer says nothing of coverage"))?;
        let Some(carrier) = outer.take_record(&[&inner]) else {
            return Err(answer.unusable("the answer says nothing of coverage"));
        };
        raw.extend(std::mem::replace(&mut outer, carrier).rest(""));
        raw.push(RawField { name: "carrier".to_owned(), value: crate::raw::word(&inner) });
    }
    Ok(Coverage {
        covered: flag(&mut outer, COVERAGE),
        strength_5g: word(&mut outer, &["coverageStrength5G", "signal5g"]),
        strength_4g: word(&mut outer, &["coverageStrength4G", "signal4g"]),
        message: word(&mut outer, &["msg"]),
        raw: {
            raw.extend(outer.rest(""));
            raw
        },
    })
}

/// A way a SIM can come (3, 18).
pub(in crate::reach) fn sim_mode(record: &mut Record) -> (Option<SimMode>, Option<String>) {
    let raw = word(record, &["mode"]);
    let mode = match raw.as_deref().map(str::to_ascii_uppercase).as_deref() {
        Some("PSIM" | "PHYSICAL") => Some(SimMode::Card),
        Some("ESIM") => Some(SimMode::Esim),
        Some("BOTH") => Some(SimMode::Both),
        Some(other) => {
            super::drifted("mode", other);
            None
        }
        None => None,
    };
    (mode, raw)
}

pub(in crate::reach) fn device(answer: &RawAnswer) -> Answer<DeviceCheck> {
    let mut record = envelope::object(answer, Status::Envelopes, &["isValid", "mode", "make", "model"])?;
    let (mode, raw_mode) = sim_mode(&mut record);
    Ok(DeviceCheck {
        valid: flag(&mut record, &["isValid"]),
        mode,
        raw_mode,
        esim_available: flag(&mut record, &["esimAvailable"]),
        make: word(&mut record, &["make"]),
        model: word(&mut record, &["model"]),
        locked: flag(&mut record, &["isLocked"]),
        lost_or_stolen: flag(&mut record, &["lostOrStolen"]),
        error: word(&mut record, &["errorText"]),
        raw: record.rest(""),
    })
}

pub(in crate::reach) fn zip(answer: &RawAnswer) -> Answer<ZipCheck> {
    let mut record = envelope::object(answer, Status::Envelopes, &["isValid", "brandCoverage", "esimAvailable"])?;
    Ok(ZipCheck {
        valid: flag(&mut record, &["isValid"]),
        covered: flag(&mut record, COVERAGE),
        esim_available: flag(&mut record, &["esimAvailable"]),
        raw: record.rest(""),
    })
}
