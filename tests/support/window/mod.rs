//! The real window under test: the built console, driven over WebDriver like a person drives it, with keys, clicks and
//! eyes. What a test means is not here. Runs in the private desktop of `cargo xtask test`, on Linux only.

mod axe;
mod driver;
mod element;
mod keyboard;
mod keys;
#[cfg(target_os = "linux")]
mod memory;

pub use axe::Violation;
pub use element::Target;
pub use fantoccini::key::Key;
pub use keyboard::Keyboard;
#[cfg(target_os = "linux")]
pub use memory::Place;

use driver::Driver;
use fantoccini::error::{CmdError, NewSessionError};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::future::Future;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::TempDir;

/// The longest one WebDriver command may take. Some combinations of renderer and machine never answer one.
const COMMAND_LIMIT: Duration = Duration::from_secs(30);
/// The longest the console may take to open on a busy build machine.
const START_LIMIT: Duration = Duration::from_secs(60);
/// The pause between two looks at a condition.
const LOOK: Duration = Duration::from_millis(15);

/// How the console is started.
#[derive(Debug, Default)]
pub struct AppOptions<'a> {
    /// Variables the console gets besides those of the test run.
    pub env: Vec<(String, String)>,
    /// The folder that holds its data, to start again on what an earlier window left; a new empty one by default.
    pub home: Option<&'a Path>,
    /// Its command-line arguments.
    pub args: Vec<String>,
    /// Another program than the built console.
    pub binary: Option<PathBuf>,
    /// The mount options of a disk that only the console sees, for its data: see `disk::mounted`. Linux only.
    pub disk: Option<&'a str>,
}

/// Why a window could not do what a test asked.
#[derive(Debug, thiserror::Error)]
pub enum WindowError {
    /// The folder for the console's data could not be made, or a file could not be read.
    #[error("file: {0}")]
    File(#[from] std::io::Error),
    /// The console is not built at that place.
    #[error("no console at {0}: build it, or name it in SIMDESK_APP")]
    NoApp(PathBuf),
    /// WebKitWebDriver did not start. The text is what it wrote.
    #[error("WebKitWebDriver did not start: {0}")]
    NoDriver(String),
    /// The console did not open its window. The second text is what it and the driver wrote.
    #[error("the console did not open: {0}\n{1}")]
    NotOpened(Box<NewSessionError>, String),
    /// A WebDriver command was refused. The first text is what it was about.
    #[error("{0}: {reason}", reason = refusal(.1))]
    Command(String, CmdError),
    /// A condition did not come true, or a command was not answered.
    #[error("not within {1:?}: {0}")]
    Late(String, Duration),
    /// The page answered with something else than the script promised.
    #[error("unexpected answer of the page: {0}")]
    Answer(String),
    /// The console's process is not running.
    #[error("the console is not running")]
    NotRunning,
}

/// The console that windows are opened of, for what it does without one.
///
/// # Errors
/// [`WindowError::NoApp`] when it is not built.
pub fn built_console() -> Result<PathBuf, WindowError> {
    driver::app(None)
}

/// The folder with the console's data.
#[derive(Debug)]
enum Home {
    New(TempDir),
    Given(PathBuf),
}

/// One open console. Dropping it ends the process; [`AppWindow::close`] does so in order.
#[derive(Debug)]
pub struct AppWindow {
    client: Client,
    driver: Driver,
    home: Home,
}

impl AppWindow {
    /// Opens the console and waits until its page answers.
    ///
    /// # Errors
    /// [`WindowError`] when the console is not built, the driver does not start, or no window opens within a minute.
    pub async fn start(options: AppOptions<'_>) -> Result<Self, WindowError> {
        let home = match options.home {
            Some(path) => Home::Given(path.to_path_buf()),
            None => Home::New(tempfile::Builder::new().prefix("simdesk-window-").tempdir()?),
        };
        let app = driver::app(options.binary)?;
        let driver = Driver::start(home.path(), &options.env, options.disk, &app).await?;
        let mut capabilities = serde_json::Map::new();
        capabilities.insert("webkitgtk:browserOptions".into(), json!({ "binary": app, "args": options.args }));
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(capabilities);
        let address = driver.address();
        let opening = builder.connect(&address);
        let client = match tokio::time::timeout(START_LIMIT, opening).await {
            Ok(Ok(client)) => client,
            Ok(Err(error)) => return Err(WindowError::NotOpened(Box::new(error), driver.log())),
            Err(_) => return Err(WindowError::Late(format!("a window\n{}", driver.log()), START_LIMIT)),
        };
        Ok(Self { client, driver, home })
    }

