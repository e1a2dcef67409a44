//! Opening files: rights, versions, broken files.

use std::fs;
use std::path::Path;

use rusqlite_migration::M;
use tempfile::tempdir;

use super::{FileSpec, Found, condemn, connect};
use crate::error::{Database, Fault, StoreError};
use crate::testing::{NOON, NOON_NAME, the_key};

const SPEC: FileSpec = FileSpec {
    which: Database::Ledger,
    name: "thing.db",
    migrations: &[M::up("CREATE TABLE a (x TEXT);"), M::up("CREATE TABLE b (y TEXT);")],
    synchronous: "FULL",
    read_through: true,
    probes: &["SELECT x FROM a"],
};

fn open(folder: &Path, spec: &FileSpec) -> Result<(rusqlite::Connection, Found), StoreError> {
    super::open(folder, spec, &the_key(), NOON)
}

fn aside(folder: &Path, n: u32) -> std::path::PathBuf {
    let more = if n == 1 { String::new() } else { format!("-{n}") };
    folder.join(format!("thing.db.broken-{NOON_NAME}{more}"))
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_file_is_made_kept_and_found_again() {
    let home = tempdir().unwrap();
    let folder = home.path().join("a/b");
    let (db, found) = open(&folder, &SPEC).unwrap();
    assert_eq!(found, Found::Nothing);
    db.execute("INSERT INTO a VALUES ('kept')", []).unwrap();
    drop(db);

    let (db, found) = open(&folder, &SPEC).unwrap();
    assert_eq!(found, Found::File);
    let kept: String = db.query_row("SELECT x FROM a", [], |row| row.get(0)).unwrap();
    assert_eq!(kept, "kept");
}

#[test]
fn the_settings_are_as_they_should_be() {
    let home = tempdir().unwrap();
    let (db, _) = open(home.path(), &SPEC).unwrap();
    let text = |pragma: &str| -> String { db.pragma_query_value(None, pragma, |row| row.get(0)).unwrap() };
    let number = |pragma: &str| -> i64 { db.pragma_query_value(None, pragma, |row| row.get(0)).unwrap() };
    assert_eq!(text("journal_mode"), "wal");
    assert_eq!(number("synchronous"), 2);
    assert_eq!(number("temp_store"), 2);
    assert_eq!(number("trusted_schema"), 0);
    assert_eq!(number("user_version"), 2);
}

#[test]
fn the_reader_cannot_write() {
    let home = tempdir().unwrap();
    let (_db, _) = open(home.path(), &SPEC).unwrap();
    let reader = super::reader(home.path(), &SPEC, &the_key()).unwrap();
    assert!(reader.execute("INSERT INTO a VALUES ('x')", []).is_err());
}

#[cfg(unix)]
#[test]
fn only_the_owner_can_read_it() {
    use std::os::unix::fs::PermissionsExt;
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let home = tempdir().unwrap();
    let folder = home.path().join("new");
    let (db, _) = open(&folder, &SPEC).unwrap();
    db.execute("INSERT INTO a VALUES ('x')", []).unwrap();
    assert_eq!(mode(&folder), 0o700);
    for name in names(&folder) {
        assert_eq!(mode(&folder.join(&name)), 0o600, "{name}");
    }
    drop(db);
    fs::set_permissions(folder.join("thing.db"), fs::Permissions::from_mode(0o644)).unwrap();
    let (_db, _) = open(&folder, &SPEC).unwrap();
    assert_eq!(mode(&folder.join("thing.db")), 0o600);
}

#[test]
fn a_newer_file_is_refused_and_not_touched() {
    let home = tempdir().unwrap();
    let (db, _) = open(home.path(), &SPEC).unwrap();
    db.pragma_update(None, "user_version", 3).unwrap();
    drop(db);
    let before = fs::read(home.path().join("thing.db")).unwrap();
    assert_eq!(open(home.path(), &SPEC).unwrap_err(), StoreError::FileTooNew { file: "thing.db", found: 3, known: 2 });
    assert_eq!(fs::read(home.path().join("thing.db")).unwrap(), before);
    assert!(!names(home.path()).iter().any(|name| name.contains("broken")));
}

#[test]
fn garbage_is_set_aside_each_time_under_a_new_name() {
    let home = tempdir().unwrap();
    let path = home.path().join("thing.db");
    for n in 1..=3 {
        let garbage = format!("garbage number {n} ").repeat(500);
        fs::write(&path, &garbage).unwrap();
        let (db, found) = open(home.path(), &SPEC).unwrap();
        let aside = aside(home.path(), n);
        assert_eq!(found, Found::SetAside(aside.clone()));
        assert_eq!(fs::read_to_string(aside).unwrap(), garbage);
        db.execute("INSERT INTO a VALUES ('x')", []).unwrap();
    }
}

#[test]
fn the_log_goes_with_the_broken_file() {
    let home = tempdir().unwrap();
    let path = home.path().join("thing.db");
    let (db, _) = open(home.path(), &SPEC).unwrap();
    db.execute("INSERT INTO a VALUES ('in the log')", []).unwrap();
    let log = fs::read(home.path().join("thing.db-wal")).unwrap();
    drop(db);
    fs::write(home.path().join("thing.db-wal"), &log).unwrap();
    condemn(home.path(), &SPEC);
    let (db, found) = open(home.path(), &SPEC).unwrap();
    assert!(matches!(found, Found::SetAside(_)));
    assert_eq!(
        fs::read(aside(home.path(), 1).with_file_name(format!("thing.db.broken-{NOON_NAME}-wal"))).unwrap(),
        log
    );
    assert!(path.exists());
    let rows: i64 = db.query_row("SELECT count(*) FROM a", [], |row| row.get(0)).unwrap();
    assert_eq!(rows, 0);
}

#[test]
fn damage_in_the_middle_is_found_by_reading_through() {
    let home = tempdir().unwrap();
    let (db, _) = open(home.path(), &SPEC).unwrap();
    for n in 0..200 {
        db.execute("INSERT INTO a VALUES (?1)", [format!("{n:0>500}")]).unwrap();
    }
    drop(db);
    let path = home.path().join("thing.db");
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2 / 4096 * 4096;
    bytes[middle..middle + 4096].fill(0xAB);
    fs::write(&path, bytes).unwrap();
    let (_db, found) = open(home.path(), &SPEC).unwrap();
    assert!(matches!(found, Found::SetAside(_)), "{found:?}");
}

#[test]
fn a_foreign_database_is_set_aside() {
    for sql in ["CREATE TABLE a (other)", "PRAGMA user_version = 2; CREATE TABLE c (x)", "PRAGMA user_version = 1"] {
        let home = tempdir().unwrap();
        let db = connect(&home.path().join("thing.db"), true, None).unwrap();
        db.execute_batch(sql).unwrap();
        drop(db);
        let (db, found) = open(home.path(), &SPEC).unwrap();
        assert!(matches!(found, Found::SetAside(_)), "{sql}: {found:?}");
        db.execute("INSERT INTO a VALUES ('x')", []).unwrap();
    }
}

#[test]
fn migrations_happen_all_or_not_at_all() {
    let home = tempdir().unwrap();
    let broken = FileSpec {
        migrations: const { &[M::up("CREATE TABLE a (x TEXT);"), M::up("CREATE TABLE a (x TEXT);")] },
        ..SPEC
    };
    assert!(open(home.path(), &broken).is_err());
    let db = connect(&home.path().join("thing.db"), false, Some(&the_key())).unwrap();
    let tables: i64 = db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).unwrap();
    assert_eq!(tables, 0);
}

