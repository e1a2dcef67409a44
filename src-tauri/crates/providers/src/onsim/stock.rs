//! SIMs and numbers in stock (ONSIM contract 3 and 5).

use async_trait::async_trait;
use domain::action::Ticket;
use serde_json::Value;

use super::operations::{ADD_NUMBER, LIST_NUMBERS, LIST_SIMS};
use super::{Onsim, checked_number, expect_done, map};
use crate::transport::{Call, RawAnswer, decode};
use crate::{Answer, Stock, StockItem, StockState};

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

#[async_trait]
impl Stock for Onsim {
    async fn sims(&self, state: StockState) -> Answer<Vec<StockItem>> {
        let call = Call::new(&LIST_SIMS).path("state", state_word(state)).path("type", "ALL");
        listed(&self.transport.send(call).await?, &["sims", "data"], map::SIM_IDS)
    }

    async fn numbers(&self, state: StockState) -> Answer<Vec<StockItem>> {
        let call = Call::new(&LIST_NUMBERS).path("stateOrMpn", state_word(state));
        listed(&self.transport.send(call).await?, &["numbers", "data"], map::NUMBER_IDS)
    }

    async fn add_number(&self, number: &str, ticket: Ticket) -> Answer<()> {
        let mpn = checked_number(&ADD_NUMBER, "mpn", number)?;
        let call = Call::new(&ADD_NUMBER).path("stateOrMpn", mpn).ticket(&ticket);
        expect_done(&self.transport.send(call).await?)
    }
}
