//! Where the keys come from, and what becomes of files whose key cannot be had.

use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use desk::storage::{DataFolder, DatabaseKeys};
use domain::problem::ErrorCode;
use vault::{MemoryVault, SecretString, Vault, VaultError};

use super::{CACHE_KEY, LEDGER_KEY, Mood, NOW, NOW_NAME, Place, all, started_reason};

#[tokio::test]
async fn two_random_keys_are_in_the_keyring_and_nothing_can_be_read_without() {
    let place = Place::used().await;
    let (cache, ledger) = (place.keyring.secret(CACHE_KEY).unwrap(), place.keyring.secret(LEDGER_KEY).unwrap());
    assert_ne!(cache, ledger);
    assert!(store::Key::from_hex(&cache).is_some() && store::Key::from_hex(&ledger).is_some());
    assert_eq!(place.keyring.secret("database:probe"), None, "the probe is gone");
    for (name, bytes) in place.files() {
        let text = String::from_utf8_lossy(&bytes);
        for readable in ["SQLite format", "CREATE TABLE", "Alex Agent", "7700900123", &cache, &ledger] {
            assert!(!text.contains(readable), "{name} has {readable}");
        }
    }
    let storage = place.open().await.unwrap();
    assert_eq!((storage.ledger_set_aside, storage.cache_set_aside), (None, None));
    assert_eq!(all(&storage.ledger).len(), 1);
    assert_eq!(place.keyring.secret(LEDGER_KEY), Some(ledger), "the key stays");
}

#[tokio::test]
async fn a_keyring_that_is_locked_or_absent_is_told_and_costs_nothing() {
    let place = Place::used().await;
    let before = place.files();
    for mood in [Mood::Locked, Mood::Absent, Mood::HidesAndRefuses, Mood::Forgets] {
        place.keyring.become_(mood);
        let problem = place.open().await.err().unwrap();
        assert_eq!((problem.code, problem.retry_safe), (ErrorCode::KeyringUnusable, true));
        assert!(problem.message.contains("try again"), "{problem}");
        assert_eq!(place.files(), before, "nothing was set aside, changed or made");
    }
    place.keyring.become_(Mood::Open);
    assert_eq!(all(&place.open().await.unwrap().ledger).len(), 1);
    assert!(place.keyring.puts.lock().unwrap().is_empty(), "no key was put in the place of another");
}

#[tokio::test]
async fn without_a_keyring_nothing_unencrypted_is_written() {
    let place = Place::new();
    place.keyring.become_(Mood::Absent);
    assert_eq!(place.open().await.err().unwrap().code, ErrorCode::KeyringUnusable);
    assert!(!place.ledger().exists() && !place.folder().join("cache.db").exists());
}

#[tokio::test]
async fn a_lost_key_sets_both_files_aside_before_a_new_one_is_kept() {
    let place = Place::used().await;
    let old = std::fs::read(place.ledger()).unwrap();
    place.keyring.remove(LEDGER_KEY).unwrap();
    place.keyring.remove(CACHE_KEY).unwrap();
    let storage = place.open().await.unwrap();
    let aside = place.folder().join(format!("ledger.db.keyless-{NOW_NAME}"));
    assert_eq!(storage.ledger_set_aside, Some(aside.clone()));
    assert_eq!(storage.cache_set_aside, Some(place.folder().join(format!("cache.db.keyless-{NOW_NAME}"))));
    assert_eq!(std::fs::read(aside).unwrap(), old);
    assert!(started_reason(&storage.ledger).contains("the key of the ledger before"));
    let puts = place.keyring.puts.lock().unwrap().clone();
    let new_key = puts.iter().find(|(name, _)| name == LEDGER_KEY);
    assert_eq!(new_key, Some(&(LEDGER_KEY.to_owned(), false)), "the old ledger was out of the way by then");
    drop(storage);
    let again = place.open().await.unwrap();
    assert_eq!((again.ledger_set_aside, all(&again.ledger).len()), (None, 1));
}

#[tokio::test]
async fn the_file_of_a_lost_key_comes_back_with_the_key() {
    let place = Place::used().await;
    let key = place.keyring.secret(LEDGER_KEY).unwrap();
    place.keyring.remove(LEDGER_KEY).unwrap();
    let aside = place.open().await.unwrap().ledger_set_aside.unwrap();
    place.keyring.put(LEDGER_KEY, &SecretString::from(key)).unwrap();
    std::fs::rename(aside, place.ledger()).unwrap();
    let storage = place.open().await.unwrap();
    assert_eq!((storage.ledger_set_aside, all(&storage.ledger)[0].agent.as_str()), (None, "Alex Agent"));
}

