//! The policy file beside the connections: a broken one keeps the desk shut and says where, a changed one holds.

use std::path::{Path, PathBuf};

use suite::console::{BOX, LIMIT, open, open_locked, page_text, shop, wait_for_text};

/// Where the console looks for it under a home of its own.
fn policy_in(home: &Path) -> PathBuf {
    let folder = home.join("config").join("app.simdesk.console");
    std::fs::create_dir_all(&folder).unwrap();
    folder.join("policy.json")
}

#[tokio::test]
async fn a_broken_policy_keeps_the_desk_shut_and_names_file_line_and_fault() {
    let (shop, home) = (shop().await, tempfile::tempdir().unwrap());
    let file = policy_in(home.path());
    std::fs::write(&file, "{\n  \"cool_down_days\": 7,\n  \"proof\": {}\n}\n").unwrap();
    let window = open_locked(&shop, Some(home.path())).await.unwrap();
    wait_for_text(&window, "The policy file of this computer cannot be understood.").await.unwrap();
    let said = page_text(&window).await;
    for word in ["policy.json", "unknown field `proof`", "line 3"] {
        assert!(said.contains(word), "{word} in {said}");
    }
    assert!(!said.contains("Nadia"), "no customer is shown: {said}");
    let boxes = window.execute_js("return document.querySelectorAll('[role=combobox]').length", vec![]).await.unwrap();
    assert_eq!(boxes, 0, "there is nothing to work with");
    window.close().await.unwrap();

    std::fs::write(&file, "{ \"cool_down_days\": 7 }").unwrap();
    let window = open_locked(&shop, Some(home.path())).await.unwrap();
    window.wait_for(BOX, LIMIT).await.unwrap();
    window.close().await.unwrap();
}

#[tokio::test]
async fn a_policy_fixes_how_long_personal_details_are_kept() {
    let (shop, home) = (shop().await, tempfile::tempdir().unwrap());
    std::fs::write(policy_in(home.path()), "{ \"forget_after\": \"two_years\" }").unwrap();
    let window = open(&shop, Some(home.path())).await.unwrap();
    window.execute_js("location.hash = '#/settings'", vec![]).await.unwrap();
    wait_for_text(&window, "Forgotten after: 2 years").await.unwrap();
    wait_for_text(&window, "The policy of this computer says so.").await.unwrap();
    window.close().await.unwrap();
}
