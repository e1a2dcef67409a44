//! The practice shop's fault dial as a window sees it: a few plain faults instead of everything the shop can do.

use std::time::Duration;

use bridge::faults::{FaultDial, FaultScope, PracticeFault, SetFault, SetFaultRequest};
use bridge::{ErrorCode, Problem};
use domain::provider::{ConnectionId, ProviderKind};
use practice::{Fault, FaultDial as ShopDial, PracticeShop, Rule, Touch};

use crate::practice_shop::connection_id;

/// Longer than what counts as slow, shorter than any client's patience.
const SLOW: Duration = Duration::from_secs(5);
/// What the simulated provider says with its 429, in seconds.
const RETRY_AFTER: u64 = 5;
/// The most requests one fault is for.
const MOST: u32 = 999;

/// The dial of every simulated provider.
pub(crate) fn all(shop: &PracticeShop) -> Vec<FaultDial> {
    ProviderKind::ALL.into_iter().map(|kind| seen(kind, dial_of(shop, kind))).collect()
}

/// Sets a fault at one of them.
///
/// # Errors
/// `NotOffered` without a shop; `NoSuchConnection`; `InvalidInput` naming `times` or `operation`.
pub(crate) fn set(shop: Option<&PracticeShop>, request: SetFaultRequest) -> Result<FaultDial, Problem> {
    let (kind, dial) = find(shop, &request.connection)?;
    if !(1..=MOST).contains(&request.times) {
        return Err(invalid("times", format!("a fault is for 1 to {MOST} requests")));
    }
    let rule = Rule::from(fault_of(request.fault)).next(request.times);
    let rule = match request.scope {
        FaultScope::Every {} => rule,
        FaultScope::Reads {} => rule.on_effect(Touch::Reads),
        FaultScope::Changes {} => rule.on_effect(Touch::Changes),
        FaultScope::Operation { id } => rule.on(id),
    };
    dial.set(rule).map_err(|error| invalid("operation", error.to_string()))?;
    Ok(seen(kind, dial))
}

/// Takes every fault of one of them away.
///
/// # Errors
/// `NotOffered` without a shop; `NoSuchConnection`.
pub(crate) fn clear(shop: Option<&PracticeShop>, connection: &ConnectionId) -> Result<FaultDial, Problem> {
    let (kind, dial) = find(shop, connection)?;
    dial.clear();
    Ok(seen(kind, dial))
}

fn find<'a>(
    shop: Option<&'a PracticeShop>,
    connection: &ConnectionId,
) -> Result<(ProviderKind, &'a ShopDial), Problem> {
    let shop = shop.ok_or_else(|| {
        Problem::new(ErrorCode::NotOffered, "only this program's own practice shop has a fault dial").safe_to_retry()
    })?;
    let kind = ProviderKind::ALL.into_iter().find(|kind| connection_id(*kind) == *connection).ok_or_else(|| {
        Problem::new(ErrorCode::NoSuchConnection, "the practice shop has no such connection").about_field("connection")
    })?;
    Ok((kind, dial_of(shop, kind)))
}

fn invalid(field: &str, message: String) -> Problem {
    Problem::new(ErrorCode::InvalidInput, message).about_field(field).safe_to_retry()
}

fn dial_of(shop: &PracticeShop, kind: ProviderKind) -> &ShopDial {
    match kind {
        ProviderKind::Atomic => shop.atomic().dial(),
        ProviderKind::Reach => shop.reach().dial(),
        ProviderKind::Onsim => shop.onsim().dial(),
        ProviderKind::Telecomx => shop.telecomx().dial(),
    }
}

fn fault_of(fault: PracticeFault) -> Fault {
    match fault {
        PracticeFault::Down => Fault::Status(503),
        PracticeFault::Limited => Fault::RateLimited { retry_after: Some(RETRY_AFTER) },
        PracticeFault::DropAnswer => Fault::DropAfter,
        PracticeFault::HangUp => Fault::DropBefore,
        PracticeFault::Slow => Fault::Latency(SLOW),
    }
}