    /// The folder with the console's data, for [`AppOptions::home`] of a second start.
    #[must_use]
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// The disk that only this console sees, when it was started with one.
    #[must_use]
    #[cfg(target_os = "linux")]
    pub fn disk(&self) -> crate::disk::Disk {
        crate::disk::Disk::of(self.driver.pid(), &driver::data(self.home.path()))
    }

    /// What the console and the driver have written to their outputs so far.
    #[must_use]
    pub fn log(&self) -> String {
        self.driver.log()
    }

    /// The underlying WebDriver client, for what this type does not offer.
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Runs a function body in the page with `arguments`, and gives what it returns.
    ///
    /// # Errors
    /// [`WindowError`] when the script throws or does not end within 30 seconds.
    pub async fn execute_js(&self, script: &str, arguments: Vec<Value>) -> Result<Value, WindowError> {
        within(script, self.client.execute(script, arguments)).await
    }

    /// Waits until a JavaScript expression is true in the page.
    ///
    /// # Errors
    /// [`WindowError::Late`] when it is not within `limit`.
    pub async fn wait_for_js(&self, expression: &str, limit: Duration) -> Result<(), WindowError> {
        let script = format!("return Boolean({expression})");
        let check = async || Ok((self.execute_js(&script, Vec::new()).await? == Value::Bool(true)).then_some(()));
        until(expression, limit, check).await
    }

    /// A picture of the page as PNG bytes.
    ///
    /// # Errors
    /// [`WindowError`]; [`WindowError::Late`] is what a renderer that cannot take pictures looks like.
    pub async fn screenshot(&self) -> Result<Vec<u8>, WindowError> {
        within("a picture", self.client.screenshot()).await
    }

    /// Turns to the other one of two windows, waiting for it to open: what is asked and pressed next is for that one.
    ///
    /// # Errors
    /// [`WindowError::Late`] when no second window opens.
    pub async fn turn_to_other(&self) -> Result<(), WindowError> {
        let here = within("this window", self.client.window()).await?;
        let other = until("a second window", COMMAND_LIMIT, async || {
            let all = within("the windows", self.client.windows()).await?;
            Ok(all.into_iter().find(|one| *one != here))
        });
        within("turning to it", self.client.switch_to_window(other.await?)).await
    }

    /// Sets the size of the window in pixels of the screen.
    ///
    /// # Errors
    /// [`WindowError`] when the driver refuses it.
    pub async fn resize(&self, width: u32, height: u32) -> Result<(), WindowError> {
        within("the size", self.client.set_window_size(width, height)).await
    }

    /// Ends the console's process as a power cut would: without a chance to tidy up (SIGKILL). Afterwards only
    /// [`AppWindow::home`], [`AppWindow::log`] and [`AppWindow::close`] are of use.
    ///
    /// # Errors
    /// [`WindowError::NotRunning`] when there is no such process.
    pub async fn kill_app(&self) -> Result<(), WindowError> {
        let pid = self.driver.app_pid().ok_or(WindowError::NotRunning)?;
        driver::kill(pid);
        until("the end of the console", COMMAND_LIMIT, async || Ok((!driver::runs(pid)).then_some(()))).await
    }

