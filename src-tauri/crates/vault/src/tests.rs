//! The vault in memory keeps, replaces and forgets. The OS keyring is met in the window tests' private desktop.

use crate::{ExposeSecret, MemoryVault, SecretString, Vault};

#[test]
fn keeps_replaces_and_forgets() {
    let vault = MemoryVault::default();
    assert!(vault.get("onsim-1").unwrap().is_none());
    vault.put("onsim-1", &SecretString::from("first")).unwrap();
    vault.put("onsim-1", &SecretString::from("second")).unwrap();
    assert_eq!(vault.get("onsim-1").unwrap().unwrap().expose_secret(), "second");
    vault.remove("onsim-1").unwrap();
    vault.remove("onsim-1").unwrap();
    assert!(vault.get("onsim-1").unwrap().is_none());
}