#[test]
fn an_older_file_is_brought_up_to_date() {
    let home = tempdir().unwrap();
    let older = FileSpec { migrations: const { &[M::up("CREATE TABLE a (x TEXT);")] }, ..SPEC };
    let (db, _) = open(home.path(), &older).unwrap();
    db.execute("INSERT INTO a VALUES ('kept')", []).unwrap();
    drop(db);
    let (db, found) = open(home.path(), &SPEC).unwrap();
    assert_eq!(found, Found::File);
    let kept: String = db.query_row("SELECT x FROM a", [], |row| row.get(0)).unwrap();
    assert_eq!(kept, "kept");
    db.execute("INSERT INTO b VALUES ('y')", []).unwrap();
}

#[test]
fn a_condemned_file_is_set_aside_once() {
    let home = tempdir().unwrap();
    drop(open(home.path(), &SPEC).unwrap());
    condemn(home.path(), &SPEC);
    let (_, found) = open(home.path(), &SPEC).unwrap();
    assert_eq!(found, Found::SetAside(aside(home.path(), 1)));
    let (_, found) = open(home.path(), &SPEC).unwrap();
    assert_eq!(found, Found::File);
    // Deleted by hand in the meantime: there is nothing to set aside, but what was before is not forgotten.
    condemn(home.path(), &SPEC);
    fs::remove_file(home.path().join("thing.db")).unwrap();
    let (_, found) = open(home.path(), &SPEC).unwrap();
    assert_eq!(found, Found::SetAside(aside(home.path(), 1)));
    let cache = FileSpec { which: Database::Cache, ..SPEC };
    fs::remove_file(home.path().join("thing.db")).unwrap();
    assert_eq!(open(home.path(), &cache).unwrap().1, Found::Nothing);
}

