//! The code's two tables of operations against the contract file, both ways, and the table of calls against them.

use std::collections::BTreeSet;

use providers::Provider;
use providers::telecomx::operations::{LEFT_OUT, OPERATIONS};

use super::cases::CASES;
use super::{CONTRACT, client};
use crate::contract::row;

#[test]
fn both_tables_together_are_the_contracts_table() {
    let known: Vec<&str> =
        OPERATIONS.iter().map(|operation| operation.id).chain(LEFT_OUT.iter().map(|(id, _)| *id)).collect();
    let declared: BTreeSet<&str> = CONTRACT.operations.keys().map(String::as_str).collect();
    assert_eq!(known.iter().copied().collect::<BTreeSet<_>>(), declared);
    assert_eq!(known.len(), declared.len(), "an operation twice");
    for operation in OPERATIONS {
        let declared = CONTRACT.operations[operation.id].clone();
        assert_eq!(
            row(operation),
            (declared.method, declared.path, declared.evidence, declared.effect),
            "{}",
            operation.id
        );
    }
    assert!(LEFT_OUT.iter().all(|(_, reason)| reason.ends_with('.') && reason.len() > 20));
}

#[test]
fn every_operation_of_the_code_is_called_by_these_tests() {
    let mut called: BTreeSet<&str> = CASES.iter().map(|case| case.id).collect();
    // In `auth`, where it is sent by itself.
    called.insert("login");
    let known: BTreeSet<&str> = OPERATIONS.iter().map(|operation| operation.id).collect();
    assert_eq!(called, known);
}

#[tokio::test]
async fn the_client_shows_its_table() {
    assert_eq!(client("http://127.0.0.1:9").operations(), OPERATIONS);
}
