//! `cargo xtask start`: from a fresh checkout to the open console in one command.

use crate::artifact::{Built, Kind};
use crate::run::{Failure, Outcome, cargo, ended, forget_package, not_started, say};
use crate::{host, setup, ui};
use std::ffi::OsString;
use std::process::Command;

const USAGE: &str = "cargo xtask start [--release] [-- ARGS]";

/// Sets up what is missing, builds and opens the console; ends when it is closed.
pub(crate) fn start(args: &[OsString]) -> Outcome {
    let (release, handed_on) = split(args)?;
    if !host::has_display() {
        return Err(Failure::new(
            "There is no display: DISPLAY and WAYLAND_DISPLAY are not set. Start this from a desktop session, or over \
             SSH with X forwarding (ssh -X). `cargo xtask test` needs no display.",
        ));
    }
    setup::ready(setup::For::Building)?;
    ui::page_if_stale()?;
    let mut build = cargo();
    build.args(["build", "--locked", "--package", "simdesk"]);
    if release {
        build.arg("--release");
    }
    let app = Built::by(&mut build)?.path(Kind::Program, "simdesk")?;
    let mut command = Command::new(app);
    command.args(handed_on);
    forget_package(&mut command);
    say(&command);
    let status = command.status().map_err(|error| not_started(&command, &error))?;
    ended(&command, status)
}

/// Our own option, and the words after `--`, which are the console's.
fn split(args: &[OsString]) -> Outcome<(bool, &[OsString])> {
    let border = args.iter().position(|word| word == "--");
    let (own, handed_on) = border.map_or((args, &[][..]), |at| (&args[..at], &args[at + 1..]));
    if let Some(unknown) = own.iter().find(|word| *word != "--release") {
        return Err(Failure::usage(format!("{} is not known here. Use: {USAGE}", unknown.display())));
    }
    Ok((!own.is_empty(), handed_on))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<OsString> {
        line.split_whitespace().map(OsString::from).collect()
    }

    #[test]
    fn words_after_the_border_belong_to_the_console() {
        let args = words("--release -- --release x");
        let (release, handed_on) = split(&args).unwrap();
        assert!(release);
        assert_eq!(handed_on, words("--release x"));
    }

    #[test]
    fn nothing_given_is_a_debug_build() {
        let (release, handed_on) = split(&[]).unwrap();
        assert!(!release);
        assert!(handed_on.is_empty());
    }

    #[test]
    fn an_unknown_option_is_refused() {
        assert_eq!(split(&words("--relase")).unwrap_err().code, 2);
    }
}
