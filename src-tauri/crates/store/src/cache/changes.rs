//! What two readings of a line have shown to be changed: its SIM, its number, its e-mail. Only what was changed and between
//! which readings is kept, not the values.

use domain::line::Line;
use domain::task::{Readable, same_value};
use domain::time::Timestamp;
use rusqlite::{Connection, params};

pub(super) const TABLE: &str = "
CREATE TABLE changes (
    source     INTEGER NOT NULL,
    id         TEXT NOT NULL,
    what       TEXT NOT NULL,
    before_at  INTEGER NOT NULL,
    noticed_at INTEGER NOT NULL,
    PRIMARY KEY (source, id, what)
) STRICT, WITHOUT ROWID;
";

/// A statement over all columns, for checking that the table is the expected one.
pub(super) const PROBE: &str = "SELECT source, id, what, before_at, noticed_at FROM changes";

/// What is compared, under the name it is kept by. Names of owners are not: lists and pages of one provider may write
/// them in different ways.
const COMPARED: [(&str, Readable); 3] =
    [("iccid", Readable::Iccid), ("number", Readable::Number), ("email", Readable::Email)];

/// Something of a line that was changed between two readings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoticedChange {
    /// What: its SIM, number or e-mail.
    pub what: Readable,
    /// When the older value was read last.
    pub before_at: Timestamp,
    /// When the newer value was read first.
    pub noticed_at: Timestamp,
}

/// Keeps what a newer reading of a line shows to be changed. What one of the two does not say is not.
pub(super) fn note(db: &Connection, source: i64, older: &Line, newer: &Line) -> rusqlite::Result<()> {
    let alike = older.number == newer.number
        && older.sim.iccid == newer.sim.iccid
        && older.customer.email == newer.customer.email;
    if alike || newer.read_at < older.read_at {
        return Ok(());
    }
    for (name, what) in COMPARED {
        let (Some(before), Some(now)) = (value(older, what), value(newer, what)) else { continue };
        if !same_value(what, before, now) {
            db.prepare_cached(
                "INSERT OR REPLACE INTO changes (source, id, what, before_at, noticed_at) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![source, newer.key.id, name, older.read_at.0, newer.read_at.0])?;
        }
    }
    Ok(())
}

fn value(line: &Line, what: Readable) -> Option<&str> {
    match what {
        Readable::Iccid => line.sim.iccid.as_ref().map(|iccid| iccid.digits()),
        Readable::Number => line.number.as_ref().map(|number| number.e164()),
        Readable::Email => line.customer.email.as_deref(),
        _ => None,
    }
}

/// What is known to be changed of a line.
pub(super) fn of(db: &Connection, source: i64, id: &str) -> rusqlite::Result<Vec<NoticedChange>> {
    let mut statement =
        db.prepare_cached("SELECT what, before_at, noticed_at FROM changes WHERE source = ?1 AND id = ?2")?;
    let mut rows = statement.query(params![source, id])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let name: String = row.get(0)?;
        if let Some(&(_, what)) = COMPARED.iter().find(|(known, _)| *known == name) {
            found.push(NoticedChange { what, before_at: Timestamp(row.get(1)?), noticed_at: Timestamp(row.get(2)?) });
        }
    }
    Ok(found)
}

/// Drops what is known of a line.
pub(super) fn remove(db: &Connection, source: i64, id: &str) -> rusqlite::Result<()> {
    db.prepare_cached("DELETE FROM changes WHERE source = ?1 AND id = ?2")?.execute(params![source, id]).map(drop)
}

#[cfg(test)]
mod tests {
    use domain::iccid::Iccid;
    use domain::line::Line;
    use domain::msisdn::Msisdn;
    use domain::task::Readable;
    use domain::time::Timestamp;

    use super::NoticedChange;
    use crate::Cache;
    use crate::testing::{bare, connection, key, the_key};

    fn read(at: i64, iccid: &str, number: &str, email: Option<&str>) -> Line {
        let mut line = bare("a");
        line.sim.iccid = Some(Iccid::parse(iccid).unwrap().iccid);
        line.number = Some(Msisdn::from_e164(number).unwrap());
        line.customer.email = email.map(str::to_owned);
        line.read_at = Timestamp(at);
        line
    }

    const SIM: &str = "8944100000000000001";
    const NUMBER: &str = "+447700900123";

    #[test]
    fn a_difference_between_two_readings_is_kept_with_both_times_and_a_gap_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::open(folder.path(), &the_key(), Timestamp(0)).unwrap().0;
        cache.put_line(&read(10, SIM, NUMBER, Some("a@example.com"))).unwrap();
        cache.put_line(&read(20, SIM, NUMBER, None)).unwrap();
        cache.put_line(&read(25, SIM, NUMBER, Some("A@Example.com"))).unwrap();
        let key = key("a");
        assert_eq!(cache.changes_of(&key).unwrap(), []);
        cache.put_line(&read(30, "8944100000000000019", NUMBER, Some("b@example.com"))).unwrap();
        let noticed =
            |what, before, at| NoticedChange { what, before_at: Timestamp(before), noticed_at: Timestamp(at) };
        let both = [noticed(Readable::Email, 25, 30), noticed(Readable::Iccid, 25, 30)];
        assert_eq!(cache.changes_of(&key).unwrap(), both);
        // A whole list is a reading, too; it is the newest difference that counts.
        let listed = read(40, "8944100000000000019", "+447700900124", Some("c@example.com"));
        cache.replace_lines(&connection(), &[listed], Timestamp(40)).unwrap();
        let now = cache.changes_of(&key).unwrap();
        assert!(now.contains(&noticed(Readable::Number, 30, 40)) && now.contains(&noticed(Readable::Email, 30, 40)));
        assert!(now.contains(&noticed(Readable::Iccid, 25, 30)));
        cache.remove_line(&key).unwrap();
        assert_eq!(cache.changes_of(&key).unwrap(), []);
    }

    #[test]
    fn a_printed_check_digit_and_an_older_reading_are_no_change() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::open(folder.path(), &the_key(), Timestamp(0)).unwrap().0;
        cache.put_line(&read(10, SIM, NUMBER, None)).unwrap();
        cache.put_line(&read(20, &format!("{SIM}3"), NUMBER, None)).unwrap();
        cache.put_line(&read(15, "8944100000000000019", NUMBER, None)).unwrap();
        assert_eq!(cache.changes_of(&key("a")).unwrap(), []);
    }
}
