//! ONSIM's wire forms: the bodies it is sent. Its answers are records of named values ([`crate::record`]), because many
//! of their shapes are not published, and the published ones contradict each other (contract 9, A1 to A3).
//!
//! Requests are written out in full (contract: request fields are documented). What the names mean is in `map`.

use serde::Serialize;

pub(super) use crate::record::{Record, records, scalar};

/// The two words of every switch (contract 1, "On/off flags").
pub(super) const fn on_off(on: bool) -> &'static str {
    if on { "ON" } else { "OFF" }
}

/// `DELETE /account`
#[derive(Serialize)]
pub(super) struct CeaseRequest<'a> {
    pub(super) iccid: &'a str,
}

/// `POST /account/esim`: only the number; what wins when several identifiers disagree is unknown.
#[derive(Serialize)]
pub(super) struct EsimQuery<'a> {
    pub(super) mpn: &'a str,
    pub(super) refresh_code: u8,
}

/// `POST /account/esim/generate`
#[derive(Serialize)]
pub(super) struct QrRequest<'a> {
    pub(super) esim_code: &'a str,
}

/// `POST /account/{mpn}/recording`: which field is required is unknown, so both are sent.
#[derive(Serialize)]
pub(super) struct RecordingRequest {
    pub(super) voice_recording: &'static str,
    pub(super) sms_recording: &'static str,
}

/// `POST /account/pbxinfo/{mpn}`: all four switches every time, because a missing one may be reset to its default.
#[derive(Serialize)]
pub(super) struct MobileSettingsRequest<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) mpn: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) pbx_user: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) pbx_password: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) first_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) last_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) email: Option<&'a str>,
    pub(super) mobile_data: &'static str,
    pub(super) mobile_voice: &'static str,
    /// Read back as `mobile_messaging` (contract A5).
    pub(super) mobile_sms: &'static str,
    pub(super) mobile_hotspot: &'static str,
}

/// `POST /reseller/groups`
#[derive(Serialize)]
pub(super) struct GroupRequest<'a> {
    pub(super) name: &'a str,
    pub(super) address_line_1: &'a str,
    pub(super) home_location: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) address_line_2: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) city: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) country: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) post_code: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<&'a str>,
}

/// `POST /reseller/provision`
#[derive(Serialize)]
pub(super) struct OwnUcRequest<'a> {
    pub(super) mpn: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) iccid: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) pbx_user: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) pbx_password: Option<&'a str>,
}

/// `POST /reseller/provision-onsim`
#[derive(Serialize)]
pub(super) struct OnsimUcRequest<'a> {
    pub(super) mpn: &'a str,
    pub(super) group_name: &'a str,
    pub(super) home_location: &'a str,
    pub(super) first_name: &'a str,
    pub(super) last_name: &'a str,
    pub(super) email: &'a str,
    pub(super) product: i64,
    /// A bundle size here, not a switch (contract A5).
    pub(super) mobile_data: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) iccid: Option<&'a str>,
}

/// `POST /reseller/subscribers`. `is_recorded` is left out: it may be a filter (contract A6), and a filter would hide
/// lines.
#[derive(Serialize)]
pub(super) struct SubscribersQuery {
    pub(super) state: &'static str,
}
