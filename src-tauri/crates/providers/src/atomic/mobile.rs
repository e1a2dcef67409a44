//! Mobile services: reading one, barring, unbarring and cancelling it, its cap, plan and SIM (Atomic contract 4).
//!
//! A line's reference is its number in national form, `04xxxxxxxx`. The answer to a bar, an unbar and a cancel is not
//! published: after those, reading the line again tells what became of it.

use std::fmt;

use async_trait::async_trait;
use domain::action::Ticket;
use domain::line::{Line, RawField};
use domain::msisdn::{Msisdn, Region};
use domain::problem::ErrorCode;
use serde_json::Value;

use super::operations::{MANAGE_MOBILE_SERVICE, REPLACE_SIM, RESET_ESIM, UPDATE_MOBILE_SERVICE};
use super::wire::{self, Action, ManageRequest, MobileUpdate};
use super::{
    Atomic, all_records, bad_input, checked_email, checked_msn, complains, expect_word, line_id, map, needed,
    one_record, optional, unusable,
};
use crate::transport::{Call, RawAnswer};
use crate::{Answer, FoundLines, Lines, RemoteSearch, at_most_one};

/// How much use beyond the plan is let through. Atomic prints the values run together; this split is inferred, and
/// their unit or currency is unknown (contract 4.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExcessCap {
    /// 0
    None,
    /// 10
    Ten,
    /// 50
    Fifty,
    /// 100
    Hundred,
    /// 200
    TwoHundred,
    /// 400
    FourHundred,
    /// 1000
    Thousand,
}

impl ExcessCap {
    /// Every cap, the lowest first.
    pub const ALL: [Self; 7] =
        [Self::None, Self::Ten, Self::Fifty, Self::Hundred, Self::TwoHundred, Self::FourHundred, Self::Thousand];

    /// Atomic's number.
    #[must_use]
    pub const fn value(self) -> u16 {
        match self {
            Self::None => 0,
            Self::Ten => 10,
            Self::Fifty => 50,
            Self::Hundred => 100,
            Self::TwoHundred => 200,
            Self::FourHundred => 400,
            Self::Thousand => 1000,
        }
    }
}

/// What to change on a service; what is absent stays, and something has to be there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ServiceUpdate {
    /// The new cap.
    pub excess_usage: Option<ExcessCap>,
    /// The id of the new plan, from the list of plans.
    pub plan: Option<String>,
}

/// The SIM a service is moved to.
#[derive(Clone, PartialEq, Eq)]
pub enum NewSim {
    /// An eSIM. That the profile is sent to the address is implied, not stated (contract 4.3).
    Esim {
        /// Where the notice goes.
        notification_email: String,
    },
    /// A card.
    Card {
        /// Its number; Atomic states no length or form.
        number: String,
        /// Where a notice goes.
        notification_email: Option<String>,
    },
}

impl fmt::Debug for NewSim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Esim { .. } => "Esim(…)",
            Self::Card { .. } => "Card(…)",
        })
    }
}

/// What Atomic says of a reset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EsimReset {
    /// Its own words.
    pub message: Option<String>,
    /// What else it sent.
    pub raw: Vec<RawField>,
}

/// One whole number only: Atomic's other search is for customers, whose lines it does not list (contract 2.1, 4).
#[async_trait]
impl RemoteSearch for Atomic {
    fn not_asked(&self, text: &str) -> Option<String> {
        wanted(text)
            .is_none()
            .then(|| "Atomic can be asked for one whole mobile number only; it publishes no list of lines.".to_owned())
    }

    async fn search(&self, text: &str) -> Answer<FoundLines> {
        match wanted(text) {
            Some(id) => at_most_one(self.read(&id).await).map(Into::into),
            None => Ok(FoundLines::default()),
        }
    }
}

fn wanted(text: &str) -> Option<String> {
    line_id(&Msisdn::parse(text, Region::Au).ok()?)
}

#[async_trait]
impl Lines for Atomic {
    /// `id` is the number, `04xxxxxxxx`.
    async fn read(&self, id: &str) -> Answer<Line> {
        let answer = self.manage(id, Action::Query, None).await?;
        let mut found = all_records(&answer, &["data"])?;
        if found.is_empty() {
            return Err(answer.refused(ErrorCode::NotFound, "the answer holds no service", None));
        }
        if !found.iter().all(map::is_service) {
            return Err(unusable(&answer, "the answer is no service"));
        }
        let alone = found.len() == 1;
        found
            .iter_mut()
            .position(|record| match map::msn(record) {
                Some(msn) => msn == id,
                // Without a number of its own, the only record is about the number that was asked for.
                None => alone && !record.has(&["msn"]),
            })
            .map(|place| map::line(found.swap_remove(place), id, &self.read_from()))
            // Showing another line under the asked number would lead to a change of the wrong one.
            .ok_or_else(|| answer.unusable("the answer is about another number"))
    }
}

impl Atomic {
    /// Bars a service: it stops working until it is resumed (contract 4.1, `suspend`). Whether it happened is told by
    /// reading the line again.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`], and `InvalidInput` with field `msn` for what is no number of the form `04xxxxxxxx`.
    pub async fn suspend(&self, id: &str, ticket: Ticket) -> Answer<()> {
        expect_taken(&self.manage(id, Action::Suspend, Some(&ticket)).await?)
    }

