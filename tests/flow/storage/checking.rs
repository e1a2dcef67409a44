//! Checking a ledger file from outside.

use std::path::Path;
use std::sync::Arc;

use desk::storage::{DataFolder, KeyFrom, Verdict, verify_file};
use store::Prepared;
use vault::{FileVault, MemoryVault, SecretString, Vault};

use super::{LEDGER_KEY, Mood, NOW, Place, a_change};

fn keyed(path: &Path, key: &str) -> rusqlite::Connection {
    #[expect(clippy::disallowed_methods, reason = "tampering goes past the one place that opens SQLite")]
    let db = rusqlite::Connection::open(path).unwrap();
    db.execute_batch(&format!("PRAGMA key = \"x'{key}'\"")).unwrap();
    db
}

fn no_keyring() -> Arc<dyn Vault> {
    Arc::new(MemoryVault::default())
}

#[tokio::test]
async fn a_whole_file_is_said_to_be_with_its_head_while_it_is_in_use_and_after() {
    let place = Place::used().await;
    let verdict = verify_file(&place.ledger(), KeyFrom::Wherever, place.keyring.clone()).await;
    assert_eq!(verdict.exit_code(), 0, "{verdict:?}");
    assert!(verdict.words().contains(": 1 row,") && verdict.words().contains("SHA-256"), "{verdict:?}");
    let storage = place.open().await.unwrap();
    storage.ledger.mark_sent(a_change().id, NOW).unwrap();
    let verdict = verify_file(&place.ledger(), KeyFrom::Keyring, place.keyring.clone()).await;
    assert!(verdict.words().contains(": 2 rows,"), "{verdict:?}");
}

#[tokio::test]
async fn the_first_row_that_is_wrong_is_named() {
    for (sql, words) in [
        ("UPDATE entries SET body = replace(body, 'Alex', 'Axel') WHERE seq = 1", "Row 1: it was changed"),
        ("DELETE FROM entries WHERE seq = 1", "Row 1: it is missing"),
        ("DELETE FROM entries WHERE seq = 2; UPDATE actions SET last = 1, state = 'prepared'", "Row 2: it is missing"),
        ("UPDATE entries SET seq = 3 - seq + 10; UPDATE entries SET seq = seq - 10", "Row 1: "),
        (
            "INSERT INTO entries SELECT 3, action, at, event, body, previous, hash FROM entries WHERE seq = 2",
            "Row 3: it was put in",
        ),
    ] {
        let place = Place::used().await;
        let storage = place.open().await.unwrap();
        storage.ledger.mark_sent(a_change().id, NOW).unwrap();
        drop(storage);
        let db = keyed(&place.ledger(), &place.keyring.secret(LEDGER_KEY).unwrap());
        db.execute_batch("DROP TRIGGER entries_keep; DROP TRIGGER entries_stay; DROP TRIGGER entries_follow").unwrap();
        db.execute_batch(sql).unwrap();
        drop(db);
        let verdict = verify_file(&place.ledger(), KeyFrom::Wherever, place.keyring.clone()).await;
        assert_eq!(verdict.exit_code(), 1, "{sql}: {verdict:?}");
        assert!(verdict.words().contains(words), "{sql}: {verdict:?}");
    }
}

#[tokio::test]
async fn practice_data_are_checked_with_the_key_beside_them() {
    let home = tempfile::tempdir().unwrap();
    let folder = DataFolder::claim(home.path()).unwrap();
    let storage = folder.open("practice", &folder.practice_keys("practice"), NOW).await.unwrap();
    assert!(matches!(storage.ledger.prepare(&a_change()).unwrap(), Prepared::New(_)));
    drop(storage);
    let file = home.path().join("practice").join("ledger.db");
    for from in [KeyFrom::Wherever, KeyFrom::Practice] {
        let verdict = verify_file(&file, from, no_keyring()).await;
        assert_eq!(verdict.exit_code(), 0, "{verdict:?}");
    }
    assert_eq!(verify_file(&file, KeyFrom::Keyring, no_keyring()).await.exit_code(), 2);
    // Another key beside it does not open it, and says so.
    let keys = FileVault::new(home.path().join("practice").join("practice.key"));
    keys.put(LEDGER_KEY, &SecretString::from("00".repeat(32))).unwrap();
    let Verdict::Unchecked(words) = verify_file(&file, KeyFrom::Wherever, no_keyring()).await else {
        unreachable!("the key is another one");
    };
    assert!(words.contains("the key does not open it"), "{words}");
}

#[tokio::test]
async fn what_cannot_be_checked_is_not_said_to_be_good() {
    let place = Place::used().await;
    let missing = verify_file(&place.folder().join("none.db"), KeyFrom::Wherever, no_keyring()).await;
    assert!(matches!(&missing, Verdict::Unchecked(words) if words.contains("no such file")), "{missing:?}");
    place.keyring.become_(Mood::Locked);
    let before = place.files();
    let locked = verify_file(&place.ledger(), KeyFrom::Wherever, place.keyring.clone()).await;
    assert!(matches!(&locked, Verdict::Unchecked(words) if words.contains("locked")), "{locked:?}");
    assert_eq!(place.files(), before);
}
