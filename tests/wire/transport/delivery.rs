//! What is sent, how often, where to, and what is known of it when it goes wrong.

use std::num::NonZeroU32;
use std::time::Duration;

use domain::problem::ErrorCode;
use domain::provider::Effect;
use providers::onsim::operations::{CEASE_ACCOUNT, GET_ACCOUNT, LIST_SUBSCRIBERS, UPDATE_BUNDLE};
use providers::transport::{BaseUrl, BaseUrlFault, Call, Rate, Tuning, decode};
use providers::{Delivery, Operation, ProviderError};
use serde::Deserialize;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::time::Instant;

use crate::onsim::{ticket, transport, tuning};
use crate::server::{Reply, Server};

const MPN: &str = "447777777777";

fn read() -> Call<'static> {
    Call::new(&GET_ACCOUNT).path("mpn", MPN)
}

fn outcome(error: &ProviderError) -> (ErrorCode, Delivery) {
    (error.code(), error.delivery)
}

#[tokio::test]
async fn a_change_without_a_ticket_and_a_read_with_one_are_not_sent() {
    let server = Server::start([Reply::empty(200)]).await;
    let transport = transport(&server.url(), tuning().0);
    let ticket = ticket();
    let calls = [
        Call::new(&UPDATE_BUNDLE).path("mpn", MPN).path("bundle", "BASE"),
        Call::new(&CEASE_ACCOUNT).json(&json!({})),
        Call::new(&LIST_SUBSCRIBERS).doing(Effect::Write),
        read().ticket(&ticket),
        Call::new(&UPDATE_BUNDLE).doing(Effect::Read).path("mpn", MPN).path("bundle", "BASE").ticket(&ticket),
        Call::new(&GET_ACCOUNT),
    ];
    for call in calls {
        let what = format!("{call:?}");
        let error = transport.send(call).await.unwrap_err();
        assert_eq!(outcome(&error), (ErrorCode::Internal, Delivery::NotDelivered), "{what}");
    }
    assert_eq!(server.take_seen().len(), 0);
}

#[tokio::test]
async fn a_read_is_tried_until_it_succeeds_and_waits_longer_each_time() {
    let server = Server::start([Reply::Drop, Reply::empty(503), Reply::json(200, &json!({}))]).await;
    let (tuning, waits) = tuning();
    let answer = transport(&server.url(), tuning).send(read()).await.unwrap();
    assert_eq!((answer.status(), answer.body()), (200, &b"{}"[..]));
    assert_eq!(server.take_seen().len(), 3);
    assert_eq!(*waits.lock().unwrap(), [Duration::from_millis(250), Duration::from_millis(500)]);
}

#[tokio::test]
async fn a_post_that_reads_is_tried_again_and_a_change_is_not() {
    // By effect, not by verb: both are POST.
    let server = Server::start([Reply::empty(502), Reply::empty(200)]).await;
    let transport = transport(&server.url(), tuning().0);
    transport.send(Call::new(&LIST_SUBSCRIBERS).json(&json!({}))).await.unwrap();
    assert_eq!(server.take_seen().len(), 2);

    server.answer([Reply::empty(502), Reply::empty(200)]);
    let ticket = ticket();
    let change = Call::new(&UPDATE_BUNDLE).path("mpn", MPN).path("bundle", "BASE").ticket(&ticket);
    let error = transport.send(change).await.unwrap_err();
    assert_eq!(outcome(&error), (ErrorCode::OutcomeUnknown, Delivery::Unsure));
    assert_eq!(server.take_seen().len(), 1);
}

