//! The shapes of the answers: by default those of the contract, with the quirks those it leaves open.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{DELGADO, IMEI, JUNE, MARCUS, basic, call, card, get, info, order, pass, quoted, shop};
use crate::reach::CONTRACT;
use crate::testing::{misfit_of, raw};
use crate::{Envelope, PracticeConfig, PracticeShop, ReachQuirks, ReachShop};

/// One call of every operation; all succeed in this order, with time passing in between where `WAIT` stands.
async fn every_call(reach: &ReachShop) -> Vec<(&'static str, &'static str, String, Value)> {
    let none = Value::Null;
    let june = || json!({ "customerId": JUNE });
    let uuid = card(reach, JUNE).await;
    let spare = card(reach, "CUST-1005").await;
    let cards = get(reach, "/account/card?customerId=CUST-1005").await;
    let second = cards.as_array().unwrap().iter().find(|card| card["uuid"] != spare.as_str()).unwrap()["uuid"].clone();
    let second = second.as_str().unwrap().to_owned();
    let group = info(reach, JUNE).await["groupId"].as_str().unwrap().to_owned();
    let bills = get(reach, &format!("/billing/customer/{JUNE}")).await;
    let bill = bills[2]["billId"].as_str().unwrap().to_owned();
    let sims = reach.free_sims();
    let total = quoted(reach, order("ESIM", 0.0)).await;
    let coverage =
        json!({ "address1": "1 Test St", "city": "Oxford", "state": "MS", "country": "USA", "zip": "38655" });
    let renewal = json!({ "customerId": JUNE, "lines": [{ "planId": "RCH-GIG-1" }], "payment": { "ccUUID": uuid } });
    let upgrade = json!({ "customerId": JUNE, "planId": "RCH-UNL", "isUpgrade": true, "immediateEffect": true });
    let pack = json!({ "packId": "PACK-1", "groupId": group, "countries": ["MX"] });
    let credit = json!({ "customerId": JUNE, "groupId": group, "amount": 5.0 });
    let mut paid_credit = credit.clone();
    paid_credit["ccUUID"] = json!(uuid);
    let topup = json!({ "customerId": JUNE, "serviceCode": "TOPUP-1" });
    let mut paid_topup = topup.clone();
    paid_topup["ccUUID"] = json!(uuid);
    let new_sim = json!({ "customerId": MARCUS, "newIccId": sims[1], "simType": "PSIM" });
    let pair = reach.key_pair();
    let keys = json!({ "accountAccessKeyId": pair.0, "accountAccessSecreteKey": pair.1 });
    let leaving = json!({ "customerId": MARCUS, "reason": "PORT_OUT" });
    let port = json!({ "customerId": DELGADO, "type": "CANCEL_PORT" });
    let activation = json!({ "customerId": DELGADO, "iccId": sims[0], "esim": false });
    let swap = json!({ "primaryCustomerId": "CUST-1005", "secondaryCustomerId": "CUST-1006" });
    let pay = json!({ "customerId": JUNE, "billId": bill, "ccUUID": uuid });
    let packs = json!({ "customerId": JUNE, "mvne": "ATT", "countries": ["MX"] });
    let cut = json!({ "feature": "DATA_CUTOFF", "enable": true, "reason": "OTHER" });
    vec![
        ("generateAuth", "POST", "/account/generateauth".into(), keys),
        ("checkCoverage", "POST", "/network/coverage".into(), coverage),
        ("validateImei", "GET", format!("/device/imei/{IMEI}"), none.clone()),
        ("fetchProducts", "GET", "/product/fetch".into(), none.clone()),
        ("fetchPlans", "GET", "/product/fetch/plan?serviceCode=RCH-UNL".into(), none.clone()),
        ("fetchOffers", "GET", "/product/fetch/offer".into(), none.clone()),
        ("fetchServices", "GET", "/product/fetch/service".into(), none.clone()),
        ("validateZipCode", "POST", "/zipCode/validate".into(), json!({ "zipCode": "99501" })),
        ("quotePurchase", "POST", "/product/quote".into(), renewal.clone()),
        ("submitPurchase", "POST", "/product".into(), order("ESIM", total)),
        ("submitSubsequentPurchase", "POST", "/product/subsequent".into(), renewal),
        ("WAIT", "", "10".into(), none.clone()),
        ("getPurchaseStatus", "GET", "/product/status/TXN".into(), none.clone()),
        (
            "createAddCardLink",
            "PUT",
            format!("/account/generate/addcard/link/{JUNE}"),
            json!({ "redirectUrl": "https://brand.example.com/done" }),
        ),
        ("listCards", "GET", format!("/account/card?customerId={JUNE}"), none.clone()),
        ("getCard", "GET", format!("/account/card/specific?cardId={uuid}"), none.clone()),
        ("updateCard", "PUT", format!("/account/card?id={uuid}&default=true"), none.clone()),
        ("deleteCard", "DELETE", format!("/account/card?cardId={second}&customerId=CUST-1005"), none.clone()),
        ("validateIccid", "POST", "/iccid/validate".into(), json!({ "iccId": sims[0] })),
        ("updatePortIn", "PUT", "/update/portin".into(), port),
        ("activateLine", "POST", "/activation".into(), activation),
        ("getActivationStatus", "GET", format!("/activation/status?customerId={DELGADO}"), none.clone()),
        ("validatePortInMdn", "PUT", "/port/validate/mdn?mdn=6015550123".into(), none.clone()),
        ("sendSms", "POST", format!("/sendsms/{JUNE}"), json!({ "message": "Hello" })),
        ("getCustomerInfo", "GET", format!("/customerinfo?customerId={JUNE}"), none.clone()),
        ("updateAccountFields", "PUT", format!("/account/update/fields/{JUNE}"), json!({ "firstName": "J" })),
        ("getUsageSummary", "GET", format!("/usage/summary?usageData=ILD&customerId={JUNE}"), none.clone()),
        ("manageDataCutoff", "PUT", format!("/customer/manage/feature/{JUNE}"), cut),
        ("listBills", "GET", format!("/billing/customer/{JUNE}"), none.clone()),
        ("getBill", "GET", format!("/billing/customize/{bill}"), none.clone()),
        ("payBill", "POST", "/payment/customer".into(), pay),
        ("listInvoices", "GET", format!("/invoice/history/{JUNE}"), none.clone()),
        ("generateInvoiceLink", "GET", format!("/invoice/link/generate?customerId={JUNE}&billId={bill}"), none.clone()),
        ("emailInvoice", "POST", "/invoice/sendemail".into(), json!({ "customerId": JUNE, "billId": bill })),
        ("quoteTopup", "POST", "/topup/quote".into(), topup),
        ("purchaseTopup", "POST", "/topup/purchase".into(), paid_topup),
        ("estimatePlanChange", "POST", "/estimate/plan/change".into(), upgrade.clone()),
        ("submitPlanChange", "POST", "/purchase/plan/change".into(), upgrade),
        ("getPlanChangeStatus", "GET", "/status/plan/change/PCH".into(), none.clone()),
        ("getIldBalance", "GET", format!("/ild/status?groupId={group}"), none.clone()),
        ("getIldUsage", "GET", format!("/ild/usage?groupId={group}"), none.clone()),
        ("quoteIldCredits", "POST", "/ild/quote".into(), credit),
        ("purchaseIldCredits", "POST", "/ild/purchase".into(), paid_credit),
        ("listIldPurchases", "GET", format!("/ild/purchase/history/{JUNE}"), none.clone()),
        ("getShipmentOrder", "GET", format!("/shipment/order/customer/{JUNE}"), none.clone()),
        ("listRoamingCountries", "GET", "/intl/roaming/countries/mvne?mvne=ATT".into(), none.clone()),
        ("listRoamingPacks", "POST", "/get/additional/offerings".into(), packs),
        ("quoteRoamingPack", "POST", format!("/intl/roaming/pack/quote/customer/{JUNE}"), pack.clone()),
        ("purchaseRoamingPack", "POST", format!("/intl/roaming/pack/purchase/customer/{JUNE}"), pack),
        ("getRoamingPackGroup", "GET", format!("/intl/roaming/pack/group?groupId={group}"), none.clone()),
        (
            "setRoamingPackAutoRenew",
            "POST",
            "/intl/roaming/pack/PACK-1/autorenew".into(),
            json!({ "customerId": JUNE, "autoRenew": true }),
        ),
        ("getRoamingPackUsage", "GET", format!("/intl/roaming/pack/usage?groupId={group}&packId=PACK-1"), none.clone()),
        ("swapIccid", "POST", "/iccid/swap".into(), new_sim),
        ("sendSimSwapOtp", "POST", "/generate/otp/sim/swap".into(), june()),
        (
            "performSimSwap",
            "POST",
            "/perform/otp/sim/swap".into(),
            json!({ "customerId": JUNE, "otp": "OTP", "newIccId": sims[2], "simType": "PSIM" }),
        ),
        ("getSimSwapStatus", "GET", format!("/get/status/sim/swap?id={MARCUS}"), none.clone()),
        ("swapMdn", "PUT", "/mdn/swap".into(), june()),
        ("getMdnSwapStatus", "GET", format!("/mdn/swap/status/{JUNE}"), none.clone()),
        ("swapPrimaryLine", "PUT", "/customers/swap".into(), swap),
        ("recordLeavingCustomer", "PUT", "/leaving/customer".into(), leaving),
        ("resetCustomer", "POST", format!("/customer/reset/{MARCUS}"), json!({})),
        ("getCustomerResetStatus", "GET", format!("/customer/reset/status/{MARCUS}"), none.clone()),
        (
            "resetVoicemailPassword",
            "PUT",
            format!("/customer/reset/voicemail/password/{MARCUS}"),
            json!({ "password": "4321" }),
        ),
        ("suspendSubscriber", "PUT", "/suspend".into(), june()),
        ("WAIT", "", "30".into(), none.clone()),
        ("restoreSubscriber", "PUT", "/restore".into(), june()),
        ("WAIT", "", "30".into(), none.clone()),
        ("disconnectSubscriber", "PUT", "/disconnect".into(), june()),
        ("WAIT", "", "30".into(), none),
        ("reconnectSubscriber", "PUT", "/reconnect".into(), june()),
    ]
}

