//! Reach's client against Reach's contract: one table of every operation, and what each must do with every answer.

mod auth;
pub(crate) mod cases;
mod errors;
mod fuzz;
mod log;
mod requests;
mod rhythm;
mod shapes;
mod table;

use std::sync::{Arc, LazyLock};

use domain::provider::{ConnectionId, ProviderKind};
use domain::secret::ApiKey;
use providers::reach::{KeyPair, Reach};
use providers::transport::{Auth, BaseUrl, ClientApi, Transport, TransportConfig, Tuning};

use crate::calls::Calls;
use crate::captured;
use crate::contract::Contract;
use crate::onsim::{NOW, tuning};

/// The copy of the contract beside these tests.
pub(crate) static CONTRACT: LazyLock<Contract> =
    LazyLock::new(|| Contract::parse(include_str!("contracts/reach.openapi.json")));

/// Every call of it.
const CALLS: Calls<Desk> = Calls { provider: ProviderKind::Reach, cases: cases::CASES, client: desk };

/// The secrets every test client uses; each must be in its header and nowhere else.
pub(crate) const JWT: &str = "canary-jwt-7c2e";
pub(crate) const KEY: &str = "canary-key-4f1d";

/// A client, and where it asks.
pub(crate) struct Desk {
    pub(crate) reach: Reach,
    pub(crate) url: String,
}

fn key(text: &str) -> ApiKey {
    ApiKey::new(text.to_owned())
}

pub(crate) fn pair() -> KeyPair {
    KeyPair { id: key("canary-pair-id"), secret: key("canary-pair-secret"), key: key(KEY) }
}

pub(crate) fn config(url: &str, auth: Auth, tuning: Tuning) -> TransportConfig {
    captured::start();
    TransportConfig {
        provider: ProviderKind::Reach,
        connection: ConnectionId("c1".to_owned()),
        base_url: BaseUrl::parse(url).unwrap(),
        auth,
        proxy: None,
        tuning,
    }
}

/// A client in Reach's documented way to log in.
pub(crate) fn client(url: &str) -> Reach {
    client_with(url, tuning().0)
}

pub(crate) fn client_with(url: &str, tuning: Tuning) -> Reach {
    let auth = Auth::ClientApi(ClientApi::new(key(JWT), key(KEY)).unwrap());
    Reach::new(Transport::new(config(url, auth, tuning)).unwrap(), Arc::new(|| NOW))
}

pub(crate) fn desk(url: &str) -> Desk {
    Desk { reach: client(url), url: url.to_owned() }
}
