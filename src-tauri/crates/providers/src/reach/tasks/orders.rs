//! Orders: a new customer's first line, how an order stands, the SIM card on its way (Reach contract 8 to 10, 57, 58, state
//! machine 3.1).

use domain::ability::Ability;
use domain::action::Ticket;
use domain::line::RawField;
use domain::task::{FieldKind, ReadBack, Subject, Task, TaskField, TaskGroup};

use super::asked::{Asked, not_sent};
use super::fields::{
    ADDRESS_1, ADDRESS_2, CITY, LANDING, MOST, NUMBER_TO_PORT, OLD_ACCOUNT, OLD_CARRIER, OLD_PIN, OLD_ZIP, PLAN,
    SIM_TYPE, STATE, ZIP,
};
use super::plan::ordered;
use super::show::{self, Facts, done};
use crate::reach::operations as op;
use crate::reach::{
    Account, Address, ClientAccountId, NewOrder, OrderLine, OrderMeta, PurchaseId, PurchaseStage, ServiceCode,
};
use crate::tasks::task;
use crate::{Answer, Progress, TaskAnswer, TaskOutcome};

/// Shown only while the card goes elsewhere than the bill.
const ELSEWHERE: (&str, &[&str]) = ("shipTo", &["other"]);
const BRINGS: (&str, &[&str]) = ("number", &["bring"]);

const NEW_LINE: Task = task(
    "new_line",
    "Order a line for a new customer",
    "Orders at Reach; the customer then pays on Reach's page, and the new customer id comes once that is done.",
    &op::SUBMIT_PURCHASE,
)
.about(Subject::Account, TaskGroup::Orders)
.ability(Ability::Provision)
.also(&["fetchPlans", "fetchServices", "quotePurchase", "validatePortInMdn", "getPurchaseStatus"])
.fields(&[
    TaskField::new("firstName", "First name", FieldKind::Text { max: 60 }),
    TaskField::new("lastName", "Last name", FieldKind::Text { max: 60 }),
    TaskField::new("email", "E-mail", FieldKind::Email).hint("One that Reach does not know yet."),
    TaskField::new("billingPhoneNumber", "Number for questions about the bill", FieldKind::Number)
        .hint("A US number of ten digits."),
    ADDRESS_1,
    ADDRESS_2,
    CITY,
    STATE,
    ZIP,
    TaskField::new(
        "residential",
        "What the address is",
        FieldKind::Choice { choices: &[("true", "A home"), ("false", "No home")] },
    ),
    PLAN,
    SIM_TYPE,
    TaskField::new("shipmentType", "How the card is sent", FieldKind::Ask).only_if("simType", &["PSIM"]),
    TaskField::new(
        "shipTo",
        "Where to",
        FieldKind::Choice { choices: &[("same", "To the same address"), ("other", "To another address")] },
    ),
    TaskField { name: "shippingAddress1", label: "Shipping: street and number", ..ADDRESS_1 }
        .only_if(ELSEWHERE.0, ELSEWHERE.1),
    TaskField { name: "shippingAddress2", label: "Shipping: second line", ..ADDRESS_2 }
        .only_if(ELSEWHERE.0, ELSEWHERE.1),
    TaskField { name: "shippingCity", label: "Shipping: city", ..CITY }.only_if(ELSEWHERE.0, ELSEWHERE.1),
    TaskField { name: "shippingState", label: "Shipping: state", ..STATE }.only_if(ELSEWHERE.0, ELSEWHERE.1),
    TaskField { name: "shippingZip", label: "Shipping: ZIP code", ..ZIP }.only_if(ELSEWHERE.0, ELSEWHERE.1),
    TaskField::new(
        "number",
        "Number",
        FieldKind::Choice { choices: &[("new", "A new one"), ("bring", "The customer brings one along")] },
    ),
    NUMBER_TO_PORT.only_if(BRINGS.0, BRINGS.1),
    OLD_CARRIER.only_if(BRINGS.0, BRINGS.1),
    OLD_ACCOUNT.only_if(BRINGS.0, BRINGS.1),
    OLD_PIN.only_if(BRINGS.0, BRINGS.1),
    OLD_ZIP.only_if(BRINGS.0, BRINGS.1),
    TaskField::new("clientAccountId", "Your own reference", FieldKind::Text { max: 60 })
        .hint("Made once for this order; use the same one again if the order has to be repeated."),
    LANDING,
    MOST,
    TaskField::new("acquisitionSrc", "Where the order came from", FieldKind::Text { max: 60 }).optional(),
    TaskField::new("agentUniqueId", "Agent's reference", FieldKind::Text { max: 60 }).optional(),
])
.read_back(ReadBack::Order);

