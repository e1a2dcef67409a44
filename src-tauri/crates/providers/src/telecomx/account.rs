//! The connection's own sign-in and tokens (TelecomX contract 2.1 to 2.3, 2.8, 2.9).

use domain::action::Ticket;
use domain::problem::ErrorCode;
use domain::provider::ProviderKind;
use domain::secret::{ApiKey, OneTimeCode};

use super::map::{self, SignedIn};
use super::operations::{CREATE_EMPLOYEE_TOKEN, DELETE_EMPLOYEE_TOKEN, LOGIN, LOGOUT, VALIDATE_TOKEN};
use super::wire::Query;
use super::{SignInState, Telecomx, checked_id, done, one, record};
use crate::transport::Call;
use crate::{Answer, ProviderError};

impl Telecomx {
    /// How signing in stands, without asking TelecomX; absent on a connection with a machine token, which never signs
    /// in.
    #[must_use]
    pub fn sign_in_state(&self) -> Option<SignInState> {
        self.session.as_ref().map(|session| session.standing())
    }

    /// Signs in anew (contract 2.1). Calls sign in by themselves; this is for asking again for a code, and for testing
    /// a connection. A missing code is a state and no error.
    ///
    /// # Errors
    ///
    /// [`ProviderError`]; `NotOffered` on a connection with a machine token.
    pub async fn sign_in(&self) -> Answer<SignInState> {
        match &self.session {
            Some(session) => session.sign_in(None).await,
            None => Err(no_sign_in()),
        }
    }

    /// Answers the code that [`SignInState::CodeNeeded`] asks for. A wrong one leaves that state, marked as refused.
    ///
    /// # Errors
    ///
    /// [`ProviderError`]; `NotOffered` on a connection with a machine token.
    pub async fn answer_code(&self, code: &OneTimeCode) -> Answer<SignInState> {
        match &self.session {
            Some(session) => session.sign_in(Some(code)).await,
            None => Err(no_sign_in()),
        }
    }

    /// Ends every token of this user, also those of other programs (contract 2.2).
    ///
    /// # Errors
    ///
    /// [`ProviderError`].
    pub async fn sign_out(&self, ticket: Ticket) -> Answer<()> {
        let answer = self.send(Call::new(&LOGOUT).ticket(&ticket)).await;
        if let (true, Some(session)) = (answer.is_ok(), &self.session) {
            session.forget();
        }
        done(&answer?)
    }

    /// Tells whose a token is, and whether it is good; with `extend` also names and features (contract 2.3).
    ///
    /// # Errors
    ///
    /// [`ProviderError`].
    pub async fn validate_token(&self, token: &ApiKey, extend: bool) -> Answer<SignedIn> {
        let query = Query::default().on("extend", extend);
        one(&self.send(query.call(&VALIDATE_TOKEN).query("token", token.expose()).anonymous()).await?)
    }

    /// Makes a machine token for an employee; its value comes only when that employee asks (contract 2.8).
    ///
    /// # Errors
    ///
    /// [`ProviderError`].
    pub async fn create_machine_token(&self, employee: &str, ticket: Ticket) -> Answer<Option<ApiKey>> {
        let id = checked_id(&CREATE_EMPLOYEE_TOKEN, "employeeId", employee)?;
        let answer = self.send(Call::new(&CREATE_EMPLOYEE_TOKEN).path("employeeId", id).ticket(&ticket)).await?;
        done(&answer)?;
        Ok(map::token_in(&mut record(&answer)?))
    }

    /// Removes a machine token of an employee (contract 2.9).
    ///
    /// # Errors
    ///
    /// [`ProviderError`].
    pub async fn delete_machine_token(&self, employee: &str, token: &ApiKey, ticket: Ticket) -> Answer<()> {
        let id = checked_id(&DELETE_EMPLOYEE_TOKEN, "employeeId", employee)?;
        let call = Call::new(&DELETE_EMPLOYEE_TOKEN).path("employeeId", id).path("token", token.expose());
        done(&self.send(call.ticket(&ticket)).await?)
    }
}

fn no_sign_in() -> ProviderError {
    let message = "a connection with a machine token does not sign in";
    ProviderError::not_delivered(ErrorCode::NotOffered, ProviderKind::Telecomx, LOGIN.id, message)
}
