//! What an agent talks about: lines, SIMs, activation codes, plans, ports and actions.
//!
//! No I/O, no clock and no randomness of its own: time and ids are passed in. Secrets have types here that cannot be
//! printed, logged or serialised. The wire forms of the providers are not here; they stay private to `providers`.

pub mod ability;
pub mod action;
pub mod activation_code;
pub mod eid;
pub mod iccid;
pub mod imei;
pub mod line;
pub mod msisdn;
pub mod port;
pub mod problem;
pub mod provider;
pub mod qr;
pub mod replaced_sim;
pub mod secret;
pub mod spelling;
pub mod task;
pub mod time;

mod digits;
mod plain_text;
