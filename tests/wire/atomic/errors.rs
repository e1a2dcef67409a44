//! Every call with every answer that is no success: what it is called, whether the change may have happened, and how
//! many requests were seen.

use domain::problem::ErrorCode;
use domain::provider::ProviderKind;
use providers::Delivery;
use serde_json::json;

use super::cases::{Body, CASES, Case};
use super::{SMS_KEY, TOKEN, client};
use crate::outcomes::expectations;
use crate::server::{DeafPort, Reply, Server};

async fn check(case: &Case, reply: Reply, expected: (ErrorCode, Delivery, usize)) {
    let what = format!("{} ({:?}) with {reply:?}", case.id, case.body);
    let server = Server::start([reply]).await;
    let atomic = client(&server.url());
    let error = (case.run)(&atomic).await.err().unwrap_or_else(|| panic!("{what}: succeeded"));
    let requests = server.take_seen().len();
    assert_eq!((error.code(), error.delivery, requests), expected, "{what}");
    assert_eq!(error.problem.provider, Some(ProviderKind::Atomic), "{what}");
    assert_eq!(error.problem.operation.as_deref(), Some(case.id), "{what}");
    assert!(error.problem.request_id.is_some(), "{what}");
    assert_eq!(error.problem.retry_safe, case.is_read() || error.delivery != Delivery::Unsure, "{what}");
}

#[tokio::test]
async fn every_call_maps_every_status_and_break() {
    for case in &CASES {
        for expected in expectations() {
            let mut outcome = if case.is_read() { expected.read } else { expected.change };
            // The SMS product says "authentication failed" with 403 (contract 6).
            if case.is_sms_product() && outcome.0 == ErrorCode::NotAllowed {
                outcome.0 = ErrorCode::CredentialsRefused;
            }
            check(case, expected.reply, outcome).await;
        }
    }
}

#[tokio::test]
async fn an_answer_that_cannot_be_read_is_unclear_for_a_change_that_needs_it() {
    for case in &CASES {
        for garbage in ["{\"status\":", "not json", "", "  \n", "\u{1}", "[1,2", "nul"] {
            let unreadable = match case.body {
                Body::Unused => None,
                Body::Read => Some((ErrorCode::UnreadableAnswer, Delivery::Answered, 1)),
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
async fn a_success_that_speaks_of_an_error_is_unclear() {
    let bodies = [
        json!({"status": "error", "message": "No service 0412345678"}),
        json!({"result": "FAILED"}),
        json!({"error": "no such service"}),
        json!({"success": false}),
        json!({"errors": [{"x": 1}]}),
    ];
    for case in &CASES {
        for body in &bodies {
            let expected = match case.body {
                Body::Read => (ErrorCode::UnreadableAnswer, Delivery::Answered, 1),
                Body::Needed | Body::Unused => (ErrorCode::OutcomeUnknown, Delivery::Unsure, 1),
            };
            check(case, Reply::json(200, body), expected).await;
        }
    }
}

#[tokio::test]
async fn a_change_whose_answer_says_nothing_of_success_is_unclear() {
    for case in CASES.iter().filter(|case| case.body == Body::Needed) {
        for body in [json!({}), json!([]), json!({"status": "queued"}), json!([[1]]), json!(null), json!("success")] {
            check(case, Reply::json(200, &body), (ErrorCode::OutcomeUnknown, Delivery::Unsure, 1)).await;
        }
    }
}

#[tokio::test]
async fn a_change_whose_answer_is_not_published_is_taken_whatever_it_says() {
    let bodies =
        [json!({}), json!([]), json!({"status": "queued"}), json!([{"status": "ACTIVE"}]), json!(null), json!(1)];
    for case in CASES.iter().filter(|case| case.body == Body::Unused) {
        for body in &bodies {
            let server = Server::start([Reply::json(200, body)]).await;
            (case.run)(&client(&server.url())).await.unwrap_or_else(|error| panic!("{}: {error:?}", case.id));
        }
    }
}

#[tokio::test]
async fn the_providers_words_and_fields_are_kept_and_masked() {
    let find = |id: &str| CASES.iter().find(|case| case.id == id).unwrap();
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
    let case = CASES.iter().find(|case| case.id == "sendSms").unwrap();
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
