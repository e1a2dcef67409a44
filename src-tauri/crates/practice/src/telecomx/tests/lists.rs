//! Paging, numbers, stock, usage, messages, the change log, and the shapes that can be changed.

use serde_json::{Value, json};

use super::{AASE, DAY, desk, desk_with, is, refusal};
use crate::{PracticeShop, TelecomxSettings};

#[tokio::test]
async fn a_list_comes_in_pages_of_the_asked_size() {
    let desk = desk().await;
    let all = desk.read("/sim?limit=500").await;
    let total = all["total"].as_u64().unwrap();
    assert_eq!(all["sims"].as_array().unwrap().len(), usize::try_from(total).unwrap());
    let whole = desk.read("/sim").await;
    assert_eq!((&whole["offset"], &whole["limit"], &whole["total"]), (&json!(0), &json!(100), &json!(total)));
    let mut seen = Vec::new();
    for offset in (0..total).step_by(30) {
        let page = desk.read(&format!("/sim?limit=30&offset={offset}")).await;
        assert_eq!(page["total"], total);
        seen.extend(page["sims"].as_array().unwrap().clone());
    }
    assert_eq!(&seen, all["sims"].as_array().unwrap());
    assert_eq!(desk.read("/sim?offset=100000").await["sims"], json!([]));
    for query in ["limit=0", "limit=501", "offset=-1", "limit=ten"] {
        let answer = desk.get(&format!("/sim?{query}")).await;
        let field = query.split('=').next().unwrap();
        assert_eq!(refusal(&answer), is(422, field), "{query}");
    }
}

#[tokio::test]
async fn customers_of_the_reseller_below_come_when_asked_for() {
    let desk = desk().await;
    let total = async |query: &str| desk.read(&format!("/customer?limit=500&{query}")).await["total"].as_u64().unwrap();
    let (own, with) = (total("").await, total("includeSubresellers=true").await);
    assert!(own < with, "{own} {with}");
    assert_eq!(total("filter=kaffe").await, 1);
    let resellers = desk.read("/customer/resellers/list").await;
    assert_eq!(resellers.as_array().unwrap().len(), 3);
    let path = format!("/customer/{}", desk.telecomx().line(AASE).unwrap().customer);
    let changed = desk.post(&path, json!({ "notes": "Ring først", "state": "BLOCKED" })).await.json();
    assert_eq!((&changed["notes"], &changed["state"]), (&json!("Ring først"), &json!("BLOCKED")));
    assert_eq!(desk.read(&format!("{path}/overview")).await["disabled"], true);
    assert!(desk.read(&format!("{path}/overview")).await["mvnoAccounts"]["total"].as_u64().unwrap() >= 4);
}

#[tokio::test]
async fn numbers_are_bought_held_and_given_up() {
    let desk = desk().await;
    let customer = desk.telecomx().line(AASE).unwrap().customer;
    let free = desk.read("/number?list=MVNO_PURCHASE").await["numbers"].clone();
    let [first, second] = [0, 1].map(|index| free[index]["_id"].as_str().unwrap().to_owned());
    let buy = format!("/number/{first}/assign?customer={customer}");
    assert_eq!(desk.get(&buy).await.status, 200);
    // A blind retry finds it sold.
    assert_eq!(refusal(&desk.get(&buy).await), is(409, "id"));
    let own = desk.read(&format!("/number?list=MVNO_AVAILABLE&customer={customer}&filter={}", &first[3..])).await;
    assert_eq!(own["total"], 1);
    assert_eq!(desk.get(&format!("/number/{first}/close")).await.status, 200);
    assert_eq!(desk.read(&format!("/number/{first}")).await["state"], "CLOSED");
    assert_eq!(refusal(&desk.get(&format!("/number/{AASE}/close")).await), is(409, "id"));
    let hold = format!("/number/{second}/preReserve");
    assert_eq!(desk.get(&hold).await.status, 200);
    assert_eq!(refusal(&desk.get(&hold).await), is(409, "id"));
    assert_eq!(desk.read(&format!("/number/{second}")).await["state"], "PRE_RESERVED");
    desk.later(14 * DAY);
    assert_eq!(desk.read(&format!("/number/{second}")).await["state"], "AVAILABLE");
    let named = desk.read(&format!("/number/{AASE}?expand=true")).await;
    assert_eq!(
        (&named["customerName"], &named["voiceAccountName"]),
        (&json!("Kaffe & Co ApS"), &json!("Åse Kjærgaard"))
    );
    assert_eq!(refusal(&desk.get("/number").await), is(404, "list"));
}

