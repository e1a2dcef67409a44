//! The verification policy: which changes need which proof of identity, and what else is asked before they are sent.
//!
//! A readable file that IT can deploy. What it does not mention keeps its default; a file that cannot be understood is
//! an error, never "allow all".

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use domain::action::VerificationMethod;
use domain::problem::{ErrorCode, Problem};
use domain::task::{Risk, Task};
use serde::Deserialize;

/// The name of the file.
pub const FILE: &str = "policy.json";

/// What has to be so before a change is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// The proofs that count, by what a change risks. A risk that is not in it needs none.
    pub proofs: BTreeMap<Risk, Vec<VerificationMethod>>,
    /// How long a proof counts, for one line.
    pub proof_lasts: Duration,
    /// For how many days a change of SIM, number or owner is worth a warning.
    pub cool_down_days: u32,
    /// What needs a note beside the reason.
    pub note_needed: Vec<Risk>,
    /// Whether the picture of a code may be saved as a file.
    pub save_pictures: bool,
}

/// Every way to prove identity. Name and birth date alone is none of them.
const EVERY_PROOF: [VerificationMethod; 5] = [
    VerificationMethod::PhotoId,
    VerificationMethod::AccountPin,
    VerificationMethod::CallBack,
    VerificationMethod::OneTimeCode,
    VerificationMethod::ProviderCode,
];

impl Default for Policy {
    /// Every SIM change, number change, secret for a port-out, PUK and cease needs a proof of five minutes (US 47 CFR
    /// 64.2010; the field's practice).
    fn default() -> Self {
        let risks = [Risk::Sim, Risk::Number, Risk::PortSecret, Risk::Secret, Risk::Cease];
        Self {
            proofs: risks.into_iter().map(|risk| (risk, EVERY_PROOF.to_vec())).collect(),
            proof_lasts: Duration::from_secs(300),
            cool_down_days: 30,
            note_needed: vec![Risk::Cease],
            save_pictures: false,
        }
    }
}

/// The file, as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    proofs: BTreeMap<Risk, Vec<VerificationMethod>>,
    proof_lasts_seconds: Option<u64>,
    cool_down_days: Option<u32>,
    note_needed: Option<Vec<Risk>>,
    save_pictures: Option<bool>,
}

impl Policy {
    /// The policy of a file; the default where there is none.
    ///
    /// # Errors
    /// `PolicyUnusable` when it is there and cannot be read or understood. The message names place and fault.
    pub fn read(file: &Path) -> Result<Self, Problem> {
        let unusable = |what: String| {
            Problem::new(ErrorCode::PolicyUnusable, format!("{}: {what}", file.display())).safe_to_retry()
        };
        match std::fs::read_to_string(file) {
            Ok(text) => Self::parse(&text).map_err(unusable),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(unusable(error.to_string())),
        }
    }

    fn parse(text: &str) -> Result<Self, String> {
        let written: Written = serde_json::from_str(text).map_err(|error| error.to_string())?;
        let mut policy = Self::default();
        for (risk, proofs) in written.proofs {
            if proofs.is_empty() {
                policy.proofs.remove(&risk);
            } else {
                policy.proofs.insert(risk, proofs);
            }
        }
        if let Some(seconds) = written.proof_lasts_seconds {
            if !(30..=3600).contains(&seconds) {
                return Err("proof_lasts_seconds has to be from 30 to 3600".to_owned());
            }
            policy.proof_lasts = Duration::from_secs(seconds);
        }
        policy.cool_down_days = written.cool_down_days.unwrap_or(policy.cool_down_days);
        policy.note_needed = written.note_needed.unwrap_or(policy.note_needed);
        policy.save_pictures = written.save_pictures.unwrap_or(policy.save_pictures);
        Ok(policy)
    }

    /// The proofs that count for a risk, and for this task where it is one; nothing when it needs none. A code that the
    /// provider checks with the change counts only for a task that asks for it.
    #[must_use]
    pub fn proofs_for(&self, risk: Risk, task: Option<&Task>) -> Option<Vec<VerificationMethod>> {
        let takes_code = task.is_some_and(|task| task.code_field().is_some());
        let counts = |method: &VerificationMethod| *method != VerificationMethod::ProviderCode || takes_code;
        Some(self.proofs.get(&risk)?.iter().copied().filter(counts).collect())
    }
}

#[cfg(test)]
mod tests {
    use domain::provider::{Effect, Evidence};
    use domain::task::{FieldKind, TaskField};

    use super::*;

    #[test]
    fn what_a_file_does_not_mention_keeps_its_default() {
        let policy =
            Policy::parse(r#"{ "proofs": { "sim": ["photo_id"], "number": [] }, "cool_down_days": 7 }"#).unwrap();
        assert_eq!(policy.proofs_for(Risk::Sim, None), Some(vec![VerificationMethod::PhotoId]));
        assert_eq!(policy.proofs_for(Risk::Number, None), None);
        assert!(policy.proofs_for(Risk::Cease, None).is_some());
        assert_eq!((policy.cool_down_days, policy.proof_lasts), (7, Duration::from_secs(300)));
        assert_eq!(Policy::parse("{}").unwrap(), Policy::default());
    }

    #[test]
    fn a_code_of_the_provider_counts_only_where_it_is_checked() {
        const FIELDS: &[TaskField] = &[TaskField::new("otp", "Code", FieldKind::OneTimeCode { min: 4, max: 8 })];
        let plain = Task::new("swap", "Swap", "It swaps.", "swap", Evidence::Documented, Effect::Irreversible);
        let policy = Policy::parse(r#"{ "proofs": { "sim": ["provider_code"] } }"#).unwrap();
        let code = vec![VerificationMethod::ProviderCode];
        assert_eq!(policy.proofs_for(Risk::Sim, Some(&plain.fields(FIELDS))), Some(code));
        assert_eq!(policy.proofs_for(Risk::Sim, Some(&plain)), Some(vec![]));
        assert_eq!(policy.proofs_for(Risk::Sim, None), Some(vec![]));
    }

    #[test]
    fn a_file_that_cannot_be_understood_is_an_error_that_names_the_fault() {
        for (text, said) in [
            ("{", "EOF"),
            (r#"{ "proof": {} }"#, "unknown field `proof`"),
            (r#"{ "proofs": { "sim": ["name_and_birth_date"] } }"#, "name_and_birth_date"),
            (r#"{ "proofs": { "simm": [] } }"#, "simm"),
            (r#"{ "proof_lasts_seconds": 0 }"#, "30 to 3600"),
        ] {
            let fault = Policy::parse(text).unwrap_err();
            assert!(fault.contains(said), "{fault}");
        }
        let home = tempfile::tempdir().unwrap();
        assert_eq!(Policy::read(&home.path().join(FILE)).unwrap(), Policy::default());
        std::fs::write(home.path().join(FILE), "allow all").unwrap();
        let problem = Policy::read(&home.path().join(FILE)).unwrap_err();
        assert_eq!(problem.code, ErrorCode::PolicyUnusable);
        assert!(problem.message.contains(FILE));
    }
}
