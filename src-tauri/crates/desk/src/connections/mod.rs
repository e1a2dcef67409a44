//! The connections and how each is doing. They change while the desk is open: in `manage`; what is in this file only
//! looks at them and asks through them.

pub mod book;
pub mod credentials;
pub mod file;
pub mod keys;
pub mod manage;
pub mod outage;
mod rules;
pub mod sign_in;
mod stand_in;
pub mod test;
pub mod text;

use std::collections::BTreeMap;
use std::future::Future;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use domain::ability::AbilityState;
use domain::problem::{ErrorCode, Problem};
use domain::provider::{ConnectionId, Environment, Health, ProviderKind, SignInState};
use domain::time::Timestamp;
use providers::registry::Credentials;
use providers::{Answer, Delivery, Provider};
use store::StoreError;
use tokio_util::sync::CancellationToken;

pub use book::Book;
pub use file::Keep;
pub use outage::Outage;

use crate::job::blocking;
use crate::{Desk, DeskEvent, locked};
use file::Entry;

/// One account with one provider.
#[derive(Clone)]
pub struct Connection {
    /// Its name for good.
    pub id: ConnectionId,
    /// The name people gave it.
    pub label: String,
    /// Practice, staging or production.
    pub environment: Environment,
    /// Where it is, for people to see.
    pub base_url: String,
    /// How to talk to it. While it is switched off or has no credentials this can do nothing.
    pub provider: Arc<dyn Provider>,
}

/// Where the credentials of a connection are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CredentialState {
    /// Made up by the practice shop.
    Practice,
    /// In the OS keyring.
    Keyring,
    /// In memory, until the program ends.
    Session,
    /// Nowhere on this computer.
    Missing,
}

/// A connection and what is known of how it does. A change of the connection puts another one in its place.
pub(crate) struct Connected {
    pub(crate) connection: Connection,
    /// Why nothing may be asked of it, if so.
    pub(crate) blocked: Option<Problem>,
    pub(crate) pulse: Mutex<Pulse>,
    /// Held while its list is being read, so that it is read once at a time.
    pub(crate) listing: tokio::sync::Mutex<()>,
    /// Set when another took its place or it was removed: what goes on with it ends.
    pub(crate) left: CancellationToken,
    /// True once a task follows its outages.
    watched: AtomicBool,
    /// True from then on: what it reads is no longer taken into the cache.
    is_left: RwLock<bool>,
    /// How the file has it; nothing for a connection of the practice shop.
    entry: Option<Entry>,
    /// What it proves itself with; nothing for a connection of the practice shop.
    proof: Option<Proof>,
    /// Its client, also while it is switched off.
    client: Option<Arc<dyn Provider>>,
    credentials: CredentialState,
}

/// What a connection proves itself with.
#[derive(Clone)]
enum Proof {
    /// This.
    Known(Credentials),
    /// Nothing, and why.
    Lacking(Box<Problem>),
    /// The keyring has been asked and has not answered yet.
    Awaited,
}

/// How a connection did when it was last asked.
#[derive(Clone)]
pub(crate) struct Pulse {
    pub(crate) health: Health,
    pub(crate) problem: Option<Problem>,
    pub(crate) listing: bool,
}

impl Connected {
    /// A connection that is no entry of a file.
    pub(crate) fn new(connection: Connection) -> Self {
        Self {
            blocked: None,
            pulse: Mutex::new(Pulse { health: Health::NotAsked, problem: None, listing: false }),
            listing: tokio::sync::Mutex::new(()),
            left: CancellationToken::new(),
            watched: AtomicBool::new(false),
            is_left: RwLock::new(false),
            entry: None,
            proof: None,
            client: Some(Arc::clone(&connection.provider)),
            credentials: CredentialState::Practice,
            connection,
        }
    }

    pub(crate) fn id(&self) -> &ConnectionId {
        &self.connection.id
    }

    fn is_awaited(&self) -> bool {
        matches!(self.proof, Some(Proof::Awaited))
    }

    /// What it proves itself with, for another in its place.
    fn standing(&self) -> Proof {
        self.proof.clone().unwrap_or_else(|| Proof::Lacking(Box::new(keys::missing())))
    }

