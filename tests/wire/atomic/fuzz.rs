//! Anything at all as an answer, through the socket and every call: an error or a success, never a panic, and never a
//! word of it in the error's own message.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::Value;

use super::cases::{CASES, MSN};
use super::client;
use crate::arbitrary;
use crate::server::{Reply, Server};

fn any_body() -> impl Strategy<Value = Vec<u8>> {
    let names = [
        "msn",
        "customer_id",
        "customer_name",
        "service_plan_id",
        "plan_id",
        "plan_name",
        "plan_type",
        "sim_number",
        "account",
        "status",
        "datapool",
        "created_date",
        "delete_date",
        "data",
        "items",
        "result",
        "Sender",
        "message_id",
        "registration_id",
        "brand_name",
        "message",
        "error",
        "errors",
        "detail",
        "field",
        "success",
    ];
    let values = [
        Value::from(MSN),
        Value::from("success"),
        Value::from("eSIM"),
        Value::from("2025-04-30 07:17:56"),
        Value::from("LPA:1$rsp.example.com$A"),
    ];
    arbitrary::bodies(names, values)
}

#[test]
fn any_answer_to_any_call_ends_well() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let (server, atomic) = runtime.block_on(async {
        let server = Server::start([Reply::empty(200)]).await;
        let atomic = client(&server.url());
        (server, atomic)
    });
    let mut runner = TestRunner::new(Config { cases: 96, failure_persistence: None, ..Config::default() });
    let statuses = proptest::sample::select(vec![200_u16, 200, 200, 201, 400, 409, 422]);
    runner
        .run(&(statuses, any_body()), |(status, body)| {
            server.answer([Reply::bytes(status, body.clone())]);
            for case in &CASES {
                let outcome = runtime.block_on((case.run)(&atomic));
                let asked = server.take_seen().len();
                // `paging` is not among the names, so that no answer asks for a second page.
                prop_assert_eq!(asked, 1, "{} was sent more than once", case.id);
                if let Err(error) = outcome {
                    prop_assert_eq!(error.status, Some(status), "{}", case.id);
                    prop_assert!(!error.problem.message.contains(MSN));
                    let words = error.problem.provider_words.unwrap_or_default();
                    prop_assert!(words.chars().count() <= 300);
                    prop_assert!(!words.contains("LPA:1$") && !words.contains(MSN));
                }
            }
            Ok(())
        })
        .unwrap();
}
