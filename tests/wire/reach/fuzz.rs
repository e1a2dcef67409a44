//! Anything at all as an answer, through the socket and every call: an error or a success, never a panic, and never a
//! word of it in the error's own message.

use proptest::prelude::*;
use serde_json::Value;

use super::CALLS;
use crate::arbitrary;

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
    let statuses = vec![200, 200, 200, 202, 400, 403, 409];
    CALLS.survive(64, statuses, any_body(), |message, words| {
        message.contains("canary") || message.contains("CUST-1") || words.contains("5550100881")
    });
}
