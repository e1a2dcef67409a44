//! Tasks about invoices and what the next one will hold (TelecomX contract 11.7).

use domain::ability::Ability;
use domain::task::{About, Choice, FieldKind, Subject, Task, TaskField, TaskGroup};

use super::{MOST_CHOICES, RESELLER, or_none, records};
use crate::Answer;
use crate::tasks::{AnswerFile, Inputs, TaskAnswer, task};
use crate::telecomx::map::InvoiceLine;
use crate::telecomx::operations as op;
use crate::telecomx::tasks::shared::{CUSTOMER, FIND, owned};
use crate::telecomx::tasks::show::{self, Facts, cell, money};
use crate::telecomx::{CurrentInvoiceQuery, InvoicesQuery, Telecomx};

const AS_FILE: TaskField = TaskField::new("csv", "As a CSV file", FieldKind::Switch).optional();

const OFFSET: TaskField = TaskField::new("offset", "Leave out the first", FieldKind::Whole { min: 0, max: 1_000_000 })
    .optional()
    .hint("How many; 500 are shown at a time.");

const LICENCES: TaskField = TaskField::new("externalLicenses", "Licences of others", FieldKind::Text { max: 40 })
    .optional()
    .hint("Sent as it is; TelecomX does not publish the words.");

const EXPAND: TaskField = TaskField::new("expand", "Expand", FieldKind::Text { max: 40 })
    .optional()
    .hint("Sent as it is; TelecomX does not publish the words.");

/// What an invoice may call its values, and what people do: the shape is not published.
const KNOWN: [(&str, &str); 7] = [
    ("invoiceNumber", "Invoice"),
    ("number", "Invoice"),
    ("date", "Date"),
    ("total", "Total"),
    ("currency", "Currency"),
    ("customerName", "Customer"),
    ("customer", "Customer id"),
];

pub(super) const LIST: Task = task(
    "list_invoices",
    "List invoices",
    "Shows the invoices of every customer you can reach, or of one of them.",
    &op::LIST_INVOICES,
)
.also(&[op::LIST_CUSTOMERS.id])
.about(Subject::Account, TaskGroup::Billing)
.ability(Ability::Billing)
.fields(&[FIND, CUSTOMER.optional(), AS_FILE, OFFSET, RESELLER, LICENCES, EXPAND]);

pub(super) const OF_CUSTOMER: Task = task(
    "list_customer_invoices",
    "List the customer's invoices",
    "Shows what the customer has been billed.",
    &op::LIST_INVOICES,
)
.about(Subject::Customer, TaskGroup::Billing)
.ability(Ability::Billing)
.fields(&[AS_FILE, OFFSET, LICENCES, EXPAND]);

pub(super) const NEXT: Task = task(
    "show_next_invoices",
    "Show the next invoices",
    "Shows what the next invoices will hold so far.",
    &op::LIST_CURRENT_INVOICE_LINES,
)
.also(&[op::LIST_CUSTOMERS.id])
.about(Subject::Account, TaskGroup::Billing)
.fields(&[FIND, CUSTOMER.optional(), LICENCES]);

pub(super) const NEXT_OF_CUSTOMER: Task = task(
    "show_next_invoice",
    "Show the customer's next invoice",
    "Shows what the customer's next invoice will hold so far.",
    &op::LIST_CURRENT_INVOICE_LINES,
)
.about(Subject::Customer, TaskGroup::Billing)
.fields(&[LICENCES]);

pub(super) const NEXT_LINE: Task = task(
    "show_invoice_line",
    "Show one line of the next invoice",
    "Shows all that TelecomX tells of one thing on the customer's next invoice.",
    &op::GET_CURRENT_INVOICE_LINE,
)
.also(&[op::LIST_CURRENT_INVOICE_LINES.id])
.about(Subject::Customer, TaskGroup::Billing)
.fields(&[TaskField::new("id", "Line", FieldKind::Ask), LICENCES]);

pub(super) async fn list(client: &Telecomx, customer: Option<&str>, inputs: &Inputs) -> Answer<TaskAnswer> {
    let query = InvoicesQuery {
        customer: customer.map(str::to_owned),
        external_licenses: owned(inputs, "externalLicenses"),
        offset: inputs.whole("offset"),
        limit: Some(500),
        reseller: owned(inputs, "reseller"),
        expand: owned(inputs, "expand"),
    };
    if inputs.is_on("csv") {
        let file = Some(AnswerFile { name: "invoices.csv".to_owned(), bytes: client.invoices_csv(&query).await? });
        return Ok(TaskAnswer { file, ..TaskAnswer::default() });
    }
    let page = client.invoices(&query).await?;
    Ok(records("Invoices", page, &KNOWN))
}

async fn lines(client: &Telecomx, customer: Option<&str>, licences: Option<String>) -> Answer<Vec<InvoiceLine>> {
    let query = CurrentInvoiceQuery { customer: customer.map(str::to_owned), external_licenses: licences };
    client.current_invoice(&query).await
}

pub(super) async fn next(client: &Telecomx, customer: Option<&str>, inputs: &Inputs) -> Answer<TaskAnswer> {
    let lines = lines(client, customer, owned(inputs, "externalLicenses")).await?;
    let row = |line: InvoiceLine| {
        vec![
            cell(line.name.or_else(|| line.product.and_then(|product| product.name))),
            cell(line.description),
            cell(line.units),
            cell(line.unit_price.map(money)),
            cell(line.unit_wholesale.map(money)),
            cell(line.customer),
            cell(line.id),
        ]
    };
    let columns = ["What", "For", "How many", "Price of one", "Wholesale price of one", "Customer id", "Line"];
    Ok(or_none(show::table("Next invoice", &columns, show::whole(lines), row)))
}

/// The lines of the customer's next invoice.
pub(super) async fn line_choices(client: &Telecomx, about: &About) -> Answer<Vec<Choice>> {
    let lines = lines(client, Some(about.id()), None).await?;
    let choice = |line: InvoiceLine| {
        let id = line.id?;
        let choice = Choice::new(id.clone(), line.name.unwrap_or(id));
        Some(match line.description {
            Some(detail) => choice.detail(detail),
            None => choice,
        })
    };
    Ok(lines.into_iter().filter_map(choice).take(MOST_CHOICES as usize).collect())
}

pub(super) async fn line(client: &Telecomx, inputs: &Inputs) -> Answer<TaskAnswer> {
    let line = client.current_invoice_line(inputs.text("id"), inputs.get("externalLicenses")).await?;
    let product = line.product.unwrap_or_default();
    let facts = Facts::default()
        .with("What", line.name)
        .with("For", line.description)
        .with("How many", line.units)
        .money("Price of one", line.unit_price)
        .money("Wholesale price of one", line.unit_wholesale)
        .money("Cost of one", line.unit_cost)
        .with("Product", product.name)
        .with("Code of the product", product.code)
        .with("Type of the product", product.kind)
        .with("Counted in", product.unit)
        .with("Billed", product.recurrence)
        .with("Customer id", line.customer)
        .rest(line.raw);
    Ok(facts.answer())
}
