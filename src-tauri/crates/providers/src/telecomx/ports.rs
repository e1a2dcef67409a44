//! Portings: reading, ordering, stopping (TelecomX contract 6.1 to 6.8). Their papers are in `papers`.

use domain::action::Ticket;
use domain::line::RawField;

use super::map::{self, Page, Porting};
use super::operations::{
    CANCEL_PORTING, GET_PORTING, LIST_PORTINGS, LOG_PORTING_CONTACT, ORDER_PORTING, OVERRIDE_PORTING_STAGE,
    REJECT_PORTING, SPLIT_PORTING, UPDATE_PORTING,
};
use super::wire::{Misfit, Properties, Query};
use super::{
    Telecomx, bad_input, checked_id, checked_limit, checked_number, checked_opt, checked_text, done, record, tree,
    value,
};
use crate::Answer;
use crate::operation::Operation;
use crate::record::Record;
use crate::transport::{Call, RawAnswer};
use domain::port::PortDirection;
use serde_json::Value;

/// Groups of portings (contract 6.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PortGroup {
    /// Running.
    Open,
    /// Ended.
    Closed,
    /// Nothing has happened for too long.
    Attention,
    /// The customer's turn.
    Waiting,
    /// Can be ordered.
    Ready,
    /// Ordered.
    Ordered,
    /// A date is fixed.
    Confirmed,
    /// Refused.
    Rejected,
    /// Moves today.
    Today,
    /// Moves tomorrow.
    Tomorrow,
    /// Moves in the next five days.
    NextFiveDays,
}

impl PortGroup {
    /// Every group, in the order above.
    pub const ALL: [Self; 11] = [
        Self::Open,
        Self::Closed,
        Self::Attention,
        Self::Waiting,
        Self::Ready,
        Self::Ordered,
        Self::Confirmed,
        Self::Rejected,
        Self::Today,
        Self::Tomorrow,
        Self::NextFiveDays,
    ];

    /// TelecomX's word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Open => "OPEN",
            Self::Closed => "CLOSED",
            Self::Attention => "ATTENTION",
            Self::Waiting => "WAITING",
            Self::Ready => "READY",
            Self::Ordered => "ORDERED",
            Self::Confirmed => "CONFIRMED",
            Self::Rejected => "REJECTED",
            Self::Today => "PORT_TODAY",
            Self::Tomorrow => "PORT_TOMORROW",
            Self::NextFiveDays => "PORT_NEXT5DAYS",
        }
    }
}

/// Which portings to list (contract 6.1).
#[derive(Clone, Default)]
pub struct PortingsQuery {
    /// Of which customer.
    pub customer: Option<String>,
    /// Of which reseller.
    pub reseller: Option<String>,
    /// In this stage; goes before the group.
    pub stage: Option<String>,
    /// In this group.
    pub group: Option<PortGroup>,
    /// How many to leave out.
    pub offset: Option<u32>,
    /// At most how many: 1 to 500, 100 unless told.
    pub limit: Option<u32>,
    /// Part of the number.
    pub filter: Option<String>,
    /// Whole portings, not condensed ones.
    pub full: bool,
    /// One direction; the words `IN` and `OUT` are inferred here.
    pub direction: Option<PortDirection>,
}

/// What to change of a porting (contract 6.3); what is absent stays.
#[derive(Clone, Default)]
pub struct PortingEdit {
    /// The number, E.164 with plus.
    pub number: Option<String>,
    /// More numbers, in a series of at least 10.
    pub additional_numbers: Option<Vec<String>>,
    /// ICCID of the SIM at the donor.
    pub donor_sim_number: Option<String>,
    /// The customer's id at the donor.
    pub donor_customer_id: Option<String>,
    /// The wanted date, `2025-01-31` or with a time.
    pub requested: Option<String>,
    /// E-mail addresses that are told of progress.
    pub notify: Option<Vec<String>>,
    /// Whether there are series of one's own.
    pub custom_series: Option<bool>,
    /// Those series, `+4570305000-+4570305009` each.
    pub custom_series_data: Option<Vec<String>>,
    /// The first number of them.
    pub custom_series_primary: Option<String>,
}

