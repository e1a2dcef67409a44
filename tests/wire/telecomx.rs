//! TelecomX's client against TelecomX's contract: one table of every operation, and what each must do with every answer.

mod auth;
pub(crate) mod cases;
mod errors;
mod fuzz;
mod inputs;
mod log;
mod requests;
mod shapes;
mod table;
mod tasks;

use std::sync::{Arc, LazyLock};

use domain::provider::{ConnectionId, ProviderKind};
use domain::secret::{ApiKey, Password};
use domain::time::Timestamp;
use providers::Clock;
use providers::telecomx::{Proof, Telecomx};
use providers::transport::{BaseUrl, TransportConfig};

use crate::calls::Calls;
use crate::captured;
use crate::contract::Contract;
use crate::onsim::tuning;

/// The copy of the contract beside these tests.
pub(crate) static CONTRACT: LazyLock<Contract> =
    LazyLock::new(|| Contract::parse(include_str!("contracts/telecomx.openapi.json")));

/// Every call of it.
const CALLS: Calls<Telecomx> = Calls { provider: ProviderKind::Telecomx, cases: &cases::CASES, client };

/// The machine token every test client uses; it must be in the header and nowhere else.
const TOKEN: &str = "canary-token-77aa";

/// The time every test client's clock shows.
const NOW: Timestamp = Timestamp(1_700_000_000_000);

/// A client that proves itself as told.
fn connected(url: &str, proof: Proof, clock: Clock) -> Telecomx {
    captured::start();
    let config = |auth| TransportConfig {
        provider: ProviderKind::Telecomx,
        connection: ConnectionId("c4".to_owned()),
        base_url: BaseUrl::parse(url).unwrap(),
        auth,
        proxy: None,
        tuning: tuning().0,
    };
    Telecomx::connect(config, proof, clock).unwrap()
}

/// A client with a machine token.
fn client(url: &str) -> Telecomx {
    connected(url, Proof::MachineToken(ApiKey::new(TOKEN.to_owned())), Arc::new(|| NOW))
}

/// A client with a user name and a password.
fn signing_in(url: &str, clock: Clock) -> Telecomx {
    let password = Password::new("canary-password".to_owned());
    connected(url, Proof::Login { user_name: "canary@example.dk".to_owned(), password }, clock)
}
