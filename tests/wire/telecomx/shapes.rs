//! Answers in the odd shapes the contract warns of, read through the whole client, and lists out of pages.

use domain::line::{LineStage, SimKind};
use domain::port::{PortDirection, PortState};
use domain::problem::ErrorCode;
use domain::provider::Evidence;
use providers::telecomx::{LinesQuery, NumbersQuery, SimTarget, SimsQuery, Telecomx};
use providers::{Answer, Delivery, LineList, Lines, Ports, Provider, RemoteSearch};
use serde_json::{Value, json};

use super::inputs::{ID, OTHER_ID, new_account, search};
use super::{NOW, client};
use crate::onsim::ticket;
use crate::server::{Reply, Server};

async fn answering(body: &Value) -> (Server, Telecomx) {
    let server = Server::start([Reply::json(200, body)]).await;
    let telecomx = client(&server.url());
    (server, telecomx)
}

fn code_of<T>(answer: Answer<T>) -> (ErrorCode, Delivery) {
    answer.err().map(|error| (error.code(), error.delivery)).unwrap()
}

fn id(number: u32) -> String {
    format!("{number:024x}")
}

#[tokio::test]
async fn an_account_becomes_a_line() {
    let body = json!({
        "_id": ID, "customer": OTHER_ID, "customerName": "Northwind", "state": "BLOCKED", "type": "MVNO",
        "number": "+4581808888", "ratePlan": ID, "ratePlanName": "Fri tale", "newRatePlan": OTHER_ID,
        "feature": {"data": 0, "roaming": "true", "newThing": true},
        "mvnoSim": {"simNumber": "89450201846212345671", "imsi": "238011234567890", "network": "TDC",
                    "formFactor": "eSIM", "puk1": "12345678", "pin1": 1234},
        "info": {"updating": true}, "notes": "x",
    });
    let (_server, telecomx) = answering(&body).await;
    let account = telecomx.mobile_account(ID).await.unwrap();
    let line = &account.line;
    assert_eq!((line.key.id.as_str(), line.key.connection.0.as_str()), (ID, "c4"));
    assert_eq!(line.number.as_ref().unwrap().e164(), "+4581808888");
    assert_eq!((line.state.stage, line.state.raw.as_deref()), (LineStage::Suspended, Some("BLOCKED")));
    assert_eq!((line.customer.name.as_deref(), line.account.as_deref()), (Some("Northwind"), Some(OTHER_ID)));
    assert_eq!((line.sim.kind, line.sim.iccid.as_ref().unwrap().digits()), (SimKind::Esim, "89450201846212345671"));
    assert_eq!(line.plan.as_ref().unwrap().name.as_deref(), Some("Fri tale"));
    assert_eq!(line.services.iter().map(|switch| switch.on).collect::<Vec<_>>(), [Some(false)]);
    assert_eq!((line.evidence, line.read_at), (Evidence::Partial, NOW));
    assert_eq!((account.updating, account.network.as_deref()), (Some(true), Some("TDC")));
    assert_eq!((account.rate_plan.as_deref(), account.new_rate_plan.as_deref()), (Some(ID), Some(OTHER_ID)));
    let shown = |name: &str| line.unmapped.iter().find(|field| field.name == name).map(|field| field.value.as_str());
    assert_eq!(shown("feature.roaming"), Some("true"));
    assert_eq!(shown("newThing"), Some("true"));
    assert_eq!(shown("mvnoSim.puk1"), Some("(hidden)"));
    assert_eq!(shown("mvnoSim.pin1"), Some("(hidden)"));
    assert_eq!(shown("notes"), Some("x"));
    assert!(!format!("{account:?}").contains("8180"));
}

#[tokio::test]
async fn an_unknown_state_stays_raw_and_a_bare_account_is_a_line() {
    for (state, stage) in [
        (json!("ACTIVE"), LineStage::Active),
        (json!("CREATING"), LineStage::Unknown),
        (json!("DELETING"), LineStage::Ceased),
        (json!("SLEEPING"), LineStage::Unknown),
        (json!(null), LineStage::Unknown),
    ] {
        let (_server, telecomx) = answering(&json!({"_id": ID, "state": state})).await;
        let line = Lines::read(&telecomx, ID).await.unwrap();
        assert_eq!((line.state.stage, line.state.raw.as_deref()), (stage, state.as_str()));
        assert_eq!((line.number, line.sim.kind, line.plan), (None, SimKind::Unknown, None));
    }
}

