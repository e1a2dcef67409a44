//! Where the web view keeps what it keeps: in the data folder, or in a temporary one when that cannot be made.

use std::path::PathBuf;

use tauri::webview::WebviewWindowBuilder;
use tauri::{AppHandle, Manager as _, Wry};

/// The agent's window with a place for its web view's data. The toolkit would make the data folder by itself and end the
/// program when it cannot, for example on a read-only disk; the desk is to say so in its window instead.
pub(crate) fn placed<'a>(
    app: &AppHandle,
    window: WebviewWindowBuilder<'a, Wry, AppHandle>,
) -> WebviewWindowBuilder<'a, Wry, AppHandle> {
    if app.path().app_local_data_dir().is_ok_and(|folder| std::fs::create_dir_all(folder).is_ok()) {
        return window;
    }
    match temporary() {
        Ok(folder) => window.data_directory(folder),
        Err(error) => {
            tracing::error!(%error, "there is no folder for the web view");
            window
        }
    }
}

/// A new folder that only this user can read. Nothing but the theme gets there, so it is left to the system to clear away.
fn temporary() -> Result<PathBuf, std::io::Error> {
    Ok(tempfile::Builder::new().prefix("simdesk-").tempdir()?.keep())
}
