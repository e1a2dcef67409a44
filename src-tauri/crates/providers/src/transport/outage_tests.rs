//! Tests of when a connection stops asking and when it asks again, by a clock of their own.

use tokio::time::advance;

use super::*;

const S: Duration = Duration::from_secs(1);
const BACKGROUND: (Urgency, bool) = (Urgency::Background, true);
const PERSON: (Urgency, bool) = (Urgency::Person, true);

fn breaker() -> Arc<Breaker> {
    Arc::new(Breaker::new(OutagePolicy::default()))
}

fn in_outage() -> Arc<Breaker> {
    let breaker = breaker();
    for _ in 0..5 {
        breaker.hear(Said::Fails);
    }
    breaker
}

impl Breaker {
    fn admits(self: &Arc<Self>, (urgency, reads): (Urgency, bool)) -> bool {
        self.admit(urgency, reads).is_ok()
    }

    fn pause(&self) -> Duration {
        self.outage().unwrap().next_probe.saturating_duration_since(Instant::now())
    }
}

#[tokio::test(start_paused = true)]
async fn five_failures_in_a_row_begin_an_outage_and_one_answer_ends_it() {
    let breaker = breaker();
    let mut told = breaker.outages();
    let began = Instant::now();
    for _ in 0..4 {
        breaker.hear(Said::Fails);
        advance(S).await;
    }
    breaker.hear(Said::Works);
    for _ in 0..4 {
        breaker.hear(Said::Fails);
        breaker.hear(Said::Nothing);
        assert!(breaker.outage().is_none() && breaker.admits(BACKGROUND));
    }
    assert!(!told.has_changed().unwrap());
    breaker.hear(Said::Fails);
    let outage = breaker.outage().unwrap();
    assert_eq!((outage.failures, outage.since), (5, began + 4 * S));
    assert_eq!(*told.borrow_and_update(), Some(outage));
    breaker.hear(Said::Works);
    assert_eq!((breaker.outage(), *told.borrow_and_update()), (None, None));
    for urgency in [Urgency::Person, Urgency::Background] {
        assert!(breaker.admits((urgency, true)) && breaker.admits((urgency, false)));
    }
}

#[tokio::test(start_paused = true)]
async fn in_an_outage_a_person_may_look_and_nobody_may_change() {
    let breaker = in_outage();
    assert!(!breaker.admits(BACKGROUND));
    assert!(breaker.admits(PERSON) && breaker.admits(PERSON));
    for urgency in [Urgency::Person, Urgency::Background] {
        assert!(!breaker.admits((urgency, false)));
    }
    advance(100 * S).await;
    assert!(!breaker.admits((Urgency::Person, false)), "a change is never the probe");
    // What a person looks up is as good as a probe.
    breaker.hear(Said::Works);
    assert!(breaker.admits((Urgency::Person, false)));
}

#[tokio::test(start_paused = true)]
async fn probes_go_out_one_at_a_time_after_1_2_4_and_up_to_60_seconds() {
    let breaker = in_outage();
    for pause in [1, 2, 4, 8, 16, 32, 60, 60] {
        assert_eq!(breaker.pause(), pause * S);
        advance(pause * S - Duration::from_millis(1)).await;
        assert!(!breaker.admits(BACKGROUND));
        advance(Duration::from_millis(1)).await;
        let pass = breaker.admit(Urgency::Background, true).unwrap();
        assert!(pass.is_probe() && !breaker.admits(BACKGROUND), "one at a time");
        // A probe takes its time, and the pause begins when it has failed.
        advance(20 * S).await;
        assert!(!breaker.admits(BACKGROUND));
        breaker.hear(Said::Fails);
        drop(pass);
    }
    advance(60 * S).await;
    let pass = breaker.admit(Urgency::Background, true).unwrap();
    breaker.hear(Said::Works);
    drop(pass);
    assert!(breaker.outage().is_none());
    // A new outage begins anew.
    for _ in 0..5 {
        breaker.hear(Said::Fails);
    }
    assert_eq!(breaker.pause(), S);
}

#[tokio::test(start_paused = true)]
async fn a_person_who_keeps_looking_does_not_put_off_the_probe() {
    let breaker = in_outage();
    for _ in 0..30 {
        breaker.hear(Said::Fails);
    }
    assert_eq!((breaker.pause(), breaker.outage().unwrap().failures), (S, 35));
    advance(S).await;
    // The one who looks when it is due is the probe.
    breaker.hear(Said::Fails);
    assert_eq!(breaker.pause(), 2 * S);
}

#[tokio::test(start_paused = true)]
async fn a_probe_that_tells_nothing_is_not_due_again_at_once() {
    let breaker = in_outage();
    advance(S).await;
    let pass = breaker.admit(Urgency::Background, true).unwrap();
    drop(pass);
    assert!(!breaker.admits(BACKGROUND));
    assert_eq!(breaker.pause(), 2 * S);
}

#[test]
fn only_what_says_that_the_provider_is_not_working_counts() {
    let said = |status: Option<u16>, code| {
        let error = ProviderError::not_delivered(code, domain::provider::ProviderKind::Onsim, "", "");
        Said::by(&ProviderError { status, ..error })
    };
    for status in [500, 502, 503, 504, 599] {
        assert_eq!(said(Some(status), ErrorCode::ProviderDown), Said::Fails);
        assert_eq!(said(Some(status), ErrorCode::OutcomeUnknown), Said::Fails);
    }
    for status in [200, 301, 400, 401, 403, 404, 408, 409, 422, 429, 499] {
        assert_eq!(said(Some(status), ErrorCode::Refused), Said::Works, "{status}");
    }
    use ErrorCode::{CredentialsRefused, Internal, OutcomeUnknown, TimedOut, TlsFailed, Unreachable};
    for code in [Unreachable, TimedOut, TlsFailed, OutcomeUnknown] {
        assert_eq!(said(None, code), Said::Fails, "{code:?}");
    }
    for code in [Internal, CredentialsRefused] {
        assert_eq!(said(None, code), Said::Nothing, "{code:?}");
    }
}
