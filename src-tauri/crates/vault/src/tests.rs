//! The vaults in memory and in a file keep, replace and forget. The OS keyring is met in the window tests' private desktop.

use crate::{ExposeSecret, FileVault, MemoryVault, SecretString, Vault, VaultError};

#[test]
fn keeps_replaces_and_forgets() {
    let home = tempfile::tempdir().unwrap();
    let vaults: [&dyn Vault; 2] = [&MemoryVault::default(), &FileVault::new(home.path().join("a").join("the.key"))];
    vaults.into_iter().for_each(keeps);
}

fn keeps(vault: &dyn Vault) {
    assert!(vault.get("onsim-1").unwrap().is_none());
    vault.put("onsim-1", &SecretString::from("first")).unwrap();
    vault.put("onsim-1", &SecretString::from("second")).unwrap();
    assert_eq!(vault.get("onsim-1").unwrap().unwrap().expose_secret(), "second");
    vault.remove("onsim-1").unwrap();
    vault.remove("onsim-1").unwrap();
    assert!(vault.get("onsim-1").unwrap().is_none());
}

#[test]
fn a_file_outlives_the_program_and_keeps_names_apart() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("the.key");
    let vault = FileVault::new(path.clone());
    for (name, secret) in [("database:cache", "00ff"), ("database:ledger", "a secret = with signs"), ("database", "")] {
        vault.put(name, &SecretString::from(secret)).unwrap();
    }
    vault.remove("database").unwrap();
    let again = FileVault::new(path.clone());
    assert_eq!(again.get("database:cache").unwrap().unwrap().expose_secret(), "00ff");
    assert_eq!(again.get("database:ledger").unwrap().unwrap().expose_secret(), "a secret = with signs");
    assert!(again.get("database").unwrap().is_none());
    assert_eq!(std::fs::read_dir(home.path()).unwrap().count(), 1, "nothing is left beside it");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn a_file_that_cannot_be_used_is_no_empty_one() {
    let home = tempfile::tempdir().unwrap();
    // A folder in the way: it can be neither read nor replaced.
    let path = home.path().join("the.key");
    std::fs::create_dir(&path).unwrap();
    let vault = FileVault::new(path);
    assert!(matches!(vault.get("a"), Err(VaultError::Refused(_))));
    assert!(matches!(vault.put("a", &SecretString::from("b")), Err(VaultError::Refused(_))));
    let vault = FileVault::new(home.path().join("other.key"));
    for (name, secret) in [("two words", "a"), ("", "a"), ("a", "two\nlines")] {
        assert!(matches!(vault.put(name, &SecretString::from(secret)), Err(VaultError::Refused(_))), "{name}");
    }
}
