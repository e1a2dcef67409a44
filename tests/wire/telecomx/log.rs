//! What the log holds of calls, and what it must never hold: paths are templates, secrets and people are not there.

use domain::secret::ApiKey;
use serde_json::Value;

use super::cases::CASES;
use super::inputs::{ID, OTHER_ID};
use super::{TOKEN, client};
use crate::captured;
use crate::server::{Reply, Server};

#[tokio::test]
async fn no_call_logs_a_value_of_its_path_query_or_body() {
    let server = Server::start([Reply::empty(200)]).await;
    let telecomx = client(&server.url());
    for case in &CASES {
        server.answer([case.good_answer()]);
        (case.run)(&telecomx).await.unwrap();
        server.answer([Reply::bytes(400, "canary-words +4581808889")]);
        (case.run)(&telecomx).await.unwrap_err();
    }
    let text = captured::take();
    for never in [
        TOKEN,
        ID,
        OTHER_ID,
        "canary",
        "+45",
        "%2B45",
        "8945020184621234567",
        "72910463",
        "00587896",
        "rsp.example.com",
        "example.dk",
        "Bearer",
        "Northwind",
        "Dit nye",
    ] {
        assert!(!text.contains(never), "the log holds {never:?}");
    }
    let calls = captured::calls(&text);
    assert_eq!(calls.len(), 2 * CASES.len());
    for (index, case) in CASES.iter().enumerate() {
        let call = &calls[2 * index];
        assert_eq!((&call["operation"], &call["provider"]), (&Value::from(case.id), &Value::from("TelecomX")));
        assert!(call["action"].is_string() != case.is_read(), "{}", case.id);
    }
    let sim = calls.iter().find(|call| call["operation"] == "changeSim").unwrap();
    assert_eq!(sim["path"], "/mvno/{accountId}/changesim/{newSimNumber}");
    assert_eq!((&sim["method"], &sim["effect"]), (&Value::from("GET"), &Value::from("Irreversible")));
}

#[tokio::test]
async fn answers_and_requests_print_nothing_of_people_or_secrets() {
    let server = Server::start([Reply::json(200, &serde_json::json!({"success": true, "token": "canary-new"}))]).await;
    let token: Option<ApiKey> = client(&server.url()).create_machine_token(ID, crate::onsim::ticket()).await.unwrap();
    assert_eq!(token.as_ref().unwrap().expose(), "canary-new");
    assert!(!format!("{token:?}").contains("canary"));
}
