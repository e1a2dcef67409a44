//! Wire tests: each provider's client against its contract, on a real socket.
//!
//! `server` answers what a test tells it and keeps what it was asked; `contract` checks requests against the contract
//! file. Nothing here knows the desk, the ledger or the practice shop.

mod contract;
mod onsim;
mod server;
mod transport;
