//! Abilities of a connection as a whole, beside those of its lines: signing in as a person.

use async_trait::async_trait;
use domain::provider::SignInState;
use domain::secret::OneTimeCode;

use crate::Answer;

/// Signing in as a person. Calls sign in by themselves; this is for the code that only a person can give.
#[async_trait]
pub trait SignIn: Send + Sync {
    /// How it stands. Sends nothing.
    fn state(&self) -> SignInState;
    /// Signs in with the code that is asked for. One that is not taken is a state and no error.
    async fn answer(&self, code: OneTimeCode) -> Answer<SignInState>;
    /// Signs in from the start, without a code: where one goes by SMS, another is sent.
    async fn begin_anew(&self) -> Answer<SignInState>;
}
