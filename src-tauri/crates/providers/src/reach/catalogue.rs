//! What can be bought: plans, coupons, services (Reach contract 4 to 7). To be kept for 24 hours at most.

use domain::line::RawField;
use domain::time::ProviderTime;

use super::ids::ServiceCode;
use super::money::Dollars;
use super::operations::{FETCH_OFFERS, FETCH_PLANS, FETCH_PRODUCTS, FETCH_SERVICES};
use super::wire::catalogue;
use super::{Reach, needed};
use crate::operation::Operation;
use crate::transport::{Call, RawAnswer};
use crate::{Answer, PlanOption};

/// A plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Its code, for quotes and orders.
    pub code: Option<ServiceCode>,
    /// Its name.
    pub name: Option<String>,
    /// Price of the first line, a month.
    pub price: Option<Dollars>,
    /// Price of each further line, a month.
    pub further_line_price: Option<Dollars>,
    /// Most lines of an account.
    pub most_lines: Option<u32>,
    /// The FCC's broadband label, which has to be displayed: text or a link, as it came.
    pub label: Option<String>,
    /// Plans it can be upgraded to.
    pub upgrades: Vec<ServiceCode>,
    /// Plans it can be downgraded to.
    pub downgrades: Vec<ServiceCode>,
    /// Whether it can be changed at all.
    pub change_allowed: Option<bool>,
    /// How much data, in `data_unit`.
    pub data: Option<String>,
    /// Reach's word for the unit.
    pub data_unit: Option<String>,
    /// Whether data is unlimited.
    pub unlimited: Option<bool>,
    /// Everything else.
    pub raw: Vec<RawField>,
}

/// A coupon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Its name.
    pub name: Option<String>,
    /// What is typed to use it.
    pub coupon: Option<String>,
    /// What it takes off.
    pub discount: Option<Dollars>,
    /// From when it holds.
    pub from: Option<ProviderTime>,
    /// Until when it holds.
    pub to: Option<ProviderTime>,
    /// Whether it is over.
    pub expired: Option<bool>,
    /// Everything else.
    pub raw: Vec<RawField>,
}

/// A service: shipping, top-up and such.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    /// Its code.
    pub code: Option<ServiceCode>,
    /// Its name.
    pub name: Option<String>,
    /// Reach's word for its kind.
    pub kind: Option<String>,
    /// What shipping costs.
    pub shipping: Option<Dollars>,
    /// How long delivery takes, as Reach writes it.
    pub delivery_days: Option<String>,
    /// Everything else.
    pub raw: Vec<RawField>,
}

/// The whole catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Products {
    /// Plans.
    pub plans: Vec<Plan>,
    /// Coupons.
    pub offers: Vec<Offer>,
    /// Services.
    pub services: Vec<Service>,
    /// Everything else.
    pub raw: Vec<RawField>,
}

impl Reach {
    /// The whole catalogue (no. 4).
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn products(&self) -> Answer<Products> {
        catalogue::products(&self.send(Call::new(&FETCH_PRODUCTS)).await?)
    }

    /// The plans, or the one of a code (no. 5).
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn plans(&self, code: Option<&ServiceCode>) -> Answer<Vec<Plan>> {
        catalogue::plans(&self.catalogue_of(&FETCH_PLANS, code).await?)
    }

    /// The coupons, or those of a code (no. 6).
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn offers(&self, code: Option<&ServiceCode>) -> Answer<Vec<Offer>> {
        catalogue::offers(&self.catalogue_of(&FETCH_OFFERS, code).await?)
    }

    /// The services, or the one of a code (no. 7).
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn services(&self, code: Option<&ServiceCode>) -> Answer<Vec<Service>> {
        catalogue::services(&self.catalogue_of(&FETCH_SERVICES, code).await?)
    }

    /// The plans a line on `current` can be changed to, as the two lists of that plan name them; names come from the
    /// same answer where the target is in it.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`]; `NotFound` when no plan has that code.
    pub async fn plan_targets(&self, current: &ServiceCode) -> Answer<Vec<PlanTarget>> {
        let answer = self.catalogue_of(&FETCH_PLANS, None).await?;
        let plans = catalogue::plans(&answer)?;
        let Some(plan) = plans.iter().find(|plan| plan.code.as_ref() == Some(current)) else {
            let code = domain::problem::ErrorCode::NotFound;
            return Err(answer.refused(code, "no plan has this code", None));
        };
        let target = |upgrade: bool, code: &ServiceCode| {
            let named = plans.iter().find(|plan| plan.code.as_ref() == Some(code)).and_then(|plan| plan.name.clone());
            let name = named.unwrap_or_else(|| code.as_str().to_owned());
            PlanTarget { option: PlanOption { code: code.as_str().to_owned(), name }, upgrade }
        };
        let ups = plan.upgrades.iter().map(|code| target(true, code));
        Ok(ups.chain(plan.downgrades.iter().map(|code| target(false, code))).collect())
    }

    async fn catalogue_of(&self, operation: &'static Operation, code: Option<&ServiceCode>) -> Answer<RawAnswer> {
        let mut call = Call::new(operation);
        if let Some(code) = code {
            call = call.query("serviceCode", needed(operation, "serviceCode", code.as_str())?);
        }
        self.send(call).await
    }
}

/// A plan that a line can be changed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanTarget {
    /// Its code and name.
    pub option: PlanOption,
    /// True for an upgrade, false for a downgrade, which takes effect at the next bill cycle.
    pub upgrade: bool,
}
