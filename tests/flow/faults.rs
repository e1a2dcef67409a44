//! What can go wrong on the way, and what the ledger says of it. In each case the shop's count of codes is the judge.

use std::sync::Arc;
use std::time::Duration;

use desk::Pace;
use domain::action::ActionState;
use domain::problem::ErrorCode;
use domain::provider::Health;
use practice::Fault;
use suite::desk::{NADIA, ShopDesk, issued, line, quick, shop};

#[tokio::test]
async fn a_change_whose_answer_is_dropped_is_unknown_then_done_by_reading_back() {
    let shop = shop().await;
    let test = ShopDesk::open(&shop).await;
    let id = test.ready_for_new_code(NADIA).await;
    shop.onsim().dial().set(Fault::DropAfter.on("queryEsim").next(1)).unwrap();

    let record = test.submit(id).await.unwrap();
    assert_eq!(record.state, ActionState::Unknown);
    assert_eq!(record.problem.unwrap().code, ErrorCode::OutcomeUnknown);

    let settled = test.action_becomes(id, |record| record.state == ActionState::Done).await;
    assert!(settled.read_back);
    assert_eq!(shop.onsim().codes_issued_for(NADIA), 1);
    assert!(test.desk.verify_ledger().await.unwrap().first_bad.is_none());
}

#[tokio::test]
async fn a_change_dropped_before_it_happened_is_unknown_then_proved_not_done() {
    let shop = shop().await;
    let test = ShopDesk::open(&shop).await;
    let id = test.ready_for_new_code(NADIA).await;
    shop.onsim().dial().set(Fault::DropBefore.on("queryEsim").next(1)).unwrap();

    assert_eq!(test.submit(id).await.unwrap().state, ActionState::Unknown);

    let settled = test.action_becomes(id, |record| record.state == ActionState::NotDone).await;
    assert!(settled.read_back);
    assert_eq!(shop.onsim().codes_issued_for(NADIA), 0);
    // It is over: the line is free for another try.
    let again = test.ready_for_new_code(NADIA).await;
    assert_eq!(test.submit(again).await.unwrap().state, ActionState::Done);
    assert_eq!(shop.onsim().codes_issued_for(NADIA), 1);
}

#[tokio::test]
async fn unknown_stays_unknown_while_the_provider_cannot_be_read_and_blocks_the_line() {
    let shop = shop().await;
    let pace = Pace { read_back: Vec::new(), ..quick() };
    let test = ShopDesk::open_with(&shop, pace).await;
    let id = test.ready_for_new_code(NADIA).await;
    let second = test.ready_for_new_code(NADIA).await;
    shop.onsim().dial().set(Fault::DropAfter.on("queryEsim").next(1)).unwrap();
    assert_eq!(test.submit(id).await.unwrap().state, ActionState::Unknown);

    // A second try while it is unknown gets the first one's action; nothing is sent.
    let blocked = test.submit(second).await.unwrap();
    assert_eq!((blocked.id, blocked.state), (id, ActionState::Unknown));

    shop.onsim().dial().set(Fault::Status(500)).unwrap();
    assert!(test.desk.check_action(id).await.is_err());
    let still = test.desk.action(id).await.unwrap();
    assert_eq!((still.state, still.read_backs), (ActionState::Unknown, 1));

    shop.onsim().dial().clear();
    let known = test.desk.check_action(id).await.unwrap();
    assert_eq!((known.state, known.read_back), (ActionState::Done, true));
    assert_eq!(shop.onsim().codes_issued_for(NADIA), 1);
}

#[tokio::test]
async fn an_error_status_is_unknown_with_or_without_an_effect() {
    for (fault, issued, end) in [
        (Fault::Status(500), 0, ActionState::NotDone),
        (Fault::StatusAfterEffect(504), 1, ActionState::Done),
        (Fault::MalformedJson, 1, ActionState::Done),
        (Fault::WrongShape, 1, ActionState::Done),
        (Fault::CutAnswer(10), 1, ActionState::Done),
    ] {
        let shop = shop().await;
        let test = ShopDesk::open(&shop).await;
        let id = test.ready_for_new_code(NADIA).await;
        shop.onsim().dial().set(fault.clone().on("queryEsim").next(1)).unwrap();
        assert_eq!(test.submit(id).await.unwrap().state, ActionState::Unknown, "{fault:?}");
        test.action_becomes(id, |record| record.state == end).await;
        assert_eq!(shop.onsim().codes_issued_for(NADIA), issued, "{fault:?}");
    }
}