#[tokio::test]
async fn cards_are_imported_and_assigned_by_an_admin() {
    let desk = desk().await;
    let admin = desk.token_of("admin@example.com").await;
    let data = "894502000000000000F;87898512;87896512;1234;4321;NANO;TELENOR\n123;;;;;NANO;TELENOR\n\
                8945020000000000019;1;2;3;4;eSIM;TELENOR;LPA:1$rsp.example.com$A-B;;1";
    let import = |data: &str| desk.call_as(&admin, "POST", "/sim", Some(json!({ "data": data })));
    assert_eq!(import(data).await.unwrap().status, 200);
    assert_eq!(refusal(&import("rubbish").await.unwrap()), is(422, "data"));
    assert_eq!(refusal(&import(&"x\n".repeat(10_001)).await.unwrap()), is(409, "data"));
    let card = desk.read("/sim/894502000000000000").await;
    assert_eq!((&card["_id"], &card["inStorageAt"]), (&json!("894502000000000000F"), &Value::Null));
    let customer = desk.telecomx().line(AASE).unwrap().customer;
    let path = format!("/sim/894502000000000000F/assign?customer={customer}&autoAssign=true");
    assert_eq!(desk.call_as(&admin, "GET", &path, None).await.unwrap().status, 200);
    let card = desk.read("/sim/894502000000000000F").await;
    assert_eq!((&card["inStorageAt"], &card["autoAssign"]), (&json!(customer), &json!(true)));
    assert_eq!(refusal(&desk.get(&path).await), is(403, "access_denied"));
}

#[tokio::test]
async fn usage_adds_up_and_stays_the_same() {
    let desk = desk().await;
    let id = desk.id(AASE);
    let month = format!("/mvno/{id}/usage");
    let home = |usage: &Value| usage["data"][0]["regions"][0]["bytes"].as_u64().unwrap();
    let usage = desk.read(&month).await;
    assert_eq!(usage, desk.read(&month).await);
    let chunks = desk.read(&format!("/mvno/{id}/dataUsage")).await["mvnoData"].as_array().unwrap().clone();
    let sum: u64 = chunks.iter().filter(|one| one["roaming"] == false).map(|one| one["bytes"].as_u64().unwrap()).sum();
    assert_eq!(home(&usage), sum);
    assert!(sum > 0);
    desk.later(DAY);
    assert!(home(&desk.read(&month).await) > sum);
    let span = "fromDate=2026-02-01&toDate=2026-02-28";
    let days = desk.read(&format!("/mvno/{id}/voiceUsage?{span}")).await;
    assert_eq!(days.as_array().unwrap().len(), 28);
    let calls = desk.read(&format!("/mvno/{id}/cdr?{span}&limit=1000")).await;
    let counted: u64 = days
        .as_array()
        .unwrap()
        .iter()
        .map(|day| day["callsIn"].as_u64().unwrap() + day["callsOut"].as_u64().unwrap())
        .sum();
    assert_eq!(calls["total"], counted);
    let table = desk.get(&format!("/mvno/{id}/cdr?{span}&format=csv")).await;
    assert_eq!(table.header("content-type"), Some("text/csv"));
    assert_eq!(u64::try_from(table.body.split(|byte| *byte == b'\n').count()).unwrap(), counted + 2);
    assert_eq!(refusal(&desk.get(&format!("{month}?fromDate=2026-13-01")).await), is(422, "fromDate"));
}

#[tokio::test]
async fn messages_and_voicemail_have_their_limits() {
    let desk = desk().await;
    let sent = desk.post("/sms", json!({ "type": "SMS", "message": "Hej", "from": "Kaffe", "to": [AASE, AASE] })).await;
    assert_eq!(sent.json(), json!({ "success": true, "recipients": 2 }));
    assert_eq!(desk.telecomx().messages().len(), 2);
    let long = json!({ "type": "SMSFLASH", "message": "å".repeat(161), "from": "Kaffe", "to": AASE });
    assert_eq!(refusal(&desk.post("/sms", long).await), is(422, "message"));
    let nobody = json!({ "type": "SMS", "message": "Hej", "from": "Kaffe" });
    assert_eq!(refusal(&desk.post("/sms", nobody).await), is(404, "to"));
    let pin = desk.telecomx().voicemail_pin(AASE).unwrap();
    let wrong = if pin == "0000" { "0001" } else { "0000" };
    let check = |pin: &str| format!("/mvno/voicemail/{AASE}/{pin}/pin");
    assert_eq!(desk.raw("GET", &check(&pin), "", None).await.unwrap().status, 200);
    for code in ["pin", "pin", "pin"] {
        assert_eq!(refusal(&desk.raw("GET", &check(wrong), "", None).await.unwrap()), is(404, code));
    }
    assert_eq!(refusal(&desk.raw("GET", &check(&pin), "", None).await.unwrap()), is(403, "pin"));
}

