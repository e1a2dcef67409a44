//! What the client sends: every call against the contract, and the values that matter most by hand.

use domain::problem::ErrorCode;
use providers::onsim::PortFilter;
use providers::{Delivery, EsimCodes, LineEdit, Lines, Ports, Switches};
use serde_json::json;

use super::cases::{CASES, MPN, PRINTED_ICCID, group, hosted_line, own_line};
use super::{CONTRACT, KEY, client, ticket};
use crate::server::{Reply, Server, body, sent};

#[tokio::test]
async fn every_request_fits_the_contract_and_succeeds() {
    for case in &CASES {
        let server = Server::start([case.good_answer()]).await;
        let onsim = client(&server.url());
        (case.run)(&onsim).await.unwrap_or_else(|error| panic!("{}: {error:?}", case.id));
        let seen = server.take_seen();
        assert_eq!(seen.len(), 1, "{}", case.id);
        CONTRACT.check_request(case.id, &seen[0]);
        let key = format!("Bearer {KEY}");
        assert_eq!(seen[0].header("authorization"), Some(key.as_str()), "{}", case.id);
    }
}

#[tokio::test]
async fn every_published_answer_is_read() {
    for case in CASES.iter().filter(|case| !matches!(case.id, "queryEsim" | "listSubscribers")) {
        for (status, body) in CONTRACT.answers(case.id) {
            let server = Server::start([body.map_or_else(|| Reply::empty(status), |body| Reply::json(status, &body))]);
            let server = server.await;
            let onsim = client(&server.url());
            (case.run)(&onsim).await.unwrap_or_else(|error| panic!("{}: {error:?}", case.id));
        }
    }
}

#[tokio::test]
async fn a_printed_iccid_loses_its_last_digit() {
    let server = Server::start([Reply::empty(200)]).await;
    let onsim = client(&server.url());
    let wanted = "8944530000000012345";
    for given in [PRINTED_ICCID, wanted, "ONSIM8944530000000012345", "8944 5300 0000 0012 345F"] {
        assert_eq!(body(&sent(&server, onsim.cease(given, ticket())).await), json!({"iccid": wanted}), "{given}");
    }
    let seen = sent(&server, onsim.on_own_system(own_line(), ticket())).await;
    assert_eq!(body(&seen), json!({"mpn": MPN, "iccid": wanted}));
    let mut line = hosted_line();
    line.iccid = Some(PRINTED_ICCID.to_owned());
    assert_eq!(body(&sent(&server, onsim.hosted(line, ticket())).await)["iccid"], wanted);
}

#[tokio::test]
async fn all_four_switches_go_every_time() {
    let server = Server::start([Reply::empty(200)]).await;
    let onsim = client(&server.url());
    let switches = Switches { data: false, voice: true, messages: true, hotspot: true };
    let seen = sent(&server, onsim.update(MPN, switches, LineEdit::default(), ticket())).await;
    let four = json!({"mobile_data": "OFF", "mobile_voice": "ON", "mobile_sms": "ON", "mobile_hotspot": "ON"});
    assert_eq!(body(&seen), four);
    let edit = LineEdit {
        number: Some("447700900123".to_owned()),
        email: Some("a@b.example".to_owned()),
        ..LineEdit::default()
    };
    let seen = sent(&server, onsim.update(MPN, switches, edit, ticket())).await;
    assert_eq!(seen.target, format!("/account/pbxinfo/{MPN}"));
    let mut wanted = four;
    wanted["mpn"] = json!("447700900123");
    wanted["email"] = json!("a@b.example");
    assert_eq!(body(&seen), wanted);
    let seen = sent(&server, onsim.set_recording(MPN, false, true, ticket())).await;
    assert_eq!(body(&seen), json!({"voice_recording": "OFF", "sms_recording": "ON"}));
}

#[tokio::test]
async fn reading_a_code_and_asking_for_a_new_one_differ_in_one_value() {
    let server = Server::start([Reply::json(200, &json!({"esim_status": "installed"}))]).await;
    let onsim = client(&server.url());
    assert_eq!(body(&sent(&server, onsim.status(MPN)).await), json!({"mpn": MPN, "refresh_code": 0}));
    assert_eq!(body(&sent(&server, onsim.refresh(MPN, ticket())).await), json!({"mpn": MPN, "refresh_code": 1}));
}

#[tokio::test]
async fn paths_are_encoded() {
    let server = Server::start([Reply::json(200, &json!({"port": []}))]).await;
    let onsim = client(&server.url());
    assert_eq!(sent(&server, onsim.ports_in(PortFilter::InProgress)).await.target, "/port/all/IN%20PROGRESS");
    assert_eq!(sent(&server, Ports::read(&onsim, "all/ALL ?#1")).await.target, "/port/all%2FALL%20%3F%231");
    assert_eq!(sent(&server, onsim.change(MPN, "BASE", ticket())).await.target, format!("/account/{MPN}/bundle/BASE"));
}

#[tokio::test]
async fn an_address_with_a_path_of_its_own_keeps_it() {
    let server = Server::start([Reply::json(200, &json!([]))]).await;
    let onsim = client(&format!("{}/onsim/", server.url()));
    assert_eq!(sent(&server, onsim.groups()).await.target, "/onsim/reseller/groups");
}

#[tokio::test]
async fn what_does_not_fit_the_contract_is_not_sent() {
    let server = Server::start([Reply::empty(200)]).await;
    let onsim = client(&server.url());
    let group_named = |name: &str| {
        let mut group = group();
        name.clone_into(&mut group.name);
        group
    };
    let mut nowhere = group();
    nowhere.home_location = "FRA".to_owned();
    let mut unsized_line = hosted_line();
    unsized_line.data = "3GB".to_owned();
    let mut nameless = hosted_line();
    nameless.last_name = " ".to_owned();
    let errors = [
        (Lines::read(&onsim, "esim").await.err(), "mpn"),
        (Lines::read(&onsim, "+447700900123").await.err(), "mpn"),
        (onsim.status("").await.err(), "mpn"),
        (onsim.refresh("07700900123", ticket()).await.err(), "mpn"),
        (onsim.cease("123", ticket()).await.err(), "iccid"),
        (onsim.cease("894453000000001234", ticket()).await.err(), "iccid"),
        (onsim.change(MPN, "10GB", ticket()).await.err(), "bundle"),
        (onsim.add_number("RESERVED", ticket()).await.err(), "mpn"),
        (onsim.add_group(group_named("ab"), ticket()).await.err(), "name"),
        (onsim.add_group(group_named("-ab"), ticket()).await.err(), "name"),
        (onsim.add_group(group_named("123"), ticket()).await.err(), "name"),
        (onsim.add_group(group_named("a b"), ticket()).await.err(), "name"),
        (onsim.add_group(nowhere, ticket()).await.err(), "home_location"),
        (onsim.hosted(unsized_line, ticket()).await.err(), "mobile_data"),
        (onsim.hosted(nameless, ticket()).await.err(), "last_name"),
        (Ports::read(&onsim, "..").await.err(), "id"),
    ];
    for (error, field) in errors {
        let error = error.unwrap_or_else(|| panic!("{field} was taken"));
        assert_eq!((error.code(), error.delivery), (ErrorCode::InvalidInput, Delivery::NotDelivered), "{field}");
        assert_eq!(error.problem.field.as_deref(), Some(field));
    }
    assert_eq!(server.take_seen().len(), 0);
}
