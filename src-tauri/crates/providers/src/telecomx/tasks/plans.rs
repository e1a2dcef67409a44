//! Tasks about plans, extra data and what can be bought (TelecomX contract 4.7, 7).

use domain::ability::Ability;
use domain::action::Ticket;
use domain::line::RawField;
use domain::provider::{Evidence, ProviderKind};
use domain::task::{About, FieldKind, ReadBack, Subject, Task, TaskField, TaskGroup};
use serde_json::{Map, Number, Value};

use super::shared::{CUSTOMER, FILTER, FIND, STANDING, WORKING, at_field, on_account, owned, taken};
use super::show::{self, Facts};
use crate::tasks::{task, unknown_task};
use crate::telecomx::map::Product;
use crate::telecomx::operations::{
    BUY_DATA_TOP_UP, CREATE_PRODUCT, GET_ADDITIONAL_PRODUCT_PRICES, GET_MVNO_ACCOUNT, GET_PRODUCT, LIST_CUSTOMERS,
    LIST_PRODUCTS, LIST_SERVICE_CODES, UPDATE_MVNO_ACCOUNT,
};
use crate::telecomx::{PlanStart, ProductKind, ProductsQuery, Telecomx};
use crate::{Answer, Inputs, Progress, TaskAnswer, TaskOutcome};

pub(super) const TASKS: &[Task] =
    &[CHANGE_PLAN, CHANGE_PLAN_NEXT_MONTH, BUY_DATA, SHOW_ADD_ON_PRICES, LIST_ALL, SHOW_PRODUCT, CREATE, LIST_CODES];

/// No page says that this call changes a plan, nor under which name (contract 7.4).
const CHANGE_PLAN: Task = Task {
    evidence: Evidence::Inferred,
    ..task(
        "change_plan",
        "Change the plan",
        "The line gets another plan, presumably at once; TelecomX publishes neither the moment nor how the month is billed.",
        &UPDATE_MVNO_ACCOUNT,
    )
    .about(Subject::Line, TaskGroup::Plan)
    .ability(Ability::ChangePlan)
    .also(&[GET_MVNO_ACCOUNT.id, LIST_PRODUCTS.id, GET_PRODUCT.id])
    .stages(STANDING)
    .fields(&[TaskField::new("ratePlan", "New plan", FieldKind::Ask)])
    .read_back(ReadBack::Order)
};

const CHANGE_PLAN_NEXT_MONTH: Task = Task {
    evidence: Evidence::Inferred,
    ..task(
        "change_plan_next_month",
        "Change the plan from next month",
        "The line keeps its plan until the month ends and then gets another.",
        &UPDATE_MVNO_ACCOUNT,
    )
    .about(Subject::Line, TaskGroup::Plan)
    .ability(Ability::ChangePlan)
    .also(&[GET_MVNO_ACCOUNT.id, LIST_PRODUCTS.id, GET_PRODUCT.id])
    .stages(STANDING)
    .fields(&[TaskField::new("newRatePlan", "Plan from next month", FieldKind::Ask)])
    .read_back(ReadBack::Order)
};

/// The product to choose.
pub(super) const PRODUCT: &str = "productId";

const BUY_DATA: Task = task(
    "buy_data",
    "Buy extra data",
    "The line gets extra data for the rest of the month; doing it twice buys twice.",
    &BUY_DATA_TOP_UP,
)
.about(Subject::Line, TaskGroup::Plan)
.also(&[GET_MVNO_ACCOUNT.id, LIST_PRODUCTS.id, GET_PRODUCT.id])
.stages(WORKING)
.fields(&[TaskField::new(PRODUCT, "Extra data", FieldKind::Ask)])
.read_back(ReadBack::Person("Look whether the extra data is among the lines of the next invoice."));

const SHOW_ADD_ON_PRICES: Task = task(
    "show_add_on_prices",
    "Show prices of watch and data-sharing SIM",
    "What the two add-ons cost this customer.",
    &GET_ADDITIONAL_PRODUCT_PRICES,
)
.about(Subject::Line, TaskGroup::Plan);

