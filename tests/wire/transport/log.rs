//! What the log holds of a call, and what it must never hold.

use domain::activation_code::ActivationCode;
use domain::secret::Password;
use providers::{EsimCodes, LineEdit, Lines, Ports, Switches};
use serde_json::json;

use crate::captured;
use crate::onsim::{KEY, client, ticket};
use crate::server::{Reply, Server};

const NUMBER: &str = "447700900881";

#[tokio::test]
async fn the_log_tells_each_try_and_nothing_of_people_or_secrets() {
    let secret_code = "LPA:1$rsp.example.com$CANARY-CODE";
    let server = Server::start([
        Reply::empty(503),
        Reply::json(200, &json!({"esim_code": secret_code, "esim_status": "canary-state"})),
        Reply::json(422, &json!({"detail": "canary-words 447700900882", "errors": [{"field": "canary-field"}]})),
        Reply::json(200, &json!({"account": [{"mpn": "447700900883", "name": "canary-name"}]})),
        Reply::bytes(200, "canary-garbage"),
        Reply::Drop,
        Reply::Drop,
        Reply::Drop,
    ])
    .await;
    let onsim = client(&server.url());
    onsim.status(NUMBER).await.unwrap();
    let all_on = Switches { data: true, voice: true, messages: true, hotspot: true };
    let edit = LineEdit {
        sip_password: Some(Password::new("canary-password".to_owned())),
        email: Some("canary@example.com".to_owned()),
        ..LineEdit::default()
    };
    onsim.update(NUMBER, all_on, edit, ticket()).await.unwrap_err();
    Lines::read(&onsim, NUMBER).await.unwrap_err();
    Ports::read(&onsim, "canary-port").await.unwrap_err();
    let code = ActivationCode::parse(secret_code).unwrap().code;
    onsim.generate_esim_qr(&code, ticket()).await.unwrap_err();
    Ports::list(&onsim).await.unwrap_err();

    let text = captured::take();
    for never in [KEY, "4477009008", "anary", "ANARY", "Bearer", "rsp.example.com"] {
        assert!(!text.contains(never), "the log holds {never:?}:\n{text}");
    }
    let calls = captured::calls(&text);
    let told: Vec<_> = calls
        .iter()
        .map(|call| {
            let word = |name: &str| call[name].as_str().unwrap_or("-").to_owned();
            (word("operation"), call["attempt"].as_u64().unwrap(), call["status"].as_u64(), word("error"))
        })
        .collect();
    let row = |operation: &str, attempt, status, error: &str| (operation.to_owned(), attempt, status, error.to_owned());
    assert_eq!(
        told,
        [
            row("queryEsim", 1, Some(503), "ProviderDown"),
            row("queryEsim", 2, Some(200), "-"),
            row("updateMobileSettings", 1, Some(422), "FieldsRefused"),
            row("getAccount", 1, Some(200), "-"),
            row("getPort", 1, Some(200), "-"),
            row("generateEsimQr", 1, None, "OutcomeUnknown"),
            row("listPorts", 1, None, "Unreachable"),
            row("listPorts", 2, None, "Unreachable"),
            row("listPorts", 3, None, "Unreachable"),
        ]
    );
    let first = &calls[0];
    assert_eq!((&first["provider"], &first["connection"]), (&json!("ONSIM"), &json!("c1")));
    assert_eq!((&first["method"], &first["path"]), (&json!("POST"), &json!("/account/esim")));
    assert_eq!(calls[2]["path"], "/account/pbxinfo/{mpn}");
    assert!(first["duration_ms"].is_u64());
    assert_eq!(first["request_id"], calls[1]["request_id"], "both tries of one call");
    assert_ne!(first["request_id"], calls[2]["request_id"]);
    assert!(first["action"].is_null() && calls[2]["action"].is_string());
}
