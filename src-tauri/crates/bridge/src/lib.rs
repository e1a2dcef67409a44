//! Everything that crosses to the UI: requests, answers, events, the error codes and the one command list.
//!
//! The shell's handlers, the window's permissions and the UI's TypeScript all come from [`for_each_command`]: a new
//! command is one line there and one function in the shell.

pub mod actions;
pub mod codes;
mod commands;
pub mod connections;
pub mod customer_screen;
pub mod customers;
pub mod directory;
pub mod event;
pub mod faults;
pub mod generate;
pub mod lines;
pub mod lock;
pub mod retention;
mod setting_up;
pub mod tasks;

pub use domain::ability::{Ability, AbilityState};
pub use domain::action::{ActionId, ActionKind, Preview, Verification, VerificationMethod};
pub use domain::line::LineKey;
pub use domain::problem::{ErrorCode, Problem};
pub use domain::retention::ForgetAfter;
pub use domain::task::About;

/// For commands that need nothing said or have nothing to say.
#[derive(Debug, Clone, Copy, Default, serde::Serialize, serde::Deserialize, ts_rs::TS)]
pub struct Nothing {}
