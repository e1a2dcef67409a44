//! Tasks about customers and plans (Atomic contract 2, 3). Finding and reading a customer is `Customers`' business.

use domain::ability::Ability;
use domain::action::Ticket;
use domain::task::{FieldKind, ReadBack, Risk, Subject, Task, TaskField, TaskGroup};
use domain::time::ProviderTime;

use super::super::customers::facts;
use super::super::{Atomic, NewSubCustomer, ServicePlan, SubCustomer, operations as op};
use super::fact;
use crate::tasks::{AnswerTable, task};
use crate::{Answer, Inputs, Progress, TaskAnswer, TaskOutcome};

pub(super) const LIST_CUSTOMERS: Task = task(
    "list_customers",
    "Customers",
    "The customers of your account, as Atomic lists them; deleted ones may be among them.",
    &op::LIST_CUSTOMERS,
)
.about(Subject::Account, TaskGroup::Customer)
.ability(Ability::Groups)
.fields(&[TaskField::new("customer_name", "Name", FieldKind::Text { max: 200 })
    .optional()
    .hint("A part of it is enough; left empty, all are listed.")]);

pub(super) const ADD_CUSTOMER: Task = task(
    "add_customer",
    "Make a customer",
    "A new customer of your account, without a line; sending this twice makes two.",
    &op::CREATE_CUSTOMER,
)
.about(Subject::Account, TaskGroup::Customer)
.ability(Ability::AddGroup)
.fields(&[
    TaskField::new("customer_name", "Name", FieldKind::Text { max: 200 }),
    TaskField::new("nickname", "Short name", FieldKind::Text { max: 100 }),
    TaskField::new("abn", "Business number (ABN)", FieldKind::Text { max: 20 }).optional(),
    TaskField::new("addr_1", "Address", FieldKind::Text { max: 200 }),
    TaskField::new("addr_2", "Address, second line", FieldKind::Text { max: 200 }).optional(),
    TaskField::new("city", "Town", FieldKind::Text { max: 100 }).optional(),
    TaskField::new("region", "State", FieldKind::Text { max: 100 }).optional().hint("Such as Victoria."),
    TaskField::new("postcode", "Post code", FieldKind::Text { max: 20 }).hint("Such as 4000."),
    TaskField::new("country", "Country", FieldKind::Text { max: 100 }).hint("Its name, such as Australia."),
    TaskField::new("website", "Web site", FieldKind::Text { max: 200 }).optional(),
])
.read_back(ReadBack::Person("The list of customers: whether one of this name was made at that time."));

pub(super) const DELETE_CUSTOMER: Task = task(
    "delete_customer",
    "Delete the customer",
    "The customer is removed; what becomes of the customer's lines, and whether it can be undone, is not published.",
    &op::DELETE_CUSTOMER,
)
.about(Subject::Customer, TaskGroup::Customer)
.also(&[op::LIST_CUSTOMERS.id])
.risk(Risk::Cease)
.read_back(ReadBack::Order);

pub(super) const LIST_PLANS: Task =
    task("list_plans", "Plans", "The plans of your account, also those of other products.", &op::LIST_SERVICE_PLANS)
        .about(Subject::Account, TaskGroup::Orders)
        .ability(Ability::Catalogue);

impl Atomic {
    pub(super) async fn list_customers(&self, inputs: &Inputs) -> Answer<TaskAnswer> {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let time = |value: &Option<ProviderTime>| value.as_ref().map(|it| it.raw.clone()).unwrap_or_default();
        let row = |it: &SubCustomer| {
            vec![
                text(&it.name),
                text(&it.nickname),
                text(&it.city),
                text(&it.region),
                text(&it.account_number),
                text(&it.abn),
                time(&it.created),
                time(&it.deleted),
                it.id.clone(),
            ]
        };
        let columns = ["Name", "Short name", "Town", "State", "Account", "ABN", "Made", "Deleted", "Id"];
        let rows = self.customers(inputs.get("customer_name")).await?.iter().map(row).collect();
        Ok(TaskAnswer::table(AnswerTable::new("Customers", &columns, rows)))
    }

    pub(super) async fn list_plans(&self) -> Answer<TaskAnswer> {
        let row = |plan: &ServicePlan| {
            let kind = plan.kind.clone().unwrap_or_default();
            vec![plan.title().to_owned(), kind, plan.price_text().unwrap_or_default(), plan.id.clone()]
        };
        let rows = self.plans().await?.iter().map(row).collect();
        Ok(TaskAnswer::table(AnswerTable::new("Plans", &["Plan", "Type", "Price", "Id"], rows)))
    }

    pub(super) async fn add_customer(&self, inputs: &Inputs, ticket: Ticket) -> Answer<TaskOutcome> {
        let text = |name: &str| inputs.text(name).to_owned();
        let maybe = |name: &str| inputs.get(name).map(str::to_owned);
        let customer = NewSubCustomer {
            name: text("customer_name"),
            nickname: text("nickname"),
            addr_1: text("addr_1"),
            postcode: text("postcode"),
            country: text("country"),
            abn: maybe("abn"),
            addr_2: maybe("addr_2"),
            city: maybe("city"),
            region: maybe("region"),
            website: maybe("website"),
        };
        let made = self.create_customer(&customer, ticket).await?;
        let facts = fact("Name", made.name.clone()).into_iter().chain(facts(made)).collect();
        Ok(TaskOutcome::with(TaskAnswer::facts(facts)))
    }

    /// Whether a customer is deleted: it is listed with the time, or, which is not published, no longer listed.
    pub(super) async fn is_deleted(&self, id: &str) -> Answer<Progress> {
        let still_there = self.customers(None).await?.into_iter().any(|it| it.id == id && it.deleted.is_none());
        Ok(if still_there { Progress::NotBegun } else { Progress::Done })
    }
}
