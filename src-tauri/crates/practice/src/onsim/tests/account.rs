//! Accounts: reading, bundle, recording, settings, eSIM code, QR link, cease; and the customer's phone.

use std::time::Duration;

use serde_json::{Value, json};

use super::{HARLOW, NADIA, account, attempt, call, first, scanning_shop, shop};
use crate::{Effects, EsimState, OnsimQuirks, PhoneError};

const ESIM: &str = "/account/esim";

#[tokio::test]
async fn nadia_is_read_as_published() {
    let shop = shop().await;
    let record = account(shop.onsim(), NADIA).await;
    assert_eq!(record["mpn"], NADIA);
    assert!(record["sim"].as_str().is_some_and(|sim| sim.len() == 19 && sim.starts_with("8944")));
    assert!(record["i_account"].is_string());
    let services =
        json!({ "mobile_data": "ON", "mobile_hotspot": "OFF", "mobile_messaging": "ON", "mobile_voice": "ON" });
    assert_eq!(record["services"], services);
    assert_eq!(
        record["bundles"]["data"],
        json!({ "bundle_name": "10GB", "allowance": 10_240, "used": 2_458, "remaining": 7_782, "unit": "megabyte",
            "period_from": "2026-03-01 00:00:00", "period_to": "2026-04-01 00:00:00" })
    );
    assert_eq!(call(shop.onsim(), "GET", "/account/447700999999", None).await.status, 404);
    assert_eq!(shop.onsim().effects(), Effects::default());
}

#[tokio::test]
async fn a_new_code_ends_the_old_one_and_counts_once() {
    let shop = shop().await;
    let onsim = shop.onsim();
    let old = onsim.current_code(NADIA).unwrap();
    let seen = call(onsim, "POST", ESIM, Some(json!({ "mpn": NADIA }))).await.json();
    assert_eq!(seen, json!({ "esim_code": old, "esim_status": "ready to install", "enabled_on_device": "N" }));
    assert_eq!(onsim.effects().codes_issued, 0);

    let fresh = call(onsim, "POST", ESIM, Some(json!({ "mpn": NADIA, "refresh_code": 1 }))).await.json();
    let new = onsim.current_code(NADIA).unwrap();
    assert_ne!(new, old);
    assert!(new.starts_with("LPA:1$rsp.example.com$"));
    assert_eq!((&fresh["esim_code"], &fresh["refresh_code"]), (&json!(new), &json!("esim code refreshed")));
    assert_eq!((onsim.effects().codes_issued, onsim.codes_issued_for(NADIA)), (1, 1));

    assert_eq!(onsim.use_code(&old), Err(PhoneError::CodeReplaced));
    assert_eq!(onsim.esim_state(NADIA), Some(EsimState::ReadyToInstall));
    assert_eq!(onsim.use_code(&new).as_deref(), Ok(NADIA));
    assert_eq!(onsim.use_code(&new), Err(PhoneError::CodeSpent));
    assert_eq!(onsim.use_code("LPA:1$rsp.example.com$NEVER"), Err(PhoneError::CodeUnknown));
}

#[tokio::test]
async fn an_installed_profile_gets_no_new_code() {
    let shop = shop().await;
    let onsim = shop.onsim();
    assert_eq!(onsim.enable(NADIA), Err(PhoneError::NotInstalled));
    onsim.install(NADIA).unwrap();
    let code = onsim.current_code(NADIA);
    let ask = Some(json!({ "mpn": NADIA, "refresh_code": 1 }));
    let answer = call(onsim, "POST", ESIM, ask.clone()).await;
    let installed = |enabled: &str| json!({ "esim_code": code, "esim_status": "installed", "enabled_on_device": enabled, "refresh_code": "error" });
    assert_eq!((answer.status, answer.json()), (200, installed("N")));
    onsim.enable(NADIA).unwrap();
    assert_eq!(call(onsim, "POST", ESIM, ask.clone()).await.json(), installed("Y"));
    onsim.disable(NADIA).unwrap();
    assert_eq!(call(onsim, "POST", ESIM, ask).await.json(), installed("N"));
    assert_eq!((onsim.current_code(NADIA), onsim.effects().codes_issued), (code, 0));
}

