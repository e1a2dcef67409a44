//! Opening the desk: folders, files, connections, and which of two desks is open. As long as there is no real connection
//! it is the practice shop's; their data are in folders of their own and are never mixed.

use std::future::Future;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use bridge::connections::StartNotice;
use bridge::{ErrorCode, Problem};
use desk::policy::{self, Policy};
use desk::{Book, Clock as _, Connection, Deps, Desk, Events, Pace, SystemClock};
use store::{Cache, CacheOpened, Ledger, LedgerOpened};
use vault::OsVault;

use crate::environment;
use crate::practice_shop;

const PRACTICE: &str = "practice";
const REAL: &str = "desk";

/// The desk, open, with what a person should know of how it opened.
pub(crate) struct Opened {
    pub(crate) desk: Desk,
    pub(crate) practice: bool,
    pub(crate) notices: Vec<StartNotice>,
    /// Kept for as long as the desk is open: it serves while it lives.
    _shop: Option<practice::PracticeShop>,
}

/// The desk as the commands find it: open, or why it could not be opened. A window is there in both cases.
pub(crate) struct Opening {
    data: PathBuf,
    config: PathBuf,
    book: Book,
    events: Arc<dyn Events>,
    now: RwLock<Result<Arc<Opened>, Problem>>,
    /// Held while another desk may take the place of the open one.
    switching: tokio::sync::Mutex<()>,
}

impl Opening {
    /// Opens the desk with its data under `data` and the file of its connections in `config`.
    pub(crate) async fn open(data: PathBuf, config: &Path, events: Arc<dyn Events>) -> Self {
        let book = Book::new(config, Arc::new(OsVault), Arc::new(SystemClock));
        let not_yet = Problem::new(ErrorCode::Internal, "the desk is being opened").safe_to_retry();
        let now = RwLock::new(Err(not_yet));
        let opening =
            Self { data, config: config.to_owned(), book, events, now, switching: tokio::sync::Mutex::default() };
        opening.retry().await;
        opening
    }

    /// The open desk.
    pub(crate) fn opened(&self) -> Result<Arc<Opened>, Problem> {
        self.now.read().unwrap_or_else(PoisonError::into_inner).clone()
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
        let practice = practice_shop::open().await?;
        let (deps, notices) = self.deps(PRACTICE, practice.connections)?;
        begun(Opened { desk: Desk::new(deps), practice: true, notices, _shop: practice.shop }).await
    }

    async fn open_real(&self) -> Result<Opened, Problem> {
        let (deps, notices) = self.deps(REAL, Vec::new())?;
        let desk = Desk::with_book(deps, self.book.clone()).await?;
        begun(Opened { desk, practice: false, notices, _shop: None }).await
    }

    /// The policy: the computer's own where IT has put one, else that of the config folder.
    fn policy(&self) -> Result<Policy, Problem> {
        let computer =
            environment::policy_folder().map(|folder| folder.join(policy::FILE)).filter(|file| file.exists());
        Policy::read(&computer.unwrap_or_else(|| self.config.join(policy::FILE)))
    }

    /// The stores in one of the two data folders, and everything else a desk needs.
    fn deps(&self, folder: &str, connections: Vec<Connection>) -> Result<(Deps, Vec<StartNotice>), Problem> {
        let folder = self.data.join(folder);
        std::fs::create_dir_all(&folder).map_err(|error| {
            let message = format!("the folder {} cannot be made: {error}", folder.display());
            Problem::new(ErrorCode::LedgerUnusable, message).safe_to_retry()
        })?;
        let mut notices = Vec::new();
        let (cache, how) = Cache::open(&folder).map_err(Problem::from)?;
        if let CacheOpened::Rebuilt { set_aside } = how {
            notices.push(StartNotice::CacheRebuilt { set_aside: set_aside.display().to_string() });
        }
        let (ledger, how) = Ledger::open(&folder, SystemClock.now()).map_err(Problem::from)?;
        if let LedgerOpened::StartedAnew { set_aside } = how {
            notices.push(StartNotice::LedgerStartedAnew { set_aside: set_aside.display().to_string() });
        }
        let deps = Deps {
            connections,
            cache: Arc::new(cache),
            ledger: Arc::new(ledger),
            clock: Arc::new(SystemClock),
            events: Arc::clone(&self.events),
            agent: environment::user_name(),
            pace: Pace::default(),
            policy: self.policy()?,
        };
        Ok((deps, notices))
    }
}

async fn begun(mut opened: Opened) -> Result<Opened, Problem> {
    let count = opened.desk.begin().await?;
    if count > 0 {
        opened.notices.push(StartNotice::ReadingBack { count });
    }
    Ok(opened)
}
