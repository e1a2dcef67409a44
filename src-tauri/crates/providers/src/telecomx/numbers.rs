//! Numbers: the stock, and giving them to customers (TelecomX contract 8).

use domain::action::Ticket;
use domain::line::RawField;
use serde_json::{Map, Value};

use super::map::{self, NumberRecord, Page};
use super::operations::{
    ASSIGN_NUMBER, CLOSE_NUMBER, CREATE_NUMBERS, GET_NUMBER, LIST_NUMBERS, PRE_RESERVE_NUMBER, UPDATE_NUMBER,
};
use super::wire::{Properties, Query};
use super::{Telecomx, bad_input, checked_id, checked_number, checked_opt, done, one, tree, value};
use crate::transport::Call;
use crate::{Answer, StockItem};

/// Which numbers to list (contract 8.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NumberList {
    /// The customer's own free numbers for SIP.
    SipAvailable,
    /// Numbers for SIP that can be bought.
    SipPurchase,
    /// The customer's own free mobile numbers.
    #[default]
    MobileAvailable,
    /// Of those, the ones of Telenor.
    MobileAvailableTelenor,
    /// Of those, the ones of TDC.
    MobileAvailableTdc,
    /// Mobile numbers that can be bought.
    MobilePurchase,
    /// Of those, the ones of Telenor.
    MobilePurchaseTelenor,
    /// Of those, the ones of TDC.
    MobilePurchaseTdc,
    /// All of a customer.
    CustomerAll,
    /// Held for later.
    PreReserved,
    /// Of one porting.
    Porting,
    /// Of one account.
    VoiceAccount,
    /// Everything; for TelecomX itself.
    Admin,
}

impl NumberList {
    /// Every list, in the order above.
    pub const ALL: [Self; 13] = [
        Self::SipAvailable,
        Self::SipPurchase,
        Self::MobileAvailable,
        Self::MobileAvailableTelenor,
        Self::MobileAvailableTdc,
        Self::MobilePurchase,
        Self::MobilePurchaseTelenor,
        Self::MobilePurchaseTdc,
        Self::CustomerAll,
        Self::PreReserved,
        Self::Porting,
        Self::VoiceAccount,
        Self::Admin,
    ];

    /// TelecomX's word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::SipAvailable => "SIP_AVAILABLE",
            Self::SipPurchase => "SIP_PURCHASE",
            Self::MobileAvailable => "MVNO_AVAILABLE",
            Self::MobileAvailableTelenor => "MVNO_AVAILABLE_TELENOR",
            Self::MobileAvailableTdc => "MVNO_AVAILABLE_TDC",
            Self::MobilePurchase => "MVNO_PURCHASE",
            Self::MobilePurchaseTelenor => "MVNO_PURCHASE_TELENOR",
            Self::MobilePurchaseTdc => "MVNO_PURCHASE_TDC",
            Self::CustomerAll => "CUSTOMER_ALL",
            Self::PreReserved => "PRE_RESERVED",
            Self::Porting => "PORTING",
            Self::VoiceAccount => "VOICE_ACCOUNT",
            Self::Admin => "ADMIN",
        }
    }
}

/// Which numbers to list (contract 8.1).
#[derive(Clone, Default)]
pub struct NumbersQuery {
    /// The list.
    pub list: NumberList,
    /// Of which customer; absent means the own one.
    pub customer: Option<String>,
    /// Part of the number.
    pub filter: Option<String>,
    /// Of which porting.
    pub porting: Option<String>,
    /// Of which account.
    pub voice_account: Option<String>,
    /// Of which employee.
    pub employee: Option<String>,
}

/// What to change of a number (contract 8.6); what is absent stays. Only what resellers and customers may set.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct NumberEdit {
    /// Its employee, by id.
    pub employee: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// Whether it is in the directory.
    pub listed: Option<bool>,
}

