//! The practice shop alone, until it is stopped: `cargo xtask practice`. Everything it prints is made up.
#![expect(clippy::print_stdout, reason = "what it prints is what it is for")]

use std::time::Duration;

use practice::{PracticeConfig, PracticeError, PracticeShop};

#[tokio::main]
async fn main() -> Result<(), PracticeError> {
    let config = PracticeConfig { auto_install: Some(Duration::from_secs(25)), ..PracticeConfig::default() };
    let shop = PracticeShop::start(config).await?;
    let (user, password) = shop.telecomx().login();
    println!("Atomic    {}\n          token {}", shop.atomic().base_url(), shop.atomic().token());
    println!(
        "Reach     {}\n          JWT {}\n          x-api-key {}",
        shop.reach().base_url(),
        shop.reach().jwt(),
        shop.reach().api_key()
    );
    println!("ONSIM     {}\n          key {}", shop.onsim().base_url(), shop.onsim().api_key());
    println!("TelecomX  {}\n          user {user}\n          password {password}", shop.telecomx().base_url());
    println!("Ctrl-C ends it.");
    std::future::pending().await
}
