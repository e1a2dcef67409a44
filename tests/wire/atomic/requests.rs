//! What the client sends: every call against the contract, and the values that matter most by hand.

use domain::problem::ErrorCode;
use domain::time::Timestamp;
use providers::atomic::{ExcessCap, NewSim, NewText, ServiceUpdate};
use providers::{Delivery, Lines};
use serde_json::json;

use super::cases::{CASES, MSN, brand, card, customer, esim, text, update, window};
use super::{CONTRACT, SMS_KEY, TOKEN, client};
use crate::onsim::ticket;
use crate::server::{Reply, Server, body, sent};

#[tokio::test]
async fn every_request_fits_the_contract_and_succeeds() {
    for case in &CASES {
        let server = Server::start([case.good_answer()]).await;
        let atomic = client(&server.url());
        (case.run)(&atomic).await.unwrap_or_else(|error| panic!("{}: {error:?}", case.id));
        let seen = server.take_seen();
        assert_eq!(seen.len(), 1, "{}", case.id);
        CONTRACT.check_request(case.id, &seen[0]);
        let proof = if case.is_sms_product() { format!("Bearer {SMS_KEY}") } else { TOKEN.to_owned() };
        assert_eq!(seen[0].header("authorization"), Some(proof.as_str()), "{}", case.id);
    }
}

#[tokio::test]
async fn every_published_answer_is_read() {
    for case in &CASES {
        for (status, body) in case.answers() {
            let server = Server::start([Reply::json(status, &body)]).await;
            (case.run)(&client(&server.url())).await.unwrap_or_else(|error| panic!("{}: {error:?}", case.id));
        }
    }
}

#[tokio::test]
async fn one_operation_does_four_things_by_one_word() {
    let server = Server::start([Reply::json(200, &json!([]))]).await;
    let atomic = client(&server.url());
    let wanted = |action: &str| json!({"action": action, "msn": MSN});
    assert_eq!(body(&sent(&server, Lines::read(&atomic, MSN)).await), wanted("query"));
    assert_eq!(body(&sent(&server, atomic.suspend(MSN, ticket())).await), wanted("suspend"));
    assert_eq!(body(&sent(&server, atomic.resume(MSN, ticket())).await), wanted("active"));
    assert_eq!(body(&sent(&server, atomic.cancel(MSN, ticket())).await), wanted("cancel"));
}

#[tokio::test]
async fn only_what_is_set_goes_and_a_plan_goes_as_text() {
    let server = Server::start([Reply::json(200, &json!({"status": "success"}))]).await;
    let atomic = client(&server.url());
    let seen = sent(&server, atomic.change(MSN, " 97 ", ticket())).await;
    assert_eq!((seen.method.as_str(), body(&seen)), ("PATCH", json!({"msn": MSN, "service_plan_id": "97"})));
    for cap in ExcessCap::ALL {
        let both = ServiceUpdate { excess_usage: Some(cap), plan: Some("97".to_owned()) };
        let seen = sent(&server, atomic.update_service(MSN, &both, ticket())).await;
        assert_eq!(body(&seen)["excess_usage"], cap.value());
        CONTRACT.check_request("updateMobileService", &seen);
    }
    let seen = sent(&server, atomic.replace_sim(MSN, &esim(), ticket())).await;
    assert_eq!(body(&seen), json!({"msn": MSN, "is_esim": true, "notification_email": "user@example.com"}));
    let seen = sent(&server, atomic.replace_sim(MSN, &card(), ticket())).await;
    assert_eq!(body(&seen), json!({"msn": MSN, "is_esim": false, "sim_card_number": "89610000000000000000"}));
    let noticed = NewSim::Card { number: " 8961 ".to_owned(), notification_email: Some("a@b.example".to_owned()) };
    let seen = sent(&server, atomic.replace_sim(MSN, &noticed, ticket())).await;
    CONTRACT.check_request("replaceSim", &seen);
    assert_eq!(body(&seen)["sim_card_number"], "8961");
    let seen = sent(&server, atomic.create_customer(&customer(), ticket())).await;
    let mut fields: Vec<_> = body(&seen).as_object().unwrap().keys().cloned().collect();
    fields.sort();
    assert_eq!(fields, ["addr_1", "city", "country", "customer_name", "nickname", "postcode"]);
    assert_eq!(body(&seen)["city"], "Brisbane");
    let seen = sent(&server, atomic.delete_customer("17", ticket())).await;
    assert_eq!((seen.method.as_str(), body(&seen)), ("DELETE", json!({"customer_id": 17})));
}

