//! Stock, groups, catalogue, subscribers, provisioning and ports.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::{Value, json};

use super::{HARLOW, NADIA, account, call, config, first, shop};
use crate::{OnsimQuirks, OnsimShop, PhoneError, PracticeConfig, PracticeError, PracticeShop};

const SUBSCRIBERS: &str = "/reseller/subscribers";

async fn subscribers(onsim: &OnsimShop, ask: Value) -> Vec<Value> {
    let answer = call(onsim, "POST", SUBSCRIBERS, Some(ask)).await;
    assert_eq!(answer.status, 200);
    answer.json().as_array().unwrap().clone()
}

#[tokio::test]
async fn the_lines_are_fictional_mixed_and_the_same_for_one_seed() {
    let shop = PracticeShop::start(PracticeConfig { lines: 240, ..config() }).await.unwrap();
    let again = PracticeShop::start(PracticeConfig { lines: 240, ..config() }).await.unwrap();
    let other = PracticeShop::start(PracticeConfig { lines: 240, seed: 8, ..config() }).await.unwrap();
    let list = subscribers(shop.onsim(), json!({ "state": "PROVISIONED" })).await;
    assert_eq!(list.len(), 240);
    assert_eq!(list, subscribers(again.onsim(), json!({ "state": "PROVISIONED" })).await);
    assert_ne!(list, subscribers(other.onsim(), json!({ "state": "PROVISIONED" })).await);
    assert_eq!(shop.onsim().api_key(), again.onsim().api_key());
    assert!(shop.onsim().api_key().starts_with("practice-onsim-"));

    let text = |line: &Value, field: &str| line[field].as_str().unwrap().to_owned();
    let distinct = |field: &str| list.iter().map(|line| text(line, field)).collect::<BTreeSet<_>>();
    assert_eq!((distinct("mpn").len(), distinct("sim").len(), distinct("i_account").len()), (240, 240, 240));
    assert!(distinct("mpn").iter().all(|mpn| mpn.len() == 12 && mpn.starts_with("447700900")));
    assert!(distinct("sim").iter().all(|sim| sim.len() == 19 && sim.starts_with("8944")));
    assert!(distinct("group").len() > 4);
    assert!(distinct("email").iter().all(|email| email.contains("@example.") && email.is_ascii()));
    assert!(list.iter().any(|line| !text(line, "last_name").is_ascii()));
    assert!(list.iter().any(|line| text(line, "last_name").contains('\'')));
    assert!(list.iter().any(|line| text(line, "last_name").len() > 25));
    let esims = list.iter().filter(|line| line["esim"] == "Y").count();
    assert!((100..220).contains(&esims), "{esims}");
    assert!(list.iter().all(|line| line.get("is_recorded").is_none()));

    let named = |mpn: &str| list.iter().find(|line| line["mpn"] == mpn).unwrap();
    let nadia = named(NADIA);
    assert_eq!((text(nadia, "first_name"), text(nadia, "last_name")), ("Nadia".into(), "Osei".into()));
    assert_eq!(
        (&nadia["group"], &nadia["esim"], &nadia["bundle_name"]),
        (&json!("CUSTOMER_A"), &json!("Y"), &json!("10GB"))
    );
    assert_eq!(text(named(HARLOW), "first_name") + " " + &text(named(HARLOW), "last_name"), "Harlow Dental Ltd");
}

#[tokio::test]
async fn subscribers_are_filtered_by_group_and_in_one_reading_by_recording() {
    let shop = shop().await;
    let onsim = shop.onsim();
    let group = subscribers(onsim, json!({ "state": "PROVISIONED", "group": "CUSTOMER_A" })).await;
    assert!(!group.is_empty() && group.len() < 60);
    assert!(group.iter().all(|line| line["group"] == "CUSTOMER_A"));
    assert!(subscribers(onsim, json!({ "state": "PROVISIONED", "group": "NOBODY" })).await.is_empty());

    let shown = subscribers(onsim, json!({ "state": "PROVISIONED", "is_recorded": true })).await;
    let recorded = shown.iter().filter(|line| line["is_recorded"] == true).count();
    assert!(shown.len() == 60 && recorded > 0 && recorded < 60);
    onsim.set_quirks(OnsimQuirks { is_recorded_filters: true, ..OnsimQuirks::default() });
    let filtered = subscribers(onsim, json!({ "state": "PROVISIONED", "is_recorded": true })).await;
    assert_eq!(filtered.len(), recorded);
    let rest = subscribers(onsim, json!({ "state": "PROVISIONED", "is_recorded": false })).await;
    assert_eq!(rest.len(), 60 - recorded);
    assert_eq!(call(onsim, "POST", SUBSCRIBERS, Some(json!({}))).await.misfits(), ["state"]);
}

