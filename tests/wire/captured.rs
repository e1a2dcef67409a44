//! The log of each test, kept apart by its thread: a test and all of its client's tasks run on one.
//!
//! One subscriber for the whole process, set before the first client is made. A subscriber for one test only would miss
//! lines: tracing asks the thread that comes first to a line whether anyone wants it, and remembers the answer.

use std::cell::RefCell;
use std::io;
use std::sync::LazyLock;

use serde_json::Value;
use tracing::Level;

thread_local! {
    static LOG: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

static INSTALLED: LazyLock<()> = LazyLock::new(|| {
    let subscriber = tracing_subscriber::fmt().json().with_max_level(Level::TRACE).with_writer(|| ThreadLog).finish();
    tracing::subscriber::set_global_default(subscriber).unwrap();
});

struct ThreadLog;

impl io::Write for ThreadLog {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        LOG.with_borrow_mut(|log| log.extend_from_slice(bytes));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Begins to keep the log, of every level and every crate.
pub(crate) fn start() {
    LazyLock::force(&INSTALLED);
}

/// Takes what this test has logged so far: one JSON object a line.
pub(crate) fn take() -> String {
    String::from_utf8(LOG.take()).unwrap()
}

/// The fields of each line of a log that tells of a call to a provider.
pub(crate) fn calls(log: &str) -> Vec<Value> {
    let lines = log.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["fields"].clone());
    lines.filter(|fields| fields["message"] == "provider_call").collect()
}
