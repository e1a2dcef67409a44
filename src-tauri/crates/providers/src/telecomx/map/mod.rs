//! From TelecomX's words to the desk's: the one place where a name or a value of TelecomX gets a meaning.
//!
//! `answers!` lists, for each thing TelecomX answers, its values and TelecomX's names of them; every value may be absent
//! (TelecomX contract 1.7), and what has no place is kept raw. `line` and `port` read the desk's own model.

mod customers;
mod lines;
mod log;
mod network;
mod ports;
mod stock;
mod usage;

use domain::line::RawField;
use domain::provider::ProviderKind;
use domain::secret::ApiKey;
use serde_json::Value;

use super::wire::{self, FromWire, Misfit, take};
use crate::StockItem;
use crate::raw;
use crate::record::{Record, scalar};

pub use customers::*;
pub use lines::*;
pub use log::*;
pub use network::*;
pub use ports::*;
pub use stock::*;
pub use usage::*;

/// Something made of one record of an answer.
pub(super) trait FromRecord: Sized {
    fn from_record(record: Record) -> Self;
    /// Whether not one of its values was there: then the answer was about something else.
    fn is_nothing(&self) -> bool;
}

/// Writes one struct for each answer: its values, in TelecomX's names after the `=`.
macro_rules! answers {
    ($(
        $(#[$doc:meta])*
        $name:ident { $( $(#[$value_doc:meta])* $value:ident: $kind:ty = $wire:literal, )* }
    )*) => { $(
        $(#[$doc])*
        #[derive(Clone, Default)]
        #[non_exhaustive]
        pub struct $name {
            $( $(#[$value_doc])* pub $value: Option<$kind>, )*
            /// What TelecomX sent beyond that, secrets hidden.
            pub raw: Vec<domain::line::RawField>,
        }

        impl $crate::telecomx::map::FromRecord for $name {
            fn from_record(mut record: $crate::record::Record) -> Self {
                Self {
                    $( $value: $crate::telecomx::wire::take(&mut record, $wire), )*
                    raw: record.rest(""),
                }
            }

            fn is_nothing(&self) -> bool {
                true $( && self.$value.is_none() )*
            }
        }

        impl $crate::telecomx::wire::FromWire for $name {
            fn from_wire(value: &serde_json::Value) -> Option<Self> {
                let record = $crate::record::Record(value.as_object()?.clone());
                Some($crate::telecomx::map::FromRecord::from_record(record))
            }
        }

        /// Names only the type: its values are personal or secret.
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    )* };
}
use answers;

/// One page of a list (contract 1.5).
#[derive(Debug, Clone)]
pub struct Page<T> {
    /// How many were left out before it.
    pub offset: Option<u64>,
    /// How many it may have.
    pub limit: Option<u64>,
    /// How many there are in all, whatever the page.
    pub total: Option<u64>,
    /// What is on it.
    pub items: Vec<T>,
    /// How many things on it could not be read and are not among the items.
    pub unreadable: usize,
}

impl<T> Page<T> {
    /// The same page with other things on it, made of these.
    pub(super) fn map<U>(self, change: impl FnOnce(Vec<T>) -> Vec<U>) -> Page<U> {
        Page {
            offset: self.offset,
            limit: self.limit,
            total: self.total,
            items: change(self.items),
            unreadable: self.unreadable,
        }
    }

    /// How many things TelecomX put on it.
    pub(super) fn sent(&self) -> usize {
        self.items.len() + self.unreadable
    }

    /// Whether TelecomX has more than it put on this page.
    pub(super) fn is_part(&self) -> bool {
        let sent = u64::try_from(self.sent()).unwrap_or(u64::MAX);
        self.total.is_some_and(|total| total > sent.saturating_add(self.offset.unwrap_or(0)))
    }
}

/// A page from an answer. A record with none of the values it should have must not pass for one.
pub(super) fn page<T: FromRecord>(value: Value, names: &[&str]) -> Result<Page<T>, Misfit> {
    page_of(value, names, |value| match value {
        Value::Object(map) => {
            let item = T::from_record(Record(map));
            if item.is_nothing() { Err(Misfit("nothing in an element of the list is known")) } else { Ok(item) }
        }
        _ => Err(Misfit("an element of the list is no record")),
    })
}

/// A page of things of unknown shape.
pub(super) fn things(value: Value, names: &[&str], ids: &[&str]) -> Result<Page<StockItem>, Misfit> {
    page_of(value, names, |value| Ok(thing(value, ids)))
}

/// A page of what `read` reads. One thing that cannot be read does not hide the others; a page on which nothing can be
/// read is no page.
pub(super) fn page_of<T>(
    value: Value,
    names: &[&str],
    read: impl Fn(Value) -> Result<T, Misfit>,
) -> Result<Page<T>, Misfit> {
    let mut found = wire::elements(value, names)?;
    let (mut items, mut misfits) = (Vec::new(), Vec::new());
    for item in found.items {
        match read(item) {
            Ok(item) => items.push(item),
            Err(misfit) => misfits.push(misfit),
        }
    }
    let unreadable = misfits.len();
    match misfits.pop() {
        Some(misfit) if items.is_empty() => return Err(misfit),
        Some(misfit) => {
            tracing::warn!(
                provider = ProviderKind::Telecomx.name(),
                unreadable,
                reason = misfit.0,
                "unreadable_records"
            );
        }
        None => {}
    }
    Ok(Page {
        offset: take(&mut found.around, "offset"),
        limit: take(&mut found.around, "limit"),
        total: take(&mut found.around, "total"),
        items,
        unreadable,
    })
}

/// A thing of unknown shape: what identifies it, where one of `ids` is there, and every value.
fn thing(value: Value, ids: &[&str]) -> StockItem {
    let id = match &value {
        Value::Object(map) => ids.iter().find_map(|name| String::from_wire(map.get(*name)?)),
        value => scalar(value),
    };
    StockItem { id: id.map(|id| raw::word(&id)), fields: raw::fields("", value) }
}

/// Everything in an answer whose shape is not known.
pub(super) fn tree(value: Value) -> Vec<RawField> {
    raw::fields("", value)
}

answers! {
    /// Who has signed in, or whose a token is (contract 2.1, 2.3).
    SignedIn {
        /// The employee's id.
        employee: String = "employee",
        /// The employee's customer.
        customer: String = "customer",
        /// `PERSONAL`, `VIEWER`, `MANAGER`, `OWNER`, `RESELLER`, `RESELLER_ADMIN`, `ADMIN` (contract 1.3).
        access_level: String = "accessLevel",
        /// Name of the employee.
        name: String = "name",
        /// `da` or `en`.
        language: String = "language",
        /// Name of the customer.
        customer_name: String = "customerName",
        /// What the customer has: an open list (contract 1.3).
        customer_features: Vec<String> = "customerFeatures",
    }
}

/// The token of a log-in or a new machine token.
pub(super) fn token_in(record: &mut Record) -> Option<ApiKey> {
    take(record, "token")
}

#[cfg(test)]
#[path = "../map_tests.rs"]
mod tests;
