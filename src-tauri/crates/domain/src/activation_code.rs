//! eSIM activation codes (GSMA SGP.22 4.1): reading, checking, taking apart and comparing them.
//!
//! The picture of a code is in `qr`, spelling it aloud in `spelling`. Showing one hands over the line, so whoever shows
//! one writes a ledger row first; that is not here.

use std::fmt;
use std::ops::Range;

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use thiserror::Error;
use ts_rs::TS;
use zeroize::ZeroizeOnDrop;

use crate::digits::all_digits;
use crate::secret::{SecretUrl, sealed, wiped_when_dropped};

mod address;
mod fingerprint;

pub use fingerprint::{CodeFingerprint, FingerprintError};

/// An eSIM activation code: `LPA:1$host$matching-id$oid$flag$key$delete`.
///
/// The key to a line: wiped from memory when dropped, with no `Serialize`, `Display` or `PartialEq`; `Debug` shows
/// nothing of it. The provider's bytes are kept exactly.
#[derive(Clone)]
pub struct ActivationCode {
    /// The whole code with its `LPA:` prefix.
    full: SecretString,
    address: Range<usize>,
    matching_id: Range<usize>,
    oid: Option<Range<usize>>,
    confirmation_required: bool,
    stray_confirmation_code: Option<Range<usize>>,
}

impl ZeroizeOnDrop for ActivationCode {}

// The other fields are places in the text, not the text.
const _: fn(&ActivationCode) = |code| wiped_when_dropped(&code.full);

/// An activation code together with what is odd about it.
#[derive(Debug, Clone)]
pub struct ActivationCodeReading {
    /// The code.
    pub code: ActivationCode,
    /// What a person should look at; empty for a code with nothing odd.
    pub warnings: Vec<ActivationCodeWarning>,
}

/// Something odd about a code that does not stop its use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ActivationCodeWarning {
    /// A number in the OID place: some carriers put the confirmation code there. It is in
    /// [`ActivationCode::stray_confirmation_code`].
    NumberInOidPlace,
    /// A lone `1` in the OID place: probably the confirmation flag, one `$` short.
    FlagInOidPlace,
    /// Something other than `1` in the flag place: some carriers put the confirmation code there. A confirmation code
    /// counts as required, and the value is in [`ActivationCode::stray_confirmation_code`].
    ValueInFlagPlace,
    /// The matching ID has characters other than letters, digits and `-`: perhaps damaged on its way (a space from a
    /// line break, an invisible character from a mail).
    UnusualMatchingId,
    /// The root key id (SGP.22 version 3) is not hexadecimal.
    UnusualRootKey,
    /// More fields than the specification has.
    ExtraFields,
}

impl fmt::Display for ActivationCodeWarning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NumberInOidPlace => "A number stands where the code has its OID. It may be the confirmation code.",
            Self::FlagInOidPlace => {
                "A lone 1 stands where the code has its OID. The phone may ask for a confirmation code."
            }
            Self::ValueInFlagPlace => {
                "A value stands where the code says whether a confirmation code is needed. It may be that code."
            }
            Self::UnusualMatchingId => {
                "The activation code has unusual characters. It may have been damaged on its way."
            }
            Self::UnusualRootKey => "The code's root key id is not hexadecimal.",
            Self::ExtraFields => "The code has more fields than the standard knows.",
        })
    }
}

/// Which rule a text broke, so that it is no activation code. Never holds the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ActivationCodeError {
    /// Nothing in it, or nothing after `LPA:`.
    #[error("the activation code is empty")]
    Empty,
    /// Neither `LPA:` in front nor fields divided by `$`: something else was pasted (a link, a SIM number).
    #[error("this is not an activation code")]
    NotAnActivationCode,
    /// More than 255 characters.
    #[error("the activation code is too long: at most 255 characters")]
    TooLong,
    /// A control character inside, such as a line break or NUL.
    #[error("the activation code has a control character inside")]
    ControlCharacter,
    /// The format field is not `1`: another version of the code, which phones of today do not read.
    #[error("the activation code has an unknown format: only format 1 is known")]
    Format,
    /// No SM-DP+ address.
    #[error("the activation code has a missing address")]
    MissingAddress,
    /// The SM-DP+ address is no host name, with or without a port.
    #[error("the address in the activation code is not a host name")]
    Address,
    /// No matching ID field. It may be empty, but its `$` has to be there.
    #[error("the activation code has no place for the matching ID")]
    MissingMatchingId,
    /// The OID field is not digits divided by dots.
    #[error("the OID in the activation code is not digits divided by dots")]
    Oid,
}

