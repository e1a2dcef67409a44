//! One search, every provider: a fast one, a slow one, a failing one, a limited one and one that cannot be asked.

use std::sync::Arc;
use std::time::Duration;

use desk::DeskEvent;
use desk::ask_providers::SearchId;
use domain::problem::ErrorCode;
use domain::provider::{ConnectionId, Environment, ProviderKind};
use domain::secret::ApiKey;
use practice::{Fault, PracticeShop};
use providers::registry::{ConnectionSettings, Credentials, connect};
use suite::desk::{NADIA, ShopDesk, connection_named, eager, quick, shop};

fn atomic(shop: &PracticeShop) -> desk::Connection {
    let id = ConnectionId("atomic".to_owned());
    let settings = ConnectionSettings {
        id: id.clone(),
        kind: ProviderKind::Atomic,
        base_url: shop.atomic().base_url(),
        proxy: None,
        credentials: Credentials::ApiKey(ApiKey::new(shop.atomic().token().to_owned())),
        tuning: eager(),
    };
    desk::Connection {
        id,
        label: "Atomic test".to_owned(),
        environment: Environment::Practice,
        base_url: shop.atomic().base_url(),
        provider: connect(settings, Arc::new(|| domain::time::Timestamp(1))).unwrap(),
    }
}

async fn answer(test: &ShopDesk, search: SearchId, from: &str) -> Result<u32, ErrorCode> {
    test.heard
        .wait_for(from, |event| match event {
            DeskEvent::Asked { search: id, connection, found } if *id == search && connection.0 == from => {
                Some(found.clone().map(|found| found.lines).map_err(|problem| problem.code))
            }
            _ => None,
        })
        .await
}

#[tokio::test]
async fn each_provider_answers_for_itself_and_none_waits_for_another() {
    let (fast, slow, failing, limited) = tokio::join!(shop(), shop(), shop(), shop());
    slow.onsim().dial().set(Fault::Stall).unwrap();
    failing.onsim().dial().set(Fault::Status(500)).unwrap();
    limited.onsim().dial().set(Fault::RateLimited { retry_after: Some(3600) }).unwrap();
    let connections = vec![
        connection_named("fast", &fast, fast.onsim().api_key()),
        connection_named("slow", &slow, slow.onsim().api_key()),
        connection_named("failing", &failing, failing.onsim().api_key()),
        connection_named("limited", &limited, limited.onsim().api_key()),
        atomic(&fast),
    ];
    let test = ShopDesk::open_on(connections, Arc::new(tempfile::tempdir().unwrap()), quick());
    let search = SearchId(1);

    let asked = test.desk.ask_providers(search, "07700 900123").await.unwrap();

    let reasons: Vec<_> = asked.iter().map(|one| (one.connection.0.as_str(), one.not_asked.is_some())).collect();
    assert_eq!(
        reasons,
        [("fast", false), ("slow", false), ("failing", false), ("limited", false), ("atomic", true)],
        "Atomic is asked for Australian numbers only"
    );
    assert_eq!(answer(&test, search, "fast").await, Ok(1));
    assert_eq!(answer(&test, search, "failing").await, Err(ErrorCode::ProviderDown));
    assert_eq!(answer(&test, search, "limited").await, Err(ErrorCode::RateLimited));
    let found = test.desk.search("900123".to_owned(), 10).await.unwrap();
    assert_eq!(found.hits.hits.len(), 1, "what a provider found is in the local index");
    slow.onsim().dial().clear();
    assert_eq!(answer(&test, search, "slow").await, Ok(1));
    assert_eq!(fast.atomic().requests().len(), 0);
}

#[tokio::test]
async fn a_newer_search_stops_the_older_one() {
    let shop = shop().await;
    let test = ShopDesk::open(&shop).await;
    shop.onsim().dial().set(Fault::Stall).unwrap();
    test.desk.ask_providers(SearchId(1), "07700 900124").await.unwrap();
    shop.onsim().wait_for_requests(1).await;
    shop.onsim().dial().clear();
    test.desk.ask_providers(SearchId(2), "07700 900123").await.unwrap();
    assert_eq!(answer(&test, SearchId(2), suite::desk::CONNECTION).await, Ok(1));
    let answered = test.heard.all().iter().any(|event| matches!(event, DeskEvent::Asked { search: SearchId(1), .. }));
    assert!(!answered, "the older search says nothing any more");
    test.desk.stop_asking(SearchId(2));
}

#[tokio::test]
async fn a_number_nobody_has_is_found_nowhere_and_short_texts_are_not_asked_for() {
    let shop = shop().await;
    let test = ShopDesk::open_on(
        vec![connection_named("onsim", &shop, shop.onsim().api_key()), atomic(&shop)],
        Arc::new(tempfile::tempdir().unwrap()),
        suite::desk::quick(),
    );
    test.desk.ask_providers(SearchId(1), "07700 900999").await.unwrap();
    assert_eq!(answer(&test, SearchId(1), "onsim").await, Ok(0));
    test.desk.ask_providers(SearchId(2), "0491 570 006").await.unwrap();
    assert_eq!(answer(&test, SearchId(2), "atomic").await, Ok(1));
    assert!(
        test.desk
            .ask_providers(SearchId(3), NADIA.get(..2).unwrap())
            .await
            .unwrap()
            .iter()
            .all(|one| one.not_asked.is_some())
    );
    tokio::time::timeout(Duration::from_secs(10), test.desk.close()).await.unwrap();
}