#[tokio::test]
async fn a_change_is_tried_once_more_when_the_provider_says_that_it_did_not_run() {
    let limited = || Reply::empty(429).with_header("retry-after", "7");
    let server = Server::start([limited(), Reply::empty(200)]).await;
    let (tuning, waits) = tuning();
    let transport = transport(&server.url(), tuning);
    let ticket = ticket();
    let change = || Call::new(&UPDATE_BUNDLE).path("mpn", MPN).path("bundle", "BASE").ticket(&ticket);
    transport.send(change()).await.unwrap();
    assert_eq!(server.take_seen().len(), 2);
    assert_eq!(waits.lock().unwrap().as_slice(), [Duration::from_secs(7)]);

    server.answer([limited()]);
    let error = transport.send(change()).await.unwrap_err();
    assert_eq!(outcome(&error), (ErrorCode::RateLimited, Delivery::NotDelivered));
    assert_eq!(error.problem.retry_after_s, Some(7));
    assert_eq!(server.take_seen().len(), 2);
}

#[tokio::test]
async fn a_wait_longer_than_half_a_minute_is_given_back_at_once() {
    let server = Server::start([Reply::empty(429).with_header("retry-after", "3600")]).await;
    let (tuning, waits) = tuning();
    let error = transport(&server.url(), tuning).send(read()).await.unwrap_err();
    assert_eq!((error.code(), error.problem.retry_after_s), (ErrorCode::RateLimited, Some(3600)));
    assert_eq!(server.take_seen().len(), 1);
    assert!(waits.lock().unwrap().is_empty());
}

#[tokio::test]
async fn no_answer_in_time_is_a_time_out_for_a_read_and_unclear_for_a_change() {
    let server = Server::start([Reply::Hang]).await;
    let (mut tuning, _) = tuning();
    tuning.timeouts.read = Duration::from_millis(60);
    tuning.timeouts.change = Duration::from_millis(60);
    let transport = transport(&server.url(), tuning);
    let error = transport.send(read()).await.unwrap_err();
    assert_eq!(outcome(&error), (ErrorCode::TimedOut, Delivery::Unsure));
    assert_eq!(server.take_seen().len(), 3);
    let ticket = ticket();
    let change = Call::new(&CEASE_ACCOUNT).json(&json!({"iccid": "1"})).ticket(&ticket);
    let error = transport.send(change).await.unwrap_err();
    assert_eq!(outcome(&error), (ErrorCode::OutcomeUnknown, Delivery::Unsure));
    assert_eq!(server.take_seen().len(), 1);
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let elsewhere = Server::start([Reply::json(200, &json!({}))]).await;
    for status in [301, 302, 303, 307, 308] {
        let server = Server::start([Reply::empty(status).with_header("location", elsewhere.url())]).await;
        let error = transport(&server.url(), tuning().0).send(read()).await.unwrap_err();
        assert_eq!((error.code(), error.status), (ErrorCode::UnreadableAnswer, Some(status)));
    }
    assert_eq!(elsewhere.take_seen().len(), 0);
}

#[tokio::test]
async fn plain_http_beyond_this_computer_and_a_server_without_tls_are_refused() {
    for text in ["http://api.onsimapp.com", "http://192.0.2.1", "http://localhost.example"] {
        assert_eq!(BaseUrl::parse(text), Err(BaseUrlFault::NotSecure), "{text}");
    }
    for greeting in [&b"HTTP/1.1 400 Bad Request\r\n\r\n"[..], b""] {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let secure = format!("https://{}", listener.local_addr().unwrap());
        let server = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut hello = [0; 2048];
            assert!(stream.read(&mut hello).await.unwrap() > 0);
            assert_eq!(hello[0], 22, "a TLS handshake comes first, never a request");
            stream.write_all(greeting).await.unwrap();
        });
        let error = transport(&secure, tuning().0).send(read()).await.unwrap_err();
        assert_eq!(outcome(&error), (ErrorCode::TlsFailed, Delivery::NotDelivered));
        server.await.unwrap();
    }
}

#[tokio::test]
async fn a_name_that_does_not_exist_is_unreachable() {
    // `.invalid` never resolves (RFC 6761), with a network or without.
    let error = transport("https://onsim.invalid", tuning().0).send(read()).await.unwrap_err();
    assert_eq!(outcome(&error), (ErrorCode::Unreachable, Delivery::NotDelivered));
}

