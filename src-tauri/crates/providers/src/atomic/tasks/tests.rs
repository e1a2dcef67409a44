//! The table of tasks against the contract's operations, the abilities and the `match` arms.

use std::sync::Arc;

use domain::ability::Ability;
use domain::line::LineStage;
use domain::msisdn::Region;
use domain::problem::ErrorCode;
use domain::provider::Effect;
use domain::secret::ApiKey;
use domain::task::{FieldKind, ReadBack, Subject};
use domain::time::Timestamp;

use super::super::SmsProduct;
use super::super::operations::{MANAGE_MOBILE_SERVICE, OPERATIONS};
use super::*;
use crate::Provider;
use crate::task_tests::{self, DeafPort, every_operation_has_its_place, holds_together, ticket};
use crate::transport::Auth;

/// A port where nobody listens, and a client of it, with or without the SMS product.
fn deaf(with_sms: bool) -> (DeafPort, Atomic) {
    let port = DeafPort::take();
    let transport = |auth| port.transport(ProviderKind::Atomic, auth);
    let atomic = Atomic::new(transport(Auth::Raw(ApiKey::new("key".to_owned()))), Arc::new(|| Timestamp(0)));
    let sms = SmsProduct::new(transport(Auth::Bearer(ApiKey::new("sms".to_owned()))));
    let atomic = if with_sms { atomic.with_sms(sms) } else { atomic };
    (port, atomic)
}

fn about(subject: Subject) -> About {
    let id = match subject {
        Subject::Line => "0491570006",
        Subject::Customer => "1111",
        Subject::Port | Subject::Account => "1",
    };
    task_tests::about(subject, id)
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

#[test]
fn every_operation_is_in_a_task_or_has_its_place() {
    every_operation_has_its_place(&TASKS, NOT_A_TASK.iter().copied(), &OPERATIONS);
}

#[test]
fn the_table_holds_together() {
    holds_together(&TASKS, Region::Au);
    for task in &TASKS {
        let operation = OPERATIONS.iter().find(|operation| operation.id == task.call).unwrap();
        if operation.id == MANAGE_MOBILE_SERVICE.id {
            let expected = if task.id == "cease" { Effect::Irreversible } else { Effect::Write };
            assert_eq!(task.effect, expected, "{}", task.id);
        } else {
            assert_eq!((task.effect, task.evidence), (operation.effect, operation.evidence), "{}", task.id);
        }
        assert_eq!(
            task.is_change() && task.subject == Subject::Line,
            !task.stages.is_empty() || task.id == "send_text"
        );
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
