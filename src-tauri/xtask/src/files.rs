//! Telling whether a folder changed, by a listing of its files. Contents are not read: size and time are enough for
//! build steps and for noticing a test that wrote where it should not.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// Every file below the given files and folders, one a line with its size and its time of change in nanoseconds since
/// 1970, sorted. Folders named in `skip` are left out at any depth. What is missing or unreadable has no line.
pub(crate) fn listing(roots: &[PathBuf], skip: &[&str]) -> String {
    let mut lines = Vec::new();
    for root in roots {
        collect(root, skip, &mut lines);
    }
    lines.sort();
    lines.join("\n")
}

fn collect(path: &Path, skip: &[&str], lines: &mut Vec<String>) {
    let Ok(about) = fs::symlink_metadata(path) else { return };
    if !about.is_dir() {
        let changed = about.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        let changed = changed.map_or(0, |since| since.as_nanos());
        lines.push(format!("{} {} {changed}", path.display(), about.len()));
        return;
    }
    if path.file_name().is_some_and(|name| skip.iter().any(|skipped| name == *skipped)) {
        return;
    }
    // An empty folder counts as well: creating one is a change.
    lines.push(format!("{}/", path.display()));
    let Ok(entries) = fs::read_dir(path) else { return };
    for entry in entries.flatten() {
        collect(&entry.path(), skip, lines);
    }
}

/// The lines that only one of two listings has, `+` for the second and `-` for the first.
pub(crate) fn difference(before: &str, after: &str) -> Vec<String> {
    let (old, now): (HashSet<_>, HashSet<_>) = (before.lines().collect(), after.lines().collect());
    let lost = before.lines().filter(|line| !now.contains(line));
    let new = after.lines().filter(|line| !old.contains(line));
    lost.map(|line| format!("- {line}")).chain(new.map(|line| format!("+ {line}"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source_folder() -> Vec<PathBuf> {
        vec![Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()]
    }

    #[test]
    fn a_listing_holds_files_and_leaves_skipped_folders_out() {
        let all = listing(&source_folder(), &[]);
        assert!(all.contains("files.rs"));
        assert!(!listing(&source_folder(), &["src"]).contains("files.rs"));
    }

    #[test]
    fn a_missing_folder_has_an_empty_listing() {
        assert_eq!(listing(&[PathBuf::from("/simdesk/no/such/folder")], &[]), "");
    }

    #[test]
    fn a_difference_names_what_came_and_what_went() {
        assert_eq!(difference("a\nb", "b\nc"), ["- a", "+ c"]);
        assert!(difference("a\nb", "b\na").is_empty());
    }
}
