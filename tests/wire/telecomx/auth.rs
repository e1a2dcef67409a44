//! Signing in, as the contract says: password, code, a token that slides, and one more try after `expired`.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use domain::problem::ErrorCode;
use domain::provider::CodeKind;
use domain::secret::OneTimeCode;
use domain::time::Timestamp;
use futures::future::join_all;
use providers::telecomx::{SignInState, SimTarget, Telecomx, code_field};
use providers::{Clock, Delivery, Lines};
use serde_json::{Value, json};

use super::inputs::ID;
use super::{CONTRACT, NOW, TOKEN, client};
use crate::captured;
use crate::onsim::ticket;
use crate::server::{Reply, Seen, Server};

fn signing_in(url: &str) -> Telecomx {
    super::signing_in(url, Arc::new(|| NOW))
}

fn login(token: &str) -> Reply {
    Reply::json(200, &json!({"token": token, "expiresInMinutes": 15, "accessLevel": "RESELLER", "customer": ID}))
}

fn refused(status: u16, code: &str, message: &str) -> Reply {
    Reply::json(status, &json!({"error": {"code": code, "message": message, "status": status}}))
}

fn account() -> Reply {
    Reply::json(200, &json!({"_id": ID}))
}

fn done() -> Reply {
    Reply::json(200, &json!({"success": true}))
}

/// Verb, path and token of each request.
fn told(server: &Server) -> Vec<(String, Option<String>)> {
    let row =
        |seen: Seen| (format!("{} {}", seen.method, seen.target), seen.header("authorization").map(str::to_owned));
    server.take_seen().into_iter().map(row).collect()
}

fn row(request: &str, token: Option<&str>) -> (String, Option<String>) {
    (request.to_owned(), token.map(|token| format!("Bearer {token}")))
}

fn read_row(token: &str) -> (String, Option<String>) {
    row(&format!("GET /mvno/{ID}"), Some(token))
}

#[tokio::test]
async fn the_first_call_signs_in_as_the_contract_has_it_and_the_next_uses_the_token() {
    let (status, body) = CONTRACT.answers("login").remove(0);
    let server = Server::start([Reply::json(status, &body.unwrap()), account()]).await;
    let telecomx = signing_in(&server.url());
    assert!(matches!(telecomx.sign_in_state(), Some(SignInState::SignedOut)));
    telecomx.mobile_account(ID).await.unwrap();
    telecomx.mobile_account(ID).await.unwrap();
    let seen = server.take_seen();
    CONTRACT.check_request("login", &seen[0]);
    let sent: Value = serde_json::from_slice(&seen[0].body).unwrap();
    assert_eq!(sent, json!({"username": "canary@example.dk", "password": "canary-password"}));
    assert_eq!((seen[0].target.as_str(), seen[0].header("authorization")), ("/auth/login", None));
    for seen in &seen[1..] {
        assert_eq!(seen.header("authorization"), Some("Bearer EXAMPLE-TOKEN"));
    }
    assert_eq!(seen.len(), 3);
    let Some(SignInState::SignedIn(who)) = telecomx.sign_in_state() else { panic!("not signed in") };
    assert_eq!(who.access_level.as_deref(), Some("RESELLER"));
}

#[tokio::test]
async fn expired_is_answered_by_one_new_log_in_for_reads_and_changes() {
    let expired = || refused(401, "expired", "session timed out, log in again");
    let server = Server::start([login("t1"), expired(), login("t2"), account()]).await;
    let telecomx = signing_in(&server.url());
    telecomx.mobile_account(ID).await.unwrap();
    let log_in = || row("POST /auth/login", None);
    assert_eq!(told(&server), [log_in(), read_row("t1"), log_in(), read_row("t2")]);

    server.answer([expired(), login("t3"), done()]);
    telecomx.terminate(ID, ticket()).await.unwrap();
    let change = |token| row(&format!("DELETE /mvno/{ID}"), Some(token));
    assert_eq!(told(&server), [change("t2"), log_in(), change("t3")]);

    // A second `expired` is meant: no third try.
    server.answer([expired(), login("t4"), expired()]);
    let error = telecomx.terminate(ID, ticket()).await.unwrap_err();
    assert_eq!((error.code(), error.delivery), (ErrorCode::CredentialsRefused, Delivery::Answered));
    assert_eq!(told(&server), [change("t3"), log_in(), change("t4")]);
}

#[tokio::test]
async fn no_other_refusal_is_answered_by_a_log_in() {
    for (status, code) in
        [(401, "invalid_token"), (401, "credentials_invalid"), (401, "format_error"), (403, "expired")]
    {
        let server = Server::start([login("t1"), refused(status, code, "no"), login("t2"), account()]).await;
        let telecomx = signing_in(&server.url());
        telecomx.mobile_account(ID).await.unwrap_err();
        assert_eq!(told(&server).len(), 2, "{code}");
        // A token that cannot be decoded is of no use to the next call either.
        let keeps = code != "invalid_token";
        server.answer(if keeps { vec![account()] } else { vec![login("t2"), account()] });
        telecomx.mobile_account(ID).await.unwrap();
        assert_eq!(told(&server).last(), Some(&read_row(if keeps { "t1" } else { "t2" })), "{code}");
    }
}

