//! Orders: quote, hosted payment, activation, renewal; and what of them is refused.

use serde_json::{Value, json};

use super::{IMEI, JUNE, card, get, info, order, pass, quoted, send, shop};
use crate::{PayError, ReachQuirks, ReachShop};

async fn submit(reach: &ReachShop, body: Value) -> String {
    let (status, answer) = send(reach, "POST", "/product", body).await;
    assert_eq!((status, &answer["clientAccountId"]), (202, &json!("brand-0001")));
    answer["transactionId"].as_str().unwrap().to_owned()
}

async fn status(reach: &ReachShop, transaction: &str) -> Value {
    get(reach, &format!("/product/status/{transaction}")).await
}

#[tokio::test]
async fn a_new_customer_pays_on_the_page_and_is_activated() {
    let shop = shop().await;
    let reach = shop.reach();
    let total = quoted(reach, order("PHYSICAL", 0.0)).await;
    assert!((total - 49.75).abs() < 0.001, "10 activation, 5 kit, 6.50 mail, 25 plan, 7 % tax: {total}");
    let id = submit(reach, order("PHYSICAL", total)).await;
    let early = status(reach, &id).await;
    assert_eq!((&early["status"], early["link"].get("url")), (&json!("PAYMENT_PENDING"), None));
    assert_eq!(reach.pay(&id), Err(PayError::NoLinkYet));
    pass(&shop, 5);
    let ready = status(reach, &id).await;
    assert_eq!((&ready["status"], &ready["link"]["type"]), (&json!("PAYMENT_PENDING"), &json!(1)));
    assert!(ready["link"]["url"].as_str().unwrap().starts_with("https://pay.example.com/"));
    assert_eq!(ready.get("customerId"), None);
    reach.pay(&id).unwrap();
    assert_eq!(reach.pay(&id), Err(PayError::NotWaiting));
    assert_eq!(status(reach, &id).await["status"], "PAYMENT_PROCESSING");
    pass(&shop, 10);
    let paid = status(reach, &id).await;
    assert_eq!((&paid["status"], &paid["paymentStatus"]), (&json!("COMPLETED"), &json!("SUCCESS")));
    assert_eq!((&paid["shipmentStatus"], &paid["totalAmount"]), (&json!("PENDING"), &json!(49.75)));
    let customer = paid["customerId"].as_str().unwrap();
    assert_eq!(reach.charges().iter().map(|charge| charge.cents).collect::<Vec<_>>(), [4_975]);
    let record = info(reach, customer).await;
    assert_eq!((&record["status"], &record["clientAccountId"]), (&json!(0), &json!("brand-0001")));

    let sim = reach.free_sims()[0].clone();
    let body = json!({ "customerId": customer, "iccId": sim, "esim": false });
    let (accepted, answer) = send(reach, "POST", "/activation", body).await;
    assert_eq!((accepted, answer["transactionId"].is_string(), reach.status(customer)), (202, true, Some(1)));
    pass(&shop, 180);
    let line = get(reach, &format!("/activation/status?customerId={customer}")).await;
    assert_eq!((&line["status"], &line["planName"]), (&json!(2), &json!("Essential 5 GB")));
    let number = line["mobileNo"].as_str().unwrap();
    assert!(number.len() == 10 && &number[3..8] == "55501", "{number}");
}

#[tokio::test]
async fn an_esim_order_goes_without_mail_and_an_activation_may_fail() {
    let shop = shop().await;
    let reach = shop.reach();
    let total = quoted(reach, order("ESIM", 0.0)).await;
    let id = submit(reach, order("ESIM", total)).await;
    pass(&shop, 5);
    reach.pay(&id).unwrap();
    pass(&shop, 10);
    reach.set_quirks(ReachQuirks { done_for_completed: true, ..ReachQuirks::default() });
    let paid = status(reach, &id).await;
    assert_eq!((&paid["status"], paid.get("shipmentStatus")), (&json!("DONE"), None));
    let customer = paid["customerId"].as_str().unwrap();
    assert!(reach.fail_activation(customer));
    let body = || json!({ "customerId": customer, "imei": IMEI, "esim": true });
    assert_eq!(send(reach, "POST", "/activation", body()).await.0, 202);
    pass(&shop, 180);
    assert_eq!(reach.status(customer), Some(8));
    assert_eq!(send(reach, "POST", "/activation", body()).await.0, 202);
    pass(&shop, 180);
    assert_eq!((reach.status(customer), &info(reach, customer).await["esim"]), (Some(2), &json!(true)));
}

