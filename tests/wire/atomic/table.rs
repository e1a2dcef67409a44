//! The code's table of operations against the contract file, both ways, and the table of calls against both.

use std::collections::BTreeSet;

use providers::Provider;
use providers::atomic::operations::OPERATIONS;

use super::cases::CASES;
use super::{CONTRACT, client};
use crate::contract::row;

#[test]
fn the_codes_table_is_the_contracts_table() {
    let known: BTreeSet<&str> = OPERATIONS.iter().map(|operation| operation.id).collect();
    let declared: BTreeSet<&str> = CONTRACT.operations.keys().map(String::as_str).collect();
    assert_eq!(known, declared);
    assert_eq!(known.len(), OPERATIONS.len(), "an operation twice");
    for operation in &OPERATIONS {
        let declared = CONTRACT.operations[operation.id].clone();
        assert_eq!(
            row(operation),
            (declared.method, declared.path, declared.evidence, declared.effect),
            "{}",
            operation.id
        );
    }
}

#[test]
fn every_operation_of_the_table_is_called_by_these_tests() {
    let called: BTreeSet<&str> = CASES.iter().map(|case| case.id).collect();
    let known: BTreeSet<&str> = OPERATIONS.iter().map(|operation| operation.id).collect();
    assert_eq!(called, known);
}

#[tokio::test]
async fn the_client_shows_its_table() {
    assert_eq!(client("http://127.0.0.1:9").operations(), &OPERATIONS);
}