    /// Why nothing is asked of it, in one sentence for a person.
    pub(crate) fn why_not(&self) -> Option<&'static str> {
        self.blocked.as_ref().map(|problem| stand_in::sentence(problem.code))
    }

    /// Itself, when it may be asked something; else why not.
    pub(crate) fn usable(self: Arc<Self>) -> Result<Arc<Self>, Problem> {
        match &self.blocked {
            Some(problem) => Err(problem.clone()),
            None => Ok(self),
        }
    }

    /// Writes what was read through this connection into the cache, unless it has left meanwhile.
    pub(crate) fn keep(&self, write: impl FnOnce() -> Result<(), StoreError>) -> Result<(), StoreError> {
        let left = self.is_left.read().unwrap_or_else(PoisonError::into_inner);
        if *left { Ok(()) } else { write() }
    }

    /// Ends what goes on with it. Blocks until what it is writing into the cache at this moment is written.
    fn leave(&self) {
        self.left.cancel();
        *self.is_left.write().unwrap_or_else(PoisonError::into_inner) = true;
    }
}

/// The connections of a desk, in the order people see them.
pub(crate) struct Connections(RwLock<Vec<Arc<Connected>>>);

impl Connections {
    pub(crate) fn new(connections: impl IntoIterator<Item = Connected>) -> Self {
        Self(RwLock::new(connections.into_iter().map(Arc::new).collect()))
    }

    pub(crate) fn all(&self) -> Vec<Arc<Connected>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn find(&self, id: &ConnectionId) -> Option<Arc<Connected>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).iter().find(|one| one.id() == id).cloned()
    }

    /// Puts a connection in the place of the one of the same name, or at the end. Gives back the older one.
    fn put(&self, connected: Arc<Connected>) -> Option<Arc<Connected>> {
        let mut all = self.0.write().unwrap_or_else(PoisonError::into_inner);
        match all.iter_mut().find(|one| one.id() == connected.id()) {
            Some(place) => Some(std::mem::replace(place, connected)),
            None => {
                all.push(connected);
                None
            }
        }
    }

    fn take(&self, id: &ConnectionId) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).retain(|one| one.id() != id);
    }
}

/// A connection as people see it.
pub struct ConnectionState {
    /// The connection.
    pub connection: Connection,
    /// Its provider.
    pub kind: ProviderKind,
    /// The proxy in between; nothing means the system's own.
    pub proxy: Option<String>,
    /// False while it is switched off.
    pub enabled: bool,
    /// What it proves itself with, by the id of one of its kind's modes; nothing for the practice shop.
    pub mode: Option<String>,
    /// Where its credentials are.
    pub credentials: CredentialState,
    /// What was learnt of the account.
    pub findings: BTreeMap<String, String>,
    /// How it is doing.
    pub health: Health,
    /// What went wrong last.
    pub problem: Option<Problem>,
    /// How signing in stands; nothing where nobody signs in.
    pub sign_in: Option<SignInState>,
    /// The outage of its provider, if there is one.
    pub outage: Option<Outage>,
    /// How many customers this desk's own directory knows of it; nothing where the provider has a list or a search.
    pub directory: Option<u64>,
    /// How many lines this desk knows of it.
    pub lines: u64,
    /// When its list was last read.
    pub listed_at: Option<Timestamp>,
    /// True while its list is being read.
    pub listing: bool,
    /// What it can do.
    pub abilities: Vec<AbilityState>,
}

impl Desk {
    /// Every connection with its health.
    ///
    /// # Errors
    /// When the cache cannot be read.
    pub async fn connections(&self) -> Result<Vec<ConnectionState>, Problem> {
        let all = self.inner.connections.all();
        let mut states = Vec::with_capacity(all.len());
        for one in &all {
            states.push(self.state_of(one).await?);
        }
        Ok(states)
    }

    /// One connection with its health.
    ///
    /// # Errors
    /// When there is no such connection, or the cache cannot be read.
    pub async fn connection(&self, id: &ConnectionId) -> Result<ConnectionState, Problem> {
        self.state_of(self.connected(id)?.as_ref()).await
    }

