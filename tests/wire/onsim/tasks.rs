//! What ONSIM's tasks send and make of the answers, beyond the typed methods they call.

use domain::problem::ErrorCode;
use domain::provider::ConnectionId;
use domain::secret::SecretText;
use domain::task::{About, Task};
use providers::{Answer, Delivery, Inputs, Progress, TaskAnswer, TaskOutcome, Tasks};
use serde_json::{Value, json};

use super::cases::MPN;
use super::{CONTRACT, client, ticket};
use crate::server::{Reply, Server, body};

const NEW: &str = "447777777778";

fn task(id: &str) -> &'static Task {
    client("http://127.0.0.1:9").tasks().iter().find(|task| task.id == id).unwrap()
}

fn connection() -> ConnectionId {
    ConnectionId("c1".to_owned())
}

fn line() -> About {
    About::Line { line: domain::line::LineKey { connection: connection(), id: MPN.to_owned() } }
}

fn typed(pairs: &[(&str, &str)]) -> Inputs {
    let mut inputs = Inputs::default();
    for (name, value) in pairs {
        inputs.put(*name, (*value).to_owned());
    }
    inputs
}

async fn perform(url: &str, id: &str, about: &About, inputs: &Inputs) -> Answer<TaskOutcome> {
    client(url).perform(task(id), about, inputs, ticket()).await
}

fn failed(outcome: Answer<TaskOutcome>) -> (ErrorCode, Delivery, Option<String>) {
    let error = outcome.err().unwrap();
    (error.code(), error.delivery, error.problem.field.clone())
}

fn account(services: &Value) -> Reply {
    let sim = "8944530000000012345";
    Reply::json(200, &json!({"account": [{"sim": sim, "mpn": MPN, "services": services}]}))
}

fn all(word: &str) -> Value {
    json!({"mobile_data": word, "mobile_voice": word, "mobile_messaging": word, "mobile_hotspot": word})
}

/// The change of a task that reads before it: the second of two requests, and fit for the contract.
async fn change_of(server: &Server, operation: &str) -> Value {
    let seen = server.take_seen();
    assert_eq!(seen.len(), 2);
    assert_eq!(seen[0].target, format!("/account/{MPN}"));
    CONTRACT.check_request(operation, &seen[1]);
    body(&seen[1])
}

#[tokio::test]
async fn switches_that_nobody_typed_go_as_they_stand() {
    let server = Server::start([account(&all("OFF")), Reply::empty(200)]).await;
    let inputs = typed(&[("mobile_hotspot", "true")]);
    perform(&server.url(), "set_services", &line(), &inputs).await.unwrap();
    let off_but_one = json!({"mobile_data": "OFF", "mobile_voice": "OFF", "mobile_sms": "OFF", "mobile_hotspot": "ON"});
    assert_eq!(change_of(&server, "updateMobileSettings").await, off_but_one);

    let off = json!({"mobile_data": "OFF", "mobile_voice": "OFF", "mobile_sms": "OFF", "mobile_hotspot": "OFF"});
    let mut password = typed(&[("pbx_user", "U1")]);
    password.put_secret("pbx_password", SecretText::new("canary-password".to_owned()));
    let edits = [
        ("edit_owner", typed(&[("email", "a@b.example")]), json!({"email": "a@b.example"})),
        ("change_number", typed(&[("mpn", "+447777777778")]), json!({"mpn": NEW})),
        ("set_sip_login", password, json!({"pbx_user": "U1", "pbx_password": "canary-password"})),
    ];
    for (id, inputs, edit) in edits {
        server.answer([account(&all("OFF")), Reply::empty(200)]);
        perform(&server.url(), id, &line(), &inputs).await.unwrap();
        let mut wanted = off.clone();
        wanted.as_object_mut().unwrap().extend(edit.as_object().unwrap().clone());
        assert_eq!(change_of(&server, "updateMobileSettings").await, wanted, "{id}");
    }
}

#[tokio::test]
async fn a_read_that_fails_before_a_change_means_that_nothing_was_sent() {
    let server = Server::start([Reply::Drop]).await;
    let new = [("mpn", "+447777777778"), ("product", "18")];
    for (id, inputs) in [
        ("set_services", typed(&[("mobile_data", "false")])),
        ("change_number", typed(&new)),
        ("cease", typed(&[])),
        ("make_qr_link", typed(&[])),
        ("new_line", typed(&new)),
        ("new_line_own_system", typed(&new)),
    ] {
        let outcome = failed(perform(&server.url(), id, &line(), &inputs).await);
        assert_eq!(outcome, (ErrorCode::Unreachable, Delivery::NotDelivered, None), "{id}");
        assert!(server.take_seen().iter().all(|seen| seen.method == "GET" || seen.target == "/account/esim"), "{id}");
    }
}

