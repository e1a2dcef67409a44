//! Tasks about port orders, reading only (ONSIM contract 7): how to order a port-in or a PAC is not published.

use domain::ability::Ability;
use domain::line::RawField;
use domain::port::Port;
use domain::task::{FieldKind, FixedChoice, Subject, Task, TaskField, TaskGroup};
use domain::time::ProviderTime;

use super::super::{Onsim, PortFilter, operations as op};
use crate::tasks::{AnswerTable, task};
use crate::{Answer, Inputs, Ports, TaskAnswer};

const STATES: [FixedChoice; 6] = [
    ("ALL", "All"),
    ("INITIAL", "Ordered"),
    ("IN PROGRESS", "Under way"),
    ("FAILED", "Failed"),
    ("COMPLETE", "Complete"),
    ("CLOSED", "Closed"),
];

/// What is shown of an order, in this order.
const COLUMNS: [&str; 10] = [
    "Order",
    "Number that moves",
    "Number until then",
    "State",
    "Type",
    "Ordered",
    "Moves on",
    "Code valid until",
    "Last change",
    "Code",
];

pub(super) const LIST_PORTS: Task =
    task("list_ports", "Port orders", "The port orders of your account in one state.", &op::LIST_PORTS)
        .about(Subject::Account, TaskGroup::Ports)
        .ability(Ability::ReadPorts)
        .fields(&[TaskField::new("state", "State", FieldKind::Choice { choices: &STATES })]);

pub(super) const FIND_PORT: Task =
    task("find_port", "Look up a port order", "One port order by ONSIM's reference of it.", &op::GET_PORT)
        .about(Subject::Account, TaskGroup::Ports)
        .ability(Ability::ReadPorts)
        .fields(&[TaskField::new("id", "Order", FieldKind::Text { max: 50 }).hint("ONSIM's reference, such as 1.")]);

pub(super) const READ_PORT: Task =
    task("read_port", "Read the port order", "How the port order stands at ONSIM now.", &op::GET_PORT)
        .about(Subject::Port, TaskGroup::Ports)
        .ability(Ability::ReadPorts);

impl Onsim {
    pub(super) async fn list_ports(&self, inputs: &Inputs) -> Answer<TaskAnswer> {
        let wanted = inputs.text("state");
        let filter = PortFilter::ALL.into_iter().find(|filter| filter.word() == wanted).unwrap_or(PortFilter::All);
        let rows = self.ports_in(filter).await?.iter().map(|port| cells(port).into()).collect();
        Ok(TaskAnswer::table(AnswerTable::new("Port orders", &COLUMNS, rows)))
    }

    pub(super) async fn read_port(&self, id: &str) -> Answer<TaskAnswer> {
        let port = Ports::read(self, id).await?;
        let facts = COLUMNS.into_iter().zip(cells(&port)).filter(|(_, value)| !value.is_empty());
        Ok(TaskAnswer::facts(facts.map(|(name, value)| RawField { name: name.to_owned(), value }).collect()))
    }
}

/// The PAC itself is not kept (see [`Port::has_pac`]), only that there is one.
fn cells(port: &Port) -> [String; 10] {
    let time = |time: &Option<ProviderTime>| time.as_ref().map(|time| time.raw.clone()).unwrap_or_default();
    [
        port.id.clone(),
        port.number.clone(),
        port.temporary_number.clone().unwrap_or_default(),
        port.raw_state.clone(),
        port.raw_direction.clone(),
        time(&port.ordered),
        time(&port.due),
        time(&port.valid_until),
        time(&port.updated),
        if port.has_pac { "ONSIM has it".to_owned() } else { String::new() },
    ]
}
