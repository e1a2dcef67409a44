//! The program. Everything is in the library's rooms; here it only begins.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod app;
mod clipboard;
mod commands;
mod computer_lock;
mod customer_window;
mod environment;
mod events;
mod fault_dial;
mod hardening;
mod keyring_trap;
mod locking;
mod logging;
mod notifications;
mod opening;
mod picture_process;
mod practice_shop;
mod read_picture;
mod verify_ledger;
mod web_data;

use std::process::ExitCode;

fn main() -> ExitCode {
    // Before anything needs a display.
    let arguments = || std::env::args_os().skip(1);
    if let Some(code) = read_picture::asked_for(arguments()).or_else(|| verify_ledger::asked_for(arguments())) {
        return code;
    }
    environment::prepare_web_view();
    keyring_trap::look();
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