#[tokio::test]
async fn another_key_than_the_files_sets_them_aside_and_is_kept() {
    let place = Place::used().await;
    let other = "ab".repeat(32);
    place.keyring.put(LEDGER_KEY, &SecretString::from(other.clone())).unwrap();
    let storage = place.open().await.unwrap();
    assert_eq!(storage.ledger_set_aside, Some(place.folder().join(format!("ledger.db.broken-{NOW_NAME}"))));
    assert_eq!(storage.cache_set_aside, None, "its own key fits still");
    assert!(started_reason(&storage.ledger).contains("its key is another one"));
    assert_eq!(place.keyring.secret(LEDGER_KEY), Some(other));
}

#[tokio::test]
async fn what_is_no_key_is_kept_for_whoever_can_mend_it() {
    let place = Place::used().await;
    place.keyring.put(LEDGER_KEY, &SecretString::from("half a key")).unwrap();
    let storage = place.open().await.unwrap();
    assert_eq!(storage.ledger_set_aside, Some(place.folder().join(format!("ledger.db.keyless-{NOW_NAME}"))));
    assert!(store::Key::from_hex(&place.keyring.secret(LEDGER_KEY).unwrap()).is_some());
    assert_eq!(place.keyring.secret(&format!("{LEDGER_KEY}:before-{}", NOW.0)).as_deref(), Some("half a key"));
}

#[tokio::test]
async fn practice_data_need_no_keyring_and_are_encrypted_all_the_same() {
    let home = tempfile::tempdir().unwrap();
    let folder = DataFolder::claim(home.path()).unwrap();
    let storage = folder.open("practice", &folder.practice_keys("practice"), NOW).await.unwrap();
    drop(storage);
    let place = home.path().join("practice");
    let keys = std::fs::read_to_string(place.join("practice.key")).unwrap();
    assert!(keys.contains(CACHE_KEY) && keys.contains(LEDGER_KEY));
    assert!(!std::fs::read(place.join("ledger.db")).unwrap().starts_with(b"SQLite"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        for name in ["practice.key", "ledger.db", "cache.db"] {
            assert_eq!(std::fs::metadata(place.join(name)).unwrap().permissions().mode() & 0o777, 0o600, "{name}");
        }
    }
    let again = folder.open("practice", &folder.practice_keys("practice"), NOW).await.unwrap();
    assert_eq!((&again.ledger_set_aside, &again.cache_set_aside), (&None, &None));
    drop(again);
    // Deleting the file loses the practice data, as it says, and no more.
    std::fs::remove_file(place.join("practice.key")).unwrap();
    let anew = folder.open("practice", &folder.practice_keys("practice"), NOW).await.unwrap();
    assert!(anew.ledger_set_aside.unwrap().exists());
}

/// A keyring that waits for its password until it is let go on.
#[derive(Default)]
struct Waiting {
    inner: MemoryVault,
    open: Mutex<bool>,
    bell: Condvar,
}

impl Waiting {
    fn unlock(&self) {
        *self.open.lock().unwrap() = true;
        self.bell.notify_all();
    }

    fn wait(&self) {
        drop(self.bell.wait_while(self.open.lock().unwrap(), |open| !*open).unwrap());
    }
}

impl Vault for Waiting {
    fn get(&self, name: &str) -> Result<Option<SecretString>, VaultError> {
        self.wait();
        self.inner.get(name)
    }

    fn put(&self, name: &str, secret: &SecretString) -> Result<(), VaultError> {
        self.wait();
        self.inner.put(name, secret)
    }

    fn remove(&self, name: &str) -> Result<(), VaultError> {
        self.wait();
        self.inner.remove(name)
    }
}

#[tokio::test]
async fn a_keyring_that_waits_for_its_password_is_told_and_asked_once() {
    let place = Place::new();
    let waiting = Arc::new(Waiting::default());
    // The program's own limit first: two seconds.
    let keys = DatabaseKeys::in_keyring(waiting.clone());
    let problem = place.open_with(&keys).await.err().unwrap();
    assert_eq!(problem.code, ErrorCode::KeyringUnusable);
    assert!(problem.message.contains("password"), "{problem}");
    // No second call goes after the first: the answer comes at once.
    let asked = tokio::time::timeout(Duration::from_secs(1), place.open_with(&keys)).await.unwrap();
    assert!(asked.err().unwrap().message.contains("has not answered yet"));
    assert!(!place.ledger().exists());
    waiting.unlock();
    // The first call comes back some time soon.
    let opened = async {
        loop {
            match place.open_with(&keys).await {
                Ok(storage) => break storage,
                Err(problem) => assert_eq!(problem.code, ErrorCode::KeyringUnusable),
            }
            tokio::task::yield_now().await;
        }
    };
    let storage = tokio::time::timeout(suite::desk::SOON, opened).await.unwrap();
    assert_eq!(storage.ledger_set_aside, None);
}
