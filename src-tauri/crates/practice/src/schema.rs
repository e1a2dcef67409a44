//! Checks a request against a provider's contract: the OpenAPI document is read and its schemas are compiled once, at
//! the start. Answers are not checked here; the tests hold them against the same document.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use axum::http::Method;
use jsonschema::error::ValidationErrorKind;
use jsonschema::{Draft, ValidationError, Validator};
use serde::Serialize;
use serde_json::{Value, json};

mod effects;

pub(crate) use effects::Effects;

const JSON: &str = "application/json";
const SCHEMAS: &str = "#/components/schemas/";

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

/// A contract inside this program. It is read once, however many shops open: reading all four takes longer than most
/// tests do with a shop.
pub(crate) struct Published {
    text: &'static str,
    read: Mutex<Option<Arc<Contract>>>,
}

impl Published {
    /// Of an OpenAPI 3.0 document in JSON.
    pub(crate) const fn new(text: &'static str) -> Self {
        Self { text, read: Mutex::new(None) }
    }

    /// The document itself.
    #[cfg(test)]
    pub(crate) fn document(&self) -> Value {
        serde_json::from_str(self.text).unwrap()
    }

    /// The contract, read when it is wanted for the first time.
    pub(crate) fn contract(&self) -> Result<Arc<Contract>, ContractError> {
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(contract) = &*read {
            return Ok(Arc::clone(contract));
        }
        let contract = Arc::new(Contract::parse(self.text)?);
        *read = Some(Arc::clone(&contract));
        Ok(contract)
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
    pub(crate) effects: Effects,
    params: Vec<Param>,
    body: Option<BodyRule>,
}

/// A path or query parameter.
struct Param {
    name: String,
    in_query: bool,
    required: bool,
    /// The JSON type its text stands for; text itself for anything but numbers and booleans.
    kind: Option<String>,
    schema: Validator,
}

struct BodyRule {
    required: bool,
    /// The media types taken, with the schema of JSON; other bodies are taken as they come.
    kinds: Vec<(String, Option<Validator>)>,
}

/// What of a request is held against its operation.
pub(crate) struct Given<'a> {
    pub(crate) params: &'a BTreeMap<String, String>,
    pub(crate) query: &'a BTreeMap<String, String>,
    pub(crate) content_type: Option<&'a str>,
    pub(crate) body: &'a [u8],
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
            params.push(Param::read(document, resolved(document, parameter), &id)?);
        }
        let body = match operation.get("requestBody") {
            None => None,
            Some(body) => Some(BodyRule::read(document, resolved(document, body), &id)?),
        };
        Ok(Self { id, method, template: template.to_owned(), effects: Effects::read(operation), params, body })
    }

    /// Checks parameters and body; gives the body when it is JSON and the operation takes one. Query parameters called
    /// as in `loose` are let through unchecked.
    pub(crate) fn check(&self, given: &Given<'_>, loose: &[&str]) -> Result<Option<Value>, Vec<Misfit>> {
        let mut misfits: Vec<Misfit> = self.params.iter().flat_map(|param| param.check(given)).collect();
        let known = |name: &str| loose.contains(&name) || self.params.iter().any(|p| p.in_query && p.name == name);
        let unknown = given.query.keys().filter(|name| !known(name));
        misfits.extend(unknown.map(|name| Misfit::new(name, "is not a parameter of this operation")));
        let body = match &self.body {
            None if given.body.is_empty() => Ok(None),
            None => Err(vec![Misfit::new("body", "this operation takes no body")]),
            Some(rule) if given.body.is_empty() && !rule.required => Ok(None),
            Some(rule) => rule.check(given.content_type, given.body),
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

impl Param {
    fn read(document: &Value, parameter: &Value, id: &str) -> Result<Self, ContractError> {
        let in_query = match parameter.get("in").and_then(Value::as_str) {
            Some("path") => false,
            Some("query") => true,
            _ => return Err(ContractError::Missing(format!("path or query parameter in {id}"))),
        };
        let name = text(parameter, "name")?;
        let schema = part(parameter, "schema")?;
        Ok(Self {
            in_query,
            required: !in_query || parameter.get("required").and_then(Value::as_bool).unwrap_or(false),
            kind: resolved(document, schema).get("type").and_then(Value::as_str).map(str::to_owned),
            schema: compile(document, schema, &format!("{id} parameter {name}"))?,
            name,
        })
    }

    fn check(&self, given: &Given<'_>) -> Vec<Misfit> {
        let values = if self.in_query { given.query } else { given.params };
        match values.get(&self.name) {
            None if self.required => vec![Misfit::new(self.name.as_str(), "is required")],
            None => Vec::new(),
            Some(text) => {
                let value = self.typed(text);
                self.schema.iter_errors(&value).map(|error| Misfit::new(self.name.as_str(), reason(&error))).collect()
            }
        }
    }

    /// The value a text stands for; the text itself where it is no such value, which its schema then refuses.
    fn typed(&self, text: &str) -> Value {
        let value = match self.kind.as_deref() {
            Some("integer") => text.parse::<i64>().ok().map(Value::from),
            Some("number") => text.parse::<f64>().ok().map(Value::from),
            Some("boolean") => text.parse::<bool>().ok().map(Value::from),
            _ => None,
        };
        value.unwrap_or_else(|| Value::from(text))
    }
}

impl BodyRule {
    fn read(document: &Value, body: &Value, id: &str) -> Result<Self, ContractError> {
        let mut kinds = Vec::new();
        for (kind, content) in object(body, "content")? {
            let schema = match kind.as_str() {
                JSON => Some(compile(document, part(content, "schema")?, &format!("{id} body"))?),
                _ => None,
            };
            kinds.push((kind.clone(), schema));
        }
        Ok(Self { required: body.get("required").and_then(Value::as_bool).unwrap_or(false), kinds })
    }

    fn check(&self, content_type: Option<&str>, body: &[u8]) -> Result<Option<Value>, Vec<Misfit>> {
        if body.is_empty() {
            let json = self.kinds.iter().any(|(kind, _)| kind == JSON);
            let wanted = if json { "a JSON body is required" } else { "a body is required" };
            return Err(vec![Misfit::new("body", wanted)]);
        }
        let media_type = content_type.unwrap_or_default().split(';').next().unwrap_or_default().trim();
        let Some((_, schema)) = self.kinds.iter().find(|(kind, _)| media_type.eq_ignore_ascii_case(kind)) else {
            let kinds: Vec<&str> = self.kinds.iter().map(|(kind, _)| kind.as_str()).collect();
            return Err(vec![Misfit::new("Content-Type", format!("must be {}", kinds.join(" or ")))]);
        };
        let Some(schema) = schema else { return Ok(None) };
        let value: Value =
            serde_json::from_slice(body).map_err(|_| vec![Misfit::new("body", "is not well-formed JSON")])?;
        let misfits: Vec<Misfit> =
            schema.iter_errors(&value).map(|error| Misfit::new(field(&error), reason(&error))).collect();
        if misfits.is_empty() { Ok(Some(value)) } else { Err(misfits) }
    }
}

/// Compiles one schema of `document`, with the components it refers to.
pub(crate) fn compile(document: &Value, schema: &Value, place: &str) -> Result<Validator, ContractError> {
    let mut names = BTreeSet::new();
    gather(document, schema, &mut names);
    let schemas = names.into_iter().filter_map(|name| {
        let schema = document.pointer(&format!("/components/schemas/{name}"))?;
        Some((name, plain(schema)))
    });
    let components = json!({ "schemas": schemas.collect::<serde_json::Map<_, _>>() });
    jsonschema::options()
        .with_draft(Draft::Draft202012)
        .build(&json!({ "allOf": [plain(schema)], "components": components }))
        .map_err(|error| ContractError::Schema { place: place.to_owned(), reason: error.masked().to_string() })
}

/// Collects the names of all component schemas that `schema` refers to, directly or not: compiling them all for every
/// parameter would take seconds.
fn gather(document: &Value, schema: &Value, names: &mut BTreeSet<String>) {
    match schema {
        Value::Object(fields) => {
            let name = fields.get("$ref").and_then(Value::as_str).and_then(|to| to.strip_prefix(SCHEMAS));
            if let Some(name) = name.and_then(|rest| rest.split('/').next())
                && names.insert(name.to_owned())
                && let Some(target) = document.pointer(&format!("/components/schemas/{name}"))
            {
                gather(document, target, names);
            }
            fields.values().for_each(|value| gather(document, value, names));
        }
        Value::Array(items) => items.iter().for_each(|value| gather(document, value, names)),
        _ => {}
    }
}

/// An OpenAPI 3.0 schema as JSON Schema writes it: `nullable` becomes one more type.
fn plain(schema: &Value) -> Value {
    match schema {
        Value::Object(fields) => {
            let mut fields: serde_json::Map<String, Value> =
                fields.iter().map(|(key, value)| (key.clone(), plain(value))).collect();
            if fields.remove("nullable") == Some(Value::Bool(true)) {
                if let Some(kind) = fields.get_mut("type") {
                    *kind = json!([kind.take(), "null"]);
                }
                if let Some(values) = fields.get_mut("enum").and_then(Value::as_array_mut) {
                    values.push(Value::Null);
                }
            }
            Value::Object(fields)
        }
        Value::Array(items) => items.iter().map(plain).collect(),
        other => other.clone(),
    }
}

/// What a reference leads to; the value itself when it is none.
fn resolved<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    let target = value.get("$ref").and_then(Value::as_str).and_then(|to| to.strip_prefix('#'));
    target.and_then(|pointer| document.pointer(pointer)).unwrap_or(value)
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
mod tests;
