//! Tasks about portings: reading, changing, ordering, stopping (TelecomX contract 6.1 to 6.8).

use domain::ability::Ability;
use domain::action::Ticket;
use domain::msisdn::{Msisdn, Region};
use domain::port::PortDirection;
use domain::task::{FieldKind, ReadBack, Risk, Subject, Task, TaskField, TaskGroup};

use super::{Compared, MOST_CHOICES, or_none};
use crate::Answer;
use crate::tasks::{AnswerTable, Inputs, Progress, TaskAnswer, TaskOutcome, task};
use crate::telecomx::map::{PortingDetails, PortingPaper};
use crate::telecomx::operations as op;
use crate::telecomx::tasks::shared::{CUSTOMER, FIND, YES_NO, owned, yes_or_no};
use crate::telecomx::tasks::show::{self, Facts, cell, time};
use crate::telecomx::{PortGroup, Porting, PortingEdit, PortingsQuery, Refusal, Telecomx, bad_input};

const GROUPS: FieldKind = FieldKind::Choice {
    choices: &[
        ("OPEN", "Running"),
        ("CLOSED", "Ended"),
        ("ATTENTION", "Nothing has happened for too long"),
        ("WAITING", "The customer's turn"),
        ("READY", "Can be ordered"),
        ("ORDERED", "Ordered"),
        ("CONFIRMED", "A date is fixed"),
        ("REJECTED", "Refused"),
        ("PORT_TODAY", "Moves today"),
        ("PORT_TOMORROW", "Moves tomorrow"),
        ("PORT_NEXT5DAYS", "Moves in the next five days"),
    ],
};

const REASONS: FieldKind = FieldKind::Choice {
    choices: &[
        ("AUTH_MISSING", "There is no proof of leave"),
        ("WRONG_OWNER", "Another owner"),
        ("SIM_MISMATCH", "Another SIM"),
        ("NOT_IN_USE", "The number is not in use"),
        ("CUSTOMER_REJECT", "The customer does not want it"),
        ("RANGE_MISMATCH", "Another range of numbers"),
    ],
};

/// The stages of contract 6.12; other ones of the way out exist and are not named there.
const STAGES: FieldKind = FieldKind::Choice {
    choices: &[
        ("IN_CREATED", "In: created"),
        ("IN_AWAITING_POA_FROM_CUSTOMER", "In: waits for the customer's signature"),
        ("IN_POA_RECEIVED_FROM_CUSTOMER", "In: the signed paper has come"),
        ("IN_POA_SENT", "In: the paper went to the donor"),
        ("IN_ORDERED", "In: ordered"),
        ("IN_CONFIRMED", "In: confirmed"),
        ("IN_REJECTED", "In: refused"),
        ("IN_DONOR_CONTACTED", "In: the donor was contacted"),
        ("IN_COMPLETED", "In: done"),
        ("IN_CANCELLED", "In: cancelled"),
        ("OUT_RECEIVED", "Out: asked for"),
        ("OUT_CONFIRMED", "Out: confirmed"),
        ("OUT_REJECTED", "Out: refused"),
        ("OUT_RECEIVER_CONTACTED", "Out: the other operator was contacted"),
    ],
};

pub(super) const LIST: Task = task(
    "list_ports",
    "List port orders",
    "Shows port orders by TelecomX's own groups, such as those where nothing has happened for too long.",
    &op::LIST_PORTINGS,
)
.also(&[op::LIST_CUSTOMERS.id])
.about(Subject::Account, TaskGroup::Ports)
.fields(&[
    TaskField::new("status", "Group", GROUPS).optional(),
    TaskField::new("stage", "Stage", STAGES).optional().hint("Goes before the group."),
    TaskField::new("type", "Direction", FieldKind::Choice { choices: &[("IN", "In"), ("OUT", "Out")] }).optional(),
    TaskField::new("filter", "Number", FieldKind::Text { max: 20 }).optional().hint("A part of the number is enough."),
    FIND,
    CUSTOMER.optional(),
]);

pub(super) const READ: Task = task(
    "read_port",
    "Show all of the port order",
    "Shows everything TelecomX tells of it: its papers, who is told, and when a delayed order is sent.",
    &op::GET_PORTING,
)
.about(Subject::Port, TaskGroup::Ports);

