//! The odd shapes the Reach notes leave open or report, as switches: a client has to bear all of them.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// What is around the payload of a success (Reach contract 2.5).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Envelope {
    /// `{"status":"SUCCESS","message":"..","data":..}`
    #[default]
    Full,
    /// `{"message":"..","data":..}`: the outer status is missing.
    WithoutStatus,
    /// The payload itself, as the guide's field paths have it.
    Bare,
}

/// Where the text of an error stands (Reach contract 2.6).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ErrorText {
    /// At `message`.
    #[default]
    Message,
    /// At `error`.
    Error,
    /// At `errorMessage`.
    ErrorMessage,
    /// At `data.message`.
    DataMessage,
    /// Plain text, no JSON at all.
    Plain,
}

/// Which of the reported or open shapes the practice shop answers with. The default is the documented one, else the one
/// that was seen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReachQuirks {
    /// What is around a payload.
    pub envelope: Envelope,
    /// Where the text of an error stands.
    pub error_text: ErrorText,
    /// Refusals (400, 404, 409) come as HTTP 200 with the status `FAILURE` (2.5).
    pub refusals_under_200: bool,
    /// These operations answer 403 with "explicit deny" (2.6).
    pub denied: BTreeSet<String>,
    /// Every call answers 403, as from an address that is not registered (2.4).
    pub unregistered_source: bool,
    /// Every number in a payload is text (2.5).
    pub numbers_as_text: bool,
    /// Dates are epoch milliseconds instead of ISO 8601 (2.5).
    pub epoch_dates: bool,
    /// Every object payload has fields that no notes name.
    pub extra_fields: bool,
    /// A purchase ends in `DONE` instead of `COMPLETED` (C6).
    pub done_for_completed: bool,
    /// `link.type` is 0 although there is an address (3.1).
    pub link_type_stays_zero: bool,
    /// Coverage stands under a carrier key (C12).
    pub coverage_under_carrier: bool,
    /// The lists of plans answer 500 naming `modifiedDate` (2.7).
    pub plan_list_broken: bool,
    /// The expiry of a bearer token is called `exipiresAt` (2.3).
    pub misspelled_expiry: bool,
    /// A new key pair ends the ones before it (endpoint 1: unknown).
    pub new_key_revokes: bool,
    /// A `clientAccountId` may be used once: a repeat answers 409. Otherwise a repeat is a second order.
    pub client_account_id_once: bool,
    /// A port that is still in progress can be corrected too (3.3).
    pub port_update_while_porting: bool,
    /// Top-ups, credits and packs answer a transactionId and take a while (endpoints 48, 56, 62).
    pub small_purchases_async: bool,
    /// This code stands for every activation and subscriber status.
    pub unknown_status: Option<u64>,
}
