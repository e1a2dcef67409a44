//! Checks a request against a provider's contract: the OpenAPI document is read and its schemas are compiled once, at
//! the start. Answers are not checked here; the tests hold them against the same document.

use std::collections::BTreeMap;

use axum::http::Method;
use jsonschema::error::ValidationErrorKind;
use jsonschema::{Draft, ValidationError, Validator};
use serde::Serialize;
use serde_json::{Value, json};

/// Why a contract cannot be served. All of these are faults of this program, not of a caller.
#[derive(Debug, thiserror::Error)]
pub enum ContractError {
    /// The embedded document is not JSON.
    #[error("the contract is not JSON: {0}")]
    NotJson(#[from] serde_json::Error),
    /// A part that every operation needs is missing or of the wrong type.
    #[error("the contract has no usable {0}")]
    Missing(String),
    /// A schema does not compile.
    #[error("the schema of {place} does not compile: {reason}")]
    Schema {
        /// The operation and the part of it.
        place: String,
        /// What the compiler said.
        reason: String,
    },
    /// An operation of the contract has no code behind it.
    #[error("no code serves the operation {0}")]
    Unserved(String),
}

/// One reason why a request does not fit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Misfit {
    /// The field or parameter, e.g. `refresh_code`, or `body`.
    pub(crate) field: String,
    /// What is wrong with it; never the value itself.
    pub(crate) reason: String,
}

impl Misfit {
    pub(crate) fn new(field: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { field: field.into(), reason: reason.into() }
    }
}

/// The operations of one contract.
pub(crate) struct Contract {
    pub(crate) operations: Vec<Operation>,
}

/// One operation and what it accepts.
pub(crate) struct Operation {
    pub(crate) id: String,
    pub(crate) method: Method,
    /// e.g. `/account/{mpn}`: the form OpenAPI and axum share.
    pub(crate) template: String,
    params: Vec<(String, Validator)>,
    body: Option<BodyRule>,
}

struct BodyRule {
    required: bool,
    schema: Validator,
}

impl Contract {
    /// Reads an OpenAPI 3.0 document in JSON.
    pub(crate) fn parse(text: &str) -> Result<Self, ContractError> {
        let document: Value = serde_json::from_str(text)?;
        let paths = object(&document, "paths")?;
        let mut operations = Vec::new();
        for (template, item) in paths {
            for (method, operation) in item.as_object().into_iter().flatten() {
                // Other keys of a path item (parameters, summary) are not methods; these contracts do not use them.
                let Some(method) = method_of(method) else { continue };
                operations.push(Operation::read(&document, template, method, operation)?);
            }
        }
        Ok(Self { operations })
    }

    /// The ids of all operations.
    pub(crate) fn ids(&self) -> Vec<String> {
        self.operations.iter().map(|operation| operation.id.clone()).collect()
    }
}

impl Operation {
    fn read(document: &Value, template: &str, method: Method, operation: &Value) -> Result<Self, ContractError> {
        let id = text(operation, "operationId")?;
        let mut params = Vec::new();
        for parameter in operation.get("parameters").and_then(Value::as_array).into_iter().flatten() {
            if parameter.get("in").and_then(Value::as_str) != Some("path") {
                return Err(ContractError::Missing(format!("path parameter in {id}")));
            }
            let name = text(parameter, "name")?;
            let schema = compile(document, part(parameter, "schema")?, &format!("{id} parameter {name}"))?;
            params.push((name, schema));
        }
        let body = match operation.get("requestBody") {
            None => None,
            Some(body) => {
                let schema = body.pointer("/content/application~1json/schema");
                let schema = schema.ok_or_else(|| ContractError::Missing(format!("JSON body schema in {id}")))?;
                Some(BodyRule {
                    required: body.get("required").and_then(Value::as_bool).unwrap_or(false),
                    schema: compile(document, schema, &format!("{id} body"))?,
                })
            }
        };
        Ok(Self { id, method, template: template.to_owned(), params, body })
    }

