//! Wire tests: each provider's client against its contract, on a real socket.
//!
//! `server` answers what a test tells it and keeps what it was asked; `contract` checks requests against the contract
//! file; `calls` is what all providers' calls must do, and `outcomes` what no success must lead to; `captured` keeps the
//! log; `arbitrary` makes answers nobody would send. Nothing here knows the desk, the ledger or the practice shop.
//!
//! `cfg(test)` always holds here; it tells clippy that what helps a test may panic as a test may.

#[cfg(test)]
mod arbitrary;
#[cfg(test)]
mod atomic;
#[cfg(test)]
mod calls;
#[cfg(test)]
mod captured;
#[cfg(test)]
mod contract;
#[cfg(test)]
mod coverage;
#[cfg(test)]
mod onsim;
#[cfg(test)]
mod outcomes;
#[cfg(test)]
mod reach;
#[cfg(test)]
mod server;
#[cfg(test)]
mod telecomx;
#[cfg(test)]
mod transport;
