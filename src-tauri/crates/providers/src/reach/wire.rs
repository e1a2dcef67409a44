//! Reach's wire forms: the way into its envelope and the values in it. One file for each group of endpoints holds that
//! group's bodies, sent and answered, with every guess about them.
//!
//! Numbers are read as text, digit by digit: Reach's numbers and texts are interchangeable, and amounts must not pass
//! through binary fractions (Reach contract 2.5).

pub(super) mod activation;
pub(super) mod billing;
pub(super) mod cards;
pub(super) mod catalogue;
pub(super) mod customer;
pub(super) mod envelope;
pub(super) mod exact;
pub(super) mod network;
pub(super) mod plan_change;
pub(super) mod purchase;
pub(super) mod roaming;
pub(super) mod setup;
pub(super) mod sim_swap;

use domain::msisdn::{Msisdn, Region};
use domain::provider::ProviderKind;
use domain::time::ProviderTime;

use super::money::Dollars;
use crate::raw;
use crate::record::Record;

/// Which endpoint a kind of SIM is written for: Reach spells a card in two ways (Reach contract C3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CardWord {
    /// `PHYSICAL`, seen in orders.
    #[default]
    Physical,
    /// `PSIM`, the guide's word, seen in SIM swaps.
    Psim,
}

/// Reach's word for an eSIM, or for a card at an endpoint that spells it so. Activation has a flag instead.
pub(super) const fn sim_word(esim: bool, card: CardWord) -> &'static str {
    match (esim, card) {
        (true, _) => "ESIM",
        (false, CardWord::Physical) => "PHYSICAL",
        (false, CardWord::Psim) => "PSIM",
    }
}

/// A yes or no. `NA` and other words stay in the record and are shown raw.
pub(super) fn flag(record: &mut Record, names: &[&str]) -> Option<bool> {
    record.take_known(names, |word| match word.to_ascii_lowercase().as_str() {
        "true" | "yes" | "y" | "1" => Some(true),
        "false" | "no" | "n" | "0" => Some(false),
        _ => None,
    })
}

/// An amount; one that is no plain decimal stays in the record and is shown raw.
pub(super) fn money(record: &mut Record, names: &[&str]) -> Option<Dollars> {
    record.take_known(names, Dollars::parse)
}

/// A whole number.
pub(super) fn number(record: &mut Record, names: &[&str]) -> Option<u32> {
    record.take_known(names, |text| text.parse().ok())
}

/// A US number: ten digits without a country code, or with it.
pub(super) fn msisdn(record: &mut Record, names: &[&str]) -> Option<Msisdn> {
    record.take_known(names, |text| Msisdn::parse(text, Region::Us).ok())
}

/// A state as Reach writes it, kept and shown as it came unless it holds something else.
pub(super) fn word(record: &mut Record, names: &[&str]) -> Option<String> {
    record.take_text(names).map(|text| raw::word(&text))
}

/// Notes that a word is none this program knows.
pub(super) fn drifted(field: &'static str, word: &str) {
    raw::note_drift(ProviderKind::Reach, field, word);
}

/// A date or time. Its form is not documented: ISO and milliseconds since 1970 are read, anything is kept (2.5).
pub(super) fn time(record: &mut Record, names: &[&str]) -> Option<ProviderTime> {
    record.take_text(names).map(|raw| ProviderTime { iso: iso(&raw), raw })
}

fn iso(text: &str) -> Option<String> {
    if let Some(time) = millis(text) {
        return Some(time.to_string());
    }
    text.parse::<jiff::civil::Date>().ok().filter(|_| text.len() == 10).map(|date| date.to_string()).or_else(|| {
        let time = text.parse::<jiff::Timestamp>().map(|time| time.to_string());
        time.or_else(|_| text.parse::<jiff::civil::DateTime>().map(|time| time.to_string())).ok()
    })
}

/// Milliseconds since 1970: 12 to 14 digits, years 1973 to 5138.
pub(super) fn millis(text: &str) -> Option<jiff::Timestamp> {
    let fits = (12..=14).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    let millis = text.parse().ok().filter(|_| fits)?;
    jiff::Timestamp::from_millisecond(millis).ok()
}

#[cfg(test)]
#[path = "wire_tests.rs"]
mod tests;
