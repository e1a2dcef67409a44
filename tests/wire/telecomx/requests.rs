//! What the client sends: every call against the contract, and the values that matter most by hand.

use domain::problem::ErrorCode;
use providers::telecomx::{
    AddressEdit, CallRecordsQuery, CustomerEdit, CustomersQuery, Days, ForwardTo, ForwardUpdate, LineChange,
    LinesQuery, Message, MessageKind, Network, NumberEdit, PaperMethod, PlanStart, PortingEdit, RecentChanges,
    Recipients, SearchQuery, SignedPaper, SimTarget, SimsQuery, Telecomx, VoiceAccountParts,
};
use providers::{Delivery, Lines};
use serde_json::json;

use super::cases::CASES;
use super::inputs::*;
use super::{CONTRACT, TOKEN, client};
use crate::calls::Body;
use crate::onsim::ticket;
use crate::server::{Reply, Server, body, sent};

/// The calls that the contract lets anyone make (`security: []`).
const ANONYMOUS: [&str; 4] = ["validateToken", "getSelfServiceView", "buySelfServiceTopUp", "checkVoicemailPin"];

#[tokio::test]
async fn every_request_fits_the_contract_and_succeeds() {
    for case in &CASES {
        let server = Server::start([case.good_answer()]).await;
        let telecomx = client(&server.url());
        (case.run)(&telecomx).await.unwrap_or_else(|error| panic!("{}: {error:?}", case.id));
        let seen = server.take_seen();
        assert_eq!(seen.len(), 1, "{}", case.id);
        CONTRACT.check_request(case.id, &seen[0]);
        let bearer = format!("Bearer {TOKEN}");
        let expected = (!ANONYMOUS.contains(&case.id)).then_some(bearer.as_str());
        assert_eq!(seen[0].header("authorization"), expected, "{}", case.id);
        assert!(!seen[0].target.contains(TOKEN) && seen[0].header("cookie").is_none(), "{}", case.id);
    }
}

#[tokio::test]
async fn every_published_answer_is_read() {
    for case in CASES.iter().filter(|case| case.id != "downloadPowerOfAttorney") {
        for (status, body) in CONTRACT.answers(case.id) {
            let server = Server::start([case.good_answer()]).await;
            if case.body != Body::File {
                server.answer([Reply::json(status, &body.unwrap())]);
            }
            let telecomx = client(&server.url());
            (case.run)(&telecomx).await.unwrap_or_else(|error| panic!("{}: {error:?}", case.id));
        }
    }
}

#[tokio::test]
async fn a_change_by_get_is_a_change() {
    // No second try after a failure that a read would get one for, no redirect, a connection of its own.
    for case in CASES.iter().filter(|case| !case.is_read()) {
        let server = Server::start([Reply::empty(503), case.good_answer()]).await;
        let telecomx = client(&server.url());
        let error = (case.run)(&telecomx).await.unwrap_err();
        assert_eq!((error.code(), error.delivery), (ErrorCode::OutcomeUnknown, Delivery::Unsure), "{}", case.id);
        assert_eq!(server.take_seen().len(), 1, "{}", case.id);
        let elsewhere = Reply::empty(302).with_header("location", format!("{}/elsewhere", server.url()));
        server.answer([elsewhere, case.good_answer()]);
        (case.run)(&telecomx).await.unwrap_err();
        assert_eq!(server.take_seen().len(), 1, "{}", case.id);
    }
}

#[tokio::test]
async fn words_and_numbers_are_encoded_once() {
    let server = Server::start([Reply::json(200, &json!({}))]).await;
    let telecomx = client(&server.url());
    assert_eq!(sent(&server, telecomx.mobile_account("+4581808888")).await.target, "/mvno/%2B4581808888");
    let query = SearchQuery { words: "a b+c&d".to_owned(), ..SearchQuery::default() };
    assert_eq!(sent(&server, telecomx.find_by_get(&query)).await.target, "/search?query=a%20b%2Bc%26d");
    let seen = sent(&server, telecomx.find(&query)).await;
    assert_eq!((seen.target.as_str(), body(&seen)), ("/search", json!({"query": "a b+c&d"})));
    let seen = sent(&server, telecomx.log_porting_contact(ID, "ring & spørg", ticket())).await;
    assert_eq!(seen.target, format!("/porting/{ID}/contact?message=ring%20%26%20sp%C3%B8rg"));
    let of = section(None);
    let seen = sent(&server, telecomx.customer_changes(ID, Some(&of), &Default::default())).await;
    assert_eq!(seen.target, format!("/log/changelog/customer/{ID}/Pbx%2FQueues?version=2"));
}

