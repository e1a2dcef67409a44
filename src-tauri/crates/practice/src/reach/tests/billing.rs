//! Cards, bills, invoices, top-ups, credit, packs and shipments.

use serde_json::{Value, json};

use super::{JUNE, MARCUS, call, card, get, info, pass, send, shop};
use crate::ReachQuirks;

#[tokio::test]
async fn a_card_is_typed_on_a_page_and_never_seen() {
    let shop = shop().await;
    let reach = shop.reach();
    let list = || async { get(reach, &format!("/account/card?customerId={MARCUS}")).await.as_array().unwrap().clone() };
    assert_eq!((list().await.len(), reach.type_card(MARCUS)), (1, None), "no page is open");
    let path = format!("/account/generate/addcard/link/{MARCUS}");
    let (_, link) = send(reach, "PUT", &path, json!({ "redirectUrl": "https://brand.example.com/done" })).await;
    assert!(link["link"]["url"].as_str().unwrap().starts_with("https://pay.example.com/"));
    let new = reach.type_card(MARCUS).unwrap();
    assert_eq!(reach.type_card(MARCUS), None, "a page takes one card");
    let cards = list().await;
    assert_eq!((cards.len(), &cards[1]["uuid"], &cards[1]["isDefault"]), (2, &json!(new), &json!(false)));
    assert!(cards.iter().all(|card| card["lastFour"].as_str().unwrap().len() == 4));

    let change = json!({ "customerId": MARCUS, "uuid": new, "expiryMonth": "01", "expiryYear": "2031", "priority": 1 });
    let mixed = format!("/account/card?id={new}&default=true");
    assert_eq!(send(reach, "PUT", &mixed, change.clone()).await.0, 400, "never both forms");
    assert_eq!(send(reach, "PUT", "/account/card", change).await.0, 200);
    assert_eq!(call(reach, "PUT", &mixed, None).await.status, 200);
    let record = get(reach, &format!("/account/card/specific?cardId={new}")).await;
    assert_eq!((&record["expiryYear"], &record["isDefault"]), (&json!("2031"), &json!(true)));
    let delete = |uuid: String| async move {
        call(reach, "DELETE", &format!("/account/card?cardId={uuid}&customerId={MARCUS}"), None).await.status
    };
    assert_eq!(delete(new.clone()).await, 409, "the default card stays");
    let old = cards[0]["uuid"].as_str().unwrap().to_owned();
    assert_eq!((delete(old.clone()).await, delete(old).await, list().await.len()), (200, 404, 1));
}

#[tokio::test]
async fn a_bill_is_read_paid_and_mailed() {
    let shop = shop().await;
    let reach = shop.reach();
    let list = || async { get(reach, &format!("/billing/customer/{JUNE}")).await.as_array().unwrap().clone() };
    let bills = list().await;
    let words: Vec<&str> = bills.iter().map(|bill| bill["status"].as_str().unwrap()).collect();
    assert_eq!(words, ["PAID", "PAID", "DUE"]);
    let id = bills[2]["billId"].as_str().unwrap();
    let detail = get(reach, &format!("/billing/customize/{id}")).await;
    let sum: f64 = detail["items"].as_array().unwrap().iter().map(|item| item["amount"].as_f64().unwrap()).sum();
    assert!((sum - bills[2]["amount"].as_f64().unwrap()).abs() < 0.001);
    let pay = |customer: &str, amount: f64, card: String| json!({ "customerId": customer, "billId": id, "ccUUID": card, "amount": amount });
    let owed = bills[2]["amount"].as_f64().unwrap();
    let june = card(reach, JUNE).await;
    assert_eq!(send(reach, "POST", "/payment/customer", pay(MARCUS, owed, card(reach, MARCUS).await)).await.0, 404);
    assert_eq!(send(reach, "POST", "/payment/customer", pay(JUNE, owed - 1.0, june.clone())).await.0, 400);
    reach.decline_cards(true);
    let declined = call(reach, "POST", "/payment/customer", Some(pay(JUNE, owed, june.clone()))).await;
    assert_eq!((declined.status, &declined.json()["status"]), (200, &json!("FAILURE")));
    reach.decline_cards(false);
    assert_eq!(reach.effect("payBill"), 0);
    assert_eq!(send(reach, "POST", "/payment/customer", pay(JUNE, owed, june)).await.0, 200);
    assert_eq!((&list().await[2]["status"], reach.charges().len()), (&json!("PAID"), 1));

    let invoices = get(reach, &format!("/invoice/history/{JUNE}")).await;
    assert_eq!((invoices.as_array().unwrap().len(), &invoices[2]["billId"]), (3, &json!(id)));
    let link = get(reach, &format!("/invoice/link/generate?customerId={JUNE}&billId={id}")).await;
    assert!(link["url"].as_str().unwrap().ends_with(".pdf"));
    assert_eq!(call(reach, "GET", "/invoice/link/generate", None).await.status, 400);
    let mail = json!({ "customerId": JUNE, "billId": id, "email": "Desk@example.com" });
    assert_eq!(send(reach, "POST", "/invoice/sendemail", mail).await.0, 200);
    assert_eq!(reach.invoices_mailed("desk@example.com"), [id]);
}

