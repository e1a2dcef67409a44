//! How to tell afterwards whether a task happened: what is compared, and what the comparison proves.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::line::{Line, LineStage, Service, SimKind};

/// Something that can be read of a line and tells one state from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Readable {
    /// Its state, in the desk's words.
    Stage,
    /// Its SIM.
    Iccid,
    /// Its number.
    Number,
    /// Its plan.
    Plan,
    /// One of its switches.
    Switch(Service),
    /// Whether calls are recorded.
    Recorded,
    /// The owner's name.
    Name,
    /// The owner's e-mail.
    Email,
}

/// How to tell whether a task happened.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ReadBack {
    /// The line has this state.
    Stage(LineStage),
    /// Another value than before proves it; the same one after a while refutes it.
    Another(Readable),
    /// Another value than before proves it; the same one proves nothing, because the provider takes hours or days.
    AnotherLater(Readable),
    /// The value that was typed into this field proves it.
    Typed(Readable, &'static str),
    /// The line is gone, or ended.
    Gone,
    /// The provider tells how far it has come.
    Order,
    /// Nothing that can be read proves it: a person decides, by looking at this.
    Person(&'static str),
}

/// What one look back proved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// It happened.
    Done,
    /// It did not happen, or not yet.
    NotDone,
    /// Nothing.
    Nothing,
}

/// What was so of a line, in a form that can be compared and kept.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LineFacts {
    /// Its state, in the desk's words; absent when the provider knows no such line.
    pub stage: Option<LineStage>,
    /// The provider's own word for it.
    pub raw_stage: Option<String>,
    /// eSIM or card.
    pub sim: SimKind,
    /// Its SIM's number.
    pub iccid: Option<String>,
    /// Its number, E.164.
    pub number: Option<String>,
    /// Its plan's name.
    pub plan: Option<String>,
    /// Its switches that are known to be on or off.
    pub switches: Vec<(Service, bool)>,
    /// Whether calls are recorded.
    pub recorded: Option<bool>,
    /// The owner's name.
    pub name: Option<String>,
    /// The owner's e-mail.
    pub email: Option<String>,
}

impl std::fmt::Debug for LineFacts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "LineFacts({:?}, …)", self.stage)
    }
}

impl From<&Line> for LineFacts {
    fn from(line: &Line) -> Self {
        Self {
            stage: Some(line.state.stage),
            raw_stage: line.state.raw.clone(),
            sim: line.sim.kind,
            iccid: line.sim.iccid.as_ref().map(|iccid| iccid.digits().to_owned()),
            number: line.number.as_ref().map(|number| number.e164().to_owned()),
            plan: line.plan.as_ref().and_then(|plan| plan.name.clone()),
            switches: line.services.iter().filter_map(|one| one.on.map(|on| (one.service, on))).collect(),
            recorded: line.recorded,
            name: line.customer.name.clone(),
            email: line.customer.email.clone(),
        }
    }
}

impl LineFacts {
    /// The facts of a line that the provider does not know (any more).
    #[must_use]
    pub const fn gone() -> Self {
        Self {
            stage: None,
            raw_stage: None,
            sim: SimKind::Unknown,
            iccid: None,
            number: None,
            plan: None,
            switches: Vec::new(),
            recorded: None,
            name: None,
            email: None,
        }
    }

    /// One of them as text; absent when the provider does not say.
    #[must_use]
    pub fn value(&self, what: Readable) -> Option<String> {
        match what {
            Readable::Stage => self.raw_stage.clone().or_else(|| self.stage.map(|stage| format!("{stage:?}"))),
            Readable::Iccid => self.iccid.clone(),
            Readable::Number => self.number.clone(),
            Readable::Plan => self.plan.clone(),
            Readable::Switch(service) => {
                self.switches.iter().find(|(one, _)| *one == service).map(|(_, on)| on.to_string())
            }
            Readable::Recorded => self.recorded.map(|on| on.to_string()),
            Readable::Name => self.name.clone(),
            Readable::Email => self.email.clone(),
        }
    }
}

impl ReadBack {
    /// What reading `after` proves of a task that was sent when the line was `before`. `typed` gives the values a
    /// field was filled in with: what was sent, and the words it was shown with.
    #[must_use]
    pub fn judge(&self, before: &LineFacts, after: &LineFacts, typed: impl Fn(&str) -> Vec<String>) -> Proof {
        match self {
            Self::Stage(wanted) => match after.stage {
                Some(stage) if stage == *wanted => Proof::Done,
                Some(LineStage::Unknown) | None => Proof::Nothing,
                stage if stage == before.stage => Proof::NotDone,
                Some(_) => Proof::Nothing,
            },
            Self::Another(what) => match (before.value(*what), after.value(*what)) {
                (Some(before), Some(after)) if before == after => Proof::NotDone,
                (Some(_), Some(_)) => Proof::Done,
                _ => Proof::Nothing,
            },
            Self::AnotherLater(what) => match Self::Another(*what).judge(before, after, typed) {
                Proof::Done => Proof::Done,
                Proof::NotDone | Proof::Nothing => Proof::Nothing,
            },
            Self::Typed(what, field) => {
                let wanted = typed(field);
                let Some(now) = after.value(*what).filter(|_| !wanted.is_empty()) else { return Proof::Nothing };
                if wanted.iter().any(|wanted| same_value(*what, wanted, &now)) {
                    return Proof::Done;
                }
                if before.value(*what).is_some_and(|before| before == now) { Proof::NotDone } else { Proof::Nothing }
            }
            Self::Gone => match after.stage {
                None | Some(LineStage::Ceased) => Proof::Done,
                Some(LineStage::Unknown) => Proof::Nothing,
                Some(_) => Proof::NotDone,
            },
            Self::Order | Self::Person(_) => Proof::Nothing,
        }
    }