    async fn state_of(&self, connected: &Connected) -> Result<ConnectionState, Problem> {
        let (cache, name) = (Arc::clone(&self.inner.cache), connected.id().clone());
        let (lines, listed_at) =
            blocking(move || Ok::<_, StoreError>((cache.count(&name)?, cache.newest_list_at(&name)?))).await?;
        let connection = connected.connection.clone();
        let pulse = locked(&connected.pulse).clone();
        let outage = connected.outage(self.now());
        Ok(ConnectionState {
            kind: connection.provider.kind(),
            abilities: connection.provider.abilities(),
            proxy: connected.entry.as_ref().and_then(|entry| entry.proxy.clone()),
            enabled: connected.entry.as_ref().is_none_or(|entry| entry.enabled),
            mode: connected.entry.as_ref().map(|entry| entry.mode.clone()),
            credentials: connected.credentials,
            findings: connected.entry.as_ref().map(|entry| entry.findings.clone()).unwrap_or_default(),
            sign_in: connection.provider.sign_in().map(|sign_in| sign_in.state()),
            health: if outage.is_some() { Health::Down } else { pulse.health },
            problem: pulse.problem,
            outage,
            directory: self.directory_known(connected).await?,
            lines,
            listed_at,
            listing: pulse.listing,
            connection,
        })
    }

    /// The name of a connection's provider.
    ///
    /// # Errors
    /// When there is no such connection.
    pub fn provider_name(&self, id: &ConnectionId) -> Result<&'static str, Problem> {
        Ok(self.connected(id)?.connection.provider.kind().name())
    }

    /// Whether a connection is of the practice shop, a test system or real.
    ///
    /// # Errors
    /// When there is no such connection.
    pub fn environment(&self, id: &ConnectionId) -> Result<Environment, Problem> {
        Ok(self.connected(id)?.connection.environment)
    }

    /// A connection, whether it may be asked something or not.
    pub(crate) fn connected(&self, id: &ConnectionId) -> Result<Arc<Connected>, Problem> {
        self.inner.connections.find(id).ok_or_else(|| {
            Problem::new(ErrorCode::NoSuchConnection, format!("no connection is named {id}")).about_field("connection")
        })
    }

    /// A connection that may be asked something.
    pub(crate) fn usable(&self, id: &ConnectionId) -> Result<Arc<Connected>, Problem> {
        self.connected(id)?.usable()
    }

    /// Asks a provider something and notes how it did.
    pub(crate) async fn ask<T>(&self, connected: &Connected, call: impl Future<Output = Answer<T>>) -> Answer<T> {
        let started = tokio::time::Instant::now();
        let answer = call.await;
        if matches!(&answer, Err(error) if error.code() == ErrorCode::OutageOpen) {
            // It was not asked. How it did when it was asked is what counts.
            return answer;
        }
        let slow = started.elapsed() >= self.inner.pace.slow;
        let seen = match &answer {
            Ok(_) => Some((if slow { Health::Slow } else { Health::Ok }, None)),
            // Nothing was asked for it to be unsure of: what was read only did not tell.
            Err(error) if error.code() == ErrorCode::OutcomeUnknown && error.delivery == Delivery::NotDelivered => None,
            Err(error) => health_of(error.code()).map(|health| (health, Some(error.problem.as_ref().clone()))),
        };
        // An answer that says "no such line" tells that the provider works, so whatever was wrong before is over.
        let (health, problem) = seen.unwrap_or((if slow { Health::Slow } else { Health::Ok }, None));
        if self.note_health(connected, health, problem) {
            self.inner.events.emit(DeskEvent::Connection(connected.connection.id.clone()));
        }
        self.note_seen(connected).await;
        answer
    }

    /// Notes how a connection does; true when that is news.
    fn note_health(&self, connected: &Connected, health: Health, problem: Option<Problem>) -> bool {
        let mut pulse = locked(&connected.pulse);
        let changed = pulse.health != health;
        pulse.health = health;
        pulse.problem = problem;
        drop(pulse);
        if changed {
            tracing::info!(connection = %connected.connection.id, health = ?health, "connection health changed");
        }
        changed
    }
}

/// What an error says of the connection as a whole; `None` when it is about the one request only.
const fn health_of(code: ErrorCode) -> Option<Health> {
    match code {
        ErrorCode::CredentialsRefused | ErrorCode::NotAllowed => Some(Health::CredentialsRefused),
        ErrorCode::SignInCodeNeeded => Some(Health::CodeNeeded),
        ErrorCode::RateLimited => Some(Health::Limited),
        ErrorCode::ProviderDown
        | ErrorCode::Unreachable
        | ErrorCode::TlsFailed
        | ErrorCode::TimedOut
        | ErrorCode::OutcomeUnknown
        | ErrorCode::UnreadableAnswer => Some(Health::Down),
        _ => None,
    }
}