/// Makes every call and gives each answer; ids that come from earlier answers are filled in.
async fn all_answers(shop: &PracticeShop) -> Vec<(&'static str, u16, Value)> {
    let reach = shop.reach();
    let (mut transaction, mut change) = (String::new(), String::new());
    let mut answers = Vec::new();
    for (operation, method, path, mut body) in every_call(reach).await {
        if operation == "WAIT" {
            pass(shop, path.parse().unwrap());
            continue;
        }
        let path = path.replace("/TXN", &format!("/{transaction}")).replace("/PCH", &format!("/{change}"));
        if body["otp"] == "OTP" {
            body["otp"] = json!(reach.last_otp(JUNE).unwrap());
        }
        let answer = call(reach, method, &path, Some(body).filter(|body| !body.is_null())).await;
        let json = answer.json();
        assert!(answer.status < 300, "{operation}: {} {json}", answer.status);
        assert_eq!(reach.requests().pop().unwrap().operation.as_deref(), Some(operation));
        let text = |name: &str| {
            let value = if json["data"].is_null() { &json[name] } else { &json["data"][name] };
            value.as_str().unwrap_or_default().to_owned()
        };
        match operation {
            "submitPurchase" => transaction = text("transactionId"),
            "submitPlanChange" => change = text("txnId"),
            _ => {}
        }
        answers.push((operation, answer.status, json));
    }
    let path = "/opssvc/v0/clientapi/account/generataccesskey";
    let answer = raw(&reach.base_url(), "PUT", path, &basic(reach), "").await.unwrap();
    answers.push(("generateAccessKey", answer.status, answer.json()));
    answers
}