#[tokio::test]
async fn a_line_is_found_by_any_identifier_and_never_by_two_that_disagree() {
    let shop = shop().await;
    let onsim = shop.onsim();
    let record = account(onsim, NADIA).await;
    let code = json!(onsim.current_code(NADIA));
    for body in [
        json!({ "iccid": record["sim"] }),
        json!({ "i_account": record["i_account"] }),
        json!({ "i_account": record["i_account"], "mpn": NADIA, "iccid": record["sim"], "refresh_code": 0 }),
        json!({ "i_account": "", "mpn": NADIA, "iccid": "" }),
    ] {
        assert_eq!(call(onsim, "POST", ESIM, Some(body)).await.json()["esim_code"], code);
    }
    let numbers = call(onsim, "GET", "/numbers/ACTIVE", None).await.json();
    let landline = numbers.as_array().unwrap().iter().find(|number| number["type"] == "landline").unwrap();
    let by_landline = call(onsim, "POST", ESIM, Some(json!({ "mpn": landline["mpn"] }))).await;
    let by_account = call(onsim, "POST", ESIM, Some(json!({ "i_account": landline["i_account"] }))).await;
    assert_eq!((by_landline.status, by_landline.json()), (200, by_account.json()));

    let disagreeing = json!({ "mpn": HARLOW, "iccid": record["sim"], "refresh_code": 1 });
    assert_eq!(call(onsim, "POST", ESIM, Some(disagreeing)).await.status, 400);
    assert_eq!(call(onsim, "POST", ESIM, Some(json!({ "mpn": "" }))).await.misfits(), ["body"]);
    assert_eq!(call(onsim, "POST", ESIM, Some(json!({ "mpn": "447700999999" }))).await.status, 404);
    assert_eq!(onsim.effects().codes_issued, 0);
}

#[tokio::test]
async fn a_physical_sim_has_no_code() {
    let shop = shop().await;
    let onsim = shop.onsim();
    let answer = call(onsim, "POST", ESIM, Some(json!({ "mpn": HARLOW, "refresh_code": 1 }))).await;
    let nothing = json!({ "esim_code": "", "esim_status": "", "enabled_on_device": "N", "refresh_code": "error" });
    assert_eq!((answer.status, answer.json()), (200, nothing));
    assert_eq!((onsim.esim_state(HARLOW), onsim.current_code(HARLOW)), (None, None));
    assert_eq!(onsim.install(HARLOW), Err(PhoneError::NotAnEsim));
    assert_eq!(onsim.install("447700999999"), Err(PhoneError::NoSuchLine));
}

#[tokio::test]
async fn an_issued_code_is_scanned_by_itself_when_the_shop_is_told_so() {
    let shop = scanning_shop(Duration::from_secs(25)).await;
    let onsim = shop.onsim();
    call(onsim, "POST", ESIM, Some(json!({ "mpn": NADIA }))).await;
    shop.clock().advance(Duration::from_secs(3_600));
    assert_eq!(onsim.esim_state(NADIA), Some(EsimState::ReadyToInstall), "looking is not issuing");

    call(onsim, "POST", ESIM, Some(json!({ "mpn": NADIA, "refresh_code": 1 }))).await;
    shop.clock().advance(Duration::from_secs(24));
    assert_eq!(onsim.esim_state(NADIA), Some(EsimState::ReadyToInstall));
    shop.clock().advance(Duration::from_secs(1));
    let seen = call(onsim, "POST", ESIM, Some(json!({ "mpn": NADIA }))).await.json();
    assert_eq!((&seen["esim_status"], &seen["enabled_on_device"]), (&json!("installed"), &json!("N")));
    shop.clock().advance(Duration::from_secs(5));
    assert_eq!(onsim.esim_state(NADIA), Some(EsimState::Installed { enabled: true }));
    onsim.disable(NADIA).unwrap();
    assert_eq!(onsim.esim_state(NADIA), Some(EsimState::Installed { enabled: false }));
}

#[tokio::test]
async fn a_bundle_change_reads_back() {
    let shop = shop().await;
    let onsim = shop.onsim();
    let answer = call(onsim, "POST", &format!("/account/{NADIA}/bundle/UNLIMITED"), None).await;
    assert_eq!((answer.status, answer.body.len()), (200, 0));
    let data = account(onsim, NADIA).await["bundles"]["data"].clone();
    assert_eq!((&data["bundle_name"], &data["allowance"]), (&json!("UNLIMITED"), &Value::Null));
    assert_eq!(call(onsim, "POST", &format!("/account/{NADIA}/bundle/BASE"), None).await.status, 200);
    assert_eq!(account(onsim, NADIA).await["bundles"]["data"]["allowance"], 0);
    assert_eq!(onsim.effects().bundles_changed, 2);
    assert_eq!(call(onsim, "POST", &format!("/account/{NADIA}/bundle/10GB"), None).await.misfits(), ["bundle"]);
    assert_eq!(call(onsim, "POST", "/account/447700999999/bundle/BASE", None).await.status, 404);
    assert_eq!(onsim.effects().bundles_changed, 2);
}