#[tokio::test]
async fn forwarding_is_kept_on_tdc_and_refused_elsewhere() {
    let desk = desk().await;
    assert_eq!(refusal(&desk.get(&format!("/mvno/{}/callforward", desk.id(AASE))).await), is(400, "network"));
    let numbers = desk.telecomx().numbers();
    let tdc =
        numbers.iter().find(|number| desk.telecomx().line(number).unwrap().network == crate::TelecomxNetwork::Tdc);
    let path = format!("/mvno/{}/callforward", desk.id(tdc.unwrap()));
    let busy = json!({ "busy": { "enabled": true, "number": "+4571919999" } });
    assert_eq!(desk.post(&path, busy).await.status, 200);
    let kept = desk.read(&path).await;
    assert_eq!((&kept["busy"]["number"], &kept["noAnswer"]["timeout"]), (&json!("+4571919999"), &json!(20)));
    let without = json!({ "offline": { "enabled": true, "number": "" } });
    assert_eq!(refusal(&desk.post(&path, without).await), is(422, "offline.number"));
}

#[tokio::test]
async fn the_change_log_tells_what_happened_and_a_read_can_take_it_away() {
    let desk = desk().await;
    let line = desk.telecomx().line(AASE).unwrap();
    desk.read(&format!("/mvno/{}/changesim/eSim", line.id)).await;
    let mine = |list: &Value| list.as_array().unwrap().iter().filter(|one| one["id"] == line.id).count();
    assert_eq!(mine(&desk.read("/log/changeloglite?date=2026-03-04T00:00:00.000Z").await), 1);
    let feed = format!("/tools/changelog?customer={}", line.customer);
    assert_eq!((mine(&desk.read(&feed).await), mine(&desk.read(&feed).await)), (1, 1));
    assert_eq!(desk.telecomx().effect("listChanges"), 0);
    assert_eq!(mine(&desk.read(&format!("{feed}&remove=true")).await), 1);
    assert_eq!(mine(&desk.read(&format!("{feed}&remove=true")).await), 0);
    assert_eq!(desk.telecomx().effect("listChanges"), 2);
    let path = format!("/log/changelog/customer/{}/MvnoAccounts/{}?version=2", line.customer, line.id);
    assert_eq!(desk.read(&path).await["changes"][0]["employeeName"], "Sigrid Ågesen");
    desk.later(6 * DAY);
    assert_eq!(
        desk.read("/log/changeloglite").await.as_array().unwrap().iter().filter(|one| one["id"] == line.id).count(),
        0
    );
}

#[tokio::test]
async fn the_open_shapes_can_be_turned() {
    let desk = desk_with(TelecomxSettings {
        unknown_lists_renamed: true,
        extra_fields: true,
        unknown_state: Some("HIBERNATING".into()),
        errors_in_error: true,
        ..TelecomxSettings::default()
    })
    .await;
    assert!(desk.read("/customer").await["items"].is_array());
    let record = desk.account(AASE).await;
    assert_eq!((&record["state"], &record["__v"]), (&json!("HIBERNATING"), &json!(7)));
    assert_eq!(desk.read("/porting").await["items"][0]["status"]["stage"], "HIBERNATING");
    let two = desk.get("/sim?limit=0&offset=-1").await;
    assert_eq!((two.status, two.json()["error"].as_array().unwrap().len()), (422, 2));
    desk.telecomx().set_settings(TelecomxSettings::default());
    assert_eq!(desk.get("/sim?limit=0&offset=-1").await.json()["errors"].as_array().unwrap().len(), 2);
    let text = serde_json::to_string(&desk.telecomx().settings()).unwrap();
    assert_eq!(serde_json::from_str::<TelecomxSettings>(&text).unwrap(), TelecomxSettings::default());
}

#[tokio::test]
async fn the_same_seed_makes_the_same_shop_and_everybody_is_made_up() {
    let (one, two) = (desk().await, desk().await);
    assert_eq!(one.account(AASE).await, two.account(AASE).await);
    assert_eq!(one.telecomx().numbers(), two.telecomx().numbers());
    let other = PracticeShop::start(crate::PracticeConfig { seed: 8, ..super::config() }).await.unwrap();
    assert_ne!(other.telecomx().numbers(), one.telecomx().numbers());
    assert!(other.telecomx().numbers().contains(&AASE.to_owned()));
    for number in one.telecomx().numbers() {
        assert!(number.starts_with("+4520129") || number.starts_with("+4531229"), "{number}");
    }
    let book = one.telecomx().book();
    assert!(book.employees.values().all(|one| one.email.ends_with("@example.com") && one.email.is_ascii()));
    assert!(book.accounts.values().any(|one| one.name.contains(['æ', 'ø', 'å', 'Æ', 'Ø', 'Å'])));
    assert!(book.sims.values().all(|sim| sim.icc.len() == 19));
}
