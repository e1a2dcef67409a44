//! The whole table against the contract's operations and abilities, and against the `match` arms of this half: each task
//! has one, asks for what it sends and reads what proves it.

use std::collections::BTreeSet;
use std::num::NonZeroU32;
use std::sync::Arc;

use domain::ability::Ability;
use domain::action::ActionId;
use domain::line::{Customer, LineKey, LineStage, LineState, Sim, SimKind};
use domain::msisdn::Region;
use domain::problem::ErrorCode;
use domain::provider::{ConnectionId, Evidence};
use domain::secret::{ApiKey, SecretText};
use domain::task::{FieldKind, ReadBack};
use domain::time::Timestamp;

use super::*;
use crate::telecomx::{Proof, operations};
use crate::transport::{BaseUrl, TransportConfig, Tuning};
use crate::{Delivery, Provider};

const ID: &str = "1234567890abcdef12345678";

/// The tasks of this half; the others are tested beside their own table.
fn ours() -> impl Iterator<Item = &'static Task> {
    ALL.iter().filter(|task| !has(numbers_and_ports::TASKS, task))
}

fn client() -> Telecomx {
    let mut tuning = Tuning::default();
    tuning.retry.read_tries = 1;
    tuning.rate.burst = NonZeroU32::MAX;
    let config = |auth| TransportConfig {
        provider: ProviderKind::Telecomx,
        connection: ConnectionId("c".to_owned()),
        base_url: BaseUrl::parse("http://127.0.0.1:9").unwrap(),
        auth,
        proxy: None,
        tuning: tuning.clone(),
    };
    let token = Proof::MachineToken(ApiKey::new("token".to_owned()));
    Telecomx::connect(config, token, Arc::new(|| Timestamp(0))).unwrap()
}

fn about(subject: Subject) -> About {
    let connection = ConnectionId("c".to_owned());
    match subject {
        Subject::Line => About::Line { line: LineKey { connection, id: ID.to_owned() } },
        Subject::Customer => About::Customer { connection, id: ID.to_owned() },
        Subject::Port => About::Port { connection, id: ID.to_owned() },
        Subject::Account => About::Account { connection },
    }
}

/// Every field filled in with something that can be sent.
fn filled(task: &Task) -> Inputs {
    let mut inputs = Inputs::default();
    for field in task.fields {
        let value = match field.kind {
            FieldKind::Choice { choices } => choices[0].0,
            FieldKind::Switch => "true",
            FieldKind::Number => "+4520129001",
            FieldKind::Date => "2026-11-21",
            FieldKind::Iccid { .. } => "8945020184621234567",
            FieldKind::Email => "a@example.com",
            FieldKind::Money => "12.50",
            FieldKind::Secret { digits: true, .. } => "1234",
            FieldKind::Secret { .. } => "LPA:1$rsp.example.com$A-1",
            FieldKind::Ask if ["newNumber", "number"].contains(&field.name) => "+4520129002",
            FieldKind::Ask if ["storedSim", "simId"].contains(&field.name) => "8945020184621234567",
            FieldKind::Ask if field.name == "addressId" => "new",
            FieldKind::Text { max } if max < 24 => "DK",
            _ => ID,
        };
        let read = field.read(value, Region::Dk).unwrap();
        if field.is_secret() {
            inputs.put_secret(field.name, SecretText::new(read));
        } else {
            inputs.put(field.name, read);
        }
    }
    inputs
}

#[expect(clippy::disallowed_methods, reason = "nothing is there that it could change")]
fn ticket() -> Ticket {
    Ticket::issue(ActionId(uuid::Uuid::nil()))
}

#[test]
fn every_operation_has_a_task_or_a_reason() {
    let tasks: BTreeSet<&str> = ALL.iter().flat_map(|task| task.also.iter().copied().chain([task.call])).collect();
    let others: BTreeSet<&str> = not_a_task().map(|(id, _)| id).collect();
    assert_eq!(others.len(), not_a_task().count(), "a reason twice");
    assert!(tasks.is_disjoint(&others), "{:?}", tasks.intersection(&others).collect::<Vec<_>>());
    let known: BTreeSet<&str> = tasks.union(&others).copied().collect();
    assert_eq!(known, operations::OPERATIONS.iter().map(|operation| operation.id).collect());
    assert!(not_a_task().all(|(_, reason)| reason.ends_with('.') && reason.len() > 20));
}

#[test]
fn every_ability_that_is_offered_has_a_task_and_no_other() {
    // These have pages of their own, or calls for the list and the page of a line.
    let pages = [Ability::ListLines, Ability::ReadLine, Ability::ReadPorts];
    let offered = client().abilities().into_iter().filter(|state| state.available && !pages.contains(&state.ability));
    let offered: BTreeSet<Ability> = offered.map(|state| state.ability).collect();
    assert_eq!(offered, ALL.iter().filter_map(|task| task.ability).collect());
    for task in ALL.iter().filter(|task| task.ability.is_some()) {
        let state = client().abilities().into_iter().find(|state| Some(state.ability) == task.ability).unwrap();
        if task.call == "updateMvnoAccount" {
            assert_eq!((state.evidence, state.effect), (Some(task.evidence), Some(task.effect)), "{}", task.id);
        }
    }
}

