//! Anything at all as an answer, through the socket and every call: an error or a success, never a panic, and never a
//! word of it in the error's own message.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::Value;

use super::cases::CASES;
use super::client;
use super::inputs::ID;
use crate::server::{Reply, Server};

fn any_json() -> impl Strategy<Value = Value> {
    let names = vec![
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
    let key = prop_oneof![4 => proptest::sample::select(names).prop_map(str::to_owned), 1 => ".{0,5}"];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
        Just(Value::from(ID)),
        Just(Value::from("+4581808888")),
        Just(Value::from("89450201846212345671")),
        Just(Value::from("LPA:1$rsp.example.com$A")),
        Just(Value::from("2025-01-01T00:00:00.000Z")),
    ];
    leaf.prop_recursive(4, 32, 6, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::vec((key.clone(), inner), 0..6)
                .prop_map(|pairs| Value::Object(pairs.into_iter().collect())),
        ]
    })
}

fn any_body() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        3 => any_json().prop_map(|value| value.to_string().into_bytes()),
        1 => proptest::collection::vec(any::<u8>(), 0..80),
        1 => (any_json(), 0..60_usize).prop_map(|(value, cut)| value.to_string().into_bytes().into_iter().take(cut).collect()),
    ]
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
