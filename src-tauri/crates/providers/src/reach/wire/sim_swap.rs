//! Bodies of a SIM swap (Reach contract 33, 66, 67): the one without a code was observed, the rest is inferred.

use serde::Serialize;

use super::envelope::Taken;
use super::word;
use crate::reach::ids::SimSwapId;
use crate::reach::sim_swap::SwapReceipt;

/// `POST …/iccid/swap`: here a card is `PSIM` (C3).
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::reach) struct IccidSwapRequest<'a> {
    pub(in crate::reach) customer_id: &'a str,
    pub(in crate::reach) new_icc_id: &'a str,
    pub(in crate::reach) sim_type: &'static str,
}

/// `POST …/perform/otp/sim/swap`: an eSIM has its phone's IMEI in place of a SIM number.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::reach) struct VerifiedSwapRequest<'a> {
    pub(in crate::reach) customer_id: &'a str,
    pub(in crate::reach) otp: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::reach) new_icc_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::reach) imei: Option<&'a str>,
    pub(in crate::reach) sim_type: &'static str,
}

/// What `id` is (swap or customer) is undocumented; whether it comes at all too.
pub(in crate::reach) fn receipt(taken: Taken) -> SwapReceipt {
    let mut record = taken.record;
    SwapReceipt {
        in_background: taken.in_background,
        swap: record.take_exact(&["id"]).map(SimSwapId::new),
        message: word(&mut record, &["message"]),
        raw: record.rest(""),
    }
}
