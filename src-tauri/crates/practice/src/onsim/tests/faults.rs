//! The fault dial on the wire: what the client sees, and what has happened behind it.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::AsyncReadExt;

use super::{NADIA, attempt, call, send, shop};
use crate::{Fault, OnsimShop};

const ESIM: &str = "/account/esim";

fn refresh() -> Option<Value> {
    Some(json!({ "mpn": NADIA, "refresh_code": 1 }))
}

fn issued(onsim: &OnsimShop) -> u64 {
    onsim.codes_issued_for(NADIA)
}

#[tokio::test]
async fn a_drop_before_has_no_effect_and_a_drop_after_has_one() {
    let shop = shop().await;
    let onsim = shop.onsim();
    onsim.dial().set(Fault::DropBefore.on("queryEsim").next(1)).unwrap();
    assert!(attempt(onsim, "POST", ESIM, refresh()).await.is_none());
    assert_eq!(issued(onsim), 0);
    onsim.dial().set(Fault::DropAfter.on("queryEsim").next(1)).unwrap();
    let before = onsim.current_code(NADIA);
    assert!(attempt(onsim, "POST", ESIM, refresh()).await.is_none());
    assert_eq!(issued(onsim), 1);
    assert_ne!(onsim.current_code(NADIA), before);
    let statuses: Vec<_> = onsim.requests().iter().map(|seen| seen.status).collect();
    assert_eq!(statuses, [None, None]);
    assert_eq!(call(onsim, "POST", ESIM, refresh()).await.status, 200);
}

#[tokio::test]
async fn too_many_requests_says_when_to_come_back() {
    let shop = shop().await;
    let onsim = shop.onsim();
    onsim.dial().set(Fault::RateLimited { retry_after: Some(7) }.next(1)).unwrap();
    onsim.dial().set(Fault::RateLimited { retry_after: None }.next(1)).unwrap();
    let first = call(onsim, "POST", ESIM, refresh()).await;
    assert_eq!((first.status, first.header("retry-after")), (429, Some("7")));
    assert_eq!(first.json()["title"], "Too Many Requests");
    let second = call(onsim, "POST", ESIM, refresh()).await;
    assert_eq!((second.status, second.header("retry-after")), (429, None));
    assert_eq!(issued(onsim), 0);
}

#[tokio::test]
async fn a_status_comes_before_or_after_the_effect() {
    let shop = shop().await;
    let onsim = shop.onsim();
    onsim.dial().set(Fault::Status(503)).unwrap();
    assert_eq!(call(onsim, "POST", ESIM, refresh()).await.status, 503);
    assert_eq!(call(onsim, "GET", "/reseller/groups", None).await.status, 503);
    assert_eq!(issued(onsim), 0);
    onsim.dial().clear();
    onsim.dial().set(Fault::StatusAfterEffect(504).on("queryEsim")).unwrap();
    assert_eq!(call(onsim, "POST", ESIM, refresh()).await.status, 504);
    assert_eq!(call(onsim, "GET", "/reseller/groups", None).await.status, 200);
    assert_eq!(issued(onsim), 1);
}

#[tokio::test]
async fn a_cut_answer_ends_early() {
    let shop = shop().await;
    let onsim = shop.onsim();
    let whole = call(onsim, "GET", "/reseller/groups", None).await;
    for sent in [0, 1, 40] {
        onsim.dial().set(Fault::CutAnswer(sent).next(1)).unwrap();
        let cut = attempt(onsim, "GET", "/reseller/groups", None).await.unwrap();
        assert_eq!((cut.status, cut.body.as_slice()), (200, &whole.body[..sent]));
        assert_eq!(cut.header("content-length"), whole.header("content-length"));
    }
    onsim.dial().set(Fault::CutAnswer(5).next(1)).unwrap();
    attempt(onsim, "POST", ESIM, refresh()).await;
    assert_eq!(issued(onsim), 1);
}

