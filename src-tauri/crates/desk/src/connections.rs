//! The connections and how each is doing. Adding and editing them is not here yet.

use std::future::Future;
use std::sync::{Arc, Mutex};

use domain::ability::AbilityState;
use domain::problem::{ErrorCode, Problem};
use domain::provider::{ConnectionId, Environment, Health, ProviderKind};
use domain::time::Timestamp;
use providers::{Answer, Provider};

use crate::job::blocking;
use crate::{Desk, DeskEvent, locked};

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
    /// How to talk to it.
    pub provider: Arc<dyn Provider>,
}

/// A connection and what is known of how it does.
pub(crate) struct Connected {
    pub(crate) connection: Connection,
    pub(crate) pulse: Mutex<Pulse>,
    /// Held while its list is being read, so that it is read once at a time.
    pub(crate) listing: tokio::sync::Mutex<()>,
}

/// How a connection did when it was last asked.
#[derive(Clone)]
pub(crate) struct Pulse {
    pub(crate) health: Health,
    pub(crate) problem: Option<Problem>,
    pub(crate) listing: bool,
}

impl Connected {
    pub(crate) fn new(connection: Connection) -> Self {
        let pulse = Pulse { health: Health::NotAsked, problem: None, listing: false };
        Self { connection, pulse: Mutex::new(pulse), listing: tokio::sync::Mutex::new(()) }
    }
}

/// A connection as people see it.
pub struct ConnectionState {
    /// The connection.
    pub connection: Connection,
    /// Its provider.
    pub kind: ProviderKind,
    /// How it is doing.
    pub health: Health,
    /// What went wrong last.
    pub problem: Option<Problem>,
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
        let mut states = Vec::with_capacity(self.inner.connections.len());
        for one in &self.inner.connections {
            states.push(self.connection(&one.connection.id).await?);
        }
        Ok(states)
    }

    /// One connection with its health.
    ///
    /// # Errors
    /// When there is no such connection, or the cache cannot be read.
    pub async fn connection(&self, id: &ConnectionId) -> Result<ConnectionState, Problem> {
        let connected = self.connected(id)?;
        let (cache, name) = (Arc::clone(&self.inner.cache), id.clone());
        let (lines, listed_at) =
            blocking(move || Ok::<_, store::StoreError>((cache.count(&name)?, cache.newest_list_at(&name)?))).await?;
        let connection = connected.connection.clone();
        let pulse = locked(&connected.pulse).clone();
        Ok(ConnectionState {
            kind: connection.provider.kind(),
            abilities: connection.provider.abilities(),
            connection,
            health: pulse.health,
            problem: pulse.problem,
            lines,
            listed_at,
            listing: pulse.listing,
        })
    }

    /// Whether a connection is of the practice shop, a test system or real.
    ///
    /// # Errors
    /// When there is no such connection.
    pub fn environment(&self, id: &ConnectionId) -> Result<Environment, Problem> {
        Ok(self.connected(id)?.connection.environment)
    }

    /// Asks a provider something and notes how it did.
    pub(crate) async fn ask<T>(&self, connected: &Connected, call: impl Future<Output = Answer<T>>) -> Answer<T> {
        let started = tokio::time::Instant::now();
        let answer = call.await;
        let slow = started.elapsed() >= self.inner.pace.slow;
        let seen = match &answer {
            Ok(_) => Some((if slow { Health::Slow } else { Health::Ok }, None)),
            Err(error) => health_of(error.code()).map(|health| (health, Some(error.problem.as_ref().clone()))),
        };
        // An answer that says "no such line" tells that the provider works, so whatever was wrong before is over.
        let (health, problem) = seen.unwrap_or((if slow { Health::Slow } else { Health::Ok }, None));
        let changed = {
            let mut pulse = locked(&connected.pulse);
            let changed = pulse.health != health;
            pulse.health = health;
            pulse.problem = problem;
            changed
        };
        if changed {
            tracing::info!(connection = %connected.connection.id, health = ?health, "connection health changed");
            self.inner.events.emit(DeskEvent::Connection(connected.connection.id.clone()));
        }
        answer
    }
}

/// What an error says of the connection as a whole; `None` when it is about the one request only.
const fn health_of(code: ErrorCode) -> Option<Health> {
    match code {
        ErrorCode::CredentialsRefused | ErrorCode::NotAllowed => Some(Health::CredentialsRefused),
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
