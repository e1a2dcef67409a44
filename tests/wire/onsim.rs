//! ONSIM's client against ONSIM's contract: one table of every operation, and what each must do with every answer.

pub(crate) mod cases;
mod errors;
mod fuzz;
mod requests;
mod shapes;
mod table;
mod tasks;

use std::num::NonZeroU32;
use std::sync::{Arc, LazyLock, Mutex};
use std::time::Duration;

use domain::action::{ActionId, Ticket};
use domain::provider::{ConnectionId, ProviderKind};
use domain::secret::ApiKey;
use domain::time::Timestamp;
use providers::onsim::Onsim;
use providers::transport::{Auth, BaseUrl, OutagePolicy, Rate, Timeouts, Transport, TransportConfig, Tuning};

use crate::calls::Calls;
use crate::captured;
use crate::contract::Contract;

/// The copy of the contract beside these tests.
pub(crate) static CONTRACT: LazyLock<Contract> =
    LazyLock::new(|| Contract::parse(include_str!("contracts/onsim.openapi.json")));

/// Every call of it.
const CALLS: Calls<Onsim> = Calls { provider: ProviderKind::Onsim, cases: &cases::CASES, client };

/// The key every test client uses; it must be in the header and nowhere else.
pub(crate) const KEY: &str = "canary-key-4f1d";

/// The time every test client's clock shows.
pub(crate) const NOW: Timestamp = Timestamp(1_700_000_000_000);

/// The waits a client asked for between its tries.
pub(crate) type Waits = Arc<Mutex<Vec<Duration>>>;

/// Behaviour for tests: no pause is really waited out, no rate is kept, and however often it goes wrong, it is asked again.
pub(crate) fn tuning() -> (Tuning, Waits) {
    let waits: Waits = Arc::default();
    let noted = Arc::clone(&waits);
    let many = NonZeroU32::new(1_000_000).unwrap();
    let tuning = Tuning {
        timeouts: Timeouts {
            connect: Duration::from_secs(5),
            read: Duration::from_secs(20),
            change: Duration::from_secs(20),
        },
        rate: Rate { per_second: many, burst: many },
        outage: OutagePolicy { failures: u32::MAX, ..OutagePolicy::default() },
        sleeper: Arc::new(move |wait| {
            noted.lock().unwrap().push(wait);
            Box::pin(std::future::ready(()))
        }),
        ..Tuning::default()
    };
    (tuning, waits)
}

/// A transport to an address.
pub(crate) fn transport(url: &str, tuning: Tuning) -> Transport {
    captured::start();
    Transport::new(TransportConfig {
        provider: ProviderKind::Onsim,
        connection: ConnectionId("c1".to_owned()),
        base_url: BaseUrl::parse(url).unwrap(),
        auth: Auth::Bearer(ApiKey::new(KEY.to_owned())),
        proxy: None,
        tuning,
    })
    .unwrap()
}

/// A client of an address.
pub(crate) fn client(url: &str) -> Onsim {
    Onsim::new(transport(url, tuning().0), Arc::new(|| NOW))
}

/// Leave for one change.
#[expect(clippy::disallowed_methods, reason = "below the desk there is no ledger to issue it")]
pub(crate) fn ticket() -> Ticket {
    Ticket::issue(ActionId(uuid::Uuid::now_v7()))
}
