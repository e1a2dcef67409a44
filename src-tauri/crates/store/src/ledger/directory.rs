//! The desk's own directory of customers, where a provider publishes neither a list nor a search: it cannot be read again
//! from anywhere, so it is kept beside the ledger. It is no part of the chain: it says what is known, not what was done.

use domain::provider::ConnectionId;
use domain::time::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::Ledger;
use crate::error::{Fault, StoreError};

pub(super) const TABLE: &str = "
CREATE TABLE directory (
    connection TEXT NOT NULL,
    id         TEXT NOT NULL,
    reference  TEXT,
    number     TEXT,
    name       TEXT,
    since      INTEGER NOT NULL,
    PRIMARY KEY (connection, id)
) STRICT, WITHOUT ROWID;
";

/// A statement over all columns, for checking that the table is the expected one.
pub(super) const PROBE: &str = "SELECT connection, id, reference, number, name, since FROM directory";

/// One customer a desk knows of.
#[derive(Clone, PartialEq, Eq)]
pub struct DirectoryEntry {
    /// The provider's own reference.
    pub id: String,
    /// The brand's own reference.
    pub reference: Option<String>,
    /// The number: E.164 with its plus.
    pub number: Option<String>,
    /// Name of the person or company.
    pub name: Option<String>,
    /// Since when it is known.
    pub since: Timestamp,
}

/// Names and numbers are personal.
impl std::fmt::Debug for DirectoryEntry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DirectoryEntry(…)")
    }
}

impl Ledger {
    /// Takes customers into the directory of a connection, all or none. What is known of one already stays where the
    /// entry does not say otherwise. Tells how many are new.
    ///
    /// # Errors
    ///
    /// [`StoreError::LedgerUnusable`].
    pub fn put_in_directory(&self, connection: &ConnectionId, entries: &[DirectoryEntry]) -> Result<u64, StoreError> {
        self.write(|db| {
            let before = count(db, connection)?;
            let mut put = db.prepare_cached(
                "INSERT INTO directory (connection, id, reference, number, name, since) VALUES (?1, ?2, ?3, ?4, ?5, ?6) \
                 ON CONFLICT (connection, id) DO UPDATE SET reference = coalesce(excluded.reference, reference), \
                 number = coalesce(excluded.number, number), name = coalesce(excluded.name, name) \
                 WHERE (coalesce(excluded.reference, reference), coalesce(excluded.number, number), \
                 coalesce(excluded.name, name)) IS NOT (reference, number, name)",
            )?;
            for one in entries {
                put.execute(params![connection.0, one.id, one.reference, one.number, one.name, one.since.0])?;
            }
            Ok(count(db, connection)?.saturating_sub(before))
        })
    }

    /// The directory of a connection, in the order of the references.
    ///
    /// # Errors
    ///
    /// [`StoreError::LedgerUnusable`].
    pub fn directory(&self, connection: &ConnectionId) -> Result<Vec<DirectoryEntry>, StoreError> {
        self.read(|db| {
            let sql = "SELECT id, reference, number, name, since FROM directory WHERE connection = ?1 ORDER BY id";
            let rows = db.prepare_cached(sql)?.query_map([&connection.0], entry)?.collect::<Result<_, _>>();
            rows.map_err(Fault::from)
        })
    }

    /// What the directory of a connection knows of one customer.
    ///
    /// # Errors
    ///
    /// [`StoreError::LedgerUnusable`].
    pub fn in_directory(&self, connection: &ConnectionId, id: &str) -> Result<Option<DirectoryEntry>, StoreError> {
        self.read(|db| {
            let sql = "SELECT id, reference, number, name, since FROM directory WHERE connection = ?1 AND id = ?2";
            Ok(db.prepare_cached(sql)?.query_row([&connection.0, id], entry).optional()?)
        })
    }

    /// How many customers the directory of a connection knows.
    ///
    /// # Errors
    ///
    /// [`StoreError::LedgerUnusable`].
    pub fn directory_count(&self, connection: &ConnectionId) -> Result<u64, StoreError> {
        self.read(|db| count(db, connection))
    }

    /// Forgets the directory of a connection: it leads to another account now, or is gone.
    ///
    /// # Errors
    ///
    /// [`StoreError::LedgerUnusable`].
    pub fn forget_directory(&self, connection: &ConnectionId) -> Result<(), StoreError> {
        self.write(|db| {
            db.prepare_cached("DELETE FROM directory WHERE connection = ?1")?.execute([&connection.0])?;
            Ok(())
        })
    }
}

fn count(db: &Connection, connection: &ConnectionId) -> Result<u64, Fault> {
    let sql = "SELECT count(*) FROM directory WHERE connection = ?1";
    Ok(db.prepare_cached(sql)?.query_row([&connection.0], |row| row.get(0))?)
}

fn entry(row: &Row<'_>) -> Result<DirectoryEntry, rusqlite::Error> {
    Ok(DirectoryEntry {
        id: row.get(0)?,
        reference: row.get(1)?,
        number: row.get(2)?,
        name: row.get(3)?,
        since: Timestamp(row.get(4)?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::the_key;

    fn reach() -> ConnectionId {
        ConnectionId("reach-1".to_owned())
    }

    fn one(id: &str, name: Option<&str>, at: i64) -> DirectoryEntry {
        let number = name.map(|_| "+15550100001".to_owned());
        DirectoryEntry {
            id: id.to_owned(),
            reference: None,
            number,
            name: name.map(str::to_owned),
            since: Timestamp(at),
        }
    }

    #[test]
    fn what_is_known_stays_until_it_is_said_otherwise_and_survives_a_restart() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::open(folder.path(), &the_key(), Timestamp(1)).unwrap().0;
        assert_eq!(ledger.put_in_directory(&reach(), &[one("B", None, 1), one("A", Some("Ann"), 1)]).unwrap(), 2);
        assert_eq!(ledger.put_in_directory(&reach(), &[one("A", None, 9), one("C", None, 9)]).unwrap(), 1);
        assert_eq!(ledger.put_in_directory(&reach(), &[one("A", Some("Anna"), 10)]).unwrap(), 0);
        drop(ledger);
        let ledger = Ledger::open(folder.path(), &the_key(), Timestamp(2)).unwrap().0;
        let known = [one("A", Some("Anna"), 1), one("B", None, 1), one("C", None, 9)];
        assert_eq!(ledger.directory(&reach()).unwrap(), known);
        assert_eq!(ledger.in_directory(&reach(), "A").unwrap(), Some(known[0].clone()));
        assert_eq!(ledger.in_directory(&reach(), "Z").unwrap(), None);
        assert_eq!(ledger.verify().unwrap().first_bad, None);
    }

    #[test]
    fn each_connection_has_its_own_and_forgets_only_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::open(folder.path(), &the_key(), Timestamp(1)).unwrap().0;
        let other = ConnectionId("reach-2".to_owned());
        ledger.put_in_directory(&reach(), &[one("A", None, 1)]).unwrap();
        ledger.put_in_directory(&other, &[one("A", None, 1), one("B", None, 1)]).unwrap();
        ledger.forget_directory(&reach()).unwrap();
        assert_eq!((ledger.directory_count(&reach()).unwrap(), ledger.directory_count(&other).unwrap()), (0, 2));
    }
}
