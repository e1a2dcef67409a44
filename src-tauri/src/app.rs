//! The Tauri application: its window, its state, its beginning and its end.

use std::sync::Arc;

use bridge::Problem;
use tauri::Manager as _;

use crate::clipboard::Clipboard;
use crate::opening::{self, Opened};
use crate::{commands, events, logging};

/// The desk as the commands find it: open, or why it could not be opened. A window is there in both cases.
pub(crate) struct Opening(Result<Opened, Problem>);

impl Opening {
    pub(crate) fn opened(&self) -> Result<&Opened, Problem> {
        self.0.as_ref().map_err(Clone::clone)
    }
}

/// Runs the program until its window is closed.
pub(crate) fn run() -> Result<(), tauri::Error> {
    let app = tauri::Builder::default()
        .invoke_handler(commands::handler())
        .setup(|app| {
            let guard = app
                .path()
                .app_log_dir()
                .map_err(|error| error.to_string())
                .and_then(|folder| logging::start(&folder).map_err(|error| error.to_string()));
            // Without a log the program still works; without its guard the last lines would be lost.
            app.manage(guard.ok());
            let folder = app.path().app_local_data_dir()?;
            let events = Arc::new(events::ToWindows::new(app.handle().clone()));
            let opened = tauri::async_runtime::block_on(opening::open(&folder, events));
            if let Err(problem) = &opened {
                tracing::error!(code = ?problem.code, message = %problem.message, "the desk could not be opened");
            }
            app.manage(Clipboard::default());
            app.manage(Opening(opened));
            Ok(())
        })
        .build(tauri::generate_context!())?;
    app.run(|app, event| {
        if let tauri::RunEvent::Exit = event {
            app.state::<Clipboard>().clear_last();
            if let Ok(opened) = app.state::<Opening>().opened() {
                tauri::async_runtime::block_on(opened.desk.close());
            }
        }
    });
    Ok(())
}
