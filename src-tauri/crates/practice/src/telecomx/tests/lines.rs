//! Finding a line, its new SIM, network, number and plan, its end and return.

use std::time::Duration;

use serde_json::json;

use super::{AASE, DAY, Desk, desk, desk_with, is, refusal};
use crate::{TelecomxLineState as LineState, TelecomxNetwork as Network, TelecomxSettings};

/// As long as a line updates by default.
const UPDATE: Duration = Duration::from_secs(30);

/// A card in storage at the reseller of the first customer: one stored elsewhere cannot be used for its lines.
async fn stored(desk: &Desk, query: &str) -> String {
    let customer = desk.telecomx().line(AASE).unwrap().customer;
    let reseller = desk.read(&format!("/customer/{customer}/name")).await["parentReseller"].clone();
    let path = format!("/sim?customer={}&{query}", reseller.as_str().unwrap());
    desk.first(&path, "sims", |_| true).await["_id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_line_is_found_by_number_name_and_icc() {
    let desk = desk().await;
    let icc = desk.telecomx().line(AASE).unwrap().icc;
    for query in ["20129001", "%2B45%2020%2012%2090%2001", "4520129001", "%C3%A5se%20kj%C3%A6rgaard", &icc] {
        let found = desk.read(&format!("/search?query={query}")).await;
        let hit = &found["results"][0];
        assert_eq!((&hit["type"], &hit["_id"]), (&json!("mvno"), &json!(desk.id(AASE))), "{query}");
        assert_eq!((&hit["score"], &hit["customerName"]), (&json!(100), &json!("Kaffe & Co ApS")), "{query}");
    }
    let body = json!({ "query": "20129001", "limit": 1 });
    assert_eq!(desk.post("/search", body).await.json()["results"][0]["_id"], desk.id(AASE));
    let customer = desk.telecomx().line(AASE).unwrap().customer;
    for filter in ["20129001", &icc] {
        let found = desk.read(&format!("/mvno?customer={customer}&filter={filter}")).await;
        assert_eq!((&found["total"], &found["mvnoAccounts"][0]["number"]), (&json!(1), &json!(AASE)), "{filter}");
    }
    // Without a customer the list is the caller's own, and a reseller has no lines of its own.
    assert_eq!(desk.read("/mvno?filter=20129001").await["total"], 0);
    desk.telecomx().set_settings(TelecomxSettings { unnamed_customer_means_all: true, ..TelecomxSettings::default() });
    assert_eq!(desk.read("/mvno?filter=20129001").await["total"], 1);
    let record = desk.account(AASE).await;
    assert_eq!((&record["name"], &record["state"]), (&json!("Åse Kjærgaard"), &json!("ACTIVE")));
    assert_eq!(desk.account(&desk.id(AASE)).await, record);
    assert_eq!(refusal(&desk.get("/mvno/+4599999999").await), is(404, "mvnoAccount"));
}

#[tokio::test]
async fn a_new_sim_is_there_at_once_and_a_second_get_takes_another() {
    let desk = desk().await;
    let before = desk.telecomx().line(AASE).unwrap();
    let path = format!("/mvno/{}/changesim/eSim", before.id);
    let first = desk.read(&path).await["mvnoSim"].clone();
    assert_eq!((&first["network"], &first["formFactor"]), (&json!("TELENOR"), &json!("eSIM")));
    assert_eq!(first["puk1"].as_str().unwrap().len(), 8);
    let line = desk.telecomx().line(AASE).unwrap();
    assert!(line.esim && line.updating && line.icc == first["simNumber"]);
    assert_eq!(desk.account(AASE).await["info"]["updating"], true);
    let second = desk.read(&path).await["mvnoSim"]["simNumber"].clone();
    assert_ne!(second, first["simNumber"]);
    assert_eq!(desk.telecomx().effect("changeSim"), 2);
    desk.later(UPDATE);
    let record = desk.account(AASE).await;
    assert_eq!((&record["info"]["updating"], &record["mvnoSim"]["simNumber"]), (&json!(false), &second));
    // What was taken off is not free again.
    for spent in [before.icc.as_str(), first["simNumber"].as_str().unwrap()] {
        let again = desk.get(&format!("/mvno/{}/changesim/{}", before.id, spent.trim_end_matches('F'))).await;
        assert_eq!(refusal(&again), is(404, "sim"));
    }
}

#[tokio::test]
async fn a_stored_card_is_named_or_picked_and_has_to_fit_the_network() {
    let desk = desk().await;
    let id = desk.id(AASE);
    let card = stored(&desk, "network=TELENOR&formFactor=NANO").await;
    let other = stored(&desk, "network=TDC&formFactor=NANO").await;
    assert_eq!(refusal(&desk.get(&format!("/mvno/{id}/changesim/{other}")).await), is(404, "sim"));
    let path = format!("/mvno/{id}/changesim/{}", card.trim_end_matches('F'));
    assert_eq!(desk.read(&path).await["mvnoSim"]["simNumber"], card);
    // The same card again is no longer free: this retry does no harm.
    assert_eq!(refusal(&desk.get(&path).await), is(404, "sim"));
    assert_eq!(refusal(&desk.get(&format!("/sim/{card}")).await), is(404, "not_found"));
    let elsewhere = desk.first("/sim?network=TELENOR&formFactor=NANO&limit=500", "sims", |sim| {
        let at = sim["inStorageAt"].as_str();
        at.is_some_and(|at| desk.telecomx().book().customers[at].name.starts_with("Kattegat"))
    });
    let elsewhere = elsewhere.await["_id"].as_str().unwrap().trim_end_matches('F').to_owned();
    assert_eq!(refusal(&desk.get(&format!("/mvno/{id}/changesim/{elsewhere}")).await), is(404, "sim"));
    let picked = desk.read(&format!("/mvno/{id}/changesim/autoAssign")).await["mvnoSim"].clone();
    assert_ne!(picked["formFactor"], "eSIM");
    assert_eq!(desk.telecomx().line(AASE).unwrap().icc, picked["simNumber"]);
    assert_eq!(refusal(&desk.get(&format!("/mvno/{id}/changesim/123")).await), is(422, "sim"));
    assert_eq!(refusal(&desk.get(&format!("/mvno/{}/changesim/eSim", "0".repeat(24))).await), is(404, "mvnoAccount"));
}

#[tokio::test]
async fn every_code_of_a_line_can_be_shown_or_kept() {
    let desk = desk().await;
    desk.read(&format!("/mvno/{}/changesim/eSim", desk.id(AASE))).await;
    let sim = desk.account(AASE).await["mvnoSim"].clone();
    assert!(sim["puk1"].is_string() && sim["activationCode"].is_null());
    desk.telecomx().set_settings(TelecomxSettings {
        activation_code_in_account: true,
        sim_codes_in_account: false,
        ..TelecomxSettings::default()
    });
    let sim = desk.account(AASE).await["mvnoSim"].clone();
    assert!(sim["puk1"].is_null());
    assert!(sim["activationCode"].as_str().unwrap().starts_with("LPA:1$rsp.example.com$"), "{sim}");
}

#[tokio::test]
async fn a_network_changes_when_the_update_ends_and_costs_a_sim_each_time() {
    let desk = desk().await;
    let before = desk.telecomx().line(AASE).unwrap();
    let stock = || desk.read("/sim?network=TDC&formFactor=eSIM&limit=500");
    let left = stock().await["total"].as_u64().unwrap();
    let path = format!("/mvno/{}/changenetwork/eSim", before.id);
    assert_eq!(desk.read(&path).await, json!({ "success": true }));
    let line = desk.telecomx().line(AASE).unwrap();
    assert_eq!((line.network, &line.icc, line.updating), (Network::Telenor, &before.icc, true));
    desk.read(&path).await;
    desk.later(UPDATE);
    let line = desk.telecomx().line(AASE).unwrap();
    assert_eq!((line.network, line.esim, line.updating), (Network::Tdc, true, false));
    assert_eq!(stock().await["total"], left - 2);
    assert_eq!(desk.telecomx().effect("changeNetwork"), 2);
    // The way back wants a card of the other network.
    let same = stored(&desk, "network=TDC&formFactor=NANO").await;
    assert_eq!(refusal(&desk.get(&format!("/mvno/{}/changenetwork/{same}", before.id)).await), is(404, "sim"));
    assert_eq!(desk.read(&format!("/number/{AASE}")).await["type"], "MVNOTDC");
    // Forwarding is there now.
    assert_eq!(desk.get(&format!("/mvno/{}/callforward", before.id)).await.status, 200);
}

#[tokio::test]
async fn esims_run_out_and_each_page_has_its_own_word_for_it() {
    let desk = desk().await;
    {
        let mut book = desk.telecomx().book();
        book.sims.retain(|_, sim| !sim.is_esim());
    }
    let id = desk.id(AASE);
    assert_eq!(refusal(&desk.get(&format!("/mvno/{id}/changesim/eSim")).await), is(404, "sim"));
    assert_eq!(refusal(&desk.get(&format!("/mvno/{id}/changenetwork/eSim")).await), is(404, "esim"));
}

#[tokio::test]
async fn a_plan_changes_now_or_next_month() {
    let desk = desk().await;
    let line = desk.telecomx().line(AASE).unwrap();
    let plans = desk.read(&format!("/product?type=MVNO_RATEPLAN&customer={}", line.customer)).await;
    let plans: Vec<String> =
        plans.as_array().unwrap().iter().map(|plan| plan["_id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(plans.len(), 5, "the one that ended is not sold");
    let [now, next] = [0, 2].map(|index| plans[index].clone());
    let path = format!("/mvno/{}", line.id);
    let later = desk.post(&path, json!({ "newRatePlan": next })).await.json();
    assert_eq!((&later["ratePlan"], &later["newRatePlan"]), (&json!(line.rate_plan), &json!(next)));
    assert_eq!(refusal(&desk.post(&path, json!({ "ratePlan": now })).await), is(403, "updating"));
    desk.later(UPDATE);
    assert_eq!(desk.telecomx().line(AASE).unwrap().rate_plan, line.rate_plan);
    desk.shop.clock().set("2026-04-01T00:00:00Z".parse().unwrap());
    let line = desk.telecomx().line(AASE).unwrap();
    assert_eq!((line.rate_plan, line.new_rate_plan), (next, None));
    assert_eq!(desk.post(&path, json!({ "ratePlan": now })).await.status, 200);
    assert_eq!(desk.telecomx().line(AASE).unwrap().rate_plan, now);
    desk.later(UPDATE);
    assert_eq!(refusal(&desk.post(&path, json!({ "ratePlan": "0".repeat(24) })).await), is(404, "ratePlan"));
    assert_eq!(desk.telecomx().effect("updateMvnoAccount"), 2);
}

#[tokio::test]
async fn a_line_is_blocked_and_its_features_are_switched() {
    let desk = desk().await;
    let path = format!("/mvno/{}", desk.id(AASE));
    desk.post(&path, json!({ "state": "BLOCKED", "feature": { "roaming": false, "unheard": true } })).await;
    assert_eq!(desk.telecomx().line(AASE).unwrap().state, Some(LineState::Blocked));
    let feature = desk.account(AASE).await["feature"].clone();
    assert_eq!((&feature["roaming"], &feature["data"], feature.get("unheard")), (&json!(false), &json!(true), None));
    desk.later(UPDATE);
    desk.post(&path, json!({ "state": "ACTIVE" })).await;
    assert_eq!(desk.account(AASE).await["state"], "ACTIVE");
}

#[tokio::test]
async fn a_number_is_changed_and_the_old_one_rests() {
    let desk = desk().await;
    let id = desk.id(AASE);
    let free = desk.first("/number?list=MVNO_PURCHASE_TELENOR", "numbers", |_| true).await;
    let new = free["_id"].as_str().unwrap();
    let path = format!("/mvno/{id}/changenumber/{new}");
    assert_eq!(desk.read(&path).await, json!({ "success": true, "number": new }));
    assert_eq!(desk.account(new).await["_id"], id);
    assert_eq!(refusal(&desk.get(&path).await), is(404, "number"));
    assert_eq!(desk.read(&format!("/number/{AASE}")).await["state"], "CLOSED");
    assert_eq!(refusal(&desk.get(&format!("/mvno/{id}/changenumber/+4570129001")).await), is(409, "number"));
    assert_eq!(refusal(&desk.get(&format!("/mvno/{id}/changenumber/20129001")).await), is(422, "number"));
    desk.later(200 * DAY);
    assert_eq!(desk.read(&format!("/number/{AASE}")).await["state"], "AVAILABLE");
}

#[tokio::test]
async fn a_deleted_line_can_come_back_for_thirty_days() {
    let desk = desk().await;
    let id = desk.id(AASE);
    let path = format!("/mvno/{id}");
    assert_eq!(desk.call("DELETE", &path, None).await.status, 200);
    assert_eq!(desk.account(AASE).await["state"], "DELETING");
    assert_eq!(refusal(&desk.call("DELETE", &path, None).await), is(404, "sipAccount"));
    desk.later(UPDATE);
    assert_eq!(refusal(&desk.get(&path).await), is(404, "mvnoAccount"));
    let gone = desk.first("/mvno/deleted?filter=20129001", "mvnoAccounts", |_| true).await;
    assert_eq!((&gone["_id"], &gone["preterminateUntil"]), (&json!(id), &json!("2026-04-03T09:30:00.000Z")));
    assert_eq!(desk.read(&format!("/mvno/deleted/{AASE}")).await["state"], "ACTIVE");
    desk.later(29 * DAY);
    let restore = format!("/mvno/deleted/{id}/restore");
    assert_eq!(desk.call("POST", &restore, None).await.status, 200);
    assert_eq!(desk.account(AASE).await["state"], "ACTIVE");
    desk.later(UPDATE);
    desk.call("DELETE", &path, None).await;
    desk.later(30 * DAY);
    assert_eq!(refusal(&desk.call("POST", &restore, None).await), is(404, "id"));
    assert_eq!(desk.read(&format!("/number/{AASE}")).await["state"], "CLOSED");
}

#[tokio::test]
async fn a_top_up_bought_twice_is_paid_twice() {
    let desk = desk_with(TelecomxSettings::default()).await;
    let line = desk.telecomx().line(AASE).unwrap();
    let products = desk.read(&format!("/product?type=MVNO_DATA_TOP_UP&customer={}", line.customer)).await;
    let path = format!("/mvno/{}/topup/{}", line.id, products[0]["_id"].as_str().unwrap());
    let included = async || {
        let usage = desk.read(&format!("/mvno/{}/usage", line.id)).await;
        usage["data"][0]["regions"][0]["included"].as_u64().unwrap()
    };
    let before = included().await;
    for _ in 0..2 {
        assert_eq!(desk.call("POST", &path, None).await.json(), json!({ "success": true }));
    }
    assert_eq!(included().await - before, 2 << 30);
    let lines = desk.read(&format!("/invoice/current?customer={}", line.customer)).await;
    let bought = lines.as_array().unwrap().iter().filter(|one| one["name"] == "Ekstra data 1 GB").count();
    assert_eq!((bought, desk.telecomx().line(AASE).unwrap().top_ups), (2, 2));
    desk.read(&format!("/mvno/{}/changesim/eSim", line.id)).await;
    assert_eq!(refusal(&desk.call("POST", &path, None).await), is(403, "updating"));
    let none = format!("/mvno/{}/topup/{}", line.id, "0".repeat(24));
    assert_eq!(refusal(&desk.call("POST", &none, None).await), is(404, "product"));
}

#[tokio::test]
async fn a_new_line_takes_a_number_and_a_sim_and_is_active_after_its_update() {
    let desk = desk().await;
    let customer = desk.telecomx().line(AASE).unwrap().customer;
    let free = desk.first(&format!("/number?list=MVNO_AVAILABLE&customer={customer}"), "numbers", |_| true).await;
    let number = free["_id"].as_str().unwrap();
    let body = json!({ "customer": customer, "number": number, "simNumber": "eSim", "name": "Ny bruger" });
    let made = desk.post("/mvno", body.clone()).await.json();
    assert_eq!((&made["state"], made.get("porting")), (&json!("CREATING"), None));
    desk.later(UPDATE);
    let line = desk.telecomx().line(number).unwrap();
    assert_eq!((line.state, line.esim), (Some(LineState::Active), true));
    assert_eq!(refusal(&desk.post("/mvno", body).await), is(409, "number"));
}
