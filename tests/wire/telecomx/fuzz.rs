//! Anything at all as an answer, through the socket and every call: an error or a success, never a panic, and never a
//! word of it in the error's own message.

use proptest::prelude::*;
use serde_json::Value;

use super::CALLS;
use super::inputs::ID;
use crate::arbitrary;

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
    let statuses = vec![200, 200, 200, 201, 400, 404, 409, 422];
    CALLS.survive(48, statuses, any_body(), |_, words| words.contains("LPA:1$") || words.contains("4581808888"));
}