#[tokio::test]
async fn a_machine_token_never_signs_in() {
    let server = Server::start([refused(401, "expired", "session timed out, log in again")]).await;
    let telecomx = client(&server.url());
    let error = telecomx.mobile_account(ID).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::CredentialsRefused);
    assert_eq!(told(&server), [read_row(TOKEN)]);
    assert!(telecomx.sign_in_state().is_none());
    assert_eq!(telecomx.sign_in().await.unwrap_err().code(), ErrorCode::NotOffered);
    let code = OneTimeCode::new("1".to_owned());
    assert_eq!(telecomx.answer_code(&code).await.unwrap_err().code(), ErrorCode::NotOffered);
}

#[tokio::test]
async fn many_calls_at_once_sign_in_once() {
    let server = Server::start([login("t1"), account()]).await;
    let telecomx = signing_in(&server.url());
    for outcome in join_all((0..8).map(|_| telecomx.mobile_account(ID))).await {
        outcome.unwrap();
    }
    let seen = told(&server);
    assert_eq!(seen.iter().filter(|(request, _)| request.contains("login")).count(), 1);
    assert_eq!(seen.len(), 9);
}

/// A clock that a test moves.
fn moved_clock() -> (Clock, impl Fn(i64)) {
    let now = Arc::new(AtomicI64::new(NOW.0));
    let shown = Arc::clone(&now);
    let minutes = move |minutes: i64| {
        now.fetch_add(minutes * 60_000, Ordering::SeqCst);
    };
    (Arc::new(move || Timestamp(shown.load(Ordering::SeqCst))), minutes)
}

fn log_ins(server: &Server) -> usize {
    told(server).iter().filter(|(request, _)| request.contains("login")).count()
}

#[tokio::test]
async fn the_time_of_a_token_starts_anew_with_each_call() {
    let server = Server::start([login("t1"), account()]).await;
    let (clock, pass_minutes) = moved_clock();
    let telecomx = super::signing_in(&server.url(), clock);
    for _ in 0..4 {
        telecomx.mobile_account(ID).await.unwrap();
        pass_minutes(14);
    }
    assert_eq!(log_ins(&server), 1);
    pass_minutes(1);
    server.answer([login("t2"), account()]);
    telecomx.mobile_account(ID).await.unwrap();
    assert_eq!(told(&server), [row("POST /auth/login", None), read_row("t2")]);
}

#[tokio::test]
async fn a_lasting_token_does_not_end_by_itself() {
    for (minutes, log_ins_then) in [(json!(-1), 1), (json!("90"), 2), (json!(null), 2)] {
        let answer = Reply::json(200, &json!({"token": "t1", "expiresInMinutes": minutes}));
        let server = Server::start([answer.clone(), account(), answer, account()]).await;
        if log_ins_then == 1 {
            server.answer([Reply::json(200, &json!({"token": "t1", "expiresInMinutes": minutes})), account()]);
        }
        let (clock, pass_minutes) = moved_clock();
        let telecomx = super::signing_in(&server.url(), clock);
        telecomx.mobile_account(ID).await.unwrap();
        pass_minutes(100 * 24 * 60);
        telecomx.mobile_account(ID).await.unwrap();
        assert_eq!(log_ins(&server), log_ins_then, "{minutes}");
    }
}

/// Ways in which TelecomX may say that it wants a code; which one it uses is not known (contract 2.1).
fn ways(kind: CodeKind) -> Vec<Reply> {
    let words = match kind {
        CodeKind::Sms => "SMS validation is on",
        CodeKind::Authenticator => "Authenticator token needed",
    };
    vec![
        refused(404, code_field(kind), "required property is missing"),
        refused(403, code_field(kind), "no"),
        refused(401, "credentials_invalid", words),
        refused(422, "validation", words),
        Reply::json(422, &json!({"errors": [{"path": code_field(kind), "message": "missing"}]})),
        Reply::json(200, &json!({code_field(kind): true})),
    ]
}

