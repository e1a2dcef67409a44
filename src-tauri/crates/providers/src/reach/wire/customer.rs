//! Bodies about a subscriber (Reach contract 24 to 40): `status` and `reachPlanId` of the record are documented, its
//! other fields and every request here are inferred.

use domain::line::{Customer, Line, LineKey, LineState, PlanUse, Sim, SimKind};
use domain::provider::{Evidence, ProviderKind};
use domain::time::Timestamp;
use serde::Serialize;

use super::envelope::{self, Status};
use super::{drifted, flag, msisdn, word};
use crate::Answer;
use crate::reach::Findings;
use crate::reach::customer::CustomerInfo;
use crate::reach::ids::{ClientAccountId, CustomerId, GroupId, ServiceCode};
use crate::reach::lifecycle::{NumberSwapStatus, Progress};
use crate::transport::RawAnswer;
use domain::iccid::Iccid;
use domain::imei::Imei;
use domain::line::LineStage;
use domain::provider::ConnectionId;

/// `{"customerId": …}`: suspend, restore, the one-time code, and with more beside it reconnect and the rest.
#[derive(Serialize, Default)]
#[serde(rename_all = "camelCase")]
pub(in crate::reach) struct CustomerRequest<'a> {
    pub(in crate::reach) customer_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::reach) reason: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::reach) plan_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::reach) icc_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::reach) zip_code: Option<&'a str>,
}

/// `PUT …/customers/swap`
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::reach) struct PrimarySwapRequest<'a> {
    pub(in crate::reach) primary_customer_id: &'a str,
    pub(in crate::reach) secondary_customer_id: &'a str,
}

/// `POST …/sendsms/{customerId}`
#[derive(Serialize)]
pub(in crate::reach) struct SmsRequest<'a> {
    pub(in crate::reach) message: &'a str,
}

/// `PUT …/voicemail/password/{customerId}`
#[derive(Serialize)]
pub(in crate::reach) struct VoicemailRequest<'a> {
    pub(in crate::reach) password: &'a str,
}

/// `PUT …/manage/feature/{customerId}`
#[derive(Serialize)]
pub(in crate::reach) struct CutoffRequest {
    pub(in crate::reach) feature: &'static str,
    pub(in crate::reach) enable: bool,
    pub(in crate::reach) reason: &'static str,
}

/// `PUT …/update/fields/{customerId}`: changed fields only.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::reach) struct AccountRequest<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::reach) first_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::reach) last_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::reach) email: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(in crate::reach) addresses: Vec<AddressPatch<'a>>,
}

#[derive(Serialize)]
pub(in crate::reach) struct AddressPatch<'a> {
    pub(in crate::reach) r#type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::reach) address1: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::reach) address2: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::reach) city: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::reach) state: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::reach) zip: Option<&'a str>,
}

const SIGNS: &[&str] = &["status", "reachPlanId", "customerId", "mobileNo", "iccId"];

/// The record of a subscriber. A record of another one must not pass for the one that was asked for.
pub(in crate::reach) fn info(
    answer: &RawAnswer,
    asked: &CustomerId,
    connection: &ConnectionId,
    findings: &Findings,
    read_at: Timestamp,
) -> Answer<CustomerInfo> {
    let mut record = envelope::object(answer, Status::Envelopes, SIGNS)?;
    let id = record.take_exact(&["customerId"]);
    if id.is_some_and(|id| id != asked.as_str()) {
        return Err(answer.unusable("the answer is about another customer"));
    }
    let raw_state = word(&mut record, &["status"]);
    let plan = record.take_exact(&["reachPlanId"]).map(ServiceCode::new);
    let reference = record.take_exact(&["clientAccountId"]).map(ClientAccountId::new);
    let group = record.take_exact(&["groupId"]).map(GroupId::new);
    let iccid = record.take_known(&["iccId"], |text| Iccid::parse(text).ok().map(|reading| reading.iccid));
    let imei = record.take_known(&["imei"], |text| Imei::parse(text).ok());
    let kind = match flag(&mut record, &["esim"]) {
        Some(true) => SimKind::Esim,
        Some(false) => SimKind::Card,
        None => SimKind::Unknown,
    };
    let plan_name = word(&mut record, &["planName"]).or_else(|| plan.as_ref().map(|plan| plan.as_str().to_owned()));
    let number = msisdn(&mut record, &["mobileNo", "mdn"]);
    let names = [word(&mut record, &["firstName"]), word(&mut record, &["lastName"])];
    let name = names.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let line = Line {
        key: LineKey { connection: connection.clone(), id: asked.as_str().to_owned() },
        provider: ProviderKind::Reach,
        number,
        customer: Customer {
            id: None,
            name: (!name.is_empty()).then_some(name),
            email: record.take_text(&["email"]),
            group: group.as_ref().map(|group| group.as_str().to_owned()),
        },
        account: reference.as_ref().map(|reference| reference.as_str().to_owned()),
        state: state(raw_state, findings),
        sim: Sim { kind, iccid, esim: None },
        plan: plan_name.map(|name| PlanUse {
            name: Some(name),
            allowance: None,
            used: None,
            remaining: None,
            unit: None,
            period_from: None,
            period_to: None,
        }),
        services: Vec::new(),
        sip_address: None,
        recorded: None,
        unmapped: record.rest(""),
        evidence: Evidence::Documented,
        read_at,
    };
    Ok(CustomerInfo { line, plan, reference, group, imei })
}

/// Only 2 is documented; what else a connection's codes mean is learnt on staging and not guessed here (3.5).
fn state(raw: Option<String>, findings: &Findings) -> LineState {
    let known = raw.as_deref().and_then(|code| findings.stages.get(code)).copied();
    if let (None, Some(code)) = (known, raw.as_deref()) {
        drifted("subscriber status", code);
    }
    LineState { stage: known.unwrap_or(LineStage::Unknown), raw }
}

/// How far a change is (37, 68): the word is not documented.
pub(in crate::reach) fn progress(answer: &RawAnswer) -> Answer<Progress> {
    let mut record = envelope::object(answer, Status::Own, &["status", "state"])?;
    let raw_stage = word(&mut record, &["status", "state"]).unwrap_or_default();
    Ok(Progress { raw_stage, message: word(&mut record, &["message"]), raw: record.rest("") })
}

/// How far a change of number is (32).
pub(in crate::reach) fn number_swap(answer: &RawAnswer) -> Answer<NumberSwapStatus> {
    let mut record = envelope::object(answer, Status::Own, &["status", "mobileNo", "mdn"])?;
    let raw_stage = word(&mut record, &["status"]).unwrap_or_default();
    let number = msisdn(&mut record, &["mobileNo", "mdn"]);
    let message = word(&mut record, &["message"]);
    Ok(NumberSwapStatus { progress: Progress { raw_stage, message, raw: record.rest("") }, number })
}