#[test]
fn what_cannot_be_written_says_what_to_do() {
    let home = tempdir().unwrap();
    let file = home.path().join("file");
    fs::write(&file, "in the way").unwrap();
    let taken = home.path().join("taken");
    fs::create_dir_all(taken.join("thing.db")).unwrap();
    for folder in [&file, &taken] {
        let StoreError::LedgerUnusable { advice, .. } = open(folder, &SPEC).unwrap_err() else {
            panic!("not the right error");
        };
        assert!(advice.contains("folder"), "{advice}");
    }
    assert_eq!(fs::read_to_string(&file).unwrap(), "in the way");
}

#[test]
fn a_locked_file_is_not_taken_for_a_broken_one() {
    let home = tempdir().unwrap();
    let (db, _) = open(home.path(), &SPEC).unwrap();
    db.execute_batch("BEGIN IMMEDIATE").unwrap();
    let other = connect(&home.path().join("thing.db"), false, Some(&the_key())).unwrap();
    other.busy_timeout(std::time::Duration::ZERO).unwrap();
    let fault = Fault::from(other.execute_batch("BEGIN IMMEDIATE").unwrap_err());
    assert!(!fault.is_damage());
    let StoreError::LedgerUnusable { advice, .. } = fault.about(Database::Ledger) else {
        panic!("not the right error");
    };
    assert!(advice.contains("another program"));
}

#[test]
fn a_plain_file_becomes_an_encrypted_one() {
    let home = tempdir().unwrap();
    let path = home.path().join("thing.db");
    let plain = connect(&path, true, None).unwrap();
    plain.execute_batch("CREATE TABLE a (x TEXT); CREATE INDEX i ON a (x); PRAGMA user_version = 1").unwrap();
    plain.pragma_update(None, "journal_mode", "WAL").unwrap();
    plain.execute("INSERT INTO a VALUES ('kept in the log')", []).unwrap();
    // As after a crash: the log is there and full.
    let log = fs::read(home.path().join("thing.db-wal")).unwrap();
    let file = fs::read(&path).unwrap();
    drop(plain);
    fs::write(&path, file).unwrap();
    fs::write(home.path().join("thing.db-wal"), log).unwrap();
    // And half a copy from a start that was cut short.
    fs::write(home.path().join("thing.db.encrypting"), "half").unwrap();

    let (db, found) = open(home.path(), &SPEC).unwrap();
    assert_eq!(found, Found::File);
    let kept: String = db.query_row("SELECT x FROM a", [], |row| row.get(0)).unwrap();
    assert_eq!(kept, "kept in the log");
    drop(db);
    assert_eq!(names(home.path()), ["thing.db"]);
    let bytes = fs::read(path).unwrap();
    assert!(memchr::memmem::find(&bytes, b"kept in the log").is_none());
    assert!(!bytes.starts_with(b"SQLite"));
}

#[test]
fn nothing_of_a_key_or_a_text_is_in_file_or_log() {
    let home = tempdir().unwrap();
    let (db, _) = open(home.path(), &SPEC).unwrap();
    db.execute("INSERT INTO a VALUES ('nothing to read here')", []).unwrap();
    for name in names(home.path()) {
        let bytes = fs::read(home.path().join(&name)).unwrap();
        for text in [&b"nothing to read"[..], b"CREATE TABLE", &[7; 32], the_key().to_hex().as_bytes()] {
            assert!(memchr::memmem::find(&bytes, text).is_none(), "{name}");
        }
    }
}

