//! Connections as text, and where no credential may ever be.

use desk::connections::CredentialState;
use desk::connections::manage::Draft;
use domain::problem::ErrorCode;
use domain::provider::Environment;
use suite::desk::shop;

use super::{Managed, key, onsim, settings};

const CANARY: &str = "canary-0123456789";

#[tokio::test]
async fn an_export_has_no_secret_and_an_import_says_that_they_are_missing() {
    let shop = shop().await;
    let test = Managed::open().await;
    let id = test.add_onsim(&shop, "Main").await;
    test.desk.rotate_credentials(&id, key(CANARY)).await.unwrap();
    // A person has put a key into the file by hand, where it does not belong.
    let by_hand = test.text().replace("\"mode\":", &format!("\"secret\": \"{CANARY}\",\n      \"mode\":"));
    std::fs::write(test.file(), by_hand).unwrap();
    let text = test.book.export().await.unwrap();
    assert!(text.contains("\"Main\"") && text.contains(&shop.onsim().base_url()), "{text}");
    assert!(!text.contains(CANARY) && !text.contains(&id.0), "{text}");

    let other = Managed::open().await;
    let imported = other.desk.import_connections(&text).await.unwrap();
    assert_eq!((imported.added.len(), imported.refused.len()), (1, 0));
    let added = &imported.added[0];
    assert_eq!((added.credentials, added.connection.label.as_str()), (CredentialState::Missing, "Main"));
    assert_eq!(added.problem.as_ref().unwrap().code, ErrorCode::CredentialsMissing);
    assert_ne!(added.connection.id, id, "a name leads to credentials: it must not be taken from a text");
    let id = &added.connection.id;
    assert_eq!(other.desk.refresh_lists(Some(id)).await.unwrap_err().code, ErrorCode::CredentialsMissing);
    other.desk.rotate_credentials(id, key(shop.onsim().api_key())).await.unwrap();
    other.listed(id, 60).await;
    test.desk.close().await;
    other.desk.close().await;
}

#[tokio::test]
async fn an_import_takes_what_it_can_and_says_why_not_the_rest() {
    let shop = shop().await;
    let test = Managed::open().await;
    test.add_onsim(&shop, "Main").await;
    let one = |label: &str, more: &str| {
        format!(
            r#"{{"provider": "onsim", "label": "{label}", "environment": "staging", "mode": "api_key",
                 "base_url": "https://api.onsimapp.com", "id": "onsim-1", "api_key": "{CANARY}"{more}}}"#
        )
    };
    let entries = [
        one("New", ""),
        one("main", ""),
        one("new", ""),
        one("Plain", r#", "proxy": "ftp://x""#),
        one("Live", "").replace("staging", "practice"),
        one("Odd", "").replace("\"api_key\",", "\"magic\","),
        "7".to_owned(),
    ];
    let text = format!(r#"{{"version": 1, "connections": [{}]}}"#, entries.join(","));
    let imported = test.desk.import_connections(&text).await.unwrap();
    let added: Vec<_> = imported.added.iter().map(|state| state.connection.label.as_str()).collect();
    assert_eq!(added, ["New"]);
    let refused: Vec<_> =
        imported.refused.iter().map(|(label, problem)| (label.as_str(), problem.field.as_deref().unwrap())).collect();
    let expected =
        [("main", "label"), ("new", "label"), ("Plain", "proxy"), ("Live", "text"), ("Odd", "mode"), ("No. 7", "text")];
    assert_eq!(refused, expected);
    assert!(!test.text().contains(CANARY), "a secret in the text is not taken over");

    for text in ["", "{", r#"{"connections": []}"#, r#"{"version": 2, "connections": []}"#] {
        let problem = test.desk.import_connections(text).await.err().unwrap();
        assert_eq!((problem.code, problem.field.as_deref()), (ErrorCode::InvalidInput, Some("text")), "{text}");
    }
    test.desk.close().await;
}

#[tokio::test]
async fn credentials_are_in_no_file_event_or_error() {
    let shop = shop().await;
    let test = Managed::open().await;
    let draft = Draft { proof: key(CANARY), ..onsim(&shop, "Main") };
    assert!(!format!("{draft:?}").contains(CANARY));
    let id = test.desk.add_connection(draft).await.unwrap().connection.id;
    let tested = test.desk.test_connection(&id).await.unwrap();
    let mut said = format!("{tested:?}");
    said += &format!("{:?}", test.desk.refresh_lists(Some(&id)).await.unwrap_err());
    let staging = desk::connections::manage::Settings {
        environment: Environment::Staging,
        ..settings("Main", shop.onsim().base_url())
    };
    test.desk.edit_connection(&id, staging).await.unwrap();
    said +=
        &format!("{:?}", test.desk.add_connection(Draft { proof: key(CANARY), ..onsim(&shop, "Main") }).await.err());
    test.desk.close().await;
    said += &format!("{:?}", test.heard.all());
    assert!(!said.contains(CANARY), "{said}");

    let mut files = 0;
    let mut folders = vec![test.home.path().to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let mut bytes = std::fs::read(&path).unwrap();
            if path.extension().is_some_and(|end| end == "db") {
                bytes.extend(suite::desk::decrypted(&path));
            }
            assert!(!String::from_utf8_lossy(&bytes).contains(CANARY), "{}", path.display());
            files += 1;
        }
    }
    assert!(files >= 3, "the file of connections, the cache and the ledger were read");
}
