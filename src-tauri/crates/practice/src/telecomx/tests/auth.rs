//! Logins with and without a second factor, tokens and their ends, access levels.

use std::time::Duration;

use serde_json::{Value, json};

use super::{AASE, DAY, Desk, desk, desk_with, is, refusal};
use crate::{TelecomxAccess as AccessLevel, TelecomxFactor as SecondFactor, TelecomxSettings};

const MINUTE: Duration = Duration::from_secs(60);

fn credentials(desk: &Desk) -> Value {
    let (username, password) = desk.telecomx().login();
    json!({ "username": username, "password": password })
}

fn with(mut body: Value, name: &str, value: impl Into<Value>) -> Value {
    body[name] = value.into();
    body
}

async fn login(desk: &Desk, body: Value) -> super::Answer {
    desk.raw("POST", "/auth/login", "", Some(body)).await.unwrap()
}

#[tokio::test]
async fn a_password_gives_a_token_that_tells_who_one_is() {
    let desk = desk().await;
    let answer = login(&desk, credentials(&desk)).await.json();
    assert_eq!((&answer["expiresInMinutes"], &answer["accessLevel"]), (&json!(15), &json!("RESELLER_ADMIN")));
    assert_eq!(answer["name"], "Sigrid Ågesen");
    let token = answer["token"].as_str().unwrap();
    let known = desk.raw("GET", &format!("/auth/validateToken?token={token}&extend=true"), "", None).await.unwrap();
    let known = known.json();
    assert_eq!((&known["success"], &known["employee"]), (&json!(true), &answer["employee"]));
    assert!(known["customerFeatures"].as_array().unwrap().contains(&json!("PORTING")));
    for (name, value) in [("password", "wrong"), ("username", "nobody@example.com")] {
        let wrong = login(&desk, with(credentials(&desk), name, value)).await;
        assert_eq!(refusal(&wrong), is(401, "credentials_invalid"));
    }
    // A user of a line has no password, and an empty one is not taken for it.
    let missing = login(&desk, json!({ "username": "agent@example.com" })).await;
    assert_eq!(refusal(&missing), is(404, "password"));
    assert_eq!(desk.telecomx().effect("login"), 1);
}

#[tokio::test]
async fn an_sms_code_is_asked_for_sent_and_used_up() {
    let settings = TelecomxSettings { second_factor: SecondFactor::Sms, ..TelecomxSettings::default() };
    let desk = desk_with(settings).await;
    assert_eq!(refusal(&login(&desk, credentials(&desk)).await), is(401, "smsKey"));
    let code = desk.telecomx().sms_code().unwrap();
    assert!(desk.telecomx().messages()[0].text.contains(&code));
    let wrong = if code == "000000" { "000001" } else { "000000" };
    assert_eq!(refusal(&login(&desk, with(credentials(&desk), "smsKey", wrong)).await), is(401, "smsKey"));
    let right = with(credentials(&desk), "smsKey", code);
    assert_eq!(login(&desk, right.clone()).await.status, 200);
    assert_eq!(refusal(&login(&desk, right).await), is(401, "smsKey"));
    login(&desk, credentials(&desk)).await;
    let late = desk.telecomx().sms_code().unwrap();
    desk.later(5 * MINUTE);
    assert_eq!(login(&desk, with(credentials(&desk), "smsKey", late)).await.status, 401);
}

#[tokio::test]
async fn an_authenticator_code_runs_with_the_clock() {
    let settings = TelecomxSettings { second_factor: SecondFactor::Authenticator, ..TelecomxSettings::default() };
    let desk = desk_with(settings).await;
    assert_eq!(refusal(&login(&desk, credentials(&desk)).await), is(401, "authenticatorToken"));
    let code = desk.telecomx().authenticator_code();
    let body = with(credentials(&desk), "authenticatorToken", code.clone());
    assert_eq!(login(&desk, body.clone()).await.status, 200);
    desk.later(MINUTE);
    assert_ne!(desk.telecomx().authenticator_code(), code);
    assert_eq!(refusal(&login(&desk, body).await), is(401, "authenticatorToken"));
}

#[tokio::test]
async fn a_token_slides_and_then_expires() {
    let mut desk = desk().await;
    desk.token = login(&desk, credentials(&desk)).await.json()["token"].as_str().unwrap().to_owned();
    for _ in 0..3 {
        desk.later(14 * MINUTE);
        assert_eq!(desk.get("/product").await.status, 200);
    }
    desk.later(15 * MINUTE);
    assert_eq!(refusal(&desk.get("/product").await), is(401, "expired"));
    let asked = format!("/auth/validateToken?token={}", desk.token);
    assert_eq!(refusal(&desk.raw("GET", &asked, "", None).await.unwrap()), is(401, "expired"));
    let simple = desk.raw("GET", &format!("{asked}&simple=true"), "", None).await.unwrap();
    assert_eq!(simple.status, 403);
    let lasting = login(&desk, with(credentials(&desk), "persist", true)).await.json();
    assert_eq!(lasting["expiresInMinutes"], -1);
    desk.token = lasting["token"].as_str().unwrap().to_owned();
    desk.later(90 * DAY);
    assert_eq!(desk.get("/product").await.status, 200);
}

