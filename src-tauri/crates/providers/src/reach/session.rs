//! The second way to log in: a key pair is traded for a bearer token (Reach contract 2.3, mode B; observed).

use std::sync::Arc;

use async_trait::async_trait;
use domain::provider::Effect;
use domain::secret::ApiKey;

use super::explained;
use super::operations::GENERATE_AUTH;
use super::wire::setup::{AuthRequest, token};
use crate::transport::{
    Auth, Call, RetryPolicy, Session, Token, TokenSession, TokenSource, Traffic, Transport, TransportConfig, X_API_KEY,
    usable,
};
use crate::{Answer, Clock};

/// How long before its end a token is renewed, in seconds: what the one client seen does.
const AHEAD_S: i64 = 20 * 60;

/// The key pair and the key that goes with every request.
#[derive(Debug, Clone)]
pub struct KeyPair {
    /// `accountAccessKeyId`
    pub id: ApiKey,
    /// `accountAccessSecreteKey`
    pub secret: ApiKey,
    /// `x-api-key`
    pub key: ApiKey,
}

struct Login {
    transport: Transport,
    pair: KeyPair,
}

#[async_trait]
impl TokenSource for Login {
    async fn fetch(&self) -> Answer<Token> {
        let body = AuthRequest {
            account_access_key_id: self.pair.id.expose(),
            account_access_secrete_key: self.pair.secret.expose(),
        };
        // The contract calls it a write. It changes nothing of a customer's and a second token harms nobody, so it
        // needs no row in the ledger and no ticket.
        let call = Call::new(&GENERATE_AUTH).doing(Effect::Read).json(&body);
        let (bearer, expires) = token(&self.transport.send(call).await.map_err(explained)?)?;
        let headers = vec![
            ("authorization", ApiKey::new(format!("Bearer {}", bearer.expose()))),
            (X_API_KEY, self.pair.key.clone()),
        ];
        Ok(Token { headers, expires })
    }

    fn hide_in(&self, words: &str) -> String {
        let secrets = [&self.pair.id, &self.pair.secret, &self.pair.key];
        secrets.iter().fold(words.to_owned(), |words, secret| words.replace(secret.expose(), "…"))
    }
}

/// A session with a key pair, over the connection's own settings with another proof, in the connection's traffic. Sends
/// nothing.
///
/// # Errors
///
/// `InvalidInput` with `field` `key_id`, `key_secret` or `api_key`, and what [`Transport::new`] refuses.
pub fn session(
    config: impl FnOnce(Auth) -> TransportConfig,
    traffic: &Traffic,
    pair: KeyPair,
    clock: Clock,
) -> Answer<Arc<dyn Session>> {
    for (field, secret) in [("key_id", &pair.id), ("key_secret", &pair.secret), ("api_key", &pair.key)] {
        if !usable(secret) {
            let mut error = super::bad_input(&GENERATE_AUTH, field, "the key is empty or holds characters no key has");
            error.problem.operation = None;
            return Err(error);
        }
    }
    let mut config = config(Auth::KeyHeader(pair.key.clone()));
    // The call that needs the token waits and tries again by its own rules; a login in between is one try.
    config.tuning.retry = RetryPolicy { read_tries: 1, ..config.tuning.retry };
    let transport = Transport::sharing(config, traffic.of_sign_in())?;
    Ok(Arc::new(TokenSession::new(Login { transport, pair }, clock, AHEAD_S)))
}
