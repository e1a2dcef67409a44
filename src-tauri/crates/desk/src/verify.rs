//! Proofs of identity: one line, five minutes, in memory only. The action that used one records it.

use domain::action::{Verification, VerificationMethod};
use domain::line::LineKey;
use domain::problem::{ErrorCode, Problem};
use domain::time::Timestamp;

use crate::pace::millis;
use crate::{Desk, locked};

impl Desk {
    /// Notes that the customer of a line proved who they are.
    ///
    /// # Errors
    /// When there is no such connection.
    pub fn verify_customer(&self, line: &LineKey, method: VerificationMethod) -> Result<Verification, Problem> {
        self.connected(&line.connection)?;
        let at = self.now();
        let until = Timestamp(at.0.saturating_add(millis(self.inner.pace.verification)));
        let verification = Verification { method, at, until };
        locked(&self.inner.verified).insert(line.clone(), verification);
        Ok(verification)
    }

    /// The proof in force for a line, if any.
    #[must_use]
    pub fn verification(&self, line: &LineKey) -> Option<Verification> {
        let now = self.now();
        let mut verified = locked(&self.inner.verified);
        // A clock that went back does not make a proof last longer.
        verified.retain(|_, proof| proof.at <= now && now < proof.until);
        verified.get(line).copied()
    }

    pub(crate) fn must_be_verified(&self, line: &LineKey) -> Result<Verification, Problem> {
        self.verification(line).ok_or_else(|| {
            Problem::new(ErrorCode::VerificationNeeded, "no proof of identity is in force for this line")
                .safe_to_retry()
        })
    }
}