#[tokio::test]
async fn a_token_may_travel_in_three_ways_and_a_logout_ends_all_of_them() {
    let desk = desk().await;
    let token = &desk.token;
    for (headers, path) in [
        (format!("Authorization: Bearer {token}\r\n"), "/product".to_owned()),
        (format!("X-API-Key: {token}\r\n"), "/product".to_owned()),
        (String::new(), format!("/product?token={token}")),
    ] {
        assert_eq!(desk.raw("GET", &path, &headers, None).await.unwrap().status, 200, "{path}");
    }
    for (headers, code) in [
        ("", "credentials_invalid"),
        ("Authorization: Basic abc\r\n", "format_error"),
        ("Authorization: Bearer \r\n", "format_error"),
        ("Authorization: Bearer nonsense\r\n", "invalid_token"),
        ("X-API-Key: nonsense\r\n", "invalid_token"),
    ] {
        assert_eq!(refusal(&desk.raw("GET", "/product", headers, None).await.unwrap()), is(401, code), "{headers}");
    }
    let other = desk.token_of("agent@example.com").await;
    assert_eq!(desk.get("/auth/logout").await.json(), json!({ "success": true }));
    for token in [token, &other] {
        let answer = desk.call_as(token, "GET", "/product", None).await.unwrap();
        assert_eq!(refusal(&answer), is(401, "invalid_token"));
    }
    assert_eq!(desk.telecomx().machine_token(), None);
}

#[tokio::test]
async fn machine_tokens_are_made_and_removed() {
    let desk = desk().await;
    let me = desk.read(&format!("/auth/validateToken?token={}", desk.token)).await["employee"].clone();
    let path = format!("/employee/{}/token", me.as_str().unwrap());
    let made = desk.post(&path, Value::Null).await;
    // A body is not part of this operation.
    assert_eq!(made.status, 400);
    let made = desk.call("POST", &path, None).await.json();
    let token = made["token"].as_str().unwrap();
    desk.later(100 * DAY);
    assert_eq!(desk.call_as(token, "GET", "/product", None).await.unwrap().status, 200);
    let gone = desk.call("DELETE", &format!("{path}/{token}"), None).await;
    assert_eq!(gone.status, 200);
    assert_eq!(refusal(&desk.call_as(token, "GET", "/product", None).await.unwrap()), is(401, "invalid_token"));
    assert_eq!(refusal(&desk.call("DELETE", &format!("{path}/{token}"), None).await), is(404, "token"));
    // Of somebody else only that it was made is told.
    let other = desk.first("/employee?filter=reseller", "employees", |_| true).await;
    let path = format!("/employee/{}/token", other["_id"].as_str().unwrap());
    assert_eq!(desk.call("POST", &path, None).await.json(), json!({ "success": true }));
}

#[tokio::test]
async fn an_access_level_opens_its_own_things_only() {
    let desk = desk().await;
    let (viewer, owner) = (desk.token_of("viewer@example.com").await, desk.token_of("owner@example.com").await);
    let stranger = desk.token_of("stranger@example.com").await;
    let id = desk.id(AASE);
    let read = format!("/mvno/{id}");
    let change = format!("/mvno/{id}/changesim/eSim");
    let status = async |token: &str, path: &str| desk.call_as(token, "GET", path, None).await.unwrap().status;
    assert_eq!((status(&viewer, &read).await, status(&viewer, &change).await), (200, 403));
    assert_eq!((status(&stranger, &read).await, status(&stranger, &change).await), (403, 403));
    assert_eq!((status(&viewer, "/customer").await, status(&viewer, "/mvno/socs").await), (403, 403));
    assert_eq!(status(&desk.token, "/mvno/socs").await, 403);
    assert_eq!(status(&desk.token_of("admin@example.com").await, "/mvno/socs").await, 200);
    let others = desk.first("/customer", "customers", |one| one["name"] != "Kaffe & Co ApS").await;
    let others = format!("/mvno?customer={}", others["_id"].as_str().unwrap());
    assert_eq!((status(&owner, &others).await, status(&desk.token, &others).await), (403, 200));
    assert_eq!(desk.telecomx().effect("changeSim"), 0);
    assert_eq!(status(&owner, &change).await, 200);
    assert_eq!(desk.telecomx().effect("changeSim"), 1);
}

#[tokio::test]
async fn the_main_login_can_be_made_a_customers() {
    let settings = TelecomxSettings { access_level: AccessLevel::Viewer, ..TelecomxSettings::default() };
    let desk = desk_with(settings).await;
    let own = desk.read("/mvno").await;
    assert_eq!(own["mvnoAccounts"][0]["customerName"], "Kaffe & Co ApS");
    let path = format!("/mvno/{}/changesim/eSim", desk.id(AASE));
    assert_eq!(refusal(&desk.get(&path).await), is(403, "access_denied"));
}
