//! The desk's own directory of a provider that has neither list nor search: imported, looked up, kept when the cache is
//! not. And customers that providers find by name.

use std::collections::BTreeMap;
use std::sync::Arc;

use desk::DeskEvent;
use desk::ask_providers::{AskedFound, SearchId};
use desk::connections::manage::{Draft, Settings};
use domain::line::{LineKey, LineStage, LineState};
use domain::problem::ErrorCode;
use domain::provider::{ConnectionId, Environment, ProviderKind};
use practice::PracticeShop;
use suite::desk::{ShopDesk, connections_of, quick, shop};
use tempfile::TempDir;

use crate::connections::{Managed, given, settings};

fn reach() -> ConnectionId {
    ConnectionId("reach".to_owned())
}

fn open(shop: &PracticeShop, folder: &Arc<TempDir>) -> ShopDesk {
    ShopDesk::open_on(connections_of(shop), Arc::clone(folder), quick())
}

fn folder() -> Arc<TempDir> {
    Arc::new(tempfile::tempdir().unwrap())
}

async fn known(test: &ShopDesk) -> Option<u64> {
    test.desk.connection(&reach()).await.unwrap().directory
}

/// The lines this desk finds for a text, by their ids.
async fn found(test: &ShopDesk, text: &str) -> Vec<String> {
    let found = test.desk.search(text.to_owned(), 20).await.unwrap();
    found.hits.hits.into_iter().map(|hit| hit.line.key.id).collect()
}

async fn answer(test: &ShopDesk, search: SearchId, from: &str) -> AskedFound {
    test.heard
        .wait_for(from, |event| match event {
            DeskEvent::Asked { search: id, connection, found } if *id == search && connection.0 == from => {
                Some(found.clone().unwrap())
            }
            _ => None,
        })
        .await
}

#[tokio::test]
async fn an_imported_customer_is_found_at_once_and_read_when_it_is_opened() {
    let (shop, folder) = (shop().await, folder());
    let test = open(&shop, &folder);
    let active =
        |customer: &String| shop.reach().status(customer) == Some(2) && shop.reach().mobile(customer).is_some();
    let customer = shop.reach().customers().into_iter().find(active).unwrap();
    let number = shop.reach().mobile(&customer).unwrap();
    let list = format!("customerId,number,name\n{customer},{number},Imported Name\n{customer},,Again\n,,Nobody\n");

    let looked = test.desk.import_directory(&reach(), list.clone(), true).await.unwrap();
    assert_eq!((looked.good, looked.new, looked.refused), (1, 1, 2));
    assert_eq!(
        looked.told.iter().map(|one| (one.row, one.column)).collect::<Vec<_>>(),
        [(3, "customerId"), (4, "customerId")]
    );
    assert_eq!((known(&test).await, found(&test, "Imported").await), (Some(0), vec![]));

    let taken = test.desk.import_directory(&reach(), list, false).await.unwrap();
    assert_eq!(taken, looked);
    assert_eq!(known(&test).await, Some(1));
    assert!(test.heard.all().iter().any(|event| matches!(event, DeskEvent::Lines(id, 1) if *id == reach())));
    assert_eq!(found(&test, "imported na").await, std::slice::from_ref(&customer));
    assert_eq!(found(&test, &number).await, std::slice::from_ref(&customer));
    assert_eq!(shop.reach().requests().len(), 0, "an import asks nobody");

    let key = LineKey { connection: reach(), id: customer.clone() };
    let page = test.desk.line_page(&key, false).await.unwrap();
    assert_eq!(page.line.state.stage, LineStage::Active);
    assert!(page.line.state.is_read() && page.not_refreshed.is_none());
    assert_eq!(shop.reach().requests().len(), 1);
    // Once read it is a line like any other.
    test.desk.line_page(&key, false).await.unwrap();
    assert_eq!(shop.reach().requests().len(), 1);
}

#[tokio::test]
async fn a_customer_reach_does_not_know_stays_as_it_was_imported() {
    let (shop, folder) = (shop().await, folder());
    let test = open(&shop, &folder);
    test.desk.import_directory(&reach(), "CUST-0,,,Nobody".to_owned(), false).await.unwrap();
    let key = LineKey { connection: reach(), id: "CUST-0".to_owned() };
    let page = test.desk.line_page(&key, false).await.unwrap();
    assert_eq!(page.not_refreshed.unwrap().code, ErrorCode::NotFound);
    assert_eq!(page.line.state, LineState::not_read());
}

#[tokio::test]
async fn the_directory_survives_a_deleted_cache() {
    let (shop, folder) = (shop().await, folder());
    let test = open(&shop, &folder);
    let rows: Vec<String> = (0..300).map(|n| format!("CUST-{n},,,Customer number{n}")).collect();
    test.desk.import_directory(&reach(), rows.join("\n"), false).await.unwrap();
    assert_eq!(found(&test, "number299").await, ["CUST-299"]);
    test.desk.close().await;
    drop(test);
    for file in ["cache.db", "cache.db-wal", "cache.db-shm"] {
        let _ = std::fs::remove_file(folder.path().join(file));
    }
    let test = open(&shop, &folder);
    assert_eq!((known(&test).await, found(&test, "number299").await), (Some(300), vec![]));
    test.desk.refresh_lists(Some(&reach())).await.unwrap();
    assert_eq!(found(&test, "number299").await, ["CUST-299"]);
    let again = test.desk.import_directory(&reach(), "CUST-299\nCUST-300".to_owned(), true).await.unwrap();
    assert_eq!((again.good, again.new), (2, 1));
}

