//! A provider's contract file (OpenAPI 3.0 as JSON), and the check of a request against it.

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;
use serde_json::{Value, json};

use crate::server::Seen;

/// One operation of the file.
#[derive(Clone, Debug)]
pub(crate) struct Declared {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) evidence: String,
    pub(crate) effect: String,
    node: Value,
}

/// A contract.
pub(crate) struct Contract {
    pub(crate) operations: BTreeMap<String, Declared>,
    components: Value,
}

impl Contract {
    pub(crate) fn parse(json: &str) -> Self {
        let mut document: Value = serde_json::from_str(json).unwrap();
        allow_null(&mut document);
        let mut operations = BTreeMap::new();
        for (path, item) in document["paths"].as_object().unwrap() {
            for (method, node) in item.as_object().unwrap() {
                let text = |name: &str| node[name].as_str().unwrap().to_owned();
                let mut whole = node.clone();
                for part in whole["parameters"].as_array_mut().into_iter().flatten() {
                    resolve(&document, part);
                }
                for (_, part) in whole["responses"].as_object_mut().into_iter().flatten() {
                    resolve(&document, part);
                }
                let declared = Declared {
                    method: method.to_uppercase(),
                    path: path.clone(),
                    evidence: text("x-evidence"),
                    effect: text("x-effect"),
                    node: whole,
                };
                assert!(operations.insert(text("operationId"), declared).is_none(), "an operationId twice");
            }
        }
        assert!(!operations.is_empty());
        Self { operations, components: document["components"].clone() }
    }

    /// The published examples of an operation's answers: status and body. An answer without a body has none.
    pub(crate) fn answers(&self, id: &str) -> Vec<(u16, Option<Value>)> {
        let mut found = Vec::new();
        for (status, answer) in self.operations[id].node["responses"].as_object().unwrap() {
            // `2XX` stands for the successes that are not listed.
            let status: u16 = status.replace('X', "0").parse().unwrap();
            if status >= 300 {
                continue;
            }
            match answer["content"].as_object() {
                None => found.push((status, None)),
                Some(content) => {
                    for media in content.values() {
                        let one = media.get("example").cloned();
                        let many = media["examples"].as_object().into_iter().flat_map(|examples| examples.values());
                        let many = many.map(|example| example["value"].clone());
                        found.extend(one.into_iter().chain(many).map(|body| (status, Some(body))));
                    }
                }
            }
        }
        assert!(!found.is_empty(), "{id} declares no success");
        found
    }

    /// The published examples of an operation's errors: status and body.
    pub(crate) fn refusals(&self, id: &str) -> Vec<(u16, Value)> {
        let mut found = Vec::new();
        for (status, answer) in self.operations[id].node["responses"].as_object().unwrap() {
            let status: u16 = status.parse().unwrap();
            let content = &answer["content"]["application/json"]["examples"];
            if status >= 400 {
                let examples = content.as_object().into_iter().flat_map(|examples| examples.values());
                found.extend(examples.map(|example| (status, example["value"].clone())));
            }
        }
        found
    }

    /// Panics unless the request is one of this operation as the contract has it: verb, path, every parameter by its
    /// schema, body by its schema or none.
    pub(crate) fn check_request(&self, id: &str, seen: &Seen) {
        let declared = &self.operations[id];
        assert_eq!(seen.method, declared.method, "{id}: verb");
        let (path, query) = seen.target.split_once('?').unwrap_or((&seen.target, ""));
        let empty = Vec::new();
        let parameters = declared.node["parameters"].as_array().unwrap_or(&empty);
        let parameters: Vec<Value> = parameters.iter().map(|parameter| self.parameter(parameter)).collect();
        self.check_query(id, &parameters, query);
        let (wanted, got): (Vec<_>, Vec<_>) = (declared.path.split('/').collect(), path.split('/').collect());
        assert_eq!(wanted.len(), got.len(), "{id}: path {path}");
        for (part, text) in wanted.into_iter().zip(got) {
            let Some(name) = part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) else {
                assert_eq!(part, text, "{id}: path {path}");
                continue;
            };
            assert!(!text.contains('+'), "{id}: a space in a path is %20");
            let value = percent_decode_str(text).decode_utf8().unwrap().into_owned();
            let parameter = parameters.iter().find(|parameter| parameter["name"] == name).unwrap();
            self.check(&parameter["schema"], &json!(value), &format!("{id}: {name}"));
        }

