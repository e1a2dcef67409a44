//! Tasks and customers over the wire: what several calls make together, and what a failing one leaves of the others.

use domain::line::LineKey;
use domain::problem::ErrorCode;
use domain::provider::ConnectionId;
use domain::task::{About, Task};
use providers::telecomx::{LinesQuery, Telecomx};
use providers::{Customers, Delivery, Inputs, LineList, Progress, Tasks};
use serde_json::{Value, json};

use super::client;
use super::inputs::{ID, OTHER_ID};
use crate::onsim::ticket;
use crate::server::{Reply, Server};

fn the_line() -> About {
    About::Line { line: LineKey { connection: ConnectionId("c4".to_owned()), id: ID.to_owned() } }
}

fn the_customer() -> About {
    About::Customer { connection: ConnectionId("c4".to_owned()), id: ID.to_owned() }
}

fn task(telecomx: &Telecomx, id: &str) -> &'static Task {
    telecomx.tasks().iter().find(|task| task.id == id).unwrap()
}

fn typed(pairs: &[(&str, &str)]) -> Inputs {
    let mut inputs = Inputs::default();
    for (name, value) in pairs {
        inputs.put(*name, (*value).to_owned());
    }
    inputs
}

fn ok(body: &Value) -> Reply {
    Reply::json(200, body)
}

fn targets(server: &Server) -> Vec<String> {
    server.take_seen().into_iter().map(|seen| seen.target).collect()
}

#[tokio::test]
async fn one_record_that_cannot_be_read_does_not_hide_the_others() {
    let list = json!({"total": 3, "mvnoAccounts": [{"name": "x"}, {"_id": ID}, 7]});
    let server = Server::start([ok(&list)]).await;
    let telecomx = client(&server.url());
    let page = telecomx.mobile_accounts(&LinesQuery::default()).await.unwrap();
    assert_eq!((page.items.len(), page.unreadable), (1, 2));
    server.take_seen();
    // What cannot be read counts where the next page begins, and it is not asked for again.
    let denied = json!({"error": {"code": "access_denied", "message": "access level too low", "status": 403}});
    server.answer([ok(&list), Reply::json(403, &denied)]);
    assert_eq!(LineList::list(&telecomx).await.unwrap().len(), 1);
    assert_eq!(targets(&server).len(), 2);
}

#[tokio::test]
async fn a_customer_is_read_with_its_lines() {
    let customer = json!({
        "_id": ID, "name": "Kaffe", "emailAddress": "post@kaffe.example", "state": "BLOCKED", "segment": "a",
        "addresses": [{"primary": true, "address": "Søndergade 1", "zip": "8000", "city": "Aarhus C"}],
    });
    let lines = json!({"total": 1, "mvnoAccounts": [{"_id": OTHER_ID, "customer": ID}]});
    let server = Server::start([ok(&customer), ok(&lines)]).await;
    let read = Customers::read(&client(&server.url()), ID).await.unwrap();
    assert_eq!((read.id.as_str(), read.name.as_deref(), read.state.as_deref()), (ID, Some("Kaffe"), Some("BLOCKED")));
    assert_eq!(read.lines.iter().map(|line| line.customer.id.as_deref()).collect::<Vec<_>>(), [Some(ID)]);
    let shown: Vec<_> = read.facts.iter().map(|fact| (fact.name.as_str(), fact.value.as_str())).collect();
    assert_eq!(shown, [("Main address", "Søndergade 1, 8000 Aarhus C"), ("segment", "a")]);
    let wanted = [format!("/customer/{ID}"), format!("/mvno?customer={ID}&offset=0&limit=500&full=true")];
    assert_eq!(targets(&server), wanted);
}

#[tokio::test]
async fn another_customer_is_no_answer() {
    let server = Server::start([ok(&json!({"_id": OTHER_ID, "name": "Kaffe"}))]).await;
    let error = client(&server.url()).customer(ID).await.err().unwrap();
    assert_eq!(error.code(), ErrorCode::UnreadableAnswer);
}

