//! Every operation of the contract once, with a request that is good, and its answer held against the contract.

use serde_json::{Value, json};

use super::{AASE, Desk, desk};
use crate::telecomx::CONTRACT;
use crate::testing::{self, misfit_of};

/// What a call is.
struct Try {
    operation: &'static str,
    method: &'static str,
    path: String,
    body: Option<Value>,
    admin: bool,
    status: u16,
}

fn get(operation: &'static str, path: impl Into<String>) -> Try {
    Try { operation, method: "GET", path: path.into(), body: None, admin: false, status: 200 }
}

fn post(operation: &'static str, path: impl Into<String>, body: Value) -> Try {
    let body = Some(body).filter(|body| !body.is_null());
    Try { body, method: "POST", ..get(operation, path) }
}

fn delete(operation: &'static str, path: impl Into<String>) -> Try {
    Try { method: "DELETE", ..get(operation, path) }
}

fn admin(one: Try) -> Try {
    Try { admin: true, ..one }
}

fn left_out(one: Try) -> Try {
    Try { status: 403, ..one }
}

/// Ids the calls need.
struct Known {
    id: String,
    customer: String,
    me: String,
    top_up: String,
    plan: String,
    tdc: String,
    number: String,
    other: String,
    watch: String,
    blocked: String,
    icc: String,
    stored: String,
}

async fn known(desk: &Desk) -> Known {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let line = desk.telecomx().line(AASE).unwrap();
    let products = desk.read("/product").await;
    let products = products.as_array().unwrap();
    let of = |kind: &str| text(&products.iter().find(|one| one["type"] == kind).unwrap()["_id"]);
    let free = desk.read("/number?list=MVNO_PURCHASE_TELENOR").await["numbers"].clone();
    let numbers = desk.telecomx().numbers();
    let reseller = desk.read(&format!("/customer/{}/name", line.customer)).await["parentReseller"].clone();
    let card = async |network: &str| {
        let path = format!("/sim?formFactor=NANO&network={network}&customer={}", reseller.as_str().unwrap());
        text(&desk.first(&path, "sims", |_| true).await["_id"])
    };
    let line_of = |number: &String| desk.telecomx().line(number).unwrap();
    Known {
        me: text(&desk.read(&format!("/auth/validateToken?token={}", desk.token)).await["employee"]),
        top_up: of("MVNO_DATA_TOP_UP"),
        plan: of("MVNO_RATEPLAN"),
        tdc: numbers.iter().map(line_of).find(|line| line.network == crate::TelecomxNetwork::Tdc).unwrap().id,
        number: text(&free[0]["_id"]),
        other: text(&free[1]["_id"]),
        watch: numbers[2].trim_start_matches("+45").to_owned(),
        blocked: line_of(&numbers[3]).id,
        icc: card("TELENOR").await,
        stored: card("TDC").await,
        id: line.id,
        customer: line.customer,
    }
}

