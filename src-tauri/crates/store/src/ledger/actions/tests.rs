//! Listing, paging, counting and finding actions.

use domain::action::{ActionId, ActionKind, ActionRecord, ActionState, Facts};
use domain::activation_code::ActivationCode;
use domain::provider::ConnectionId;
use domain::time::Timestamp;

use crate::ledger::tests::{code_shown, fresh, id, in_state, new_change, new_note, settlement};
use crate::testing::key;
use crate::{ActionFilter, Ledger, StoreError};

fn ids(actions: &[ActionRecord]) -> Vec<ActionId> {
    actions.iter().map(|action| action.id).collect()
}

/// Ten actions on as many lines, one in each state, in the order of the states.
fn one_of_each(ledger: &Ledger) -> Vec<(ActionState, ActionId)> {
    use ActionState::{Accepted, Done, Failed, NotDone, NotSent, Noted, Prepared, Refused, Sent, Unknown};
    let states = [Prepared, Sent, Done, Accepted, Refused, NotSent, Unknown, NotDone, Failed];
    let mut all: Vec<(ActionState, ActionId)> = states
        .into_iter()
        .enumerate()
        .map(|(n, state)| {
            let action = id(n as u64 + 1);
            in_state(ledger, &new_change(action, &format!("line {n}")), state);
            (state, action)
        })
        .collect();
    ledger.note(&new_note(id(10), "line 0")).unwrap();
    all.push((Noted, id(10)));
    all
}

#[test]
fn unknown_ones_come_first_and_then_the_newest() {
    let (_home, ledger) = fresh();
    one_of_each(&ledger);
    in_state(&ledger, &new_change(id(11), "line 11"), ActionState::Unknown);
    let all = ledger.actions(ActionFilter::All, 100, None).unwrap();
    let order: Vec<ActionId> = [11, 7, 10, 9, 8, 6, 5, 4, 3, 2, 1].map(id).to_vec();
    assert_eq!(ids(&all), order);
    // Page by page, of any size, each once and in the same order.
    for size in 1..=12 {
        let mut pages = Vec::new();
        loop {
            let page = ledger.actions(ActionFilter::All, size, pages.last().copied()).unwrap();
            if page.is_empty() {
                break;
            }
            pages.extend(ids(&page));
        }
        assert_eq!(pages, order, "pages of {size}");
    }
    let error = ledger.actions(ActionFilter::All, 10, Some(id(99))).unwrap_err();
    assert_eq!(error, StoreError::NoSuchAction(id(99)));
}

#[test]
fn filters_and_counts_agree() {
    let (_home, ledger) = fresh();
    let all = one_of_each(&ledger);
    let counts = ledger.counts().unwrap();
    use ActionState::{Accepted, Failed, Prepared, Refused, Sent, Unknown};
    for (filter, states, count) in [
        (ActionFilter::Unknown, &[Unknown][..], counts.unknown),
        (ActionFilter::Waiting, &[Prepared, Sent, Accepted][..], counts.waiting),
        (ActionFilter::Refused, &[Refused, Failed][..], counts.refused),
    ] {
        let mut wanted: Vec<ActionId> = all.iter().filter(|(s, _)| states.contains(s)).map(|(_, id)| *id).collect();
        wanted.reverse();
        assert_eq!(ids(&ledger.actions(filter, 100, None).unwrap()), wanted, "{filter:?}");
        assert_eq!(count, wanted.len() as u64, "{filter:?}");
        let rest = ledger.actions(filter, 100, wanted.first().copied()).unwrap();
        assert_eq!(ids(&rest), wanted[1..], "{filter:?}");
    }
    assert_eq!(counts.all, 10);
}

#[test]
fn open_actions_are_those_of_unknown_end_oldest_first() {
    let (_home, ledger) = fresh();
    one_of_each(&ledger);
    let open = ledger.open_actions().unwrap();
    assert_eq!(ids(&open), [1, 2, 4, 7].map(id));
    assert!(open.iter().all(|action| action.state.is_open()));
}

