//! Answers in the odd shapes the contract warns of, read through the whole client.

use domain::line::{LineStage, SimKind};
use domain::problem::ErrorCode;
use domain::provider::Evidence;
use providers::atomic::{Atomic, BrandStage, TextStage};
use providers::{Answer, Delivery, Lines};
use serde_json::{Value, json};

use super::cases::{MESSAGE, MSN, brand, customer, text, window};
use super::client;
use crate::onsim::{NOW, ticket};
use crate::server::{Reply, Server};

async fn answering(body: &Value) -> (Server, Atomic) {
    let server = Server::start([Reply::json(200, body)]).await;
    let atomic = client(&server.url());
    (server, atomic)
}

fn code_of<T>(answer: Answer<T>) -> (ErrorCode, Delivery) {
    answer.err().map(|error| (error.code(), error.delivery)).unwrap()
}

#[tokio::test]
async fn a_service_is_read_in_every_wrapping() {
    let one = json!({"msn": MSN, "sim_number": "eSIM", "status": "active"});
    let other = json!({"msn": "0498765432", "account": "M1"});
    let bodies = [
        json!([one]),
        one.clone(),
        json!({"data": [one]}),
        json!([other, one]),
        json!([{"msn": "+61 412 345 678", "sim_number": "esim", "status": "Active"}]),
        json!([{"msn": 412_345_678, "sim_number": "eSIM", "status": "ACTIVE"}]),
        json!([{"plan_name": "P", "sim_number": "eSIM", "status": "ACTIVE"}]),
    ];
    for body in bodies {
        let (_server, atomic) = answering(&body).await;
        let line = Lines::read(&atomic, MSN).await.unwrap_or_else(|error| panic!("{body}: {error:?}"));
        assert_eq!((line.key.id.as_str(), line.key.connection.0.as_str()), (MSN, "c1"));
        assert_eq!((line.sim.kind, line.state.stage), (SimKind::Esim, LineStage::Active), "{body}");
        assert_eq!((line.evidence, line.read_at), (Evidence::Documented, NOW));
    }
}

#[tokio::test]
async fn no_service_another_service_and_no_shape_are_three_things() {
    for (body, expected) in [
        (json!([]), ErrorCode::NotFound),
        (json!({"data": []}), ErrorCode::NotFound),
        (json!([{"msn": "0498765432"}]), ErrorCode::UnreadableAnswer),
        (json!([{"msn": "fax", "account": "M1"}]), ErrorCode::UnreadableAnswer),
        (json!([{"account": "M1"}, {"account": "M2"}]), ErrorCode::UnreadableAnswer),
        (json!({"status": "success"}), ErrorCode::UnreadableAnswer),
        (json!({}), ErrorCode::UnreadableAnswer),
        (json!([MSN]), ErrorCode::UnreadableAnswer),
        (json!(7), ErrorCode::UnreadableAnswer),
    ] {
        let (_server, atomic) = answering(&body).await;
        assert_eq!(code_of(Lines::read(&atomic, MSN).await), (expected, Delivery::Answered), "{body}");
    }
}

#[tokio::test]
async fn a_list_is_read_bare_and_wrapped() {
    let one = json!({"customer_id": "5", "customer_name": "A", "delete_date": "2025-04-30T07:17:56Z", "abn": ""});
    let bodies = [
        json!([one]),
        json!({"paging": {"total": 1, "total_page": 1, "page": 1}, "customers": [one]}),
        json!({"paging": null, "anything": [one], "status": "success"}),
        one.clone(),
        json!([one, {"customer_name": "no id"}]),
    ];
    for body in bodies {
        let (_server, atomic) = answering(&body).await;
        let found = atomic.customers(None).await.unwrap_or_else(|error| panic!("{body}: {error:?}"));
        assert_eq!(found.len(), 1, "{body}");
        assert_eq!((found[0].id.as_str(), found[0].name.as_deref(), &found[0].abn), ("5", Some("A"), &None));
        let deleted = found[0].deleted.as_ref().unwrap();
        assert_eq!(deleted.iso.as_deref(), Some("2025-04-30T07:17:56"));
    }
    for body in [json!([]), json!({"paging": {"total": 0, "total_page": 0, "page": 1}, "items": []})] {
        let (_server, atomic) = answering(&body).await;
        assert_eq!(atomic.customers(None).await.unwrap(), [], "{body}");
        assert_eq!(atomic.plans().await.unwrap(), [], "{body}");
    }
    for body in [json!({}), json!({"a": [], "b": []}), json!([{"x": 1}]), json!([[true]]), json!("none")] {
        let (_server, atomic) = answering(&body).await;
        let error = (ErrorCode::UnreadableAnswer, Delivery::Answered);
        assert_eq!(code_of(atomic.customers(None).await), error, "{body}");
        assert_eq!(code_of(atomic.plans().await), error, "{body}");
    }
}

