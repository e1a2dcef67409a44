//! Both ways to log in, on the wire (Reach contract 2.3).

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use domain::problem::ErrorCode;
use domain::time::Timestamp;
use providers::Delivery;
use providers::reach::{Reach, session};
use providers::transport::{Auth, Traffic, Transport};
use serde_json::{Value, json};

use super::cases::{CASES, customer};
use super::{CALLS, KEY, config, desk, pair};
use crate::captured;
use crate::onsim::{ticket, tuning};
use crate::server::{Reply, Seen, Server};

/// A client that trades its key pair for tokens, and its clock.
fn pair_client(url: &str) -> (Reach, Arc<AtomicI64>) {
    let now = Arc::new(AtomicI64::new(0));
    let clock = Arc::clone(&now);
    let clock: providers::registry::Clock = Arc::new(move || Timestamp(clock.load(Ordering::SeqCst)));
    let traffic = Traffic::new(&tuning().0);
    let session = session(|auth| config(url, auth, tuning().0), &traffic, pair(), Arc::clone(&clock)).unwrap();
    let transport = Transport::sharing(config(url, Auth::Session(session), tuning().0), traffic).unwrap();
    (Reach::new(transport, clock), now)
}

fn token(value: &str, end: &Value) -> Reply {
    Reply::json(200, &json!({"status": "SUCCESS", "data": {"authorizationToken": value, "expiresAt": end}}))
}

fn info() -> Reply {
    Reply::json(200, &json!({"status": "SUCCESS", "data": {"status": 2, "customerId": "CUST-1"}}))
}

/// The calls of a server as operation and proof.
fn told(seen: &[Seen]) -> Vec<(&str, String)> {
    let name = |seen: &Seen| if seen.target.ends_with("/generateauth") { "login" } else { "call" };
    seen.iter().map(|seen| (name(seen), seen.header("authorization").unwrap_or("-").to_owned())).collect()
}

fn rows(rows: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
    rows.iter().map(|(name, proof)| (*name, (*proof).to_owned())).collect()
}

#[tokio::test]
async fn every_call_carries_the_basic_header_and_the_key() {
    for case in CALLS.proper() {
        let server = Server::start([case.good_answer()]).await;
        (case.run)(&desk(&server.url())).await.unwrap();
        let seen = server.take_seen().remove(0);
        // `clientapi|canary-jwt-7c2e`
        let basic = "Basic Y2xpZW50YXBpfGNhbmFyeS1qd3QtN2MyZQ==";
        assert_eq!((seen.header("authorization"), seen.header("x-api-key")), (Some(basic), Some(KEY)), "{}", case.id);
        for name in ["origin", "referer"] {
            assert_eq!(seen.header(name), None, "{}: only ordinary headers", case.id);
        }
    }
}

#[tokio::test]
async fn a_token_is_fetched_with_the_key_alone_and_used_by_all() {
    let server = Server::start([token("t-1", &json!("1970-01-01T01:00:00Z")), info()]).await;
    let (reach, _) = pair_client(&server.url());
    reach.customer_info(&customer()).await.unwrap();
    reach.customer_info(&customer()).await.unwrap();
    let seen = server.take_seen();
    assert_eq!(told(&seen), rows(&[("login", "-"), ("call", "Bearer t-1"), ("call", "Bearer t-1")]));
    assert!(seen.iter().all(|seen| seen.header("x-api-key") == Some(KEY)));
    let body: Value = serde_json::from_slice(&seen[0].body).unwrap();
    let pair = json!({"accountAccessKeyId": "canary-pair-id", "accountAccessSecreteKey": "canary-pair-secret"});
    assert_eq!(body, pair);
}

#[tokio::test]
async fn a_token_is_renewed_twenty_minutes_ahead_in_either_spelling_and_form() {
    let first = json!({"authorizationToken": "t-1", "exipiresAt": "1970-01-01T01:00:00Z"});
    // 7 200 000 000 000 ms is far away.
    let second =
        json!({"status": "SUCCESS", "data": {"authorizationToken": "t-2", "expiresAt": 7_200_000_000_000_i64}});
    let server = Server::start([Reply::json(200, &first), info(), info(), Reply::json(200, &second), info()]).await;
    let (reach, now) = pair_client(&server.url());
    for minutes in [0, 39, 40, 100_000] {
        now.store(minutes * 60_000, Ordering::SeqCst);
        reach.customer_info(&customer()).await.unwrap();
    }
    let wanted = [
        ("login", "-"),
        ("call", "Bearer t-1"),
        ("call", "Bearer t-1"),
        ("login", "-"),
        ("call", "Bearer t-2"),
        ("call", "Bearer t-2"),
    ];
    assert_eq!(told(&server.take_seen()), rows(&wanted));
}

