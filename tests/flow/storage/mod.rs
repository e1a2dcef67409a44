//! The data folder when something is wrong with it: a lost or locked key, a broken file, a second program. Each is told
//! within two seconds, and nothing is lost.

mod checking;
#[cfg(target_os = "linux")]
mod disks;
mod exporting;
mod keys;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use desk::storage::{DataFolder, DatabaseKeys, Storage};
use domain::action::{ActionId, ActionKind, ActionRecord};
use domain::problem::{ErrorCode, Problem};
use domain::provider::ProviderKind;
use domain::time::Timestamp;
use store::{ActionFilter, Ledger, NewAction, Prepared};
use tempfile::TempDir;
use vault::{ExposeSecret as _, MemoryVault, SecretString, Vault, VaultError};

/// How long a person may wait for a message.
const TWO_SECONDS: Duration = Duration::from_secs(2);

const NOW: Timestamp = Timestamp(1_699_963_200_000);
const NOW_NAME: &str = "20231114T120000Z";

const LEDGER_KEY: &str = "database:ledger";
const CACHE_KEY: &str = "database:cache";

/// A data folder with its keyring.
struct Place {
    home: TempDir,
    keyring: Arc<Keyring>,
    keys: DatabaseKeys,
}

/// A keyring in memory that can be locked, or do as those do that hide their entries while they are.
#[derive(Default)]
struct Keyring {
    inner: MemoryVault,
    mood: Mutex<Mood>,
    /// Names in the order in which something was put there, with whether a ledger was in the way then.
    puts: Mutex<Vec<(String, bool)>>,
    watched: Mutex<Option<PathBuf>>,
}

#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum Mood {
    #[default]
    Open,
    Locked,
    Absent,
    /// Says that it has nothing, and takes nothing.
    HidesAndRefuses,
    /// Says that it has nothing, and keeps nothing of what it takes.
    Forgets,
}

impl Keyring {
    fn become_(&self, mood: Mood) {
        *self.mood.lock().unwrap() = mood;
    }

    fn secret(&self, name: &str) -> Option<String> {
        self.inner.get(name).unwrap().map(|secret| secret.expose_secret().to_owned())
    }
}

impl Vault for Keyring {
    fn get(&self, name: &str) -> Result<Option<SecretString>, VaultError> {
        match *self.mood.lock().unwrap() {
            Mood::Open => self.inner.get(name),
            Mood::Locked => Err(VaultError::Refused("it is locked".to_owned())),
            Mood::Absent => Err(VaultError::Absent),
            Mood::HidesAndRefuses | Mood::Forgets => Ok(None),
        }
    }

    fn put(&self, name: &str, secret: &SecretString) -> Result<(), VaultError> {
        let mood = *self.mood.lock().unwrap();
        match mood {
            Mood::Open => {
                let in_the_way = self.watched.lock().unwrap().as_deref().is_some_and(Path::exists);
                self.puts.lock().unwrap().push((name.to_owned(), in_the_way));
                self.inner.put(name, secret)
            }
            Mood::Forgets => Ok(()),
            Mood::Absent => Err(VaultError::Absent),
            Mood::Locked | Mood::HidesAndRefuses => Err(VaultError::Refused("it is locked".to_owned())),
        }
    }

    fn remove(&self, name: &str) -> Result<(), VaultError> {
        self.inner.remove(name)
    }
}

impl Place {
    fn new() -> Self {
        Self::at(tempfile::tempdir().unwrap())
    }

    fn at(home: TempDir) -> Self {
        let keyring = Arc::new(Keyring::default());
        let keys = DatabaseKeys::in_keyring(keyring.clone());
        Self { home, keyring, keys }
    }

    /// One that has been used: a change is in its ledger, and it is closed again.
    async fn used() -> Self {
        Self::new().after_use().await
    }

    async fn after_use(self) -> Self {
        let place = self;
        let storage = place.open().await.unwrap();
        assert!(matches!(storage.ledger.prepare(&a_change()).unwrap(), Prepared::New(_)));
        drop(storage);
        *place.keyring.watched.lock().unwrap() = Some(place.ledger());
        place.keyring.puts.lock().unwrap().clear();
        place
    }

    /// Opens it, as one start of the program does.
    async fn open(&self) -> Result<Storage, Problem> {
        self.open_with(&self.keys).await
    }

