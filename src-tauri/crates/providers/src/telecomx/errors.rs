//! What TelecomX means by an error: the one place where its keys get a meaning (TelecomX contract 1.4 and the tables of
//! each operation).
//!
//! A key is the name of a property, or a general word. The same status means different things by key: 403 is "you may
//! not" and "not in this state"; 409 is a conflict and "the mobile network did not answer".

use domain::problem::ErrorCode;
use domain::provider::CodeKind;

use super::operations::{CHANGE_NUMBER, GET_CALL_FORWARD, IMPORT_SIMS};
use crate::error::{Delivery, ProviderError};

/// Keys that name no property that a person could mend.
const GENERAL: [&str; 16] = [
    "access_denied",
    "authentication_required",
    "bad_request",
    "blacklisted",
    "credentials_invalid",
    "expired",
    "format_error",
    "id",
    "internal_error",
    "invalid_token",
    "mvnoAccount",
    "not_found",
    "sipAccount",
    "state",
    "stage",
    "updating",
];

/// The error with its code by TelecomX's key, and the field it names.
pub(super) fn by_key(mut error: ProviderError) -> ProviderError {
    let (Some(status), Some(key)) = (error.status, error.provider_code.clone()) else {
        return error;
    };
    if status == 409 && key == "timeout" {
        return network_silent(error);
    }
    let operation = error.problem.operation.as_deref();
    let code = match (status, key.as_str()) {
        // The account is on the other network: nothing is wrong with what was typed.
        (400, "network") => ErrorCode::WrongState,
        (403, "state" | "porting" | "updating" | "stage" | "numberType" | "number" | "pin") => ErrorCode::WrongState,
        (404, "esim") => ErrorCode::NoneLeft,
        // A required property is missing (contract 1.4: 404 means that too).
        (404, "message" | "from" | "to" | "file") => ErrorCode::FieldsRefused,
        // Not a mobile number; too many rows.
        (409, "number") if operation == Some(CHANGE_NUMBER.id) => ErrorCode::FieldsRefused,
        (409, "data") if operation == Some(IMPORT_SIMS.id) => ErrorCode::FieldsRefused,
        (409, _) => ErrorCode::WrongState,
        _ => error.problem.code,
    };
    error.problem.code = code;
    if matches!(status, 400 | 404 | 409 | 422) && error.problem.field.is_none() && !GENERAL.contains(&key.as_str()) {
        error.problem.field = Some(key);
    }
    error
}

/// The mobile network did not answer TelecomX: a setting may have reached it all the same (contract 10.2).
fn network_silent(mut error: ProviderError) -> ProviderError {
    if error.problem.operation.as_deref() == Some(GET_CALL_FORWARD.id) {
        error.problem.code = ErrorCode::TimedOut;
    } else {
        error.problem.code = ErrorCode::OutcomeUnknown;
        error.problem.retry_safe = false;
        error.delivery = Delivery::Unsure;
    }
    error
}

/// Which code a refused log-in asks for. How TelecomX says it is not known (contract 2.1); read from its rule that an
/// error's key is the name of the property, and from its words.
pub(super) fn asks_for_code(error: &ProviderError) -> Option<CodeKind> {
    if !error.status.is_some_and(|status| (200..500).contains(&status)) {
        return None;
    }
    let problem = &error.problem;
    let said = [&error.provider_code, &problem.field, &problem.provider_words];
    let says = |word: &str| said.iter().any(|text| text.as_ref().is_some_and(|text| holds(text, word)));
    if says("authenticator") {
        Some(CodeKind::Authenticator)
    } else if says("sms") {
        Some(CodeKind::Sms)
    } else {
        None
    }
}

fn holds(text: &str, word: &str) -> bool {
    text.to_ascii_lowercase().contains(word)
}

#[cfg(test)]
mod tests {
    use domain::provider::ProviderKind;

    use super::*;

    fn refused(operation: &str, status: u16, key: &str, code: ErrorCode) -> ProviderError {
        let mut error = ProviderError::not_delivered(code, ProviderKind::Telecomx, operation, "x");
        error.delivery = Delivery::Answered;
        error.status = Some(status);
        error.provider_code = Some(key.to_owned());
        error
    }

    #[test]
    fn a_key_decides_what_a_status_means() {
        use ErrorCode::{FieldsRefused, NoneLeft, NotAllowed, NotFound, WrongState};
        for (operation, status, key, before, after, field) in [
            ("changeSim", 403, "porting", NotAllowed, WrongState, None),
            ("changeSim", 403, "access_denied", NotAllowed, NotAllowed, None),
            ("changeSim", 404, "sim", NotFound, NotFound, Some("sim")),
            ("changeNetwork", 404, "esim", NotFound, NoneLeft, Some("esim")),
            ("changeNumber", 409, "number", WrongState, FieldsRefused, Some("number")),
            ("buyDataTopUp", 409, "number", WrongState, WrongState, Some("number")),
            ("importSims", 409, "data", WrongState, FieldsRefused, Some("data")),
            ("assignNumber", 409, "id", ErrorCode::AlreadyExists, WrongState, None),
            ("sendSms", 404, "to", NotFound, FieldsRefused, Some("to")),
            ("getSim", 404, "not_found", NotFound, NotFound, None),
            ("setCallForward", 400, "network", FieldsRefused, WrongState, Some("network")),
            ("anything", 418, "teapot", ErrorCode::Refused, ErrorCode::Refused, None),
        ] {
            let error = by_key(refused(operation, status, key, before));
            assert_eq!((error.code(), error.problem.field.as_deref()), (after, field), "{operation} {status} {key}");
            assert_eq!(error.delivery, Delivery::Answered);
        }
    }

    #[test]
    fn a_silent_network_leaves_a_setting_unclear() {
        let read = by_key(refused("getCallForward", 409, "timeout", ErrorCode::WrongState));
        assert_eq!((read.code(), read.delivery), (ErrorCode::TimedOut, Delivery::Answered));
        let change = by_key(refused("setCallForward", 409, "timeout", ErrorCode::WrongState));
        assert_eq!((change.code(), change.delivery), (ErrorCode::OutcomeUnknown, Delivery::Unsure));
        assert!(!change.problem.retry_safe);
    }
}