#[test]
fn the_table_says_what_people_can_read() {
    let ids: BTreeSet<&str> = ALL.iter().map(|task| task.id).collect();
    assert_eq!(ids.len(), ALL.len(), "a name twice");
    for task in ALL.iter() {
        let names: BTreeSet<&str> = task.fields.iter().map(|field| field.name).collect();
        assert_eq!(names.len(), task.fields.len(), "{}: a field twice", task.id);
        assert!(task.hint.ends_with('.') && !task.title.ends_with('.'), "{}", task.id);
        assert!(task.fields.iter().all(|field| field.hint.is_empty() || field.hint.ends_with('.')), "{}", task.id);
        assert!(task.stages.is_empty() || task.subject == Subject::Line, "{}", task.id);
        assert!(!task.read_back.reads_line() || task.subject == Subject::Line, "{}", task.id);
        for (place, field) in task.fields.iter().enumerate() {
            let Some((other, values)) = field.only_if else { continue };
            let before = task.fields[..place].iter().find(|one| one.name == other);
            let Some(FieldKind::Choice { choices }) = before.map(|field| field.kind) else {
                panic!("{}: {other} is no choice before {}", task.id, field.name);
            };
            assert!(values.iter().all(|value| choices.iter().any(|(one, _)| one == value)), "{}", task.id);
        }
    }
}

#[test]
fn a_task_does_what_its_operation_does_and_no_more() {
    for task in ours() {
        let operation = operations::OPERATIONS.iter().find(|operation| operation.id == task.call).unwrap();
        let lesser = ["suspend", "resume", "set_services"].contains(&task.id);
        assert_eq!(task.effect == operation.effect, !lesser, "{}", task.id);
        let doubted = ["change_plan", "change_plan_next_month", "create_product"].contains(&task.id);
        let evidence = if doubted { Evidence::Inferred } else { operation.evidence };
        assert_eq!(task.evidence, evidence, "{}", task.id);
    }
}

#[tokio::test]
async fn every_task_is_sent_by_the_side_it_belongs_to_and_by_that_alone() {
    for task in ours() {
        // A client of its own: after several failures in a row one sends no changes for a while.
        let client = client();
        let (about, inputs) = (about(task.subject), filled(task));
        let looked = client.look(task, &about, &inputs).await.err().unwrap();
        let performed = client.perform(task, &about, &inputs, ticket()).await.err().unwrap();
        let (sent, refused) = if task.is_change() { (performed, looked) } else { (looked, performed) };
        assert_eq!((sent.code(), sent.delivery), (ErrorCode::Unreachable, Delivery::NotDelivered), "{}", task.id);
        assert_eq!(refused.code(), ErrorCode::NotOffered, "{}", task.id);
    }
}

#[tokio::test]
async fn what_is_read_back_as_an_order_is_read_and_nothing_else() {
    let client = client();
    for task in ours() {
        let progress = client.progress(task, &about(task.subject), &filled(task), None).await;
        let reads = progress.is_err_and(|error| error.code() == ErrorCode::Unreachable);
        assert_eq!(reads, task.read_back == ReadBack::Order, "{}", task.id);
    }
}

#[tokio::test]
async fn what_can_be_chosen_is_asked_for() {
    let client = client();
    for task in ours() {
        for field in task.fields {
            let asked = client.choices(task, field.name, &about(task.subject), &Inputs::default()).await;
            assert_eq!(asked.is_err(), field.kind == FieldKind::Ask, "{} {}", task.id, field.name);
        }
    }
}

fn line(state: &str, facts: &[(&str, &str)]) -> Line {
    let field = |&(name, value): &(&str, &str)| RawField { name: name.to_owned(), value: value.to_owned() };
    Line {
        key: LineKey { connection: ConnectionId("c".to_owned()), id: ID.to_owned() },
        provider: ProviderKind::Telecomx,
        number: None,
        customer: Customer::default(),
        account: None,
        state: LineState { stage: LineStage::Active, raw: Some(state.to_owned()) },
        sim: Sim { kind: SimKind::Unknown, iccid: None, esim: None },
        plan: None,
        services: Vec::new(),
        sip_address: None,
        recorded: None,
        unmapped: facts.iter().map(field).collect(),
        evidence: Evidence::Partial,
        read_at: Timestamp(0),
    }
}

#[test]
fn a_line_that_waits_for_its_update_is_left_alone() {
    let client = client();
    let why = |task: &str, line: &Line| {
        client.not_now(ALL.iter().find(|one| one.id == task).unwrap(), line).is_some_and(|why| why.ends_with('.'))
    };
    let updating = line("ACTIVE", &[(map::UPDATING, "true")]);
    for (task, refused) in
        [("replace_sim", true), ("suspend", true), ("cease", false), ("send_text", false), ("show_usage", false)]
    {
        assert_eq!(why(task, &updating), refused, "{task}");
        assert!(!why(task, &line("ACTIVE", &[(map::UPDATING, "false")])), "{task}");
    }
    assert!(why("new_esim", &line("CREATING", &[])));
    assert!(!why("cease", &line("CREATING", &[])));
}

#[test]
fn what_a_network_cannot_do_is_said_before() {
    let client = client();
    let why = |task: &str, network: &str| {
        let task = ALL.iter().find(|one| one.id == task).unwrap();
        client.not_now(task, &line("ACTIVE", &[(map::NETWORK, network)])).is_some()
    };
    for task in ["show_forwarding", "set_forwarding"] {
        assert!(why(task, "TELENOR") && !why(task, "TDC"), "{task}");
    }
    assert!(why("change_network", "TELIA") && !why("change_network", "TDC") && !why("change_network", "TELENOR"));
}