const KIND: TaskField = TaskField::new(
    "type",
    "Kind",
    FieldKind::Choice {
        choices: &[
            ("MVNO_RATEPLAN", "Mobile plans"),
            ("MVNO_DATA_TOP_UP", "Extra data"),
            ("MVNO_ROW_ROAMING", "Roaming in the rest of the world"),
            ("SIP_RATEPLAN", "SIP plans"),
            ("NUMBER_RENT", "Rent of numbers"),
            ("EXTERNAL_LICENSE", "Licences of others"),
            ("DSL", "DSL"),
            ("FIBER", "Fibre"),
            ("DNS", "Name servers"),
            ("PBX_EXTENSION", "Extensions of telephone systems"),
            ("PBX_SIP_PHONE", "Phones of telephone systems"),
            ("PBX_USER", "Users of telephone systems"),
            ("OTHER", "Other"),
            ("ALL", "All"),
        ],
    },
);

const LIST_ALL: Task = task(
    "list_products",
    "List plans and products",
    "What the reseller sells, or what one customer can have, with prices.",
    &LIST_PRODUCTS,
)
.about(Subject::Account, TaskGroup::Orders)
.ability(Ability::Catalogue)
.also(&[LIST_CUSTOMERS.id])
.fields(&[
    KIND,
    FILTER.hint("Part of the product code or the name."),
    FIND,
    CUSTOMER.optional().hint("Only what this customer can have."),
    TaskField::new("all", "Also those not usable yet or any more", FieldKind::Switch).optional(),
    TaskField::new("master", "TelecomX's own instead of the reseller's", FieldKind::Switch).optional(),
]);

const SHOW_PRODUCT: Task =
    task("show_product", "Show a plan or product", "One product with all that TelecomX tells of it.", &GET_PRODUCT)
        .about(Subject::Account, TaskGroup::Orders)
        .also(&[LIST_PRODUCTS.id])
        .fields(&[KIND, TaskField::new(PRODUCT, "Product", FieldKind::Ask)]);

/// Nothing of the body is published; the names are those with which a product is read (contract 7.2, 7.6).
const CREATE: Task = Task {
    evidence: Evidence::Inferred,
    ..task(
        "create_product",
        "Make a product",
        "A product is made from one of TelecomX's; what TelecomX takes here is not published.",
        &CREATE_PRODUCT,
    )
    .about(Subject::Account, TaskGroup::Orders)
    .also(&[LIST_PRODUCTS.id])
    .fields(&[
        KIND.hint("Narrows down what it can be made from."),
        TaskField::new("inheritFrom", "Made from", FieldKind::Ask),
        TaskField::new("name", "Name", FieldKind::Text { max: 100 }),
        TaskField::new("productCode", "Product code", FieldKind::Text { max: 40 }).optional(),
        TaskField::new("price", "Customer's price in DKK", FieldKind::Money).optional(),
    ])
    .read_back(ReadBack::Person("Look whether the product is in the list of plans and products."))
};

const LIST_CODES: Task = task(
    "list_service_codes",
    "List network service codes",
    "The codes that plans are made of; only TelecomX's own staff may see them.",
    &LIST_SERVICE_CODES,
)
.about(Subject::Account, TaskGroup::Checks);

/// The products of a kind that a form or a list shows.
pub(super) async fn products_of(x: &Telecomx, inputs: &Inputs, master: bool) -> Answer<Vec<Product>> {
    let query = ProductsQuery {
        kind: inputs.get("type").and_then(ProductKind::of),
        all: inputs.is_on("all"),
        filter: owned(inputs, "filter"),
        reseller: None,
        customer: owned(inputs, "customer"),
        master: master || inputs.is_on("master"),
    };
    x.products(&query).await
}

/// A price with how often it is due: `119.00 DKK a month`.
pub(super) fn price(product: &Product) -> Option<String> {
    let often = match product.recurrence.as_deref() {
        Some("MONTHLY") => " a month",
        Some("QUARTERLY") => " a quarter",
        Some("YEARLY") => " a year",
        Some("NONE") => " once",
        _ => "",
    };
    product.price.map(|price| format!("{}{often}", show::money(price)))
}

fn facts(product: Product) -> Facts {
    let price = price(&product);
    Facts::default()
        .with("Name", product.name)
        .with("Code", product.code)
        .with("Kind", product.kind)
        .with("Price", price)
        .money("Reseller's price", product.wholesale)
        .money("TelecomX's cost", product.cost)
        .with("Unit", product.unit)
        .switch("Whole months are billed", product.full_month)
        .with("Usable from", product.start.as_ref().map(show::time))
        .with("Usable until", product.end.as_ref().map(show::time))
        .rest(product.raw)
}

