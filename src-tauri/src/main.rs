//! The program. Everything is in the library's rooms; here it only begins.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod app;
mod clipboard;
mod commands;
mod computer_lock;
mod environment;
mod events;
mod hardening;
mod locking;
mod logging;
mod notifications;
mod opening;
mod practice_shop;

use std::process::ExitCode;

fn main() -> ExitCode {
    environment::prepare_web_view();
    hardening::begin();
    match app::run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // There is no window to say it in, and perhaps no log.
            #[expect(clippy::print_stderr, reason = "the last place left to say why the program could not start")]
            {
                eprintln!("SIMdesk could not start: {error}");
            }
            ExitCode::FAILURE
        }
    }
}
