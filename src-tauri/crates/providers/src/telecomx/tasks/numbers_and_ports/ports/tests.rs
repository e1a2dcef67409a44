//! What is read of a porting: how far a change has come, and what is shown.

use domain::provider::ConnectionId;
use serde_json::{Value, json};

use super::*;
use crate::record::Record;

fn porting(value: &Value) -> Porting {
    let record = Record(value.as_object().unwrap().clone());
    crate::telecomx::map::porting(record, &ConnectionId("c".to_owned())).unwrap()
}

fn inputs(pairs: &[(&str, &str)]) -> Inputs {
    let mut inputs = Inputs::default();
    for (name, value) in pairs {
        inputs.put(*name, (*value).to_owned());
    }
    inputs
}

#[test]
fn the_words_in_the_forms_are_those_of_the_client() {
    let values = |kind: FieldKind| match kind {
        FieldKind::Choice { choices } => choices.iter().map(|(value, _)| *value).collect::<Vec<_>>(),
        _ => Vec::new(),
    };
    assert_eq!(values(GROUPS), PortGroup::ALL.map(PortGroup::word));
    assert_eq!(values(REASONS), Refusal::ALL.map(Refusal::word));
}

#[test]
fn an_order_is_done_when_the_donor_has_it_and_waits_when_telecomx_sends_it_later() {
    let at = |stage: &str, more: Value| {
        let mut record = json!({"_id": "1", "status": {"stage": stage, "message": "SIM_MISMATCH"}});
        record.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        ordered(&porting(&record), more.get("taken").is_some())
    };
    assert_eq!(at("IN_ORDERED", json!({})), Progress::Done);
    assert_eq!(at("IN_CONFIRMED", json!({})), Progress::Done);
    assert_eq!(at("IN_REJECTED", json!({})), Progress::Failed("SIM_MISMATCH".to_owned()));
    assert_eq!(at("IN_POA_SENT", json!({})), Progress::NotBegun);
    assert_eq!(at("IN_POA_SENT", json!({"taken": true})), Progress::Working("IN_POA_SENT".to_owned()));
    let later = at("IN_POA_SENT", json!({"autoStartOrder": "2026-03-04T12:00:00.000Z"}));
    assert_eq!(later, Progress::Waiting("TelecomX sends the order at 2026-03-04T12:00:00Z.".to_owned()));
}

#[test]
fn what_telecomx_leaves_as_it_was_is_told() {
    let record = json!({
        "_id": "1", "number": "+4531229044", "donorSimNumber": "894591F", "requestedDate": "2026-03-10T00:00:00.000Z",
    });
    let now = porting(&record);
    let sent = |pairs: &[(&str, &str)]| compared(&now, &inputs(pairs), true);
    let proves = |pairs: &[(&str, &str)]| sent(pairs).progress(&EDIT).ok();
    assert_eq!(proves(&[("donorSimNumber", "894591f"), ("requestedDate", "2026-03-10")]), Some(Progress::Done));
    assert_eq!(proves(&[("donorSimNumber", "894592")]), Some(Progress::NotBegun));
    let part = [("donorSimNumber", "894591F"), ("requestedDate", "2026-03-11")];
    assert_eq!(sent(&part).left().as_deref(), Some("TelecomX left this as it was: wanted date."));
    assert_eq!(proves(&part), None);
    assert_eq!(proves(&[("donorCustomerId", "K-1")]), Some(Progress::NotBegun));
    let answered = compared(&now, &inputs(&[("donorCustomerId", "K-1")]), false);
    assert_eq!(answered.left(), None, "the answer of a change may hold less");
    // Whom it tells is not in the answer: that proves nothing either way.
    assert_eq!(proves(&[("notify", "a@example.com")]), None);
}

#[test]
fn more_numbers_are_read_one_a_line_as_people_write_them() {
    assert_eq!(numbers("70 12 90 10\n+45 70129011\n\n").unwrap(), ["+4570129010", "+4570129011"]);
    let error = numbers("7012 90x").unwrap_err();
    assert_eq!(error.problem.field.as_deref(), Some("additionalNumbers"));
    assert_eq!(words("a@x.dk,\nb@x.dk; c@x.dk").collect::<Vec<_>>(), ["a@x.dk", "b@x.dk", "c@x.dk"]);
}

#[test]
fn everything_told_of_a_port_is_shown_with_its_papers() {
    let answer = shown(porting(&json!({
        "_id": "1", "number": "+4531229044", "portingType": "IN", "status": {"stage": "IN_CREATED", "by": "x"},
        "documents": [{"_id": "d1", "filename": "a.pdf", "size": 2000}], "operator": "90101",
    })));
    let named = |name: &str| answer.facts.iter().find(|fact| fact.name == name).map(|fact| fact.value.as_str());
    assert_eq!((named("Stage"), named("operator"), named("by")), (Some("IN_CREATED"), Some("90101"), Some("x")));
    assert_eq!(answer.tables[0].rows, [["a.pdf", "2 kB", "d1"]]);
    assert!(!answer.facts.iter().any(|fact| fact.value.is_empty()));
}
