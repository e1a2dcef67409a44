//! Bodies of activation and port-in (Reach contract 18 to 22): the flag and the IMEI of an eSIM are documented, the rest
//! of the requests is inferred; codes and fields of the status are documented.

use serde::Serialize;

use super::envelope::{self, Status, Taken};
use super::network::sim_mode;
use super::purchase::{PortInFields, TRANSACTION};
use super::{drifted, flag, msisdn, time, word};
use crate::Answer;
use crate::reach::activation::{ActivationStage, ActivationStatus, SimCheck, Started};
use crate::reach::ids::{CustomerId, PurchaseId};
use crate::reach::ports::{PortCheck, PortFix};
use crate::transport::RawAnswer;

/// `POST …/iccid/validate`
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::reach) struct IccidRequest<'a> {
    pub(in crate::reach) icc_id: &'a str,
}

/// `POST …/activation`: an eSIM has its phone's IMEI in place of a SIM number.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::reach) struct ActivationRequest<'a> {
    pub(in crate::reach) customer_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::reach) icc_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::reach) imei: Option<&'a str>,
    pub(in crate::reach) esim: bool,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub(in crate::reach) port_in: Option<PortInFields<'a>>,
}

/// `PUT …/update/portin`
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::reach) struct PortFixRequest<'a> {
    customer_id: &'a str,
    r#type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    number_to_port: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    password: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    old_carrier_account_number: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    old_zip: Option<&'a str>,
}

impl<'a> PortFixRequest<'a> {
    /// The six words are documented, what goes with each is proposed.
    pub(in crate::reach) fn of(customer: &'a CustomerId, number: Option<&'a str>, fix: &'a PortFix) -> Self {
        let mut body = Self {
            customer_id: customer.as_str(),
            r#type: match fix {
                PortFix::Pin(_) => "UPDATE_PIN",
                PortFix::AccountNumber(_) => "UPDATE_ACCOUNT",
                PortFix::Zip(_) => "UPDATE_ZIP",
                PortFix::Resubmit => "RESUBMIT_PORT",
                PortFix::Cancel => "CANCEL_PORT",
                PortFix::CancelAndNew => "CANCEL_AND_NEW",
            },
            number_to_port: number,
            password: None,
            old_carrier_account_number: None,
            old_zip: None,
        };
        match fix {
            PortFix::Pin(pin) => body.password = Some(pin.expose()),
            PortFix::AccountNumber(number) => body.old_carrier_account_number = Some(number),
            PortFix::Zip(zip) => body.old_zip = Some(zip),
            PortFix::Resubmit | PortFix::Cancel | PortFix::CancelAndNew => {}
        }
        body
    }
}

pub(in crate::reach) fn sim_check(answer: &RawAnswer) -> Answer<SimCheck> {
    let mut record = envelope::object(answer, Status::Envelopes, &["isValid"])?;
    let (mode, raw_mode) = sim_mode(&mut record);
    Ok(SimCheck {
        valid: flag(&mut record, &["isValid"]),
        mode,
        raw_mode,
        wifi_calling: flag(&mut record, &["wifiCalling"]),
        volte: flag(&mut record, &["volteCompatible"]),
        raw: record.rest(""),
    })
}

/// The answer's content is unknown; the glossary has a transactionId in it, which nothing asks for (C5).
pub(in crate::reach) fn started(taken: Taken) -> Started {
    let mut record = taken.record;
    Started {
        in_background: taken.in_background,
        transaction: record.take_exact(TRANSACTION).map(PurchaseId::new),
        message: word(&mut record, &["message"]),
        raw: record.rest(""),
    }
}

pub(in crate::reach) fn activation_status(answer: &RawAnswer) -> Answer<ActivationStatus> {
    let signs = ["status", "activationMsg", "mobileNo", "planName", "activationDate"];
    let mut record = envelope::object(answer, Status::Envelopes, &signs)?;
    let raw_stage = word(&mut record, &["status"]).unwrap_or_default();
    Ok(ActivationStatus {
        stage: stage(&raw_stage),
        raw_stage,
        message: word(&mut record, &["activationMsg"]),
        number: msisdn(&mut record, &["mobileNo"]),
        plan: word(&mut record, &["planName"]),
        activated: time(&mut record, &["activationDate"]),
        raw: record.rest(""),
    })
}

/// The documented codes (3.2, 3.3); 3 to 7 are not, and are not guessed.
fn stage(code: &str) -> ActivationStage {
    match code {
        "0" => ActivationStage::Inactive,
        "1" => ActivationStage::InProgress,
        "2" => ActivationStage::Active,
        "8" => ActivationStage::Failed,
        "9" => ActivationStage::PortingIn,
        "10" => ActivationStage::PortingFailed,
        "11" => ActivationStage::PortCancelled,
        other => {
            drifted("activation status", other);
            ActivationStage::Unknown
        }
    }
}

pub(in crate::reach) fn port_check(answer: &RawAnswer) -> Answer<PortCheck> {
    let mut record = envelope::object(answer, Status::Envelopes, &["isPortValidate"])?;
    Ok(PortCheck {
        possible: flag(&mut record, &["isPortValidate"]),
        message: word(&mut record, &["message"]),
        raw: record.rest(""),
    })
}
