//! The shapes of the answers: by default those of the contract, with the quirks those it leaves open.

use serde_json::{Value, json};

use super::{HARBOUR, MANAGE, REPLACE, RESET, UPDATE, WATTLE, call, query, shop};
use crate::atomic::CONTRACT;
use crate::testing::misfit_of;
use crate::{AtomicQuirks, AtomicShop, PracticeConfig, PracticeShop};

/// One call of every operation; all of them succeed.
fn every_call(atomic: &AtomicShop) -> Vec<(&'static str, &'static str, String, Value)> {
    let customer = json!({ "customer_name": "ABC", "nickname": "ABC", "addr_1": "1 Example Street",
        "postcode": "4000", "country": "Australia" });
    let brand = json!({ "sms_account_id": 2124, "brand_name": "BRAND", "brand_url": "https://example.com",
        "description": "Trial" });
    let window = "from_date=2026-03-01%2000:00:00&to_date=2026-03-04%2000:00:00";
    vec![
        ("listCustomers", "GET", "/api/atomic/customer/list".into(), Value::Null),
        ("createCustomer", "POST", "/api/atomic/customer/create".into(), customer),
        ("deleteCustomer", "DELETE", "/api/atomic/customer/delete".into(), json!({ "customer_id": 1188 })),
        ("listServicePlans", "GET", "/api/atomic/service_plan/list".into(), Value::Null),
        ("manageMobileService", "POST", MANAGE.into(), json!({ "action": "query", "msn": HARBOUR })),
        ("updateMobileService", "PATCH", UPDATE.into(), json!({ "msn": HARBOUR, "excess_usage": 50 })),
        (
            "replaceSim",
            "POST",
            REPLACE.into(),
            json!({ "msn": HARBOUR, "is_esim": true, "notification_email": "a@example.com" }),
        ),
        ("resetEsim", "POST", RESET.into(), json!({ "msn": WATTLE, "iccid": atomic.esim_iccid(WATTLE) })),
        ("registerBrandName", "POST", "/api/atomic/customer/sms/register_brand_name".into(), brand),
        (
            "getBrandNameStatus",
            "GET",
            "/api/atomic/customer/sms/status_brand_name?registration_id=10001".into(),
            Value::Null,
        ),
        ("listIncomingSms", "GET", format!("/api/atomic/customer/sms/incoming_sms?{window}"), Value::Null),
        ("listSmsSenders", "GET", "/api/sender".into(), Value::Null),
        (
            "sendSms",
            "POST",
            "/api/sms/send".into(),
            json!({ "to": "61491570901", "from": "PRACTICE", "text": "Hi", "callback": "https://example.com/cb" }),
        ),
    ]
}

#[tokio::test]
async fn every_operation_answers_as_the_contract_says() {
    let shop = shop().await;
    let atomic = shop.atomic();
    let document: Value = CONTRACT.document();
    let mut served = Vec::new();
    let mut calls = every_call(atomic);
    let mut last = Value::Null;
    while let Some((operation, method, path, body)) = calls.pop() {
        let answer = call(atomic, method, &path, Some(body).filter(|body| !body.is_null())).await;
        assert_eq!(answer.status, 200, "{operation}");
        assert_eq!(misfit_of(&document, operation, 200, &answer.json()), None);
        assert_eq!(atomic.requests().pop().unwrap().operation.as_deref(), Some(operation));
        served.push(operation.to_owned());
        if operation == "sendSms" {
            last = answer.json()["result"]["message_id"].clone();
            calls.push(("getSmsStatus", "POST", "/api/sms/status".into(), json!({ "message_id": last })));
        }
    }
    assert!(last.is_string());
    let mut offered = atomic.dial().operations().to_vec();
    offered.sort();
    served.sort();
    assert_eq!((offered.len(), offered), (14, served));
}

#[tokio::test]
async fn values_come_in_other_shapes_when_told_so() {
    let shop = shop().await;
    let atomic = shop.atomic();
    atomic.set_quirks(AtomicQuirks {
        paged: true,
        nulls: true,
        iso_times: true,
        numbers_as_text: true,
        esim_shows_iccid: true,
        lower_case_status: true,
        extra_fields: true,
        ..AtomicQuirks::default()
    });
    let record = query(atomic, WATTLE).await;
    assert_eq!(record["sim_number"].as_str(), atomic.esim_iccid(WATTLE).as_deref());
    assert_eq!((&record["status"], &record["service_plan_id"]), (&json!("active"), &json!("96")));
    assert!(record["created_date"].as_str().unwrap().ends_with('Z') && record["reseller_tags"].is_object());
    let page = call(atomic, "GET", "/api/atomic/customer/list?page=1", None).await.json();
    assert_eq!(page["paging"], json!({ "total": 16, "total_page": 1, "page": 1 }));
    assert_eq!((page["items"].as_array().unwrap().len(), &page["items"][0]["abn"]), (16, &Value::Null));
    let beyond = call(atomic, "GET", "/api/atomic/customer/list?page=2", None).await.json();
    assert_eq!(beyond["items"], json!([]));
    atomic.set_quirks(AtomicQuirks { unknown_status: Some("DORMANT".into()), ..AtomicQuirks::default() });
    assert_eq!(query(atomic, WATTLE).await["status"], "DORMANT");
}

#[tokio::test]
async fn one_seed_gives_one_fictional_world() {
    let config = |seed| PracticeConfig { seed, lines: 30, ..PracticeConfig::default() };
    let (one, same) = (PracticeShop::start(config(4)).await.unwrap(), PracticeShop::start(config(4)).await.unwrap());
    let other = PracticeShop::start(config(5)).await.unwrap();
    let world = |shop: &PracticeShop| {
        let atomic = shop.atomic();
        (atomic.numbers(), atomic.free_cards(), atomic.esim_iccid(WATTLE), atomic.token().to_owned())
    };
    assert_eq!(world(&one), world(&same));
    assert_ne!(world(&one), world(&other));
    let numbers = one.atomic().numbers();
    assert_eq!(numbers.len(), 30);
    assert!(numbers.iter().all(|number| number.len() == 10 && number.starts_with("0491570")));
    assert!(!format!("{one:?}").contains(one.atomic().token()));
}
