//! The fault dial: what goes wrong on the way, for which operation, how often. It decides; `gate` carries it out.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio::sync::watch;

/// One thing that can go wrong. "Before" leaves the shop's state alone; "after" means the change has happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "value", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Fault {
    /// The work is done at once, the answer waits this long (milliseconds in JSON). Adds up with other faults.
    Latency(#[serde(with = "millis")] Duration),
    /// 429 before any effect, with a `Retry-After` header in seconds when given.
    RateLimited {
        /// Seconds for the `Retry-After` header; no header when `None`.
        retry_after: Option<u64>,
    },
    /// This status instead of the effect.
    Status(u16),
    /// This status although the effect happened, e.g. 504.
    StatusAfterEffect(u16),
    /// Closes the connection: no effect, no answer.
    DropBefore,
    /// Closes the connection after the effect, without an answer.
    DropAfter,
    /// Sends the head (with the true `Content-Length`) and so many bytes of the body, then closes. The effect happened.
    CutAnswer(usize),
    /// Answers with the right status and a body that is not JSON. The effect happened.
    MalformedJson,
    /// Answers with the right status and JSON that fits no operation. The effect happened.
    WrongShape,
    /// Holds the request until the dial is cleared, then serves it normally. A client that leaves meanwhile has caused
    /// no effect.
    Stall,
    /// Has the effect, then holds the answer until the dial is cleared.
    StallAfterEffect,
}

impl Fault {
    /// This fault for one operation of the contract only, e.g. `queryEsim`.
    #[must_use]
    pub fn on(self, operation: impl Into<String>) -> Rule {
        Rule::from(self).on(operation)
    }

    /// This fault for requests of this effect only.
    #[must_use]
    pub fn on_effect(self, effect: Touch) -> Rule {
        Rule::from(self).on_effect(effect)
    }

    /// This fault for the next `times` requests only.
    #[must_use]
    pub fn next(self, times: u32) -> Rule {
        Rule::from(self).next(times)
    }
}

/// What a request does, by the contract's `x-effect` and, where one operation can do several things, by what the request
/// says. Signing in counts as reading: it changes nothing of a customer's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Touch {
    /// It only reads.
    Reads,
    /// It changes something.
    Changes,
}

/// A fault with its scope.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// What goes wrong.
    pub fault: Fault,
    /// The only operation it is for; `None` for all of them.
    pub operation: Option<String>,
    /// The only requests it is for by what they do; `None` for both.
    #[serde(default)]
    pub effect: Option<Touch>,
    /// How many more requests it is for; `None` until the dial is cleared.
    pub times: Option<u32>,
}

impl Rule {
    /// Narrows the rule to one operation of the contract.
    #[must_use]
    pub fn on(mut self, operation: impl Into<String>) -> Self {
        self.operation = Some(operation.into());
        self
    }

    /// Narrows the rule to requests that read, or to those that change something.
    #[must_use]
    pub fn on_effect(mut self, effect: Touch) -> Self {
        self.effect = Some(effect);
        self
    }

    /// Narrows the rule to the next `times` requests that match.
    #[must_use]
    pub fn next(mut self, times: u32) -> Self {
        self.times = Some(times);
        self
    }
}

impl From<Fault> for Rule {
    fn from(fault: Fault) -> Self {
        Self { fault, operation: None, effect: None, times: None }
    }
}

/// Why a rule was not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FaultError {
    /// No operation of this provider has that id, so the rule would never apply.
    #[error("this provider has no operation called {0}")]
    UnknownOperation(String),
    /// Not a status HTTP can carry in an answer (200 to 599).
    #[error("{0} is not an HTTP status between 200 and 599")]
    NotAStatus(u16),
}

/// The dial of one provider. Rules are tried in the order they were set: delays add up, and the first other rule that
/// matches a request decides it.
#[derive(Debug)]
pub struct FaultDial {
    operations: Vec<String>,
    rules: Mutex<Vec<Rule>>,
    cleared: watch::Sender<u64>,
}

/// What the dial says about one request.
pub(crate) struct Plan {
    pub(crate) latency: Duration,
    pub(crate) fault: Option<Fault>,
    cleared: watch::Receiver<u64>,
}

impl Plan {
    /// Returns when the dial is cleared.
    pub(crate) async fn until_cleared(&mut self) {
        // An error means that the dial is gone, and the shop with it.
        let _ = self.cleared.changed().await;
    }
}

impl FaultDial {
    pub(crate) fn new(operations: Vec<String>) -> Self {
        Self { operations, rules: Mutex::new(Vec::new()), cleared: watch::Sender::new(0) }
    }

    /// Adds a fault or a rule (`Fault::DropAfter`, `Fault::Status(503).on("getAccount").next(2)`).
    ///
    /// # Errors
    /// When the rule names an operation the provider does not have, or a status that cannot be sent.
    pub fn set(&self, rule: impl Into<Rule>) -> Result<(), FaultError> {
        let rule = rule.into();
        if let Some(operation) = rule.operation.as_ref().filter(|wanted| !self.operations.contains(wanted)) {
            return Err(FaultError::UnknownOperation(operation.clone()));
        }
        if let Fault::Status(status) | Fault::StatusAfterEffect(status) = rule.fault
            && !(200..600).contains(&status)
        {
            return Err(FaultError::NotAStatus(status));
        }
        self.rules.lock().unwrap_or_else(PoisonError::into_inner).push(rule);
        Ok(())
    }

