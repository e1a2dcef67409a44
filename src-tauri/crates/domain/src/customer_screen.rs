//! What the screen that faces the customer shows, and in which words. Nothing personal is in it but the last three digits of
//! the number, and no part of a code: the picture goes to that screen on its own.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::line::{EsimStage, EsimState};
use crate::provider::ProviderKind;
use crate::time::Timestamp;

/// How many digits of the number the customer's screen names.
pub const DIGITS_SHOWN: usize = 3;

/// A language of the customer's screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// English.
    En,
    /// Danish.
    Da,
    /// Spanish.
    Es,
}

impl Language {
    /// The one a screen begins with for a line of this provider; the customer switches it.
    #[must_use]
    pub fn usual_for(provider: ProviderKind) -> Self {
        if provider.country() == "DK" { Self::Da } else { Self::En }
    }
}

/// The phone a customer says they have: its maker's menus are named in the steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CustomerPhone {
    /// Apple's.
    Iphone,
    /// Samsung's.
    Samsung,
    /// Google's.
    Pixel,
    /// Any other, or not said.
    Other,
}

/// What a line is to get, as the customer is asked about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum NewSim {
    /// An eSIM.
    Esim,
    /// A SIM card.
    Card,
    /// A SIM whose kind is not said.
    Sim,
}

/// How far the phone is, as the provider reports it (GSMA SGP.22, profile states).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PhoneProgress {
    /// No phone has taken the code yet.
    Waiting,
    /// A phone is loading the eSIM.
    Loading,
}

impl PhoneProgress {
    /// What a state says of a phone that has not installed the code yet.
    #[must_use]
    pub fn of(state: &EsimState) -> Self {
        if state.stage == EsimStage::Downloading { Self::Loading } else { Self::Waiting }
    }
}

/// What is on the customer's screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum CustomerShows {
    /// Nothing.
    Blank,
    /// What will happen to the number, for the customer to agree to. A courtesy, no proof of identity.
    Question {
        /// Names the question, so that a late press answers no other one.
        question: u32,
        /// What the line is to get.
        gets: NewSim,
        /// When the customer pressed that it is right.
        confirmed_at: Option<Timestamp>,
    },
    /// A code, with the steps for the phone.
    Code {
        /// Names the picture.
        picture: u32,
        /// Modules a side, quiet zone included.
        modules: u32,
        /// How far the phone is; absent where the provider does not tell it.
        progress: Option<PhoneProgress>,
    },
    /// A phone has installed the eSIM.
    Done {
        /// Whether it is switched on; absent where the provider does not tell it.
        switched_on: Option<bool>,
    },
}

/// The customer's screen as it is now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct CustomerScreen {
    /// Another one with every change.
    pub version: u32,
    /// What is on it.
    pub shows: CustomerShows,
    /// The last digits of the number, at most [`DIGITS_SHOWN`]; absent when nothing is shown or the line has no number.
    pub last_digits: Option<String>,
    /// Its language.
    pub language: Language,
    /// The phone its steps are for.
    pub phone: CustomerPhone,
}

impl CustomerScreen {
    /// The same screen with nothing on it.
    #[must_use]
    pub fn blanked(self) -> Self {
        Self { shows: CustomerShows::Blank, last_digits: None, ..self }
    }
}
