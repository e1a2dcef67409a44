//! Bills and invoices of a customer (Reach contract 41 to 46).

use domain::ability::Ability;
use domain::action::Ticket;
use domain::line::RawField;
use domain::task::{FieldKind, ReadBack, Subject, Task, TaskField, TaskGroup};

use super::asked::{Asked, not_sent};
use super::fields::{BILL, PAYS};
use super::show::{self, Facts, date, done, usd_cell};
use crate::reach::operations as op;
use crate::reach::{Bill, BillId, CardId, InvoiceEmail, Payment};
use crate::tasks::task;
use crate::{Answer, TaskAnswer, TaskOutcome};

const LIST_BILLS: Task = task(
    "list_bills",
    "Show the bills",
    "The customer's bills, each with Reach's word for how it stands.",
    &op::LIST_BILLS,
)
.about(Subject::Line, TaskGroup::Billing)
.ability(Ability::Billing);

const SHOW_BILL: Task = task("show_bill", "Show one bill", "What a bill is made of.", &op::GET_BILL)
    .about(Subject::Line, TaskGroup::Billing)
    .also(&["listBills"])
    .fields(&[BILL]);

const PAY_BILL: Task =
    task("pay_bill", "Pay a bill", "Charges the whole bill to one of the customer's stored cards.", &op::PAY_BILL)
        .about(Subject::Line, TaskGroup::Billing)
        .also(&["listBills", "listCards"])
        .fields(&[BILL, PAYS])
        .read_back(ReadBack::Person("\u{201c}Show the bills\u{201d}: how the bill stands, and the card's charges."));

const LIST_INVOICES: Task =
    task("list_invoices", "Show the invoices", "The customer's past invoices.", &op::LIST_INVOICES)
        .about(Subject::Line, TaskGroup::Billing);

const OPEN_INVOICE: Task = task(
    "open_invoice",
    "Open an invoice",
    "Gives an address of the invoice's PDF that works for a while.",
    &op::GENERATE_INVOICE_LINK,
)
.about(Subject::Line, TaskGroup::Billing)
.also(&["listBills"])
.fields(&[BILL]);

const EMAIL_INVOICE: Task =
    task("email_invoice", "E-mail an invoice", "Reach sends the invoice of a bill by e-mail.", &op::EMAIL_INVOICE)
        .about(Subject::Line, TaskGroup::Billing)
        .also(&["listBills"])
        .fields(&[
            BILL,
            TaskField::new("email", "To", FieldKind::Email)
                .optional()
                .hint("Left empty, Reach takes the customer's address."),
        ])
        .read_back(ReadBack::Person("The customer says whether the invoice has come."));

pub(super) const TASKS: &[Task] = &[LIST_BILLS, SHOW_BILL, PAY_BILL, LIST_INVOICES, OPEN_INVOICE, EMAIL_INVOICE];

pub(super) async fn look(asked: &Asked<'_>) -> Answer<TaskAnswer> {
    let (reach, customer) = (asked.reach, asked.customer());
    match asked.task.id {
        "list_bills" => {
            let row = |bill: Bill| {
                let id = bill.id.map(|id| id.as_str().to_owned()).unwrap_or_default();
                let due = bill.due.as_ref().map(date).unwrap_or_default();
                vec![id, usd_cell(bill.amount.as_ref()), due, bill.status.unwrap_or_default(), others(bill.raw)]
            };
            let rows = reach.bills(&customer).await?.into_iter().map(row).collect();
            Ok(show::table("Bills", &["Bill", "Amount", "Due", "Reach's word", "Else"], rows))
        }
        "show_bill" => Ok(show::tree("Items", reach.bill(&BillId::new(asked.text("billId"))).await?)),
        "list_invoices" => {
            let rows = reach.invoices(&customer).await?.into_iter().map(|invoice| {
                let bill = invoice.bill.map(|bill| bill.as_str().to_owned()).unwrap_or_default();
                let made = invoice.date.as_ref().map(date).unwrap_or_default();
                vec![invoice.id.unwrap_or_default(), bill, made, usd_cell(invoice.amount.as_ref()), others(invoice.raw)]
            });
            Ok(show::table("Invoices", &["Invoice", "Bill", "Made", "Amount", "Else"], rows.collect()))
        }
        "open_invoice" => {
            let link = reach.invoice_link(&customer, &BillId::new(asked.text("billId"))).await?;
            let mut answer = TaskAnswer::facts(Facts::default().time("Works until", link.expires.as_ref()).fields());
            answer.link = Some(link.url);
            Ok(answer)
        }
        _ => Err(asked.unknown()),
    }
}

/// What had no column of its own.
pub(super) fn others(raw: Vec<RawField>) -> String {
    raw.into_iter().map(|field| format!("{}: {}", field.name, field.value)).collect::<Vec<_>>().join("; ")
}

pub(super) async fn perform(asked: &Asked<'_>, ticket: Ticket) -> Answer<TaskOutcome> {
    let (reach, customer) = (asked.reach, asked.customer());
    let bill = BillId::new(asked.text("billId"));
    match asked.task.id {
        "pay_bill" => {
            // Exactly the figure that the bill has now.
            let amount = owed(asked).await.map_err(not_sent)?.amount;
            let payment = Payment { customer, bill, card: CardId::new(asked.text("ccUUID")), amount };
            reach.pay_bill(&payment, ticket).await.map(done)
        }
        "email_invoice" => {
            let invoice = InvoiceEmail { customer, bill, email: asked.typed("email") };
            reach.email_invoice(&invoice, ticket).await.map(done)
        }
        _ => Err(asked.unknown()),
    }
}

/// What the bill amounts to.
pub(super) async fn estimate(asked: &Asked<'_>) -> Answer<Vec<RawField>> {
    if asked.task.id != "pay_bill" {
        return Ok(Vec::new());
    }
    let bill = owed(asked).await?;
    let facts = Facts::default().dollars("Charged now", bill.amount.as_ref()).time("Due", bill.due.as_ref());
    Ok(facts.text("Reach's word for the bill", bill.status).fields())
}

async fn owed(asked: &Asked<'_>) -> Answer<Bill> {
    let wanted = asked.text("billId");
    let bills = asked.reach.bills(&asked.customer()).await?;
    let bill = bills.into_iter().find(|bill| bill.id.as_ref().is_some_and(|id| id.as_str() == wanted));
    bill.ok_or_else(|| asked.refused("billId", "the customer has no such bill"))
}
