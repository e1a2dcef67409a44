//! Signing in where a provider asks for a code beside the password: a person reads it off a phone and gives it here.
//!
//! The code goes to the provider and nowhere else: it is in no file, no log and no event.

use domain::problem::{ErrorCode, Problem};
use domain::provider::{ConnectionId, Health, SignInState};
use domain::secret::OneTimeCode;

use super::credentials::invalid;
use super::{ConnectionState, health_of};
use crate::{Desk, DeskEvent};

/// Longer than any code; what is longer is something else that was pasted by mistake, perhaps the password.
const LONGEST: usize = 16;

impl Desk {
    /// Gives the code a connection's provider asks for. One that is not taken is no error: the state then says so.
    ///
    /// # Errors
    /// `InvalidInput` naming `code` when that cannot be one; `NotOffered` when nobody signs in on this connection; when
    /// the connection may not be asked, or the provider did not answer.
    pub async fn answer_sign_in_code(&self, id: &ConnectionId, code: OneTimeCode) -> Result<ConnectionState, Problem> {
        let code = checked(&code)?;
        self.sign_in_at(id, Some(code)).await
    }

    /// Signs in from the start, so that a code that has run out or never came is sent again.
    ///
    /// # Errors
    /// As [`Desk::answer_sign_in_code`].
    pub async fn new_sign_in_code(&self, id: &ConnectionId) -> Result<ConnectionState, Problem> {
        self.sign_in_at(id, None).await
    }

    async fn sign_in_at(&self, id: &ConnectionId, code: Option<OneTimeCode>) -> Result<ConnectionState, Problem> {
        let connected = self.usable(id)?;
        let Some(sign_in) = connected.connection.provider.sign_in() else {
            let message = "nobody signs in on this connection: a key is all it takes";
            return Err(Problem::new(ErrorCode::NotOffered, message).safe_to_retry());
        };
        let answer = match code {
            Some(code) => sign_in.answer(code).await,
            None => sign_in.begin_anew().await,
        };
        let (health, problem) = match &answer {
            Ok(SignInState::CodeNeeded { .. }) => (Health::CodeNeeded, None),
            Ok(_) => (Health::Ok, None),
            Err(error) => (health_of(error.code()).unwrap_or(Health::Down), Some(error.problem.as_ref().clone())),
        };
        self.note_health(&connected, health, problem);
        // Also when only "refused" has changed: another window may show the same field.
        self.inner.events.emit(DeskEvent::Connection(id.clone()));
        if matches!(answer?, SignInState::SignedIn {}) {
            self.start_freshening(std::sync::Arc::clone(&connected));
        }
        self.state_of(&connected).await
    }
}

/// A code as the provider takes it: apps and messages show it in groups.
fn checked(code: &OneTimeCode) -> Result<OneTimeCode, Problem> {
    let bare: String = code.expose().chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    let fits = (1..=LONGEST).contains(&bare.len()) && bare.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let bare = OneTimeCode::new(bare);
    fits.then_some(bare).ok_or_else(|| invalid("code", "a code is up to 16 letters and digits"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_may_come_in_groups_and_nothing_else_passes_for_one() {
        for text in ["271828", " 271 828 ", "271-828\n"] {
            assert_eq!(checked(&OneTimeCode::new(text.to_owned())).unwrap().expose(), "271828");
        }
        for text in ["", "  ", "my password!", "12345678901234567", "27\u{e9}"] {
            let problem = checked(&OneTimeCode::new(text.to_owned())).unwrap_err();
            assert_eq!((problem.code, problem.field.as_deref()), (ErrorCode::InvalidInput, Some("code")), "{text}");
        }
    }
}