#[tokio::test]
async fn numbers_are_added_once() {
    let shop = shop().await;
    let onsim = shop.onsim();
    let answer = call(onsim, "POST", "/numbers/447700901000", None).await;
    assert_eq!((answer.status, answer.body.len()), (201, 0));
    assert_eq!(call(onsim, "POST", "/numbers/447700901000", None).await.status, 409);
    assert_eq!(call(onsim, "POST", &format!("/numbers/{NADIA}"), None).await.status, 409);
    assert_eq!(call(onsim, "POST", "/numbers/07700900123", None).await.misfits(), ["stateOrMpn"]);
    assert_eq!(call(onsim, "GET", "/numbers/FREE", None).await.misfits(), ["stateOrMpn"]);
    let free = call(onsim, "GET", "/numbers/RESERVED", None).await.json();
    assert!(free.as_array().unwrap().iter().any(|number| number["mpn"] == "447700901000"));
    assert_eq!(onsim.effects().numbers_added, 1);
}

#[tokio::test]
async fn groups_are_created_once_and_by_the_rules() {
    let shop = shop().await;
    let onsim = shop.onsim();
    let group = |name: &str| json!({ "name": name, "address_line_1": "Example Building", "home_location": "GBR,USA" });
    assert_eq!(call(onsim, "POST", "/reseller/groups", Some(group("ExampleCustomer"))).await.status, 200);
    assert_eq!(call(onsim, "POST", "/reseller/groups", Some(group("ExampleCustomer"))).await.status, 409);
    for name in ["a b c", "_abc", "12", "1234"] {
        assert_eq!(call(onsim, "POST", "/reseller/groups", Some(group(name))).await.misfits()[0], "name", "{name}");
    }
    let groups = call(onsim, "GET", "/reseller/groups", None).await.json();
    let names: Vec<_> = groups.as_array().unwrap().iter().map(|group| group["name"].as_str().unwrap()).collect();
    assert!(names.contains(&"ExampleCustomer") && names.contains(&"CUSTOMER_A"));
    assert_eq!(onsim.effects().groups_added, 1);
}

fn hosted(mpn: &str) -> Value {
    json!({ "mpn": mpn, "group_name": "CUSTOMER_A", "home_location": "GBR", "first_name": "John",
        "last_name": "Smith", "email": "j.smith@example.com", "product": 18, "mobile_data": "2GB" })
}

#[tokio::test]
async fn an_account_on_onsim_uc_takes_the_next_free_esim() {
    let shop = shop().await;
    let onsim = shop.onsim();
    let mpn = first(onsim, "/numbers/RESERVED", "mpn").await;
    let sim = first(onsim, "/sims/RESERVED/eSIM", "sim").await;
    let answer = call(onsim, "POST", "/reseller/provision-onsim", Some(hosted(&mpn))).await;
    assert_eq!(answer.status, 201);
    let made = answer.json();
    assert_eq!(made["iccid"], format!("ONSIM{sim}"));
    assert_eq!(made["esim_code"], json!(onsim.current_code(&mpn)));
    assert!(made["pbx_password"].as_str().is_some_and(|password| !password.is_empty()));
    let record = account(onsim, &mpn).await;
    assert_eq!((&record["sim"], &record["bundles"]["data"]["bundle_name"]), (&json!(sim), &json!("2GB")));
    assert_ne!(first(onsim, "/sims/RESERVED/eSIM", "sim").await, sim);

    assert_eq!(call(onsim, "POST", "/reseller/provision-onsim", Some(hosted(&mpn))).await.status, 409);
    assert_eq!(call(onsim, "POST", "/reseller/provision-onsim", Some(hosted("447700999999"))).await.status, 404);
    let next = first(onsim, "/numbers/RESERVED", "mpn").await;
    for (field, value) in [("group_name", json!("NOBODY")), ("product", json!(7)), ("mobile_data", json!("ON"))] {
        let mut ask = hosted(&next);
        ask[field] = value;
        assert_eq!(call(onsim, "POST", "/reseller/provision-onsim", Some(ask)).await.misfits(), [field]);
    }
    assert_eq!(onsim.effects().provisioned, 1);
}

#[tokio::test]
async fn an_account_on_the_own_pbx_may_name_its_sim() {
    let shop = shop().await;
    let onsim = shop.onsim();
    let mpn = first(onsim, "/numbers/RESERVED", "mpn").await;
    let sim = first(onsim, "/sims/RESERVED/pSIM", "sim").await;
    let ask = json!({ "mpn": mpn, "iccid": sim, "pbx_user": "USER12345", "pbx_password": "1a2B3c4D" });
    let answer = call(onsim, "POST", "/reseller/provision", Some(ask)).await;
    let made = json!({ "esim_code": "", "iccid": format!("ONSIM{sim}"), "pbx_password": "1a2B3c4D" });
    assert_eq!((answer.status, answer.json()), (201, made));
    assert_eq!(account(onsim, &mpn).await["bundles"], json!({}));
    let next = first(onsim, "/numbers/RESERVED", "mpn").await;
    let again = json!({ "mpn": next, "iccid": sim });
    assert_eq!(call(onsim, "POST", "/reseller/provision", Some(again)).await.status, 409);
    let unknown = json!({ "mpn": next, "iccid": "8944000000000000000" });
    assert_eq!(call(onsim, "POST", "/reseller/provision", Some(unknown)).await.status, 404);
}