#[tokio::test]
async fn a_switch_that_onsim_does_not_tell_is_not_guessed() {
    let mut three = all("ON");
    three["mobile_hotspot"] = json!("MAYBE");
    let server = Server::start([account(&three)]).await;
    let outcome = failed(perform(&server.url(), "set_services", &line(), &typed(&[("mobile_data", "true")])).await);
    assert_eq!(outcome, (ErrorCode::InvalidInput, Delivery::NotDelivered, Some("mobile_hotspot".to_owned())));
    let outcome = failed(perform(&server.url(), "edit_owner", &line(), &typed(&[("first_name", "Jo")])).await);
    assert_eq!(outcome, (ErrorCode::UnreadableAnswer, Delivery::NotDelivered, None));
    for (id, field) in [("set_services", "mobile_data"), ("edit_owner", "first_name"), ("set_sip_login", "pbx_user")] {
        let outcome = failed(perform(&server.url(), id, &line(), &typed(&[])).await);
        assert_eq!(outcome, (ErrorCode::InvalidInput, Delivery::NotDelivered, Some(field.to_owned())), "{id}");
    }
    assert!(server.take_seen().iter().all(|seen| seen.method == "GET"));
}

#[tokio::test]
async fn a_list_that_is_none_proves_nothing_to_be_missing() {
    let account = About::Account { connection: connection() };
    let group = || typed(&[("name", "GROUP_A")]);
    let number = || typed(&[("mpn", NEW)]);
    for (body, wanted) in [
        (json!([]), Progress::NotBegun),
        (json!([{"name": "GROUP_B", "mpn": MPN}]), Progress::NotBegun),
        (json!([{"name": "GROUP_A", "mpn": NEW}]), Progress::Done),
        (json!({"result": {"items": "none"}, "code": 3}), Progress::NotTold),
        (json!([{"name": "GROUP_B", "mpn": MPN}, {"page": 1}]), Progress::NotTold),
    ] {
        let server = Server::start([Reply::json(200, &body)]).await;
        for (id, inputs) in [("add_group", group()), ("add_number", number())] {
            let progress = client(&server.url()).progress(task(id), &account, &inputs, None).await.unwrap();
            assert_eq!(progress, wanted, "{id}: {body}");
        }
    }
}

#[tokio::test]
async fn a_line_ends_with_the_sim_it_has_now() {
    let server = Server::start([account(&all("ON")), Reply::empty(200)]).await;
    perform(&server.url(), "cease", &line(), &typed(&[])).await.unwrap();
    assert_eq!(change_of(&server, "ceaseAccount").await, json!({"iccid": "8944530000000012345"}));
}

#[tokio::test]
async fn a_number_in_use_gets_no_second_line() {
    let inputs = typed(&[("mpn", "+447777777777"), ("product", "18")]);
    let account_about = About::Account { connection: connection() };
    let server = Server::start([account(&all("ON"))]).await;
    for id in ["new_line", "new_line_own_system"] {
        let outcome = failed(perform(&server.url(), id, &account_about, &inputs).await);
        assert_eq!(outcome, (ErrorCode::AlreadyExists, Delivery::NotDelivered, Some("mpn".to_owned())), "{id}");
    }
    // How an unknown number is refused is not published: each of these means that nobody has it.
    let made = json!({"iccid": "ONSIM8944530000000012345", "pbx_password": "canary-password",
        "esim_code": "LPA:1$rsp.example.com$A-1"});
    for unknown in [Reply::empty(404), Reply::empty(422), Reply::json(200, &json!({"account": []}))] {
        server.answer([unknown, Reply::json(201, &made)]);
        let outcome = perform(&server.url(), "new_line_own_system", &account_about, &inputs).await.unwrap();
        let TaskAnswer { facts, secrets, code, .. } = outcome.answer;
        assert_eq!(facts[0].value, "8944530000000012345");
        assert_eq!((secrets[0].0.as_str(), secrets[0].1.expose()), ("SIP password", "canary-password"));
        assert_eq!(code.unwrap().full(), "LPA:1$rsp.example.com$A-1");
        assert_eq!(outcome.accepted, None);
    }
}

#[tokio::test]
async fn a_link_is_made_of_the_code_in_force_only() {
    let code = json!({"esim_code": "LPA:1$rsp.example.com$A-1", "esim_status": "ready to install"});
    let link = json!("https://qr.example.com/1.png?X-Amz-Expires=86400");
    let server = Server::start([Reply::json(200, &code), Reply::json(200, &link)]).await;
    let outcome = perform(&server.url(), "make_qr_link", &line(), &typed(&[])).await.unwrap();
    assert_eq!(outcome.answer.link.unwrap().expose(), link.as_str().unwrap());
    let seen = server.take_seen();
    CONTRACT.check_request("generateEsimQr", &seen[1]);
    assert_eq!(body(&seen[1]), json!({"esim_code": "LPA:1$rsp.example.com$A-1"}));
    for (answer, expected) in [
        (json!({"esim_status": "installed"}), ErrorCode::NoCode),
        (json!({"esim_code": "no code"}), ErrorCode::CodeMalformed),
    ] {
        server.answer([Reply::json(200, &answer)]);
        let outcome = failed(perform(&server.url(), "make_qr_link", &line(), &typed(&[])).await);
        assert_eq!((outcome.0, outcome.1), (expected, Delivery::NotDelivered));
        assert_eq!(server.take_seen().len(), 1);
    }
}