const SHOW_ORDER: Task = task(
    "show_order",
    "Show how an order stands",
    "How far an order is, the page to pay on once there is one, and the new customer's id once it is done.",
    &op::GET_PURCHASE_STATUS,
)
.about(Subject::Account, TaskGroup::Orders)
.fields(&[TaskField::new("transactionId", "Order", FieldKind::Text { max: 80 })
    .hint("The order's reference, or the transId in the address of the page after payment.")]);

const SHOW_SHIPMENT: Task = task(
    "show_shipment",
    "Show the SIM card on its way",
    "What Reach says of the SIM card that was ordered for this line.",
    &op::GET_SHIPMENT_ORDER,
)
.about(Subject::Line, TaskGroup::Orders);

const CANCEL_SHIPMENT: Task = task(
    "cancel_shipment",
    "Cancel the order of the SIM card",
    "Stops the order of the SIM card, as long as the card has not been sent.",
    &op::CANCEL_SHIPMENT_ORDER,
)
.about(Subject::Line, TaskGroup::Orders)
.read_back(ReadBack::Person("\u{201c}Show the SIM card on its way\u{201d}: the order's state."));

pub(super) const TASKS: &[Task] = &[NEW_LINE, SHOW_ORDER, SHOW_SHIPMENT, CANCEL_SHIPMENT];

pub(super) async fn look(asked: &Asked<'_>) -> Answer<TaskAnswer> {
    match asked.task.id {
        "show_order" => order(asked).await,
        "show_shipment" => Ok(show::tree("Orders", asked.reach.shipment(&asked.customer()).await?)),
        _ => Err(asked.unknown()),
    }
}

async fn order(asked: &Asked<'_>) -> Answer<TaskAnswer> {
    let status = asked.reach.purchase_status(&PurchaseId::new(asked.text("transactionId"))).await?;
    let stage = match status.stage {
        PurchaseStage::PaymentPending => "Waits for the customer's payment",
        PurchaseStage::PaymentProcessing => "The payment is under way",
        PurchaseStage::InProgress => "Under way",
        PurchaseStage::Completed => "Done",
        PurchaseStage::Failed => "Failed; only a new order leads on",
        PurchaseStage::Unknown => "Unknown",
    };
    let customer = status.customer.map(|customer| customer.as_str().to_owned());
    let expires = status.link.as_ref().and_then(|link| link.expires.clone());
    let mut answer = Facts::default()
        .text("State", Some(format!("{stage} ({})", status.raw_stage)))
        .text("Customer id", customer)
        .text("Payment", status.payment)
        .text("Reach says of the payment", status.payment_words.filter(|words| !words.is_empty()))
        .dollars("Amount", status.amount.as_ref())
        .dollars("Tax in it", status.tax.as_ref())
        .time("The page to pay on holds until", expires.as_ref())
        .text("Shipment", status.shipment)
        .text("Your own reference", status.reference.map(|reference| reference.as_str().to_owned()))
        .raw(status.raw)
        .answer();
    answer.link = status.link.filter(|_| !status.stage.is_final()).map(|link| link.url);
    Ok(answer)
}

