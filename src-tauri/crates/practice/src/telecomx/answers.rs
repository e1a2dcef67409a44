//! The JSON records of the simulated TelecomX. Documented fields are the contract's; where a page is known in part
//! only, the rest is OURS and plausible: names beside ids, SIM codes and rate plans in an account, documents and history
//! in a porting, the fields of search hits, call records and invoices. No client may rely on those.

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::porting_state::Porting;
use super::state::{Account, Book, Customer, Employee, NumberEntry, Product, SimCard, Smartwatch};
use crate::telecomx::settings::AccessLevel;

/// `2025-01-01T00:00:00.000Z`
pub(super) fn time(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string()
}

/// Properties without a value are left out (contract 1.7).
pub(super) fn filled(record: Value) -> Value {
    match record {
        Value::Object(fields) => fields.into_iter().filter(|(_, value)| !value.is_null()).collect(),
        other => other,
    }
}

fn finished(book: &Book, record: Value) -> Value {
    let mut record = filled(record);
    if let Some(fields) = record.as_object_mut().filter(|_| book.settings.extra_fields) {
        fields.insert("segment".into(), json!({ "tier": 2, "tags": ["prøve", null] }));
        fields.insert("__v".into(), json!(7));
    }
    record
}

/// How much of an account is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Detail {
    /// A row of a list.
    Condensed,
    /// `full=true`, or one account read by itself.
    Full,
}

/// A mobile account (4.1, 4.2).
pub(super) fn account(book: &Book, account: &Account, detail: Detail, now: Timestamp) -> Value {
    let sim = book.sim(&account.sim);
    let state = book.settings.unknown_state.clone().unwrap_or_else(|| account.state_name().to_owned());
    let mut record = json!({
        "_id": account.id,
        "customer": account.customer,
        "customerName": book.customer_name(&account.customer),
        "state": state,
        "type": "MVNO",
        "number": account.number,
        "name": account.name,
        "ratePlan": account.rate_plan,
        "ratePlanName": book.plan(&account.rate_plan).map(|plan| plan.name.clone()),
        "mvnoSim": sim.map(|sim| sim_block(book, sim, detail)),
        "info": { "updating": account.is_updating(now) },
    });
    let more = json!({
        "feature": account.features,
        "newRatePlan": account.new_rate_plan.as_ref().map(|next| next.plan.clone()),
        "newRatePlanFrom": account.new_rate_plan.as_ref().map(|next| time(next.from)),
        "employee": account.employee,
        "notes": Some(&account.notes).filter(|notes| !notes.is_empty()),
        "deviceType": account.device,
        "pbx": Some(account.pbx).filter(|pbx| *pbx > 0),
        "porting": book.running_porting(&account.id).map(|porting| porting.id.clone()),
        "usageBlock": account.usage_block.then_some(true),
        "smartWatch": match account.smartwatch {
            Smartwatch::None => json!({ "state": "NONE" }),
            Smartwatch::Active => json!({ "state": "ACTIVE" }),
            Smartwatch::Deleting(_) => json!({ "state": "DELETING" }),
        },
        "topUps": account.top_ups.iter().map(|(product, at)| json!({ "product": product, "date": time(*at) }))
            .collect::<Vec<_>>(),
    });
    if let (Detail::Full, Some(fields), Value::Object(more)) = (detail, record.as_object_mut(), more) {
        fields.extend(more);
    }
    finished(book, record)
}

fn sim_block(book: &Book, sim: &SimCard, detail: Detail) -> Value {
    let mut block = json!({ "simNumber": sim.icc, "imsi": sim.imsi, "network": sim.network });
    let Some(fields) = block.as_object_mut().filter(|_| detail == Detail::Full) else { return block };
    if book.settings.sim_codes_in_account {
        fields.extend(codes(sim));
        fields.insert("formFactor".into(), json!(sim.form));
    }
    if let Some(code) = sim.activation_code.as_ref().filter(|_| book.settings.activation_code_in_account) {
        fields.insert("activationCode".into(), json!(code));
    }
    block
}

