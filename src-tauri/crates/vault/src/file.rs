//! A vault in a file that only its owner can read: for keys of files that lie beside it and hold nothing real. It keeps
//! out whoever gets hold of one file alone, and nobody who can read both.

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use secrecy::ExposeSecret as _;
use zeroize::Zeroizing;

use crate::{SecretString, Vault, VaultError};

/// Keeps secrets in a file, one a line: the name, a space, the secret. Neither may have a line break, and a name no space.
#[derive(Debug)]
pub struct FileVault {
    path: PathBuf,
}

impl FileVault {
    /// The vault in the file at `path`, which is made with its folder when something is first kept in it.
    #[must_use]
    pub fn new(path: PathBuf) -> Self {
        Self { path }
    }

    fn text(&self) -> Result<Zeroizing<String>, VaultError> {
        match fs::read_to_string(&self.path) {
            Ok(text) => Ok(Zeroizing::new(text)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Zeroizing::default()),
            Err(error) => Err(self.refused(&error)),
        }
    }

    /// Writes all lines but that of `name`, and then the new one, all at once.
    fn rewrite(&self, name: &str, line: Option<&str>) -> Result<(), VaultError> {
        let old = self.text()?;
        let others = old.lines().filter(|line| split(line).is_none_or(|(other, _)| other != name));
        // Of the final length from the start: growing would leave copies behind.
        let mut new = Zeroizing::new(String::with_capacity(old.len() + line.map_or(0, str::len) + 2));
        for line in others.chain(line) {
            new.push_str(line);
            new.push('\n');
        }
        self.replace(&new).map_err(|error| self.refused(&error))
    }

    fn replace(&self, text: &str) -> Result<(), std::io::Error> {
        if let Some(folder) = self.path.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut name = self.path.as_os_str().to_owned();
        name.push(".new");
        let new = PathBuf::from(name);
        if let Err(error) = fs::remove_file(&new)
            && error.kind() != ErrorKind::NotFound
        {
            return Err(error);
        }
        let written = written(&new, text).and_then(|()| fs::rename(&new, &self.path));
        if written.is_err() {
            // What is left of it is of no use to anybody.
            let _ = fs::remove_file(&new);
        }
        written
    }

    fn refused(&self, error: &std::io::Error) -> VaultError {
        VaultError::Refused(format!("the file {} cannot be used ({})", self.path.display(), error.kind()))
    }
}

impl Vault for FileVault {
    fn get(&self, name: &str) -> Result<Option<SecretString>, VaultError> {
        let text = self.text()?;
        let found = text.lines().filter_map(split).find(|(other, _)| *other == name);
        Ok(found.map(|(_, secret)| SecretString::from(secret)))
    }

    fn put(&self, name: &str, secret: &SecretString) -> Result<(), VaultError> {
        let secret = secret.expose_secret();
        if name.is_empty() || name.contains(char::is_whitespace) || secret.contains(['\r', '\n']) {
            return Err(VaultError::Refused("a file takes no such name or secret".to_owned()));
        }
        let line = Zeroizing::new(format!("{name} {secret}"));
        self.rewrite(name, Some(&line))
    }

    fn remove(&self, name: &str) -> Result<(), VaultError> {
        if self.get(name)?.is_none() {
            return Ok(());
        }
        self.rewrite(name, None)
    }
}

fn split(line: &str) -> Option<(&str, &str)> {
    line.split_once(' ')
}

fn written(path: &Path, text: &str) -> Result<(), std::io::Error> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let mut file = options.open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}
