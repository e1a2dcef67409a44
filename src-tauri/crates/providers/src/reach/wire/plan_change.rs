//! Bodies of a plan change (Reach contract 49 to 51): the two flags are named in the guide, whether in the request is
//! inferred; of the answers `txnId` and `status` are documented.

use serde::Serialize;

use super::envelope::{self, Status, Taken};
use super::{drifted, money, time, word};
use crate::Answer;
use crate::reach::ids::PlanChangeId;
use crate::reach::plan_change::{PlanChangeEstimate, PlanChangeReceipt, PlanChangeStage, PlanChangeStatus};
use crate::transport::RawAnswer;

/// `POST …/estimate/plan/change` and `…/purchase/plan/change`: one body for both.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::reach) struct PlanChangeRequest<'a> {
    pub(in crate::reach) customer_id: &'a str,
    pub(in crate::reach) plan_id: &'a str,
    pub(in crate::reach) is_upgrade: bool,
    pub(in crate::reach) immediate_effect: bool,
}

/// What it holds is described, the names are guesses: nothing in it is needed.
pub(in crate::reach) fn estimate(answer: &RawAnswer) -> Answer<PlanChangeEstimate> {
    let serde_json::Value::Object(map) = envelope::payload(answer, Status::Envelopes)? else {
        return Err(answer.unusable("the answer is no object"));
    };
    let mut record = crate::record::Record(map);
    Ok(PlanChangeEstimate {
        prorated: money(&mut record, &["proratedCharges"]),
        next_bill: money(&mut record, &["nextBillAmount"]),
        effective: time(&mut record, &["effectiveDate"]),
        raw: record.rest(""),
    })
}

pub(in crate::reach) fn receipt(taken: Taken) -> PlanChangeReceipt {
    let mut record = taken.record;
    PlanChangeReceipt {
        in_background: taken.in_background,
        change: record.take_exact(&["txnId"]).map(PlanChangeId::new),
        message: word(&mut record, &["message"]),
        raw: record.rest(""),
    }
}

/// Only `COMPLETED` is documented; `FAILED` is inferred, anything else is under way (3.4).
pub(in crate::reach) fn status(answer: &RawAnswer) -> Answer<PlanChangeStatus> {
    let mut record = envelope::object(answer, Status::Own, &["status"])?;
    let raw_stage = word(&mut record, &["status"]).unwrap_or_default();
    let stage = match raw_stage.to_ascii_uppercase().as_str() {
        "COMPLETED" => PlanChangeStage::Completed,
        "FAILED" => PlanChangeStage::Failed,
        other => {
            drifted("plan change status", other);
            PlanChangeStage::InProgress
        }
    };
    Ok(PlanChangeStatus { stage, raw_stage, message: word(&mut record, &["message"]), raw: record.rest("") })
}