#[tokio::test]
async fn another_account_and_no_account_are_no_answer() {
    let other = json!({"_id": OTHER_ID, "number": "+4512345678"});
    for body in [other, json!({}), json!([]), json!({"number": "+4581808888"}), json!(7), json!({"success": true})] {
        let (_server, telecomx) = answering(&body).await;
        let expected = (ErrorCode::UnreadableAnswer, Delivery::Answered);
        assert_eq!(code_of(Lines::read(&telecomx, ID).await), expected, "{body}");
        assert_eq!(code_of(telecomx.esim("+4581808888").await), expected, "{body}");
        assert_eq!(code_of(telecomx.ended_account(ID).await), expected, "{body}");
        assert_eq!(code_of(Ports::read(&telecomx, ID).await), expected, "{body}");
    }
}

#[tokio::test]
async fn an_activation_code_is_found_wherever_it_is_and_never_shown_raw() {
    let code = "LPA:1$rsp.example.com$A-1";
    for place in [
        json!({"_id": ID, "mvnoSim": {"activationCode": code}}),
        json!({"_id": ID, "info": {"esim": [{"lpa": code}]}}),
        json!({"_id": ID, "activation_code": code}),
    ] {
        let (_server, telecomx) = answering(&place).await;
        assert_eq!(telecomx.esim(ID).await.unwrap().code.unwrap().full(), code);
        let line = Lines::read(&telecomx, ID).await.unwrap();
        assert!(line.unmapped.iter().all(|field| field.value == "(hidden)"), "{place}");
    }
    let (_server, telecomx) = answering(&json!({"_id": ID, "activationCode": "LPA:1$"})).await;
    let reading = telecomx.esim(ID).await.unwrap();
    assert!(reading.code.is_none() && reading.malformed.is_some());
    let (_server, telecomx) = answering(&json!({"_id": ID})).await;
    let reading = telecomx.esim(ID).await.unwrap();
    assert!(reading.code.is_none() && reading.malformed.is_none());
}

#[tokio::test]
async fn a_new_sim_carries_its_codes_as_secrets() {
    let sim = json!({"simNumber": "8945020184621234567", "puk1": 12345678, "pin1": "0123", "network": "TELENOR"});
    let (_server, telecomx) = answering(&json!({"success": "true", "mvnoSim": sim})).await;
    let sim = telecomx.change_sim(ID, &SimTarget::Esim, ticket()).await.unwrap();
    assert_eq!((sim.puk1.as_ref().unwrap().expose(), sim.pin1.as_ref().unwrap().expose()), ("12345678", "0123"));
    assert!(!format!("{sim:?}").contains("123"));
    let (_server, telecomx) = answering(&json!({"success": true})).await;
    assert!(telecomx.change_sim(ID, &SimTarget::Esim, ticket()).await.unwrap().number.is_none());
}

#[tokio::test]
async fn a_list_is_found_under_any_name() {
    let one = json!({"_id": ID});
    for body in [
        json!({"offset": "0", "limit": 100, "total": 1, "mvnoAccounts": [one]}),
        json!({"total": 1, "somethingElse": [one]}),
        json!([one]),
    ] {
        let (_server, telecomx) = answering(&body).await;
        let page = telecomx.mobile_accounts(&LinesQuery::default()).await.unwrap();
        assert_eq!(page.items.len(), 1, "{body}");
    }
    let (_server, telecomx) = answering(&json!({"offset": 0, "limit": 100, "total": 0})).await;
    assert!(telecomx.mobile_accounts(&LinesQuery::default()).await.unwrap().items.is_empty());
    for body in [json!({}), json!({"total": 3}), json!({"a": [], "b": []}), json!([7]), json!([{"name": "x"}])] {
        let (_server, telecomx) = answering(&body).await;
        let answer = telecomx.mobile_accounts(&LinesQuery::default()).await;
        assert_eq!(code_of(answer), (ErrorCode::UnreadableAnswer, Delivery::Answered), "{body}");
    }
}

