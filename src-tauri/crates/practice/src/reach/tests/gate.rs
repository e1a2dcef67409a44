//! Both modes of authentication, refusals and their shapes, and the fault dial.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::{DELGADO, JUNE, ask, attempt, basic, call, card, get, info, pass, send, shop};
use crate::reach::access::{Credentials, TOKEN_SECONDS};
use crate::{ErrorText, Fault, ReachQuirks, testing};

#[test]
fn the_basic_value_is_the_published_vector() {
    let credentials = Credentials { jwt: "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9...".into(), api_key: String::new() };
    let wanted = "Basic Y2xpZW50YXBpfGV5SmhiR2NpT2lKSVV6STFOaUlzSW5SNWNDSTZJa3BYVkNKOS4uLg==";
    assert_eq!(credentials.basic(), wanted);
}

#[tokio::test]
async fn no_operation_answers_without_both_headers() {
    let shop = shop().await;
    let reach = shop.reach();
    let key = format!("x-api-key: {}\r\n", reach.api_key());
    let authorization = basic(reach).lines().next().unwrap().to_owned() + "\r\n";
    let jwt = format!("Authorization: Bearer {}\r\n{key}", reach.jwt());
    for headers in ["", &key, &authorization, &jwt, &format!("{authorization}x-api-key: wrong\r\n")] {
        let answer = ask(reach, "GET", "/product/fetch/plan", headers, None).await.unwrap();
        assert_eq!((answer.status, &answer.json()["message"]), (401, &json!("Unauthorized")), "{headers}");
    }
    for operation in &reach.gate.contract.operations {
        let path = operation.template.replace(['{', '}'], "");
        let answer = testing::raw(&reach.base_url(), operation.method.as_str(), &path, "", "").await.unwrap();
        assert_eq!(answer.status, 401, "{}", operation.id);
    }
    assert_eq!(reach.effects(), BTreeMap::new());
}

#[tokio::test]
async fn a_key_pair_gives_bearer_tokens_that_end() {
    let shop = shop().await;
    let reach = shop.reach();
    let key = format!("x-api-key: {}\r\n", reach.api_key());
    let pair = |(id, secret): (String, String)| json!({ "accountAccessKeyId": id, "accountAccessSecreteKey": secret });
    let login = |body: Value| async { ask(reach, "POST", "/account/generateauth", &key, Some(body)).await.unwrap() };
    let wrong = login(pair(("PRACTICE".into(), "wrong".into()))).await;
    assert_eq!((wrong.status, &wrong.json()["status"]), (200, &json!("FAILURE")), "refused under HTTP 200");
    let answer = login(pair(reach.key_pair())).await.json();
    assert_eq!(answer["data"]["expiresAt"], "2026-03-04T10:30:00Z");
    let bearer = |answer: &Value| {
        format!("Authorization: Bearer {}\r\n{key}", answer["data"]["authorizationToken"].as_str().unwrap())
    };
    let read =
        |headers: String| async move { ask(reach, "GET", "/product/fetch/plan", &headers, None).await.unwrap().status };
    assert_eq!(read(bearer(&answer)).await, 200);
    pass(&shop, u64::try_from(TOKEN_SECONDS).unwrap());
    assert_eq!(read(bearer(&answer)).await, 401);
    reach.set_quirks(ReachQuirks { misspelled_expiry: true, epoch_dates: true, ..ReachQuirks::default() });
    let fresh = login(pair(reach.key_pair())).await.json();
    assert!(fresh["data"]["exipiresAt"].is_i64());
    assert_eq!(read(bearer(&fresh)).await, 200);
    reach.revoke_tokens();
    assert_eq!(read(bearer(&fresh)).await, 401);

    let old = reach.key_pair();
    reach.set_quirks(ReachQuirks { new_key_revokes: true, ..ReachQuirks::default() });
    let path = "/opssvc/v0/clientapi/account/generataccesskey";
    let new = testing::raw(&reach.base_url(), "PUT", path, &basic(reach), "").await.unwrap().json();
    assert_eq!(new["data"]["accountAccessKeyId"], reach.key_pair().0);
    assert_eq!(login(pair(old)).await.json()["status"], "FAILURE");
    assert_eq!(login(pair(reach.key_pair())).await.json()["status"], "SUCCESS");
}

