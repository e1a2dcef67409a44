//! The real program started with something wrong: what it says, that it goes on once that is mended, and that nothing is
//! lost. What the desk does then, and how quickly, is held without a window.

use std::path::{Path, PathBuf};

use suite::console::{BOX, LIMIT, clean, open, open_line, open_locked, open_on_disk, page_text, shop, wait_for_text};
use suite::disk;
use suite::window::{AppOptions, AppWindow, Target};

/// Where the practice shop's data are under a home of the console's own.
fn practice_in(home: &Path) -> PathBuf {
    home.join("data").join("app.simdesk.console").join("practice")
}

/// Waits until the console says that it could not start, with all of these words.
async fn says(window: &AppWindow, words: &[&str]) {
    wait_for_text(window, "SIMdesk could not start").await.unwrap();
    let said = page_text(window).await;
    for word in words {
        assert!(said.contains(word), "{word} in {said}");
    }
}

async fn start_again(window: &AppWindow) {
    window.click(Target::role("button", "Start again"), LIMIT).await.unwrap();
    let opened = window.wait_for(BOX, LIMIT).await;
    assert!(opened.is_ok(), "{opened:?}\nthe page shows:\n{}", page_text(window).await);
}

#[tokio::test]
async fn a_read_only_data_folder_is_named_and_once_it_can_be_written_the_desk_opens() {
    if !disk::possible("a read-only data folder") {
        return;
    }
    let shop = shop().await;
    let window = open_on_disk(&shop, "size=64m,ro").await.unwrap();
    let folder = window.home().join("data").join("app.simdesk.console");
    says(&window, &["The record of changes cannot be written.", "you may write in it", folder.to_str().unwrap()]).await;
    clean(&window, "read-only folder").await;
    window.disk().remount("rw");
    start_again(&window).await;
    open_line(&window, "900123", "+44 7700 900123").await;
    window.close().await.unwrap();
}

#[tokio::test]
async fn a_full_disk_is_told_and_once_there_is_room_the_desk_opens() {
    if !disk::possible("a full disk") {
        return;
    }
    let shop = shop().await;
    let window = open_on_disk(&shop, "size=4k").await.unwrap();
    says(&window, &["The record of changes cannot be written.", "make room on the disk"]).await;
    clean(&window, "full disk").await;
    window.disk().remount("size=64m");
    start_again(&window).await;
    open_line(&window, "900123", "+44 7700 900123").await;
    window.close().await.unwrap();
}

#[tokio::test]
async fn a_second_start_is_told_that_the_first_is_open_and_opens_when_it_has_ended() {
    let shop = shop().await;
    let first = open(&shop, None).await.unwrap();
    let second = open_locked(&shop, Some(first.home())).await.unwrap();
    says(&second, &["SIMdesk is already open.", "Go to the window that is open."]).await;
    clean(&second, "second instance").await;
    // The first one works on.
    open_line(&first, "900123", "+44 7700 900123").await;
    let _home = first.close().await.unwrap();
    start_again(&second).await;
    open_line(&second, "900123", "+44 7700 900123").await;
    second.close().await.unwrap();
}

#[tokio::test]
async fn broken_files_are_kept_under_another_name_and_the_desk_opens_and_says_so() {
    let shop = shop().await;
    let home = open(&shop, None).await.unwrap().close().await.unwrap();
    let (folder, garbage) = (practice_in(home.path()), "this is no database ".repeat(1000));
    for name in ["ledger.db", "cache.db"] {
        std::fs::write(folder.join(name), &garbage).unwrap();
    }
    let window = open(&shop, Some(home.path())).await.unwrap();
    wait_for_text(&window, "ledger.db.broken-").await.unwrap();
    wait_for_text(&window, "cache.db.broken-").await.unwrap();
    clean(&window, "broken files").await;
    open_line(&window, "900123", "+44 7700 900123").await;
    window.close().await.unwrap();
    let kept: Vec<PathBuf> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.to_string_lossy().contains(".db.broken-"))
        .filter(|path| !path.to_string_lossy().ends_with("-wal") && !path.to_string_lossy().ends_with("-shm"))
        .collect();
    assert_eq!(kept.len(), 2, "{kept:?}");
    for path in kept {
        assert!(std::fs::read(&path).unwrap() == garbage.as_bytes(), "{} is not as it was found", path.display());
    }
}

/// A desk with a real account, in a session that has no keyring for its files' keys.
#[tokio::test]
async fn without_its_keyring_a_real_desk_stays_shut_and_writes_nothing() {
    let home = tempfile::tempdir().unwrap();
    let config = home.path().join("config").join("app.simdesk.console");
    std::fs::create_dir_all(&config).unwrap();
    let account = serde_json::json!({ "version": 1, "connections": [{
        "id": "onsim-1", "provider": "onsim", "label": "ONSIM main account", "environment": "staging",
        "base_url": "https://127.0.0.1:9", "mode": "api_key",
    }] });
    std::fs::write(config.join("connections.json"), account.to_string()).unwrap();
    let nowhere = format!("unix:path={}", home.path().join("no-bus").display());
    let env = vec![("DBUS_SESSION_BUS_ADDRESS".to_owned(), nowhere)];
    let options = AppOptions { env, home: Some(home.path()), ..AppOptions::default() };
    let window = AppWindow::start(options).await.unwrap();
    says(&window, &["This computer's keyring cannot be used.", "Unlock the keyring"]).await;
    clean(&window, "no keyring").await;
    window.close().await.unwrap();
    let desk = home.path().join("data").join("app.simdesk.console").join("desk");
    for file in ["ledger.db", "cache.db"] {
        assert!(!desk.join(file).exists(), "{file} was made without a key");
    }
}
