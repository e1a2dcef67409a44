//! SIMs: changing the one on an account, and those in storage (TelecomX contract 5).

use std::fmt::Write as _;

use domain::action::Ticket;
use domain::activation_code::ActivationCode;
use domain::problem::ErrorCode;
use domain::secret::{Pin, Puk};
use secrecy::{ExposeSecret, SecretString};

use super::map::{self, NewSim, Page, StoredSim};
use super::operations::{ASSIGN_SIM, CHANGE_NETWORK, CHANGE_SIM, DELETE_SMARTWATCH, GET_SIM, IMPORT_SIMS, LIST_SIMS};
use super::wire::{ImportRequest, Query};
use super::{Telecomx, bad_input, checked_id, checked_limit, checked_opt, done, one, page, record};
use crate::operation::Operation;
use crate::transport::Call;
use crate::{Answer, ProviderError};

/// The mobile networks (contract 5.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Network {
    /// `TELENOR`
    Telenor,
    /// `TDC`
    Tdc,
    /// `TELIA`
    Telia,
}

impl Network {
    /// TelecomX's word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Telenor => "TELENOR",
            Self::Tdc => "TDC",
            Self::Telia => "TELIA",
        }
    }
}

/// What a SIM looks like (contract 5.3). The word for an eSIM is another one in a path (contract 12, 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormFactor {
    /// `MINI_MICRO`
    MiniMicro,
    /// `NANO`
    Nano,
    /// `MINI_MICRO_NANO`
    MiniMicroNano,
    /// `eSIM`
    Esim,
}

impl FormFactor {
    /// TelecomX's word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::MiniMicro => "MINI_MICRO",
            Self::Nano => "NANO",
            Self::MiniMicroNano => "MINI_MICRO_NANO",
            Self::Esim => "eSIM",
        }
    }
}

/// The SIM an account shall get (contract 5.1, 5.2).
#[derive(Clone, PartialEq, Eq)]
pub enum SimTarget {
    /// This one, by ICCID; a letter F at its end is dropped.
    Card(String),
    /// A free eSIM.
    Esim,
    /// A free SIM that may be picked automatically.
    AutoAssign,
}

impl SimTarget {
    fn word(&self, operation: &Operation, lengths: std::ops::RangeInclusive<usize>) -> Answer<&str> {
        let digits = match self {
            Self::Esim => return Ok("eSim"),
            Self::AutoAssign => return Ok("autoAssign"),
            Self::Card(text) => text.trim().trim_end_matches(['F', 'f']),
        };
        if lengths.contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Ok(digits);
        }
        let rule = format!("the ICCID has to have {} to {} digits here", lengths.start(), lengths.end());
        Err(bad_input(operation, "newSimNumber", &rule))
    }

    /// "No such SIM" means that none is left where no certain one was asked for (contract 12, 4).
    fn explained(&self, mut error: ProviderError) -> ProviderError {
        if !matches!(self, Self::Card(_)) && error.provider_code.as_deref() == Some("sim") {
            error.problem.code = ErrorCode::NoneLeft;
        }
        error
    }
}

/// Which unused SIMs to list (contract 5.3).
#[derive(Clone, Default)]
pub struct SimsQuery {
    /// At which customer; absent means at all that can be reached.
    pub customer: Option<String>,
    /// Of this form.
    pub form_factor: Option<FormFactor>,
    /// In this network.
    pub network: Option<Network>,
    /// Part of the ICCID.
    pub filter: Option<String>,
    /// How many to leave out.
    pub offset: Option<u32>,
    /// At most how many: 1 to 500, 100 unless told.
    pub limit: Option<u32>,
    /// Only those that may be picked automatically, or only the others; absent means both.
    pub auto_assign: Option<bool>,
}

/// A SIM to put into storage (contract 5.5).
#[derive(Clone)]
pub struct NewStoredSim {
    /// Its ICCID, 11 to 20 digits, a letter F may follow.
    pub iccid: String,
    /// Unblocks PIN 1.
    pub puk1: Puk,
    /// Unblocks PIN 2.
    pub puk2: Puk,
    /// Unlocks the SIM.
    pub pin1: Pin,
    /// Unlocks what the network protects.
    pub pin2: Pin,
    /// Its form.
    pub form_factor: FormFactor,
    /// Its network.
    pub network: Network,
    /// Its activation code, for an eSIM.
    pub code: Option<ActivationCode>,
    /// A mark of one's own.
    pub tag: Option<String>,
    /// Whether it may be picked for a new account; absent leaves it to TelecomX.
    pub auto_assign: Option<bool>,
}

/// Most SIMs in one import (contract 5.5).
const MOST_ROWS: usize = 10_000;

impl Telecomx {
    /// Puts another SIM on an account; the old one stops working. The answer carries PIN and PUK of the new one.
    ///
    /// # Errors
    ///
    /// [`ProviderError`]; `NoneLeft` when there is no free eSIM or automatic SIM, `WrongState` while porting.
    pub async fn change_sim(&self, account: &str, target: &SimTarget, ticket: Ticket) -> Answer<NewSim> {
        let id = checked_id(&CHANGE_SIM, "accountId", account)?;
        let word = target.word(&CHANGE_SIM, 11..=19)?;
        let call = Call::new(&CHANGE_SIM).path("accountId", id).path("newSimNumber", word).ticket(&ticket);
        let answer = self.send(call).await.map_err(|error| target.explained(error))?;
        done(&answer)?;
        Ok(map::new_sim(&mut record(&answer)?).unwrap_or_default())
    }

