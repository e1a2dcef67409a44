//! Checking a ledger file without a desk: for whoever wants to know whether it is as it was written.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use domain::problem::{ErrorCode, Problem};
use store::{ChainReport, Ledger};
use vault::Vault;

use super::{DatabaseKeys, PRACTICE_KEYS};
use crate::job::blocking;

/// Where the key of the file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyFrom {
    /// In a `practice.key` beside the file if there is one, else in the keyring.
    Wherever,
    /// In the OS keyring.
    Keyring,
    /// In the `practice.key` beside the file.
    Practice,
}

/// What was found, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The file is as it was written.
    Whole(String),
    /// It is not; the words name the first row.
    Altered(String),
    /// That could not be found out.
    Unchecked(String),
}

impl Verdict {
    /// How a program that says it ends: 0, 1 or 2.
    #[must_use]
    pub const fn exit_code(&self) -> u8 {
        match self {
            Self::Whole(_) => 0,
            Self::Altered(_) => 1,
            Self::Unchecked(_) => 2,
        }
    }

    /// The words.
    #[must_use]
    pub fn words(&self) -> &str {
        match self {
            Self::Whole(words) | Self::Altered(words) | Self::Unchecked(words) => words,
        }
    }
}

/// Recomputes the chain of the ledger file at `path`, which is only read. The program may be running.
pub async fn verify_file(path: &Path, from: KeyFrom, keyring: Arc<dyn Vault>) -> Verdict {
    let name = path.display();
    match checked(path, from, keyring).await {
        Ok(report) => match report.first_bad {
            None => Verdict::Whole(whole(&name.to_string(), &report)),
            Some(bad) => Verdict::Altered(format!("{name}: {} rows. Row {}: {}.", report.entries, bad.seq, bad.what)),
        },
        Err(problem) => Verdict::Unchecked(format!("{name} could not be checked: {problem}.")),
    }
}

fn rows(report: &ChainReport) -> String {
    format!("{} {}", report.entries, if report.entries == 1 { "row" } else { "rows" })
}

fn whole(name: &str, report: &ChainReport) -> String {
    let mut words = format!("{name}: {}, as written, none missing.", rows(report));
    if report.forgotten > 0 {
        words.push_str(&format!(" {} had their personal part deleted, as later rows say.", report.forgotten));
    }
    if let Some(head) = &report.head {
        words.push_str(&format!("\nLast row: {}, SHA-256 {head}.", report.entries));
        words.push_str("\nKept elsewhere, it shows later whether an older copy was put in the place of the file.");
    }
    words
}

async fn checked(path: &Path, from: KeyFrom, keyring: Arc<dyn Vault>) -> Result<ChainReport, Problem> {
    let path = path.to_owned();
    let beside: PathBuf = path.with_file_name(PRACTICE_KEYS);
    let in_file = match from {
        KeyFrom::Keyring => false,
        KeyFrom::Practice => true,
        KeyFrom::Wherever => beside.exists(),
    };
    let keys = if in_file { DatabaseKeys::in_file(beside) } else { DatabaseKeys::in_keyring(keyring) };
    let without = {
        let path = path.clone();
        blocking(move || Ok::<_, Problem>(Ledger::verify_file(&path, None))).await?
    };
    // A file that is not encrypted, or is not there, needs no keyring.
    if without.is_ok() || !path.exists() {
        return without.map_err(Problem::from);
    }
    let Some(key) = keys.ledger().await? else {
        let place = if in_file { "practice.key beside it has no key for it" } else { "its key is not in the keyring" };
        return Err(Problem::new(ErrorCode::LedgerUnusable, format!("it is encrypted and {place}")));
    };
    blocking(move || Ledger::verify_file(&path, Some(&key))).await
}
