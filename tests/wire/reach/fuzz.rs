//! Anything at all as an answer, through the socket and every call: an error or a success, never a panic, and never a
//! word of it in the error's own message.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::Value;

use super::cases::calls;
use super::desk;
use crate::arbitrary;
use crate::server::{Reply, Server};

fn any_body() -> impl Strategy<Value = Vec<u8>> {
    let names = [
        "status",
        "message",
        "data",
        "meta",
        "error",
        "errorMessage",
        "Message",
        "customerId",
        "clientAccountId",
        "transactionId",
        "txnId",
        "id",
        "link",
        "url",
        "oneTimeCharge",
        "totalOneTimeCost",
        "plans",
        "serviceCode",
        "upGradableTo",
        "brandCoverage",
        "isValid",
        "mode",
        "mobileNo",
        "iccId",
        "imei",
        "esim",
        "reachPlanId",
        "billId",
        "amount",
        "uuid",
        "isDefault",
        "isPortValidate",
        "packId",
        "accountAccessKeyId",
        "accountAccessSecreteKey",
        "expireDate",
    ];
    let values = [
        Value::from("SUCCESS"),
        Value::from("FAILED"),
        Value::from("CUST-1"),
        Value::from("5550100881"),
        Value::from("89010000000000000000"),
        Value::from("https://pay.example/canary"),
        Value::from(42.5),
    ];
    arbitrary::bodies(names, values)
}

#[test]
fn any_answer_to_any_call_ends_well() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let (server, desk) = runtime.block_on(async {
        let server = Server::start([Reply::empty(200)]).await;
        let desk = desk(&server.url());
        (server, desk)
    });
    let mut runner = TestRunner::new(Config { cases: 64, failure_persistence: None, ..Config::default() });
    let statuses = proptest::sample::select(vec![200_u16, 200, 200, 202, 400, 403, 409]);
    runner
        .run(&(statuses, any_body()), |(status, body)| {
            server.answer([Reply::bytes(status, body.clone())]);
            for case in calls() {
                let outcome = runtime.block_on((case.run)(&desk));
                let asked = server.take_seen().len();
                prop_assert_eq!(asked, 1, "{} was sent more than once", case.id);
                if let Err(error) = outcome {
                    prop_assert_eq!(error.status, Some(status), "{}", case.id);
                    prop_assert!(
                        !error.problem.message.contains("canary") && !error.problem.message.contains("CUST-1")
                    );
                    let words = error.problem.provider_words.unwrap_or_default();
                    prop_assert!(words.chars().count() <= 300 && !words.contains("5550100881"));
                }
            }
            Ok(())
        })
        .unwrap();
}
