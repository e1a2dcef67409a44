//! Anything at all as an answer, through the socket and every call: an error or a success, never a panic, and never a
//! word of it in the error's own message.

use proptest::prelude::*;
use serde_json::Value;

use super::CALLS;
use crate::arbitrary;

fn any_body() -> impl Strategy<Value = Vec<u8>> {
    let names = [
        "account",
        "portQueue",
        "port",
        "esim",
        "sim",
        "mpn",
        "i_account",
        "services",
        "bundles",
        "data",
        "mobile_data",
        "allowance",
        "esim_code",
        "esim_status",
        "refresh_code",
        "iccid",
        "pbx_password",
        "trID",
        "status",
        "catalogue",
        "updatedDate",
        "error",
        "errors",
        "detail",
        "field",
        "subscribers",
        "sims",
    ];
    let values =
        [Value::from("447777777777"), Value::from("8944000000000123456"), Value::from("LPA:1$rsp.example.com$A")];
    arbitrary::bodies(names, values)
}

#[test]
fn any_answer_to_any_call_ends_well() {
    let statuses = vec![200, 200, 200, 201, 400, 409, 422];
    CALLS.survive(96, statuses, any_body(), |_, words| words.contains("LPA:1$") || words.contains("447777777777"));
}
