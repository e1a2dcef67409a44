//! Answers in the odd shapes the contract warns of, read through the whole client.

use domain::line::{EsimStage, LineStage, SimKind};
use domain::port::PortState;
use domain::problem::ErrorCode;
use domain::provider::Evidence;
use providers::onsim::SimType;
use providers::{Answer, Delivery, EsimCodes, EsimReading, LineList, Lines, Ports, StockState};
use serde_json::{Value, json};

use super::cases::{MPN, code, hosted_line};
use super::{NOW, client, ticket};
use crate::server::{Reply, Server};

async fn answering(body: &Value) -> (Server, providers::onsim::Onsim) {
    let server = Server::start([Reply::json(200, body)]).await;
    let onsim = client(&server.url());
    (server, onsim)
}

fn code_of<T>(answer: Answer<T>) -> (ErrorCode, Delivery) {
    answer.err().map(|error| (error.code(), error.delivery)).unwrap()
}

#[tokio::test]
async fn an_account_is_read_in_every_wrapping() {
    let one = json!({"mpn": MPN, "i_account": 5, "services": {"mobile_data": "ON"}});
    let other = json!({"mpn": "447777777778"});
    let bodies = [
        json!({"account": [one]}),
        json!({"account": one}),
        json!([one]),
        one.clone(),
        json!({"account": [other, one]}),
        json!({"account": {"i_account": "5"}}),
    ];
    for body in bodies {
        let (_server, onsim) = answering(&body).await;
        let line = Lines::read(&onsim, MPN).await.unwrap_or_else(|error| panic!("{body}: {error:?}"));
        assert_eq!((line.key.id.as_str(), line.key.connection.0.as_str()), (MPN, "c1"));
        assert_eq!(line.account.as_deref(), Some("5"));
        assert_eq!((line.state.stage, line.evidence, line.read_at), (LineStage::Active, Evidence::Documented, NOW));
    }
}

#[tokio::test]
async fn no_account_another_account_and_no_shape_are_three_things() {
    for (body, expected) in [
        (json!({"account": []}), ErrorCode::NotFound),
        (json!({"account": null}), ErrorCode::NotFound),
        (json!([]), ErrorCode::NotFound),
        (json!({"account": [{"mpn": "447777777778"}]}), ErrorCode::UnreadableAnswer),
        (json!({"message": "account not found"}), ErrorCode::UnreadableAnswer),
        (json!({}), ErrorCode::UnreadableAnswer),
        (json!({"account": [MPN]}), ErrorCode::UnreadableAnswer),
        (json!(7), ErrorCode::UnreadableAnswer),
    ] {
        let (_server, onsim) = answering(&body).await;
        assert_eq!(code_of(Lines::read(&onsim, MPN).await), (expected, Delivery::Answered), "{body}");
    }
}

#[tokio::test]
async fn subscribers_are_read_in_shapes_nobody_published() {
    let bodies = [
        json!([{"mpn": MPN, "name": "Ann"}, {"colour": "red"}]),
        json!({"subscribers": [{"msisdn": MPN, "full_name": "Ann"}]}),
        json!({"data": [{"Number": format!("+{MPN}"), "firstName": "Ann"}]}),
        json!([{"mobile_number": MPN, "customer_name": "Ann", "x": {"y": [1]}}]),
    ];
    for body in bodies {
        let (_server, onsim) = answering(&body).await;
        let lines = LineList::list(&onsim).await.unwrap_or_else(|error| panic!("{body}: {error:?}"));
        let read: Vec<_> = lines.iter().map(|line| (line.key.id.as_str(), line.customer.name.as_deref())).collect();
        assert_eq!(read, [(MPN, Some("Ann"))], "{body}");
        assert_eq!(lines[0].evidence, Evidence::Partial);
    }
    let (_server, onsim) = answering(&json!([MPN, 447_777_777_778_u64, {"i_account": 3}])).await;
    let ids: Vec<_> = LineList::list(&onsim).await.unwrap().into_iter().map(|line| line.key.id).collect();
    assert_eq!(ids, [MPN, "447777777778", "3"]);
}

#[tokio::test]
async fn an_empty_list_is_no_line_and_anything_else_is_not() {
    for body in [json!([]), json!({"subscribers": []}), json!({"data": [], "total": 0}), json!({"items": null})] {
        let (_server, onsim) = answering(&body).await;
        assert_eq!(LineList::list(&onsim).await.unwrap(), [], "{body}");
    }
    for body in [json!({}), json!({"message": "try later"}), json!([{"x": 1}]), json!([[true]]), json!("none")] {
        let (_server, onsim) = answering(&body).await;
        let error = code_of(LineList::list(&onsim).await);
        assert_eq!(error, (ErrorCode::UnreadableAnswer, Delivery::Answered), "{body}");
    }
}

