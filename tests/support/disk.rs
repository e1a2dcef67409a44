//! A disk of a test's own, which can be full or read-only: file rights do not stop an administrator, and a full disk
//! cannot be pretended. It is mounted in a mount namespace that nobody else is in. Linux only; where the system lets
//! nobody make one, the test says so and is skipped.
#![expect(clippy::unwrap_used, clippy::print_stderr, reason = "a test that cannot set up ends here")]

use std::ffi::OsStr;
use std::fs::File;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Tells a test that was started again where its disk is.
const DISK: &str = "SIMDESK_TEST_DISK";

/// What takes up the room on a full disk.
const FILLER: &str = "filler";

/// A disk that only one process, and what it starts, has.
#[derive(Debug, Clone)]
pub struct Disk {
    at: PathBuf,
    /// The process; nothing when it is this one.
    of: Option<u32>,
}

/// The disk of the test with this name, which is the one its program knows it by. The first time nothing: then the test
/// has been run in a process of its own with the disk, or could not be, and is over.
///
/// # Panics
/// When the test failed there; the message has what it wrote.
#[must_use]
pub fn own(test: &str, kib: u32) -> Option<Disk> {
    #[expect(clippy::disallowed_methods, reason = "how a program that starts itself tells itself apart")]
    if let Some(at) = std::env::var_os(DISK) {
        return Some(Disk { at: at.into(), of: None });
    }
    if !possible(test) {
        return None;
    }
    let at = tempfile::tempdir().unwrap();
    let mut again = mounted(at.path(), &format!("size={kib}k"), std::env::current_exe().unwrap());
    let output = again.args(["--exact", test, "--nocapture"]).env(DISK, at.path()).output().unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && said.contains("1 passed"), "{test} on its own disk:\n{said}");
    None
}

/// Whether this system lets a test have a disk of its own. Where it does not, says that this test is skipped, and why.
#[must_use]
pub fn possible(test: &str) -> bool {
    let here = tempfile::tempdir().unwrap();
    let tried = mounted(here.path(), "size=64k", "true").output();
    let why = match tried {
        Ok(output) if output.status.success() => return true,
        Ok(output) => String::from_utf8_lossy(&output.stderr).trim().to_owned(),
        Err(error) => error.to_string(),
    };
    eprintln!("{test} is skipped: no disk can be mounted for it here ({why})");
    false
}

/// A program with an empty disk mounted at a folder, which nobody but it and what it starts sees: `size=64k,ro` is one of
/// 64 KiB that is read-only. Its process has the number of the command's.
pub fn mounted(at: &Path, options: &str, program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new("unshare");
    let script = r#"mount -t tmpfs -o "$1" none "$0" && shift && exec "$@""#;
    command.args(["--map-root-user", "--mount", "--", "sh", "-c", script]).arg(at).arg(options).arg(program);
    command
}

impl Disk {
    /// The disk that is mounted at a folder for another process.
    #[must_use]
    pub fn of(process: u32, at: &Path) -> Self {
        Self { at: at.to_owned(), of: Some(process) }
    }

    /// The folder of all that is on it.
    #[must_use]
    pub fn path(&self) -> PathBuf {
        match self.of {
            None => self.at.clone(),
            Some(process) => {
                Path::new("/proc").join(process.to_string()).join("root").join(self.at.strip_prefix("/").unwrap())
            }
        }
    }

    /// Mounts it with other options: `ro`, `rw`, `size=64k`. No file may be open for writing when it gets read-only.
    ///
    /// # Panics
    /// When the system does not.
    pub fn remount(&self, options: &str) {
        let mut command = match self.of {
            None => Command::new("mount"),
            Some(process) => {
                let mut enter = Command::new("nsenter");
                enter.args(["--user", "--mount", "--target", &process.to_string(), "--", "mount"]);
                enter
            }
        };
        let done = command.args(["-o", &format!("remount,{options}")]).arg(&self.at).status().unwrap();
        assert!(done.success(), "{options}");
    }

    /// Fills it but for so many KiB.
    ///
    /// # Panics
    /// When it does not get full, or never had so much room.
    pub fn fill(&self, but_kib: u64) {
        fill(&self.path(), but_kib);
    }

    /// Takes away what filled it.
    ///
    /// # Panics
    /// When it was not filled.
    pub fn make_room(&self) {
        std::fs::remove_file(self.path().join(FILLER)).unwrap();
    }
}

fn fill(disk: &Path, but_kib: u64) {
    let mut filler = File::create(disk.join(FILLER)).unwrap();
    let full = loop {
        if let Err(error) = filler.write_all(&[0x5d; 512]) {
            break error;
        }
    };
    assert_eq!(full.kind(), ErrorKind::StorageFull);
    let length = filler.metadata().unwrap().len();
    filler.set_len(length.checked_sub(but_kib * 1024).unwrap()).unwrap();
}
