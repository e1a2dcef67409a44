//! Tasks about what happened at TelecomX, and the finder over everything (TelecomX contract 3.1 and 11.2).

use domain::action::Ticket;
use domain::provider::Effect;
use domain::task::{About, Choice, FieldKind, ReadBack, Subject, Task, TaskField, TaskGroup};

use super::{MOST_CHOICES, RESELLER, or_none, records};
use crate::tasks::{AnswerTable, Inputs, TaskAnswer, TaskOutcome, task};
use crate::telecomx::map::{ChangeItem, SearchHit};
use crate::telecomx::operations as op;
use crate::telecomx::tasks::shared::{CUSTOMER, FIND, owned};
use crate::telecomx::tasks::show::{self, Facts, cell, time};
use crate::telecomx::{ChangeOrder, ChangesQuery, ItemOf, RecentChanges, SearchQuery, Telecomx, bad_input};
use crate::{Answer, StockItem};

/// Rows of a log that are shown; a feed may hold 10,000.
const MOST_ROWS: usize = 500;

const WHAT: FieldKind = FieldKind::Choice {
    choices: &[("CREATE", "Made"), ("UPDATE", "Changed"), ("DELETE", "Deleted"), ("OTHER", "Other")],
};

/// What an entry of a customer's log calls its values, and what people do.
const KNOWN: [(&str, &str); 6] = [
    ("when", "When"),
    ("employeeName", "Who"),
    ("where", "Section"),
    ("what", "What"),
    ("description", "In words"),
    ("_id", "Entry"),
];

pub(super) const OF_CUSTOMER: Task = task(
    "list_customer_changes",
    "Show the customer's log",
    "Shows what was changed at the customer and by whom, the newest first.",
    &op::LIST_CUSTOMER_CHANGES,
)
.also(&[op::LIST_CUSTOMER_SECTION_CHANGES.id, op::LIST_ITEM_CHANGES.id])
.about(Subject::Customer, TaskGroup::Account)
.fields(&[
    TaskField::new("section", "Section", FieldKind::Text { max: 60 })
        .optional()
        .hint("As the log writes it, such as Numbers."),
    TaskField::new("itemId", "Only of this", FieldKind::Text { max: 60 })
        .optional()
        .hint("TelecomX's id of the thing; needs its section."),
    TaskField::new("what", "Only", WHAT).optional(),
    TaskField::new("includeChanges", "With the values that changed", FieldKind::Switch).optional(),
    TaskField::new("offset", "Leave out the first", FieldKind::Whole { min: 0, max: 1_000_000 })
        .optional()
        .hint("How many; 500 are shown at a time."),
]);

pub(super) const ENTRY: Task = task(
    "show_change",
    "Show one entry of the log",
    "Shows who did it, when, and the values before and after where TelecomX has them.",
    &op::GET_CHANGE,
)
.also(&[op::LIST_CUSTOMER_CHANGES.id])
.about(Subject::Customer, TaskGroup::Account)
.fields(&[TaskField::new("id", "Entry", FieldKind::Ask)]);

pub(super) const RECENT: Task = task(
    "list_recent_changes",
    "Show what changed lately",
    "Shows where something was made, changed or deleted in the last five days.",
    &op::LIST_RECENT_CHANGES,
)
.also(&[op::LIST_CUSTOMERS.id])
.about(Subject::Account, TaskGroup::Account)
.fields(&[TaskField::new("date", "Since", FieldKind::Date).optional(), FIND, CUSTOMER.optional(), RESELLER]);

pub(super) const LIST: Task = task(
    "list_changes",
    "Show the list of changes",
    "Shows the changes nobody has taken off TelecomX's list; needs the feature CHANGELOG.",
    &op::LIST_CHANGES,
)
.effect(Effect::Read)
.also(&[op::LIST_CUSTOMERS.id])
.about(Subject::Account, TaskGroup::Account)
.fields(&[TaskField::new("since", "Since", FieldKind::Date).optional(), FIND, CUSTOMER.optional(), RESELLER]);

