//! Reading the lists of lines and ports into the cache, once at a time for each connection.

use std::sync::Arc;

use domain::problem::Problem;
use domain::provider::ConnectionId;
use providers::in_background;

use crate::connections::Connected;
use crate::job::blocking;
use crate::pace::millis;
use crate::{Desk, DeskEvent, locked};

impl Desk {
    /// Reads the list of lines of one connection, or of all, again. Comes back when all are read.
    ///
    /// # Errors
    /// The first thing that went wrong; the other connections are read all the same.
    pub async fn refresh_lists(&self, connection: Option<&ConnectionId>) -> Result<(), Problem> {
        let wanted: Vec<Arc<Connected>> = match connection {
            Some(id) => vec![self.usable(id)?],
            // One that is switched off is not forgotten but left alone.
            None => self.inner.connections.all().into_iter().filter_map(|one| one.usable().ok()).collect(),
        };
        let answers = futures::future::join_all(wanted.iter().map(|one| self.read_list(one))).await;
        answers.into_iter().collect()
    }

    async fn read_list(&self, connected: &Arc<Connected>) -> Result<(), Problem> {
        let Ok(_turn) = connected.listing.try_lock() else {
            // Someone is reading it at this moment; when they are done it is as fresh as it can be.
            drop(connected.listing.lock().await);
            return Ok(());
        };
        let id = connected.connection.id.clone();
        self.say_listing(connected, true);
        let result = tokio::select! {
            // Switched off, edited or removed meanwhile: what is read now is nobody's any more.
            () = connected.left.cancelled() => return Ok(()),
            result = self.read_lines_and_ports(connected) => result,
        };
        self.say_listing(connected, false);
        if let Ok(known) = &result {
            self.inner.events.emit(DeskEvent::Lines(id, *known));
        }
        result.map(|_| ())
    }

    async fn read_lines_and_ports(&self, connected: &Arc<Connected>) -> Result<u64, Problem> {
        let id = connected.connection.id.clone();
        if let Some(lines) = connected.connection.provider.line_list() {
            let read = self.ask(connected, lines.list()).await?;
            let (cache, one, now) = (Arc::clone(&self.inner.cache), Arc::clone(connected), self.now());
            blocking(move || one.keep(|| cache.replace_lines(one.id(), &read, now))).await?;
        }
        if let Some(ports) = connected.connection.provider.ports() {
            let read = self.ask(connected, ports.list()).await?;
            let (cache, one, now) = (Arc::clone(&self.inner.cache), Arc::clone(connected), self.now());
            blocking(move || one.keep(|| cache.put_ports(one.id(), &read, now))).await?;
        }
        self.restore_directory(connected).await?;
        let cache = Arc::clone(&self.inner.cache);
        blocking(move || cache.count(&id)).await
    }

    fn say_listing(&self, connected: &Connected, listing: bool) {
        locked(&connected.pulse).listing = listing;
        self.inner.events.emit(DeskEvent::Connection(connected.connection.id.clone()));
    }

    /// Reads each list when it is older than the pace says, now and from then on.
    pub(crate) fn keep_lists_fresh(&self) {
        let desk = self.clone();
        tokio::spawn(async move {
            loop {
                // Side by side: a provider whose list takes long holds up nobody else's.
                futures::future::join_all(desk.inner.connections.all().into_iter().map(|one| desk.freshen(one))).await;
                tokio::select! {
                    () = desk.inner.closing.cancelled() => return,
                    () = tokio::time::sleep(desk.inner.pace.list_every) => {}
                }
            }
        });
    }

    /// Reads the list of one connection when it is older than the pace says, without holding anyone up.
    pub(crate) fn start_freshening(&self, connected: Arc<Connected>) {
        let desk = self.clone();
        tokio::spawn(async move {
            tokio::select! {
                () = desk.inner.closing.cancelled() => {}
                () = desk.freshen(connected) => {}
            }
        });
    }

    async fn freshen(&self, connected: Arc<Connected>) {
        let Ok(connected) = connected.usable() else { return };
        let (cache, id) = (Arc::clone(&self.inner.cache), connected.id().clone());
        let listed = blocking(move || cache.newest_list_at(&id)).await.ok().flatten();
        let age = listed.map(|at| self.now().millis_since(at));
        // A list from the future means that the clock went back: read it again.
        let fresh = age.is_some_and(|age| (0..millis(self.inner.pace.list_every)).contains(&age));
        // Nobody waits for it: whoever does goes first.
        if !fresh && let Err(problem) = in_background(self.read_list(&connected)).await {
            tracing::warn!(connection = %connected.id(), code = ?problem.code, "list not read");
        }
    }
}
