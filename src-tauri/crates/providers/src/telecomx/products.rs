//! Products, plans and data top-ups (TelecomX contract 7).

use domain::action::Ticket;
use domain::line::RawField;
use serde_json::{Map, Value};

use super::map::{Product, ServiceCode};
use super::operations::{BUY_DATA_TOP_UP, CREATE_PRODUCT, GET_PRODUCT, LIST_PRODUCTS, LIST_SERVICE_CODES};
use super::wire::Query;
use super::{LineChange, PlanStart, Telecomx, bad_input, checked_id, checked_opt, done, listed, one, tree};
use crate::transport::Call;
use crate::{Answer, PlanOption};

/// Types of products (contract 7.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProductKind {
    /// Plans of mobile accounts.
    MobilePlan,
    /// Data top-ups.
    DataTopUp,
    /// Roaming in the rest of the world.
    RestOfWorldRoaming,
    /// Plans of SIP accounts.
    SipPlan,
    /// Rent of numbers.
    NumberRent,
    /// Licences of others.
    ExternalLicense,
    /// DSL.
    Dsl,
    /// Fibre.
    Fiber,
    /// Name servers.
    Dns,
    /// Extensions of hosted telephone systems.
    PbxExtension,
    /// SIP phones there.
    PbxSipPhone,
    /// Users there.
    PbxUser,
    /// Anything else.
    Other,
    /// Every type.
    All,
}

impl ProductKind {
    const EVERY: [Self; 14] = [
        Self::MobilePlan,
        Self::DataTopUp,
        Self::RestOfWorldRoaming,
        Self::SipPlan,
        Self::NumberRent,
        Self::ExternalLicense,
        Self::Dsl,
        Self::Fiber,
        Self::Dns,
        Self::PbxExtension,
        Self::PbxSipPhone,
        Self::PbxUser,
        Self::Other,
        Self::All,
    ];

    /// The type of this word; nothing when TelecomX publishes no such word.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Self::EVERY.into_iter().find(|kind| kind.word() == word)
    }

    /// TelecomX's word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::MobilePlan => "MVNO_RATEPLAN",
            Self::DataTopUp => "MVNO_DATA_TOP_UP",
            Self::RestOfWorldRoaming => "MVNO_ROW_ROAMING",
            Self::SipPlan => "SIP_RATEPLAN",
            Self::NumberRent => "NUMBER_RENT",
            Self::ExternalLicense => "EXTERNAL_LICENSE",
            Self::Dsl => "DSL",
            Self::Fiber => "FIBER",
            Self::Dns => "DNS",
            Self::PbxExtension => "PBX_EXTENSION",
            Self::PbxSipPhone => "PBX_SIP_PHONE",
            Self::PbxUser => "PBX_USER",
            Self::Other => "OTHER",
            Self::All => "ALL",
        }
    }
}

/// Which products to list (contract 7.1).
#[derive(Clone, Default)]
pub struct ProductsQuery {
    /// Of which type.
    pub kind: Option<ProductKind>,
    /// Also those that are not yet or no longer usable.
    pub all: bool,
    /// In code or name.
    pub filter: Option<String>,
    /// Of which reseller.
    pub reseller: Option<String>,
    /// Usable for which customer.
    pub customer: Option<String>,
    /// Those of TelecomX itself.
    pub master: bool,
}

impl Telecomx {
    /// Products. Whether there are pages is not published.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn products(&self, query: &ProductsQuery) -> Answer<Vec<Product>> {
        let parameters = Query::default()
            .opt("type", query.kind.map(ProductKind::word))
            .on("all", query.all)
            .opt("filter", query.filter.as_deref())
            .opt("reseller", checked_opt(&LIST_PRODUCTS, "reseller", query.reseller.as_deref())?)
            .opt("customer", checked_opt(&LIST_PRODUCTS, "customer", query.customer.as_deref())?)
            .on("master", query.master);
        listed(&self.send(parameters.call(&LIST_PRODUCTS)).await?, &["products"])
    }

    /// One product.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn product(&self, id: &str) -> Answer<Product> {
        let id = checked_id(&GET_PRODUCT, "productId", id)?;
        one(&self.send(Call::new(&GET_PRODUCT).path("productId", id)).await?)
    }

    /// Makes a product. Nothing of its body is published, so it is sent as given, by someone who knows TelecomX's page.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn create_product(&self, properties: &Map<String, Value>, ticket: Ticket) -> Answer<Vec<RawField>> {
        if properties.is_empty() {
            return Err(bad_input(&CREATE_PRODUCT, "name", "a product needs properties"));
        }
        tree(&self.send(Call::new(&CREATE_PRODUCT).json(properties).ticket(&ticket)).await?)
    }

    /// The network service codes that plans are made of.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn service_codes(&self) -> Answer<Vec<ServiceCode>> {
        listed(&self.send(Call::new(&LIST_SERVICE_CODES)).await?, &["socs"])
    }

    /// Buys extra data for the rest of the month: a product of [`ProductKind::DataTopUp`].
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`]; `WrongState` while the account is being changed.
    pub async fn buy_data(&self, account: &str, product: &str, ticket: Ticket) -> Answer<()> {
        let id = checked_id(&BUY_DATA_TOP_UP, "accountId", account)?;
        let product = checked_id(&BUY_DATA_TOP_UP, "productId", product)?;
        let call = Call::new(&BUY_DATA_TOP_UP).path("accountId", id).path("productId", product);
        done(&self.send(call.ticket(&ticket)).await?)
    }
}

impl Telecomx {
    /// The mobile plans that the account's customer can have (contract 7.1).
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn plan_options(&self, id: &str) -> Answer<Vec<PlanOption>> {
        let customer = self.mobile_account(id).await?.line.account;
        let query = ProductsQuery { kind: Some(ProductKind::MobilePlan), customer, ..ProductsQuery::default() };
        let option = |product: Product| {
            let code = product.id?;
            let name = product.name.or(product.code).unwrap_or_else(|| code.clone());
            Some(PlanOption { code, name })
        };
        Ok(self.products(&query).await?.into_iter().filter_map(option).collect())
    }

    /// Changes the plan. The property's name is inferred (contract 7.4).
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn change_plan(&self, id: &str, plan: &str, start: PlanStart, ticket: Ticket) -> Answer<()> {
        let change = LineChange::Plan { product: plan.to_owned(), start };
        self.change_mobile_account(id, &change, ticket).await.map(|_| ())
    }
}