/// Why an out-porting is refused (contract 6.7).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// No proof of leave.
    AuthMissing,
    /// Another owner.
    WrongOwner,
    /// Another SIM.
    SimMismatch,
    /// Not in use.
    NotInUse,
    /// The customer does not want it.
    CustomerReject,
    /// Another range.
    RangeMismatch,
}

impl Refusal {
    /// Every reason, in the order above.
    pub const ALL: [Self; 6] = [
        Self::AuthMissing,
        Self::WrongOwner,
        Self::SimMismatch,
        Self::NotInUse,
        Self::CustomerReject,
        Self::RangeMismatch,
    ];

    /// TelecomX's word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::AuthMissing => "AUTH_MISSING",
            Self::WrongOwner => "WRONG_OWNER",
            Self::SimMismatch => "SIM_MISMATCH",
            Self::NotInUse => "NOT_IN_USE",
            Self::CustomerReject => "CUSTOMER_REJECT",
            Self::RangeMismatch => "RANGE_MISMATCH",
        }
    }
}

impl Telecomx {
    /// Portings, one page.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn portings(&self, query: &PortingsQuery) -> Answer<Page<Porting>> {
        let operation = &LIST_PORTINGS;
        let direction = match query.direction {
            None => None,
            Some(PortDirection::In) => Some("IN"),
            Some(PortDirection::Out) => Some("OUT"),
            Some(PortDirection::Unknown) => return Err(bad_input(operation, "type", "a porting goes in or out")),
        };
        let parameters = Query::default()
            .opt("customer", checked_opt(operation, "customer", query.customer.as_deref())?)
            .opt("reseller", checked_opt(operation, "reseller", query.reseller.as_deref())?)
            .opt("stage", query.stage.as_deref())
            .opt("status", query.group.map(PortGroup::word))
            .opt("offset", query.offset)
            .opt("limit", checked_limit(operation, query.limit, 500)?)
            .opt("filter", query.filter.as_deref())
            .on("full", query.full)
            .opt("type", direction);
        let answer = self.send(parameters.call(operation)).await?;
        let page = map::page_of(value(&answer)?, &["portings", "porting"], |item| match item {
            Value::Object(map) => {
                map::porting(Record(map), self.transport.connection()).ok_or(Misfit("a record names no porting"))
            }
            _ => Err(Misfit("an element of the list is no record")),
        });
        page.map_err(|misfit| answer.unusable(misfit.0))
    }

    /// One porting; with `expand` also the names behind its ids.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`]; an answer about another porting is `UnreadableAnswer`.
    pub async fn porting(&self, id: &str, expand: bool) -> Answer<Porting> {
        let id = checked_id(&GET_PORTING, "portingId", id)?;
        let query = Query::default().on("expand", expand);
        let answer = self.send(query.call(&GET_PORTING).path("portingId", id)).await?;
        let porting = self.porting_in(&answer)?;
        if porting.port.id.eq_ignore_ascii_case(id) {
            Ok(porting)
        } else {
            Err(answer.unusable("the answer is about another porting"))
        }
    }

    /// Changes a porting and gives it back as it stands then. TelecomX ignores what is fixed already.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`]; `InvalidInput` for an edit of nothing.
    pub async fn change_porting(&self, id: &str, edit: &PortingEdit, ticket: Ticket) -> Answer<Porting> {
        let operation = &UPDATE_PORTING;
        let id = checked_id(operation, "portingId", id)?;
        let body = edit_properties(operation, edit)?;
        if body.is_empty() {
            return Err(bad_input(operation, "number", "nothing is to be changed"));
        }
        let call = Call::new(operation).path("portingId", id).json(&body.into_value()).ticket(&ticket);
        let answer = self.send(call).await?;
        self.porting_in(&answer)
    }

    fn porting_in(&self, answer: &RawAnswer) -> Answer<Porting> {
        map::porting(record(answer)?, self.transport.connection())
            .ok_or_else(|| answer.unusable("the answer is no porting"))
    }

    /// Sends the order to the clearing house and the donor. It may be delayed: `order_starts` of the porting says until
    /// when.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`]; `WrongState` without a power of attorney, or with one for another donor.
    pub async fn order_porting(&self, id: &str, ticket: Ticket) -> Answer<()> {
        self.port_step(&ORDER_PORTING, id, Query::default(), ticket).await
    }

    /// Stops a porting. One of a mobile account is stopped by ending that account (contract 6.5).
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`]; `WrongState` for a porting of a mobile account.
    pub async fn cancel_porting(&self, id: &str, ticket: Ticket) -> Answer<()> {
        self.port_step(&CANCEL_PORTING, id, Query::default(), ticket).await
    }

    /// Makes one porting of each number, for donors that port one by one.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn split_porting(&self, id: &str, ticket: Ticket) -> Answer<()> {
        self.port_step(&SPLIT_PORTING, id, Query::default(), ticket).await
    }

    /// Refuses an out-porting.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn reject_porting(&self, id: &str, reason: Refusal, ticket: Ticket) -> Answer<()> {
        self.port_step(&REJECT_PORTING, id, Query::default().with("reason", reason.word()), ticket).await
    }

    /// Notes a contact with the other operator.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn log_porting_contact(&self, id: &str, message: &str, ticket: Ticket) -> Answer<()> {
        let message = checked_text(&LOG_PORTING_CONTACT, "message", message)?;
        self.port_step(&LOG_PORTING_CONTACT, id, Query::default().with("message", message), ticket).await
    }

    /// Forces a stage when it is wrong. Not for everyday use: it says nothing to the donor (contract 6.8).
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn override_porting_stage(
        &self,
        id: &str,
        stage: &str,
        message: Option<&str>,
        ticket: Ticket,
    ) -> Answer<Vec<RawField>> {
        let operation = &OVERRIDE_PORTING_STAGE;
        let id = checked_id(operation, "portingId", id)?;
        let query = Query::default().with("stage", checked_text(operation, "stage", stage)?).opt("message", message);
        tree(&self.send(query.call(operation).path("portingId", id).ticket(&ticket)).await?)
    }

    async fn port_step(&self, operation: &'static Operation, id: &str, query: Query, ticket: Ticket) -> Answer<()> {
        let id = checked_id(operation, "portingId", id)?;
        done(&self.send(query.call(operation).path("portingId", id).ticket(&ticket)).await?)
    }
}

fn edit_properties(operation: &Operation, edit: &PortingEdit) -> Answer<Properties> {
    let mut body = Properties::default()
        .text("number", edit.number.as_deref().map(|text| checked_number(operation, "number", text)).transpose()?)
        .text("donorSimNumber", edit.donor_sim_number.as_deref())
        .text("donorCustomerId", edit.donor_customer_id.as_deref())
        .text("requestedDate", edit.requested.as_deref())
        .flag("customSeries", edit.custom_series)
        .text("customSeriesPrimary", edit.custom_series_primary.as_deref());
    if let Some(numbers) = &edit.additional_numbers {
        for number in numbers {
            checked_number(operation, "additionalNumbers", number)?;
        }
        body = body.with("additionalNumbers", numbers.as_slice());
    }
    if let Some(addresses) = &edit.notify {
        if !addresses.iter().all(|address| is_email(address)) {
            return Err(bad_input(operation, "notify", "this is no e-mail address"));
        }
        body = body.with("notify", addresses.as_slice());
    }
    if let Some(series) = &edit.custom_series_data {
        for one in series {
            let (first, last) = one.split_once('-').unwrap_or_default();
            checked_number(operation, "customSeriesData", first)?;
            checked_number(operation, "customSeriesData", last)?;
        }
        body = body.with("customSeriesData", series.as_slice());
    }
    Ok(body)
}

/// Only what no address can do without; TelecomX decides the rest.
fn is_email(text: &str) -> bool {
    let plain = !text.contains(|c: char| c.is_whitespace() || c.is_control());
    plain
        && text
            .split_once('@')
            .is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.contains('@'))
}
