//! Lifecycle, number, reset and features of a line.

use serde_json::json;

use super::{JUNE, MARCUS, call, get, info, pass, send, shop};

#[tokio::test]
async fn a_line_is_suspended_restored_disconnected_and_brought_back() {
    let shop = shop().await;
    let reach = shop.reach();
    let put = |path: &'static str| async move { send(reach, "PUT", path, json!({ "customerId": JUNE })).await.0 };
    assert_eq!(put("/restore").await, 409);
    assert_eq!(put("/suspend").await, 200);
    assert_eq!(reach.status(JUNE), Some(2), "not yet");
    assert_eq!(put("/suspend").await, 200, "taken again until then");
    pass(&shop, 30);
    assert_eq!((info(reach, JUNE).await["status"].clone(), put("/suspend").await), (json!(3), 409));
    assert_eq!(put("/restore").await, 200);
    pass(&shop, 30);
    assert_eq!((reach.status(JUNE), put("/reconnect").await), (Some(2), 409));
    assert_eq!(put("/disconnect").await, 200);
    pass(&shop, 30);
    assert_eq!((reach.status(JUNE), put("/disconnect").await), (Some(5), 409));
    pass(&shop, 30 * 86_400);
    assert_eq!(put("/reconnect").await, 200);
    pass(&shop, 30);
    assert_eq!(reach.status(JUNE), Some(2));
    put("/disconnect").await;
    pass(&shop, 31 * 86_400);
    assert_eq!(put("/reconnect").await, 409, "too late");
    assert_eq!((reach.effect("suspendSubscriber"), reach.effect("reconnectSubscriber")), (2, 1));
}

#[tokio::test]
async fn a_line_gets_another_number() {
    let shop = shop().await;
    let reach = shop.reach();
    let path = format!("/mdn/swap/status/{JUNE}");
    assert_eq!(get(reach, &path).await["status"], "NONE");
    let old = reach.mobile(JUNE).unwrap();
    assert_eq!(send(reach, "PUT", "/mdn/swap", json!({ "customerId": JUNE, "zipCode": "38655" })).await.0, 202);
    let running = get(reach, &path).await;
    assert_eq!((&running["status"], &running["mobileNo"]), (&json!("IN_PROGRESS"), &json!(old)));
    pass(&shop, 120);
    let over = get(reach, &path).await;
    assert_eq!((&over["status"], over["mobileNo"].as_str()), (&json!("COMPLETED"), reach.mobile(JUNE).as_deref()));
    assert_ne!(reach.mobile(JUNE), Some(old));
}

#[tokio::test]
async fn texts_fields_features_and_leaving_are_noted() {
    let shop = shop().await;
    let reach = shop.reach();
    for _ in 0..2 {
        assert_eq!(send(reach, "POST", &format!("/sendsms/{JUNE}"), json!({ "message": "Hello" })).await.0, 200);
    }
    assert_eq!(reach.texts(JUNE), ["Hello", "Hello"]);
    let path = format!("/account/update/fields/{JUNE}");
    let (status, taken) = send(reach, "PUT", &path, json!({ "email": "CUSTOMER1004@example.com" })).await;
    assert_eq!((status, taken["meta"].get("Email").is_some()), (400, true));
    assert_eq!(send(reach, "PUT", &path, json!({})).await.0, 400);
    let body = json!({ "lastName": "Whitfield-Ray", "addresses": [{ "type": "billing", "city": "Oxford" }] });
    assert_eq!(send(reach, "PUT", &path, body).await.0, 200);
    assert_eq!(info(reach, JUNE).await["lastName"], "Whitfield-Ray");

    let feature = format!("/customer/manage/feature/{JUNE}");
    let switch = |enable: bool, reason: &str| json!({ "feature": "DATA_CUTOFF", "enable": enable, "reason": reason });
    assert_eq!(send(reach, "PUT", &feature, switch(true, "BILLDUE")).await.0, 200);
    assert_eq!(reach.data_cut_off(JUNE), Some(true));
    assert_eq!(send(reach, "PUT", &feature, switch(false, "BILLPAID")).await.0, 200);
    assert_eq!(reach.data_cut_off(JUNE), Some(false));

    let reset = format!("/customer/reset/{JUNE}");
    assert_eq!(call(reach, "POST", &reset, None).await.status, 202);
    let progress = format!("/customer/reset/status/{JUNE}");
    assert_eq!(get(reach, &progress).await["status"], "IN_PROGRESS");
    pass(&shop, 120);
    assert_eq!(get(reach, &progress).await["status"], "COMPLETED");
    assert_eq!(call(reach, "PUT", &format!("/customer/reset/voicemail/password/{JUNE}"), None).await.status, 200);
    let leave = |reason: &str| json!({ "customerId": JUNE, "reason": reason });
    assert_eq!(send(reach, "PUT", "/leaving/customer", leave("BORED")).await.0, 400);
    assert_eq!(send(reach, "PUT", "/leaving/customer", leave("PORT_OUT")).await.0, 200);
    assert_eq!((reach.leaving(JUNE).as_deref(), reach.status(JUNE)), (Some("PORT_OUT"), Some(2)));
}

#[tokio::test]
async fn primary_lines_are_exchanged_within_an_account_only() {
    let shop = shop().await;
    let reach = shop.reach();
    let swap = |primary: &'static str, secondary: &'static str| async move {
        let body = json!({ "primaryCustomerId": primary, "secondaryCustomerId": secondary });
        send(reach, "PUT", "/customers/swap", body).await.0
    };
    assert_eq!(swap(JUNE, MARCUS).await, 409);
    assert_eq!(swap("CUST-1006", "CUST-1005").await, 409, "not the primary line");
    assert_eq!(swap("CUST-1005", "CUST-1006").await, 200);
    assert_eq!(info(reach, "CUST-1006").await["isPrimary"], true);
    assert_eq!(info(reach, "CUST-1005").await["isPrimary"], false);
}