pub(super) const TAKE: Task = task(
    "take_changes",
    "Take the list of changes",
    "Shows the changes on TelecomX's list and deletes them there, so that nobody can read them on that list again.",
    &op::LIST_CHANGES,
)
.also(&[op::LIST_CUSTOMERS.id])
.about(Subject::Account, TaskGroup::Account)
.read_back(ReadBack::Person("Show the list of changes: what was taken is not on it any more."))
.fields(&[TaskField::new("since", "Since", FieldKind::Date).optional(), FIND, CUSTOMER.optional(), RESELLER]);

pub(super) const SEARCH: Task = task(
    "search_all",
    "Search all of TelecomX",
    "Finds customers, people, lines, numbers and port orders by name, address, number or code.",
    &op::SEARCH_ALL_BY_POST,
)
.about(Subject::Account, TaskGroup::Checks)
.fields(&[
    TaskField::new("query", "Search for", FieldKind::Text { max: 200 }),
    TaskField::new("includeDeleted", "Also deleted customers", FieldKind::Switch).optional(),
    TaskField::new("includeSubResellers", "Also those of resellers below", FieldKind::Switch).optional(),
]);

pub(super) async fn of_customer(client: &Telecomx, customer: &str, inputs: &Inputs) -> Answer<TaskAnswer> {
    let item = owned(inputs, "itemId");
    let of = match owned(inputs, "section") {
        Some(section) => Some(ItemOf { section, item }),
        None if item.is_some() => {
            return Err(bad_input(&op::LIST_ITEM_CHANGES, "section", "a thing is found in its section only"));
        }
        None => None,
    };
    let query = ChangesQuery {
        offset: inputs.whole("offset"),
        limit: Some(500),
        changes: inputs.is_on("includeChanges"),
        order: Some(ChangeOrder::NewestFirst),
        what: owned(inputs, "what"),
        ..ChangesQuery::default()
    };
    let page = client.customer_changes(customer, of.as_ref(), &query).await?;
    Ok(records("Log", page, &KNOWN))
}

/// The newest entries of the customer's log.
pub(super) async fn entry_choices(client: &Telecomx, about: &About) -> Answer<Vec<Choice>> {
    let query =
        ChangesQuery { limit: Some(MOST_CHOICES), order: Some(ChangeOrder::NewestFirst), ..ChangesQuery::default() };
    let page = client.customer_changes(about.id(), None, &query).await?;
    let choice = |item: StockItem| {
        let told = |name: &str| item.fields.iter().find(|field| field.name == name).map(|field| field.value.as_str());
        let said = ["when", "where", "what"].into_iter().filter_map(told).collect::<Vec<_>>().join(" ");
        let id = item.id.clone()?;
        let choice = Choice::new(id.clone(), if said.is_empty() { id } else { said });
        Some(match told("description") {
            Some(detail) => choice.detail(detail),
            None => choice,
        })
    };
    Ok(page.items.into_iter().filter_map(choice).collect())
}

pub(super) async fn entry(client: &Telecomx, inputs: &Inputs) -> Answer<TaskAnswer> {
    let change = client.change_entry(inputs.text("id")).await?;
    let facts = Facts::default()
        .with("When", change.when.as_ref().map(time))
        .with("Who", change.employee_name.or(change.employee))
        .with("Section", change.section)
        .with("What", change.what)
        .with("In words", change.description)
        .rest(change.raw);
    let mut answer = facts.answer();
    let rows = change.changes.unwrap_or_default().into_iter().map(|value| {
        let before = value.old_display.or(value.old_value).unwrap_or_default();
        vec![value.key.unwrap_or_default(), before, value.new_display.or(value.new_value).unwrap_or_default()]
    });
    let table = AnswerTable::new("Values", &["Name", "Before", "After"], rows.collect());
    answer.tables.extend((!table.rows.is_empty()).then_some(table));
    Ok(answer)
}

/// Since when and of whom, as a form gives it.
fn since(inputs: &Inputs, field: &str) -> RecentChanges {
    RecentChanges {
        since: inputs.get(field).map(|day| format!("{day}T00:00:00.000Z")),
        customer: owned(inputs, "customer"),
        reseller: owned(inputs, "reseller"),
    }
}

