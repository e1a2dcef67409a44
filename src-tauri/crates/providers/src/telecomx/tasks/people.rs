//! Tasks about customers: finding, changing, blocking, who pays, what they have (TelecomX contract 3, 11.4). Addresses
//! are in `addresses`.

use domain::ability::Ability;
use domain::action::Ticket;
use domain::provider::ProviderKind;
use domain::secret::SecretText;
use domain::task::{About, FieldKind, ReadBack, Risk, Subject, Task, TaskField, TaskGroup};

use super::shared::{FILTER, FIND, owned, seen};
use super::show::{self, Facts};
use crate::tasks::{task, unknown_task};
use crate::telecomx::map::{Counts, CustomerOverview};
use crate::telecomx::operations::{
    ADD_BILLING_CUSTOMER, CHECK_DOCUMENT_ACCESS, GET_CUSTOMER, GET_CUSTOMER_OVERVIEW, LIST_BILLING_CUSTOMERS,
    LIST_CALL_NOTIFIERS, LIST_CUSTOMERS, LIST_PARENT_RESELLERS, UPDATE_CUSTOMER,
};
use crate::telecomx::{AccountState, CustomerEdit, CustomersQuery, Telecomx};
use crate::{Answer, Inputs, Progress, TaskAnswer, TaskOutcome};

pub(super) const TASKS: &[Task] =
    &[LIST, OVERVIEW, EDIT, SUSPEND, RESUME, CHANGE_RESELLER, BILLING, ADD_BILLING, NOTIFIERS, DOCUMENT];

const LIST: Task = task(
    "list_customers",
    "List customers",
    "The customers of the reseller and of the resellers below it.",
    &LIST_CUSTOMERS,
)
.about(Subject::Account, TaskGroup::Customer)
.ability(Ability::Groups)
.fields(&[
    FILTER.hint("Part of a name, an e-mail address or a number."),
    TaskField::new("resellers", "Resellers only", FieldKind::Switch).optional(),
    TaskField::new("includeDeleted", "Also deleted ones", FieldKind::Switch).optional(),
]);

const OVERVIEW: Task = task(
    "show_overview",
    "Show what the customer has",
    "Lines, numbers and users counted, with the limits of use.",
    &GET_CUSTOMER_OVERVIEW,
)
.about(Subject::Customer, TaskGroup::Customer);

const EDIT: Task = task(
    "edit_owner",
    "Edit the customer",
    "Name, contact and notes as TelecomX keeps them; what is left empty stays as it is.",
    &UPDATE_CUSTOMER,
)
.about(Subject::Customer, TaskGroup::Customer)
.ability(Ability::EditOwner)
.also(&[GET_CUSTOMER.id])
.risk(Risk::Owner)
.fields(&[
    TaskField::new("name", "Name", FieldKind::Text { max: 200 }).optional(),
    TaskField::new("emailAddress", "E-mail", FieldKind::Email).optional(),
    TaskField::new("phoneNumber", "Telephone", FieldKind::Number).optional(),
    TaskField::new("faxNumber", "Fax", FieldKind::Number).optional(),
    TaskField::new("website", "Web site", FieldKind::Text { max: 200 }).optional(),
    TaskField::new("notes", "Notes", FieldKind::Lines { max: 4000 })
        .hint("Seen by the reseller only; takes the place of the old notes.")
        .optional(),
])
.read_back(ReadBack::Order)
.undo("Edit the customer again.");

const SUSPEND: Task = task(
    "suspend_customer",
    "Block the customer",
    "All services of this customer stop, every line of theirs among them, until the customer is unblocked.",
    &UPDATE_CUSTOMER,
)
.about(Subject::Customer, TaskGroup::Customer)
.also(&[GET_CUSTOMER.id])
.risk(Risk::Suspend)
.read_back(ReadBack::Order)
.undo("Unblock the customer.");

const RESUME: Task =
    task("resume_customer", "Unblock the customer", "The services of this customer work again.", &UPDATE_CUSTOMER)
        .about(Subject::Customer, TaskGroup::Customer)
        .also(&[GET_CUSTOMER.id])
        .read_back(ReadBack::Order)
        .undo("Block the customer.");

