//! Portings from the power of attorney to the moved number, refusals and their correction, the way out.

use std::time::Duration;

use serde_json::{Value, json};

use super::{AASE, DAY, Desk, HOUR, desk, is, refusal};
use crate::TelecomxLineState as LineState;
use crate::testing;

/// Opens a port-in of `number` for the first customer and gives the porting's id.
async fn port_in(desk: &Desk, number: &str) -> String {
    let customer = desk.telecomx().line(AASE).unwrap().customer;
    let made = desk.post("/mvno", json!({ "customer": customer, "number": number })).await;
    assert_eq!(made.status, 200, "{}", String::from_utf8_lossy(&made.body));
    made.json()["porting"]["_id"].as_str().unwrap().to_owned()
}

fn stage(desk: &Desk, id: &str) -> String {
    desk.telecomx().stage(id).unwrap()
}

async fn by_stage(desk: &Desk, stage: &str) -> String {
    desk.first(&format!("/porting?stage={stage}"), "portings", |_| true).await["_id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_number_comes_in_by_the_stages_of_the_clock() {
    let desk = desk().await;
    // The last digit but one picks the operator: here one that wants a signed paper.
    let number = "+4531229105";
    let info = desk.read(&format!("/dk/number/info/{}", &number[3..])).await;
    let operator = desk.read(&format!("/dk/operator/{}", info["operator"].as_str().unwrap())).await;
    assert_eq!((&operator["mvnoAuth"], &operator["orderWait"]), (&json!("ICC_EMAIL"), &Value::Null));
    let id = port_in(&desk, number).await;
    assert_eq!(stage(&desk, &id), "IN_CREATED");
    assert_eq!(desk.telecomx().line(number).unwrap().state, Some(LineState::Creating));
    let order = format!("/porting/{id}/order");
    assert_eq!(refusal(&desk.get(&order).await), is(409, "documents"));

    let right = desk.telecomx().donor_sim(&id).unwrap();
    assert_eq!(right, desk.telecomx().donor_sim_of_number(number));
    let wanted = json!({ "donorSimNumber": right, "requestedDate": "2026-03-10T00:00:00.000Z" });
    assert_eq!(desk.post(&format!("/porting/{id}"), wanted).await.json()["donorSimNumber"], right);
    let customer = desk.telecomx().line(AASE).unwrap().customer;
    let made = desk.read(&format!("/porting/{customer}/poa/create?method=EMAIL&mitId=true")).await;
    assert_eq!(made["success"], true);
    assert_eq!(stage(&desk, &id), "IN_AWAITING_POA_FROM_CUSTOMER");
    assert_eq!(refusal(&desk.get(&order).await), is(403, "stage"));
    desk.later(HOUR);
    assert_eq!(stage(&desk, &id), "IN_POA_RECEIVED_FROM_CUSTOMER");

    assert_eq!(desk.read(&order).await, json!({ "success": true }));
    assert_eq!(stage(&desk, &id), "IN_ORDERED");
    assert_eq!(refusal(&desk.get(&order).await), is(403, "stage"));
    assert_eq!(desk.telecomx().effect("orderPorting"), 1);
    desk.later(2 * HOUR);
    let record = desk.read(&format!("/porting/{id}?expand=true")).await;
    assert_eq!(record["status"]["stage"], "IN_CONFIRMED");
    assert_eq!(record["status"]["message"], "2026-03-10T06:00:00.000Z");
    assert_eq!((&record["customerName"], &record["portingType"]), (&json!("Kaffe & Co ApS"), &json!("IN")));
    assert_eq!(record["status"]["date"], "2026-03-04T12:30:00.000Z");
    desk.shop.clock().set("2026-03-10T05:59:00Z".parse().unwrap());
    assert_eq!(desk.telecomx().line(number).unwrap().state, Some(LineState::Creating));
    let today = desk.read("/porting?status=PORT_TODAY").await;
    assert!(today["portings"].as_array().unwrap().iter().any(|one| one["_id"] == id));
    desk.later(Duration::from_secs(60));
    assert_eq!(stage(&desk, &id), "IN_COMPLETED");
    assert_eq!(desk.telecomx().line(number).unwrap().state, Some(LineState::Active));
    assert_eq!(desk.read(&format!("/number/{number}")).await["state"], "IN_USE");
    let history = desk.read(&format!("/porting/{id}")).await["history"].as_array().unwrap().len();
    assert_eq!(history, 6);
}

#[tokio::test]
async fn a_wrong_sim_number_is_refused_and_can_be_put_right() {
    let desk = desk().await;
    // This donor wants no paper, only the SIM number.
    let id = port_in(&desk, "+4531229111").await;
    let order = format!("/porting/{id}/order");
    let sim = async |sim: &str| desk.post(&format!("/porting/{id}"), json!({ "donorSimNumber": sim })).await.status;
    assert_eq!(sim("8945000000000000000").await, 200);
    desk.read(&order).await;
    desk.later(2 * HOUR);
    let record = desk.read(&format!("/porting/{id}")).await;
    assert_eq!(
        (&record["status"]["stage"], &record["status"]["message"]),
        (&json!("IN_REJECTED"), &json!("SIM_MISMATCH"))
    );
    let attention = desk.read("/porting?status=ATTENTION").await;
    assert!(attention["portings"].as_array().unwrap().iter().any(|one| one["_id"] == id));
    assert_eq!(desk.get(&format!("/porting/{id}/contact?message=Ringet")).await.status, 200);
    assert_eq!(stage(&desk, &id), "IN_DONOR_CONTACTED");
    assert_eq!(sim(&desk.telecomx().donor_sim(&id).unwrap()).await, 200);
    desk.read(&order).await;
    desk.later(2 * HOUR);
    assert_eq!(stage(&desk, &id), "IN_CONFIRMED");
    assert_eq!(refusal(&desk.get(&format!("/porting/{id}/contact?message=x")).await), is(403, "access_denied"));
}

#[tokio::test]
async fn an_order_may_be_sent_late() {
    let desk = desk().await;
    // This donor's orders wait two hours, and it wants a paper: here one that is uploaded.
    let number = "+4531229123";
    let id = port_in(&desk, number).await;
    let upload = format!("/porting/{id}/document/1");
    let form = |content: &str| {
        format!(
            "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n{content}\r\n--x--\r\n"
        )
    };
    let headers = format!("Authorization: Bearer {}\r\nContent-Type: multipart/form-data; boundary=x\r\n", desk.token);
    let base = desk.telecomx().base_url();
    let text = testing::raw(&base, "POST", &upload, &headers, &form("not a picture")).await.unwrap();
    assert_eq!(refusal(&text), is(404, "file"));
    let file = testing::raw(&base, "POST", &upload, &headers, &form("%PDF-1.4")).await.unwrap();
    let document = file.json()["document"].clone();
    assert_eq!((&document["filename"], &document["size"]), (&json!("a.pdf"), &json!(8)));
    assert_eq!(stage(&desk, &id), "IN_POA_RECEIVED_FROM_CUSTOMER");
    let customer = desk.telecomx().line(AASE).unwrap().customer;
    let access = format!("/customer/{customer}/docauth/{}", document["_id"].as_str().unwrap());
    assert_eq!(desk.get(&access).await.status, 200);

    desk.post(&format!("/porting/{id}"), json!({ "donorSimNumber": desk.telecomx().donor_sim(&id) })).await;
    desk.read(&format!("/porting/{id}/order")).await;
    let waiting = desk.read(&format!("/porting/{id}")).await;
    assert_eq!(waiting["autoStartOrder"], "2026-03-04T11:30:00.000Z");
    assert_eq!(refusal(&desk.get(&format!("/porting/{id}/order")).await), is(403, "stage"));
    desk.later(2 * HOUR);
    assert_eq!(stage(&desk, &id), "IN_ORDERED");
    // A paper may not be taken away any more.
    let gone = desk.get(&format!("/porting/{id}/poa/delete/{}", document["_id"].as_str().unwrap())).await;
    assert_eq!(refusal(&gone), is(403, "access_denied"));
}

#[tokio::test]
async fn a_power_of_attorney_is_downloaded_once() {
    let desk = desk().await;
    let customer = desk.telecomx().line(AASE).unwrap().customer;
    let body = json!({ "override": { "name": "Åse Kjærgaard" } });
    let made = desk.post(&format!("/porting/{customer}/poa/create?method=DOWNLOAD"), body).await.json();
    let id = made["documents"][0]["_id"].as_str().unwrap();
    let path = format!("/porting/{customer}/poa/get/{id}?forcedownload=true&filename=a.pdf");
    let paper = desk.get(&path).await;
    assert_eq!(paper.header("content-type"), Some("application/pdf"));
    assert!(paper.body.starts_with(b"%PDF-1.4") && paper.body.ends_with(b"%%EOF\n"));
    assert_eq!(refusal(&desk.get(&path).await), is(404, "id"));
}

#[tokio::test]
async fn a_signature_can_be_called_off() {
    let desk = desk().await;
    let id = port_in(&desk, "+4531229105").await;
    let customer = desk.telecomx().line(AASE).unwrap().customer;
    desk.read(&format!("/porting/{customer}/poa/create?method=EMAIL")).await;
    let order = desk.read(&format!("/porting/{id}")).await["signatureOrder"].as_str().unwrap().to_owned();
    let path = format!("/porting/{id}/signatureorder/{order}/cancel");
    assert_eq!(desk.get(&path).await.status, 200);
    assert_eq!(refusal(&desk.get(&path).await), is(404, "orderId"));
    desk.later(DAY);
    assert_eq!(stage(&desk, &id), "IN_AWAITING_POA_FROM_CUSTOMER");
}

#[tokio::test]
async fn a_mobile_porting_ends_with_its_account_and_a_landline_is_cancelled() {
    let desk = desk().await;
    let number = "+4531229105";
    let id = port_in(&desk, number).await;
    assert_eq!(refusal(&desk.get(&format!("/porting/{id}/cancel")).await), is(403, "numberType"));
    assert_eq!(desk.call("DELETE", &format!("/mvno/{}", desk.id(number)), None).await.status, 200);
    assert_eq!(stage(&desk, &id), "IN_CANCELLED");
    // It can be asked for once more.
    desk.later(HOUR);
    assert_ne!(port_in(&desk, number).await, id);
    let fixed = desk.first("/porting?full=true", "portings", |one| one["numberType"] == "SIP").await;
    let fixed = fixed["_id"].as_str().unwrap();
    let total = async || desk.read("/porting").await["total"].as_u64().unwrap();
    let before = total().await;
    assert_eq!(desk.get(&format!("/porting/{fixed}/split")).await.status, 200);
    assert_eq!(total().await, before + 9);
    assert_eq!(refusal(&desk.get(&format!("/porting/{fixed}/split")).await), is(409, "additionalNumbers"));
    assert_eq!(desk.get(&format!("/porting/{fixed}/cancel")).await.status, 200);
    assert_eq!(refusal(&desk.get(&format!("/porting/{fixed}/cancel")).await), is(403, "access_denied"));
}

#[tokio::test]
async fn a_number_leaves_unless_it_is_refused() {
    let desk = desk().await;
    let leaving = by_stage(&desk, "OUT_RECEIVED").await;
    let record = desk.read(&format!("/porting/{leaving}")).await;
    let number = record["number"].as_str().unwrap();
    let sim = desk.get(&format!("/mvno/{}/changesim/eSim", desk.id(number))).await;
    assert_eq!(refusal(&sim), is(403, "porting"));
    assert_eq!(refusal(&desk.get(&format!("/porting/{leaving}/order")).await), is(409, "id"));
    let admin = desk.token_of("admin@example.com").await;
    let reject = |reason: &str| format!("/porting/{leaving}/reject?reason={reason}");
    let wrong = desk.call_as(&admin, "GET", &reject("BORED"), None).await.unwrap();
    assert_eq!(refusal(&wrong), is(422, "reason"));
    desk.later(DAY);
    assert_eq!(stage(&desk, &leaving), "OUT_CONFIRMED");
    let late = desk.call_as(&admin, "GET", &reject("WRONG_OWNER"), None).await.unwrap();
    assert_eq!(refusal(&late), is(403, "access_denied"));
    desk.later(2 * DAY);
    assert_eq!(stage(&desk, &leaving), "OUT_COMPLETED");
    assert_eq!(desk.telecomx().line(number), None);
    assert_eq!(desk.read(&format!("/number/{number}")).await["state"], "OUT_PORTED");
}

#[tokio::test]
async fn a_refused_out_porting_keeps_its_line() {
    let desk = desk().await;
    let id = by_stage(&desk, "OUT_RECEIVED").await;
    let number = desk.read(&format!("/porting/{id}")).await["number"].as_str().unwrap().to_owned();
    let admin = desk.token_of("admin@example.com").await;
    let path = format!("/porting/{id}/reject?reason=WRONG_OWNER");
    assert_eq!(desk.call_as(&admin, "GET", &path, None).await.unwrap().status, 200);
    desk.later(10 * DAY);
    assert_eq!(stage(&desk, &id), "OUT_REJECTED");
    assert_eq!(desk.telecomx().line(&number).unwrap().state, Some(LineState::Active));
}

#[tokio::test]
async fn the_list_is_filtered_by_status_number_and_direction() {
    let desk = desk().await;
    let total = async |query: &str| desk.read(&format!("/porting?{query}")).await["total"].as_u64().unwrap();
    let all = total("").await;
    assert_eq!(total("type=IN").await + total("type=OUT").await, all);
    assert_eq!(total("filter=31229044").await, 1);
    assert_eq!(total("stage=IN_REJECTED&status=CONFIRMED").await, total("stage=IN_REJECTED").await);
    assert!(total("status=CLOSED").await > 0 && total("status=OPEN").await > 0);
    // What waits since a day is not yet late; in two days it is.
    let id = desk.first("/porting?filter=31229044", "portings", |_| true).await["_id"].clone();
    let late = async || {
        let list = desk.read("/porting?status=ATTENTION").await;
        list["portings"].as_array().unwrap().iter().any(|one| one["_id"] == id)
    };
    assert!(!late().await);
    desk.later(2 * DAY);
    assert!(late().await);
}
