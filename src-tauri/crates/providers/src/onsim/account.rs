//! Lines: listing them, reading one, ending one (ONSIM contract 2.1, 2.2, 4.6).

use async_trait::async_trait;
use domain::action::Ticket;
use domain::line::Line;
use domain::msisdn::{Msisdn, Region};
use domain::problem::ErrorCode;
use domain::provider::Evidence;
use serde_json::{Map, Value};

use super::operations::{CEASE_ACCOUNT, GET_ACCOUNT, LIST_SUBSCRIBERS};
use super::wire::{CeaseRequest, SubscribersQuery};
use super::{Onsim, checked_iccid, checked_number, expect_done, map, opened, records};
use crate::record::Record;
use crate::transport::{Call, RawAnswer, decode};
use crate::{Answer, FoundLines, LineList, Lines, RemoteSearch, at_most_one};

/// Names a list may be wrapped in, since its shape is not published (contract 4.6).
const LIST_WRAPPERS: &[&str] = &["subscribers", "accounts", "account", "data", "items", "results"];

#[async_trait]
impl LineList for Onsim {
    // No paging is published (contract 1), so this is one call.
    async fn list(&self) -> Answer<Vec<Line>> {
        let answer =
            self.transport.send(Call::new(&LIST_SUBSCRIBERS).json(&SubscribersQuery { state: "PROVISIONED" })).await?;
        self.subscribers(&answer)
    }
}

#[async_trait]
impl Lines for Onsim {
    async fn read(&self, id: &str) -> Answer<Line> {
        let mpn = checked_number(&GET_ACCOUNT, "mpn", id)?;
        let answer = self.transport.send(Call::new(&GET_ACCOUNT).path("mpn", mpn)).await?;
        self.account(&answer, mpn)
    }
}

/// One whole number only: ONSIM publishes no search (contract 1), and its list is searched on this desk.
#[async_trait]
impl RemoteSearch for Onsim {
    fn not_asked(&self, text: &str) -> Option<String> {
        whole_number(text).is_none().then(|| {
            "ONSIM can be asked for one whole number only; its list of lines is searched on this desk.".to_owned()
        })
    }

    async fn search(&self, text: &str) -> Answer<FoundLines> {
        match whole_number(text) {
            Some(number) => at_most_one(self.read(number.digits()).await).map(Into::into),
            None => Ok(FoundLines::default()),
        }
    }
}

fn whole_number(text: &str) -> Option<Msisdn> {
    Msisdn::parse(text, Region::Gb).ok().filter(|number| number.region() == Some(Region::Gb))
}

impl Onsim {
    fn subscribers(&self, answer: &RawAnswer) -> Answer<Vec<Line>> {
        let value: Value = decode(answer)?;
        let is_list = value.is_array();
        let found = opened(answer, numbers_as_records(value), LIST_WRAPPERS)?;
        let from = self.read_from(Evidence::Partial);
        let records = found.len();
        let lines: Vec<Line> = found.into_iter().filter_map(|record| map::line(record, &from)).collect();
        if lines.len() < records {
            // Drift, told without a value: something is in the list that names no line.
            tracing::warn!(operation = LIST_SUBSCRIBERS.id, records, lines = lines.len(), "records_without_identity");
        }
        // An object that is no list, or a list of nothing known, must not pass for "no lines".
        let nothing_known = lines.is_empty() && (records > 0 || !is_list) && !is_empty_wrapper(answer);
        if nothing_known { Err(answer.unusable("nothing in the answer names a line")) } else { Ok(lines) }
    }

    fn account(&self, answer: &RawAnswer, mpn: &str) -> Answer<Line> {
        let mut found = records(answer, &["account"])?;
        if found.is_empty() {
            return Err(answer.refused(ErrorCode::NotFound, "the answer holds no account", None));
        }
        for record in &mut found {
            if !record.has(&["sim", "i_account", "mpn", "services", "bundles"]) {
                return Err(answer.unusable("the answer is no account"));
            }
            if !record.has(&["mpn"]) {
                record.0.insert("mpn".to_owned(), Value::from(mpn));
            }
        }
        let from = self.read_from(Evidence::Documented);
        found
            .into_iter()
            .filter_map(|record| map::line(record, &from))
            .find(|line| line.key.id == mpn)
            // Showing another line under the asked number would lead to a change of the wrong one.
            .ok_or_else(|| answer.unusable("the answer is about another number"))
    }
}

/// A list of bare numbers counts as records with nothing but a number.
fn numbers_as_records(value: Value) -> Value {
    match value {
        Value::Array(items) => Value::Array(
            items
                .into_iter()
                .map(|item| match item {
                    Value::String(_) | Value::Number(_) => Value::Object(Map::from_iter([("mpn".to_owned(), item)])),
                    other => other,
                })
                .collect(),
        ),
        other => other,
    }
}

/// Whether the answer is a known wrapper with an empty list in it.
fn is_empty_wrapper(answer: &RawAnswer) -> bool {
    decode::<Record>(answer).is_ok_and(|record| {
        LIST_WRAPPERS.iter().any(|name| match record.0.get(*name) {
            Some(Value::Array(list)) => list.is_empty(),
            Some(Value::Null) => record.0.len() == 1,
            _ => false,
        })
    })
}

impl Onsim {
    /// Ends the SIM and its account for good (contract 2.1); `iccid` as ONSIM gave it, or as printed.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`], and `InvalidInput` with field `iccid` for what is no ICCID of 19 or 20 digits.
    pub async fn cease(&self, iccid: &str, ticket: Ticket) -> Answer<()> {
        let iccid = checked_iccid(&CEASE_ACCOUNT, iccid)?;
        let call = Call::new(&CEASE_ACCOUNT).json(&CeaseRequest { iccid: &iccid }).ticket(&ticket);
        expect_done(&self.transport.send(call).await?)
    }
}