/// Still needs an order on its way.
const NOT_AMONG_THEM: &str = "cancelShipmentOrder";

#[tokio::test]
async fn every_operation_answers_as_the_contract_says() {
    let shop = shop().await;
    let document: Value = CONTRACT.document();
    let mut served = BTreeSet::from([NOT_AMONG_THEM.to_owned()]);
    for (operation, status, answer) in all_answers(&shop).await {
        assert_eq!(misfit_of(&document, operation, status, &answer), None);
        assert_eq!(answer["status"], "SUCCESS", "{operation}");
        served.insert(operation.to_owned());
    }
    let offered: BTreeSet<String> = shop.reach().dial().operations().iter().cloned().collect();
    assert_eq!((offered.len(), offered), (68, served));
}

#[tokio::test]
async fn the_envelope_may_lose_its_status_or_be_missing() {
    for envelope in [Envelope::WithoutStatus, Envelope::Bare] {
        let shop = shop().await;
        let reach = shop.reach();
        reach.set_quirks(ReachQuirks { envelope, ..ReachQuirks::default() });
        let record = call(reach, "GET", &format!("/customerinfo?customerId={JUNE}"), None).await.json();
        let payload = if envelope == Envelope::Bare { &record } else { &record["data"] };
        assert_eq!((&payload["customerId"], payload["status"].as_u64()), (&json!(JUNE), Some(2)));
        let document: Value = CONTRACT.document();
        assert_eq!(misfit_of(&document, "getCustomerInfo", 200, &record), None);
        let said = call(reach, "PUT", "/suspend", Some(json!({ "customerId": JUNE }))).await.json();
        assert_eq!((said.get("status"), said["message"].is_string()), (None, true));
    }
}

