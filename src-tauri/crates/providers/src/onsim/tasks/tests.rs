//! The table of tasks against the contract's operations, the abilities and the `match` arms.

use std::sync::Arc;

use domain::ability::Ability;
use domain::msisdn::Region;
use domain::provider::Effect;
use domain::secret::{ApiKey, SecretText};
use domain::task::{FieldKind, Subject};
use domain::time::Timestamp;

use super::super::operations::OPERATIONS;
use super::*;
use crate::task_tests::{self, DeafPort, every_operation_has_its_place, holds_together, ticket};
use crate::transport::Auth;
use crate::{Provider, onsim};

/// A port where nobody listens, and a client of it.
fn deaf() -> (DeafPort, Onsim) {
    let port = DeafPort::take();
    let transport = port.transport(ProviderKind::Onsim, Auth::Bearer(ApiKey::new("key".to_owned())));
    (port, Onsim::new(transport, Arc::new(|| Timestamp(0))))
}

fn about(subject: Subject) -> About {
    task_tests::about(subject, "447700900123")
}

/// Something that fits every field, in the form the field reads it.
fn filled(task: &Task) -> Inputs {
    let mut inputs = Inputs::default();
    for field in task.fields {
        let text = match field.kind {
            FieldKind::Choice { choices } => choices[0].0,
            FieldKind::Switch => "true",
            FieldKind::Number => "07700 900124",
            FieldKind::Iccid { .. } => "8944530000000012345",
            FieldKind::Email => "name@example.com",
            FieldKind::Secret { .. } => {
                inputs.put_secret(field.name, SecretText::new("secret".to_owned()));
                continue;
            }
            FieldKind::Ask => "18",
            _ => "ABC",
        };
        inputs.put(field.name, field.read(text, Region::Gb).unwrap());
    }
    inputs
}

#[test]
fn every_operation_is_in_a_task_or_has_its_place() {
    every_operation_has_its_place(&TASKS, NOT_A_TASK.iter().copied(), &OPERATIONS);
}

#[test]
fn the_table_holds_together() {
    holds_together(&TASKS, Region::Gb);
    for task in &TASKS {
        let operation = OPERATIONS.iter().find(|operation| operation.id == task.call).unwrap();
        assert_eq!((task.effect, task.evidence), (operation.effect, operation.evidence), "{}", task.id);
    }
}

#[test]
fn every_ability_has_a_task_and_no_task_has_a_missing_ability() {
    let abilities = deaf().1.abilities();
    for state in abilities {
        let page = [Ability::ListLines, Ability::ReadLine, Ability::EsimStatus, Ability::NewEsimCode];
        let has_task = TASKS.iter().any(|task| task.ability == Some(state.ability));
        if page.contains(&state.ability) {
            assert!(!has_task, "{:?}", state.ability);
        } else {
            assert_eq!(has_task, state.available, "{:?}", state.ability);
        }
    }
}

#[tokio::test]
async fn every_task_is_known_by_the_match() {
    let (_port, onsim) = deaf();
    for task in &TASKS {
        let (about, inputs) = (about(task.subject), filled(task));
        let error = match task.effect {
            Effect::Read => onsim.look(task, &about, &inputs).await.err(),
            _ => onsim.perform(task, &about, &inputs, ticket()).await.err(),
        };
        assert_eq!(error.map(|error| error.code()), Some(ErrorCode::Unreachable), "{}", task.id);
        for field in task.fields.iter().filter(|field| field.kind == FieldKind::Ask) {
            let error = onsim.choices(task, field.name, &about, &inputs).await.err();
            assert_eq!(error.map(|error| error.code()), Some(ErrorCode::Unreachable), "{} {}", task.id, field.name);
        }
        if task.read_back == domain::task::ReadBack::Order {
            let error = onsim.progress(task, &about, &inputs, None).await.err();
            assert_eq!(error.map(|error| error.code()), Some(ErrorCode::Unreachable), "{}", task.id);
        }
    }
    let stranger = Task { id: "stranger", ..line::CEASE };
    let error = onsim.perform(&stranger, &about(Subject::Line), &Inputs::default(), ticket()).await.err();
    assert_eq!(error.map(|error| error.code()), Some(ErrorCode::NotOffered));
}

#[test]
fn a_link_needs_an_esim_whose_code_is_not_used() {
    let (_port, onsim) = deaf();
    let line = |json: serde_json::Value| {
        let record = serde_json::from_value(json).unwrap();
        onsim::map::line(record, &onsim.read_from(domain::provider::Evidence::Documented)).unwrap()
    };
    let mpn = "447700900123";
    let sim = "8944530000000012345";
    let ready = line(serde_json::json!({"mpn": mpn, "sim": sim, "esim_status": "ready to install"}));
    let used = line(serde_json::json!({"mpn": mpn, "sim": sim, "esim_status": "installed"}));
    let card = line(serde_json::json!({"mpn": mpn, "sim_type": "pSIM"}));
    let link = &line::MAKE_QR_LINK;
    assert_eq!(onsim.not_now(link, &ready), None);
    assert!(onsim.not_now(link, &used).unwrap().contains("used"));
    assert!(onsim.not_now(link, &card).unwrap().contains("card"));
    assert_eq!(onsim.not_now(&line::CEASE, &used), None);
    assert!(onsim.not_now(&line::CEASE, &card).unwrap().contains("SIM number"));
}
