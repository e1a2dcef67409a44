//! Opening the desk: folders, files, connections, and which of two desks is open. As long as there is no real connection
//! it is the practice shop's; their data are in folders of their own and are never mixed.

use std::future::Future;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use bridge::connections::StartNotice;
use bridge::{ErrorCode, Problem};
use desk::policy::{self, Policy};
use desk::storage::{DataFolder, DatabaseKeys, Storage};
use desk::{Book, Clock as _, Connection, Deps, Desk, Events, KeptSettings, Pace, SystemClock};
use vault::{OsVault, Vault};

use crate::environment;
use crate::keyring_trap;
use crate::picture_process::PictureProcess;
use crate::practice_shop;

const PRACTICE: &str = "practice";
const REAL: &str = "desk";

/// The desk, open, with what a person should know of how it opened.
pub(crate) struct Opened {
    pub(crate) desk: Desk,
    pub(crate) practice: bool,
    pub(crate) notices: Vec<StartNotice>,
    /// Our own practice shop; it serves while it lives, which is as long as its desk is open.
    pub(crate) shop: Option<practice::PracticeShop>,
}

/// The desk as the commands find it: open, or why it could not be opened. A window is there in both cases.
pub(crate) struct Opening {
    data: PathBuf,
    config: PathBuf,
    /// The data folder, once it is this program's; then until its end.
    claim: OnceLock<DataFolder>,
    keys: DatabaseKeys,
    book: Book,
    events: Arc<dyn Events>,
    settings: Arc<KeptSettings>,
    now: RwLock<Result<Arc<Opened>, Problem>>,
    /// Held while another desk may take the place of the open one.
    switching: tokio::sync::Mutex<()>,
}

impl Opening {
    /// Opens the desk with its data under `data` and the file of its connections in `config`.
    pub(crate) async fn open(
        data: PathBuf,
        config: &Path,
        events: Arc<dyn Events>,
        settings: Arc<KeptSettings>,
    ) -> Self {
        let keyring: Arc<dyn Vault> = Arc::new(OsVault);
        let keys = DatabaseKeys::in_keyring(Arc::clone(&keyring));
        let book = Book::new(config, keyring, Arc::new(SystemClock));
        let not_yet = Problem::new(ErrorCode::Internal, "the desk is being opened").safe_to_retry();
        let now = RwLock::new(Err(not_yet));
        let claim = OnceLock::new();
        let opening = Self {
            data,
            config: config.to_owned(),
            claim,
            keys,
            book,
            events,
            settings,
            now,
            switching: tokio::sync::Mutex::default(),
        };
        opening.retry().await;
        opening
    }