async fn progress(server: &Server, id: &str, inputs: &[(&str, &str)], replies: Vec<Reply>) -> Progress {
    server.answer(replies);
    client(&server.url()).progress(task(id), &line(), &typed(inputs), None).await.unwrap()
}

#[tokio::test]
async fn what_was_to_be_set_or_made_is_looked_for() {
    let server = Server::start([Reply::empty(404)]).await;
    let on = [("mobile_data", "true"), ("mobile_hotspot", "true")];
    let mut hotspot_off = all("ON");
    hotspot_off["mobile_hotspot"] = json!("OFF");
    let mut hotspot_unknown = all("ON");
    hotspot_unknown["mobile_hotspot"] = json!("?");
    assert_eq!(progress(&server, "set_services", &on, vec![account(&all("ON"))]).await, Progress::Done);
    assert_eq!(progress(&server, "set_services", &on, vec![account(&hotspot_off)]).await, Progress::NotBegun);
    let unclear = progress(&server, "set_services", &on, vec![account(&hotspot_unknown)]).await;
    assert_eq!(unclear, Progress::NotTold);

    let number = [("mpn", "+447777777778")];
    let moved = Reply::json(200, &json!({"account": [{"mpn": NEW, "i_account": "5"}]}));
    let old = account(&all("ON"));
    assert_eq!(progress(&server, "change_number", &number, vec![old]).await, Progress::NotBegun);
    assert_eq!(
        progress(&server, "change_number", &number, vec![Reply::empty(404), moved.clone()]).await,
        Progress::Done
    );
    let neither = progress(&server, "change_number", &number, vec![Reply::empty(404)]).await;
    assert_eq!(neither, Progress::NotTold);

    for id in ["new_line", "new_line_own_system"] {
        assert_eq!(progress(&server, id, &number, vec![moved.clone()]).await, Progress::Done);
        assert_eq!(progress(&server, id, &number, vec![Reply::empty(404)]).await, Progress::NotBegun);
    }
    let list = |entry: &Value| vec![Reply::json(200, &json!([entry]))];
    assert_eq!(progress(&server, "add_number", &number, list(&json!({"mpn": NEW}))).await, Progress::Done);
    assert_eq!(progress(&server, "add_number", &number, list(&json!({"mpn": MPN}))).await, Progress::NotBegun);
    let group = [("name", "CUSTOMER_A")];
    assert_eq!(progress(&server, "add_group", &group, list(&json!({"name": "CUSTOMER_A"}))).await, Progress::Done);
    assert_eq!(progress(&server, "add_group", &group, list(&json!({"name": "CUSTOMER_B"}))).await, Progress::NotBegun);
}

#[tokio::test]
async fn groups_and_products_can_be_chosen_and_bundles_are_no_products() {
    let groups = json!([{"name": "CUSTOMER_A", "description": "Surgeries"}, {"city": "Nowhere"}]);
    let catalogue =
        json!({"catalogue": {"bundles": [{"sku": "BASE"}], "products": [{"product": 18, "name": "Basic"}]}});
    for (field, answer, expected) in
        [("group_name", groups, ("CUSTOMER_A", "Surgeries")), ("product", catalogue, ("18", "Basic"))]
    {
        let server = Server::start([Reply::json(200, &answer)]).await;
        let account = About::Account { connection: connection() };
        let choices = client(&server.url()).choices(task("new_line"), field, &account, &typed(&[])).await.unwrap();
        let shown: Vec<_> = choices.iter().map(|choice| (choice.value.as_str(), choice.label.as_str())).collect();
        assert_eq!(shown, [expected]);
    }
}

#[tokio::test]
async fn a_port_order_is_told_without_its_code() {
    let record = json!({"trID": "1", "number": "447777777771", "portinNumber": "447777777772", "status": "COMPLETE",
        "PAC": "CAN12345", "orderDate": "2025-01-01"});
    let server = Server::start([Reply::json(200, &record)]).await;
    let port = About::Port { connection: connection(), id: "1".to_owned() };
    let answer = client(&server.url()).look(task("read_port"), &port, &typed(&[])).await.unwrap();
    assert_eq!(server.take_seen()[0].target, "/port/1");
    let shown: Vec<_> = answer.facts.iter().map(|fact| (fact.name.as_str(), fact.value.as_str())).collect();
    let expected = [
        ("Order", "1"),
        ("Number that moves", "447777777772"),
        ("Number until then", "447777777771"),
        ("State", "COMPLETE"),
        ("Ordered", "2025-01-01"),
        ("Code", "ONSIM has it"),
    ];
    assert_eq!(shown, expected);
}
