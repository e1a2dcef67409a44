//! The shapes of the answers: by default those of the contract, with the quirks those it leaves open.

use serde_json::{Value, json};

use super::{NADIA, account, call, first, odd_shop, shop};
use crate::onsim::CONTRACT;
use crate::{AccountWrapper, OnsimQuirks, OnsimShop, PortQueueWrapper};

/// One call of every operation, with its success status; changes come last.
async fn every_call(onsim: &OnsimShop) -> Vec<(&'static str, &'static str, String, Option<Value>, u16)> {
    let sim = account(onsim, NADIA).await["sim"].clone();
    let free = call(onsim, "GET", "/numbers/RESERVED", None).await.json();
    let group = json!({ "name": "ExampleCustomer", "address_line_1": "Example Building", "home_location": "GBR" });
    let hosted = json!({ "mpn": free[1]["mpn"], "group_name": "CUSTOMER_A", "home_location": "GBR", "first_name": "John",
        "last_name": "Smith", "email": "j.smith@example.com", "product": 18, "mobile_data": "BACKGROUND-ONLY" });
    let code = json!({ "esim_code": onsim.current_code(NADIA) });
    vec![
        ("getAccount", "GET", format!("/account/{NADIA}"), None, 200),
        ("queryEsim", "POST", "/account/esim".into(), Some(json!({ "mpn": NADIA, "refresh_code": 1 })), 200),
        ("generateEsimQr", "POST", "/account/esim/generate".into(), Some(code), 200),
        ("listNumbers", "GET", "/numbers/ACTIVE".into(), None, 200),
        ("listGroups", "GET", "/reseller/groups".into(), None, 200),
        ("getCatalogue", "GET", "/reseller/catalogue".into(), None, 200),
        ("listSubscribers", "POST", "/reseller/subscribers".into(), Some(json!({ "state": "PROVISIONED" })), 200),
        ("listSims", "GET", "/sims/RESERVED/eSIM".into(), None, 200),
        ("listPorts", "GET", "/port/all/ALL".into(), None, 200),
        ("getPort", "GET", "/port/1".into(), None, 200),
        ("addNumber", "POST", "/numbers/447700901000".into(), None, 201),
        ("addGroup", "POST", "/reseller/groups".into(), Some(group), 200),
        ("provisionOwnUc", "POST", "/reseller/provision".into(), Some(json!({ "mpn": free[0]["mpn"] })), 201),
        ("provisionOnsimUc", "POST", "/reseller/provision-onsim".into(), Some(hosted), 201),
        ("updateBundle", "POST", format!("/account/{NADIA}/bundle/BASE"), None, 200),
        ("setRecording", "POST", format!("/account/{NADIA}/recording"), Some(json!({ "voice_recording": "ON" })), 200),
        (
            "updateMobileSettings",
            "POST",
            format!("/account/pbxinfo/{NADIA}"),
            Some(json!({ "last_name": "Osei" })),
            200,
        ),
        ("ceaseAccount", "DELETE", "/account".into(), Some(json!({ "iccid": sim })), 200),
    ]
}

#[tokio::test]
async fn every_operation_answers_as_the_contract_says() {
    let shop = shop().await;
    let onsim = shop.onsim();
    let document: Value = CONTRACT.document();
    let mut served = Vec::new();
    for (operation, method, path, body, status) in every_call(onsim).await {
        let answer = call(onsim, method, &path, body).await;
        assert_eq!(answer.status, status, "{operation}");
        let seen = onsim.requests().pop().unwrap();
        assert_eq!(seen.operation.as_deref(), Some(operation));
        let method = method.to_lowercase();
        let responses = &document["paths"][&seen.path_template][&method]["responses"][status.to_string()];
        match responses.pointer("/content/application~1json/schema") {
            None => assert!(answer.body.is_empty(), "{operation} returns no data"),
            Some(schema) => {
                let schema = crate::schema::compile(&document, schema, operation).unwrap();
                let errors: Vec<_> = schema.iter_errors(&answer.json()).map(|error| error.to_string()).collect();
                assert!(errors.is_empty(), "{operation}: {errors:?}");
            }
        }
        served.push(operation.to_owned());
    }
    let mut offered = onsim.dial().operations().to_vec();
    offered.sort();
    served.sort();
    assert_eq!((offered.len(), offered), (18, served));
}

#[tokio::test]
async fn every_operation_answers_with_all_quirks_on_too() {
    let shop = shop().await;
    let onsim = shop.onsim();
    let calls = every_call(onsim).await;
    onsim.set_quirks(OnsimQuirks {
        account_wrapper: AccountWrapper::Bare,
        port_queue_wrapper: PortQueueWrapper::Bare,
        single_port_as_object: true,
        port_lookup_wrapped: true,
        lists_wrapped: true,
        numbers_as_text: true,
        account_id_as_number: true,
        extra_fields: true,
        unknown_status: Some("AWAITING DONOR".into()),
        qr_link_as_text: true,
        is_recorded_filters: true,
        unknown_answers_empty: true,
    });
    for (operation, method, path, body, status) in calls {
        assert_eq!(call(onsim, method, &path, body).await.status, status, "{operation}");
    }
}

