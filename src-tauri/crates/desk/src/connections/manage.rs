//! Adding, editing, switching and removing connections while the desk is open.
//!
//! The order of each change is what a crash may leave behind: never a credential whose connection nobody knows, never a
//! line whose connection is gone.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::problem::{ErrorCode, Problem};
use domain::provider::{ConnectionId, Environment, ProviderKind};
use domain::secret::Credential;
use providers::registry::Credentials;

use super::credentials::{self, Filled};
use super::file::{Entry, Keep};
use super::{Book, Connected, ConnectionState, CredentialState, Proof, rules};
use crate::job::blocking;
use crate::{Desk, DeskEvent, locked};

/// A connection to make.
#[derive(Debug)]
pub struct Draft {
    /// The provider.
    pub provider: ProviderKind,
    /// What can be changed later, too.
    pub settings: Settings,
    /// What it proves itself with.
    pub proof: Given,
}

/// What of a connection can be changed without its credentials.
#[derive(Debug)]
pub struct Settings {
    /// Its name for people.
    pub label: String,
    /// Staging or production.
    pub environment: Environment,
    /// Where it is.
    pub base_url: String,
    /// The proxy in between; nothing means the system's own.
    pub proxy: Option<String>,
    /// What was learnt of the account, by the ids of its kind's findings.
    pub findings: BTreeMap<String, String>,
}

/// Credentials as typed.
#[derive(Debug)]
pub struct Given {
    /// One of the provider's modes, by its id.
    pub mode: String,
    /// Its fields by their ids.
    pub fields: Vec<(String, Credential)>,
    /// Where they are kept.
    pub keep: Keep,
}

/// A name for good: whose it is can be read, who made it cannot.
pub(super) fn new_id(provider: ProviderKind) -> ConnectionId {
    ConnectionId(format!("{}-{}", provider.name().to_lowercase(), uuid::Uuid::now_v7()))
}

impl Desk {
    /// Where this desk keeps its connections.
    pub(super) fn book(&self) -> Result<Book, Problem> {
        self.inner.book.clone().ok_or_else(|| {
            let message = "the connections of the practice shop are its own and cannot be changed";
            Problem::new(ErrorCode::NotOffered, message).safe_to_retry()
        })
    }

    pub(super) fn entries(&self) -> Vec<Entry> {
        self.inner.connections.all().iter().filter_map(|one| one.entry.clone()).collect()
    }

    fn entered(&self, id: &ConnectionId) -> Result<(Arc<Connected>, Entry), Problem> {
        let connected = self.connected(id)?;
        let entry = connected.entry.clone();
        entry.map(|entry| (connected, entry)).ok_or_else(|| {
            Problem::new(ErrorCode::NotOffered, "a connection of the practice shop cannot be changed").safe_to_retry()
        })
    }

    /// Makes a connection and begins to read its lines.
    ///
    /// # Errors
    /// `InvalidInput` naming the field; `KeyringUnusable` when the credentials cannot be kept there (nothing is added
    /// then); when the file cannot be written.
    pub async fn add_connection(&self, draft: Draft) -> Result<ConnectionState, Problem> {
        let book = self.book()?;
        let _turn = self.inner.changing.lock().await;
        let (filled, proof) = checked_proof(draft.provider, &draft.proof.mode, draft.proof.fields)?;
        let entry = Entry {
            id: new_id(draft.provider),
            provider: draft.provider,
            label: rules::label(&draft.settings.label, &self.entries(), None)?,
            environment: rules::environment(draft.settings.environment)?,
            base_url: rules::base_url(&draft.settings.base_url)?,
            proxy: rules::proxy(draft.settings.proxy.as_deref())?,
            enabled: true,
            mode: draft.proof.mode,
            keep: draft.proof.keep,
            findings: rules::findings(draft.provider, &draft.settings.findings)?,
            other: serde_json::Map::new(),
        };
        book.client(&entry, &proof)?;
        // First the file: after a crash a connection without credentials is seen, the other way round is not.
        book.rewrite(entry.clone()).await?;
        if let Err(problem) = book.keys.put(&entry.id, &filled, entry.keep).await {
            let id = entry.id.clone();
            book.change(move |entries| entries.retain(|one| one.id != id)).await?;
            if book.keys.forget(&entry.id, &credentials::all_fields(entry.provider), entry.keep).await.is_err() {
                tracing::warn!(connection = %entry.id, "the keyring may have kept a part of the credentials");
            }
            return Err(problem);
        }
        tracing::info!(connection = %entry.id, keep = ?entry.keep, "connection added");
        let connected = self.put_in(book.connected(entry, Proof::Known(proof)), false).await?;
        self.state_of(&connected).await
    }

