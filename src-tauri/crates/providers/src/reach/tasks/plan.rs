//! The plan of a line, renewing it, further lines, data top-ups (Reach contract 11, 47 to 51, state machine 3.4).

use domain::ability::Ability;
use domain::action::Ticket;
use domain::line::RawField;
use domain::task::{FieldKind, ReadBack, Subject, Task, TaskField, TaskGroup};

use super::ACTIVE;
use super::asked::{Asked, not_sent};
use super::fields::{MOST, PAYS, PLAN};
use super::show::{self, Facts, bought};
use crate::reach::operations as op;
use crate::reach::{
    CardId, ClientAccountId, PlanChangeId, PlanChangeOrder, PlanChangeStage, Quote, Renewal, RenewalLine, ServiceCode,
    TopupPurchase,
};
use crate::tasks::task;
use crate::{Answer, Progress, TaskAnswer, TaskOutcome};

const WHEN: FieldKind = FieldKind::Choice {
    choices: &[("true", "Now, with the difference charged now; upgrades only"), ("false", "At the next bill cycle")],
};

const CHANGE: Task = task(
    "change_plan",
    "Change the plan",
    "Moves the line to another plan: an upgrade now or at the next bill cycle, a downgrade at the next bill cycle.",
    &op::SUBMIT_PLAN_CHANGE,
)
.about(Subject::Line, TaskGroup::Plan)
.ability(Ability::ChangePlan)
.also(&["getCustomerInfo", "fetchPlans", "estimatePlanChange", "getPlanChangeStatus"])
.stages(ACTIVE)
.fields(&[PLAN, TaskField::new("immediateEffect", "When", WHEN)])
.read_back(ReadBack::Order);

const REFERENCE: TaskField = TaskField::new("clientAccountId", "Your own reference", FieldKind::Text { max: 60 })
    .optional()
    .hint("Left empty, the one in Reach's record of the line is taken.");

const RENEW: Task = task(
    "renew_plan",
    "Renew the plan or buy an add-on",
    "Buys a plan or an add-on for this line on a stored card.",
    &op::SUBMIT_SUBSEQUENT_PURCHASE,
)
.about(Subject::Line, TaskGroup::Plan)
.also(&["getCustomerInfo", "fetchPlans", "listCards", "quotePurchase", "getPurchaseStatus"])
.stages(ACTIVE)
.fields(&[PLAN, PAYS, REFERENCE, MOST])
.read_back(ReadBack::Order);

const ADD_LINE: Task = task(
    "add_line",
    "Order one more line",
    "Orders a further line under this customer's account, on a stored card.",
    &op::SUBMIT_SUBSEQUENT_PURCHASE,
)
.about(Subject::Line, TaskGroup::Orders)
.also(&["getCustomerInfo", "fetchPlans", "listCards", "quotePurchase", "getPurchaseStatus"])
.stages(ACTIVE)
.fields(&[PLAN, PAYS, REFERENCE, MOST])
.read_back(ReadBack::Order);

const TOPUP: Task = task(
    "buy_topup",
    "Buy a data top-up",
    "Adds data to the line on a stored card; Reach does not refund it.",
    &op::PURCHASE_TOPUP,
)
.about(Subject::Line, TaskGroup::Plan)
.also(&["fetchServices", "listCards", "quoteTopup", "getPurchaseStatus"])
.stages(ACTIVE)
.fields(&[TaskField::new("serviceCode", "Top-up", FieldKind::Ask), PAYS, MOST])
.read_back(ReadBack::Order);

pub(super) const TASKS: &[Task] = &[CHANGE, RENEW, ADD_LINE, TOPUP];

pub(super) async fn perform(asked: &Asked<'_>, ticket: Ticket) -> Answer<TaskOutcome> {
    let reach = asked.reach;
    match asked.task.id {
        "change_plan" => {
            let order = change(asked).await.map_err(not_sent)?;
            let receipt = reach.submit_plan_change(&order, ticket).await?;
            let facts = Facts::default().text("Reach says", receipt.message).raw(show::without_success(receipt.raw));
            let mut answer = TaskAnswer::facts(facts.fields());
            if !order.immediate {
                // Nothing can be asked about it until its date (Reach contract 3.4): scheduling it is all there is.
                answer.note =
                    Some("Reach has scheduled it; the line's record shows the plan after its date.".to_owned());
                return Ok(TaskOutcome::with(answer));
            }
            let change = receipt.change.map(|change| change.as_str().to_owned());
            Ok(TaskOutcome { answer, accepted: Some(change) })
        }
        "renew_plan" | "add_line" => {
            let renewal = renewal(asked).await.map_err(not_sent)?;
            // A quote has no end of its own: asked for again right before the order (Reach contract 8).
            let quote = reach.quote_renewal(&renewal).await.map_err(not_sent)?;
            asked.within(&quote)?;
            let receipt = reach.submit_renewal(&renewal, &quote.total, ticket).await?;
            Ok(ordered(receipt.purchase.as_str(), &quote, receipt.raw))
        }
        "buy_topup" => {
            let (customer, service) = (asked.customer(), ServiceCode::new(asked.text("serviceCode")));
            asked.within_quote(reach.quote_topup(&customer, &service)).await?;
            let topup = TopupPurchase { customer, service, card: CardId::new(asked.text("ccUUID")) };
            reach.buy_topup(&topup, ticket).await.map(bought)
        }
        _ => Err(asked.unknown()),
    }
}

