//! Every call with every answer that is no success: what it is called, whether the change may have happened, and how
//! many requests were seen.

use domain::problem::ErrorCode;
use providers::Delivery;
use providers::atomic::Atomic;
use serde_json::json;

use super::{CALLS, SMS_KEY, TOKEN, client};
use crate::calls::{Body, Case, Outcome};
use crate::server::{Reply, Server};

#[tokio::test]
async fn every_call_maps_every_status_and_break() {
    // The SMS product says "authentication failed" with 403 (contract 6).
    let of_the_sms_product = |case: &Case<Atomic>, outcome: Outcome| match outcome {
        (ErrorCode::NotAllowed, delivery, requests) if case.is_sms_product() => {
            (ErrorCode::CredentialsRefused, delivery, requests)
        }
        _ => outcome,
    };
    CALLS.map_every_status_and_break(of_the_sms_product).await;
}

#[tokio::test]
async fn an_answer_that_cannot_be_read_is_unclear_for_a_change_that_needs_it() {
    CALLS.cannot_read(&["{\"status\":", "not json", "", "  \n", "\u{1}", "[1,2", "nul"]).await;
}

#[tokio::test]
async fn nobody_listening_means_that_nothing_was_sent() {
    CALLS.know_that_nobody_listens().await;
}

#[tokio::test]
async fn a_success_that_speaks_of_an_error_is_unclear() {
    let bodies = [
        json!({"status": "error", "message": "No service 0412345678"}),
        json!({"result": "FAILED"}),
        json!({"error": "no such service"}),
        json!({"success": false}),
        json!({"errors": [{"x": 1}]}),
    ];
    for case in CALLS.cases {
        for body in &bodies {
            let expected = if case.is_read() {
                (ErrorCode::UnreadableAnswer, Delivery::Answered, 1)
            } else {
                (ErrorCode::OutcomeUnknown, Delivery::Unsure, 1)
            };
            CALLS.check(case, Reply::json(200, body), expected).await;
        }
    }
}

#[tokio::test]
async fn a_change_whose_answer_says_nothing_of_success_is_unclear() {
    for case in CALLS.cases.iter().filter(|case| case.body == Body::Needed) {
        for body in [json!({}), json!([]), json!({"status": "queued"}), json!([[1]]), json!(null), json!("success")] {
            CALLS.check(case, Reply::json(200, &body), (ErrorCode::OutcomeUnknown, Delivery::Unsure, 1)).await;
        }
    }
}

#[tokio::test]
async fn a_change_whose_answer_is_not_published_is_taken_whatever_it_says() {
    let bodies =
        [json!({}), json!([]), json!({"status": "queued"}), json!([{"status": "ACTIVE"}]), json!(null), json!(1)];
    for case in CALLS.cases.iter().filter(|case| case.body == Body::Unused) {
        for body in &bodies {
            CALLS.succeeds(case, Reply::json(200, body)).await;
        }
    }
}

#[tokio::test]
async fn the_providers_words_and_fields_are_kept_and_masked() {
    let find = |id: &str| CALLS.named(id);
    for (case, key) in [(find("replaceSim"), TOKEN), (find("sendSms"), SMS_KEY)] {
        let body = json!({
            "status": "error", "message": format!("0412345678 and user@example.com and {key} are bad"),
            "errors": [{"field": "notification_email"}, {"field": "is_esim"}],
        });
        let server = Server::start([Reply::json(422, &body)]).await;
        let error = (case.run)(&client(&server.url())).await.unwrap_err();
        assert_eq!(error.status, Some(422));
        assert_eq!(error.problem.provider_words.as_deref(), Some("… and … and … are bad"));
        assert_eq!(error.problem.field.as_deref(), Some("notification_email"));
        assert!(error.problem.message.contains("notification_email, is_esim"), "{}", error.problem.message);
    }
    // Inside a 2xx too.
    let body = json!({"status": "error", "message": "0412345678 is not known"});
    for id in ["replaceSim", "manageMobileService", "listCustomers", "listIncomingSms"] {
        let server = Server::start([Reply::json(200, &body)]).await;
        let error = (find(id).run)(&client(&server.url())).await.unwrap_err();
        assert_eq!(error.problem.provider_words.as_deref(), Some("… is not known"), "{id}");
    }
}

#[tokio::test]
async fn a_rate_limit_names_its_wait() {
    let case = CALLS.named("sendSms");
    let reply = Reply::json(429, &json!({"error": "rate_limited"})).with_header("retry-after", "90");
    let server = Server::start([reply]).await;
    let error = (case.run)(&client(&server.url())).await.unwrap_err();
    assert_eq!((error.code(), error.delivery), (ErrorCode::RateLimited, Delivery::NotDelivered));
    assert_eq!(
        (error.problem.retry_after_s, error.problem.provider_words.as_deref()),
        (Some(90), Some("rate_limited"))
    );
    assert_eq!(server.take_seen().len(), 1, "a wait so long is not waited out");
}
