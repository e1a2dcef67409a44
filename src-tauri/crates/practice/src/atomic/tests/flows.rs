//! What happens at the simulated Atomic: services, SIMs, mail, customers, brand names and texts.

use std::time::Duration;

use serde_json::{Value, json};

use super::{HARBOUR, REPLACE, RESET, UPDATE, WATTLE, call, manage, query, shop};
use crate::{AtomicQuirks, ChangeAnswer, PhoneError};

const CUSTOMERS: &str = "/api/atomic/customer";
const SMS: &str = "/api/atomic/customer/sms";

#[tokio::test]
async fn a_service_is_barred_unbarred_and_cancelled_for_good() {
    let shop = shop().await;
    let atomic = shop.atomic();
    let record = query(atomic, HARBOUR).await;
    assert_eq!((&record["status"], &record["plan_name"]), (&json!("SUSPENDED"), &json!("My Mobile Service")));
    assert_eq!(record["datapool"], json!({ "datapool_id": 1, "datapool_limit": 0 }));
    assert_eq!(manage(atomic, "suspend", HARBOUR).await, 409);
    assert_eq!(manage(atomic, "active", HARBOUR).await, 200);
    assert_eq!(atomic.status(HARBOUR), Some("ACTIVE"));
    assert_eq!(manage(atomic, "active", HARBOUR).await, 409);
    assert_eq!(manage(atomic, "suspend", HARBOUR).await, 200);
    assert_eq!(query(atomic, HARBOUR).await, record);
    assert_eq!(manage(atomic, "cancel", HARBOUR).await, 200);
    for action in ["cancel", "suspend", "active"] {
        assert_eq!(manage(atomic, action, HARBOUR).await, 409, "{action}");
    }
    assert_eq!(query(atomic, HARBOUR).await["status"], "CANCELLED");
    assert_eq!(atomic.effect("manageMobileService"), 3);
    assert_eq!(manage(atomic, "suspend", "0491571999").await, 404);
    assert_eq!(query(atomic, "0491571999").await, Value::Null);
}

#[tokio::test]
async fn the_answer_to_a_change_may_show_what_was_before_it() {
    let shop = shop().await;
    let atomic = shop.atomic();
    atomic.set_quirks(AtomicQuirks { change_answer: ChangeAnswer::StaleRecord, ..AtomicQuirks::default() });
    let body = json!({ "action": "suspend", "msn": WATTLE });
    let answer = call(atomic, "POST", super::MANAGE, Some(body)).await.json();
    assert_eq!((&answer[0]["status"], atomic.status(WATTLE)), (&json!("ACTIVE"), Some("SUSPENDED")));
    assert!(atomic.set_suspended(WATTLE, false));
    assert_eq!(query(atomic, WATTLE).await["status"], "ACTIVE");
}

#[tokio::test]
async fn plan_and_cap_change_alone_or_together() {
    let shop = shop().await;
    let atomic = shop.atomic();
    let plans = call(atomic, "GET", "/api/atomic/service_plan/list", None).await.json();
    assert!(plans.as_array().unwrap().iter().all(|plan| plan["price"].is_string() && plan["plan_id"].is_u64()));
    let change = |body: Value| async move { call(atomic, "PATCH", UPDATE, Some(body)).await };
    let answer = change(json!({ "msn": WATTLE, "excess_usage": 1000 })).await;
    assert_eq!((answer.status, answer.json()), (200, json!({ "status": "success" })));
    assert_eq!(change(json!({ "msn": WATTLE, "service_plan_id": "97", "excess_usage": 0 })).await.status, 200);
    let record = query(atomic, WATTLE).await;
    assert_eq!((&record["service_plan_id"], &record["plan_name"]), (&json!(97), &json!("Mobile Plus 80GB")));
    assert_eq!((&record["excess_usage"], atomic.plan(WATTLE)), (&json!(0), Some(97)));
    assert_eq!(atomic.effect("updateMobileService"), 2);
}

#[tokio::test]
async fn a_card_comes_from_stock_once() {
    let shop = shop().await;
    let atomic = shop.atomic();
    let card = atomic.free_cards()[0].clone();
    let to_card = |msn: &'static str, card: String| async move {
        let body = json!({ "msn": msn, "is_esim": false, "sim_card_number": card });
        call(atomic, "POST", REPLACE, Some(body)).await.status
    };
    assert_eq!(to_card(HARBOUR, card.clone()).await, 200);
    assert_eq!(query(atomic, HARBOUR).await["sim_number"], card);
    assert_eq!(to_card(HARBOUR, card.clone()).await, 409, "the same card again");
    assert_eq!(to_card(WATTLE, card.clone()).await, 409, "another service's card");
    assert_eq!(to_card(WATTLE, "8961990000000000000".to_owned()).await, 404);
    assert_eq!((atomic.card(HARBOUR), atomic.effect("replaceSim")), (Some(card.clone()), 1));
    assert!(!atomic.free_cards().contains(&card));
}