const CHANGE_RESELLER: Task = task(
    "change_reseller",
    "Move the customer to another reseller",
    "The other reseller looks after the customer from now on; this one may no longer see them.",
    &UPDATE_CUSTOMER,
)
.about(Subject::Customer, TaskGroup::Customer)
.also(&[GET_CUSTOMER.id, LIST_PARENT_RESELLERS.id])
.risk(Risk::Owner)
.fields(&[TaskField::new("parentReseller", "Reseller", FieldKind::Ask)])
.read_back(ReadBack::Order);

const BILLING: Task = task(
    "list_billing_customers",
    "List who is billed",
    "The customers that are billed for this one.",
    &LIST_BILLING_CUSTOMERS,
)
.about(Subject::Customer, TaskGroup::Billing);

const ADD_BILLING: Task = task(
    "add_billing_customer",
    "Add who is billed",
    "Another customer is billed for this one; TelecomX publishes no way to take it back.",
    &ADD_BILLING_CUSTOMER,
)
.about(Subject::Customer, TaskGroup::Billing)
.also(&[LIST_BILLING_CUSTOMERS.id, LIST_CUSTOMERS.id])
.risk(Risk::Money)
.fields(&[FIND, TaskField::new("billingCustomerId", "Who is billed", FieldKind::Ask)])
.read_back(ReadBack::Order);

const NOTIFIERS: Task = task(
    "list_call_notifiers",
    "List who is told of calls",
    "The addresses to which TelecomX reports this customer's calls.",
    &LIST_CALL_NOTIFIERS,
)
.about(Subject::Customer, TaskGroup::Services);

const DOCUMENT: Task = task(
    "check_document_access",
    "Check access to a document",
    "Tells whether this connection's user may see a document of the customer.",
    &CHECK_DOCUMENT_ACCESS,
)
.about(Subject::Customer, TaskGroup::Checks)
.fields(&[TaskField::new("docId", "Id of the document", FieldKind::Text { max: 64 })]);

/// Customers that one list shows.
pub(super) const SHOWN: u32 = 200;

pub(super) async fn look(x: &Telecomx, task: &Task, about: &About, inputs: &Inputs) -> Answer<TaskAnswer> {
    let id = about.id();
    match task.id {
        "list_customers" => {
            let query = CustomersQuery {
                limit: Some(SHOWN),
                filter: owned(inputs, "filter"),
                deleted: inputs.is_on("includeDeleted"),
                sub_resellers: true,
                resellers: inputs.is_on("resellers"),
                ..CustomersQuery::default()
            };
            let columns = ["Name", "State", "E-mail", "Telephone", "Id"];
            Ok(show::table("Customers", &columns, x.customers(&query).await?, |customer| {
                vec![
                    show::cell(customer.name),
                    show::cell(customer.state),
                    show::cell(customer.email),
                    show::cell(customer.phone_number),
                    show::cell(customer.id),
                ]
            }))
        }
        "show_overview" => Ok(overview(x.customer_overview(id).await?).answer()),
        "list_billing_customers" => {
            let columns = ["Name", "E-mail", "Telephone", "VAT number", "Reseller", "Id"];
            let customers = show::whole(x.billing_customers(id).await?);
            let answer = show::table("Who is billed", &columns, customers, |customer| {
                vec![
                    show::cell(customer.name),
                    show::cell(customer.email),
                    show::cell(customer.phone_number),
                    show::cell(customer.finance.and_then(|finance| finance.vat_number)),
                    show::switch(customer.is_reseller),
                    show::cell(customer.id.or(customer.other_id)),
                ]
            });
            let none = answer.tables.iter().all(|table| table.rows.is_empty());
            let note = none.then(|| "Nobody else is billed for this customer.".to_owned());
            Ok(TaskAnswer { note, ..answer })
        }
        "list_call_notifiers" => {
            // An address may hold credentials of its own: shown only when someone asks for it.
            let mut secrets = Vec::new();
            let mut rows = Vec::new();
            for (index, notifier) in x.call_notifiers(id).await?.into_iter().enumerate() {
                let name = format!("Address {}", index + 1);
                rows.push(vec![name.clone(), show::cell(notifier.method), show::cell(notifier.selection)]);
                secrets.extend(notifier.url.map(|url| (name, SecretText::new(url))));
            }
            let answer =
                show::table("Told of calls", &["Address", "How", "Of which calls"], show::whole(rows), |row| row);
            Ok(TaskAnswer { secrets, ..answer })
        }
        "check_document_access" => {
            x.check_document_access(id, inputs.text("docId")).await?;
            let note = Some("This connection's user may see the document.".to_owned());
            Ok(TaskAnswer { note, ..TaskAnswer::default() })
        }
        id => Err(unknown_task(ProviderKind::Telecomx, id, about)),
    }
}