#[tokio::test]
async fn topups_and_credit_are_bought_on_a_card() {
    let shop = shop().await;
    let reach = shop.reach();
    let uuid = card(reach, JUNE).await;
    let group = info(reach, JUNE).await["groupId"].as_str().unwrap().to_owned();
    let limit =
        || async { get(reach, &format!("/usage/summary?usageData=DATA&customerId={JUNE}")).await["usage"][0].clone() };
    let before = limit().await;
    let body = json!({ "customerId": JUNE, "serviceCode": "TOPUP-1", "ccUUID": uuid });
    let quote = send(reach, "POST", "/topup/quote", json!({ "customerId": JUNE, "serviceCode": "TOPUP-1" })).await.1;
    assert_eq!(quote["oneTimeCharge"]["totalOneTimeCost"], 10.7);
    assert_eq!(send(reach, "POST", "/topup/purchase", body.clone()).await.0, 200);
    if let Some(limit_before) = before["limit"].as_u64() {
        assert_eq!(limit().await["limit"], limit_before + 1_024);
    }
    reach.set_quirks(ReachQuirks { small_purchases_async: true, ..ReachQuirks::default() });
    let (status, answer) = send(reach, "POST", "/topup/purchase", body).await;
    let path = format!("/product/status/{}", answer["transactionId"].as_str().unwrap());
    assert_eq!((status, reach.charges().len()), (202, 1));
    pass(&shop, 10);
    assert_eq!((&get(reach, &path).await["status"], reach.charges().len()), (&json!("COMPLETED"), 2));
    reach.set_quirks(ReachQuirks::default());

    let credit = |amount: f64| json!({ "customerId": JUNE, "groupId": group, "amount": amount, "ccUUID": uuid });
    let quote = json!({ "customerId": JUNE, "groupId": group, "amount": 10.0 });
    assert_eq!(send(reach, "POST", "/ild/quote", quote).await.1["oneTimeCharge"]["totalOneTimeCost"], 10.7);
    assert_eq!(send(reach, "POST", "/ild/purchase", credit(0.0)).await.0, 400);
    assert_eq!(send(reach, "POST", "/ild/purchase", credit(10.0)).await.0, 200);
    assert_eq!(get(reach, &format!("/ild/status?groupId={group}")).await["balance"], 22.5);
    assert_eq!(get(reach, &format!("/ild/purchase/history/{JUNE}")).await[0]["amount"], 10.0);
    assert_eq!(call(reach, "GET", "/ild/status?groupId=GRP-1", None).await.status, 404);
    assert_eq!(reach.charges().iter().map(|charge| charge.cents).collect::<Vec<_>>(), [1_070, 1_070, 1_070]);
}

