//! The table of tasks against the operations and the abilities, and each task's way to the client.

use std::collections::BTreeSet;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;

use domain::ability::Ability;
use domain::action::ActionId;
use domain::line::LineKey;
use domain::problem::ErrorCode;
use domain::provider::{ConnectionId, Effect};
use domain::secret::{ApiKey, SecretText};
use domain::task::{FieldKind, ReadBack, Subject, TaskField};
use domain::time::Timestamp;

use super::*;
use crate::reach::operations::OPERATIONS;
use crate::transport::{Auth, BaseUrl, ClientApi, RetryPolicy, Transport, TransportConfig, Tuning};
use crate::{Delivery, Provider};

/// A client of an address where nobody listens: each call fails before anything is sent, and names its operation.
fn nobody() -> Reach {
    let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port();
    let key = |text: &str| ApiKey::new(text.to_owned());
    let retry = RetryPolicy { read_tries: 1, change_tries: 1, ..RetryPolicy::default() };
    let config = TransportConfig {
        provider: ProviderKind::Reach,
        connection: ConnectionId("c1".to_owned()),
        base_url: BaseUrl::parse(&format!("http://127.0.0.1:{port}")).unwrap(),
        auth: Auth::ClientApi(ClientApi::new(key("jwt"), key("key")).unwrap()),
        proxy: None,
        tuning: Tuning { retry, sleeper: Arc::new(|_| Box::pin(std::future::ready(()))), ..Tuning::default() },
    };
    Reach::new(Transport::new(config).unwrap(), Arc::new(|| Timestamp(0)))
}

fn about(subject: Subject) -> About {
    let (connection, id) = (ConnectionId("c1".to_owned()), "CUST-1".to_owned());
    match subject {
        Subject::Line => About::Line { line: LineKey { connection, id } },
        Subject::Customer => About::Customer { connection, id },
        Subject::Port => About::Port { connection, id },
        Subject::Account => About::Account { connection },
    }
}

fn ticket() -> Ticket {
    #[expect(clippy::disallowed_methods, reason = "a test has no ledger")]
    Ticket::issue(ActionId(uuid::Uuid::from_u128(7)))
}

/// Something that fits a field.
fn fitting(field: &TaskField) -> String {
    match field.kind {
        FieldKind::Choice { choices } => choices[0].0,
        FieldKind::Iccid { .. } => "89010000000000000017",
        FieldKind::Imei => "490154203237518",
        FieldKind::Number => "+16015550123",
        FieldKind::Email => "ann@example.com",
        FieldKind::Money => "25.00",
        FieldKind::Whole { max, .. } => return max.to_string(),
        FieldKind::Secret { .. } | FieldKind::OneTimeCode { .. } => "482113",
        _ if field.name.to_ascii_lowercase().contains("zip") => "38655",
        _ if field.name == "redirectUrl" => "https://brand.example/done",
        _ => "X-1",
    }
    .to_owned()
}

fn inputs(task: &Task) -> Inputs {
    let mut inputs = Inputs::default();
    for field in task.fields {
        let secret = field.is_secret();
        let value = fitting(field);
        if secret {
            inputs.put_secret(field.name, SecretText::new(value));
        } else {
            inputs.put(field.name, value);
        }
    }
    inputs
}

#[test]
fn every_operation_is_in_a_task_or_says_why_not() {
    let in_tasks: BTreeSet<&str> =
        ALL.iter().flat_map(|task| std::iter::once(task.call).chain(task.also.iter().copied())).collect();
    let excused: BTreeSet<&str> = NOT_A_TASK.iter().map(|(operation, _)| *operation).collect();
    let known: BTreeSet<&str> = OPERATIONS.iter().map(|operation| operation.id).collect();
    assert_eq!(in_tasks.intersection(&excused).count(), 0, "both in a task and excused");
    assert_eq!(in_tasks.union(&excused).copied().collect::<BTreeSet<_>>(), known);
}

