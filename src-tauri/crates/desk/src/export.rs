//! Taking the actions out of the ledger as a file. That it was done is a row of its own, written first.

use std::fs::{self, File};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use domain::action::{ActionId, ActionKind};
use domain::problem::{ErrorCode, Problem};
use domain::time::Timestamp;
use store::{Ledger, NewAction, StoreError};

use crate::job::blocking;
use crate::{Desk, DeskEvent};

impl Desk {
    /// Writes all actions to a new CSV file at `path`: numbers and notes are in it, secrets are not. The file is there
    /// whole or not at all, and only its owner can read it. Answers how many actions are in it.
    ///
    /// # Errors
    /// `FileNotWritten` when there is such a file already or it cannot be written; `LedgerUnusable` when the export cannot
    /// be noted: then nothing is written.
    pub async fn export_actions(&self, path: &Path) -> Result<u64, Problem> {
        let (ledger, path) = (Arc::clone(&self.inner.ledger), path.to_owned());
        if path.exists() {
            return Err(not_written(&path, "there is such a file already"));
        }
        let (agent, now) = (self.inner.agent.clone(), self.now());
        let (record, written) = blocking(move || {
            let rows = ledger.counts()?.all;
            let record = ledger.note(&noted(rows, agent, now))?;
            // The rows that were counted are the oldest ones, so the row of the export itself is not among them.
            Ok::<_, StoreError>((record, whole(&ledger, rows, &path)))
        })
        .await?;
        self.inner.events.emit(DeskEvent::Action(Box::new(record)));
        written
    }
}

/// Where in `folder` an export of that time can be written: no file of that name is there yet.
#[must_use]
pub fn free_path(folder: &Path, now: Timestamp) -> PathBuf {
    let day = jiff::Timestamp::from_millisecond(now.0).unwrap_or_default().strftime("%Y-%m-%d");
    let mut n = 1_u32;
    loop {
        let more = if n == 1 { String::new() } else { format!(" ({n})") };
        let path = folder.join(format!("simdesk-actions-{day}{more}.csv"));
        if n == u32::MAX || !path.exists() {
            return path;
        }
        n += 1;
    }
}

fn noted(rows: u64, agent: String, now: Timestamp) -> NewAction {
    NewAction {
        id: ActionId(uuid::Uuid::now_v7()),
        kind: ActionKind::Exported { rows },
        line: None,
        number: None,
        provider: None,
        agent,
        verification: None,
        reason: None,
        note: None,
        old_sim: None,
        before: None,
        at: now,
    }
}

fn whole(ledger: &Ledger, rows: u64, path: &Path) -> Result<u64, Problem> {
    let mut name = path.as_os_str().to_owned();
    name.push(".part");
    let part = PathBuf::from(name);
    let written = written(ledger, rows, &part).and_then(|count| {
        fs::rename(&part, path).map_err(|error| not_written(path, &error.kind().to_string()))?;
        Ok(count)
    });
    if written.is_err()
        && let Err(error) = fs::remove_file(&part)
        && error.kind() != ErrorKind::NotFound
    {
        tracing::warn!(%error, "half an export could not be deleted");
    }
    written
}

fn written(ledger: &Ledger, rows: u64, part: &Path) -> Result<u64, Problem> {
    let failed = |error: std::io::Error| not_written(part, &error.kind().to_string());
    let mut options = File::options();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let mut file = options.open(part).map_err(failed)?;
    let count = ledger.export(rows, &mut file)?;
    file.flush().and_then(|()| file.sync_all()).map_err(failed)?;
    Ok(count)
}

fn not_written(path: &Path, why: &str) -> Problem {
    let message = format!("the file {} could not be written: {why}", path.display());
    Problem::new(ErrorCode::FileNotWritten, message).safe_to_retry()
}
