//! The code's table of operations against the contract file, both ways, and the table of calls against it.

use providers::Provider;
use providers::onsim::operations::OPERATIONS;

use super::{CALLS, CONTRACT, client};
use crate::calls::{ids, is_the_contracts_table};

#[test]
fn the_codes_table_is_the_contracts_table_and_every_operation_is_called() {
    is_the_contracts_table(&OPERATIONS, &[], &CONTRACT);
    assert_eq!(CALLS.called(), ids(&OPERATIONS));
}

#[tokio::test]
async fn the_client_shows_its_table() {
    assert_eq!(client("http://127.0.0.1:9").operations(), &OPERATIONS);
}
