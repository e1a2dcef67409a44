//! The ledger against a model of it: random steps, legal and illegal, with restarts and crashes in between. After every
//! step everything that can be asked of the ledger is what the model says, and the chain is whole.

mod model;

use std::fs;

use domain::action::{ActionState, Decision, Facts};
use domain::problem::{ErrorCode, Problem};
use domain::time::Timestamp;
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use tempfile::TempDir;

use super::{fresh, id};
use crate::testing::the_key;
use crate::{Forgetting, Ledger, LedgerOpened, Prepared, Settlement, StoreError};
use model::{Model, PLACES, new_at, shown_at};

#[derive(Debug, Clone)]
enum Step {
    Prepare {
        action: u64,
        place: usize,
    },
    Note {
        action: u64,
        place: usize,
    },
    Send(u64),
    Settle {
        action: u64,
        state: ActionState,
        after: bool,
        problem: bool,
        read_back: bool,
        decided: bool,
    },
    ReadBack(u64),
    EndShowing(u64),
    /// What is from before so long ago.
    Forget {
        action: u64,
        ago: i64,
    },
    /// The program ends and starts again.
    Restart,
    /// The program dies: the files are what is left.
    Crash,
}

/// Few actions and places, so that they meet often.
const ACTIONS: u64 = 12;

fn some_step() -> impl Strategy<Value = Step> {
    use ActionState::{Accepted, Done, Failed, NotDone, NotSent, Noted, Prepared, Refused, Sent, Unknown};
    let action = 0..ACTIONS;
    let (place, flag) = (0..PLACES, any::<bool>());
    let states = vec![Prepared, Sent, Done, Accepted, Refused, NotSent, Unknown, NotDone, Failed, Noted];
    let settle = (action.clone(), proptest::sample::select(states), flag, any::<bool>(), any::<bool>(), any::<bool>());
    prop_oneof![
        6 => (action.clone(), place.clone()).prop_map(|(action, place)| Step::Prepare { action, place }),
        2 => (action.clone(), place).prop_map(|(action, place)| Step::Note { action, place }),
        6 => action.clone().prop_map(Step::Send),
        12 => settle.prop_map(|(action, state, after, problem, read_back, decided)| {
            Step::Settle { action, state, after, problem, read_back, decided }
        }),
        3 => action.clone().prop_map(Step::ReadBack),
        2 => action.clone().prop_map(Step::EndShowing),
        2 => (action, -1_i64..4).prop_map(|(action, ago)| Step::Forget { action, ago }),
        1 => Just(Step::Restart),
        1 => Just(Step::Crash),
    ]
}

fn settlement(step: &Step, at: Timestamp) -> Settlement {
    let Step::Settle { state, after, problem, read_back, decided, .. } = *step else { panic!("not a settling") };
    Settlement {
        state,
        after: after.then(|| Facts::Order { reference: Some(at.0.to_string()), state: None }),
        problem: problem.then(|| Problem::new(ErrorCode::OutcomeUnknown, "no answer")),
        read_back,
        decided: decided.then(|| Decision { agent: "Kim".to_owned(), note: "looked".to_owned() }),
        at,
    }
}

/// A ledger and its folder; the folder changes with a crash.
struct Running {
    home: TempDir,
    ledger: Ledger,
}

impl Running {
    fn restart(self, at: Timestamp) -> Self {
        let Self { home, ledger } = self;
        drop(ledger);
        Self::on(home, at)
    }

    /// The files as they are while the program runs, somewhere else: no end of the program, no last checkpoint.
    fn crash(self, at: Timestamp) -> Self {
        let left = tempfile::tempdir().unwrap();
        for name in ["ledger.db", "ledger.db-wal"] {
            fs::copy(self.home.path().join(name), left.path().join(name)).unwrap();
        }
        Self::on(left, at)
    }

    fn on(home: TempDir, at: Timestamp) -> Self {
        let (ledger, opened) = Ledger::open(home.path(), &the_key(), at).unwrap();
        assert_eq!(opened, LedgerOpened::Existing);
        Self { home, ledger }
    }
}

/// Both did it, or neither did, for the same reason.
fn alike<T: PartialEq + std::fmt::Debug>(
    real: Result<T, StoreError>,
    model: Result<T, StoreError>,
) -> Result<(), TestCaseError> {
    prop_assert_eq!(real, model);
    Ok(())
}

fn take(running: Running, model: &mut Model, step: &Step, at: Timestamp) -> Result<Running, TestCaseError> {
    let ledger = &running.ledger;
    match *step {
        Step::Prepare { action, place } => {
            let new = new_at(id(action), place, at);
            let (real, expected) = (ledger.prepare(&new), model.prepare(&new));
            let opened = |prepared: Prepared| match prepared {
                Prepared::New(record) => (true, record),
                Prepared::AlreadyOpen(record) => (false, record),
            };
            alike(real.map(opened), expected.map(opened))?;
        }
        Step::Note { action, place } => {
            let new = shown_at(id(action), place, at);
            alike(ledger.note(&new), model.note(&new))?;
        }
        Step::Send(action) => alike(ledger.mark_sent(id(action), at), model.mark_sent(id(action), at))?,
        Step::Settle { action, .. } => {
            let settlement = settlement(step, at);
            alike(ledger.settle(id(action), settlement.clone()), model.settle(id(action), settlement))?;
        }
        Step::ReadBack(action) => alike(ledger.note_read_back(id(action), at), model.note_read_back(id(action)))?,
        Step::EndShowing(action) => alike(ledger.end_showing(id(action), 3, at), model.end_showing(id(action), 3))?,
        Step::Forget { action, ago } => {
            let before = Timestamp(at.0 - ago);
            let what = Forgetting { before, ended: Vec::new() };
            let real = ledger.forget_personal(id(action), "Kim", &what, at);
            alike(real.map(|count| count.actions), model.forget_personal(id(action), before, at))?;
        }
        Step::Restart => return Ok(running.restart(at)),
        Step::Crash => return Ok(running.crash(at)),
    }
    Ok(running)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn whatever_is_tried_the_ledger_is_what_its_model_says(
        steps in proptest::collection::vec((some_step(), -2_i64..3), 1..60)
    ) {
        let (home, ledger) = fresh();
        let (mut running, mut model) = (Running { home, ledger }, Model::default());
        let mut clock = 0;
        for (step, passes) in steps {
            // A clock may be set back.
            clock += passes;
            running = take(running, &mut model, &step, Timestamp(clock))?;
            model.is(&running.ledger)?;
        }
    }
}
