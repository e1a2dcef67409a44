//! Anything at all as an answer, through the socket and every call: an error or a success, never a panic, and never a
//! word of it in the error's own message.

use proptest::prelude::*;
use serde_json::Value;

use super::CALLS;
use super::cases::MSN;
use crate::arbitrary;

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
    // `paging` is not among the names, so that no answer asks for a second page.
    let statuses = vec![200, 200, 200, 201, 400, 409, 422];
    CALLS.survive(96, statuses, any_body(), |message, words| {
        message.contains(MSN) || words.contains("LPA:1$") || words.contains(MSN)
    });
}
