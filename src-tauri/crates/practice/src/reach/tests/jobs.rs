//! The console's jobs at the simulated Reach: find and read, SIM swap, ports, plan change.

use serde_json::{Value, json};

use super::{DELGADO, IMEI, JUNE, MARCUS, SATO, call, card, get, info, pass, send, shop};
use crate::{ReachQuirks, ReachShop};

#[tokio::test]
async fn a_customer_is_read_by_id_alone() {
    let shop = shop().await;
    let reach = shop.reach();
    let record = info(reach, JUNE).await;
    assert_eq!(
        (&record["status"], &record["esim"], &record["lastName"]),
        (&json!(2), &json!(false), &json!("Whitfield"))
    );
    assert_eq!(record["mobileNo"].as_str(), reach.mobile(JUNE).as_deref());
    assert_eq!(record["iccId"].as_str().map(str::len), Some(20));
    assert_eq!(info(reach, MARCUS).await["imei"], IMEI);
    assert_eq!(info(reach, SATO).await.get("mobileNo"), None);
    assert_eq!(call(reach, "GET", "/customerinfo?customerId=CUST-1", None).await.status, 404);
    let port = get(reach, &format!("/activation/status?customerId={DELGADO}")).await;
    assert_eq!((&port["status"], &port["mobileNo"]), (&json!(10), &json!("6015550123")));
    assert!(port["activationMsg"].as_str().unwrap().contains("PIN"));
    assert_eq!(reach.effects(), std::collections::BTreeMap::new());
}

async fn port_status(reach: &ReachShop, customer: &str) -> Value {
    get(reach, &format!("/activation/status?customerId={customer}")).await["status"].clone()
}

#[tokio::test]
async fn a_failed_port_is_corrected_and_comes_in() {
    let shop = shop().await;
    let reach = shop.reach();
    let update = |body: Value| async move { send(reach, "PUT", "/update/portin", body).await.0 };
    assert_eq!(update(json!({ "customerId": JUNE, "type": "RESUBMIT_PORT" })).await, 409);
    assert_eq!(update(json!({ "customerId": SATO, "type": "RESUBMIT_PORT" })).await, 409, "still running");
    assert_eq!(update(json!({ "customerId": DELGADO, "type": "UPDATE_PIN" })).await, 400);
    let other = json!({ "customerId": DELGADO, "type": "UPDATE_PIN", "password": "1", "numberToPort": "6015550124" });
    assert_eq!(update(other).await, 400);
    assert_eq!(update(json!({ "customerId": DELGADO, "type": "RESUBMIT_PORT" })).await, 200);
    assert_eq!(port_status(reach, DELGADO).await, 9);
    pass(&shop, 1_200);
    assert_eq!(port_status(reach, DELGADO).await, 10, "nothing was corrected");
    let right =
        json!({ "customerId": DELGADO, "type": "UPDATE_PIN", "password": "7713", "numberToPort": "6015550123" });
    assert_eq!(update(right).await, 200);
    assert_eq!(port_status(reach, DELGADO).await, 9);
    pass(&shop, 1_199);
    assert_eq!(port_status(reach, DELGADO).await, 9);
    pass(&shop, 1);
    assert_eq!((port_status(reach, DELGADO).await, reach.mobile(DELGADO).as_deref()), (json!(2), Some("6015550123")));
    assert_eq!((reach.status(SATO), reach.mobile(SATO).as_deref()), (Some(2), Some("6625550198")));
    assert_eq!(reach.effect("updatePortIn"), 2);
}

#[tokio::test]
async fn a_port_is_cancelled_or_given_up_for_a_new_number() {
    let shop = shop().await;
    let reach = shop.reach();
    reach.set_quirks(ReachQuirks { port_update_while_porting: true, ..ReachQuirks::default() });
    let body = json!({ "customerId": SATO, "type": "CANCEL_PORT" });
    assert_eq!(send(reach, "PUT", "/update/portin", body).await.0, 200);
    pass(&shop, 1_200);
    assert_eq!(port_status(reach, SATO).await, 11);
    let body = json!({ "customerId": DELGADO, "type": "CANCEL_AND_NEW" });
    assert_eq!(send(reach, "PUT", "/update/portin", body).await.0, 200);
    assert_eq!(port_status(reach, DELGADO).await, 1);
    pass(&shop, 180);
    assert_eq!(reach.status(DELGADO), Some(2));
    assert!(reach.mobile(DELGADO).is_some_and(|number| number != "6015550123"));
}

