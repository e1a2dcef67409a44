//! Lists, whole. Every known list is a bare array, but the introduction speaks of pages: an object with `paging` and one
//! array of any name (contract B3). Both are read; the number of the first page is not stated, so none is asked for.

use serde_json::Value;

use super::{Atomic, unusable};
use crate::Answer;
use crate::operation::Operation;
use crate::record::{Record, records};
use crate::transport::{Call, RawAnswer, decode};

/// A list of more pages than this is no list but a fault of the provider.
const MOST_PAGES: u64 = 1000;

/// Where a page says that it stands; each part may be missing.
#[derive(Debug, PartialEq, Eq)]
struct Place {
    total: Option<u64>,
    pages: Option<u64>,
    page: Option<u64>,
}

impl Atomic {
    /// Every record of a list, page by page, with the last answer. `alone` is what marks an object that is itself the
    /// only record.
    pub(super) async fn listed(
        &self,
        operation: &'static Operation,
        query: Option<(&'static str, &str)>,
        alone: &[&str],
    ) -> Answer<(Vec<Record>, RawAnswer)> {
        let mut found = Vec::new();
        let mut asked: Option<u64> = None;
        let mut pages = 1;
        loop {
            let page = asked.map(|page| page.to_string());
            let mut call = Call::new(operation);
            if let Some((name, value)) = query {
                call = call.query(name, value);
            }
            if let Some(page) = &page {
                call = call.query("page", page);
            }
            let answer = self.transport.send(call).await?;
            let (records, place) = opened(&answer, alone)?;
            let is_last = records.is_empty();
            found.extend(records);
            let Some(place) = place.filter(|place| !is_last && place.goes_on(found.len())) else {
                return Ok((found, answer));
            };
            // Half a list must not pass for a whole one, nor one page for two.
            if asked.is_some() && place.page != asked {
                return Err(unusable(&answer, "the answer is not the page that was asked for"));
            }
            if pages == MOST_PAGES {
                return Err(unusable(&answer, "the list has too many pages"));
            }
            asked = Some(place.page.unwrap_or(1).saturating_add(1));
            pages += 1;
        }
    }
}

impl Place {
    /// Whether there is more after `found` records. By either number, since the page count alone does not tell when
    /// pages are counted from 0.
    fn goes_on(&self, found: usize) -> bool {
        let whole = |total: u64| u64::try_from(found).is_ok_and(|found| found >= total);
        let last = |pages: u64| self.page.is_some_and(|page| page >= pages);
        let says_anything = self.total.is_some() || self.pages.is_some();
        says_anything && !self.total.is_some_and(whole) && !self.pages.is_some_and(|pages| last(pages) || pages <= 1)
    }
}

/// The records of one answer, and where it says that it stands.
fn opened(answer: &RawAnswer, alone: &[&str]) -> Answer<(Vec<Record>, Option<Place>)> {
    let (list, place) = match decode::<Value>(answer)? {
        Value::Object(mut map) => {
            let place = map.remove("paging").and_then(place);
            if alone.iter().any(|name| map.contains_key(*name)) {
                (Value::Object(map), place)
            } else {
                let mut lists: Vec<Value> = map.into_iter().map(|(_, value)| value).filter(Value::is_array).collect();
                match (lists.pop(), lists.pop()) {
                    (Some(list), None) => (list, place),
                    _ => return Err(unusable(answer, "the answer holds no list")),
                }
            }
        }
        list => (list, None),
    };
    let found = records(list, &[])
        .map_err(|misfit| answer.unusable(format_args!("the answer does not fit at `{}`", misfit.0)))?;
    Ok((found, place))
}

fn place(value: Value) -> Option<Place> {
    let mut record: Record = serde_json::from_value(value).ok()?;
    let mut number = |name| record.take_known(&[name], |text| text.parse::<u64>().ok());
    Some(Place { total: number("total"), pages: number("total_page"), page: number("page") })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_place_is_read_with_numbers_and_with_text() {
        let expected = Some(Place { total: Some(120), pages: Some(6), page: Some(1) });
        assert_eq!(place(json!({"total": 120, "total_page": 6, "page": 1})), expected);
        assert_eq!(place(json!({"total": "120", "total_page": "6", "page": "1"})), expected);
        assert_eq!(place(json!([])), None);
    }

    #[test]
    fn a_list_goes_on_until_either_number_is_reached() {
        let place = |total, pages, page| Place { total, pages, page };
        assert!(place(Some(40), Some(2), Some(1)).goes_on(20));
        assert!(!place(Some(40), Some(2), Some(2)).goes_on(39), "a record less than promised");
        assert!(place(Some(40), Some(2), Some(0)).goes_on(20), "counted from 0");
        assert!(!place(Some(40), Some(2), Some(1)).goes_on(40), "counted from 0");
        assert!(place(Some(40), None, None).goes_on(20));
        assert!(!place(None, Some(1), None).goes_on(20));
        assert!(!place(None, None, Some(1)).goes_on(20));
    }
}
