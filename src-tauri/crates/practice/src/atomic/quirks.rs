//! The odd shapes the Atomic notes leave open, as switches: a client has to bear all of them.

use serde::{Deserialize, Serialize};

/// What answers a suspend, an unsuspend or a cancel (Atomic contract 4.1: shape not known, B8).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeAnswer {
    /// `{"status":"success"}`, as the other changes answer.
    #[default]
    Success,
    /// The array that a query gives, with the record as it was before the change: not to be trusted.
    StaleRecord,
    /// `{}`
    Nothing,
}

/// Which of the shapes that the notes leave open the practice shop answers with. The default is the published sample
/// wherever there is one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AtomicQuirks {
    /// The answer to a change of state.
    pub change_answer: ChangeAnswer,
    /// A query for an unknown number is an error; otherwise it gives an empty array (4.1).
    pub unknown_msn_is_error: bool,
    /// Lists come in pages of 20 as `{"paging":{..},"items":[..]}` instead of as bare arrays (B3).
    pub paged: bool,
    /// Empty fields are `null` instead of `""` (B2).
    pub nulls: bool,
    /// Times are ISO 8601 instead of `YYYY-MM-DD HH:MM:SS` (B1).
    pub iso_times: bool,
    /// Numbers and ids come as text (B4).
    pub numbers_as_text: bool,
    /// `sim_number` of an eSIM is its ICCID instead of the word `eSIM` (B9).
    pub esim_shows_iccid: bool,
    /// Status words are in lower case (B7).
    pub lower_case_status: bool,
    /// This text stands in the status of every service and brand name.
    pub unknown_status: Option<String>,
    /// Customers that were deleted are left out of the list (2.1).
    pub hides_deleted: bool,
    /// Every record has fields that no notes name.
    pub extra_fields: bool,
    /// Errors are HTML pages instead of JSON: nothing is known of their form.
    pub html_errors: bool,
}