    /// Lifts a bar (contract 4.1, `active`). Whether it happened is told by reading the line again.
    ///
    /// # Errors
    ///
    /// As [`Atomic::suspend`].
    pub async fn resume(&self, id: &str, ticket: Ticket) -> Answer<()> {
        expect_taken(&self.manage(id, Action::Active, Some(&ticket)).await?)
    }

    /// Cancels a service (contract 4.1, `cancel`). When it takes effect, and whether it can be undone, is unknown.
    /// Whether it happened is told by reading the line again.
    ///
    /// # Errors
    ///
    /// As [`Atomic::suspend`].
    pub async fn cancel(&self, id: &str, ticket: Ticket) -> Answer<()> {
        expect_taken(&self.manage(id, Action::Cancel, Some(&ticket)).await?)
    }

    /// Changes the cap, the plan or both (contract 4.2).
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`]; `InvalidInput` with field `msn`, `service_plan_id`, or `excess_usage` when nothing is
    /// to be changed; `OutcomeUnknown` when the answer does not say success.
    pub async fn update_service(&self, id: &str, update: &ServiceUpdate, ticket: Ticket) -> Answer<()> {
        let operation = &UPDATE_MOBILE_SERVICE;
        let msn = checked_msn(operation, id)?;
        let plan = update.plan.as_deref().map(|plan| needed(operation, "service_plan_id", plan)).transpose()?;
        let excess_usage = update.excess_usage.map(ExcessCap::value);
        if plan.is_none() && excess_usage.is_none() {
            return Err(bad_input(operation, "excess_usage", "there is nothing to change"));
        }
        let body = MobileUpdate { msn, excess_usage, service_plan_id: plan };
        let answer = self.transport.send(Call::new(operation).json(&body).ticket(&ticket)).await?;
        expect_word(&answer, &mut one_record(&answer)?, "status", "success")
    }

    /// Moves a service to another SIM (contract 4.3). The SIM it has stops working. Gives back neither a SIM number
    /// nor an activation code.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`]; `InvalidInput` with field `msn`, `sim_card_number` or `notification_email`;
    /// `OutcomeUnknown` when the answer does not say success.
    pub async fn replace_sim(&self, id: &str, sim: &NewSim, ticket: Ticket) -> Answer<()> {
        let operation = &REPLACE_SIM;
        let msn = checked_msn(operation, id)?;
        let email = |text| checked_email(operation, "notification_email", text);
        let body = match sim {
            NewSim::Esim { notification_email } => wire::ReplaceSim {
                msn,
                is_esim: true,
                sim_card_number: None,
                notification_email: Some(email(notification_email)?),
            },
            NewSim::Card { number, notification_email } => wire::ReplaceSim {
                msn,
                is_esim: false,
                sim_card_number: Some(needed(operation, "sim_card_number", number)?),
                notification_email: optional(notification_email.as_deref()).map(email).transpose()?,
            },
        };
        let answer = self.transport.send(Call::new(operation).json(&body).ticket(&ticket)).await?;
        expect_word(&answer, &mut one_record(&answer)?, "status", "success")
    }

    /// Resets the state of an eSIM profile, presumably so that it can be installed again; what that does to one in use
    /// is unknown (contract 4.4). No call of Atomic's gives the `iccid`, so a person has to type it; its length is not
    /// checked, because the published sample has only 10 digits.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`]; `InvalidInput` with field `msn` or `iccid`; `OutcomeUnknown` when the answer does not
    /// say success.
    pub async fn reset_esim(&self, id: &str, iccid: &str, ticket: Ticket) -> Answer<EsimReset> {
        let operation = &RESET_ESIM;
        let msn = checked_msn(operation, id)?;
        let iccid = needed(operation, "iccid", iccid)?;
        let call = Call::new(operation).json(&wire::ResetEsim { msn, iccid }).ticket(&ticket);
        let answer = self.transport.send(call).await?;
        let mut record = one_record(&answer)?;
        expect_word(&answer, &mut record, "status", "success")?;
        Ok(EsimReset { message: record.take_text(&["message"]), raw: record.rest("") })
    }

    async fn manage(&self, id: &str, action: Action, ticket: Option<&Ticket>) -> Answer<RawAnswer> {
        let msn = checked_msn(&MANAGE_MOBILE_SERVICE, id)?;
        let call = Call::new(&MANAGE_MOBILE_SERVICE).doing(action.effect()).json(&ManageRequest { action, msn });
        self.transport
            .send(match ticket {
                Some(ticket) => call.ticket(ticket),
                None => call,
            })
            .await
    }
}

/// Takes a 2xx as done, whatever it holds: the shape is not published. One that speaks of an error all the same leaves
/// the outcome unknown, for reading back to decide.
fn expect_taken(answer: &RawAnswer) -> Answer<()> {
    match serde_json::from_slice::<Value>(answer.body()) {
        Ok(body) if complains(&body) => Err(unusable(answer, "the answer says success and error at once")),
        _ => Ok(()),
    }
}
