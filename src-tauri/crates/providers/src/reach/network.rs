//! Checks before a purchase: is an address covered, does a device work, is a ZIP code served (Reach contract 2, 3, 23).

use domain::imei::Imei;
use domain::line::RawField;

use super::operations::{CHECK_COVERAGE, VALIDATE_IMEI, VALIDATE_ZIP_CODE};
use super::wire::network::{self, CoverageRequest, ZipRequest};
use super::{Reach, needed, state, zip};
use crate::Answer;
use crate::transport::Call;

/// An address in the United States to look up.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct CoverageQuery {
    /// First line; needed.
    pub address_1: String,
    /// City; needed.
    pub city: String,
    /// Two capital letters; needed.
    pub state: String,
    /// Five digits; needed.
    pub zip: String,
    /// Name of the person.
    pub name: Option<String>,
    /// Second line.
    pub street_1: Option<String>,
}

/// Whether an address is covered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// `brandCoverage`: false ends the sale; absent when Reach does not say.
    pub covered: Option<bool>,
    /// Reach's word for the 5G signal.
    pub strength_5g: Option<String>,
    /// Reach's word for the 4G signal.
    pub strength_4g: Option<String>,
    /// What Reach says to it.
    pub message: Option<String>,
    /// Everything else, with the carrier it is about where there is one.
    pub raw: Vec<RawField>,
}

/// Which kind of SIM works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SimMode {
    /// A plastic card.
    Card,
    /// An eSIM.
    Esim,
    /// Either.
    Both,
}

/// Whether a device works with Reach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceCheck {
    /// False ends the flow; absent when Reach does not say.
    pub valid: Option<bool>,
    /// Which SIM it takes; absent for a word this program does not know.
    pub mode: Option<SimMode>,
    /// Reach's word for that.
    pub raw_mode: Option<String>,
    /// Whether it takes an eSIM.
    pub esim_available: Option<bool>,
    /// Maker.
    pub make: Option<String>,
    /// Model.
    pub model: Option<String>,
    /// Locked to another carrier.
    pub locked: Option<bool>,
    /// Reported lost or stolen.
    pub lost_or_stolen: Option<bool>,
    /// What Reach says is wrong.
    pub error: Option<String>,
    /// Everything else.
    pub raw: Vec<RawField>,
}

/// Whether a ZIP code is served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ZipCheck {
    /// Whether there is such a code.
    pub valid: Option<bool>,
    /// Whether it is covered.
    pub covered: Option<bool>,
    /// Whether eSIMs are sold there.
    pub esim_available: Option<bool>,
    /// Everything else.
    pub raw: Vec<RawField>,
}

impl Reach {
    /// Is an address covered (no. 2).
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn check_coverage(&self, query: &CoverageQuery) -> Answer<Coverage> {
        let body = CoverageRequest {
            name: query.name.as_deref().unwrap_or_default(),
            address1: needed(&CHECK_COVERAGE, "address1", &query.address_1)?,
            street1: query.street_1.as_deref().unwrap_or_default(),
            city: needed(&CHECK_COVERAGE, "city", &query.city)?,
            state: state(&CHECK_COVERAGE, "state", &query.state)?,
            country: "USA",
            zip: zip(&CHECK_COVERAGE, "zip", &query.zip)?,
        };
        network::coverage(&self.send(Call::new(&CHECK_COVERAGE).json(&body)).await?)
    }

    /// Checks a device of the customer's own (no. 3). Its check digit was checked when the IMEI was read.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn validate_imei(&self, imei: &Imei) -> Answer<DeviceCheck> {
        network::device(&self.send(Call::new(&VALIDATE_IMEI).path("imei", imei.digits())).await?)
    }

    /// Is a ZIP code served (no. 23). [`Self::check_coverage`] is the surer way.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn validate_zip(&self, code: &str) -> Answer<ZipCheck> {
        let body = ZipRequest { zip_code: zip(&VALIDATE_ZIP_CODE, "zipCode", code)? };
        network::zip(&self.send(Call::new(&VALIDATE_ZIP_CODE).json(&body)).await?)
    }
}
