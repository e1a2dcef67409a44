//! Tests of the simulated TelecomX over a real socket.

mod auth;
mod every;
mod gate;
mod lines;
mod lists;
mod portings;

use std::time::Duration;

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::testing;
pub(super) use crate::testing::Answer;
use crate::{PracticeClock, PracticeConfig, PracticeShop, TelecomxSettings, TelecomxShop};

/// The number of the first line: Åse Kjærgaard at Kaffe & Co ApS, on Telenor with a card.
pub(super) const AASE: &str = "+4520129001";
/// Wednesday, 4 March 2026, 09:30 UTC.
pub(super) const START: &str = "2026-03-04T09:30:00Z";
pub(super) const HOUR: Duration = Duration::from_secs(3_600);
pub(super) const DAY: Duration = Duration::from_secs(86_400);

/// A shop and the token of one of its people.
pub(super) struct Desk {
    pub(super) shop: PracticeShop,
    pub(super) token: String,
}

pub(super) fn config() -> PracticeConfig {
    let start: Timestamp = START.parse().unwrap();
    PracticeConfig { seed: 7, lines: 60, clock: PracticeClock::fixed(start), ..PracticeConfig::default() }
}

pub(super) async fn desk() -> Desk {
    desk_with(TelecomxSettings::default()).await
}

pub(super) async fn desk_with(telecomx: TelecomxSettings) -> Desk {
    let shop = PracticeShop::start(PracticeConfig { telecomx, ..config() }).await.unwrap();
    let token = shop.telecomx().machine_token().unwrap();
    Desk { shop, token }
}

impl Desk {
    pub(super) fn telecomx(&self) -> &TelecomxShop {
        self.shop.telecomx()
    }

    /// Moves the practice clock.
    pub(super) fn later(&self, by: Duration) {
        self.shop.clock().advance(by);
    }

    /// The token of another login.
    pub(super) async fn token_of(&self, username: &str) -> String {
        let password = self.telecomx().password_of(username).unwrap();
        let body = json!({ "username": username, "password": password, "persist": true });
        let answer = self.raw("POST", "/auth/login", "", Some(body)).await.unwrap();
        assert_eq!(answer.status, 200, "{username}");
        answer.json()["token"].as_str().unwrap().to_owned()
    }

    pub(super) async fn get(&self, path: &str) -> Answer {
        self.call("GET", path, None).await
    }

    /// The JSON of a GET that is answered with 200.
    pub(super) async fn read(&self, path: &str) -> Value {
        let answer = self.get(path).await;
        assert_eq!(answer.status, 200, "{path}: {}", String::from_utf8_lossy(&answer.body));
        answer.json()
    }

    pub(super) async fn post(&self, path: &str, body: Value) -> Answer {
        self.call("POST", path, Some(body)).await
    }

    /// A call with the right token; an answer has to come.
    pub(super) async fn call(&self, method: &str, path: &str, body: Option<Value>) -> Answer {
        self.call_as(&self.token, method, path, body).await.expect("an answer")
    }

    /// The same with any token, where no answer may come.
    pub(super) async fn call_as(&self, token: &str, method: &str, path: &str, body: Option<Value>) -> Option<Answer> {
        self.raw(method, path, &format!("Authorization: Bearer {token}\r\n"), body).await
    }

    /// A call with exactly these header lines and, when there is one, a JSON body.
    pub(super) async fn raw(&self, method: &str, path: &str, headers: &str, body: Option<Value>) -> Option<Answer> {
        let kind = if body.is_some() { "Content-Type: application/json\r\n" } else { "" };
        let body = body.map(|body| body.to_string()).unwrap_or_default();
        testing::raw(&self.telecomx().base_url(), method, path, &format!("{headers}{kind}"), &body).await
    }

    /// The account record of a line.
    pub(super) async fn account(&self, number: &str) -> Value {
        self.read(&format!("/mvno/{number}")).await
    }

    /// The id of a line's account.
    pub(super) fn id(&self, number: &str) -> String {
        self.telecomx().line(number).unwrap().id
    }

    /// The first record of a list that fits.
    pub(super) async fn first(&self, path: &str, list: &str, fits: impl Fn(&Value) -> bool) -> Value {
        let records = self.read(path).await[list].as_array().unwrap().clone();
        records.into_iter().find(|record| fits(record)).unwrap_or_else(|| panic!("a record in {path}"))
    }
}

/// Status and error key of a refusal.
pub(super) fn refusal(answer: &Answer) -> (u16, String) {
    let error = answer.json()["error"].clone();
    assert_eq!(error["status"], answer.status, "{error}");
    assert!(!error["message"].as_str().unwrap().is_empty());
    (answer.status, error["code"].as_str().unwrap().to_owned())
}

/// `refusal` as it is compared.
pub(super) fn is(status: u16, code: &str) -> (u16, String) {
    (status, code.to_owned())
}
