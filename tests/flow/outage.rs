//! A provider that fails again and again: what is still asked of it, what people see meanwhile, and how it ends.

use std::sync::Arc;
use std::time::Duration;

use desk::{DeskEvent, Pace};
use domain::action::{ActionKind, ActionState};
use domain::problem::{ErrorCode, Problem};
use domain::provider::{ConnectionId, Health};
use practice::{Fault, PracticeShop};
use providers::in_background;
use suite::desk::{CONNECTION, NADIA, SOON, ShopDesk, connection_tuned, line, probing, quick, shop};

const AN_HOUR: Duration = Duration::from_secs(3600);

fn desk_on(shop: &PracticeShop, probe_every: Duration, pace: Pace) -> ShopDesk {
    let connection = connection_tuned(CONNECTION, shop, shop.onsim().api_key(), probing(probe_every));
    ShopDesk::open_on(vec![connection], Arc::new(tempfile::tempdir().unwrap()), pace)
}

fn id() -> ConnectionId {
    ConnectionId(CONNECTION.to_owned())
}

fn asked(shop: &PracticeShop) -> usize {
    shop.onsim().requests().len()
}

/// Reads its list until the desk takes it for an outage; answers how many requests that took.
async fn fails_until_outage(test: &ShopDesk, shop: &PracticeShop) -> usize {
    let before = asked(shop);
    while test.desk.outage(&id()).unwrap().is_none() {
        // No error when it was being read already, by the desk itself.
        if let Err(problem) = test.desk.refresh_lists(None).await {
            assert_eq!(problem.code, ErrorCode::ProviderDown);
        }
    }
    asked(shop) - before
}

#[tokio::test]
async fn in_an_outage_nothing_is_sent_but_what_a_person_looks_up() {
    let shop = shop().await;
    let test = desk_on(&shop, AN_HOUR, quick());
    test.desk.refresh_lists(None).await.unwrap();
    let read_at = test.desk.line_page(&line(NADIA), true).await.unwrap().line.read_at;
    let previewed = test.ready_for_new_code(NADIA).await;
    assert!(test.desk.takes_changes(&id()).is_ok());

    shop.onsim().dial().set(Fault::Status(503)).unwrap();
    assert_eq!(fails_until_outage(&test, &shop).await, 5);
    let state = test.desk.connection(&id()).await.unwrap();
    assert_eq!((state.health, state.problem.unwrap().code), (Health::Down, ErrorCode::ProviderDown));
    let outage = state.outage.unwrap();
    let in_seconds = outage.next_probe_at.millis_since(test.desk.now()) / 1000;
    assert!(outage.failures == 5 && outage.since <= test.desk.now() && (3590..=3600).contains(&in_seconds));

    // Nothing of this reaches the provider.
    let so_far = asked(&shop);
    for _ in 0..3 {
        let problem = in_background(test.desk.refresh_lists(None)).await.unwrap_err();
        assert_eq!(problem.code, ErrorCode::OutageOpen);
    }
    let problem = test.desk.takes_changes(&id()).unwrap_err();
    assert_eq!(problem.code, ErrorCode::OutageOpen);
    assert!(problem.retry_safe && problem.retry_after_s.is_some_and(|wait| (3590..=3600).contains(&wait)));
    assert_eq!(submitted_in_vain(&test, previewed).await.code, ErrorCode::OutageOpen);
    assert_eq!((asked(&shop), shop.onsim().codes_issued_for(NADIA)), (so_far, 0));
    assert_eq!(test.desk.connection(&id()).await.unwrap().health, Health::Down, "a refusal of ours is no answer");

    // A person may look, once for each question, and sees what is known with its age.
    assert!(test.desk.preview(&line(NADIA), ActionKind::NewEsimCode).await.is_err());
    let page = test.desk.line_page(&line(NADIA), true).await.unwrap();
    assert_eq!(page.not_refreshed.unwrap().code, ErrorCode::ProviderDown);
    assert_eq!((page.line.read_at, page.line.customer.name.as_deref()), (read_at, Some("Nadia Osei")));
    assert!(asked(&shop) <= so_far + 3, "at most one try of the preview and two of the page");

    // What a person looked up and got ends it.
    shop.onsim().dial().clear();
    let page = test.desk.line_page(&line(NADIA), true).await.unwrap();
    assert!(page.not_refreshed.is_none() && page.line.read_at >= read_at);
    let state = test.desk.connection(&id()).await.unwrap();
    assert_eq!((state.health, state.outage, state.problem), (Health::Ok, None, None));
    in_background(test.desk.refresh_lists(None)).await.unwrap();
    let again = test.ready_for_new_code(NADIA).await;
    assert_eq!(test.submit(again).await.unwrap().state, ActionState::Done);
    assert_eq!(shop.onsim().codes_issued_for(NADIA), 1);
}

/// Sends a previewed change that must not leave; answers why.
async fn submitted_in_vain(test: &ShopDesk, previewed: domain::action::ActionId) -> Problem {
    match test.submit(previewed).await {
        Ok(record) => {
            assert_eq!(record.state, ActionState::NotSent);
            record.problem.unwrap()
        }
        // Refused before there was a row.
        Err(problem) => problem,
    }
}

#[tokio::test]
async fn probes_go_out_by_themselves_and_the_first_that_is_answered_ends_it() {
    let shop = shop().await;
    let test = desk_on(&shop, Duration::from_millis(10), quick());
    test.desk.begin().await.unwrap();
    test.heard.wait_for("the list", |event| matches!(event, DeskEvent::Lines(..)).then_some(())).await;

    shop.onsim().dial().set(Fault::Status(503)).unwrap();
    fails_until_outage(&test, &shop).await;
    // One after the other: each is told with the time of the next.
    shop.onsim().wait_for_requests(u64::try_from(asked(&shop)).unwrap() + 3).await;
    let probes =
        shop.onsim().requests().into_iter().rev().take_while(|seen| seen.operation.as_deref() == Some("getCatalogue"));
    assert!(probes.count() >= 3, "harmless reads, and nothing else");
    assert_eq!(test.desk.connection(&id()).await.unwrap().health, Health::Down);

    let told = test.heard.all().len();
    shop.onsim().dial().clear();
    becomes(&test, told, Health::Ok).await;
    assert_eq!(test.desk.outage(&id()).unwrap(), None);
    test.desk.close().await;
}

#[tokio::test]
async fn a_desk_that_closes_stops_probing() {
    let shop = shop().await;
    let test = desk_on(&shop, Duration::from_millis(10), quick());
    test.desk.begin().await.unwrap();
    shop.onsim().dial().set(Fault::Status(503)).unwrap();
    fails_until_outage(&test, &shop).await;
    shop.onsim().wait_for_requests(u64::try_from(asked(&shop)).unwrap() + 1).await;

    let ShopDesk { desk, heard, folder: _folder } = test;
    desk.close().await;
    drop(desk);
    // Whatever goes on holds the desk, and the desk holds its listener.
    let ended = async {
        while Arc::strong_count(&heard) > 1 {
            // A task that ends rings no bell.
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(SOON, ended).await.unwrap();
}

/// Waits until a connection is told of as doing so, after so many events.
async fn becomes(test: &ShopDesk, told: usize, health: Health) {
    let mut seen = told;
    loop {
        let mut at = 0;
        seen = test
            .heard
            .wait_for("news of the connection", |event| {
                at += 1;
                // Each look begins at the first event again.
                (at > seen && matches!(event, DeskEvent::Connection(_))).then_some(at)
            })
            .await;
        if test.desk.connection(&id()).await.unwrap().health == health {
            return;
        }
    }
}
