//! The lock against a vault in memory, a broken one and one that never answers, by a clock that the test sets.

use std::sync::atomic::{AtomicBool, AtomicI64, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use domain::problem::ErrorCode;
use domain::secret::LockPin;
use domain::time::Timestamp;
use tempfile::TempDir;
use vault::{ExposeSecret as _, MemoryVault, SecretString, Vault, VaultError};

use super::place::Places;
use super::{ENTRY, Lock, PinKept, Tried};
use crate::clock::Clock;
use crate::settings::{KeptSettings, PinPlace};

#[derive(Default)]
struct SetClock(AtomicI64);

impl SetClock {
    fn on(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1000, Ordering::SeqCst);
    }
}

impl Clock for SetClock {
    fn now(&self) -> Timestamp {
        Timestamp(1_700_000_000_000 + self.0.load(Ordering::SeqCst))
    }
}

/// A keyring that can be taken away.
#[derive(Default)]
struct Keyring {
    kept: MemoryVault,
    gone: AtomicBool,
}

impl Keyring {
    fn there<T>(&self, work: impl FnOnce(&MemoryVault) -> Result<T, VaultError>) -> Result<T, VaultError> {
        if self.gone.load(Ordering::SeqCst) { Err(VaultError::Absent) } else { work(&self.kept) }
    }

    fn text(&self) -> String {
        self.kept.get(ENTRY).unwrap().map(|secret| secret.expose_secret().to_owned()).unwrap_or_default()
    }
}

impl Vault for Keyring {
    fn get(&self, name: &str) -> Result<Option<SecretString>, VaultError> {
        self.there(|kept| kept.get(name))
    }

    fn put(&self, name: &str, secret: &SecretString) -> Result<(), VaultError> {
        self.there(|kept| kept.put(name, secret))
    }

    fn remove(&self, name: &str) -> Result<(), VaultError> {
        self.there(|kept| kept.remove(name))
    }
}

/// A keyring whose password nobody types until the test does.
#[derive(Default)]
struct Silent {
    typed: Mutex<bool>,
    news: Condvar,
    asked: AtomicUsize,
}

impl Silent {
    fn wait<T>(&self, value: T) -> Result<T, VaultError> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        let typed = self.typed.lock().unwrap();
        drop(self.news.wait_while(typed, |typed| !*typed).unwrap());
        Ok(value)
    }

    fn answer(&self) {
        *self.typed.lock().unwrap() = true;
        self.news.notify_all();
    }
}

impl Vault for Silent {
    fn get(&self, _name: &str) -> Result<Option<SecretString>, VaultError> {
        self.wait(None)
    }

    fn put(&self, _name: &str, _secret: &SecretString) -> Result<(), VaultError> {
        self.wait(())
    }

    fn remove(&self, _name: &str) -> Result<(), VaultError> {
        self.wait(())
    }
}

struct Bench {
    clock: Arc<SetClock>,
    keyring: Arc<Keyring>,
    folder: TempDir,
}

impl Bench {
    fn new() -> Self {
        Self { clock: Arc::default(), keyring: Arc::default(), folder: tempfile::tempdir().unwrap() }
    }

    /// The lock of a program that has just started.
    fn start(&self) -> Lock {
        Lock::new(Arc::new(KeptSettings::read(self.folder.path())), self.keyring.clone(), self.clock.clone())
    }
}

fn pin(text: &str) -> Option<LockPin> {
    Some(LockPin::new(text.to_owned()))
}

async fn set(lock: &Lock, current: Option<LockPin>, new: &str) -> Tried {
    lock.set_pin(current, LockPin::new(new.to_owned())).await.unwrap()
}

#[tokio::test]
async fn without_a_pin_a_press_opens_and_a_start_is_open() {
    let bench = Bench::new();
    let lock = bench.start();
    let before = lock.pass();
    assert!(before.is_some());
    assert!(lock.engage());
    assert!(!lock.engage(), "it is locked already");
    assert_eq!((lock.is_locked(), lock.pass()), (true, None));
    assert_eq!(lock.release(None).await.unwrap(), Tried::Right);
    assert!(!lock.is_locked());
    assert_ne!(lock.pass(), before, "a call from before can tell");
}