    /// Changes a connection's label, environment, address or proxy. What was read at another address is forgotten.
    ///
    /// # Errors
    /// `InvalidInput` naming the field; when the file cannot be written.
    pub async fn edit_connection(&self, id: &ConnectionId, settings: Settings) -> Result<ConnectionState, Problem> {
        let book = self.book()?;
        let _turn = self.inner.changing.lock().await;
        let (old, entry) = self.entered(id)?;
        let edited = Entry {
            label: rules::label(&settings.label, &self.entries(), Some(id))?,
            environment: rules::environment(settings.environment)?,
            base_url: rules::base_url(&settings.base_url)?,
            proxy: rules::proxy(settings.proxy.as_deref())?,
            findings: rules::findings(entry.provider, &settings.findings)?,
            ..entry.clone()
        };
        let moved = edited.base_url != entry.base_url || edited.environment != entry.environment;
        book.rewrite(edited.clone()).await?;
        tracing::info!(connection = %id, moved, "connection edited");
        let connected = self.put_in(book.connected(edited, old.standing()), moved).await?;
        self.state_of(&connected).await
    }

    /// Replaces a connection's credentials.
    ///
    /// # Errors
    /// `InvalidInput` naming the field; `KeyringUnusable` when they cannot be kept there (the old ones stay in use).
    pub async fn rotate_credentials(&self, id: &ConnectionId, given: Given) -> Result<ConnectionState, Problem> {
        let book = self.book()?;
        let _turn = self.inner.changing.lock().await;
        let (_, entry) = self.entered(id)?;
        let (filled, proof) = checked_proof(entry.provider, &given.mode, given.fields)?;
        let rotated = Entry { mode: given.mode, keep: given.keep, ..entry.clone() };
        book.client(&rotated, &proof)?;
        book.keys.put(id, &filled, rotated.keep).await?;
        book.rewrite(rotated.clone()).await?;
        let all = credentials::all_fields(entry.provider);
        let stale: Vec<_> = all.into_iter().filter(|field| entry.keep != rotated.keep || !filled.has(field)).collect();
        if book.keys.forget(id, &stale, entry.keep).await.is_err() {
            tracing::warn!(connection = %id, "the keyring did not forget the older credentials");
        }
        tracing::info!(connection = %id, keep = ?rotated.keep, "credentials replaced");
        let connected = self.put_in(book.connected(rotated, Proof::Known(proof)), false).await?;
        self.state_of(&connected).await
    }

    /// Switches a connection on or off. While it is off nothing is asked of it; what was read stays.
    ///
    /// # Errors
    /// When there is no such connection or the file cannot be written.
    pub async fn set_connection_enabled(&self, id: &ConnectionId, enabled: bool) -> Result<ConnectionState, Problem> {
        let book = self.book()?;
        let _turn = self.inner.changing.lock().await;
        let (old, entry) = self.entered(id)?;
        let switched = Entry { enabled, ..entry };
        book.rewrite(switched.clone()).await?;
        tracing::info!(connection = %id, enabled, "connection switched");
        if !enabled {
            self.hide_connection(id).await;
        }
        let connected = self.put_in(book.connected(switched, old.standing()), false).await?;
        self.state_of(&connected).await
    }

