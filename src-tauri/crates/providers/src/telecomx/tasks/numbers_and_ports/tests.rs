//! The table against the contract's operations and against the `match` arms: each task has one, and asks for what it
//! sends.

use std::collections::BTreeSet;
use std::num::NonZeroU32;
use std::sync::Arc;

use domain::action::ActionId;
use domain::line::LineKey;
use domain::problem::ErrorCode;
use domain::provider::{ConnectionId, ProviderKind};
use domain::secret::ApiKey;
use domain::task::{ReadBack, Subject};
use domain::time::Timestamp;

use super::*;
use crate::Delivery;
use crate::operation::Operation;
use crate::telecomx::Proof;
use crate::transport::{BaseUrl, TransportConfig, Tuning};

const ID: &str = "1234567890abcdef12345678";

/// What the client's files on these things send.
const OURS: [&Operation; 40] = [
    &op::LOGIN,
    &op::SEARCH_ALL,
    &op::SEARCH_ALL_BY_POST,
    &op::LIST_CUSTOMERS,
    &op::LIST_PORTINGS,
    &op::GET_PORTING,
    &op::UPDATE_PORTING,
    &op::ORDER_PORTING,
    &op::CANCEL_PORTING,
    &op::SPLIT_PORTING,
    &op::REJECT_PORTING,
    &op::LOG_PORTING_CONTACT,
    &op::OVERRIDE_PORTING_STAGE,
    &op::CREATE_POWER_OF_ATTORNEY,
    &op::CREATE_POWER_OF_ATTORNEY_FOR,
    &op::DOWNLOAD_POWER_OF_ATTORNEY,
    &op::SEND_POWER_OF_ATTORNEY,
    &op::DELETE_PORTING_DOCUMENT,
    &op::CANCEL_SIGNATURE_ORDER_OLD,
    &op::UPLOAD_PORTING_DOCUMENT,
    &op::CANCEL_SIGNATURE_ORDER,
    &op::GET_NUMBER_OPERATOR,
    &op::LIST_OPERATORS,
    &op::GET_OPERATOR,
    &op::LIST_NUMBERS,
    &op::CREATE_NUMBERS,
    &op::GET_NUMBER,
    &op::UPDATE_NUMBER,
    &op::ASSIGN_NUMBER,
    &op::CLOSE_NUMBER,
    &op::PRE_RESERVE_NUMBER,
    &op::LIST_RECENT_CHANGES,
    &op::LIST_CHANGES,
    &op::LIST_CUSTOMER_CHANGES,
    &op::LIST_CUSTOMER_SECTION_CHANGES,
    &op::LIST_ITEM_CHANGES,
    &op::GET_CHANGE,
    &op::LIST_INVOICES,
    &op::LIST_CURRENT_INVOICE_LINES,
    &op::GET_CURRENT_INVOICE_LINE,
];

#[test]
fn every_operation_of_these_files_has_a_task_or_a_reason() {
    let tasks: BTreeSet<&str> = TASKS.iter().flat_map(|task| task.also.iter().copied().chain([task.call])).collect();
    let others: BTreeSet<&str> = NOT_A_TASK.iter().map(|(id, _)| *id).collect();
    assert!(tasks.is_disjoint(&others));
    let known: BTreeSet<&str> = tasks.union(&others).copied().collect();
    assert_eq!(known, OURS.iter().map(|operation| operation.id).collect());
    assert!(NOT_A_TASK.iter().all(|(_, reason)| reason.ends_with('.') && reason.len() > 20));
}

#[test]
fn the_table_says_what_people_can_read() {
    let ids: BTreeSet<&str> = TASKS.iter().map(|task| task.id).collect();
    assert_eq!(ids.len(), TASKS.len(), "a name twice");
    for task in TASKS {
        let names: BTreeSet<&str> = task.fields.iter().map(|field| field.name).collect();
        assert_eq!(names.len(), task.fields.len(), "{}: a field twice", task.id);
        assert!(task.hint.ends_with('.') && !task.title.ends_with('.'), "{}", task.id);
        assert!(task.fields.iter().all(|field| field.hint.is_empty() || field.hint.ends_with('.')), "{}", task.id);
        for (other, values) in task.fields.iter().filter_map(|field| field.only_if) {
            let Some(FieldKind::Choice { choices }) = task.field(other).map(|field| field.kind) else {
                panic!("{}: {other} is no choice", task.id);
            };
            assert!(values.iter().all(|value| choices.iter().any(|(one, _)| one == value)), "{}", task.id);
        }
    }
}

