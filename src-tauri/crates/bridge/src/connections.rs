//! Connections as the UI shows them, and what a window learns when it starts. What adds and changes them is in
//! `setting_up`.

use domain::ability::AbilityState;
use domain::problem::Problem;
use domain::provider::{ConnectionId, Environment, Health, ProviderKind, SignInState};
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use crate::setting_up::{
    ConnectionDraft, ConnectionKind, ConnectionKindsAnswer, CredentialField, CredentialInput, CredentialMode,
    CredentialState, EditConnectionRequest, EnableRequest, ExportAnswer, Finding, FindingField, FindingWord,
    ImportAnswer, ImportRequest, KeepCredentials, KeyringAnswer, RefusedConnection, RemoveConnectionRequest,
    RotateRequest, SecretInput, SignInCodeInput, SignInCodeRequest, SignInRequest, TestAnswer, TestConnectionRequest,
};

/// One connection.
#[derive(Clone, Serialize, TS)]
pub struct ConnectionView {
    /// Which.
    pub id: ConnectionId,
    /// Its provider.
    pub provider: ProviderKind,
    /// The provider's name.
    pub provider_name: String,
    /// `AU`, `US`, `UK` or `DK`.
    pub country: String,
    /// The name it was given.
    pub label: String,
    /// Practice, staging or production.
    pub environment: Environment,
    /// Where it is.
    pub base_url: String,
    /// The proxy in between; absent means the system's own.
    pub proxy: Option<String>,
    /// False while it is switched off: nothing is asked of it.
    pub enabled: bool,
    /// What it proves itself with: the id of one of its kind's modes; absent for the practice shop.
    pub mode: Option<String>,
    /// Where its credentials are.
    pub credentials: CredentialState,
    /// What was learnt of the account.
    pub findings: Vec<Finding>,
    /// How it is doing.
    pub health: Health,
    /// What went wrong last, if it is not doing well.
    pub problem: Option<Problem>,
    /// How signing in stands; absent where nobody signs in.
    pub sign_in: Option<SignInState>,
    /// When it is asked again, while its provider fails again and again; in the past while it is being asked. Until it
    /// answers no change is sent to it.
    pub next_probe_at: Option<Timestamp>,
    /// How many customers this desk's own directory knows of it; absent where the provider has a list or a search.
    #[ts(type = "number | null")]
    pub directory: Option<u64>,
    /// How many lines this desk knows of it.
    #[ts(type = "number")]
    pub lines: u64,
    /// When its list was last read.
    pub listed_at: Option<Timestamp>,
    /// True while its list is being read.
    pub listing: bool,
    /// What it can do and what not, and why not.
    pub abilities: Vec<AbilityState>,
}

/// Something that a person should know from the start.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum StartNotice {
    /// The cache could not be used, was set aside and is being filled again.
    CacheRebuilt {
        /// The file's new name.
        set_aside: String,
    },
    /// The ledger could not be used and was set aside; a new one was begun.
    LedgerStartedAnew {
        /// The file's new name.
        set_aside: String,
    },
    /// The folder of the keyring is another session's: the window came late, and no keyring answers here. Linux only.
    KeyringElsewhere {
        /// The folder.
        folder: String,
    },
    /// Changes were under way when the program last ended; they are being read back.
    ReadingBack {
        /// How many.
        count: u32,
    },
}

/// What this desk is.
#[derive(Serialize, TS)]
pub struct StartAnswer {
    /// The program's version.
    pub version: String,
    /// True when every connection is simulated.
    pub practice: bool,
    /// The connections.
    pub connections: Vec<ConnectionView>,
    /// Who is working, by the OS user's name.
    pub agent: String,
    /// True on macOS, where Cmd takes the place of Ctrl.
    pub mac: bool,
    /// What a person should know.
    pub notices: Vec<StartNotice>,
    /// How many lines are known.
    #[ts(type = "number")]
    pub known_lines: u64,
}

/// Every connection.
#[derive(Serialize, TS)]
pub struct ConnectionsAnswer {
    /// In the order they were made.
    pub connections: Vec<ConnectionView>,
}

/// Which lists to read again.
#[derive(Deserialize, TS)]
pub struct RefreshRequest {
    /// One connection, or all.
    pub connection: Option<ConnectionId>,
}