/// The prefix of a code in a QR picture and in an install link. Phones compare it byte for byte.
const PREFIX: &str = "LPA:";

/// The usual maximum, without the prefix (SGP.22 4.1 counts the code, and the prefix belongs to the QR).
const LONGEST: usize = 255;

const IPHONE_LINK: &str = "https://esimsetup.apple.com/esim_qrcode_provisioning?carddata=";
const ANDROID_LINK: &str = "https://esimsetup.android.com/esim_qrcode_provisioning?carddata=";

impl ActivationCode {
    /// Reads a code as a provider sends it or a person pastes it, with or without `LPA:` in front.
    ///
    /// Outer white space is dropped and the prefix becomes `LPA:` whatever its case was, because phones know only
    /// upper case there and the prefix is no part of the provider's data. Everything behind it stays byte for byte.
    ///
    /// # Errors
    ///
    /// [`ActivationCodeError`] names the first rule that is broken.
    pub fn parse(input: &str) -> Result<ActivationCodeReading, ActivationCodeError> {
        let text = input.trim();
        let (has_prefix, body) = match text.get(..PREFIX.len()) {
            Some(start) if start.eq_ignore_ascii_case(PREFIX) => (true, text.get(PREFIX.len()..).unwrap_or_default()),
            _ => (false, text),
        };
        check_text(body, has_prefix)?;

        // Room for all of it at once: a buffer that grows leaves a copy behind that nobody wipes.
        let mut full = String::with_capacity(PREFIX.len() + body.len());
        full.push_str(PREFIX);
        full.push_str(body);
        let fields = fields(&full);
        let field = |place: usize| fields.get(place).cloned();
        let value = |place: usize| fields.get(place).and_then(|range| full.get(range.clone())).unwrap_or_default();

        if value(0) != "1" {
            return Err(ActivationCodeError::Format);
        }
        let address = field(1).filter(|range| !range.is_empty()).ok_or(ActivationCodeError::MissingAddress)?;
        if !address::is_host_and_port(value(1)) {
            return Err(ActivationCodeError::Address);
        }
        let matching_id = field(2).ok_or(ActivationCodeError::MissingMatchingId)?;

        let mut warnings = Vec::new();
        if !value(2).bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
            warnings.push(ActivationCodeWarning::UnusualMatchingId);
        }
        let mut oid = None;
        let mut stray_confirmation_code = None;
        match value(3) {
            "" => {}
            "1" => warnings.push(ActivationCodeWarning::FlagInOidPlace),
            number if all_digits(number) => {
                warnings.push(ActivationCodeWarning::NumberInOidPlace);
                stray_confirmation_code = field(3);
            }
            dotted if dotted.split('.').all(|arc| !arc.is_empty() && all_digits(arc)) => oid = field(3),
            _ => return Err(ActivationCodeError::Oid),
        }
        if !matches!(value(4), "" | "1") {
            warnings.push(ActivationCodeWarning::ValueInFlagPlace);
            stray_confirmation_code = field(4);
        }
        if !value(5).bytes().all(|b| b.is_ascii_hexdigit()) {
            warnings.push(ActivationCodeWarning::UnusualRootKey);
        }
        if fields.len() > 7 {
            warnings.push(ActivationCodeWarning::ExtraFields);
        }