#[tokio::test]
async fn a_port_starts_with_the_activation_and_may_fail() {
    let shop = shop().await;
    let reach = shop.reach();
    reach.set_quirks(ReachQuirks { port_update_while_porting: true, ..ReachQuirks::default() });
    send(reach, "PUT", "/update/portin", json!({ "customerId": SATO, "type": "CANCEL_PORT" })).await;
    let check = |mdn: &'static str| async move {
        let answer = call(reach, "PUT", &format!("/port/validate/mdn?mdn={mdn}"), None).await.json();
        answer["data"]["isPortValidate"].clone()
    };
    let own = reach.mobile(JUNE).unwrap();
    assert_eq!(check("6625550198").await, true);
    assert_eq!(check("6625551234").await, false);
    assert_eq!(check(Box::leak(own.into_boxed_str())).await, false);
    let sims = reach.free_sims();
    let port = |sim: &str, account: &str| {
        json!({ "customerId": SATO, "iccId": sim, "esim": false, "numberToPort": "6625550198", "oldCarrier": "Old",
            "oldCarrierAccountNumber": account, "password": "1234", "oldZip": "38655" })
    };
    pass(&shop, 600);
    assert_eq!(send(reach, "POST", "/activation", port(&sims[0], "X1")).await.0, 202);
    pass(&shop, 600);
    assert_eq!(port_status(reach, SATO).await, 9, "the cancelled port is forgotten");
    assert_eq!(send(reach, "POST", "/activation", port(&sims[1], "X1")).await.0, 409, "it is running");
    pass(&shop, 600);
    let status = get(reach, &format!("/activation/status?customerId={SATO}")).await;
    assert!(status["status"] == 10 && status["activationMsg"].as_str().unwrap().contains("account"));
    let fix = json!({ "customerId": SATO, "type": "UPDATE_ACCOUNT", "oldCarrierAccountNumber": "A1" });
    assert_eq!(send(reach, "PUT", "/update/portin", fix).await.0, 200);
    pass(&shop, 1_200);
    assert_eq!((reach.status(SATO), reach.iccid(SATO).as_ref()), (Some(2), Some(&sims[0])));
}

#[tokio::test]
async fn a_sim_is_swapped_with_the_code_that_was_texted() {
    let shop = shop().await;
    let reach = shop.reach();
    let sim = reach.free_sims()[0].clone();
    let body = |otp: &str| json!({ "customerId": JUNE, "otp": otp, "newIccId": sim, "simType": "PSIM" });
    let perform = |body: Value| async move { send(reach, "POST", "/perform/otp/sim/swap", body).await };
    assert_eq!(perform(body("123456")).await.0, 400, "no code was sent");
    let (status, sent) = send(reach, "POST", "/generate/otp/sim/swap", json!({ "customerId": JUNE })).await;
    assert_eq!(status, 200);
    let code = reach.last_otp(JUNE).unwrap();
    let wrong = if code == "000000" { "000001" } else { "000000" };
    let answer = call(reach, "POST", "/perform/otp/sim/swap", Some(body(wrong))).await;
    assert_eq!((answer.status, answer.json()["meta"].get("Otp").is_some()), (400, true));
    let progress =
        |id: String| async move { get(reach, &format!("/get/status/sim/swap?id={id}")).await["status"].clone() };
    let id = sent["id"].as_str().unwrap().to_owned();
    assert_eq!(progress(id.clone()).await, "PENDING");
    let (status, started) = perform(body(&code)).await;
    assert_eq!((status, &started["id"], progress(id.clone()).await), (202, &sent["id"], json!("IN_PROGRESS")));
    assert_ne!(reach.iccid(JUNE).as_ref(), Some(&sim));
    pass(&shop, 60);
    assert_eq!((progress(id).await, reach.iccid(JUNE)), (json!("COMPLETED"), Some(sim.clone())));
    assert_eq!((info(reach, JUNE).await["iccId"].as_str(), reach.last_otp(JUNE)), (Some(sim.as_str()), None));
    assert_eq!(perform(body(&code)).await.0, 400, "the code is used up");
    assert_eq!((reach.effect("sendSimSwapOtp"), reach.effect("performSimSwap")), (1, 1));
}

#[tokio::test]
async fn three_wrong_codes_lock_and_an_esim_goes_by_its_phone() {
    let shop = shop().await;
    let reach = shop.reach();
    let send_code = || async { send(reach, "POST", "/generate/otp/sim/swap", json!({ "customerId": JUNE })).await.0 };
    let perform = |otp: String, imei: &'static str| async move {
        let body = json!({ "customerId": JUNE, "otp": otp, "imei": imei, "simType": "ESIM" });
        send(reach, "POST", "/perform/otp/sim/swap", body).await.0
    };
    assert_eq!(send_code().await, 200);
    let first = reach.last_otp(JUNE).unwrap();
    assert_eq!(send_code().await, 200);
    let second = reach.last_otp(JUNE).unwrap();
    assert_ne!(first, second);
    for status in [400, 400, 409] {
        assert_eq!(perform(first.clone(), IMEI).await, status);
    }
    assert_eq!(perform(second, IMEI).await, 409, "locked");
    assert_eq!((send_code().await, reach.last_otp(JUNE)), (409, None));
    pass(&shop, 1_800);
    assert_eq!(send_code().await, 200);
    let third = reach.last_otp(JUNE).unwrap();
    assert_eq!(perform(third.clone(), "490154203237519").await, 400, "no IMEI");
    let before = reach.iccid(JUNE);
    assert_eq!(perform(third, IMEI).await, 202);
    pass(&shop, 60);
    let record = info(reach, JUNE).await;
    assert_eq!((&record["esim"], &record["imei"]), (&json!(true), &json!(IMEI)));
    assert_ne!(reach.iccid(JUNE), before);
    assert_eq!(send_code().await, 200);
    pass(&shop, 600);
    assert_eq!(perform(reach.last_otp(JUNE).unwrap(), IMEI).await, 400, "too late");
}

