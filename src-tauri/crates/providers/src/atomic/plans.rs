//! Plans: listing them, and moving a service to another (Atomic contract 3, 4.2).

use async_trait::async_trait;
use domain::action::Ticket;
use domain::line::RawField;

use super::operations::{LIST_SERVICE_PLANS, UPDATE_MOBILE_SERVICE};
use super::{Atomic, ServiceUpdate, checked_msn, customers, map};
use crate::{Answer, PlanChange, PlanOption};

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

#[async_trait]
impl PlanChange for Atomic {
    async fn options(&self, id: &str) -> Answer<Vec<PlanOption>> {
        checked_msn(&UPDATE_MOBILE_SERVICE, id)?;
        let for_mobiles = |plan: &ServicePlan| {
            let kind = plan.kind.as_deref().unwrap_or_default();
            !OTHER_PRODUCTS.iter().any(|other| kind.eq_ignore_ascii_case(other))
        };
        let option =
            |plan: ServicePlan| PlanOption { name: plan.name.unwrap_or_else(|| plan.id.clone()), code: plan.id };
        Ok(self.plans().await?.into_iter().filter(for_mobiles).map(option).collect())
    }

    async fn change(&self, id: &str, plan: &str, ticket: Ticket) -> Answer<()> {
        let update = ServiceUpdate { plan: Some(plan.to_owned()), excess_usage: None };
        self.update_service(id, &update, ticket).await
    }
}