/// An order that was taken at the figure of its quote.
pub(super) fn ordered(order: &str, quote: &Quote, raw: Vec<RawField>) -> TaskOutcome {
    let facts = Facts::default().text("Order", Some(order)).dollars("Due today", Some(&quote.total));
    let answer = TaskAnswer::facts(facts.raw(show::without_success(raw)).fields());
    TaskOutcome { answer, accepted: Some(Some(order.to_owned())) }
}

/// What the change or the purchase costs, without making it.
pub(super) async fn estimate(asked: &Asked<'_>) -> Answer<Vec<RawField>> {
    let reach = asked.reach;
    match asked.task.id {
        "change_plan" => {
            let estimate = reach.estimate_plan_change(&change(asked).await?).await?;
            let facts = Facts::default()
                .dollars("Charged now", estimate.prorated.as_ref())
                .dollars("Next bill", estimate.next_bill.as_ref())
                .time("From", estimate.effective.as_ref());
            Ok(facts.raw(estimate.raw).fields())
        }
        "renew_plan" | "add_line" => Ok(show::price(&reach.quote_renewal(&renewal(asked).await?).await?)),
        "buy_topup" => {
            let service = ServiceCode::new(asked.text("serviceCode"));
            Ok(show::price(&reach.quote_topup(&asked.customer(), &service).await?))
        }
        _ => Ok(Vec::new()),
    }
}

/// The plan change that was asked for. Whether it is an upgrade is what the present plan's two lists say.
async fn change(asked: &Asked<'_>) -> Answer<PlanChangeOrder> {
    let customer = asked.customer();
    let current = asked.reach.customer_info(&customer).await?.plan;
    let current = current.ok_or_else(|| asked.refused("planId", "Reach's record of this line names no plan"))?;
    let wanted = asked.text("planId");
    let targets = asked.reach.plan_targets(&current).await?;
    let target = targets.iter().find(|target| target.option.code == wanted);
    let target = target.ok_or_else(|| asked.refused("planId", "the present plan cannot be changed to this one"))?;
    let immediate = asked.inputs.is_on("immediateEffect");
    Ok(PlanChangeOrder { customer, plan: ServiceCode::new(wanted), upgrade: target.upgrade, immediate })
}

async fn renewal(asked: &Asked<'_>) -> Answer<Renewal> {
    let customer = asked.customer();
    let reference = match asked.inputs.get("clientAccountId") {
        Some(reference) => Some(ClientAccountId::new(reference)),
        None => asked.reach.customer_info(&customer).await?.reference,
    };
    let reference =
        reference.ok_or_else(|| asked.refused("clientAccountId", "Reach's record of this line has no reference"))?;
    let same_line = asked.task.id == "renew_plan";
    let line =
        RenewalLine { customer: same_line.then(|| customer.clone()), plan: ServiceCode::new(asked.text("planId")) };
    Ok(Renewal { customer, reference, lines: vec![line], card: CardId::new(asked.text("ccUUID")) })
}

/// How far an immediate upgrade is. Purchases are the orders' business.
pub(super) async fn progress(asked: &Asked<'_>, reference: Option<&str>) -> Answer<Progress> {
    if asked.task.id != "change_plan" {
        return super::orders::purchase_progress(asked, reference).await;
    }
    let Some(reference) = reference else {
        let now = asked.reach.customer_info(&asked.customer()).await?.plan;
        let is_so = now.is_some_and(|plan| plan.as_str() == asked.text("planId"));
        // A change that waits for the bill cycle shows nowhere before.
        return if is_so { Ok(Progress::Done) } else { Err(asked.unclear("the plan in the line's record")) };
    };
    let status = asked.reach.plan_change_status(&PlanChangeId::new(reference)).await?;
    Ok(match status.stage {
        PlanChangeStage::Completed => Progress::Done,
        PlanChangeStage::Failed => Progress::Failed(status.message.unwrap_or(status.raw_stage)),
        PlanChangeStage::InProgress => Progress::Working(status.raw_stage),
    })
}