#[tokio::test]
async fn values_come_in_other_types_with_strangers_among_them() {
    let shop = shop().await;
    let reach = shop.reach();
    reach.set_quirks(ReachQuirks {
        numbers_as_text: true,
        extra_fields: true,
        epoch_dates: true,
        coverage_under_carrier: true,
        link_type_stays_zero: true,
        unknown_status: Some(7),
        ..ReachQuirks::default()
    });
    let record = info(reach, JUNE).await;
    assert_eq!((&record["status"], record["segmentInfo"].is_object()), (&json!("7"), true));
    let plans = get(reach, "/product/fetch/plan?serviceCode=RCH-GIG-1").await;
    assert_eq!((plans.as_array().unwrap().len(), &plans[0]["baseLinePrice"]), (1, &json!("15.0")));
    assert_eq!(plans[0]["upGradableTo"], json!(["RCH-ESS-5", "RCH-PLUS-15", "RCH-UNL"]));
    let coverage =
        json!({ "address1": "1 Test St", "city": "Oxford", "state": "AK", "country": "USA", "zip": "99501" });
    let answer = call(reach, "POST", "/network/coverage", Some(coverage)).await.json();
    assert_eq!(answer["data"]["mno_A"]["brandCoverage"], false);
    let bills = get(reach, &format!("/billing/customer/{JUNE}")).await;
    assert!(bills[0]["dueDate"].as_str().unwrap().parse::<i64>().unwrap() > 1_700_000_000_000);
}

#[tokio::test]
async fn devices_and_numbers_are_judged_before_a_sale() {
    let shop = shop().await;
    let reach = shop.reach();
    let device = get(reach, &format!("/device/imei/{IMEI}")).await;
    assert_eq!((&device["isValid"], &device["mode"]), (&json!(true), &json!("BOTH")));
    assert_eq!(get(reach, "/device/imei/490154203237519").await["isValid"], false, "wrong check digit");
    let stolen = get(reach, "/device/imei/490154290000005").await;
    assert_eq!((&stolen["lostOrStolen"], &stolen["isValid"]), (&json!(true), &json!(false)));
}

#[tokio::test]
async fn one_seed_gives_one_fictional_world() {
    let config = |seed| PracticeConfig { seed, lines: 120, ..PracticeConfig::default() };
    let (one, same) = (PracticeShop::start(config(4)).await.unwrap(), PracticeShop::start(config(4)).await.unwrap());
    let other = PracticeShop::start(config(5)).await.unwrap();
    let world = |shop: &PracticeShop| {
        let reach = shop.reach();
        let numbers: Vec<_> = reach.customers().iter().map(|customer| reach.mobile(customer)).collect();
        (numbers, reach.free_sims(), reach.key_pair(), reach.jwt().to_owned())
    };
    assert_eq!(world(&one), world(&same));
    assert_ne!(world(&one), world(&other));
    let (numbers, ..) = world(&one);
    assert_eq!(numbers.len(), 120);
    assert!(numbers.iter().flatten().all(|number| number.len() == 10 && &number[3..8] == "55501"));
    let areas: BTreeSet<&str> = numbers.iter().flatten().map(|number| &number[..3]).collect();
    assert!(areas.len() > 5);
    let statuses: BTreeSet<u64> =
        one.reach().customers().iter().filter_map(|one_of| one.reach().status(one_of)).collect();
    assert_eq!(statuses, BTreeSet::from([0, 2, 3, 5, 9, 10]));
}
