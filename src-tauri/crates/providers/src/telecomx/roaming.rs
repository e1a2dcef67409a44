//! Roaming regions, prices and partners (TelecomX contract 11.6).

use super::map::{Page, RoamingPartner, RoamingPrice, RoamingRegion};
use super::operations::{
    GET_ROAMING_REGION, LIST_ROAMING_DATA_PRICES, LIST_ROAMING_PARTNERS, LIST_ROAMING_REGIONS, LIST_ROAMING_TEXT_PRICES,
};
use super::wire::Query;
use super::{Network, Telecomx, bad_input, checked_id, listed, one, page};
use crate::Answer;
use crate::transport::Call;

impl Telecomx {
    /// Roaming regions of Telenor or TDC, or of both.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn roaming_regions(&self, filter: Option<&str>, network: Option<Network>) -> Answer<Page<RoamingRegion>> {
        if network == Some(Network::Telia) {
            return Err(bad_input(&LIST_ROAMING_REGIONS, "network", "there are regions of Telenor and TDC only"));
        }
        let query = Query::default().opt("filter", filter).opt("network", network.map(Network::word));
        page(&self.send(query.call(&LIST_ROAMING_REGIONS)).await?, &["regions"])
    }

    /// One roaming region, with its prices.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn roaming_region(&self, id: &str) -> Answer<RoamingRegion> {
        let id = checked_id(&GET_ROAMING_REGION, "regionId", id)?;
        one(&self.send(Call::new(&GET_ROAMING_REGION).path("regionId", id)).await?)
    }

    /// Prices of roaming data, from before there were regions.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn roaming_data_prices(&self) -> Answer<Vec<RoamingPrice>> {
        listed(&self.send(Call::new(&LIST_ROAMING_DATA_PRICES)).await?, &["data"])
    }

    /// Prices of roaming texts, from before there were regions.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn roaming_text_prices(&self) -> Answer<Vec<RoamingPrice>> {
        listed(&self.send(Call::new(&LIST_ROAMING_TEXT_PRICES)).await?, &["text"])
    }

    /// Networks abroad, with their countries in Danish or English.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn roaming_partners(&self, danish: bool) -> Answer<Vec<RoamingPartner>> {
        let query = Query::default().with("language", if danish { "da" } else { "en" });
        listed(&self.send(query.call(&LIST_ROAMING_PARTNERS)).await?, &["roamingPartners"])
    }
}
