//! The table of tasks against the contract's operations, the abilities and the `match` arms.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::sync::Arc;

use domain::ability::Ability;
use domain::action::ActionId;
use domain::line::{LineKey, LineStage};
use domain::msisdn::Region;
use domain::problem::ErrorCode;
use domain::provider::{ConnectionId, Effect};
use domain::secret::ApiKey;
use domain::task::{FieldKind, ReadBack, Subject};
use domain::time::Timestamp;
use tokio::net::TcpSocket;

use super::super::SmsProduct;
use super::super::operations::{MANAGE_MOBILE_SERVICE, OPERATIONS};
use super::*;
use crate::Provider;
use crate::transport::{Auth, BaseUrl, OutagePolicy, Rate, Transport, TransportConfig, Tuning};

/// Neither paced nor waiting between two tries, and however often it goes wrong, it is asked again.
fn eager() -> Tuning {
    let many = NonZeroU32::new(100_000).unwrap();
    let rate = Rate { per_second: many, burst: many };
    let outage = OutagePolicy { failures: u32::MAX, ..OutagePolicy::default() };
    Tuning { rate, outage, sleeper: Arc::new(|_| Box::pin(std::future::ready(()))), ..Tuning::default() }
}

/// A port where nobody listens, kept while the test runs, and a client of it, with or without the SMS product.
fn deaf(with_sms: bool) -> (TcpSocket, Atomic) {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(SocketAddr::from(([127, 0, 0, 1], 0))).unwrap();
    let transport = |auth| {
        let config = TransportConfig {
            provider: ProviderKind::Atomic,
            connection: ConnectionId("c1".to_owned()),
            base_url: BaseUrl::parse(&format!("http://{}", socket.local_addr().unwrap())).unwrap(),
            auth,
            proxy: None,
            tuning: eager(),
        };
        Transport::new(config).unwrap()
    };
    let atomic = Atomic::new(transport(Auth::Raw(ApiKey::new("key".to_owned()))), Arc::new(|| Timestamp(0)));
    let sms = SmsProduct::new(transport(Auth::Bearer(ApiKey::new("sms".to_owned()))));
    let atomic = if with_sms { atomic.with_sms(sms) } else { atomic };
    (socket, atomic)
}

fn about(subject: Subject) -> About {
    let connection = ConnectionId("c1".to_owned());
    match subject {
        Subject::Line => About::Line { line: LineKey { connection, id: "0491570006".to_owned() } },
        Subject::Customer => About::Customer { connection, id: "1111".to_owned() },
        Subject::Port => About::Port { connection, id: "1".to_owned() },
        Subject::Account => About::Account { connection },
    }
}

/// Something that fits every field, in the form the field reads it.
fn filled(task: &Task) -> Inputs {
    let mut inputs = Inputs::default();
    for field in task.fields {
        let text = match (field.name, field.kind) {
            (_, FieldKind::Choice { choices }) => choices[0].0,
            (_, FieldKind::Whole { .. }) => "2124",
            (_, FieldKind::Iccid { .. }) => "8961990000000000025",
            (_, FieldKind::Date) => "2026-11-21",
            (_, FieldKind::Email) => "name@example.com",
            (_, FieldKind::Number) | ("to", _) => "0491 570 156",
            ("from_time", _) => "00:00",
            ("to_time", _) => "23:59",
            _ => "ABC",
        };
        inputs.put(field.name, field.read(text, Region::Au).unwrap());
    }
    inputs
}

#[expect(clippy::disallowed_methods, reason = "below the desk there is no ledger to issue it")]
fn ticket() -> Ticket {
    Ticket::issue(ActionId(uuid::Uuid::now_v7()))
}

#[test]
fn every_operation_is_in_a_task_or_has_its_place() {
    let mut used = BTreeSet::new();
    for task in &TASKS {
        used.extend(std::iter::once(task.call).chain(task.also.iter().copied()));
    }
    let elsewhere: BTreeSet<_> = NOT_A_TASK.iter().map(|(id, _)| *id).collect();
    assert!(used.is_disjoint(&elsewhere));
    let known: BTreeSet<_> = OPERATIONS.iter().map(|operation| operation.id).collect();
    assert_eq!(used.union(&elsewhere).copied().collect::<BTreeSet<_>>(), known);
}