    /// Removes a connection with its credentials and everything the cache has of it. The ledger keeps its rows.
    ///
    /// # Errors
    /// When there is no such connection; while the outcome of a change through it is not known, because nothing could
    /// ever be read back then; when the keyring does not forget its credentials (nothing is removed then); when the
    /// cache or the file cannot be written.
    pub async fn remove_connection(&self, id: &ConnectionId) -> Result<(), Problem> {
        let book = self.book()?;
        let _turn = self.inner.changing.lock().await;
        let (old, entry) = self.entered(id)?;
        self.nothing_open_at(id).await?;
        let fields = credentials::all_fields(entry.provider);
        if let Err(problem) = book.keys.forget(id, &fields, entry.keep).await
            && old.credentials != CredentialState::Missing
        {
            return Err(problem);
        }
        self.hide_connection(id).await;
        self.forget_lines(Arc::clone(&old)).await?;
        let gone = id.clone();
        book.change(move |entries| entries.retain(|one| one.id != gone)).await?;
        self.inner.connections.take(id);
        locked(&self.inner.previews).forget(id);
        locked(&self.inner.verified).retain(|about, _| about.connection() != id);
        tracing::info!(connection = %id, "connection removed");
        self.inner.events.emit(DeskEvent::Lines(id.clone(), 0));
        Ok(())
    }

    async fn nothing_open_at(&self, id: &ConnectionId) -> Result<(), Problem> {
        let ledger = Arc::clone(&self.inner.ledger);
        let open = blocking(move || ledger.open_actions()).await?;
        let here = open.iter().filter(|action| action.line.as_ref().is_some_and(|line| &line.connection == id)).count();
        if here == 0 {
            return Ok(());
        }
        let message = format!("{here} changes through this connection are not settled; it is needed to read them back");
        Err(Problem::new(ErrorCode::ChangeInFlight, message).safe_to_retry())
    }

    /// Puts a connection in the place of the older one, ends what went on with that, and begins to read the list.
    pub(super) async fn put_in(&self, connected: Connected, forget: bool) -> Result<Arc<Connected>, Problem> {
        let connected = Arc::new(connected);
        locked(&self.inner.previews).forget(connected.id());
        if let Some(old) = self.inner.connections.put(Arc::clone(&connected)) {
            if forget {
                self.forget_lines(old).await?;
                self.inner.events.emit(DeskEvent::Lines(connected.id().clone(), 0));
            } else {
                leave(old).await?;
            }
        }
        self.inner.events.emit(DeskEvent::Connection(connected.id().clone()));
        self.watch_outages_of(Arc::clone(&connected));
        self.start_freshening(Arc::clone(&connected));
        Ok(connected)
    }

    /// Ends what goes on with a connection and drops what this desk knows of its lines.
    async fn forget_lines(&self, old: Arc<Connected>) -> Result<(), Problem> {
        let (cache, ledger, id) = (Arc::clone(&self.inner.cache), Arc::clone(&self.inner.ledger), old.id().clone());
        leave(old).await?;
        blocking(move || {
            ledger.forget_directory(&id)?;
            cache.forget(&id)
        })
        .await
    }

    /// Gets the credentials of every connection that waits for them, for as long as the keyring takes.
    pub(crate) fn bring_up(&self) {
        let Some(book) = self.inner.book.clone() else { return };
        for waiting in self.inner.connections.all() {
            let (desk, book) = (self.clone(), book.clone());
            let Some(entry) = waiting.entry.clone().filter(|_| waiting.is_awaited()) else { continue };
            tokio::spawn(async move {
                let proof = tokio::select! {
                    () = desk.inner.closing.cancelled() => return,
                    proof = book.proof_of(&entry) => proof,
                };
                let _turn = desk.inner.changing.lock().await;
                // It may have been edited, or given other credentials, while the keyring took its time.
                let now = desk.inner.connections.find(&entry.id).filter(|one| one.is_awaited());
                let Some(entry) = now.and_then(|one| one.entry.clone()) else { return };
                let id = entry.id.clone();
                if let Err(problem) = desk.put_in(book.connected(entry, proof), false).await {
                    tracing::warn!(connection = %id, code = ?problem.code, "connection not brought up");
                }
            });
        }
    }
}

fn checked_proof(
    provider: ProviderKind,
    mode: &str,
    fields: Vec<(String, Credential)>,
) -> Result<(Filled, Credentials), Problem> {
    let mode = credentials::mode(provider, mode)?;
    let filled = Filled::check(mode, fields)?;
    let proof = credentials::proof(provider, mode, &filled)?;
    Ok((filled, proof))
}

async fn leave(old: Arc<Connected>) -> Result<(), Problem> {
    blocking(move || {
        old.leave();
        Ok::<_, Problem>(())
    })
    .await
}
