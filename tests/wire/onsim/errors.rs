//! Every call with every answer that is no success: what it is called, whether the change may have happened, and how
//! many requests were seen.

use domain::problem::ErrorCode;
use domain::provider::ProviderKind;
use providers::Delivery;
use serde_json::json;

use super::cases::{Body, CASES, Case};
use super::client;
use crate::outcomes::expectations;
use crate::server::{DeafPort, Reply, Server};

async fn check(case: &Case, reply: Reply, expected: (ErrorCode, Delivery, usize)) {
    let what = format!("{} ({:?}) with {reply:?}", case.id, case.body);
    let server = Server::start([reply]).await;
    let onsim = client(&server.url());
    let error = (case.run)(&onsim).await.err().unwrap_or_else(|| panic!("{what}: succeeded"));
    let requests = server.take_seen().len();
    assert_eq!((error.code(), error.delivery, requests), expected, "{what}");
    assert_eq!(error.problem.provider, Some(ProviderKind::Onsim), "{what}");
    assert_eq!(error.problem.operation.as_deref(), Some(case.id), "{what}");
    assert!(error.problem.request_id.is_some(), "{what}");
    assert_eq!(error.problem.retry_safe, case.is_read() || error.delivery != Delivery::Unsure, "{what}");
}

#[tokio::test]
async fn every_call_maps_every_status_and_break() {
    for case in &CASES {
        for expected in expectations() {
            let outcome = if case.is_read() { expected.read } else { expected.change };
            check(case, expected.reply, outcome).await;
        }
    }
}

#[tokio::test]
async fn an_answer_that_cannot_be_read_is_unclear_for_a_change_that_needs_it() {
    for case in &CASES {
        for garbage in ["{\"account\":", "not json", "", "  \n", "\u{1}", "[1,2", "nul"] {
            let unreadable = match case.body {
                Body::List if garbage.trim().is_empty() => None,
                Body::Unused => None,
                Body::Read | Body::List => Some((ErrorCode::UnreadableAnswer, Delivery::Answered, 1)),
                Body::Needed => Some((ErrorCode::OutcomeUnknown, Delivery::Unsure, 1)),
            };
            match unreadable {
                Some(expected) => check(case, Reply::bytes(200, garbage), expected).await,
                None => {
                    let server = Server::start([Reply::bytes(200, garbage)]).await;
                    (case.run)(&client(&server.url())).await.unwrap_or_else(|error| panic!("{}: {error:?}", case.id));
                }
            }
        }
    }
}

#[tokio::test]
async fn nobody_listening_means_that_nothing_was_sent() {
    let deaf = DeafPort::take();
    for case in &CASES {
        let error = (case.run)(&client(&deaf.url())).await.unwrap_err();
        assert_eq!((error.code(), error.delivery), (ErrorCode::Unreachable, Delivery::NotDelivered), "{}", case.id);
        assert!(error.problem.retry_safe && error.status.is_none());
    }
}

#[tokio::test]
async fn the_providers_words_and_fields_are_kept_and_masked() {
    let case = CASES.iter().find(|case| case.id == "provisionOnsimUc").unwrap();
    let body = json!({
        "detail": "447700900123 and LPA:1$h.example$CANARY and canary-key-4f1d are bad",
        "errors": [{"field": "email"}, {"field": "product"}],
    });
    let server = Server::start([Reply::json(422, &body)]).await;
    let error = (case.run)(&client(&server.url())).await.unwrap_err();
    assert_eq!(error.status, Some(422));
    assert_eq!(error.problem.provider_words.as_deref(), Some("… and … and … are bad"));
    assert_eq!(error.problem.field.as_deref(), Some("email"));
    assert!(error.problem.message.contains("email, product"), "{}", error.problem.message);
}

#[tokio::test]
async fn a_conflict_says_whether_the_thing_is_there_already() {
    let add = CASES.iter().find(|case| case.id == "addNumber").unwrap();
    let cease = CASES.iter().find(|case| case.id == "ceaseAccount").unwrap();
    for (case, words, code) in [
        (add, "Number already exists", ErrorCode::AlreadyExists),
        (add, "Not in this state", ErrorCode::WrongState),
        (cease, "SIM already ceased", ErrorCode::WrongState),
    ] {
        let server = Server::start([Reply::json(409, &json!({"message": words}))]).await;
        let error = (case.run)(&client(&server.url())).await.unwrap_err();
        assert_eq!((error.code(), error.problem.provider_words.as_deref()), (code, Some(words)));
    }
}

#[tokio::test]
async fn a_success_that_speaks_of_an_error_is_unclear() {
    for case in CASES.iter().filter(|case| case.body == Body::Unused) {
        for body in [json!({"error": "no such account"}), json!({"success": false}), json!({"errors": [{"x": 1}]})] {
            check(case, Reply::json(200, &body), (ErrorCode::OutcomeUnknown, Delivery::Unsure, 1)).await;
        }
        for body in [json!({"error": null, "success": true}), json!({"errors": []}), json!(["error"]), json!("error")] {
            let server = Server::start([Reply::json(200, &body)]).await;
            (case.run)(&client(&server.url())).await.unwrap_or_else(|error| panic!("{}: {error:?}", case.id));
        }
    }
}
