//! Answers in the odd shapes the contract warns of, read through the whole client.

use std::collections::BTreeMap;

use domain::line::{LineStage, SimKind};
use domain::port::PortState;
use domain::problem::ErrorCode;
use domain::provider::Evidence;
use providers::reach::{
    ActivationStage, Findings, PlanChangeId, PlanChangeStage, PurchaseId, PurchaseStage, Reach, SimMode, SimSwapId,
};
use providers::{Answer, Delivery, Lines, Provider as _, RemoteSearch};
use serde_json::{Value, json};

use super::cases::{bill, card, coverage, customer, group, iccid, imei, number, order, plan, plan_change};
use super::client;
use crate::onsim::{NOW, ticket};
use crate::server::{Reply, Server};

async fn answering(body: &Value) -> (Server, Reach) {
    let server = Server::start([Reply::json(200, body)]).await;
    let reach = client(&server.url());
    (server, reach)
}

fn code_of<T>(answer: Answer<T>) -> (ErrorCode, Delivery) {
    answer.err().map(|error| (error.code(), error.delivery)).unwrap()
}

const UNREADABLE: (ErrorCode, Delivery) = (ErrorCode::UnreadableAnswer, Delivery::Answered);

#[tokio::test]
async fn a_record_becomes_a_line_in_both_envelopes_and_with_texts_for_numbers() {
    let full = json!({
        "status": 2, "reachPlanId": " Plan A", "customerId": "CUST-1", "clientAccountId": "brand-1", "groupId": "GRP-1",
        "iccId": "89010000000000000000", "imei": "490154203237518", "mobileNo": 5_550_100_000_u64, "esim": "true",
        "firstName": "Ann", "lastName": "Test", "email": "ann@example.test", "odd": {"x": 1.50}, "voicemailPin": "0000",
    });
    let mut texts = full.clone();
    texts["status"] = json!("2");
    for body in [full.clone(), json!({"status": "SUCCESS", "data": texts}), json!({"data": [full]})] {
        let (_server, reach) = answering(&body).await;
        let info = reach.customer_info(&customer()).await.unwrap_or_else(|error| panic!("{body}: {error:?}"));
        let line = &info.line;
        assert_eq!((line.key.id.as_str(), line.key.connection.0.as_str(), line.read_at), ("CUST-1", "c1", NOW));
        assert_eq!((line.state.stage, line.state.raw.as_deref()), (LineStage::Active, Some("2")));
        assert_eq!(line.number.as_ref().unwrap().digits(), "15550100000");
        assert_eq!((line.sim.kind, line.evidence), (SimKind::Esim, Evidence::Documented));
        assert_eq!(line.sim.iccid, Some(iccid()));
        assert_eq!(line.customer.name.as_deref(), Some("Ann Test"));
        assert_eq!(info.plan.as_ref().unwrap().as_str(), " Plan A");
        assert_eq!((info.group, info.imei), (Some(group()), Some(imei())));
        let raw: Vec<_> = line.unmapped.iter().map(|field| (field.name.as_str(), field.value.as_str())).collect();
        assert_eq!(raw, [("odd.x", "1.5"), ("voicemailPin", "(hidden)")]);
    }
}

#[tokio::test]
async fn codes_that_are_not_documented_are_shown_and_can_be_learnt() {
    let (server, reach) = answering(&json!({"data": {"status": 5}})).await;
    let line = Lines::read(&reach, "CUST-1").await.unwrap();
    assert_eq!((line.state.stage, line.state.raw.as_deref()), (LineStage::Unknown, Some("5")));
    assert_eq!((line.sim.kind, line.number, line.plan), (SimKind::Unknown, None, None));
    let stages = BTreeMap::from([("5".to_owned(), LineStage::Suspended)]);
    let reach = client(&server.url()).with_findings(Findings { stages, ..Findings::default() });
    assert_eq!(Lines::read(&reach, "CUST-1").await.unwrap().state.stage, LineStage::Suspended);
}