fn known(fault: &Fault) -> Option<PracticeFault> {
    use PracticeFault::{Down, DropAnswer, HangUp, Limited, Slow};
    [Down, Limited, DropAnswer, HangUp, Slow].into_iter().find(|one| fault_of(*one) == *fault)
}

fn seen(kind: ProviderKind, dial: &ShopDial) -> FaultDial {
    let set = |rule: Rule| SetFault {
        fault: known(&rule.fault),
        left: rule.times,
        scope: match (rule.operation, rule.effect) {
            (Some(id), _) => FaultScope::Operation { id },
            (None, Some(Touch::Reads)) => FaultScope::Reads {},
            (None, Some(Touch::Changes)) => FaultScope::Changes {},
            (None, None) => FaultScope::Every {},
        },
    };
    FaultDial {
        connection: connection_id(kind),
        operations: dial.operations().to_vec(),
        faults: dial.rules().into_iter().map(set).collect(),
    }
}

#[cfg(test)]
mod tests {
    use practice::PracticeConfig;

    use super::*;

    fn request(scope: FaultScope, fault: PracticeFault, times: u32) -> SetFaultRequest {
        SetFaultRequest { connection: connection_id(ProviderKind::Onsim), scope, fault, times }
    }

    #[tokio::test]
    async fn what_is_set_is_seen_again_at_its_provider_only_and_can_be_cleared() {
        let shop = PracticeShop::start(PracticeConfig { lines: 3, ..PracticeConfig::default() }).await.unwrap();
        let scopes = [
            FaultScope::Every {},
            FaultScope::Reads {},
            FaultScope::Changes {},
            FaultScope::Operation { id: "queryEsim".to_owned() },
        ];
        use PracticeFault::{Down, DropAnswer, HangUp, Limited, Slow};
        for fault in [Down, Limited, DropAnswer, HangUp, Slow] {
            for scope in &scopes {
                let dial = set(Some(&shop), request(scope.clone(), fault, 3)).unwrap();
                assert_eq!(dial.faults, [SetFault { scope: scope.clone(), fault: Some(fault), left: Some(3) }]);
                let others = all(&shop).into_iter().filter(|dial| !dial.faults.is_empty());
                assert_eq!(
                    others.map(|dial| dial.connection).collect::<Vec<_>>(),
                    [connection_id(ProviderKind::Onsim)]
                );
                assert!(clear(Some(&shop), &dial.connection).unwrap().faults.is_empty());
            }
        }
        shop.onsim().dial().set(Fault::Stall).unwrap();
        let stalled = all(&shop).into_iter().flat_map(|dial| dial.faults).next().unwrap();
        assert_eq!((stalled.fault, stalled.left), (None, None));
    }

    #[tokio::test]
    async fn what_cannot_be_set_is_refused_by_its_name() {
        let shop = PracticeShop::start(PracticeConfig { lines: 3, ..PracticeConfig::default() }).await.unwrap();
        let unknown = FaultScope::Operation { id: "queryEsin".to_owned() };
        for (field, wrong) in [
            ("times", request(FaultScope::Every {}, PracticeFault::Down, 0)),
            ("times", request(FaultScope::Every {}, PracticeFault::Down, 1000)),
            ("operation", request(unknown, PracticeFault::Down, 1)),
        ] {
            let problem = set(Some(&shop), wrong).unwrap_err();
            assert_eq!((problem.code, problem.field.as_deref()), (ErrorCode::InvalidInput, Some(field)));
        }
        assert!(all(&shop).iter().all(|dial| dial.faults.is_empty()));
        let other = ConnectionId("onsim-real".to_owned());
        assert_eq!(clear(Some(&shop), &other).unwrap_err().code, ErrorCode::NoSuchConnection);
        assert_eq!(clear(None, &connection_id(ProviderKind::Onsim)).unwrap_err().code, ErrorCode::NotOffered);
    }
}