#[tokio::test]
async fn a_code_is_read_with_its_state() {
    let read = async |body: Value| -> Answer<EsimReading> {
        let (_server, onsim) = answering(&body).await;
        onsim.status(MPN).await
    };
    let full = json!({
        "esim_code": code().full(), "esim_status": "installed", "enabled_on_device": "Y", "refresh_code": "esim code refreshed",
    });
    let reading = read(full.clone()).await.unwrap();
    assert!(reading.code.unwrap().same_as(&code()));
    let state = reading.state.unwrap();
    assert_eq!((state.stage, state.enabled, state.raw.as_str()), (EsimStage::Installed, Some(true), "installed"));
    for wrapped in [json!([full]), json!({"esim": full})] {
        assert!(read(wrapped).await.unwrap().code.is_some());
    }
    // The sample of the contract itself is no activation code.
    let placeholder = read(json!({"esim_code": "LPA:XXXX"})).await.unwrap();
    assert!(placeholder.code.is_none() && placeholder.malformed.is_some() && placeholder.state.is_none());
    let none = read(json!({"esim_code": "", "esim_status": null})).await.unwrap();
    assert!(none.code.is_none() && none.malformed.is_none() && none.state.is_none());
    assert_eq!(code_of(read(json!({"x": 1})).await), (ErrorCode::UnreadableAnswer, Delivery::Answered));
}

#[tokio::test]
async fn a_refresh_is_done_only_with_a_code() {
    let refresh = async |body: Value| -> Answer<EsimReading> {
        let (_server, onsim) = answering(&body).await;
        onsim.refresh(MPN, ticket()).await
    };
    let good = json!({"esim_code": code().full(), "refresh_code": "esim code refreshed"});
    assert!(refresh(good).await.unwrap().code.unwrap().same_as(&code()));
    for body in [json!({"refresh_code": "esim code refreshed"}), json!({"esim_code": "LPA:XXXX"}), json!({}), json!([])]
    {
        assert_eq!(code_of(refresh(body).await), (ErrorCode::OutcomeUnknown, Delivery::Unsure));
    }
    let refused = refresh(json!({"esim_code": code().full(), "refresh_code": "Error"})).await;
    assert_eq!(refused.as_ref().unwrap_err().problem.provider_words.as_deref(), Some("Error"));
    assert_eq!(code_of(refused), (ErrorCode::Refused, Delivery::Answered));
    let installed = json!({"esim_status": "installed", "refresh_code": "error: LPA:1$h.example$CANARY"});
    let refused = refresh(installed).await;
    assert_eq!(refused.as_ref().unwrap_err().problem.provider_words.as_deref(), Some("error: …"));
    assert_eq!(code_of(refused), (ErrorCode::WrongState, Delivery::Answered));
}

#[tokio::test]
async fn a_picture_link_is_taken_as_json_and_as_text() {
    let link = "https://onsimqrcodes.s3.amazonaws.com/UUID.png?X-Amz-Algorithm=XXXXX";
    for body in [link.to_owned(), format!("\"{link}\""), format!("  {link}\n")] {
        let server = Server::start([Reply::bytes(200, body)]).await;
        let url = client(&server.url()).generate_esim_qr(&code(), ticket()).await.unwrap();
        assert_eq!(url.expose(), link);
    }
    for body in ["http://x.example/a.png", "{\"url\":1}", "\"\"", "https://a b"] {
        let server = Server::start([Reply::bytes(200, body)]).await;
        let answer = client(&server.url()).generate_esim_qr(&code(), ticket()).await;
        assert_eq!(code_of(answer), (ErrorCode::OutcomeUnknown, Delivery::Unsure), "{body}");
    }
}

#[tokio::test]
async fn a_new_line_is_read_and_its_prefix_dropped() {
    let body = json!({"esim_code": code().full(), "iccid": "ONSIM8944000000000123456", "pbx_password": "1a2B3c4D"});
    let (_server, onsim) = answering(&body).await;
    let line = onsim.hosted(hosted_line(), ticket()).await.unwrap();
    assert!(line.code.unwrap().same_as(&code()));
    assert_eq!(line.iccid.as_deref(), Some("8944000000000123456"));
    assert_eq!(line.sip_password.unwrap().expose(), "1a2B3c4D");
    let (_server, onsim) = answering(&json!({"message": "created"})).await;
    let answer = onsim.hosted(hosted_line(), ticket()).await;
    assert_eq!(code_of(answer), (ErrorCode::OutcomeUnknown, Delivery::Unsure));
}

