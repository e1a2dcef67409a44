//! Opening the desk: folders, files, connections. What goes wrong here is kept and told to the window.

use std::path::Path;
use std::sync::Arc;

use bridge::connections::StartNotice;
use bridge::{ErrorCode, Problem};
use desk::{Clock as _, Deps, Desk, Events, Pace, SystemClock};
use store::{Cache, CacheOpened, Ledger, LedgerOpened};

use crate::environment;
use crate::practice_shop;

/// The desk, open, with what a person should know of how it opened.
pub(crate) struct Opened {
    pub(crate) desk: Desk,
    pub(crate) practice: bool,
    pub(crate) notices: Vec<StartNotice>,
    /// Kept for as long as the desk is open: it serves while it lives.
    _shop: Option<practice::PracticeShop>,
}

/// Opens the desk with its data under `folder`. The practice shop's data are in a folder of their own and are never
/// mixed with those of real connections.
pub(crate) async fn open(folder: &Path, events: Arc<dyn Events>) -> Result<Opened, Problem> {
    let practice = practice_shop::open().await?;
    let data = folder.join("practice");
    std::fs::create_dir_all(&data).map_err(|error| {
        let message = format!("the folder {} cannot be made: {error}", data.display());
        Problem::new(ErrorCode::LedgerUnusable, message).safe_to_retry()
    })?;
    let mut notices = Vec::new();
    let (cache, how) = Cache::open(&data).map_err(Problem::from)?;
    if let CacheOpened::Rebuilt { set_aside } = how {
        notices.push(StartNotice::CacheRebuilt { set_aside: set_aside.display().to_string() });
    }
    let (ledger, how) = Ledger::open(&data, SystemClock.now()).map_err(Problem::from)?;
    if let LedgerOpened::StartedAnew { set_aside } = how {
        notices.push(StartNotice::LedgerStartedAnew { set_aside: set_aside.display().to_string() });
    }
    let desk = Desk::new(Deps {
        connections: practice.connections,
        cache: Arc::new(cache),
        ledger: Arc::new(ledger),
        clock: Arc::new(SystemClock),
        events,
        agent: environment::user_name(),
        pace: Pace::default(),
    });
    let count = desk.begin().await?;
    if count > 0 {
        notices.push(StartNotice::ReadingBack { count });
    }
    Ok(Opened { desk, practice: true, notices, _shop: practice.shop })
}
