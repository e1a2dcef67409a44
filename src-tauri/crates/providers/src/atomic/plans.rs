//! Plans: listing them, and moving a service to another (Atomic contract 3, 4.2).

use domain::action::Ticket;
use domain::line::RawField;

use super::operations::LIST_SERVICE_PLANS;
use super::{Atomic, ServiceUpdate, customers, map};
use crate::Answer;

/// Plan types that are plainly for another product. Which type mobile plans have is unknown (contract 3.1), so every
/// other type is offered.
const OTHER_PRODUCTS: [&str; 2] = ["SIP Trunk", "SMS Plan"];

/// A plan of the account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServicePlan {
    /// Its id, sent back to change to it.
    pub id: String,
    /// Its name.
    pub name: Option<String>,
    /// Atomic's word for its type; `SIP Trunk` and `SMS Plan` were seen.
    pub kind: Option<String>,
    /// Its price as a decimal number in text, as it came: `1.99`. For which period and with or without tax is unknown.
    pub price: Option<String>,
    /// The currency of the price: `AUD`.
    pub currency: Option<String>,
    /// What else Atomic sent.
    pub raw: Vec<RawField>,
}

impl ServicePlan {
    /// What it is called: its name, or its id where it has none.
    #[must_use]
    pub fn title(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.id)
    }

    /// Its price with its currency, as they came: `1.99 AUD`.
    #[must_use]
    pub fn price_text(&self) -> Option<String> {
        let price = self.price.as_deref()?;
        Some(self.currency.as_deref().map_or_else(|| price.to_owned(), |currency| format!("{price} {currency}")))
    }
}

impl Atomic {
    /// Every plan of the account, also those of other products (contract 3.1).
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn plans(&self) -> Answer<Vec<ServicePlan>> {
        let (found, answer) = self.listed(&LIST_SERVICE_PLANS, None, &["plan_id"]).await?;
        customers::identified(found, &answer, map::plan)
    }
}

impl Atomic {
    /// The plans a mobile service can be moved to, as far as their type tells.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn mobile_plans(&self) -> Answer<Vec<ServicePlan>> {
        let for_mobiles = |plan: &ServicePlan| {
            let kind = plan.kind.as_deref().unwrap_or_default();
            !OTHER_PRODUCTS.iter().any(|other| kind.eq_ignore_ascii_case(other))
        };
        Ok(self.plans().await?.into_iter().filter(for_mobiles).collect())
    }

    /// Moves a service to another plan, by the plan's id (contract 4.2).
    ///
    /// # Errors
    ///
    /// As [`Atomic::update_service`].
    pub async fn change(&self, id: &str, plan: &str, ticket: Ticket) -> Answer<()> {
        let update = ServiceUpdate { plan: Some(plan.to_owned()), excess_usage: None };
        self.update_service(id, &update, ticket).await
    }
}