#[tokio::test]
async fn no_record_and_another_customers_record_are_no_line() {
    for (body, expected) in [
        (json!({"data": {"status": 2, "customerId": "CUST-2"}}), UNREADABLE),
        (json!({"status": "SUCCESS", "message": "ok"}), UNREADABLE),
        (json!({"status": "SUCCESS", "data": []}), UNREADABLE),
        (json!({"status": "SUCCESS", "data": null}), UNREADABLE),
        (json!({}), UNREADABLE),
        (json!(2), UNREADABLE),
        (json!({"status": "FAILED", "message": "no such customer"}), (ErrorCode::Refused, Delivery::Answered)),
    ] {
        let (_server, reach) = answering(&body).await;
        assert_eq!(code_of(reach.customer_info(&customer()).await), expected, "{body}");
    }
}

#[tokio::test]
async fn a_purchase_keeps_its_own_status_apart_from_the_envelopes() {
    let id = PurchaseId::new("TXN-1");
    for (word, stage, last) in [
        ("PAYMENT_PENDING", PurchaseStage::PaymentPending, false),
        ("PAYMENT_PROCESSING", PurchaseStage::PaymentProcessing, false),
        ("COMPLETED", PurchaseStage::Completed, true),
        ("DONE", PurchaseStage::Completed, true),
        ("FAILED", PurchaseStage::Failed, true),
        ("PENDING", PurchaseStage::InProgress, false),
        ("PARKED", PurchaseStage::Unknown, false),
    ] {
        let own = json!({"status": word, "paymentStatus": "SUCCESS", "customerId": "CUST-1"});
        for body in [json!({"status": "SUCCESS", "data": own}), json!({"data": own}), own.clone()] {
            let (_server, reach) = answering(&body).await;
            let status = reach.purchase_status(&id).await.unwrap_or_else(|error| panic!("{body}: {error:?}"));
            assert_eq!((status.stage, status.stage.is_final(), status.raw_stage.as_str()), (stage, last, word));
            assert_eq!(status.customer, Some(customer()));
        }
    }
    // An envelope that failed must not pass for a purchase that failed: that would lead to a second order.
    let (_server, reach) = answering(&json!({"status": "FAILED", "message": "try later"})).await;
    assert_eq!(code_of(reach.purchase_status(&id).await), (ErrorCode::Refused, Delivery::Answered));
}

#[tokio::test]
async fn only_the_address_says_that_a_page_is_ready() {
    let read = async |link: Value| {
        let (_server, reach) = answering(&json!({"data": {"status": "PAYMENT_PENDING", "link": link}})).await;
        reach.purchase_status(&PurchaseId::new("TXN-1")).await.unwrap()
    };
    let ready = read(json!({"url": "https://pay.example/s", "type": 0, "expireDate": 1_767_225_600_000_i64})).await;
    let link = ready.link.unwrap();
    assert_eq!(link.url.expose(), "https://pay.example/s");
    assert_eq!(link.expires.unwrap().iso.as_deref(), Some("2026-01-01T00:00:00Z"));
    for nothing in [json!({"type": 1}), json!({"url": ""}), json!(null), json!({"url": null})] {
        assert!(read(nothing).await.link.is_none());
    }
}

#[tokio::test]
async fn an_order_without_a_reference_is_of_unknown_outcome() {
    for body in [json!({"status": "SUCCESS", "message": "ok"}), json!({"data": {"clientAccountId": "x"}}), json!([])] {
        let (_server, reach) = answering(&body).await;
        let outcome = reach.submit_order(&order(), &super::cases::dollars("42.5"), ticket()).await;
        assert_eq!(code_of(outcome), (ErrorCode::OutcomeUnknown, Delivery::Unsure), "{body}");
    }
    let (_server, reach) = answering(&json!({"data": {"transactionId": 77, "clientAccountId": "brand-0001"}})).await;
    let receipt = reach.submit_order(&order(), &super::cases::dollars("42.5"), ticket()).await.unwrap();
    assert_eq!((receipt.purchase.as_str(), receipt.reference.unwrap().as_str()), ("77", "brand-0001"));
}