#[tokio::test]
async fn only_what_changes_is_sent() {
    let server = Server::start([Reply::json(200, &json!({}))]).await;
    let telecomx = client(&server.url());
    let change = |change: LineChange| {
        let telecomx = &telecomx;
        async move { telecomx.change_mobile_account(ID, &change, ticket()).await }
    };
    let state = LineChange::State(providers::telecomx::AccountState::Active);
    assert_eq!(body(&sent(&server, change(state)).await), json!({"state": "ACTIVE"}));
    let roaming = providers::telecomx::FeatureEdit { roaming: Some(false), ..Default::default() };
    let roaming = LineChange::Features(roaming);
    assert_eq!(body(&sent(&server, change(roaming)).await), json!({"feature": {"roaming": false}}));
    assert_eq!(body(&sent(&server, change(plan(PlanStart::Now))).await), json!({"ratePlan": OTHER_ID}));
    assert_eq!(body(&sent(&server, change(plan(PlanStart::NextMonth))).await), json!({"newRatePlan": OTHER_ID}));
    assert_eq!(body(&sent(&server, telecomx.restore(ID, None, None, ticket())).await), json!({}));
    let edit = NumberEdit { name: Some("A".to_owned()), ..NumberEdit::default() };
    let seen = sent(&server, telecomx.change_number_record("+4512345678-+4512345687", &edit, ticket())).await;
    assert_eq!(body(&seen), json!({"_id": "+4512345678-+4512345687", "name": "A"}));
    assert_eq!(seen.target, "/number/%2B4512345678");
    assert_eq!(sent(&server, telecomx.mobile_accounts(&LinesQuery::default())).await.target, "/mvno");
    let all = VoiceAccountParts::All;
    assert_eq!(sent(&server, telecomx.voice_account(ID, all)).await.target, format!("/voiceaccount/{ID}"));
}

#[tokio::test]
async fn the_sim_is_named_as_the_path_wants_it() {
    let server = Server::start([Reply::json(200, &json!({"success": true}))]).await;
    let telecomx = client(&server.url());
    let card = |text: &str| SimTarget::Card(text.to_owned());
    for (target, word) in [
        (card("8945020184621234567F"), "8945020184621234567"),
        (card(" 89450201846 "), "89450201846"),
        (SimTarget::Esim, "eSim"),
        (SimTarget::AutoAssign, "autoAssign"),
    ] {
        let seen = sent(&server, telecomx.change_sim(ID, &target, ticket())).await;
        assert_eq!(seen.target, format!("/mvno/{ID}/changesim/{word}"));
        assert!(seen.method == "GET" && seen.body.is_empty());
    }
    let query = SimsQuery { form_factor: Some(providers::telecomx::FormFactor::Esim), ..SimsQuery::default() };
    assert_eq!(sent(&server, telecomx.sims(&query)).await.target, "/sim?formFactor=eSIM");
    let mut card = new_sim();
    (card.code, card.tag, card.auto_assign) = (None, None, None);
    let seen = sent(&server, telecomx.import_sims(&[new_sim(), card], ticket())).await;
    let rows = "89450201846212345671;00587896;00589756;0234;4321;eSIM;TDC;LPA:1$rsp.example.com$A-1;batch 7;true\n\
                89450201846212345671;00587896;00589756;0234;4321;eSIM;TDC";
    assert_eq!(body(&seen), json!({"data": rows}));
}

#[tokio::test]
async fn a_signed_paper_goes_as_a_form() {
    let server = Server::start([Reply::json(200, &json!({"success": true}))]).await;
    let telecomx = client(&server.url());
    let png = SignedPaper { file_name: "side 1\r\nx.png".to_owned(), bytes: b"\x89PNG\r\n\x1a\n\x00\xff".to_vec() };
    let seen = sent(&server, telecomx.upload_paper(ID, "7", &png, ticket())).await;
    let kind = seen.header("content-type").unwrap();
    let boundary = kind.strip_prefix("multipart/form-data; boundary=").unwrap();
    let head = format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"side 1  x.png\"\r\n\
         Content-Type: image/png\r\n\r\n"
    );
    let whole = [head.as_bytes(), &png.bytes, format!("\r\n--{boundary}--\r\n").as_bytes()].concat();
    assert_eq!(seen.body, whole);
}

