//! Roaming: countries, packs, what is left of them (Reach contract 59 to 65).

use domain::action::Ticket;
use domain::line::RawField;

use super::billing::TopupReceipt;
use super::ids::{CustomerId, GroupId, PackId};
use super::money::Dollars;
use super::operations::{
    GET_ROAMING_PACK_GROUP, GET_ROAMING_PACK_USAGE, LIST_ROAMING_COUNTRIES, LIST_ROAMING_PACKS, PURCHASE_ROAMING_PACK,
    QUOTE_ROAMING_PACK, SET_ROAMING_PACK_AUTO_RENEW,
};
use super::purchase::Quote;
use super::wire::roaming::{self, NETWORK, PackRequest, PacksRequest, RenewRequest};
use super::wire::{billing, purchase};
use super::{Reach, Receipt, bad_input, needed};
use crate::Answer;
use crate::operation::Operation;
use crate::transport::Call;

/// A country with roaming. The names of its prices are unknown: they are in `raw`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoamingCountry {
    /// What names it, for asking about packs, exactly as it came.
    pub country: Option<String>,
    /// Its price zone.
    pub zone: Option<String>,
    /// Step in which calls are billed, as Reach writes it.
    pub pulse: Option<String>,
    /// Everything else, prices too.
    pub raw: Vec<RawField>,
}

/// A roaming pack. Only the name of the validity is sure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoamingPack {
    /// Its reference.
    pub id: Option<PackId>,
    /// How many days it lasts.
    pub validity_days: Option<u32>,
    /// Its price.
    pub price: Option<Dollars>,
    /// Data in it, as Reach writes it.
    pub data: Option<String>,
    /// Minutes in it.
    pub voice_minutes: Option<String>,
    /// Texts in it.
    pub texts: Option<String>,
    /// Everything else.
    pub raw: Vec<RawField>,
}

/// A pack to be quoted or bought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackOrder {
    /// For whom.
    pub customer: CustomerId,
    /// Which pack.
    pub pack: PackId,
    /// For which group.
    pub group: Option<GroupId>,
    /// For which countries, as the list of countries named them; may be empty.
    pub countries: Vec<String>,
}

fn body<'a>(operation: &Operation, order: &'a PackOrder) -> Answer<PackRequest<'a>> {
    let group = order.group.as_ref();
    Ok(PackRequest {
        pack_id: needed(operation, "packId", order.pack.as_str())?,
        group_id: group.map(|group| needed(operation, "groupId", group.as_str())).transpose()?,
        countries: &order.countries,
    })
}

impl Reach {
    /// Countries with roaming and their prices (no. 59).
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn roaming_countries(&self) -> Answer<Vec<RoamingCountry>> {
        roaming::countries(&self.send(Call::new(&LIST_ROAMING_COUNTRIES).query("mvne", NETWORK)).await?)
    }

    /// Packs for countries, at least one (no. 60; inferred).
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn roaming_packs(&self, customer: &CustomerId, countries: &[String]) -> Answer<Vec<RoamingPack>> {
        let operation = &LIST_ROAMING_PACKS;
        if countries.is_empty() {
            return Err(bad_input(operation, "countries", "at least one country is needed"));
        }
        let customer_id = needed(operation, "customerId", customer.as_str())?;
        let body = PacksRequest { customer_id, mvne: NETWORK, countries };
        roaming::packs(&self.send(Call::new(operation).json(&body)).await?)
    }

    /// What a pack costs (no. 61; inferred).
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn quote_roaming_pack(&self, order: &PackOrder) -> Answer<Quote> {
        let body = body(&QUOTE_ROAMING_PACK, order)?;
        let call = Call::new(&QUOTE_ROAMING_PACK).path("customerId", order.customer.as_str()).json(&body);
        purchase::quote(&self.send(call).await?)
    }

    /// Buys a pack with the body of its quote (no. 62). Which card pays is unknown, presumably the default one. Confirm
    /// by [`Self::group_packs`] and [`Self::pack_usage`].
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn buy_roaming_pack(&self, order: &PackOrder, ticket: Ticket) -> Answer<TopupReceipt> {
        let body = body(&PURCHASE_ROAMING_PACK, order)?;
        let call = Call::new(&PURCHASE_ROAMING_PACK).path("customerId", order.customer.as_str()).json(&body);
        Ok(billing::topup(self.change(call, &ticket).await?))
    }

    /// Packs held by a group (no. 63; parameter inferred). Its fields are not documented.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn group_packs(&self, group: &GroupId) -> Answer<Vec<RawField>> {
        let id = needed(&GET_ROAMING_PACK_GROUP, "groupId", group.as_str())?;
        self.shown(Call::new(&GET_ROAMING_PACK_GROUP).query("groupId", id)).await
    }

    /// Switches the renewal of a pack (no. 64; inferred).
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn set_pack_renewal(
        &self,
        customer: &CustomerId,
        pack: &PackId,
        renew: bool,
        ticket: Ticket,
    ) -> Answer<Receipt> {
        let operation = &SET_ROAMING_PACK_AUTO_RENEW;
        let customer_id = needed(operation, "customerId", customer.as_str())?;
        let body = RenewRequest { customer_id, auto_renew: renew };
        self.ask(Call::new(operation).path("packId", pack.as_str()).json(&body), &ticket).await
    }

    /// What is left of a pack (no. 65; parameters inferred). Its fields are not documented.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn pack_usage(&self, group: &GroupId, pack: &PackId) -> Answer<Vec<RawField>> {
        let call = Call::new(&GET_ROAMING_PACK_USAGE)
            .query("groupId", needed(&GET_ROAMING_PACK_USAGE, "groupId", group.as_str())?)
            .query("packId", needed(&GET_ROAMING_PACK_USAGE, "packId", pack.as_str())?);
        self.shown(call).await
    }
}
