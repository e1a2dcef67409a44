//! What a task does to the SIM of a line: which SIM it gives, how its activation code comes, and what stops working.

use serde::Serialize;
use ts_rs::TS;

/// How the activation code of a SIM comes to the customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CodeArrives {
    /// There is none: it is a card, to be put into the phone.
    Card,
    /// With the provider's answer, or it can be read from the provider right after.
    InAnswer,
    /// The provider sends it by e-mail.
    ByMail,
    /// No new one comes: the code that the customer got with this eSIM installs it again.
    AsBefore,
    /// It is an eSIM, and the provider publishes no way for its code to come.
    NotPublished,
}

/// The SIM a task gives to a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct GivenSim {
    /// How its code comes.
    pub code: CodeArrives,
    /// The field that holds its number; absent when the provider picks it, or it is the SIM the line has.
    pub number: Option<&'static str>,
    /// So only while another field (the name) has one of these values; nothing means always.
    pub only_if: Option<(&'static str, &'static [&'static str])>,
}

impl GivenSim {
    /// A SIM whose number is not known before.
    #[must_use]
    pub const fn new(code: CodeArrives) -> Self {
        Self { code, number: None, only_if: None }
    }

    /// Its number is in this field.
    #[must_use]
    pub const fn number(mut self, field: &'static str) -> Self {
        self.number = Some(field);
        self
    }

    /// So only while another field has one of these values.
    #[must_use]
    pub const fn only_if(mut self, field: &'static str, values: &'static [&'static str]) -> Self {
        self.only_if = Some((field, values));
        self
    }
}

/// What a task does to the SIM of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct SimChange {
    /// What stops working, and when, in one sentence.
    pub stops: &'static str,
    /// The SIM it gives, by what was chosen: the first that fits.
    pub gives: &'static [GivenSim],
}

impl SimChange {
    /// The SIM it gives for what was typed and chosen; nothing when no choice was made yet.
    #[must_use]
    pub fn given<'a>(&self, value: impl Fn(&str) -> Option<&'a str>) -> Option<&'static GivenSim> {
        self.gives.iter().find(|one| {
            one.only_if.is_none_or(|(field, values)| value(field).is_some_and(|value| values.contains(&value)))
        })
    }

    /// The number of the SIM it gives, as far as it was typed or chosen.
    #[must_use]
    pub fn number<'a>(&self, value: impl Fn(&str) -> Option<&'a str>) -> Option<&'a str> {
        self.given(&value)?.number.and_then(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SWAP: SimChange = SimChange {
        stops: "The old SIM, at once.",
        gives: &[
            GivenSim::new(CodeArrives::Card).number("iccid").only_if("kind", &["card"]),
            GivenSim::new(CodeArrives::NotPublished).only_if("kind", &["esim"]),
        ],
    };

    #[test]
    fn what_was_chosen_decides_which_sim_it_gives() {
        let card = |name: &str| match name {
            "kind" => Some("card"),
            "iccid" => Some("8944000000000123456"),
            _ => None,
        };
        let esim = |name: &str| (name == "kind").then_some("esim");
        assert_eq!(SWAP.given(card).map(|one| one.code), Some(CodeArrives::Card));
        assert_eq!(SWAP.number(card), Some("8944000000000123456"));
        assert_eq!(SWAP.given(esim).map(|one| one.code), Some(CodeArrives::NotPublished));
        assert_eq!(SWAP.number(esim), None);
        assert_eq!(SWAP.given(|_| None), None);
    }
}
