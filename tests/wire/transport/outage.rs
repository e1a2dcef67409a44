//! Who goes first on the wire, and what is still sent to a provider that fails again and again.

use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use domain::problem::ErrorCode;
use domain::provider::{ConnectionId, ProviderKind};
use domain::secret::ApiKey;
use providers::onsim::operations::{CEASE_ACCOUNT, GET_ACCOUNT};
use providers::reach::KeyPair;
use providers::registry::{ConnectionSettings, Credentials, connect};
use providers::transport::{Call, OutagePolicy, Rate, RawAnswer, Transport, Tuning};
use providers::{Delivery, ProviderError, in_background};
use serde_json::json;

use crate::onsim::{NOW, ticket, transport, tuning};
use crate::server::{DeafPort, Reply, Server};

const AN_HOUR: Duration = Duration::from_secs(3600);

/// An outage after five failures, with a probe every so often.
fn probing(every: Duration) -> Tuning {
    let outage = OutagePolicy { first_pause: every, longest_pause: every, ..OutagePolicy::default() };
    Tuning { outage, ..tuning().0 }
}

fn read(number: &str) -> Call<'_> {
    Call::new(&GET_ACCOUNT).path("mpn", number)
}

async fn poll(transport: &Transport) -> Result<RawAnswer, ProviderError> {
    in_background(transport.send(read("447777777770"))).await
}

async fn change(transport: &Transport) -> Result<RawAnswer, ProviderError> {
    transport.send(Call::new(&CEASE_ACCOUNT).json(&json!({})).ticket(&ticket())).await
}

fn failures(transport: &Transport) -> Option<u32> {
    transport.outages().unwrap().borrow().map(|outage| outage.failures)
}

#[tokio::test]
async fn after_five_failures_only_what_a_person_looks_up_is_sent() {
    let server = Server::start([Reply::empty(503)]).await;
    let transport = transport(&server.url(), probing(AN_HOUR));
    // Three tries, then two: the outage ends a call's own tries.
    for sent in [3, 2] {
        assert_eq!(poll(&transport).await.unwrap_err().code(), ErrorCode::ProviderDown);
        assert_eq!(server.take_seen().len(), sent);
    }
    assert_eq!(failures(&transport), Some(5));

    for refused in [poll(&transport).await, change(&transport).await] {
        let error = refused.unwrap_err();
        assert_eq!((error.code(), error.delivery), (ErrorCode::OutageOpen, Delivery::NotDelivered));
        assert!(error.problem.retry_safe && error.status.is_none());
        assert!(error.problem.retry_after_s.is_some_and(|wait| (3590..=3600).contains(&wait)), "{error:?}");
        assert!(error.problem.message.contains("failed 5 times in a row; asked again in 3"), "{error}");
    }
    assert_eq!(server.take_seen().len(), 0);

    let error = transport.send(read("447777777777")).await.unwrap_err();
    assert_eq!((error.code(), server.take_seen().len()), (ErrorCode::ProviderDown, 1), "a person's read, once");
    assert_eq!(failures(&transport), Some(6));

    server.answer([Reply::json(200, &json!({}))]);
    transport.send(read("447777777777")).await.unwrap();
    assert_eq!(failures(&transport), None);
    poll(&transport).await.unwrap();
    change(&transport).await.unwrap();
    assert_eq!(server.take_seen().len(), 3);
}

#[tokio::test]
async fn a_background_read_that_is_due_is_the_probe_and_goes_once() {
    let server = Server::start([Reply::empty(503)]).await;
    let transport = transport(&server.url(), probing(Duration::ZERO));
    while failures(&transport).is_none() {
        poll(&transport).await.unwrap_err();
    }
    server.take_seen();
    assert_eq!(poll(&transport).await.unwrap_err().code(), ErrorCode::ProviderDown);
    assert_eq!(change(&transport).await.unwrap_err().code(), ErrorCode::OutageOpen);
    assert_eq!(server.take_seen().len(), 1);
    // That it refuses shows that it works.
    server.answer([Reply::empty(404)]);
    assert_eq!(poll(&transport).await.unwrap_err().code(), ErrorCode::NotFound);
    assert_eq!(failures(&transport), None);
}

