//! One search in the real window while one provider is fast, one slow, one failing and one limited.

use std::time::Duration;

use practice::Fault;
use suite::console::{BOX, LIMIT, all_four, onsim, open_line, open_on, painted, shop, wait_for_text};
use suite::window::Key;

#[tokio::test]
async fn each_provider_is_named_with_how_it_stands() {
    let (fast, slow, failing, limited) = tokio::join!(shop(), shop(), shop(), shop());
    let providers: Vec<_> = [("fast", &fast), ("slow", &slow), ("failing", &failing), ("limited", &limited)]
        .map(|(id, shop)| onsim(id, &format!("The {id} one"), shop, shop.onsim().api_key()))
        .into();
    slow.onsim().dial().set(Fault::Stall.on("getAccount")).unwrap();
    failing.onsim().dial().set(Fault::Status(500).on("getAccount")).unwrap();
    limited.onsim().dial().set(Fault::RateLimited { retry_after: Some(3600) }.on("getAccount")).unwrap();
    let window = open_on(&providers, None).await.unwrap();

    window.type_text("07700 900123").await.unwrap();

    for said in [
        "The fast one answered: 1 line",
        "The slow one: still asking",
        "The failing one did not answer",
        "The limited one did not answer",
    ] {
        wait_for_text(&window, said).await.unwrap();
    }
    // Esc stops asking and keeps what was typed; the lines of this desk are there all the while.
    window.press(&[Key::Escape]).await.unwrap();
    wait_for_text(&window, "The slow one: stopped").await.unwrap();
    let typed = window.execute_js("return document.querySelector('[role=combobox]').value", vec![]).await.unwrap();
    assert_eq!(typed, "07700 900123");
    window.wait_for(BOX, LIMIT).await.unwrap();
    let violations = window.axe().await.unwrap();
    assert!(violations.is_empty(), "{violations:#?}");
    tokio::time::timeout(Duration::from_secs(30), window.close()).await.unwrap().unwrap();
}

#[tokio::test]
async fn a_line_of_every_provider_is_found_and_has_its_page() {
    let shop = shop().await;
    let window = open_on(&all_four(&shop), None).await.unwrap();
    for (typed, shown, there) in [
        ("07700 900123", "+44 7700 900123", "ONSIM · UK"),
        ("0491 570 006", "+61 491 570 006", "Atomic · AU"),
        ("CUST-1003", "Reach · US", "Reach · US"),
        ("2012 9001", "+45 20 12 90 01", "TelecomX · DK"),
    ] {
        open_line(&window, typed, shown).await;
        wait_for_text(&window, there).await.unwrap();
        wait_for_text(&window, "What you can do here").await.unwrap();
        let violations = window.axe().await.unwrap();
        assert!(violations.is_empty(), "{there}: {violations:#?}");
        window.press_chord(&[Key::Control], 'k').await.unwrap();
        // While a provider is still being asked, the first Esc stops that and the next one clears the box.
        let empty = "document.querySelector('[role=combobox]').value === ''";
        for _ in 0..2 {
            window.press(&[Key::Escape]).await.unwrap();
            painted(&window).await;
            if window.execute_js(&format!("return {empty}"), vec![]).await.unwrap() == true {
                break;
            }
        }
        window.wait_for_js(empty, LIMIT).await.unwrap();
    }
    window.close().await.unwrap();
}