/// Changes as a list, the newest first; no more than `most` of them.
fn table(mut changes: Vec<ChangeItem>, most: usize) -> TaskAnswer {
    let at = |change: &ChangeItem| change.when.as_ref().map(|when| when.raw.clone());
    changes.sort_by_key(|change| std::cmp::Reverse(at(change)));
    let more = changes.len() > most;
    let row = |change: ChangeItem| {
        let when = change.when.as_ref().map(time);
        [when, change.section, change.what, change.item, change.customer, change.reseller].map(cell).to_vec()
    };
    let rows = changes.into_iter().take(most).map(row).collect();
    let columns = ["When", "Section", "What", "Of which", "Customer id", "Reseller id"];
    or_none(TaskAnswer::table(AnswerTable { more, ..AnswerTable::new("Changes", &columns, rows) }))
}

pub(super) async fn recent(client: &Telecomx, inputs: &Inputs) -> Answer<TaskAnswer> {
    Ok(table(client.recent_changes(&since(inputs, "date")).await?, MOST_ROWS))
}

pub(super) async fn list(client: &Telecomx, inputs: &Inputs) -> Answer<TaskAnswer> {
    Ok(table(client.changes(&since(inputs, "since")).await?, MOST_ROWS))
}

/// All of it: what is not shown now cannot be read again.
pub(super) async fn take(client: &Telecomx, inputs: &Inputs, ticket: Ticket) -> Answer<TaskOutcome> {
    Ok(TaskOutcome::with(table(client.take_changes(&since(inputs, "since"), ticket).await?, usize::MAX)))
}

pub(super) async fn search(client: &Telecomx, inputs: &Inputs) -> Answer<TaskAnswer> {
    let query = SearchQuery {
        words: inputs.text("query").to_owned(),
        limit: Some(MOST_CHOICES),
        deleted: inputs.is_on("includeDeleted"),
        sub_resellers: inputs.is_on("includeSubResellers"),
        ..SearchQuery::default()
    };
    let page = client.find(&query).await?;
    let row = |hit: SearchHit| {
        let more: Vec<String> = hit.raw.iter().map(|field| format!("{}: {}", field.name, field.value)).collect();
        let (name, customer) = (hit.name.or(hit.title), hit.customer_name.or(hit.customer));
        let id = hit.id.or(hit.other_id);
        [hit.kind, name, hit.number, customer, Some(more.join(", ")), id].map(cell).to_vec()
    };
    let columns = ["Kind", "Name", "Number", "Customer", "More", "Id"];
    Ok(or_none(show::table("Found", &columns, page, row)))
}

#[cfg(test)]
mod tests {
    use domain::time::ProviderTime;

    use super::*;

    fn change(when: &str) -> ChangeItem {
        ChangeItem { when: Some(ProviderTime { raw: when.to_owned(), iso: None }), ..ChangeItem::default() }
    }

    #[test]
    fn changes_are_listed_newest_first_and_told_to_be_more() {
        let changes = || vec![change("2025-01-01"), change("2025-01-03"), change("2025-01-02")];
        let answer = table(changes(), 2);
        let days: Vec<&str> = answer.tables[0].rows.iter().map(|row| row[0].as_str()).collect();
        assert_eq!((days, answer.tables[0].more), (vec!["2025-01-03", "2025-01-02"], true));
        let all = table(changes(), usize::MAX);
        assert_eq!((all.tables[0].rows.len(), all.tables[0].more), (3, false));
        assert_eq!(table(Vec::new(), 2).note.as_deref(), Some("TelecomX has none of these."));
    }

    #[test]
    fn a_day_is_sent_as_its_first_moment() {
        let mut inputs = Inputs::default();
        inputs.put("since", "2026-11-21".to_owned());
        assert_eq!(since(&inputs, "since").since.as_deref(), Some("2026-11-21T00:00:00.000Z"));
        assert_eq!(since(&inputs, "date").since, None);
    }
}
