//! The programs a cargo build made, and where it put them. Cargo says so in JSON, one object a line; the few fields
//! needed are cut out of the line, which saves a JSON library and half a minute of compiling it.

use crate::run::{Failure, Outcome, capture, say};
use std::path::PathBuf;
use std::process::Command;

/// What a program was built as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A program of the project.
    Program,
    /// The test program of a `[[test]]` target.
    Test,
}

/// The executables of one build.
#[derive(Debug)]
pub(crate) struct Built {
    messages: String,
}

impl Built {
    /// Runs a `cargo build` and keeps what it says about its results. Errors and warnings are printed as usual.
    pub(crate) fn by(command: &mut Command) -> Outcome<Self> {
        say(command);
        command.arg("--message-format=json-render-diagnostics");
        Ok(Self { messages: capture(command)? })
    }

    /// The path of one executable; an error when the build did not make it.
    pub(crate) fn path(&self, kind: Kind, name: &str) -> Outcome<PathBuf> {
        let found = self.messages.lines().find_map(|line| executable(line, kind, name));
        found.ok_or_else(|| Failure::new(format!("The build made no executable {name}.")))
    }
}

fn executable(line: &str, kind: Kind, name: &str) -> Option<PathBuf> {
    let kind = match kind {
        Kind::Program => r#""kind":["bin"]"#,
        Kind::Test => r#""kind":["test"]"#,
    };
    let wanted = line.starts_with(r#"{"reason":"compiler-artifact""#)
        && line.contains(kind)
        && line.contains(&format!(r#""name":"{name}""#));
    if !wanted {
        return None;
    }
    let (_, rest) = line.split_once(r#""executable":""#)?;
    let (path, _) = rest.split_once('"')?;
    Some(PathBuf::from(path.replace(r"\\", r"\")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const APP: &str = r#"{"reason":"compiler-artifact","target":{"kind":["bin"],"name":"simdesk"},"executable":"/t/debug/simdesk","fresh":true}"#;
    const TEST: &str = r#"{"reason":"compiler-artifact","target":{"kind":["test"],"name":"window"},"executable":"C:\\t\\window-1.exe","fresh":true}"#;
    const LIB: &str =
        r#"{"reason":"compiler-artifact","target":{"kind":["lib"],"name":"simdesk"},"executable":null,"fresh":true}"#;

    #[test]
    fn an_executable_is_found_by_kind_and_name() {
        let built = Built { messages: [LIB, APP, TEST].join("\n") };
        assert_eq!(built.path(Kind::Program, "simdesk").unwrap(), PathBuf::from("/t/debug/simdesk"));
        assert_eq!(built.path(Kind::Test, "window").unwrap(), PathBuf::from(r"C:\t\window-1.exe"));
        assert!(built.path(Kind::Test, "simdesk").is_err());
    }

    #[test]
    fn a_library_is_no_executable() {
        assert!(Built { messages: LIB.to_owned() }.path(Kind::Program, "simdesk").is_err());
    }
}
