//! Proofs of identity: one line or customer, five minutes, in memory only. The action that used one records it.

use domain::action::{Verification, VerificationMethod};
use domain::line::LineKey;
use domain::problem::{ErrorCode, Problem};
use domain::task::{About, Risk, Task};
use domain::time::Timestamp;

use crate::pace::millis;
use crate::{Desk, locked};

impl Desk {
    /// Notes that the customer of a line proved who they are.
    ///
    /// # Errors
    /// When there is no such connection.
    pub fn verify_customer(&self, line: &LineKey, method: VerificationMethod) -> Result<Verification, Problem> {
        self.verify_about(&About::Line { line: line.clone() }, method)
    }

    /// Notes that the customer behind a line, a customer record or a port order proved who they are.
    ///
    /// # Errors
    /// When there is no such connection; `InvalidInput` for a code of the provider's, which [`Desk::send_one_time_code`]
    /// notes.
    pub fn verify_about(&self, about: &About, method: VerificationMethod) -> Result<Verification, Problem> {
        self.connected(about.connection())?;
        if method == VerificationMethod::ProviderCode {
            let message = "the code of the provider is a proof once it was sent from here";
            return Err(Problem::new(ErrorCode::InvalidInput, message).about_field("method").safe_to_retry());
        }
        Ok(self.note_proof(about, method))
    }

    /// Notes a proof from now on.
    pub(crate) fn note_proof(&self, about: &About, method: VerificationMethod) -> Verification {
        let at = self.now();
        let until = Timestamp(at.0.saturating_add(millis(self.inner.policy.proof_lasts)));
        let verification = Verification { method, at, until };
        locked(&self.inner.verified).insert(about.clone(), verification);
        verification
    }

    /// The proof in force for a line, if any.
    #[must_use]
    pub fn verification(&self, line: &LineKey) -> Option<Verification> {
        self.verification_of(&About::Line { line: line.clone() })
    }

    /// The proof in force, if any.
    #[must_use]
    pub fn verification_of(&self, about: &About) -> Option<Verification> {
        let now = self.now();
        let mut verified = locked(&self.inner.verified);
        // A clock that went back does not make a proof last longer.
        verified.retain(|_, proof| proof.at <= now && now < proof.until);
        verified.get(about).copied()
    }

    /// The proof that counts for something of this risk; nothing in it when the policy asks for none and none is there.
    /// A code of the provider's counts only for a task that it is checked with.
    ///
    /// # Errors
    /// `VerificationNeeded` when one is needed and none that counts is in force.
    pub(crate) fn proof_for(
        &self,
        about: &About,
        risk: Risk,
        task: Option<&Task>,
    ) -> Result<Option<Verification>, Problem> {
        let in_force = self.verification_of(about);
        let Some(counts) = self.inner.policy.proofs_for(risk, task) else { return Ok(in_force) };
        match in_force {
            Some(proof) if counts.contains(&proof.method) => Ok(Some(proof)),
            Some(_) => Err(needed("the policy of this desk asks for another proof of identity here")),
            None => Err(needed("no proof of identity is in force")),
        }
    }

    pub(crate) fn must_be_verified(&self, line: &LineKey) -> Result<(), Problem> {
        self.proof_for(&About::Line { line: line.clone() }, Risk::Sim, None).map(|_| ())
    }

    /// The policy in force.
    #[must_use]
    pub fn policy(&self) -> &crate::policy::Policy {
        &self.inner.policy
    }
}

fn needed(message: &str) -> Problem {
    Problem::new(ErrorCode::VerificationNeeded, message).safe_to_retry()
}