#[test]
fn a_task_does_what_its_operation_does_or_the_part_of_it_that_the_contract_names() {
    // Looking at the changes without taking them, and a paper that goes to nobody (contract 6.9 and 11.2, x-effect-by).
    let less = [changes::LIST.id, papers::CREATE.id];
    for task in TASKS {
        let whole = OURS.iter().find(|operation| operation.id == task.call).unwrap();
        assert_eq!(task.effect == whole.effect, !less.contains(&task.id), "{}", task.id);
        assert_eq!(task.evidence, whole.evidence, "{}", task.id);
    }
}

/// A client of an address where nobody listens: what would be sent gets as far as that. Each task has one of its own,
/// because a client stops asking after a few failures.
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
            FieldKind::Whole { .. } => "1",
            FieldKind::Number => "+4520129001",
            FieldKind::Date => "2026-11-21",
            FieldKind::File { .. } => "a.pdf;JVBERi0xLjQ=",
            FieldKind::Lines { .. } if field.name == "properties" => "{\"first\": \"+4570129100\"}",
            FieldKind::Lines { .. } if field.name == "notify" => "a@example.com\nb@example.com",
            FieldKind::Lines { .. } if field.name == "customSeriesData" => "+4570305000-+4570305009",
            FieldKind::Lines { .. } => "70 12 90 10\n70 12 90 11",
            FieldKind::Text { max } if max < 24 => "2012",
            _ => ID,
        };
        let read = field.read(value, domain::msisdn::Region::Dk).unwrap();
        inputs.put(field.name, read);
    }
    inputs
}

#[expect(clippy::disallowed_methods, reason = "nothing is there that it could change")]
fn ticket() -> Ticket {
    Ticket::issue(ActionId(uuid::Uuid::nil()))
}

#[tokio::test]
async fn every_task_is_sent_by_the_side_it_belongs_to_and_by_that_alone() {
    for task in TASKS {
        let client = client();
        let (about, inputs) = (about(task.subject), filled(task));
        let looked = look(&client, task, &about, &inputs).await;
        let performed = perform(&client, task, &about, &inputs, ticket()).await;
        assert_eq!((looked.is_some(), performed.is_some()), (!task.is_change(), task.is_change()), "{}", task.id);
        let errors = [looked.and_then(Result::err), performed.and_then(Result::err)];
        let error = errors.into_iter().flatten().next().unwrap();
        assert_eq!((error.code(), error.delivery), (ErrorCode::Unreachable, Delivery::NotDelivered), "{}", task.id);
    }
}

#[tokio::test]
async fn what_is_read_back_as_an_order_is_read_and_nothing_else() {
    for task in TASKS {
        let client = client();
        let progress = progress(&client, task, &about(task.subject), &filled(task), None).await.unwrap();
        let reads = progress.is_err_and(|error| error.code() == ErrorCode::Unreachable);
        assert_eq!(reads, task.read_back == ReadBack::Order, "{}", task.id);
    }
}

#[tokio::test]
async fn what_can_be_chosen_is_asked_for() {
    for task in TASKS {
        let client = client();
        for field in task.fields {
            let asked = choices(&client, task, field.name, &about(task.subject), &Inputs::default()).await.unwrap();
            assert_eq!(asked.is_err(), field.kind == FieldKind::Ask, "{} {}", task.id, field.name);
        }
    }
}

#[tokio::test]
async fn a_task_of_someone_else_is_left_alone() {
    let client = client();
    let other = Task { id: "suspend", ..ports::ORDER };
    let (about, inputs) = (about(Subject::Line), Inputs::default());
    assert!(choices(&client, &other, "customer", &about, &inputs).await.is_none());
    assert!(look(&client, &other, &about, &inputs).await.is_none());
    assert!(perform(&client, &other, &about, &inputs, ticket()).await.is_none());
    assert!(progress(&client, &other, &about, &inputs, None).await.is_none());
}
