//! The log: one file a day, two weeks of them, and the console in development. No secret has a type that can get in.

use std::path::Path;

use tracing_appender::non_blocking::WorkerGuard;
use tracing_appender::rolling::{InitError, RollingFileAppender, Rotation};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{EnvFilter, fmt};

use crate::environment;

const DAYS_KEPT: usize = 14;

/// Starts the log in `folder`. The guard writes what is left when it is dropped.
pub(crate) fn start(folder: &Path) -> Result<WorkerGuard, InitError> {
    let file = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("simdesk")
        .filename_suffix("log")
        .max_log_files(DAYS_KEPT)
        .build(folder)?;
    let (writer, guard) = tracing_appender::non_blocking(file);
    let filter = environment::log_filter()
        .and_then(|text| EnvFilter::try_new(text).ok())
        .unwrap_or_else(|| EnvFilter::new("info"));
    let console = cfg!(debug_assertions).then(|| fmt::layer().with_writer(std::io::stderr));
    // A second start in one process (tests) keeps the first log.
    let _ = tracing_subscriber::registry()
        .with(filter)
        .with(fmt::layer().json().flatten_event(true).with_writer(writer))
        .with(console)
        .try_init();
    Ok(guard)
}
