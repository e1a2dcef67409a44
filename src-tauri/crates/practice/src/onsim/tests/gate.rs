//! Keys, unknown routes, refusals by the contract, what is remembered of a request, and the end of a shop.

use serde_json::json;
use tokio::net::TcpStream;

use super::{NADIA, START, attempt, call, raw, send, shop};
use crate::Effects;

#[tokio::test]
async fn no_operation_answers_without_the_right_key() {
    let shop = shop().await;
    let onsim = shop.onsim();
    let other_scheme = format!("Authorization: Basic {}\r\n", onsim.api_key());
    for headers in ["", "Authorization: Bearer \r\n", "Authorization: Bearer practice-onsim-wrong\r\n", &other_scheme] {
        let answer = raw(onsim, "GET", "/account/447700900123", headers, "").await.unwrap();
        assert_eq!((answer.status, answer.header("content-type")), (401, Some("application/problem+json")));
        let problem = answer.json();
        assert_eq!(problem["type"], "https://httpproblems.com/http-status/401");
        assert_eq!((&problem["title"], &problem["status"]), (&json!("Unauthorized"), &json!(401)));
        assert_eq!(problem["instance"], "/account/447700900123");
        assert_eq!(problem["trace"]["timestamp"], START.replace("00Z", "00.000Z"));
    }
    for operation in &onsim.gate.contract.operations {
        let path = operation.template.replace("{mpn}", NADIA).replace(['{', '}'], "");
        let answer = raw(onsim, operation.method.as_str(), &path, "", "").await.unwrap();
        assert_eq!(answer.status, 401, "{}", operation.id);
    }
    assert_eq!(onsim.effects(), Effects::default());
}

#[tokio::test]
async fn what_the_contract_does_not_offer_is_turned_away() {
    let shop = shop().await;
    let onsim = shop.onsim();
    for (method, path, status) in [
        ("GET", "/nothing/here", 404),
        ("GET", "/", 404),
        ("DELETE", "/numbers/447700900123", 405),
        ("GET", "/account/esim", 405),
        ("PUT", "/reseller/groups", 405),
    ] {
        let answer = attempt(onsim, method, path, None).await.unwrap();
        assert_eq!((answer.status, &answer.json()["status"]), (status, &json!(status)), "{method} {path}");
        assert_eq!(answer.header("allow").is_some(), status == 405, "{method} {path}");
    }
    assert_eq!(onsim.requests().iter().filter(|seen| seen.operation.is_none()).count(), 5);
}

#[tokio::test]
async fn a_request_outside_the_contract_is_refused_with_its_field() {
    let shop = shop().await;
    let onsim = shop.onsim();
    let bad = [
        ("POST", "/account/esim", json!({}), "body"),
        ("POST", "/account/esim", json!({ "mpn": NADIA, "refresh_code": 2 }), "refresh_code"),
        ("POST", "/account/esim", json!({ "mpn": NADIA, "refresh_code": true }), "refresh_code"),
        ("POST", "/account/esim", json!({ "mpn": "+447700900123" }), "mpn"),
        ("POST", "/account/esim", json!({ "mpn": NADIA, "refreshCode": 1 }), "refreshCode"),
        ("DELETE", "/account", json!({ "iccid": "894453" }), "iccid"),
        ("DELETE", "/account", json!({}), "iccid"),
        ("POST", "/account/447700900123/recording", json!({ "voice_recording": true }), "voice_recording"),
        ("POST", "/account/pbxinfo/447700900123", json!({ "mobile_messaging": "ON" }), "mobile_messaging"),
        ("POST", "/account/447700900123/bundle/BASE", json!({}), "body"),
        ("GET", "/account/447700900123", json!({}), "body"),
        ("GET", "/account/%2B447700900123", json!(null), "mpn"),
        ("POST", "/reseller/provision", json!({ "mpn": NADIA, "group_name": "CUSTOMER_A" }), "group_name"),
    ];
    for (method, path, body, field) in bad {
        let answer = call(onsim, method, path, Some(body.clone()).filter(|body| !body.is_null())).await;
        assert_eq!(answer.status, 400, "{method} {path} {body}");
        assert_eq!(answer.misfits(), [field], "{method} {path} {body}");
        let detail = answer.json()["detail"].as_str().unwrap().to_owned();
        assert!(detail.starts_with(&format!("{field}: ")), "{detail}");
    }
    let key = format!("Authorization: Bearer {}\r\n", onsim.api_key());
    let typed = format!("{key}Content-Type: application/json\r\n");
    assert_eq!(raw(onsim, "POST", "/account/esim", &typed, "{").await.unwrap().misfits(), ["body"]);
    assert_eq!(raw(onsim, "POST", "/account/esim", &typed, "").await.unwrap().misfits(), ["body"]);
    assert_eq!(raw(onsim, "POST", "/account/esim", &key, r#"{"mpn":"1"}"#).await.unwrap().misfits(), ["Content-Type"]);
    assert_eq!(onsim.effects(), Effects::default());
}

#[tokio::test]
async fn requests_are_remembered_without_their_key() {
    let shop = shop().await;
    let onsim = shop.onsim();
    call(onsim, "POST", "/account/esim", Some(json!({ "mpn": NADIA, "refresh_code": 1 }))).await;
    call(onsim, "GET", "/port/all/IN%20PROGRESS", None).await;
    raw(onsim, "GET", "/reseller/groups", "", "").await;
    let seen = onsim.requests();
    assert_eq!(seen.len(), 3);
    assert_eq!(seen[0].operation.as_deref(), Some("queryEsim"));
    assert_eq!((seen[0].method.as_str(), seen[0].path_template.as_str()), ("POST", "/account/esim"));
    assert_eq!(seen[0].body, Some(json!({ "mpn": NADIA, "refresh_code": 1 })));
    assert_eq!((seen[0].auth_scheme.as_deref(), seen[0].status), (Some("Bearer"), Some(200)));
    assert_eq!(seen[0].at.to_string(), START);
    assert_eq!(
        (seen[1].params["state"].as_str(), seen[1].path_template.as_str()),
        ("IN PROGRESS", "/port/all/{state}")
    );
    assert_eq!((seen[2].auth_scheme.as_deref(), seen[2].status), (None, Some(401)));
    assert!(!format!("{seen:?}").contains(onsim.api_key()));
}

#[tokio::test]
async fn a_dropped_shop_closes_its_port() {
    let shop = shop().await;
    let address = shop.onsim().base_url().trim_start_matches("http://").to_owned();
    assert!(address.starts_with("127.0.0.1:"));
    let open = send(shop.onsim(), "GET", "/reseller/groups", "", "").await;
    drop(shop);
    while TcpStream::connect(&address).await.is_ok() {
        tokio::task::yield_now().await;
    }
    drop(open);
}
