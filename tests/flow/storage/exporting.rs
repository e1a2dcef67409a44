//! Taking the actions out as a file.

use domain::action::ActionKind;
use domain::problem::ErrorCode;
use store::ActionFilter;
use suite::desk::{NADIA, ShopDesk, shop};

#[tokio::test]
async fn the_file_has_every_action_and_the_ledger_has_the_export() {
    let shop = shop().await;
    let test = ShopDesk::open(&shop).await;
    test.desk.refresh_lists(None).await.unwrap();
    let id = test.ready_for_new_code(NADIA).await;
    test.submit(id).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = desk::export::free_path(folder.path(), test.desk.now());
    assert_eq!(test.desk.export_actions(&path).await.unwrap(), 1);
    let text = std::fs::read_to_string(&path).unwrap();
    let lines: Vec<&str> = text.split("\r\n").collect();
    assert_eq!(lines.len(), 3, "{text}");
    assert!(lines[1].contains(&id.to_string()) && lines[1].contains(",new_esim_code,done,new_phone,"), "{text}");
    let secret = shop.onsim().current_code(NADIA).unwrap();
    assert!(!text.contains(secret.rsplit('$').next().unwrap()), "a code is in the file");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let newest = &test.desk.actions(ActionFilter::All, 10, None).await.unwrap().0[0];
    assert_eq!((newest.kind.clone(), newest.agent.as_str()), (ActionKind::Exported { rows: 1 }, "Alex Agent"));
    test.heard
        .wait_for("the export", |event| match event {
            desk::DeskEvent::Action(record) if record.kind == newest.kind => Some(()),
            _ => None,
        })
        .await;

    // The next one has another name, and the first export in it.
    let next = desk::export::free_path(folder.path(), test.desk.now());
    assert_ne!(next, path);
    assert_eq!(test.desk.export_actions(&next).await.unwrap(), 2);
    assert!(std::fs::read_to_string(next).unwrap().contains(",exported,noted,"));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2, "nothing half is left");
    assert_eq!(test.desk.verify_ledger().await.unwrap().first_bad, None);
    test.desk.close().await;
}

#[tokio::test]
async fn no_file_is_overwritten_and_one_that_cannot_be_made_is_told() {
    let shop = shop().await;
    let test = ShopDesk::open(&shop).await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.csv");
    std::fs::write(&path, "mine").unwrap();
    let problem = test.desk.export_actions(&path).await.unwrap_err();
    assert_eq!(problem.code, ErrorCode::FileNotWritten);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "mine");
    assert_eq!(test.desk.actions(ActionFilter::All, 10, None).await.unwrap().1.all, 0, "nothing was exported");

    let problem = test.desk.export_actions(&folder.path().join("none").join("a.csv")).await.unwrap_err();
    assert_eq!((problem.code, problem.retry_safe), (ErrorCode::FileNotWritten, true));
    // That it was to be done is noted: the row comes first.
    assert_eq!(test.desk.actions(ActionFilter::All, 10, None).await.unwrap().1.all, 1);
    test.desk.close().await;
}