fn codes(sim: &SimCard) -> Map<String, Value> {
    let [puk1, puk2] = &sim.puks;
    let [pin1, pin2] = &sim.pins;
    [("puk1", puk1), ("puk2", puk2), ("pin1", pin1), ("pin2", pin2)]
        .into_iter()
        .map(|(name, code)| (name.to_owned(), json!(code)))
        .collect()
}

/// `mvnoSim` in the answer of changesim (5.1): no activation code is documented there, and none is given.
pub(super) fn changed_sim(sim: &SimCard) -> Value {
    let mut block = codes(sim);
    block.insert("simNumber".into(), json!(sim.icc));
    block.insert("imsi".into(), json!(sim.imsi));
    block.insert("network".into(), json!(sim.network));
    block.insert("formFactor".into(), json!(sim.form));
    Value::Object(block)
}

/// A stored SIM (5.4).
pub(super) fn stored_sim(sim: &SimCard, at: Option<&String>) -> Value {
    let mut record = codes(sim);
    record.insert("_id".into(), json!(sim.icc));
    record.insert("formFactor".into(), json!(sim.form));
    record.insert("network".into(), json!(sim.network));
    record.insert("inStorageAt".into(), json!(at));
    record.insert("autoAssign".into(), json!(sim.auto_assign));
    Value::Object(record)
}

/// A customer (3.3); condensed, its name, state and contact.
pub(super) fn customer(book: &Book, customer: &Customer, full: bool, level: AccessLevel) -> Value {
    let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let mut record = json!({
        "_id": customer.id,
        "name": customer.name,
        "phoneNumber": customer.phone,
        "emailAddress": customer.email,
        "state": customer.state,
        "parentReseller": customer.parent,
    });
    let more = json!({
        "website": text(&customer.website),
        "notes": text(&customer.notes).filter(|_| level >= AccessLevel::Reseller),
        "addresses": customer.addresses,
        "features": customer.features,
        "finance": { "vatNumber": customer.vat_number, "invoiceMethod": "EMAIL", "emailAddress": customer.email },
    });
    if let (true, Some(fields), Value::Object(more)) = (full, record.as_object_mut(), more) {
        fields.extend(more);
    }
    finished(book, record)
}

/// A person (2.10).
pub(super) fn employee(employee: &Employee) -> Value {
    filled(json!({
        "_id": employee.id,
        "customer": employee.customer,
        "accessLevel": employee.level.name(),
        "state": employee.state,
        "name": employee.name,
        "department": employee.department,
        "address": null,
        "language": "da",
        "emailAddress": employee.email,
        "noEmail": false,
        "smsValidation": employee.factor == super::settings::SecondFactor::Sms,
        "smsNumber": employee.sms_number,
        "authenticatorValidation": employee.factor == super::settings::SecondFactor::Authenticator,
    }))
}

