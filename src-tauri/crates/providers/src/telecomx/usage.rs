//! Use of mobile accounts (TelecomX contract 9.1, 9.4).

use domain::action::Ticket;

use super::map::{self, DataUsage, MonthlyUsage, Page, VoiceUsage};
use super::operations::{GET_DATA_USAGE, GET_MONTHLY_USAGE, GET_VOICE_USAGE, LIST_CALL_RECORDS, REMOVE_USAGE_BLOCK};
use super::wire::Query;
use super::{Telecomx, bad_input, checked_id, checked_opt, done, file, listed, one, value};
use crate::operation::Operation;
use crate::transport::Call;
use crate::{Answer, StockItem};

/// From one day to another, `2025-01-31` each; what is absent is TelecomX's default (today, or the first of the month).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Days {
    /// The first.
    pub from: Option<String>,
    /// The last.
    pub to: Option<String>,
}

impl Days {
    fn query(&self, operation: &Operation) -> Answer<Query> {
        for (field, day) in [("fromDate", &self.from), ("toDate", &self.to)] {
            if let Some(day) = day {
                checked_day(operation, field, day)?;
            }
        }
        Ok(Query::default().opt("fromDate", self.from.as_deref()).opt("toDate", self.to.as_deref()))
    }
}

/// A day that there is, in the one form TelecomX takes (contract 1.7).
fn checked_day(operation: &Operation, field: &str, day: &str) -> Answer<()> {
    match day.parse::<jiff::civil::Date>() {
        Ok(date) if date.to_string() == day => Ok(()),
        _ => Err(bad_input(operation, field, "the day has to be of the form 2025-01-31")),
    }
}

/// Which calls to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CallDirection {
    /// Incoming.
    In,
    /// Outgoing.
    Out,
    /// Both.
    Both,
}

/// Which call records to list (contract 9.1).
#[derive(Clone, Default)]
pub struct CallRecordsQuery {
    /// Of which days.
    pub days: Days,
    /// At most how many: up to 1000, 100 unless told.
    pub limit: Option<u32>,
    /// How many to leave out: up to 1,000,000.
    pub offset: Option<u32>,
    /// In either number, the user's name or the extension.
    pub filter: Option<String>,
    /// One direction only.
    pub direction: Option<CallDirection>,
}

impl CallRecordsQuery {
    fn query(&self, operation: &Operation) -> Answer<Query> {
        if self.limit.is_some_and(|limit| limit > 1000) {
            return Err(bad_input(operation, "limit", "the limit is up to 1000"));
        }
        if self.offset.is_some_and(|offset| offset > 1_000_000) {
            return Err(bad_input(operation, "offset", "the offset is up to 1,000,000"));
        }
        let direction = self.direction.map(|direction| match direction {
            CallDirection::In => "IN",
            CallDirection::Out => "OUT",
            CallDirection::Both => "BOTH",
        });
        Ok(self
            .days
            .query(operation)?
            .opt("limit", self.limit)
            .opt("offset", self.offset)
            .opt("filter", self.filter.as_deref())
            .opt("direction", direction))
    }
}

impl Telecomx {
    /// Use by month; only year and month of the days count.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn monthly_usage(&self, account: &str, days: &Days) -> Answer<MonthlyUsage> {
        let id = checked_id(&GET_MONTHLY_USAGE, "accountId", account)?;
        one(&self.send(days.query(&GET_MONTHLY_USAGE)?.call(&GET_MONTHLY_USAGE).path("accountId", id)).await?)
    }

    /// The same as a CSV file.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn monthly_usage_csv(&self, account: &str, days: &Days) -> Answer<Vec<u8>> {
        let id = checked_id(&GET_MONTHLY_USAGE, "accountId", account)?;
        let query = days.query(&GET_MONTHLY_USAGE)?.with("type", "CSV");
        file(&self.send(query.call(&GET_MONTHLY_USAGE).path("accountId", id)).await?)
    }

    /// Data used, piece by piece, in one region or in all.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn data_usage(&self, account: &str, days: &Days, region: Option<&str>) -> Answer<DataUsage> {
        let operation = &GET_DATA_USAGE;
        let id = checked_id(operation, "accountId", account)?;
        let query = days.query(operation)?.opt("region", checked_opt(operation, "region", region)?);
        one(&self.send(query.call(operation).path("accountId", id)).await?)
    }

    /// Calls by day.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn voice_usage(&self, account: &str, days: &Days) -> Answer<Vec<VoiceUsage>> {
        let id = checked_id(&GET_VOICE_USAGE, "accountId", account)?;
        let answer = self.send(days.query(&GET_VOICE_USAGE)?.call(&GET_VOICE_USAGE).path("accountId", id)).await?;
        listed(&answer, &["voiceUsage"])
    }

    /// Call records, one page. What a record holds is not published.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn call_records(&self, account: &str, query: &CallRecordsQuery) -> Answer<Page<StockItem>> {
        let id = checked_id(&LIST_CALL_RECORDS, "accountId", account)?;
        let query = query.query(&LIST_CALL_RECORDS)?;
        let answer = self.send(query.call(&LIST_CALL_RECORDS).path("accountId", id)).await?;
        map::things(value(&answer)?, &["cdr"], &["_id", "id"]).map_err(|misfit| answer.unusable(misfit.0))
    }

    /// The same as a CSV file of up to 10,000 rows.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn call_records_csv(&self, account: &str, query: &CallRecordsQuery) -> Answer<Vec<u8>> {
        let id = checked_id(&LIST_CALL_RECORDS, "accountId", account)?;
        let query = query.query(&LIST_CALL_RECORDS)?.with("format", "csv");
        file(&self.send(query.call(&LIST_CALL_RECORDS).path("accountId", id)).await?)
    }

    /// Lifts a block for suspected fraud or odd use.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn remove_usage_block(&self, account: &str, ticket: Ticket) -> Answer<()> {
        let id = checked_id(&REMOVE_USAGE_BLOCK, "accountId", account)?;
        done(&self.send(Call::new(&REMOVE_USAGE_BLOCK).path("accountId", id).ticket(&ticket)).await?)
    }
}