    /// Checks path parameters and body; gives the body when the operation takes one.
    pub(crate) fn check(
        &self,
        params: &BTreeMap<String, String>,
        content_type: Option<&str>,
        body: &[u8],
    ) -> Result<Option<Value>, Vec<Misfit>> {
        let mut misfits = Vec::new();
        for (name, schema) in &self.params {
            let value = params.get(name).map_or(Value::Null, |value| Value::from(value.as_str()));
            misfits.extend(schema.iter_errors(&value).map(|error| Misfit::new(name.as_str(), reason(&error))));
        }
        let body = match &self.body {
            None if body.is_empty() => Ok(None),
            None => Err(vec![Misfit::new("body", "this operation takes no body")]),
            Some(rule) if body.is_empty() && !rule.required => Ok(None),
            Some(rule) => rule.check(content_type, body).map(Some),
        };
        match body {
            Ok(body) if misfits.is_empty() => Ok(body),
            Ok(_) => Err(misfits),
            Err(more) => {
                misfits.extend(more);
                Err(misfits)
            }
        }
    }
}

impl BodyRule {
    fn check(&self, content_type: Option<&str>, body: &[u8]) -> Result<Value, Vec<Misfit>> {
        if body.is_empty() {
            return Err(vec![Misfit::new("body", "a JSON body is required")]);
        }
        let media_type = content_type.unwrap_or_default().split(';').next().unwrap_or_default().trim();
        if !media_type.eq_ignore_ascii_case("application/json") {
            return Err(vec![Misfit::new("Content-Type", "must be application/json")]);
        }
        let value: Value =
            serde_json::from_slice(body).map_err(|_| vec![Misfit::new("body", "is not well-formed JSON")])?;
        let misfits: Vec<Misfit> =
            self.schema.iter_errors(&value).map(|error| Misfit::new(field(&error), reason(&error))).collect();
        if misfits.is_empty() { Ok(value) } else { Err(misfits) }
    }
}

/// Compiles one schema of `document`; its references point into the document's components.
pub(crate) fn compile(document: &Value, schema: &Value, place: &str) -> Result<Validator, ContractError> {
    let components = document.get("components").cloned().unwrap_or_default();
    jsonschema::options()
        .with_draft(Draft::Draft202012)
        .build(&json!({ "allOf": [schema], "components": components }))
        .map_err(|error| ContractError::Schema { place: place.to_owned(), reason: error.masked().to_string() })
}

/// The field an error is about: the one that is missing or too many, else the one at the error's place.
fn field(error: &ValidationError<'_>) -> String {
    match error.kind() {
        ValidationErrorKind::Required { property } => property.as_str().unwrap_or("body").to_owned(),
        ValidationErrorKind::AdditionalProperties { unexpected } => unexpected.join(", "),
        _ => match error.instance_path().as_str().trim_start_matches('/') {
            "" => "body".to_owned(),
            path => path.replace('/', "."),
        },
    }
}

/// What is wrong, without the value: a refusal may be logged by a client, and the value may be a code or a password.
fn reason(error: &ValidationError<'_>) -> String {
    match error.kind() {
        ValidationErrorKind::Required { .. } => "is required".to_owned(),
        ValidationErrorKind::AdditionalProperties { .. } => "is not a field of this operation".to_owned(),
        ValidationErrorKind::AnyOf { context } => {
            let wanted: Vec<&str> = context
                .iter()
                .flatten()
                .filter_map(|error| match error.kind() {
                    ValidationErrorKind::Required { property } => property.as_str(),
                    _ => None,
                })
                .collect();
            if wanted.is_empty() {
                error.masked().to_string()
            } else {
                format!("at least one of {} is required", wanted.join(", "))
            }
        }
        _ => error.masked().to_string(),
    }
}

fn method_of(name: &str) -> Option<Method> {
    Some(match name {
        "delete" => Method::DELETE,
        "get" => Method::GET,
        "patch" => Method::PATCH,
        "post" => Method::POST,
        "put" => Method::PUT,
        _ => return None,
    })
}

fn part<'a>(value: &'a Value, key: &str) -> Result<&'a Value, ContractError> {
    value.get(key).ok_or_else(|| ContractError::Missing(key.to_owned()))
}

