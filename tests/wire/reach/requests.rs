//! What the client sends: every call against the contract, and the values that matter most by hand.

use domain::msisdn::{Msisdn, Region};
use domain::problem::ErrorCode;
use domain::secret::{OneTimeCode, Pac, Pin};
use providers::Delivery;
use providers::reach::{
    AccountEdit, CardEdit, CardWord, CustomerId, CutoffReason, DataCutoff, Findings, PlanChangeOrder, PortFix,
    PurchaseId, RestoreReason, ServiceCode,
};
use serde_json::{Value, json};

use super::cases::{
    CASES, activation, card, card_sim, coverage, credit, customer, dollars, esim, iccid, order, order_with_port_in,
    payment, plan_change, port_in, renewal, swap,
};
use super::{CONTRACT, client, desk};
use crate::onsim::ticket;
use crate::server::{Reply, Seen, Server, body, sent};

fn text(seen: &Seen) -> String {
    String::from_utf8(seen.body.clone()).unwrap()
}

#[tokio::test]
async fn every_request_fits_the_contract_and_succeeds() {
    for case in CASES {
        let server = Server::start([case.good_answer()]).await;
        (case.run)(&desk(&server.url())).await.unwrap_or_else(|error| panic!("{}: {error:?}", case.id));
        let seen = server.take_seen();
        assert_eq!(seen.len(), 1, "{}", case.id);
        CONTRACT.check_request(case.id, &seen[0]);
    }
}

#[tokio::test]
async fn every_published_answer_is_read_with_and_without_its_envelope() {
    for case in CASES {
        for (status, body) in CONTRACT.answers(case.id) {
            let body = body.unwrap();
            for body in [body.clone(), body["data"].clone()] {
                let server = Server::start([Reply::json(status, &body)]).await;
                let outcome = (case.run)(&desk(&server.url())).await;
                outcome.unwrap_or_else(|error| panic!("{} with {body}: {error:?}", case.id));
            }
        }
    }
}