#[tokio::test]
async fn an_esim_goes_out_by_mail_and_the_code_before_it_is_dead() {
    let shop = shop().await;
    let atomic = shop.atomic();
    let to_esim = || json!({ "msn": HARBOUR, "is_esim": true, "notification_email": "Owner@example.com" });
    let answer = call(atomic, "POST", REPLACE, Some(to_esim())).await;
    assert_eq!(answer.json(), json!({ "status": "success" }), "no code in the answer");
    call(atomic, "POST", REPLACE, Some(to_esim())).await;
    let mail = atomic.mail_box("owner@example.com");
    let codes: Vec<&str> = mail.iter().filter_map(|mail| mail.activation_code()).collect();
    assert_eq!((codes.len(), query(atomic, HARBOUR).await["sim_number"].as_str()), (2, Some("eSIM")));
    assert_eq!(atomic.use_code(codes[0]), Err(PhoneError::CodeReplaced));
    assert_eq!(atomic.use_code(codes[1]).as_deref(), Ok(HARBOUR));
    assert_eq!(atomic.use_code(codes[1]), Err(PhoneError::CodeSpent));
    assert_eq!(atomic.use_code("LPA:1$rsp.example.com$NONE"), Err(PhoneError::CodeUnknown));
    assert!(!format!("{mail:?}").contains("LPA"));
}

#[tokio::test]
async fn a_reset_needs_the_iccid_and_mails_a_new_code() {
    let shop = shop().await;
    let atomic = shop.atomic();
    let reset = |msn: &'static str, iccid: String| async move {
        call(atomic, "POST", RESET, Some(json!({ "msn": msn, "iccid": iccid }))).await
    };
    let iccid = atomic.esim_iccid(WATTLE).unwrap();
    assert_eq!(reset(WATTLE, "8976543210".to_owned()).await.status, 404);
    assert_eq!(reset(HARBOUR, iccid.clone()).await.status, 409);
    let answer = reset(WATTLE, iccid.clone()).await.json();
    assert_eq!(answer, json!({ "status": "success", "message": "eSIM status has been reset" }));
    let address = query(atomic, WATTLE).await["notification_email"].as_str().unwrap().to_owned();
    let code = atomic.mail_box(&address)[0].activation_code().unwrap().to_owned();
    assert_eq!(atomic.use_code(&code).as_deref(), Ok(WATTLE));
    assert_eq!(atomic.esim_installed(WATTLE), Some(true));
    reset(WATTLE, iccid.clone()).await;
    assert_eq!((atomic.esim_installed(WATTLE), atomic.use_code(&code)), (Some(false), Err(PhoneError::CodeReplaced)));
    assert_eq!((atomic.esim_iccid(WATTLE), atomic.effect("resetEsim")), (Some(iccid), 2));
}

#[tokio::test]
async fn customers_are_found_made_and_deleted() {
    let shop = shop().await;
    let atomic = shop.atomic();
    let list = |name: &'static str| async move {
        call(atomic, "GET", &format!("{CUSTOMERS}/list{name}"), None).await.json().as_array().unwrap().clone()
    };
    let found = list("?customer_name=harbour").await;
    assert_eq!((found.len(), &found[0]["customer_name"]), (1, &json!("Harbour Cafe")));
    assert_eq!(found[0]["customer_id"], query(atomic, HARBOUR).await["customer_id"]);
    assert_eq!(list("?customer_name=").await.len(), list("").await.len());

    let new = json!({ "customer_name": "Harbour Two", "nickname": "H2", "addr_1": "1 Example Street",
        "postcode": "2000", "country": "Australia" });
    let first = call(atomic, "POST", &format!("{CUSTOMERS}/create"), Some(new.clone())).await;
    assert_eq!((first.status, &first.json()["created_date"]), (200, &json!("2026-03-04 09:30:00")));
    let second = call(atomic, "POST", &format!("{CUSTOMERS}/create"), Some(new)).await;
    assert_ne!(first.json()["customer_id"], second.json()["customer_id"]);
    assert_eq!((list("?customer_name=harbour").await.len(), atomic.effect("createCustomer")), (3, 2));

    let delete = || Some(json!({ "customer_id": found[0]["customer_id"] }));
    let gone = call(atomic, "DELETE", &format!("{CUSTOMERS}/delete"), delete()).await.json();
    assert_eq!((&gone["status"], &gone["customer_name"]), (&json!("DELETED"), &json!("Harbour Cafe")));
    assert_eq!(atomic.status(HARBOUR), Some("CANCELLED"));
    assert_eq!(call(atomic, "DELETE", &format!("{CUSTOMERS}/delete"), delete()).await.status, 409);
    assert!(list("?customer_name=harbour").await[0]["delete_date"].is_string());
    atomic.set_quirks(AtomicQuirks { hides_deleted: true, ..AtomicQuirks::default() });
    assert_eq!(list("?customer_name=harbour").await.len(), 2);
}