#[tokio::test]
async fn recording_is_switched_and_shown_to_those_who_ask() {
    let shop = shop().await;
    let onsim = shop.onsim();
    let path = format!("/account/{NADIA}/recording");
    let on = json!({ "voice_recording": "ON", "sms_recording": "OFF" });
    let answer = call(onsim, "POST", &path, Some(on)).await;
    assert_eq!((answer.status, answer.json()), (200, json!({})));
    let ask = json!({ "state": "PROVISIONED", "is_recorded": true });
    let list = call(onsim, "POST", "/reseller/subscribers", Some(ask)).await.json();
    let nadia = list.as_array().unwrap().iter().find(|line| line["mpn"] == NADIA).unwrap().clone();
    assert_eq!(nadia["is_recorded"], true);
    call(onsim, "POST", &path, Some(json!({ "voice_recording": "OFF" }))).await;
    let list =
        call(onsim, "POST", "/reseller/subscribers", Some(json!({ "state": "PROVISIONED", "is_recorded": true })));
    let list = list.await.json();
    assert_eq!(list.as_array().unwrap().iter().find(|line| line["mpn"] == NADIA).unwrap()["is_recorded"], false);
    assert_eq!(onsim.effects().recordings_changed, 2);
    onsim.set_quirks(OnsimQuirks { unknown_answers_empty: true, ..OnsimQuirks::default() });
    assert!(call(onsim, "POST", &path, Some(json!({ "sms_recording": "ON" }))).await.body.is_empty());
}

#[tokio::test]
async fn a_switch_left_out_of_the_settings_falls_back_to_its_default() {
    let shop = shop().await;
    let onsim = shop.onsim();
    let path = format!("/account/pbxinfo/{NADIA}");
    let all = json!({ "mobile_data": "OFF", "mobile_voice": "OFF", "mobile_sms": "OFF", "mobile_hotspot": "ON" });
    assert_eq!(call(onsim, "POST", &path, Some(all)).await.status, 200);
    let changed =
        json!({ "mobile_data": "OFF", "mobile_voice": "OFF", "mobile_messaging": "OFF", "mobile_hotspot": "ON" });
    assert_eq!(account(onsim, NADIA).await["services"], changed);
    call(onsim, "POST", &path, Some(json!({ "first_name": "Nadia Grace", "pbx_user": "USER12345" }))).await;
    let record = account(onsim, NADIA).await;
    let defaults =
        json!({ "mobile_data": "ON", "mobile_voice": "ON", "mobile_messaging": "ON", "mobile_hotspot": "OFF" });
    assert_eq!((&record["services"], &record["sip_address"]), (&defaults, &json!("USER12345@sip.example.net")));
    assert_eq!(onsim.effects().settings_changed, 2);
}

#[tokio::test]
async fn a_number_can_be_exchanged_for_a_free_one_only() {
    let shop = shop().await;
    let onsim = shop.onsim();
    let free = first(onsim, "/numbers/RESERVED", "mpn").await;
    let path = format!("/account/pbxinfo/{NADIA}");
    assert_eq!(call(onsim, "POST", &path, Some(json!({ "mpn": HARLOW }))).await.status, 409);
    assert_eq!(call(onsim, "POST", &path, Some(json!({ "mpn": "447700999999" }))).await.status, 404);
    assert_eq!(onsim.effects().settings_changed, 0);
    let code = onsim.current_code(NADIA);
    assert_eq!(call(onsim, "POST", &path, Some(json!({ "mpn": free }))).await.status, 200);
    assert_eq!(onsim.current_code(&free), code);
    assert_eq!(attempt(onsim, "GET", &format!("/account/{NADIA}"), None).await.unwrap().status, 404);
    let numbers = call(onsim, "GET", "/numbers/RESERVED", None).await.json();
    assert!(numbers.as_array().unwrap().iter().any(|number| number["mpn"] == NADIA));
}

#[tokio::test]
async fn a_ceased_account_is_gone_with_its_code() {
    let shop = shop().await;
    let onsim = shop.onsim();
    let code = onsim.current_code(NADIA).unwrap();
    let sim = account(onsim, NADIA).await["sim"].clone();
    let answer = call(onsim, "DELETE", "/account", Some(json!({ "iccid": sim }))).await;
    assert_eq!((answer.status, answer.body.len()), (200, 0));
    assert_eq!(call(onsim, "GET", &format!("/account/{NADIA}"), None).await.status, 404);
    assert_eq!(onsim.use_code(&code), Err(PhoneError::CodeReplaced));
    assert_eq!(call(onsim, "DELETE", "/account", Some(json!({ "iccid": sim }))).await.status, 404);
    assert_eq!(onsim.effects().ceased, 1);
}

#[tokio::test]
async fn a_qr_link_is_a_string_on_example_com() {
    let shop = shop().await;
    let onsim = shop.onsim();
    let ask = json!({ "esim_code": onsim.current_code(NADIA) });
    let answer = call(onsim, "POST", "/account/esim/generate", Some(ask.clone())).await;
    let link = answer.json().as_str().unwrap().to_owned();
    assert!(link.starts_with("https://qrcodes.example.com/"), "{link}");
    assert_eq!(call(onsim, "POST", "/account/esim/generate", Some(json!({ "esim_code": "1$x$Y" }))).await.status, 400);
    onsim.set_quirks(OnsimQuirks { qr_link_as_text: true, ..OnsimQuirks::default() });
    let plain = call(onsim, "POST", "/account/esim/generate", Some(ask)).await;
    assert!(plain.body.starts_with(b"https://") && plain.header("content-type").unwrap().starts_with("text/plain"));
    assert_eq!(onsim.effects().qr_links, 2);
}
