//! A subscriber: the record, its owner's data, a text to them, usage, data cut-off, voicemail (Reach contract 24 to 26,
//! 38 to 40).

use async_trait::async_trait;
use domain::action::Ticket;
use domain::imei::Imei;
use domain::line::{Line, RawField};
use domain::secret::Pin;

use super::ids::{ClientAccountId, CustomerId, GroupId, ServiceCode};
use super::operations::{
    GET_CUSTOMER_INFO, GET_USAGE_SUMMARY, MANAGE_DATA_CUTOFF, RESET_VOICEMAIL_PASSWORD, SEND_SMS, UPDATE_ACCOUNT_FIELDS,
};
use super::wire::customer::{self, AccountRequest, AddressPatch, CutoffRequest, SmsRequest, VoicemailRequest};
use super::{Reach, Receipt, bad_input, digits, email, needed, state, zip};
use crate::transport::Call;
use crate::{Answer, FoundLines, Lines, RemoteSearch, at_most_one};

/// A subscriber's record: the line as the desk shows it, and what other calls need of it.
#[derive(Debug, Clone, PartialEq)]
pub struct CustomerInfo {
    /// The line; its key is the customer's reference.
    pub line: Line,
    /// The plan it is on. Equality with a catalogue code is assumed, not documented (C13).
    pub plan: Option<ServiceCode>,
    /// The brand's own reference.
    pub reference: Option<ClientAccountId>,
    /// Its group, which calls abroad and roaming need.
    pub group: Option<GroupId>,
    /// Its phone.
    pub imei: Option<Imei>,
}

/// Which address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddressKind {
    /// Where the bill goes.
    Billing,
    /// Where a card goes.
    Shipping,
}

/// A change of an address; what is absent stays.
#[derive(Clone, PartialEq, Eq)]
pub struct AddressEdit {
    /// Which one.
    pub kind: AddressKind,
    /// First line.
    pub line_1: Option<String>,
    /// Second line.
    pub line_2: Option<String>,
    /// City.
    pub city: Option<String>,
    /// Two capital letters.
    pub state: Option<String>,
    /// Five digits.
    pub zip: Option<String>,
}

/// A change of the owner's data; what is absent stays.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct AccountEdit {
    /// First name.
    pub first_name: Option<String>,
    /// Last name.
    pub last_name: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// Addresses.
    pub addresses: Vec<AddressEdit>,
}

/// Which usage. Reach's words for these are proposed, not documented.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UsageKind {
    /// `DATA`
    Data,
    /// `ILD`: calls abroad.
    CallsAbroad,
    /// `IR`: roaming.
    Roaming,
}

impl UsageKind {
    /// Reach's word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Data => "DATA",
            Self::CallsAbroad => "ILD",
            Self::Roaming => "IR",
        }
    }
}

/// Why data is cut off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CutoffReason {
    /// Too much was used.
    Overuse,
    /// A bill is due.
    BillDue,
    /// The customer wants it.
    CustomerRequest,
    /// Anything else.
    Other,
}

/// Why data is let through again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RestoreReason {
    /// The bill was paid.
    BillPaid,
    /// The customer wants it.
    CustomerRequest,
    /// Anything else.
    Other,
}

/// The data cut-off as it shall stand. The reasons of the two directions are two sets (no. 40).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DataCutoff {
    /// No data; calls and texts may stay, by plan.
    On(CutoffReason),
    /// Data again.
    Off(RestoreReason),
}

impl DataCutoff {
    const fn words(self) -> (bool, &'static str) {
        match self {
            Self::On(CutoffReason::Overuse) => (true, "OVERUSE"),
            Self::On(CutoffReason::BillDue) => (true, "BILLDUE"),
            Self::On(CutoffReason::CustomerRequest) => (true, "CUSTOMER_REQUEST"),
            Self::On(CutoffReason::Other) => (true, "OTHER"),
            Self::Off(RestoreReason::BillPaid) => (false, "BILLPAID"),
            Self::Off(RestoreReason::CustomerRequest) => (false, "CUSTOMER_REQUEST"),
            Self::Off(RestoreReason::Other) => (false, "OTHER"),
        }
    }
}

