//! Tasks about numbers and about who holds them (TelecomX contract 6.13 and 8).

use domain::ability::Ability;
use domain::action::Ticket;
use domain::task::{Choice, FieldKind, ReadBack, Subject, Task, TaskField, TaskGroup};
use serde_json::{Map, Value};

use super::{Compared, MOST_CHOICES, or_none, records, unproved};
use crate::Answer;
use crate::tasks::{Inputs, Progress, TaskAnswer, TaskOutcome, task};
use crate::telecomx::map::{NumberRecord, Operator};
use crate::telecomx::operations as op;
use crate::telecomx::tasks::shared::{CUSTOMER, FIND, YES_NO, owned, yes_or_no};
use crate::telecomx::tasks::show::{self, Facts, cell, time};
use crate::telecomx::{NumberEdit, NumberList, NumbersQuery, Telecomx, bad_input};

const LISTS: FieldKind = FieldKind::Choice {
    choices: &[
        ("SIP_AVAILABLE", "The customer's free numbers for SIP"),
        ("SIP_PURCHASE", "Numbers for SIP that can be bought"),
        ("MVNO_AVAILABLE", "The customer's free mobile numbers"),
        ("MVNO_AVAILABLE_TELENOR", "The customer's free mobile numbers, Telenor"),
        ("MVNO_AVAILABLE_TDC", "The customer's free mobile numbers, TDC"),
        ("MVNO_PURCHASE", "Mobile numbers that can be bought"),
        ("MVNO_PURCHASE_TELENOR", "Mobile numbers that can be bought, Telenor"),
        ("MVNO_PURCHASE_TDC", "Mobile numbers that can be bought, TDC"),
        ("CUSTOMER_ALL", "All of the customer"),
        ("PRE_RESERVED", "Held for later"),
        ("PORTING", "Of one port order"),
        ("VOICE_ACCOUNT", "Of one line"),
        ("ADMIN", "Everything; for TelecomX's own staff"),
    ],
};

const NUMBER: TaskField = TaskField::new("numberId", "Number", FieldKind::Number);

/// What a number's record calls its values, and what people do.
const KNOWN: [(&str, &str); 10] = [
    ("_id", "Number"),
    ("number", "Number"),
    ("state", "State"),
    ("type", "Type"),
    ("name", "Name"),
    ("customer", "Customer"),
    ("voiceAccount", "Line"),
    ("employee", "Employee"),
    ("listed", "In the directory"),
    ("price", "Price"),
];

pub(super) const LIST: Task = task(
    "list_numbers",
    "List numbers",
    "Shows the numbers of one of TelecomX's lists: free ones, ones that can be bought, or those of a customer.",
    &op::LIST_NUMBERS,
)
.also(&[op::LIST_CUSTOMERS.id])
.about(Subject::Account, TaskGroup::Stock)
.ability(Ability::NumberStock)
.fields(&[
    TaskField::new("list", "List", LISTS),
    FIND,
    CUSTOMER.optional().hint("Left empty, your own."),
    TaskField::new("filter", "Number", FieldKind::Text { max: 20 }).optional().hint("A part of the number is enough."),
    TaskField::new("porting", "Port order", FieldKind::Text { max: 24 })
        .optional()
        .hint("TelecomX's id of it, 24 of 0-9 and a-f.")
        .only_if("list", &["PORTING", "ADMIN"]),
    TaskField::new("voiceAccount", "Line", FieldKind::Text { max: 24 })
        .optional()
        .hint("TelecomX's id of it, 24 of 0-9 and a-f.")
        .only_if("list", &["VOICE_ACCOUNT", "ADMIN"]),
    TaskField::new("employee", "Employee", FieldKind::Text { max: 24 })
        .optional()
        .hint("TelecomX's id of the person, 24 of 0-9 and a-f."),
]);

pub(super) const READ: Task = task(
    "show_number",
    "Look up one of our numbers",
    "Shows the number's state, on which line and at which customer it is, and its port order.",
    &op::GET_NUMBER,
)
.about(Subject::Account, TaskGroup::Stock)
.fields(&[NUMBER]);

pub(super) const ASSIGN: Task = task(
    "assign_number",
    "Buy a number for a customer",
    "The customer has the number from now on, not yet in use; a number of a series brings the whole series.",
    &op::ASSIGN_NUMBER,
)
.also(&[op::LIST_CUSTOMERS.id, op::GET_NUMBER.id])
.about(Subject::Account, TaskGroup::Stock)
.read_back(ReadBack::Order)
.fields(&[NUMBER, FIND, CUSTOMER]);