#[tokio::test]
async fn a_customer_that_was_looked_up_is_known_from_then_on() {
    let (shop, folder) = (shop().await, folder());
    let test = open(&shop, &folder);
    let customer = shop.reach().customers().remove(1);
    let asked = test.desk.ask_providers(SearchId(1), "some name").await.unwrap();
    let says = asked.iter().find(|one| one.connection == reach()).unwrap().not_asked.clone().unwrap();
    assert!(says.starts_with("Reach has no search; this desk knows 0 of its customers"), "{says}");

    let asked = test.desk.ask_providers(SearchId(2), &customer).await.unwrap();
    assert_eq!(asked.iter().find(|one| one.connection == reach()).unwrap().not_asked, None);
    assert_eq!(answer(&test, SearchId(2), "reach").await.lines, 1);
    assert_eq!(known(&test).await, Some(1));
    let says = test.desk.ask_providers(SearchId(3), "some name").await.unwrap();
    let says = says.into_iter().find(|one| one.connection == reach()).unwrap().not_asked.unwrap();
    assert!(says.contains("knows 1 of its customers"), "{says}");
    let line = test.desk.line_page(&LineKey { connection: reach(), id: customer }, false).await.unwrap().line;
    assert!(line.state.is_read(), "what was read is not written over by what is only known");
}

#[tokio::test]
async fn only_a_provider_without_list_and_search_has_a_directory() {
    let (shop, folder) = (shop().await, folder());
    let test = open(&shop, &folder);
    for name in ["onsim", "atomic", "telecomx"] {
        let id = ConnectionId(name.to_owned());
        let problem = test.desk.import_directory(&id, "A-1".to_owned(), true).await.unwrap_err();
        assert_eq!(problem.code, ErrorCode::NotOffered, "{name}");
        assert_eq!(test.desk.connection(&id).await.unwrap().directory, None);
    }
}

#[tokio::test]
async fn a_list_that_is_too_long_is_refused_as_a_whole() {
    let (shop, folder) = (shop().await, folder());
    let test = open(&shop, &folder);
    let list: String = (0..50_001).map(|n| format!("CUST-{n}\n")).collect();
    let problem = test.desk.import_directory(&reach(), list, false).await.unwrap_err();
    assert_eq!((problem.code, problem.field.as_deref()), (ErrorCode::InvalidInput, Some("text")));
    assert_eq!(known(&test).await, Some(0));
}

#[tokio::test]
async fn another_address_or_a_removal_forgets_the_directory() {
    let shop = shop().await;
    let test = Managed::open().await;
    let draft = Draft {
        provider: ProviderKind::Reach,
        settings: settings("Reach", shop.reach().base_url()),
        proof: given("client_api", &[("jwt", shop.reach().jwt()), ("api_key", shop.reach().api_key())]),
    };
    let id = test.desk.add_connection(draft).await.unwrap().connection.id;
    let count = async || test.desk.connection(&id).await.unwrap().directory;
    let import = async || test.desk.import_directory(&id, "CUST-7,,,Sam".to_owned(), false).await.unwrap();
    import().await;
    assert_eq!(count().await, Some(1));
    let edit = |label: &str, environment| {
        let settings = Settings {
            label: label.to_owned(),
            environment,
            base_url: shop.reach().base_url(),
            proxy: None,
            findings: BTreeMap::new(),
        };
        test.desk.edit_connection(&id, settings)
    };
    edit("Another label", Environment::Production).await.unwrap();
    assert_eq!(count().await, Some(1));
    edit("Another label", Environment::Staging).await.unwrap();
    assert_eq!(count().await, Some(0));
    import().await;
    test.desk.remove_connection(&id).await.unwrap();
    assert!(test.desk.search("Sam".to_owned(), 5).await.unwrap().hits.hits.is_empty());
    test.desk.close().await;
}

#[tokio::test]
async fn customers_are_found_by_name_where_lines_are_not() {
    let (shop, folder) = (shop().await, folder());
    let test = open(&shop, &folder);
    let all = test.desk.ask_providers(SearchId(1), "a b").await.unwrap();
    assert!(all.iter().find(|one| one.connection.0 == "atomic").unwrap().not_asked.is_none());
    let key = LineKey { connection: ConnectionId("atomic".to_owned()), id: shop.atomic().numbers().remove(0) };
    let customer = test.desk.line_page(&key, true).await.unwrap().line.customer.id.unwrap();
    let name = test.desk.customer_page(&key.connection, &customer).await.unwrap().customer.name.unwrap();

    test.desk.ask_providers(SearchId(2), &name).await.unwrap();
    let atomic = answer(&test, SearchId(2), "atomic").await;
    assert_eq!((atomic.lines, atomic.unreadable), (0, 0));
    assert!(atomic.customers.iter().any(|hit| hit.id == customer && hit.name == name));

    // A number is asked for as a line only, and says no customer.
    test.desk.ask_providers(SearchId(3), &key.id).await.unwrap();
    let atomic = answer(&test, SearchId(3), "atomic").await;
    assert_eq!((atomic.lines, atomic.customers.len()), (1, 0));
}

#[tokio::test]
async fn a_part_that_fails_does_not_hide_the_other() {
    let (shop, folder) = (shop().await, folder());
    let test = open(&shop, &folder);
    shop.telecomx().dial().set(practice::Fault::Status(500).on("searchAllByPost")).unwrap();
    test.desk.ask_providers(SearchId(1), "Kaffe").await.unwrap();
    let telecomx = answer(&test, SearchId(1), "telecomx").await;
    assert!(!telecomx.customers.is_empty());
    assert_eq!(telecomx.incomplete.unwrap().code, ErrorCode::ProviderDown);
}