#[tokio::test]
async fn refusals_come_in_every_reported_shape() {
    let shop = shop().await;
    let reach = shop.reach();
    let bad = || Some(json!({ "customerId": JUNE, "newIccId": "89", "simType": "PSIM" }));
    let answer = call(reach, "POST", "/iccid/swap", bad()).await;
    assert_eq!((answer.status, answer.json()["meta"].get("NewIccId").is_some()), (400, true));
    assert!(!answer.json()["message"].as_str().unwrap().contains("89\""));
    for (text, pointer) in [
        (ErrorText::Error, "/error"),
        (ErrorText::ErrorMessage, "/errorMessage"),
        (ErrorText::DataMessage, "/data/message"),
    ] {
        reach.set_quirks(ReachQuirks { error_text: text, ..ReachQuirks::default() });
        assert!(call(reach, "POST", "/iccid/swap", bad()).await.json().pointer(pointer).unwrap().is_string());
    }
    reach.set_quirks(ReachQuirks { error_text: ErrorText::Plain, ..ReachQuirks::default() });
    assert_eq!(call(reach, "POST", "/iccid/swap", bad()).await.header("content-type"), Some("text/plain"));
    reach.set_quirks(ReachQuirks { refusals_under_200: true, ..ReachQuirks::default() });
    let hidden = call(reach, "GET", "/customerinfo?customerId=CUST-9", None).await;
    assert_eq!((hidden.status, &hidden.json()["status"]), (200, &json!("FAILURE")));
    let denied = BTreeSet::from(["listCards".to_owned()]);
    reach.set_quirks(ReachQuirks { denied, ..ReachQuirks::default() });
    let answer = call(reach, "GET", &format!("/account/card?customerId={JUNE}"), None).await;
    assert!(answer.status == 403 && answer.json()["Message"].as_str().unwrap().contains("explicit deny"));
    assert_eq!(info(reach, JUNE).await["status"], 2);
    reach.set_quirks(ReachQuirks { unregistered_source: true, ..ReachQuirks::default() });
    let answer = call(reach, "GET", &format!("/customerinfo?customerId={JUNE}"), None).await;
    assert_eq!((answer.status, answer.json().get("Message")), (403, None));
    reach.set_quirks(ReachQuirks { plan_list_broken: true, ..ReachQuirks::default() });
    let broken = call(reach, "GET", "/product/fetch/plan", None).await;
    assert!(broken.status == 500 && broken.json()["message"].as_str().unwrap().contains("modifiedDate"));
    assert_eq!(reach.effects(), BTreeMap::new());
}

#[tokio::test]
async fn a_request_outside_the_contract_is_refused() {
    let shop = shop().await;
    let reach = shop.reach();
    let bad = [
        ("GET", "/customerinfo", Value::Null),
        ("GET", "/customerinfo?customerId=CUST-1003&mdn=6015550123", Value::Null),
        ("GET", "/customerinfo?customerId=", Value::Null),
        ("GET", "/customerinfo?customerId=a&customerId=b", Value::Null),
        ("GET", "/device/imei/123", Value::Null),
        ("GET", "/intl/roaming/countries/mvne?mvne=TMO", Value::Null),
        ("PUT", "/port/validate/mdn?mdn=555", Value::Null),
        ("PUT", "/account/card?id=x&default=false", Value::Null),
        ("PUT", "/account/card", Value::Null),
        ("POST", "/network/coverage", json!({ "address1": "1 Test St", "city": "Oxford", "state": "Mississippi" })),
        ("POST", "/iccid/swap", json!({ "customerId": JUNE, "newIccId": "8901", "simType": "PHYSICAL" })),
        ("PUT", "/update/portin", json!({ "customerId": DELGADO, "type": "UPDATE" })),
        ("POST", "/purchase/plan/change", json!({ "customerId": JUNE, "planId": "RCH-UNL", "isUpgrade": "true" })),
        (
            "PUT",
            "/customer/manage/feature/CUST-1003",
            json!({ "feature": "DATA_CUTOFF", "enable": true, "reason": "BILLPAID" }),
        ),
        ("PUT", "/suspend", json!({})),
    ];
    for (method, path, body) in bad {
        let answer = call(reach, method, path, Some(body.clone()).filter(|body| !body.is_null())).await;
        assert_eq!((answer.status, &answer.json()["status"]), (400, &json!("FAILURE")), "{method} {path} {body}");
    }
    assert_eq!(call(reach, "GET", "/nothing", None).await.status, 404);
    assert_eq!(call(reach, "POST", "/suspend", Some(json!({}))).await.status, 405);
    assert_eq!(reach.effects(), BTreeMap::new());
}

#[tokio::test]
async fn a_repeated_call_after_a_lost_answer_is_charged_twice() {
    let shop = shop().await;
    let reach = shop.reach();
    let bills = get(reach, &format!("/billing/customer/{JUNE}")).await;
    let due = bills.as_array().unwrap().iter().find(|bill| bill["status"] == "DUE").unwrap().clone();
    let body = json!({ "customerId": JUNE, "billId": due["billId"], "ccUUID": card(reach, JUNE).await,
        "amount": due["amount"] });
    reach.dial().set(Fault::DropBefore.on("payBill").next(1)).unwrap();
    assert!(attempt(reach, "POST", "/payment/customer", Some(body.clone())).await.is_none());
    assert_eq!((reach.effect("payBill"), reach.charges().len()), (0, 0));
    reach.dial().set(Fault::DropAfter.on("payBill").next(1)).unwrap();
    assert!(attempt(reach, "POST", "/payment/customer", Some(body.clone())).await.is_none());
    assert_eq!((reach.effect("payBill"), reach.charges().len()), (1, 1));
    assert_eq!(send(reach, "POST", "/payment/customer", body).await.0, 200);
    let charges = reach.charges();
    assert_eq!((reach.effect("payBill"), charges.len(), &charges[0]), (2, 2, &charges[1]));

    reach.dial().set(Fault::StatusAfterEffect(504).on("suspendSubscriber").next(1)).unwrap();
    let answer = call(reach, "PUT", "/suspend", Some(json!({ "customerId": JUNE }))).await;
    assert_eq!(answer.status, 504);
    pass(&shop, 30);
    assert_eq!((reach.status(JUNE), reach.effect("suspendSubscriber")), (Some(3), 1));
    let seen = reach.requests();
    assert!(seen.iter().all(|seen| seen.header_names.contains(&"x-api-key".to_owned())));
    assert!(seen.iter().all(|seen| seen.auth_scheme.as_deref() == Some("Basic")));
}