#[test]
fn the_table_holds_together() {
    let ids: BTreeSet<_> = TASKS.iter().map(|task| task.id).collect();
    assert_eq!(ids.len(), TASKS.len());
    for task in &TASKS {
        let operation = OPERATIONS.iter().find(|operation| operation.id == task.call).unwrap();
        if operation.id == MANAGE_MOBILE_SERVICE.id {
            let expected = if task.id == "cease" { Effect::Irreversible } else { Effect::Write };
            assert_eq!(task.effect, expected, "{}", task.id);
        } else {
            assert_eq!((task.effect, task.evidence), (operation.effect, operation.evidence), "{}", task.id);
        }
        assert!(!task.title.ends_with('.') && task.hint.ends_with('.'), "{}", task.id);
        assert_eq!(
            task.is_change() && task.subject == Subject::Line,
            !task.stages.is_empty() || task.id == "send_text"
        );
        let names: BTreeSet<_> = task.fields.iter().map(|field| field.name).collect();
        assert_eq!(names.len(), task.fields.len(), "{}", task.id);
        for field in task.fields {
            assert!(field.hint.is_empty() || field.hint.ends_with('.'), "{} {}", task.id, field.name);
            if let FieldKind::Choice { choices } = field.kind {
                assert!(choices.iter().all(|(value, _)| field.read(value, Region::Au).as_deref() == Ok(value)));
            }
        }
    }
}

#[test]
fn the_tasks_of_the_sms_product_are_there_only_with_it() {
    let sms = ["listSmsSenders", "sendSms", "getSmsStatus"];
    let (_port, without) = deaf(false);
    assert_eq!(Tasks::tasks(&without).iter().filter(|task| sms.contains(&task.call)).count(), 0);
    assert_eq!(TASKS[WITHOUT_SMS..].iter().filter(|task| sms.contains(&task.call)).count(), TASKS.len() - WITHOUT_SMS);
    assert_eq!(Tasks::tasks(&deaf(true).1).len(), TASKS.len());
}

#[test]
fn every_ability_has_a_task_and_no_task_has_a_missing_ability() {
    for with_sms in [false, true] {
        let (_port, atomic) = deaf(with_sms);
        for state in atomic.abilities() {
            let has_task = Tasks::tasks(&atomic).iter().any(|task| task.ability == Some(state.ability));
            if state.ability == Ability::ReadLine {
                assert!(!has_task);
            } else {
                assert_eq!(has_task, state.available, "{:?}", state.ability);
            }
        }
    }
}

#[test]
fn a_state_nobody_published_forbids_nothing() {
    for task in TASKS.iter().filter(|task| !task.stages.is_empty()) {
        assert_eq!(task.not_in(LineStage::Unknown), None, "{}", task.id);
        assert!(task.not_in(LineStage::Ceased).is_some(), "{}", task.id);
    }
    assert!(line::SUSPEND.not_in(LineStage::Suspended).is_some() && line::RESUME.not_in(LineStage::Active).is_some());
}

#[tokio::test]
async fn every_task_is_known_by_the_match() {
    let (_port, atomic) = deaf(true);
    for task in &TASKS {
        let (about, mut inputs) = (about(task.subject), filled(task));
        if task.id == "set_excess_usage" {
            inputs.put("excess_usage", "50".to_owned());
        }
        let error = match task.effect {
            Effect::Read => atomic.look(task, &about, &inputs).await.err(),
            _ => atomic.perform(task, &about, &inputs, ticket()).await.err(),
        };
        assert_eq!(error.map(|error| error.code()), Some(ErrorCode::Unreachable), "{}", task.id);
        for field in task.fields.iter().filter(|field| field.kind == FieldKind::Ask) {
            let error = atomic.choices(task, field.name, &about, &inputs).await.err();
            assert_eq!(error.map(|error| error.code()), Some(ErrorCode::Unreachable), "{} {}", task.id, field.name);
        }
        if task.read_back == ReadBack::Order {
            let error = atomic.progress(task, &about, &inputs, Some("1")).await.err();
            assert_eq!(error.map(|error| error.code()), Some(ErrorCode::Unreachable), "{}", task.id);
        }
    }
    let stranger = Task { id: "stranger", ..line::CEASE };
    let error = atomic.perform(&stranger, &about(Subject::Line), &Inputs::default(), ticket()).await.err();
    assert_eq!(error.map(|error| error.code()), Some(ErrorCode::NotOffered));
}
