//! What the log, the errors and `Debug` hold of Atomic's calls, and what they must never hold.

use domain::problem::ErrorCode;
use domain::time::Timestamp;
use providers::Lines;
use providers::atomic::{NewSim, NewSubCustomer, NewText, TextWindow};
use serde_json::json;

use super::cases::number;
use super::{SMS_KEY, TOKEN, client};
use crate::captured;
use crate::onsim::ticket;
use crate::server::{Reply, Server};

const MSN: &str = "0455500881";

#[tokio::test]
async fn neither_log_nor_errors_tell_of_people_or_secrets() {
    let service = json!([{"msn": MSN, "notification_email": "canary@example.com", "status": "canary-state"}]);
    let echo = json!({"message": format!("{TOKEN} {SMS_KEY} 0455500882 canary@example.com")});
    let server = Server::start([
        Reply::json(200, &service),
        Reply::json(403, &echo),
        Reply::json(403, &echo),
        Reply::json(200, &json!([{"customer_id": 1, "customer_name": "canary-name"}, {"customer_name": "canary"}])),
        Reply::bytes(200, "canary-garbage 0455500883"),
        Reply::Drop,
    ])
    .await;
    let atomic = client(&server.url());
    let sms = atomic.sms().unwrap();
    let text = NewText {
        to: vec![number("0455500884")],
        from: "canary-from".to_owned(),
        text: "canary-text".to_owned(),
        callback: None,
    };
    let sim = NewSim::Esim { notification_email: "canary@example.com".to_owned() };
    let window =
        TextWindow { from: Timestamp(0), to: Timestamp(1), sender: Some(number("0455500885")), receiver: None };
    let customer = NewSubCustomer { name: "canary-name".to_owned(), ..NewSubCustomer::default() };

    let mut told = format!("{:?} {text:?} {sim:?} {window:?} {customer:?} {atomic:?}", Lines::read(&atomic, MSN).await);
    let refused = atomic.replace_sim(MSN, &sim, ticket()).await.unwrap_err();
    assert_eq!(refused.code(), ErrorCode::NotAllowed);
    let refused_sms = sms.send(&text, ticket()).await.unwrap_err();
    assert_eq!(refused_sms.code(), ErrorCode::CredentialsRefused);
    // Each masks the key it knows; the other one never went there.
    for (error, own) in [(&refused, TOKEN), (&refused_sms, SMS_KEY)] {
        assert!(!error.problem.provider_words.as_ref().unwrap().contains(own), "{error:?}");
    }
    told += &format!("{:?}", atomic.customers(Some("canary-name")).await.unwrap());
    told += &format!("{:?}", atomic.received_texts(&window).await.unwrap_err());
    told += &format!("{:?}", atomic.cancel(MSN, ticket()).await.unwrap_err());

    let log = captured::take();
    for (what, text) in [("the log", &log), ("an error or a value", &told)] {
        // A state is shown beside our reading, so a value may hold it; the log may not.
        let text = if what == "the log" { text.clone() } else { text.replace("canary-state", "") };
        for never in [TOKEN, SMS_KEY, "04555008", "614555008", "anary", "Bearer "] {
            assert!(!text.contains(never), "{what} holds {never:?}:\n{text}");
        }
    }
    let operations: Vec<String> = captured::calls(&log)
        .iter()
        .inspect(|fields| assert_eq!(fields["provider"], "Atomic"))
        .map(|fields| format!("{} {}", fields["operation"].as_str().unwrap(), fields["effect"].as_str().unwrap()))
        .collect();
    let expected = [
        "manageMobileService Read",
        "replaceSim Irreversible",
        "sendSms Irreversible",
        "listCustomers Read",
        "listIncomingSms Read",
        "manageMobileService Irreversible",
    ];
    assert_eq!(operations, expected);
}
