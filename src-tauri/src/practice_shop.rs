//! The practice shop as the program's own connections: simulated, in a folder of its own, with no keyring.

use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use bridge::{ErrorCode, Problem};
use desk::{Clock as _, Connection, SystemClock};
use domain::provider::{ConnectionId, Environment, ProviderKind};
use domain::secret::{ApiKey, Password};
use practice::{PracticeConfig, PracticeShop};
use providers::registry::{ConnectionSettings, Credentials, connect, default_tuning};
use providers::transport::{BaseUrl, Rate, Tuning};
use serde::Deserialize;

use crate::environment;

/// How long after a new code the practice customer scans it.
const CUSTOMER_SCANS_AFTER: Duration = Duration::from_secs(25);

/// Requests a second to a shop on this computer.
const PLENTY: NonZeroU32 = NonZeroU32::MIN.saturating_add(999);

/// The practice connections, and the shop when it is our own: dropping it ends it.
pub(crate) struct Practice {
    pub(crate) connections: Vec<Connection>,
    pub(crate) shop: Option<PracticeShop>,
}

/// One simulated provider and what it takes to talk to it. Its secrets are made up by the shop and end with it.
#[derive(Deserialize)]
struct Simulated {
    kind: ProviderKind,
    id: String,
    label: String,
    base_url: String,
    /// Atomic: token, and the SMS product's where it has one. Reach: JWT, key. ONSIM: key. TelecomX: user name, password.
    secrets: Vec<String>,
}

/// Opens the practice shop, or connects to the one the environment names, and makes its connections.
pub(crate) async fn open() -> Result<Practice, Problem> {
    let broken = |error: &dyn std::fmt::Display| {
        Problem::new(ErrorCode::Internal, format!("the practice shop could not open: {error}"))
    };
    let (simulated, shop) = match environment::outside_practice_shop() {
        Some(outside) => (serde_json::from_str(&outside).map_err(|error| broken(&error))?, None),
        None => {
            let config = PracticeConfig { auto_install: Some(CUSTOMER_SCANS_AFTER), ..PracticeConfig::default() };
            let shop = PracticeShop::start(config).await.map_err(|error| broken(&error))?;
            (all_of(&shop), Some(shop))
        }
    };
    let connections = simulated.into_iter().map(connection).collect::<Result<_, _>>()?;
    Ok(Practice { connections, shop })
}

/// The name of the connection to a simulated provider of our own shop.
pub(crate) fn connection_id(kind: ProviderKind) -> ConnectionId {
    ConnectionId(format!("practice-{}", kind.name().to_lowercase()))
}

fn all_of(shop: &PracticeShop) -> Vec<Simulated> {
    let one = |kind: ProviderKind, base_url: String, secrets: Vec<String>| Simulated {
        kind,
        id: connection_id(kind).0,
        label: format!("{} practice", kind.name()),
        base_url,
        secrets,
    };
    let (atomic, reach, onsim, telecomx) = (shop.atomic(), shop.reach(), shop.onsim(), shop.telecomx());
    let (user, password) = telecomx.login();
    vec![
        one(ProviderKind::Atomic, atomic.base_url(), vec![atomic.token().to_owned(), atomic.sms_token().to_owned()]),
        one(ProviderKind::Reach, reach.base_url(), vec![reach.jwt().to_owned(), reach.api_key().to_owned()]),
        one(ProviderKind::Onsim, onsim.base_url(), vec![onsim.api_key().to_owned()]),
        one(ProviderKind::Telecomx, telecomx.base_url(), vec![user, password]),
    ]
}

fn connection(simulated: Simulated) -> Result<Connection, Problem> {
    let Simulated { kind, id, label, base_url, secrets } = simulated;
    if !BaseUrl::parse(&base_url).is_ok_and(|url| url.is_loopback()) {
        return Err(Problem::new(ErrorCode::InvalidInput, "a practice shop is on this computer or nowhere"));
    }
    let mut secrets = secrets.into_iter();
    let mut next = || secrets.next().unwrap_or_default();
    let credentials = match kind {
        ProviderKind::Onsim => Credentials::ApiKey(ApiKey::new(next())),
        ProviderKind::Atomic => match (ApiKey::new(next()), next()) {
            (token, sms) if sms.is_empty() => Credentials::ApiKey(token),
            // The shop serves both products at one address.
            (token, sms) => {
                Credentials::AtomicWithSms { token, sms_base_url: base_url.clone(), sms_key: ApiKey::new(sms) }
            }
        },
        ProviderKind::Reach => Credentials::ClientApi { jwt: ApiKey::new(next()), key: ApiKey::new(next()) },
        ProviderKind::Telecomx => Credentials::Login { user_name: next(), password: Password::new(next()) },
    };
    let id = ConnectionId(id);
    let settings = ConnectionSettings {
        id: id.clone(),
        kind,
        base_url: base_url.clone(),
        proxy: None,
        // There is nobody to spare: the shop is on this computer.
        tuning: Tuning { rate: Rate { per_second: PLENTY, burst: PLENTY }, ..default_tuning(kind) },
        credentials,
    };
    let provider = connect(settings, Arc::new(|| SystemClock.now()))?;
    Ok(Connection { id, label, environment: Environment::Practice, base_url, provider })
}
