//! The code's two tables of operations against the contract file, both ways, and the table of calls against them.

use providers::Provider;
use providers::telecomx::operations::{LEFT_OUT, OPERATIONS};

use super::{CALLS, CONTRACT, client};
use crate::calls::{ids, is_the_contracts_table};

#[test]
fn both_tables_together_are_the_contracts_table() {
    let left_out: Vec<&str> = LEFT_OUT.iter().map(|(id, _)| *id).collect();
    is_the_contracts_table(OPERATIONS, &left_out, &CONTRACT);
    assert_eq!(OPERATIONS.len() + LEFT_OUT.len(), CONTRACT.operations.len(), "an operation twice");
    assert!(LEFT_OUT.iter().all(|(_, reason)| reason.ends_with('.') && reason.len() > 20));
}

#[test]
fn every_operation_of_the_code_is_called_by_these_tests() {
    let mut called = CALLS.called();
    // In `auth`, where it is sent by itself.
    called.insert("login");
    assert_eq!(called, ids(OPERATIONS));
}

#[tokio::test]
async fn the_client_shows_its_table() {
    assert_eq!(client("http://127.0.0.1:9").operations(), OPERATIONS);
}