#[tokio::test]
async fn reads_share_a_connection_and_every_change_opens_its_own() {
    let server = Server::start([Reply::json(200, &json!({}))]).await;
    let transport = transport(&server.url(), tuning().0);
    let connections = |seen: Vec<crate::server::Seen>| seen.iter().map(|seen| seen.connection).collect::<Vec<_>>();
    for _ in 0..2 {
        transport.send(read()).await.unwrap();
    }
    let reads = connections(server.take_seen());
    assert_eq!(reads[0], reads[1]);
    for _ in 0..2 {
        let ticket = ticket();
        transport.send(Call::new(&CEASE_ACCOUNT).json(&json!({})).ticket(&ticket)).await.unwrap();
    }
    let changes = connections(server.take_seen());
    assert!(changes[0] != changes[1] && !reads.contains(&changes[0]), "{reads:?} {changes:?}");
}

#[tokio::test]
async fn an_answer_is_read_up_to_a_limit() {
    let server = Server::start([Reply::bytes(200, vec![b'7'; 4096])]).await;
    let at_limit = Tuning { answer_limit: 4096, ..tuning().0 };
    assert_eq!(transport(&server.url(), at_limit).send(read()).await.unwrap().body().len(), 4096);
    let below = || Tuning { answer_limit: 4095, ..tuning().0 };
    let error = transport(&server.url(), below()).send(read()).await.unwrap_err();
    assert_eq!(outcome(&error), (ErrorCode::UnreadableAnswer, Delivery::Answered));
    server.answer([Reply::bytes(404, vec![b'7'; 4096])]);
    let error = transport(&server.url(), below()).send(read()).await.unwrap_err();
    assert_eq!(outcome(&error), (ErrorCode::NotFound, Delivery::Answered));
}

#[tokio::test]
async fn the_rate_of_a_connection_is_kept() {
    let server = Server::start([Reply::json(200, &json!({}))]).await;
    let (mut tuning, _) = tuning();
    tuning.rate = Rate { per_second: NonZeroU32::new(20).unwrap(), burst: NonZeroU32::MIN };
    let transport = transport(&server.url(), tuning);
    let started = Instant::now();
    for _ in 0..4 {
        transport.send(read()).await.unwrap();
    }
    // One at once, then one every 50 ms.
    assert!(started.elapsed() >= Duration::from_millis(145), "{:?}", started.elapsed());
}

#[tokio::test]
async fn what_does_not_fit_is_named_by_its_place_and_never_by_its_value() {
    #[derive(Deserialize, Debug)]
    struct Wanted {
        #[expect(dead_code, reason = "only decoded")]
        account: Vec<Inner>,
    }
    #[derive(Deserialize, Debug)]
    struct Inner {
        #[expect(dead_code, reason = "only decoded")]
        mpn: u8,
    }
    let server = Server::start([Reply::json(200, &json!({"account": [{"mpn": 1}, {"mpn": "CANARY"}]}))]).await;
    let transport = transport(&server.url(), tuning().0);
    let error = decode::<Wanted>(&transport.send(read()).await.unwrap()).unwrap_err();
    assert!(error.problem.message.ends_with("the answer does not fit at `account[1].mpn`"), "{error}");
    assert!(!format!("{error:?}").contains("CANARY"));
    server.answer([Reply::bytes(200, "{\"account\":[]} trailing")]);
    let error = decode::<Wanted>(&transport.send(read()).await.unwrap()).unwrap_err();
    assert_eq!(outcome(&error), (ErrorCode::UnreadableAnswer, Delivery::Answered));
}

#[tokio::test]
async fn query_values_are_encoded() {
    static SEARCH: Operation = Operation { id: "search", ..GET_ACCOUNT };
    let server = Server::start([Reply::empty(200)]).await;
    let call = Call::new(&SEARCH).path("mpn", MPN).query("q", "a b&c=d");
    transport(&server.url(), tuning().0).send(call).await.unwrap();
    assert_eq!(server.take_seen()[0].target, format!("/account/{MPN}?q=a%20b%26c%3Dd"));
}