pub(super) const HOLD: Task = task(
    "hold_number",
    "Hold a number for 14 days",
    "Nobody else can take the number while it is held.",
    &op::PRE_RESERVE_NUMBER,
)
.also(&[op::GET_NUMBER.id])
.about(Subject::Account, TaskGroup::Stock)
.read_back(ReadBack::Order)
.undo("Free the number.")
.fields(&[NUMBER]);

pub(super) const FREE: Task = task(
    "free_number",
    "Free a number that is held",
    "The number can be taken by anyone again.",
    &op::PRE_RESERVE_NUMBER,
)
.also(&[op::GET_NUMBER.id])
.about(Subject::Account, TaskGroup::Stock)
.read_back(ReadBack::Order)
.undo("Hold the number again, while nobody has taken it.")
.fields(&[NUMBER]);

pub(super) const EDIT: Task = task(
    "edit_number",
    "Change what is noted of a number",
    "Changes what is filled in: its name, its employee, or whether it is in the directory.",
    &op::UPDATE_NUMBER,
)
.also(&[op::GET_NUMBER.id])
.about(Subject::Account, TaskGroup::Stock)
.read_back(ReadBack::Order)
.fields(&[
    NUMBER,
    TaskField::new("last", "Last number", FieldKind::Number)
        .optional()
        .hint("For a range that begins with the number."),
    TaskField::new("name", "Name", FieldKind::Text { max: 100 }).optional(),
    TaskField::new("listed", "In the directory", YES_NO).optional(),
    TaskField::new("employee", "Employee", FieldKind::Text { max: 24 })
        .optional()
        .hint("TelecomX's id of the person, 24 of 0-9 and a-f."),
]);

pub(super) const CLOSE: Task = task(
    "close_number",
    "Give up a number",
    "The number, and its whole series if it is in one, rests for 6 months and then goes to whoever takes it.",
    &op::CLOSE_NUMBER,
)
.also(&[op::GET_NUMBER.id])
.about(Subject::Account, TaskGroup::Stock)
.read_back(ReadBack::Order)
.fields(&[NUMBER]);

pub(super) const CREATE: Task = task(
    "create_numbers",
    "Make numbers",
    "Makes a series of numbers from properties as TelecomX's own page names them; nothing of them is published.",
    &op::CREATE_NUMBERS,
)
.about(Subject::Account, TaskGroup::Stock)
.read_back(ReadBack::Person("List the numbers that can be bought, and look whether the new ones are there."))
.fields(&[TaskField::new("properties", "Properties", FieldKind::Lines { max: 4000 })
    .hint("JSON between { and }, sent as it is.")]);

pub(super) const OPERATOR_OF: Task = task(
    "find_number_operator",
    "Whose number is it",
    "Tells which Danish operator holds a number: the one it would be ported from.",
    &op::GET_NUMBER_OPERATOR,
)
.about(Subject::Account, TaskGroup::Checks)
.fields(&[TaskField::new("number", "Number", FieldKind::Number).hint("A Danish one, of 8 digits.")]);

pub(super) const OPERATORS: Task = task(
    "list_operators",
    "List Danish operators",
    "Shows the operators that numbers are ported from, and what each wants as proof.",
    &op::LIST_OPERATORS,
)
.about(Subject::Account, TaskGroup::Checks)
.fields(&[TaskField::new("filter", "Name", FieldKind::Text { max: 60 }).optional().hint("A part of it is enough.")]);

pub(super) const OPERATOR: Task = task(
    "show_operator",
    "Show a Danish operator",
    "Shows how to reach the operator about ports, and what it wants as proof.",
    &op::GET_OPERATOR,
)
.also(&[op::LIST_OPERATORS.id])
.about(Subject::Account, TaskGroup::Checks)
.fields(&[
    TaskField::new("find", "Find the operator by", FieldKind::Text { max: 60 })
        .optional()
        .hint("A part of the name; it shortens the list."),
    TaskField::new("operatorId", "Operator", FieldKind::Ask),
]);

pub(super) async fn list(client: &Telecomx, inputs: &Inputs) -> Answer<TaskAnswer> {
    let list = NumberList::ALL.into_iter().find(|list| inputs.get("list") == Some(list.word()));
    let query = NumbersQuery {
        list: list.ok_or_else(|| bad_input(&op::LIST_NUMBERS, "list", "one of the lists is needed"))?,
        customer: owned(inputs, "customer"),
        filter: owned(inputs, "filter"),
        porting: owned(inputs, "porting"),
        voice_account: owned(inputs, "voiceAccount"),
        employee: owned(inputs, "employee"),
    };
    let page = client.numbers(&query).await?;
    Ok(records("Numbers", page, &KNOWN))
}

