//! Rights of folders and files: only their owner can read them. And the names of what belongs to a file.

use std::fs;
#[cfg(unix)]
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The path with something behind its name.
pub(crate) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

#[cfg(unix)]
pub(super) fn private_folder(folder: &Path) -> Result<(), std::io::Error> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

/// Windows: the user's own folders give the rights.
#[cfg(not(unix))]
pub(super) fn private_folder(folder: &Path) -> Result<(), std::io::Error> {
    fs::create_dir_all(folder)
}

/// Makes sure that the file is there and that only its owner can read it. SQLite gives its log the same rights.
#[cfg(unix)]
pub(super) fn private_file(path: &Path) -> Result<(), std::io::Error> {
    use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
    match fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
        Ok(_) => return Ok(()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
        Err(error) => return Err(error),
    }
    for suffix in ["", "-wal", "-shm"] {
        let part = with_suffix(path, suffix);
        match fs::metadata(&part) {
            Ok(meta) if meta.is_file() && meta.permissions().mode() & 0o077 != 0 => {
                fs::set_permissions(&part, fs::Permissions::from_mode(0o600))?;
            }
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

#[cfg(not(unix))]
pub(super) fn private_file(path: &Path) -> Result<(), std::io::Error> {
    fs::OpenOptions::new().write(true).create(true).truncate(false).open(path).map(|_| ())
}

/// Makes what was renamed in a folder last through a power failure.
#[cfg(unix)]
pub(super) fn sync_folder(folder: &Path) -> Result<(), std::io::Error> {
    fs::File::open(folder)?.sync_all()
}

/// Windows cannot sync a folder; NTFS keeps a journal of renames.
#[cfg(not(unix))]
pub(super) fn sync_folder(_folder: &Path) -> Result<(), std::io::Error> {
    Ok(())
}