    /// Ends the session and waits for the console to be gone. Gives the folder with its data, which goes away with the
    /// returned value when it was made for this window.
    ///
    /// # Errors
    /// [`WindowError::Late`] when the console does not end within 30 seconds; it is then killed.
    pub async fn close(self) -> Result<ClosedHome, WindowError> {
        let Self { client, driver, home } = self;
        let app = driver.app_pid();
        // A console that was killed has no session to end, which is fine here.
        let _ = tokio::time::timeout(COMMAND_LIMIT, client.close()).await;
        if let Some(pid) = app {
            until("the end of the console", COMMAND_LIMIT, async || Ok((!driver::runs(pid)).then_some(()))).await?;
        }
        Ok(ClosedHome(home))
    }
}

/// The data of a window that was closed.
#[derive(Debug)]
pub struct ClosedHome(Home);

impl ClosedHome {
    /// The folder, for [`AppOptions::home`].
    #[must_use]
    pub fn path(&self) -> &Path {
        self.0.path()
    }
}

impl Home {
    fn path(&self) -> &Path {
        match self {
            Self::New(folder) => folder.path(),
            Self::Given(path) => path,
        }
    }
}

/// One WebDriver command with a time limit.
async fn within<T>(what: &str, command: impl Future<Output = Result<T, CmdError>>) -> Result<T, WindowError> {
    match tokio::time::timeout(COMMAND_LIMIT, command).await {
        Ok(answer) => answer.map_err(|error| WindowError::Command(what.to_owned(), error)),
        Err(_) => Err(WindowError::Late(what.to_owned(), COMMAND_LIMIT)),
    }
}

/// Looks until a condition gives a value. What an element that is just being replaced answers is not an error.
async fn until<T>(
    what: &str,
    limit: Duration,
    mut look: impl AsyncFnMut() -> Result<Option<T>, WindowError>,
) -> Result<T, WindowError> {
    let watching = async {
        loop {
            match look().await {
                Ok(Some(value)) => return Ok(value),
                Ok(None) => {}
                Err(WindowError::Command(_, error)) if passing(&error) => {}
                Err(error) => return Err(error),
            }
            // Another process is watched, which has no way to wake this one.
            tokio::time::sleep(LOOK).await;
        }
    };
    match tokio::time::timeout(limit, watching).await {
        Ok(result) => result,
        Err(_) => Err(WindowError::Late(what.to_owned(), limit)),
    }
}

/// The driver's own words; the client library's message leaves them out when the driver gives only a code.
fn refusal(error: &CmdError) -> String {
    match error {
        CmdError::Standard(refused) => format!("{} {}", refused.error(), refused.message).trim_end().to_owned(),
        other => other.to_string(),
    }
}

fn passing(error: &CmdError) -> bool {
    error.is_no_such_element() || error.is_stale_element_reference()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_condition_is_looked_at_until_it_gives_a_value() {
        let mut looks = 0;
        let value = until("three looks", COMMAND_LIMIT, async || {
            looks += 1;
            Ok((looks == 3).then_some("seen"))
        });
        assert_eq!(value.await.unwrap(), "seen");
        assert_eq!(looks, 3);
    }

    #[tokio::test]
    async fn a_condition_that_never_comes_true_is_named() {
        let limit = Duration::from_millis(40);
        let missed = until::<()>("the blue moon", limit, async || Ok(None)).await.unwrap_err();
        assert!(matches!(&missed, WindowError::Late(what, _) if what == "the blue moon"), "{missed}");
    }

    #[tokio::test]
    async fn an_error_ends_the_waiting_at_once() {
        let error = until::<()>("x", COMMAND_LIMIT, async || Err(WindowError::NotRunning)).await.unwrap_err();
        assert!(matches!(error, WindowError::NotRunning));
    }

    #[tokio::test]
    async fn a_console_that_is_not_built_is_said_so() {
        let options = AppOptions { binary: Some("/simdesk/not/built".into()), ..AppOptions::default() };
        assert!(matches!(AppWindow::start(options).await, Err(WindowError::NoApp(_))));
    }
}
