//! What Atomic's tasks and its search for customers send and make of the answers, beyond the typed methods they call.

use domain::problem::ErrorCode;
use domain::provider::ConnectionId;
use domain::task::{About, Task};
use providers::{Answer, Customers, Delivery, Inputs, Progress, TaskOutcome, Tasks};
use serde_json::{Value, json};

use super::cases::{MESSAGE, MSN};
use super::{CONTRACT, client};
use crate::onsim::{NOW, ticket};
use crate::server::{Reply, Server};

fn task(id: &str) -> &'static Task {
    client("http://127.0.0.1:9").tasks().iter().find(|task| task.id == id).unwrap()
}

fn connection() -> ConnectionId {
    ConnectionId("c1".to_owned())
}

fn line() -> About {
    About::Line { line: domain::line::LineKey { connection: connection(), id: MSN.to_owned() } }
}

fn account() -> About {
    About::Account { connection: connection() }
}

fn typed(pairs: &[(&str, &str)]) -> Inputs {
    let mut inputs = Inputs::default();
    for (name, value) in pairs {
        inputs.put(*name, (*value).to_owned());
    }
    inputs
}

async fn perform(url: &str, id: &str, about: &About, inputs: &[(&str, &str)]) -> Answer<TaskOutcome> {
    client(url).perform(task(id), about, &typed(inputs), ticket()).await
}

fn code_of<T>(answer: Answer<T>) -> (ErrorCode, Delivery) {
    answer.err().map(|error| (error.code(), error.delivery)).unwrap()
}

fn success() -> Reply {
    Reply::json(200, &json!({"status": "success"}))
}

fn service(status: &str) -> Reply {
    Reply::json(200, &json!([{"msn": MSN, "status": status, "customer_id": 1111, "excess_usage": 50}]))
}

#[tokio::test]
async fn a_bar_counts_as_done_when_the_line_shows_it() {
    let server = Server::start([success()]).await;
    let unknown = (ErrorCode::OutcomeUnknown, Delivery::Unsure);
    for (id, after, is_done) in [
        ("suspend", service("SUSPENDED"), true),
        ("suspend", service("ACTIVE"), false),
        ("suspend", service("Barred"), false),
        ("suspend", Reply::empty(500), false),
        ("resume", service("ACTIVE"), true),
        ("resume", service("In service"), true),
        ("resume", service(""), false),
        ("resume", service("SUSPENDED"), false),
        ("resume", service("CANCELLED"), false),
    ] {
        server.answer([success(), after.clone()]);
        let outcome = perform(&server.url(), id, &line(), &[]).await;
        match outcome {
            Ok(outcome) => assert_eq!((is_done, outcome.accepted), (true, None), "{id} {after:?}"),
            outcome => assert_eq!((is_done, code_of(outcome)), (false, unknown), "{id} {after:?}"),
        }
        let seen = server.take_seen();
        assert_eq!(seen.len(), 2);
        seen.iter().for_each(|seen| CONTRACT.check_request("manageMobileService", seen));
    }
    server.answer([Reply::empty(409)]);
    assert_eq!(
        code_of(perform(&server.url(), "suspend", &line(), &[]).await),
        (ErrorCode::WrongState, Delivery::Answered)
    );
    assert_eq!(server.take_seen().len(), 1, "a refusal is not looked into");
}

#[tokio::test]
async fn a_cancelled_line_may_end_later() {
    let server = Server::start([success()]).await;
    let gone = Reply::json(200, &json!([]));
    for (after, progress) in [
        (service("CANCELLED"), Some(Progress::Done)),
        (gone, Some(Progress::Done)),
        (service("ACTIVE"), Some(Progress::NotTold)),
        (Reply::empty(500), None),
    ] {
        server.answer([success(), after.clone()]);
        match perform(&server.url(), "cease", &line(), &[]).await {
            Ok(outcome) => assert_eq!((outcome.accepted, &progress), (None, &Some(Progress::Done))),
            outcome => {
                assert_ne!(progress, Some(Progress::Done));
                assert_eq!(code_of(outcome), (ErrorCode::OutcomeUnknown, Delivery::Unsure));
            }
        }
        server.answer([after]);
        let told = client(&server.url()).progress(task("cease"), &line(), &typed(&[]), None).await;
        assert_eq!(told.ok(), progress);
    }
}

#[tokio::test]
async fn a_new_sim_goes_by_its_number_or_by_an_address() {
    let server = Server::start([success()]).await;
    let sent = |inputs: &'static [(&str, &str)], id: &'static str| {
        let server = &server;
        async move {
            perform(&server.url(), id, &line(), inputs).await.unwrap();
            let seen = server.take_seen().remove(0);
            CONTRACT.check_request(task(id).call, &seen);
            serde_json::from_slice::<Value>(&seen.body).unwrap()
        }
    };
    let card = sent(&[("sim_card_number", "896100001234")], "replace_sim").await;
    assert_eq!(card, json!({"msn": MSN, "is_esim": false, "sim_card_number": "896100001234"}));
    let esim = sent(&[("notification_email", "a@b.example")], "new_esim").await;
    assert_eq!(esim, json!({"msn": MSN, "is_esim": true, "notification_email": "a@b.example"}));
    let reset = sent(&[("iccid", "8976543210")], "reset_esim").await;
    assert_eq!(reset, json!({"msn": MSN, "iccid": "8976543210"}));
}

