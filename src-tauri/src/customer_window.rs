//! The window that faces the customer: on the second display and all of it where there is one, else an ordinary window.
//! Protected from capture where the system can (Windows, macOS; a phone's camera always works).

use bridge::customer_screen::{CustomerScreen, CustomerScreenAnswer};
use bridge::{ErrorCode, Problem};
use desk::Lock;
use tauri::{
    AppHandle, LogicalPosition, LogicalSize, Manager as _, WebviewUrl, WebviewWindow, WebviewWindowBuilder, WindowEvent,
};

use crate::events;
use crate::opening::Opening;

/// Its name, to which its capability is bound.
pub(crate) const CUSTOMER: &str = "customer";

/// The page it opens, from `ui/customer.html`.
const PAGE: &str = "customer.html";

/// Opens it where it is not open. It does not take the keyboard from the agent.
///
/// # Errors
/// `Internal` when the system makes no window.
pub(crate) fn open(app: &AppHandle) -> Result<(), Problem> {
    if app.get_webview_window(CUSTOMER).is_some() {
        return Ok(());
    }
    make(app).map(drop).map_err(|error| {
        tracing::error!(%error, "the customer's screen was not opened");
        Problem::new(ErrorCode::Internal, "the customer's screen could not be opened").safe_to_retry()
    })
}

/// Closes it where it is open.
pub(crate) fn close(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(CUSTOMER)
        && let Err(error) = window.destroy()
    {
        tracing::warn!(%error, "the customer's screen was not closed");
    }
}

/// The customer's screen as the windows are told of it: blank while the console is locked, whatever is still being taken off.
pub(crate) fn state(app: &AppHandle, screen: CustomerScreen) -> CustomerScreenAnswer {
    let screen = if app.state::<Lock>().is_locked() { screen.blanked() } else { screen };
    CustomerScreenAnswer { screen, open: app.get_webview_window(CUSTOMER).is_some() }
}

fn make(app: &AppHandle) -> tauri::Result<WebviewWindow> {
    let builder = WebviewWindowBuilder::new(app, CUSTOMER, WebviewUrl::App(PAGE.into()))
        .title("SIMdesk customer screen")
        .inner_size(1100.0, 720.0)
        .min_inner_size(480.0, 400.0)
        .content_protected(true)
        .focused(false);
    let agents = app.get_webview_window(events::AGENT).and_then(|window| window.current_monitor().ok().flatten());
    let displays = app.available_monitors()?;
    let window = match second_display(&displays, agents.as_ref(), |one| *one.position()) {
        Some(display) => {
            let place: LogicalPosition<f64> = display.position().to_logical(display.scale_factor());
            let size: LogicalSize<f64> = display.size().to_logical(display.scale_factor());
            // As large as the display by itself, too: some window managers make no full screen on request.
            let builder = builder.position(place.x, place.y).inner_size(size.width, size.height);
            builder.decorations(false).fullscreen(true)
        }
        None => builder,
    }
    .build()?;
    let app = app.clone();
    window.on_window_event(move |event| {
        if matches!(event, WindowEvent::Destroyed) {
            let app = app.clone();
            tauri::async_runtime::spawn(async move { was_closed(&app).await });
        }
    });
    Ok(window)
}

/// What was on it was shown until now. The agent hears that it is gone.
async fn was_closed(app: &AppHandle) {
    if let Some(opened) = app.try_state::<Opening>().and_then(|opening| opening.opened().ok()) {
        opened.desk.blank_customer_screen().await;
    }
}

/// A display the agent does not work on; none where there is only theirs. Displays are told apart by where they begin.
fn second_display<'a, M, P: PartialEq>(all: &'a [M], agents: Option<&M>, place: impl Fn(&M) -> P) -> Option<&'a M> {
    // Without knowing the agent's own, the customer would perhaps be shown over it.
    let agents = place(agents?);
    all.iter().find(|one| place(one) != agents)
}

#[cfg(test)]
mod tests {
    use super::second_display;

    #[test]
    fn the_customer_gets_a_display_of_their_own_or_none() {
        let place = |one: &(i32, i32)| *one;
        let (left, right) = ((0, 0), (1920, 0));
        assert_eq!(second_display(&[left, right], Some(&left), place), Some(&right));
        assert_eq!(second_display(&[left, right], Some(&right), place), Some(&left), "also when it is the first one");
        assert_eq!(second_display(&[left], Some(&left), place), None);
        assert_eq!(second_display(&[left, left], Some(&left), place), None, "two that show the same are one");
        assert_eq!(second_display(&[left, right], None, place), None);
        assert_eq!(second_display(&[], Some(&left), place), None);
    }
}