#[tokio::test]
async fn what_counts_is_no_answer_and_5xx_and_nothing_else() {
    let tries = |tuning: &mut Tuning| tuning.retry.read_tries = 1;
    for status in [400, 401, 403, 404, 409, 422, 429, 302] {
        let server = Server::start([Reply::empty(status)]).await;
        let transport = transport(&server.url(), probing(AN_HOUR));
        for _ in 0..6 {
            poll(&transport).await.unwrap_err();
        }
        assert_eq!(failures(&transport), None, "{status}");
    }
    let server = Server::start([Reply::bytes(200, "no JSON")]).await;
    let client = transport(&server.url(), probing(AN_HOUR));
    for _ in 0..6 {
        poll(&client).await.unwrap();
    }
    assert_eq!(failures(&client), None, "what an answer means is not the transport's business");

    for reply in [Reply::empty(500), Reply::empty(504), Reply::Drop, Reply::Hang] {
        let server = Server::start([reply.clone()]).await;
        let mut tuning = probing(AN_HOUR);
        tries(&mut tuning);
        tuning.timeouts.read = Duration::from_millis(60);
        let transport = transport(&server.url(), tuning);
        for before in 0..5 {
            assert_eq!(failures(&transport), None, "{reply:?} {before}");
            poll(&transport).await.unwrap_err();
        }
        assert_eq!(failures(&transport), Some(5), "{reply:?}");
    }
    let nobody = DeafPort::take();
    let transport = transport(&nobody.url(), probing(AN_HOUR));
    // A change that could not be delivered counts too, and is not tried again once there is an outage.
    for _ in 0..3 {
        assert_eq!(change(&transport).await.unwrap_err().code(), ErrorCode::Unreachable);
    }
    assert_eq!(failures(&transport), Some(5));
}

#[tokio::test]
async fn reachs_own_back_off_and_the_outage_do_not_multiply() {
    let server = Server::start([Reply::empty(503)]).await;
    let (quick, waits) = tuning();
    let mut reach = Tuning { sleeper: quick.sleeper, rate: quick.rate, ..providers::reach::tuning() };
    reach.retry.jitter = false;
    let transport = transport(&server.url(), reach);
    assert_eq!(poll(&transport).await.unwrap_err().code(), ErrorCode::ProviderDown);
    assert_eq!(*waits.lock().unwrap(), [1, 2, 4, 8].map(Duration::from_secs), "five tries, as its rule says");
    assert_eq!((failures(&transport), server.take_seen().len()), (Some(5), 5));
    assert_eq!(poll(&transport).await.unwrap_err().code(), ErrorCode::OutageOpen);
    assert_eq!((waits.lock().unwrap().len(), server.take_seen().len()), (4, 0), "and no pauses within the pause");
}

#[tokio::test]
async fn a_sign_in_that_fails_counts_once_for_all_who_wait_for_it() {
    let server = Server::start([Reply::empty(503)]).await;
    let key = |text: &str| ApiKey::new(text.to_owned());
    let mut tuning = probing(AN_HOUR);
    tuning.retry.read_tries = 1;
    let reach = connect(
        ConnectionSettings {
            id: ConnectionId("c2".to_owned()),
            kind: ProviderKind::Reach,
            base_url: server.url(),
            proxy: None,
            credentials: Credentials::KeyPair(KeyPair { id: key("id"), secret: key("secret"), key: key("key") }),
            tuning,
        },
        Arc::new(|| NOW),
    )
    .unwrap();
    let outages = reach.outages().unwrap();
    let mut sign_ins = 0;
    while outages.borrow().is_none() {
        let read = || reach.lines().unwrap().read("CUST-1");
        let answers = tokio::join!(read(), read(), read(), read(), read());
        for answer in [answers.0, answers.1, answers.2, answers.3, answers.4] {
            answer.unwrap_err();
        }
        let seen = server.take_seen();
        assert!(seen.iter().all(|seen| seen.target.ends_with("/generateauth")), "no call goes without its proof");
        sign_ins += seen.len();
    }
    assert_eq!((sign_ins, outages.borrow().map(|outage| outage.failures)), (5, Some(5)));
    let error = in_background(reach.lines().unwrap().read("CUST-1")).await.unwrap_err();
    assert_eq!((error.code(), server.take_seen().len()), (ErrorCode::OutageOpen, 0));
}

#[tokio::test]
async fn a_person_passes_polls_that_wait() {
    let server = Server::start([Reply::json(200, &json!({}))]).await;
    let rate = Rate { per_second: NonZeroU32::MIN, burst: NonZeroU32::new(3).unwrap() };
    let transport = transport(&server.url(), Tuning { rate, ..tuning().0 });
    for _ in 0..2 {
        poll(&transport).await.unwrap();
    }
    server.take_seen();
    // The third token is kept for people: the poll waits for the next one.
    let (polled, asked) = tokio::join!(poll(&transport), transport.send(read("447777777777")));
    polled.and(asked).unwrap();
    let order: Vec<_> = server.take_seen().into_iter().map(|seen| seen.target).collect();
    assert_eq!(order, ["/account/447777777777", "/account/447777777770"]);
}