#[tokio::test]
async fn an_order_with_a_port_starts_it_at_activation() {
    let shop = shop().await;
    let reach = shop.reach();
    let mut body = order("ESIM", 0.0);
    body["accountInfo"]["payment"]["collection"] = json!(quoted(reach, order("ESIM", 0.0)).await);
    let line = body["lines"][0].as_object_mut().unwrap();
    for (name, value) in [
        ("numberToPort", "6015550123"),
        ("oldCarrier", "Old"),
        ("oldCarrierAccountNumber", "1"),
        ("password", "1234"),
        ("oldZip", "00000"),
    ] {
        line.insert(name.into(), json!(value));
    }
    let id = submit(reach, body).await;
    pass(&shop, 5);
    reach.pay(&id).unwrap();
    pass(&shop, 10);
    let customer = status(reach, &id).await["customerId"].as_str().unwrap().to_owned();
    send(reach, "POST", "/activation", json!({ "customerId": customer, "imei": IMEI, "esim": true })).await;
    assert_eq!(reach.status(&customer), Some(9));
    pass(&shop, 1_200);
    assert_eq!(reach.status(&customer), Some(10));
    let fix = json!({ "customerId": customer, "type": "UPDATE_ZIP", "oldZip": "38655" });
    assert_eq!(send(reach, "PUT", "/update/portin", fix).await.0, 200);
    pass(&shop, 1_200);
    assert_eq!((reach.status(&customer), reach.mobile(&customer).as_deref()), (Some(2), Some("6015550123")));
}

#[tokio::test]
async fn a_payment_is_declined_or_never_made() {
    let shop = shop().await;
    let reach = shop.reach();
    let total = quoted(reach, order("ESIM", 0.0)).await;
    let (first, second) = (submit(reach, order("ESIM", total)).await, submit(reach, order("ESIM", total)).await);
    assert_ne!(first, second, "a repeat is a second order");
    pass(&shop, 5);
    reach.decline(&first).unwrap();
    let failed = status(reach, &first).await;
    assert_eq!((&failed["status"], failed["link"].get("url")), (&json!("FAILED"), None));
    assert!(failed["paymentStatusDesc"].as_str().unwrap().contains("302"));
    pass(&shop, 1_800);
    assert_eq!(status(reach, &second).await["paymentStatusDesc"], "The payment link expired.");
    assert_eq!((reach.pay(&second), reach.pay("TXN-0")), (Err(PayError::NotWaiting), Err(PayError::NoSuchPurchase)));
    assert_eq!((reach.charges(), reach.effect("submitPurchase")), (vec![], 2));
    reach.set_quirks(ReachQuirks { client_account_id_once: true, ..ReachQuirks::default() });
    assert_eq!(send(reach, "POST", "/product", order("ESIM", total)).await.0, 409);
}

#[tokio::test]
async fn an_order_that_does_not_hold_together_is_refused() {
    let shop = shop().await;
    let reach = shop.reach();
    let total = quoted(reach, order("ESIM", 0.0)).await;
    let with = |pointer: &str, value: Value| {
        let mut body = order("ESIM", total);
        *body.pointer_mut(pointer).unwrap() = value;
        body
    };
    let address = order("ESIM", 0.0)["accountInfo"]["addresses"][0].clone();
    let twice = order("ESIM", 0.0)["lines"][0].clone();
    for (body, field) in [
        (with("/accountInfo/email", json!("Customer1003@example.com")), "Email"),
        (with("/accountInfo/payment/collection", json!(total + 1.0)), "Collection"),
        (with("/accountInfo/shipmentType", json!("usps_first_class_mail")), "ShipmentType"),
        (with("/accountInfo/addresses", json!([address])), "Addresses"),
        (with("/lines/0/planId", json!("Essential 5 GB")), "PlanId"),
        (with("/lines/0/isPrimary", json!(false)), "IsPrimary"),
        (with("/lines", json!([twice, twice])), "FirstName"),
        (with("/redirectUrl", json!("http://brand.example.com")), "RedirectUrl"),
    ] {
        let (status, answer) = send(reach, "POST", "/product", body).await;
        assert_eq!((status, answer["meta"].get(field).is_some()), (400, true), "{field}: {answer}");
    }
    assert_eq!(reach.effect("submitPurchase"), 0);
}

#[tokio::test]
async fn a_renewal_charges_the_stored_card() {
    let shop = shop().await;
    let reach = shop.reach();
    let body = |uuid: &str| {
        json!({ "customerId": JUNE, "clientAccountId": "brand-1003", "lines": [{ "planId": "RCH-PLUS-15" }],
            "payment": { "paymentType": "CARD", "ccUUID": uuid, "collection": 37.45 } })
    };
    let card = card(reach, JUNE).await;
    assert!((quoted(reach, body(&card)).await - 37.45).abs() < 0.001);
    assert_eq!(send(reach, "POST", "/product/subsequent", body("other")).await.0, 400);
    let (accepted, answer) = send(reach, "POST", "/product/subsequent", body(&card)).await;
    let id = answer["transactionId"].as_str().unwrap();
    assert_eq!((accepted, &status(reach, id).await["status"]), (202, &json!("PAYMENT_PROCESSING")));
    pass(&shop, 10);
    assert_eq!(status(reach, id).await["status"], "COMPLETED");
    assert_eq!((reach.plan(JUNE).as_deref(), reach.charges()[0].cents), (Some("RCH-PLUS-15"), 3_745));
    reach.decline_cards(true);
    let (_, answer) = send(reach, "POST", "/product/subsequent", body(&card)).await;
    pass(&shop, 10);
    let failed = status(reach, answer["transactionId"].as_str().unwrap()).await;
    assert_eq!((&failed["status"], reach.charges().len()), (&json!("FAILED"), 1));
    send(reach, "PUT", "/suspend", json!({ "customerId": JUNE })).await;
    pass(&shop, 30);
    assert_eq!(send(reach, "POST", "/product/subsequent", body(&card)).await.0, 409);
}
