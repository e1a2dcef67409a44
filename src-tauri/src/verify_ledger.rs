//! `simdesk verify-ledger FILE`: checks a ledger file and ends, without a window or a display.
//!
//! Exit code 0: as it was written. 1: a row was changed, removed, put in or moved; the words name the first. 2: that could
//! not be found out.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use desk::storage::{KeyFrom, Verdict, verify_file};
use vault::OsVault;

const COMMAND: &str = "verify-ledger";

const USAGE: &str = "simdesk verify-ledger FILE [--key-from-keyring | --practice]

Checks that every row of a ledger.db is as it was written. The file is only read.
The key is taken from a practice.key beside the file if there is one, else from this
computer's keyring.
  --key-from-keyring   only from the keyring
  --practice           only from the practice.key beside the file
Exit code: 0 as it was written, 1 altered, 2 it could not be checked.";

/// Does what is asked for, if it is asked for; nothing when the program is to open its window.
pub(crate) fn asked_for(arguments: impl Iterator<Item = OsString>) -> Option<ExitCode> {
    let arguments: Vec<OsString> = arguments.collect();
    let (command, rest) = arguments.split_first()?;
    if command != COMMAND {
        return None;
    }
    let verdict = match understood(rest) {
        Some((file, from)) => verdict(file, from),
        None => Verdict::Unchecked(USAGE.to_owned()),
    };
    #[expect(clippy::print_stdout, clippy::print_stderr, reason = "a command tells its answer on the terminal")]
    match &verdict {
        Verdict::Unchecked(words) => eprintln!("{words}"),
        told => println!("{}", told.words()),
    }
    Some(ExitCode::from(verdict.exit_code()))
}

fn verdict(file: PathBuf, from: KeyFrom) -> Verdict {
    tauri::async_runtime::block_on(async move { verify_file(&file, from, Arc::new(OsVault)).await })
}

fn understood(arguments: &[OsString]) -> Option<(PathBuf, KeyFrom)> {
    let mut file = None;
    let mut from = KeyFrom::Wherever;
    for argument in arguments {
        let asked = match argument.to_str() {
            Some("--key-from-keyring") => Some(KeyFrom::Keyring),
            Some("--practice") => Some(KeyFrom::Practice),
            Some(option) if option.starts_with('-') => return None,
            _ => None,
        };
        match asked {
            Some(asked) if from == KeyFrom::Wherever => from = asked,
            None if file.is_none() => file = Some(PathBuf::from(argument)),
            _ => return None,
        }
    }
    Some((file?, from))
}

#[cfg(test)]
mod tests {
    use super::{KeyFrom, OsString, PathBuf, asked_for, understood};

    fn words(text: &str) -> Vec<OsString> {
        text.split_whitespace().map(OsString::from).collect()
    }

    #[test]
    fn arguments_are_understood_in_any_order_or_not_at_all() {
        let file = PathBuf::from("ledger.db");
        assert_eq!(understood(&words("ledger.db")), Some((file.clone(), KeyFrom::Wherever)));
        assert_eq!(understood(&words("--practice ledger.db")), Some((file.clone(), KeyFrom::Practice)));
        assert_eq!(understood(&words("ledger.db --key-from-keyring")), Some((file, KeyFrom::Keyring)));
        for wrong in ["", "a b", "a --what", "--practice", "a --practice --key-from-keyring"] {
            assert_eq!(understood(&words(wrong)), None, "{wrong}");
        }
    }

    #[test]
    fn any_other_start_opens_the_window() {
        assert!(asked_for(words("").into_iter()).is_none());
        assert!(asked_for(words("--flag verify-ledger").into_iter()).is_none());
    }
}
