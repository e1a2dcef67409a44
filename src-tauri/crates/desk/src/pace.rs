//! How long things last and how often they are done. One place, passed in, so that tests need not wait.

use std::time::Duration;

/// The desk's durations.
#[derive(Debug, Clone)]
pub struct Pace {
    /// How long a list of lines counts as fresh.
    pub list_every: Duration,
    /// The pauses before each reading back of an unknown change; after the last it waits for a person.
    pub read_back: Vec<Duration>,
    /// How long after sending an unchanged reading proves that a change did not happen: before that it may still be on
    /// its way.
    pub settle: Duration,
    /// The pauses before each question after work a provider has accepted; the last one goes on until it is known.
    pub watch: Vec<Duration>,
    /// How long what a change gave back (codes, PINs) is kept in memory for someone to look at.
    pub results: Duration,
    /// How often the install state of a shown code is asked.
    pub poll: Duration,
    /// The longest pause between two such questions when they fail: it doubles up to this.
    pub poll_longest: Duration,
    /// How long a shown code's install state is followed at most, picture or not.
    pub follow: Duration,
    /// The shortest and first pause between two questions whether a code was installed that is no longer shown; later
    /// ones are a tenth of the code's age.
    pub install_soonest: Duration,
    /// The longest such pause.
    pub install_longest: Duration,
    /// How long after it was issued or shown last a code is followed.
    pub install_for: Duration,
    /// How long a code stays on screen.
    pub showing: Duration,
    /// From when on an answer counts as slow.
    pub slow: Duration,
    /// How long a test of a connection may take.
    pub test: Duration,
    /// How long a preview may be confirmed.
    pub preview: Duration,
    /// How often it is looked whether a day has passed, for what is done once a day.
    pub day_look: Duration,
    /// How long a picture or PDF that someone brings is looked through.
    pub picture: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            list_every: Duration::from_secs(600),
            read_back: [1, 2, 4, 8, 16, 30, 60].map(Duration::from_secs).to_vec(),
            settle: Duration::from_secs(20),
            watch: [2, 3, 5, 10, 20, 30, 60, 120, 300].map(Duration::from_secs).to_vec(),
            results: Duration::from_secs(600),
            poll: Duration::from_secs(3),
            poll_longest: Duration::from_secs(60),
            follow: Duration::from_secs(30 * 60),
            install_soonest: Duration::from_secs(30),
            install_longest: Duration::from_secs(60 * 60),
            install_for: Duration::from_secs(14 * 24 * 60 * 60),
            showing: Duration::from_secs(120),
            slow: Duration::from_secs(3),
            test: Duration::from_secs(20),
            preview: Duration::from_secs(15 * 60),
            day_look: Duration::from_secs(15 * 60),
            picture: Duration::from_secs(15),
        }
    }
}

/// Whole milliseconds of a duration, for adding to a timestamp.
pub(crate) fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}
