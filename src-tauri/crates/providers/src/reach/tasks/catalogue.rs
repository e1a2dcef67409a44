//! What Reach sells, and the account's own key pair (Reach contract 1, 4 to 7).

use domain::ability::Ability;
use domain::action::Ticket;
use domain::secret::SecretText;
use domain::task::{FieldKind, ReadBack, Risk, Subject, Task, TaskField, TaskGroup};

use super::asked::Asked;
use super::bills::others;
use super::show::{self, date, usd, usd_cell, yes};
use crate::reach::operations as op;
use crate::reach::{Offer, Plan, Service, ServiceCode};
use crate::tasks::{AnswerTable, task};
use crate::{Answer, TaskAnswer, TaskOutcome};

const CODE: TaskField = TaskField::new("serviceCode", "Code", FieldKind::Text { max: 80 })
    .optional()
    .hint("Only what has this code; left empty, everything.");

const PRODUCTS: Task = task(
    "list_products",
    "Show everything on sale",
    "Plans with their FCC labels, coupons and services, as Reach sells them now.",
    &op::FETCH_PRODUCTS,
)
.about(Subject::Account, TaskGroup::Orders)
.ability(Ability::Catalogue);

const PLANS: Task = task("list_plans", "Show the plans", "Plans on sale, each with its FCC label.", &op::FETCH_PLANS)
    .about(Subject::Account, TaskGroup::Orders)
    .ability(Ability::Catalogue)
    .fields(&[CODE]);

const OFFERS: Task =
    task("list_offers", "Show the coupons", "Coupons, what they take off and until when.", &op::FETCH_OFFERS)
        .about(Subject::Account, TaskGroup::Orders)
        .ability(Ability::Catalogue)
        .fields(&[CODE]);

const SERVICES: Task =
    task("list_services", "Show the services", "Services such as shipping and data top-ups.", &op::FETCH_SERVICES)
        .about(Subject::Account, TaskGroup::Orders)
        .ability(Ability::Catalogue)
        .fields(&[CODE]);

const MAKE_KEY: Task = task(
    "make_access_key",
    "Make a key pair for this account",
    "Reach makes the permanent key pair of this environment; whether an older pair stops working is not published.",
    &op::GENERATE_ACCESS_KEY,
)
.about(Subject::Account, TaskGroup::Account)
.risk(Risk::Secret)
.read_back(ReadBack::Person("Reach's support knows which key pairs there are."));

pub(super) const TASKS: &[Task] = &[PRODUCTS, PLANS, OFFERS, SERVICES, MAKE_KEY];

pub(super) async fn look(asked: &Asked<'_>) -> Answer<TaskAnswer> {
    let reach = asked.reach;
    let code = asked.typed("serviceCode").map(ServiceCode::new);
    let (title, columns, rows): (_, &[&str], _) = match asked.task.id {
        "list_products" => {
            let products = reach.products().await?;
            let mut answer = TaskAnswer::facts(products.raw);
            answer.tables = vec![
                AnswerTable::new("Plans", PLAN_COLUMNS, products.plans.into_iter().map(plan_row).collect()),
                AnswerTable::new("Coupons", OFFER_COLUMNS, products.offers.into_iter().map(offer_row).collect()),
                AnswerTable::new("Services", SERVICE_COLUMNS, products.services.into_iter().map(service_row).collect()),
            ];
            return Ok(answer);
        }
        "list_plans" => ("Plans", PLAN_COLUMNS, reach.plans(code.as_ref()).await?.into_iter().map(plan_row).collect()),
        "list_offers" => {
            ("Coupons", OFFER_COLUMNS, reach.offers(code.as_ref()).await?.into_iter().map(offer_row).collect())
        }
        "list_services" => {
            ("Services", SERVICE_COLUMNS, reach.services(code.as_ref()).await?.into_iter().map(service_row).collect())
        }
        _ => return Err(asked.unknown()),
    };
    Ok(show::table(title, columns, rows))
}

/// The FCC's label has to be displayed with a plan (Reach contract 5).
const PLAN_COLUMNS: &[&str] =
    &["Code", "Name", "A month", "Further lines, a month", "Data", "Most lines", "FCC label", "Can go to", "Else"];
const OFFER_COLUMNS: &[&str] = &["Name", "Coupon", "Takes off", "From", "Until", "Over", "Else"];
const SERVICE_COLUMNS: &[&str] = &["Code", "Name", "Kind", "Shipping", "Delivery, days", "Else"];

fn code(code: Option<&ServiceCode>) -> String {
    code.map(|code| code.as_str().to_owned()).unwrap_or_default()
}

fn plan_row(plan: Plan) -> Vec<String> {
    let targets = plan.upgrades.iter().chain(&plan.downgrades).map(ServiceCode::as_str).collect::<Vec<_>>().join(", ");
    vec![
        code(plan.code.as_ref()),
        plan.name.clone().unwrap_or_default(),
        usd_cell(plan.price.as_ref()),
        usd_cell(plan.further_line_price.as_ref()),
        data(&plan),
        plan.most_lines.map(|most| most.to_string()).unwrap_or_default(),
        plan.label.unwrap_or_default(),
        targets,
        others(plan.raw),
    ]
}

/// The data of a plan, in Reach's own unit.
fn data(plan: &Plan) -> String {
    if plan.unlimited == Some(true) {
        return "unlimited".to_owned();
    }
    let unit = plan.data_unit.as_deref().unwrap_or_default();
    plan.data.as_ref().map(|data| format!("{data} {unit}").trim_end().to_owned()).unwrap_or_default()
}

/// A plan's second line: price, data and the FCC's label.
pub(super) fn plan_detail(plan: &Plan) -> String {
    let price = plan.price.as_ref().map(|price| format!("{} a month", usd(price)));
    let label = plan.label.as_ref().map(|label| format!("FCC label: {label}"));
    let parts = [price, Some(data(plan)).filter(|data| !data.is_empty()), label];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn offer_row(offer: Offer) -> Vec<String> {
    vec![
        offer.name.unwrap_or_default(),
        offer.coupon.unwrap_or_default(),
        usd_cell(offer.discount.as_ref()),
        offer.from.as_ref().map(date).unwrap_or_default(),
        offer.to.as_ref().map(date).unwrap_or_default(),
        offer.expired.map(yes).unwrap_or_default().to_owned(),
        others(offer.raw),
    ]
}

fn service_row(service: Service) -> Vec<String> {
    vec![
        code(service.code.as_ref()),
        service.name.unwrap_or_default(),
        service.kind.unwrap_or_default(),
        usd_cell(service.shipping.as_ref()),
        service.delivery_days.unwrap_or_default(),
        others(service.raw),
    ]
}

pub(super) async fn perform(asked: &Asked<'_>, ticket: Ticket) -> Answer<TaskOutcome> {
    match asked.task.id {
        "make_access_key" => {
            let pair = asked.reach.generate_access_key(ticket).await?;
            let secret = |label: &str, text: &str| (label.to_owned(), SecretText::new(text.to_owned()));
            Ok(TaskOutcome::with(TaskAnswer {
                note: Some("Enter both in the connection's settings; Reach shows them this once.".to_owned()),
                secrets: vec![secret("Key id", pair.id.expose()), secret("Secret key", pair.secret.expose())],
                ..TaskAnswer::default()
            }))
        }
        _ => Err(asked.unknown()),
    }
}