impl Telecomx {
    /// Numbers of a list. What a number looks like there is not published, nor whether there are pages.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn numbers(&self, query: &NumbersQuery) -> Answer<Page<StockItem>> {
        let operation = &LIST_NUMBERS;
        let parameters = Query::default()
            .with("list", query.list.word())
            .opt("customer", checked_opt(operation, "customer", query.customer.as_deref())?)
            .opt("filter", query.filter.as_deref())
            .opt("porting", checked_opt(operation, "porting", query.porting.as_deref())?)
            .opt("voiceAccount", checked_opt(operation, "voiceAccount", query.voice_account.as_deref())?)
            .opt("employee", checked_opt(operation, "employee", query.employee.as_deref())?);
        let answer = self.send(parameters.call(operation)).await?;
        map::things(value(&answer)?, &["numbers"], &["_id", "number"]).map_err(|misfit| answer.unusable(misfit.0))
    }

    /// One number; with `expand` also the names behind its ids and its porting.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn number(&self, number: &str, expand: bool) -> Answer<NumberRecord> {
        let number = checked_number(&GET_NUMBER, "numberId", number)?;
        let query = Query::default().on("expand", expand);
        one(&self.send(query.call(&GET_NUMBER).path("numberId", number)).await?)
    }

    /// Changes a number, or a range written `first-last`.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`]; `InvalidInput` for an edit of nothing.
    pub async fn change_number_record(&self, number: &str, edit: &NumberEdit, ticket: Ticket) -> Answer<Vec<RawField>> {
        let operation = &UPDATE_NUMBER;
        let (first, last) = number.split_once('-').unwrap_or((number, number));
        checked_number(operation, "numberId", first)?;
        checked_number(operation, "numberId", last)?;
        let edit = Properties::default()
            .text("employee", checked_opt(operation, "employee", edit.employee.as_deref())?)
            .text("name", edit.name.as_deref())
            .flag("listed", edit.listed);
        if edit.is_empty() {
            return Err(bad_input(operation, "name", "nothing is to be changed"));
        }
        let body = edit.with("_id", number).into_value();
        tree(&self.send(Call::new(operation).path("numberId", first).json(&body).ticket(&ticket)).await?)
    }

    /// Makes numbers. Nothing of its body is published, so it is sent as given, by someone who knows TelecomX's page.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn create_numbers(&self, properties: &Map<String, Value>, ticket: Ticket) -> Answer<Vec<RawField>> {
        if properties.is_empty() {
            return Err(bad_input(&CREATE_NUMBERS, "_id", "numbers need properties"));
        }
        tree(&self.send(Call::new(&CREATE_NUMBERS).json(properties).ticket(&ticket)).await?)
    }

    /// Buys a number for a customer, without using it yet. A number in a series brings the whole series.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`]; `WrongState` when it is not free.
    pub async fn assign_number(&self, number: &str, customer: &str, ticket: Ticket) -> Answer<()> {
        let number = checked_number(&ASSIGN_NUMBER, "numberId", number)?;
        let query = Query::default().with("customer", checked_id(&ASSIGN_NUMBER, "customer", customer)?);
        done(&self.send(query.call(&ASSIGN_NUMBER).path("numberId", number).ticket(&ticket)).await?)
    }

    /// Gives up a number, and its whole series if it is in one. It rests for 6 months.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`]; `WrongState` when it is in use or in porting.
    pub async fn close_number(&self, number: &str, ticket: Ticket) -> Answer<()> {
        let number = checked_number(&CLOSE_NUMBER, "numberId", number)?;
        done(&self.send(Call::new(&CLOSE_NUMBER).path("numberId", number).ticket(&ticket)).await?)
    }

    /// Holds a number for 14 days, or with `release` frees it.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`]; `WrongState` when it is not free.
    pub async fn pre_reserve_number(&self, number: &str, release: bool, ticket: Ticket) -> Answer<()> {
        let number = checked_number(&PRE_RESERVE_NUMBER, "numberId", number)?;
        let query = Query::default().on("release", release);
        done(&self.send(query.call(&PRE_RESERVE_NUMBER).path("numberId", number).ticket(&ticket)).await?)
    }
}