#[tokio::test]
async fn a_brand_name_is_approved_after_a_day() {
    let shop = shop().await;
    let atomic = shop.atomic();
    let register = |account: u64, name: &'static str| async move {
        let body = json!({ "sms_account_id": account, "brand_name": name, "brand_url": "https://example.com",
            "description": "Bookings" });
        call(atomic, "POST", &format!("{SMS}/register_brand_name"), Some(body)).await
    };
    assert_eq!(register(1, "HARBOUR").await.status, 404);
    assert_eq!(register(2124, "MUCHTOOLONGNAME").await.status, 400);
    let answer = register(2124, "HARBOUR").await.json();
    assert_eq!((&answer["result"], &answer["brand_name"]), (&json!("success"), &json!("HARBOUR")));
    let id = answer["registration_id"].as_str().unwrap().to_owned();
    let bank = register(2124, "MYBANK").await.json()["registration_id"].as_str().unwrap().to_owned();
    let path = |id: &str| format!("{SMS}/status_brand_name?registration_id={id}");
    assert_eq!(call(atomic, "GET", &path(&id), None).await.json()["status"], "pending");
    shop.clock().advance(Duration::from_secs(86_400));
    let record = call(atomic, "GET", &path(&id), None).await.json();
    assert_eq!((&record["status"], &record["brand_name_url"]), (&json!("approved"), &json!("https://example.com")));
    assert_eq!(call(atomic, "GET", &path(&bank), None).await.json()["status"], "rejected");
    assert_eq!(call(atomic, "GET", &path("9"), None).await.status, 404);
    assert_eq!(atomic.effect("registerBrandName"), 2);
}

#[tokio::test]
async fn texts_come_by_the_hundred_and_go_with_the_clock() {
    let shop = shop().await;
    let atomic = shop.atomic();
    let texts = |query: String| async move {
        call(atomic, "GET", &format!("{SMS}/incoming_sms?{query}"), None).await.json().as_array().unwrap().clone()
    };
    let all = texts("from_date=2026-01-01%2000:00:00&to_date=2026-03-05+00:00:00".into()).await;
    assert_eq!(all.len(), 100);
    let times: Vec<&str> = all.iter().map(|text| text["received_date"].as_str().unwrap()).collect();
    assert!(times.is_sorted_by(|a, b| a >= b));
    let hour = texts("from_date=2026-03-04%2007:30:00&to_date=2026-03-04%2008:30:00".into()).await;
    assert_eq!(hour.len(), 3);
    let sender = hour[0]["sender"].as_str().unwrap().trim_start_matches('+').to_owned();
    let from_one =
        texts(format!("from_date=2026-03-04%2007:30:00&to_date=2026-03-04%2008:30:00&sender={sender}")).await;
    assert!(!from_one.is_empty() && from_one.iter().all(|text| text["sender"] == hour[0]["sender"]));

    let body = json!({ "to": "61491570901,61491570902", "from": "PRACTICE", "text": "Hi" });
    let sent = call(atomic, "POST", "/api/sms/send", Some(body)).await.json();
    assert_eq!(sent["result"]["status"], "pending");
    assert_eq!(atomic.sent_texts()[0].to, ["61491570901", "61491570902"]);
    for (later, status) in [(5, "Enroute"), (25, "Delivered")] {
        shop.clock().advance(Duration::from_secs(later));
        let ask = json!({ "message_id": sent["result"]["message_id"] });
        assert_eq!(call(atomic, "POST", "/api/sms/status", Some(ask)).await.json()["result"]["status"], status);
    }
    let unknown = Some(json!({ "message_id": "none" }));
    assert_eq!(call(atomic, "POST", "/api/sms/status", unknown).await.status, 404);
}