#[tokio::test]
async fn broken_bodies_follow_the_effect() {
    let shop = shop().await;
    let onsim = shop.onsim();
    onsim.dial().set(Fault::MalformedJson.next(1)).unwrap();
    let malformed = call(onsim, "POST", ESIM, refresh()).await;
    assert_eq!((malformed.status, malformed.header("content-type")), (200, Some("application/json")));
    assert!(serde_json::from_slice::<Value>(&malformed.body).is_err());
    onsim.dial().set(Fault::WrongShape.next(1)).unwrap();
    let wrong = call(onsim, "POST", ESIM, refresh()).await;
    assert!(wrong.status == 200 && wrong.json().get("esim_code").is_none());
    assert_eq!(issued(onsim), 2);
}

#[tokio::test]
async fn latency_delays_the_answer_and_not_the_effect() {
    let shop = shop().await;
    let onsim = shop.onsim();
    let delay = Duration::from_millis(60);
    onsim.dial().set(Fault::Latency(delay).next(1)).unwrap();
    let asked = tokio::time::Instant::now();
    assert_eq!(call(onsim, "POST", ESIM, refresh()).await.status, 200);
    assert!(asked.elapsed() >= delay);
    assert_eq!(issued(onsim), 1);
    // A client that leaves meanwhile has caused the effect all the same.
    onsim.dial().set(Fault::Latency(Duration::from_secs(3_600)).next(1)).unwrap();
    let waiting = start_refresh(onsim).await;
    while issued(onsim) < 2 {
        tokio::task::yield_now().await;
    }
    drop(waiting);
    while !onsim.requests()[1].client_left {
        tokio::task::yield_now().await;
    }
    assert_eq!((issued(onsim), onsim.requests()[1].status), (2, None));
}

#[tokio::test]
async fn a_stalled_request_goes_on_when_the_dial_is_cleared() {
    let shop = shop().await;
    let onsim = shop.onsim();
    onsim.dial().set(Fault::Stall.next(1)).unwrap();
    let mut stalled = start_refresh(onsim).await;
    onsim.wait_for_requests(1).await;
    // Others are served meanwhile.
    assert_eq!(call(onsim, "GET", "/reseller/groups", None).await.status, 200);
    assert_eq!((issued(onsim), onsim.requests()[0].status), (0, None));
    onsim.dial().clear();
    let mut answer = String::new();
    stalled.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert_eq!(issued(onsim), 1);
}

#[tokio::test]
async fn a_client_that_leaves_a_stalled_request_has_changed_nothing() {
    let shop = shop().await;
    let onsim = shop.onsim();
    onsim.dial().set(Fault::Stall.next(1)).unwrap();
    let stalled = start_refresh(onsim).await;
    onsim.wait_for_requests(1).await;
    drop(stalled);
    while !onsim.requests()[0].client_left {
        tokio::task::yield_now().await;
    }
    onsim.dial().clear();
    assert_eq!(call(onsim, "GET", "/reseller/groups", None).await.status, 200);
    assert_eq!((issued(onsim), onsim.requests()[0].status), (0, None));
}

#[tokio::test]
async fn a_stall_after_the_effect_holds_only_the_answer() {
    let shop = shop().await;
    let onsim = shop.onsim();
    onsim.dial().set(Fault::StallAfterEffect.on("queryEsim")).unwrap();
    let mut stalled = start_refresh(onsim).await;
    while issued(onsim) < 1 {
        tokio::task::yield_now().await;
    }
    assert_eq!(onsim.requests()[0].status, None);
    onsim.dial().clear();
    let mut answer = String::new();
    stalled.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
}

async fn start_refresh(onsim: &OnsimShop) -> tokio::net::TcpStream {
    let headers = format!("Authorization: Bearer {}\r\nContent-Type: application/json\r\n", onsim.api_key());
    send(onsim, "POST", ESIM, &headers, &refresh().unwrap().to_string()).await
}