#[tokio::test]
async fn a_pin_opens_and_nothing_else_does() {
    let bench = Bench::new();
    let lock = bench.start();
    assert_eq!(set(&lock, None, "2580").await, Tried::Right);
    assert_eq!(lock.state().pin, PinKept::Keyring);
    lock.engage();
    assert_eq!(lock.release(None).await.unwrap(), Tried::Needed);
    assert_eq!(lock.release(pin("2581")).await.unwrap(), Tried::Wrong);
    assert_eq!((lock.is_locked(), lock.state().tries_left), (true, 4));
    assert_eq!(lock.release(pin("2580")).await.unwrap(), Tried::Right);
    assert_eq!((lock.is_locked(), lock.state().tries_left), (false, 5));
    let kept = bench.keyring.text();
    assert!(kept.contains("argon2id") && !kept.contains("2580"), "{kept}");
}

#[tokio::test]
async fn a_start_with_a_pin_is_locked_before_the_keyring_is_asked() {
    let bench = Bench::new();
    set(&bench.start(), None, "2580").await;
    bench.keyring.gone.store(true, Ordering::SeqCst);
    let lock = bench.start();
    assert!(lock.is_locked());
    assert_eq!(lock.release(pin("2580")).await.unwrap_err().code, ErrorCode::KeyringUnusable);
    assert!(lock.is_locked(), "without the keyring it stays locked");
    bench.keyring.gone.store(false, Ordering::SeqCst);
    assert_eq!(lock.release(pin("2580")).await.unwrap(), Tried::Right);
}

#[tokio::test]
async fn five_wrong_tries_cost_half_a_minute_and_a_restart_gives_none_back() {
    let bench = Bench::new();
    set(&bench.start(), None, "2580").await;
    for left in [4, 3] {
        let lock = bench.start();
        assert_eq!(lock.release(pin("0258")).await.unwrap(), Tried::Wrong);
        assert_eq!(lock.state().tries_left, left, "each in a program of its own");
    }
    let lock = bench.start();
    for _ in 0..3 {
        lock.release(pin("0258")).await.unwrap();
    }
    let until = lock.state().wait_until.unwrap();
    assert_eq!(until.millis_since(bench.clock.now()), 30_000);
    assert_eq!(lock.release(pin("2580")).await.unwrap(), Tried::TooSoon, "not even the right one");
    let again = bench.start();
    assert_eq!(again.release(pin("2580")).await.unwrap(), Tried::TooSoon, "nor after a restart");
    assert_eq!(again.state().wait_until, Some(until));
    bench.clock.on(31);
    assert_eq!(again.release(pin("0258")).await.unwrap(), Tried::Wrong);
    assert_eq!(again.state().wait_until.unwrap().millis_since(bench.clock.now()), 60_000, "it doubles");
    bench.clock.on(61);
    assert_eq!(again.release(pin("2580")).await.unwrap(), Tried::Right);
    assert_eq!(bench.start().state().tries_left, 5);
}

#[tokio::test]
async fn changing_and_removing_a_pin_take_the_one_in_force_and_count_wrong_ones() {
    let bench = Bench::new();
    let lock = bench.start();
    set(&lock, None, "2580").await;
    assert_eq!(set(&lock, None, "kiosk").await, Tried::Needed);
    assert_eq!(set(&lock, pin("1470"), "kiosk").await, Tried::Wrong);
    assert_eq!(lock.remove_pin(LockPin::new("1470".to_owned())).await.unwrap(), Tried::Wrong);
    assert_eq!(lock.state().tries_left, 3);
    assert_eq!(set(&lock, pin("2580"), "kiosk").await, Tried::Right);
    lock.engage();
    assert_eq!(lock.release(pin("2580")).await.unwrap(), Tried::Wrong);
    assert_eq!(lock.release(pin("kiosk")).await.unwrap(), Tried::Right);
    assert_eq!(lock.remove_pin(LockPin::new("kiosk".to_owned())).await.unwrap(), Tried::Right);
    assert_eq!((lock.state().pin, bench.keyring.text().as_str()), (PinKept::None, ""));
    assert!(!bench.start().is_locked());
}

#[tokio::test]
async fn without_a_keyring_the_pin_counts_until_the_program_ends() {
    let bench = Bench::new();
    bench.keyring.gone.store(true, Ordering::SeqCst);
    let lock = bench.start();
    assert_eq!(set(&lock, None, "2580").await, Tried::Right);
    assert_eq!(lock.state().pin, PinKept::Session);
    lock.engage();
    assert_eq!(lock.release(pin("2581")).await.unwrap(), Tried::Wrong);
    assert_eq!(lock.release(pin("2580")).await.unwrap(), Tried::Right);
    assert!(!bench.start().is_locked());
}