pub(super) async fn read(client: &Telecomx, inputs: &Inputs) -> Answer<TaskAnswer> {
    let number = client.number(inputs.text("numberId"), true).await?;
    let facts = Facts::default()
        .with("Number", number.id)
        .with("State", number.state)
        .with("Type", number.kind)
        .with("Name", number.name)
        .with("Customer", number.customer_name.or(number.customer))
        .with("Line", number.voice_account_name.or(number.voice_account))
        .with("Employee", number.employee_name.or(number.employee))
        .with("Port order", number.porting_status)
        .with("Moves", number.porting_date.as_ref().map(time))
        .rest(number.raw);
    Ok(facts.answer())
}

pub(super) async fn assign(client: &Telecomx, inputs: &Inputs, ticket: Ticket) -> Answer<TaskOutcome> {
    client.assign_number(inputs.text("numberId"), inputs.text("customer"), ticket).await?;
    Ok(TaskOutcome::done())
}

pub(super) async fn edit(client: &Telecomx, inputs: &Inputs, ticket: Ticket) -> Answer<TaskOutcome> {
    let edit = NumberEdit {
        employee: owned(inputs, "employee"),
        name: owned(inputs, "name"),
        listed: yes_or_no(inputs, "listed"),
    };
    let first = inputs.text("numberId");
    let numbers = match inputs.get("last") {
        Some(last) => format!("{first}-{last}"),
        None => first.to_owned(),
    };
    let raw = client.change_number_record(&numbers, &edit, ticket).await?;
    Ok(TaskOutcome::with(TaskAnswer::facts(raw)))
}

pub(super) async fn create(client: &Telecomx, inputs: &Inputs, ticket: Ticket) -> Answer<TaskOutcome> {
    let properties: Map<String, Value> = serde_json::from_str(inputs.text("properties"))
        .map_err(|_| bad_input(&op::CREATE_NUMBERS, "properties", "this has to be JSON between { and }"))?;
    let raw = client.create_numbers(&properties, ticket).await?;
    Ok(TaskOutcome::with(TaskAnswer::facts(raw)))
}

/// Whether a change of a number has happened, by its record as it is now.
pub(super) async fn progress(client: &Telecomx, task: &Task, inputs: &Inputs) -> Answer<Progress> {
    let number = client.number(inputs.text("numberId"), false).await?;
    judged(task, &number, inputs)
}

fn judged(task: &Task, number: &NumberRecord, inputs: &Inputs) -> Answer<Progress> {
    let state = number.state.as_deref().unwrap_or_default();
    let by_state = |wanted: &str, before: &[&str]| match state {
        now if now == wanted => Ok(Progress::Done),
        now if before.contains(&now) => Ok(Progress::NotBegun),
        _ => Err(unproved(task)),
    };
    match task.id {
        "assign_number" => match (&number.customer, inputs.get("customer")) {
            (Some(now), Some(sent)) if now.eq_ignore_ascii_case(sent) => Ok(Progress::Done),
            (Some(_), _) => Ok(Progress::NotBegun),
            (None, _) if matches!(state, "AVAILABLE" | "PRE_RESERVED") => Ok(Progress::NotBegun),
            (None, _) => Err(unproved(task)),
        },
        "hold_number" => by_state("PRE_RESERVED", &["AVAILABLE"]),
        "free_number" => by_state("AVAILABLE", &["PRE_RESERVED"]),
        "close_number" => by_state("CLOSED", &["AVAILABLE", "IN_USE", "PORTING_IN", "PORTING_OUT"]),
        _ => {
            let listed = number.raw.iter().find(|field| field.name == "listed").map(|field| field.value.as_str());
            // A name or an employee that is not told is not set (contract 1.7).
            Compared::default()
                .with("Name", inputs.get("name"), Some(number.name.as_deref().unwrap_or_default()))
                .with("Employee", inputs.get("employee"), Some(number.employee.as_deref().unwrap_or_default()))
                .with("In the directory", inputs.get("listed"), listed)
                .progress(task)
        }
    }
}

pub(super) async fn operator_of(client: &Telecomx, inputs: &Inputs) -> Answer<TaskAnswer> {
    let found = client.number_operator(inputs.text("number")).await?;
    let facts = Facts::default()
        .with("Number", found.number)
        .with("Type", found.kind)
        .with("Operator", found.operator_name)
        .with("Code", found.operator)
        .rest(found.raw);
    Ok(facts.answer())
}