pub(super) const EDIT: Task = task(
    "edit_port",
    "Change the port order",
    "Changes what is filled in and leaves the rest; TelecomX ignores what is fixed already.",
    &op::UPDATE_PORTING,
)
.also(&[op::GET_PORTING.id])
.about(Subject::Port, TaskGroup::Ports)
.read_back(ReadBack::Order)
.fields(&[
    TaskField::new("donorSimNumber", "SIM at the donor", FieldKind::Text { max: 22 })
        .optional()
        .hint("Its whole number as printed, with the F at the end where there is one."),
    TaskField::new("donorCustomerId", "Customer number at the donor", FieldKind::Text { max: 60 }).optional(),
    TaskField::new("requestedDate", "Wanted date", FieldKind::Date).optional(),
    TaskField::new("notify", "Who is told of progress", FieldKind::Lines { max: 2000 })
        .optional()
        .hint("E-mail addresses, one a line; they replace the ones before."),
    TaskField::new("number", "Number", FieldKind::Number).optional(),
    TaskField::new("additionalNumbers", "More numbers", FieldKind::Lines { max: 4000 })
        .optional()
        .hint("For a series of at least 10, one a line."),
    TaskField::new("customSeries", "Series of its own", YES_NO).optional(),
    TaskField::new("customSeriesData", "Those series", FieldKind::Lines { max: 4000 })
        .optional()
        .hint("One a line, first and last number with a dash: +4570305000-+4570305009."),
    TaskField::new("customSeriesPrimary", "First number of the series", FieldKind::Number).optional(),
]);

pub(super) const ORDER: Task = task(
    "order_port",
    "Order the port",
    "Sends the order to the donor, at once or at the time TelecomX tells; the number moves when the donor has agreed.",
    &op::ORDER_PORTING,
)
.also(&[op::GET_PORTING.id])
.about(Subject::Port, TaskGroup::Ports)
.ability(Ability::PortIn)
.risk(Risk::Number)
.read_back(ReadBack::Order);

pub(super) const CANCEL: Task = task(
    "cancel_port",
    "Cancel the port",
    "The number stays where it is; the port of a mobile line is cancelled by ending that line instead.",
    &op::CANCEL_PORTING,
)
.also(&[op::GET_PORTING.id])
.about(Subject::Port, TaskGroup::Ports)
.risk(Risk::Number)
.read_back(ReadBack::Order);

pub(super) const SPLIT: Task = task(
    "split_port",
    "Split the port order",
    "Makes one order of each number, for donors that port landlines one by one.",
    &op::SPLIT_PORTING,
)
.also(&[op::GET_PORTING.id])
.about(Subject::Port, TaskGroup::Ports)
.read_back(ReadBack::Order);

pub(super) const REJECT: Task = task(
    "reject_port",
    "Refuse to let the number go",
    "The other operator is told that the number does not move, and why; only TelecomX's own staff may do this.",
    &op::REJECT_PORTING,
)
.also(&[op::GET_PORTING.id])
.about(Subject::Port, TaskGroup::Ports)
.risk(Risk::PortSecret)
.read_back(ReadBack::Order)
.fields(&[TaskField::new("reason", "Reason", REASONS)]);

pub(super) const CONTACT: Task = task(
    "log_port_contact",
    "Note a contact with the other operator",
    "The note becomes the message of the port order, and the order waits for the other operator.",
    &op::LOG_PORTING_CONTACT,
)
.also(&[op::GET_PORTING.id])
.about(Subject::Port, TaskGroup::Ports)
.read_back(ReadBack::Order)
.fields(&[TaskField::new("message", "Note", FieldKind::Text { max: 500 })]);

pub(super) const OVERRIDE: Task = task(
    "override_port_stage",
    "Correct the stage of the port order",
    "Sets a stage that is wrong at TelecomX; the donor hears nothing of it, and it is not for everyday use.",
    &op::OVERRIDE_PORTING_STAGE,
)
.also(&[op::GET_PORTING.id])
.about(Subject::Port, TaskGroup::Ports)
.risk(Risk::Number)
.read_back(ReadBack::Order)
.fields(&[
    TaskField::new("stage", "Stage", STAGES),
    TaskField::new("message", "Message", FieldKind::Text { max: 500 }).optional(),
]);

pub(super) async fn list(client: &Telecomx, inputs: &Inputs) -> Answer<TaskAnswer> {
    let query = PortingsQuery {
        customer: owned(inputs, "customer"),
        stage: owned(inputs, "stage"),
        group: PortGroup::ALL.into_iter().find(|group| inputs.get("status") == Some(group.word())),
        filter: owned(inputs, "filter"),
        direction: match inputs.get("type") {
            Some("IN") => Some(PortDirection::In),
            Some("OUT") => Some(PortDirection::Out),
            _ => None,
        },
        limit: Some(MOST_CHOICES),
        full: true,
        ..PortingsQuery::default()
    };
    let page = client.portings(&query).await?;
    let row = |Porting { port, details }: Porting| {
        let message = details.status.and_then(|status| status.message);
        let since = cell(port.updated.as_ref().map(time));
        vec![port.number, port.raw_direction, port.raw_state, since, cell(message), cell(details.customer), port.id]
    };
    let columns = ["Number", "Direction", "Stage", "Since", "Message", "Customer id", "Port order"];
    Ok(or_none(show::table("Port orders", &columns, page, row)))
}