#[tokio::test]
async fn a_quote_without_a_total_is_none() {
    for body in
        [json!({"oneTimeCharge": {"tax": 1}}), json!({"oneTimeCharge": {"totalOneTimeCost": "a lot"}}), json!({})]
    {
        let (_server, reach) = answering(&body).await;
        assert_eq!(code_of(reach.quote_order(&order()).await), UNREADABLE, "{body}");
    }
}

#[tokio::test]
async fn coverage_is_read_flat_and_under_a_carrier() {
    let inner = json!({"brandCoverage": "true", "signal5g": "GOOD", "coverageStrength4G": "FAIR"});
    for body in [
        json!({"data": inner}),
        inner.clone(),
        json!({"data": {"mno_X": inner, "other": {"a": 1}}}),
        json!({"mno_X": inner}),
    ] {
        let (_server, reach) = answering(&body).await;
        let found = reach.check_coverage(&coverage()).await.unwrap_or_else(|error| panic!("{body}: {error:?}"));
        assert_eq!((found.covered, found.strength_5g.as_deref()), (Some(true), Some("GOOD")));
        assert_eq!(found.strength_4g.as_deref(), Some("FAIR"));
        assert_eq!(found.raw.iter().any(|field| field.name == "carrier"), body.to_string().contains("mno_X"));
    }
    for body in [json!({"data": {"mno_X": {"a": 1}}}), json!({"status": "SUCCESS"}), json!([])] {
        let (_server, reach) = answering(&body).await;
        assert_eq!(code_of(reach.check_coverage(&coverage()).await), UNREADABLE, "{body}");
    }
}

#[tokio::test]
async fn a_device_says_which_sim_it_takes_and_na_means_nothing() {
    let (_server, reach) =
        answering(&json!({"isValid": true, "mode": "both", "isLocked": "NA", "refNumbers": [1], "errorText": ""}))
            .await;
    let device = reach.validate_imei(&imei()).await.unwrap();
    assert_eq!((device.valid, device.mode, device.locked, device.error), (Some(true), Some(SimMode::Both), None, None));
    let (_server, reach) = answering(&json!({"isValid": false, "mode": "USIM"})).await;
    let device = reach.validate_imei(&imei()).await.unwrap();
    assert_eq!((device.valid, device.mode, device.raw_mode.as_deref()), (Some(false), None, Some("USIM")));
}

#[tokio::test]
async fn activation_codes_are_read_and_unknown_ones_are_shown() {
    for (code, stage, port) in [
        (json!(0), ActivationStage::Inactive, None),
        (json!("1"), ActivationStage::InProgress, None),
        (json!(2), ActivationStage::Active, None),
        (json!(8), ActivationStage::Failed, None),
        (json!("9"), ActivationStage::PortingIn, Some(PortState::Submitted)),
        (json!(10), ActivationStage::PortingFailed, Some(PortState::ActionNeeded)),
        (json!(11), ActivationStage::PortCancelled, Some(PortState::Cancelled)),
        (json!(5), ActivationStage::Unknown, None),
    ] {
        let (_server, reach) =
            answering(&json!({"status": "SUCCESS", "data": {"status": code, "mobileNo": "5550100000"}})).await;
        let status = reach.activation_status(&customer()).await.unwrap();
        assert_eq!((status.stage, status.number), (stage, Some(number())), "{code}");
        let found = reach.port_in_of(&customer()).await.unwrap();
        assert_eq!(found.map(|port| port.state), port, "{code}");
    }
}

#[tokio::test]
async fn plans_keep_their_codes_and_name_their_targets() {
    let plans = json!([
        {"serviceCode": "PLAN-CODE-1", "baseLinePrice": "25.00", "upGradableTo": ["B "], "downGradableTo": [{"serviceCode": "C"}, "D"]},
        {"serviceCode": "B ", "displayName": "Big"},
    ]);
    for body in [json!({"data": plans}), plans.clone(), json!({"data": {"plans": plans}})] {
        let (_server, reach) = answering(&body).await;
        let targets = reach.plan_targets(&plan()).await.unwrap();
        let told: Vec<_> =
            targets.iter().map(|to| (to.option.code.as_str(), to.option.name.as_str(), to.upgrade)).collect();
        assert_eq!(told, [("B ", "Big", true), ("C", "C", false), ("D", "D", false)]);
        assert_eq!(reach.plans(None).await.unwrap()[0].price.as_ref().unwrap().cents(), Some(2500));
    }
    let (_server, reach) = answering(&json!([])).await;
    assert_eq!(code_of(reach.plan_targets(&plan()).await), (ErrorCode::NotFound, Delivery::Answered));
}

