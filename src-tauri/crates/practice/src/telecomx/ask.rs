//! One request as the operations of the simulated TelecomX read it, the refusals they share, and the paging of lists
//! (contract 1.4, 1.5).

use axum::http::StatusCode;
use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::auth::Caller;
use super::settings::AccessLevel;
use super::state::{Account, Book};
use crate::call::{Call, Refusal, Reply};

/// What an operation comes to.
pub(super) type Outcome = Result<Reply, Refusal>;

/// A checked request, its caller and the time.
pub(super) struct Ask<'a> {
    pub(super) call: &'a Call,
    pub(super) caller: Option<Caller>,
    pub(super) now: Timestamp,
}

impl Ask<'_> {
    /// Who calls; an operation that needs no token has no caller.
    pub(super) fn caller(&self) -> Result<&Caller, Refusal> {
        self.caller.as_ref().ok_or_else(|| refused(401, "credentials_invalid", "authorization missing"))
    }

    /// The id of the employee who calls.
    pub(super) fn who(&self) -> Option<&str> {
        self.caller.as_ref().map(|caller| caller.employee.as_str())
    }

    pub(super) fn level(&self) -> AccessLevel {
        self.caller.as_ref().map_or(AccessLevel::NoLogin, |caller| caller.level)
    }

    /// A path parameter; the contract check has seen to it that it is there.
    pub(super) fn param(&self, name: &str) -> &str {
        self.call.params.get(name).map_or("", String::as_str)
    }

    pub(super) fn query(&self, name: &str) -> Option<&str> {
        self.call.query.get(name).map(String::as_str)
    }

    /// A query switch that is on.
    pub(super) fn is_set(&self, name: &str) -> bool {
        self.query(name) == Some("true")
    }

    /// A field of the JSON body.
    pub(super) fn value(&self, name: &str) -> Option<&Value> {
        self.call.body.as_ref().and_then(|body| body.get(name))
    }

    /// A text of the body, else of the query.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.value(name).and_then(Value::as_str).or_else(|| self.query(name))
    }

    /// The fields of the body.
    pub(super) fn fields(&self) -> impl Iterator<Item = (&String, &Value)> {
        self.call.body.as_ref().and_then(Value::as_object).into_iter().flatten()
    }

    /// A count of the body or the query.
    pub(super) fn count(&self, name: &str) -> Option<usize> {
        let body = self.value(name).and_then(Value::as_u64).and_then(|count| usize::try_from(count).ok());
        body.or_else(|| self.query(name).and_then(|text| text.parse().ok()))
    }

    /// The customer the query names, else the caller's own; refused when it is out of reach.
    pub(super) fn customer(&self, book: &Book) -> Result<String, Refusal> {
        let caller = self.caller()?;
        let customer = match self.query("customer") {
            // "Forced for customer-level users" (5.3, 6.1).
            Some(named) if caller.level >= AccessLevel::Reseller => named,
            Some(named) if named != caller.customer => return Err(denied()),
            _ => &caller.customer,
        };
        self.reach(book, customer)?;
        Ok(customer.to_owned())
    }

    /// Refuses a customer the caller may not touch.
    pub(super) fn reach(&self, book: &Book, customer: &str) -> Result<(), Refusal> {
        if book.reaches(self.caller()?, customer) { Ok(()) } else { Err(denied()) }
    }

    /// The account a path parameter names by id or number; `code` is the operation's word for one that is not there.
    pub(super) fn account<'b>(&self, book: &'b Book, name: &str, code: &'static str) -> Result<&'b Account, Refusal> {
        let account = book.account(self.param(name), self.now);
        let account = account.ok_or_else(|| no(code, "MVNO account not found"))?;
        self.reach(book, &account.customer)?;
        Ok(account)
    }

    /// A list in the envelope of 1.5.
    pub(super) fn page(&self, name: &str, records: Vec<Value>, default_limit: usize) -> Outcome {
        let (offset, limit) = (self.count("offset").unwrap_or(0), self.count("limit").unwrap_or(default_limit));
        let total = records.len();
        let shown: Vec<Value> = records.into_iter().skip(offset).take(limit).collect();
        let mut envelope = Map::new();
        envelope.insert("offset".into(), json!(offset));
        envelope.insert("limit".into(), json!(limit));
        envelope.insert("total".into(), json!(total));
        envelope.insert(name.to_owned(), Value::from(shown));
        ok(Value::Object(envelope))
    }
}

/// The name of an array that no page documents.
pub(super) fn unknown_list<'a>(book: &Book, name: &'a str) -> &'a str {
    if book.settings.unknown_lists_renamed { "items" } else { name }
}

pub(super) fn ok(value: Value) -> Outcome {
    Ok(Reply::Json(StatusCode::OK, value))
}

/// `{"success": true}`
pub(super) fn done() -> Outcome {
    ok(json!({ "success": true }))
}

/// A refusal with TelecomX's word for it.
pub(super) fn refused(status: u16, code: &'static str, message: &str) -> Refusal {
    Refusal::new(StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR), message).coded(code)
}

/// 404
pub(super) fn no(code: &'static str, message: &str) -> Refusal {
    refused(404, code, message)
}

/// 403 `access_denied`
pub(super) fn denied() -> Refusal {
    refused(403, "access_denied", "access level too low")
}

/// Whether a value means yes: `true`, 1 and their texts.
pub(super) fn flag(value: Option<&Value>) -> bool {
    match value {
        Some(Value::Bool(on)) => *on,
        Some(Value::Number(number)) => number.as_u64() == Some(1),
        Some(Value::String(text)) => text == "true" || text == "1",
        _ => false,
    }
}

/// Whether `text` holds `part`, whatever the case.
pub(super) fn holds(text: &str, part: &str) -> bool {
    text.to_lowercase().contains(&part.to_lowercase())
}
