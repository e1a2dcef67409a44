//! One operation of a provider's contract, as the code knows it: the row of each provider's table.

use domain::provider::{Effect, Evidence};

/// The HTTP verbs the contracts use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// GET
    Get,
    /// POST
    Post,
    /// PUT
    Put,
    /// PATCH
    Patch,
    /// DELETE
    Delete,
}

/// One operation of a contract. Wire tests compare every row with the contract file, field by field.
#[derive(Debug, PartialEq, Eq)]
pub struct Operation {
    /// The contract's `operationId`.
    pub id: &'static str,
    /// The verb.
    pub method: Method,
    /// The path template of the contract, parameters in braces.
    pub path: &'static str,
    /// How well it is known: `x-evidence`.
    pub evidence: Evidence,
    /// What it does: `x-effect`. An operation that can do several things carries its strictest.
    pub effect: Effect,
}