#[tokio::test]
async fn ports_are_read_in_every_wrapping() {
    let one = json!({"trID": "9", "number": "447777777771", "status": "IN PROGRESS", "type": "PORT-IN"});
    let bodies = [
        json!({"portQueue": {"port": [one]}}),
        json!({"portQueue": [{"port": [one]}]}),
        json!({"portQueue": {"port": one}}),
        json!({"port": [one]}),
        json!([one]),
    ];
    for body in bodies {
        let (_server, onsim) = answering(&body).await;
        let ports = Ports::list(&onsim).await.unwrap_or_else(|error| panic!("{body}: {error:?}"));
        assert_eq!(ports.len(), 1, "{body}");
        assert_eq!((ports[0].id.as_str(), ports[0].state), ("9", PortState::Submitted));
    }
    for body in [json!({"portQueue": {"port": []}}), json!({"portQueue": []}), json!({"portQueue": {}}), json!([])] {
        let (_server, onsim) = answering(&body).await;
        assert_eq!(Ports::list(&onsim).await.unwrap(), [], "{body}");
    }
    for body in [json!({"message": "no"}), json!([one, {"x": 1}]), json!("none")] {
        let (_server, onsim) = answering(&body).await;
        assert_eq!(code_of(Ports::list(&onsim).await), (ErrorCode::UnreadableAnswer, Delivery::Answered), "{body}");
    }
    for body in [one.clone(), json!({"port": one}), json!({"port": [one]})] {
        let (_server, onsim) = answering(&body).await;
        assert_eq!(Ports::read(&onsim, "9").await.unwrap().raw_state, "IN PROGRESS");
    }
    let (_server, onsim) = answering(&json!({"number": "447777777771"})).await;
    assert_eq!(Ports::read(&onsim, "17").await.unwrap().id, "17");
    let (_server, onsim) = answering(&json!({"port": []})).await;
    assert_eq!(code_of(Ports::read(&onsim, "9").await), (ErrorCode::NotFound, Delivery::Answered));
}

#[tokio::test]
async fn stock_and_catalogue_are_shown_as_they_came() {
    let (_server, onsim) = answering(&json!({"sims": [{"iccid": "8944000000000123456", "puk": "12345678"}]})).await;
    let sims = onsim.sims(StockState::Active, SimType::All).await.unwrap();
    assert_eq!(sims[0].id.as_deref(), Some("8944000000000123456"));
    let fields: Vec<_> = sims[0].fields.iter().map(|field| (field.name.as_str(), field.value.as_str())).collect();
    assert_eq!(fields, [("iccid", "8944000000000123456"), ("puk", "(hidden)")]);
    let (_server, onsim) = answering(&json!({"catalogue": {"18": {"name": "Basic"}, "19": {"name": "Plus"}}})).await;
    let ids: Vec<_> = onsim.products().await.unwrap().into_iter().filter_map(|item| item.id).collect();
    assert_eq!(ids, ["18", "19"]);
    let both = json!({"catalogue": {"bundles": [{"sku": "BASE"}], "products": [{"product": 18, "name": "Basic"}]}});
    let (_server, onsim) = answering(&both).await;
    let ids: Vec<_> = onsim.products().await.unwrap().into_iter().filter_map(|item| item.id).collect();
    assert_eq!(ids, ["18", "BASE"]);
    let (_server, onsim) = answering(&json!(["447777777777"])).await;
    assert_eq!(onsim.numbers(StockState::Reserved).await.unwrap()[0].id.as_deref(), Some("447777777777"));
}

#[tokio::test]
async fn the_list_tells_an_esim_from_a_card() {
    let body = json!([
        {"mpn": "447777777771", "type": "eSIM"}, {"mpn": "447777777772", "sim_type": "pSIM"},
        {"mpn": "447777777773", "esim_status": "installed"}, {"mpn": "447777777774", "type": "other"},
    ]);
    let (_server, onsim) = answering(&body).await;
    let kinds: Vec<_> = LineList::list(&onsim).await.unwrap().into_iter().map(|line| line.sim.kind).collect();
    assert_eq!(kinds, [SimKind::Esim, SimKind::Card, SimKind::Esim, SimKind::Unknown]);
}
