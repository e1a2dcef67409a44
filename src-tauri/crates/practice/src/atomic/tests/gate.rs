//! Tokens, refusals by the contract, the fault dial, and what is remembered of a request.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{HARBOUR, MANAGE, REPLACE, UPDATE, WATTLE, attempt, call, shop};
use crate::{AtomicQuirks, Fault, testing};

#[tokio::test]
async fn atomic_takes_the_bare_token_and_its_sibling_the_bearer_word() {
    let shop = shop().await;
    let atomic = shop.atomic();
    let plans = "/api/atomic/service_plan/list";
    let ask = |path: &'static str, token: String| async move {
        let headers = format!("Authorization: {token}\r\n");
        testing::raw(&atomic.base_url(), "GET", path, &headers, "").await.unwrap()
    };
    assert_eq!(ask(plans, atomic.token().to_owned()).await.status, 200);
    for token in [format!("Bearer {}", atomic.token()), atomic.sms_token().to_owned(), "wrong".to_owned()] {
        let refused = ask(plans, token).await;
        assert_eq!((refused.status, &refused.json()["status"]), (401, &json!("error")));
    }
    assert_eq!(ask("/api/sender", format!("Bearer {}", atomic.sms_token())).await.status, 200);
    for token in [atomic.sms_token().to_owned(), format!("Bearer {}", atomic.token()), "Bearer ".to_owned()] {
        let refused = ask("/api/sender", token).await;
        assert_eq!((refused.status, &refused.json()["error"]), (403, &json!("authentication_failed")));
    }
    for operation in &atomic.gate.contract.operations {
        let path = &operation.template;
        let answer = testing::raw(&atomic.base_url(), operation.method.as_str(), path, "", "").await.unwrap();
        assert!([401, 403].contains(&answer.status), "{}", operation.id);
    }
    assert_eq!(atomic.effects(), BTreeMap::new());
}

#[tokio::test]
async fn a_request_outside_the_contract_is_refused() {
    let shop = shop().await;
    let atomic = shop.atomic();
    let bad = [
        ("POST", MANAGE, json!({ "action": "resume", "msn": HARBOUR })),
        ("POST", MANAGE, json!({ "action": "query", "msn": "+61491570156" })),
        ("POST", MANAGE, json!({ "action": "query", "msn": HARBOUR, "force": true })),
        ("PATCH", UPDATE, json!({ "msn": HARBOUR, "excess_usage": 20 })),
        ("PATCH", UPDATE, json!({ "msn": HARBOUR, "service_plan_id": 97 })),
        ("PATCH", UPDATE, json!({ "msn": WATTLE })),
        ("PATCH", UPDATE, json!({ "msn": WATTLE, "service_plan_id": "123" })),
        ("POST", REPLACE, json!({ "msn": WATTLE, "is_esim": true })),
        ("POST", REPLACE, json!({ "msn": WATTLE, "is_esim": false })),
        ("POST", "/api/atomic/customer/create", json!({ "customer_name": "ABC" })),
        ("DELETE", "/api/atomic/customer/delete", json!({ "customer_id": "1111" })),
        ("GET", "/api/atomic/customer/sms/status_brand_name", Value::Null),
        ("GET", "/api/atomic/customer/sms/incoming_sms?from_date=yesterday&to_date=today", Value::Null),
        ("GET", "/api/atomic/customer/list?name=x", Value::Null),
        ("GET", "/api/atomic/customer/list?page=one", Value::Null),
        ("POST", "/api/sms/send", json!({ "to": "61491570901", "from": "OTHER", "text": "Hi" })),
    ];
    for (method, path, body) in bad {
        let answer = call(atomic, method, path, Some(body.clone()).filter(|body| !body.is_null())).await;
        assert_eq!(answer.status, 400, "{method} {path} {body}");
        assert!(answer.json()["message"].as_str().is_some_and(|message| !message.is_empty()));
    }
    assert_eq!(call(atomic, "GET", MANAGE, None).await.status, 405);
    assert_eq!(call(atomic, "GET", "/api/atomic/customer/mobile/list", None).await.status, 404);
    assert_eq!(atomic.effects(), BTreeMap::new());
}

#[tokio::test]
async fn a_repeated_call_after_a_lost_answer_is_done_twice() {
    let shop = shop().await;
    let atomic = shop.atomic();
    let esim = || Some(json!({ "msn": WATTLE, "is_esim": true, "notification_email": "a@example.com" }));
    atomic.dial().set(Fault::DropAfter.on("replaceSim").next(1)).unwrap();
    atomic.dial().set(Fault::DropBefore.on("replaceSim").next(1)).unwrap();
    assert!(attempt(atomic, "POST", REPLACE, esim()).await.is_none());
    assert_eq!((atomic.effect("replaceSim"), atomic.mail_box("a@example.com").len()), (1, 1));
    assert!(attempt(atomic, "POST", REPLACE, esim()).await.is_none());
    assert_eq!(atomic.effect("replaceSim"), 1);
    assert_eq!(call(atomic, "POST", REPLACE, esim()).await.status, 200);
    assert_eq!((atomic.effect("replaceSim"), atomic.mail_box("a@example.com").len()), (2, 2));

    atomic.dial().set(Fault::StatusAfterEffect(504).on("sendSms").next(1)).unwrap();
    atomic.dial().set(Fault::RateLimited { retry_after: Some(3) }.on("sendSms").next(1)).unwrap();
    let text = || Some(json!({ "to": "61491570901", "from": "PRACTICE", "text": "Hi" }));
    assert_eq!(call(atomic, "POST", "/api/sms/send", text()).await.status, 504);
    let limited = call(atomic, "POST", "/api/sms/send", text()).await;
    assert_eq!((limited.status, limited.header("retry-after")), (429, Some("3")));
    assert_eq!(limited.json()["error"], "rate_limited");
    assert_eq!(atomic.sent_texts().len(), 1);
}

#[tokio::test]
async fn errors_may_be_pages_and_requests_are_remembered_without_their_token() {
    let shop = shop().await;
    let atomic = shop.atomic();
    atomic.set_quirks(AtomicQuirks { html_errors: true, unknown_msn_is_error: true, ..AtomicQuirks::default() });
    let answer = call(atomic, "POST", MANAGE, Some(json!({ "action": "query", "msn": "0491571999" }))).await;
    assert_eq!((answer.status, answer.header("content-type")), (404, Some("text/html")));
    call(atomic, "GET", "/api/atomic/customer/list?customer_name=Harbour%20Cafe", None).await;
    let seen = atomic.requests();
    assert_eq!(seen[0].auth_scheme.as_deref(), Some("raw"));
    assert_eq!(seen[1].query["customer_name"], "Harbour Cafe");
    assert!(seen[1].header_names.contains(&"authorization".to_owned()));
    let remembered: Vec<_> = seen.iter().map(|seen| (&seen.auth_scheme, &seen.params, &seen.query)).collect();
    assert!(!format!("{remembered:?}").contains(atomic.token()));
}
