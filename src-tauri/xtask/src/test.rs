//! `cargo xtask test`: every check and test, one after the other, with a table at the end. A failed step does not stop
//! the others. What a step checks is that step's tool's business.
//!
//! Cargo steps select targets with `--workspace` instead of packages: with other packages selected, shared dependencies
//! get other features and are built once more, which on a small build machine costs more than the tests.

use crate::artifact::{Built, Kind};
use crate::desktop::{self, Job};
use crate::run::{Failure, Outcome, cargo, npm, run, spoken};
use crate::tree::Before;
use crate::{alpha, host, setup, ui};
use std::ffi::OsString;
use std::fs;
use std::time::Duration;

/// What has to be there before a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Needs {
    Nothing,
    /// The npm packages.
    Modules,
    /// The system packages, and the built page, which the shell carries.
    Everything,
}

/// How a step ended.
enum Ended {
    Passed,
    Skipped(&'static str),
}

struct Step {
    name: &'static str,
    what: &'static str,
    needs: Needs,
    act: fn(&Before) -> Outcome<Ended>,
}

const STEPS: &[Step] = &[
    step("alpha", "no alpha version among the dependencies", Needs::Nothing, |_| passed(alpha::check())),
    step("fmt", "cargo fmt --check", Needs::Nothing, |_| passed(run(cargo().args(["fmt", "--all", "--check"])))),
    step("ui-types", "the pages' types", Needs::Modules, |_| passed(run(npm().args(["run", "check"])))),
    step("ui-lint", "the pages' lints and import rules", Needs::Modules, |_| passed(run(npm().args(["run", "lint"])))),
    step("ui-test", "the pages' tests", Needs::Modules, |_| passed(run(npm().arg("test")))),
    step("ui-build", "the built page", Needs::Modules, |_| passed(ui::page())),
    step("clippy", "lints of all Rust code", Needs::Everything, |_| passed(clippy())),
    step("docs", "the Rust documentation builds without a warning", Needs::Everything, |_| passed(docs())),
    step("unit", "unit tests of all crates", Needs::Everything, |_| passed(unit())),
    step("doctest", "examples in the Rust documentation", Needs::Everything, |_| passed(doctest())),
    step("flow", "clients on real sockets, and whole jobs against the practice shop", Needs::Everything, |_| {
        passed(flow())
    }),
    step("window", "the real window (Linux)", Needs::Everything, |_| window()),
    step("tree", "the tests left the checkout and the home folder alone", Needs::Nothing, tree),
];

const fn step(name: &'static str, what: &'static str, needs: Needs, act: fn(&Before) -> Outcome<Ended>) -> Step {
    Step { name, what, needs, act }
}

/// Runs the chosen steps, all of them by default.
pub(crate) fn test(args: &[OsString]) -> Outcome {
    let Some(steps) = chosen(args)? else {
        for step in STEPS {
            println!("{:<9} {}", step.name, step.what);
        }
        return Ok(());
    };
    let start = host::now();
    prepare(&steps)?;
    let before = Before::look();
    let mut lines = Vec::new();
    let mut failed = 0;
    for (index, step) in steps.iter().enumerate() {
        println!("\n=== {}/{} {}: {}", index + 1, steps.len(), step.name, step.what);
        let begun = host::now();
        let result = (step.act)(&before);
        let time = begun.elapsed();
        lines.push(match result {
            Ok(Ended::Passed) => row(step, "ok", time, ""),
            Ok(Ended::Skipped(reason)) => row(step, "skipped", time, reason),
            Err(failure) => {
                failed += 1;
                eprintln!("{failure}");
                row(step, "FAILED", time, failure.message.lines().next().unwrap_or_default())
            }
        });
    }
    println!("\n=== Result\n{}", lines.join("\n"));
    println!(
        "{} of {} steps passed or were skipped, in {}",
        steps.len() - failed,
        steps.len(),
        spoken(start.elapsed())
    );
    if failed == 0 { Ok(()) } else { Err(Failure::new(format!("{failed} of {} steps failed.", steps.len()))) }
}

fn row(step: &Step, result: &str, time: Duration, note: &str) -> String {
    format!("  {:<9} {result:<8} {:>12}  {note}", step.name, spoken(time)).trim_end().to_owned()
}

/// The steps asked for; `None` when only their list is asked for.
fn chosen(args: &[OsString]) -> Outcome<Option<Vec<&'static Step>>> {
    let mut names = Vec::new();
    let mut words = args.iter().map(|word| word.to_string_lossy());
    while let Some(word) = words.next() {
        match word.as_ref() {
            "--list" => return Ok(None),
            "--only" => {
                let value = words.next().ok_or_else(|| Failure::usage("--only needs a step; --list shows them"))?;
                names.extend(value.split(',').map(str::to_owned));
            }
            other => {
                return Err(Failure::usage(format!(
                    "{other} is not known here. Use: test [--only STEP,STEP] [--list]"
                )));
            }
        }
    }
    if let Some(unknown) = names.iter().find(|name| STEPS.iter().all(|step| step.name != *name)) {
        return Err(Failure::usage(format!("There is no step {unknown}. `cargo xtask test --list` shows them.")));
    }
    let wanted = |step: &&Step| names.is_empty() || names.iter().any(|name| name == step.name);
    Ok(Some(STEPS.iter().filter(wanted).collect()))
}

