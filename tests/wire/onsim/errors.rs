//! Every call with every answer that is no success: what it is called, whether the change may have happened, and how
//! many requests were seen.

use domain::problem::ErrorCode;
use providers::Delivery;
use serde_json::json;

use super::{CALLS, client};
use crate::calls::Body;
use crate::server::{Reply, Server};

#[tokio::test]
async fn every_call_maps_every_status_and_break() {
    CALLS.map_every_status_and_break(|_, outcome| outcome).await;
}

#[tokio::test]
async fn an_answer_that_cannot_be_read_is_unclear_for_a_change_that_needs_it() {
    CALLS.cannot_read(&["{\"account\":", "not json", "", "  \n", "\u{1}", "[1,2", "nul"]).await;
}

#[tokio::test]
async fn nobody_listening_means_that_nothing_was_sent() {
    CALLS.know_that_nobody_listens().await;
}

#[tokio::test]
async fn the_providers_words_and_fields_are_kept_and_masked() {
    let case = CALLS.named("provisionOnsimUc");
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
    let add = CALLS.named("addNumber");
    let cease = CALLS.named("ceaseAccount");
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
    for case in CALLS.cases.iter().filter(|case| case.body == Body::Unused) {
        for body in [json!({"error": "no such account"}), json!({"success": false}), json!({"errors": [{"x": 1}]})] {
            CALLS.check(case, Reply::json(200, &body), (ErrorCode::OutcomeUnknown, Delivery::Unsure, 1)).await;
        }
        for body in [json!({"error": null, "success": true}), json!({"errors": []}), json!(["error"]), json!("error")] {
            CALLS.succeeds(case, Reply::json(200, &body)).await;
        }
    }
}
