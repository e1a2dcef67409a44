//! What the practice shop has been asked: kept for tests to judge by, never written to a log or a disk.

use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use serde_json::Value;
use tokio::sync::watch;

/// How many requests are remembered; older ones are forgotten first.
pub const REMEMBERED: usize = 10_000;

/// One request as the practice shop saw it.
#[derive(Clone, PartialEq)]
pub struct SeenRequest {
    /// When it had arrived in full, by the shop's clock.
    pub at: Timestamp,
    /// The contract's operation id, e.g. `queryEsim`; `None` when no operation of the contract matched.
    pub operation: Option<String>,
    /// The HTTP method, upper case.
    pub method: String,
    /// The contract's path template, e.g. `/account/{mpn}`; the path as sent when no operation matched.
    pub path_template: String,
    /// The path parameters, percent-decoded.
    pub params: BTreeMap<String, String>,
    /// The query parameters, percent-decoded.
    pub query: BTreeMap<String, String>,
    /// The scheme of the `Authorization` header, e.g. `Bearer`; `raw` for a token without one. The key is not kept.
    pub auth_scheme: Option<String>,
    /// The names of all headers, in lower case.
    pub header_names: Vec<String>,
    /// The body when it was JSON.
    pub body: Option<Value>,
    /// The status that was answered (of a cut answer too); `None` when none was, or not yet.
    pub status: Option<u16>,
    /// The client closed its connection while the answer was still being held back.
    pub client_left: bool,
}

impl fmt::Debug for SeenRequest {
    /// Leaves out parameters, query and body: they hold numbers and codes.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SeenRequest")
            .field("operation", &self.operation)
            .field("method", &self.method)
            .field("auth_scheme", &self.auth_scheme)
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

/// The requests in the order they arrived.
#[derive(Debug)]
pub(crate) struct Journal {
    entries: Mutex<Entries>,
    arrived: watch::Sender<u64>,
}

#[derive(Debug, Default)]
struct Entries {
    /// The running number of the oldest entry still kept.
    first: u64,
    kept: VecDeque<SeenRequest>,
}

/// Names one entry of the journal.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry(u64);

impl Journal {
    pub(crate) fn new() -> Self {
        Self { entries: Mutex::new(Entries::default()), arrived: watch::Sender::new(0) }
    }

    /// Notes a request before anything is done about it, so that one that is never answered is seen too.
    pub(crate) fn arrive(&self, request: SeenRequest) -> Entry {
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        entries.kept.push_back(request);
        if entries.kept.len() > REMEMBERED {
            entries.kept.pop_front();
            entries.first += 1;
        }
        let number = entries.first + as_count(entries.kept.len()) - 1;
        drop(entries);
        self.arrived.send_modify(|count| *count += 1);
        Entry(number)
    }

    /// Notes the status that goes out.
    pub(crate) fn answered(&self, entry: Entry, status: u16) {
        self.amend(entry, |seen| seen.status = Some(status));
    }

    /// Notes that nobody waits for the answer any more.
    pub(crate) fn client_left(&self, entry: Entry) {
        self.amend(entry, |seen| seen.client_left = true);
    }

    fn amend(&self, entry: Entry, amendment: impl FnOnce(&mut SeenRequest)) {
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        let index = entry.0.checked_sub(entries.first).and_then(|index| usize::try_from(index).ok());
        if let Some(seen) = index.and_then(|index| entries.kept.get_mut(index)) {
            amendment(seen);
        }
    }

    /// Everything remembered, oldest first.
    pub(crate) fn all(&self) -> Vec<SeenRequest> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner).kept.iter().cloned().collect()
    }

    /// Waits until at least `count` requests have arrived since the start.
    pub(crate) async fn wait_for(&self, count: u64) {
        // The sender lives in `self`, so the wait cannot end in an error.
        let _ = self.arrived.subscribe().wait_for(|arrived| *arrived >= count).await;
    }
}

fn as_count(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(n: u64) -> SeenRequest {
        SeenRequest {
            at: Timestamp::UNIX_EPOCH,
            operation: Some(format!("op{n}")),
            method: "GET".into(),
            path_template: "/".into(),
            params: BTreeMap::new(),
            query: BTreeMap::new(),
            auth_scheme: None,
            header_names: Vec::new(),
            body: Some(Value::from("447700900123")),
            status: None,
            client_left: false,
        }
    }

    #[test]
    fn the_oldest_entries_go_and_answers_still_find_theirs() {
        let journal = Journal::new();
        let first = journal.arrive(request(0));
        let mut last = first;
        for n in 1..=u64::try_from(REMEMBERED).unwrap() {
            last = journal.arrive(request(n));
        }
        journal.answered(first, 200);
        journal.answered(last, 204);
        let all = journal.all();
        assert_eq!(all.len(), REMEMBERED);
        assert_eq!(all.first().unwrap().operation.as_deref(), Some("op1"));
        assert_eq!(all.first().unwrap().status, None);
        assert_eq!(all.last().unwrap().status, Some(204));
    }

    #[test]
    fn debug_shows_no_body() {
        assert!(!format!("{:?}", request(1)).contains("447700900123"));
    }
}
