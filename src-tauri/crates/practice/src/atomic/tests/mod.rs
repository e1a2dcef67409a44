//! Tests of the simulated Atomic over a real socket.

mod flows;
mod gate;
mod shapes;

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::testing::{self, Answer};
use crate::{AtomicShop, PracticeClock, PracticeConfig, PracticeShop};

/// Harbour Cafe's suspended service on a card, and an active one on an eSIM that nobody has installed.
pub(super) const HARBOUR: &str = "0491570156";
pub(super) const WATTLE: &str = "0491570006";

pub(super) const MANAGE: &str = "/api/atomic/customer/mobile/manage";
pub(super) const REPLACE: &str = "/api/atomic/customer/mobile/replace_sim";
pub(super) const RESET: &str = "/api/atomic/customer/mobile/reset_esim";
pub(super) const UPDATE: &str = "/api/atomic/customer/mobile/update";

pub(super) async fn shop() -> PracticeShop {
    let start: Timestamp = "2026-03-04T09:30:00Z".parse().unwrap();
    let clock = PracticeClock::fixed(start);
    PracticeShop::start(PracticeConfig { seed: 7, lines: 60, clock, ..PracticeConfig::default() }).await.unwrap()
}

/// A call with the token that its address wants.
pub(super) async fn call(shop: &AtomicShop, method: &str, path: &str, body: Option<Value>) -> Answer {
    attempt(shop, method, path, body).await.expect("an answer")
}

/// The same, where no answer may come.
pub(super) async fn attempt(shop: &AtomicShop, method: &str, path: &str, body: Option<Value>) -> Option<Answer> {
    let token = match path.starts_with("/api/atomic/") {
        true => shop.token().to_owned(),
        false => format!("Bearer {}", shop.sms_token()),
    };
    let body = body.map(|body| body.to_string()).unwrap_or_default();
    let kind = if body.is_empty() { "" } else { "Content-Type: application/json\r\n" };
    testing::raw(&shop.base_url(), method, path, &format!("Authorization: {token}\r\n{kind}"), &body).await
}

/// The record a query gives.
pub(super) async fn query(shop: &AtomicShop, msn: &str) -> Value {
    let answer = call(shop, "POST", MANAGE, Some(json!({ "action": "query", "msn": msn }))).await;
    assert_eq!(answer.status, 200);
    answer.json()[0].clone()
}

/// The status of a change of state.
pub(super) async fn manage(shop: &AtomicShop, action: &str, msn: &str) -> u16 {
    call(shop, "POST", MANAGE, Some(json!({ "action": action, "msn": msn }))).await.status
}
