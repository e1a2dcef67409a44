//! A whole desk without a window: real clients, real files in a temporary folder, and the practice shop as the judge.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test or benchmark that cannot set up ends here")]

use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use desk::Confirmed;
use desk::intake::{PictureReader, QrTexts, Unreadable, qr_texts_in};
use desk::{Clock, Connection, Deps, Desk, DeskEvent, Events, Pace, Policy, SystemClock};
use domain::action::{ActionId, ActionKind, ActionRecord, Reason, VerificationMethod};
use domain::line::LineKey;
use domain::problem::Problem;
use domain::provider::{ConnectionId, Environment, ProviderKind};
use domain::secret::{ApiKey, Password};
use domain::time::Timestamp;
use practice::{PracticeConfig, PracticeShop};
use providers::registry::{ConnectionSettings, Credentials, connect};
use providers::transport::{OutagePolicy, Tuning};
use store::{Cache, Key, Ledger};
use tempfile::TempDir;
use tokio::sync::Notify;
use zeroize::Zeroizing;

/// An eSIM line of the practice shop that is ready to install: Nadia Osei's.
pub const NADIA: &str = "447700900123";

/// The connection's name in tests.
pub const CONNECTION: &str = "onsim-test";

/// How long a test waits for something that should come at once.
pub const SOON: Duration = Duration::from_secs(20);

/// The key of every test desk's databases.
#[must_use]
pub fn database_key() -> Key {
    Key::new([0x5d; 32])
}

/// The bytes of a test desk's database without its encryption: what someone with the key could read.
///
/// # Panics
/// When it cannot be read.
pub fn decrypted(database: &Path) -> Vec<u8> {
    #[expect(clippy::disallowed_methods, reason = "a test looks past the one place that opens SQLite")]
    let db = rusqlite::Connection::open(database).unwrap();
    db.execute_batch(&format!("PRAGMA key = \"x'{}'\"", *database_key().to_hex())).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let plain = folder.path().join("plain.db");
    db.execute("ATTACH DATABASE ?1 AS plain KEY ''", [plain.to_str().unwrap()]).unwrap();
    db.query_row("SELECT sqlcipher_export('plain')", [], |_| Ok(())).unwrap();
    db.execute_batch("DETACH DATABASE plain").unwrap();
    std::fs::read(plain).unwrap()
}

/// Looks through pictures where the test runs: no file of a test's own is made to harm.
pub struct InThisProcess;

#[async_trait]
impl PictureReader for InThisProcess {
    async fn read(&self, file: Zeroizing<Vec<u8>>) -> Result<QrTexts, Unreadable> {
        tokio::task::spawn_blocking(move || qr_texts_in(file)).await.unwrap_or(Err(Unreadable::GivenUp))
    }
}

/// Hears and keeps every event of a desk.
#[derive(Default)]
pub struct Heard {
    events: Mutex<Vec<DeskEvent>>,
    news: Notify,
}

impl Events for Heard {
    fn emit(&self, event: DeskEvent) {
        self.events.lock().unwrap().push(event);
        self.news.notify_waiters();
    }
}

impl Heard {
    /// Every event so far.
    pub fn all(&self) -> Vec<DeskEvent> {
        self.events.lock().unwrap().clone()
    }

    /// The first event, past or coming, that `pick` picks.
    ///
    /// # Panics
    /// When none comes in time.
    pub async fn wait_for<T>(&self, what: &str, mut pick: impl FnMut(&DeskEvent) -> Option<T>) -> T {
        let waiting = async {
            loop {
                let news = self.news.notified();
                tokio::pin!(news);
                news.as_mut().enable();
                if let Some(found) = self.events.lock().unwrap().iter().find_map(&mut pick) {
                    return found;
                }
                news.await;
            }
        };
        tokio::time::timeout(SOON, waiting).await.unwrap_or_else(|_| panic!("never heard: {what}"))
    }
}

/// Durations for tests: the same order as for people, a thousand times shorter.
pub fn quick() -> Pace {
    Pace {
        read_back: vec![Duration::from_millis(20); 200],
        settle: Duration::from_millis(300),
        poll: Duration::from_millis(20),
        poll_longest: Duration::from_millis(100),
        // The one that is longer: a build machine may be busy with other things.
        picture: Duration::from_secs(120),
        ..Pace::default()
    }
}