#[tokio::test]
async fn things_of_unknown_shape_keep_every_value() {
    let (_server, telecomx) =
        answering(&json!({"numbers": [{"_id": "+4512345678", "state": "AVAILABLE"}, "+45"]})).await;
    let page = telecomx.numbers(&NumbersQuery::default()).await.unwrap();
    assert_eq!(page.items[0].id.as_deref(), Some("+4512345678"));
    assert_eq!(page.items[0].fields.len(), 2);
    assert_eq!(page.items[1].id.as_deref(), Some("+45"));
    let (_server, telecomx) =
        answering(&json!({"results": [{"score": "51", "type": "porting", "title": "x", "z": 1}]})).await;
    let hits = telecomx.find(&search()).await.unwrap().items;
    assert_eq!((hits[0].score, hits[0].kind.as_deref(), hits[0].raw.len()), (Some(51.0), Some("porting"), 1));
    let (_server, telecomx) = answering(&json!({"sims": [{"_id": 89450201846_u64, "puk1": "1"}]})).await;
    let sims = telecomx.sims(&SimsQuery::default()).await.unwrap().items;
    assert_eq!((sims[0].id.as_deref(), sims[0].raw.len()), (Some("89450201846"), 0));
}

#[tokio::test]
async fn what_making_an_account_gives_is_looked_for() {
    let body =
        json!({"account": {"_id": ID, "mvnoSim": {"simNumber": "89450201846212345671"}}, "porting": {"_id": OTHER_ID}});
    let (_server, telecomx) = answering(&body).await;
    let new = telecomx.create_mobile_account(&new_account(), ticket()).await.unwrap();
    assert_eq!((new.id.as_deref(), new.porting.as_deref()), (Some(ID), Some(OTHER_ID)));
    assert_eq!(new.line.iccid.as_deref(), Some("89450201846212345671"));
}

#[tokio::test]
async fn every_stage_has_its_meaning() {
    use PortState::*;
    for (stage, state) in [
        ("IN_CREATED", Draft),
        ("IN_AWAITING_POA_FROM_CUSTOMER", ProofNeeded),
        ("IN_POA_RECEIVED_FROM_CUSTOMER", Ready),
        ("IN_POA_SENT", Submitted),
        ("IN_ORDERED", DonorReview),
        ("IN_CONFIRMED", Confirmed),
        ("IN_REJECTED", ActionNeeded),
        ("IN_DONOR_CONTACTED", DonorReview),
        ("IN_COMPLETED", Completed),
        ("IN_CANCELLED", Cancelled),
        ("OUT_RECEIVED", DonorReview),
        ("OUT_CONFIRMED", Confirmed),
        ("OUT_REJECTED", Failed),
        ("OUT_RECEIVER_CONTACTED", DonorReview),
        ("OUT_SOMETHING_NEW", Unknown),
        ("", Unknown),
    ] {
        let body =
            json!({"_id": ID, "number": "+4581808888", "status": {"stage": stage, "date": "2025-01-01T00:00:00.000Z"}});
        let (_server, telecomx) = answering(&body).await;
        let port = Ports::read(&telecomx, ID).await.unwrap();
        assert_eq!((port.state, port.raw_state.as_str()), (state, stage));
        assert_eq!(port.updated.unwrap().iso.as_deref(), Some("2025-01-01T00:00:00Z"));
        let direction = match stage.get(..2) {
            Some("IN") => PortDirection::In,
            Some(_) => PortDirection::Out,
            None => PortDirection::Unknown,
        };
        assert_eq!(port.direction, direction, "{stage}");
    }
}

#[tokio::test]
async fn the_date_of_a_porting_is_its_message_or_the_wanted_one() {
    let body = |stage: &str, message: &str| json!({"_id": ID, "portingType": "IN", "requestedDate": "2025-03-01", "status": {"stage": stage, "message": message}});
    for (stage, message, due) in [
        ("IN_CONFIRMED", "2025-02-01T07:00:00.000Z", "2025-02-01T07:00:00Z"),
        ("IN_CONFIRMED", "soon", "2025-03-01"),
        ("IN_CANCELLED", "2025-02-01", "2025-03-01"),
    ] {
        let (_server, telecomx) = answering(&body(stage, message)).await;
        let port = Ports::read(&telecomx, ID).await.unwrap();
        assert_eq!(port.due.unwrap().iso.as_deref(), Some(due), "{stage} {message}");
    }
}

