//! The WebKitWebDriver process and the console it starts. The protocol spoken with it is not here.
#![expect(clippy::disallowed_methods, reason = "the test runner names the console in the environment")]

use super::{LOOK, START_LIMIT, WindowError};
use std::fs::{self, File};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// How often another port is tried when somebody else takes the free one first.
const TRIES: usize = 3;

/// A running driver. Dropping it ends the console and the driver.
#[derive(Debug)]
pub(super) struct Driver {
    process: Child,
    port: u16,
    log: PathBuf,
    app: PathBuf,
}

/// The console to start: the given one, the one the test runner names in `SIMDESK_APP`, or the one built beside the
/// tests. As an absolute path without links, which is how the process list shows it.
pub(super) fn app(given: Option<PathBuf>) -> Result<PathBuf, WindowError> {
    let named = given.or_else(|| std::env::var_os("SIMDESK_APP").map(PathBuf::from));
    let path = match named {
        Some(path) => path,
        None => {
            let tests = std::env::current_exe()?;
            tests.ancestors().nth(2).unwrap_or(&tests).join("simdesk")
        }
    };
    path.canonicalize().map_err(|_| WindowError::NoApp(path))
}

/// Where the folders of all programs' data are below a home.
pub(super) fn data(home: &Path) -> PathBuf {
    home.join("data")
}

/// The driver's program, with a disk for the data where one is wished for.
fn driver(home: &Path, disk: Option<&str>) -> Result<Command, WindowError> {
    const DRIVER: &str = "WebKitWebDriver";
    match disk {
        #[cfg(target_os = "linux")]
        Some(options) => {
            fs::create_dir_all(data(home))?;
            Ok(crate::disk::mounted(&data(home), options, DRIVER))
        }
        _ => Ok(Command::new(DRIVER)),
    }
}

impl Driver {
    /// Starts a driver on a free port. The console inherits its environment: the data folders below `home`, and `env`.
    pub(super) async fn start(
        home: &Path,
        env: &[(String, String)],
        disk: Option<&str>,
        app: &Path,
    ) -> Result<Self, WindowError> {
        let log = home.join("window.log");
        for _ in 0..TRIES {
            let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
            let output = File::options().create(true).append(true).open(&log)?;
            let mut command = driver(home, disk)?;
            command
                .arg(format!("--port={port}"))
                .env("TAURI_AUTOMATION", "true")
                .env("TAURI_WEBVIEW_AUTOMATION", "true")
                .env("XDG_CONFIG_HOME", home.join("config"))
                .env("XDG_DATA_HOME", data(home))
                .env("XDG_STATE_HOME", home.join("state"))
                .env("XDG_CACHE_HOME", home.join("cache"))
                .envs(env.iter().map(|(name, value)| (name, value)))
                .stdin(Stdio::null())
                .stdout(output.try_clone()?)
                .stderr(output);
            let process = command.spawn().map_err(|error| WindowError::NoDriver(error.to_string()))?;
            let mut driver = Self { process, port, log: log.clone(), app: app.to_path_buf() };
            if driver.answers().await? {
                return Ok(driver);
            }
        }
        Err(WindowError::NoDriver(fs::read_to_string(&log).unwrap_or_default()))
    }

    /// Waits until the driver listens; `false` when it ended instead.
    async fn answers(&mut self) -> Result<bool, WindowError> {
        let listening = async {
            loop {
                if self.process.try_wait()?.is_some() {
                    return Ok(false);
                }
                if TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).is_ok() {
                    return Ok(true);
                }
                // Another process is watched, which has no way to wake this one.
                tokio::time::sleep(LOOK).await;
            }
        };
        match tokio::time::timeout(START_LIMIT, listening).await {
            Ok(result) => result,
            Err(_) => Err(WindowError::NoDriver("it does not listen".to_owned())),
        }
    }

    pub(super) fn pid(&self) -> u32 {
        self.process.id()
    }

    pub(super) fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    pub(super) fn log(&self) -> String {
        fs::read_to_string(&self.log).unwrap_or_default()
    }

    /// The console's process, which is the driver's child that runs the console's program.
    pub(super) fn app_pid(&self) -> Option<u32> {
        let driver = self.process.id();
        let processes = fs::read_dir("/proc").ok()?.flatten();
        let pids = processes.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
        pids.filter(|pid| status(*pid).is_some_and(|(state, parent)| state != 'Z' && parent == driver))
            .find(|pid| program(*pid).is_some_and(|program| program == self.app))
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // The driver gives up its children when it is killed, so the console goes first.
        if let Some(pid) = self.app_pid() {
            kill(pid);
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The program of a process. The console hides its link from everyone but root, so else it is what it was called by.
fn program(pid: u32) -> Option<PathBuf> {
    if let Ok(program) = fs::read_link(format!("/proc/{pid}/exe")) {
        return Some(program);
    }
    let called = fs::read(format!("/proc/{pid}/cmdline")).ok()?;
    let first = called.split(|byte| *byte == 0).next()?;
    Some(PathBuf::from(String::from_utf8_lossy(first).into_owned()))
}

/// Ends a process at once. One that is gone already is what was wanted.
pub(super) fn kill(pid: u32) {
    let _ = Command::new("sh").args(["-c", r#"kill -s KILL "$0""#, &pid.to_string()]).stderr(Stdio::null()).status();
}

/// True while a process runs. One that has ended but was not collected yet does not.
pub(super) fn runs(pid: u32) -> bool {
    status(pid).is_some_and(|(state, _)| state != 'Z')
}

/// The state letter of a process and the number of its parent (Linux, `proc_pid_stat`).
fn status(pid: u32) -> Option<(char, u32)> {
    let text = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The program's name stands in brackets before the fields and may itself hold brackets and spaces.
    let (_, fields) = text.rsplit_once(')')?;
    let mut fields = fields.split_whitespace();
    Some((fields.next()?.chars().next()?, fields.next()?.parse().ok()?))
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use super::*;

    #[test]
    fn a_process_knows_its_parent_and_is_gone_after_it_was_killed() {
        let mut child = Command::new("cat").stdin(Stdio::piped()).spawn().unwrap();
        let (_, parent) = status(child.id()).unwrap();
        assert_eq!(parent, std::process::id());
        assert!(runs(child.id()));
        kill(child.id());
        assert!(!child.wait().unwrap().success());
        assert!(!runs(child.id()));
    }
}
