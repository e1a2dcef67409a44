//! Mobile accounts: finding, reading, making, changing and ending them (TelecomX contract 4, 9.2).

use domain::action::Ticket;
use domain::provider::Effect;

use super::map::{self, AddOnPrices, EndedAccount, MobileAccount, NewAccount, NewNumber, NewSim, Page, VoiceAccount};
use super::operations::{
    CHANGE_NUMBER, CREATE_MVNO_ACCOUNT, DELETE_MVNO_ACCOUNT, GET_ADDITIONAL_PRODUCT_PRICES, GET_DELETED_MVNO_ACCOUNT,
    GET_MVNO_ACCOUNT, GET_VOICE_ACCOUNT, LIST_DELETED_MVNO_ACCOUNTS, LIST_MVNO_ACCOUNTS, RESTORE_MVNO_ACCOUNT,
    UPDATE_MVNO_ACCOUNT,
};
use super::wire::{Properties, Query};
use super::{
    Network, Telecomx, bad_input, checked_id, checked_id_or_number, checked_limit, checked_number, checked_opt, done,
    one, record, tree, value,
};
use crate::record::Record;
use crate::transport::{Call, RawAnswer};
use crate::{Answer, EsimReading};
use domain::line::RawField;
use serde_json::Value;

/// Which accounts to list (contract 4.1).
#[derive(Clone, Default)]
pub struct LinesQuery {
    /// Of which customer; absent means the own one.
    pub customer: Option<String>,
    /// How many to leave out.
    pub offset: Option<u32>,
    /// At most how many: 1 to 500, 100 unless told.
    pub limit: Option<u32>,
    /// In number, device, ICC, IMSI or notes.
    pub filter: Option<String>,
    /// Whole accounts, not condensed ones.
    pub full: bool,
    /// Only those on a hosted telephone system.
    pub pbx: bool,
    /// Of those, only the ones without an extension.
    pub available: bool,
    /// With use.
    pub usage: bool,
    /// On this plan.
    pub rate_plan: Option<String>,
    /// In this network.
    pub network: Option<Network>,
}

/// Which ended accounts to list (contract 4.6).
#[derive(Clone, Default)]
pub struct EndedQuery {
    /// How many to leave out.
    pub offset: Option<u32>,
    /// At most how many: 1 to 500, 100 unless told.
    pub limit: Option<u32>,
    /// In number, device, ICC, IMSI or notes.
    pub filter: Option<String>,
}

/// Which parts of the account behind a number to read (contract 4.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum VoiceAccountParts {
    /// All.
    #[default]
    All,
    /// Id, customer, name, type, numbers and the like.
    Basics,
    /// Only where it is on a hosted telephone system.
    Pbx,
}

/// Switches to set; what is absent stays (contract 4.4, 4.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FeatureEdit {
    /// Premium numbers, at home only.
    pub high_rate: Option<bool>,
    /// Calls abroad.
    pub international: Option<bool>,
    /// Data at home.
    pub data: Option<bool>,
    /// 5G.
    pub five_g: Option<bool>,
    /// An address of its own on the internet.
    pub public_ip: Option<bool>,
    /// Charged texts and purchases.
    pub charged_services: Option<bool>,
    /// Voicemail.
    pub voicemail: Option<bool>,
    /// Hides its own number.
    pub secret_number: Option<bool>,
    /// Use abroad.
    pub roaming: Option<bool>,
    /// Data abroad; needs roaming.
    pub roaming_data: Option<bool>,
    /// Picture messages.
    pub mms: Option<bool>,
    /// A link for more data in the text that says that it is used up.
    pub data_top_up_sms: Option<bool>,
}

impl FeatureEdit {
    fn properties(&self) -> Properties {
        Properties::default()
            .flag("highRate", self.high_rate)
            .flag("international", self.international)
            .flag("data", self.data)
            .flag("fiveG", self.five_g)
            .flag("publicIP", self.public_ip)
            .flag("chargedServices", self.charged_services)
            .flag("voicemail", self.voicemail)
            .flag("secretNumber", self.secret_number)
            .flag("roaming", self.roaming)
            .flag("roamingData", self.roaming_data)
            .flag("mms", self.mms)
            .flag("dataTopUpSms", self.data_top_up_sms)
    }
}

/// A mobile account to make (contract 4.4). How to choose its plan and SIM is not published.
#[derive(Clone, Default)]
pub struct NewMobileAccount {
    /// Of which customer.
    pub customer: String,
    /// Its number, E.164 with plus: a free one, or one at another operator, which begins a port-in.
    pub number: String,
    /// Its switches.
    pub features: FeatureEdit,
}

/// The two states an account can be put into (contract 9.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountState {
    /// Works.
    Active,
    /// No calls, texts or data.
    Blocked,
}

/// When another plan begins (inferred, contract 7.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlanStart {
    /// Presumably at once: `ratePlan`.
    Now,
    /// When the month ends: `newRatePlan`.
    NextMonth,
}