#[tokio::test]
async fn a_401_renews_once_for_reads_and_changes_and_the_second_is_meant() {
    let no = || Reply::json(401, &json!({"message": "expired"}));
    let ok = || Reply::json(200, &json!({"status": "SUCCESS"}));
    let server = Server::start([token("t-1", &json!(null)), no(), token("t-2", &json!(null)), ok()]).await;
    let (reach, _) = pair_client(&server.url());
    reach.suspend(&customer(), ticket()).await.unwrap();
    let wanted = [("login", "-"), ("call", "Bearer t-1"), ("login", "-"), ("call", "Bearer t-2")];
    assert_eq!(told(&server.take_seen()), rows(&wanted));

    server.answer([no(), token("t-3", &json!(null)), no()]);
    let error = reach.suspend(&customer(), ticket()).await.unwrap_err();
    assert_eq!((error.code(), error.delivery), (ErrorCode::CredentialsRefused, Delivery::Answered));
    assert_eq!(server.take_seen().len(), 3);
}

#[tokio::test]
async fn a_login_that_is_refused_sends_nothing_else() {
    let failed = json!({"status": "FAILED", "message": "wrong canary-pair-secret"});
    for (reply, code) in [
        (Reply::json(200, &failed), ErrorCode::Refused),
        (Reply::json(200, &json!({"status": "FAILED", "data": {"authorizationToken": "t"}})), ErrorCode::Refused),
        (Reply::json(200, &json!({"status": "SUCCESS", "data": {}})), ErrorCode::UnreadableAnswer),
        (Reply::empty(401), ErrorCode::CredentialsRefused),
        (Reply::empty(403), ErrorCode::NotAllowed),
    ] {
        let server = Server::start([reply]).await;
        let (reach, _) = pair_client(&server.url());
        let error = reach.suspend(&customer(), ticket()).await.unwrap_err();
        assert_eq!((error.code(), error.delivery), (code, Delivery::NotDelivered));
        assert!(error.problem.retry_safe);
        assert_eq!(told(&server.take_seen()), rows(&[("login", "-")]));
    }
}

#[tokio::test]
async fn a_login_that_fails_for_now_is_waited_out_by_the_call() {
    let server = Server::start([Reply::empty(503), token("t-1", &json!(null)), info()]).await;
    let (reach, _) = pair_client(&server.url());
    reach.customer_info(&customer()).await.unwrap();
    assert_eq!(told(&server.take_seen()), rows(&[("login", "-"), ("login", "-"), ("call", "Bearer t-1")]));
}

#[tokio::test]
async fn many_calls_at_once_log_in_once() {
    let server = Server::start([token("t-1", &json!(null)), info()]).await;
    let (reach, _) = pair_client(&server.url());
    let customer = customer();
    let calls = (0..10).map(|_| reach.customer_info(&customer));
    for call in futures::future::join_all(calls).await {
        call.unwrap();
    }
    let seen = server.take_seen();
    assert_eq!(told(&seen).into_iter().filter(|(name, _)| *name == "login").count(), 1);
    assert_eq!(seen.len(), 11);
}

#[tokio::test]
async fn the_login_is_a_call_of_the_contract_without_any_other_proof() {
    let case = CASES.iter().find(|case| case.id == "generateAuth").unwrap();
    let server = Server::start([case.good_answer()]).await;
    (case.run)(&desk(&server.url())).await.unwrap();
    let seen = server.take_seen().remove(0);
    super::CONTRACT.check_request(case.id, &seen);
    assert_eq!((seen.header("authorization"), seen.header("x-api-key")), (None, Some(KEY)));
}

#[tokio::test]
async fn no_secret_of_either_way_is_in_the_log_or_in_an_error() {
    let repeat = json!({"message": format!("canary-pair-id canary-pair-secret {KEY} canary-token bad")});
    let server =
        Server::start([token("canary-token", &json!(null)), Reply::json(400, &repeat), Reply::json(401, &repeat)])
            .await;
    let (reach, _) = pair_client(&server.url());
    let error = reach.customer_info(&customer()).await.unwrap_err();
    assert_eq!(error.problem.provider_words.as_deref(), Some("… … … … bad"));
    let error = reach.customer_info(&customer()).await.unwrap_err();
    let text = format!("{}{error:?}", captured::take());
    assert!(!text.contains("anary"), "{text}");
}
