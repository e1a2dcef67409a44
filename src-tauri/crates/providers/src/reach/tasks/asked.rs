//! What was typed for a task, as the client's types. What does not fit is refused here by its field, before anything is
//! sent.

use domain::iccid::Iccid;
use domain::imei::Imei;
use domain::msisdn::{Msisdn, Region};
use domain::problem::ErrorCode;
use domain::provider::ProviderKind;
use domain::secret::Pac;
use domain::task::{About, Task};

use crate::reach::{CustomerId, Dollars, GroupId, NewSim, PortIn, Quote, Reach};
use crate::tasks::unknown_task;
use crate::{Answer, Delivery, Inputs, ProviderError};

/// One task as it was asked for.
pub(super) struct Asked<'a> {
    pub(super) reach: &'a Reach,
    pub(super) task: &'a Task,
    pub(super) about: &'a About,
    pub(super) inputs: &'a Inputs,
}

impl Asked<'_> {
    /// The line it is about: its reference is the customer's.
    pub(super) fn customer(&self) -> CustomerId {
        CustomerId::new(self.about.id())
    }

    /// What is in a field; empty when nothing is.
    pub(super) fn text(&self, name: &str) -> &str {
        self.inputs.text(name)
    }

    /// What is in a field; nothing when it was left empty.
    pub(super) fn typed(&self, name: &str) -> Option<String> {
        self.inputs.get(name).map(str::to_owned)
    }

    /// What is in a secret field; empty when nothing is, which the client's own check then refuses by name.
    pub(super) fn secret(&self, name: &str) -> String {
        self.inputs.secret(name).map(|secret| secret.expose().to_owned()).unwrap_or_default()
    }

    /// A value that cannot be used, told at its field.
    pub(super) fn refused(&self, field: &str, message: &str) -> ProviderError {
        let code = ErrorCode::InvalidInput;
        let mut error = ProviderError::not_delivered(code, ProviderKind::Reach, self.task.call, message);
        error.problem.field = Some(field.to_owned());
        error
    }

    /// What reading tells of a change that nobody knows the outcome of, when it tells nothing: that outcome stays
    /// unknown. Much of Reach's work goes on in the background, so that the old state proves nothing either (Reach
    /// contract 2.9).
    pub(super) fn unclear(&self, look_at: &str) -> ProviderError {
        let message = format!("nothing Reach publishes tells whether this happened; look at {look_at}");
        ProviderError::not_delivered(ErrorCode::OutcomeUnknown, ProviderKind::Reach, self.task.call, message)
    }

    /// What names work that Reach tells about by customer: that it is there says that Reach has taken it.
    pub(super) fn by_customer(&self) -> Option<String> {
        Some(self.about.id().to_owned())
    }

    /// The refusal of a task that no `match` knows.
    pub(super) fn unknown(&self) -> ProviderError {
        unknown_task(ProviderKind::Reach, self.task.id, self.about)
    }

    pub(super) fn iccid(&self, name: &str) -> Answer<Iccid> {
        Iccid::parse(self.text(name))
            .map(|reading| reading.iccid)
            .map_err(|fault| self.refused(name, &fault.to_string()))
    }

    pub(super) fn imei(&self, name: &str) -> Answer<Imei> {
        Imei::parse(self.text(name)).map_err(|fault| self.refused(name, &fault.to_string()))
    }

    pub(super) fn number(&self, name: &str) -> Answer<Msisdn> {
        Msisdn::parse(self.text(name), Region::Us).map_err(|fault| self.refused(name, &fault.to_string()))
    }

    pub(super) fn dollars(&self, name: &str) -> Answer<Option<Dollars>> {
        self.inputs
            .get(name)
            .map(|text| Dollars::parse(text).ok_or_else(|| self.refused(name, "this is no amount of dollars")))
            .transpose()
    }

    /// A value of a field, read by a rule that knows which texts fit.
    pub(super) fn one_of<T>(&self, name: &str, read: impl Fn(&str) -> Option<T>) -> Answer<T> {
        read(self.text(name)).ok_or_else(|| self.refused(name, "this is none of the choices"))
    }

    /// The SIM that was chosen with [`super::fields::SIM_TYPE`]; `card` is the field of a card's number.
    pub(super) fn new_sim(&self, card: &str) -> Answer<NewSim> {
        Ok(match self.text("simType") {
            "ESIM" => NewSim::Esim { imei: self.imei("imei")? },
            _ => NewSim::Card {
                iccid: self.iccid(card)?,
                imei: self.inputs.get("imei").map(|_| self.imei("imei")).transpose()?,
            },
        })
    }

    /// The number to bring along.
    pub(super) fn port_in(&self) -> Answer<PortIn> {
        Ok(PortIn {
            number: self.number("numberToPort")?,
            carrier: self.text("oldCarrier").to_owned(),
            account_number: self.text("oldCarrierAccountNumber").to_owned(),
            pin: Pac::new(self.secret("password")),
            zip: self.text("oldZip").to_owned(),
        })
    }

    /// The line's group: as typed, else as its record has it.
    pub(super) async fn group(&self) -> Answer<GroupId> {
        if let Some(group) = self.inputs.get("groupId") {
            return Ok(GroupId::new(group));
        }
        let info = self.reach.customer_info(&self.customer()).await.map_err(not_sent)?;
        info.group.ok_or_else(|| self.refused("groupId", "Reach's record of this line names no group"))
    }

    /// Refuses a price above what was typed as the most ([`super::fields::MOST`]).
    pub(super) fn within(&self, quote: &Quote) -> Answer<()> {
        let Some(most) = self.dollars("collection")? else { return Ok(()) };
        match (most.cents(), quote.total.cents()) {
            (Some(most), Some(asked)) if asked <= most => Ok(()),
            _ => {
                let message = format!("Reach asks {} USD today; nothing was ordered", quote.total.text());
                Err(self.refused("collection", &message))
            }
        }
    }

    /// Asks for the price first, where a most was typed.
    pub(super) async fn within_quote(&self, quote: impl Future<Output = Answer<Quote>>) -> Answer<()> {
        if self.inputs.get("collection").is_none() {
            return Ok(());
        }
        self.within(&quote.await.map_err(not_sent)?)
    }
}

/// The failure of a read that comes before a change: the change itself was never sent.
pub(super) fn not_sent(mut error: ProviderError) -> ProviderError {
    error.delivery = Delivery::NotDelivered;
    error.problem.retry_safe = true;
    error
}
