//! What the readers read, counted, and whether it is enough.

use std::collections::BTreeMap;
use std::fmt;

use super::readers::Judge;

/// Pictures of one kind, read by one reader.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Tally {
    all: u32,
    ours: u32,
    theirs: u32,
    /// Read from ours and not from the other encoder's, and the other way round.
    ours_only: u32,
    theirs_only: u32,
}

impl Tally {
    /// Whether ours is read less often than the other encoder's by more than chance explains: of the pictures that only
    /// one of the two got read, three standard deviations.
    fn is_worse(self) -> bool {
        let (lost, won) = (f64::from(self.theirs_only), f64::from(self.ours_only));
        lost - won > 3.0 * (lost + won).sqrt()
    }
}

/// Read rates by reader and kind of picture.
#[derive(Debug, Clone)]
pub struct Report {
    /// Codes drawn.
    pub drawn: usize,
    /// Codes whose picture did not pass its own check, and was therefore not shown to anyone.
    pub refused: usize,
    judges: Vec<Judge>,
    rows: BTreeMap<String, Vec<Tally>>,
}

/// The rows of damaged pictures; those of others have to be read without exception.
const DAMAGED: [&str; 4] = ["scaled", "blurred", "JPEG", "10 % covered"];

impl Report {
    pub(super) fn new(judges: &[Judge]) -> Self {
        Self { drawn: 0, refused: 0, judges: judges.to_vec(), rows: BTreeMap::new() }
    }

    pub(super) fn count(&mut self, judge: usize, row: &str, ours: bool, theirs: bool) {
        let tallies = self.rows.entry(row.to_owned()).or_insert_with(|| vec![Tally::default(); self.judges.len()]);
        let tally = &mut tallies[judge];
        tally.all += 1;
        tally.ours += u32::from(ours);
        tally.theirs += u32::from(theirs);
        tally.ours_only += u32::from(ours && !theirs);
        tally.theirs_only += u32::from(theirs && !ours);
    }

    pub(super) fn add(&mut self, other: &Self) {
        self.drawn += other.drawn;
        self.refused += other.refused;
        for (row, tallies) in &other.rows {
            let mine = self.rows.entry(row.clone()).or_insert_with(|| vec![Tally::default(); self.judges.len()]);
            for (mine, tally) in mine.iter_mut().zip(tallies) {
                mine.all += tally.all;
                mine.ours += tally.ours;
                mine.theirs += tally.theirs;
                mine.ours_only += tally.ours_only;
                mine.theirs_only += tally.theirs_only;
            }
        }
    }

    /// What is under the requirement, one sentence each: every picture as it is shown is read by every reader, and a
    /// damaged one no worse than the other encoder's.
    #[must_use]
    pub fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        if self.refused > 0 {
            faults.push(format!("{} of {} pictures did not pass their own check", self.refused, self.drawn));
        }
        if self.rows.is_empty() {
            faults.push("nothing was read".to_owned());
        }
        for (row, tallies) in &self.rows {
            for (judge, tally) in self.judges.iter().zip(tallies) {
                let damaged = DAMAGED.contains(&row.as_str());
                if damaged && tally.is_worse() || !damaged && tally.ours < tally.all {
                    faults.push(format!("{row}, {}: {} of {} read", judge.name(), tally.ours, tally.all));
                }
            }
        }
        faults
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{} codes, {} pictures refused. Read of ours / of the reference encoder's:",
            self.drawn, self.refused
        )?;
        write!(f, "{:<14}{:>9}", "", "pictures")?;
        for judge in &self.judges {
            write!(f, "{:>22}", judge.name())?;
        }
        for (row, tallies) in &self.rows {
            write!(f, "\n{row:<14}{:>9}", tallies.first().map_or(0, |tally| tally.all))?;
            for tally in tallies {
                let percent = |read: u32| f64::from(read) * 100.0 / f64::from(tally.all.max(1));
                write!(f, "{:>11.2} % {:>7.2} %", percent(tally.ours), percent(tally.theirs))?;
            }
        }
        for fault in self.faults() {
            write!(f, "\nUNDER THE REQUIREMENT: {fault}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(row: &str, reads: &[(bool, bool)]) -> Report {
        let mut report = Report::new(&[Judge::Rqrr]);
        for (ours, theirs) in reads {
            report.count(0, row, *ours, *theirs);
        }
        report
    }

    #[test]
    fn one_unread_picture_as_shown_is_a_fault() {
        assert!(report("8 cm", &[(true, true); 50]).faults().is_empty());
        assert!(report("8 cm", &[(true, false); 50]).faults().is_empty(), "the other encoder's may fail");
        assert_eq!(report("8 cm", &[(true, true), (false, true)]).faults().len(), 1);
    }

    #[test]
    fn damage_may_cost_no_more_than_it_costs_the_other_encoder() {
        assert!(report("blurred", &[(false, false); 50]).faults().is_empty());
        assert!(report("blurred", &[(false, true), (true, false), (false, true)]).faults().is_empty(), "chance");
        assert_eq!(report("blurred", &[(false, true); 30]).faults().len(), 1);
        assert!(report("blurred", &[(true, false); 30]).faults().is_empty());
    }

    #[test]
    fn nothing_read_or_a_refused_picture_is_a_fault() {
        assert_eq!(report("8 cm", &[]).faults(), ["nothing was read"]);
        let mut refused = report("8 cm", &[(true, true)]);
        refused.refused = 1;
        assert_eq!(refused.faults().len(), 1);
    }
}
