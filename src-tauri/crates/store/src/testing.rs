//! Made-up lines and actions for the tests of this crate.

use domain::iccid::Iccid;
use domain::line::{Customer, Line, LineKey, LineStage, LineState, Sim, SimKind};
use domain::msisdn::Msisdn;
use domain::provider::{ConnectionId, Evidence, ProviderKind};
use domain::time::Timestamp;

use crate::Key;

/// The key of every file in the tests.
pub(crate) fn the_key() -> Key {
    Key::new([7; 32])
}

/// What the files are set aside as at [`NOON`].
pub(crate) const NOON_NAME: &str = "20231114T120000Z";

/// A time.
pub(crate) const NOON: Timestamp = Timestamp(1_699_963_200_000);

pub(crate) fn connection() -> ConnectionId {
    ConnectionId("onsim-1".to_owned())
}

pub(crate) fn key(id: &str) -> LineKey {
    LineKey { connection: connection(), id: id.to_owned() }
}

/// A line with nothing but its key.
pub(crate) fn bare(id: &str) -> Line {
    Line {
        key: key(id),
        provider: ProviderKind::Onsim,
        number: None,
        customer: Customer::default(),
        account: None,
        state: LineState { stage: LineStage::Unknown, raw: None },
        sim: Sim { kind: SimKind::Unknown, iccid: None, esim: None },
        plan: None,
        services: Vec::new(),
        sip_address: None,
        recorded: None,
        unmapped: Vec::new(),
        evidence: Evidence::Documented,
        read_at: Timestamp(1),
    }
}

/// A line with a number and what goes with it; empty texts are absent.
pub(crate) fn line(number: &str, iccid: &str, name: &str, email: &str, group: &str, account: &str) -> Line {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let mut line = bare(number);
    line.number = some(number).map(|digits| Msisdn::from_e164(&format!("+{digits}")).unwrap());
    line.sim.iccid = some(iccid).map(|digits| Iccid::parse(&digits).unwrap().iccid);
    line.customer = Customer { id: Some("c-1".to_owned()), name: some(name), email: some(email), group: some(group) };
    line.account = some(account);
    line
}
