//! What the contract check takes and refuses, and how it names a misfit.

use super::*;

fn operation(body: Option<Value>) -> Operation {
    let mut operation = json!({
        "operationId": "change",
        "parameters": [{ "name": "state", "in": "path", "schema": { "type": "string", "enum": ["ON", "OFF"] } }]
    });
    if let Some(schema) = body {
        operation["requestBody"] = json!({ "required": true, "content": { "application/json": { "schema": schema } } });
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

fn pairs(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn checked(operation: &Operation, kind: Option<&str>, body: &[u8]) -> Result<Option<Value>, Vec<Misfit>> {
    let (params, query) = (pairs(&[("state", "ON")]), BTreeMap::new());
    operation.check(&Given { params: &params, query: &query, content_type: kind, body }, &[])
}

fn refused(operation: &Operation, state: &str, body: &str) -> Vec<(String, String)> {
    let (params, query) = (pairs(&[("state", state)]), BTreeMap::new());
    let content_type = Some("application/json; charset=utf-8");
    let given = Given { params: &params, query: &query, content_type, body: body.as_bytes() };
    let misfits = operation.check(&given, &[]).unwrap_err();
    misfits.into_iter().map(|misfit| (misfit.field, misfit.reason)).collect()
}

#[test]
fn misfits_name_the_field_and_never_the_value() {
    let change = operation(Some(json!({ "$ref": "#/components/schemas/Change" })));
    let wrong_pattern = refused(&change, "ON", r#"{"a":"secret-value"}"#);
    assert_eq!(wrong_pattern[0].0, "a");
    assert!(!wrong_pattern[0].1.contains("secret-value"), "{wrong_pattern:?}");
    assert_eq!(refused(&change, "ON", r#"{"b":1,"c":2}"#)[0], ("c".into(), "is not a field of this operation".into()));
    assert_eq!(refused(&change, "ON", "{}")[0], ("body".into(), "at least one of a, b is required".into()));
    assert_eq!(refused(&change, "MAYBE", r#"{"b":1}"#)[0].0, "state");
    assert_eq!(refused(&change, "ON", "{").first().unwrap().0, "body");
    assert_eq!(refused(&change, "ON", "").first().unwrap().1, "a JSON body is required");
}

#[test]
fn a_fitting_body_is_given_back_and_an_unwanted_one_refused() {
    let change = operation(Some(json!({ "$ref": "#/components/schemas/Change" })));
    assert_eq!(checked(&change, Some("application/json"), br#"{"a":"xY"}"#), Ok(Some(json!({ "a": "xY" }))));
    assert_eq!(checked(&change, None, br#"{"a":"xY"}"#).unwrap_err()[0].field, "Content-Type");
    let bare = operation(None);
    assert_eq!(checked(&bare, None, b""), Ok(None));
    assert_eq!(refused(&bare, "ON", "{}")[0].1, "this operation takes no body");
}

#[test]
fn query_parameters_are_typed_and_none_may_be_unknown() {
    let document = json!({
        "paths": { "/list": { "get": { "operationId": "list", "parameters": [
            { "$ref": "#/components/parameters/Page" },
            { "name": "all", "in": "query", "schema": { "type": "boolean" } },
        ] } } },
        "components": {
            "parameters": { "Page": { "name": "page", "in": "query", "required": true,
                "schema": { "$ref": "#/components/schemas/Page" } } },
            "schemas": { "Page": { "type": "integer", "minimum": 1 } },
        },
    });
    let list = Contract::parse(&document.to_string()).unwrap().operations.pop().unwrap();
    let check = |query: &[(&str, &str)]| {
        let given = Given { params: &pairs(&[]), query: &pairs(query), content_type: None, body: b"" };
        list.check(&given, &["token"]).map_err(|misfits| misfits[0].field.clone())
    };
    assert_eq!(check(&[("page", "2"), ("all", "true"), ("token", "x")]), Ok(None));
    assert_eq!(check(&[]), Err("page".to_owned()));
    assert_eq!(check(&[("page", "0")]), Err("page".to_owned()));
    assert_eq!(check(&[("page", "two")]), Err("page".to_owned()));
    assert_eq!(check(&[("page", "1"), ("all", "1")]), Err("all".to_owned()));
    assert_eq!(check(&[("page", "1"), ("pages", "1")]), Err("pages".to_owned()));
}

#[test]
fn a_nullable_field_may_be_null_and_another_kind_of_body_is_taken_as_it_comes() {
    let null = operation(Some(json!({ "properties": { "a": { "type": "string", "nullable": true } } })));
    assert!(checked(&null, Some("application/json"), br#"{"a":null}"#).is_ok());
    assert!(checked(&null, Some("application/json"), br#"{"a":1}"#).is_err());
    let file = json!({ "paths": { "/file": { "post": { "operationId": "file", "requestBody":
        { "required": true, "content": { "multipart/form-data": {} } } } } } });
    let file = Contract::parse(&file.to_string()).unwrap().operations.pop().unwrap();
    assert_eq!(checked(&file, Some("multipart/form-data; boundary=x"), b"--x"), Ok(None));
    assert_eq!(checked(&file, Some("application/json"), b"{}").unwrap_err()[0].field, "Content-Type");
    assert_eq!(checked(&file, None, b"").unwrap_err()[0].reason, "a body is required");
}

#[test]
fn a_contract_with_a_broken_schema_is_refused() {
    let text =
        r#"{"paths":{"/a":{"get":{"operationId":"a","parameters":[{"name":"n","in":"path","schema":{"type":7}}]}}}}"#;
    assert!(matches!(Contract::parse(text), Err(ContractError::Schema { .. })));
    assert!(matches!(Contract::parse("{}"), Err(ContractError::Missing(_))));
    assert!(matches!(Contract::parse("{"), Err(ContractError::NotJson(_))));
}