pub(super) async fn perform(asked: &Asked<'_>, ticket: Ticket) -> Answer<TaskOutcome> {
    match asked.task.id {
        "new_line" => {
            let order = new_order(asked)?;
            // A quote has no end of its own: asked for again right before the order (Reach contract 8).
            let quote = asked.reach.quote_order(&order).await.map_err(not_sent)?;
            asked.within(&quote)?;
            let receipt = asked.reach.submit_order(&order, &quote.total, ticket).await?;
            let mut outcome = ordered(receipt.purchase.as_str(), &quote, receipt.raw);
            outcome.answer.note = Some(
                "The page to pay on comes after some seconds: \u{201c}Show how an order stands\u{201d} gives it."
                    .to_owned(),
            );
            Ok(outcome)
        }
        "cancel_shipment" => asked.reach.cancel_shipment(&asked.customer(), ticket).await.map(done),
        _ => Err(asked.unknown()),
    }
}

/// The price, and whether the number can be brought along.
pub(super) async fn estimate(asked: &Asked<'_>) -> Answer<Vec<RawField>> {
    if asked.task.id != "new_line" {
        return Ok(Vec::new());
    }
    let mut facts = show::price(&asked.reach.quote_order(&new_order(asked)?).await?);
    if asked.text("number") == "bring" {
        let check = asked.reach.check_port_in(&asked.number("numberToPort")?).await?;
        let said = Facts::default().flag("The number can be brought along", check.possible);
        facts.extend(said.text("Reach says", check.message).fields());
    }
    Ok(facts)
}

fn new_order(asked: &Asked<'_>) -> Answer<NewOrder> {
    let text = |name: &str| asked.text(name).to_owned();
    let residential = asked.text("residential") == "true";
    let billing = Address {
        line_1: text("address1"),
        line_2: asked.typed("address2"),
        city: text("city"),
        state: text("state"),
        zip: text("zip"),
        residential,
    };
    let shipping = match asked.text("shipTo") {
        "other" => Address {
            line_1: text("shippingAddress1"),
            line_2: asked.typed("shippingAddress2"),
            city: text("shippingCity"),
            state: text("shippingState"),
            zip: text("shippingZip"),
            residential,
        },
        _ => billing.clone(),
    };
    let esim = asked.text("simType") == "ESIM";
    let line = OrderLine {
        first_name: text("firstName"),
        last_name: text("lastName"),
        plan: ServiceCode::new(asked.text("planId")),
        esim,
        port_in: (asked.text("number") == "bring").then(|| asked.port_in()).transpose()?,
    };
    let (source, agent) = (asked.typed("acquisitionSrc"), asked.typed("agentUniqueId"));
    let account = Account {
        first_name: text("firstName"),
        last_name: text("lastName"),
        phone: asked.number("billingPhoneNumber")?,
        email: text("email"),
        billing,
        shipping,
        shipment: asked.typed("shipmentType").filter(|_| !esim),
        reference: ClientAccountId::new(asked.text("clientAccountId")),
    };
    Ok(NewOrder {
        account,
        lines: vec![line],
        primary: 0,
        meta: (source.is_some() || agent.is_some()).then_some(OrderMeta { source, agent }),
        landing_page: text("redirectUrl"),
    })
}

/// How far a purchase is (Reach contract 3.1). Without its reference nobody can ask.
pub(super) async fn purchase_progress(asked: &Asked<'_>, reference: Option<&str>) -> Answer<Progress> {
    let reference = reference.ok_or_else(|| asked.unclear("the charges on the customer's card"))?;
    let status = asked.reach.purchase_status(&PurchaseId::new(reference)).await?;
    Ok(match status.stage {
        PurchaseStage::Completed => Progress::Done,
        PurchaseStage::Failed => {
            let words = status.payment_words.filter(|words| !words.is_empty());
            Progress::Failed(words.unwrap_or(status.raw_stage))
        }
        PurchaseStage::PaymentPending => Progress::Waiting("the customer's payment on Reach's page".to_owned()),
        _ => Progress::Working(status.raw_stage),
    })
}
