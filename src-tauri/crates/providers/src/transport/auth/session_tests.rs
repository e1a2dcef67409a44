//! Tests of keeping a token: when it is fetched, by how many, and what a failure does.

use std::sync::Arc;
use std::sync::atomic::AtomicI64;

use domain::provider::ProviderKind;
use tokio::sync::Notify;

use super::*;

/// Hands out `token-1`, `token-2` and so on, each good for an hour, and fails while told to.
struct Source {
    now: Arc<AtomicI64>,
    fetches: AtomicU64,
    failing: Arc<AtomicU64>,
    /// When set, a fetch waits for this.
    gate: Option<Arc<Notify>>,
    lasts_s: Option<i64>,
}

#[async_trait]
impl TokenSource for Source {
    async fn fetch(&self) -> Result<Token, ProviderError> {
        let number = self.fetches.fetch_add(1, Ordering::SeqCst) + 1;
        if let Some(gate) = &self.gate {
            gate.notified().await;
        }
        if self.failing.load(Ordering::SeqCst) > 0 {
            let code = ErrorCode::CredentialsRefused;
            return Err(ProviderError::not_delivered(code, ProviderKind::Reach, "generateAuth", "no"));
        }
        let expires = self.lasts_s.map(|lasts| Timestamp(self.now.load(Ordering::SeqCst)).plus_seconds(lasts));
        Ok(Token { headers: vec![("authorization", ApiKey::new(format!("Bearer token-{number}")))], expires })
    }

    fn hide_in(&self, words: &str) -> String {
        words.replace("pair", "…")
    }
}

struct Setting {
    session: Arc<TokenSession<Source>>,
    now: Arc<AtomicI64>,
    failing: Arc<AtomicU64>,
}

fn setting(lasts_s: Option<i64>, gate: Option<Arc<Notify>>) -> Setting {
    let (now, failing) = (Arc::new(AtomicI64::new(0)), Arc::new(AtomicU64::new(0)));
    let source =
        Source { now: Arc::clone(&now), fetches: AtomicU64::new(0), failing: Arc::clone(&failing), gate, lasts_s };
    let clock = Arc::clone(&now);
    let clock: Clock = Arc::new(move || Timestamp(clock.load(Ordering::SeqCst)));
    Setting { session: Arc::new(TokenSession::new(source, clock, 1200)), now, failing }
}

impl Setting {
    async fn token(&self) -> String {
        let proof = self.session.headers().await.unwrap();
        proof.headers[0].1.expose().to_owned()
    }

    fn at(&self, minutes: i64) {
        self.now.store(minutes * 60_000, Ordering::SeqCst);
    }
}

#[tokio::test]
async fn a_token_is_kept_until_twenty_minutes_before_its_end() {
    let setting = setting(Some(3600), None);
    assert_eq!(setting.token().await, "Bearer token-1");
    setting.at(39);
    assert_eq!(setting.token().await, "Bearer token-1");
    setting.at(40);
    assert_eq!(setting.token().await, "Bearer token-2");
    setting.at(300);
    assert_eq!(setting.token().await, "Bearer token-3");
}

#[tokio::test]
async fn a_token_without_an_end_is_kept_until_it_is_refused() {
    let setting = setting(None, None);
    setting.token().await;
    setting.at(1_000_000);
    let proof = setting.session.headers().await.unwrap();
    assert_eq!((proof.issue, proof.headers[0].1.expose()), (1, "Bearer token-1"));
    assert!(setting.session.renew(1, None).await.unwrap());
    // The second refusal is of the first token: it has a successor already.
    assert!(setting.session.renew(1, Some("expired")).await.unwrap());
    assert_eq!(setting.token().await, "Bearer token-2");
}

#[tokio::test]
async fn a_renewal_ahead_of_time_that_fails_leaves_the_token_and_waits_a_minute() {
    let setting = setting(Some(3600), None);
    setting.token().await;
    setting.failing.store(1, Ordering::SeqCst);
    setting.at(45);
    assert_eq!(setting.token().await, "Bearer token-1");
    assert_eq!(setting.token().await, "Bearer token-1");
    assert_eq!(setting.session.fetches.load(Ordering::SeqCst), 2);
    setting.failing.store(0, Ordering::SeqCst);
    setting.at(46);
    assert_eq!(setting.token().await, "Bearer token-3");
    setting.failing.store(1, Ordering::SeqCst);
    setting.at(200);
    assert_eq!(setting.session.headers().await.err().unwrap().code(), ErrorCode::CredentialsRefused);
}

#[tokio::test]
async fn many_callers_share_one_fetch_and_its_failure() {
    for failing in [0, 1] {
        let gate = Arc::new(Notify::new());
        let setting = setting(Some(3600), Some(Arc::clone(&gate)));
        setting.failing.store(failing, Ordering::SeqCst);
        let calls = (0..8).map(|_| {
            let session = Arc::clone(&setting.session);
            tokio::spawn(async move { session.headers().await.map(|proof| proof.issue).map_err(|error| error.code()) })
        });
        let calls: Vec<_> = calls.collect();
        while setting.session.source.fetches.load(Ordering::SeqCst) == 0 {
            tokio::task::yield_now().await;
        }
        for _ in 0..100 {
            tokio::task::yield_now().await;
        }
        gate.notify_one();
        let expected = if failing == 0 { Ok(1) } else { Err(ErrorCode::CredentialsRefused) };
        for call in calls {
            assert_eq!(call.await.unwrap(), expected);
        }
        assert_eq!(setting.session.source.fetches.load(Ordering::SeqCst), 1);
    }
}

#[tokio::test]
async fn neither_the_credentials_nor_the_token_survive_in_words() {
    let setting = setting(Some(3600), None);
    assert_eq!(setting.session.hide_in("pair token-1"), "… token-1");
    setting.token().await;
    assert_eq!(setting.session.hide_in("pair token-1"), "… …");
}