fn overview(overview: CustomerOverview) -> Facts {
    let total = |counts: &Option<Counts>| counts.as_ref().and_then(|counts| counts.total);
    let disabled = |counts: &Option<Counts>| counts.as_ref().and_then(|counts| counts.disabled);
    let numbers = overview.numbers.unwrap_or_default();
    Facts::default()
        .switch("Switched off", overview.disabled)
        .switch("Reseller", overview.is_reseller)
        .with("Mobile lines", total(&overview.mvno_accounts))
        .with("Mobile lines switched off", disabled(&overview.mvno_accounts))
        .with("SIP accounts", total(&overview.sip_accounts))
        .with("SIP accounts switched off", disabled(&overview.sip_accounts))
        .with("SIP accounts not connected", overview.sip_accounts.as_ref().and_then(|counts| counts.down))
        .with("Numbers", numbers.total)
        .with("Mobile numbers", numbers.mvno)
        .with("SIP numbers", numbers.sip)
        .with("International numbers", numbers.international)
        .with("Numbers in the directory", numbers.listed)
        .with("Numbers being ported", numbers.porting)
        .with("Portal users", total(&overview.employees))
        .with("Portal users switched off", disabled(&overview.employees))
        .money("Most that mobile lines may use a month", overview.mvno_usage_limit)
        .money("Most that SIP accounts may use a month", overview.sip_usage_limit)
        .with("Most calls at a time", overview.sip_channel_limit)
        .with("Features", overview.features.map(|features| features.join(", ")))
        .rest(overview.raw)
}

/// What a task changes of a customer.
fn edit(task: &Task, inputs: &Inputs) -> CustomerEdit {
    let state = match task.id {
        "suspend_customer" => Some(AccountState::Blocked),
        "resume_customer" => Some(AccountState::Active),
        _ => None,
    };
    CustomerEdit {
        name: owned(inputs, "name"),
        phone_number: owned(inputs, "phoneNumber"),
        email: owned(inputs, "emailAddress"),
        fax_number: owned(inputs, "faxNumber"),
        website: owned(inputs, "website"),
        notes: owned(inputs, "notes"),
        state,
        parent_reseller: owned(inputs, "parentReseller"),
        addresses: None,
    }
}

pub(super) async fn perform(
    x: &Telecomx,
    task: &Task,
    about: &About,
    inputs: &Inputs,
    ticket: Ticket,
) -> Answer<TaskOutcome> {
    match task.id {
        "edit_owner" | "suspend_customer" | "resume_customer" | "change_reseller" => {
            x.change_customer(about.id(), &edit(task, inputs), ticket).await?;
        }
        "add_billing_customer" => {
            x.add_billing_customer(about.id(), inputs.text("billingCustomerId"), ticket).await?;
        }
        id => return Err(unknown_task(ProviderKind::Telecomx, id, about)),
    }
    Ok(TaskOutcome::done())
}

pub(super) async fn progress(
    x: &Telecomx,
    task: &Task,
    about: &About,
    inputs: &Inputs,
    reference: Option<&str>,
) -> Answer<Progress> {
    if task.id == "add_billing_customer" {
        let wanted = inputs.get("billingCustomerId");
        let billed = x.billing_customers(about.id()).await?;
        let there = billed.iter().any(|one| one.id.as_deref().or(one.other_id.as_deref()) == wanted);
        return Ok(seen(there, reference, None));
    }
    let wanted = edit(task, inputs);
    let now = x.customer(about.id()).await?;
    let state = wanted.state.map(|state| match state {
        AccountState::Active => "ACTIVE".to_owned(),
        AccountState::Blocked => "BLOCKED".to_owned(),
    });
    let pairs = [
        (wanted.name, now.name),
        (wanted.phone_number, now.phone_number),
        (wanted.email, now.email),
        (wanted.fax_number, now.fax_number),
        (wanted.website, now.website),
        (wanted.notes, now.notes),
        (state, now.state.clone()),
        (wanted.parent_reseller, now.parent_reseller),
    ];
    let all = pairs.into_iter().all(|(wanted, now)| wanted.is_none() || wanted == now);
    Ok(seen(all, reference, now.state))
}
