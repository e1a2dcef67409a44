//! Sender names for texts: submitting one for approval and reading its state (Atomic contract 5.1, 5.2).

use domain::action::Ticket;
use domain::line::RawField;

use super::operations::{GET_BRAND_NAME_STATUS, REGISTER_BRAND_NAME};
use super::wire::BrandRegister;
use super::{Atomic, expect_word, map, needed, one_record, unusable};
use crate::Answer;
use crate::transport::Call;

/// A sender name to submit. Australia only; length rules are unknown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrandRegistration {
    /// The SMS account; no call gives its id.
    pub sms_account_id: i64,
    /// The name people will see.
    pub name: String,
    /// The brand's web address.
    pub url: String,
    /// What it is for.
    pub description: String,
}

/// A registration as it was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrandReceipt {
    /// What to ask its state by.
    pub registration_id: String,
    /// The name as Atomic took it.
    pub name: Option<String>,
    /// What else Atomic sent.
    pub raw: Vec<RawField>,
}

/// How far a registration is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BrandStage {
    /// It may be used.
    Approved,
    /// Any other word: none is published.
    Unknown,
}

/// The state of a registration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrandStatus {
    /// Which registration.
    pub registration_id: Option<String>,
    /// The name.
    pub name: Option<String>,
    /// The brand's web address.
    pub url: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// Our reading.
    pub stage: BrandStage,
    /// Atomic's own word; empty when it gives none.
    pub raw_state: String,
    /// What else Atomic sent.
    pub raw: Vec<RawField>,
}

impl Atomic {
    /// Submits a sender name for approval (contract 5.1).
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`]; `InvalidInput` naming the field that is empty; `OutcomeUnknown` when the answer does
    /// not say success or has no registration id.
    pub async fn register_brand_name(&self, brand: &BrandRegistration, ticket: Ticket) -> Answer<BrandReceipt> {
        let needed = |field, text| needed(&REGISTER_BRAND_NAME, field, text);
        let body = BrandRegister {
            sms_account_id: brand.sms_account_id,
            brand_name: needed("brand_name", &brand.name)?,
            brand_url: needed("brand_url", &brand.url)?,
            description: needed("description", &brand.description)?,
        };
        let answer = self.transport.send(Call::new(&REGISTER_BRAND_NAME).json(&body).ticket(&ticket)).await?;
        let mut record = one_record(&answer)?;
        expect_word(&answer, &mut record, "result", "success")?;
        map::brand_receipt(record).ok_or_else(|| unusable(&answer, "the answer has no registration id"))
    }

    /// Reads the state of a registration (contract 5.2).
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`], and `InvalidInput` with field `registration_id` when it is empty.
    pub async fn brand_name_status(&self, registration_id: &str) -> Answer<BrandStatus> {
        let id = needed(&GET_BRAND_NAME_STATUS, "registration_id", registration_id)?;
        let call = Call::new(&GET_BRAND_NAME_STATUS).query("registration_id", id);
        let answer = self.transport.send(call).await?;
        let record = one_record(&answer)?;
        if !record.has(&["registration_id", "brand_name"]) {
            return Err(unusable(&answer, "the answer is no registration"));
        }
        let status = map::brand_status(record);
        if status.registration_id.as_deref().is_some_and(|told| told != id) {
            return Err(answer.unusable("the answer is about another registration"));
        }
        Ok(status)
    }
}