#[tokio::test]
async fn what_does_not_fit_the_contract_is_not_sent() {
    let server = Server::start([Reply::empty(200)]).await;
    let telecomx: &Telecomx = &client(&server.url());
    let words = |words: &str| SearchQuery { words: words.to_owned(), ..SearchQuery::default() };
    let too_many = SearchQuery { limit: Some(1001), ..words("x") };
    let nobody = CustomerEdit { addresses: Some(Vec::new()), ..CustomerEdit::default() };
    let address = |edit: AddressEdit| CustomerEdit { addresses: Some(vec![edit]), ..CustomerEdit::default() };
    let short = address(AddressEdit { address: Some("Vej".to_owned()), ..AddressEdit::default() });
    let danish = address(AddressEdit { country: Some("dk".to_owned()), ..AddressEdit::default() });
    let to = |to| Message { kind: MessageKind::Flash, text: "x".to_owned(), from: None, to };
    let long = Message { text: "x".repeat(161), ..to(Recipients::Group(ID.to_owned())) };
    let nowhere = ForwardUpdate { busy: Some(ForwardTo { enabled: true, number: None }), ..ForwardUpdate::default() };
    let slow = ForwardUpdate { no_answer: Some((ForwardTo::default(), 12)), ..ForwardUpdate::default() };
    let no_day = Days { from: Some("2025-02-30".to_owned()), to: None };
    let notify = PortingEdit { notify: Some(vec!["nobody".to_owned()]), ..PortingEdit::default() };
    let series = PortingEdit { custom_series_data: Some(vec!["+4512".to_owned()]), ..PortingEdit::default() };
    let since = RecentChanges { since: Some("yesterday".to_owned()), ..RecentChanges::default() };
    let far = CallRecordsQuery { offset: Some(1_000_001), ..CallRecordsQuery::default() };
    let mut broken = new_sim();
    broken.tag = Some("a;b".to_owned());
    let text = SignedPaper { file_name: "a.pdf".to_owned(), bytes: b"hello".to_vec() };
    let zero = LinesQuery { limit: Some(0), ..LinesQuery::default() };
    let strangers = CustomersQuery { ids: vec!["1".to_owned()], ..CustomersQuery::default() };
    let card = |digits: &str| SimTarget::Card(digits.to_owned());
    let errors = [
        (Lines::read(telecomx, "deleted").await.err(), "accountId"),
        (Lines::read(telecomx, "81808888").await.err(), "accountId"),
        (telecomx.mobile_account("+0045").await.err(), "accountId"),
        (telecomx.terminate("+4581808888", ticket()).await.err(), "accountId"),
        (telecomx.mobile_accounts(&zero).await.err(), "limit"),
        (telecomx.find(&words("  ")).await.err(), "query"),
        (telecomx.find(&too_many).await.err(), "limit"),
        (telecomx.customers(&strangers).await.err(), "customerIds"),
        (telecomx.change_customer(ID, &CustomerEdit::default(), ticket()).await.err(), "name"),
        (telecomx.change_customer(ID, &nobody, ticket()).await.err(), "addresses"),
        (telecomx.change_customer(ID, &short, ticket()).await.err(), "addresses.address"),
        (telecomx.change_customer(ID, &danish, ticket()).await.err(), "addresses.country"),
        (
            telecomx.change_mobile_account(ID, &LineChange::Features(Default::default()), ticket()).await.err(),
            "feature",
        ),
        (telecomx.change_number(ID, "12345678", ticket()).await.err(), "newNumber"),
        (telecomx.change_sim(ID, &card("1234567890"), ticket()).await.err(), "newSimNumber"),
        (telecomx.change_sim(ID, &card("89450201846212345671"), ticket()).await.err(), "newSimNumber"),
        (telecomx.change_network(ID, &card("894502018462123456"), ticket()).await.err(), "newSimNumber"),
        (telecomx.sim("1").await.err(), "simId"),
        (telecomx.import_sims(&[], ticket()).await.err(), "data"),
        (telecomx.import_sims(&[broken], ticket()).await.err(), "data"),
        (telecomx.end_smart_watch("+4620212223", ticket()).await.err(), "number"),
        (telecomx.change_porting(ID, &PortingEdit::default(), ticket()).await.err(), "number"),
        (telecomx.change_porting(ID, &notify, ticket()).await.err(), "notify"),
        (telecomx.change_porting(ID, &series, ticket()).await.err(), "customSeriesData"),
        (telecomx.log_porting_contact(ID, " ", ticket()).await.err(), "message"),
        (telecomx.create_papers("x", &paper(PaperMethod::Email), ticket()).await.err(), "customerId"),
        (telecomx.upload_paper(ID, "1", &text, ticket()).await.err(), "file"),
        (telecomx.number_operator("1234567").await.err(), "number"),
        (telecomx.change_number_record("+4512345678", &NumberEdit::default(), ticket()).await.err(), "name"),
        (telecomx.create_product(&Default::default(), ticket()).await.err(), "name"),
        (telecomx.monthly_usage(ID, &no_day).await.err(), "fromDate"),
        (telecomx.call_records(ID, &far).await.err(), "offset"),
        (telecomx.set_call_forward(ID, &nowhere, ticket()).await.err(), "busy.number"),
        (telecomx.set_call_forward(ID, &slow, ticket()).await.err(), "noAnswer.timeout"),
        (telecomx.set_call_forward(ID, &ForwardUpdate::default(), ticket()).await.err(), "unconditional"),
        (telecomx.recent_changes(&since).await.err(), "date"),
        (telecomx.send_message(&long, ticket()).await.err(), "message"),
        (telecomx.send_message(&to(Recipients::Numbers(Vec::new())), ticket()).await.err(), "to"),
        (telecomx.send_message(&to(Recipients::Group("g".to_owned())), ticket()).await.err(), "group"),
        (telecomx.roaming_regions(None, Some(Network::Telia)).await.err(), "network"),
    ];
    for (error, field) in errors {
        let error = error.unwrap_or_else(|| panic!("{field} was taken"));
        assert_eq!((error.code(), error.delivery), (ErrorCode::InvalidInput, Delivery::NotDelivered), "{field}");
        assert_eq!(error.problem.field.as_deref(), Some(field));
    }
    assert_eq!(server.take_seen().len(), 0);
}