#[tokio::test]
async fn a_roaming_pack_is_found_bought_and_ends() {
    let shop = shop().await;
    let reach = shop.reach();
    let group = info(reach, JUNE).await["groupId"].as_str().unwrap().to_owned();
    let countries = get(reach, "/intl/roaming/countries/mvne?mvne=ATT").await;
    assert!(countries.as_array().unwrap().iter().any(|country| country["country"] == "MX"));
    let find = |countries: Value| async move {
        send(reach, "POST", "/get/additional/offerings", json!({ "customerId": JUNE, "countries": countries })).await
    };
    assert_eq!(find(json!(["JP"])).await.1.as_array().unwrap().len(), 1);
    assert_eq!(find(json!(["MX"])).await.1.as_array().unwrap().len(), 3);
    assert_eq!(find(json!(["XX"])).await.0, 400);
    let order = |pack: &str, country: &str| json!({ "packId": pack, "groupId": group, "countries": [country] });
    let (quote, buy) =
        (format!("/intl/roaming/pack/quote/customer/{JUNE}"), format!("/intl/roaming/pack/purchase/customer/{JUNE}"));
    assert_eq!(send(reach, "POST", &quote, order("PACK-1", "JP")).await.0, 400);
    assert_eq!(send(reach, "POST", &quote, order("PACK-1", "MX")).await.1["oneTimeCharge"]["tax"], 0.7);
    assert_eq!(send(reach, "POST", &buy, order("PACK-1", "MX")).await.0, 200);
    assert_eq!(send(reach, "POST", &buy, order("PACK-1", "MX")).await.0, 200);
    let held = get(reach, &format!("/intl/roaming/pack/group?groupId={group}")).await;
    assert_eq!((held["packs"].as_array().unwrap().len(), reach.charges().len()), (2, 2), "bought twice");
    let renew = json!({ "customerId": JUNE, "autoRenew": true });
    assert_eq!(send(reach, "POST", "/intl/roaming/pack/PACK-1/autorenew", renew.clone()).await.0, 200);
    assert_eq!(send(reach, "POST", "/intl/roaming/pack/PACK-2/autorenew", renew).await.0, 404);
    let usage = format!("/intl/roaming/pack/usage?groupId={group}&packId=PACK-1");
    assert_eq!(get(reach, &usage).await["data"], 2_048);
    pass(&shop, 7 * 86_400);
    assert_eq!(get(reach, &usage).await["data"], 0);
}

#[tokio::test]
async fn a_shipment_is_cancelled_only_before_it_leaves() {
    let shop = shop().await;
    let reach = shop.reach();
    let path = |customer: &str| format!("/shipment/order/customer/{customer}");
    assert_eq!(get(reach, &path(JUNE)).await["shipmentStatus"], "DELIVERED");
    assert_eq!(call(reach, "GET", &path(MARCUS), None).await.status, 404, "an eSIM");
    assert_eq!(call(reach, "PUT", &format!("/shipment/order/cancel/{JUNE}"), None).await.status, 409);
    let total = super::quoted(reach, super::order("PHYSICAL", 0.0)).await;
    let (_, answer) = send(reach, "POST", "/product", super::order("PHYSICAL", total)).await;
    let id = answer["transactionId"].as_str().unwrap();
    pass(&shop, 5);
    reach.pay(id).unwrap();
    pass(&shop, 10);
    let paid = get(reach, &format!("/product/status/{id}")).await;
    let customer = paid["customerId"].as_str().unwrap();
    assert_eq!(call(reach, "PUT", &format!("/shipment/order/cancel/{customer}"), None).await.status, 200);
    assert_eq!(get(reach, &path(customer)).await["shipmentStatus"], "CANCELLED");
    assert_eq!(call(reach, "PUT", &format!("/shipment/order/cancel/{customer}"), None).await.status, 409);
}