/// One change of an account (contract 4.5). Each is its own call, because they differ in what they do.
#[derive(Debug, Clone)]
pub enum LineChange {
    /// Suspend or resume.
    State(AccountState),
    /// Set switches.
    Features(FeatureEdit),
    /// Another plan, by the product's id. The property's name is inferred (contract 7.4).
    Plan {
        /// The product.
        product: String,
        /// From when.
        start: PlanStart,
    },
}

impl Telecomx {
    /// Mobile accounts, one page.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn mobile_accounts(&self, query: &LinesQuery) -> Answer<Page<MobileAccount>> {
        let operation = &LIST_MVNO_ACCOUNTS;
        let parameters = Query::default()
            .opt("customer", checked_opt(operation, "customer", query.customer.as_deref())?)
            .opt("offset", query.offset)
            .opt("limit", checked_limit(operation, query.limit, 500)?)
            .opt("filter", query.filter.as_deref())
            .on("full", query.full)
            .on("pbx", query.pbx)
            .on("available", query.available)
            .on("usage", query.usage)
            .opt("ratePlan", checked_opt(operation, "ratePlan", query.rate_plan.as_deref())?)
            .opt("network", query.network.map(Network::word));
        let answer = self.send(parameters.call(operation)).await?;
        self.accounts(&answer, map::account)
    }

    /// One mobile account by id or by number with its plus.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`]; an answer about another account is `UnreadableAnswer`.
    pub async fn mobile_account(&self, id: &str) -> Answer<MobileAccount> {
        let answer = self.account_answer(id).await?;
        let account = map::account(record(&answer)?, &self.read_from());
        let account = account.ok_or_else(|| answer.unusable("the answer is no account"))?;
        same_account(&answer, &account, id)?;
        Ok(account)
    }

    /// The activation code of an account, should TelecomX send one: none of its pages names a place for it (contract
    /// 5.8). Changes nothing.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn esim(&self, id: &str) -> Answer<EsimReading> {
        let answer = self.account_answer(id).await?;
        let account = map::account(record(&answer)?, &self.read_from());
        let account = account.ok_or_else(|| answer.unusable("the answer is no account"))?;
        // Another account's code must never be shown.
        same_account(&answer, &account, id)?;
        Ok(map::esim(&value(&answer)?))
    }

    /// The SIM on an account with PIN and PUK, and its activation code, each where TelecomX sends it: no page names a
    /// place for them (contract 4.2, 5.8). Changes nothing.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`]; an answer about another account is `UnreadableAnswer`.
    pub async fn sim_on_account(&self, id: &str) -> Answer<(NewSim, EsimReading)> {
        let answer = self.account_answer(id).await?;
        let account = map::account(record(&answer)?, &self.read_from());
        let account = account.ok_or_else(|| answer.unusable("the answer is no account"))?;
        same_account(&answer, &account, id)?;
        let sim = map::new_sim(&mut record(&answer)?).unwrap_or_default();
        Ok((sim, map::esim(&value(&answer)?)))
    }

    async fn account_answer(&self, id: &str) -> Answer<RawAnswer> {
        let id = checked_id_or_number(&GET_MVNO_ACCOUNT, "accountId", id)?;
        self.send(Call::new(&GET_MVNO_ACCOUNT).path("accountId", id)).await
    }

    /// The account behind an id or a number, mobile or SIP.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn voice_account(&self, id: &str, parts: VoiceAccountParts) -> Answer<VoiceAccount> {
        let id = checked_id_or_number(&GET_VOICE_ACCOUNT, "id", id)?;
        let query = Query::default()
            .on("basics", parts == VoiceAccountParts::Basics)
            .on("pbx", parts == VoiceAccountParts::Pbx);
        one(&self.send(query.call(&GET_VOICE_ACCOUNT).path("id", id)).await?)
    }

    /// Makes a mobile account: buys a number, or begins a port-in.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`]. What comes back is not published, so even the new account's id may be absent.
    pub async fn create_mobile_account(&self, new: &NewMobileAccount, ticket: Ticket) -> Answer<NewAccount> {
        let operation = &CREATE_MVNO_ACCOUNT;
        let body = Properties::default()
            .with("customer", checked_id(operation, "customer", &new.customer)?)
            .with("number", checked_number(operation, "number", &new.number)?)
            .inside("feature", new.features.properties());
        let answer = self.send(Call::new(operation).json(&body.into_value()).ticket(&ticket)).await?;
        map::new_account(&value(&answer)?).ok_or_else(|| answer.unusable("the answer is no account"))
    }

    /// Changes a mobile account; gives back what TelecomX says, whose shape is not published.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`]; `InvalidInput` for switches of which none is set.
    pub async fn change_mobile_account(&self, id: &str, change: &LineChange, ticket: Ticket) -> Answer<Vec<RawField>> {
        let operation = &UPDATE_MVNO_ACCOUNT;
        let id = checked_id(operation, "accountId", id)?;
        let (body, effect) = match change {
            LineChange::State(AccountState::Active) => (Properties::default().with("state", "ACTIVE"), Effect::Write),
            LineChange::State(AccountState::Blocked) => (Properties::default().with("state", "BLOCKED"), Effect::Write),
            LineChange::Features(features) => {
                (Properties::default().inside("feature", features.properties()), Effect::Write)
            }
            LineChange::Plan { product, start } => {
                let name = match start {
                    PlanStart::Now => "ratePlan",
                    PlanStart::NextMonth => "newRatePlan",
                };
                (Properties::default().with(name, checked_id(operation, name, product)?), Effect::Money)
            }
        };
        if body.is_empty() {
            return Err(bad_input(operation, "feature", "no switch is set"));
        }
        let call = Call::new(operation).doing(effect).path("accountId", id).json(&body.into_value());
        tree(&self.send(call.ticket(&ticket)).await?)
    }

    /// Ends a mobile account at once: calls drop, and a porting of its number is stopped.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn terminate(&self, id: &str, ticket: Ticket) -> Answer<()> {
        let id = checked_id(&DELETE_MVNO_ACCOUNT, "accountId", id)?;
        done(&self.send(Call::new(&DELETE_MVNO_ACCOUNT).path("accountId", id).ticket(&ticket)).await?)
    }

    /// Ended accounts that can be brought back, one page.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn ended_accounts(&self, query: &EndedQuery) -> Answer<Page<EndedAccount>> {
        let parameters = Query::default()
            .opt("offset", query.offset)
            .opt("limit", checked_limit(&LIST_DELETED_MVNO_ACCOUNTS, query.limit, 500)?)
            .opt("filter", query.filter.as_deref());
        let answer = self.send(parameters.call(&LIST_DELETED_MVNO_ACCOUNTS)).await?;
        self.accounts(&answer, map::ended_account)
    }

    /// One of them, by id or by number with its plus.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`]; an answer about another account is `UnreadableAnswer`.
    pub async fn ended_account(&self, id: &str) -> Answer<EndedAccount> {
        let id = checked_id_or_number(&GET_DELETED_MVNO_ACCOUNT, "accountId", id)?;
        let answer = self.send(Call::new(&GET_DELETED_MVNO_ACCOUNT).path("accountId", id)).await?;
        let ended = map::ended_account(record(&answer)?, &self.read_from());
        let ended = ended.ok_or_else(|| answer.unusable("the answer is no account"))?;
        same_account(&answer, &ended.account, id)?;
        Ok(ended)
    }

    /// Brings an account back within 30 days of its end, with these plans for now and from next month on; without them
    /// it keeps its own.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn restore(
        &self,
        id: &str,
        rate_plan: Option<&str>,
        new_rate_plan: Option<&str>,
        ticket: Ticket,
    ) -> Answer<()> {
        let operation = &RESTORE_MVNO_ACCOUNT;
        let id = checked_id(operation, "accountId", id)?;
        let body = Properties::default()
            .text("ratePlan", checked_opt(operation, "ratePlan", rate_plan)?)
            .text("newRatePlan", checked_opt(operation, "newRatePlan", new_rate_plan)?);
        let call = Call::new(operation).path("accountId", id).json(&body.into_value());
        done(&self.send(call.ticket(&ticket)).await?)
    }

    /// Prices of the watch and data-sharing add-ons. Whether the id is the account's or the customer's is not clear
    /// (contract 12, 9).
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn add_on_prices(&self, id: &str) -> Answer<AddOnPrices> {
        let id = checked_id_or_number(&GET_ADDITIONAL_PRODUCT_PRICES, "id", id)?;
        one(&self.send(Call::new(&GET_ADDITIONAL_PRODUCT_PRICES).path("id", id)).await?)
    }

    /// Gives an account another free number; the old one is lost.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn change_number(&self, id: &str, number: &str, ticket: Ticket) -> Answer<NewNumber> {
        let id = checked_id(&CHANGE_NUMBER, "accountId", id)?;
        let number = checked_number(&CHANGE_NUMBER, "newNumber", number)?;
        let call = Call::new(&CHANGE_NUMBER).path("accountId", id).path("newNumber", number);
        let answer = self.send(call.ticket(&ticket)).await?;
        done(&answer)?;
        one(&answer)
    }

    fn accounts<T>(
        &self,
        answer: &RawAnswer,
        read: impl Fn(Record, &map::ReadFrom<'_>) -> Option<T>,
    ) -> Answer<Page<T>> {
        let from = self.read_from();
        let page = map::page_of(value(answer)?, &["mvnoAccounts", "accounts", "mvno"], |item| match item {
            Value::Object(map) => read(Record(map), &from).ok_or(super::wire::Misfit("a record names no account")),
            _ => Err(super::wire::Misfit("an element of the list is no record")),
        });
        page.map_err(|misfit| answer.unusable(misfit.0))
    }
}

/// Showing another account under the asked id would lead to a change of the wrong one.
fn same_account(answer: &RawAnswer, account: &MobileAccount, asked: &str) -> Answer<()> {
    let same = match asked.strip_prefix('+') {
        Some(digits) => account.line.number.as_ref().is_some_and(|number| number.digits() == digits),
        None => account.line.key.id.eq_ignore_ascii_case(asked),
    };
    if same { Ok(()) } else { Err(answer.unusable("the answer is about another account")) }
}
