//! `cargo xtask COMMAND`: everything a developer or a build machine does with this repository. Only the dispatch and the
//! help text are here; each command has a file of its own. Plain Rust without dependencies, so that the first call
//! costs seconds, and the same on Linux, macOS and Windows.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command-line program talks to a person through these two"
)]

mod alpha;
mod artifact;
mod bench;
mod contracts;
mod desktop;
mod files;
mod generate;
mod host;
mod icons;
mod practice;
mod run;
mod setup;
mod shots;
mod start;
mod test;
mod tree;
mod ui;

use run::Outcome;
use std::ffi::OsString;
use std::process::ExitCode;

/// A command by its name, its line in the help text and what it does with the words after its name.
struct Verb {
    name: &'static str,
    help: &'static str,
    act: fn(&[OsString]) -> Outcome,
}

const VERBS: &[Verb] = &[
    Verb {
        name: "start",
        help: "[--release] [-- ARGS]  set up what is missing, build, and open the console",
        act: start::start,
    },
    Verb {
        name: "test",
        help: "[--only STEP,STEP] [--list]  every check and test; ends with a table",
        act: test::test,
    },
    Verb {
        name: "bench",
        help: "[ARGS]  the benchmarks, in a release build; `qr` and `faults` are long runs that can fail",
        act: bench::bench,
    },
    Verb { name: "shots", help: "take the pictures in ui/pictures from the real window (Linux)", act: shots::shots },
    Verb {
        name: "generate",
        help: "write the TypeScript and the permissions that come from the bridge",
        act: generate::generate,
    },
    Verb {
        name: "contracts",
        help: "every operation of every contract: client, wire test, practice shop, screen",
        act: contracts::contracts,
    },
    Verb {
        name: "practice",
        help: "the practice shop alone: prints its addresses and made-up credentials",
        act: practice::practice,
    },
    Verb { name: "icons", help: "draw the icon set from icons/simdesk.svg", act: icons::icons },
    Verb { name: "setup", help: "[--tests]  only set up: Node, system packages, npm packages", act: setup::command },
    Verb {
        name: "desktop",
        help: "CMD [ARGS]  run CMD in a desktop of its own, without a screen (Linux)",
        act: desktop::command,
    },
];

fn main() -> ExitCode {
    let words: Vec<OsString> = std::env::args_os().skip(1).collect();
    let Some((name, rest)) = words.split_first() else {
        help();
        return ExitCode::from(2);
    };
    if ["help", "--help", "-h"].iter().any(|asked| name == asked) {
        help();
        return ExitCode::SUCCESS;
    }
    let Some(verb) = VERBS.iter().find(|verb| name == verb.name) else {
        eprintln!("There is no command {}.\n", name.display());
        help();
        return ExitCode::from(2);
    };
    match (verb.act)(rest) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\n{failure}");
            ExitCode::from(failure.code)
        }
    }
}

fn help() {
    println!("cargo xtask COMMAND\n");
    for verb in VERBS {
        println!("  {:<9} {}", verb.name, verb.help);
    }
}
