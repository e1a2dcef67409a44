//! Points in time as the desk keeps them. The clock itself is passed in from outside.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Milliseconds since 1970-01-01T00:00:00Z, by the desk's own clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS, Default)]
#[serde(transparent)]
pub struct Timestamp(#[ts(type = "number")] pub i64);

impl Timestamp {
    /// This time moved by `seconds` (may be negative); saturates at the ends of time.
    #[must_use]
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1000)))
    }

    /// Milliseconds from `earlier` to this; negative when the clock went back.
    #[must_use]
    pub const fn millis_since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}

/// A date or time as a provider wrote it, with no time zone stated: shown as it came, never converted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProviderTime {
    /// The provider's own text.
    pub raw: String,
    /// The same in ISO form (`2025-01-02` or `2025-01-02T13:20:30`), absent when the text was of no known form.
    pub iso: Option<String>,
}
