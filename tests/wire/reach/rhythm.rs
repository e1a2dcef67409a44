//! When a real connection asks again: the documented waits, by effect and never by verb (Reach contract 2.7, 2.8).

use std::time::Duration;

use domain::problem::ErrorCode;
use providers::Delivery;
use providers::reach::Reach;
use providers::transport::{RetryPolicy, Tuning};
use serde_json::json;

use super::cases::{customer, number, order, plan};
use super::client_with;
use crate::onsim::{Waits, ticket, tuning};
use crate::server::{Reply, Server};

/// Reach's own behaviour, but for the waiting itself and its random part.
fn reach_at(url: &str) -> (Reach, Waits) {
    let (quick, waits) = tuning();
    let retry = RetryPolicy { jitter: false, ..providers::reach::tuning().retry };
    (client_with(url, Tuning { retry, ..quick }), waits)
}

fn seconds(waits: &Waits) -> Vec<u64> {
    waits.lock().unwrap().iter().map(Duration::as_secs).collect()
}

#[tokio::test]
async fn a_read_waits_1_2_4_8_and_gives_up_after_five_failures() {
    for status in [429, 503, 504] {
        let server = Server::start([Reply::empty(status)]).await;
        let (reach, waits) = reach_at(&server.url());
        reach.customer_info(&customer()).await.unwrap_err();
        assert_eq!((server.take_seen().len(), seconds(&waits)), (5, vec![1, 2, 4, 8]), "{status}");
    }
}

#[tokio::test]
async fn a_wait_that_is_asked_for_is_kept_up_to_a_minute() {
    let limited = |wait: &str| Reply::empty(429).with_header("retry-after", wait);
    let server = Server::start([limited("7"), limited("61"), Reply::empty(200)]).await;
    let (reach, waits) = reach_at(&server.url());
    let error = reach.customer_info(&customer()).await.unwrap_err();
    assert_eq!((error.code(), error.problem.retry_after_s), (ErrorCode::RateLimited, Some(61)));
    assert_eq!((server.take_seen().len(), seconds(&waits)), (2, vec![7]));
}

#[tokio::test]
async fn a_read_is_tried_once_more_five_seconds_after_a_500() {
    let server = Server::start([Reply::empty(500)]).await;
    let (reach, waits) = reach_at(&server.url());
    let error = reach.check_port_in(&number()).await.unwrap_err();
    assert_eq!((error.code(), error.delivery), (ErrorCode::ProviderDown, Delivery::Answered));
    assert_eq!((server.take_seen().len(), seconds(&waits)), (2, vec![5]));
}

#[tokio::test]
async fn the_known_fault_of_the_plan_list_is_not_asked_again() {
    for words in ["could not resolve property: modifiedDate", "No converter for ReachPlanDTO"] {
        let server = Server::start([Reply::json(500, &json!({"message": words}))]).await;
        let (reach, _) = reach_at(&server.url());
        reach.plans(Some(&plan())).await.unwrap_err();
        assert_eq!(server.take_seen().len(), 1);
    }
}

#[tokio::test]
async fn a_change_is_repeated_after_429_only() {
    for (status, tries, delivery) in [
        (429, 2, Delivery::NotDelivered),
        (500, 1, Delivery::Unsure),
        (503, 1, Delivery::Unsure),
        (504, 1, Delivery::Unsure),
    ] {
        let server = Server::start([Reply::empty(status)]).await;
        let (reach, _) = reach_at(&server.url());
        let total = super::cases::dollars("42.5");
        let error = reach.submit_order(&order(), &total, ticket()).await.unwrap_err();
        assert_eq!((server.take_seen().len(), error.delivery), (tries, delivery), "{status}");
        let error = reach.suspend(&customer(), ticket()).await.unwrap_err();
        assert_eq!((server.take_seen().len(), error.delivery), (tries, delivery), "{status}");
    }
}
