//! A change through the ledger, beside the same call without one.

use domain::action::{ActionId, Ticket};
use suite::desk::{NADIA, ShopDesk, connection, shop};

use crate::{Row, now};

const TIMES: u32 = 100;

pub(crate) async fn through_the_ledger() -> Row {
    let shop = shop().await;
    let test = ShopDesk::open(&shop).await;
    let bare = connection(&shop, shop.onsim().api_key());
    let codes = bare.provider.esim_codes().unwrap();
    let (mut took, mut beside) = (std::time::Duration::ZERO, std::time::Duration::ZERO);
    for _ in 0..TIMES {
        // A preview in the same millisecond as the change before it is refused as outdated.
        tokio::time::sleep(std::time::Duration::from_millis(2)).await;
        let id = test.ready_for_new_code(NADIA).await;
        let started = now();
        test.submit(id).await.unwrap();
        took += started.elapsed();
        #[expect(clippy::disallowed_methods, reason = "the floor is the call without the ledger")]
        let ticket = Ticket::issue(ActionId(uuid::Uuid::now_v7()));
        let started = now();
        codes.refresh(NADIA, ticket).await.unwrap();
        beside += started.elapsed();
    }
    Row {
        what: "new eSIM code through the ledger".into(),
        floor: "the same call without it",
        took: took / TIMES,
        beside: beside / TIMES,
    }
}