        let body = &declared.node["requestBody"];
        let may_be_left_out = body["required"] == false && seen.body.is_empty();
        if body.is_null() || may_be_left_out {
            assert!(seen.body.is_empty(), "{id}: the contract has no body");
            assert_eq!(seen.header("content-type"), None, "{id}: no body, no type");
        } else if let Some(media) = body["content"].get("multipart/form-data") {
            self.check(&media["schema"], &form_fields(seen), id);
        } else {
            assert_eq!(seen.header("content-type"), Some("application/json"), "{id}: type");
            let value: Value = serde_json::from_slice(&seen.body).unwrap();
            self.check(&body["content"]["application/json"]["schema"], &value, id);
        }
    }

    /// A parameter, also when it is written once for many operations.
    fn parameter(&self, parameter: &Value) -> Value {
        let shared = parameter["$ref"].as_str().and_then(|place| place.strip_prefix("#/components/parameters/"));
        shared.map_or_else(|| parameter.clone(), |name| self.components["parameters"][name].clone())
    }

    /// Every query parameter is one of the contract's and fits its schema; none that is required is missing.
    fn check_query(&self, id: &str, parameters: &[Value], query: &str) {
        assert!(!query.contains('+'), "{id}: a space in a query is %20");
        let decoded = |text: &str| percent_decode_str(text).decode_utf8().unwrap().into_owned();
        let sent: BTreeMap<String, String> = query
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .map(|(name, value)| (decoded(name), decoded(value)))
            .collect();
        let mut declared = parameters.iter().filter(|parameter| parameter["in"] == "query");
        for (name, value) in &sent {
            let parameter = declared.clone().find(|parameter| parameter["name"] == **name);
            let schema = &parameter.unwrap_or_else(|| panic!("{id}: the contract has no query {name}"))["schema"];
            let value = match schema["type"].as_str() {
                Some("integer" | "number" | "boolean") => serde_json::from_str(value).unwrap(),
                _ => json!(value),
            };
            self.check(schema, &value, &format!("{id}: {name}"));
        }
        let missing = declared.find(|parameter| {
            parameter["required"] == true && !parameter["name"].as_str().is_some_and(|name| sent.contains_key(name))
        });
        assert!(missing.is_none(), "{id}: {missing:?} is not there");
    }

    fn check(&self, schema: &Value, value: &Value, what: &str) {
        let mut whole = schema.clone();
        whole["components"] = self.components.clone();
        let validator = jsonschema::validator_for(&whole).unwrap();
        let faults: Vec<String> = validator.iter_errors(value).map(|fault| fault.to_string()).collect();
        assert!(faults.is_empty(), "{what}: {faults:?}");
    }
}

/// Puts what a reference names in its place.
fn resolve(document: &Value, node: &mut Value) {
    if let Some(place) = node["$ref"].as_str() {
        *node = document.pointer(place.trim_start_matches('#')).unwrap().clone();
    }
}

/// OpenAPI 3.0's `nullable` as JSON Schema says it.
fn allow_null(node: &mut Value) {
    match node {
        Value::Object(map) => {
            if map.get("nullable") == Some(&Value::Bool(true))
                && let Some(kind) = map.get("type").cloned()
            {
                map.insert("type".to_owned(), json!([kind, "null"]));
            }
            map.values_mut().for_each(allow_null);
        }
        Value::Array(items) => items.iter_mut().for_each(allow_null),
        _ => {}
    }
}

/// The parts of a `multipart/form-data` body (RFC 7578) by their names; bytes count as text.
fn form_fields(seen: &Seen) -> Value {
    let kind = seen.header("content-type").unwrap();
    let boundary = kind.strip_prefix("multipart/form-data; boundary=").unwrap();
    let body = String::from_utf8_lossy(&seen.body).into_owned();
    let inside = body.strip_suffix(&format!("\r\n--{boundary}--\r\n")).unwrap();
    let inside = inside.strip_prefix(&format!("--{boundary}\r\n")).unwrap();
    inside
        .split(&format!("\r\n--{boundary}\r\n"))
        .map(|part| {
            let (head, content) = part.split_once("\r\n\r\n").unwrap();
            let name = head.split_once("name=\"").unwrap().1.split('"').next().unwrap();
            (name.to_owned(), json!(content))
        })
        .collect::<serde_json::Map<_, _>>()
        .into()
}

/// A row of a client's table in the contract's words: method, path, evidence, effect.
pub(crate) fn row(operation: &providers::Operation) -> (String, String, String, String) {
    let word = |value: String| value.to_lowercase();
    (
        format!("{:?}", operation.method).to_uppercase(),
        operation.path.to_owned(),
        word(format!("{:?}", operation.evidence)),
        word(format!("{:?}", operation.effect)),
    )
}
