//! Credit for calls abroad (Reach contract 52 to 56): an empty one stops usage.

use domain::action::Ticket;
use domain::line::RawField;
use domain::task::{FieldKind, ReadBack, Subject, Task, TaskField, TaskGroup};

use super::ACTIVE;
use super::asked::{Asked, not_sent};
use super::fields::{GROUP, MOST, PAYS};
use super::show::{self, Facts, bought};
use crate::reach::operations as op;
use crate::reach::{CardId, CreditOrder};
use crate::tasks::task;
use crate::{Answer, TaskAnswer, TaskOutcome};

const SHOW_CREDIT: Task = task(
    "show_call_credit",
    "Show the credit for calls abroad",
    "What the line's group has left for calls abroad.",
    &op::GET_ILD_BALANCE,
)
.about(Subject::Line, TaskGroup::Usage)
.also(&["getCustomerInfo"])
.fields(&[GROUP]);

const SHOW_USAGE: Task = task(
    "show_call_usage",
    "Show calls abroad by destination",
    "What the line's group has used of its credit, by destination.",
    &op::GET_ILD_USAGE,
)
.about(Subject::Line, TaskGroup::Usage)
.also(&["getCustomerInfo"])
.fields(&[GROUP]);

const LIST_PURCHASES: Task = task(
    "list_call_purchases",
    "Show what was bought for calls abroad",
    "The customer's past purchases of credit for calls abroad.",
    &op::LIST_ILD_PURCHASES,
)
.about(Subject::Line, TaskGroup::Billing);

const BUY: Task = task(
    "buy_call_credit",
    "Buy credit for calls abroad",
    "Adds credit for calls abroad to the line's group, on a stored card.",
    &op::PURCHASE_ILD_CREDITS,
)
.about(Subject::Line, TaskGroup::Plan)
.also(&["getCustomerInfo", "listCards", "quoteIldCredits", "getPurchaseStatus"])
.stages(ACTIVE)
.fields(&[
    TaskField::new("amount", "Credit, in US dollars", FieldKind::Money).hint("Tax may come on top: the preview tells."),
    PAYS,
    GROUP,
    MOST,
])
.read_back(ReadBack::Order);

pub(super) const TASKS: &[Task] = &[SHOW_CREDIT, SHOW_USAGE, LIST_PURCHASES, BUY];

pub(super) async fn look(asked: &Asked<'_>) -> Answer<TaskAnswer> {
    let reach = asked.reach;
    match asked.task.id {
        "show_call_credit" => {
            let credit = reach.call_credit(&asked.group().await?).await?;
            Ok(Facts::default().dollars("Credit", credit.balance.as_ref()).raw(credit.raw).answer())
        }
        "show_call_usage" => Ok(show::tree("Calls abroad", reach.call_usage(&asked.group().await?).await?)),
        "list_call_purchases" => Ok(show::tree("Purchases", reach.call_purchases(&asked.customer()).await?)),
        _ => Err(asked.unknown()),
    }
}

pub(super) async fn perform(asked: &Asked<'_>, ticket: Ticket) -> Answer<TaskOutcome> {
    match asked.task.id {
        "buy_call_credit" => {
            let order = order(asked).await.map_err(not_sent)?;
            asked.within_quote(asked.reach.quote_call_credit(&order)).await?;
            asked.reach.buy_call_credit(&order, &CardId::new(asked.text("ccUUID")), ticket).await.map(bought)
        }
        _ => Err(asked.unknown()),
    }
}

/// What the credit costs.
pub(super) async fn estimate(asked: &Asked<'_>) -> Answer<Vec<RawField>> {
    match asked.task.id {
        "buy_call_credit" => Ok(show::price(&asked.reach.quote_call_credit(&order(asked).await?).await?)),
        _ => Ok(Vec::new()),
    }
}

async fn order(asked: &Asked<'_>) -> Answer<CreditOrder> {
    let amount = asked.dollars("amount")?.ok_or_else(|| asked.refused("amount", "this is needed"))?;
    Ok(CreditOrder { customer: asked.customer(), group: asked.group().await?, amount })
}
