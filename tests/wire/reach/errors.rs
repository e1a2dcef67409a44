//! Every call with every answer that is no success: what it is called, whether the change may have happened, and how
//! many requests were seen.

use domain::problem::ErrorCode;
use providers::Delivery;
use serde_json::{Value, json};

use super::{CALLS, JWT, KEY};
use crate::calls::Body;
use crate::server::Reply;

#[tokio::test]
async fn every_call_maps_every_status_and_break() {
    CALLS.map_every_status_and_break(|_, outcome| outcome).await;
}

#[tokio::test]
async fn an_answer_that_cannot_be_read_is_unclear_for_a_change_that_needs_it() {
    CALLS.cannot_read(&["{\"data\":", "not json", "", "  \n", "\u{1}", "[1,2", "nul"]).await;
}

#[tokio::test]
async fn nobody_listening_means_that_nothing_was_sent() {
    CALLS.know_that_nobody_listens().await;
}

#[tokio::test]
async fn a_failure_inside_a_success_is_a_refusal_for_every_call() {
    for case in CALLS.proper() {
        for word in ["FAILED", "failure", "ERROR"] {
            let body = json!({"status": word, "message": "no such plan", "data": {"x": 1}});
            CALLS.check(case, Reply::json(200, &body), (ErrorCode::Refused, Delivery::Answered, 1)).await;
        }
        let body = json!({"status": "FAILED", "message": "bad", "meta": {"Email": "already registered"}, "data": []});
        let (error, _) = CALLS.failure(case, Reply::json(200, &body)).await;
        assert_eq!((error.code(), error.problem.field.as_deref()), (ErrorCode::FieldsRefused, Some("Email")));
        assert_eq!(error.problem.provider_words.as_deref(), Some("bad; Email: already registered"));
    }
}

#[tokio::test]
async fn an_envelope_that_is_neither_success_nor_failure_leaves_a_change_unknown() {
    for case in CALLS.proper() {
        let body = json!({"status": "QUEUED", "message": "later", "data": {"x": 1}});
        let expected = if case.is_read() {
            (ErrorCode::UnreadableAnswer, Delivery::Answered, 1)
        } else {
            (ErrorCode::OutcomeUnknown, Delivery::Unsure, 1)
        };
        CALLS.check(case, Reply::json(200, &body), expected).await;
    }
}

#[tokio::test]
async fn a_change_that_only_talks_of_failure_did_not_happen() {
    for case in CALLS.proper().filter(|case| case.body == Body::Unused) {
        for body in
            [json!({"status": "FAILED", "message": "no"}), json!({"status": "ERROR", "data": null, "error": "no"})]
        {
            let (error, _) = CALLS.failure(case, Reply::json(200, &body)).await;
            assert_eq!((error.code(), error.delivery), (ErrorCode::Refused, Delivery::Answered), "{}", case.id);
            assert_eq!(error.problem.provider_words.as_deref(), Some("no"));
        }
        for body in [json!({"error": "no such line"}), json!({"status": "SUCCESS", "data": {"errorMessage": "half"}})] {
            CALLS.check(case, Reply::json(200, &body), (ErrorCode::OutcomeUnknown, Delivery::Unsure, 1)).await;
        }
    }
}

#[tokio::test]
async fn a_403_names_both_causes() {
    for case in CALLS.proper() {
        let (error, _) = CALLS.failure(case, Reply::json(403, &json!({"message": "forbidden"}))).await;
        let message = &error.problem.message;
        assert!(
            message.contains("source address is not registered") && message.contains("lack the right"),
            "{message}"
        );
    }
    let denied = json!({"Message": "User is not authorized, explicit deny"});
    let (error, _) = CALLS.failure(CALLS.named("suspendSubscriber"), Reply::json(403, &denied)).await;
    assert!(error.problem.message.contains("lack the right to this one call (had"), "{}", error.problem.message);
    assert_eq!(error.problem.provider_words.as_deref(), Some("User is not authorized, explicit deny"));
}

#[tokio::test]
async fn the_providers_words_and_fields_are_kept_and_masked() {
    let case = CALLS.named("submitPurchase");
    let words = async |body: Value| {
        let (error, _) = CALLS.failure(case, Reply::json(400, &body)).await;
        assert_eq!(error.code(), ErrorCode::FieldsRefused);
        (error.problem.provider_words.unwrap_or_default(), error.problem.field)
    };
    let some = |text: &str| Some(text.to_owned());
    let meta =
        json!({"message": "5550100881 is bad", "meta": {"Email": "ann@example.test is registered", "zip": "required"}});
    assert_eq!(words(meta).await, ("… is bad; Email: … is registered; zip: required".to_owned(), some("Email")));
    for status in [200, 400] {
        let body = json!({"status": "FAILED", "message": format!("{KEY} and {JWT} and 5550100881"), "data": {}});
        let (error, _) = CALLS.failure(case, Reply::json(status, &body)).await;
        assert_eq!(error.problem.provider_words.as_deref(), Some("… and … and …"), "{status}");
    }
    for (body, expected) in [
        (json!({"error": format!("key {KEY}")}), "key …"),
        (json!({"errorMessage": "deep trouble"}), "deep trouble"),
        (json!({"Message": "capital"}), "capital"),
        (json!({"data": {"message": "inside"}}), "inside"),
    ] {
        assert_eq!(words(body).await, (expected.to_owned(), None));
    }
}