#[tokio::test]
async fn customers_are_found_by_text_and_a_user_without_a_list_finds_none() {
    let found = json!({"customers": [{"_id": ID, "name": "Kaffe", "phoneNumber": "+4520129001"}, {"name": "no id"}]});
    let server = Server::start([ok(&found)]).await;
    let telecomx = client(&server.url());
    let hits = Customers::search(&telecomx, " kaffe ").await.unwrap();
    assert_eq!(hits.iter().map(|hit| (hit.id.as_str(), hit.name.as_str())).collect::<Vec<_>>(), [(ID, "Kaffe")]);
    assert_eq!(targets(&server), ["/customer?limit=50&filter=kaffe&includeSubresellers=true"]);
    let denied = json!({"error": {"code": "access_denied", "message": "access level too low", "status": 403}});
    server.answer([Reply::json(403, &denied)]);
    assert!(Customers::search(&telecomx, "kaffe").await.unwrap().is_empty());
    server.take_seen();
    assert!(Customers::search(&telecomx, "ka").await.unwrap().is_empty());
    assert!(Customers::not_asked(&telecomx, "ka").is_some());
    assert_eq!(targets(&server).len(), 0);
}

#[tokio::test]
async fn a_new_esim_shows_its_own_code_and_no_other() {
    let code = "LPA:1$rsp.example.com$A-1";
    let changed = json!({"success": true, "mvnoSim": {"simNumber": "8945020184621234567", "puk1": "12345678"}});
    let account = |sim: &str| json!({"_id": ID, "mvnoSim": {"simNumber": sim, "activationCode": code}});
    for (after, shown) in [
        (ok(&account("8945020184621234567")), true),
        (ok(&account("8945020184621234567F")), true),
        // Still the old SIM: its code would not install the new one.
        (ok(&account("8945020184629999999")), false),
        // The change is done, whatever becomes of the look at its code.
        (Reply::empty(404), false),
    ] {
        let server = Server::start([ok(&changed), after]).await;
        let telecomx = client(&server.url());
        let task = task(&telecomx, "new_esim");
        let done = telecomx.perform(task, &the_line(), &Inputs::default(), ticket()).await.unwrap();
        assert_eq!(done.answer.code.as_ref().map(|found| found.full()), shown.then_some(code));
        assert_eq!(done.answer.note.is_none(), shown);
        assert_eq!(done.answer.secrets.iter().map(|(label, _)| label.as_str()).collect::<Vec<_>>(), ["PUK 1"]);
        assert!(done.accepted.is_none());
        assert_eq!(targets(&server), [format!("/mvno/{ID}/changesim/eSim"), format!("/mvno/{ID}")]);
    }
}

#[tokio::test]
async fn a_change_whose_first_read_fails_was_not_sent() {
    let customer = json!({"_id": ID, "addresses": [{"_id": OTHER_ID}]});
    for (id, about, first) in [
        ("send_text", the_line(), Reply::empty(504)),
        ("end_smart_watch", the_line(), ok(&json!({"_id": ID, "number": "+46701234567"}))),
        ("edit_address", the_customer(), Reply::empty(504)),
        ("remove_address", the_customer(), ok(&customer)),
    ] {
        let server = Server::start([first]).await;
        let telecomx = client(&server.url());
        let inputs = typed(&[("message", "x"), ("from", "x"), ("type", "SMS"), ("addressId", "gone")]);
        let error = telecomx.perform(task(&telecomx, id), &about, &inputs, ticket()).await.err().unwrap();
        assert_eq!(error.delivery, Delivery::NotDelivered, "{id}");
        assert!(
            server.take_seen().iter().all(|seen| seen.method == "GET" && !seen.target.contains("smartwatch")),
            "{id}"
        );
    }
}

