//! The table of tasks against the contract's operations, the abilities and the `match` arms.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::sync::Arc;

use domain::ability::Ability;
use domain::action::ActionId;
use domain::line::LineKey;
use domain::msisdn::Region;
use domain::provider::{ConnectionId, Effect};
use domain::secret::{ApiKey, SecretText};
use domain::task::{FieldKind, Subject};
use domain::time::Timestamp;
use tokio::net::TcpSocket;

use super::super::operations::OPERATIONS;
use super::*;
use crate::transport::{Auth, BaseUrl, OutagePolicy, Rate, Transport, TransportConfig, Tuning};
use crate::{Provider, onsim};

/// Neither paced nor waiting between two tries, and however often it goes wrong, it is asked again.
fn eager() -> Tuning {
    let many = NonZeroU32::new(100_000).unwrap();
    let rate = Rate { per_second: many, burst: many };
    let outage = OutagePolicy { failures: u32::MAX, ..OutagePolicy::default() };
    Tuning { rate, outage, sleeper: Arc::new(|_| Box::pin(std::future::ready(()))), ..Tuning::default() }
}

/// A port where nobody listens, kept while the test runs, and a client of it.
fn deaf() -> (TcpSocket, Onsim) {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(SocketAddr::from(([127, 0, 0, 1], 0))).unwrap();
    let transport = Transport::new(TransportConfig {
        provider: ProviderKind::Onsim,
        connection: ConnectionId("c1".to_owned()),
        base_url: BaseUrl::parse(&format!("http://{}", socket.local_addr().unwrap())).unwrap(),
        auth: Auth::Bearer(ApiKey::new("key".to_owned())),
        proxy: None,
        tuning: eager(),
    });
    (socket, Onsim::new(transport.unwrap(), Arc::new(|| Timestamp(0))))
}

fn about(subject: Subject) -> About {
    let connection = ConnectionId("c1".to_owned());
    let id = "447700900123".to_owned();
    match subject {
        Subject::Line => About::Line { line: LineKey { connection, id } },
        Subject::Customer => About::Customer { connection, id },
        Subject::Port => About::Port { connection, id },
        Subject::Account => About::Account { connection },
    }
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
        assert_eq!((task.effect, task.evidence), (operation.effect, operation.evidence), "{}", task.id);
        assert!(!task.title.ends_with('.') && task.hint.ends_with('.'), "{}", task.id);
        let names: BTreeSet<_> = task.fields.iter().map(|field| field.name).collect();
        assert_eq!(names.len(), task.fields.len(), "{}", task.id);
        for field in task.fields {
            assert!(field.hint.is_empty() || field.hint.ends_with('.'), "{} {}", task.id, field.name);
            if let FieldKind::Choice { choices } = field.kind {
                assert!(choices.iter().all(|(value, _)| field.read(value, Region::Gb).as_deref() == Ok(value)));
            }
        }
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