        let confirmation_required = !value(4).is_empty();
        let code =
            Self { full: sealed(full), address, matching_id, oid, confirmation_required, stray_confirmation_code };
        Ok(ActivationCodeReading { code, warnings })
    }

    /// The whole code with its `LPA:` prefix: what the QR holds and what Android takes by hand. Secret: exposed.
    #[must_use]
    pub fn full(&self) -> &str {
        self.full.expose_secret()
    }

    /// The SM-DP+ address: a host name, sometimes with a port, as the provider wrote it. Not secret.
    #[must_use]
    pub fn sm_dp_address(&self) -> &str {
        self.part(&self.address)
    }

    /// The matching ID, which iPhones call the activation code; may be empty. Secret: exposed.
    #[must_use]
    pub fn matching_id(&self) -> &str {
        self.part(&self.matching_id)
    }

    /// The SM-DP+ object identifier, where the code has one.
    #[must_use]
    pub fn oid(&self) -> Option<&str> {
        self.oid.as_ref().map(|range| self.part(range))
    }

    /// Whether the phone will ask for a confirmation code, which comes apart from this code.
    #[must_use]
    pub fn confirmation_required(&self) -> bool {
        self.confirmation_required
    }

    /// A value that is probably the confirmation code, put into this code by mistake. Phones do not find it there: it
    /// has to be shown apart. Secret: exposed.
    #[must_use]
    pub fn stray_confirmation_code(&self) -> Option<&str> {
        self.stray_confirmation_code.as_ref().map(|range| self.part(range))
    }

    /// A name for the code that gives nothing of it away: the same for two codes only when they are the same code. The
    /// address counts without its case, as host names do.
    #[must_use]
    pub fn fingerprint(&self) -> CodeFingerprint {
        let mut hash = Sha256::new();
        for (place, byte) in self.full().bytes().enumerate() {
            hash.update([if self.address.contains(&place) { byte.to_ascii_lowercase() } else { byte }]);
        }
        // By reference: a hash that is moved leaves its last block, which is the code, where it was.
        CodeFingerprint::of(&hash.finalize_reset())
    }

    /// Whether both are the same code.
    #[must_use]
    pub fn same_as(&self, other: &Self) -> bool {
        self.fingerprint() == other.fingerprint()
    }

    /// The link that installs the eSIM when opened on an iPhone (iOS 17.4 or later).
    #[must_use]
    pub fn iphone_install_link(&self) -> SecretUrl {
        self.install_link(IPHONE_LINK)
    }

    /// The link that installs the eSIM when opened on an Android phone (10 or later). Works unevenly between makers:
    /// offer the QR and the code beside it.
    #[must_use]
    pub fn android_install_link(&self) -> SecretUrl {
        self.install_link(ANDROID_LINK)
    }

    fn install_link(&self, start: &str) -> SecretUrl {
        let mut link = String::with_capacity(start.len() + 3 * self.full().len());
        link.push_str(start);
        for byte in self.full().bytes() {
            match byte {
                b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'-' | b'.' | b'_' | b'~' => link.push(char::from(byte)),
                _ => {
                    link.push('%');
                    link.push(hex_digit(byte >> 4));
                    link.push(hex_digit(byte & 0x0F));
                }
            }
        }
        SecretUrl::new(link)
    }

    fn part(&self, range: &Range<usize>) -> &str {
        self.full().get(range.clone()).unwrap_or_default()
    }
}

/// The rules on the text as a whole. Whether it is a code at all comes first, so that a pasted link is told apart from
/// a code with a mistake.
fn check_text(body: &str, has_prefix: bool) -> Result<(), ActivationCodeError> {
    if body.is_empty() {
        return Err(ActivationCodeError::Empty);
    }
    let format = body.split('$').next().unwrap_or_default();
    if !has_prefix && (format.len() == body.len() || format.is_empty() || !all_digits(format)) {
        return Err(ActivationCodeError::NotAnActivationCode);
    }
    if body.chars().any(char::is_control) {
        return Err(ActivationCodeError::ControlCharacter);
    }
    if body.chars().count() > LONGEST {
        return Err(ActivationCodeError::TooLong);
    }
    Ok(())
}

/// Where each field is in the whole code. Every `$` divides: merging empty fields would lose the flag.
fn fields(full: &str) -> Vec<Range<usize>> {
    let mut start = PREFIX.len();
    let body = full.get(start..).unwrap_or_default();
    body.split('$')
        .map(|field| {
            let range = start..start + field.len();
            start = range.end + 1;
            range
        })
        .collect()
}

fn hex_digit(nibble: u8) -> char {
    char::from_digit(u32::from(nibble), 16).unwrap_or('0').to_ascii_uppercase()
}

impl fmt::Debug for ActivationCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ActivationCode([hidden])")
    }
}

#[cfg(test)]
mod tests;