#[tokio::test]
async fn an_error_is_at_the_field_that_was_filled_in() {
    let refused = json!({"error": {"code": "sim", "message": "SIM not found", "status": 404}});
    let server = Server::start([Reply::json(404, &refused)]).await;
    let telecomx = client(&server.url());
    let replace = task(&telecomx, "replace_sim");
    for (inputs, field, code) in [
        (typed(&[("way", "card"), ("newSimNumber", "8945020184621234567")]), "newSimNumber", ErrorCode::NotFound),
        (typed(&[("way", "stock"), ("storedSim", "894502018462123456F")]), "storedSim", ErrorCode::NotFound),
        (typed(&[("way", "auto")]), "way", ErrorCode::NoneLeft),
        (typed(&[("way", "stock"), ("storedSim", "x")]), "storedSim", ErrorCode::InvalidInput),
    ] {
        let error = telecomx.perform(replace, &the_line(), &inputs, ticket()).await.err().unwrap();
        assert_eq!((error.problem.field.as_deref(), error.code()), (Some(field), code));
    }
}

#[tokio::test]
async fn cards_are_offered_from_the_customer_and_its_reseller_in_the_right_network() {
    let account = json!({"_id": ID, "customer": OTHER_ID, "mvnoSim": {"network": "TDC"}});
    let sims = json!({"sims": [{"_id": "8945020184621234567", "formFactor": "NANO"}, {"_id": "894502", "formFactor": "eSIM"}]});
    for (id, network) in [("replace_sim", "TDC"), ("change_network", "TELENOR")] {
        let customer = json!({"_id": OTHER_ID, "parentReseller": ID});
        let server = Server::start([ok(&account), ok(&customer), ok(&sims), ok(&json!({"sims": []}))]).await;
        let telecomx = client(&server.url());
        let inputs = typed(&[("way", "stock"), ("formFactor", "NANO")]);
        let choices = telecomx.choices(task(&telecomx, id), "storedSim", &the_line(), &inputs).await.unwrap();
        assert_eq!(choices.iter().map(|one| one.value.as_str()).collect::<Vec<_>>(), ["8945020184621234567"]);
        let asked = targets(&server);
        let list = |at: &str| format!("/sim?customer={at}&formFactor=NANO&network={network}&limit=100");
        assert_eq!(asked[2..], [list(OTHER_ID), list(ID)]);
    }
}

#[tokio::test]
async fn a_change_of_a_line_is_done_when_it_stands_and_nothing_waits() {
    let account = |plan: &str, updating: bool| json!({"_id": ID, "state": "ACTIVE", "ratePlan": plan, "info": {"updating": updating}});
    for (body, taken, progress) in [
        (account(OTHER_ID, true), true, Progress::Working("updating".to_owned())),
        (account(OTHER_ID, false), true, Progress::Done),
        (account(OTHER_ID, false), false, Progress::Done),
        (account(ID, false), true, Progress::Working("ACTIVE".to_owned())),
        (account(ID, false), false, Progress::NotBegun),
    ] {
        let server = Server::start([ok(&body)]).await;
        let telecomx = client(&server.url());
        let inputs = typed(&[("ratePlan", OTHER_ID)]);
        let task = task(&telecomx, "change_plan");
        let seen = telecomx.progress(task, &the_line(), &inputs, taken.then_some(ID)).await.unwrap();
        assert_eq!(seen, progress);
    }
}

#[tokio::test]
async fn a_new_line_has_begun_when_its_number_is_the_customers() {
    let account =
        |customer: &str, state: &str| json!({"_id": ID, "customer": customer, "number": "+4520129002", "state": state});
    let gone = json!({"error": {"code": "mvnoAccount", "message": "no", "status": 404}});
    for (answer, progress) in [
        (ok(&account(ID, "ACTIVE")), Progress::Done),
        (ok(&account(ID, "CREATING")), Progress::Working("CREATING".to_owned())),
        (ok(&account(OTHER_ID, "ACTIVE")), Progress::NotBegun),
        (Reply::json(404, &gone), Progress::NotBegun),
    ] {
        let server = Server::start([answer]).await;
        let telecomx = client(&server.url());
        let inputs = typed(&[("way", "free"), ("number", "+4520129002")]);
        let task = task(&telecomx, "new_line");
        assert_eq!(telecomx.progress(task, &the_customer(), &inputs, None).await.unwrap(), progress);
    }
}