impl Reach {
    /// The full record of a subscriber (no. 25): what every change is confirmed by.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn customer_info(&self, customer: &CustomerId) -> Answer<CustomerInfo> {
        let id = needed(&GET_CUSTOMER_INFO, "customerId", customer.as_str())?;
        let answer = self.send(Call::new(&GET_CUSTOMER_INFO).query("customerId", id)).await?;
        let info = customer::info(&answer, customer, self.transport.connection(), &self.findings, (self.clock)())?;
        self.saw(&info);
        Ok(info)
    }

    /// Changes name, e-mail and addresses (no. 26; inferred).
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn edit_account(&self, customer: &CustomerId, edit: &AccountEdit, ticket: Ticket) -> Answer<Receipt> {
        let operation = &UPDATE_ACCOUNT_FIELDS;
        if *edit == AccountEdit::default() {
            return Err(bad_input(operation, "firstName", "nothing is to be changed"));
        }
        let filled = |field, text: &'_ Option<String>| match text {
            Some(text) => needed(operation, field, text).map(drop),
            None => Ok(()),
        };
        filled("firstName", &edit.first_name)?;
        filled("lastName", &edit.last_name)?;
        if let Some(text) = &edit.email {
            email(operation, "email", text)?;
        }
        for address in &edit.addresses {
            if let Some(text) = &address.state {
                state(operation, "addresses.state", text)?;
            }
            if let Some(text) = &address.zip {
                zip(operation, "addresses.zip", text)?;
            }
        }
        let body = AccountRequest {
            first_name: edit.first_name.as_deref(),
            last_name: edit.last_name.as_deref(),
            email: edit.email.as_deref(),
            addresses: edit.addresses.iter().map(patch).collect(),
        };
        let call = Call::new(operation).path("customerId", customer.as_str()).json(&body);
        self.ask(call, &ticket).await
    }

    /// Texts an active subscriber (no. 24; inferred). It reaches a person.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn send_sms(&self, customer: &CustomerId, text: &str, ticket: Ticket) -> Answer<Receipt> {
        let body = SmsRequest { message: needed(&SEND_SMS, "message", text)? };
        self.ask(Call::new(&SEND_SMS).path("customerId", customer.as_str()).json(&body), &ticket).await
    }

    /// A new voicemail PIN of 4 to 10 digits; absent lets Reach choose (no. 38; inferred).
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn reset_voicemail_pin(
        &self,
        customer: &CustomerId,
        pin: Option<&Pin>,
        ticket: Ticket,
    ) -> Answer<Receipt> {
        let operation = &RESET_VOICEMAIL_PASSWORD;
        let mut call = Call::new(operation).path("customerId", customer.as_str());
        if let Some(pin) = pin {
            call = call.json(&VoicemailRequest { password: digits(operation, "password", pin.expose(), (4, 10))? });
        }
        self.ask(call, &ticket).await
    }

    /// Usage of one kind, for a customer (no. 39; parameters inferred). Its shape is not documented.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn usage(&self, kind: UsageKind, customer: &CustomerId) -> Answer<Vec<RawField>> {
        let id = needed(&GET_USAGE_SUMMARY, "customerId", customer.as_str())?;
        self.shown(Call::new(&GET_USAGE_SUMMARY).query("usageData", kind.word()).query("customerId", id)).await
    }

    /// Cuts data off or lets it through again (no. 40).
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn set_data_cutoff(&self, customer: &CustomerId, cutoff: DataCutoff, ticket: Ticket) -> Answer<Receipt> {
        let (enable, reason) = cutoff.words();
        let body = CutoffRequest { feature: "DATA_CUTOFF", enable, reason };
        self.ask(Call::new(&MANAGE_DATA_CUTOFF).path("customerId", customer.as_str()).json(&body), &ticket).await
    }
}

fn patch(address: &AddressEdit) -> AddressPatch<'_> {
    AddressPatch {
        r#type: match address.kind {
            AddressKind::Billing => "billing",
            AddressKind::Shipping => "shipping",
        },
        address1: address.line_1.as_deref(),
        address2: address.line_2.as_deref(),
        city: address.city.as_deref(),
        state: address.state.as_deref(),
        zip: address.zip.as_deref(),
    }
}

#[async_trait]
impl Lines for Reach {
    async fn read(&self, id: &str) -> Answer<Line> {
        self.customer_info(&CustomerId::new(id)).await.map(|info| info.line)
    }
}

/// One customer id only: Reach publishes no list and no search (Reach contract 1.2).
#[async_trait]
impl RemoteSearch for Reach {
    fn not_asked(&self, text: &str) -> Option<String> {
        wanted(text)
            .is_none()
            .then(|| "Reach can be asked for a customer id only; it publishes no list and no search.".to_owned())
    }

    async fn search(&self, text: &str) -> Answer<FoundLines> {
        match wanted(text) {
            Some(id) => at_most_one(self.read(id).await).map(Into::into),
            None => Ok(FoundLines::default()),
        }
    }
}

/// What may be a `customerId`. Its form is not published; the contract's own are like `CUST-1`. So it is one word with a
/// letter and a digit: no name, no part of a number or of an ICCID, no e-mail address.
fn wanted(text: &str) -> Option<&str> {
    let text = text.trim();
    let of_an_id = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    let fits = text.bytes().all(of_an_id)
        && text.bytes().any(|byte| byte.is_ascii_alphabetic())
        && text.bytes().any(|byte| byte.is_ascii_digit());
    fits.then_some(text)
}

#[cfg(test)]
mod tests {
    use super::wanted;

    #[test]
    fn only_what_may_be_a_customer_id_is_asked_for() {
        for text in ["CUST-1", " CUST-1001 ", "c_42", "0190c6f2-7d7e-7c39-9b0a-0f6f0a1b2c3d"] {
            assert_eq!(wanted(text), Some(text.trim()));
        }
        for text in
            ["", "Nadia", "Nadia Byrne", "+1 555 010 0000", "5550100000", "89010000000000000000", "a1@b.example"]
        {
            assert_eq!(wanted(text), None, "{text}");
        }
    }
}