#[tokio::test]
async fn a_list_is_empty_only_when_it_says_so() {
    for body in
        [json!([]), json!({"data": []}), json!({"data": {"bills": []}}), json!({"status": "SUCCESS", "data": {}})]
    {
        let (_server, reach) = answering(&body).await;
        assert_eq!(reach.bills(&customer()).await.unwrap(), [], "{body}");
    }
    for body in [json!({"message": "no bills"}), json!("none"), json!({"data": [1]}), json!({"data": {"x": 1}})] {
        let (_server, reach) = answering(&body).await;
        assert_eq!(code_of(reach.bills(&customer()).await), UNREADABLE, "{body}");
    }
    let (_server, reach) = answering(&json!({"data": {"billId": 7, "amount": "27.50", "status": "DUE"}})).await;
    let bills = reach.bills(&customer()).await.unwrap();
    assert_eq!((bills.len(), bills[0].id.as_ref().unwrap().as_str()), (1, "7"));
    assert_eq!(bills[0].amount.as_ref().unwrap().text(), "27.50");
}

#[tokio::test]
async fn a_card_number_is_never_shown() {
    let body = json!({"data": [{"uuid": card().as_str(), "isDefault": "true", "number": "4111 1111 1111 1111", "lastFour": "1111", "pan": 4_111_111_111_111_111_u64}]});
    let (_server, reach) = answering(&body).await;
    let cards = reach.cards(&customer()).await.unwrap();
    assert_eq!(
        (cards[0].id.as_ref(), cards[0].is_default, cards[0].last_four.as_deref()),
        (Some(&card()), Some(true), Some("1111"))
    );
    assert!(cards[0].raw.iter().all(|field| field.value == "(hidden)"));
}

#[tokio::test]
async fn a_plan_change_is_followed_by_its_own_reference_where_there_is_one() {
    let (_server, reach) = answering(&json!({"status": "SUCCESS", "data": {"txnId": "PC-1"}})).await;
    let receipt = reach.submit_plan_change(&plan_change(), ticket()).await.unwrap();
    assert_eq!(receipt.change, Some(PlanChangeId::new("PC-1")));
    let (_server, reach) = answering(&json!({"status": "SUCCESS", "message": "scheduled"})).await;
    let receipt = reach.submit_plan_change(&plan_change(), ticket()).await.unwrap();
    assert_eq!((receipt.change, receipt.message.as_deref()), (None, Some("scheduled")));
    for (body, stage) in [
        (json!({"status": "COMPLETED"}), PlanChangeStage::Completed),
        (json!({"status": "FAILED", "message": "no"}), PlanChangeStage::Failed),
        (json!({"status": "SUCCESS", "data": {"status": "QUEUED"}}), PlanChangeStage::InProgress),
    ] {
        let (_server, reach) = answering(&body).await;
        assert_eq!(reach.plan_change_status(&PlanChangeId::new("PC-1")).await.unwrap().stage, stage, "{body}");
    }
}

#[tokio::test]
async fn progress_is_shown_as_it_came() {
    for (body, word) in [
        (json!({"status": "IN_PROGRESS"}), "IN_PROGRESS"),
        (json!({"data": {"status": 3}}), "3"),
        (json!([{"state": "x"}]), "x"),
    ] {
        let (_server, reach) = answering(&body).await;
        assert_eq!(reach.swap_status(&SimSwapId::new("SWAP-1")).await.unwrap().raw_stage, word);
        assert_eq!(reach.reset_status(&customer()).await.unwrap().raw_stage, word);
    }
}

