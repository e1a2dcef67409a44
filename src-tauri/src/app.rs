//! The Tauri application: its windows, its state, its beginning and its end.

use std::sync::Arc;

use desk::{KeptSettings, Lock, SystemClock};
use tauri::{AppHandle, Manager as _, RunEvent, WebviewWindowBuilder, WindowEvent};
use vault::OsVault;

use crate::clipboard::Clipboard;
use crate::opening::Opening;
use crate::{commands, customer_window, events, hardening, locking, logging, web_data};

/// Opens the agent's window as the configuration has it.
fn open_main_window(app: &AppHandle) -> Result<(), tauri::Error> {
    for window in &app.config().app.windows {
        web_data::placed(app, WebviewWindowBuilder::from_config(app, window)?).build()?;
    }
    Ok(())
}

/// Runs the program until its window is closed.
pub(crate) fn run() -> Result<(), tauri::Error> {
    let app = tauri::Builder::default()
        .plugin(hardening::walls())
        .invoke_handler(commands::handler())
        .setup(|app| {
            open_main_window(app.handle())?;
            let guard = app
                .path()
                .app_log_dir()
                .map_err(|error| error.to_string())
                .and_then(|folder| logging::start(&folder).map_err(|error| error.to_string()));
            // Without a log the program still works; without its guard the last lines would be lost.
            app.manage(guard.ok());
            let (data, config) = (app.path().app_local_data_dir()?, app.path().app_config_dir()?);
            let settings = Arc::new(KeptSettings::read(&config));
            app.manage(Lock::new(Arc::clone(&settings), Arc::new(OsVault), Arc::new(SystemClock)));
            let events = Arc::new(events::ToAgent::new(app.handle().clone()));
            let opening = tauri::async_runtime::block_on(Opening::open(data, &config, events, settings));
            app.manage(Clipboard::default());
            app.manage(opening);
            locking::begin(app.handle());
            Ok(())
        })
        .build(tauri::generate_context!())?;
    app.run(|app, event| match event {
        // The customer's screen does not keep the program open.
        RunEvent::WindowEvent { label, event: WindowEvent::Destroyed, .. } if label == events::AGENT => {
            customer_window::close(app);
        }
        RunEvent::Exit => {
            app.state::<Clipboard>().clear_last();
            if let Ok(opened) = app.state::<Opening>().opened() {
                tauri::async_runtime::block_on(opened.desk.close());
            }
        }
        _ => {}
    });
    Ok(())
}