#[tokio::test]
async fn a_sim_is_swapped_directly_from_stock() {
    let shop = shop().await;
    let reach = shop.reach();
    let sims = reach.free_sims();
    let swap = |sim: String| async move {
        send(reach, "POST", "/iccid/swap", json!({ "customerId": JUNE, "newIccId": sim, "simType": "PSIM" })).await.0
    };
    assert_eq!(send(reach, "POST", "/iccid/validate", json!({ "iccId": sims[0] })).await.1["isValid"], true);
    assert_eq!(swap("89010000000000000000".into()).await, 400);
    assert_eq!(swap(reach.iccid(MARCUS).unwrap()).await, 409);
    assert_eq!(swap(sims[0].clone()).await, 202);
    assert_eq!(send(reach, "POST", "/iccid/validate", json!({ "iccId": sims[0] })).await.1["isValid"], false);
    pass(&shop, 60);
    assert_eq!(get(reach, &format!("/get/status/sim/swap?id={JUNE}")).await["status"], "COMPLETED");
    assert_eq!((reach.iccid(JUNE), reach.effect("swapIccid")), (Some(sims[0].clone()), 1));
}

#[tokio::test]
async fn a_plan_goes_up_at_once_and_down_with_the_cycle() {
    let shop = shop().await;
    let reach = shop.reach();
    let card = card(reach, JUNE).await;
    let quote = json!({ "customerId": JUNE, "lines": [{ "planId": "RCH-ESS-5" }], "payment": { "ccUUID": card } });
    send(reach, "POST", "/product/subsequent", quote).await;
    pass(&shop, 10);
    assert_eq!(reach.plan(JUNE).as_deref(), Some("RCH-ESS-5"));
    let change = |path: &'static str, plan: &'static str, up: bool, now: bool| async move {
        let body = json!({ "customerId": JUNE, "planId": plan, "isUpgrade": up, "immediateEffect": now });
        send(reach, "POST", path, body).await
    };
    let (estimate, submit) = ("/estimate/plan/change", "/purchase/plan/change");
    for (plan, up, now) in
        [("RCH-GIG-1", true, true), ("RCH-UNL", false, false), ("RCH-GIG-1", false, true), ("RCH-NONE", true, true)]
    {
        assert_eq!(change(estimate, plan, up, now).await.0, 400, "{plan}");
        assert_eq!(change(submit, plan, up, now).await.0, 400, "{plan}");
    }
    let cost = change(estimate, "RCH-UNL", true, true).await.1;
    assert_eq!((&cost["proratedCharges"], &cost["nextBillAmount"]), (&json!(22.5), &json!(53.5)));
    let (status, started) = change(submit, "RCH-UNL", true, true).await;
    assert_eq!(status, 202);
    let path = format!("/status/plan/change/{}", started["txnId"].as_str().unwrap());
    assert_eq!(get(reach, &path).await["status"], "IN_PROGRESS");
    assert_eq!(info(reach, JUNE).await["reachPlanId"], "RCH-ESS-5");
    pass(&shop, 60);
    assert_eq!(get(reach, &path).await["status"], "COMPLETED");
    assert_eq!(info(reach, JUNE).await["reachPlanId"], "RCH-UNL");
    assert_eq!((reach.charges().last().unwrap().cents, reach.effect("submitPlanChange")), (2_250, 1));

    let later = change(estimate, "RCH-GIG-1", false, false).await.1;
    assert_eq!((&later["effectiveDate"], &later["proratedCharges"]), (&json!("2026-04-01T00:00:00Z"), &json!(0.0)));
    let (status, answer) = change(submit, "RCH-GIG-1", false, false).await;
    assert_eq!((status, answer.get("txnId")), (200, None));
    assert_eq!(reach.plan(JUNE).as_deref(), Some("RCH-UNL"));
    pass(&shop, 28 * 86_400);
    assert_eq!(reach.plan(JUNE).as_deref(), Some("RCH-GIG-1"));
    assert_eq!(change(estimate, "RCH-UNL", true, true).await.0, 200);
    let unready = json!({ "customerId": DELGADO, "planId": "RCH-UNL", "isUpgrade": true, "immediateEffect": true });
    assert_eq!(send(reach, "POST", submit, unready).await.0, 409, "plan changes wait for the port");
}