#[tokio::test]
async fn too_many_requests_is_not_sent_and_safe_to_try_again() {
    let shop = shop().await;
    let test = ShopDesk::open(&shop).await;
    let id = test.ready_for_new_code(NADIA).await;
    shop.onsim().dial().set(Fault::RateLimited { retry_after: Some(3600) }.on("queryEsim")).unwrap();

    let record = test.submit(id).await.unwrap();

    assert_eq!(record.state, ActionState::NotSent);
    let problem = record.problem.unwrap();
    assert_eq!((problem.code, problem.retry_after_s), (ErrorCode::RateLimited, Some(3600)));
    assert!(problem.retry_safe);
    assert_eq!(shop.onsim().codes_issued_for(NADIA), 0);
    assert_eq!(test.desk.connections().await.unwrap()[0].health, Health::Limited);
}

#[tokio::test]
async fn a_wrong_key_is_refused_and_the_connection_says_so() {
    let shop = shop().await;
    let folder = Arc::new(tempfile::tempdir().unwrap());
    let test = ShopDesk::open_in(&shop, folder, quick(), "not-the-key").await;
    let problem = test.desk.line_page(&line(NADIA), true).await.err().unwrap();
    assert_eq!(problem.code, ErrorCode::CredentialsRefused);
    assert!(!problem.message.contains("not-the-key"));
    assert_eq!(test.desk.connections().await.unwrap()[0].health, Health::CredentialsRefused);
}

#[tokio::test]
async fn an_unknown_number_is_not_found() {
    let shop = shop().await;
    let test = ShopDesk::open(&shop).await;
    let problem = test.desk.line_page(&line("447700900999999"), true).await.err().unwrap();
    assert_eq!(problem.code, ErrorCode::NotFound);
}

#[tokio::test]
async fn a_slow_provider_is_waited_for_and_named_slow() {
    let shop = shop().await;
    let test = ShopDesk::open_with(&shop, Pace { slow: Duration::from_millis(50), ..quick() }).await;
    let id = test.ready_for_new_code(NADIA).await;
    shop.onsim().dial().set(Fault::Latency(Duration::from_millis(200))).unwrap();
    assert_eq!(test.submit(id).await.unwrap().state, ActionState::Done);
    assert_eq!(test.desk.connections().await.unwrap()[0].health, Health::Slow);
}

#[tokio::test]
async fn what_was_prepared_and_never_sent_is_not_sent_at_the_next_start() {
    let shop = shop().await;
    let test = ShopDesk::open(&shop).await;
    let id = test.ready_for_new_code(NADIA).await;
    let preview_at = test.desk.now();
    // The process ends after the intent is on disk and before a byte leaves.
    let ledger = store::Ledger::open(test.path(), &suite::desk::database_key(), preview_at).unwrap().0;
    let prepared = ledger
        .prepare(&store::NewAction {
            id,
            kind: domain::action::ActionKind::NewEsimCode,
            line: Some(line(NADIA)),
            number: None,
            provider: None,
            agent: "Alex Agent".to_owned(),
            verification: None,
            reason: None,
            note: None,
            old_sim: None,
            before: None,
            at: preview_at,
        })
        .unwrap();
    assert!(matches!(prepared, store::Prepared::New(_)));
    drop(ledger);

    let next = ShopDesk::open_in(&shop, test.folder.clone(), quick(), shop.onsim().api_key()).await;
    assert_eq!(next.desk.begin().await.unwrap(), 0);

    assert_eq!(next.desk.action(id).await.unwrap().state, ActionState::NotSent);
    assert_eq!(shop.onsim().codes_issued_for(NADIA), 0);
    next.desk.close().await;
}

#[test]
fn what_was_sent_when_the_program_died_is_read_back_at_the_next_start() {
    // The first program's life is a runtime of its own, so that it can end without cleaning up.
    let outside = tokio::runtime::Runtime::new().unwrap();
    let first_life = tokio::runtime::Runtime::new().unwrap();
    let shop = outside.block_on(shop());
    let (id, folder) = first_life.block_on(async {
        let test = ShopDesk::open(&shop).await;
        let id = test.ready_for_new_code(NADIA).await;
        shop.onsim().dial().set(Fault::StallAfterEffect.on("queryEsim").next(1)).unwrap();
        let desk = test.desk.clone();
        tokio::spawn(async move { desk.submit(id, desk::Confirmed::new(domain::action::Reason::Lost, None)).await });
        issued(&shop, NADIA, 1).await;
        (id, test.folder.clone())
    });
    first_life.shutdown_background();

    outside.block_on(async {
        let next = ShopDesk::open_in(&shop, folder, quick(), shop.onsim().api_key()).await;
        assert_eq!(next.desk.action(id).await.unwrap().state, ActionState::Sent);
        assert_eq!(next.desk.begin().await.unwrap(), 1);
        let settled = next.action_becomes(id, |record| record.state == ActionState::Done).await;
        assert!(settled.read_back);
        assert_eq!(shop.onsim().codes_issued_for(NADIA), 1);
        next.desk.close().await;
    });
}
