//! The customer's phone: what happens to an eSIM outside the provider's API. None of it counts as an effect of a call.

use super::state::{Book, EsimState};

/// Why a phone could not do something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PhoneError {
    /// No line has this number.
    #[error("no line has this number")]
    NoSuchLine,
    /// The line has a physical SIM.
    #[error("the line has a physical SIM")]
    NotAnEsim,
    /// The profile is on a phone already; its code is spent.
    #[error("the activation code has been used")]
    CodeSpent,
    /// The code was replaced by a newer one, or its line was ceased.
    #[error("the activation code is no longer valid")]
    CodeReplaced,
    /// No line ever had this code.
    #[error("nobody issued this activation code")]
    CodeUnknown,
    /// The profile has not been installed.
    #[error("the eSIM is not installed")]
    NotInstalled,
}

/// The state of a line's eSIM; `None` for a physical SIM or an unknown number.
pub(super) fn state(book: &Book, mpn: &str) -> Option<EsimState> {
    Some(book.line(mpn)?.esim.as_ref()?.state)
}

/// Scans a code: installs the profile it is for and gives the line's number.
pub(super) fn use_code(book: &mut Book, code: &str) -> Result<String, PhoneError> {
    let has_code = |line: &&super::state::Line| line.esim.as_ref().is_some_and(|profile| profile.code == code);
    match book.lines.values().find(has_code).map(|line| line.mpn.clone()) {
        Some(mpn) => install(book, &mpn).map(|()| mpn),
        None if book.dead_codes.contains(code) => Err(PhoneError::CodeReplaced),
        None => Err(PhoneError::CodeUnknown),
    }
}

/// Installs a line's profile with its current code. It is not switched on yet.
pub(super) fn install(book: &mut Book, mpn: &str) -> Result<(), PhoneError> {
    let line = book.lines.get_mut(mpn).ok_or(PhoneError::NoSuchLine)?;
    let profile = line.esim.as_mut().ok_or(PhoneError::NotAnEsim)?;
    if profile.state != EsimState::ReadyToInstall {
        return Err(PhoneError::CodeSpent);
    }
    profile.state = EsimState::Installed { enabled: false };
    profile.issued_at = None;
    Ok(())
}

/// Switches an installed profile on or off.
pub(super) fn switch(book: &mut Book, mpn: &str, enabled: bool) -> Result<(), PhoneError> {
    let line = book.lines.get_mut(mpn).ok_or(PhoneError::NoSuchLine)?;
    let profile = line.esim.as_mut().ok_or(PhoneError::NotAnEsim)?;
    if profile.state == EsimState::ReadyToInstall {
        return Err(PhoneError::NotInstalled);
    }
    profile.state = EsimState::Installed { enabled };
    profile.issued_at = None;
    Ok(())
}
