//! Atomic's client and its SMS product against Atomic's contract: one table of every operation, and what each must do
//! with every answer.

pub(crate) mod cases;
mod errors;
mod fuzz;
mod log;
mod requests;
mod shapes;
mod table;
mod tasks;

use std::sync::{Arc, LazyLock};

use domain::provider::{ConnectionId, ProviderKind};
use domain::secret::ApiKey;
use providers::atomic::{Atomic, SmsProduct};
use providers::transport::{Auth, BaseUrl, Transport, TransportConfig};

use crate::calls::Calls;
use crate::captured;
use crate::contract::Contract;
use crate::onsim::{NOW, tuning};

/// The copy of the contract beside these tests.
pub(crate) static CONTRACT: LazyLock<Contract> =
    LazyLock::new(|| Contract::parse(include_str!("contracts/atomic.openapi.json")));

/// Every call of it.
const CALLS: Calls<Atomic> = Calls { provider: ProviderKind::Atomic, cases: &cases::CASES, client };

/// The token every test client uses; it must be in the header, alone, and nowhere else.
pub(crate) const TOKEN: &str = "canary-token-91ab";

/// The key of the SMS product, which must never go to the Atomic API, nor the token to the SMS product.
pub(crate) const SMS_KEY: &str = "canary-sms-key-77cd";

fn transport(url: &str, auth: Auth) -> Transport {
    captured::start();
    Transport::new(TransportConfig {
        provider: ProviderKind::Atomic,
        connection: ConnectionId("c1".to_owned()),
        base_url: BaseUrl::parse(url).unwrap(),
        auth,
        proxy: None,
        tuning: tuning().0,
    })
    .unwrap()
}

/// A client of an address, where the SMS product is too.
pub(crate) fn client(url: &str) -> Atomic {
    let sms = transport(url, Auth::Bearer(ApiKey::new(SMS_KEY.to_owned())));
    let atomic = transport(url, Auth::Raw(ApiKey::new(TOKEN.to_owned())));
    Atomic::new(atomic, Arc::new(|| NOW)).with_sms(SmsProduct::new(sms))
}