fn page(first: u64, ids: &[u64], total: u64, number: u64) -> Reply {
    let items: Vec<_> = ids.iter().map(|id| json!({"customer_id": id})).collect();
    let pages = total.div_ceil(2);
    assert!(number < pages + first);
    Reply::json(200, &json!({"paging": {"total": total, "total_page": pages, "page": number}, "items": items}))
}

#[tokio::test]
async fn pages_are_read_to_the_last_from_whichever_number_they_start() {
    for first in [0, 1] {
        let pages =
            [page(first, &[1, 2], 5, first), page(first, &[3, 4], 5, first + 1), page(first, &[5], 5, first + 2)];
        let server = Server::start(pages).await;
        let found = client(&server.url()).customers(Some("a")).await.unwrap();
        assert_eq!(found.iter().map(|one| one.id.as_str()).collect::<Vec<_>>(), ["1", "2", "3", "4", "5"]);
        let asked: Vec<_> = server.take_seen().into_iter().map(|seen| seen.target).collect();
        let target = "/api/atomic/customer/list?customer_name=a";
        let (second, third) = (first + 1, first + 2);
        assert_eq!(asked, [target.to_owned(), format!("{target}&page={second}"), format!("{target}&page={third}")]);
    }
}

#[tokio::test]
async fn a_page_twice_must_not_pass_for_the_next() {
    let server = Server::start([page(1, &[1, 2], 5, 1)]).await;
    let error = code_of(client(&server.url()).customers(None).await);
    assert_eq!(error, (ErrorCode::UnreadableAnswer, Delivery::Answered));
    assert_eq!(server.take_seen().len(), 2);
}

#[tokio::test]
async fn plans_of_other_products_are_not_offered_for_a_line() {
    let body = json!([
        {"plan_id": 96, "plan_name": "My Mobile Service", "plan_type": "Mobile Plan", "price": "29.95"},
        {"plan_id": "97", "plan_type": null},
        {"plan_id": 123, "plan_name": "Acme Plan", "plan_type": "sip trunk"},
        {"plan_id": 134, "plan_name": "Test Plan", "plan_type": "SMS Plan"},
    ]);
    let (_server, atomic) = answering(&body).await;
    let options = atomic.mobile_plans().await.unwrap();
    let offered: Vec<_> = options.iter().map(|plan| (plan.id.as_str(), plan.title())).collect();
    assert_eq!(offered, [("96", "My Mobile Service"), ("97", "97")]);
    let plans = atomic.plans().await.unwrap();
    assert_eq!((plans.len(), plans[0].price.as_deref()), (4, Some("29.95")));
}

#[tokio::test]
async fn a_new_customer_and_a_registration_are_done_only_with_their_id() {
    let unclear = (ErrorCode::OutcomeUnknown, Delivery::Unsure);
    let (_server, atomic) = answering(&json!([{"customer_id": 9, "nickname": "N"}])).await;
    let made = atomic.create_customer(&customer(), ticket()).await.unwrap();
    assert_eq!((made.id.as_str(), made.nickname.as_deref()), ("9", Some("N")));
    let (_server, atomic) = answering(&json!({"status": "success"})).await;
    assert_eq!(code_of(atomic.create_customer(&customer(), ticket()).await), unclear);
    let (_server, atomic) = answering(&json!({"result": "SUCCESS", "registration_id": 12345})).await;
    let receipt = atomic.register_brand_name(&brand(), ticket()).await.unwrap();
    assert_eq!(receipt.registration_id, "12345");
    let (_server, atomic) = answering(&json!({"result": "success"})).await;
    assert_eq!(code_of(atomic.register_brand_name(&brand(), ticket()).await), unclear);
}

