//! Where connections and their credentials are kept, and what becomes of an entry: a client, or why there is none.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use domain::problem::{ErrorCode, Problem};
use domain::provider::Health;
use providers::Provider;
use providers::registry::{ConnectionSettings, Credentials, connect_with, default_tuning};
use providers::transport::Tuning;
use vault::Vault;

use super::credentials::{self, field_of};
use super::file::{ConnectionsFile, Entry, Keep};
use super::keys::{KeyringState, Keys, missing};
use super::stand_in::StandIn;
use super::{Connected, Connection, CredentialState, Proof, Pulse};
use crate::Clock;
use crate::job::blocking;

/// Where a desk keeps its connections and their credentials. Clones are the same book; it outlives a desk, so that
/// credentials that are kept for the session survive the change from one desk to another.
#[derive(Clone)]
pub struct Book {
    pub(super) file: Arc<ConnectionsFile>,
    pub(super) keys: Arc<Keys>,
    /// For tests; otherwise each provider has its own.
    tuning: Option<Tuning>,
    clock: Arc<dyn Clock>,
}

impl Book {
    /// The book whose file is in `folder`. Nothing is read yet.
    #[must_use]
    pub fn new(folder: &Path, keyring: Arc<dyn Vault>, clock: Arc<dyn Clock>) -> Self {
        let file = Arc::new(ConnectionsFile::in_folder(folder));
        Self { file, keys: Arc::new(Keys::new(keyring)), tuning: None, clock }
    }

    /// The same with another behaviour of its clients and another patience with the keyring: for tests.
    #[must_use]
    pub fn tuned(mut self, tuning: Tuning, patience: Duration) -> Self {
        self.tuning = Some(tuning);
        self.keys = Arc::new(self.keys.with_patience(patience));
        self
    }

    /// Whether it has no connection at all.
    ///
    /// # Errors
    /// `ConnectionsFileUnusable` or `FileTooNew` when the file cannot be understood.
    pub async fn is_empty(&self) -> Result<bool, Problem> {
        let file = Arc::clone(&self.file);
        Ok(blocking(move || file.read()).await?.is_empty())
    }

    /// Every connection of the file, none of them with its credentials yet.
    pub(crate) async fn kept(&self) -> Result<Vec<Connected>, Problem> {
        let file = Arc::clone(&self.file);
        let entries = blocking(move || file.read()).await?;
        Ok(entries.into_iter().map(|entry| self.connected(entry, Proof::Awaited)).collect())
    }

    /// Whether the keyring can be used; within two seconds.
    pub async fn keyring_state(&self) -> KeyringState {
        self.keys.state().await
    }

    pub(super) async fn change(&self, change: impl FnOnce(&mut Vec<Entry>) + Send + 'static) -> Result<(), Problem> {
        let file = Arc::clone(&self.file);
        blocking(move || file.change(change)).await
    }

    /// Writes an entry in the place of the one of its name; what a person added to that one stays.
    pub(super) async fn rewrite(&self, entry: Entry) -> Result<(), Problem> {
        let rewritten = move |entries: &mut Vec<Entry>| match entries.iter_mut().find(|one| one.id == entry.id) {
            Some(place) => {
                let other = std::mem::take(&mut place.other);
                *place = Entry { other, ..entry };
            }
            None => entries.push(entry),
        };
        self.change(rewritten).await
    }

    /// The client of an entry. Sends nothing.
    pub(super) fn client(&self, entry: &Entry, proof: &Credentials) -> Result<Arc<dyn Provider>, Problem> {
        self.tuned_client(entry, proof, self.tuning_for(entry))
    }

    /// A client that tries once, so that a person who tries a connection out is told at once what is wrong.
    pub(super) fn trial(&self, entry: &Entry, proof: &Credentials) -> Result<Arc<dyn Provider>, Problem> {
        let mut tuning = self.tuning_for(entry);
        tuning.retry.read_tries = 1;
        self.tuned_client(entry, proof, tuning)
    }

    fn tuning_for(&self, entry: &Entry) -> Tuning {
        self.tuning.clone().unwrap_or_else(|| default_tuning(entry.provider))
    }

    fn tuned_client(&self, entry: &Entry, proof: &Credentials, tuning: Tuning) -> Result<Arc<dyn Provider>, Problem> {
        let settings = ConnectionSettings {
            id: entry.id.clone(),
            kind: entry.provider,
            base_url: entry.base_url.clone(),
            proxy: entry.proxy.clone(),
            credentials: proof.clone(),
            tuning,
        };
        let clock = Arc::clone(&self.clock);
        connect_with(settings, &entry.findings, Arc::new(move || clock.now())).map_err(|error| {
            let mut problem = Problem::from(error);
            problem.field = problem.field.map(|field| field_of(entry.provider, &field).to_owned());
            problem
        })
    }

    /// A connection as its entry and its credentials let it be.
    pub(super) fn connected(&self, entry: Entry, proof: Proof) -> Connected {
        let (client, mut blocked) = match &proof {
            Proof::Known(credentials) => match self.client(&entry, credentials) {
                Ok(client) => (Some(client), None),
                Err(problem) => (None, Some(problem)),
            },
            Proof::Lacking(problem) => (None, Some(problem.as_ref().clone())),
            Proof::Awaited => {
                let message = "the keyring has not given the credentials yet; it may be waiting for its password";
                (None, Some(Problem::new(ErrorCode::KeyringUnusable, message).safe_to_retry()))
            }
        };
        let problem = blocked.clone();
        if !entry.enabled {
            let message = "this connection is switched off on this desk";
            blocked = Some(Problem::new(ErrorCode::ConnectionOff, message).safe_to_retry());
        }
        let provider: Arc<dyn Provider> = match (&client, &blocked) {
            (Some(client), None) => Arc::clone(client),
            (_, blocked) => Arc::new(StandIn { kind: entry.provider, blocked: blocked.as_ref().map(|one| one.code) }),
        };
        let connection = Connection {
            id: entry.id.clone(),
            label: entry.label.clone(),
            environment: entry.environment,
            base_url: entry.base_url.clone(),
            provider,
        };
        let credentials = match (&proof, entry.keep) {
            (Proof::Lacking(_), _) => CredentialState::Missing,
            (_, Keep::Keyring) => CredentialState::Keyring,
            (_, Keep::Session) => CredentialState::Session,
        };
        Connected {
            blocked,
            pulse: std::sync::Mutex::new(Pulse { health: Health::NotAsked, problem, listing: false }),
            entry: Some(entry),
            proof: Some(proof),
            client,
            credentials,
            ..Connected::new(connection)
        }
    }

    /// What a connection proves itself with, for as long as the keyring takes.
    pub(super) async fn proof_of(&self, entry: &Entry) -> Proof {
        let found = async {
            let mode = credentials::mode(entry.provider, &entry.mode)?;
            match self.keys.get(&entry.id, mode, entry.keep).await? {
                Some(filled) => credentials::proof(entry.provider, mode, &filled),
                None => Err(missing()),
            }
        };
        found.await.map_or_else(|problem| Proof::Lacking(Box::new(problem)), Proof::Known)
    }
}
