//! Moving a line to another plan (Reach contract 49 to 51, state machine 3.4). Targets come from `plan_targets`.

use domain::action::Ticket;
use domain::line::RawField;
use domain::time::ProviderTime;

use super::ids::{CustomerId, PlanChangeId, ServiceCode};
use super::money::Dollars;
use super::operations::{ESTIMATE_PLAN_CHANGE, GET_PLAN_CHANGE_STATUS, SUBMIT_PLAN_CHANGE};
use super::wire::plan_change::{self, PlanChangeRequest};
use super::{Reach, bad_input, needed};
use crate::Answer;
use crate::operation::Operation;
use crate::transport::Call;

/// A move to another plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanChangeOrder {
    /// Whose line.
    pub customer: CustomerId,
    /// To which plan.
    pub plan: ServiceCode,
    /// Whether the target is among the upgrades of the current plan.
    pub upgrade: bool,
    /// Now, with the difference billed now; for upgrades only. Otherwise at the next bill cycle.
    pub immediate: bool,
}

/// What a plan change costs. The names of these are guesses: an absent one may be in `raw`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanChangeEstimate {
    /// Charged now.
    pub prorated: Option<Dollars>,
    /// The next bill.
    pub next_bill: Option<Dollars>,
    /// From when it holds.
    pub effective: Option<ProviderTime>,
    /// Everything else.
    pub raw: Vec<RawField>,
}

/// A plan change was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanChangeReceipt {
    /// True when Reach says that it goes on in the background (202).
    pub in_background: bool,
    /// For an immediate upgrade only; otherwise the change is scheduled and the record shows it after its date.
    pub change: Option<PlanChangeId>,
    /// What Reach says to it.
    pub message: Option<String>,
    /// Everything else.
    pub raw: Vec<RawField>,
}

/// Where an immediate upgrade stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlanChangeStage {
    /// Done: compare the plan in the record.
    Completed,
    /// Ended without success (inferred).
    Failed,
    /// Under way, or a word this program does not know.
    InProgress,
}

/// How far an immediate upgrade is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanChangeStatus {
    /// Our reading.
    pub stage: PlanChangeStage,
    /// Reach's word.
    pub raw_stage: String,
    /// What Reach says to it.
    pub message: Option<String>,
    /// Everything else.
    pub raw: Vec<RawField>,
}

fn body<'a>(operation: &Operation, order: &'a PlanChangeOrder) -> Answer<PlanChangeRequest<'a>> {
    if order.immediate && !order.upgrade {
        return Err(bad_input(operation, "immediateEffect", "only an upgrade can take effect at once"));
    }
    Ok(PlanChangeRequest {
        customer_id: needed(operation, "customerId", order.customer.as_str())?,
        plan_id: needed(operation, "planId", order.plan.as_str())?,
        is_upgrade: order.upgrade,
        immediate_effect: order.immediate,
    })
}

impl Reach {
    /// What moving to another plan costs (no. 49; inferred).
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn estimate_plan_change(&self, order: &PlanChangeOrder) -> Answer<PlanChangeEstimate> {
        let body = body(&ESTIMATE_PLAN_CHANGE, order)?;
        plan_change::estimate(&self.send(Call::new(&ESTIMATE_PLAN_CHANGE).json(&body)).await?)
    }

    /// Moves to another plan (no. 50; inferred request).
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn submit_plan_change(&self, order: &PlanChangeOrder, ticket: Ticket) -> Answer<PlanChangeReceipt> {
        let body = body(&SUBMIT_PLAN_CHANGE, order)?;
        Ok(plan_change::receipt(self.change(Call::new(&SUBMIT_PLAN_CHANGE).json(&body), &ticket).await?))
    }

    /// How far an immediate upgrade is (no. 51).
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn plan_change_status(&self, change: &PlanChangeId) -> Answer<PlanChangeStatus> {
        plan_change::status(&self.send(Call::new(&GET_PLAN_CHANGE_STATUS).path("txnId", change.as_str())).await?)
    }
}