#[tokio::test]
async fn a_deletion_of_another_customer_is_not_the_one_asked_for() {
    let (_server, atomic) = answering(&json!({"status": "deleted", "customer_id": "17"})).await;
    atomic.delete_customer("17", ticket()).await.unwrap();
    for body in [json!({"status": "DELETED", "customer_id": 18}), json!({"customer_id": 17})] {
        let (_server, atomic) = answering(&body).await;
        let error = code_of(atomic.delete_customer("17", ticket()).await);
        assert_eq!(error, (ErrorCode::OutcomeUnknown, Delivery::Unsure), "{body}");
    }
}

#[tokio::test]
async fn a_registration_is_read_with_any_word() {
    let body = json!({"registration_id": 12345, "brand_name_url": "https://a.example", "status": "on hold", "x": 1});
    let (_server, atomic) = answering(&body).await;
    let status = atomic.brand_name_status("12345").await.unwrap();
    assert_eq!((status.stage, status.raw_state.as_str()), (BrandStage::Unknown, "on hold"));
    assert_eq!((status.url.as_deref(), status.raw.len()), (Some("https://a.example"), 1));
    let (_server, atomic) = answering(&json!({"brand_name": "B", "status": "Approved"})).await;
    assert_eq!(atomic.brand_name_status("12345").await.unwrap().stage, BrandStage::Approved);
    let (_server, atomic) = answering(&json!({"registration_id": "999", "status": "approved"})).await;
    let error = code_of(atomic.brand_name_status("12345").await);
    assert_eq!(error, (ErrorCode::UnreadableAnswer, Delivery::Answered));
}

#[tokio::test]
async fn received_texts_are_shown_as_they_came() {
    let body = json!({"items": [{"sender": "61412345678", "message": {"text": "Hi"}, "pin": "1234"}]});
    let (_server, atomic) = answering(&body).await;
    let texts = atomic.received_texts(&window(false)).await.unwrap();
    let fields: Vec<_> = texts[0].fields.iter().map(|field| (field.name.as_str(), field.value.as_str())).collect();
    assert_eq!(fields, [("message.text", "Hi"), ("pin", "(hidden)"), ("sender", "61412345678")]);
    assert_eq!(format!("{texts:?}"), "[ReceivedText(…)]");
}

#[tokio::test]
async fn the_sms_products_envelope_is_opened() {
    let (_server, atomic) = answering(&json!({"status": "Success", "result": {"Sender": ["A", 61, "", null]}})).await;
    assert_eq!(atomic.sms().unwrap().senders().await.unwrap(), ["A", "61"]);
    let (_server, atomic) = answering(&json!({"status": "success", "result": {"message_id": 7, "to": 1}})).await;
    let receipt = atomic.sms().unwrap().send(&text(), ticket()).await.unwrap();
    assert_eq!((receipt.message_id.as_str(), receipt.stage, receipt.raw.len()), ("7", TextStage::Unknown, 1));
    let (_server, atomic) = answering(&json!({"status": "success", "result": {"message_id": "other"}})).await;
    let error = code_of(atomic.sms().unwrap().status(MESSAGE).await);
    assert_eq!(error, (ErrorCode::UnreadableAnswer, Delivery::Answered));
    for body in
        [json!({"status": "success"}), json!({"status": "success", "result": {}}), json!({"result": {"message_id": 7}})]
    {
        let (_server, atomic) = answering(&body).await;
        let error = code_of(atomic.sms().unwrap().send(&text(), ticket()).await);
        assert_eq!(error, (ErrorCode::OutcomeUnknown, Delivery::Unsure), "{body}");
    }
}