    /// Whether reading the line can prove anything.
    #[must_use]
    pub const fn reads_line(&self) -> bool {
        !matches!(self, Self::Order | Self::Person(_))
    }
}

/// Whether what was typed, or read before, is what is read, in the forms providers write: a SIM's number with or without its printed
/// check digit, names with other spaces or letters of another size.
#[must_use]
pub fn same_value(what: Readable, typed: &str, read: &str) -> bool {
    match what {
        Readable::Iccid => {
            let (long, short) = if typed.len() >= read.len() { (typed, read) } else { (read, typed) };
            long == short || (short.len() >= 18 && long.len() - short.len() == 1 && long.starts_with(short))
        }
        Readable::Number => digits(typed) == digits(read),
        _ => folded(typed) == folded(read),
    }
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(stage: LineStage, iccid: &str, plan: Option<&str>) -> LineFacts {
        LineFacts {
            stage: Some(stage),
            iccid: Some(iccid.to_owned()),
            plan: plan.map(str::to_owned),
            ..LineFacts::gone()
        }
    }

    const OLD: &str = "8944100000000000001";
    const NEW: &str = "8944100000000000019";

    #[test]
    fn a_state_proves_itself_and_the_old_one_refutes_it() {
        let (active, stopped) = (facts(LineStage::Active, OLD, None), facts(LineStage::Suspended, OLD, None));
        let suspend = ReadBack::Stage(LineStage::Suspended);
        let none = |_: &str| Vec::new();
        assert_eq!(suspend.judge(&active, &stopped, none), Proof::Done);
        assert_eq!(suspend.judge(&active, &active, none), Proof::NotDone);
        assert_eq!(suspend.judge(&active, &facts(LineStage::Unknown, OLD, None), none), Proof::Nothing);
        assert_eq!(suspend.judge(&active, &LineFacts::gone(), none), Proof::Nothing);
        assert_eq!(suspend.judge(&active, &facts(LineStage::Ceased, OLD, None), none), Proof::Nothing);
    }

    #[test]
    fn what_was_typed_proves_itself_also_without_its_check_digit() {
        let (old, new) = (facts(LineStage::Active, OLD, None), facts(LineStage::Active, NEW, None));
        let back = ReadBack::Typed(Readable::Iccid, "iccid");
        let typed = |text: &'static str| move |_: &str| vec![text.to_owned()];
        assert_eq!(back.judge(&old, &new, typed(NEW)), Proof::Done);
        assert_eq!(back.judge(&old, &new, typed("89441000000000000195")), Proof::Done);
        assert_eq!(back.judge(&old, &old, typed(NEW)), Proof::NotDone);
        // Something else is there now: somebody else changed it, and nothing is proved.
        assert_eq!(
            back.judge(&old, &facts(LineStage::Active, "8944100000000000555", None), typed(NEW)),
            Proof::Nothing
        );
        assert_eq!(back.judge(&old, &new, |_: &str| Vec::new()), Proof::Nothing);
    }

    #[test]
    fn another_value_proves_a_change_and_a_missing_one_proves_nothing() {
        let plan = |name: Option<&str>| facts(LineStage::Active, OLD, name);
        let back = ReadBack::Another(Readable::Plan);
        let none = |_: &str| Vec::new();
        assert_eq!(back.judge(&plan(Some("S")), &plan(Some("L")), none), Proof::Done);
        assert_eq!(back.judge(&plan(Some("S")), &plan(Some("S")), none), Proof::NotDone);
        assert_eq!(back.judge(&plan(None), &plan(Some("L")), none), Proof::Nothing);
        let later = ReadBack::AnotherLater(Readable::Plan);
        assert_eq!(later.judge(&plan(Some("S")), &plan(Some("L")), none), Proof::Done);
        assert_eq!(later.judge(&plan(Some("S")), &plan(Some("S")), none), Proof::Nothing);
        let shown = |_: &str| vec!["P-17".to_owned(), "Large  Plan".to_owned()];
        assert_eq!(
            ReadBack::Typed(Readable::Plan, "plan").judge(&plan(Some("S")), &plan(Some("large plan")), shown),
            Proof::Done
        );
    }

    #[test]
    fn a_line_that_is_gone_has_ended() {
        let none = |_: &str| Vec::new();
        let active = facts(LineStage::Active, OLD, None);
        assert_eq!(ReadBack::Gone.judge(&active, &LineFacts::gone(), none), Proof::Done);
        assert_eq!(ReadBack::Gone.judge(&active, &active, none), Proof::NotDone);
        assert_eq!(ReadBack::Person("look").judge(&active, &active, none), Proof::Nothing);
    }
}
