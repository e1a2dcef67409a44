//! The table against the contract's operations and against the `match` arms: each task has one, and asks for what it
//! sends.

use domain::problem::ErrorCode;
use domain::task::{ReadBack, Subject};

use super::*;
use crate::Delivery;
use crate::operation::Operation;
use crate::task_tests::{every_operation_has_its_place, ticket};
use crate::telecomx::tasks::tests::{ID, about, client};

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
    every_operation_has_its_place(TASKS, NOT_A_TASK.iter().copied(), OURS);
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