    /// Moves an account to the other network with a SIM of that network. The account has to be read afterwards to learn
    /// the SIM.
    ///
    /// # Errors
    ///
    /// [`ProviderError`]; `NoneLeft` when there is no free eSIM or automatic SIM, `WrongState` while porting.
    pub async fn change_network(&self, account: &str, target: &SimTarget, ticket: Ticket) -> Answer<()> {
        let id = checked_id(&CHANGE_NETWORK, "accountId", account)?;
        let word = target.word(&CHANGE_NETWORK, 19..=20)?;
        let call = Call::new(&CHANGE_NETWORK).path("accountId", id).path("newSimNumber", word).ticket(&ticket);
        done(&self.send(call).await.map_err(|error| target.explained(error))?)
    }

    /// Unused SIMs in storage, one page.
    ///
    /// # Errors
    ///
    /// [`ProviderError`].
    pub async fn sims(&self, query: &SimsQuery) -> Answer<Page<StoredSim>> {
        let parameters = Query::default()
            .opt("customer", checked_opt(&LIST_SIMS, "customer", query.customer.as_deref())?)
            .opt("formFactor", query.form_factor.map(FormFactor::word))
            .opt("network", query.network.map(Network::word))
            .opt("filter", query.filter.as_deref())
            .opt("offset", query.offset)
            .opt("limit", checked_limit(&LIST_SIMS, query.limit, 500)?)
            .opt("autoAssign", query.auto_assign);
        page(&self.send(parameters.call(&LIST_SIMS)).await?, &["sims"])
    }

    /// One unused SIM, by its ICCID as TelecomX writes it.
    ///
    /// # Errors
    ///
    /// [`ProviderError`].
    pub async fn sim(&self, id: &str) -> Answer<StoredSim> {
        one(&self.send(Call::new(&GET_SIM).path("simId", checked_sim(&GET_SIM, "simId", id)?)).await?)
    }

    /// Puts SIMs into storage.
    ///
    /// # Errors
    ///
    /// [`ProviderError`]; `InvalidInput` for no SIM, more than 10,000, or a value that would break the row.
    pub async fn import_sims(&self, sims: &[NewStoredSim], ticket: Ticket) -> Answer<()> {
        if sims.is_empty() || sims.len() > MOST_ROWS {
            return Err(bad_input(&IMPORT_SIMS, "data", "1 to 10,000 SIMs can be imported at a time"));
        }
        let data = rows(sims)?;
        let body = ImportRequest { data: data.expose_secret() };
        done(&self.send(Call::new(&IMPORT_SIMS).json(&body).ticket(&ticket)).await?)
    }

    /// Notes at which customer a SIM is stored.
    ///
    /// # Errors
    ///
    /// [`ProviderError`].
    pub async fn assign_sim(&self, id: &str, customer: &str, auto_assign: Option<bool>, ticket: Ticket) -> Answer<()> {
        let sim = checked_sim(&ASSIGN_SIM, "simId", id)?;
        let query = Query::default()
            .with("customer", checked_id(&ASSIGN_SIM, "customer", customer)?)
            .opt("autoAssign", auto_assign);
        done(&self.send(query.call(&ASSIGN_SIM).path("simId", sim).ticket(&ticket)).await?)
    }

    /// Ends the watch add-on of a Danish number, given with or without +45.
    ///
    /// # Errors
    ///
    /// [`ProviderError`].
    pub async fn end_smart_watch(&self, number: &str, ticket: Ticket) -> Answer<()> {
        let digits = number.strip_prefix("+45").unwrap_or(number);
        if digits.len() != 8 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(bad_input(&DELETE_SMARTWATCH, "number", "the number has to be Danish, of 8 digits"));
        }
        done(&self.send(Call::new(&DELETE_SMARTWATCH).path("number", digits).ticket(&ticket)).await?)
    }
}

/// 11 to 20 digits, an F may follow (contract 12, 1).
fn checked_sim<'a>(operation: &Operation, field: &str, text: &'a str) -> Answer<&'a str> {
    let digits = text.strip_suffix('F').unwrap_or(text);
    let fits = (11..=20).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    fits.then_some(text).ok_or_else(|| bad_input(operation, field, "the ICCID has to have 11 to 20 digits"))
}

/// `SIM_CARD_NUMBER;PUK1;PUK2;PIN1;PIN2;FORM_FACTOR;NETWORK;ACTIVATION_CODE;TAG;AUTO_ASSIGN`, one card a line (contract
/// 5.5). Values at the end that are absent are left out, as the example does.
fn rows(sims: &[NewStoredSim]) -> Answer<SecretString> {
    let mut data = String::with_capacity(sims.len() * 320);
    for sim in sims {
        let iccid = checked_sim(&IMPORT_SIMS, "iccid", &sim.iccid)?;
        let code = sim.code.as_ref().map_or("", ActivationCode::full);
        let tag = sim.tag.as_deref().unwrap_or_default();
        let auto = sim.auto_assign.map(|on| on.to_string()).unwrap_or_default();
        let codes = [sim.puk1.expose(), sim.puk2.expose(), sim.pin1.expose(), sim.pin2.expose()];
        if !codes.iter().all(|code| code.bytes().all(|byte| byte.is_ascii_digit())) {
            return Err(bad_input(&IMPORT_SIMS, "data", "PIN and PUK are digits"));
        }
        if [code, tag].iter().any(|value| value.contains([';', '\r', '\n'])) {
            return Err(bad_input(&IMPORT_SIMS, "data", "no value may hold a semicolon or a line end"));
        }
        let start = data.len();
        let [puk1, puk2, pin1, pin2] = codes;
        let _ = write!(
            data,
            "{iccid};{puk1};{puk2};{pin1};{pin2};{};{};{code};{tag};{auto}",
            sim.form_factor.word(),
            sim.network.word()
        );
        let kept = data[start..].trim_end_matches(';').len();
        data.truncate(start + kept);
        data.push('\n');
    }
    data.pop();
    Ok(SecretString::from(data))
}
