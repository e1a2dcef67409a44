//! Random steps, legal and illegal: the chain holds and no line has two changes in flight.

use domain::action::ActionState;
use domain::time::Timestamp;
use proptest::prelude::*;

use super::{fresh, id, new_change, new_note, settlement};
use crate::testing::the_key;
use crate::{Ledger, Prepared};

#[derive(Debug, Clone)]
enum Step {
    Prepare(u64, u8),
    Note(u64),
    Send(u64),
    Settle(u64, ActionState),
    ReadBack(u64),
    End(u64),
    Reopen,
}

fn some_step() -> impl Strategy<Value = Step> {
    use ActionState::{Accepted, Done, Failed, NotDone, NotSent, Noted, Prepared, Refused, Sent, Unknown};
    let action = 0_u64..6;
    let states = vec![Prepared, Sent, Done, Accepted, Refused, NotSent, Unknown, NotDone, Failed, Noted];
    prop_oneof![
        4 => (action.clone(), 0_u8..3).prop_map(|(action, line)| Step::Prepare(action, line)),
        1 => action.clone().prop_map(Step::Note),
        4 => action.clone().prop_map(Step::Send),
        6 => (action.clone(), proptest::sample::select(states)).prop_map(|(action, state)| Step::Settle(action, state)),
        2 => action.clone().prop_map(Step::ReadBack),
        1 => action.prop_map(Step::End),
        1 => Just(Step::Reopen),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn whatever_is_tried_the_chain_holds(steps in proptest::collection::vec(some_step(), 1..40)) {
        let (home, mut ledger) = fresh();
        let mut written = 0;
        for (at, step) in steps.into_iter().enumerate() {
            let at = i64::try_from(at).unwrap();
            let took = match step {
                Step::Prepare(n, line) => {
                    matches!(ledger.prepare(&new_change(id(n), &format!("{line}"))), Ok(Prepared::New(_)))
                }
                Step::Note(n) => ledger.note(&new_note(id(n), "0")).is_ok(),
                Step::Send(n) => ledger.mark_sent(id(n), Timestamp(at)).is_ok(),
                Step::Settle(n, state) => ledger.settle(id(n), settlement(state, at)).is_ok(),
                Step::ReadBack(n) => ledger.note_read_back(id(n), Timestamp(at)).is_ok(),
                Step::End(n) => ledger.end_showing(id(n), 3, Timestamp(at)).is_ok(),
                Step::Reopen => {
                    ledger = Ledger::open(home.path(), &the_key(), Timestamp(at)).unwrap().0;
                    false
                }
            };
            written += u64::from(took);
            let open = ledger.open_actions().unwrap();
            let mut lines: Vec<_> = open.iter().map(|action| action.line.clone()).collect();
            lines.sort();
            lines.dedup();
            prop_assert_eq!(lines.len(), open.len(), "two changes in flight on a line");
        }
        let report = ledger.verify().unwrap();
        prop_assert_eq!(report.first_bad, None);
        prop_assert_eq!(report.entries, written);
    }
}