#[tokio::test]
async fn times_are_utc_with_a_percent_for_the_space_and_numbers_have_their_plus() {
    let server = Server::start([Reply::json(200, &json!([]))]).await;
    let atomic = client(&server.url());
    let seen = sent(&server, atomic.received_texts(&window(true))).await;
    let path = "/api/atomic/customer/sms/incoming_sms";
    let times = "from_date=2025-01-01%2000%3A00%3A00&to_date=2025-01-01%2023%3A59%3A59";
    assert_eq!(seen.target, format!("{path}?{times}&sender=%2B61412345678&receiver=%2B61491570099"));
    let seen = sent(&server, atomic.customers(Some(" waqi & co "))).await;
    assert_eq!(seen.target, "/api/atomic/customer/list?customer_name=waqi%20%26%20co");
    assert_eq!(sent(&server, atomic.customers(Some(""))).await.target, "/api/atomic/customer/list");
}

#[tokio::test]
async fn a_text_goes_to_many_numbers_without_their_plus() {
    let server = Server::start([Reply::json(200, &json!({}))]).await;
    let atomic = client(&server.url());
    let spoken = NewText { text: " two lines\n ".to_owned(), callback: None, ..text() };
    let seen = sent(&server, atomic.sms().unwrap().send(&spoken, ticket())).await;
    assert_eq!(body(&seen), json!({"to": "61444444444,61488888888", "from": "ATOM", "text": " two lines\n "}));
}

#[tokio::test]
async fn what_does_not_fit_the_contract_is_not_sent() {
    let server = Server::start([Reply::empty(200)]).await;
    let atomic = client(&server.url());
    let sms = atomic.sms().unwrap();
    let mut nowhere = customer();
    nowhere.postcode = " ".to_owned();
    let mut nameless = brand();
    nameless.name = String::new();
    let no_plan = ServiceUpdate { plan: Some(" ".to_owned()), excess_usage: None };
    let to_nobody = NewSim::Esim { notification_email: "nobody".to_owned() };
    let no_card = NewSim::Card { number: String::new(), notification_email: None };
    let mut before_time = window(false);
    before_time.from = Timestamp(-1);
    let mut backwards = window(false);
    backwards.to = Timestamp(0);
    let nobody = NewText { to: Vec::new(), ..text() };
    let silent = NewText { text: "\n".to_owned(), ..text() };
    let nowhere_back = NewText { callback: Some("myurl".to_owned()), ..text() };
    let errors = [
        (Lines::read(&atomic, "412345678").await.err(), "msn"),
        (Lines::read(&atomic, "+61412345678").await.err(), "msn"),
        (atomic.suspend("0512345678", ticket()).await.err(), "msn"),
        (atomic.resume("04123456789", ticket()).await.err(), "msn"),
        (atomic.cancel("041234567\u{664}", ticket()).await.err(), "msn"),
        (atomic.update_service("04", &update(), ticket()).await.err(), "msn"),
        (atomic.update_service(MSN, &ServiceUpdate::default(), ticket()).await.err(), "excess_usage"),
        (atomic.update_service(MSN, &no_plan, ticket()).await.err(), "service_plan_id"),
        (atomic.replace_sim(MSN, &to_nobody, ticket()).await.err(), "notification_email"),
        (atomic.replace_sim(MSN, &no_card, ticket()).await.err(), "sim_card_number"),
        (atomic.reset_esim(MSN, " ", ticket()).await.err(), "iccid"),
        (atomic.create_customer(&nowhere, ticket()).await.err(), "postcode"),
        (atomic.delete_customer("all", ticket()).await.err(), "customer_id"),
        (atomic.register_brand_name(&nameless, ticket()).await.err(), "brand_name"),
        (atomic.brand_name_status("").await.err(), "registration_id"),
        (atomic.received_texts(&before_time).await.err(), "from_date"),
        (atomic.received_texts(&backwards).await.err(), "to_date"),
        (sms.send(&nobody, ticket()).await.err(), "to"),
        (sms.send(&silent, ticket()).await.err(), "text"),
        (sms.send(&nowhere_back, ticket()).await.err(), "callback"),
        (sms.status(" ").await.err(), "message_id"),
    ];
    for (error, field) in errors {
        let error = error.unwrap_or_else(|| panic!("{field} was taken"));
        assert_eq!((error.code(), error.delivery), (ErrorCode::InvalidInput, Delivery::NotDelivered), "{field}");
        assert_eq!(error.problem.field.as_deref(), Some(field));
    }
    assert_eq!(server.take_seen().len(), 0);
}
