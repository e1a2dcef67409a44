//! What differs between connections to Reach and is not documented, as settings a person can fill in once staging has
//! answered (Reach contract 3.5, C3, 4.1, 7). Everything left alone stays as the contract reads best today.

use std::collections::BTreeMap;

use domain::line::LineStage;

use super::wire::CardWord;
use crate::registry::{FindingField, FindingMisfit, FindingValues};

/// What differs between connections and is not documented: learnt on staging, kept as data (Reach contract 3.5, C3, 4.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Findings {
    /// What the codes of a subscriber's `status` mean, as text. Only `2` is documented.
    pub stages: BTreeMap<String, LineStage>,
    /// How an order spells a card.
    pub card_in_orders: CardWord,
    /// Whether making the key pair takes an empty object or no body at all.
    pub access_key_body: bool,
}

/// The one code whose meaning is documented.
const ACTIVE: &str = "2";

impl Default for Findings {
    fn default() -> Self {
        Self {
            stages: BTreeMap::from([(ACTIVE.to_owned(), LineStage::Active)]),
            card_in_orders: CardWord::default(),
            access_key_body: true,
        }
    }
}

const SUSPENDED: &str = "suspended_codes";
const ENDED: &str = "ended_codes";
const PORTING: &str = "porting_codes";
const CARD: &str = "card_in_orders";
const KEY_BODY: &str = "access_key_body";

/// The settings, in the order people see them.
pub(crate) static FIELDS: &[FindingField] = &[
    FindingField {
        id: SUSPENDED,
        label: "Status codes of a suspended line",
        hint: "Reach documents code 2 only, which is active. Several with commas between them; empty: shown as they come.",
        values: FindingValues::Codes,
    },
    FindingField {
        id: ENDED,
        label: "Status codes of an ended line",
        hint: "What a line's record says once it was disconnected. Several with commas between them.",
        values: FindingValues::Codes,
    },
    FindingField {
        id: PORTING,
        label: "Status codes of a line whose number is being ported",
        hint: "What a line's record says while its number is on the way. Several with commas between them.",
        values: FindingValues::Codes,
    },
    FindingField {
        id: CARD,
        label: "Word for a SIM card in an order",
        hint: "PHYSICAL was seen in orders; the guide says PSIM.",
        values: FindingValues::Words(&[("physical", "PHYSICAL"), ("psim", "PSIM")]),
    },
    FindingField {
        id: KEY_BODY,
        label: "Body when an access key is made",
        hint: "Whether that call takes an empty object or no body at all is not documented.",
        values: FindingValues::Words(&[("object", "An empty object"), ("none", "No body")]),
    },
];

/// The settings as the client uses them.
///
/// # Errors
/// [`FindingMisfit`] naming the setting that cannot be used.
pub(crate) fn read(given: &BTreeMap<String, String>) -> Result<Findings, FindingMisfit> {
    let mut findings = Findings::default();
    for (id, stage) in [(SUSPENDED, LineStage::Suspended), (ENDED, LineStage::Ceased), (PORTING, LineStage::Porting)] {
        for code in given.get(id).map(String::as_str).unwrap_or_default().split(',').map(str::trim) {
            if code.is_empty() {
                continue;
            }
            let misfit = |why: String| FindingMisfit { id: id.to_owned(), why };
            if code.len() > 20 || !code.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
                return Err(misfit("a status code is a number or one word".to_owned()));
            }
            if findings.stages.insert(code.to_owned(), stage).is_some_and(|other| other != stage) {
                return Err(misfit(format!("the code {code} cannot mean two things; 2 is active")));
            }
        }
    }
    if given.get(CARD).is_some_and(|word| word == "psim") {
        findings.card_in_orders = CardWord::Psim;
    }
    if given.get(KEY_BODY).is_some_and(|word| word == "none") {
        findings.access_key_body = false;
    }
    Ok(findings)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(fields: &[(&str, &str)]) -> BTreeMap<String, String> {
        fields.iter().map(|(id, value)| ((*id).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn nothing_given_is_what_the_contract_says() {
        assert_eq!(read(&BTreeMap::new()).unwrap(), Findings::default());
        assert_eq!(
            read(&given(&[(SUSPENDED, " , "), (CARD, "physical"), (KEY_BODY, "object")])).unwrap(),
            Findings::default()
        );
    }

    #[test]
    fn each_setting_changes_its_own_thing() {
        let learnt = read(&given(&[(SUSPENDED, "3, 4"), (ENDED, "9"), (CARD, "psim"), (KEY_BODY, "none")])).unwrap();
        let stage = |code: &str| learnt.stages.get(code).copied();
        assert_eq!(
            (stage("2"), stage("3"), stage("4")),
            (Some(LineStage::Active), Some(LineStage::Suspended), Some(LineStage::Suspended))
        );
        assert_eq!((stage("9"), stage("5")), (Some(LineStage::Ceased), None));
        assert_eq!((learnt.card_in_orders, learnt.access_key_body), (CardWord::Psim, false));
    }

    #[test]
    fn a_code_that_means_two_things_or_is_none_is_refused_by_its_setting() {
        for (id, wrong) in [
            (SUSPENDED, given(&[(SUSPENDED, "2")])),
            (ENDED, given(&[(SUSPENDED, "3"), (ENDED, "3")])),
            (PORTING, given(&[(PORTING, "on the way")])),
        ] {
            assert_eq!(read(&wrong).unwrap_err().id, id);
        }
    }

    #[test]
    fn every_setting_has_a_sentence() {
        assert!(FIELDS.iter().all(|field| field.hint.ends_with('.') && !field.label.is_empty()));
    }
}