pub(super) async fn estimate(x: &Telecomx, task: &Task, inputs: &Inputs) -> Answer<Vec<RawField>> {
    let chosen = match task.id {
        "change_plan" => inputs.get("ratePlan"),
        "change_plan_next_month" => inputs.get("newRatePlan"),
        "buy_data" => inputs.get(PRODUCT),
        _ => None,
    };
    let Some(chosen) = chosen else { return Ok(Vec::new()) };
    let product = x.product(chosen).await?;
    let price = price(&product);
    Ok(Facts::default().with("Price", price).money("Reseller's price", product.wholesale).fields())
}

pub(super) async fn look(x: &Telecomx, task: &Task, about: &About, inputs: &Inputs) -> Answer<TaskAnswer> {
    match task.id {
        "show_add_on_prices" => {
            let prices = x.add_on_prices(about.id()).await?;
            let facts = Facts::default()
                .money("Smartwatch", prices.smart_watch)
                .money("Data-sharing SIM", prices.data_sharing)
                .rest(prices.raw);
            Ok(facts.answer())
        }
        "list_products" => {
            let products = show::whole(products_of(x, inputs, false).await?);
            Ok(show::records("Plans and products", products, |product| facts(product).fields()))
        }
        "show_product" => Ok(facts(x.product(inputs.text(PRODUCT)).await?).answer()),
        "list_service_codes" => {
            let columns = ["Code", "What it is", "Minutes", "Data, MB", "Cost", "Cost of use"];
            Ok(show::table("Network service codes", &columns, show::whole(x.service_codes().await?), |code| {
                let steps = code.usage_costs.unwrap_or_default().into_iter().map(|step| {
                    format!("{} up to {}", show::cell(step.cost.map(show::money)), show::cell(step.threshold))
                });
                vec![
                    show::cell(code.id),
                    show::cell(code.description),
                    show::cell(code.minutes),
                    show::cell(code.data),
                    show::cell(code.cost.map(show::money)),
                    steps.collect::<Vec<_>>().join("; "),
                ]
            }))
        }
        id => Err(unknown_task(ProviderKind::Telecomx, id, about)),
    }
}

pub(super) async fn perform(
    x: &Telecomx,
    task: &Task,
    about: &About,
    inputs: &Inputs,
    ticket: Ticket,
) -> Answer<TaskOutcome> {
    let id = about.id();
    match task.id {
        "change_plan" => {
            x.change_plan(id, inputs.text("ratePlan"), PlanStart::Now, ticket).await?;
            Ok(taken(about))
        }
        "change_plan_next_month" => {
            x.change_plan(id, inputs.text("newRatePlan"), PlanStart::NextMonth, ticket).await?;
            Ok(taken(about))
        }
        "buy_data" => {
            let bought = x.buy_data(id, inputs.text(PRODUCT), ticket).await;
            bought.map_err(|error| at_field(error, &[("product", PRODUCT)]))?;
            Ok(TaskOutcome::done())
        }
        "create_product" => {
            let mut properties = Map::new();
            for name in ["inheritFrom", "name", "productCode"] {
                if let Some(text) = inputs.get(name) {
                    properties.insert(name.to_owned(), Value::from(text));
                }
            }
            if let Some(price) = inputs.whole::<f64>("price").and_then(Number::from_f64) {
                properties.insert("price".to_owned(), Value::Number(price));
            }
            Ok(TaskOutcome::with(TaskAnswer::facts(x.create_product(&properties, ticket).await?)))
        }
        id => Err(unknown_task(ProviderKind::Telecomx, id, about)),
    }
}

pub(super) async fn progress(
    x: &Telecomx,
    task: &Task,
    about: &About,
    inputs: &Inputs,
    reference: Option<&str>,
) -> Answer<Progress> {
    match task.id {
        "change_plan" => {
            let plan = inputs.get("ratePlan");
            on_account(x, about.id(), reference, |account| account.rate_plan.as_deref() == plan).await
        }
        "change_plan_next_month" => {
            let plan = inputs.get("newRatePlan");
            // When the month has ended, the plan is the line's own.
            let wanted = |account: &crate::telecomx::MobileAccount| {
                account.new_rate_plan.as_deref() == plan || account.rate_plan.as_deref() == plan
            };
            on_account(x, about.id(), reference, wanted).await
        }
        _ => Ok(Progress::NotTold),
    }
}
