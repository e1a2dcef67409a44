//! What goes wrong after the change, with the reads that are to find out what became of it.

use practice::{Fault, Rule, Touch};

use crate::random::Random;

/// The most reads in a row that go wrong. Fewer than it takes for the desk to think that the provider is down: then it
/// would ask nothing more, and nothing could be found out wrongly.
const MOST_READS: u64 = 4;

/// The rule for the reads after a change; nothing half of the time.
pub(crate) fn after(random: &mut Random) -> Option<Rule> {
    let fault = match random.below(20) {
        0 => Fault::Status(500),
        1 => Fault::Status(502),
        2 => Fault::Status(503),
        3 => Fault::Status(504),
        4 => Fault::RateLimited { retry_after: None },
        5 => Fault::DropBefore,
        6 => Fault::DropAfter,
        7 => Fault::CutAnswer(random.below(60)),
        8 => Fault::MalformedJson,
        9 => Fault::WrongShape,
        _ => return None,
    };
    let times = u32::try_from(random.next() % MOST_READS + 1).unwrap_or(1);
    Some(Rule::from(fault).on_effect(Touch::Reads).next(times))
}

/// Whether a rule is one of these.
pub(crate) fn is_weather(rule: &Rule) -> bool {
    rule.operation.is_none() && rule.effect == Some(Touch::Reads)
}
