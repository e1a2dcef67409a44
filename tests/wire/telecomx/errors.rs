//! Every call with every answer that is no success: what it is called, whether the change may have happened, how many
//! requests were seen, and what TelecomX's own keys make of it.

use domain::problem::ErrorCode;
use providers::Delivery;
use providers::telecomx::SimTarget;
use serde_json::{Value, json};

use super::inputs::ID;
use super::{CALLS, CONTRACT, TOKEN, client};
use crate::calls::Body;
use crate::onsim::ticket;
use crate::server::{Reply, Server};

#[tokio::test]
async fn every_call_maps_every_status_and_break() {
    CALLS.map_every_status_and_break(|_, outcome| outcome).await;
}

#[tokio::test]
async fn an_answer_that_cannot_be_read_is_unclear_for_every_change() {
    let bodies = [
        "{\"success\":",
        "<html>Log in to the network</html>",
        "",
        "  \n",
        "[1,2",
        "{\"error\": {\"message\": \"no\"}}",
    ];
    CALLS.cannot_read(&bodies).await;
}

#[tokio::test]
async fn nobody_listening_means_that_nothing_was_sent() {
    CALLS.know_that_nobody_listens().await;
}

#[tokio::test]
async fn a_documented_success_is_a_clear_yes_and_nothing_else() {
    for case in CALLS.cases.iter().filter(|case| case.body == Body::Needed && case.id != "downloadPowerOfAttorney") {
        let says_success =
            CONTRACT.answers(case.id).first().and_then(|(_, body)| body.as_ref()?.get("success").cloned());
        for body in [json!({"success": false}), json!({"error": "no such account"}), json!({"errors": [{"x": 1}]})] {
            CALLS.check(case, Reply::json(200, &body), (ErrorCode::OutcomeUnknown, Delivery::Unsure, 1)).await;
        }
        if says_success == Some(json!(true)) {
            CALLS.check(case, Reply::json(200, &json!({})), (ErrorCode::OutcomeUnknown, Delivery::Unsure, 1)).await;
        }
    }
}

/// What a published error means, where its key says more than its status.
fn by_key(id: &str, status: u16, key: &str) -> Option<ErrorCode> {
    use ErrorCode::{FieldsRefused, NoneLeft, TimedOut, WrongState};
    match (id, status, key) {
        (_, 403, "state" | "porting" | "updating" | "stage" | "numberType" | "number" | "pin") => Some(WrongState),
        (_, 404, "esim") => Some(NoneLeft),
        ("getCallForward", 409, "timeout") => Some(TimedOut),
        ("getCallForward" | "setCallForward", 400, "network") => Some(WrongState),
        ("sendSms", 404, "message" | "from" | "to") | ("uploadPortingDocument", 404, "file") => Some(FieldsRefused),
        ("changeNumber", 409, "number") | ("importSims", 409, "data") => Some(FieldsRefused),
        _ => None,
    }
}

#[tokio::test]
async fn every_published_error_keeps_its_words_and_key_and_gets_its_meaning() {
    let mut seen = 0;
    for case in CALLS.cases {
        for (status, body) in CONTRACT.refusals(case.id) {
            let key = body["error"]["code"].as_str().unwrap();
            let what = format!("{} {status} {key}", case.id);
            let server = Server::start([Reply::json(status, &body)]).await;
            let error = (case.run)(&client(&server.url())).await.unwrap_err();
            assert_eq!(error.status, Some(status), "{what}");
            let words = body["error"]["message"].as_str().unwrap();
            let told = error.problem.provider_words.as_deref().unwrap();
            assert!(told == words || told.contains('…'), "{what}: {told}");
            assert_eq!(error.provider_code.as_deref().unwrap_or(key), key, "{what}");
            let silent_network = case.id == "setCallForward" && key == "timeout";
            let expected = match (status, case.is_read()) {
                (500, false) => (ErrorCode::OutcomeUnknown, Delivery::Unsure),
                (409, false) if silent_network => (ErrorCode::OutcomeUnknown, Delivery::Unsure),
                (status, _) => {
                    let by_status = match status {
                        400 | 422 => ErrorCode::FieldsRefused,
                        401 => ErrorCode::CredentialsRefused,
                        403 => ErrorCode::NotAllowed,
                        404 => ErrorCode::NotFound,
                        409 => ErrorCode::WrongState,
                        500 => ErrorCode::ProviderDown,
                        other => panic!("{what}: {other}"),
                    };
                    // An eSIM was asked for, so "no such SIM" is "none left" there.
                    let none_left = key == "sim" && error.code() == ErrorCode::NoneLeft;
                    let code =
                        if none_left { ErrorCode::NoneLeft } else { by_key(case.id, status, key).unwrap_or(by_status) };
                    (code, Delivery::Answered)
                }
            };
            assert_eq!((error.code(), error.delivery), expected, "{what}");
            seen += 1;
        }
    }
    assert!(seen > 500, "{seen} published errors");
}

#[tokio::test]
async fn no_such_sim_means_none_left_where_none_was_named() {
    let body = json!({"error": {"message": "SIM unknown or not free", "code": "sim", "status": 404}});
    for (target, code) in [
        (SimTarget::Card("8945020184621234567".to_owned()), ErrorCode::NotFound),
        (SimTarget::Esim, ErrorCode::NoneLeft),
        (SimTarget::AutoAssign, ErrorCode::NoneLeft),
    ] {
        let server = Server::start([Reply::json(404, &body)]).await;
        let telecomx = client(&server.url());
        assert_eq!(telecomx.change_sim(ID, &target, ticket()).await.unwrap_err().code(), code);
        assert_eq!(telecomx.change_network(ID, &target, ticket()).await.unwrap_err().code(), code);
    }
}

#[tokio::test]
async fn refused_fields_are_named_from_path_and_key_and_words_are_masked() {
    let error = |body: Value| async move {
        let server = Server::start([Reply::json(422, &body)]).await;
        client(&server.url()).change_number(ID, "+4512345678", ticket()).await.unwrap_err()
    };
    let words = format!("+4512345678 and {TOKEN} and LPA:1$h.example$CANARY are bad");
    let one = error(json!({"error": {"code": "number", "path": "newNumber", "status": 422, "message": words}})).await;
    assert_eq!(one.problem.field.as_deref(), Some("newNumber"));
    assert_eq!(one.problem.provider_words.as_deref(), Some("+… and … and … are bad"));
    let by_key = error(json!({"error": {"code": "noAnswer.timeout", "status": 422, "message": "bad"}})).await;
    assert_eq!(by_key.problem.field.as_deref(), Some("noAnswer.timeout"));
    for name in ["error", "errors"] {
        let several = json!({name: [{"code": "a", "path": "name", "message": "short"}, {"code": "b", "path": "zip"}]});
        let several = error(several).await;
        assert_eq!(several.problem.field.as_deref(), Some("name"), "{name}");
        assert!(several.problem.message.contains("name, zip"), "{name}: {}", several.problem.message);
        assert_eq!(several.problem.provider_words.as_deref(), Some("short"), "{name}");
        assert_eq!(several.provider_code.as_deref(), Some("a"), "{name}");
    }
}
