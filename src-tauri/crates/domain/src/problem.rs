//! What can go wrong, as a closed set of codes with what a person needs to act on each.
//!
//! The words a person reads are not here: the UI has one total table from [`ErrorCode`] to text. `message` is for logs
//! and for the "details" fold, in English, and never holds a secret or a whole number.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::provider::ProviderKind;

/// The closed set of things that can go wrong. A new one does not compile in the UI until its text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// Something typed cannot be used; `field` names it.
    InvalidInput,
    /// The provider knows no such line, customer or order.
    NotFound,
    /// The provider refused the connection's credentials.
    CredentialsRefused,
    /// The provider wants a code before it lets the connection's user in; nothing was sent.
    SignInCodeNeeded,
    /// The credentials are good but may not do this.
    NotAllowed,
    /// The line is in a state that forbids this.
    WrongState,
    /// Nothing of the wanted kind is left (SIMs, numbers).
    NoneLeft,
    /// The thing exists already.
    AlreadyExists,
    /// The provider refused one or more fields; `provider_words` has its text.
    FieldsRefused,
    /// The provider refused for a reason it put into its own words.
    Refused,
    /// Too many requests; try again later.
    RateLimited,
    /// The provider answered that it is not working.
    ProviderDown,
    /// The provider failed several times in a row, so the desk has stopped asking it; nothing was sent. `retry_after_s`
    /// says when it is asked again.
    OutageOpen,
    /// The provider could not be reached: no connection was made, nothing was sent.
    Unreachable,
    /// The secure connection could not be made: certificate or protocol.
    TlsFailed,
    /// The provider did not answer in time. For a change this means [`ErrorCode::OutcomeUnknown`] instead.
    TimedOut,
    /// The provider answered something this program cannot read.
    UnreadableAnswer,
    /// A change was sent and no answer came: it may or may not have happened.
    OutcomeUnknown,
    /// Another change is running on this line.
    ChangeInFlight,
    /// The customer has to be verified first, or the five minutes are over.
    VerificationNeeded,
    /// What was previewed is no longer what would happen; look again.
    PreviewOutdated,
    /// This provider publishes no such call.
    NotOffered,
    /// The desk does not know this connection.
    NoSuchConnection,
    /// The desk does not know this action, showing or other record.
    NoSuchRecord,
    /// No activation code is there to show.
    NoCode,
    /// The code has been used: a phone has installed it.
    CodeUsed,
    /// The provider's activation code breaks the standard's rules and is not shown.
    CodeMalformed,
    /// The picture did not read back as the code: nothing is shown.
    QrUnreadable,
    /// The cache file cannot be used; it is rebuilt.
    CacheUnusable,
    /// The ledger cannot be written: no change may be sent.
    LedgerUnusable,
    /// A change was sent and its outcome could not be written down; the next start finds it out at the provider.
    OutcomeNotWritten,
    /// A file was written by a newer version of this program.
    FileTooNew,
    /// The policy file cannot be understood: nothing may be changed until it can.
    PolicyUnusable,
    /// The OS keyring cannot be used.
    KeyringUnusable,
    /// The file of connections cannot be read or written; it is left as it is.
    ConnectionsFileUnusable,
    /// The connection's credentials are not on this computer; they have to be entered.
    CredentialsMissing,
    /// The connection is switched off on this desk: nothing is asked of it.
    ConnectionOff,
    /// The clipboard cannot be used.
    ClipboardUnusable,
    /// A file that someone asked for could not be written where it should be.
    FileNotWritten,
    /// This program is already open for this user; the second one opens nothing.
    AlreadyRunning,
    /// The console is locked: nothing is shown or done until it is unlocked.
    Locked,
    /// The file with this desk's settings cannot be read or written.
    SettingsUnusable,
    /// A fault of this program.
    Internal,
}

/// One thing that went wrong, with all that is needed to tell a person what happened and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Problem {
    /// What it is.
    pub code: ErrorCode,
    /// For the log and the details fold; English; no secret and no whole number.
    pub message: String,
    /// True when doing the same again cannot do anything twice.
    pub retry_safe: bool,
    /// The provider that answered, or should have.
    pub provider: Option<ProviderKind>,
    /// The provider operation by its contract name, for example `queryEsim`.
    pub operation: Option<String>,
    /// The desk's own id of the request, the same as in the log.
    pub request_id: Option<String>,
    /// The field that has to be mended, by its name in the request.
    pub field: Option<String>,
    /// The provider's own words, shown beside ours.
    pub provider_words: Option<String>,
    /// Seconds to wait before trying again, where the provider said so.
    #[ts(type = "number | null")]
    pub retry_after_s: Option<u64>,
}

impl Problem {
    /// A problem with just a code and a message; `retry_safe` is false until said otherwise.
    #[must_use]
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            retry_safe: false,
            provider: None,
            operation: None,
            request_id: None,
            field: None,
            provider_words: None,
            retry_after_s: None,
        }
    }

    /// Says that doing the same again cannot do anything twice.
    #[must_use]
    pub fn safe_to_retry(mut self) -> Self {
        self.retry_safe = true;
        self
    }

    /// Names the field that has to be mended.
    #[must_use]
    pub fn about_field(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into());
        self
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Problem {}