#[test]
fn names_are_given_once_and_told_in_plain_words() {
    let names: BTreeSet<&str> = ALL.iter().map(|task| task.id).collect();
    let titles: BTreeSet<&str> = ALL.iter().map(|task| task.title).collect();
    assert_eq!((names.len(), titles.len()), (ALL.len(), ALL.len()));
    for task in ALL.iter() {
        assert!(task.id.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'), "{}", task.id);
        assert!(task.title.starts_with(|c: char| c.is_ascii_uppercase()) && !task.title.ends_with('.'), "{}", task.id);
        assert!(task.hint.ends_with('.') && task.hint.len() < 200, "{}: {}", task.id, task.hint.len());
        assert!(!matches!(task.subject, Subject::Customer | Subject::Port), "a line's reference is its customer's");
    }
}

#[test]
fn what_is_available_is_a_task_and_a_task_is_available() {
    let elsewhere = [Ability::ListLines, Ability::ReadLine, Ability::EsimStatus, Ability::ReadPorts];
    for state in nobody().abilities() {
        let has_task = ALL.iter().any(|task| task.ability == Some(state.ability));
        let wanted = state.available && !elsewhere.contains(&state.ability);
        assert_eq!(has_task, wanted, "{:?}", state.ability);
    }
}

#[test]
fn fields_are_named_once_and_depend_on_choices_there_are() {
    for task in ALL.iter() {
        let names: BTreeSet<&str> = task.fields.iter().map(|field| field.name).collect();
        assert_eq!(names.len(), task.fields.len(), "{}", task.id);
        for field in task.fields {
            if let FieldKind::Choice { choices } = field.kind {
                let values: BTreeSet<&str> = choices.iter().map(|(value, _)| *value).collect();
                assert_eq!(values.len(), choices.len(), "{} {}", task.id, field.name);
            }
            if let Some((other, values)) = field.only_if {
                let FieldKind::Choice { choices } = task.field(other).unwrap().kind else { panic!("{other}") };
                assert!(values.iter().all(|value| choices.iter().any(|(one, _)| one == value)), "{}", field.name);
            }
        }
        if let ReadBack::Typed(_, field) = task.read_back {
            assert!(task.field(field).is_some(), "{}", task.id);
        }
    }
}

/// The failure names an operation of the task, and nothing was sent.
fn is_the_tasks_own(task: &Task, error: &ProviderError) {
    assert_eq!((error.code(), error.delivery), (ErrorCode::Unreachable, Delivery::NotDelivered), "{}", task.id);
    let asked = error.problem.operation.as_deref().unwrap();
    assert!(asked == task.call || task.also.contains(&asked), "{}: {asked}", task.id);
}

#[tokio::test]
async fn every_task_asks_by_its_own_operations_and_a_failed_read_before_a_change_sends_nothing() {
    for task in ALL.iter() {
        // A client of its own: one that nobody answers stops asking.
        let (reach, about, inputs) = (nobody(), about(task.subject), inputs(task));
        let error = if task.effect == Effect::Read {
            reach.look(task, &about, &inputs).await.err().unwrap()
        } else {
            reach.perform(task, &about, &inputs, ticket()).await.err().unwrap()
        };
        is_the_tasks_own(task, &error);
    }
}

#[tokio::test]
async fn every_list_and_estimate_asks_by_the_tasks_operations() {
    for task in ALL.iter() {
        let (reach, about, inputs) = (nobody(), about(task.subject), inputs(task));
        if let Err(error) = reach.estimate(task, &about, &inputs).await {
            is_the_tasks_own(task, &error);
        }
        for field in task.fields.iter().filter(|field| field.kind == FieldKind::Ask) {
            is_the_tasks_own(task, &nobody().choices(task, field.name, &about, &inputs).await.err().unwrap());
        }
    }
}

#[tokio::test]
async fn accepted_work_is_asked_about_and_work_nobody_knows_of_is_never_said_to_go_on() {
    for task in ALL.iter().filter(|task| task.read_back == ReadBack::Order) {
        let (about, inputs) = (about(task.subject), inputs(task));
        is_the_tasks_own(task, &nobody().progress(task, &about, &inputs, Some("REF-1")).await.unwrap_err());
        let error = nobody().progress(task, &about, &inputs, None).await.unwrap_err();
        assert!(matches!(error.code(), ErrorCode::Unreachable | ErrorCode::OutcomeUnknown), "{}", task.id);
    }
}

#[tokio::test]
async fn a_task_of_another_table_or_about_something_else_is_not_offered() {
    let (reach, suspend) = (nobody(), *ALL.iter().find(|task| task.id == "suspend").unwrap());
    let strange = Task { id: "fly", ..suspend };
    for (task, subject) in [(strange, Subject::Line), (suspend, Subject::Account)] {
        let error = reach.perform(&task, &about(subject), &Inputs::default(), ticket()).await.err().unwrap();
        assert_eq!((error.code(), error.delivery), (ErrorCode::NotOffered, Delivery::NotDelivered));
    }
}

#[tokio::test]
async fn what_does_not_fit_is_told_at_the_forms_own_field() {
    let spoilt = [
        ("new_line", "zip", "3865", "zip"),
        ("new_line", "shippingZip", "3865", "shippingZip"),
        ("new_line", "firstName", " ", "firstName"),
        ("new_line", "billingPhoneNumber", "+447700900123", "billingPhoneNumber"),
        ("new_line", "redirectUrl", "http://brand.example", "redirectUrl"),
        ("edit_address", "zip", "x", "zip"),
        ("swap_sim", "newIccId", "890100000000000001", "newIccId"),
        ("activate_line", "iccId", "", "iccId"),
        ("set_pack_renewal", "packId", "", "packId"),
        ("buy_call_credit", "amount", "05", "amount"),
        ("pay_bill", "ccUUID", "", "ccUUID"),
    ];
    for (id, name, value, field) in spoilt {
        let task = ALL.iter().find(|task| task.id == id).unwrap();
        let mut inputs = inputs(task);
        if id == "new_line" {
            inputs.put("shipTo", "other".to_owned());
        }
        inputs.put(name, value.to_owned());
        let error = nobody().perform(task, &about(task.subject), &inputs, ticket()).await.err().unwrap();
        if error.code() == ErrorCode::Unreachable {
            // A read before the change came first.
            assert!(["pay_bill", "set_pack_renewal"].contains(&id), "{id}");
            continue;
        }
        assert_eq!((error.code(), error.problem.field.as_deref()), (ErrorCode::InvalidInput, Some(field)), "{id}");
    }
}

#[test]
fn a_price_above_the_most_that_was_typed_is_refused() {
    let (reach, task) = (nobody(), ALL.iter().find(|task| task.id == "new_line").unwrap());
    let (about, mut inputs) = (about(Subject::Account), Inputs::default());
    let quote = |total: &str| crate::reach::Quote {
        total: crate::reach::Dollars::parse(total).unwrap(),
        sim_kit: None,
        activation: None,
        shipping: None,
        tax: None,
        monthly: None,
        raw: Vec::new(),
    };
    assert!(reach.asked(task, &about, &inputs).unwrap().1.within(&quote("999.99")).is_ok());
    inputs.put("collection", "42.50".to_owned());
    let (_, asked) = reach.asked(task, &about, &inputs).unwrap();
    assert!(asked.within(&quote("42.5")).is_ok());
    for dear in ["42.51", "100", "42.505"] {
        let error = asked.within(&quote(dear)).unwrap_err();
        assert_eq!((error.problem.field.as_deref(), error.delivery), (Some("collection"), Delivery::NotDelivered));
    }
}

#[test]
fn an_answer_of_unknown_shape_becomes_values_and_tables() {
    let raw = |name: &str, value: &str| RawField { name: name.to_owned(), value: value.to_owned() };
    let answer = show::tree(
        "Usage",
        vec![
            raw("unit", "MB"),
            raw("days[0].used", "3"),
            raw("days[0].day", "1"),
            raw("days[1].used", "4"),
            raw("tags[0]", "a"),
        ],
    );
    assert_eq!(answer.facts, [raw("unit", "MB")]);
    let tables: Vec<_> =
        answer.tables.iter().map(|table| (table.title.as_str(), &table.columns, &table.rows)).collect();
    assert_eq!(tables[0].0, "days");
    assert_eq!((tables[0].1.join(" "), tables[0].2.len()), ("used day".to_owned(), 2));
    assert_eq!(tables[0].2[1], ["4", ""]);
    assert_eq!((tables[1].0, tables[1].2), ("tags", &vec![vec!["a".to_owned()]]));
    assert!(answer.note.is_none() && show::tree("Usage", Vec::new()).note.is_some());
}
