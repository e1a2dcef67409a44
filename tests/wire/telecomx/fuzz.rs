//! Anything at all as an answer, through the socket and every call: an error or a success, never a panic, and never a
//! word of it in the error's own message.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::Value;

use super::cases::CASES;
use super::client;
use super::inputs::ID;
use crate::arbitrary;
use crate::server::{Reply, Server};

fn any_body() -> impl Strategy<Value = Vec<u8>> {
    let names = [
        "_id",
        "success",
        "error",
        "errors",
        "code",
        "path",
        "message",
        "total",
        "offset",
        "limit",
        "mvnoAccounts",
        "results",
        "customers",
        "portings",
        "sims",
        "number",
        "state",
        "feature",
        "data",
        "mvnoSim",
        "simNumber",
        "puk1",
        "pin1",
        "activationCode",
        "info",
        "updating",
        "status",
        "stage",
        "date",
        "portingType",
        "customer",
        "ratePlan",
        "document",
        "token",
        "recipients",
        "cdr",
        "mvnoData",
        "score",
        "type",
        "addresses",
        "finance",
    ];
    let values = [
        Value::from(ID),
        Value::from("+4581808888"),
        Value::from("89450201846212345671"),
        Value::from("LPA:1$rsp.example.com$A"),
        Value::from("2025-01-01T00:00:00.000Z"),
    ];
    arbitrary::bodies(names, values)
}

#[test]
fn any_answer_to_any_call_ends_well() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let (server, telecomx) = runtime.block_on(async {
        let server = Server::start([Reply::empty(200)]).await;
        let telecomx = client(&server.url());
        (server, telecomx)
    });
    let mut runner = TestRunner::new(Config { cases: 48, failure_persistence: None, ..Config::default() });
    let statuses = proptest::sample::select(vec![200_u16, 200, 200, 201, 400, 404, 409, 422]);
    runner
        .run(&(statuses, any_body()), |(status, body)| {
            server.answer([Reply::bytes(status, body.clone())]);
            for case in &CASES {
                let outcome = runtime.block_on((case.run)(&telecomx));
                let asked = server.take_seen().len();
                prop_assert_eq!(asked, 1, "{} was sent more than once", case.id);
                if let Err(error) = outcome {
                    prop_assert_eq!(error.status, Some(status), "{}", case.id);
                    let words = error.problem.provider_words.unwrap_or_default();
                    prop_assert!(words.chars().count() <= 300);
                    prop_assert!(!words.contains("LPA:1$") && !words.contains("4581808888"));
                }
            }
            Ok(())
        })
        .unwrap();
}
