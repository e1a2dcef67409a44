//! What outlives the program and what does not: the file, the keyring, the session.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};

use desk::connections::manage::{Draft, Given};
use desk::connections::{CredentialState, Keep};
use domain::problem::ErrorCode;
use practice::{Fault, PracticeShop};
use suite::desk::shop;
use vault::{MemoryVault, SecretString, Vault, VaultError};

use super::{Managed, key, onsim};

/// A shop whose list of lines cannot be read, so that a later desk on the same files has to read it.
async fn shop_without_list() -> PracticeShop {
    let shop = shop().await;
    shop.onsim().dial().set(Fault::Status(500).on("listSubscribers")).unwrap();
    shop
}

#[tokio::test]
async fn a_connection_in_the_keyring_is_there_at_the_next_start() {
    let shop = shop_without_list().await;
    let (home, keyring) = (Arc::new(tempfile::tempdir().unwrap()), Arc::new(MemoryVault::default()));
    let first = Managed::open_in(home.clone(), keyring.clone()).await.unwrap();
    let id = first.add_onsim(&shop, "Main").await;
    first.desk.close().await;
    shop.onsim().dial().clear();

    let next = Managed::open_in(home, keyring).await.unwrap();
    next.listed(&id, 60).await;
    let state = next.only().await;
    assert_eq!((state.credentials, state.connection.label.as_str()), (CredentialState::Keyring, "Main"));
    next.desk.close().await;
}

#[tokio::test]
async fn session_credentials_end_with_the_program_and_touch_no_keyring() {
    let shop = shop_without_list().await;
    let home = Arc::new(tempfile::tempdir().unwrap());
    let no_keyring = || Arc::new(Broken(|| VaultError::Absent));
    let first = Managed::open_in(home.clone(), no_keyring()).await.unwrap();
    let draft = onsim(&shop, "Main");
    let draft = Draft { proof: Given { keep: Keep::Session, ..draft.proof }, ..draft };
    let added = first.desk.add_connection(draft).await.unwrap();
    let id = added.connection.id;
    assert_eq!(added.credentials, CredentialState::Session);
    assert_eq!(first.desk.test_connection(&id).await.unwrap().problem, None);
    first.desk.close().await;
    shop.onsim().dial().clear();

    let next = Managed::open_in(home, no_keyring()).await.unwrap();
    let state = next.told_of(&id).await;
    assert_eq!(state.credentials, CredentialState::Missing);
    assert_eq!(state.problem.unwrap().code, ErrorCode::CredentialsMissing);
    assert!(state.enabled && state.abilities.iter().all(|one| !one.available));
    let tested = next.desk.test_connection(&id).await.unwrap();
    assert_eq!(tested.problem.unwrap().code, ErrorCode::CredentialsMissing);
    assert!(!tested.causes.is_empty());
    // It can still be switched, edited and given credentials again, and removed without any keyring.
    let again = Given { keep: Keep::Session, ..key(shop.onsim().api_key()) };
    assert_eq!(next.desk.rotate_credentials(&id, again).await.unwrap().credentials, CredentialState::Session);
    next.listed(&id, 60).await;
    next.desk.remove_connection(&id).await.unwrap();
    next.desk.close().await;
}

#[tokio::test]
async fn credentials_move_between_keyring_and_session_and_leave_nothing_behind() {
    let shop = shop().await;
    let (home, keyring) = (Arc::new(tempfile::tempdir().unwrap()), Arc::new(MemoryVault::default()));
    let test = Managed::open_in(home, keyring.clone()).await.unwrap();
    let id = test.add_onsim(&shop, "Main").await;
    let name = format!("{id}/api_key");
    let session = Given { keep: Keep::Session, ..key(shop.onsim().api_key()) };
    test.desk.rotate_credentials(&id, session).await.unwrap();
    assert!(keyring.get(&name).unwrap().is_none());
    assert!(test.text().contains("\"session\""));
    test.desk.rotate_credentials(&id, key(shop.onsim().api_key())).await.unwrap();
    assert!(keyring.get(&name).unwrap().is_some());
    test.desk.close().await;
}

#[tokio::test]
async fn a_keyring_that_refuses_adds_nothing_and_a_missing_one_is_explained() {
    let shop = shop().await;
    let refuses = || VaultError::Refused("it is locked".to_owned());
    let test = Managed::open_in(Arc::new(tempfile::tempdir().unwrap()), Arc::new(Broken(refuses))).await.unwrap();
    let problem = test.desk.add_connection(onsim(&shop, "Main")).await.err().unwrap();
    assert_eq!(problem.code, ErrorCode::KeyringUnusable);
    assert!(test.book.is_empty().await.unwrap());
    assert_eq!(test.desk.connections().await.unwrap().len(), 0);
    assert!(shop.onsim().requests().is_empty());
    let state = test.book.keyring_state().await;
    assert!(!state.usable && state.why.unwrap().contains("it is locked"));

    let none = Managed::open_in(Arc::new(tempfile::tempdir().unwrap()), Arc::new(Broken(|| VaultError::Absent))).await;
    let state = none.unwrap().book.keyring_state().await;
    assert!(!state.usable && state.why.unwrap().contains("no keyring"));
    assert!(Managed::open().await.book.keyring_state().await.usable);
}

