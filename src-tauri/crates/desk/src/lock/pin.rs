//! The PIN that opens a locked console: its rules, its hash, and how tries are counted. Where they are kept is in
//! `place`.

use std::time::Duration;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher as _, PasswordVerifier as _, Version};
use domain::problem::{ErrorCode, Problem};
use domain::secret::LockPin;
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::pace::millis;

/// The fewest and the most characters of a PIN.
pub const PIN_LENGTH: std::ops::RangeInclusive<usize> = 4..=64;
/// Wrong tries before the first wait.
pub const FREE_TRIES: u32 = 5;
/// The wait after the last free try; each further wrong try doubles it.
const FIRST_WAIT: Duration = Duration::from_secs(30);
/// The longest wait.
const LONGEST_WAIT: Duration = Duration::from_secs(3600);

/// What Argon2id is given: the second choice of RFC 9106, section 4 (64 MiB, 3 passes, 4 lanes): a fifth of a second on
/// an office computer.
const MEMORY_KIB: u32 = 64 * 1024;
const PASSES: u32 = 3;
const LANES: u32 = 4;

/// Wrong tries, and until when the next one has to wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Tally {
    pub(super) wrong: u32,
    pub(super) wait_until: Option<Timestamp>,
}

impl Tally {
    /// With one more wrong try.
    pub(super) fn counted(self, now: Timestamp) -> Self {
        let wrong = self.wrong.saturating_add(1);
        let wait_until = wait_after(wrong).map(|wait| Timestamp(now.0.saturating_add(millis(wait))));
        Self { wrong, wait_until }
    }

    /// Until when no try is looked at; nothing when one may be made now. A clock that was set back does not make the
    /// wait longer than it was.
    pub(super) fn waiting(self, now: Timestamp) -> Option<Timestamp> {
        let until = self.wait_until.filter(|until| now < *until)?;
        let longest = wait_after(self.wrong)?;
        Some(until.min(Timestamp(now.0.saturating_add(millis(longest)))))
    }

    /// Tries before the next wait: after the first wait there is one at a time.
    pub(super) fn left(self) -> u32 {
        FREE_TRIES.saturating_sub(self.wrong).max(1)
    }

    /// The one that was counted further: what is kept beside the hash, or what this program has seen.
    pub(super) fn stricter(self, other: Self) -> Self {
        if other.wrong > self.wrong { other } else { self }
    }
}

fn wait_after(wrong: u32) -> Option<Duration> {
    let beyond = wrong.checked_sub(FREE_TRIES)?;
    Some(FIRST_WAIT.saturating_mul(1 << beyond.min(16)).min(LONGEST_WAIT))
}

/// Whether a text may be a PIN.
pub(super) fn check(pin: &LockPin) -> Result<(), Problem> {
    let refused = |why: &str| {
        let mut problem = Problem::new(ErrorCode::InvalidInput, why).safe_to_retry();
        problem.field = Some("pin".to_owned());
        Err(problem)
    };
    let text = pin.expose();
    if !PIN_LENGTH.contains(&text.chars().count()) {
        return refused("a PIN has 4 to 64 characters");
    }
    if text.chars().any(char::is_control) || text.trim() != text {
        return refused("a PIN has no space at its ends and no control characters");
    }
    let steps: Vec<i64> = text
        .chars()
        .zip(text.chars().skip(1))
        .map(|(one, next)| i64::from(u32::from(next)) - i64::from(u32::from(one)))
        .collect();
    if [0, 1, -1].iter().any(|step| steps.iter().all(|one| one == step)) {
        return refused("a PIN is not one character over and over, nor a run such as 1234");
    }
    Ok(())
}

/// The slow, salted hash of a PIN as a PHC string. Takes a fifth of a second.
pub(super) fn hash(pin: &LockPin) -> Result<String, Problem> {
    let made = Params::new(MEMORY_KIB, PASSES, LANES, None)
        .map_err(|error| error.to_string())
        .map(|params| Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
        .and_then(|argon| argon.hash_password(pin.expose().as_bytes()).map_err(|error| error.to_string()));
    match made {
        Ok(hash) => Ok(hash.to_string()),
        Err(error) => Err(Problem::new(ErrorCode::Internal, format!("the PIN could not be hashed: {error}"))),
    }
}

/// Whether this is the PIN of that hash; nothing when the hash cannot be read. Takes a fifth of a second.
pub(super) fn is_right(pin: &LockPin, hash: &str) -> Option<bool> {
    let hash = PasswordHash::new(hash).ok()?;
    Some(Argon2::default().verify_password(pin.expose().as_bytes(), &hash).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pin(text: &str) -> LockPin {
        LockPin::new(text.to_owned())
    }

    #[test]
    fn a_pin_is_right_only_for_its_own_hash_and_two_hashes_of_it_differ() {
        let (one, two) = (hash(&pin("kiosk 7")).unwrap(), hash(&pin("kiosk 7")).unwrap());
        assert_ne!(one, two, "the salt is new each time");
        assert!(one.starts_with("$argon2id$v=19$m=65536,t=3,p=4$"), "{one}");
        assert!(!one.contains("kiosk"));
        assert_eq!(is_right(&pin("kiosk 7"), &two), Some(true));
        assert_eq!(is_right(&pin("kiosk 8"), &one), Some(false));
        assert_eq!(is_right(&pin("kiosk 7"), "kiosk 7"), None);
    }

    #[test]
    fn what_anyone_would_try_first_is_no_pin() {
        for good in ["2580", "kasse", "Æblegrød 4", "1357"] {
            check(&pin(good)).unwrap();
        }
        for bad in ["", "123", "1234", "9876", "0000", "abcdef", " 2580", "25\n80", &"ab".repeat(33)] {
            let problem = check(&pin(bad)).unwrap_err();
            assert_eq!((problem.code, problem.field.as_deref()), (ErrorCode::InvalidInput, Some("pin")), "{bad:?}");
        }
    }

    #[test]
    fn the_wait_begins_with_the_fifth_wrong_try_and_doubles_up_to_an_hour() {
        let now = Timestamp(1_000_000);
        let mut tally = Tally::default();
        let mut waits = Vec::new();
        for _ in 0..14 {
            tally = tally.counted(now);
            waits.push(tally.waiting(now).map_or(0, |until| until.millis_since(now) / 1000));
        }
        assert_eq!(waits, [0, 0, 0, 0, 30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]);
        assert_eq!(tally.left(), 1);
        assert_eq!(Tally::default().counted(now).left(), 4);
    }

    #[test]
    fn a_clock_that_was_set_back_does_not_lock_a_person_out() {
        let tally = Tally { wrong: 5, wait_until: Some(Timestamp(90_000_000)) };
        let now = Timestamp(1_000_000);
        assert_eq!(tally.waiting(now), Some(Timestamp(1_030_000)));
        assert_eq!(tally.waiting(Timestamp(90_000_000)), None);
    }
}