#[tokio::test]
async fn a_swap_gives_a_reference_or_none_and_202_runs_on() {
    let server = Server::start([Reply::json(202, &json!({"data": {"id": "SWAP-1", "x": [1]}}))]).await;
    let reach = client(&server.url());
    let receipt = reach.swap_sim(&customer(), &iccid(), true, ticket()).await.unwrap();
    assert_eq!((receipt.in_background, receipt.swap), (true, Some(SimSwapId::new("SWAP-1"))));
    assert_eq!(receipt.raw[0].name, "x[0]");
    server.answer([Reply::empty(200)]);
    let receipt = reach.send_swap_code(&customer(), ticket()).await.unwrap();
    assert_eq!((receipt.in_background, receipt.swap, receipt.raw.len()), (false, None, 0));
}

#[tokio::test]
async fn an_invoices_address_is_found_under_likely_names_and_only_if_secure() {
    let read = async |body: Value| {
        let (_server, reach) = answering(&body).await;
        reach.invoice_link(&customer(), &bill()).await.map(|link| link.url.expose().to_owned())
    };
    for body in [
        json!({"url": "https://f.example/i"}),
        json!({"data": {"link": {"url": "https://f.example/i"}}}),
        json!({"pdfUrl": "https://f.example/i"}),
    ] {
        assert_eq!(read(body).await.unwrap(), "https://f.example/i");
    }
    for body in [json!({"url": "http://f.example/i"}), json!({"data": {"link": {}}}), json!({"x": "https://f.example"})]
    {
        assert_eq!(code_of(read(body).await), UNREADABLE);
    }
}

#[tokio::test]
async fn a_search_asks_for_one_customer_id_and_nothing_else() {
    let (server, reach) = answering(&json!({"data": {"status": 2, "customerId": "CUST-1"}})).await;
    assert_eq!(reach.not_asked("CUST-1"), None);
    assert_eq!(reach.search("CUST-1").await.unwrap().lines.len(), 1);
    let targets: Vec<_> = server.take_seen().into_iter().map(|seen| seen.target).collect();
    assert_eq!(targets, ["/apisvc/v0/customerinfo?customerId=CUST-1"]);

    for text in ["Nadia Byrne", "5550100000", "ann@example.test"] {
        assert!(reach.not_asked(text).unwrap().starts_with("Reach can be asked for a customer id only;"), "{text}");
        assert!(reach.search(text).await.unwrap().lines.is_empty(), "{text}");
    }
    assert!(server.take_seen().is_empty());

    server.answer([Reply::empty(404)]);
    assert!(reach.search("CUST-9").await.unwrap().lines.is_empty());
    server.answer([Reply::empty(401)]);
    assert_eq!(code_of(reach.search("CUST-1").await).0, ErrorCode::CredentialsRefused);
}

#[tokio::test]
async fn a_customer_that_is_read_or_bought_is_seen_once_for_the_directory() {
    let record = json!({"data": {"status": 2, "customerId": "CUST-1", "clientAccountId": "B-1", "firstName": "Nan"}});
    let (server, reach) = answering(&record).await;
    let keeper = reach.keeps_directory().unwrap();
    Lines::read(&reach, "CUST-1").await.unwrap();
    Lines::read(&reach, "CUST-1").await.unwrap();
    let bought = json!({"data": {"status": "COMPLETED", "customerId": "CUST-2", "clientAccountId": "B-2"}});
    server.answer([Reply::json(200, &bought)]);
    reach.purchase_status(&PurchaseId::new("TXN-1")).await.unwrap();
    server.answer([Reply::json(200, &json!({"data": {"status": "PROCESSING"}}))]);
    reach.purchase_status(&PurchaseId::new("TXN-2")).await.unwrap();
    let seen: Vec<_> = keeper.take_seen().into_iter().map(|row| (row.id, row.reference, row.name)).collect();
    let own = |text: &str| Some(text.to_owned());
    assert_eq!(seen, [("CUST-1".to_owned(), own("B-1"), own("Nan")), ("CUST-2".to_owned(), own("B-2"), None)]);
    assert!(keeper.take_seen().is_empty());
}