#[tokio::test]
async fn the_plans_of_a_line_are_those_of_its_customer() {
    let products = json!([{"_id": ID, "name": "Fri"}, {"_id": OTHER_ID, "productCode": "P2"}, {"name": "no id"}]);
    let account = Reply::json(200, &json!({"_id": ID, "customer": OTHER_ID}));
    let server = Server::start([account, Reply::json(200, &products)]).await;
    let options = client(&server.url()).plan_options(ID).await.unwrap();
    assert_eq!(options.iter().map(|plan| plan.name.as_str()).collect::<Vec<_>>(), ["Fri", "P2"]);
    let target = server.take_seen().remove(1).target;
    assert_eq!(target, format!("/product?type=MVNO_RATEPLAN&customer={OTHER_ID}"));
}

fn accounts(range: std::ops::Range<u32>, total: Value) -> Reply {
    let list: Vec<Value> = range.map(|number| json!({"_id": id(number)})).collect();
    Reply::json(200, &json!({"total": total, "mvnoAccounts": list}))
}

#[tokio::test]
async fn every_line_is_listed_over_pages_and_customers() {
    let customers = json!({"total": 2, "customers": [{"_id": ID}, {"_id": OTHER_ID}]});
    let server = Server::start([
        accounts(0..2, json!(3)),
        accounts(2..3, json!(3)),
        Reply::json(200, &customers),
        accounts(0..3, json!(3)),
        accounts(10..12, json!(null)),
        accounts(0..0, json!(null)),
    ])
    .await;
    let lines = LineList::list(&client(&server.url())).await.unwrap();
    let ids: Vec<String> = lines.into_iter().map(|line| line.key.id).collect();
    assert_eq!(ids, [id(0), id(1), id(2), id(10), id(11)]);
    let targets: Vec<String> = server.take_seen().into_iter().map(|seen| seen.target).collect();
    assert_eq!(
        targets,
        [
            "/mvno?offset=0&limit=500&full=true".to_owned(),
            "/mvno?offset=2&limit=500&full=true".to_owned(),
            "/customer?offset=0&limit=500&includeSubresellers=true".to_owned(),
            format!("/mvno?customer={ID}&offset=0&limit=500&full=true"),
            format!("/mvno?customer={OTHER_ID}&offset=0&limit=500&full=true"),
            format!("/mvno?customer={OTHER_ID}&offset=2&limit=500&full=true"),
        ]
    );
}

#[tokio::test]
async fn a_user_of_one_customer_has_only_its_lines() {
    let denied = json!({"error": {"code": "access_denied", "message": "access level too low", "status": 403}});
    let server = Server::start([accounts(0..1, json!(1)), Reply::json(403, &denied)]).await;
    assert_eq!(LineList::list(&client(&server.url())).await.unwrap().len(), 1);
    server.answer([accounts(0..1, json!(1)), Reply::empty(500)]);
    assert_eq!(LineList::list(&client(&server.url())).await.unwrap_err().code(), ErrorCode::ProviderDown);
}

#[tokio::test]
async fn a_server_that_ignores_the_offset_does_not_keep_us_forever() {
    let port = json!({"portings": [{"_id": ID}], "total": 1000});
    let server = Server::start([Reply::json(200, &port)]).await;
    assert_eq!(Ports::list(&client(&server.url())).await.unwrap().len(), 1);
    assert_eq!(server.take_seen().len(), 2);
}

fn found(answer: &providers::FoundLines) -> Vec<&str> {
    answer.lines.iter().map(|line| line.key.id.as_str()).collect()
}

