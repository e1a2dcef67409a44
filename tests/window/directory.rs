//! Customers of a provider without list and search, in the real window: a list is looked at, imported, found and opened; and
//! a customer that a provider finds by name.

use suite::console::{BOX, LIMIT, all_four, clean, open_on, shop, wait_for_text};
use suite::window::{Key, Target};

use super::connections::go_to_connections;

#[tokio::test]
async fn a_list_is_looked_at_imported_and_its_customers_are_found() {
    let shop = shop().await;
    let active = |customer: &String| shop.reach().status(customer) == Some(2);
    let customer = shop.reach().customers().into_iter().find(active).unwrap();
    let window = open_on(&all_four(&shop), None).await.unwrap();
    go_to_connections(&window).await;
    wait_for_text(&window, "Reach has no search; this desk knows 0 customers of it").await.unwrap();
    window.click(Target::role("button", "Import customers of Reach practice"), LIMIT).await.unwrap();
    window.click("main textarea", LIMIT).await.unwrap();
    window.type_text(&format!("{customer},,,Zinnia Quill")).await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    window.type_text("CUST-2,,12,Wrong Number").await.unwrap();
    window.click(Target::role("button", "Check the list"), LIMIT).await.unwrap();
    wait_for_text(&window, "1 row is good, 1 row is refused.").await.unwrap();
    wait_for_text(&window, "Row 2, number:").await.unwrap();
    clean(&window, "the list that was looked at").await;
    window.click(Target::role("button", "Import 1 customer"), LIMIT).await.unwrap();
    wait_for_text(&window, "1 customer was imported.").await.unwrap();
    assert_eq!(shop.reach().requests().len(), 0, "nothing was sent");

    window.click(BOX, LIMIT).await.unwrap();
    window.type_text("zinnia").await.unwrap();
    wait_for_text(&window, "Not read yet").await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    window.wait_for_js("location.hash.startsWith('#/line/')", LIMIT).await.unwrap();
    wait_for_text(&window, "Active").await.unwrap();
    window.close().await.unwrap();
}

#[tokio::test]
async fn a_customer_found_by_name_opens_its_page() {
    let shop = shop().await;
    let window = open_on(&all_four(&shop), None).await.unwrap();
    window.click(BOX, LIMIT).await.unwrap();
    window.type_text("Kaffe").await.unwrap();
    window.wait_for(Target::role("button", "Kaffe & Co ApS"), LIMIT).await.unwrap();
    clean(&window, "customers found").await;
    window.click(Target::role("button", "Kaffe & Co ApS"), LIMIT).await.unwrap();
    window.wait_for_js("location.hash.startsWith('#/customer/')", LIMIT).await.unwrap();
    wait_for_text(&window, "Kaffe & Co ApS").await.unwrap();
    window.close().await.unwrap();
}