#[tokio::test]
async fn a_quoted_figure_goes_back_digit_by_digit() {
    let quoted = r#"{"data":{"oneTimeCharge":{"totalOneTimeCost":42.50,"tax":2.5000000000000001},"estimatedMonthlyCost":{"total":27.10}}}"#;
    let server = Server::start([Reply::bytes(200, quoted)]).await;
    let reach = client(&server.url());
    let quote = reach.quote_order(&order()).await.unwrap();
    assert_eq!((quote.total.text(), quote.total.cents()), ("42.50", Some(4250)));
    assert_eq!(quote.tax.unwrap().text(), "2.5000000000000001");
    assert_eq!(quote.monthly.unwrap().text(), "27.10");
    let asked = text(&server.take_seen()[0]);
    assert!(asked.contains(r#""collection":0}"#), "{asked}");
    let seen = sent(&server, reach.submit_order(&order(), &quote.total, ticket())).await;
    assert!(text(&seen).contains(r#""collection":42.50}"#), "{}", text(&seen));
    let seen = sent(&server, reach.submit_renewal(&renewal(), &quote.total, ticket())).await;
    assert!(text(&seen).contains(r#""collection":42.50}"#), "{}", text(&seen));
    let seen = sent(&server, reach.pay_bill(&payment(), ticket())).await;
    assert!(text(&seen).contains(r#""amount":27.50"#), "{}", text(&seen));
    let seen = sent(&server, reach.quote_call_credit(&credit())).await;
    assert!(text(&seen).contains(r#""amount":10.00"#), "{}", text(&seen));
}

#[tokio::test]
async fn an_order_is_written_as_it_was_seen() {
    let server = Server::start([Reply::empty(200)]).await;
    let reach = client(&server.url());
    let order = order_with_port_in();
    let quote = body(&sent(&server, reach.quote_order(&order)).await);
    let line = json!({"firstName": "Ann", "lastName": "Test", "planId": "PLAN-CODE-1", "isPrimary": true, "simType": "PHYSICAL"});
    assert_eq!(quote["lines"], json!([line]), "a quote has no port-in");
    let address = |kind: &str| {
        json!({"type": kind, "address1": "1 Test St", "address2": "", "city": "Oxford", "state": "MS", "zip": "38655",
            "country": "USA", "residential": "true"})
    };
    assert_eq!(quote["accountInfo"]["addresses"], json!([address("billing"), address("shipping")]));
    assert_eq!(quote["redirectUrl"], "https://brand.example/payment/confirm");
    let order = body(&sent(&server, reach.submit_order(&order, &dollars("1"), ticket())).await);
    let mut with_port_in = line;
    for (name, value) in [
        ("numberToPort", "5550100000"),
        ("oldCarrier", "Example Carrier"),
        ("oldCarrierAccountNumber", "123456789"),
        ("password", "0000"),
        ("oldZip", "38655"),
    ] {
        with_port_in[name] = json!(value);
    }
    assert_eq!(order["lines"], json!([with_port_in]));
}

#[tokio::test]
async fn an_order_of_esims_has_no_shipment_and_the_word_for_a_card_can_be_another() {
    let server = Server::start([Reply::empty(200)]).await;
    let findings = Findings { card_in_orders: CardWord::Psim, access_key_body: false, ..Findings::default() };
    let reach = client(&server.url()).with_findings(findings);
    let seen = sent(&server, reach.quote_order(&order())).await;
    assert_eq!(body(&seen)["lines"][0]["simType"], "PSIM");
    CONTRACT.check_request("quotePurchase", &seen);
    let mut esims = order();
    esims.lines[0].esim = true;
    esims.account.shipment = None;
    let seen = sent(&server, reach.quote_order(&esims)).await;
    assert_eq!(body(&seen)["accountInfo"]["shipmentType"], Value::Null);
    assert_eq!(body(&seen)["lines"][0]["simType"], "ESIM");
    CONTRACT.check_request("quotePurchase", &seen);
    assert!(sent(&server, reach.generate_access_key(ticket())).await.body.is_empty());
}

#[tokio::test]
async fn a_kind_of_sim_is_spelled_as_each_endpoint_wants_it() {
    let server = Server::start([Reply::empty(200)]).await;
    let reach = client(&server.url());
    let seen = sent(&server, reach.swap_sim(&customer(), &iccid(), false, ticket())).await;
    assert_eq!(body(&seen), json!({"customerId": "CUST-1", "newIccId": "89010000000000000000", "simType": "PSIM"}));
    let seen = sent(&server, reach.swap_sim_verified(&swap(esim()), ticket())).await;
    let wanted = json!({"customerId": "CUST-1", "otp": "000000", "imei": "490154203237518", "simType": "ESIM"});
    assert_eq!(body(&seen), wanted);
    let seen = sent(&server, reach.activate(&activation(card_sim(), None), ticket())).await;
    assert_eq!(body(&seen), json!({"customerId": "CUST-1", "iccId": "89010000000000000000", "esim": false}));
    let seen = sent(&server, reach.activate(&activation(esim(), None), ticket())).await;
    assert_eq!(body(&seen), json!({"customerId": "CUST-1", "imei": "490154203237518", "esim": true}));
}

#[tokio::test]
async fn the_two_uses_of_a_card_never_mix() {
    let server = Server::start([Reply::empty(200)]).await;
    let reach = client(&server.url());
    let seen = sent(&server, reach.make_card_default(&card(), ticket())).await;
    assert_eq!(seen.target, "/apisvc/v0/account/card?id=00000000-0000-4000-8000-000000000001&default=true");
    assert!(seen.body.is_empty());
    let edit = CardEdit { expiry_month: Some(1), ..CardEdit::default() };
    let seen = sent(&server, reach.edit_card(&customer(), &card(), edit, ticket())).await;
    assert_eq!(seen.target, "/apisvc/v0/account/card");
    let wanted = json!({"customerId": "CUST-1", "uuid": "00000000-0000-4000-8000-000000000001", "expiryMonth": "01"});
    assert_eq!(body(&seen), wanted);
}

#[tokio::test]
async fn a_port_in_is_mended_with_what_each_way_needs() {
    let server = Server::start([Reply::empty(200)]).await;
    let reach = client(&server.url());
    for (fix, wanted) in [
        (PortFix::Pin(Pac::new("7".to_owned())), json!({"type": "UPDATE_PIN", "password": "7"})),
        (PortFix::AccountNumber("8".to_owned()), json!({"type": "UPDATE_ACCOUNT", "oldCarrierAccountNumber": "8"})),
        (PortFix::Zip("38655".to_owned()), json!({"type": "UPDATE_ZIP", "oldZip": "38655"})),
        (PortFix::Resubmit, json!({"type": "RESUBMIT_PORT"})),
        (PortFix::Cancel, json!({"type": "CANCEL_PORT"})),
        (PortFix::CancelAndNew, json!({"type": "CANCEL_AND_NEW"})),
    ] {
        let mut wanted = wanted;
        wanted["customerId"] = json!("CUST-1");
        let seen = sent(&server, reach.fix_port_in(&customer(), None, &fix, ticket())).await;
        assert_eq!(body(&seen), wanted);
        CONTRACT.check_request("updatePortIn", &seen);
    }
}

#[tokio::test]
async fn every_reason_of_a_cut_off_goes_with_its_direction() {
    let server = Server::start([Reply::empty(200)]).await;
    let reach = client(&server.url());
    for (cutoff, on, word) in [
        (DataCutoff::On(CutoffReason::Overuse), true, "OVERUSE"),
        (DataCutoff::On(CutoffReason::BillDue), true, "BILLDUE"),
        (DataCutoff::On(CutoffReason::CustomerRequest), true, "CUSTOMER_REQUEST"),
        (DataCutoff::On(CutoffReason::Other), true, "OTHER"),
        (DataCutoff::Off(RestoreReason::BillPaid), false, "BILLPAID"),
        (DataCutoff::Off(RestoreReason::CustomerRequest), false, "CUSTOMER_REQUEST"),
        (DataCutoff::Off(RestoreReason::Other), false, "OTHER"),
    ] {
        let seen = sent(&server, reach.set_data_cutoff(&customer(), cutoff, ticket())).await;
        assert_eq!(body(&seen), json!({"feature": "DATA_CUTOFF", "enable": on, "reason": word}));
        CONTRACT.check_request("manageDataCutoff", &seen);
    }
}

#[tokio::test]
async fn references_are_encoded_and_never_trimmed() {
    let server = Server::start([Reply::empty(200)]).await;
    let reach = client(&server.url());
    let seen = sent(&server, reach.purchase_status(&PurchaseId::new("a/b ?#1"))).await;
    assert_eq!(seen.target, "/apisvc/v0/product/status/a%2Fb%20%3F%231");
    let order = PlanChangeOrder { plan: ServiceCode::new(" Unlimited Plus "), ..plan_change() };
    assert_eq!(body(&sent(&server, reach.estimate_plan_change(&order)).await)["planId"], " Unlimited Plus ");
}

#[tokio::test]
async fn what_does_not_fit_the_contract_is_not_sent() {
    let server = Server::start([Reply::empty(200)]).await;
    let reach = client(&server.url());
    let one = dollars("1");
    let nobody = CustomerId::new(" ");
    let with = |change: fn(&mut providers::reach::NewOrder)| {
        let mut order = order();
        change(&mut order);
        order
    };
    let uk = Msisdn::parse("+447700900123", Region::Us).unwrap();
    let mut query = coverage();
    query.state = "Ms".to_owned();
    let mut carrierless = port_in();
    carrierless.carrier = String::new();
    let mut coded = swap(esim());
    coded.code = OneTimeCode::new("12".to_owned());
    let downgrade = PlanChangeOrder { upgrade: false, ..plan_change() };
    let zipped = PortFix::Zip("1".to_owned());
    let two = with(|order| order.lines.push(order.lines[0].clone()));
    let errors = [
        (reach.check_coverage(&query).await.err(), "state"),
        (reach.validate_zip("3865").await.err(), "zipCode"),
        (reach.quote_order(&with(|order| order.account.email = "a b@c".to_owned())).await.err(), "accountInfo.email"),
        (reach.quote_order(&with(|order| order.landing_page = "http://x".to_owned())).await.err(), "redirectUrl"),
        (reach.quote_order(&with(|order| order.primary = 1)).await.err(), "lines"),
        (reach.quote_order(&with(|order| order.account.shipment = None)).await.err(), "accountInfo.shipmentType"),
        (
            reach.quote_order(&with(|order| order.account.billing.zip = "x".to_owned())).await.err(),
            "accountInfo.addresses.billing.zip",
        ),
        (reach.quote_order(&two).await.err(), "lines[1].firstName"),
        (reach.submit_order(&order(), &dollars("-1"), ticket()).await.err(), "collection"),
        (reach.submit_renewal(&renewal_without_lines(), &one, ticket()).await.err(), "lines"),
        (reach.add_card_link(&customer(), "http://brand.example", ticket()).await.err(), "redirectUrl"),
        (reach.edit_card(&customer(), &card(), CardEdit::default(), ticket()).await.err(), "expiryMonth"),
        (reach.edit_card(&customer(), &card(), month(13), ticket()).await.err(), "expiryMonth"),
        (reach.activate(&activation(esim(), Some(carrierless)), ticket()).await.err(), "oldCarrier"),
        (reach.check_port_in(&uk).await.err(), "mdn"),
        (reach.fix_port_in(&customer(), None, &zipped, ticket()).await.err(), "oldZip"),
        (reach.fix_port_in(&customer(), Some(&uk), &PortFix::Cancel, ticket()).await.err(), "numberToPort"),
        (reach.send_sms(&customer(), " ", ticket()).await.err(), "message"),
        (reach.customer_info(&nobody).await.err(), "customerId"),
        (reach.suspend(&nobody, ticket()).await.err(), "customerId"),
        (reach.edit_account(&customer(), &AccountEdit::default(), ticket()).await.err(), "firstName"),
        (reach.reset_voicemail_pin(&customer(), Some(&Pin::new("12".to_owned())), ticket()).await.err(), "password"),
        (reach.swap_primary(&customer(), &customer(), ticket()).await.err(), "secondaryCustomerId"),
        (reach.swap_number(&customer(), Some("abc"), ticket()).await.err(), "zipCode"),
        (reach.submit_plan_change(&downgrade, ticket()).await.err(), "immediateEffect"),
        (reach.roaming_packs(&customer(), &[]).await.err(), "countries"),
        (reach.swap_sim_verified(&coded, ticket()).await.err(), "otp"),
        (reach.purchase_status(&PurchaseId::new("..")).await.err(), "transactionId"),
        (reach.shipment(&CustomerId::new("")).await.err(), "customerId"),
    ];
    for (error, field) in errors {
        let error = error.unwrap_or_else(|| panic!("{field} was taken"));
        assert_eq!((error.code(), error.delivery), (ErrorCode::InvalidInput, Delivery::NotDelivered), "{field}");
        assert_eq!(error.problem.field.as_deref(), Some(field));
    }
    assert_eq!(server.take_seen().len(), 0);
}

fn renewal_without_lines() -> providers::reach::Renewal {
    let mut renewal = renewal();
    renewal.lines.clear();
    renewal
}

fn month(month: u8) -> CardEdit {
    CardEdit { expiry_month: Some(month), ..CardEdit::default() }
}
