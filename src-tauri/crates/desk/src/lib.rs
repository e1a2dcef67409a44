//! The use cases of the desk, one file a subject, free of Tauri: every job can be done and tested with no window.
//!
//! Everything from outside comes in through [`Deps`]: connections, stores, clock, events, who opens pictures. Every change goes through
//! [`act`], where the ledger has the intent on disk before a byte leaves.

pub mod act;
pub mod ask_providers;
pub mod clock;
pub mod connections;
pub mod customer_screen;
pub mod customers;
pub mod directory;
pub mod events;
pub mod export;
pub mod home;
pub mod install;
mod install_watch;
pub mod intake;
mod job;
pub mod lines;
pub mod lists;
pub mod lock;
mod notes;
pub mod one_time_codes;
pub mod pace;
pub mod policy;
mod previews;
pub mod read_back;
pub mod retention;
pub mod search;
pub mod settings;
pub mod sims;
pub mod storage;
pub mod tasks;
pub mod verify;
mod watch;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::action::ActionId;
use domain::line::LineKey;
use domain::problem::Problem;
use domain::task::About;
use store::{Cache, Ledger};
use tokio_util::sync::CancellationToken;

pub use act::Confirmed;
pub use clock::{Clock, SystemClock};
pub use connections::{Book, Connection};
pub use events::{DeskEvent, Events};
pub use lock::Lock;
pub use pace::Pace;
pub use policy::Policy;
pub use settings::KeptSettings;

/// What the desk needs from outside.
pub struct Deps {
    /// The connections, in the order people see them.
    pub connections: Vec<Connection>,
    /// What can be read again from the providers.
    pub cache: Arc<Cache>,
    /// What cannot.
    pub ledger: Arc<Ledger>,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Who looks through the pictures and PDFs that people bring.
    pub pictures: Arc<dyn intake::PictureReader>,
    /// Who hears of what happens.
    pub events: Arc<dyn Events>,
    /// Who is working, by the OS user's name.
    pub agent: String,
    /// How long things take and last.
    pub pace: Pace,
    /// What has to be so before a change is sent.
    pub policy: Policy,
    /// What a person set for this desk.
    pub settings: Arc<KeptSettings>,
}

/// The desk. Cheap to clone: all clones are the same desk.
#[derive(Clone)]
pub struct Desk {
    inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) connections: connections::Connections,
    /// Where the connections are kept; nothing when they are fixed, as those of the practice shop.
    pub(crate) book: Option<Book>,
    /// Held while a connection is being changed: one change after the other.
    pub(crate) changing: tokio::sync::Mutex<()>,
    pub(crate) cache: Arc<Cache>,
    pub(crate) ledger: Arc<Ledger>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) pictures: Arc<dyn intake::PictureReader>,
    pub(crate) events: Arc<dyn Events>,
    pub(crate) agent: String,
    pub(crate) pace: Pace,
    pub(crate) policy: Policy,
    pub(crate) settings: Arc<KeptSettings>,
    pub(crate) verified: Mutex<HashMap<About, domain::action::Verification>>,
    pub(crate) previews: Mutex<previews::Previews>,
    pub(crate) results: Mutex<HashMap<ActionId, tasks::Held>>,
    pub(crate) taken_in: intake::Unbound,
    pub(crate) searching: Mutex<ask_providers::Running>,
    pub(crate) showings: Mutex<HashMap<install::ShowingId, install::Showing>>,
    pub(crate) customer: tokio::sync::watch::Sender<customer_screen::OnScreen>,
    pub(crate) followed_codes: Mutex<HashMap<LineKey, install_watch::FollowedCode>>,
    pub(crate) closing: CancellationToken,
}

impl Desk {
    /// Opens the desk. Nothing is asked of a provider before [`Desk::begin`].
    #[must_use]
    pub fn new(deps: Deps) -> Self {
        Self::on(deps, None, Vec::new())
    }

    /// Opens the desk on the connections of a book, which can be changed while it is open.
    ///
    /// # Errors
    /// `ConnectionsFileUnusable` or `FileTooNew` when the book's file cannot be understood.
    pub async fn with_book(deps: Deps, book: Book) -> Result<Self, Problem> {
        let kept = book.kept().await?;
        Ok(Self::on(deps, Some(book), kept))
    }

    fn on(deps: Deps, book: Option<Book>, kept: Vec<connections::Connected>) -> Self {
        let fixed = deps.connections.into_iter().map(connections::Connected::new);
        Self {
            inner: Arc::new(Inner {
                connections: connections::Connections::new(fixed.chain(kept)),
                book,
                changing: tokio::sync::Mutex::default(),
                cache: deps.cache,
                ledger: deps.ledger,
                clock: deps.clock,
                pictures: deps.pictures,
                events: deps.events,
                agent: deps.agent,
                pace: deps.pace,
                policy: deps.policy,
                settings: deps.settings,
                verified: Mutex::default(),
                previews: Mutex::default(),
                results: Mutex::default(),
                taken_in: intake::Unbound::default(),
                searching: Mutex::default(),
                showings: Mutex::default(),
                customer: customer_screen::OnScreen::blank(),
                followed_codes: Mutex::default(),
                closing: CancellationToken::new(),
            }),
        }
    }

    /// Starts what goes on by itself: reading back what was under way when the program last ended, getting credentials
    /// from the keyring, then the lists, and probing providers that do not work. Answers how many changes are being read
    /// back.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub async fn begin(&self) -> Result<u32, Problem> {
        let count = self.recover().await?;
        self.follow_codes_again().await?;
        self.watch_outages();
        self.bring_up();
        self.keep_lists_fresh();
        self.warm_search();
        self.forget_daily();
        Ok(count)
    }

    /// Ends what goes on by itself and takes every code off the screen.
    pub async fn close(&self) {
        self.inner.closing.cancel();
        self.reset_customer_screen().await;
        self.hide_all().await;
    }

    /// The time now.
    #[must_use]
    pub fn now(&self) -> domain::time::Timestamp {
        self.inner.clock.now()
    }

    /// Who is working.
    #[must_use]
    pub fn agent(&self) -> &str {
        &self.inner.agent
    }
}

/// A lock whose holder panicked still holds whole values here: every critical section is one assignment or look-up.
pub(crate) fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