#[tokio::test]
async fn a_code_that_is_needed_is_a_state_and_stops_every_call_until_it_is_answered() {
    for kind in [CodeKind::Sms, CodeKind::Authenticator] {
        for asked in ways(kind) {
            let what = format!("{asked:?}");
            let server = Server::start([asked.clone()]).await;
            let telecomx = signing_in(&server.url());
            for _ in 0..2 {
                let error = telecomx.change_sim(ID, &SimTarget::Esim, ticket()).await.unwrap_err();
                assert_eq!((error.code(), error.delivery), (ErrorCode::SignInCodeNeeded, Delivery::NotDelivered));
                assert_eq!(error.problem.field.as_deref(), Some(code_field(kind)), "{what}");
                let state = telecomx.sign_in_state();
                let is_asked =
                    matches!(state, Some(SignInState::CodeNeeded { kind: asked, refused: false }) if asked == kind);
                assert!(is_asked, "{what}: {state:?}");
            }
            // Asking twice would send two messages.
            assert_eq!(told(&server), [row("POST /auth/login", None)], "{what}");

            let code = OneTimeCode::new("271828".to_owned());
            let state = telecomx.answer_code(&code).await.unwrap();
            assert!(matches!(state, SignInState::CodeNeeded { refused: true, .. }), "{what}: {state:?}");
            let seen = server.take_seen().remove(0);
            CONTRACT.check_request("login", &seen);
            let body: Value = serde_json::from_slice(&seen.body).unwrap();
            assert_eq!(body[code_field(kind)], "271828", "{what}");
            assert_eq!(body.as_object().unwrap().len(), 3, "{what}");

            server.answer([login("t1"), done()]);
            assert!(matches!(telecomx.answer_code(&code).await.unwrap(), SignInState::SignedIn(_)), "{what}");
            telecomx.change_sim(ID, &SimTarget::Esim, ticket()).await.unwrap();
            assert_eq!(told(&server).last().unwrap().1.as_deref(), Some("Bearer t1"), "{what}");
        }
    }
}

#[tokio::test]
async fn a_person_can_ask_for_the_code_again() {
    let server = Server::start([refused(404, "smsKey", "missing")]).await;
    let telecomx = signing_in(&server.url());
    for _ in 0..2 {
        assert!(matches!(telecomx.sign_in().await.unwrap(), SignInState::CodeNeeded { refused: false, .. }));
    }
    assert_eq!(told(&server).len(), 2);
    server.answer([Reply::Drop]);
    assert_eq!(telecomx.sign_in().await.unwrap_err().code(), ErrorCode::Unreachable);
    assert!(matches!(telecomx.sign_in_state(), Some(SignInState::CodeNeeded { .. })));
}

#[tokio::test]
async fn a_failed_log_in_means_that_the_call_was_not_sent() {
    for (reply, code) in [
        (refused(401, "credentials_invalid", "wrong user name or password"), ErrorCode::CredentialsRefused),
        (refused(403, "blacklisted", "IP is blacklisted"), ErrorCode::NotAllowed),
        (refused(500, "internal_error", "unspecified"), ErrorCode::ProviderDown),
        (Reply::bytes(200, "<html>"), ErrorCode::UnreadableAnswer),
        (Reply::json(200, &json!({"success": true})), ErrorCode::UnreadableAnswer),
        (Reply::json(200, &json!({"token": ""})), ErrorCode::UnreadableAnswer),
        (Reply::Drop, ErrorCode::Unreachable),
    ] {
        let what = format!("{reply:?}");
        let server = Server::start([reply]).await;
        let telecomx = signing_in(&server.url());
        let error = telecomx.terminate(ID, ticket()).await.unwrap_err();
        assert_eq!((error.code(), error.delivery), (code, Delivery::NotDelivered), "{what}");
        assert_eq!(error.problem.operation.as_deref(), Some("login"), "{what}");
        assert!(error.problem.retry_safe, "{what}");
        let seen = told(&server);
        // Once: a second try could send a second SMS.
        assert_eq!(seen, [row("POST /auth/login", None)], "{what}");
        assert!(matches!(telecomx.sign_in_state(), Some(SignInState::SignedOut)), "{what}");
    }
}

#[tokio::test]
async fn signing_out_forgets_the_token() {
    let server = Server::start([login("t1"), done(), login("t2"), account()]).await;
    let telecomx = signing_in(&server.url());
    telecomx.sign_in().await.unwrap();
    telecomx.sign_out(ticket()).await.unwrap();
    assert!(matches!(telecomx.sign_in_state(), Some(SignInState::SignedOut)));
    Lines::read(&telecomx, ID).await.unwrap();
    let log_in = || row("POST /auth/login", None);
    assert_eq!(told(&server), [log_in(), row("GET /auth/logout", Some("t1")), log_in(), read_row("t2")]);
}

#[tokio::test]
async fn neither_password_nor_code_nor_token_is_logged_or_told() {
    let words = "canary@example.dk with canary-password and canary-t1 may not";
    let server = Server::start([
        refused(404, "smsKey", "missing"),
        login("canary-t1"),
        refused(403, "access_denied", words),
        refused(401, "credentials_invalid", words),
    ])
    .await;
    let telecomx = signing_in(&server.url());
    telecomx.sign_in().await.unwrap();
    telecomx.answer_code(&OneTimeCode::new("canary-code".to_owned())).await.unwrap();
    let error = telecomx.mobile_account(ID).await.unwrap_err();
    assert_eq!(error.problem.provider_words.as_deref(), Some("… with … and … may not"));
    let login_error = telecomx.sign_in().await.unwrap_err();
    let text = format!("{}{error:?}{login_error:?}{telecomx:?}{:?}", captured::take(), telecomx.sign_in_state());
    for never in ["canary-password", "canary-t1", "canary-code", "Bearer"] {
        assert!(!text.contains(never), "{never} is told:\n{text}");
    }
}