#[tokio::test]
async fn accounts_come_in_three_wrappings() {
    for (wrapper, pointer) in [
        (AccountWrapper::List, "/account/0/mpn"),
        (AccountWrapper::Object, "/account/mpn"),
        (AccountWrapper::Bare, "/0/mpn"),
    ] {
        let shop = odd_shop(OnsimQuirks { account_wrapper: wrapper, ..OnsimQuirks::default() }).await;
        let answer = call(shop.onsim(), "GET", &format!("/account/{NADIA}"), None).await.json();
        assert_eq!(answer.pointer(pointer), Some(&json!(NADIA)), "{wrapper:?}");
    }
}

#[tokio::test]
async fn ports_come_in_several_wrappings() {
    for (wrapper, pointer) in [
        (PortQueueWrapper::Holder, "/portQueue/port/0/trID"),
        (PortQueueWrapper::HolderList, "/portQueue/0/port/0/trID"),
        (PortQueueWrapper::Bare, "/port/0/trID"),
    ] {
        let shop = odd_shop(OnsimQuirks { port_queue_wrapper: wrapper, ..OnsimQuirks::default() }).await;
        let answer = call(shop.onsim(), "GET", "/port/all/ALL", None).await.json();
        assert_eq!(answer.pointer(pointer), Some(&json!("1")), "{wrapper:?}");
    }
    let shop = odd_shop(OnsimQuirks { port_lookup_wrapped: true, ..OnsimQuirks::default() }).await;
    assert_eq!(call(shop.onsim(), "GET", "/port/1", None).await.json()["port"]["trID"], "1");
}

#[tokio::test]
async fn a_single_port_may_come_without_its_list() {
    let shop = odd_shop(OnsimQuirks { single_port_as_object: true, ..OnsimQuirks::default() }).await;
    {
        let mut book = shop.onsim().book();
        book.ports.truncate(1);
    }
    let answer = call(shop.onsim(), "GET", "/port/all/INITIAL", None).await.json();
    assert_eq!(answer["portQueue"]["port"]["trID"], "1");
    let none = call(shop.onsim(), "GET", "/port/all/FAILED", None).await.json();
    assert_eq!(none["portQueue"]["port"], json!([]));
}

#[tokio::test]
async fn values_can_come_in_other_types_with_strangers_among_them() {
    let shop = odd_shop(OnsimQuirks {
        numbers_as_text: true,
        account_id_as_number: true,
        extra_fields: true,
        unknown_status: Some("AWAITING DONOR".into()),
        lists_wrapped: true,
        ..OnsimQuirks::default()
    })
    .await;
    let onsim = shop.onsim();
    let record = account(onsim, NADIA).await;
    assert_eq!(record["bundles"]["data"]["allowance"], "10240");
    assert!(record["i_account"].is_u64() && record["segment"].is_object());
    let esim = call(onsim, "POST", "/account/esim", Some(json!({ "mpn": NADIA }))).await.json();
    assert_eq!(esim["esim_status"], "AWAITING DONOR");
    assert_eq!(call(onsim, "GET", "/port/1", None).await.json()["status"], "AWAITING DONOR");
    for (method, path, body, name) in [
        ("POST", "/reseller/subscribers", Some(json!({ "state": "PROVISIONED" })), "subscribers"),
        ("GET", "/sims/ACTIVE/ALL", None, "sims"),
        ("GET", "/numbers/ACTIVE", None, "numbers"),
        ("GET", "/reseller/groups", None, "groups"),
    ] {
        let list = call(onsim, method, path, body).await.json();
        assert!(!list[name].as_array().unwrap().is_empty(), "{path}");
    }
    assert_eq!(onsim.quirks().unknown_status.as_deref(), Some("AWAITING DONOR"));
    onsim.set_quirks(OnsimQuirks::default());
    assert!(first(onsim, "/sims/ACTIVE/ALL", "sim").await.starts_with("8944"));
}

#[test]
fn quirks_go_through_json_and_missing_ones_are_off() {
    let quirks: OnsimQuirks =
        serde_json::from_value(json!({ "account_wrapper": "bare", "extra_fields": true })).unwrap();
    assert_eq!(
        quirks,
        OnsimQuirks { account_wrapper: AccountWrapper::Bare, extra_fields: true, ..OnsimQuirks::default() }
    );
    assert_eq!(serde_json::from_value::<OnsimQuirks>(json!(quirks)).unwrap(), quirks);
}
