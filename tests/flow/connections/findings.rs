//! What was learnt of an account that its provider does not document: kept with the connection, used by its client.

use std::collections::BTreeMap;

use desk::connections::manage::{Draft, Settings};
use domain::line::{LineKey, LineStage};
use domain::problem::ErrorCode;
use domain::provider::ProviderKind;
use practice::PracticeShop;
use suite::desk::shop;

use super::{Managed, given, onsim, settings};

fn learnt(fields: &[(&str, &str)]) -> BTreeMap<String, String> {
    fields.iter().map(|(id, value)| ((*id).to_owned(), (*value).to_owned())).collect()
}

fn with(shop: &PracticeShop, fields: &[(&str, &str)]) -> Settings {
    Settings { findings: learnt(fields), ..settings("Reach", shop.reach().base_url()) }
}

fn reach(shop: &PracticeShop, fields: &[(&str, &str)]) -> Draft {
    Draft {
        provider: ProviderKind::Reach,
        settings: with(shop, fields),
        proof: given("client_api", &[("jwt", shop.reach().jwt()), ("api_key", shop.reach().api_key())]),
    }
}

#[tokio::test]
async fn a_code_that_was_learnt_is_read_as_what_it_means() {
    let shop = shop().await;
    let test = Managed::open().await;
    let customers = shop.reach().customers();
    let (customer, code) =
        customers.iter().find_map(|one| Some((one, shop.reach().status(one).filter(|code| *code != 2)?))).unwrap();
    let id = test.desk.add_connection(reach(&shop, &[])).await.unwrap().connection.id;
    assert!(!test.text().contains("findings"), "what is as usual is not written");
    let key = LineKey { connection: id.clone(), id: customer.clone() };
    let stage = async || test.desk.line_page(&key, true).await.unwrap().line.state.stage;
    assert_eq!(stage().await, LineStage::Unknown);

    let code = code.to_string();
    let edited = test.desk.edit_connection(&id, with(&shop, &[("suspended_codes", &code)])).await.unwrap();
    assert_eq!(edited.findings, learnt(&[("suspended_codes", &code)]));
    assert_eq!(stage().await, LineStage::Suspended);
    assert!(test.text().contains("suspended_codes"));
    let carried = test.book.export().await.unwrap();
    assert!(carried.contains("suspended_codes"), "it goes along to another computer");

    let edited = test.desk.edit_connection(&id, with(&shop, &[("card_in_orders", "physical")])).await.unwrap();
    assert!(edited.findings.is_empty() && !test.text().contains("findings"));
    test.desk.close().await;
}

#[tokio::test]
async fn what_cannot_be_is_refused_by_its_name_and_nothing_is_changed() {
    let shop = shop().await;
    let test = Managed::open().await;
    for (field, wrong) in [
        ("suspended_codes", ("suspended_codes", "2")),
        ("card_in_orders", ("card_in_orders", "cardboard")),
        ("shoe_size", ("shoe_size", "44")),
    ] {
        let problem = test.desk.add_connection(reach(&shop, &[wrong])).await.err().unwrap();
        assert_eq!((problem.code, problem.field.as_deref()), (ErrorCode::InvalidInput, Some(field)));
    }
    let mut other = onsim(&shop, "ONSIM");
    other.settings.findings = learnt(&[("suspended_codes", "3")]);
    let problem = test.desk.add_connection(other).await.err().unwrap();
    assert_eq!(problem.field.as_deref(), Some("suspended_codes"));
    assert!(test.desk.connections().await.unwrap().is_empty());
    test.desk.close().await;
}