#[test]
fn a_plain_file_in_use_stays_as_it_is() {
    let home = tempdir().unwrap();
    let path = home.path().join("thing.db");
    let other = connect(&path, true, None).unwrap();
    other.execute_batch("PRAGMA journal_mode = WAL; CREATE TABLE a (x TEXT); PRAGMA user_version = 1").unwrap();
    other.execute_batch("BEGIN; SELECT * FROM a").unwrap();
    let error = super::plain::encrypt(&path, &SPEC, &the_key()).unwrap_err();
    assert!(matches!(error, super::Trouble::Other(_)));
    assert!(fs::read(&path).unwrap().starts_with(b"SQLite format 3\0"));
    assert!(!names(home.path()).contains(&"thing.db.encrypting".to_owned()));
}

#[test]
fn a_broken_or_newer_plain_file_is_not_converted() {
    let home = tempdir().unwrap();
    let path = home.path().join("thing.db");
    let plain = connect(&path, true, None).unwrap();
    plain.execute_batch("CREATE TABLE a (x TEXT); PRAGMA user_version = 3").unwrap();
    drop(plain);
    let before = fs::read(&path).unwrap();
    assert!(matches!(open(home.path(), &SPEC).unwrap_err(), StoreError::FileTooNew { found: 3, .. }));
    assert_eq!(fs::read(&path).unwrap(), before);

    let mut broken = before;
    // Version 1 and behind the header nothing that could be read.
    broken[60..64].copy_from_slice(&1_u32.to_be_bytes());
    broken[100..].fill(0xAB);
    fs::write(&path, &broken).unwrap();
    let (_, found) = open(home.path(), &SPEC).unwrap();
    assert_eq!(found, Found::SetAside(aside(home.path(), 1)));
    assert_eq!(fs::read(aside(home.path(), 1)).unwrap(), broken);
}

#[test]
fn a_disk_that_is_full_refuses_the_next_row_and_loses_none() {
    // SQLite's own bound on the pages stands in for the disk: it gives the same error from the same place.
    let home = tempdir().unwrap();
    let (db, _) = open(home.path(), &SPEC).unwrap();
    let pages: i64 = db.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
    db.pragma_update_and_check(None, "max_page_count", pages + 3, |_| Ok(())).unwrap();
    let text = "x".repeat(3000);
    let mut written = 0;
    let error = loop {
        match db.execute("INSERT INTO a VALUES (?1)", [&text]) {
            Ok(_) => written += 1,
            Err(error) => break error,
        }
    };
    assert!(written > 0);
    let StoreError::LedgerUnusable { advice, .. } = Fault::from(error).about(Database::Ledger) else {
        panic!("not the right error");
    };
    assert!(advice.contains("make room"), "{advice}");
    drop(db);
    let (db, found) = open(home.path(), &SPEC).unwrap();
    assert_eq!(found, Found::File);
    let rows: i64 = db.query_row("SELECT count(*) FROM a", [], |row| row.get(0)).unwrap();
    assert_eq!(rows, written);
}

#[test]
fn a_broken_file_is_set_aside_as_it_was_found_with_the_log_of_a_crash() {
    let (home, garbage) = (tempdir().unwrap(), "this is no database ".repeat(1000));
    let (path, log_path) = (home.path().join("thing.db"), home.path().join("thing.db-wal"));
    let (db, _) = open(home.path(), &SPEC).unwrap();
    db.execute("INSERT INTO a VALUES ('in the log')", []).unwrap();
    let log = fs::read(&log_path).unwrap();
    drop(db);
    fs::write(&path, &garbage).unwrap();
    fs::write(&log_path, &log).unwrap();
    let (_, found) = open(home.path(), &SPEC).unwrap();
    let aside = aside(home.path(), 1);
    assert_eq!(found, Found::SetAside(aside.clone()));
    assert!(fs::read(&aside).unwrap() == garbage.as_bytes(), "the file was changed");
    assert!(fs::read(super::rights::with_suffix(&aside, "-wal")).unwrap() == log, "the log was changed");
}