pub(super) async fn read(client: &Telecomx, id: &str) -> Answer<TaskAnswer> {
    Ok(shown(client.porting(id, true).await?))
}

/// Everything of a porting, its papers as a list.
fn shown(porting: Porting) -> TaskAnswer {
    let (port, details) = (porting.port, porting.details);
    let PortingDetails { papers, raw, .. } = details;
    let status = details.status.unwrap_or_default();
    let joined = |texts: Vec<String>| texts.join(", ");
    let facts = Facts::default()
        .with("Number", Some(port.number))
        .with("More numbers", details.additional_numbers.map(joined))
        .with("Direction", Some(port.raw_direction))
        .with("Stage", Some(port.raw_state))
        .with("Since", port.updated.as_ref().map(time))
        .with("Message", status.message)
        .with("Moves", port.due.as_ref().map(time))
        .with("Order is sent", details.order_starts.as_ref().map(time))
        .with("Wanted date", details.requested.as_ref().map(time))
        .with("Type of number", details.number_type)
        .with("SIM at the donor", details.donor_sim_number)
        .with("Customer number at the donor", details.donor_customer_id)
        .with("Customer", details.customer_name.or(details.customer))
        .with("Line", details.voice_account_name.or(details.voice_account))
        .with("Told of progress", details.notify.map(joined))
        .with("Reference at the clearing house", details.ich_id)
        .with("Flow at the clearing house", details.och_flow_id)
        .rest(status.raw)
        .rest(raw);
    let mut answer = facts.answer();
    answer.tables.extend(papers.filter(|papers| !papers.is_empty()).map(paper_table));
    answer
}

fn paper_table(papers: Vec<PortingPaper>) -> AnswerTable {
    let size = |bytes: u64| format!("{} kB", bytes.div_ceil(1024));
    let row = |paper: PortingPaper| {
        vec![
            paper.file_name.unwrap_or_default(),
            paper.size.map(size).unwrap_or_default(),
            paper.id.unwrap_or_default(),
        ]
    };
    AnswerTable::new("Papers", &["File", "Size", "Paper"], papers.into_iter().map(row).collect())
}

pub(super) async fn edit(client: &Telecomx, id: &str, inputs: &Inputs, ticket: Ticket) -> Answer<TaskOutcome> {
    let edit = PortingEdit {
        number: owned(inputs, "number"),
        additional_numbers: inputs.get("additionalNumbers").map(numbers).transpose()?,
        donor_sim_number: owned(inputs, "donorSimNumber"),
        donor_customer_id: owned(inputs, "donorCustomerId"),
        requested: owned(inputs, "requestedDate"),
        notify: inputs.get("notify").map(|text| words(text).map(str::to_owned).collect()),
        custom_series: yes_or_no(inputs, "customSeries"),
        custom_series_data: inputs.get("customSeriesData").map(|text| words(text).map(str::to_owned).collect()),
        custom_series_primary: owned(inputs, "customSeriesPrimary"),
    };
    let porting = client.change_porting(id, &edit, ticket).await?;
    let note = compared(&porting, inputs, false).left();
    Ok(TaskOutcome::with(TaskAnswer { note, ..shown(porting) }))
}

/// The entries of a field with one a line; commas do as well.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';')).filter(|word| !word.is_empty())
}

/// Numbers as people write them, one a line, in the form TelecomX takes.
fn numbers(lines: &str) -> Answer<Vec<String>> {
    let number = |line: &str| {
        let wrong = || bad_input(&op::UPDATE_PORTING, "additionalNumbers", "each line has to be one phone number");
        Msisdn::parse(line, Region::Dk).map(|number| number.e164().to_owned()).map_err(|_| wrong())
    };
    lines.split(['\n', ',', ';']).map(str::trim).filter(|line| !line.is_empty()).map(number).collect()
}

