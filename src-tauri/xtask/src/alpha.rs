//! The check that no dependency is an alpha release. The registries list alphas of Tauri's next major version first, so
//! one slips in with a careless update.

use crate::host;
use crate::run::{Failure, Outcome};
use std::fs;
use std::path::{Path, PathBuf};

/// Fails with the list of alpha versions in the manifests and the lock files.
pub(crate) fn check() -> Outcome {
    let root = host::root();
    let mut found = Vec::new();
    let mut read = 0;
    for file in manifests(&root) {
        // A lock file that is missing is another step's failure, and a member folder may have no manifest.
        let Ok(text) = fs::read_to_string(&file) else { continue };
        read += 1;
        let shown = file.strip_prefix(&root).unwrap_or(&file).display().to_string();
        found.extend(alphas(&text).into_iter().map(|hit| format!("{shown}:{hit}")));
    }
    if found.is_empty() {
        println!("No alpha version in {read} manifests and lock files.");
        return Ok(());
    }
    Err(Failure::new(format!("Alpha versions are in use:\n  {}", found.join("\n  "))))
}

fn manifests(root: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = ["Cargo.toml", "Cargo.lock", "ui/package.json", "ui/package-lock.json"]
        .iter()
        .map(|name| root.join(name))
        .collect();
    let shell = root.join("src-tauri");
    let members = fs::read_dir(shell.join("crates")).into_iter().flatten().flatten().map(|entry| entry.path());
    let members = members.chain([shell.clone(), shell.join("xtask"), root.join("tests")]);
    files.extend(members.map(|folder| folder.join("Cargo.toml")));
    files
}

/// The lines that hold an alpha version, as `number: line`, with the package's name where it stands above the version.
fn alphas(text: &str) -> Vec<String> {
    let mut above = "";
    let mut hits = Vec::new();
    for (index, line) in text.lines().map(str::trim).enumerate() {
        // Download addresses repeat the version of the line above them.
        if is_alpha(line) && !line.starts_with(r#""resolved""#) {
            hits.push(format!("{}: {above} {line}", index + 1));
        }
        above = if line.starts_with("name = ") || line.ends_with('{') { line } else { "" };
    }
    hits
}

/// True for `3.0.0-alpha.1`, false for a package that merely has the word in its name.
fn is_alpha(line: &str) -> bool {
    line.match_indices("-alpha").any(|(at, _)| line[..at].ends_with(|last: char| last.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alpha_is_found_in_every_kind_of_file() {
        let lock = "[[package]]\nname = \"tauri\"\nversion = \"3.0.0-alpha.2\"\n";
        assert_eq!(alphas(lock), ["3: name = \"tauri\" version = \"3.0.0-alpha.2\""]);
        assert_eq!(alphas("tauri = \"3.0.0-alpha\"").len(), 1);
        let npm = "\"node_modules/x\": {\n\"version\": \"3.0.0-alpha.1\",\n\"resolved\": \"x-3.0.0-alpha.1.tgz\",";
        assert_eq!(alphas(npm), ["2: \"node_modules/x\": { \"version\": \"3.0.0-alpha.1\","]);
    }

    #[test]
    fn other_versions_and_names_are_left_alone() {
        for line in ["version = \"1.0.0-beta.2\"", "name = \"foo-alpha\"", "tauri = \"2.12.5\"", "x-alphabet"] {
            assert!(alphas(line).is_empty(), "{line}");
        }
    }
}