pub(super) async fn operators(client: &Telecomx, inputs: &Inputs) -> Answer<TaskAnswer> {
    let page = client.operators(inputs.get("filter"), None, Some(500)).await?;
    let row = |one: Operator| {
        let texts = [one.name, one.id, one.mobile_proof, one.fixed_proof, one.porting_email, one.porting_number];
        texts.map(cell).to_vec()
    };
    let columns = ["Operator", "Code", "Proof, mobile", "Proof, fixed", "E-mail for ports", "Telephone for ports"];
    Ok(or_none(show::table("Operators", &columns, page, row)))
}

/// Operators by their code.
pub(super) async fn operator_choices(client: &Telecomx, inputs: &Inputs) -> Answer<Vec<Choice>> {
    let found = client.operators(inputs.get("find"), None, Some(MOST_CHOICES)).await?.items;
    let choice = |one: Operator| {
        let id = one.id?;
        Some(Choice::new(id.clone(), one.name.unwrap_or_else(|| id.clone())).detail(id))
    };
    Ok(found.into_iter().filter_map(choice).collect())
}

pub(super) async fn operator(client: &Telecomx, inputs: &Inputs) -> Answer<TaskAnswer> {
    let one = client.operator(inputs.text("operatorId")).await?;
    let facts = Facts::default()
        .with("Operator", one.name)
        .with("Code", one.id)
        .with("Address", one.address)
        .with("Telephone for ports", one.porting_number)
        .with("Fax for ports", one.porting_fax)
        .with("E-mail for ports", one.porting_email)
        .with("Open", one.opening_hours)
        .with("Proof for mobile numbers", one.mobile_proof)
        .with("Proof for fixed numbers", one.fixed_proof)
        .with("Form of its SIM numbers", one.sim_pattern)
        .switch("Checks the customer number", one.checks_customer_id)
        .with("Hours it waits with an order", one.order_wait)
        .with("Short code", one.short_code)
        .with("Notes", one.notes)
        .rest(one.raw);
    Ok(facts.answer())
}

#[cfg(test)]
mod tests {
    use domain::line::RawField;

    use super::*;

    #[test]
    fn the_lists_in_the_form_are_those_of_the_client() {
        let FieldKind::Choice { choices } = LISTS else { panic!("a choice") };
        assert_eq!(choices.iter().map(|(word, _)| *word).collect::<Vec<_>>(), NumberList::ALL.map(NumberList::word));
    }

    #[test]
    fn a_numbers_record_tells_whether_a_change_happened() {
        let mut inputs = Inputs::default();
        inputs.put("customer", "A1".to_owned());
        inputs.put("name", "Reception".to_owned());
        inputs.put("listed", "true".to_owned());
        let number = |state: &str, customer: Option<&str>| NumberRecord {
            state: Some(state.to_owned()),
            customer: customer.map(str::to_owned),
            ..NumberRecord::default()
        };
        let judge = |task: &Task, number: &NumberRecord| judged(task, number, &inputs).ok();
        assert_eq!(judge(&ASSIGN, &number("AVAILABLE", Some("a1"))), Some(Progress::Done));
        assert_eq!(judge(&ASSIGN, &number("AVAILABLE", None)), Some(Progress::NotBegun));
        assert_eq!(judge(&ASSIGN, &number("AVAILABLE", Some("b2"))), Some(Progress::NotBegun));
        assert_eq!(judge(&ASSIGN, &number("LOCKED", None)), None);
        assert_eq!(judge(&HOLD, &number("PRE_RESERVED", None)), Some(Progress::Done));
        assert_eq!(judge(&HOLD, &number("AVAILABLE", None)), Some(Progress::NotBegun));
        assert_eq!(judge(&FREE, &number("AVAILABLE", None)), Some(Progress::Done));
        assert_eq!(judge(&CLOSE, &number("CLOSED", None)), Some(Progress::Done));
        assert_eq!(judge(&CLOSE, &number("IN_USE", None)), Some(Progress::NotBegun));
        assert_eq!(judge(&CLOSE, &number("LOCKED", None)), None);
        let mut named = number("AVAILABLE", None);
        named.name = Some("Reception".to_owned());
        named.raw = vec![RawField { name: "listed".to_owned(), value: "true".to_owned() }];
        assert_eq!(judge(&EDIT, &named), Some(Progress::Done));
        named.name = Some("Shop".to_owned());
        assert_eq!(judge(&EDIT, &named), None);
        named.raw.clear();
        assert_eq!(judge(&EDIT, &named), Some(Progress::NotBegun));
    }
}
