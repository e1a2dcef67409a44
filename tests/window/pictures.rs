//! The README's pictures, taken from the real window: `cargo xtask shots`.

use std::path::PathBuf;

use suite::console::{
    LIMIT, all_four, customers_picture_painted, open_line, open_on, painted, qr_painted, shop, to_check, wait_for_text,
};
use suite::window::{Key, Target};

#[tokio::test]
#[ignore = "takes the README's pictures: cargo xtask shots"]
async fn readme_pictures() {
    #[expect(clippy::disallowed_methods, reason = "xtask says where the pictures go")]
    let folder = PathBuf::from(std::env::var("SIMDESK_SHOTS_DIR").unwrap());
    std::fs::create_dir_all(&folder).unwrap();
    for theme in ["light", "dark"] {
        let shop = shop().await;
        let window = open_on(&all_four(&shop), None).await.unwrap();
        window.resize(1366, 768).await.unwrap();
        let save = async |name: &str| {
            painted(&window).await;
            let picture = window.screenshot().await.unwrap();
            std::fs::write(folder.join(format!("{name}-{theme}.png")), picture).unwrap();
        };
        window.type_text(&format!(">theme: {theme}")).await.unwrap();
        window.press(&[Key::Enter]).await.unwrap();
        window.type_text("90012").await.unwrap();
        wait_for_text(&window, "Nadia Osei").await.unwrap();
        save("search").await;
        window.press(&[Key::Escape]).await.unwrap();
        open_line(&window, "900123", "+44 7700 900123").await;
        wait_for_text(&window, "10GB").await.unwrap();
        to_check(&window).await;
        save("check").await;
        window.press(&[Key::Enter]).await.unwrap();
        qr_painted(&window).await;
        save("install").await;
        // The customer's screen is the same in every theme.
        if theme == "light" {
            window.type_text("d").await.unwrap();
            window.turn_to_other().await.unwrap();
            window.resize(1366, 768).await.unwrap();
            window.wait_for_js("innerWidth === 1366 && innerHeight === 768", LIMIT).await.unwrap();
            window.click(Target::role("button", "iPhone"), LIMIT).await.unwrap();
            wait_for_text(&window, "Tap the yellow eSIM label").await.unwrap();
            customers_picture_painted(&window).await;
            save("customer").await;
            window.turn_to_other().await.unwrap();
        }
        window.press(&[Key::Escape]).await.unwrap();
        wait_for_text(&window, "Activity").await.unwrap();
        save("line").await;
        window.type_text("p").await.unwrap();
        wait_for_text(&window, "Change the plan").await.unwrap();
        save("task").await;
        window.press(&[Key::Escape]).await.unwrap();
        wait_for_text(&window, "Activity").await.unwrap();
        window.type_text("ga").await.unwrap();
        wait_for_text(&window, "What is known").await.unwrap();
        save("actions").await;
        window.type_text("gc").await.unwrap();
        wait_for_text(&window, "ONSIM practice").await.unwrap();
        save("connections").await;
        window.press_chord(&[Key::Control], 'k').await.unwrap();
        window.type_text(">go to search").await.unwrap();
        window.press(&[Key::Enter]).await.unwrap();
        wait_for_text(&window, "Recent lines").await.unwrap();
        save("home").await;
        window.close().await.unwrap();
    }
}
