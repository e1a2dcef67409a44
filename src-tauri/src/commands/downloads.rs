//! Files for a person, in the folder where the browser puts them too.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use bridge::{ErrorCode, Problem};
use tauri::{AppHandle, Manager as _};

/// Saves a file among the downloads and answers where it is. A file of that name that is there already is kept: the new
/// one gets a number.
pub(super) fn save(app: &AppHandle, name: &str, bytes: &[u8]) -> Result<PathBuf, Problem> {
    let folder = app.path().download_dir().or_else(|_| app.path().app_local_data_dir());
    let folder = folder.map_err(|error| unwritable(&error.to_string()))?;
    save_in(&folder, name, bytes).map_err(|error| unwritable(&error.to_string()))
}

fn save_in(folder: &Path, name: &str, bytes: &[u8]) -> std::io::Result<PathBuf> {
    std::fs::create_dir_all(folder)?;
    let name = harmless(name);
    let (stem, ending) = name.rsplit_once('.').unwrap_or((&name, "bin"));
    for number in 0..1000_u32 {
        let name = if number == 0 { format!("{stem}.{ending}") } else { format!("{stem} ({number}).{ending}") };
        let path = folder.join(name);
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(mut file) => {
                file.write_all(bytes)?;
                file.sync_all()?;
                return Ok(path);
            }
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(std::io::Error::other("too many files of this name"))
}

/// A provider may name a file; the name must not leave the folder or hide itself.
fn harmless(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| if c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | ' ') { c } else { '_' })
        .take(100)
        .collect();
    let plain = plain.trim_matches(['.', ' ']);
    if plain.is_empty() { "file.bin".to_owned() } else { plain.to_owned() }
}

fn unwritable(what: &str) -> Problem {
    Problem::new(ErrorCode::FileNotWritten, format!("the file could not be saved: {what}")).safe_to_retry()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_the_same_name_is_kept() {
        let home = tempfile::tempdir().unwrap();
        let first = save_in(home.path(), "bill.pdf", b"one").unwrap();
        let second = save_in(home.path(), "bill.pdf", b"two").unwrap();
        assert_eq!(std::fs::read(first).unwrap(), b"one");
        assert_eq!(second.file_name().unwrap(), "bill (1).pdf");
    }

    #[test]
    fn a_name_stays_in_the_folder() {
        for (given, kept) in
            [("../../x.pdf", "_.._x.pdf"), (".hidden", "hidden"), ("a:b\\c.csv", "a_b_c.csv"), ("..", "file.bin")]
        {
            assert_eq!(harmless(given), kept, "{given}");
        }
    }
}
