//! How long the personal details of settled actions are kept.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::time::Timestamp;

/// After which time the personal details of a settled action are forgotten.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ForgetAfter {
    /// Six months.
    HalfYear,
    /// One year.
    OneYear,
    /// Two years.
    TwoYears,
    /// Five years. The default: the longest duty to keep records of SIM changes known to us is three years (US, FCC 23-95
    /// on 47 CFR 64.2010), and a dispute about one may begin at its end.
    #[default]
    FiveYears,
    /// Never.
    Never,
}

const A_DAY_S: i64 = 24 * 60 * 60;

impl ForgetAfter {
    /// In whole days, never fewer than the words say; nothing for never.
    #[must_use]
    pub const fn days(self) -> Option<u32> {
        match self {
            Self::HalfYear => Some(184),
            Self::OneYear => Some(366),
            Self::TwoYears => Some(731),
            Self::FiveYears => Some(1827),
            Self::Never => None,
        }
    }

    /// What came to its end before this time is forgotten, where at least the last `spared_days` are kept; nothing for
    /// never.
    #[must_use]
    pub fn before(self, now: Timestamp, spared_days: u32) -> Option<Timestamp> {
        let days = i64::from(self.days()?.max(spared_days));
        Some(now.plus_seconds(days.saturating_mul(-A_DAY_S)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_time_is_shorter_than_its_words_and_what_is_spared_stays() {
        let now = Timestamp(2_000_000_000_000);
        let days = |before: Timestamp| now.millis_since(before) / (A_DAY_S * 1000);
        let at_least = [(ForgetAfter::HalfYear, 184), (ForgetAfter::OneYear, 366), (ForgetAfter::TwoYears, 731)];
        for (after, most) in at_least {
            assert_eq!(after.before(now, 30).map(days), Some(most));
            assert_eq!(after.before(now, 10_000).map(days), Some(10_000));
        }
        assert_eq!(ForgetAfter::Never.before(now, 30), None);
        assert_eq!(ForgetAfter::default(), ForgetAfter::FiveYears);
        assert!(ForgetAfter::OneYear.before(now, u32::MAX).is_some_and(|before| before < Timestamp(0)));
    }
}