#[tokio::test]
async fn a_keyring_that_hangs_holds_nothing_up_and_is_waited_for() {
    let shop = shop_without_list().await;
    let (home, inside) = (Arc::new(tempfile::tempdir().unwrap()), Arc::new(MemoryVault::default()));
    let first = Managed::open_in(home.clone(), inside.clone()).await.unwrap();
    let id = first.add_onsim(&shop, "Main").await;
    first.desk.close().await;
    shop.onsim().dial().clear();

    let (release, gate) = channel();
    let hanging = Arc::new(Hanging { inside, gate: Mutex::new(gate) });
    let test = Managed::open_in(home, hanging).await.unwrap();
    let state = test.only().await;
    assert_eq!(
        (state.credentials, state.problem.unwrap().code),
        (CredentialState::Keyring, ErrorCode::KeyringUnusable)
    );
    for _ in 0..2 {
        let state = test.book.keyring_state().await;
        assert!(!state.usable && state.why.unwrap().contains("waiting for its password"));
    }
    // Nothing else waits: it can be looked at, tested and renamed meanwhile.
    let tested = test.desk.test_connection(&id).await.unwrap();
    assert_eq!(tested.problem.unwrap().code, ErrorCode::KeyringUnusable);
    test.desk.edit_connection(&id, super::settings("Renamed", shop.onsim().base_url())).await.unwrap();

    drop::<Sender<()>>(release);
    test.listed(&id, 60).await;
    assert_eq!(test.only().await.connection.label, "Renamed");
    test.desk.close().await;
}

#[tokio::test]
async fn a_broken_file_stops_the_opening_and_is_left_as_it_is() {
    let shop = shop_without_list().await;
    let (home, keyring) = (Arc::new(tempfile::tempdir().unwrap()), Arc::new(MemoryVault::default()));
    let test = Managed::open_in(home.clone(), keyring.clone()).await.unwrap();
    let id = test.add_onsim(&shop, "Main").await;
    let good = test.text();

    // A hand edit while the desk is open.
    let broken = good.replace("\"label\": \"Main\",", "\"label\": \"Main\"");
    std::fs::write(test.file(), &broken).unwrap();
    let problem = test.desk.set_connection_enabled(&id, false).await.err().unwrap();
    assert_eq!(problem.code, ErrorCode::ConnectionsFileUnusable);
    assert!(problem.message.contains("line 8") && problem.message.contains("connections.json"), "{problem}");
    assert_eq!(test.text(), broken);
    assert!(test.only().await.enabled, "what could not be written did not happen");
    test.desk.close().await;
    shop.onsim().dial().clear();

    let problem = Managed::open_in(home.clone(), keyring.clone()).await.err().unwrap();
    assert_eq!(problem.code, ErrorCode::ConnectionsFileUnusable);
    assert_eq!(test.text(), broken);

    // Mended, and a crash has left half a file beside it.
    std::fs::write(test.file(), good.replace("Main", "Mended")).unwrap();
    std::fs::write(test.file().with_extension("json.new"), "{ \"version\"").unwrap();
    let mended = Managed::open_in(home, keyring).await.unwrap();
    assert_eq!(mended.only().await.connection.label, "Mended");
    mended.listed(&id, 60).await;
    mended.desk.close().await;
}

/// A keyring that does nothing but refuse.
struct Broken<F: Fn() -> VaultError + Send + Sync>(F);

impl<F: Fn() -> VaultError + Send + Sync> Vault for Broken<F> {
    fn get(&self, _: &str) -> Result<Option<SecretString>, VaultError> {
        Err(self.0())
    }

    fn put(&self, _: &str, _: &SecretString) -> Result<(), VaultError> {
        Err(self.0())
    }

    fn remove(&self, _: &str) -> Result<(), VaultError> {
        Err(self.0())
    }
}

/// A keyring that waits for its password until the other end of the gate is gone.
struct Hanging {
    inside: Arc<MemoryVault>,
    gate: Mutex<Receiver<()>>,
}

impl Hanging {
    fn wait(&self) {
        let _ = self.gate.lock().unwrap().recv();
    }
}

impl Vault for Hanging {
    fn get(&self, name: &str) -> Result<Option<SecretString>, VaultError> {
        self.wait();
        self.inside.get(name)
    }

    fn put(&self, name: &str, secret: &SecretString) -> Result<(), VaultError> {
        self.wait();
        self.inside.put(name, secret)
    }

    fn remove(&self, name: &str) -> Result<(), VaultError> {
        self.wait();
        self.inside.remove(name)
    }
}