#[tokio::test]
async fn a_plan_is_chosen_by_its_name_and_its_price_told_before() {
    let plans = json!([
        {"plan_id": 96, "plan_name": "My Mobile Service", "plan_type": "Mobile Plan", "price": "29.95", "currency": "AUD"},
        {"plan_id": 123, "plan_name": "Acme Plan", "plan_type": "SIP Trunk", "price": "1.99"},
    ]);
    let server = Server::start([Reply::json(200, &plans)]).await;
    let atomic = client(&server.url());
    let choices = atomic.choices(task("change_plan"), "service_plan_id", &line(), &typed(&[])).await.unwrap();
    let shown: Vec<_> = choices.iter().map(|it| (it.value.as_str(), it.label.as_str(), it.detail.as_deref())).collect();
    assert_eq!(shown, [("96", "My Mobile Service", Some("29.95 AUD"))]);
    let chosen = typed(&[("service_plan_id", "96")]);
    let estimate = atomic.estimate(task("change_plan"), &line(), &chosen).await.unwrap();
    assert_eq!(estimate[0].value, "29.95 AUD");
    let none = atomic.estimate(task("change_plan"), &line(), &typed(&[("service_plan_id", "9")])).await.unwrap();
    assert!(none.is_empty());
}

#[tokio::test]
async fn a_cap_and_a_deletion_are_looked_for() {
    let server = Server::start([service("ACTIVE")]).await;
    let atomic = client(&server.url());
    for (cap, expected) in [("50", Progress::Done), ("100", Progress::NotBegun)] {
        let told = atomic.progress(task("set_excess_usage"), &line(), &typed(&[("excess_usage", cap)]), None).await;
        assert_eq!(told.unwrap(), expected);
    }
    let error = perform(&server.url(), "set_excess_usage", &line(), &[("excess_usage", "30")]).await.err().unwrap();
    assert_eq!(error.problem.field.as_deref(), Some("excess_usage"));
    let customer = About::Customer { connection: connection(), id: "5".to_owned() };
    for (list, expected) in [
        (json!([{"customer_id": 5, "delete_date": null}]), Progress::NotBegun),
        (json!([{"customer_id": 5, "delete_date": "2025-01-01 00:00:00"}]), Progress::Done),
        (json!([{"customer_id": 6}]), Progress::Done),
    ] {
        server.answer([Reply::json(200, &list)]);
        assert_eq!(atomic.progress(task("delete_customer"), &customer, &typed(&[]), None).await.unwrap(), expected);
    }
}

#[tokio::test]
async fn days_become_a_window_and_a_full_answer_says_that_there_is_more() {
    let texts =
        |count: usize| Reply::json(200, &json!(vec![json!({"sender": "+61412345678", "message": "Hi"}); count]));
    let server = Server::start([texts(1)]).await;
    let atomic = client(&server.url());
    let days = [("from_date", "2025-01-01"), ("to_date", "2025-01-02")];
    let answer = atomic.look(task("line_texts"), &line(), &typed(&days)).await.unwrap();
    assert_eq!((answer.tables[0].rows.len(), answer.tables[0].more, answer.note), (1, false, None));
    let seen = server.take_seen();
    let times = "from_date=2025-01-01%2000%3A00%3A00&to_date=2025-01-02%2023%3A59%3A59&sender=%2B61412345678";
    assert!(seen[0].target.ends_with(times), "{}", seen[0].target);

    server.answer([texts(100)]);
    let [from, to] = days;
    let minutes = [from, ("from_time", "14:30"), to, ("to_time", "9:05"), ("receiver", "+61491570099")];
    let answer = atomic.look(task("list_texts"), &account(), &typed(&minutes)).await.unwrap();
    assert!(answer.tables[0].more && answer.note.is_some());
    let target = server.take_seen().remove(0).target;
    assert!(target.contains("14%3A30%3A00") && target.contains("09%3A05%3A00") && target.ends_with("%2B61491570099"));

    for (wrong, field) in [
        ([from, ("from_time", "25:00"), to], "from_time"),
        ([from, ("to_time", "noon"), to], "to_time"),
        ([from, ("to_date", "2025-13-01"), ("x", "")], "to_date"),
        ([to, ("from_date", ""), ("x", "")], "from_date"),
    ] {
        let error = atomic.look(task("list_texts"), &account(), &typed(&wrong)).await.err().unwrap();
        assert_eq!((error.code(), error.problem.field.as_deref()), (ErrorCode::InvalidInput, Some(field)));
    }
}

