//! Call forwarding in the network, TDC only (TelecomX contract 10.1, 10.2).

use domain::action::Ticket;

use super::map::CallForward;
use super::operations::{GET_CALL_FORWARD, SET_CALL_FORWARD};
use super::wire::Properties;
use super::{Telecomx, bad_input, checked_id, checked_number, done, one};
use crate::Answer;
use crate::transport::Call;

/// Where calls shall go in one case.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct ForwardTo {
    /// Whether they shall.
    pub enabled: bool,
    /// Where to, E.164 with plus; absent when not used.
    pub number: Option<String>,
}

/// Where calls shall go; what is absent stays.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct ForwardUpdate {
    /// Always.
    pub unconditional: Option<ForwardTo>,
    /// When the phone is off.
    pub offline: Option<ForwardTo>,
    /// When it is busy.
    pub busy: Option<ForwardTo>,
    /// When nobody answers, with the seconds until then: 5, 10, 15, 20, 25 or 30.
    pub no_answer: Option<(ForwardTo, u8)>,
}

impl Telecomx {
    /// Where calls go.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`]; `WrongState` for an account on another network, `TimedOut` when TDC does not answer.
    pub async fn call_forward(&self, account: &str) -> Answer<CallForward> {
        let id = checked_id(&GET_CALL_FORWARD, "accountId", account)?;
        one(&self.send(Call::new(&GET_CALL_FORWARD).path("accountId", id)).await?)
    }

    /// Sets where calls go.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`]; `WrongState` for an account on another network, `OutcomeUnknown` when TDC does not
    /// answer; `InvalidInput` for a forwarding that is on and goes nowhere.
    pub async fn set_call_forward(&self, account: &str, update: &ForwardUpdate, ticket: Ticket) -> Answer<()> {
        let id = checked_id(&SET_CALL_FORWARD, "accountId", account)?;
        let mut body = Properties::default();
        for (name, forward) in
            [("unconditional", &update.unconditional), ("offline", &update.offline), ("busy", &update.busy)]
        {
            if let Some(forward) = forward {
                body = body.inside(name, forward_properties(name, forward)?);
            }
        }
        if let Some((forward, seconds)) = &update.no_answer {
            if ![5, 10, 15, 20, 25, 30].contains(seconds) {
                let rule = "the seconds are 5, 10, 15, 20, 25 or 30";
                return Err(bad_input(&SET_CALL_FORWARD, "noAnswer.timeout", rule));
            }
            let forward = forward_properties("noAnswer", forward)?.with("timeout", *seconds);
            body = body.inside("noAnswer", forward);
        }
        if body.is_empty() {
            return Err(bad_input(&SET_CALL_FORWARD, "unconditional", "nothing is to be changed"));
        }
        let call = Call::new(&SET_CALL_FORWARD).path("accountId", id).json(&body.into_value());
        done(&self.send(call.ticket(&ticket)).await?)
    }
}

fn forward_properties(name: &str, forward: &ForwardTo) -> Answer<Properties> {
    let field = format!("{name}.number");
    let number = match forward.number.as_deref() {
        Some(number) => checked_number(&SET_CALL_FORWARD, &field, number)?,
        None if forward.enabled => return Err(bad_input(&SET_CALL_FORWARD, &field, "calls have to go somewhere")),
        // Blank when not used (contract 10.2).
        None => "",
    };
    Ok(Properties::default().with("enabled", forward.enabled).with("number", number))
}