    async fn open_with(&self, keys: &DatabaseKeys) -> Result<Storage, Problem> {
        let opening = async { DataFolder::claim(self.home.path())?.open("desk", keys, NOW).await };
        // The program's own limit is two seconds; a bit more here, so that a busy machine makes no race of it.
        tokio::time::timeout(TWO_SECONDS + Duration::from_secs(1), opening).await.unwrap()
    }

    fn folder(&self) -> PathBuf {
        self.home.path().join("desk")
    }

    fn ledger(&self) -> PathBuf {
        self.folder().join("ledger.db")
    }

    /// The names and contents of all files: what must not change.
    fn files(&self) -> Vec<(String, Vec<u8>)> {
        let mut files: Vec<_> = std::fs::read_dir(self.folder())
            .unwrap()
            .map(|entry| entry.unwrap())
            .map(|entry| (entry.file_name().into_string().unwrap(), std::fs::read(entry.path()).unwrap()))
            .collect();
        files.sort();
        files
    }
}

fn a_change() -> NewAction {
    NewAction {
        id: ActionId(uuid::Uuid::from_u128(1)),
        kind: ActionKind::NewEsimCode,
        line: Some(suite::desk::line(suite::desk::NADIA)),
        number: Some(domain::msisdn::Msisdn::from_e164("+447700900123").unwrap()),
        provider: Some(ProviderKind::Onsim),
        agent: "Alex Agent".to_owned(),
        verification: None,
        reason: None,
        note: None,
        old_sim: None,
        before: None,
        at: NOW,
    }
}

fn all(ledger: &Ledger) -> Vec<ActionRecord> {
    ledger.actions(ActionFilter::All, 100, None).unwrap()
}

fn started_reason(ledger: &Ledger) -> String {
    match all(ledger).as_slice() {
        [ActionRecord { kind: ActionKind::LedgerStarted { reason }, .. }] => reason.clone(),
        other => unreachable!("a new ledger has one row: {other:?}"),
    }
}

#[tokio::test]
async fn a_second_program_is_told_at_once_and_opens_nothing() {
    let place = Place::used().await;
    let first = DataFolder::claim(place.home.path()).unwrap();
    let before = place.files();
    let problem = place.open().await.err().unwrap();
    assert_eq!((problem.code, problem.retry_safe), (ErrorCode::AlreadyRunning, true));
    assert_eq!(place.files(), before);
    // The first one ends, however it ends: its lock ends with it.
    drop(first);
    assert_eq!(all(&place.open().await.unwrap().ledger).len(), 1);
}

#[tokio::test]
async fn broken_files_are_set_aside_with_the_time_and_told() {
    let place = Place::used().await;
    let garbage = "this is no database ".repeat(1000);
    std::fs::write(place.ledger(), &garbage).unwrap();
    std::fs::write(place.folder().join("cache.db"), &garbage).unwrap();
    let storage = place.open().await.unwrap();
    let ledger = place.folder().join(format!("ledger.db.broken-{NOW_NAME}"));
    let cache = place.folder().join(format!("cache.db.broken-{NOW_NAME}"));
    assert_eq!((storage.ledger_set_aside, storage.cache_set_aside), (Some(ledger.clone()), Some(cache.clone())));
    assert_eq!(std::fs::read_to_string(ledger).unwrap(), garbage);
    assert_eq!(std::fs::read_to_string(cache).unwrap(), garbage);
    assert!(started_reason(&storage.ledger).contains(NOW_NAME));
}

#[tokio::test]
async fn one_flipped_bit_in_the_ledger_is_found_at_the_start() {
    let place = Place::used().await;
    let mut bytes = std::fs::read(place.ledger()).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(place.ledger(), &bytes).unwrap();
    let storage = place.open().await.unwrap();
    assert_eq!(std::fs::read(storage.ledger_set_aside.unwrap()).unwrap(), bytes);
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_is_told_with_what_to_do() {
    // In the way of the folder is a file: that stops an administrator too, whom no missing right does.
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("data");
    std::fs::write(&file, "in the way").unwrap();
    let problem = DataFolder::claim(&file).unwrap_err();
    assert_eq!(problem.code, ErrorCode::LedgerUnusable);
    assert!(problem.message.contains("may write"), "{problem}");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "in the way");
}
