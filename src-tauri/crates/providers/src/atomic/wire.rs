//! Atomic's wire forms: the bodies it is sent. Its answers are records of named values ([`crate::record`]), because even
//! the published ones vary in their envelope and their types (contract B2, B4, B11).
//!
//! A field that is not set is left out and never sent empty (contract B2). What the names mean is in `map`.

use domain::provider::{Effect, Evidence};
use serde::Serialize;

/// `POST /api/atomic/customer/create`
#[derive(Serialize)]
pub(super) struct CustomerCreate<'a> {
    pub(super) customer_name: &'a str,
    pub(super) nickname: &'a str,
    pub(super) addr_1: &'a str,
    pub(super) postcode: &'a str,
    pub(super) country: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) abn: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) addr_2: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) city: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) region: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) website: Option<&'a str>,
}

/// `DELETE /api/atomic/customer/delete`
#[derive(Serialize)]
pub(super) struct CustomerDelete {
    pub(super) customer_id: i64,
}

/// What `POST /api/atomic/customer/mobile/manage` is to do. Their words are printed run together; the split is inferred
/// (contract 10).
#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Action {
    Query,
    Suspend,
    /// Lifts a bar: a verb here, not a state (contract B7).
    Active,
    Cancel,
}

impl Action {
    /// What it does (contract 4.1, `x-effect-by`).
    pub(super) const fn effect(self) -> Effect {
        match self {
            Self::Query => Effect::Read,
            Self::Suspend | Self::Active => Effect::Write,
            Self::Cancel => Effect::Irreversible,
        }
    }

    /// How well it is known (contract 4.1, `x-evidence-by`): the answer is published for a query only.
    pub(super) const fn evidence(self) -> Evidence {
        match self {
            Self::Query => Evidence::Documented,
            Self::Suspend | Self::Active | Self::Cancel => Evidence::Partial,
        }
    }
}

/// `POST /api/atomic/customer/mobile/manage`
#[derive(Serialize)]
pub(super) struct ManageRequest<'a> {
    pub(super) action: Action,
    pub(super) msn: &'a str,
}

/// `PATCH /api/atomic/customer/mobile/update`
#[derive(Serialize)]
pub(super) struct MobileUpdate<'a> {
    pub(super) msn: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) excess_usage: Option<u16>,
    /// Text when written, a number when read (contract B4).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) service_plan_id: Option<&'a str>,
}

/// `POST /api/atomic/customer/mobile/replace_sim`: which field is needed hangs on `is_esim` (contract B15).
#[derive(Serialize)]
pub(super) struct ReplaceSim<'a> {
    pub(super) msn: &'a str,
    pub(super) is_esim: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) sim_card_number: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) notification_email: Option<&'a str>,
}

/// `POST /api/atomic/customer/mobile/reset_esim`
#[derive(Serialize)]
pub(super) struct ResetEsim<'a> {
    pub(super) msn: &'a str,
    pub(super) iccid: &'a str,
}

/// `POST /api/atomic/customer/sms/register_brand_name`
#[derive(Serialize)]
pub(super) struct BrandRegister<'a> {
    pub(super) sms_account_id: i64,
    pub(super) brand_name: &'a str,
    /// Read back as `brand_name_url` (contract B12).
    pub(super) brand_url: &'a str,
    pub(super) description: &'a str,
}

/// SMS product, `POST /api/sms/send`
#[derive(Serialize)]
pub(super) struct SmsSend<'a> {
    /// Comma-separated, no spaces; digits without a plus, as the sample has them (contract B14).
    pub(super) to: &'a str,
    pub(super) from: &'a str,
    pub(super) text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) callback: Option<&'a str>,
}

/// SMS product, `POST /api/sms/status`
#[derive(Serialize)]
pub(super) struct SmsStatusQuery<'a> {
    pub(super) message_id: &'a str,
}