#[tokio::test]
async fn provisioning_ends_with_the_last_free_esim() {
    let shop = shop().await;
    let onsim = shop.onsim();
    let free = call(onsim, "GET", "/sims/RESERVED/eSIM", None).await.json().as_array().unwrap().len();
    for n in 0..=free {
        let mpn = format!("447700901{n:03}");
        call(onsim, "POST", &format!("/numbers/{mpn}"), None).await;
        let answer = call(onsim, "POST", "/reseller/provision", Some(json!({ "mpn": mpn }))).await;
        assert_eq!(answer.status, if n < free { 201 } else { 409 });
    }
    assert_eq!(onsim.effects().provisioned, u64::try_from(free).unwrap());
}

#[tokio::test]
async fn sims_are_listed_by_state_and_type() {
    let shop = shop().await;
    let onsim = shop.onsim();
    let mut count = Vec::new();
    for path in ["ACTIVE/ALL", "ACTIVE/eSIM", "ACTIVE/pSIM", "RESERVED/ALL", "RESERVED/eSIM", "RESERVED/pSIM"] {
        let list = call(onsim, "GET", &format!("/sims/{path}"), None).await.json();
        let (state, kind) = path.split_once('/').unwrap();
        assert!(list.as_array().unwrap().iter().all(|sim| sim["state"] == state));
        assert!(kind == "ALL" || list.as_array().unwrap().iter().all(|sim| sim["type"] == kind));
        count.push(list.as_array().unwrap().len());
    }
    assert!(count.iter().all(|count| *count > 0));
    assert_eq!((count[0], count[0], count[3]), (60, count[1] + count[2], count[4] + count[5]));
    assert_eq!(call(onsim, "GET", "/sims/ACTIVE/esim", None).await.misfits(), ["type"]);
}

#[tokio::test]
async fn ports_come_in_every_state_and_go_on_with_the_clock() {
    let shop = shop().await;
    let onsim = shop.onsim();
    let mut total = 0;
    for state in ["INITIAL", "IN%20PROGRESS", "FAILED", "COMPLETE", "CLOSED"] {
        let list = call(onsim, "GET", &format!("/port/all/{state}"), None).await.json();
        let ports = list["portQueue"]["port"].as_array().unwrap().clone();
        assert!(!ports.is_empty() && ports.iter().all(|port| port["status"] == state.replace("%20", " ")), "{state}");
        total += ports.len();
    }
    let all = call(onsim, "GET", "/port/all/ALL", None).await.json();
    assert_eq!(all["portQueue"]["port"].as_array().unwrap().len(), total);
    assert_eq!(call(onsim, "GET", "/port/all/LOST", None).await.misfits(), ["state"]);

    let first = call(onsim, "GET", "/port/1", None).await.json();
    assert_eq!(
        (&first["status"], &first["orderDate"], &first["portinDate"]),
        (&json!("INITIAL"), &json!("2026-03-04"), &json!("2026-03-05"))
    );
    assert_eq!((&first["updatedDate"], &first["validUntil"]), (&json!("Mar 4, 2026 8:30:00 AM"), &json!("2026-04-03")));
    shop.clock().advance(Duration::from_secs(3 * 3_600));
    let later = call(onsim, "GET", "/port/1", None).await.json();
    assert_eq!((&later["status"], &later["updatedDate"]), (&json!("IN PROGRESS"), &json!("Mar 4, 2026 11:30:00 AM")));
    shop.clock().advance(Duration::from_secs(24 * 3_600));
    assert_eq!(call(onsim, "GET", "/port/1", None).await.json()["status"], "COMPLETE");
    assert_eq!(call(onsim, "GET", "/port/999", None).await.status, 404);
}

#[tokio::test]
async fn more_lines_than_fictional_numbers_cannot_be_had() {
    let refused = PracticeShop::start(PracticeConfig { lines: 901, ..config() }).await;
    assert!(matches!(refused, Err(PracticeError::TooManyLines { asked: 901, most: 900 })));
    for lines in [0, 900] {
        let shop = PracticeShop::start(PracticeConfig { lines, ..config() }).await.unwrap();
        assert_eq!(shop.onsim().numbers().len(), lines);
        assert_eq!(call(shop.onsim(), "GET", "/port/all/ALL", None).await.status, 200);
    }
    let empty = PracticeShop::start(PracticeConfig { lines: 0, ..config() }).await.unwrap();
    assert_eq!(empty.onsim().install(NADIA), Err(PhoneError::NoSuchLine));
}