    /// Takes every rule away and lets stalled requests go on.
    pub fn clear(&self) {
        self.rules.lock().unwrap_or_else(PoisonError::into_inner).clear();
        self.cleared.send_modify(|times| *times += 1);
    }

    /// The rules that are still in force.
    #[must_use]
    pub fn rules(&self) -> Vec<Rule> {
        self.rules.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The operation ids a rule may name.
    #[must_use]
    pub fn operations(&self) -> &[String] {
        &self.operations
    }

    /// Draws the plan for one request and uses up the rules it takes.
    pub(crate) fn draw(&self, operation: &str, effect: Touch) -> Plan {
        let mut rules = self.rules.lock().unwrap_or_else(PoisonError::into_inner);
        let mut plan = Plan { latency: Duration::ZERO, fault: None, cleared: self.cleared.subscribe() };
        for rule in rules.iter_mut() {
            let other = rule.operation.as_deref().is_some_and(|only| only != operation)
                || rule.effect.is_some_and(|only| only != effect);
            if other || rule.times == Some(0) {
                continue;
            }
            match &rule.fault {
                Fault::Latency(delay) => plan.latency = plan.latency.saturating_add(*delay),
                other if plan.fault.is_none() => plan.fault = Some(other.clone()),
                _ => continue,
            }
            rule.times = rule.times.map(|times| times.saturating_sub(1));
        }
        rules.retain(|rule| rule.times != Some(0));
        plan
    }
}

/// A delay as whole milliseconds, so that a dial in another language can write it.
mod millis {
    use std::time::Duration;

    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(delay: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u64(u64::try_from(delay.as_millis()).unwrap_or(u64::MAX))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
        u64::deserialize(deserializer).map(Duration::from_millis)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dial() -> FaultDial {
        FaultDial::new(vec!["read".into(), "write".into()])
    }

    #[test]
    fn rules_match_by_operation_and_are_used_up() {
        let dial = dial();
        dial.set(Fault::DropAfter.on("write").next(1)).unwrap();
        assert_eq!(dial.draw("read", Touch::Reads).fault, None);
        assert_eq!(dial.draw("write", Touch::Changes).fault, Some(Fault::DropAfter));
        assert_eq!(dial.draw("write", Touch::Changes).fault, None);
        assert!(dial.rules().is_empty());
    }

    #[test]
    fn delays_add_up_and_the_first_other_rule_decides() {
        let dial = dial();
        dial.set(Fault::Latency(Duration::from_millis(20))).unwrap();
        dial.set(Fault::Status(503).next(1)).unwrap();
        dial.set(Fault::Latency(Duration::from_millis(5))).unwrap();
        dial.set(Fault::DropBefore.next(1)).unwrap();
        let plan = dial.draw("read", Touch::Reads);
        assert_eq!((plan.latency, plan.fault), (Duration::from_millis(25), Some(Fault::Status(503))));
        let plan = dial.draw("read", Touch::Reads);
        assert_eq!((plan.latency, plan.fault), (Duration::from_millis(25), Some(Fault::DropBefore)));
        dial.clear();
        assert!(dial.draw("read", Touch::Reads).fault.is_none());
    }

    #[test]
    fn a_rule_for_changes_lets_reads_pass_also_those_of_the_same_operation() {
        let dial = dial();
        dial.set(Fault::DropAfter.on_effect(Touch::Changes).next(1)).unwrap();
        assert_eq!(dial.draw("write", Touch::Reads).fault, None);
        assert_eq!(dial.draw("write", Touch::Changes).fault, Some(Fault::DropAfter));
        assert!(dial.rules().is_empty());
        dial.set(Fault::DropBefore.on_effect(Touch::Reads)).unwrap();
        assert_eq!(dial.draw("write", Touch::Changes).fault, None);
        assert_eq!(dial.draw("read", Touch::Reads).fault, Some(Fault::DropBefore));
    }

    #[test]
    fn rules_that_could_never_work_are_refused() {
        let dial = dial();
        assert_eq!(dial.set(Fault::Stall.on("raed")), Err(FaultError::UnknownOperation("raed".into())));
        assert_eq!(dial.set(Fault::Status(20)), Err(FaultError::NotAStatus(20)));
        assert!(dial.rules().is_empty());
    }

    #[test]
    fn a_rule_goes_through_json_unchanged() {
        let rules = [
            Fault::Latency(Duration::from_millis(1500)).on("read").next(3),
            Rule::from(Fault::RateLimited { retry_after: Some(7) }),
            Rule::from(Fault::CutAnswer(12)),
            Rule::from(Fault::Stall),
            Fault::DropAfter.on_effect(Touch::Changes),
        ];
        let text = serde_json::to_string(&rules).unwrap();
        assert!(text.contains(r#"{"kind":"latency","value":1500}"#), "{text}");
        assert_eq!(serde_json::from_str::<Vec<Rule>>(&text).unwrap(), rules);
        // As a dial wrote it that knew no effects.
        let older: Rule = serde_json::from_str(r#"{"fault":{"kind":"stall"},"operation":null,"times":2}"#).unwrap();
        assert_eq!(older, Fault::Stall.next(2));
    }
}