#[tokio::test]
async fn a_number_is_read_and_other_words_go_to_the_finder() {
    let account = |id: &str| Reply::json(200, &json!({"_id": id, "number": "+4581808888"}));
    let targets = |server: &Server| -> Vec<String> { server.take_seen().into_iter().map(|seen| seen.target).collect() };
    let server = Server::start([account(ID)]).await;
    let telecomx = client(&server.url());
    for text in ["+4581808888", "+45 81 80 88 88"] {
        assert_eq!(found(&RemoteSearch::search(&telecomx, text).await.unwrap()), [ID]);
        assert_eq!(targets(&server), ["/mvno/%2B4581808888"], "{text}");
    }
    let gone = || Reply::json(404, &json!({"error": {"code": "mvnoAccount", "message": "no", "status": 404}}));
    server.answer([gone()]);
    assert!(RemoteSearch::search(&telecomx, "+4581808888").await.unwrap().lines.is_empty());
    server.take_seen();

    let hits = json!({"results": [
        {"score": 100, "type": "customer", "_id": OTHER_ID},
        {"score": 75, "type": "mvno", "_id": ID},
        {"score": 51, "type": "mvno", "title": "names nothing"},
        {"score": 51, "type": "mvno", "id": OTHER_ID},
    ]});
    server.answer([Reply::json(200, &hits), account(ID), gone()]);
    let answer = RemoteSearch::search(&telecomx, " Northwind ").await.unwrap();
    assert_eq!((found(&answer), answer.unreadable), (vec![ID], 1));
    assert_eq!(targets(&server), ["/search".to_owned(), format!("/mvno/{ID}"), format!("/mvno/{OTHER_ID}")]);

    for text in ["", "ab", " - + "] {
        assert!(RemoteSearch::not_asked(&telecomx, text).is_some_and(|why| why.ends_with('.')), "{text}");
        assert!(RemoteSearch::search(&telecomx, text).await.unwrap().lines.is_empty());
    }
    assert!(RemoteSearch::not_asked(&telecomx, "abc").is_none());
    assert_eq!(server.take_seen().len(), 0);
}

#[tokio::test]
async fn eight_digits_are_tried_as_a_number_and_as_a_company() {
    let account = |id: &str| Reply::json(200, &json!({"_id": id, "number": "+4581808888"}));
    let gone = Reply::json(404, &json!({"error": {"code": "mvnoAccount", "message": "no", "status": 404}}));
    let hits = |ids: &[&str]| {
        let hits: Vec<_> = ids.iter().map(|id| json!({"type": "mvno", "_id": id})).collect();
        Reply::json(200, &json!({ "results": hits }))
    };
    // No such number; the company of that CVR has a line.
    let server = Server::start([gone, hits(&[OTHER_ID]), account(OTHER_ID)]).await;
    let telecomx = client(&server.url());
    assert_eq!(found(&RemoteSearch::search(&telecomx, "81 80 88 88").await.unwrap()), [OTHER_ID]);
    let body: serde_json::Value = serde_json::from_slice(&server.take_seen()[1].body).unwrap();
    assert_eq!(body["query"], "81 80 88 88");
    // Both: a line that both ways find is there once.
    server.answer([account(ID), hits(&[ID, OTHER_ID]), account(ID), account(OTHER_ID)]);
    assert_eq!(found(&RemoteSearch::search(&telecomx, "81808888").await.unwrap()), [ID, OTHER_ID]);
    // A line that was found is not hidden by a finder that this user may not ask.
    server.answer([account(ID), Reply::json(403, &json!({"error": {"code": "access_denied", "message": "no"}}))]);
    assert_eq!(found(&RemoteSearch::search(&telecomx, "81808888").await.unwrap()), [ID]);
}

#[tokio::test]
async fn one_hit_that_cannot_be_read_hides_none_of_the_others() {
    let account = |id: &str| Reply::json(200, &json!({"_id": id, "number": "+4581808888"}));
    let hits = json!({"results": [{"type": "mvno", "_id": ID}, "no record", {"type": "mvno", "_id": OTHER_ID}]});
    let server = Server::start([Reply::json(200, &hits), Reply::bytes(200, "<html>"), account(OTHER_ID)]).await;
    let telecomx = client(&server.url());
    let answer = RemoteSearch::search(&telecomx, "Northwind").await.unwrap();
    assert_eq!((found(&answer), answer.unreadable), (vec![OTHER_ID], 2));
    // A provider that is down is no unreadable answer.
    server.answer([Reply::json(200, &hits), Reply::empty(500)]);
    assert_eq!(RemoteSearch::search(&telecomx, "Northwind").await.unwrap_err().code(), ErrorCode::ProviderDown);
}

#[tokio::test]
async fn a_connection_is_tried_out_with_one_read() {
    let server = Server::start([Reply::json(200, &json!({"total": 0}))]).await;
    let telecomx = client(&server.url());
    let probe = telecomx.probe().unwrap();
    assert_eq!(probe.operation.id, "listMvnoAccounts");
    probe.answer.await.unwrap();
    assert_eq!(server.take_seen()[0].target, "/mvno?limit=1");
}