fn reads(known: &Known) -> Vec<Try> {
    let Known { id, customer, me, top_up, tdc, number, icc, .. } = known;
    vec![
        get("listEmployees", "/employee?includeMvnoAccounts=true&full=true"),
        get("getEmployee", format!("/employee/{me}")),
        get("searchAll", "/search?query=a&includeSubResellers=true"),
        post("searchAllByPost", "/search", json!({ "query": "kaffe" })),
        get("listCustomers", "/customer?full=true&filter=aps"),
        get("getCustomer", format!("/customer/{customer}")),
        get("getCustomerName", format!("/customer/{customer}/name")),
        get("getCustomerOverview", format!("/customer/{customer}/overview")),
        post("getCustomerOverviewByPost", format!("/customer/{customer}/overview"), Value::Null),
        get("listParentResellers", "/customer/resellers/list?voip=true"),
        post("listBillingCustomers", format!("/customer/{customer}/billingcustomer"), Value::Null),
        get("listCallNotifiers", format!("/customer/{customer}/callnotify")),
        get("listMvnoAccounts", format!("/mvno?customer={customer}&full=true&usage=true")),
        get("getMvnoAccount", format!("/mvno/{id}")),
        get("getVoiceAccount", format!("/voiceaccount/{AASE}")),
        get("getAdditionalProductPrices", format!("/mvno/additionalproducts/{id}")),
        get("listSims", "/sim?network=TDC&autoAssign=true"),
        get("getSim", format!("/sim/{icc}")),
        get("listPortings", "/porting?full=true"),
        get("getNumberOperator", "/dk/number/info/31229044"),
        get("listOperators", "/dk/operator?filter=tel"),
        get("getOperator", "/dk/operator/90101"),
        get("listProducts", "/product?type=MVNO_RATEPLAN&master=true&all=true"),
        get("getProduct", format!("/product/{top_up}?usage=1")),
        admin(get("listServiceCodes", "/mvno/socs")),
        get("listNumbers", "/number?list=CUSTOMER_ALL"),
        get("getNumber", format!("/number/{number}?expand=true")),
        get("getMonthlyUsage", format!("/mvno/{id}/usage?fromDate=2026-01-01&toDate=2026-03-01")),
        get("getDataUsage", format!("/mvno/{id}/dataUsage?fromDate=2025-12-01")),
        get("getVoiceUsage", format!("/mvno/{id}/voiceUsage?fromDate=2026-03-01")),
        get("listCallRecords", format!("/mvno/{id}/cdr?fromDate=2026-03-01&direction=IN")),
        get("getCallForward", format!("/mvno/{tdc}/callforward")),
        get("listRoamingRegions", "/roaming/region?network=TDC"),
        get("getRoamingRegion", "/roaming/region/7072616300f0000000000000"),
        get("listRoamingDataPrices", "/roaming/data"),
        get("listRoamingTextPrices", "/roaming/text"),
        admin(get("listRoamingPartners", "/mvno/roamingpartner?language=en")),
        get("listInvoices", "/invoice?limit=10"),
        get("listCurrentInvoiceLines", format!("/invoice/current?customer={customer}")),
        get("getCurrentInvoiceLine", format!("/invoice/current/{}000000", &id[..18])),
    ]
}

fn changes(known: &Known) -> Vec<Try> {
    let Known { id, customer, me, top_up, plan, tdc, number, other, watch, blocked, icc, stored } = known;
    vec![
        left_out(get("loginByQuery", "/auth/login?username=a&password=b")),
        left_out(get("impersonateEmployee", format!("/auth/impersonate/{me}"))),
        left_out(post("requestPasswordReset", "/auth/reset", json!({ "username": "a@example.com" }))),
        left_out(get("requestPasswordResetByQuery", "/auth/reset?username=a@example.com")),
        left_out(post("selectOrganizationReseller", "/auth/organizationreseller", json!({ "resellerId": customer }))),
        left_out(get("listOrganizationResellers", "/customer/organizationresellers")),
        left_out(get("getMitIdSettings", format!("/customer/{customer}/criipto/{customer}"))),
        left_out(post("createEmployee", "/employee", json!({ "name": "Ny" }))),
        post("createEmployeeToken", format!("/employee/{me}/token"), Value::Null),
        post("updateCustomer", format!("/customer/{customer}"), json!({ "website": "https://kaffe.example.com" })),
        post("addBillingCustomer", format!("/customer/{customer}/billingcustomer/{customer}"), Value::Null),
        post("buyDataTopUp", format!("/mvno/{id}/topup/{top_up}"), Value::Null),
        get("changeSim", format!("/mvno/{id}/changesim/{}", icc.trim_end_matches('F'))),
        get("changeNetwork", format!("/mvno/{id}/changenetwork/{stored}")),
        get("changeNumber", format!("/mvno/{id}/changenumber/{number}")),
        post("updateMvnoAccount", format!("/mvno/{tdc}"), json!({ "feature": { "mms": false } })),
        post("createMvnoAccount", "/mvno", json!({ "customer": customer, "number": other, "ratePlan": plan })),
        delete("deleteSmartwatch", format!("/mvno/{watch}/smartwatch")),
        delete("removeUsageBlock", format!("/mvno/{blocked}/usageblock")),
        delete("deleteMvnoAccount", format!("/mvno/{blocked}")),
        get("listDeletedMvnoAccounts", "/mvno/deleted"),
        get("getDeletedMvnoAccount", format!("/mvno/deleted/{blocked}")),
        post("restoreMvnoAccount", format!("/mvno/deleted/{blocked}/restore"), json!({ "newRatePlan": plan })),
        admin(post("importSims", "/sim", json!({ "data": "8945020000000000019;1;2;3;4;NANO;TELENOR" }))),
        admin(get("assignSim", format!("/sim/8945020000000000019/assign?customer={customer}"))),
        post("createProduct", "/product", json!({ "name": "Egen plan", "price": 99, "inheritFrom": plan })),
        post("createNumbers", "/number", json!({ "first": "+4570129100", "count": 10 })),
        post("updateNumber", "/number/+4570129100", json!({ "name": "Omstilling", "listed": true })),
        get("preReserveNumber", "/number/+4570129101/preReserve"),
        get("assignNumber", format!("/number/+4570129102/assign?customer={customer}")),
        get("closeNumber", "/number/+4570129102/close"),
        post("sendSms", "/sms", json!({ "type": "SMS", "message": "Hej", "from": "Kaffe", "to": AASE })),
    ]
}

