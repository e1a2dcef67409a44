//! SIMs and numbers in stock (ONSIM contract 3 and 5).

use domain::action::Ticket;
use serde_json::Value;

use super::operations::{ADD_NUMBER, LIST_NUMBERS, LIST_SIMS};
use super::{Onsim, checked_number, expect_done, map};
use crate::transport::{Call, RawAnswer, decode};
use crate::{Answer, StockItem, StockState};

/// Which SIMs of the stock (contract 5.1, `type`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SimType {
    /// Every one.
    All,
    /// eSIM profiles.
    Esim,
    /// Cards.
    Card,
}

impl SimType {
    /// ONSIM's word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::All => "ALL",
            Self::Esim => "eSIM",
            Self::Card => "pSIM",
        }
    }
}

const fn state_word(state: StockState) -> &'static str {
    match state {
        StockState::Active => "ACTIVE",
        StockState::Reserved => "RESERVED",
    }
}

/// The things of a list whose shape is not published. The contract takes any JSON there, and also no body at all, which
/// the reference itself calls "no data returned".
pub(super) fn listed(answer: &RawAnswer, wrappers: &[&str], ids: &[&str]) -> Answer<Vec<StockItem>> {
    if answer.body().iter().all(u8::is_ascii_whitespace) {
        return Ok(Vec::new());
    }
    let value: Value = decode(answer)?;
    Ok(map::items(value, wrappers, ids))
}

impl Onsim {
    /// The SIMs of one state and type (contract 5.1); the shape of a record is not published.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn sims(&self, state: StockState, kind: SimType) -> Answer<Vec<StockItem>> {
        let call = Call::new(&LIST_SIMS).path("state", state_word(state)).path("type", kind.word());
        listed(&self.transport.send(call).await?, &["sims", "data"], map::SIM_IDS)
    }

    /// The numbers of one state (contract 3.1); the shape of a record is not published.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn numbers(&self, state: StockState) -> Answer<Vec<StockItem>> {
        let call = Call::new(&LIST_NUMBERS).path("stateOrMpn", state_word(state));
        listed(&self.transport.send(call).await?, &["numbers", "data"], map::NUMBER_IDS)
    }

    /// Puts a number (E.164 digits without a plus) into stock (contract 3.2). Taking it out again is not published.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`], and `InvalidInput` with field `mpn`.
    pub async fn add_number(&self, number: &str, ticket: Ticket) -> Answer<()> {
        let mpn = checked_number(&ADD_NUMBER, "mpn", number)?;
        let call = Call::new(&ADD_NUMBER).path("stateOrMpn", mpn).ticket(&ticket);
        expect_done(&self.transport.send(call).await?)
    }
}
