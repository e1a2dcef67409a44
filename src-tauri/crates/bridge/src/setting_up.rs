//! What adds, tests, changes and removes connections. Credentials come in here and never go out again.

use domain::problem::Problem;
use domain::provider::{ConnectionId, Environment, ProviderKind};
use domain::secret::{Credential, OneTimeCode};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::connections::ConnectionView;

/// One credential as typed. It can only come in: there is no way to serialise or print it.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(transparent)]
pub struct SecretInput(#[ts(type = "string")] pub Credential);

/// Where credentials are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum KeepCredentials {
    /// In this computer's keyring.
    Keyring,
    /// In memory, until the program ends.
    Session,
}

/// Where the credentials of a connection are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CredentialState {
    /// Made up by the practice shop.
    Practice,
    /// In this computer's keyring.
    Keyring,
    /// In memory, until the program ends.
    Session,
    /// Nowhere on this computer: they have to be entered.
    Missing,
}

/// One field of a way to prove oneself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct CredentialField {
    /// Its name in requests and problems.
    pub id: String,
    /// Its name for people.
    pub label: String,
    /// True when it must not be readable on the screen.
    pub secret: bool,
    /// True when it may be left out.
    pub optional: bool,
    /// Where to find it, or what it looks like.
    pub hint: Option<String>,
}

/// One way to prove oneself to a provider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct CredentialMode {
    /// Its name in requests.
    pub id: String,
    /// Its name for people.
    pub label: String,
    /// Its fields, in the order they are asked for.
    pub fields: Vec<CredentialField>,
}

/// One thing about a provider's accounts that is not documented: a person fills in what was learnt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct FindingField {
    /// Its name in requests and problems.
    pub id: String,
    /// Its name for people.
    pub label: String,
    /// What it is about.
    pub hint: String,
    /// What it can be, the first unless it is set; empty when it is codes with commas between them.
    pub words: Vec<FindingWord>,
}

/// One value of a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct FindingWord {
    /// The value in requests.
    pub value: String,
    /// The value for people.
    pub label: String,
}

/// What a finding is set to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Finding {
    /// Which.
    pub id: String,
    /// Its value.
    pub value: String,
}

/// A provider that a connection can be made to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ConnectionKind {
    /// Which.
    pub provider: ProviderKind,
    /// Its name.
    pub provider_name: String,
    /// `AU`, `US`, `UK` or `DK`.
    pub country: String,
    /// Where it usually is.
    pub default_base_url: Option<String>,
    /// The ways to prove oneself to it, the usual one first.
    pub modes: Vec<CredentialMode>,
    /// What can be learnt of an account there; empty where everything is documented.
    pub findings: Vec<FindingField>,
}

/// Every provider that this version can connect to.
#[derive(Debug, Serialize, TS)]
pub struct ConnectionKindsAnswer {
    /// In the order people see them.
    pub kinds: Vec<ConnectionKind>,
}

/// One filled-in field.
#[derive(Debug, Deserialize, TS)]
pub struct CredentialInput {
    /// The field's name.
    pub id: String,
    /// What was typed.
    pub value: SecretInput,
}

/// A connection to make.
#[derive(Debug, Deserialize, TS)]
pub struct ConnectionDraft {
    /// The provider.
    pub provider: ProviderKind,
    /// A name for people: 1 to 60 characters, unlike every other's.
    pub label: String,
    /// Staging or production.
    #[ts(type = "\"staging\" | \"production\"")]
    pub environment: Environment,
    /// Where it is: https, or http on this computer itself.
    pub base_url: String,
    /// A proxy of the form `http://host:port`; absent means the system's own.
    pub proxy: Option<String>,
    /// What was learnt of the account; what is not there is as usual.
    pub findings: Vec<Finding>,
    /// The mode, by its id.
    pub mode: String,
    /// The mode's fields.
    pub credentials: Vec<CredentialInput>,
    /// Where the credentials are kept.
    pub keep: KeepCredentials,
}

/// Which connection to test.
#[derive(Debug, Deserialize, TS)]
pub struct TestConnectionRequest {
    /// The connection.
    pub connection: ConnectionId,
}

/// What a test found.
#[derive(Debug, Serialize, TS)]
pub struct TestAnswer {
    /// True when the provider answered as it should.
    pub ok: bool,
    /// How long it took, in milliseconds.
    pub took_ms: f64,
    /// The harmless read that was asked, by its contract name; empty when nothing could be asked.
    pub asked: String,
    /// What went wrong.
    pub problem: Option<Problem>,
    /// What may be the cause, in plain sentences, the likeliest first.
    pub causes: Vec<String>,
}

/// What of a connection can be changed without its credentials.
#[derive(Debug, Deserialize, TS)]
pub struct EditConnectionRequest {
    /// The connection.
    pub connection: ConnectionId,
    /// Its name for people.
    pub label: String,
    /// Staging or production.
    #[ts(type = "\"staging\" | \"production\"")]
    pub environment: Environment,
    /// Where it is.
    pub base_url: String,
    /// The proxy in between.
    pub proxy: Option<String>,
    /// What was learnt of the account; what is not there is as usual.
    pub findings: Vec<Finding>,
}

/// Other credentials for a connection.
#[derive(Debug, Deserialize, TS)]
pub struct RotateRequest {
    /// The connection.
    pub connection: ConnectionId,
    /// The mode, by its id.
    pub mode: String,
    /// The mode's fields.
    pub credentials: Vec<CredentialInput>,
    /// Where they are kept.
    pub keep: KeepCredentials,
}

/// Switches a connection on or off.
#[derive(Debug, Deserialize, TS)]
pub struct EnableRequest {
    /// The connection.
    pub connection: ConnectionId,
    /// On or off.
    pub enabled: bool,
}

/// Which connection to remove.
#[derive(Debug, Deserialize, TS)]
pub struct RemoveConnectionRequest {
    /// The connection.
    pub connection: ConnectionId,
}

/// A one-time code as typed. It can only come in: there is no way to serialise or print it.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(transparent)]
pub struct SignInCodeInput(#[ts(type = "string")] pub OneTimeCode);

/// The code a provider asks for beside the password.
#[derive(Debug, Deserialize, TS)]
pub struct SignInCodeRequest {
    /// The connection.
    pub connection: ConnectionId,
    /// The code, as it was read off a phone.
    pub code: SignInCodeInput,
}

/// Where to sign in from the start.
#[derive(Debug, Deserialize, TS)]
pub struct SignInRequest {
    /// The connection.
    pub connection: ConnectionId,
}

/// The connections as text.
#[derive(Debug, Serialize, TS)]
pub struct ExportAnswer {
    /// JSON, without any credentials.
    pub text: String,
}

/// A text with connections.
#[derive(Debug, Deserialize, TS)]
pub struct ImportRequest {
    /// What an export gave.
    pub text: String,
}

/// A connection of the text that was not added.
#[derive(Debug, Serialize, TS)]
pub struct RefusedConnection {
    /// Its label, or its place in the text where it has none.
    pub label: String,
    /// Why.
    pub problem: Problem,
}

/// What became of a text with connections.
#[derive(Serialize, TS)]
pub struct ImportAnswer {
    /// Those that were added; their credentials are missing.
    pub added: Vec<ConnectionView>,
    /// Those that were not.
    pub refused: Vec<RefusedConnection>,
}

/// Whether this computer's keyring can keep credentials.
#[derive(Debug, Serialize, TS)]
pub struct KeyringAnswer {
    /// True when it can.
    pub usable: bool,
    /// Why not, in one sentence for a person.
    pub why: Option<String>,
}
