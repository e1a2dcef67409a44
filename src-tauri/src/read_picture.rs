//! `simdesk read-picture`: looks through one picture or PDF of a stranger and ends. Only the console itself starts it
//! (`picture_process`): a file that is made to harm its reader then harms a process that may hold little memory, opens no
//! file and no connection, and can be ended at any moment.
//!
//! The file comes in on stdin. The texts of its QR codes go out on stdout, or why there are none. Nothing is kept.

use std::ffi::OsString;
use std::io::{self, Read as _, Write as _};
use std::process::ExitCode;

use desk::intake::{QrTexts, Unreadable, qr_texts_in};
use domain::qr::MOST_BYTES;
use zeroize::Zeroizing;

use crate::hardening;

/// The argument that asks for it.
pub(crate) const COMMAND: &str = "read-picture";

/// The most bytes of an answer: more codes than fit on the pages that are looked at.
pub(crate) const MOST_ANSWER: usize = 256 * 1024;

/// Does what is asked for, if it is asked for; nothing when the program is to open its window.
pub(crate) fn asked_for(mut arguments: impl Iterator<Item = OsString>) -> Option<ExitCode> {
    if arguments.next()? != COMMAND {
        return None;
    }
    hardening::begin();
    let read =
        if limits::set() { file().map_or(Err(Unreadable::GivenUp), qr_texts_in) } else { Err(Unreadable::GivenUp) };
    let told = io::stdout().write_all(&answer(&read));
    Some(if told.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What was found, as it goes through the pipe.
fn answer(read: &Result<QrTexts, Unreadable>) -> Zeroizing<Vec<u8>> {
    let mut answer = Zeroizing::new(Vec::with_capacity(MOST_ANSWER));
    let read: Result<&[String], Unreadable> = read.as_ref().map(|texts| texts.as_slice()).map_err(|why| *why);
    // Nothing in it can fail to be written; if it did, an answer cut short is none.
    let _ = serde_json::to_writer(&mut *answer, &read);
    answer
}

/// What came through the pipe; nothing when it is no answer. The bytes are wiped.
pub(crate) fn understood(answer: Zeroizing<Vec<u8>>) -> Option<Result<QrTexts, Unreadable>> {
    // The words of an error could repeat a text.
    let read: Result<Vec<String>, Unreadable> = serde_json::from_slice(&answer).ok()?;
    Some(read.map(Zeroizing::new))
}

/// The console sends no more than a file may have.
fn file() -> io::Result<Zeroizing<Vec<u8>>> {
    let mut file = Zeroizing::new(Vec::with_capacity(MOST_BYTES));
    let most = u64::try_from(MOST_BYTES).unwrap_or(u64::MAX);
    io::stdin().lock().take(most).read_to_end(&mut file)?;
    Ok(file)
}

/// What the process may take, set by itself before it looks at the first byte.
#[cfg(unix)]
mod limits {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    /// Memory of its own, in bytes: twice what opening the largest picture takes.
    const MEMORY: u64 = 1024 * 1024 * 1024;
    /// All addresses, in bytes: the libraries of the console's window are among them. For systems that do not count the
    /// former.
    #[cfg(target_os = "linux")]
    const ADDRESSES: u64 = 4 * MEMORY;
    /// Seconds of computing, if the console ended and left it alone.
    const SECONDS: u64 = 60;

    /// False when a limit without which it must not go on could not be set. macOS may refuse that of memory; then only the
    /// time is limited there.
    pub(super) fn set() -> bool {
        let memory = at_most(Resource::Data, MEMORY);
        #[cfg(target_os = "linux")]
        let memory = memory && at_most(Resource::As, ADDRESSES);
        // It has its two pipes and needs no other file.
        let alone = at_most(Resource::Cpu, SECONDS) && at_most(Resource::Fsize, 0) && at_most(Resource::Nofile, 0);
        alone && (memory || cfg!(target_os = "macos"))
    }

    fn at_most(resource: Resource, most: u64) -> bool {
        // One that is lower already cannot be raised.
        let most = getrlimit(resource).maximum.map_or(most, |maximum| maximum.min(most));
        setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) }).is_ok()
    }
}

/// Windows limits a process only through calls that safe Rust does not have: there only its time is limited.
#[cfg(not(unix))]
mod limits {
    pub(super) fn set() -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use domain::qr::PictureError;

    use super::*;

    #[test]
    fn what_was_found_comes_through_the_pipe_as_it_is() {
        let texts = Zeroizing::new(vec!["LPA:1$rsp.example.net$K2-1\"\\\n\u{fc}".to_owned(), String::new()]);
        for read in [Ok(texts), Err(Unreadable::LockedPdf), Err(Unreadable::Picture(PictureError::TooManyPixels))] {
            assert_eq!(understood(answer(&read)), Some(read));
        }
    }

    #[test]
    fn an_answer_cut_short_is_none() {
        let whole = answer(&Ok(Zeroizing::new(vec!["LPA:1$rsp.example.net$K2-1".to_owned()])));
        for length in 0..whole.len() {
            assert_eq!(understood(Zeroizing::new(whole[..length].to_vec())), None, "{length}");
        }
    }

    #[test]
    fn any_other_start_opens_the_window() {
        for words in [vec![], vec!["--flag", COMMAND], vec!["verify-ledger"]] {
            assert!(asked_for(words.iter().map(OsString::from)).is_none(), "{words:?}");
        }
    }
}