/// What was sent against a porting; `whole` when it was read by itself, because the answer of a change may hold less.
fn compared(porting: &Porting, inputs: &Inputs, whole: bool) -> Compared {
    let details = &porting.details;
    let day = details.requested.as_ref().and_then(|date| date.iso.as_deref()).and_then(|date| date.get(..10));
    let more = details.additional_numbers.as_ref().map(|numbers| numbers.join(","));
    let sent = inputs.get("additionalNumbers").and_then(|lines| numbers(lines).ok()).map(|numbers| numbers.join(","));
    let told = details.notify.as_ref().map(|addresses| addresses.join(","));
    let tell = inputs.get("notify").map(|text| words(text).collect::<Vec<_>>().join(","));
    // What the page of 6.2 names and is not told is not set (contract 1.7). Of the rest it is not known whether a porting
    // tells it at all.
    let named = |now: &Option<String>| now.clone().or_else(|| whole.then(String::new));
    let number = Some(porting.port.number.clone()).filter(|number| !number.is_empty());
    Compared::default()
        .with("SIM at the donor", inputs.get("donorSimNumber"), named(&details.donor_sim_number).as_deref())
        .with(
            "Customer number at the donor",
            inputs.get("donorCustomerId"),
            named(&details.donor_customer_id).as_deref(),
        )
        .with("Number", inputs.get("number"), named(&number).as_deref())
        .with("More numbers", sent.as_deref(), named(&more).as_deref())
        .with("Wanted date", inputs.get("requestedDate"), day)
        .with("Who is told of progress", tell.as_deref(), told.as_deref())
}

/// TelecomX may send the order later (contract 6.4), so success is only that it was taken. The reference tells that it
/// was.
pub(super) async fn order(client: &Telecomx, id: &str, ticket: Ticket) -> Answer<TaskOutcome> {
    client.order_porting(id, ticket).await?;
    Ok(TaskOutcome::accepted(Some(id.to_owned())))
}

pub(super) async fn reject(client: &Telecomx, id: &str, inputs: &Inputs, ticket: Ticket) -> Answer<TaskOutcome> {
    let reason = Refusal::ALL.into_iter().find(|reason| inputs.get("reason") == Some(reason.word()));
    let reason = reason.ok_or_else(|| bad_input(&op::REJECT_PORTING, "reason", "one of the reasons is needed"))?;
    client.reject_porting(id, reason, ticket).await?;
    Ok(TaskOutcome::done())
}

pub(super) async fn override_stage(
    client: &Telecomx,
    id: &str,
    inputs: &Inputs,
    ticket: Ticket,
) -> Answer<TaskOutcome> {
    let raw = client.override_porting_stage(id, inputs.text("stage"), inputs.get("message"), ticket).await?;
    Ok(TaskOutcome::with(TaskAnswer::facts(raw)))
}

/// How far a change of a porting has come, by its stage and values as they are now.
pub(super) async fn progress(
    client: &Telecomx,
    task: &Task,
    id: &str,
    inputs: &Inputs,
    reference: Option<&str>,
) -> Answer<Progress> {
    let porting = client.porting(id, false).await?;
    Ok(match task.id {
        "edit_port" => compared(&porting, inputs, true).progress(task)?,
        "order_port" => ordered(&porting, reference.is_some()),
        "split_port" => match &porting.details.additional_numbers {
            Some(numbers) if !numbers.is_empty() => Progress::NotBegun,
            _ => Progress::Done,
        },
        "log_port_contact" => {
            let message = porting.details.status.as_ref().and_then(|status| status.message.as_deref());
            match message {
                Some(message) if message.trim() == inputs.text("message") => Progress::Done,
                _ => Progress::NotBegun,
            }
        }
        "override_port_stage" => reached(&porting, &[inputs.text("stage")]),
        "reject_port" => reached(&porting, &["OUT_REJECTED"]),
        _ => reached(&porting, &["IN_CANCELLED", "OUT_CANCELLED"]),
    })
}

/// Whether a step that TelecomX takes at once was taken.
fn reached(porting: &Porting, stages: &[&str]) -> Progress {
    if stages.contains(&porting.port.raw_state.as_str()) { Progress::Done } else { Progress::NotBegun }
}

/// How far an order has come; `taken` when TelecomX is known to have taken it.
fn ordered(porting: &Porting, taken: bool) -> Progress {
    let details = &porting.details;
    let message = details.status.as_ref().and_then(|status| status.message.clone());
    match porting.port.raw_state.as_str() {
        "IN_ORDERED" | "IN_CONFIRMED" | "IN_COMPLETED" => Progress::Done,
        stage @ ("IN_REJECTED" | "IN_CANCELLED") => Progress::Failed(message.unwrap_or_else(|| stage.to_owned())),
        stage => match &details.order_starts {
            Some(date) => Progress::Waiting(format!("TelecomX sends the order at {}.", time(date))),
            None if taken => Progress::Working(stage.to_owned()),
            None => Progress::NotBegun,
        },
    }
}

#[cfg(test)]
mod tests;
