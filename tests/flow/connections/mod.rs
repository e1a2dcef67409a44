//! Connections that people make: a desk on a book, and the practice shop behind loopback as the provider and the judge.

mod changes;
mod findings;
mod keeping;
mod outage;
mod secrets;
mod sign_in;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use desk::connections::ConnectionState;
use desk::connections::Keep;
use desk::connections::manage::{Draft, Given, Settings};
use desk::{Book, Clock as _, Deps, Desk, DeskEvent, SystemClock};
use domain::action::{ActionId, ActionKind, VerificationMethod};
use domain::line::LineKey;
use domain::problem::Problem;
use domain::provider::{ConnectionId, Environment, ProviderKind};
use domain::secret::Credential;
use practice::PracticeShop;
use providers::transport::Tuning;
use store::{Cache, Ledger};
use suite::desk::{Heard, InThisProcess, NADIA, database_key, eager, quick};
use tempfile::TempDir;
use vault::{MemoryVault, Vault};

/// How long these desks wait for a keyring.
const PATIENCE: Duration = Duration::from_millis(200);

/// A desk whose connections can be changed, with what outlives it: its folder and its keyring.
pub(crate) struct Managed {
    pub(crate) desk: Desk,
    book: Book,
    heard: Arc<Heard>,
    home: Arc<TempDir>,
}

impl Managed {
    pub(crate) async fn open() -> Self {
        Self::open_in(Arc::new(tempfile::tempdir().unwrap()), Arc::new(MemoryVault::default())).await.unwrap()
    }

    async fn open_in(home: Arc<TempDir>, keyring: Arc<dyn Vault>) -> Result<Self, Problem> {
        Self::open_tuned(home, keyring, eager()).await
    }

    async fn open_tuned(home: Arc<TempDir>, keyring: Arc<dyn Vault>, tuning: Tuning) -> Result<Self, Problem> {
        let book = Book::new(&home.path().join("config"), keyring, Arc::new(SystemClock)).tuned(tuning, PATIENCE);
        let heard = Arc::new(Heard::default());
        let data = home.path().join("data");
        let deps = Deps {
            connections: Vec::new(),
            cache: Arc::new(Cache::open(&data, &database_key(), SystemClock.now()).unwrap().0),
            ledger: Arc::new(Ledger::open(&data, &database_key(), SystemClock.now()).unwrap().0),
            clock: Arc::new(SystemClock),
            pictures: Arc::new(InThisProcess),
            events: heard.clone(),
            agent: "Alex Agent".to_owned(),
            pace: quick(),
            policy: desk::Policy::default(),
            settings: Arc::new(desk::KeptSettings::read(home.path())),
        };
        let desk = Desk::with_book(deps, book.clone()).await?;
        desk.begin().await?;
        Ok(Self { desk, book, heard, home })
    }

    fn file(&self) -> PathBuf {
        self.home.path().join("config").join("connections.json")
    }

    fn text(&self) -> String {
        std::fs::read_to_string(self.file()).unwrap()
    }

    /// Adds the shop's ONSIM under a label.
    async fn add_onsim(&self, shop: &PracticeShop, label: &str) -> ConnectionId {
        self.desk.add_connection(onsim(shop, label)).await.unwrap().connection.id
    }

    async fn only(&self) -> ConnectionState {
        let mut all = self.desk.connections().await.unwrap();
        assert_eq!(all.len(), 1);
        all.remove(0)
    }

    /// A desk with the shop's ONSIM, and a new code for Nadia that is previewed and may be sent.
    async fn with_a_preview(shop: &PracticeShop) -> (Self, ConnectionId, LineKey, ActionId) {
        let test = Self::open().await;
        let id = test.add_onsim(shop, "Main").await;
        test.listed(&id, 60).await;
        let nadia = line_of(&id, NADIA);
        test.desk.verify_customer(&nadia, VerificationMethod::PhotoId).unwrap();
        let preview = test.desk.preview(&nadia, ActionKind::NewEsimCode).await.unwrap().id;
        (test, id, nadia, preview)
    }

    /// Waits until so many lines of a connection are known.
    async fn listed(&self, id: &ConnectionId, lines: usize) {
        self.heard
            .wait_for("the list of lines", |event| match event {
                DeskEvent::Lines(one, known) => (one == id && *known == lines as u64).then_some(()),
                _ => None,
            })
            .await;
    }

    /// Waits until something is told of a connection for the first time, and looks at it then.
    async fn told_of(&self, id: &ConnectionId) -> ConnectionState {
        self.heard
            .wait_for("news of the connection", |event| match event {
                DeskEvent::Connection(one) => (one == id).then_some(()),
                _ => None,
            })
            .await;
        self.desk.connection(id).await.unwrap()
    }
}

pub(crate) fn settings(label: &str, base_url: String) -> Settings {
    Settings {
        label: label.to_owned(),
        environment: Environment::Production,
        base_url,
        proxy: None,
        findings: BTreeMap::new(),
    }
}

pub(crate) fn given(mode: &str, fields: &[(&str, &str)]) -> Given {
    let fields = fields.iter().map(|(id, value)| ((*id).to_owned(), Credential::new((*value).to_owned()))).collect();
    Given { mode: mode.to_owned(), fields, keep: Keep::Keyring }
}

fn key(text: &str) -> Given {
    given("api_key", &[("api_key", text)])
}

fn onsim(shop: &PracticeShop, label: &str) -> Draft {
    Draft {
        provider: ProviderKind::Onsim,
        settings: settings(label, shop.onsim().base_url()),
        proof: key(shop.onsim().api_key()),
    }
}

fn line_of(connection: &ConnectionId, id: &str) -> LineKey {
    LineKey { connection: connection.clone(), id: id.to_owned() }
}
