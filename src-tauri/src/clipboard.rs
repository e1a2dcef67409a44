//! The clipboard: what is copied is kept out of clipboard histories where the OS can, and cleared after a while if it
//! is still ours.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bridge::{ErrorCode, Problem};
use secrecy::{ExposeSecret as _, SecretString};

/// How long a copied code stays on the clipboard.
pub(crate) const KEPT: Duration = Duration::from_secs(30);

/// The clipboard of this program. Kept open, because on Linux what was copied ends with its owner.
#[derive(Clone, Default)]
pub(crate) struct Clipboard {
    held: Arc<Mutex<Held>>,
}

#[derive(Default)]
struct Held {
    board: Option<arboard::Clipboard>,
    /// What we put there last, and which copy it was, so that an older timer does not clear a newer copy.
    ours: Option<SecretString>,
    copy: u64,
}

impl Clipboard {
    /// Puts `text` on the clipboard; answers which copy it is.
    pub(crate) fn copy(&self, text: SecretString) -> Result<u64, Problem> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if held.board.is_none() {
            held.board = Some(arboard::Clipboard::new().map_err(unusable)?);
        }
        if let Some(board) = held.board.as_mut() {
            hidden_from_history(board.set()).text(text.expose_secret()).map_err(unusable)?;
        }
        held.ours = Some(text);
        held.copy += 1;
        Ok(held.copy)
    }

    /// Clears the clipboard if it still holds that copy; true when it did.
    pub(crate) fn clear(&self, copy: u64) -> bool {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if held.copy != copy {
            return false;
        }
        let Some(ours) = held.ours.take() else { return false };
        let Some(board) = held.board.as_mut() else { return false };
        let still_there = board.get_text().is_ok_and(|text| text == ours.expose_secret());
        still_there && board.clear().is_ok()
    }

    /// Clears whatever of ours is on the clipboard: at the end of the program.
    pub(crate) fn clear_last(&self) {
        let copy = self.held.lock().unwrap_or_else(PoisonError::into_inner).copy;
        self.clear(copy);
    }
}

#[cfg(target_os = "linux")]
fn hidden_from_history(set: arboard::Set<'_>) -> arboard::Set<'_> {
    arboard::SetExtLinux::exclude_from_history(set)
}

#[cfg(target_os = "windows")]
fn hidden_from_history(set: arboard::Set<'_>) -> arboard::Set<'_> {
    arboard::SetExtWindows::exclude_from_history(set)
}

#[cfg(target_os = "macos")]
fn hidden_from_history(set: arboard::Set<'_>) -> arboard::Set<'_> {
    arboard::SetExtApple::exclude_from_history(set)
}

#[expect(clippy::needless_pass_by_value, reason = "given to map_err")]
fn unusable(error: arboard::Error) -> Problem {
    // The error's own text could quote what was copied; its kind is enough.
    let kind = match error {
        arboard::Error::ClipboardNotSupported => "this system has no clipboard",
        arboard::Error::ClipboardOccupied => "another program holds the clipboard",
        _ => "the clipboard refused",
    };
    Problem::new(ErrorCode::ClipboardUnusable, kind).safe_to_retry()
}
