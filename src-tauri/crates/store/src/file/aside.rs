//! Files that cannot be used are renamed, with the time in their new name, and never deleted.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use domain::time::Timestamp;

use super::rights::{private_file, with_suffix};

/// Why a file is set aside; a part of its new name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Why {
    /// It is damaged, or no key that is known opens it.
    Broken,
    /// Its key is nowhere.
    Keyless,
}

impl Why {
    const fn word(self) -> &'static str {
        match self {
            Self::Broken => "broken",
            Self::Keyless => "keyless",
        }
    }

    /// Why a file of this name was set aside.
    pub(crate) fn of(aside: &Path) -> Self {
        let name = aside.file_name().unwrap_or_default().to_string_lossy();
        if name.contains(".keyless-") { Self::Keyless } else { Self::Broken }
    }
}

/// Renames a file and what belongs to it.
pub(super) fn set_aside(path: &Path, why: Why, now: Timestamp) -> Result<PathBuf, std::io::Error> {
    let name = with_suffix(path, &format!(".{}-{}", why.word(), compact(now)));
    let mut n = 1_u32;
    let aside = loop {
        let aside = if n == 1 { name.clone() } else { with_suffix(&name, &format!("-{n}")) };
        match fs::symlink_metadata(&aside) {
            Err(error) if error.kind() == ErrorKind::NotFound => break aside,
            Err(error) => return Err(error),
            Ok(_) => n = n.saturating_add(1),
        }
    };
    // A log left behind would be played into the new file.
    for suffix in ["-wal", "-shm", ""] {
        match fs::rename(with_suffix(path, suffix), with_suffix(&aside, suffix)) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(aside)
}

/// The file of this name that was set aside last, if there is one.
pub(super) fn latest(path: &Path) -> Result<Option<PathBuf>, std::io::Error> {
    let (Some(folder), Some(name)) = (path.parent(), path.file_name().and_then(|name| name.to_str())) else {
        return Ok(None);
    };
    let mut latest: Option<(String, PathBuf)> = None;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let found = entry.file_name();
        let Some(rest) = found.to_str().and_then(|found| found.strip_prefix(name)) else { continue };
        let time = [Why::Broken, Why::Keyless].iter().find_map(|why| rest.strip_prefix(&format!(".{}-", why.word())));
        if let Some(time) = time
            && !time.ends_with("-wal")
            && !time.ends_with("-shm")
            && latest.as_ref().is_none_or(|(known, _)| known.as_str() < time)
        {
            latest = Some((time.to_owned(), entry.path()));
        }
    }
    Ok(latest.map(|(_, path)| path))
}

/// `20250102T030405Z`: sorts by time and is a file name everywhere.
fn compact(now: Timestamp) -> String {
    jiff::Timestamp::from_millisecond(now.0).unwrap_or_default().strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// Marks a file as broken.
pub(super) fn mark(path: &Path) -> Result<(), std::io::Error> {
    private_file(&marker(path))
}

/// Whether a file is marked as broken.
pub(super) fn is_marked(path: &Path) -> bool {
    marker(path).exists()
}

/// Takes the mark away.
pub(super) fn unmark(path: &Path) -> Result<(), std::io::Error> {
    fs::remove_file(marker(path))
}

fn marker(path: &Path) -> PathBuf {
    with_suffix(path, ".condemned")
}