    /// The open desk.
    pub(crate) fn opened(&self) -> Result<Arc<Opened>, Problem> {
        self.now.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The folder of all data.
    pub(crate) fn data(&self) -> &Path {
        &self.data
    }

    /// The data folder, held against a second program of the same user.
    fn claimed(&self) -> Result<&DataFolder, Problem> {
        if let Some(claim) = self.claim.get() {
            return Ok(claim);
        }
        let claim = DataFolder::claim(&self.data)?;
        Ok(self.claim.get_or_init(|| claim))
    }

    /// Where real connections are kept.
    pub(crate) fn book(&self) -> &Book {
        &self.book
    }

    /// Opens the desk if it could not be opened before: what was wrong may have been mended meanwhile.
    pub(crate) async fn retry(&self) {
        let _turn = self.switching.lock().await;
        if self.opened().is_ok() {
            return;
        }
        if let Err(problem) = self.claimed() {
            tracing::error!(code = ?problem.code, message = %problem.message, "the data folder is not ours");
            self.show(Err(problem));
            return;
        }
        let opened = match self.book.is_empty().await {
            Ok(true) => self.open_practice().await,
            Ok(false) => self.open_real().await,
            Err(problem) => Err(problem),
        };
        if let Err(problem) = &opened {
            tracing::error!(code = ?problem.code, message = %problem.message, "the desk could not be opened");
        }
        self.show(opened.map(Arc::new));
    }

    /// Does something with the desk of the real connections, which is opened for it if the practice shop's is open.
    /// Afterwards the desk is open that there should be: the practice shop's only while there is no real connection.
    pub(crate) async fn on_real_desk<T, F>(&self, work: impl FnOnce(Desk) -> F) -> Result<T, Problem>
    where
        F: Future<Output = Result<T, Problem>>,
    {
        let _turn = self.switching.lock().await;
        let before = self.opened()?;
        let real = if before.practice { Arc::new(self.open_real().await?) } else { Arc::clone(&before) };
        let done = work(real.desk.clone()).await;
        match (self.book.is_empty().await, before.practice) {
            (Ok(false), true) => {
                self.show(Ok(real));
                before.desk.close().await;
            }
            (_, true) => real.desk.close().await,
            (Ok(true), false) => match self.open_practice().await {
                Ok(practice) => {
                    self.show(Ok(Arc::new(practice)));
                    before.desk.close().await;
                }
                // A desk without connections is better than none.
                Err(problem) => tracing::error!(code = ?problem.code, "the practice shop could not be opened"),
            },
            (_, false) => {}
        }
        done
    }

    fn show(&self, opened: Result<Arc<Opened>, Problem>) {
        *self.now.write().unwrap_or_else(PoisonError::into_inner) = opened;
    }

    async fn open_practice(&self) -> Result<Opened, Problem> {
        let data = self.claimed()?;
        let storage = data.open(PRACTICE, &data.practice_keys(PRACTICE), SystemClock.now()).await?;
        let practice = practice_shop::open().await?;
        let (deps, notices) = self.deps(storage, practice.connections)?;
        begun(Opened { desk: Desk::new(deps), practice: true, notices, shop: practice.shop }).await
    }

    async fn open_real(&self) -> Result<Opened, Problem> {
        let storage = self.claimed()?.open(REAL, &self.keys, SystemClock.now()).await?;
        let (deps, notices) = self.deps(storage, Vec::new())?;
        let desk = Desk::with_book(deps, self.book.clone()).await?;
        begun(Opened { desk, practice: false, notices, shop: None }).await
    }

    /// The policy: the computer's own where IT has put one, else that of the config folder.
    fn policy(&self) -> Result<Policy, Problem> {
        let computer =
            environment::policy_folder().map(|folder| folder.join(policy::FILE)).filter(|file| file.exists());
        Policy::read(&computer.unwrap_or_else(|| self.config.join(policy::FILE)))
    }

    /// What a desk needs, and what to say of how its databases were found.
    fn deps(&self, storage: Storage, connections: Vec<Connection>) -> Result<(Deps, Vec<StartNotice>), Problem> {
        let name = |path: PathBuf| path.display().to_string();
        let cache = storage.cache_set_aside.map(|path| StartNotice::CacheRebuilt { set_aside: name(path) });
        let ledger = storage.ledger_set_aside.map(|path| StartNotice::LedgerStartedAnew { set_aside: name(path) });
        let deps = Deps {
            connections,
            cache: Arc::new(storage.cache),
            ledger: Arc::new(storage.ledger),
            clock: Arc::new(SystemClock),
            pictures: Arc::new(PictureProcess::new()),
            events: Arc::clone(&self.events),
            agent: environment::user_name(),
            pace: Pace::default(),
            policy: self.policy()?,
            settings: Arc::clone(&self.settings),
        };
        Ok((deps, cache.into_iter().chain(ledger).chain(keyring_trap::notice()).collect()))
    }
}

async fn begun(mut opened: Opened) -> Result<Opened, Problem> {
    let count = opened.desk.begin().await?;
    if count > 0 {
        opened.notices.push(StartNotice::ReadingBack { count });
    }
    Ok(opened)
}
