//! What the log and `Debug` hold of Reach's calls: nothing of people and no secret.

use domain::secret::{OneTimeCode, Pac};
use providers::reach::{CustomerId, NewOrder, PortFix, PurchaseId};
use serde_json::json;

use super::cases::{activation, card_sim, esim, order_with_port_in, port_in, swap};
use super::{JWT, KEY, client};
use crate::captured;
use crate::onsim::ticket;
use crate::server::{Reply, Server};

fn canary_order() -> NewOrder {
    let mut order = order_with_port_in();
    order.account.first_name = "canary-first".to_owned();
    order.account.email = "canary@example.test".to_owned();
    if let Some(port_in) = &mut order.lines[0].port_in {
        port_in.pin = Pac::new("canary-pin".to_owned());
        port_in.account_number = "canary-account".to_owned();
    }
    order
}

#[tokio::test]
async fn the_log_tells_each_try_and_nothing_of_people_or_secrets() {
    let link = json!({"status": "SUCCESS", "data": {"status": "PAYMENT_PENDING", "link": {"url": "https://pay.example/canary"}}});
    let pair = json!({"accountAccessKeyId": "canary-id", "accountAccessSecreteKey": "canary-secret"});
    let server = Server::start([
        Reply::json(200, &link),
        Reply::json(400, &json!({"message": "canary words", "meta": {"canary": "canary"}})),
        Reply::json(200, &pair),
        Reply::json(200, &json!({"status": "canary-status", "data": {"x": "canary"}})),
        Reply::json(200, &json!({"status": "canary-status", "mobileNo": "5550100881"})),
    ])
    .await;
    let reach = client(&server.url());
    let customer = CustomerId::new("canary-customer");
    let status = reach.purchase_status(&PurchaseId::new("canary-purchase")).await.unwrap();
    assert_eq!(status.link.as_ref().unwrap().url.expose(), "https://pay.example/canary");
    let order = canary_order();
    reach.submit_order(&order, &super::cases::dollars("42.5"), ticket()).await.unwrap_err();
    let made = reach.generate_access_key(ticket()).await.unwrap();
    let fix = PortFix::Pin(Pac::new("canary-pin".to_owned()));
    reach.fix_port_in(&customer, None, &fix, ticket()).await.unwrap_err();
    let activation_status = reach.activation_status(&customer).await.unwrap();

    let text = captured::take();
    for never in [KEY, JWT, "anary", "Basic", "5550100", "pay.example"] {
        assert!(!text.contains(never), "the log holds {never:?}:\n{text}");
    }
    let calls = captured::calls(&text);
    let told: Vec<_> = calls.iter().map(|call| call["operation"].as_str().unwrap()).collect();
    let wanted = ["getPurchaseStatus", "submitPurchase", "generateAccessKey", "updatePortIn", "getActivationStatus"];
    assert_eq!(told, wanted);
    assert_eq!(calls[0]["path"], "/apisvc/v0/product/status/{transactionId}");

    let mut swap = swap(esim());
    swap.code = OneTimeCode::new("canary".to_owned());
    let activation = activation(card_sim(), Some(port_in()));
    let shown = format!("{:?} {customer:?} {made:?} {fix:?} {swap:?} {activation:?} {:?}", status.link, super::pair());
    for never in ["anary", "5550100000", "89010000000000000000", "490154203237518", "0000\""] {
        assert!(!shown.contains(never), "{never}: {shown}");
    }
    assert_eq!(activation_status.raw_stage, "canary-status");
}
