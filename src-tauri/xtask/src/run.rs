//! Running other programs: how cargo and npm are called, how a failure is told, and how long things took.
//! No command of the project is decided here.

use crate::host;
use std::fmt;
use std::io::IsTerminal as _;
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::time::Duration;

/// Why a task ended early: the sentence for the person and the exit code for the caller.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) message: String,
    pub(crate) code: u8,
}

/// What a task ends with.
pub(crate) type Outcome<T = ()> = Result<T, Failure>;

impl Failure {
    /// A failure of our own, with exit code 1.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), code: 1 }
    }

    /// A wrong call of a task, with exit code 2.
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self { message: message.into(), code: 2 }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// Runs a program with our output and without input, and fails when it fails. A prompt would hang a build machine, so
/// there is nobody to answer one.
pub(crate) fn run(command: &mut Command) -> Outcome {
    say(command);
    let status = command.stdin(Stdio::null()).status().map_err(|error| not_started(command, &error))?;
    ended(command, status)
}

/// Runs a program like [`run`] and gives what it wrote to its standard output.
pub(crate) fn capture(command: &mut Command) -> Outcome<String> {
    let output =
        command.stdin(Stdio::null()).stderr(Stdio::inherit()).output().map_err(|error| not_started(command, &error))?;
    ended(command, output.status)?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// What a program wrote to its standard output whether it failed or not; `None` when it is not installed. For asking,
/// where a refusal is an answer.
pub(crate) fn ask(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// True when a program exists and ends well. Its output is thrown away.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}

/// Turns the way a program ended into an outcome that keeps its exit code.
pub(crate) fn ended(command: &Command, status: ExitStatus) -> Outcome {
    if status.success() {
        return Ok(());
    }
    let code = status.code().and_then(|code| u8::try_from(code).ok()).filter(|code| *code != 0).unwrap_or(1);
    Err(Failure { message: format!("{} ended with {status}", line(command)), code })
}

/// The failure to start a program at all.
pub(crate) fn not_started(command: &Command, error: &std::io::Error) -> Failure {
    Failure::new(format!("{} could not be started: {error}", command.get_program().display()))
}

/// Prints the command a person would type to do the same.
pub(crate) fn say(command: &Command) {
    println!("$ {}", line(command));
}

fn line(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let mut line = program.file_name().unwrap_or(program.as_os_str()).to_string_lossy().into_owned();
    for word in command.get_args() {
        line.push(' ');
        line.push_str(&word.to_string_lossy());
    }
    line
}

/// Cargo, started in the repository's root.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(host::variable("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(host::root());
    forget_package(&mut command);
    if host::variable("CARGO_TERM_COLOR").is_none() {
        let terminal = std::io::stdout().is_terminal() && std::io::stderr().is_terminal();
        command.env("CARGO_TERM_COLOR", if terminal { "always" } else { "never" });
    }
    if host::ci() && host::variable("CARGO_INCREMENTAL").is_none() {
        // A build machine starts clean: incremental files cost it time and half of its disk, and are never read.
        command.env("CARGO_INCREMENTAL", "0");
    }
    command
}

/// Takes the description of this package out of a command's environment, where `cargo run` put it.
pub(crate) fn forget_package(command: &mut Command) {
    for (name, _) in std::env::vars_os() {
        // Handed on, it would describe the wrong package to a build script or a test.
        let own = name.to_str().is_some_and(|name| {
            name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") || name == "CARGO_BIN_NAME"
        });
        if own {
            command.env_remove(name);
        }
    }
}

/// npm, started in the `ui` folder.
pub(crate) fn npm() -> Command {
    let mut command = Command::new(if host::WINDOWS { "npm.cmd" } else { "npm" });
    command.current_dir(host::root().join("ui"));
    command.env("npm_config_update_notifier", "false");
    command
}

/// A duration for a person: `0.4 s`, `48.0 s`, `3 min 07 s`.
pub(crate) fn spoken(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds < 60 {
        return format!("{:.1} s", time.as_secs_f64());
    }
    format!("{} min {:02} s", seconds / 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_spoken_in_the_unit_that_fits() {
        assert_eq!(spoken(Duration::from_millis(440)), "0.4 s");
        assert_eq!(spoken(Duration::from_secs(187)), "3 min 07 s");
    }

    #[test]
    fn a_command_is_printed_as_it_would_be_typed() {
        let mut command = Command::new("/opt/bin/cargo");
        command.args(["fmt", "--all"]);
        assert_eq!(line(&command), "cargo fmt --all");
    }

    #[test]
    fn a_program_that_is_missing_is_an_answer_and_not_a_crash() {
        let mut command = Command::new("simdesk-no-such-program");
        assert!(!succeeds(&mut command));
        assert!(ask(&mut command).is_none());
        assert!(capture(&mut command).is_err());
    }
}