fn object<'a>(value: &'a Value, key: &str) -> Result<&'a serde_json::Map<String, Value>, ContractError> {
    part(value, key)?.as_object().ok_or_else(|| ContractError::Missing(key.to_owned()))
}

fn text(value: &Value, key: &str) -> Result<String, ContractError> {
    part(value, key)?.as_str().map(str::to_owned).ok_or_else(|| ContractError::Missing(key.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn operation(body: Option<Value>) -> Operation {
        let mut operation = json!({
            "operationId": "change",
            "parameters": [{ "name": "state", "in": "path", "schema": { "type": "string", "enum": ["ON", "OFF"] } }]
        });
        if let Some(schema) = body {
            operation["requestBody"] =
                json!({ "required": true, "content": { "application/json": { "schema": schema } } });
        }
        let document = json!({
            "paths": { "/switch/{state}": { "post": operation } },
            "components": { "schemas": { "Change": {
                "type": "object",
                "properties": { "a": { "type": "string", "pattern": "^(?=.*[A-Z])..$" }, "b": { "type": "integer" } },
                "anyOf": [{ "required": ["a"] }, { "required": ["b"] }],
                "additionalProperties": false
            } } }
        });
        Contract::parse(&document.to_string()).unwrap().operations.pop().unwrap()
    }

    fn refused(operation: &Operation, state: &str, body: &str) -> Vec<(String, String)> {
        let params = BTreeMap::from([("state".to_owned(), state.to_owned())]);
        let misfits = operation.check(&params, Some("application/json; charset=utf-8"), body.as_bytes()).unwrap_err();
        misfits.into_iter().map(|misfit| (misfit.field, misfit.reason)).collect()
    }

    #[test]
    fn misfits_name_the_field_and_never_the_value() {
        let change = operation(Some(json!({ "$ref": "#/components/schemas/Change" })));
        let wrong_pattern = refused(&change, "ON", r#"{"a":"secret-value"}"#);
        assert_eq!(wrong_pattern[0].0, "a");
        assert!(!wrong_pattern[0].1.contains("secret-value"), "{wrong_pattern:?}");
        assert_eq!(
            refused(&change, "ON", r#"{"b":1,"c":2}"#)[0],
            ("c".into(), "is not a field of this operation".into())
        );
        assert_eq!(refused(&change, "ON", "{}")[0], ("body".into(), "at least one of a, b is required".into()));
        assert_eq!(refused(&change, "MAYBE", r#"{"b":1}"#)[0].0, "state");
        assert_eq!(refused(&change, "ON", "{").first().unwrap().0, "body");
        assert_eq!(refused(&change, "ON", "").first().unwrap().1, "a JSON body is required");
    }

    #[test]
    fn a_fitting_body_is_given_back_and_an_unwanted_one_refused() {
        let params = BTreeMap::from([("state".to_owned(), "ON".to_owned())]);
        let change = operation(Some(json!({ "$ref": "#/components/schemas/Change" })));
        assert_eq!(change.check(&params, Some("application/json"), br#"{"a":"xY"}"#), Ok(Some(json!({ "a": "xY" }))));
        assert_eq!(change.check(&params, None, br#"{"a":"xY"}"#).unwrap_err()[0].field, "Content-Type");
        let bare = operation(None);
        assert_eq!(bare.check(&params, None, b""), Ok(None));
        assert_eq!(refused(&bare, "ON", "{}")[0].1, "this operation takes no body");
    }

    #[test]
    fn a_contract_with_a_broken_schema_is_refused() {
        let text = r#"{"paths":{"/a":{"get":{"operationId":"a","parameters":[{"name":"n","in":"path","schema":{"type":7}}]}}}}"#;
        assert!(matches!(Contract::parse(text), Err(ContractError::Schema { .. })));
        assert!(matches!(Contract::parse("{}"), Err(ContractError::Missing(_))));
        assert!(matches!(Contract::parse("{"), Err(ContractError::NotJson(_))));
    }
}
