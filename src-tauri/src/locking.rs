//! The lock as the windows feel it: what is refused while the console is locked, what happens when it locks, and what
//! makes it lock by itself. How it is opened again is the desk's.

use std::time::Duration;

use bridge::event::Event;
use bridge::lock::{LockState, PinKept};
use bridge::{ErrorCode, Problem};
use desk::Lock;
use tauri::{AppHandle, Manager as _};

use crate::clipboard::Clipboard;
use crate::computer_lock;
use crate::events::tell_agent;
use crate::opening::Opening;

/// The commands a locked console answers. None of their answers has anything of a customer in it: the customer's screen
/// is blank then.
const ANSWERED_WHILE_LOCKED: &[&str] = &["lock_state", "lock", "unlock", "customer_screen"];

/// The longest pause between two looks at how long nobody has touched the desk: a computer that slept is seen through
/// within that time.
const LOOK: Duration = Duration::from_secs(5);

/// One call's way through the lock: it has to be open when the call comes and when its answer goes.
pub(crate) struct Gate {
    /// How often the console had been locked when the call came; nothing for what a locked console answers.
    times: Option<u64>,
}

impl Gate {
    /// Lets a call in.
    ///
    /// # Errors
    /// `Locked` while the console is locked.
    pub(crate) fn enter(app: &AppHandle, command: &str) -> Result<Self, Problem> {
        if ANSWERED_WHILE_LOCKED.contains(&command) {
            return Ok(Self { times: None });
        }
        app.state::<Lock>().pass().map(|times| Self { times: Some(times) }).ok_or_else(locked)
    }

    /// Lets its answer out, unless the console was locked meanwhile: then what the call may have put on a screen or into
    /// memory is taken away again. What it has sent goes on.
    pub(crate) async fn leave<T>(self, app: &AppHandle, answer: Result<T, Problem>) -> Result<T, Problem> {
        if self.times.is_none_or(|times| app.state::<Lock>().pass() == Some(times)) {
            return answer;
        }
        drop(answer);
        sweep(app).await;
        Err(locked())
    }
}

fn locked() -> Problem {
    Problem::new(ErrorCode::Locked, "the console is locked").safe_to_retry()
}

/// Starts what locks the console by itself.
pub(crate) fn begin(app: &AppHandle) {
    let watched = app.clone();
    tauri::async_runtime::spawn(async move {
        let lock = watched.state::<Lock>().inner().clone();
        loop {
            let left = lock.left();
            if left == Some(Duration::ZERO) {
                self::lock(&watched);
            }
            tokio::time::sleep(left.unwrap_or(LOOK).clamp(Duration::from_millis(50), LOOK)).await;
        }
    });
    let looked = app.clone();
    tauri::async_runtime::spawn(async move {
        if looked.state::<Lock>().look_for_pin().await {
            after_locking(&looked);
        }
    });
    computer_lock::listen(app.clone());
}

/// Locks the console; nothing happens when it is locked already.
pub(crate) fn lock(app: &AppHandle) {
    if app.state::<Lock>().engage() {
        after_locking(app);
    }
}

/// Empties the windows at once, then the memory.
fn after_locking(app: &AppHandle) {
    tracing::info!("locked");
    // First the page takes everything away by itself, within a frame. Then it is loaded anew, whether it did so or not:
    // nothing that its scripts held can be reached any more.
    tell(app);
    for window in app.webview_windows().into_values() {
        if let Err(error) = window.reload() {
            tracing::error!(%error, "a window was not loaded anew");
        }
    }
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        sweep(&app).await;
        // Asking the clipboard may wait for another program.
        let clipboard = app.state::<Clipboard>().inner().clone();
        let _ = tauri::async_runtime::spawn_blocking(move || clipboard.clear_last()).await;
    });
}

/// Tells the agent's window how the lock stands: the one event that goes out while it is locked.
pub(crate) fn tell(app: &AppHandle) {
    tell_agent(app, Event::Lock { lock: state(app) });
}

async fn sweep(app: &AppHandle) {
    if let Some(opened) = app.try_state::<Opening>().and_then(|opening| opening.opened().ok()) {
        opened.desk.lock_up().await;
    }
}

/// How the lock stands, as the windows are told.
pub(crate) fn state(app: &AppHandle) -> LockState {
    let state = app.state::<Lock>().state();
    LockState {
        locked: state.locked,
        pin: match state.pin {
            desk::lock::PinKept::None => PinKept::None,
            desk::lock::PinKept::Keyring => PinKept::Keyring,
            desk::lock::PinKept::Session => PinKept::Session,
        },
        tries_left: state.tries_left,
        wait_until: state.wait_until,
        mac: cfg!(target_os = "macos"),
    }
}
