//! Tests of the simulated ONSIM over a real socket.

mod account;
mod faults;
mod gate;
mod reseller;
mod shapes;

use std::time::Duration;

use jiff::Timestamp;
use serde_json::Value;
use tokio::net::TcpStream;

use crate::testing;
pub(super) use crate::testing::Answer;
use crate::{OnsimQuirks, OnsimShop, PracticeClock, PracticeConfig, PracticeShop};

pub(super) const NADIA: &str = "447700900123";
pub(super) const HARLOW: &str = "447700900188";
/// Wednesday, 4 March 2026, 09:30 UTC.
pub(super) const START: &str = "2026-03-04T09:30:00Z";

pub(super) fn config() -> PracticeConfig {
    let start: Timestamp = START.parse().unwrap();
    PracticeConfig { seed: 7, lines: 60, clock: PracticeClock::fixed(start), ..PracticeConfig::default() }
}

pub(super) async fn shop() -> PracticeShop {
    PracticeShop::start(config()).await.unwrap()
}

pub(super) async fn odd_shop(quirks: OnsimQuirks) -> PracticeShop {
    PracticeShop::start(PracticeConfig { onsim_quirks: quirks, ..config() }).await.unwrap()
}

pub(super) async fn scanning_shop(after: Duration) -> PracticeShop {
    PracticeShop::start(PracticeConfig { auto_install: Some(after), ..config() }).await.unwrap()
}

/// A call with the right key and, when there is one, a JSON body.
pub(super) async fn call(shop: &OnsimShop, method: &str, path: &str, body: Option<Value>) -> Answer {
    attempt(shop, method, path, body).await.expect("an answer")
}

/// The same, where no answer may come: `None` when the connection ended before one.
pub(super) async fn attempt(shop: &OnsimShop, method: &str, path: &str, body: Option<Value>) -> Option<Answer> {
    let authorization = format!("Authorization: Bearer {}\r\n", shop.api_key());
    let body = body.map(|body| body.to_string()).unwrap_or_default();
    let kind = if body.is_empty() { "" } else { "Content-Type: application/json\r\n" };
    raw(shop, method, path, &format!("{authorization}{kind}"), &body).await
}

/// A call with exactly these header lines.
pub(super) async fn raw(shop: &OnsimShop, method: &str, path: &str, headers: &str, body: &str) -> Option<Answer> {
    testing::raw(&shop.base_url(), method, path, headers, body).await
}

/// Sends a call and leaves the answer unread.
pub(super) async fn send(shop: &OnsimShop, method: &str, path: &str, headers: &str, body: &str) -> TcpStream {
    testing::send(&shop.base_url(), method, path, headers, body).await
}

/// The account record of a line, as it is by default wrapped.
pub(super) async fn account(shop: &OnsimShop, mpn: &str) -> Value {
    let answer = call(shop, "GET", &format!("/account/{mpn}"), None).await;
    assert_eq!(answer.status, 200);
    answer.json()["account"][0].clone()
}

/// The first record of a stock list.
pub(super) async fn first(shop: &OnsimShop, path: &str, field: &str) -> String {
    call(shop, "GET", path, None).await.json()[0][field].as_str().unwrap().to_owned()
}
