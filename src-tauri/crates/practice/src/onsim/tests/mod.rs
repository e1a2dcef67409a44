//! Tests of the simulated ONSIM over a real socket, and the small HTTP client they use: it shows an answer exactly as
//! the bytes came, a broken-off one too, which a full client would hide.

mod account;
mod faults;
mod gate;
mod reseller;
mod shapes;

use std::time::Duration;

use jiff::Timestamp;
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

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

/// An answer as it came over the wire.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) head: String,
    pub(super) body: Vec<u8>,
}

impl Answer {
    pub(super) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let found =
            self.head.lines().filter_map(|line| line.split_once(':')).find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.trim())
    }

    /// The fields a 400 names, each once although it may not fit for two reasons.
    pub(super) fn misfits(&self) -> Vec<String> {
        let problem = self.json();
        let errors = problem["errors"].as_array().expect("a refusal with fields");
        let mut fields: Vec<String> = errors.iter().map(|error| error["field"].as_str().unwrap().to_owned()).collect();
        fields.dedup();
        fields
    }
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
    let mut stream = send(shop, method, path, headers, body).await;
    let mut received = Vec::new();
    // A reset ends an answer as well as a plain close does.
    let _ = stream.read_to_end(&mut received).await;
    parse(&received)
}

/// Sends a call and leaves the answer unread.
pub(super) async fn send(shop: &OnsimShop, method: &str, path: &str, headers: &str, body: &str) -> TcpStream {
    let address = shop.base_url().trim_start_matches("http://").to_owned();
    let length = body.len();
    let request = format!(
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n{headers}Content-Length: {length}\r\n\r\n{body}"
    );
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    stream
}

fn parse(received: &[u8]) -> Option<Answer> {
    let end = received.windows(4).position(|window| window == b"\r\n\r\n")?;
    let head = String::from_utf8(received[..end].to_vec()).unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Some(Answer { status, head, body: received[end + 4..].to_vec() })
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
