//! The list of lines: read, searchable, and honest about its age.

use desk::DeskEvent;
use domain::provider::Health;
use practice::Fault;
use suite::desk::{NADIA, ShopDesk, line, shop};

#[tokio::test]
async fn the_list_is_read_and_every_line_can_be_found() {
    let shop = shop().await;
    let test = ShopDesk::open(&shop).await;
    test.desk.refresh_lists(None).await.unwrap();
    let numbers = shop.onsim().numbers();
    let state = &test.desk.connections().await.unwrap()[0];
    assert_eq!((state.lines, state.health), (numbers.len() as u64, Health::Ok));
    assert!(state.listed_at.is_some() && !state.listing);
    for number in &numbers {
        let found = test.desk.search(number.clone(), 10).await.unwrap();
        assert_eq!(found.hits.exact, Some(line(number)), "{number}");
        assert_eq!(found.hits.hits[0].line.key, line(number));
    }
    for query in ["Nadia", "osei nad", "07700 900123", "+44 7700 900123", "900123", "900 123"] {
        let found = test.desk.search(query.to_owned(), 10).await.unwrap();
        assert!(found.hits.hits.iter().any(|hit| hit.line.key == line(NADIA)), "{query}");
    }
}

#[tokio::test]
async fn a_list_that_cannot_be_read_leaves_what_was_known() {
    let shop = shop().await;
    let test = ShopDesk::open(&shop).await;
    test.desk.refresh_lists(None).await.unwrap();
    shop.onsim().dial().set(Fault::Status(401)).unwrap();
    assert!(test.desk.refresh_lists(None).await.is_err());
    let found = test.desk.search("Nadia".to_owned(), 10).await.unwrap();
    assert_eq!(found.hits.hits.len(), 1);
    let page = test.desk.line_page(&line(NADIA), true).await.unwrap();
    assert!(page.not_refreshed.is_some());
    assert!(test.heard.all().iter().any(|event| matches!(event, DeskEvent::Connection(_))));
}

#[tokio::test]
async fn the_page_of_a_line_has_what_list_and_detail_say() {
    let shop = shop().await;
    let test = ShopDesk::open(&shop).await;
    test.desk.refresh_lists(None).await.unwrap();
    let page = test.desk.line_page(&line(NADIA), true).await.unwrap();
    assert!(page.not_refreshed.is_none());
    assert_eq!(page.line.customer.name.as_deref(), Some("Nadia Osei"));
    let plan = page.line.plan.unwrap();
    assert_eq!((plan.name.as_deref(), plan.allowance), (Some("10GB"), Some(10240.0)));
    assert_eq!(page.line.sim.kind, domain::line::SimKind::Esim);
    assert_eq!(page.line.services.len(), 4);
    assert_eq!(test.desk.home().await.unwrap().recent[0].key, line(NADIA));
}