/// Carries out one call and checks where it went and what came.
async fn check(desk: &Desk, document: &Value, admin: &str, one: &Try) -> Value {
    let token = if one.admin { admin } else { &desk.token };
    let answer = desk.call_as(token, one.method, &one.path, one.body.clone()).await.unwrap();
    let said = String::from_utf8_lossy(&answer.body).into_owned();
    assert_eq!(answer.status, one.status, "{}: {said}", one.operation);
    let seen = desk.telecomx().requests().pop().unwrap();
    assert_eq!(seen.operation.as_deref(), Some(one.operation));
    if answer.header("content-type") != Some("application/json") {
        return Value::Null;
    }
    assert_eq!(misfit_of(document, one.operation, one.status, &answer.json()), None, "{said}");
    answer.json()
}

#[tokio::test]
async fn every_operation_answers_as_the_contract_says() {
    let desk = desk().await;
    let document: Value = CONTRACT.document();
    let admin = &desk.token_of("admin@example.com").await;
    let known = known(&desk).await;
    let mut served = vec!["login".to_owned()];
    let mut tries = reads(&known);
    tries.extend(changes(&known));
    for one in tries {
        check(&desk, &document, admin, &one).await;
        served.push(one.operation.to_owned());
    }
    served.extend(in_order(&desk, &document, admin, &known).await);
    let mut offered = desk.telecomx().dial().operations().to_vec();
    offered.sort();
    served.sort();
    assert_eq!((offered.len(), offered), (103, served));
}