#[test]
fn the_states_that_hold_a_line_are_the_domains_open_ones() {
    for (n, state) in one_of_each(&fresh().1).into_iter().filter(|(state, _)| *state != ActionState::Noted) {
        let (_home, ledger) = fresh();
        in_state(&ledger, &new_change(state, "line"), n);
        let second = ledger.prepare(&new_change(id(50), "line")).unwrap();
        assert_eq!(matches!(second, crate::Prepared::AlreadyOpen(_)), n.is_open(), "{n:?}");
    }
}

#[test]
fn a_lines_own_actions_and_last_change() {
    let (_home, ledger) = fresh();
    in_state(&ledger, &new_change(id(1), "a"), ActionState::Done);
    in_state(&ledger, &new_change(id(2), "b"), ActionState::Done);
    in_state(&ledger, &new_change(id(3), "a"), ActionState::Refused);
    ledger.note(&new_note(id(4), "a")).unwrap();
    assert_eq!(ids(&ledger.line_actions(&key("a"), 10).unwrap()), [4, 3, 1].map(id));
    assert_eq!(ids(&ledger.line_actions(&key("a"), 2).unwrap()), [4, 3].map(id));
    assert!(ledger.line_actions(&key("c"), 10).unwrap().is_empty());
    let last = |states: &[ActionState]| ledger.last_change_of(&key("a"), states).unwrap().map(|action| action.id);
    assert_eq!(last(&[ActionState::Done]), Some(id(1)));
    assert_eq!(last(&[ActionState::Done, ActionState::Refused]), Some(id(3)));
    assert_eq!(last(&[ActionState::Noted, ActionState::Unknown]), None);
    assert_eq!(last(&[]), None);
}

#[test]
fn a_code_is_remembered_by_every_line_it_was_seen_on() {
    let (_home, ledger) = fresh();
    let fingerprint = |text: &str| ActivationCode::parse(text).unwrap().code.fingerprint();
    let esim =
        |text: &str| Some(Facts::Esim { fingerprint: Some(fingerprint(text)), sm_dp_address: None, state: None });
    let (old, new, shown) = ("LPA:1$rsp.example.com$OLD", "LPA:1$rsp.example.com$NEW", "LPA:1$rsp.example.com$SHOWN");
    let mut change = new_change(id(1), "a");
    change.before = esim(old);
    let _ = ledger.prepare(&change).unwrap();
    ledger.mark_sent(id(1), Timestamp(2)).unwrap();
    let mut done = settlement(ActionState::Done, 3);
    done.after = esim(new);
    ledger.settle(id(1), done).unwrap();
    ledger.note(&code_shown(id(2), "b", fingerprint(shown))).unwrap();
    ledger.note(&code_shown(id(3), "b", fingerprint(shown))).unwrap();
    let mut copied = new_note(id(4), "c");
    copied.kind = ActionKind::CodeCopied { fingerprint: fingerprint(old) };
    ledger.note(&copied).unwrap();
    let seen = |text: &str| ledger.seen_code(&fingerprint(text)).unwrap();
    assert_eq!(seen(old), [key("a"), key("c")]);
    assert_eq!(seen(new), [key("a")]);
    assert_eq!(seen(shown), [key("b")]);
    assert!(seen("LPA:1$rsp.example.com$OTHER").is_empty());
}

#[test]
fn a_connection_remembers_the_hosts_of_its_codes() {
    let (_home, ledger) = fresh();
    let code = |text: &str| ActivationCode::parse(text).unwrap().code.fingerprint();
    let esim =
        |fingerprint, host: &str| Some(Facts::Esim { fingerprint, sm_dp_address: Some(host.to_owned()), state: None });
    let mut change = new_change(id(1), "a");
    change.before = esim(Some(code("LPA:1$rsp.example.net$OLD")), "RSP.example.NET");
    let _ = ledger.prepare(&change).unwrap();
    let mut without = new_change(id(2), "c");
    without.before = esim(None, "unused.example.com");
    let _ = ledger.prepare(&without).unwrap();
    for number in [3, 4] {
        ledger.note(&code_shown(id(number), "b", code("LPA:1$rsp.example.com$SHOWN"))).unwrap();
    }
    assert_eq!(ledger.seen_hosts(&key("a").connection).unwrap(), ["rsp.example.com", "rsp.example.net"]);
    assert!(ledger.seen_hosts(&ConnectionId("elsewhere".to_owned())).unwrap().is_empty());
}
