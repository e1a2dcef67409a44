//! What a customer does with a one-time token, and the voicemail PIN (TelecomX contract 9.1, 10.3). These take no
//! sign-in, so none is sent.

use domain::action::Ticket;
use domain::secret::{OneTimeCode, Pin};

use super::map::SelfServiceView;
use super::operations::{BUY_SELF_SERVICE_TOP_UP, CHECK_VOICEMAIL_PIN, GET_SELF_SERVICE_VIEW};
use super::wire::SelfServiceRequest;
use super::{Telecomx, checked_id, checked_number, done, one};
use crate::Answer;
use crate::transport::Call;

impl Telecomx {
    /// What the customer sees, with the token that was sent to the phone.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn self_service_view(&self, account: &str, token: &OneTimeCode) -> Answer<SelfServiceView> {
        let id = checked_id(&GET_SELF_SERVICE_VIEW, "accountId", account)?;
        let call = Call::new(&GET_SELF_SERVICE_VIEW).path("accountId", id).query("token", token.expose());
        one(&self.send(call.anonymous()).await?)
    }

    /// Buys extra data as the customer would.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn buy_self_service_data(
        &self,
        account: &str,
        product: &str,
        token: &OneTimeCode,
        ticket: Ticket,
    ) -> Answer<()> {
        let operation = &BUY_SELF_SERVICE_TOP_UP;
        let id = checked_id(operation, "accountId", account)?;
        let product = checked_id(operation, "productId", product)?;
        let body = SelfServiceRequest { token: token.expose() };
        let call = Call::new(operation).path("accountId", id).path("productId", product).json(&body);
        done(&self.send(call.anonymous().ticket(&ticket)).await?)
    }

    /// Checks the PIN of a voicemail box; it goes in the address, because TelecomX has no other way.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`]: `NotFound` for a wrong PIN, `WrongState` for a locked one.
    pub async fn check_voicemail_pin(&self, number: &str, pin: &Pin) -> Answer<()> {
        let operation = &CHECK_VOICEMAIL_PIN;
        let number = checked_number(operation, "phoneNumber", number)?;
        let call = Call::new(operation).path("phoneNumber", number).path("pinCode", pin.expose());
        done(&self.send(call.anonymous()).await?)
    }
}