#[tokio::test]
async fn a_pin_in_the_keyring_cannot_be_changed_while_the_keyring_is_gone() {
    let bench = Bench::new();
    let lock = bench.start();
    set(&lock, None, "2580").await;
    bench.keyring.gone.store(true, Ordering::SeqCst);
    let problem = lock.set_pin(pin("2580"), LockPin::new("kiosk".to_owned())).await.unwrap_err();
    assert_eq!(problem.code, ErrorCode::KeyringUnusable);
    assert_eq!(lock.state().pin, PinKept::Keyring);
}

#[tokio::test]
async fn a_lost_settings_file_does_not_open_the_desk_for_long() {
    let bench = Bench::new();
    set(&bench.start(), None, "2580").await;
    std::fs::remove_file(bench.folder.path().join(crate::settings::NAME)).unwrap();
    let lock = bench.start();
    assert!(!lock.is_locked());
    assert!(lock.look_for_pin().await, "the keyring knows better");
    assert!(lock.is_locked());
    assert_eq!(lock.release(None).await.unwrap(), Tried::Needed);
    assert_eq!(KeptSettings::read(bench.folder.path()).now().pin, PinPlace::Keyring);
    assert!(!Bench::new().start().look_for_pin().await);
}

#[tokio::test]
async fn an_entry_that_was_removed_by_hand_opens_and_one_that_is_damaged_does_not() {
    let bench = Bench::new();
    set(&bench.start(), None, "2580").await;
    let lock = bench.start();
    bench.keyring.put(ENTRY, &SecretString::from("{\"hash\": \"2580\"")).unwrap();
    assert_eq!(lock.release(pin("2580")).await.unwrap_err().code, ErrorCode::KeyringUnusable);
    bench.keyring.put(ENTRY, &SecretString::from("{\"hash\": \"2580\", \"wrong\": 0, \"wait_until\": null}")).unwrap();
    assert_eq!(lock.release(pin("2580")).await.unwrap_err().code, ErrorCode::KeyringUnusable);
    assert!(lock.is_locked());
    bench.keyring.remove(ENTRY).unwrap();
    assert_eq!(lock.release(None).await.unwrap(), Tried::Right);
    assert_eq!(lock.state().pin, PinKept::None);
}

#[tokio::test]
async fn a_keyring_that_never_answers_is_waited_for_shortly_and_asked_once() {
    let folder = tempfile::tempdir().unwrap();
    let settings = Arc::new(KeptSettings::read(folder.path()));
    settings.change(|one| one.pin = PinPlace::Keyring).unwrap();
    let silent = Arc::new(Silent::default());
    let places = Places::new(silent.clone()).with_patience(Duration::from_millis(20));
    let lock = Lock::with(places, settings, Arc::new(SetClock::default()));
    for _ in 0..2 {
        assert_eq!(lock.release(pin("2580")).await.unwrap_err().code, ErrorCode::KeyringUnusable);
    }
    assert!(lock.is_locked());
    assert_eq!(silent.asked.load(Ordering::SeqCst), 1);
    silent.answer();
}

#[test]
fn the_desk_locks_itself_after_the_set_time_and_not_while_it_is_touched() {
    let bench = Bench::new();
    let lock = bench.start();
    assert_eq!(lock.left(), Some(Duration::from_secs(600)));
    bench.clock.on(599);
    assert_eq!(lock.left(), Some(Duration::from_secs(1)));
    lock.seen();
    bench.clock.on(599);
    assert_eq!(lock.left(), Some(Duration::from_secs(1)));
    bench.clock.on(60);
    assert_eq!(lock.left(), Some(Duration::ZERO), "also when the computer slept meanwhile");
    bench.clock.on(-7200);
    assert_eq!(lock.left(), Some(Duration::from_secs(600)), "a clock set back is not two hours more");
    lock.settings().change(|settings| settings.lock_after_s = 0).unwrap();
    assert_eq!(lock.left(), None);
    lock.settings().change(|settings| settings.lock_after_s = 60).unwrap();
    lock.engage();
    assert_eq!(lock.left(), None, "it is locked already");
}
