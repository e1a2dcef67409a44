//! Portings and Danish operators (TelecomX contract 6), portings also as ports of the desk.

use domain::port::{Port, PortDirection, PortState};
use domain::provider::{ConnectionId, ProviderKind};
use domain::time::ProviderTime;

use super::answers;
use crate::raw;
use crate::record::Record;
use crate::telecomx::wire::{take, time};

answers! {
    /// Where a porting stands, in TelecomX's words (contract 6.2).
    PortingStatus {
        /// Since when.
        since: ProviderTime = "date",
        /// The stage (contract 6.12).
        stage: String = "stage",
        /// A reason, a date or free text, by stage.
        message: String = "message",
        /// Who set it.
        employee: String = "employee",
    }

    /// What TelecomX tells of a porting beyond the desk's model (contract 6.2).
    PortingDetails {
        /// Where it stands.
        status: PortingStatus = "status",
        /// Reference at the clearing house.
        ich_id: String = "ichId",
        /// Reference of its flow at the clearing house.
        och_flow_id: String = "ochFlowId",
        /// More numbers, in a series of at least 10.
        additional_numbers: Vec<String> = "additionalNumbers",
        /// `SIP` or `MVNO`.
        number_type: String = "numberType",
        /// ICCID of the SIM at the donor.
        donor_sim_number: String = "donorSimNumber",
        /// The customer's id at the donor.
        donor_customer_id: String = "donorCustomerId",
        /// The customer's id.
        customer: String = "customer",
        /// The customer's name, when asked to expand.
        customer_name: String = "customerName",
        /// The account it belongs to.
        voice_account: String = "voiceAccount",
        /// The account's name, when asked to expand (inferred).
        voice_account_name: String = "voiceAccountName",
        /// The wanted date (inferred).
        requested: ProviderTime = "requestedDate",
        /// Who is told of progress (inferred).
        notify: Vec<String> = "notify",
        /// When a delayed order will be sent (contract 6.4).
        order_starts: ProviderTime = "autoStartOrder",
        /// Its papers, where they are told in the form an upload answers with (inferred).
        papers: Vec<PortingPaper> = "documents",
    }

    /// A paper that was added to a porting (contract 6.11).
    PortingPaper {
        /// Its id.
        id: String = "_id",
        /// Its file name.
        file_name: String = "filename",
        /// Its size in bytes.
        size: u64 = "size",
    }

    /// Which operator holds a number (contract 6.13).
    NumberOperator {
        /// The number, E.164.
        number: String = "number",
        /// `FIXED`, `MOBILE`, `RESERVED`, `SPECIAL`.
        kind: String = "type",
        /// The operator's five-character code.
        operator: String = "operator",
        /// The operator's name.
        operator_name: String = "operatorName",
    }

    /// A Danish operator (contract 6.13).
    Operator {
        /// Its five-character code.
        id: String = "_id",
        /// Its name.
        name: String = "name",
        /// Its address.
        address: String = "address",
        /// Telephone for portings.
        porting_number: String = "npNumber",
        /// Fax for portings.
        porting_fax: String = "npFax",
        /// E-mail for portings.
        porting_email: String = "npEmail",
        /// When it can be asked.
        opening_hours: String = "npOpeningHours",
        /// Notes.
        notes: String = "notes",
        /// What it wants as proof for fixed numbers: `FAX`, `EMAIL`.
        fixed_proof: String = "fixedAuth",
        /// What it wants as proof for mobile numbers: `ICC`, `ICC_FAX`, `ICC_EMAIL`, `FAX`, `EMAIL`.
        mobile_proof: String = "mvnoAuth",
        /// What its SIM numbers look like: a JavaScript pattern between slashes, not to be run as it is.
        sim_pattern: String = "iccValidation",
        /// Whether it checks the customer's id.
        checks_customer_id: bool = "customerIdValidation",
        /// 0 to 255.
        short_code: i64 = "shortCode",
        /// Hours it waits with an order.
        order_wait: i64 = "orderWait",
    }
}

/// A porting: the desk's port, and what only TelecomX has.
#[derive(Debug, Clone)]
pub struct Porting {
    /// The port.
    pub port: Port,
    /// The rest.
    pub details: PortingDetails,
}

/// A porting from a record; nothing when no value in it says which it is.
pub(in crate::telecomx) fn porting(mut record: Record, connection: &ConnectionId) -> Option<Porting> {
    use super::FromRecord as _;
    let id: String = take(&mut record, "_id")?;
    let number: Option<String> = take(&mut record, "number");
    let raw_direction = raw::word(&take::<String>(&mut record, "portingType").unwrap_or_default());
    let details = PortingDetails::from_record(record);
    let status = details.status.clone().unwrap_or_default();
    let raw_state = raw::word(&status.stage.unwrap_or_default());
    let state = stage(&raw_state);
    let port = Port {
        connection: connection.clone(),
        id,
        number: number.unwrap_or_default(),
        temporary_number: None,
        direction: direction(&raw_direction, &raw_state),
        ordered: None,
        due: match state {
            // There the message is the date (contract 6.2).
            PortState::Confirmed => status.message.map(time).filter(|date| date.iso.is_some()),
            _ => None,
        }
        .or_else(|| details.requested.clone()),
        valid_until: None,
        updated: status.since,
        has_pac: false,
        state,
        raw_state,
        raw_direction,
    };
    Some(Porting { port, details })
}

/// The stages of contract 6.12; its list of `OUT_` stages is not complete, and an unknown one stays unknown.
fn stage(word: &str) -> PortState {
    match word {
        "IN_CREATED" => PortState::Draft,
        "IN_AWAITING_POA_FROM_CUSTOMER" => PortState::ProofNeeded,
        "IN_POA_RECEIVED_FROM_CUSTOMER" => PortState::Ready,
        "IN_POA_SENT" => PortState::Submitted,
        "IN_ORDERED" | "IN_DONOR_CONTACTED" => PortState::DonorReview,
        // Here TelecomX is the donor.
        "OUT_RECEIVED" | "OUT_RECEIVER_CONTACTED" => PortState::DonorReview,
        "IN_REJECTED" => PortState::ActionNeeded,
        "IN_CONFIRMED" | "OUT_CONFIRMED" => PortState::Confirmed,
        "IN_COMPLETED" => PortState::Completed,
        "IN_CANCELLED" => PortState::Cancelled,
        "OUT_REJECTED" => PortState::Failed,
        word => {
            raw::note_drift(ProviderKind::Telecomx, "status.stage", word);
            PortState::Unknown
        }
    }
}

/// `IN` and `OUT` (contract 6.2); where the word is missing the stage begins with it.
fn direction(word: &str, stage: &str) -> PortDirection {
    match word {
        "IN" => PortDirection::In,
        "OUT" => PortDirection::Out,
        "" if stage.starts_with("IN_") => PortDirection::In,
        "" if stage.starts_with("OUT_") => PortDirection::Out,
        word => {
            raw::note_drift(ProviderKind::Telecomx, "portingType", word);
            PortDirection::Unknown
        }
    }
}
