//! The odd shapes ONSIM's reference leaves open, as switches: a client has to bear all of them.

use serde::{Deserialize, Serialize};

/// How `GET /account/{mpn}` wraps its record (ONSIM contract 2.2, A1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AccountWrapper {
    /// `{"account":[{..}]}`, as the reference types it.
    #[default]
    List,
    /// `{"account":{..}}`, as its sample shows it.
    Object,
    /// `[{..}]`
    Bare,
}

/// How `GET /port/all/{state}` wraps its records (ONSIM contract 7.1, A2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PortQueueWrapper {
    /// `{"portQueue":{"port":[..]}}`, as the published sample.
    #[default]
    Holder,
    /// `{"portQueue":[{"port":[..]}]}`, as the reference types it.
    HolderList,
    /// `{"port":[..]}`
    Bare,
}

/// Which of the shapes that the contract leaves open the practice shop answers with. The default is the published
/// sample wherever there is one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OnsimQuirks {
    /// The wrapping of an account record.
    pub account_wrapper: AccountWrapper,
    /// The wrapping of a list of ports.
    pub port_queue_wrapper: PortQueueWrapper,
    /// A list of exactly one port holds the record itself, not a list of one.
    pub single_port_as_object: bool,
    /// `GET /port/{id}` answers `{"port":{..}}` (A3).
    pub port_lookup_wrapped: bool,
    /// Subscribers, SIMs, numbers and groups come as `{"subscribers":[..]}` and so on instead of a bare list.
    pub lists_wrapped: bool,
    /// `allowance`, `used` and `remaining` are strings.
    pub numbers_as_text: bool,
    /// `i_account` is a number (A16).
    pub account_id_as_number: bool,
    /// Every record has fields that no reference names.
    pub extra_fields: bool,
    /// This text stands in `esim_status` and in a port's `status`.
    pub unknown_status: Option<String>,
    /// The QR link comes as plain text instead of a JSON string (2.6).
    pub qr_link_as_text: bool,
    /// `is_recorded` in a subscriber query filters by it; otherwise it asks to show the recording state (A6).
    pub is_recorded_filters: bool,
    /// Operations of which no answer is known answer with zero bytes instead of `{}`.
    pub unknown_answers_empty: bool,
}
