//! The practice shop as the program's own connections: simulated, in a folder of its own, with no keyring.

use std::time::Duration;

use bridge::{ErrorCode, Problem};
use desk::{Clock as _, Connection, SystemClock};
use domain::provider::{ConnectionId, Environment, ProviderKind};
use domain::secret::ApiKey;
use practice::{PracticeConfig, PracticeShop};
use providers::registry::{ConnectionSettings, Credentials, connect};
use providers::transport::Tuning;
use secrecy::{ExposeSecret as _, SecretString};
use vault::{MemoryVault, Vault};

use crate::environment;

/// How long after a new code the practice customer scans it.
const CUSTOMER_SCANS_AFTER: Duration = Duration::from_secs(25);
const ONSIM: &str = "practice-onsim";

/// The practice connections, and the shop when it is our own: dropping it ends it.
pub(crate) struct Practice {
    pub(crate) connections: Vec<Connection>,
    pub(crate) shop: Option<PracticeShop>,
}

/// Opens the practice shop, or connects to the one the environment names, and makes its connections.
pub(crate) async fn open() -> Result<Practice, Problem> {
    let (shop, base_url, key) = match environment::outside_practice_shop() {
        Some(outside) => (None, outside.base_url, outside.key),
        None => {
            let config = PracticeConfig { auto_install: Some(CUSTOMER_SCANS_AFTER), ..PracticeConfig::default() };
            let shop = PracticeShop::start(config).await.map_err(|error| {
                Problem::new(ErrorCode::Internal, format!("the practice shop could not open: {error}"))
            })?;
            let (base_url, key) = (shop.onsim().base_url(), shop.onsim().api_key().to_owned());
            (Some(shop), base_url, key)
        }
    };
    // The same way a real key goes: through a vault, never beside the settings.
    let vault = MemoryVault::default();
    vault.put(ONSIM, &SecretString::from(key))?;
    Ok(Practice { connections: vec![onsim(&vault, base_url)?], shop })
}

fn onsim(vault: &dyn Vault, base_url: String) -> Result<Connection, Problem> {
    let id = ConnectionId(ONSIM.to_owned());
    let key = vault.get(ONSIM)?.ok_or_else(|| Problem::new(ErrorCode::KeyringUnusable, "the practice key is gone"))?;
    let settings = ConnectionSettings {
        id: id.clone(),
        kind: ProviderKind::Onsim,
        base_url: base_url.clone(),
        proxy: None,
        tuning: Tuning::default(),
        credentials: Credentials::ApiKey(ApiKey::new(key.expose_secret().to_owned())),
    };
    let provider = connect(settings, std::sync::Arc::new(|| SystemClock.now()))?;
    Ok(Connection { id, label: "ONSIM practice".to_owned(), environment: Environment::Practice, base_url, provider })
}