/// The time of this computer and some more, which a test adds.
#[derive(Default)]
pub struct Ahead(AtomicI64);

impl Ahead {
    /// Moves the clock on, or back.
    pub fn pass(&self, seconds: i64) {
        self.pass_millis(seconds * 1000);
    }

    /// The same in milliseconds.
    pub fn pass_millis(&self, millis: i64) {
        self.0.fetch_add(millis, Ordering::SeqCst);
    }
}

impl Clock for Ahead {
    fn now(&self) -> Timestamp {
        Timestamp(SystemClock.now().0 + self.0.load(Ordering::SeqCst))
    }
}

/// A desk on a practice shop.
pub struct ShopDesk {
    /// The desk.
    pub desk: Desk,
    /// What it said.
    pub heard: Arc<Heard>,
    /// Its files.
    pub folder: Arc<TempDir>,
}

/// A practice shop with one ONSIM.
pub async fn shop() -> PracticeShop {
    PracticeShop::start(PracticeConfig { lines: 60, ..PracticeConfig::default() }).await.unwrap()
}

/// Waits until the shop has issued so many new codes for a line: a request that has come is not yet one that was done.
///
/// # Panics
/// When it does not in time.
pub async fn issued(shop: &PracticeShop, mpn: &str, count: u64) {
    let looking = async {
        while shop.onsim().codes_issued_for(mpn) < count {
            // The shop's books have no bell.
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(SOON, looking).await.unwrap_or_else(|_| panic!("the shop never issued code {count}"));
}

/// The key of a line of the practice ONSIM.
pub fn line(mpn: &str) -> LineKey {
    LineKey { connection: ConnectionId(CONNECTION.to_owned()), id: mpn.to_owned() }
}

impl ShopDesk {
    /// A desk with files of its own.
    pub async fn open(shop: &PracticeShop) -> Self {
        Self::open_in(shop, Arc::new(tempfile::tempdir().unwrap()), quick(), shop.onsim().api_key()).await
    }

    /// A desk with files of its own and durations of one's own.
    pub async fn open_with(shop: &PracticeShop, pace: Pace) -> Self {
        Self::open_in(shop, Arc::new(tempfile::tempdir().unwrap()), pace, shop.onsim().api_key()).await
    }

    /// A desk on files that are there already, or with another key.
    pub async fn open_in(shop: &PracticeShop, folder: Arc<TempDir>, pace: Pace, key: &str) -> Self {
        Self::open_on(vec![connection(shop, key)], folder, pace)
    }

    /// A desk with files of its own, under another policy than the usual one.
    pub fn open_with_policy(shop: &PracticeShop, policy: Policy) -> Self {
        let connections = vec![connection(shop, shop.onsim().api_key())];
        let folder = Arc::new(tempfile::tempdir().unwrap());
        Self::open_under(connections, folder, quick(), Arc::new(SystemClock), policy)
    }

    /// A desk on connections of one's own.
    pub fn open_on(connections: Vec<Connection>, folder: Arc<TempDir>, pace: Pace) -> Self {
        Self::open_under(connections, folder, pace, Arc::new(SystemClock), Policy::default())
    }

    /// The same with a clock and a policy of one's own.
    pub fn open_under(
        connections: Vec<Connection>,
        folder: Arc<TempDir>,
        pace: Pace,
        clock: Arc<dyn Clock>,
        policy: Policy,
    ) -> Self {
        let heard = Arc::new(Heard::default());
        let desk = Desk::new(Deps {
            connections,
            cache: Arc::new(Cache::open(folder.path(), &database_key(), SystemClock.now()).unwrap().0),
            ledger: Arc::new(Ledger::open(folder.path(), &database_key(), SystemClock.now()).unwrap().0),
            clock,
            pictures: Arc::new(InThisProcess),
            events: heard.clone(),
            agent: "Alex Agent".to_owned(),
            pace,
            policy,
            settings: Arc::new(desk::KeptSettings::read(folder.path())),
        });
        Self { desk, heard, folder }
    }

    /// Where its files are.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Verifies the customer and previews a new eSIM code.
    pub async fn ready_for_new_code(&self, mpn: &str) -> ActionId {
        self.desk.verify_customer(&line(mpn), VerificationMethod::AccountPin).unwrap();
        self.desk.preview(&line(mpn), ActionKind::NewEsimCode).await.unwrap().id
    }

    /// Sends a previewed change.
    pub async fn submit(&self, id: ActionId) -> Result<ActionRecord, Problem> {
        self.desk.submit(id, Confirmed::new(Reason::NewPhone, None)).await
    }

    /// Waits until the action is in a state that `wanted` accepts.
    pub async fn action_becomes(&self, id: ActionId, wanted: impl Fn(&ActionRecord) -> bool) -> ActionRecord {
        self.heard
            .wait_for("the action's outcome", |event| match event {
                DeskEvent::Action(record) if record.id == id && wanted(record) => Some(record.as_ref().clone()),
                _ => None,
            })
            .await
    }
}

/// A client that neither paces itself nor waits between two tries.
pub fn eager() -> Tuning {
    let plenty = std::num::NonZeroU32::new(100_000).unwrap();
    Tuning {
        rate: providers::transport::Rate { per_second: plenty, burst: plenty },
        sleeper: Arc::new(|_| Box::pin(std::future::ready(()))),
        ..Tuning::default()
    }
}

/// The same, and in an outage a probe after so long a pause and no longer one.
pub fn probing(every: Duration) -> Tuning {
    Tuning { outage: OutagePolicy { first_pause: every, longest_pause: every, ..OutagePolicy::default() }, ..eager() }
}

/// A connection to the shop.
pub fn connection(shop: &PracticeShop, key: &str) -> Connection {
    connection_named(CONNECTION, shop, key)
}

/// A connection to the shop's ONSIM under a name of its own.
pub fn connection_named(name: &str, shop: &PracticeShop, key: &str) -> Connection {
    let credentials = Credentials::ApiKey(ApiKey::new(key.to_owned()));
    connection_to(name, ProviderKind::Onsim, &shop.onsim().base_url(), credentials, eager())
}

/// The same, behaving as told.
pub fn connection_tuned(name: &str, shop: &PracticeShop, key: &str, tuning: Tuning) -> Connection {
    let credentials = Credentials::ApiKey(ApiKey::new(key.to_owned()));
    connection_to(name, ProviderKind::Onsim, &shop.onsim().base_url(), credentials, tuning)
}

/// A connection to each of the shop's four providers, named after its provider in lower case.
pub fn connections_of(shop: &PracticeShop) -> Vec<Connection> {
    let (user_name, password) = shop.telecomx().login();
    let key = |text: &str| ApiKey::new(text.to_owned());
    vec![
        connection_to(
            "atomic",
            ProviderKind::Atomic,
            &shop.atomic().base_url(),
            Credentials::AtomicWithSms {
                token: key(shop.atomic().token()),
                sms_base_url: shop.atomic().base_url(),
                sms_key: key(shop.atomic().sms_token()),
            },
            eager(),
        ),
        connection_to(
            "reach",
            ProviderKind::Reach,
            &shop.reach().base_url(),
            Credentials::ClientApi { jwt: key(shop.reach().jwt()), key: key(shop.reach().api_key()) },
            eager(),
        ),
        connection_to(
            "onsim",
            ProviderKind::Onsim,
            &shop.onsim().base_url(),
            Credentials::ApiKey(key(shop.onsim().api_key())),
            eager(),
        ),
        connection_to(
            "telecomx",
            ProviderKind::Telecomx,
            &shop.telecomx().base_url(),
            Credentials::Login { user_name, password: Password::new(password) },
            eager(),
        ),
    ]
}

fn connection_to(
    name: &str,
    kind: ProviderKind,
    base_url: &str,
    credentials: Credentials,
    tuning: Tuning,
) -> Connection {
    let id = ConnectionId(name.to_owned());
    let settings =
        ConnectionSettings { id: id.clone(), kind, base_url: base_url.to_owned(), proxy: None, tuning, credentials };
    Connection {
        id,
        label: format!("{} test", kind.name()),
        environment: Environment::Practice,
        base_url: base_url.to_owned(),
        provider: connect(settings, Arc::new(|| SystemClock.now())).unwrap(),
    }
}