#[tokio::test]
async fn a_text_is_accepted_with_its_id_and_followed_to_its_end() {
    let receipt =
        |word: &str| Reply::json(200, &json!({"status": "success", "result": {"message_id": MESSAGE, "status": word}}));
    let server = Server::start([receipt("pending")]).await;
    let text = [("from", "ATOM"), ("text", "Hello")];
    let outcome = perform(&server.url(), "send_text", &line(), &text).await.unwrap();
    assert_eq!(outcome.accepted, Some(Some(MESSAGE.to_owned())));
    let sent: Value = serde_json::from_slice(&server.take_seen()[0].body).unwrap();
    assert_eq!(sent, json!({"to": "61412345678", "from": "ATOM", "text": "Hello"}));

    let [from, words] = text;
    let twice = [("to", "0412 345 678, +61 488 888 888; 0412345678,"), from, words];
    perform(&server.url(), "send_text_to", &account(), &twice).await.unwrap();
    let sent: Value = serde_json::from_slice(&server.take_seen()[0].body).unwrap();
    assert_eq!(sent["to"], "61412345678,61488888888");
    for nobody in ["", ",", "0412345678,nobody"] {
        let error = perform(&server.url(), "send_text_to", &account(), &[("to", nobody), from, words]).await.err();
        assert_eq!(error.unwrap().problem.field.as_deref(), Some("to"), "{nobody}");
    }
    assert_eq!(server.take_seen().len(), 0);

    for (word, expected) in [
        ("Enroute", Progress::Working("Enroute".to_owned())),
        ("Delivered", Progress::Done),
        ("Accepted", Progress::Done),
        ("Undeliverable", Progress::Failed("Undeliverable".to_owned())),
    ] {
        server.answer([receipt(word)]);
        let atomic = client(&server.url());
        let told = atomic.progress(task("send_text"), &line(), &typed(&text), Some(MESSAGE)).await.unwrap();
        assert_eq!(told, expected);
        let unsure = atomic.progress(task("send_text"), &line(), &typed(&text), None).await.unwrap();
        assert_eq!(unsure, Progress::NotTold, "nobody knows which text it was");
    }
}

#[tokio::test]
async fn a_sender_name_waits_for_its_approval() {
    let taken = json!({"result": "success", "brand_name": "BRAND", "registration_id": "12345"});
    let server = Server::start([Reply::json(200, &taken)]).await;
    let brand =
        [("sms_account_id", "2124"), ("brand_name", "BRAND"), ("brand_url", "https://b.example"), ("description", "x")];
    let outcome = perform(&server.url(), "register_brand", &account(), &brand).await.unwrap();
    assert_eq!(outcome.accepted, Some(Some("12345".to_owned())));
    assert_eq!(outcome.answer.facts[0].value, "12345");
    for (word, expected) in [
        ("approved", Progress::Done),
        ("pending", Progress::Waiting("pending".to_owned())),
        ("Rejected", Progress::Failed("Rejected".to_owned())),
    ] {
        server.answer([Reply::json(200, &json!({"registration_id": "12345", "status": word}))]);
        let told =
            client(&server.url()).progress(task("register_brand"), &account(), &typed(&brand), Some("12345")).await;
        assert_eq!(told.unwrap(), expected);
    }
}

#[tokio::test]
async fn customers_are_found_by_name_and_read_from_the_list() {
    let list = json!([
        {"customer_id": 5, "customer_name": "ABC", "city": "MELBOURNE", "region": "Victoria", "delete_date": null},
        {"customer_id": 6, "nickname": "Old", "delete_date": "2025-01-01 00:00:00", "colour": "red"},
    ]);
    let server = Server::start([Reply::json(200, &list)]).await;
    let atomic = client(&server.url());
    let hits = Customers::search(&atomic, "abc").await.unwrap();
    let shown: Vec<_> = hits.iter().map(|hit| (hit.id.as_str(), hit.name.as_str(), hit.detail.as_deref())).collect();
    assert_eq!(shown, [("5", "ABC", Some("MELBOURNE, Victoria")), ("6", "Old", Some("deleted"))]);
    assert!(server.take_seen()[0].target.ends_with("?customer_name=abc"));
    for no_name in ["0412345678", "jo@example.com", " ", "89610000000000000000"] {
        assert!(Customers::not_asked(&atomic, no_name).is_some(), "{no_name}");
        assert!(Customers::search(&atomic, no_name).await.unwrap().is_empty());
    }
    assert_eq!(server.take_seen().len(), 0);

    let read = Customers::read(&atomic, "6").await.unwrap();
    assert_eq!((read.id.as_str(), read.name, read.state.as_deref(), read.read_at), ("6", None, Some("deleted"), NOW));
    assert!(read.facts.iter().any(|fact| (fact.name.as_str(), fact.value.as_str()) == ("colour", "red")));
    assert_eq!(code_of(Customers::read(&atomic, "7").await), (ErrorCode::NotFound, Delivery::Answered));
}