/// The calls that need what another answered.
async fn in_order(desk: &Desk, document: &Value, admin: &str, known: &Known) -> Vec<String> {
    let mut served = Vec::new();
    let mut run = async |one: Try| {
        served.push(one.operation.to_owned());
        check(desk, document, admin, &one).await
    };
    let customer = &known.customer;
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let id = text(&desk.first("/porting?filter=31229044", "portings", |_| true).await["_id"]);
    let at = |rest: &str| format!("/porting/{id}{rest}");
    run(get("getPorting", at("?expand=true"))).await;
    run(post("updatePorting", at(""), json!({ "notify": ["a@example.com"] }))).await;
    let made = run(get("createPowerOfAttorney", format!("/porting/{customer}/poa/create?method=DOWNLOAD"))).await;
    let paper = text(&made["documents"][0]["_id"]);
    run(get("downloadPowerOfAttorney", format!("/porting/{customer}/poa/get/{paper}"))).await;
    let by_mail = format!("/porting/{customer}/poa/create?method=EMAIL");
    run(post("createPowerOfAttorneyFor", by_mail.clone(), json!({ "mitId": true }))).await;
    let order = text(&desk.read(&at("")).await["signatureOrder"]);
    run(get("cancelSignatureOrder", at(&format!("/signatureorder/{order}/cancel")))).await;
    desk.read(&by_mail).await;
    let order = text(&desk.read(&at("")).await["signatureOrder"]);
    run(post("cancelSignatureOrderOld", at(&format!("/poa/delete/{order}")), Value::Null)).await;

    let form = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\n%PDF\r\n--x--\r\n";
    let headers = format!("Authorization: Bearer {}\r\nContent-Type: multipart/form-data; boundary=x\r\n", desk.token);
    let upload = testing::raw(&desk.telecomx().base_url(), "POST", &at("/document/1"), &headers, form).await.unwrap();
    assert_eq!(misfit_of(document, "uploadPortingDocument", upload.status, &upload.json()), None);
    assert_eq!(desk.telecomx().requests().pop().unwrap().operation.as_deref(), Some("uploadPortingDocument"));
    let document_id = text(&upload.json()["document"]["_id"]);
    run(get("checkDocumentAccess", format!("/customer/{customer}/docauth/{document_id}"))).await;
    run(get("sendPowerOfAttorney", at("/poa/send?recipient=a@example.com"))).await;
    run(get("deletePortingDocument", at(&format!("/poa/delete/{document_id}")))).await;
    run(get("overridePortingStage", at("/stageOverride?stage=IN_POA_SENT&message=x"))).await;
    run(get("logPortingContact", at("/contact?message=Ringet"))).await;
    let sip = text(&desk.first("/porting", "portings", |one| one["numberType"] == "SIP").await["_id"]);
    run(get("splitPorting", format!("/porting/{sip}/split"))).await;
    run(get("cancelPorting", format!("/porting/{sip}/cancel"))).await;
    let ready = text(&desk.first("/porting?stage=IN_POA_SENT", "portings", |_| true).await["_id"]);
    run(get("orderPorting", format!("/porting/{ready}/order"))).await;
    let leaving = text(&desk.first("/porting?stage=OUT_RECEIVED", "portings", |_| true).await["_id"]);
    run(self::admin(get("rejectPorting", format!("/porting/{leaving}/reject?reason=WRONG_OWNER")))).await;

    run(post("setCallForward", format!("/mvno/{}/callforward", on_tdc(desk)), json!({ "busy": { "enabled": false } })))
        .await;
    let shop = desk.telecomx();
    let view = format!("/mvno/ott/{}", known.blocked);
    let token = shop.self_service_token(&known.blocked).unwrap();
    run(get("getSelfServiceView", format!("{view}?token={token}"))).await;
    desk.later(std::time::Duration::from_secs(60));
    let buy = format!("{view}/topup/{}", known.top_up);
    run(post("buySelfServiceTopUp", buy, json!({ "token": token }))).await;
    let number = shop.line(&known.id).unwrap().number;
    let pin = shop.voicemail_pin(&number).unwrap();
    run(get("checkVoicemailPin", format!("/mvno/voicemail/{number}/{pin}/pin"))).await;

    let recent = run(get("listRecentChanges", "/log/changeloglite?date=2026-03-01T00:00:00.000Z")).await;
    run(get("getChange", format!("/log/changelog/{}", text(&recent[0]["_id"])))).await;
    run(get("listChanges", "/tools/changelog?remove=true")).await;
    let of = |rest: &str| format!("/log/changelog/customer/{customer}{rest}");
    run(get("listCustomerChanges", of("?orderBy=DESC&version=2"))).await;
    run(get("listCustomerSectionChanges", of("/MvnoAccounts"))).await;
    run(get("listItemChanges", of(&format!("/MvnoAccounts/{}", known.id)))).await;
    run(get("validateToken", format!("/auth/validateToken?token={}&extend=true", desk.token))).await;
    let made = desk.call("POST", &format!("/employee/{}/token", known.me), None).await.json();
    run(delete("deleteEmployeeToken", format!("/employee/{}/token/{}", known.me, text(&made["token"])))).await;
    run(get("logout", "/auth/logout")).await;
    served.push("uploadPortingDocument".to_owned());
    served
}

/// A line on TDC that does not update.
fn on_tdc(desk: &Desk) -> String {
    let shop = desk.telecomx();
    let lines = shop.numbers().into_iter().filter_map(|number| shop.line(&number));
    lines
        .filter(|line| line.network == crate::TelecomxNetwork::Tdc && !line.updating)
        .map(|line| line.id)
        .next()
        .unwrap()
}