/// A porting (6.2); `expand` adds names.
pub(super) fn porting(book: &Book, porting: &Porting, full: bool, expand: bool) -> Value {
    let stage = book.settings.unknown_state.clone().unwrap_or_else(|| porting.stage.clone());
    let mut record = json!({
        "_id": porting.id,
        "number": porting.number,
        "additionalNumbers": Some(&porting.additional).filter(|numbers| !numbers.is_empty()),
        "numberType": porting.kind,
        "portingType": if porting.inward { "IN" } else { "OUT" },
        "customer": porting.customer,
        "voiceAccount": porting.account,
        "requestedDate": porting.requested.map(time),
        "status": filled(json!({
            "date": time(porting.since),
            "stage": stage,
            "message": porting.message,
            "employee": porting.employee,
        })),
    });
    let Some(fields) = record.as_object_mut() else { return record };
    if full {
        let documents = porting.documents.iter();
        let documents = documents.map(|one| json!({ "_id": one.id, "filename": one.filename, "size": one.size }));
        let history = porting.history.iter();
        let history =
            history.map(|step| filled(json!({ "date": time(step.at), "stage": step.stage, "message": step.message })));
        let more = json!({
            "donorSimNumber": porting.donor_sim,
            "donorCustomerId": porting.donor_customer,
            "notify": porting.notify,
            "autoStartOrder": porting.auto_start.map(time),
            "portingDate": porting.port_date.map(time),
            "operator": porting.operator,
            "documents": documents.collect::<Vec<_>>(),
            "history": history.collect::<Vec<_>>(),
            "signatureOrder": porting.signature.as_ref().map(|order| order.id.clone()),
        });
        if let Value::Object(more) = more {
            fields.extend(more);
        }
    }
    if expand {
        let account = porting.account.as_ref().and_then(|id| book.accounts.get(id));
        let employee = porting.employee.as_ref().and_then(|id| book.employees.get(id));
        fields.insert("customerName".into(), json!(book.customer_name(&porting.customer)));
        fields.insert("voiceAccountName".into(), json!(account.map(|one| one.name.clone())));
        if let Some(status) = fields.get_mut("status").and_then(Value::as_object_mut) {
            status.insert("employeeName".into(), json!(employee.map_or("System", |one| one.name.as_str())));
        }
    }
    finished(book, record)
}

/// A number (8.2); `expand` adds names and the porting.
pub(super) fn number(book: &Book, number: &str, entry: &NumberEntry, expand: bool) -> Value {
    let mut record = json!({
        "_id": number,
        "state": entry.state,
        "type": entry.kind,
        "voiceAccount": entry.account,
        "customer": entry.customer,
        "employee": entry.employee,
        "name": entry.name,
        "listed": entry.listed,
        "price": entry.price,
    });
    if let Some(fields) = record.as_object_mut().filter(|_| expand) {
        let porting = book.portings.values().find(|one| one.number == number && !one.is_closed());
        let account = entry.account.as_ref().and_then(|id| book.accounts.get(id));
        let employee = entry.employee.as_ref().and_then(|id| book.employees.get(id));
        fields.insert("customerName".into(), json!(entry.customer.as_ref().map(|id| book.customer_name(id))));
        fields.insert("voiceAccountName".into(), json!(account.map(|one| one.name.clone())));
        fields.insert("employeeName".into(), json!(employee.map(|one| one.name.clone())));
        fields.insert("portingDate".into(), json!(porting.and_then(|one| one.port_date).map(time)));
        fields.insert("portingStatus".into(), json!(porting.map(|one| one.stage.clone())));
    }
    filled(record)
}

/// A product (7.2). The `mvno` part of a plan and the `topUp` part of a top-up: the first is ours, the second as the
/// self-service page has it (9.1, bytes).
pub(super) fn product(product: &Product, level: AccessLevel) -> Value {
    let plan = product.kind == "MVNO_RATEPLAN";
    let top_up = product.kind == "MVNO_DATA_TOP_UP";
    let mut record = filled(json!({
        "_id": product.id,
        "type": product.kind,
        "productCode": product.code,
        "name": product.name,
        "unitType": product.unit,
        "recurrence": product.recurrence,
        "recurrenceFullMonth": product.recurrence == "MONTHLY",
        "cost": Some(product.cost).filter(|_| level >= AccessLevel::Admin),
        "wholesale": Some(product.wholesale).filter(|_| level >= AccessLevel::Reseller),
        "price": product.price,
        "inheritFrom": product.inherit_from,
        "mvno": plan.then(|| json!({ "data": product.megabytes, "minutes": product.minutes })),
        "topUp": top_up.then(|| json!({ "data": product.megabytes << 20 })),
    }));
    if let Some(fields) = record.as_object_mut() {
        fields.insert("reseller".into(), json!(product.reseller));
        fields.insert("start".into(), Value::Null);
        fields.insert("end".into(), json!(product.end.map(time)));
    }
    record
}
