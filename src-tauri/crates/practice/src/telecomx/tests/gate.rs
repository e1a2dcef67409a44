//! What the contract does not offer, refusals by the contract, what is remembered, and faults with an effect.

use serde_json::json;

use super::{AASE, desk, is, refusal};
use crate::Fault;

#[tokio::test]
async fn no_operation_but_the_open_ones_answers_without_a_token() {
    let desk = desk().await;
    let mut open = Vec::new();
    for operation in &desk.telecomx().gate.contract.operations {
        let path = operation.template.replace(['{', '}'], "");
        let answer = desk.raw(operation.method.as_str(), &path, "", None).await.unwrap();
        if answer.status != 401 {
            open.push(operation.id.as_str());
        }
    }
    open.sort_unstable();
    assert_eq!(
        open,
        [
            "buySelfServiceTopUp",
            "checkVoicemailPin",
            "getSelfServiceView",
            "login",
            "loginByQuery",
            "requestPasswordReset",
            "requestPasswordResetByQuery",
            "validateToken",
        ]
    );
    assert!(desk.telecomx().effects().is_empty());
}

#[tokio::test]
async fn what_the_contract_does_not_offer_is_turned_away() {
    let desk = desk().await;
    assert_eq!(refusal(&desk.get("/nothing/here").await), is(404, "not_found"));
    assert_eq!(desk.call("DELETE", "/product", None).await.status, 405);
    // Left out of the practice shop on purpose.
    for path in ["/auth/impersonate/707261630000010000000001", "/customer/organizationresellers"] {
        let answer = desk.get(path).await;
        assert_eq!(
            (refusal(&answer), &answer.json()["error"]["message"]),
            (is(403, "access_denied"), &json!("not in the practice shop"))
        );
    }
}

#[tokio::test]
async fn a_request_outside_the_contract_is_refused_with_its_field() {
    let desk = desk().await;
    let id = desk.id(AASE);
    for (method, path, body, status, code) in [
        ("GET", "/search".to_owned(), None, 404, "query"),
        ("GET", "/mvno/20129001".to_owned(), None, 422, "id"),
        ("GET", "/sim?formFactor=HUGE".to_owned(), None, 422, "formFactor"),
        ("GET", "/sim?colour=red".to_owned(), None, 422, "colour"),
        ("GET", format!("/mvno/{id}/changenetwork/12345678901"), None, 422, "sim"),
        ("POST", "/search".to_owned(), Some(json!({ "query": "x", "limit": 1001 })), 422, "limit"),
        ("POST", format!("/mvno/{id}"), Some(json!({ "state": "ASLEEP" })), 422, "state"),
        ("POST", "/mvno".to_owned(), Some(json!({ "number": AASE })), 404, "customer"),
        ("POST", format!("/mvno/{id}/callforward"), Some(json!({ "never": {} })), 422, "never"),
        ("POST", format!("/mvno/{id}"), None, 400, "bad_request"),
    ] {
        let answer = desk.call(method, &path, body).await;
        assert_eq!(refusal(&answer), is(status, code), "{method} {path}");
        assert_eq!(crate::testing::misfit_of(&contract(), "changeSim", 403, &answer.json()), None);
    }
    assert!(desk.telecomx().effects().is_empty());
}

fn contract() -> serde_json::Value {
    crate::telecomx::CONTRACT.document()
}

#[tokio::test]
async fn requests_are_remembered_without_their_token() {
    let desk = desk().await;
    desk.read("/search?query=kaffe").await;
    let seen = desk.telecomx().requests().pop().unwrap();
    assert_eq!(seen.operation.as_deref(), Some("searchAll"));
    assert_eq!((seen.auth_scheme.as_deref(), seen.status), (Some("Bearer"), Some(200)));
    assert!(!format!("{seen:?}").contains(&desk.token));
    assert!(!format!("{:?} {:?}", desk.telecomx(), desk.telecomx().line(AASE)).contains("20129001"));
}

#[tokio::test]
async fn a_lost_answer_hides_a_change_that_happened() {
    let desk = desk().await;
    let before = desk.telecomx().line(AASE).unwrap();
    let path = format!("/mvno/{}/changesim/eSim", before.id);
    desk.telecomx().dial().set(Fault::DropBefore.on("changeSim").next(1)).unwrap();
    assert!(desk.call_as(&desk.token, "GET", &path, None).await.is_none());
    assert_eq!((desk.telecomx().effect("changeSim"), desk.telecomx().line(AASE).unwrap().icc), (0, before.icc.clone()));
    desk.telecomx().dial().set(Fault::DropAfter.on("changeSim").next(1)).unwrap();
    assert!(desk.call_as(&desk.token, "GET", &path, None).await.is_none());
    let after = desk.telecomx().line(AASE).unwrap();
    assert!(after.icc != before.icc && after.esim);
    // A blind retry takes another SIM.
    assert_eq!(desk.get(&path).await.status, 200);
    assert_ne!(desk.telecomx().line(AASE).unwrap().icc, after.icc);
    assert_eq!(desk.telecomx().effect("changeSim"), 2);
    desk.telecomx().dial().set(Fault::StatusAfterEffect(504).on("changeSim").next(1)).unwrap();
    assert_eq!(refusal(&desk.get(&path).await), is(504, "internal_error"));
    assert_eq!(desk.telecomx().effect("changeSim"), 3);
    desk.telecomx().dial().set(Fault::RateLimited { retry_after: Some(7) }.next(1)).unwrap();
    let limited = desk.get(&path).await;
    assert_eq!((limited.status, limited.header("retry-after")), (429, Some("7")));
    assert_eq!(desk.telecomx().effect("changeSim"), 3);
}
