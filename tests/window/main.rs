//! The real console, built as people get it, driven over WebDriver by keyboard. The practice shop stays in the test's
//! hands and is the judge. Linux only; `cargo xtask test` brings the display, the bus and the keyring.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up ends here")]

mod connections;
mod customer;
mod directory;
mod fault_dial;
mod install;
mod intake;
#[cfg(target_os = "linux")]
mod lock;
#[cfg(target_os = "linux")]
mod notifications;
mod outcomes;
mod pictures;
mod policy;
#[cfg(target_os = "linux")]
mod read_picture;
mod replace_sim;
mod screens;
mod search;
mod sign_in;
#[cfg(target_os = "linux")]
mod start_faults;
mod tasks;
mod walls;
