//! Making the permanent key pair (Reach contract 4, no. 1).

use domain::action::Ticket;
use domain::secret::ApiKey;

use super::Reach;
use super::operations::GENERATE_ACCESS_KEY;
use super::wire::setup::{Empty, key_pair};
use crate::Answer;
use crate::transport::Call;

/// A permanent key pair: shown once, then kept in the OS keyring.
#[derive(Debug, Clone)]
pub struct AccessKeyPair {
    /// Names the pair.
    pub id: ApiKey,
    /// Proves it.
    pub secret: ApiKey,
}

impl Reach {
    /// Trades the onboarding credentials for the permanent key pair, once an environment. Whether a second call revokes
    /// the first pair is unknown.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`]; an answer without a whole pair leaves the outcome unknown.
    pub async fn generate_access_key(&self, ticket: Ticket) -> Answer<AccessKeyPair> {
        let call = Call::new(&GENERATE_ACCESS_KEY).ticket(&ticket);
        let call = if self.findings.access_key_body { call.json(&Empty {}) } else { call };
        let (id, secret) = key_pair(&self.send(call).await?)?;
        Ok(AccessKeyPair { id, secret })
    }
}