/// Sets up what the steps need and do not make themselves.
fn prepare(steps: &[&Step]) -> Outcome {
    let needs = steps.iter().map(|step| step.needs).max().unwrap_or(Needs::Nothing);
    if needs == Needs::Everything {
        setup::ready(setup::For::Tests)?;
        if steps.iter().all(|step| step.name != "ui-build") {
            ui::page_if_stale()?;
        }
    }
    if needs == Needs::Modules {
        setup::node()?;
    }
    if needs >= Needs::Modules { ui::modules() } else { Ok(()) }
}

fn passed(outcome: Outcome) -> Outcome<Ended> {
    outcome.map(|()| Ended::Passed)
}

fn clippy() -> Outcome {
    run(cargo().args(["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"]))
}

fn docs() -> Outcome {
    // Examples are named so that the features are those of the step before, whose checked dependencies are used again.
    let targets = ["--lib", "--bins", "--examples"];
    let mut command = cargo();
    command.args(["doc", "--workspace", "--no-deps", "--locked", "--document-private-items"]).args(targets);
    run(command.env("RUSTDOCFLAGS", "-D warnings"))
}

/// The unit tests of every package, and the integration tests that crates have beside the suite.
fn unit() -> Outcome {
    let mut command = cargo();
    command.args(["test", "--workspace", "--locked", "--no-fail-fast", "--lib", "--bins"]);
    let crates = fs::read_dir(host::root().join("src-tauri").join("crates")).into_iter().flatten().flatten();
    for folder in crates.map(|entry| entry.path().join("tests")) {
        for file in fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
            if file.extension().is_some_and(|extension| extension == "rs") || file.join("main.rs").is_file() {
                command.arg("--test").arg(file.file_stem().unwrap_or_default());
            }
        }
    }
    run(&mut command)
}

fn doctest() -> Outcome {
    run(cargo().args(["test", "--workspace", "--locked", "--no-fail-fast", "--doc"]))
}

fn flow() -> Outcome {
    run(cargo().args(["test", "--workspace", "--locked", "--no-fail-fast", "--test", "wire", "--test", "flow"]))
}

fn window() -> Outcome<Ended> {
    if !host::LINUX {
        return Ok(Ended::Skipped("window tests need WebKitWebDriver"));
    }
    // One window at a time: they share the focus and the keyboard of one display.
    passed(desktop::inside(&window_job(&["--test-threads=1"])?))
}

fn tree(before: &Before) -> Outcome<Ended> {
    let compared = before.unchanged()?;
    Ok(if compared { Ended::Passed } else { Ended::Skipped("no git checkout; the home folder is unchanged") })
}

/// Builds the console and its window tests, and gives the call of the tests with these arguments. The test program is
/// called directly, because cargo and rustup do not find their files from the private desktop's empty home.
pub(crate) fn window_job(args: &[&str]) -> Outcome<Job> {
    let mut build = cargo();
    build.args(["build", "--workspace", "--locked", "--bin", "simdesk", "--test", "window"]);
    let built = Built::by(&mut build)?;
    let folder = host::root().join("tests");
    let mut words = vec![built.path(Kind::Test, "window")?.into_os_string()];
    words.extend(args.iter().map(OsString::from));
    let env = vec![
        ("SIMDESK_APP".into(), built.path(Kind::Program, "simdesk")?.into_os_string()),
        ("CARGO_MANIFEST_DIR".into(), folder.clone().into_os_string()),
    ];
    Ok(Job { words, folder, env, input: false })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(line: &str) -> Vec<&'static str> {
        let args: Vec<OsString> = line.split_whitespace().map(OsString::from).collect();
        chosen(&args).unwrap().unwrap().iter().map(|step| step.name).collect()
    }

    #[test]
    fn all_steps_run_unless_some_are_named() {
        assert_eq!(names("").len(), STEPS.len());
        assert_eq!(names("--only fmt"), ["fmt"]);
    }

    #[test]
    fn named_steps_keep_the_order_of_the_list() {
        assert_eq!(names("--only window,fmt --only alpha"), ["alpha", "fmt", "window"]);
    }

    #[test]
    fn a_misspelt_step_is_refused() {
        assert_eq!(chosen(&["--only".into(), "windo".into()]).err().map(|failure| failure.code), Some(2));
        assert_eq!(chosen(&["--onyl".into()]).err().map(|failure| failure.code), Some(2));
        assert_eq!(chosen(&["--only".into()]).err().map(|failure| failure.code), Some(2));
    }

    #[test]
    fn a_row_names_the_step_its_result_and_the_reason() {
        let line = row(&STEPS[0], "FAILED", Duration::from_secs(2), "cargo ended with 101");
        assert!(line.contains("alpha") && line.contains("FAILED") && line.contains("2.0 s"));
        assert!(line.ends_with("cargo ended with 101"));
    }
}
